"""Letters of recommendation, and which program gets which paper."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.actions.experience import day_done, linked, named, person, specialty
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.experience import USCE_KINDS, Experience
from fmgtrack.records.letter import LETTER_STATUSES, Assignment, Document, Letter
from fmgtrack.records.program import Program
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.rules import papers as rules
from fmgtrack.rules.experience import is_in_us

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

    Paper = Letter | Document

DAYS = {
    "asked": "asked_on",
    "promised": "promised_on",
    "uploaded": "uploaded_on",
    "dated": "dated_on",
    "thanked": "thanked_on",
}
"""Options that are days, and their columns."""

OPTIONS = (
    *("writer", "contact", "experience", "specialty", "us", "waived", "status"),
    *DAYS,
    "note",
)
"""What `edit` takes for a letter."""


def add_letter(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put a letter on record: `writer`, and the options that were given.

    Where nothing is said, the status follows the dates, and a letter that came of US clinical
    experience counts as one from the US.
    """
    with work.store.change() as change:
        columns, notices = read(work, values)
        steps = [columns.get(DAYS[name]) for name in ("asked", "promised", "uploaded")]
        columns.setdefault("status", rules.letter_status(*steps))
        columns, counted = _counted_as_us(work, columns)
        record = change.table(Letter).insert(Letter(**columns))
        change.title = f"added letter {record.ref} of {record.writer}"
    if counted:
        notices = (*notices, Notice("letter-us", ref=record.ref, experience=record.experience))
    return Changed("add-letter", (record.ref,), change.title, (*notices, *_odd(record)))


def change_letter(
    work: Work, change: Change, record: Letter, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a letter.

    A status that is not said follows the dates, forwards only.
    """
    columns, notices = read(work, values)
    if "status" not in columns and record.status != "declined":
        steps = [columns.get(DAYS[name]) for name in ("asked", "promised", "uploaded")]
        new = rules.letter_status(*steps)
        if LETTER_STATUSES.index(new) > LETTER_STATUSES.index(record.status):
            columns["status"] = new
    after = change.table(Letter).update(record, **columns)
    return (*notices, *_odd(after))


def read(
    work: Work, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[dict[str, Any], tuple[Notice, ...]]:
    """Column values from the options that were given, and what to tell the person."""
    columns: dict[str, Any] = {}
    notices: tuple[Notice, ...] = ()
    if (text := fields.one(values, "writer")) is not None:
        name, contact = person(work.store, text, "writer")
        columns |= {"writer": fields.name(name or "", "writer"), "contact_id": None}
        if contact:
            columns["contact_id"] = contact.id
            notices = linked(text, contact)
    for option in values:
        text = fields.one(values, option)
        if text is not None and option != "writer":
            columns.update(_column(work, option, text))
    return columns, notices


def _column(work: Work, option: str, text: str) -> dict[str, Any]:  # noqa: PLR0911  a line an option
    match option:
        case "contact":
            known = find.contact(work.store, text) if text.strip() else None
            return {"contact_id": known and known.id}
        case "experience":
            if not text.strip():
                return {"experience_id": None}
            return {"experience_id": named(work.store, text, Experience, "apply experience").id}
        case "specialty":
            return {"specialty": specialty(text)}
        case "us" | "waived":
            return {option: fields.truth(text, f"--{option}")}
        case "status":
            return {"status": fields.choice(text, "--status", LETTER_STATUSES)}
        case "note":
            return {"note": fields.prose(text, "note")}
    return {DAYS[option]: day_done(work, text)}


def _counted_as_us(work: Work, columns: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The columns, with `us` told by the experience where the person said nothing of it."""
    number = columns.get("experience_id")
    source = work.store.table(Experience).get(number) if number else None
    if "us" in columns or source is None:
        return columns, False
    counted = source.kind in USCE_KINDS and is_in_us(source)
    return (columns | {"us": True} if counted else columns), counted


def _odd(record: Letter) -> tuple[Notice, ...]:
    """Dates of a letter that contradict each other."""
    steps = [(name, getattr(record, DAYS[name])) for name in ("asked", "promised", "uploaded")]
    said = [(name, day) for name, day in steps if day]
    for (name, day), (then, later) in pairwise(said):
        if later < day:
            return (
                Notice("letter-order", ref=record.ref, first=then, on=later, second=name, at=day),
            )
    return ()


def shown(work: Work, record: Letter) -> Row:
    """The row of a letter, for `show`."""
    from fmgtrack.store.papers import letters

    return letters(work.store, rules.training_starts(work.season), letter_id=record.id)[0]


def listing(work: Work, program_text: str | None = None) -> Card:
    """Letters, and which program gets which.

    Keys: `starts_on` (the day training starts, to which ages are counted), `most` (letters a
    program may get), `letters` (rows), `sets` (`[{letters[refs], programs[{ref,name}]}]`, programs
    that get the same ones taken together), `us_letters` (`[{program, wanted, have, unsaid,
    missing}]`, where a program said how many it asks for), `none_assigned` (programs applied to
    that get none). With a program, only what concerns it.
    """
    from fmgtrack.store import papers

    only = find.program(work.store, program_text) if program_text else None
    starts_on = rules.training_starts(work.season)
    rows = papers.letters(work.store, starts_on)
    notices = () if rows else (Notice("no-letters"),)
    if only:
        rows = [row for row in rows if any(one["ref"] == only.ref for one in row["programs"])]
        notices = () if rows else (Notice("no-letters-there", ref=only.ref, name=only.name),)
    programs = [row for row in papers.programs(work.store) if only is None or row["id"] == only.id]
    return Card(
        "letters",
        {
            "starts_on": starts_on.isoformat(),
            "most": rules.MOST_LETTERS,
            "letters": rows,
            "sets": _sets(programs),
            "us_letters": _us_letters(work.store, programs, every=only is not None),
            "none_assigned": [
                _brief(row)
                for row in programs
                if row["status"] in papers.APPLIED_TO and not row["letters"]
            ],
        },
        notices,
    )


def _sets(programs: Iterable[Row]) -> list[Row]:
    together: dict[tuple[int, ...], list[Row]] = {}
    for row in programs:
        if row["letters"]:
            together.setdefault(tuple(sorted(row["letters"])), []).append(_brief(row))
    return [
        {"letters": [f"le{number}" for number in numbers], "programs": group}
        for numbers, group in sorted(together.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _us_letters(store: Store, programs: Iterable[Row], *, every: bool) -> list[Row]:
    """What programs ask for, of those in play: applied to, given a letter, or asked about."""
    from fmgtrack.store.papers import APPLIED_TO

    letters = {letter.id: letter for letter in store.table(Letter).each()}
    found = []
    for row in programs:
        wanted = rules.wanted_number(row["us_letters"] or "")
        in_play = every or row["letters"] or row["status"] in APPLIED_TO
        if wanted and in_play:
            us = rules.letters_missing([letters[number] for number in row["letters"]], wanted)
            found.append(
                {
                    "program": _brief(row),
                    "wanted": us.wanted,
                    "have": us.have,
                    "unsaid": us.unsaid,
                    "missing": us.missing,
                }
            )
    return found


def _brief(row: Row) -> Row:
    return {"ref": row["ref"], "name": row["name"]}


def assign(work: Work, program_text: str, texts: Iterable[str], on: str | None = None) -> Changed:
    """Let a program have letters and documents.

    Raises:
        RefusedError: it would get more letters than it may, a second statement, or a letter whose
            writer declined; nothing was changed.
    """
    day = day_done(work, on) if on else work.today.isoformat()
    with work.store.change() as change:
        program = find.program(work.store, program_text)
        wanted = _papers(work.store, texts)
        there = _assigned(work.store, program)
        new = [paper for paper in wanted if paper.ref not in there]
        _refuse(program, list(there.values()), new)
        for paper in new:
            columns: dict[str, Any] = {"program_id": program.id, **_column_of(paper)}
            change.table(Assignment).insert(Assignment(**columns, assigned_on=day))
        change.title = f"assigned {', '.join(one.ref for one in new)} to {program.name}"
    notices = [
        Notice("assigned-already", ref=paper.ref, program=program.name)
        for paper in wanted
        if paper.ref in there
    ]
    if new and program.status == "considered":
        notices.append(Notice("assigned-early", ref=program.ref, program=program.name))
    for paper in new:
        notices += _look_at(work, program, paper)
    return Changed(
        "assign", tuple(one.ref for one in new), change.title if new else "", tuple(notices)
    )


def unassign(work: Work, program_text: str, texts: Iterable[str]) -> Changed:
    """Take letters and documents from a program.

    Raises:
        ConflictError: one of them is not assigned there; nothing was changed.
    """
    with work.store.change() as change:
        program = find.program(work.store, program_text)
        there = _assigned(work.store, program)
        gone = _papers(work.store, texts)
        for paper in gone:
            if paper.ref not in there:
                raise ConflictError(
                    f"{paper.ref} is not assigned to {program.name}",
                    f"`fmgtrack apply letters --program {program.ref}` lists its letters",
                    [(one.ref, said(one)) for one in there.values()],
                )
            table = change.table(Assignment)
            for row in table.list(program_id=program.id, **_column_of(paper)):
                table.delete(row)
        change.title = f"took {', '.join(one.ref for one in gone)} from {program.name}"
    return Changed("unassign", tuple(one.ref for one in gone), change.title)


def _column_of(paper: Paper) -> dict[str, Any]:
    """The column of an assignment that names a paper, and its number."""
    return {f"{paper.spec.name}_id": paper.id}


def _papers(store: Store, texts: Iterable[str]) -> list[Paper]:
    """Letters and documents by their refs, each once."""
    found: dict[str, Paper] = {}
    for text in find.spread(store, texts):
        typed = text.strip().lower()
        paper: Paper
        if typed.startswith("do"):
            paper = named(store, text, Document, "apply documents")
        elif typed.startswith("le"):
            paper = named(store, text, Letter, "apply letters")
        else:
            raise NotFoundError(
                "letter or document", text, hint="their refs begin with `le` and `do`"
            )
        found[paper.ref] = paper
    return list(found.values())


def _assigned(store: Store, program: Program) -> dict[str, Paper]:
    """What a program gets, by ref."""
    found: dict[str, Paper] = {}
    for row in store.table(Assignment).list(program_id=program.id):
        paper: Paper | None
        if row.letter_id:
            paper = store.table(Letter).get(row.letter_id)
        else:
            paper = store.table(Document).get(row.document_id or 0)
        if paper:
            found[paper.ref] = paper
    return found


def _refuse(program: Program, there: list[Paper], new: list[Paper]) -> None:
    for paper in new:
        if isinstance(paper, Letter) and paper.status == "declined":
            raise RefusedError(
                f"the writer of {paper.ref} declined", "`fmgtrack apply letters` lists the others"
            )
    letters = [one for one in (*there, *new) if isinstance(one, Letter)]
    if len(letters) > rules.MOST_LETTERS and any(isinstance(one, Letter) for one in new):
        raise RefusedError(
            f"{program.name} would get {len(letters)} letters, and a program takes"
            f" {rules.MOST_LETTERS}",
            f"`fmgtrack apply unassign {program.ref} REF` takes one away",
            [(one.ref, said(one)) for one in there if isinstance(one, Letter)],
        )
    statements = [
        one for one in (*there, *new) if isinstance(one, Document) and one.kind == rules.STATEMENT
    ]
    if len(statements) > 1 and any(one in new for one in statements):
        raise RefusedError(
            f"{program.name} takes one personal statement",
            f"`fmgtrack apply unassign {program.ref} {statements[0].ref}` takes the other away",
            [(one.ref, said(one)) for one in statements],
        )


def said(paper: Paper) -> str:
    """A letter or document in words: its writer, or its title or kind, and its specialty."""
    name = paper.writer if isinstance(paper, Letter) else paper.title or paper.kind
    return ", ".join(filter(None, (name, paper.specialty)))


def titled(store: Store, record: Paper | Assignment) -> str:
    """A letter, a document or an assignment in words."""
    if not isinstance(record, Assignment):
        return said(record)
    program = store.table(Program).get(record.program_id)
    ref = f"le{record.letter_id}" if record.letter_id else f"do{record.document_id}"
    return f"{ref} to {program.name if program else ''}"


def _look_at(work: Work, program: Program, paper: Paper) -> list[Notice]:
    """What speaks against a paper that was assigned all the same."""
    notices = []
    ref = paper.ref
    if isinstance(paper, Letter):
        if paper.status != "uploaded":
            notices.append(Notice("letter-not-uploaded", ref=ref, status=paper.status))
        if not paper.waived:
            notices.append(Notice("letter-not-waived", ref=ref, waived=paper.waived))
    else:
        state = rules.document_state(paper, work.today, rules.training_starts(work.season))
        if state not in (*rules.AT_HAND, "expiring"):
            notices.append(Notice("document-not-ready", ref=ref, state=state))
    if (
        paper.specialty
        and program.specialty
        and paper.specialty.casefold() != program.specialty.casefold()
    ):
        notices.append(
            Notice(
                "other-specialty",
                ref=ref,
                specialty=paper.specialty,
                program=program.name,
                theirs=program.specialty,
            )
        )
    return notices
