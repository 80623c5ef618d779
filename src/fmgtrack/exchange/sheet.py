"""The sheet for the night before, in words: parts of lines, then Markdown or a page of HTML.

What stands on it is worded once, in `parts`; a terminal, a Markdown file and a page differ in how
a line is set. The page fetches and runs nothing, and prints on one or two sheets of A4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fmgtrack.exchange import dates
from fmgtrack.exchange.markup import joined, linked, page, said, shown, style, tag
from fmgtrack.exchange.report import POLICY
from fmgtrack.rules import months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fmgtrack.exchange.markup import Markup

Row = dict[str, Any]

MARK = "fmgtrack sheet"
"""Stands in a comment at the beginning of each file, so that it is known again."""

ITEM, BOX, HEAD, PLAIN, FILL = "item", "box", "head", "plain", "fill"
"""Kinds of lines: one of a list; one to tick; a heading of what follows; a sentence; one to be
filled in by hand."""

BLANK = "_" * 24
"""Room to write by hand."""

MOST = 6
"""How many experiences are named."""

SETTINGS = {
    "formal": "At the interview",
    "meal": "To the residents, at the meal",
    "session": "In the information session",
    "coordinator": "To the coordinator",
}
"""Where questions are asked."""

SITUATIONS = {
    "not-understood": "not understood",
    "need-time": "time to think",
    "out-of-bounds": "too private",
}
"""When a sentence helps."""

NEEDS = {"j1": "you need J-1", "h1b": "you need H-1B", "either": "you need one of them"}
"""The visa that the person needs."""

_TRUTHS = {True: "yes", False: "no", None: "not said"}


@dataclass(frozen=True)
class Line:
    """One line: its kind, its text, and what stands back behind it."""

    kind: str
    text: str
    aside: str = ""


@dataclass(frozen=True)
class Part:
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]


def parts(row: Row) -> tuple[Part, ...]:
    """What stands on the sheet, part by part; those with nothing in them are left out.

    Args:
        row: what `actions.sheets.collect` gives.
    """
    titled = (
        ("When and where", _when(row)),
        ("Who, and how to say it", _who(row)),
        ("Why this program", _why(row)),
        ("What you read of it", _facts(row)),
        ("Your points", _answers(row)),
        ("Stories", _stories(row)),
        ("Read again tonight", _reread(row)),
        ("Questions to ask", _ask(row)),
        ("Still open: visa and contract", _open(row)),
        ("In the specialty", _developments(row)),
        ("Sentences that help", _phrases(row)),
        ("Checklist", (Line(BOX, line["text"]) for line in row["checklist"])),
        ("The same evening", _evening(row)),
        ("Private notes", _notes(row)),
    )
    made = (Part(title, tuple(lines)) for title, lines in titled)
    return tuple(part for part in made if part.lines)


def headline(row: Row) -> str:
    """What stands beneath the name of the program."""
    program = row["program"]
    place = ", ".join(part for part in (program["city"], program["state"]) if part)
    known = (program["institution"], program["specialty"], place, program["url"])
    return " · ".join(part for part in known if part)


def _when(row: Row) -> Iterator[Line]:
    interview = row["interview"]
    if interview is None:
        yield Line(PLAIN, "no interview is on record")
        return
    if not interview["starts_at"]:
        yield Line(PLAIN, f"{interview['status']}, no day yet")
    else:
        zone, home = interview["timezone"], row["home_zone"]
        there = dates.span(interview["starts_at"], interview["ends_at"], zone)
        away = _away(interview["days_left"], over=interview["status"] == "completed")
        yield Line(ITEM, f"there: {there}", away)
        if interview["home_starts_at"] and dates.beside(
            interview["home_starts_at"], interview["starts_at"], home
        ):
            here = dates.span(interview["home_starts_at"], interview["home_ends_at"], home)
            yield Line(ITEM, f"for you: {here}")
    for label in ("format", "place"):
        if interview[label]:
            yield Line(ITEM, f"{label}: {interview[label]}")


def _away(days: int | None, *, over: bool) -> str:
    if days is None or over:
        return "over" if over else ""
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"


def _who(row: Row) -> Iterator[Line]:
    if not any(person["setting"] for person in row["people"]):
        yield Line(PLAIN, "nobody is named for the day yet")
    for person in row["people"]:
        name = " ".join(part for part in (person["title"], person["name"]) if part)
        where = person["setting"] or "not named for the day"
        yield Line(FILL, name, f"{person['role'].replace('-', ' ')}, {where}")
    own = row["own_name"] or "your own name"
    if row["own_name_said"]:
        yield Line(ITEM, f"you: {own}", f"said {row['own_name_said']}")
    else:
        yield Line(FILL, f"you: {own}")


def _why(row: Row) -> Iterator[Line]:
    why = row["why"]
    for reason in why["reasons"]:
        yield Line(ITEM, reason["text"], _evidence(reason, confirmed=reason["confirmed"]))
    fewest, most = why["wanted"]
    if why["concrete"] < fewest:
        yield Line(PLAIN, f"{why['concrete']} of {fewest} to {most} concrete facts")


def _evidence(row: Row, *, confirmed: bool) -> str:
    told = [row["source"], dates.day(row["checked_on"])] if row["source"] else []
    return ", ".join(part for part in (*told, "" if confirmed else "unconfirmed") if part)


def _facts(row: Row) -> Iterator[Line]:
    for fact in row["facts"]:
        prefers = "" if fact["strict"] else " (preferred)"
        words = fact["said"] or fact["value"]
        yield Line(
            ITEM,
            f"{fact['rule'].replace('-', ' ')}: {words}{prefers}",
            _evidence(fact, confirmed=not fact["unconfirmed"]),
        )


def _answers(row: Row) -> Iterator[Line]:
    for answer in row["answers"]:
        yield Line(HEAD, answer["question"]["text"])
        if answer["themes"]:
            yield Line(ITEM, f"to be remembered by: {', '.join(answer['themes'])}")
        for part in ("present", "past", "future"):
            yield from (Line(ITEM, f"{part}: {point}") for point in answer[part])
        yield from (Line(ITEM, point) for point in answer["points"])
    if row["unanswered"]:
        yield Line(PLAIN, f"no points yet: {', '.join(row['unanswered'])}")


def _stories(row: Row) -> Iterator[Line]:
    tell, told = row["stories"]["tell"], row["stories"]["told"]
    if tell and told:
        yield Line(HEAD, "To tell")
    for story in tell:
        yield Line(ITEM, story["title"], ", ".join(story["competencies"]))
    if told:
        yield Line(HEAD, "Told there before, not again")
    for story in told:
        heard = (
            " ".join(part for part in (one["contact"]["title"], one["contact"]["name"]) if part)
            for one in story["told_there"]
        )
        yield Line(ITEM, story["title"], f"heard by {', '.join(heard)}")


def _reread(row: Row) -> Iterator[Line]:
    every = row["reread"]
    for one in every[:MOST]:
        at = f", {one['organisation']}" if one["organisation"] else ""
        span = " to ".join(months.say(day) for day in (one["begins"], one["ends"]) if day)
        old = "long ago, and still asked about" if one["long_ago"] else ""
        yield Line(BOX, f"{one['title']}{at}", ", ".join(part for part in (span, old) if part))
    if len(every) > MOST:
        yield Line(PLAIN, f"and {len(every) - MOST} more")


def _ask(row: Row) -> Iterator[Line]:
    for setting, title in SETTINGS.items():
        chosen = [one for one in row["ask"] if one["setting"] == setting and not one["on_page"]]
        if chosen:
            yield Line(HEAD, title)
        for one in chosen:
            if one["answer"]:
                yield Line(ITEM, one["text"], f"answered: {_flat(one['answer'])}")
            else:
                yield Line(BOX, one["text"], "goes into a mail" if one["followup"] else "")


def _open(row: Row) -> Iterator[Line]:
    visa, contract = row["open"]["visa"], row["open"]["contract"]
    if visa["unconfirmed"] and visa["need"] != "none":
        said_so = f"J-1 {_TRUTHS[visa['j1']]}, H-1B {_TRUTHS[visa['h1b']]}"
        needed = NEEDS.get(visa["need"], "your need is not on record")
        yield Line(BOX, f"visa: {said_so}, unconfirmed", needed)
    if contract["open"]:
        earlier = f"the one of {dates.day(contract['on'])} is of an earlier season"
        yield Line(
            BOX,
            "contract, eligibility rules and visa terms in writing have not come",
            earlier if contract["on"] else "",
        )


def _developments(row: Row) -> Iterator[Line]:
    for one in row["developments"]:
        told = ", ".join(part for part in (one["source"], dates.day(one["dated_on"])) if part)
        view = f": {one['view']}" if one["view"] else ": no view of yours yet"
        yield Line(ITEM, f"{one['what']}{view}", told)


def _phrases(row: Row) -> Iterator[Line]:
    for phrase in row["phrases"]:
        yield Line(ITEM, phrase["say"], SITUATIONS[phrase["when"]])


def _evening(row: Row) -> Iterator[Line]:
    yield from (Line(BOX, line["text"]) for line in row["evening"])
    if row["thanks"] and row["evening"]:
        window = dates.days(row["thanks"]["from"], row["thanks"]["by"])
        yield Line(PLAIN, f"thank-yous are due {window}")


def _notes(row: Row) -> Iterator[Line]:
    notes = row["notes"]
    if notes is None:
        return
    for label in ("program", "interview"):
        if notes[label]:
            yield Line(ITEM, f"{label}: {_flat(notes[label])}")
    for one in notes["people"]:
        yield Line(ITEM, f"{one['name']}: {_flat(one['note'])}")


def _flat(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def is_sheet(beginning: bytes) -> bool:
    """Whether a file that begins so was written here."""
    return f"<!-- {MARK} -->".encode() in beginning


_SPECIAL = re.compile(r"([\\*_\[\]<>~|#])")
_BEGINNING = re.compile(r"^(\d+)([.)])|^([-+=])")


def _escaped(text: str) -> str:
    """Text in one line that no reader of Markdown takes for anything else, but for code.

    What stands between backticks is shown as it is, so that nothing in it comes alive either.
    """
    flat = _SPECIAL.sub(r"\\\1", _flat(shown(text))).replace("&", "&amp;")
    return _BEGINNING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", flat)


def as_markdown(row: Row) -> str:
    """The sheet as Markdown; no text of the record can become a heading, a link or HTML."""
    lines = [f"<!-- {MARK} -->", "", f"# {_escaped(row['program']['name'])}", ""]
    if above := headline(row):
        lines += [_escaped(above), ""]
    for part in parts(row):
        lines += [f"## {part.title}", ""]
        before = ""
        for line in part.lines:
            listed = line.kind not in (HEAD, PLAIN)
            if before and (not listed or before in (HEAD, PLAIN)):
                lines.append("")
            lines.append(_in_markdown(line))
            before = line.kind
        lines.append("")
    return "\n".join(lines)


def _in_markdown(line: Line) -> str:
    words = _escaped(line.text)
    aside = f" ({_escaped(line.aside)})" if line.aside else ""
    if line.kind == HEAD:
        return f"**{words}**"
    if line.kind == BOX:
        return f"- [ ] {words}{aside}"
    if line.kind == FILL:
        return f"- {words}{aside}, said: {_escaped(BLANK)}"
    return f"- {words}{aside}" if line.kind == ITEM else f"{words}{aside}"


def as_html(row: Row) -> str:
    """The sheet as one self-contained page."""
    name = row["program"]["name"]
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{name}: sheet"),
        style((files("fmgtrack.exchange") / "sheet.css").read_text(encoding="utf-8")),
    ]
    above = headline(row)
    top = tag("header", tag("h1", said(name)), tag("p", said(above)) if above else None)
    body = tag("body", top, tag("main", [_section(part) for part in parts(row)]))
    return page(head, body, MARK)


def _section(part: Part) -> Markup:
    """A part of the page; lines of lists that follow each other are one list."""
    made: list[Markup] = []
    listed: list[Markup] = []
    for line in part.lines:
        if line.kind not in (HEAD, PLAIN):
            listed.append(_item(line))
            continue
        made += _listed(listed)
        listed = []
        inside = [said(line.text), _aside(line)]
        made.append(tag("h3", inside) if line.kind == HEAD else tag("p", inside))
    made += _listed(listed)
    return tag("section", tag("h2", part.title), made)


def _listed(items: Iterable[Markup]) -> list[Markup]:
    every = list(items)
    return [tag("ul", every)] if every else []


def _item(line: Line) -> Markup:
    box = tag("span", class_="box", aria_hidden="true") if line.kind == BOX else None
    blank = tag("span", class_="blank", aria_hidden="true") if line.kind == FILL else None
    ticked = "ticked" if line.kind == BOX else None
    return tag("li", box, linked(line.text), _aside(line), blank, class_=ticked)


def _aside(line: Line) -> Markup | None:
    return joined([" ", tag("span", said(line.aside), class_="aside")]) if line.aside else None
