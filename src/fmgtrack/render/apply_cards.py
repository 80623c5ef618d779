"""Cards of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.render import (
    costs_cards,
    papers_cards,
    profile_cards,
    season_cards,
    stage_cards,
    suggest_cards,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row

CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    **profile_cards.CARDS,
    **papers_cards.CARDS,
    **suggest_cards.CARDS,
    **costs_cards.CARDS,
    **stage_cards.CARDS,
    **season_cards.CARDS,
}
"""How each kind of card is laid out, given its row and the home zone."""
