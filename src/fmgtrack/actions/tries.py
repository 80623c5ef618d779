"""Tries that were kept: listed, summed up, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.actions import questions
from fmgtrack.actions.practice import WHY_PROGRAM, brief, day_at, named
from fmgtrack.records.question import TO_ASK, Question
from fmgtrack.records.results import Card, Notice
from fmgtrack.rules import spacing, speech
from fmgtrack.store import practice as kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.practice import Practice
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def history(work: Work, text: str | None = None) -> Card:
    """Tries, oldest first, of one question or of all.

    Keys: `question{ref,key,kind,text} due_on tries`; each try as `try_row` gives it; and
    `spacing[{question{...}, program{ref,name}, tried_on, due_on, waits, waited}]`, how many days a
    rated question waits and how many of them are over, those that come first in front.
    """
    found = questions.find(work.store, text) if text else None
    rows = try_rows(work, kept.tries(work.store, question_id=found.id or 0 if found else None))
    notices = () if rows else (Notice("no-practice", name=found.name if found else None),)
    due = named(work, found.name)["due_on"] if found and found.kind != TO_ASK else None
    return Card(
        "practice-history",
        {
            "question": brief(found) if found else None,
            "due_on": due,
            "tries": rows,
            "spacing": _spacing(work, rows),
        },
        notices,
    )


def _spacing(work: Work, rows: Iterable[Row]) -> list[Row]:
    """How long each rated question waits, and how much of that is over."""
    rated: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        question, program = row["question"], row["program"]
        if question and row["rating"] is not None:
            alone = program["ref"] if program and question["kind"] == WHY_PROGRAM else None
            rated.setdefault((question["ref"], alone), []).append(row)
    found = []
    for (_, alone), tries in rated.items():
        days = [day_at(work, row["at"]) for row in tries]
        ratings = (row["rating"] for row in tries)
        spaced = spacing.spaced(zip(days, ratings, strict=True))
        if spaced:
            found.append(
                {
                    "question": tries[-1]["question"],
                    "program": tries[-1]["program"] if alone else None,
                    "tried_on": days[-1].isoformat(),
                    "due_on": spaced.due.isoformat(),
                    "waits": (spaced.due - days[-1]).days,
                    "waited": (work.today - days[-1]).days,
                }
            )
    return sorted(found, key=lambda one: one["due_on"])


def summary(work: Work, refs: Iterable[str], seconds: float) -> Card:
    """What was practised in one sitting: `seconds`, and `tries` with `due_on`."""
    wanted = list(refs)
    rows = try_rows(work, [row for row in kept.tries(work.store) if row["ref"] in wanted])
    tries = [
        row
        | {
            "due_on": named(work, row["question"]["ref"], row["program"] and row["program"]["ref"])[
                "due_on"
            ]
        }
        for row in rows
    ]
    return Card("practice-session", {"seconds": round(seconds), "tries": tries})


def try_rows(work: Work, rows: Iterable[Row]) -> list[Row]:
    """Tries as people read them.

    Keys: `ref question{ref,key,kind,text} program{ref,name} at seconds rating words fillers
    longest_run action_share heard[] missed[] mends[{ref,text,done_on}] words_a_minute`.
    """
    found: list[Row] = []
    texts: dict[int, Row] = {}
    for row in rows:
        number = row["question_id"]
        if number and number not in texts:
            record = work.store.table(Question).get(number)
            texts[number] = brief(questions.of_record(record)) if record else {}
        shown = {key: value for key, value in row.items() if key != "question_id"}
        question = {"ref": row["ref"], "question": texts.get(number)}
        speed = {"words_a_minute": row["words"] and speech.pace(row["words"], row["seconds"])}
        found.append(question | shown | speed)
    return found


def titled(store: Store, practice: Practice) -> str:
    """A try in a few words."""
    record = store.table(Question).get(practice.question_id or 0)
    text = questions.of_record(record).text if record else "no one question"
    return f"a try at: {text}"


def shown(work: Work, practice: Practice) -> Row:
    """One try, as `history` lists it."""
    return try_rows(work, kept.tries(work.store, practice_id=practice.id))[0]
