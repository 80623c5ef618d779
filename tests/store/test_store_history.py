"""The journal, and taking a change back while later ones stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.contact import Contact
from fmgtrack.records.program import Program, Track
from fmgtrack.store import history, undoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.store import Store


def take_back(store: Store, number: int) -> None:
    with store.change(f"took back h{number}", undoes=number) as change:
        undoing.take_back(store.conn, change, number)


def test_each_change_keeps_what_was_and_what_is(store: Store, add: Callable[..., Program]) -> None:
    program = add(store, "One")
    with store.change("moved") as change:
        change.table(Program).update(program, city="Detroit", j1=True)
    (name, row_id, before, after) = history.images(store.conn, 2)[0]
    assert (name, row_id) == ("program", 1)
    assert before is not None
    assert after == before | {"city": "Detroit", "j1": 1}
    assert [(row["ref"], row["title"], row["at"]) for row in history.rows(store.conn)] == [
        ("h2", "moved", "2026-11-25T15:00:00Z"),
        ("h1", "added One", "2026-11-25T15:00:00Z"),
    ]


def test_the_history_of_one_record(store: Store, add: Callable[..., Program]) -> None:
    one, two = add(store, "One"), add(store, "Two")
    with store.change("both") as change:
        for program in (one, two):
            change.table(Program).update(program, city="Detroit")
    assert [row["ref"] for row in history.rows(store.conn, record=two)] == ["h3", "h2"]


def test_a_row_written_twice_comes_back_to_what_it_was(
    store: Store, add: Callable[..., Program]
) -> None:
    program = add(store, "One")
    with store.change("to and fro") as change:
        table = change.table(Program)
        for city in ("Detroit", "Flint"):
            table.update(program, city=city)
        other = table.insert(Program(name="Two"))
        table.update(program, city="Lansing")
        table.delete(other)
    take_back(store, 2)
    assert store.table(Program).list() == [program]


def test_undone_and_put_back_are_said(store: Store, add: Callable[..., Program]) -> None:
    add(store, "One")
    take_back(store, 1)
    rows = {row["ref"]: row for row in history.rows(store.conn)}
    assert (rows["h1"]["undone_by"], rows["h2"]["undoes"]) == ("h2", "h1")
    with pytest.raises(RefusedError, match="h1 was taken back already by h2") as caught:
        history.to_undo(store.conn, 1)
    assert caught.value.hint == "`fmgtrack undo h2` puts it back"
    take_back(store, 2)
    assert history.to_undo(store.conn, 1) == (1, "added One")


@pytest.mark.parametrize("number", [1, 7, 10**17])
def test_a_change_that_never_was(number: int, store: Store) -> None:
    with pytest.raises(NotFoundError, match=f"no change matches `h{number}`"):
        history.to_undo(store.conn, number)


def test_the_beginning_is_not_taken_back_by_plain_undo(store: Store) -> None:
    with pytest.raises(RefusedError, match="nothing to undo yet"):
        history.to_undo(store.conn, None)
    with store.change("new record", beginning=True) as change:
        change.table(Program).insert(Program(name="One"))
    with pytest.raises(RefusedError, match="nothing to undo yet"):
        history.to_undo(store.conn, None)
    assert history.to_undo(store.conn, 1) == (1, "new record")


def edited(store: Store) -> None:
    with store.change("h2") as change:
        change.table(Program).update(store.table(Program).list()[0], city="Flint")


def child_added(store: Store) -> None:
    with store.change("h2") as change:
        change.table(Contact).insert(Contact(program_id=1, name="Ruth Okafor"))


def removed(store: Store) -> None:
    with store.change("h2") as change:
        change.table(Program).delete(store.table(Program).list()[0])


@pytest.mark.parametrize("later", [edited, child_added, removed])
def test_what_was_changed_since_is_not_taken_back_and_the_later_change_is_named(
    later: Callable[[Store], None], store: Store, add: Callable[..., Program]
) -> None:
    add(store, "One")
    later(store)
    before = store.table(Program).list()
    with pytest.raises(ConflictError, match="was changed again since, by h2") as caught:
        take_back(store, 1)
    assert caught.value.hint == "`fmgtrack undo h2` first"
    assert store.table(Program).list() == before
    assert len(history.rows(store.conn)) == 2
    # as the hint says
    take_back(store, 2)
    take_back(store, 1)
    assert store.table(Program).list() == []


def test_a_child_whose_parent_went_since_cannot_come_back(
    store: Store, add: Callable[..., Program]
) -> None:
    program = add(store, "One")
    with store.change("h2") as change:
        contact = change.table(Contact).insert(Contact(program_id=program.id, name="Ruth Okafor"))
    with store.change("h3") as change:
        change.table(Contact).delete(contact)
    removed(store)
    with pytest.raises(ConflictError, match="p1 was changed again since, by h4"):
        take_back(store, 3)


def test_a_place_that_was_taken_since_is_not_taken_twice(
    store: Store, add: Callable[..., Program]
) -> None:
    one, two = add(store, "One"), add(store, "Two")
    with store.change("h3") as change:
        track = change.table(Track).insert(Track(program_id=one.id, code="1298140C0"))
    with store.change("h4") as change:
        change.table(Track).delete(track)
    with store.change("h5") as change:
        change.table(Track).insert(Track(program_id=two.id, code="1298140C0"))
    with pytest.raises(ConflictError, match="has taken the place of t1 since, in h5"):
        take_back(store, 4)
    assert [found.program_id for found in store.table(Track).list()] == [two.id]
