"""What the application lacks, and what it costs: cards, columns and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render import safe
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

WIDEST = 30
"""Characters of the longest bar of a chart."""

FULL, PLAIN_FULL = "\u2588", "#"
"""What bars are made of, where the terminal can show it and where it can not."""

SERVICES = {"eras": "ERAS", "residencycas": "ResidencyCAS"}

GROUPS = {
    "applications": "programs",
    "papers": "papers",
    "match": "the Match",
    "ecfmg": "exams and ECFMG",
    "experience": "experience",
    "visa": "J-1 visa",
}
"""What each group of lines is called."""


def check(row: Row, _: str) -> Iterator[Block]:
    """What was found, code by code; of many alike some are shown and the refs of all others."""
    findings = row["findings"]
    blocking = sum(one["blocking"] for one in findings)
    about = f" for {row['program']}" if row["program"] else ""
    count = f"{len(findings)} thing{'' if len(findings) == 1 else 's'}"
    yield TITLE, f"the application{about}: {count} to look at, {blocking or 'none'} blocking"
    by_code: dict[tuple[bool, str], list[Row]] = {}
    for one in findings:
        by_code.setdefault((one["blocking"], one["code"]), []).append(one)
    for (blocks, code), alike in by_code.items():
        yield TITLE, f"{'blocks' if blocks else 'look at'}: {code}"
        shown = alike[: row["limit"]]
        for one in shown:
            yield TEXT, f"{one['message']}{_unconfirmed(one)}"
            yield TEXT, f"-> {one['hint']}"
        left = [one["ref"] for one in alike[len(shown) :] if one["ref"]]
        if len(shown) < len(alike):
            yield TEXT, f"and {len(alike) - len(shown)} more: {' '.join(left)}"
    sources = [one["source"] for one in findings if (one["source"] or "").startswith("https://")]
    if sources:
        yield TITLE, "read at"
        yield from ((TEXT, source) for source in dict.fromkeys(sources))


def _unconfirmed(one: Row) -> str:
    """A mark on what its own body does not say this season; a program's rule has one already."""
    return " (rule unconfirmed)" if one["confidence"] in ("older", "secondary") else ""


def costs(row: Row, _: str) -> Iterator[Block]:
    """The costs by group, what is still to pay, one more of each specialty, and the chart."""
    total = f"{_dollars(row['total'])}{_beside(row['total_local'], row)}"
    to_pay = f"{_dollars(row['to_pay'])}{_beside(row['to_pay_local'], row)}"
    yield TITLE, f"costs of applying, season {row['season']}: {total}, still to pay {to_pay}"
    yield PAIR, ("counted", _counted(row))
    for label, value in (
        ("withdrawn", _withdrawn(row["programs"])),
        ("no specialty", _no_specialty(row["programs"])),
        ("left out", f"{', '.join(row['left_out'])}: `--all`" if row["left_out"] else ""),
    ):
        if value:
            yield PAIR, (label, value)
    marked = [line | {"of": row["season"], "currency": row["currency"]} for line in row["lines"]]
    yield TITLE, "what is paid for"
    yield TABLE, ("cost-lines", marked)
    for line in marked:
        if line["other"]:
            yield TEXT, _other(line)
    if row["specialties"]:
        yield TITLE, "one more program"
        for one in row["specialties"]:
            yield PAIR, (one["specialty"], f"{_dollars(one['one_more'])} more")
    for chart in row["chart"]:
        yield from _chart(chart, FULL if row["blocks"] else PLAIN_FULL)
    sources = [fact["source"] for fact in (*marked, *_others(marked))]
    yield TITLE, "read at"
    yield from ((TEXT, source) for source in dict.fromkeys(filter(None, sources)))


def _counted(row: Row) -> str:
    programs = row["programs"]
    said = f"{programs['counted']} program{'' if programs['counted'] == 1 else 's'}"
    if programs["added"]:
        said += f" and {programs['added']} supposed"
    return f"{said} ({', '.join(row['statuses'])}, and withdrawn after applying)"


def _withdrawn(programs: Row) -> str:
    count = programs["withdrawn"]
    return f"{count} not counted: nothing shows that an application went out" if count else ""


def _no_specialty(programs: Row) -> str:
    count = programs["no_specialty"]
    return f"{count} not counted: `fmgtrack edit PROGRAM --specialty TEXT`" if count else ""


def _other(line: Row) -> str:
    other = line["other"]
    return f"{line['name']}: {_dollars(other['amount'])} by another source ({_sure(other, line)})"


def _others(lines: list[Row]) -> list[Row]:
    return [line["other"] for line in lines if line["other"]]


def _sure(fact: Row, line: Row) -> str:
    """How sure an amount is: of another season it is not of this one."""
    if fact["confidence"] == "own":
        return "yours"
    said = "unconfirmed" if fact["confidence"] == "secondary" else "official"
    return said if fact["season"] == line["of"] else f"{said}, of {fact['season']}"


def _chart(chart: Row, full: str) -> Iterator[Block]:
    """Cost against number of programs; a step of the price says what one more costs from there."""
    points = chart["points"]
    most = max(point["cost"] for point in points) or 1
    wide = max(len(f"{points[-1]['programs']}"), len("programs"))
    costly = max(len(_dollars(most)), len("cost"))
    service = SERVICES[chart["service"]]
    yield TITLE, f"{chart['specialty']}: cost by number of programs ({service})"
    yield TEXT, f"{'programs'.rjust(wide)}  {'cost'.rjust(costly)}"
    for point in points:
        bar = full * max(round(point["cost"] * WIDEST / most), 1 if point["cost"] else 0)
        notes = []
        if point["counted"]:
            notes.append("<- now")
        if point["step"]:
            notes.append(f"<- one more: {_dollars(point['one_more'])}")
        number = f"{point['programs']}".rjust(wide)
        said = f"{number}  {_dollars(point['cost']).rjust(costly)}  {bar} {' '.join(notes)}"
        yield TEXT, said.rstrip()


def _dollars(amount: float) -> str:
    return f"${amount:,}" if isinstance(amount, int) else f"${amount:,.2f}"


def _beside(amount: int | None, row: Row) -> str:
    """The same in the other currency, where one was given."""
    return f" ({row['currency']['code']} {amount:,})" if amount is not None else ""


def _local(line: Row) -> str:
    return "" if line["local"] is None else f"{line['currency']['code']} {line['local']:,}"


def _what(line: Row) -> str:
    name = safe.line(line["name"])
    if line["group"] == "applications":
        return f"{name} ({SERVICES[line['what']]})"
    return f"{line['ref']} {name}" if line["ref"] else name


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "application-check": check,
    "costs": costs,
}
"""How each kind of card is laid out."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "cost-lines": (
        ("for", lambda row, _: GROUPS[row["group"]]),
        ("what", lambda row, _: _what(row)),
        ("count", lambda row, _: row["count"]),
        ("amount", lambda row, _: _dollars(row["amount"])),
        ("local", lambda row, _: _local(row)),
        ("still to pay", lambda row, _: _dollars(row["to_pay"]) if row["to_pay"] else ""),
        ("sure", lambda row, _: _sure(row, row)),
    ),
}
"""Columns of the tables on the card of the costs."""

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "check-elsewhere": "{specialties}: applications go through ResidencyCAS, whose limits are not"
    " known here: check them there",
    "check-nothing-applied": "no program is applied to yet: `--considered` looks at those"
    " considered as if they were",
    "costs-no-programs": lambda facts: (
        "no program is counted: "
        + ("" if facts["considered"] else "`--considered` counts those considered, ")
        + '`--add "Internal Medicine=10"` supposes some'
    ),
    "costs-no-exams": "no exam is on record, so all of them count as still to pay:"
    " `fmgtrack add-exam step1 --outcome pass`",
}
"""The sentence of each notice, from its facts."""
