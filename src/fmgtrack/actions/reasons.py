"""Why this program: concrete facts of it that speak to the person."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.actions.outlines import refuse_script
from fmgtrack.errors import ConflictError, UsageError
from fmgtrack.records.program import Program
from fmgtrack.records.reason import REASON_KINDS, Reason
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.rules import answers
from fmgtrack.rules import reasons as rules
from fmgtrack.store import questions as kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store.history import Change


def show(work: Work, program_text: str) -> Card:
    """What is on record of why this program, and what is missing."""
    program = find.program(work.store, program_text)
    row = state(work, program)
    notices = () if row["enough"] else (Notice("reason-next", ref=program.ref),)
    return Card("reasons", row, notices)


def state(work: Work, program: Program) -> Row:
    """The reasons for one program and how they stand.

    Keys: `program{ref,name}`, `reasons` (rows as `row_of` gives them), `concrete` (how many would
    not fit any program), `wanted` (fewest and most), `missing` (kinds of which there is none),
    `findings` (`code ref program kind number`, see `rules.reasons`), `enough` (no findings).
    """
    rows = [_confirmed(work, row) for row in kept.reasons(work.store)]
    here = [row for row in rows if row["program"]["ref"] == program.ref]
    facts = [rules.Fact(ref=row["ref"], kind=row["kind"], text=row["text"]) for row in here]
    findings = rules.would_fit_any(facts, _names(program), _elsewhere(work, program, rows))
    empty = {finding.ref for finding in findings if finding.ref}
    return {
        "program": {"ref": program.ref, "name": program.name},
        "reasons": here,
        "concrete": len(here) - len(empty),
        "wanted": [rules.FEWEST, rules.MOST],
        "missing": list(rules.missing_kinds(facts)),
        "findings": [asdict(finding) for finding in findings],
        "enough": not findings,
    }


def _names(program: Program) -> tuple[str, ...]:
    """What a program is called, and where it is."""
    from fmgtrack.reference.places import states

    state_name = states()[program.state].name if program.state in states() else None
    known = (program.name, program.institution, program.city, program.state, state_name)
    return tuple(name for name in (*known, program.specialty) if name)


def _elsewhere(work: Work, program: Program, rows: list[Row]) -> list[rules.Elsewhere]:
    """The reasons for every other program."""
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row["program"]["ref"], []).append(row["text"])
    return [
        rules.Elsewhere(program=other.name, names=_names(other), texts=tuple(texts[other.ref]))
        for other in work.store.table(Program).each()
        if other.id != program.id and other.ref in texts
    ]


def row_of(work: Work, reason: Reason) -> Row:
    """One reason: `ref program{ref,name} kind text source checked_on confirmed`."""
    return _confirmed(work, kept.reasons(work.store, reason_id=reason.id)[0])


def _confirmed(work: Work, row: Row) -> Row:
    """The row with whether someone named said so in this season, which begins in June."""
    begins = date(work.season - 1, 6, 1).isoformat()
    return row | {"confirmed": bool(row["source"]) and (row["checked_on"] or "") >= begins}


def add_reason(
    work: Work, program_text: str, values: Mapping[str, str | tuple[str, ...]]
) -> Changed:
    """Add a concrete fact of a program: `text`, and the options that were given.

    Without a kind it is told by the words of the fact; without a day, where a source is named,
    it was read today.

    Raises:
        UsageError: no kind is given and the words do not tell it.
        ConflictError: the fact is on record for this program.
    """
    with work.store.change() as change:
        program = find.program(work.store, program_text)
        columns = read(work, values)
        guessed = "kind" not in columns
        if guessed:
            columns["kind"] = _kind_of(columns["text"])
        if columns.get("source"):
            columns.setdefault("checked_on", work.today.isoformat())
        for other in work.store.table(Reason).each(program_id=program.id):
            if answers.same(other.text, columns["text"]):
                raise ConflictError(
                    f"{other.ref} says that already", f"`fmgtrack edit {other.ref}` changes it"
                )
        reason = change.table(Reason).insert(Reason(program_id=program.id, **columns))
        change.title = f"added reason {reason.ref} for {program.name}: {reason.text}"
    told = (Notice("reason-kind", ref=reason.ref, kind=reason.kind),) if guessed else ()
    return Changed(
        "prep why", (reason.ref, program.ref), change.title, (*told, *_standing(work, reason))
    )


def needs_kind(text: str) -> bool:
    """Whether the words of a fact do not tell what it is about."""
    return rules.kind_of(text) is None


def _kind_of(text: str) -> str:
    kind = rules.kind_of(text)
    if kind is None:
        raise UsageError(
            "what that fact is about cannot be told from its words",
            f"`--kind` says it, one of: {', '.join(REASON_KINDS)}",
        )
    return kind


def _standing(work: Work, reason: Reason) -> tuple[Notice, ...]:
    """What to tell after a fact was added or changed."""
    program = work.store.table(Program).get(reason.program_id)
    if program is None:
        raise LookupError(reason.ref)
    row = state(work, program)
    told = [
        Notice("reason-finding", finding=finding)
        for finding in row["findings"]
        if finding["ref"] == reason.ref
    ]
    if not reason.source:
        told.append(Notice("reason-unsourced", ref=reason.ref))
    told.append(
        Notice(
            "reasons-standing",
            ref=program.ref,
            program=program.name,
            concrete=row["concrete"],
            wanted=row["wanted"],
            missing=row["missing"],
        )
    )
    return tuple(told)


def change_reason(
    work: Work, change: Change, reason: Reason, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a reason."""
    return _standing(work, change.table(Reason).update(reason, **read(work, values)))


def read(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Column values from the options that were given."""
    columns: dict[str, Any] = {}
    if (text := fields.one(values, "text")) is not None:
        columns["text"] = fields.name(text, "fact")
        refuse_script(columns["text"], "say one fact at a time")
    if (text := fields.one(values, "kind")) is not None:
        columns["kind"] = fields.choice(text, "--kind", REASON_KINDS)
    if (text := fields.one(values, "source")) is not None:
        columns["source"] = fields.line(text, "source")
    if (text := fields.one(values, "on")) is not None:
        from fmgtrack.rules.when import read_day

        day = read_day(text, work.reading(), past=True).isoformat() if text.strip() else None
        columns["checked_on"] = day
    return columns
