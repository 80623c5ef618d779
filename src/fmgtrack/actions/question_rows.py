"""The listing of questions, what to prepare first for a program, and one question whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.actions import fields
from fmgtrack.actions.find import program as find_program
from fmgtrack.actions.questions import Found, everything, find, of_record
from fmgtrack.errors import UsageError
from fmgtrack.records.question import ASSESSED, QUESTION_KINDS, TO_ASK, Question
from fmgtrack.records.results import Card, Listing, Notice
from fmgtrack.reference import questions as reference
from fmgtrack.rules import answers
from fmgtrack.rules.reasons import FEWEST
from fmgtrack.store import questions as kept

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

SHOWN_FIRST, SHOWN_ELSE = 3, 1
"""How many questions of a kind are to be prepared for one program: of a kind that matters there,
and of any other."""


def listing(
    work: Work,
    *,
    kind: str | None = None,
    assesses: str | None = None,
    unprepared: bool = False,
    program_text: str | None = None,
) -> Listing:
    """The questions that interviewers ask, those of the bank and the person's own, by kind.

    With a program: what to prepare for it first, each with `why`. With the kind `yours-to-ask`
    the questions that the applicant asks.

    Raises:
        UsageError: a kind or what is assessed is not known, or does not go with the rest.
    """
    kind = fields.choice(kind, "--kind", QUESTION_KINDS) if kind else None
    assesses = fields.choice(assesses, "--assesses", ASSESSED) if assesses else None
    if kind == TO_ASK:
        if assesses or unprepared or program_text:
            raise UsageError(
                f"`--kind {TO_ASK}` stands alone", "`fmgtrack prep ask PROGRAM` chooses of them"
            )
        return Listing("to-ask", _to_ask(work.store), empty=Notice("no-questions"))
    program = find_program(work.store, program_text) if program_text else None
    rows = [row for row in _rows(work, program) if row["kind"] != TO_ASK]
    if assesses:
        rows = [row for row in rows if assesses in row["assesses"]]
    done = sum(row["prepared"] for row in rows if kind in (None, row["kind"]))
    asked = sum(kind in (None, row["kind"]) for row in rows)
    told: tuple[Notice, ...] = ()
    if program:
        situation = _situation(work, program)
        rows = _first_for(situation, rows, kind)
        told = _advice(situation, program)
    rows = [row for row in rows if kind in (None, row["kind"])]
    rows = [row for row in rows if not (unprepared and row["prepared"])]
    next_one = next((row["key"] or row["ref"] for row in rows if not row["prepared"]), None)
    standing = Notice("questions-prepared", prepared=done, of=asked, next=next_one)
    empty = Notice("program-prepared", program=program.name) if program else Notice("no-questions")
    return Listing("questions", rows, (standing, *told) if rows else told, empty)


def _situation(work: Work, program: Program) -> answers.Situation:
    """What is known of the person and a program."""
    from fmgtrack.actions.reasons import state

    return answers.Situation(
        reasons=state(work, program)["concrete"],
        **kept.about_person(work.store),
        j1=program.j1,
        h1b=program.h1b,
        specialty=program.specialty,
    )


def _advice(situation: answers.Situation, program: Program) -> tuple[Notice, ...]:
    lacks = situation.reasons < FEWEST
    return (
        *((Notice("reason-next", ref=program.ref),) if lacks else ()),
        *((Notice("visa-need-unknown"),) if situation.visa_need is None else ()),
    )


def _to_ask(store: Store) -> list[Row]:
    """The questions for the applicant to ask, the person's own last."""
    rows = [
        {
            "ref": None,
            "key": one.key,
            "kind": TO_ASK,
            "text": one.text,
            "settings": list(one.settings),
            "topic": one.topic,
            "on_page": one.on_page,
        }
        for one in reference.to_ask()
    ]
    none: Row = {"settings": [], "topic": None, "on_page": False}
    own = store.table(Question).list(kind=TO_ASK)
    return rows + [
        {"ref": one.ref, "key": None, "kind": TO_ASK, "text": one.text, **none} for one in own
    ]


def _rows(work: Work, program: Program | None) -> list[Row]:
    """The row of every question; with a program by its own answers where there are some."""
    worked = {row["id"]: row for row in kept.worked_on(work.store)}
    versions: dict[int, list[Row]] = {}
    for version in kept.versions(work.store):
        versions.setdefault(version["question"], []).append(version)
    return [
        _row(
            one, worked.get(one.id), versions.get(one.id or 0, []), program.ref if program else None
        )
        for one in everything(work.store)
    ]


def _row(one: Found, worked: Row | None, versions: list[Row], program: str | None) -> Row:
    answer = _counting(versions, program)
    return {
        "ref": one.ref,
        "key": one.key,
        "kind": one.kind,
        "text": one.text,
        "assesses": list(one.assesses),
        "minutes": one.minutes,
        "frame": one.frame.key if one.frame else None,
        "prepared": bool(answer) and any(answer[name] for name in kept.LISTS),
        "points": sum(len(answer[name]) for name in kept.LISTS[:-1]) if answer else 0,
        "versions": len(versions),
        "tries": worked["tries"] if worked else 0,
        "to_mend": worked["to_mend"] if worked else 0,
        "why": None,
    }


def _counting(versions: list[Row], program: str | None) -> Row:
    """The version that counts: the newest for the program, else the newest for any; {} if none."""
    newest = {
        version["program"] and version["program"]["ref"]: version
        for version in versions
        if version["newest"]
    }
    return newest.get(program) or newest.get(None) or {}


def _first_for(situation: answers.Situation, rows: list[Row], kind: str | None) -> list[Row]:
    """What to prepare first for a program, in order, each with `why`.

    Of each kind that matters there three questions are wanted, of any other one; what is prepared
    already counts, and a question with something to mend comes whatever else there is. Why this
    program needs no points once there are enough facts of it. With `kind` every question of that
    kind stays.
    """
    first = answers.first_for(situation)
    found: list[Row] = []
    for group in (*first, *(word for word in QUESTION_KINDS if word not in first)):
        of_kind = [row for row in rows if row["kind"] == group]
        wanted = SHOWN_FIRST if group in first else SHOWN_ELSE
        if group == "why-program" and situation.reasons >= FEWEST:
            wanted = 0
        left = max(wanted - sum(row["prepared"] for row in of_kind), 0)
        for row in sorted(of_kind, key=lambda row: row["prepared"]):
            why = first.get(group) or {"code": "none-of-kind"}
            if row["to_mend"]:
                why = {"code": "mend", "number": row["to_mend"]}
            elif kind is None and (row["prepared"] or left <= 0):
                continue
            left -= not row["prepared"]
            found.append(row | {"why": why})
    return found


def card(work: Work, text: str) -> Card:
    """One question whole, with what to type next."""
    found = find(work.store, text)
    row = row_of(work, found)
    notices = () if row["answer"] else (Notice("answer-next", name=found.name),)
    return Card("question", row, notices)


def row_of(work: Work, question: Question | Found) -> Row:
    """A question with its listing's keys, its frame, own points, tries and what is to be mended.

    `answer` is the newest version for any program, `program_answers` the newest for each alone,
    `older` how many versions there are besides.
    """
    found = of_record(question) if isinstance(question, Question) else question
    number = found.id or 0
    worked = {row["id"]: row for row in kept.worked_on(work.store)}.get(number)
    versions = kept.versions(work.store, question_id=number)
    newest = [version for version in versions if version["newest"]]
    frame = found.frame
    return _row(found, worked, versions, None) | {
        "asks": found.asks,
        "pitfalls": list(found.pitfalls),
        "shape": frame and {"name": frame.name, "parts": list(frame.parts), "advice": frame.advice},
        "answer": next((_told(row) for row in newest if not row["program"]), None),
        "program_answers": [_told(row) for row in newest if row["program"]],
        "older": len(versions) - len(newest),
        "mends": kept.mends(work.store, number),
        "practices": kept.tries(work.store, number),
    }


def _told(version: Row) -> Row:
    """A version as it stands within its question."""
    return {key: value for key, value in version.items() if key not in ("question", "newest")}
