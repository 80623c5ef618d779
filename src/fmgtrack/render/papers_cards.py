"""Cards of experience, letters and documents, and the columns of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render import times
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

FINDINGS = {
    "student": "an externship is said to be for graduates (sites differ), and this one begins"
    " before your graduation: ask the hospital",
    "graduate": "this kind is given to students, and it begins after your graduation: ask whether"
    " graduates may do it",
    "visitor-visa": "a visitor visa may not cover an externship: ask the hospital",
    "not-us": "in {country}, so it is not counted as US clinical experience",
    "length": "two to four weeks are usual for one rotation: look at its dates",
}
"""What each finding about an experience means."""

NEEDED = {"always": "needed", "usual": "usually asked", "visa": "for the visa"}
"""How much a document is needed, where the word says it otherwise."""

VISAS = {"j1": "J-1", "h1b": "H-1B"}


def _pairs(*pairs: tuple[str, Any]) -> Iterator[Block]:
    for label, value in pairs:
        if value not in (None, "", []):
            yield PAIR, (label, value)


def _named(thing: Row | None, key: str = "name") -> str:
    """A ref and a name, the name alone where there is no ref."""
    return " ".join(filter(None, (thing["ref"], thing[key]))) if thing else ""


def _yes(value: bool | None) -> str:  # noqa: FBT001  the value that is said
    return "not said" if value is None else "yes" if value else "no"


def _month(text: str | None) -> str:
    """A month or a day, the day without its weekday: `8 Jan 2024`."""
    from fmgtrack.rules.months import say

    said = say(text) if text else ""
    return said if said.count(" ") < len(("weekday", "day", "month")) else said.partition(" ")[2]


def _span(row: Row) -> str:
    """From when to when: `Jan 2024 to Feb 2024`."""
    begins, ends = (_month(row[key]) for key in ("begins", "ends"))
    if not begins:
        return f"until {ends}" if ends else ""
    if begins == ends:
        return begins
    open_end = "on" if row["standing"] in ("accepted", "running") else "an end not recorded"
    return f"{begins} to {ends}" if ends else f"from {begins} {open_end}"


def _place(row: Row) -> str:
    return ", ".join(filter(None, (row["city"], row["state"], row["country"])))


def _standing(row: Row) -> str:
    return "over, not marked done" if row["standing"] == "over" else str(row["standing"])


def _letter(row: Row) -> str:
    """What is known of a letter from there: its refs, or the day it was asked for."""
    if row["letters"]:
        return " ".join(row["letters"])
    return f"asked {times.day(row['letter_asked_on'])}" if row["letter_asked_on"] else ""


def _thanks(row: Row) -> str:
    if row["thanks_owed"]:
        return "owed"
    return times.day(row["thanked_on"])


def experience(row: Row, _home: str) -> Iterator[Block]:
    """One experience."""
    yield TITLE, f"{row['ref']} {row['title']}"
    hands_on = row["usce"] and ("hands-on" if row["hands_on"] else "not hands-on")
    cost = None if row["cost"] is None else f"{row['cost']:,.2f} US dollars".replace(".00 ", " ")
    yield from _pairs(
        ("kind", ", ".join(filter(None, (row["kind"], hands_on)))),
        ("at", row["organisation"]),
        ("place", _place(row)),
        ("specialty", row["specialty"]),
        ("stands", _standing(row)),
        ("when", _span(row)),
        ("hours a week", row["hours_week"] and f"{row['hours_week']:g}"),
        ("asked", times.day(row["asked_on"])),
        ("applied", times.day(row["applied_on"])),
        ("accepted", times.day(row["accepted_on"])),
        ("cost", cost),
        ("visa", row["visa"]),
        ("program", _named(row["program"])),
        ("supervisor", _named(row["supervisor"])),
        ("seen and done", ", ".join(row["skills"])),
        ("letter", _letter(row)),
        ("thanks", _thanks(row)),
        ("reread", times.day(row["reread_on"])),
        ("private note", row["notes"]),
    )
    if row["myeras"]:
        yield TITLE, "in MyERAS"
        yield from _pairs(
            ("focus", row["focus"]),
            ("characteristic", row["characteristic"]),
            ("most meaningful", "yes" if row["meaningful"] else None),
            ("description", row["description"]),
            ("why", row["meaningful_text"]),
        )
    for code in row["findings"]:
        yield TEXT, f"look at: {finding(code, row)}"


def finding(code: str, facts: Row) -> str:
    """A finding in words."""
    return FINDINGS[code].format_map(facts)


def _about(code: str) -> Callable[[Row], str]:
    """The sentence of the notice of a finding."""
    return lambda facts: f"{facts['ref']}: {finding(code, facts)}"


def experiences(row: Row, _home: str) -> Iterator[Block]:
    """All experience, and what it adds up to."""
    if row["experiences"]:
        yield TITLE, "experience"
        yield TABLE, ("experiences", row["experiences"])
    totals = [
        (label, row[key])
        for key, label in (("hands_on", "hands-on"), ("observed", "observership"))
        if row[key]["months"]
    ]
    if totals:
        yield TITLE, "US clinical experience, months up to today"
        yield from _pairs(*((label, _total(total)) for label, total in totals))
        if row["hands_on"]["months"] and row["observed"]["months"]:
            yield TEXT, "an observership is watching, and does not count as hands-on"
    if row["skills"]:
        yield TITLE, "seen and done"
        yield from _pairs(*((one["skill"], " ".join(one["refs"])) for one in row["skills"]))
    overlapping = [_overlap(one) for one in row["overlaps"]]
    todo = [
        *(f"{ref} is over: `fmgtrack edit {ref} --status done`" for ref in row["to_mark_done"]),
        *(
            f"{ref}: its supervisor is not thanked yet, then `fmgtrack edit {ref} --thanked DATE`"
            for ref in row["thanks_owed"]
        ),
        *(
            f"{ref}: nobody was asked for a letter, `fmgtrack add-letter WRITER --experience {ref}`"
            for ref in row["letter_not_asked"]
        ),
        *(
            f"{ref}: its dates are not known, so it adds nothing: `fmgtrack edit {ref} --from MONTH"
            " --until MONTH`"
            for ref in row["undated"]
        ),
    ]
    for title, lines in (("overlaps", overlapping), ("to do", todo)):
        if lines:
            yield TITLE, title
            yield from ((TEXT, line) for line in lines)


def _total(total: Row) -> str:
    parts = [
        f"{one['specialty'] or 'no specialty said'} {one['months']:g}"
        for one in total["by_specialty"]
    ]
    return f"{total['months']:g} ({', '.join(parts)})"


def _overlap(one: Row) -> str:
    return f"{one['first']} and {one['second']}: {shared(one)}"


def shared(facts: Row) -> str:
    """The days that two experiences share."""
    begins, ends = times.day(facts["begins"]), times.day(facts["ends"])
    said = begins if begins == ends else f"{begins} to {ends}" if ends else f"from {begins} on"
    return said if facts["sure"] else f"perhaps {said}, only months are known"


def letter(row: Row, _home: str) -> Iterator[Block]:
    """One letter."""
    yield TITLE, f"{row['ref']} {row['writer']}"
    yield from _pairs(
        ("contact", _named(row["contact"])),
        ("from", _named(row["experience"], "title")),
        ("specialty", row["specialty"]),
        ("from the US", _yes(row["us"])),
        ("right to see it waived", _yes(row["waived"])),
        ("status", row["status"]),
        ("asked", times.day(row["asked_on"])),
        ("promised", times.day(row["promised_on"])),
        ("uploaded", times.day(row["uploaded_on"])),
        ("dated", times.day(row["dated_on"])),
        ("age when training starts", _age(row)),
        ("thanks", _thanks(row)),
        ("programs", ", ".join(_named(one) for one in row["programs"])),
        ("private note", row["notes"]),
    )


def _age(row: Row) -> str:
    months = row["age_months"]
    if months is None:
        return ""
    said = f"{months} month{'' if months == 1 else 's'}"
    return said if row["dated_on"] else f"{said}, by its upload"


def letters(row: Row, _home: str) -> Iterator[Block]:
    """All letters, and which program gets which."""
    if row["letters"]:
        yield TITLE, f"letters, their age on {times.day(row['starts_on'])}"
        yield TABLE, ("letters", row["letters"])
    if row["sets"]:
        yield TITLE, f"who gets which, at most {row['most']} a program"
        for group in row["sets"]:
            programs, number = group["programs"], len(group["programs"])
            count = _named(programs[0]) if number == 1 else f"{number} programs"
            refs = "" if number == 1 else f": {' '.join(one['ref'] for one in programs)}"
            yield TEXT, f"{' '.join(group['letters'])} ({len(group['letters'])}): {count}{refs}"
    short = [one for one in row["us_letters"] if one["missing"]]
    if short:
        yield TITLE, "US letters asked for and not assigned"
        for one in short:
            said = f"{_named(one['program'])}: asks for {one['wanted']}, gets {one['have']}"
            unsaid = f", of {one['unsaid']} the country is not said" if one["unsaid"] else ""
            yield TEXT, said + unsaid
    if row["none_assigned"]:
        number = len(row["none_assigned"])
        yield TITLE, f"applied to, and no letter assigned: {number}"
        yield TEXT, " ".join(one["ref"] for one in row["none_assigned"])
    owed = [one for one in row["letters"] if one["thanks_owed"]]
    if owed:
        yield TITLE, "thanks owed"
        for one in owed:
            yield (
                TEXT,
                f"{one['ref']} {one['writer']}, then `fmgtrack edit {one['ref']} --thanked DATE`",
            )


def document(row: Row, _home: str) -> Iterator[Block]:
    """One document."""
    yield TITLE, f"{row['ref']} {row['title'] or row['kind']}"
    yield from _pairs(
        ("kind", row["kind"]),
        ("specialty", row["specialty"]),
        ("status", row["status"]),
        ("file", row["path"]),
        ("made", times.day(row["made_on"])),
        ("expires", _expiry(row)),
        ("characters", row["length"] and f"{row['length']:,}"),
        ("programs", ", ".join(_named(one) for one in row["programs"])),
        ("private note", row["notes"]),
    )


def _expiry(row: Row) -> str:
    said = {"expired": ", EXPIRED", "expiring": ", before training starts"}
    return f"{times.day(row['expires_on'])}{said.get(row['state'], '')}"


def _file(row: Row) -> str:
    path = row["path"] or ""
    return f"{path} (NOT THERE)" if row.get("file_found") is False else path


def documents(row: Row, _home: str) -> Iterator[Block]:
    """All documents, those that are missing, and the steps to the visa."""
    if row["documents"]:
        yield TITLE, "documents"
        yield TABLE, ("documents", row["documents"])
    if row["missing"]:
        yield TITLE, "not there yet"
        yield TABLE, ("missing-documents", row["missing"])
        yield from _read_at(row["missing"])
    for visa, name in VISAS.items():
        steps = [one for one in row["visa"] if one["visa"] == visa]
        if steps:
            yield TITLE, f"papers of the {name}, in their order"
            yield TABLE, ("visa-steps", steps)
            yield from _read_at(steps)
    if row["visa"]:
        yield TEXT, "this is no legal advice: the hospital and ECFMG say what holds for you"


def _read_at(facts: list[Row]) -> Iterator[Block]:
    """The addresses at which facts were read, each once."""
    for source in dict.fromkeys(one["source"] for one in facts if one["source"]):
        yield TEXT, f"read at {source}"


def sure(row: Row) -> str:
    """How sure a stated fact is: all but what its own body says today is unconfirmed."""
    if not row["source"]:
        return ""
    return "official" if row["confidence"] == "official" else "unconfirmed"


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "experience": experience,
    "experiences": experiences,
    "letter": letter,
    "letters": letters,
    "document": document,
    "documents": documents,
}
"""How each kind of card is laid out, given its row and the home zone."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "experiences": (
        ("ref", lambda row, _: row["ref"]),
        ("kind", lambda row, _: row["kind"]),
        ("what", lambda row, _: ", ".join(filter(None, (row["title"], row["organisation"])))),
        ("specialty", lambda row, _: row["specialty"]),
        ("stands", lambda row, _: row["standing"]),
        ("when", lambda row, _: _span(row)),
        ("supervisor", lambda row, _: row["supervisor"] and row["supervisor"]["name"]),
        ("letter", lambda row, _: _letter(row)),
        ("thanks", lambda row, _: _thanks(row)),
    ),
    "letters": (
        ("ref", lambda row, _: row["ref"]),
        ("writer", lambda row, _: row["writer"]),
        ("specialty", lambda row, _: row["specialty"]),
        ("US", lambda row, _: _yes(row["us"])),
        ("waived", lambda row, _: _yes(row["waived"])),
        ("status", lambda row, _: row["status"]),
        ("age", lambda row, _: _age(row)),
        ("thanks", lambda row, _: _thanks(row)),
        ("programs", lambda row, _: len(row["programs"]) or ""),
    ),
    "documents": (
        ("ref", lambda row, _: row["ref"]),
        ("kind", lambda row, _: row["kind"]),
        ("title", lambda row, _: row["title"]),
        ("specialty", lambda row, _: row["specialty"]),
        ("status", lambda row, _: row["status"]),
        ("expires", lambda row, _: _expiry(row)),
        ("file", lambda row, _: _file(row)),
        ("programs", lambda row, _: len(row["programs"]) or ""),
    ),
    "missing-documents": (
        ("kind", lambda row, _: row["kind"]),
        ("specialty", lambda row, _: row["specialty"]),
        ("how much", lambda row, _: NEEDED.get(row["needed"], row["needed"])),
        ("from", lambda row, _: row["issuer"]),
        ("what it takes", lambda row, _: row["needs"]),
        ("sure", lambda row, _: sure(row)),
    ),
    "visa-steps": (
        ("state", lambda row, _: row["state"]),
        ("paper", lambda row, _: row["name"]),
        ("what it takes", lambda row, _: row["says"]),
        ("sure", lambda row, _: sure(row)),
    ),
}
"""For each kind of listing: titles, and what stands under them given a row and the home zone."""

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "no-experience": 'no experience on record: `fmgtrack add-experience observership "Title"'
    ' --at "Hospital"`',
    "experience-over": "{ref} is over: `fmgtrack edit {ref} --status done` says that it took place",
    "experience-overlap": lambda f: f"it overlaps with {f['other']}: {shared(f)}",
    **{f"experience-{code}": _about(code) for code in FINDINGS},
    "taken-for": "`{typed}` is taken for {ref} {name}, who is on record as a contact",
    "no-letters": 'no letter on record: `fmgtrack add-letter "Dr. Name" --experience e1`',
    "no-letters-there": "no letter is assigned to {name}: `fmgtrack apply assign {ref} le1`",
    "letter-us": "{ref} counts as a letter from the US, since {experience} was there:"
    " `fmgtrack edit {ref} --us no` says otherwise",
    "letter-order": lambda f: (
        f"{f['ref']} was {f['first']} on {times.day(f['on'])}, before it was {f['second']} on"
        f" {times.day(f['at'])}: look at its dates"
    ),
    "letter-not-uploaded": "{ref} is {status}, not uploaded: the program gets it once it is",
    "letter-not-waived": lambda f: (
        f"{f['ref']}: you did not waive the right to see it; waiving is per letter and final"
        if f["waived"] is False
        else f"{f['ref']}: nothing says whether you waived the right to see it, which is per letter"
        f" and final: `fmgtrack edit {f['ref']} --waived yes`"
    ),
    "document-not-ready": "{ref} is {state}: the program needs it ready",
    "other-specialty": "{ref} is for {specialty}, and {program} is {theirs}",
    "assigned-already": "{ref} is assigned to {program} already",
    "assigned-early": "{program} is not applied to yet: `fmgtrack edit {ref} --status applied`"
    " once it is",
    "no-documents": "no document on record: `fmgtrack add-document statement --specialty TEXT`",
    "document-expired": lambda f: f"{f['ref']} expired on {times.day(f['on'])}",
    "document-expiring": lambda f: (
        f"{f['ref']} expires on {times.day(f['on'])}, before training starts on"
        f" {times.day(f['starts_on'])}"
    ),
    "document-long": "{ref} has {length:,} characters, and MyERAS takes {most:,} (unconfirmed)",
    "document-specialty": "{ref}: `fmgtrack edit {ref} --specialty TEXT` says which specialty"
    " it is for",
}
"""The sentence of each notice, from its facts."""
