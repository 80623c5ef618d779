"""The season as a strip of weeks, and what is ahead in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.render import times
from fmgtrack.render.blocks import CHART, TABLE, TEXT, TITLE, in_cells, months, rising

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

INDENT, LABEL, CELL = 2, 12, 3
"""Signs left of a strip, of the names of its lines, and of a week."""

TALLEST = 3
"""Lines of the tallest column of interviews."""


def season(row: Row, home: str) -> Iterator[Block]:  # noqa: ARG001  as every card
    """The strip of weeks, its key, and what lies ahead."""
    weeks = row["weeks"]
    if not weeks:
        yield TITLE, f"season {row['season']}"
        yield TEXT, f"no day is on record: `fmgtrack season {row['season']}` brings its dates"
        return
    yield TITLE, f"season {row['season']} by week, under each the day of its Monday"
    yield CHART, lambda width, plain: strip(weeks, row["week"], width, plain=plain)
    yield TEXT, "^ this week; ! something is lost after the date; mails are those still to write"
    if row["undated"]:
        yield TEXT, f"invitations without a day: {row['undated']}"
    if row["outside"]:
        yield TEXT, f"outside of the season, not drawn: {row['outside']}"
    if coming := _coming(row):
        yield TITLE, "from this week on"
        yield TABLE, ("season-days", coming)


def strip(weeks: Sequence[Row], this: str, width: int, *, plain: bool) -> Iterator[str]:
    """Columns of interviews with the mails and dates beneath, as many weeks as fit beside."""
    beside = max((width - INDENT - LABEL) // CELL, 1)
    most = max(len(week["interviews"]) for week in weeks)
    for start in range(0, len(weeks), beside):
        if start:
            yield ""
        yield from _part(weeks[start : start + beside], this, most, plain=plain)


def _part(weeks: Sequence[Row], this: str, most: int, *, plain: bool) -> Iterator[str]:
    height = min(most, TALLEST)
    for line in range(height, 0, -1):
        parts = (len(week["interviews"]) * height / most - line + 1 for week in weeks)
        drawn = _line("", [rising(part, plain=plain) * 2 for part in parts])
        if drawn:
            yield drawn
    owed = [sum(window["owed"] for window in week["mails"]) for week in weeks]
    days = [times.day(week["week"]).split() for week in weeks]
    yield _line("interviews", [_count(len(week["interviews"])) for week in weeks])
    yield _line("mails", [_count(number) for number in owed])
    yield _line("dates", [_dated(week["dates"]) for week in weeks])
    yield _line("", [day for _, day, _, _ in days])
    yield _line("", months([month for _, _, month, _ in days]))
    if any(week["week"] == this for week in weeks):
        yield _line("", ["^" if week["week"] == this else "" for week in weeks])


def _line(label: str, texts: Sequence[str]) -> str:
    return f"{label.ljust(LABEL)}{in_cells(texts, CELL)}".rstrip()


def _count(number: int) -> str:
    """A number in two signs."""
    return f"{number}" if 0 < number < 100 else "++" if number else "."  # noqa: PLR2004  two digits


def _dated(dates: Sequence[Row]) -> str:
    return f"{_count(len(dates))}{'!' if any(date['binding'] for date in dates) else ''}"


def _coming(row: Row) -> list[Row]:
    """What lies ahead from this week on, by day: `on ref what`; of dates those that bind."""
    found: dict[tuple[str, str], Row] = {}
    for week in row["weeks"]:
        if week["week"] < row["week"]:
            continue
        for day in week["interviews"]:
            _put(found, day["on"], day["ref"], f"interview at {day['program']['name']}")
        for window in week["mails"]:
            mails = "1 mail" if window["owed"] == 1 else f"{window['owed']} mails"
            said = f"{mails} until {_short(window['due_by'])}, {window['program']['name']}"
            _put(found, window["due_from"], f"{window['interview']} ", said)
        for one in week["dates"]:
            if one["binding"]:
                _put(
                    found, one["on"], one["ref"], one["title"] or f"answer {one['program']['name']}"
                )
    return [found[key] for key in sorted(found)]


def _put(found: dict[tuple[str, str], Row], on: str, ref: str, what: str) -> None:
    found.setdefault((on, ref), {"on": on, "ref": ref, "what": what})


def _short(day: str) -> str:
    return " ".join(times.day(day).split()[1:3])


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {"season": season}

COLUMNS: dict[str, tuple[Column, ...]] = {
    "season-days": (
        ("ref", lambda row, _: row["ref"]),
        ("day", lambda row, _: times.day(row["on"])),
        ("what", lambda row, _: row["what"]),
    ),
}
