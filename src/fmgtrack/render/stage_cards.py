"""The CV, and the picture of the season: where applications stand, when invitations came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.render import times
from fmgtrack.render.blocks import (
    CHART,
    TABLE,
    TEXT,
    TITLE,
    VALUE,
    bar,
    in_cells,
    months,
    rising,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

TOP = 8
"""How many specialties and states are shown."""

INDENT = 2
CAME = ("applied", "waitlisted", "invited", "interviewed", "rejected", "withdrawn")
"""Stages that the tables by specialty and state tell of."""

LONGEST = 40
"""Signs of the longest bar."""

TALLEST = 5
"""Lines of the tallest column."""

CELL = 3
"""Signs that a week takes: two for its column or its day, and a space."""


def stages(row: Row, home: str) -> Iterator[Block]:  # noqa: ARG001  as every card
    """The picture of the season."""
    if not row["programs"]:
        return
    whose = "program stands" if row["programs"] == 1 else f"{row['programs']} programs stand"
    yield TITLE, f"where your {whose}, season {row['season']}"
    yield CHART, lambda width, plain: bars(row["stages"], width, plain=plain)
    if row["called_off"]:
        yield TEXT, f"all interviews called off at {row['called_off']}"
    for key, heading in (("specialty", "specialties"), ("state", "states")):
        groups = row[f"by_{key}"]
        if len(groups) > 1 or groups[0][key]:
            more = f", {TOP} of {len(groups)} {heading}" if len(groups) > TOP else ""
            yield TITLE, f"by {key}{more}"
            yield TABLE, (f"stages-{key}", groups[:TOP])
    yield from _weekly("invitations", row["invitations"])
    if row["invitations"]["at_latest"]:
        yield TEXT, at_latest(row["invitations"])
    yield from _weekly("interview days", row["interviews"])


def _weekly(what: str, row: Row) -> Iterator[Block]:
    if row["weeks"]:
        yield TITLE, f"{what} by week, under each the day of its Monday"
        yield CHART, lambda width, plain: columns(row["weeks"], width, plain=plain)
    elif row["undated"] or row["outside"]:
        yield TITLE, f"{what} by week"
    if row["undated"]:
        yield TEXT, f"{row['undated']} without a day"
    if row["outside"]:
        yield TEXT, f"{row['outside']} outside of the season, not drawn"


def at_latest(row: Row) -> str:
    """Of how many invitations only the day is known on which they were put on record."""
    every = row["sure"] + row["at_latest"]
    return (
        f"the day of {row['at_latest']} of {every} is the one on which you put it on record;"
        " `fmgtrack edit PROGRAM --status invited --since DATE` says when one came"
    )


def bars(rows: Sequence[Row], width: int, *, plain: bool) -> Iterator[str]:
    """A bar for how many stand at each stage now, with that number and how many came so far.

    While the longest has room, a sign is one program.
    """
    most = max(row["standing"] for row in rows)
    name = max(len(row["status"]) for row in rows)
    said = {row["status"]: f"{row['standing']} now, {row['so_far']} so far" for row in rows}
    room = width - INDENT - name - 4 - max(map(len, said.values()))
    longest = max(min(LONGEST, room, most), 1)
    for row in rows:
        drawn = bar(row["standing"], most, longest, plain=plain).ljust(longest)
        yield f"{row['status'].ljust(name)}  {drawn}  {said[row['status']]}"


def columns(weeks: Sequence[Row], width: int, *, plain: bool) -> Iterator[str]:
    """A column for each week, with its number, the day of its Monday, and the month beneath.

    Weeks that do not fit beside each other go on further down.
    """
    most = max(week["count"] for week in weeks)
    cell = max(CELL, len(str(most)) + 1)
    beside = max((width - INDENT) // cell, 1)
    for start in range(0, len(weeks), beside):
        if start:
            yield ""
        yield from _strip(weeks[start : start + beside], most, cell, plain=plain)


def _strip(weeks: Sequence[Row], most: int, cell: int, *, plain: bool) -> Iterator[str]:
    height = min(most, TALLEST)
    for line in range(height, 0, -1):
        tops = (rising(week["count"] * height / most - line + 1, plain=plain) for week in weeks)
        drawn = in_cells([top * 2 for top in tops], cell)
        if drawn:
            yield drawn
    yield in_cells([str(week["count"] or ".") for week in weeks], cell)
    days = [times.day(week["week"]).split() for week in weeks]
    yield in_cells([number for _, number, _, _ in days], cell)
    yield in_cells(months([month for _, _, month, _ in days]), cell)


def _since(facts: dict[str, Any]) -> str:
    if facts["since"] is None:
        return f"{facts['ref']} is {facts['status']}, the day is not known"
    return f"{facts['ref']} is {facts['status']} since {times.day(facts['since'])}"


def _counted(key: str) -> tuple[Column, ...]:
    return (
        (key, lambda row, _: row[key] or "not said"),
        ("programs", lambda row, _: row["programs"]),
        (
            "came so far",
            lambda row, _: ", ".join(f"{row[name]} {name}" for name in CAME if row[name]),
        ),
    )


def vitae(row: Row, home: str) -> Iterator[Block]:  # noqa: ARG001  as every card
    """A CV: which files were written, else its text."""
    if not row["written"]:
        yield VALUE, row["text"].rstrip("\n")
    for path in row["written"]:
        yield TITLE, f"wrote {path}"


def _named(facts: dict[str, Any]) -> str:
    return "; ".join(f"{ref} {title}" for ref, title in facts["named"])


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {"stages": stages, "cv": vitae}

COLUMNS: dict[str, tuple[Column, ...]] = {
    "stages-specialty": _counted("specialty"),
    "stages-state": _counted("state"),
}

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "status-since": _since,
    "out-but-invited": "{ref} {name} is {status} and has an interview to come: one of the two is"
    " out of date, `fmgtrack show {ref}` shows both",
    "cv-specialty": "for {specialty}; `--specialty TEXT` says another one",
    "cv-no-specialty": "for no specialty: `--specialty TEXT` puts what matters to one first",
    "cv-gap": "{said}",
    "cv-not-taken": lambda facts: f"left out, did not take place: {_named(facts)}",
    "cv-to-come": lambda facts: (
        f"left out, still to come: {_named(facts)}; `--everything` brings it back"
    ),
    "cv-other-specialty": lambda facts: (
        f"left out, of another specialty than {facts['specialty']}: {_named(facts)};"
        " `--everything` brings it back, `fmgtrack edit REF --meaningful yes` keeps one"
    ),
    "cv-failed": lambda facts: f"left out, the transcript tells it: {_named(facts)}",
}
