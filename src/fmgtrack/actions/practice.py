"""Practising aloud: which question is next and why, and keeping a try."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, question_rows, questions
from fmgtrack.actions.find import program as find_program
from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.records.practice import Mend, Practice
from fmgtrack.records.question import QUESTION_KINDS, TO_ASK
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.rules import moments, spacing, speech
from fmgtrack.store import interviews, mocks
from fmgtrack.store import practice as kept
from fmgtrack.store.questions import reasons

if TYPE_CHECKING:
    from fmgtrack.actions.questions import Found
    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.records.results import Row
    from fmgtrack.store.history import Change

RATINGS = tuple(str(number) for number in range(spacing.BEST + 1))
"""What a try may be rated."""

LONGEST_TRY = 3600
"""Seconds up to which a length is believed."""

WHY_PROGRAM = "why-program"
"""The kind of questions that are answered anew for each program."""

THEN = 4
"""How many further questions are named beside the next one."""


@dataclass(frozen=True, kw_only=True)
class Try:
    """One try as it is reported: texts as typed; `seconds` as measured, or as typed."""

    seconds: str | float | None = None
    rating: str | None = None
    mend: str | None = None
    mended: tuple[str, ...] = ()


class _Desk:
    """What is on record of practising, read once."""

    def __init__(self, work: Work, program: Program | None) -> None:
        self.work = work
        self.program = program
        self.coming = _coming(work)
        self.prepared = kept.prepared_for(work.store)
        self.tries: dict[int | None, list[Row]] = {}
        for row in kept.tries(work.store):
            self.tries.setdefault(row["question_id"], []).append(row)
        refs = (mend["question"] for mend in mocks.open_mends(work.store))
        self.mends = Counter(ref["ref"] for ref in refs if ref)

    def programs(self, found: Found, *, first: bool) -> list[Row | None]:
        """For which programs a question comes; None stands for any.

        For a program whose interview comes soon, or the one that was named: what has points for
        it, and why-program, of which the first question stands for all until one is named.
        """
        if self.program:
            pool = [{"ref": self.program.ref, "name": self.program.name}]
        else:
            pool = [coming["program"] for coming in self.coming.values()]
        why = found.kind == WHY_PROGRAM and (first or self.program is not None)
        fitting: list[Row | None] = [
            one for one in pool if why or (found.id or 0, int(one["ref"][1:])) in self.prepared
        ]
        return fitting or [None]

    def row(self, found: Found, program: Row | None) -> Row:
        """A question as it may come, without its reason."""
        tries = self.tries.get(found.id, []) if found.id else []
        if program and found.kind == WHY_PROGRAM:
            tries = [row for row in tries if row["program"] == program]
        days = [(day_at(self.work, row["at"]), row["rating"]) for row in tries]
        spaced = spacing.spaced([(day, rating) for day, rating in days if rating is not None])
        coming = self.coming.get(program["ref"]) if program else None
        return {
            "name": found.name,
            "question": brief(found) | {"minutes": found.minutes},
            "program": program,
            "why": {
                "code": None,
                "days": 0,
                "interview_on": coming["on"] if coming else None,
                "mends": self.mends[found.ref] if found.ref else 0,
            },
            "due_on": spaced.due.isoformat() if spaced else None,
            "tried_on": days[-1][0].isoformat() if days else None,
            "rating": tries[-1]["rating"] if tries else None,
            "tries": len(tries),
        }


def brief(found: Found) -> Row:
    """What names a question: `ref key kind text`."""
    return {"ref": found.ref, "key": found.key, "kind": found.kind, "text": found.text}


def day_at(work: Work, at: str) -> date:
    """The day of a moment that was recorded, on the person's calendar."""
    return moments.in_zone(datetime.fromisoformat(at), work.home_zone).date()


def _coming(work: Work) -> dict[str, Row]:
    """The next interview of each program within `spacing.SOON` days: `program on`, by ref."""
    found: dict[str, Row] = {}
    for row in interviews.rows(work.store, work.now, work.home_zone):
        on = (row["home_starts_at"] or row["starts_at"] or "")[:10]
        if row["status"] != "scheduled" or not on:
            continue
        if 0 <= (date.fromisoformat(on) - work.today).days <= spacing.SOON:
            found.setdefault(row["program"]["ref"], {"program": row["program"], "on": on})
    return found


def queue(
    work: Work, *, kind: str | None = None, program_text: str | None = None
) -> list[dict[str, Any]]:
    """Every question in the order in which they come.

    Keys: `name question{ref,key,kind,text,minutes} program{ref,name} why{code,days,interview_on,
    mends} due_on tried_on rating tries`. `name` is what a person types for it, `why.code` a reason
    of `rules.spacing`.

    Args:
        work: the open record.
        kind: only questions of this kind.
        program_text: those of this program first: why-program, and what has points for it.

    Raises:
        UsageError: the kind is not known, or not one to be answered.
    """
    kind = fields.choice(kind, "--kind", QUESTION_KINDS) if kind else None
    if kind == TO_ASK:
        raise UsageError(
            f"`{TO_ASK}` are yours to ask, not to answer",
            "`fmgtrack prep ask PROGRAM` chooses of them",
        )
    desk = _Desk(work, find_program(work.store, program_text) if program_text else None)
    rows: list[Row] = []
    met: set[str] = set()
    for found in questions.everything(work.store):
        if found.kind != TO_ASK and kind in (None, found.kind):
            programs = desk.programs(found, first=found.kind not in met)
            rows += [desk.row(found, program) for program in programs]
            met.add(found.kind)
    if desk.program is None:
        return _in_order(rows, work.today)
    own = [row for row in rows if row["program"]]
    return _in_order(own, work.today) + _in_order(
        [row for row in rows if not row["program"]], work.today
    )


def _in_order(rows: list[Row], today: date) -> list[Row]:
    """The rows in the order of `rules.spacing.turns`, each with its reason."""
    candidates = [
        spacing.Candidate(
            key=str(number),
            kind=row["question"]["kind"],
            due=row["due_on"] and date.fromisoformat(row["due_on"]),
            tried=row["tried_on"] and date.fromisoformat(row["tried_on"]),
            mends=row["why"]["mends"],
            interview=row["why"]["interview_on"] and date.fromisoformat(row["why"]["interview_on"]),
        )
        for number, row in enumerate(rows)
    ]
    ordered = []
    for turn in spacing.turns(candidates, today):
        row = rows[int(turn.candidate.key)]
        ordered.append(row | {"why": row["why"] | {"code": turn.reason, "days": turn.days}})
    return ordered


def named(work: Work, text: str, program_text: str | None = None) -> Row:
    """One question as it stands in the queue, for one program alone where that is named.

    Raises:
        UsageError: it is one that the applicant asks.
    """
    found = questions.find(work.store, text)
    if found.kind == TO_ASK:
        raise UsageError(
            f"`{found.name}` is yours to ask, not to answer",
            "`fmgtrack prep questions` lists those that are asked of you",
        )
    program = find_program(work.store, program_text) if program_text else None
    desk = _Desk(work, program)
    row = desk.row(found, {"ref": program.ref, "name": program.name} if program else None)
    return _in_order([row], work.today)[0]


def next_up(
    work: Work,
    text: str | None = None,
    *,
    kind: str | None = None,
    program_text: str | None = None,
) -> Card:
    """Which question is next and why (`next`), and a few that come after it (`then`)."""
    rows = [named(work, text, program_text)] if text else None
    if rows is None:
        rows = queue(work, kind=kind, program_text=program_text)
    if not rows:
        raise UsageError(f"there is no question of the kind `{kind}`", "`--kind` takes another")
    return Card("practice-next", {"next": rows[0], "then": rows[1 : 1 + THEN]})


def sheet(work: Work, row: Row) -> Row:
    """What to compare an answer with, for a row of the queue.

    The keys of `prep question`, with `program`, `answer` being the one for that program where there
    is one, and `reasons` those on record for it where it is asked why this one.
    """
    found = questions.find(work.store, row["name"])
    whole = question_rows.row_of(work, found)
    program = row["program"]
    own = [one for one in whole["program_answers"] if one["program"] == program]
    why: list[Row] = []
    if program and found.kind == WHY_PROGRAM:
        why = reasons(work.store, program_id=int(program["ref"][1:]))
    answer = own[0] if own else whole["answer"]
    return whole | {"program": program, "answer": answer, "reasons": why}


def everywhere(work: Work) -> list[Row]:
    """What is to be mended in every answer: the open things that belong to no one question."""
    return [mend for mend in mocks.open_mends(work.store) if not mend["question"]]


def keep(work: Work, text: str, attempt: Try, *, program_text: str | None = None) -> Changed:
    """Keep a try at a question, in one change; what is to be mended comes with it.

    Raises:
        UsageError: nothing was said of the try, or the rating is not 0 to 5.
        InvalidError: the length cannot be read.
    """
    with work.store.change() as change:
        row = named(work, text, program_text)
        practice, mends = insert(work, change, row, attempt)
        length = f"{practice.seconds:g} s, " if practice.seconds is not None else ""
        rated = "not rated" if practice.rating is None else f"rating {practice.rating}"
        change.title = f"practised {row['question']['text']} ({length}{rated})"
    refs = (practice.ref, *(mend.ref for mend in mends))
    return Changed("practice", refs, change.title, after(work, row))


def insert(
    work: Work,
    change: Change,
    row: Row | None,
    attempt: Try,
    **figures: Any,  # noqa: ANN401  columns
) -> tuple[Practice, tuple[Mend, ...]]:
    """Write a try of a row of the queue, or of no one question, with what is to be mended."""
    at = moments.stamp(work.now)
    question = questions.row_for(change, row["name"]) if row else None
    program = row["program"] if row else None
    practice = change.table(Practice).insert(
        Practice(
            question_id=question.id if question else None,
            program_id=int(program["ref"][1:]) if program else None,
            at=at,
            seconds=read_seconds(attempt.seconds),
            rating=None if attempt.rating is None else read_rating(attempt.rating),
            **figures,
        )
    )
    text = fields.line(attempt.mend or "", "what to mend")
    mend = Mend(
        text=text or "",
        question_id=practice.question_id,
        practice_id=practice.id,
        at=at,
    )
    made = (change.table(Mend).insert(mend),) if text else ()
    for ref in attempt.mended:
        open_one = change.table(Mend).get(int(ref.removeprefix("me")))
        if open_one:
            change.table(Mend).update(open_one, done_on=work.today.isoformat())
    return practice, made


def after(work: Work, row: Row) -> tuple[Notice, ...]:
    """When a question comes again, once a try at it was kept."""
    program = row["program"]["ref"] if row["program"] else None
    due = named(work, row["name"], program)["due_on"]
    return (Notice("practice-again", on=due),) if due else (Notice("practice-unrated"),)


def read_rating(text: str) -> int:
    """A rating from 0 to 5.

    Raises:
        UsageError: it is none.
    """
    return int(fields.choice(text, "--rating", RATINGS))


def read_seconds(given: str | float | None) -> float | None:
    """A length in seconds: `95`, `95 s`, `1:35`; None for None.

    Raises:
        InvalidError: it is none, or longer than an hour.
    """
    if given is None:
        return None
    if isinstance(given, str):
        match = re.fullmatch(
            r"(?:(\d{1,3}):(?=[0-5]\d$))?(\d{1,5}(?:\.\d{1,3})?) ?(?:s|sec|seconds?)?",
            given.strip().lower(),
        )
        seconds = int(match[1] or 0) * 60 + float(match[2]) if match else 0.0
        if not 0 < seconds <= LONGEST_TRY:
            raise InvalidError(f"`{given}` is no length of a try", "type it like `95` or `1:35`")
        return seconds
    return round(given, 1)


def rules() -> Card:
    """The numbers of the rules: `rule source range pause_seconds soon_days longest_days`."""
    return Card(
        "practice-rules",
        {
            "rule": "SM-2",
            "source": "P. A. Wozniak, Optimization of learning, 1990, super-memory.com",
            "range": [speech.SLOWEST, speech.FASTEST],
            "pause_seconds": speech.PAUSE,
            "soon_days": spacing.SOON,
            "longest_days": spacing.LONGEST,
        },
    )
