"""Columns of the listings of preparing for interviews."""

from __future__ import annotations

from fmgtrack.render import asking, checklists, practice_cards, questions, story_cards

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.render.columns import Column

COLUMNS: dict[str, tuple[Column, ...]] = {
    **questions.COLUMNS,
    **asking.COLUMNS,
    **checklists.COLUMNS,
    **story_cards.COLUMNS,
    **practice_cards.COLUMNS,
    "phrases": (
        ("when", lambda row, _: row["when"]),
        ("what happens", lambda row, _: row["situation"]),
        ("say", lambda row, _: row["say"]),
        ("why", lambda row, _: row["why"]),
    ),
}
"""For each kind of listing: titles, and what stands under them given a row and the home zone."""
