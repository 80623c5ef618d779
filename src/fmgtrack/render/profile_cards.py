"""The profile at a terminal and through a pipe: who, exams, gaps, and the ECFMG gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render import times
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE
from fmgtrack.rules import months
from fmgtrack.rules.ecfmg import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

VISAS = {"none": "none needed", "j1": "J-1", "h1b": "H-1B", "either": "J-1 or H-1B"}
GROUPS = {"us-citizen": "U.S.-citizen graduate", "non-us-citizen": "non-U.S.-citizen graduate"}

ASKED = (
    ("eras_name", "name in ERAS"),
    ("nrmp_name", "name in NRMP"),
    ("citizenship", "citizenship"),
    ("visa_need", "visa need"),
    ("school", "school"),
    ("graduated", "graduation"),
    ("specialties", "specialties"),
    ("exams", "exams"),
)
"""What other commands build on, and so is named when it is missing."""


def profile(row: Row, home: str) -> Iterator[Block]:
    """The profile whole; what is not on record is named at the end."""
    yield TITLE, row["eras_name"] or row["name"] or "profile"
    for label, value in (*_person(row), *_papers(row)):
        if value not in (None, "", []):
            yield PAIR, (label, value)
    if row["names_differ"]:
        yield TEXT, f"the names in ERAS and NRMP differ in {row['names_differ']}: make them alike"
    if row["exams"]:
        yield TITLE, "exams"
        yield TABLE, ("exams", row["exams"])
    if row["gaps"]:
        yield TITLE, "explained gaps"
        yield TABLE, ("gaps", row["gaps"])
    if row["unexplained"]:
        yield TITLE, "time with nothing on record"
        for gap in row["unexplained"]:
            yield TEXT, f"{times.day(gap['begins'])} to {times.day(gap['ends'])}"
        yield TEXT, '`fmgtrack add-gap FROM UNTIL --why "one line"` explains a gap'
    yield from gate(row, home)
    lacking = [label for key, label in ASKED if not row[key]]
    if lacking:
        yield TITLE, "not on record"
        yield TEXT, f"{', '.join(lacking)}: `fmgtrack apply profile --ask` asks for it"


def _person(row: Row) -> Iterator[tuple[str, Any]]:
    """Who the applicant is."""
    yield "name in ERAS", row["eras_name"]
    yield "name in NRMP", row["nrmp_name"]
    yield "said", row["said"]
    yield "name in mails", row["name"]
    yield "signature", (row["signature"] or "").replace("\n", " / ")
    citizenship = row["citizenship"]
    yield "citizenship", citizenship and f"{citizenship} ({GROUPS[row['img_group']]})"
    yield "visa need", VISAS.get(row["visa_need"])
    yield "school", ", ".join(part for part in (row["school"], row["school_country"]) if part)
    yield "graduated", since(row)
    years = row["practice_years"]
    yield "practice", None if years is None else f"{years:g} years"
    trained = row["had_training"]
    yield "earlier training", None if trained is None else ("yes" if trained else "none")
    yield "specialties", ", ".join(row["specialties"])
    yield "languages", ", ".join(row["languages"])


def _papers(row: Row) -> Iterator[tuple[str, Any]]:
    """What stands in the application services."""
    yield "ECFMG Pathway", row["pathway"]
    yield "ERAS token used", times.day(row["token_on"])
    yield "USMLE transcript", row["transcript_on"] and f"released {times.day(row['transcript_on'])}"


def since(row: Row) -> str:
    """Graduation, and the whole years from it to the start of training."""
    if not row["graduated"]:
        return ""
    said, years = months.say(row["graduated"]), row["years_since_graduation"]
    if years is None:
        return f"{said}, after training starts"
    least, most = years["least"], years["most"]
    count = f"{least} to {most} years" if least != most else f"{most} year{'s' * (most != 1)}"
    return f"{said}, {count} before training starts on {times.day(years['on'])}"


def gate(row: Row, _: str) -> Iterator[Block]:
    """How the parts of ECFMG stand; what was read second-hand is said to be unconfirmed."""
    yield TITLE, f"ECFMG, for the Match of {row['season']}"
    yield TABLE, ("ecfmg", row["ecfmg"])
    for doubt in {
        doubt["code"]: doubt for part in row["ecfmg"] for doubt in part["doubts"]
    }.values():
        yield TEXT, f"{doubt['says']} (unconfirmed: {doubt['source']})"


def exam(row: Row, _: str) -> Iterator[Block]:
    """One attempt at an exam."""
    yield TITLE, f"{row['ref']} {NAMES[row['kind']]}"
    day = "to be sat" if row["outcome"] == "planned" else "sat"
    for label, value in (
        ("attempt", row["attempt"]),
        (day, times.day(row["taken_on"])),
        ("outcome", row["outcome"]),
        ("score", row["score"]),
        ("result", times.day(row["result_on"])),
    ):
        if value not in (None, ""):
            yield PAIR, (label, value)


def gap(row: Row, _: str) -> Iterator[Block]:
    """One explained gap."""
    yield TITLE, f"{row['ref']} gap"
    yield PAIR, ("from", months.say(row["begins"]))
    yield PAIR, ("until", months.say(row["ends"]) if row["ends"] else "now")
    if row["why"]:
        yield PAIR, ("explained", row["why"])


def _by(part: Row) -> str:
    due = part["due"]
    if due is None:
        later = part["needed_for"] == "training" and part["state"] != "done"
        return "when training starts" if later else ""
    said = times.moment(due["due_at"], due["timezone"])
    said = f"{said}, over" if due["is_past"] else said
    return f"{said}, unconfirmed" if due["confidence"] == "secondary" else said


def _beside(part: Row, home: str) -> str:
    due = part["due"]
    return times.beside(due["home_due_at"], due["due_at"], home) if due else ""


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "profile": profile,
    "exam": exam,
    "gap": gap,
}
"""How each kind of card is laid out, given its row and the home zone."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "exams": (
        ("ref", lambda row, _: row["ref"]),
        ("exam", lambda row, _: NAMES[row["kind"]]),
        ("attempt", lambda row, _: row["attempt"]),
        ("day", lambda row, _: times.day(row["taken_on"])),
        ("outcome", lambda row, _: row["outcome"]),
        ("score", lambda row, _: row["score"]),
        ("result", lambda row, _: times.day(row["result_on"])),
    ),
    "gaps": (
        ("ref", lambda row, _: row["ref"]),
        ("from", lambda row, _: months.say(row["begins"])),
        ("until", lambda row, _: months.say(row["ends"]) if row["ends"] else "now"),
        ("explained", lambda row, _: row["why"]),
    ),
    "ecfmg": (
        ("part", lambda row, _: NAMES[row["part"]]),
        ("state", lambda row, _: row["state"]),
        ("how it stands", lambda row, _: row["says"]),
        ("by", lambda row, _: _by(row)),
        ("your time", _beside),
        ("see", lambda row, _: row["due"]["ref"] if row["due"] else ""),
    ),
}
"""Columns of the tables on the profile's card."""
