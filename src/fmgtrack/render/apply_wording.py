"""What is told beside the data of the application."""

from __future__ import annotations

from fmgtrack.render import costs_cards, papers_cards, stage_cards, suggest_cards

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    **papers_cards.SENTENCES,
    **suggest_cards.SENTENCES,
    **costs_cards.SENTENCES,
    **stage_cards.SENTENCES,
    "names-differ": "the names in ERAS and NRMP differ in {what}: `{eras}` and `{nrmp}`",
    "exam-waiting": "{ref} waits for its result: `fmgtrack edit {ref} --outcome pass` or `fail`"
    " once it came",
    "exam-attempts": "that is attempt {number} at {name}, and four are said to be all that there"
    " are (unconfirmed: {source})",
    "exam-mark": "a {outcome} with {score} is odd: {mark} is said to be the passing mark since July"
    " 2025 (unconfirmed: {source}); `fmgtrack edit {ref}` mends it",
}
"""The sentence of each notice, from its facts; those about one subject stand together."""
