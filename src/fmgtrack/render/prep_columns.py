"""Columns of the listings of preparing for interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fmgtrack.render.columns import Column

COLUMNS: dict[str, tuple[Column, ...]] = {}
"""For each kind of listing: titles, and what stands under them given a row and the home zone."""
