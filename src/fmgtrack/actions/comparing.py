"""Putting the list in order by asking "A or B?", and telling what speaks for the order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fmgtrack.actions import find
from fmgtrack.actions.rol import order, write
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.entry import Answer, Entry
from fmgtrack.records.interview import Interview
from fmgtrack.records.program import Program
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.rules import compare as rules

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row


def state(work: Work) -> Card:
    """Where the comparing stands: the next question, or the order that came of it.

    Keys: `question` (two lines, or null), `proposal` (lines in the order found so far), `complete`,
    `differs` (whether it is another order than the list's), `answered`, `at_most` (questions that
    may remain), `contradiction` (answers that form a circle).
    """
    from fmgtrack.store import board

    rows = {row["id"]: row for row in board.entries(work.store)}
    scored = board.scores(work.store)
    step = _step(work)

    def line(number: int) -> Row:
        row = rows[number]
        value = scored.get(row["program_id"])
        return {
            "entry": f"r{number}",
            "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
            "nrmp_code": row["code"],
            "rank": row["position"],
            "score": value.value if value else None,
        }

    own = [row["id"] for row in rows.values()]
    return Card(
        "compare",
        {
            "question": [line(number) for number in step.question] if step.question else None,
            "proposal": [line(number) for number in step.order],
            "complete": step.question is None,
            "differs": list(step.order) != own,
            "answered": step.asked,
            "at_most": step.at_most,
            "contradiction": [
                {"better": line(answer.better), "worse": line(answer.worse)}
                for answer in step.contradiction
            ],
        },
        () if len(own) > 1 else (Notice("nothing-to-compare"),),
    )


def _step(work: Work) -> rules.Step:
    items = [entry.id for entry in order(work.store)]
    answers = [rules.Answer(row.better_id, row.worse_id) for row in work.store.table(Answer).each()]
    return rules.next_step(items, answers)


def answer(work: Work, better: str, worse: str) -> Changed:
    """Remember that one line is preferred to another; each by `r4`, program or code.

    Raises:
        ConflictError: both name the same line.
    """
    with work.store.change() as change:
        first, second = _entry(work, better), _entry(work, worse)
        if first.id == second.id:
            raise ConflictError("a line is compared with another one", "name two programs")
        change.table(Answer).insert(
            Answer(better_id=first.id, worse_id=second.id, at=work.store.at)
        )
        change.title = f"prefers {_name(work, first)} to {_name(work, second)}"
    return Changed("rol-compare", (first.ref, second.ref), change.title)


def _entry(work: Work, text: str) -> Entry:
    record = find.by_ref(work.store, text)
    if isinstance(record, Entry):
        if record.letter:
            raise RefusedError(
                f"{text} stands on list {record.letter}", "name lines of the primary list"
            )
        return record
    program = find.program(work.store, text)
    lines = [line for line in order(work.store) if line.program_id == program.id]
    if find.CODE.fullmatch(text.strip()):
        track_id = find.track(work.store, program, text)
        lines = [line for line in lines if line.track_id == track_id]
    if not lines:
        raise NotFoundError(
            "line of the list", text, hint=f"`fmgtrack rol add {program.ref}` ranks it"
        )
    if len(lines) > 1:
        raise RefusedError(f"{program.name} is ranked by several codes", "type the code")
    return lines[0]


def _name(work: Work, entry: Entry) -> str:
    return find.of_kind(work.store, f"p{entry.program_id}", Program, "program").name


def accept(work: Work) -> Changed:
    """Put the list into the order that the answers gave.

    Raises:
        RefusedError: questions are still open.
    """
    step = _step(work)
    if step.question is not None:
        raise RefusedError(
            f"up to {step.at_most} questions are still open", "`fmgtrack rol compare` goes on"
        )
    with work.store.change("put the list into the order of the comparisons") as change:
        lines = {line.id: line for line in order(work.store)}
        write(change, [lines[number] for number in step.order])
        title = change.title if change.images else ""
    return Changed("rol-compare", (), title)


def forget(work: Work) -> Changed:
    """Forget every answer, so that comparing begins anew."""
    with work.store.change("forgot all comparisons") as change:
        for row in work.store.table(Answer).list():
            change.table(Answer).delete(row)
        title = change.title if change.images else ""
    return Changed("rol-compare", (), title)


def why(work: Work) -> Card:
    """For each pair of neighbours, what speaks for the order and against it.

    Keys: `pairs`, each with `above below` (lines), `for against` (criteria with both values),
    `score` (both, or null), `notes` (private notes and what stood out, of both).
    """
    from fmgtrack.store import board

    rows = board.entries(work.store)
    rated = board.ratings(work.store)
    scored = board.scores(work.store)
    noted = _noted(work)
    pairs = []
    for above, below in pairwise(rows):
        ours, theirs = (rated.get(row["program_id"], {}) for row in (above, below))
        both = [key for key in ours if key in theirs]
        values = [scored.get(row["program_id"]) for row in (above, below)]
        pairs.append(
            {
                "above": _brief(above),
                "below": _brief(below),
                "for": [[k, ours[k], theirs[k]] for k in both if ours[k] > theirs[k]],
                "against": [[k, ours[k], theirs[k]] for k in both if ours[k] < theirs[k]],
                "score": [value.value if value else None for value in values],
                "notes": [noted.get(row["program_id"], []) for row in (above, below)],
            }
        )
    notices = () if pairs else (Notice("nothing-to-compare"),)
    return Card("why", {"pairs": pairs}, notices)


def _brief(row: Row) -> Row:
    return {
        "rank": row["position"],
        "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
        "nrmp_code": row["code"],
        "place": ", ".join(part for part in (row["city"], row["state"]) if part),
        "visa": [row["j1"], row["h1b"]],
    }


def _noted(work: Work) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for day in work.store.table(Interview).each():
        for text in (day.highlight, day.note):
            if text:
                found.setdefault(day.program_id, []).append(text)
    for program in work.store.table(Program).each():
        if program.note:
            found.setdefault(program.id, []).append(program.note)
    return found
