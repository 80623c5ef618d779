"""What is told beside the data of preparing for interviews."""

from __future__ import annotations

from fmgtrack.render import (
    asking,
    checklists,
    debrief_cards,
    practice_cards,
    questions,
    story_cards,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    **questions.SENTENCES,
    **asking.SENTENCES,
    **checklists.SENTENCES,
    **story_cards.SENTENCES,
    **practice_cards.SENTENCES,
    **debrief_cards.SENTENCES,
}
"""The sentence of each notice, from its facts; those about one subject stand together."""
