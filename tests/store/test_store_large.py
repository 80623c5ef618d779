"""A change of many rows: its images are written down while it is open, and it is undone whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fmgtrack.records.program import Program
from fmgtrack.store import history, undoing
from fmgtrack.store.dump import dump

if TYPE_CHECKING:
    from fmgtrack.store import Store


def records(store: Store) -> object:
    return dump(store, history=False)["records"]


@pytest.fixture
def small_hold(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(history, "HELD", 10)
    return 10


def test_few_images_are_held_and_all_are_kept(store: Store, small_hold: int) -> None:
    held = []
    with store.change("many") as change:
        for number in range(95):
            change.table(Program).insert(Program(name=f"Program {number}"))
            held.append(len(change.images))
    assert max(held) < small_hold
    assert len(history.images(store.conn, 1)) == 95
    assert [row["title"] for row in history.rows(store.conn)] == ["many"]
    assert store.touched == {"program"}


@pytest.mark.usefixtures("small_hold")
def test_a_large_change_is_undone_whole(store: Store) -> None:
    with store.change("first") as change:
        first = change.table(Program).insert(Program(name="First"))
    before = records(store)
    with store.change("many") as change:
        for number in range(25):
            change.table(Program).insert(Program(name=f"Program {number}"))
            change.table(Program).update(first, note=f"note {number}")
    with store.change(undoes=2) as change:
        undoing.take_back(store.conn, change, 2)
    assert records(store) == before


def break_off(store: Store) -> None:
    with store.change("many") as change:
        for number in range(25):
            change.table(Program).insert(Program(name=f"Program {number}"))
        raise RuntimeError


@pytest.mark.usefixtures("small_hold")
def test_a_large_change_that_fails_leaves_nothing(store: Store) -> None:
    before = records(store)
    with pytest.raises(RuntimeError):
        break_off(store)
    assert records(store) == before
    assert history.rows(store.conn) == []
