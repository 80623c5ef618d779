"""Cards of preparing for interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row

CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {}
"""How each kind of card is laid out, given its row and the home zone."""
