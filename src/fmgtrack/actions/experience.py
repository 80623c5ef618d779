"""Experience: from the search for a place to the end, and what it adds up to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from fmgtrack.actions import fields, find
from fmgtrack.actions.programs import SPECIALTIES
from fmgtrack.errors import InvalidError, NotFoundError, WhenError
from fmgtrack.records.contact import Contact
from fmgtrack.records.experience import (
    EXPERIENCE_STATUSES,
    OTHER_KINDS,
    USCE_KINDS,
    Experience,
)
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.records.spec import Record
from fmgtrack.rules import experience as rules
from fmgtrack.rules import months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

R = TypeVar("R", bound=Record)

LINES = {
    "at": "organisation",
    "city": "city",
    "country": "country",
    "visa": "visa",
    "focus": "focus",
    "characteristic": "characteristic",
}
"""Options that are one line of text, and their columns."""

PROSE = ("description", "meaningful_text", "note")
"""Options that are text of several lines, and columns of the same name."""

DAYS = {
    "asked": "asked_on",
    "applied": "applied_on",
    "accepted": "accepted_on",
    "letter_asked": "letter_asked_on",
    "thanked": "thanked_on",
}
"""Options that are days on which something was done, and their columns."""

OPTIONS = (
    *("kind", "title", "at", "specialty", "city", "state", "country", "status"),
    *("asked", "applied", "accepted", "from", "until", "hours", "cost", "visa", "program"),
    *("supervisor", "skill", "letter_asked", "thanked", "focus", "characteristic"),
    *("description", "myeras", "meaningful", "meaningful_text", "note", "without"),
)
"""What `edit` takes for an experience."""

COLUMNS = {
    **{option: column for option, column in (LINES | DAYS).items() if option != column},
    "from": "begins",
    "until": "ends",
    "hours": "hours_week",
    "skill": "skills",
}
"""Options whose column has another name."""

BEGUN = ("running", "over", "done")
"""Where an experience stands of which something was seen."""

MOST_HOURS = 168
"""Hours of a week."""

NUMBER = re.compile(r"\d{1,9}(\.\d{1,2})?")


def add_experience(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put an experience on record: `kind`, `title`, and the options that were given."""
    with work.store.change() as change:
        columns, notices = read(work, values)
        columns.setdefault("status", _status(work, columns))
        record = change.table(Experience).insert(Experience(**columns))
        change.title = f"added experience {record.ref} {record.title}"
        told = (*notices, *_findings(work, record))
    return Changed("add-experience", (record.ref,), change.title, told)


def change_experience(
    work: Work, change: Change, record: Experience, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to an experience.

    A status that is not said follows the dates of the search, forwards only.
    """
    columns, notices = read(work, values, record)
    steps = {name: columns[name] for name in ("asked_on", "applied_on") if columns.get(name)}
    if columns.get("accepted_on"):
        steps["accepted_on"] = columns["accepted_on"]
    if steps and "status" not in columns:
        new = rules.status_of_dates(record.kind, work.today, **steps)
        columns["status"] = rules.furthest(record.status, new)
    after = change.table(Experience).update(record, **columns)
    return (*notices, *_findings(work, after))


def read(
    work: Work, values: Mapping[str, str | tuple[str, ...]], current: Experience | None = None
) -> tuple[dict[str, Any], tuple[Notice, ...]]:
    """Column values from the options that were given, and what to tell the person.

    Raises:
        InvalidError: a value has the wrong form, or the end lies before the beginning.
    """
    columns: dict[str, Any] = {}
    for option in values:
        text = fields.one(values, option)
        if text is not None and option not in ("skill", "without", "supervisor"):
            columns.update(_column(work, option, text))
    columns.update(_skills(values, current))
    notices: tuple[Notice, ...] = ()
    if (text := fields.one(values, "supervisor")) is not None:
        name, contact = person(work.store, text, "supervisor")
        columns |= {"supervisor": name, "contact_id": contact and contact.id}
        notices = linked(text, contact)
    begins = columns.get("begins", current and current.begins)
    ends = columns.get("ends", current and current.ends)
    if begins and ends and months.first_day(begins) > months.last_day(ends):
        raise InvalidError(
            f"it ends ({months.say(ends)}) before it begins ({months.say(begins)})",
            "look at `--from` and `--until`",
        )
    return columns, notices


def _column(work: Work, option: str, text: str) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912  a line an option
    match option:
        case _ if option in LINES:
            return {LINES[option]: fields.line(text, option)}
        case _ if option in PROSE:
            return {option: fields.prose(text, option.replace("_", " "))}
        case _ if option in DAYS:
            return {DAYS[option]: day_done(work, text)}
        case "kind":
            return {"kind": fields.choice(text, "KIND", (*USCE_KINDS, *OTHER_KINDS))}
        case "title":
            return {"title": fields.name(text, "experience")}
        case "specialty":
            return {"specialty": specialty(text)}
        case "state":
            return {"state": fields.state(text, "`--country` takes another country")}
        case "status":
            return {"status": fields.choice(text, "--status", EXPERIENCE_STATUSES)}
        case "from" | "until":
            return {COLUMNS[option]: _month(work, text)}
        case "hours":
            return {"hours_week": _number(text, "--hours", MOST_HOURS)}
        case "cost":
            return {"cost": _number(text, "--cost")}
        case "program":
            owner = find.program(work.store, text) if text.strip() else None
            return {"program_id": owner and owner.id}
        case "myeras" | "meaningful":
            return {option: bool(fields.truth(text, f"--{option}"))}
    raise KeyError(option)


def specialty(text: str) -> str | None:
    """A specialty written out; None when empty."""
    line = fields.line(text, "specialty")
    return SPECIALTIES.get(line.lower().rstrip("."), line) if line else None


def day_done(work: Work, text: str) -> str | None:
    """The day on which something was done; None when empty.

    Raises:
        WhenError: it is no day, or has not come yet.
    """
    from fmgtrack.rules.when import read_day

    return read_day(text, work.reading(), past=True).isoformat() if text.strip() else None


def _month(work: Work, text: str) -> str | None:
    """A month or a day; None when empty."""
    if not text.strip():
        return None
    found = months.read(text, work.reading())
    if not months.has_month(found):
        raise WhenError(
            f"`{text.strip()}` needs its month", f"type it like `{found}-06` or `Jun {found}`"
        )
    return found


def _number(text: str, option: str, most: int | None = None) -> float | None:
    """A number that is not negative; dollar signs and commas are passed over; None when empty."""
    typed = text.strip().removeprefix("$").replace(",", "").strip()
    if not typed:
        return None
    if not NUMBER.fullmatch(typed) or (most is not None and float(typed) > most):
        upto = f" up to {most}" if most else ""
        raise InvalidError(
            f"`{text}` is no value for `{option}`", f"type a number{upto}, such as 40"
        )
    return float(typed)


def _skills(
    values: Mapping[str, str | tuple[str, ...]], current: Experience | None
) -> dict[str, str | None]:
    """The skills, one a line: those typed are added, an empty one and `without` take away.

    A text of the editor is all of them.
    """
    from fmgtrack.rules.matching import same_name

    given, away = values.get("skill"), fields.many(values, "without")
    if given is None and not away:
        return {}
    typed = given.split("\n") if isinstance(given, str) else [*(given or ())]
    kept = (current.skills or "").split("\n") if current and not isinstance(given, str) else []
    if any(not text.strip() for text in typed) and not isinstance(given, str):
        kept = []
    for text in away:
        if not any(same_name(text, skill) for skill in kept):
            raise NotFoundError("skill", text, hint="`fmgtrack show` lists the skills")
        kept = [skill for skill in kept if not same_name(text, skill)]
    lines = [fields.line(text, "skill") for text in (*kept, *typed)]
    return {"skills": "\n".join(dict.fromkeys(filter(None, lines))) or None}


def person(store: Store, text: str, what: str) -> tuple[str | None, Contact | None]:
    """A person as typed, and the contact that is meant: by its ref, or by the whole name.

    A part of a name is never taken for a contact: another person may bear it.
    """
    from fmgtrack.rules.matching import name_key
    from fmgtrack.rules.people import read_person

    name = fields.line(text, what)
    if name is None:
        return None, None
    if find.REF.fullmatch(name) and name[0] in "cC":
        contact = find.contact(store, name)
        return contact.full_name, contact
    try:
        typed = read_person(name.partition(",")[0])
    except InvalidError:  # a name that cannot stand in a mail is a name all the same
        return fields.name(name, what), None
    alike = [
        one for one in store.table(Contact).each() if name_key(one.name) == name_key(typed.name)
    ]
    if len(alike) == 1:
        return alike[0].full_name, alike[0]
    bare = " ".join(filter(None, (typed.title, typed.name)))
    return fields.name(bare if "@" in name else name, what), None


def linked(text: str, contact: Contact | None) -> tuple[Notice, ...]:
    """Which contact a name was taken for, unless the ref was typed."""
    if contact is None or text.strip().lower() == contact.ref:
        return ()
    return (Notice("taken-for", typed=text.strip(), ref=contact.ref, name=contact.full_name),)


def named(store: Store, text: str, cls: type[R], listing: str) -> R:
    """The record of a ref that must be of one kind; `listing` is the command that lists them.

    Raises:
        NotFoundError: it is none.
    """
    match = find.REF.fullmatch(text.strip())
    if match and match[1].lower() == cls.spec.letter:
        record = store.table(cls).get(int(match[2]))
        if record is not None:
            return record
    raise NotFoundError(cls.spec.name, text.strip(), hint=f"`fmgtrack {listing}` lists them")


def _status(work: Work, columns: Mapping[str, Any]) -> str:
    names = ("asked_on", "applied_on", "accepted_on", "begins", "ends")
    dates = {name: columns.get(name) for name in names}
    return rules.status_of_dates(columns["kind"], work.today, **dates)


def _findings(work: Work, record: Experience) -> tuple[Notice, ...]:
    """What to look at in this experience, and with which ones it overlaps."""
    from fmgtrack.store.experience import graduation

    graduated = graduation(work.store)
    notices = [
        Notice(
            f"experience-{code}",
            ref=record.ref,
            kind=record.kind,
            country=record.country,
        )
        for code in rules.findings(record, graduated, work.today)
    ]
    for one in rules.overlaps(work.store.table(Experience).list()):
        if record.id in (one.first.id, one.second.id):
            other = one.second if one.first.id == record.id else one.first
            notices.append(Notice("experience-overlap", other=other.ref, **_shared(one)))
    if rules.standing(record, work.today) == "over":
        notices.append(Notice("experience-over", ref=record.ref))
    return tuple(notices)


def _shared(one: rules.Overlap) -> dict[str, Any]:
    return {
        "first": one.first.ref,
        "second": one.second.ref,
        "begins": one.begins.isoformat(),
        "ends": one.ends and one.ends.isoformat(),
        "sure": one.sure,
    }


def shown(work: Work, record: Experience) -> Row:
    """The row of an experience, for `show`."""
    from fmgtrack.store.experience import rows

    return rows(work.store, work.today, experience_id=record.id)[0]


def listing(
    work: Work,
    *,
    kind: str | None = None,
    usce: bool = False,
    status: str | None = None,
    program_text: str | None = None,
) -> Card:
    """Experiences, those asked for, and what all of them add up to.

    Keys: `experiences` (rows), `hands_on` and `observed` (`months`, `by_specialty` as
    `[{specialty, months}]`), `undated` (refs that add nothing to them), `skills` (`[{skill,
    refs}]`, of what runs or is over, the most seen first), `overlaps`
    (`[{first, second, begins, ends, sure}]`), `to_mark_done`, `thanks_owed`, `letter_not_asked`
    (refs). Only `experiences` are filtered: a sum over a part would mislead.
    """
    from fmgtrack.store.experience import rows

    every = rows(work.store, work.today)
    wanted = _wanted(kind, status, usce=usce)
    only = find.program(work.store, program_text).ref if program_text else None
    records = work.store.table(Experience).list()
    return Card(
        "experiences",
        {
            "experiences": [
                row
                for row in every
                if wanted(row)
                and (only is None or (row["program"] and row["program"]["ref"] == only))
            ],
            "hands_on": _total(rules.months_hands_on(records, work.today)),
            "observed": _total(rules.months_observed(records, work.today)),
            "undated": [one.ref for one in rules.undated(records)],
            "skills": _skills_of(every),
            "overlaps": [_shared(one) for one in rules.overlaps(records)],
            "to_mark_done": [row["ref"] for row in every if row["standing"] == "over"],
            "thanks_owed": [row["ref"] for row in every if row["thanks_owed"]],
            "letter_not_asked": [row["ref"] for row in every if _no_letter(row)],
        },
        () if every else (Notice("no-experience"),),
    )


def _wanted(kind: str | None, status: str | None, *, usce: bool) -> Any:  # noqa: ANN401  a test of a row
    kinds = {fields.choice(kind, "--kind", (*USCE_KINDS, *OTHER_KINDS))} if kind else None
    stands = fields.choice(status, "--status", rules.STANDINGS) if status else None

    def wanted(row: Row) -> bool:
        return (
            (kinds is None or row["kind"] in kinds)
            and (not usce or row["usce"])
            and (stands is None or stands in (row["standing"], row["status"]))
        )

    return wanted


def _total(found: rules.Months) -> Row:
    return {
        "months": found.total,
        "by_specialty": [
            {"specialty": name or None, "months": number}
            for name, number in found.by_specialty.items()
        ],
    }


def _skills_of(rows: Iterable[Row]) -> list[Row]:
    """What was seen and done, and where; a skill in another case is the same."""
    names: dict[str, str] = {}
    refs: dict[str, list[str]] = {}
    for row in rows:
        if row["standing"] in BEGUN:
            for skill in row["skills"]:
                names.setdefault(skill.casefold(), skill)
                refs.setdefault(skill.casefold(), []).append(row["ref"])
    ordered = sorted(refs, key=lambda key: (-len(refs[key]), key))
    return [{"skill": names[key], "refs": refs[key]} for key in ordered]


def _no_letter(row: Row) -> bool:
    """Whether hands-on experience runs or is over, and nobody there was asked for a letter."""
    begun = row["standing"] in BEGUN
    return row["hands_on"] and begun and not row["letters"] and not row["letter_asked_on"]


def reread(work: Work, texts: Iterable[str]) -> Changed:
    """Keep that experiences were gone through today, for the interviews to come."""
    with work.store.change() as change:
        found = {one.id: one for one in (_experience(work.store, text) for text in texts)}
        for record in found.values():
            change.table(Experience).update(record, reread_on=work.today.isoformat())
        refs = tuple(record.ref for record in found.values())
        change.title = f"reread {', '.join(refs)} on {work.today}"
        title = change.title if any(b != a for _, _, b, a in change.images) else ""
    return Changed("reread", refs, title)


def _experience(store: Store, text: str) -> Experience:
    return named(store, text, Experience, "apply experience")
