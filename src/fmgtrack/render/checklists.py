"""How checklists and developments in the specialty look, and what is told of them."""

from __future__ import annotations

from fmgtrack.render import times
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

PARTS = {"before": "before", "day": "on the day", "after": "after"}
"""Titles of the parts."""

KNOWN = {
    "people": "people of the day are on record",
    "questions": "questions are chosen",
    "impressions": "something is noted of the day",
    "answers": "answers are noted",
    "ratings": "the program is rated",
    "thanks": "no thank-you is owed any more",
}
"""By what the record shows that a line is done."""

VIEWS = {"no-view": "no view yet", "look-again": "look again", "ready": "ready"}
"""How a development stands."""


def _away(days: int | None) -> str:
    if days is None:
        return ""
    if not days:
        return "today"
    word = "day" if abs(days) == 1 else "days"
    return f"in {days} {word}" if days > 0 else f"{-days} {word} ago"


def checklist(row: Row, home: str) -> Iterator[Block]:
    """The checklist of an interview, part by part."""
    yield TITLE, f"{row['interview']['ref']} {row['program']['name']}: checklist"
    zone = row["timezone"]
    when = times.span(row["starts_at"], row["ends_at"], zone) if row["starts_at"] else "no day yet"
    pairs = (
        ("when", ", ".join(part for part in (when, _away(row["days_left"])) if part)),
        ("your time", times.beside(row["home_starts_at"], row["starts_at"], home)),
        ("format", row["format"]),
    )
    for label, value in pairs:
        if value:
            yield PAIR, (label, value)
    for part, title in PARTS.items():
        items = [item for item in row["items"] if item["part"] == part]
        if items:
            yield TITLE, title
            yield TABLE, ("checklist", items)
    if row["dropped"]:
        keys = ", ".join(item["key"] for item in row["dropped"])
        yield TITLE, "does not apply"
        yield TEXT, f"{keys}; `--undone KEY` brings a line back"


def development(row: Row, _: str) -> Iterator[Block]:
    """A development in the specialty."""
    yield TITLE, f"{row['ref']} {row['what']}"
    pairs = (
        ("specialty", row["specialty"]),
        ("source", row["source"]),
        ("of", times.day(row["dated_on"])),
        ("your view", row["view"]),
        ("look again", times.day(row["look_on"])),
        ("state", VIEWS[row["state"]]),
    )
    for label, value in pairs:
        if value:
            yield PAIR, (label, value)


def tick(row: Row, _: str) -> Iterator[Block]:
    """A line of a checklist that was touched."""
    yield TITLE, f"{row['ref']} {row['text'] or row['key']}"
    pairs = (
        ("checklist", f"{row['interview']['ref']} {row['program']['name']}"),
        ("part", PARTS.get(row["part"] or "")),
        ("state", row["state"]),
        ("done", times.day(row["done_on"])),
    )
    for label, value in pairs:
        if value:
            yield PAIR, (label, value)


def _since(row: Row) -> str:
    return times.day(row["done_on"]) or KNOWN.get(row["known"] or "", "")


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "checklist": checklist,
    "development": development,
    "tick": tick,
}
"""Cards of checklists and developments."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "checklist": (
        ("row", lambda row, _: row["number"]),
        ("state", lambda row, _: row["state"]),
        ("what", lambda row, _: row["text"]),
        ("key", lambda row, _: row["key"]),
        ("done", lambda row, _: _since(row)),
    ),
    "developments": (
        ("ref", lambda row, _: row["ref"]),
        ("what", lambda row, _: row["what"]),
        ("state", lambda row, _: VIEWS[row["state"]]),
        ("your view", lambda row, _: row["view"]),
        ("specialty", lambda row, _: row["specialty"]),
        ("source", lambda row, _: row["source"]),
        ("of", lambda row, _: times.day(row["dated_on"])),
        ("look again", lambda row, _: times.day(row["look_on"])),
    ),
}
"""Columns of checklists and developments."""


def _left(facts: dict[str, Any]) -> str:
    keys = facts["keys"]
    return f"{len(keys)} open now on the checklist of {facts['ref']}: {', '.join(keys)}"


SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "checklist-format": "the format of {ref} is not on record, so only what every format needs is"
    " shown: `fmgtrack edit {ref} --format virtual` gives it",
    "checklist-known": lambda f: f"{f['key']} counts as done: {KNOWN[f['known']]}",
    "checklist-left": _left,
    "development-view": "{ref} has no view of yours yet:"
    ' `fmgtrack edit {ref} --view "what you think of it, in a line"`',
    "no-developments": "no development on record:"
    ' `fmgtrack add-development "what is new" --source TEXT --view TEXT`',
}
"""Sentences about checklists and developments."""
