"""Cards of preparing for interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.render import (
    asking,
    checklists,
    debrief_cards,
    practice_cards,
    questions,
    sheet_cards,
    story_cards,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row

CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    **questions.CARDS,
    **asking.CARDS,
    **checklists.CARDS,
    **story_cards.CARDS,
    **practice_cards.CARDS,
    **sheet_cards.CARDS,
    **debrief_cards.CARDS,
}
"""How each kind of card is laid out, given its row and the home zone."""
