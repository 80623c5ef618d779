"""The due list and `today` go by what is open: no query of theirs reads all that was recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.records.settings import Settings
from fmgtrack.store import board, deadlines, followups, history, interviews, programs, today
from fmgtrack.store.interviews import nobody_met

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.store import Store

NOW = datetime.fromisoformat("2026-11-25T10:00:00-05:00")
OPEN_MEETINGS = "SCAN m USING INDEX meeting_open"
"""All of a partial index that holds nothing but what is open."""


def plan(store: Store, asked: Callable[[], object]) -> Iterator[str]:
    """The steps by which SQLite answers every query that a function asks."""
    statements: list[str] = []
    store.conn.set_trace_callback(statements.append)
    try:
        asked()
    finally:
        store.conn.set_trace_callback(None)
    assert statements
    for statement in statements:
        for row in store.conn.execute(f"EXPLAIN QUERY PLAN {statement}"):
            yield row["detail"]


def scans(store: Store, asked: Callable[[], object]) -> set[str]:
    """Those steps that read a whole table or index."""
    return {step for step in plan(store, asked) if step.startswith("SCAN")}


def test_the_due_list_reads_what_is_open(store: Store) -> None:
    def asked() -> object:
        return followups.rows(store, NOW, Settings(), unanswered=True)

    assert scans(store, asked) == {OPEN_MEETINGS}


@pytest.mark.parametrize("limit", [{"program_id": 1}, {"interview_id": 1}, {"meeting_ids": (1, 2)}])
def test_follow_ups_of_one_thing_are_looked_up(limit: dict[str, Any], store: Store) -> None:
    def asked() -> object:
        return followups.rows(store, NOW, Settings(), **limit)

    assert scans(store, asked) == set()


def test_what_is_told_beside_the_due_list_is_looked_up(store: Store) -> None:
    def asked() -> object:
        return (
            followups.thanked(store, [1, 2]),
            followups.without_role(store, {1, 2}),
            nobody_met(store, NOW),
        )

    assert scans(store, asked) == set()


@pytest.mark.parametrize(
    "limit", [{"recent": timedelta(days=3)}, {"program_id": 1}, {"interview_id": 1}]
)
def test_interviews_that_are_wanted_are_looked_up(limit: dict[str, Any], store: Store) -> None:
    def asked() -> object:
        return interviews.rows(store, NOW, "UTC", **limit)

    assert scans(store, asked) == set()


def test_deadlines_of_the_past_are_not_read(store: Store) -> None:
    def asked() -> object:
        return deadlines.rows(store, NOW, "UTC", everything=False)

    assert scans(store, asked) == set()


def test_one_program_is_looked_up_with_its_codes(store: Store) -> None:
    assert scans(store, lambda: programs.rows(store, program_id=1)) == set()


def test_who_is_unranked_is_asked_program_by_program(store: Store) -> None:
    assert scans(store, lambda: board.unranked(store, NOW)) == {"SCAN p"}


def test_today_reads_no_table_that_grows_with_every_interview(store: Store) -> None:
    found = scans(store, lambda: today.day(store, NOW, Settings(), "UTC"))
    assert OPEN_MEETINGS in found
    aliases = {step.split()[1] for step in found - {OPEN_MEETINGS}}
    # deadlines, programs, lines of the list, links, ratings, criteria, certifications, exclusions
    assert aliases <= {"d", "p", "program", "e", "l", "r", "k", "criterion", "certification", "x"}


def test_who_took_a_change_back_is_looked_up(store: Store) -> None:
    assert "SCAN u" not in scans(store, lambda: history.rows(store.conn))
    with store.change("a change"):
        pass
    found = list(plan(store, lambda: history.rows(store.conn)))
    assert any("change_undoes" in step for step in found)


def test_every_reference_has_an_index_so_that_removing_stays_quick(store: Store) -> None:
    bare = []
    for table in store.query("SELECT name FROM sqlite_master WHERE type = 'table'"):
        indexes = store.query(f"PRAGMA index_list({table['name']})")
        firsts = {
            store.query(f"PRAGMA index_info({index['name']})")[0]["name"] for index in indexes
        }
        bare += [
            f"{table['name']}.{key['from']}"
            for key in store.query(f"PRAGMA foreign_key_list({table['name']})")
            if key["from"] not in firsts
        ]
    assert bare == []
