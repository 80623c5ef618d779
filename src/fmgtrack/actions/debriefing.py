"""The evening after an interview: all that was learnt that day, written down in one change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from fmgtrack.actions import asking, fields, find, followups, interviews, ratings, tellings
from fmgtrack.actions.fields import choice
from fmgtrack.actions.rehearsal import rehearse
from fmgtrack.errors import AmbiguousError, NotFoundError, RefusedError, UsageError
from fmgtrack.records.asking import Asking
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.records.story import Story
from fmgtrack.records.words import SETTINGS
from fmgtrack.rules import moments
from fmgtrack.rules.followups import TO_DO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store.history import Change

    Values = Mapping[str, str | tuple[str, ...]]

KNOWN_FROM_LOOK = ("sentence", "odd-phrase", "added-to", "told-to", "told-there", "not-met")
"""Notices that were shown when each thing was typed."""


class Met(NamedTuple):
    """A person of the day: `who` is the ref of the follow-up, `+1` for the first one typed."""

    who: str
    name: str
    role: str
    setting: str | None
    talked_about: str | None


def meant(work: Work, text: str) -> tuple[Interview, Program]:
    """The interview to write down, by its ref or by its program, whose day has come.

    Raises:
        RefusedError: it does not take place, or its day is still to come.
        AmbiguousError: the program had several.
    """
    record = find.by_ref(work.store, text)
    if isinstance(record, Interview):
        owner = work.store.table(Program).get(record.program_id)
        if owner is None:
            raise NotFoundError("interview", text)
        _refuse_to_come(work, record, owner)
        return record, owner
    owner = find.program(work.store, text)
    days = work.store.table(Interview).list(program_id=owner.id)
    held = [day for day in days if day.status == "scheduled" and _has_come(work, day, owner)]
    if len(held) > 1:
        raise AmbiguousError("interview", text, [(one.ref, one.starts_at or "") for one in held])
    if not held:
        raise RefusedError(
            f"no interview at {owner.name} has had its day",
            f"`fmgtrack interviews --program {owner.ref}` lists them",
        )
    return held[0], owner


def _refuse_to_come(work: Work, day: Interview, owner: Program) -> None:
    if day.status != "scheduled":
        raise RefusedError(f"{day.ref} is {day.status}", f"`fmgtrack show {day.ref}` shows it")
    if not _has_come(work, day, owner):
        raise RefusedError(
            f"the day of {day.ref} has not come", f"`fmgtrack show {day.ref}` shows it"
        )


def _has_come(work: Work, day: Interview, owner: Program) -> bool:
    """Whether its first day has begun, there or at home: nobody waits for 18:00 to write."""
    zone = owner.timezone or day.timezone
    there = moments.in_zone(work.now, zone).date() if zone else work.today
    return day.starts_at is not None and moments.day_of(day.starts_at) <= max(there, work.today)


def sheet(work: Work, text: str) -> Card:
    """What is written down of an interview, and what is not yet.

    Keys: those of `interviews`, `ratings[{key,label,weight,value}]`, `asked[{ref,setting,text,
    state,answer}]`, `stories[{ref,title,told}]` (`told` are follow-ups of that day), and
    `still[{what,ref,name}]`: what lacks, `people person highlight impression answer ratings`, and
    the record that would take it.
    """
    from fmgtrack.store import asking as chosen
    from fmgtrack.store import interviews as days
    from fmgtrack.store import stories

    interview, program = meant(work, text)
    store = work.store
    (row,) = days.rows(store, work.now, work.home_zone, interview_id=interview.id)
    kept = ("ref", "setting", "text", "state", "answer")
    here = {met["ref"] for met in row["met"]}
    row |= {
        "ratings": ratings.sheet(work, program.ref).row["ratings"],
        "asked": [
            {key: one[key] for key in kept} for one in chosen.rows(store, program_id=program.id)
        ],
        "stories": [
            {
                "ref": one["ref"],
                "title": one["title"],
                "told": [to["ref"] for to in one["told"] if to["ref"] in here],
            }
            for one in stories.rows(store)
        ],
    }
    return Card("debrief", row | {"still": _still(row)})


def _still(row: Row) -> list[Row]:
    lacks = [] if row["met"] else [("people", row["ref"], row["program"]["name"])]
    lacks += [
        ("person", met["ref"], met["contact"]["name"])
        for met in row["met"]
        if not (met["talked_about"] or met["to_ask"])
    ]
    for what, key in (("highlight", "highlight"), ("impression", "notes")):
        if not row[key]:
            lacks.append((what, row["ref"], row["program"]["name"]))
    lacks += [("answer", one["ref"], one["text"]) for one in row["asked"] if one["state"] == "open"]
    if not any(one["value"] for one in row["ratings"]):
        lacks.append(("ratings", row["program"]["ref"], row["program"]["name"]))
    return [{"what": what, "ref": ref, "name": name} for what, ref, name in lacks]


def debrief(work: Work, text: str, values: Values) -> Changed:
    """Write the day down; all of it is one change.

    Args:
        work: the open record.
        text: the interview, or its program.
        values: `with` (people met, as `add-interview` takes them), `about:WHO` and `ask:WHO`
            (what was talked about, what is still to be asked; WHO is a follow-up, or `+1` for the
            first of `with`), `at:WHO` (where they were met after all), `highlight`, `note`,
            `rate:CRITERION`, `answer:REF` (of a question that was to be asked) and `told`
            (stories: `st2 f3, Chen`), as typed.
    """
    interview, program = meant(work, text)
    with work.store.change() as change:
        told = _write(work, change, interview, program, values)[1]
        change.title = f"debriefed {interview.ref} at {program.name}"
        title = change.title if any(b != a for _, _, b, a in change.images) else ""
    told = [notice for notice in told if notice.code not in KNOWN_FROM_LOOK]
    if any(key.startswith("rate:") for key in values):
        told += ratings.score_told(work.store, program.id)
    if count := _to_write(work, interview):
        told.append(Notice("drafts-next", ref=program.ref, count=count))
    return Changed("debrief", (interview.ref,), title, tuple(told))


def tried(work: Work, text: str, values: Values) -> tuple[list[Met], list[Notice]]:
    """The people of the day and what there is to say, if these values were written."""
    interview, program = meant(work, text)

    def run(change: Change) -> tuple[list[Met], list[Notice]]:
        people, told = _write(work, change, interview, program, values)
        seen: dict[str, Met] = {}
        for who, meeting in people.items():
            contact = work.store.table(Contact).get(meeting.contact_id)
            if contact is not None and meeting.ref not in seen:
                name, role = contact.full_name, contact.role
                seen[meeting.ref] = Met(who, name, role, meeting.setting, meeting.talked_about)
        return list(seen.values()), told

    return rehearse(work, run)


def _to_write(work: Work, interview: Interview) -> int:
    from fmgtrack.store import followups as mails

    rows = mails.rows(work.store, work.now, work.settings, interview_id=interview.id)
    return sum(row["state"] in TO_DO for row in rows)


def _write(
    work: Work, change: Change, interview: Interview, program: Program, values: Values
) -> tuple[dict[str, Meeting], list[Notice]]:
    """Write everything; the people of the day by how they are named, and what to tell."""
    met = work.store.table(Meeting).list(interview_id=interview.id)
    people = {meeting.ref: meeting for meeting in met}
    for number, text in enumerate(fields.many(values, "with"), 1):
        people[f"+{number}"] = interviews.meet(work, change, interview, program, text)
    told: list[Notice] = []
    for key in values:
        what, _, of = key.partition(":")
        text = fields.one(values, key) or ""
        said = fields.line(text, "note")
        if what == "about":
            told += followups.remember(work, change, _again(work, people[of]), said, None)[1]
        elif what == "ask":
            told += followups.remember(work, change, _again(work, people[of]), None, said)[1]
        elif what == "at":
            where = choice(text, "setting", SETTINGS)
            change.table(Meeting).update(_again(work, people[of]), setting=where)
        elif what == "rate":
            ratings.put(work.store, change, program.id, (f"{of}={text}",))
        elif what == "answer":
            question = find.of_kind(work.store, of, Asking, "question")
            change.table(Asking).update(question, **asking.answered(work, question, text, {}))
    _write_day(change, interview, values)
    for text in fields.many(values, "told"):
        told += _tell(work, change, text, people)
    return people, told


def _again(work: Work, meeting: Meeting) -> Meeting:
    """A meeting as it is after what was written before."""
    return find.of_kind(work.store, meeting.ref, Meeting, "follow-up")


def _write_day(change: Change, interview: Interview, values: Values) -> None:
    columns: dict[str, Any] = {}
    if (text := fields.one(values, "highlight")) is not None:
        columns["highlight"] = fields.line(text, "highlight")
    if said := fields.prose(fields.one(values, "note") or "", "note"):
        columns["note"] = fields.added(interview.note, said)
    change.table(Interview).update(interview, **columns)


def _tell(work: Work, change: Change, text: str, people: Mapping[str, Meeting]) -> list[Notice]:
    """Keep that a story was told: `st2 f3, Chen`, by refs and names of people of the day.

    Raises:
        UsageError: nobody is named, and there were several people.
    """
    ref, *rest = text.split(maxsplit=1)
    story = find.of_kind(work.store, ref.rstrip(","), Story, "story")
    names = {meeting.id: _name(work, meeting) for meeting in people.values()}
    named = [part for part in re.split(r"[,;]|\band\b", rest[0] if rest else "") if part.strip()]
    if not named and len(names) > 1:
        raise UsageError(
            f"to whom {story.ref} was told is missing",
            f"type it behind, such as `{story.ref} {next(iter(people.values())).ref}`",
            [(f"f{number}", name) for number, name in names.items()],
        )
    told = [_one_of(part.strip(), names) for part in named] or [f"f{number}" for number in names]
    new, notices = tellings.tell(work, change, story, told)
    to = Notice("told-to", ref=story.ref, title=story.title, people=new)
    return [*([to] if new else []), *notices]


def _one_of(text: str, names: Mapping[int, str]) -> str:
    """The follow-up of a person of the day, by its ref or part of the name."""
    from fmgtrack.rules.matching import Named
    from fmgtrack.rules.matching import find as match

    if find.REF.fullmatch(text):
        return text
    found = match(text, [Named(key=number, name=name) for number, name in names.items()])
    if found.key is not None:
        return f"f{found.key}"
    there = [(f"f{number}", name) for number, name in names.items()]
    if found.candidates and not found.near:
        raise AmbiguousError("person", text, there)
    raise NotFoundError(
        "person", text, nearest=there, hint="type one of those who were met that day"
    )


def _name(work: Work, meeting: Meeting) -> str:
    contact = work.store.table(Contact).get(meeting.contact_id)
    return contact.full_name if contact else ""
