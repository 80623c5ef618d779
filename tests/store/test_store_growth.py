"""Cost goes by what is asked for, not by what was ever recorded: steps are counted, not seconds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.settings import Settings
from fmgtrack.store import followups, today, undoing
from fmgtrack.store.interviews import nobody_met

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.store import Store

NOW = datetime.fromisoformat("2026-11-25T10:00:00-05:00")
SOME = 1.25
"""A measure may grow by so much while what is on record grows by ten."""


def steps(store: Store, done: Callable[[], object]) -> int:
    """How many tens of steps SQLite takes for what a function asks."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    store.conn.set_progress_handler(count, 10)
    try:
        done()
    finally:
        store.conn.set_progress_handler(None, 0)
    return counted


def visit(store: Store, days: int, last: date, *, sent: bool) -> None:
    """Put interviews on record, a day each up to `last`, with one person met at each."""
    with store.change(f"visited until {last}") as change:
        program = store.table(Program).get(1)
        if program is None:
            program = change.table(Program).insert(Program(name="Lakeside", timezone="UTC"))
            change.table(Contact).insert(
                Contact(program_id=1, name="Ana Ruiz", role="program-director")
            )
        for ago in range(days):
            interview = change.table(Interview).insert(
                Interview(
                    program_id=program.id,
                    status="scheduled",
                    starts_at=f"{last - timedelta(days=ago)} 09:00",
                    timezone="UTC",
                )
            )
            change.table(Meeting).insert(
                Meeting(
                    interview_id=interview.id,
                    contact_id=1,
                    setting="formal",
                    sent_on=f"{last}" if sent else None,
                )
            )


@pytest.mark.parametrize("what", ["followups", "today", "nobody met"])
def test_what_is_past_and_sent_costs_the_due_list_nothing(what: str, store: Store) -> None:
    asked: dict[str, Callable[[], object]] = {
        "followups": lambda: followups.rows(store, NOW, Settings(), unanswered=True),
        "today": lambda: today.day(store, NOW, Settings(), "UTC"),
        "nobody met": lambda: nobody_met(store, NOW),
    }
    visit(store, 2, date(2026, 11, 23), sent=False)
    visit(store, 20, date(2026, 6, 1), sent=True)
    little, said = steps(store, asked[what]), asked[what]()
    visit(store, 200, date(2026, 5, 1), sent=True)
    assert steps(store, asked[what]) <= little * SOME
    assert asked[what]() == said
    visit(store, 40, date(2026, 11, 23), sent=False)
    if what != "nobody met":
        assert steps(store, asked[what]) > little * 2, "what is owed has its cost"


@pytest.mark.parametrize("done", ["adding", "noting", "undoing"])
def test_the_journal_does_not_slow_writing_as_it_grows(
    done: str, store: Store, add: Callable[..., Program]
) -> None:
    def change() -> None:
        if done == "adding":
            add(store, "One More")
        elif done == "noting":
            with store.change("noted") as noted:
                noted.table(Program).update(first, note=f"note {change}")
        else:
            number = store.query("SELECT max(id) AS n FROM change")[0]["n"]
            with store.change("undone", undoes=number) as undone:
                undoing.take_back(store.conn, undone, number)

    first = add(store, *(f"Program {number}" for number in range(10)))
    little = steps(store, change)
    add(store, *(f"Hospital {number}" for number in range(100)))
    assert steps(store, change) <= little * SOME + 5


def test_the_file_grows_by_at_most_three_times_the_text(store: Store) -> None:
    def size() -> int:
        pages = "SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size"
        return int(store.query(pages)[0]["n"])

    # longer than a page: of short texts the names of the columns in the journal are the most
    text = "what the residents said about their nights and the clinic; " * 150
    before = size()
    for number in range(30):
        with store.change(f"program {number}") as change:
            change.table(Program).insert(Program(name=f"Program {number}", note=f"{number} {text}"))
    assert size() - before <= 3 * 30 * len(text)
