"""Columns of the listings of the application."""

from __future__ import annotations

from fmgtrack.render import (
    costs_cards,
    papers_cards,
    profile_cards,
    season_cards,
    stage_cards,
    suggest_cards,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.render.columns import Column

COLUMNS: dict[str, tuple[Column, ...]] = {
    **profile_cards.COLUMNS,
    **papers_cards.COLUMNS,
    **suggest_cards.COLUMNS,
    **costs_cards.COLUMNS,
    **stage_cards.COLUMNS,
    **season_cards.COLUMNS,
}
"""For each kind of listing: titles, and what stands under them given a row and the home zone."""
