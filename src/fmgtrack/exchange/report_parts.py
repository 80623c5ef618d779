"""What the page is made of: tables, pairs, people, bars, and the words for what is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fmgtrack.exchange import dates
from fmgtrack.exchange.markup import joined, linked, said, tag, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fmgtrack.exchange.markup import Markup

Row = dict[str, Any]

_BREAKS = re.compile(r" (?=\d\d:\d\d|to )")

BEST = 5
"""The upper end of ratings and scores."""

WAITING = ("invited", "waitlisted")
"""Statuses of an interview that has yet to be agreed."""

UNCONFIRMED = tag("strong", "unconfirmed", class_="whole")
"""Marks what has to be read again at its source."""

BOX = tag("span", class_="box", aria_hidden="true")
"""A box to tick on paper."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that is on record about one program; rows as the listings give them.

    `ratings` has a value or None for every criterion, as (label, value); `score` and `coverage`
    are those of the list; `ranks` says where it stands, one line for each of its codes ranked.
    """

    program: Row
    contacts: Sequence[Row] = ()
    interviews: Sequence[Row] = ()
    followups: Sequence[Row] = ()
    deadlines: Sequence[Row] = ()
    ratings: Sequence[tuple[str, int | None]] = ()
    score: float | None = None
    coverage: str | None = None
    ranks: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that stands on the page; rows have the keys of product.md section 11.

    Attributes:
        season: the match year.
        now: the moment of the page as ISO with the offset of `home_zone`.
        home_zone: the person's IANA zone.
        facts_from: the day on which the season began; older facts are unconfirmed.
        name: the person's name, if it is set.
        followups: every follow-up, soonest window first.
        interviews: every interview, by day.
        deadlines: every dated event, by day.
        rol: the list with its deadline and checks.
        sheets: the programs that have a sheet, in order.
        applications: how many programs stand where, and when invitations came.
        pairs: a couple's list, `rank mine theirs`, each side with `name nrmp_code`.
    """

    season: int
    now: str
    home_zone: str
    facts_from: str
    rol: Row
    name: str | None = None
    followups: Sequence[Row] = ()
    interviews: Sequence[Row] = ()
    deadlines: Sequence[Row] = ()
    sheets: Sequence[Sheet] = field(default=())
    applications: Row | None = None
    pairs: Sequence[Row] = ()

    @cached_property
    def sheet_refs(self) -> frozenset[str]:
        """Refs of the programs that can be jumped to."""
        return frozenset(sheet.program["ref"] for sheet in self.sheets)


def table(
    heads: Sequence[str], rows: Iterable[Sequence[object | None]], *, name: int = 0
) -> Markup:
    """A table with a heading over each column; `name` is the column that names the row.

    A table too wide for a small screen is laid out by rows there, each cell under its heading.
    """
    top = tag("tr", [tag("th", head, scope="col") for head in heads])
    body = []
    for row in rows:
        cells = []
        for number, (head, cell) in enumerate(zip(heads, row, strict=True)):
            inside = None if cell in {None, ""} else tag("div", cell)
            if number == name:
                cells.append(tag("th", inside, scope="row", data_head=head))
            else:
                cells.append(tag("td", inside, data_head=head))
        body.append(tag("tr", cells))
    return tag("table", tag("thead", top), tag("tbody", body))


def pairs(*items: tuple[str, object | None]) -> Markup | None:
    """Names with their values; those without a value are left out, None when none is left."""
    kept = [(label, value) for label, value in items if value not in {None, ""}]
    if not kept:
        return None
    return tag(
        "dl", [tag("div", tag("dt", label), tag("dd", said(value))) for label, value in kept]
    )


def section(ident: str, title: str, *content: object | None) -> Markup:
    """A part of the page under a heading of its own."""
    heading = tag("h2", title, id=f"{ident}-title")
    return tag("section", heading, content, id=ident, aria_labelledby=f"{ident}-title")


def word(term: str) -> Markup:
    """A word of the record's own, never broken."""
    return tag("span", role(term), class_="whole")


def timed(words: str) -> Markup | None:
    """A moment or a window that breaks before its clock or its end, nowhere else."""
    if not words:
        return None
    return joined([tag("span", piece, class_="whole") for piece in _BREAKS.split(words)], " ")


def bullets(items: Iterable[object]) -> Markup | None:
    """A list; None when nothing is in it."""
    lines = [tag("li", said(item)) for item in items]
    return tag("ul", lines) if lines else None


def aside(words: object) -> Markup:
    """Words in a line of their own that stand back."""
    return tag("span", said(words), class_="aside")


def over(first: object, second: object | None) -> Markup:
    """One text, and another that stands back beneath it."""
    return joined([said(first), None if second in {None, ""} else aside(second)])


def full_name(contact: Row) -> str:
    """Title and name."""
    return " ".join(part for part in (contact.get("title"), contact["name"]) if part)


def role(word: str) -> str:
    """A word of the record as words: `program-director` is "program director"."""
    return word.replace("-", " ")


def program(row: Row, report: Report) -> Markup:
    """A program's name, which leads to its sheet where it has one."""
    name = said(row["name"])
    return tag("a", name, href=f"#{row['ref']}") if row["ref"] in report.sheet_refs else name


def lines(value: str | None) -> list[str]:
    """What was noted, one thing a line."""
    return [line for line in (value or "").splitlines() if line.strip()]


def bar(value: float, *, whole: int = BEST) -> Markup:
    """A bar in fifths, printed even where a printer leaves out backgrounds; words stand beside."""
    steps = [tag("line", x1=20 * n, x2=20 * n, y1=0, y2=10, class_="step") for n in range(1, whole)]
    return tag(
        "svg",
        tag("rect", class_="track", x=0.5, y=0.5, width=99, height=9),
        tag("rect", class_="fill", x=0.5, y=0.5, width=f"{99 * value / whole:.1f}", height=9),
        steps,
        class_="bar",
        viewBox="0 0 100 10",
        aria_hidden="true",
    )


def scored(value: float | None, coverage: str | None) -> Markup:
    """A score as a bar, a number, and how much of it is known."""
    if value is None:
        return tag("span", "not rated", class_="quiet")
    return joined([bar(value), tag("span", f" {value:.2f} ({coverage})", class_="number")])


def unconfirmed(source: str | None, on: str | None, facts_from: str) -> bool:
    """Whether nobody stands for a fact, or it is one of an earlier season."""
    return not source or not on or on < facts_from


def evidence(source: str | None, on: str | None, facts_from: str) -> Markup:
    """Where and when a fact was read; marked where it has to be read again."""
    parts: list[object] = []
    if source:
        parts.append(linked(source))
    if on:
        parts.append(dates.day(on))
    if unconfirmed(source, on, facts_from):
        parts.append(UNCONFIRMED)
    return joined(parts, ", ")


def visa(row: Row) -> str:
    """What a program said of visas."""
    answers = {True: "yes", False: "no", None: "not said"}
    return f"J-1 {answers[row['visa']['j1']]}, H-1B {answers[row['visa']['h1b']]}"


def when(row: Row) -> str:
    """The day and hours of an interview on the program's clocks."""
    if not row["starts_at"]:
        return "no day yet"
    return dates.span(row["starts_at"], row["ends_at"], row["timezone"])


def at_home(row: Row, report: Report) -> str:
    """The beginning of an interview on the person's clocks."""
    return dates.beside(row["home_starts_at"], row["starts_at"], report.home_zone)


def counted(number: int, word: str, plural: str | None = None) -> str:
    """`1 mail`, `2 mails`."""
    return f"{number} {word if number == 1 else plural or f'{word}s'}"


def note(value: str | None) -> Markup | None:
    """A private note; None for none."""
    if not value:
        return None
    return tag("p", tag("b", "Private note"), text(" "), said(value), class_="note")
