"""One change is one transaction: all of it or nothing, whatever happens to the process."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import fmgtrack
from fmgtrack.errors import InvalidError, StoreError
from fmgtrack.records.contact import Contact
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.program import Program, Track
from fmgtrack.records.setting import Setting
from fmgtrack.store import history, undoing
from fmgtrack.store.table import completed

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from fmgtrack.store import Store

SOURCE = Path(fmgtrack.__file__).parent
WRITERS = {
    *("store/table.py", "store/history.py", "store/migrations.py", "store/dump.py"),
    "store/connection.py",
}
WRITES = re.compile(
    r"\b(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+[\w{}.]+\s+SET|DELETE\s+FROM|REPLACE\s+INTO)\b"
)


def test_nothing_but_the_table_writes() -> None:
    found = {
        str(file.relative_to(SOURCE).as_posix())
        for file in SOURCE.rglob("*.py")
        if WRITES.search(file.read_text(encoding="utf-8"))
    }
    assert "store/table.py" in found
    assert found <= WRITERS


def names(store: Store) -> list[str]:
    return [program.name for program in store.table(Program).list()]


def test_a_failing_change_changes_nothing(store: Store, add: Callable[..., Program]) -> None:
    add(store, "One")

    def fail() -> None:
        with store.change("two and three") as change:
            table = change.table(Program)
            table.update(table.insert(Program(name="Two")), city="Detroit")
            table.delete(store.table(Program).list()[0])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(store) == ["One"]
    assert len(history.rows(store.conn)) == 1
    # and the record is ready for the next
    add(store, "Two")
    assert names(store) == ["One", "Two"]


def test_a_change_that_changes_nothing_leaves_no_trace(
    store: Store, add: Callable[..., Program]
) -> None:
    program = add(store, "One")
    with store.change("nothing") as change:
        table = change.table(Program)
        table.update(program, name="One")
        table.delete(table.insert(Program(name="Two")))
    assert [row["title"] for row in history.rows(store.conn)] == ["added One"]


def test_writing_needs_an_open_change(store: Store) -> None:
    with pytest.raises(RuntimeError, match=r"only inside `store.change`"):
        store.table(Program).insert(Program(name="One"))


def test_a_parent_stays_while_children_hang_on_it(
    store: Store, add: Callable[..., Program]
) -> None:
    program = add(store, "One")
    with store.change("code") as change:
        change.table(Track).insert(Track(program_id=program.id, code="1298140C0"))
    with pytest.raises(StoreError), store.change("removed") as change:
        change.table(Program).delete(program)
    assert names(store) == ["One"]


def test_text_that_is_no_text_is_refused(store: Store) -> None:
    with pytest.raises(InvalidError, match="no character"), store.change("added") as change:
        change.table(Program).insert(Program(name="broken \udcff"))
    assert names(store) == []


@pytest.mark.parametrize(
    "text",
    [
        "Zürich \N{EN DASH} Saint Mary\N{RIGHT SINGLE QUOTATION MARK}s",
        "\N{ARABIC LETTER AIN}\N{ARABIC LETTER YEH}",
        "'; DROP TABLE program; --",
        "\x1b[31mred\x1b[0m",
        "a\x00b",
        "\N{PILE OF POO}" * 50,
        "line\nline\r\nline\ttab",
    ],
)
def test_any_text_comes_back_as_it_went_in(text: str, store: Store) -> None:
    with store.change("added") as change:
        program = change.table(Program).insert(Program(name="One", note=text))
    assert store.table(Program).get(program.id) == program
    assert history.images(store.conn, 1)[0][3] == store.table(Program).row(program.id)
    assert program.note == text


def test_a_number_is_never_given_twice(store: Store, add: Callable[..., Program]) -> None:
    given = [add(store, name).id for name in ("One", "Two")]
    with store.change("removed") as change:
        change.table(Program).delete(store.table(Program).list()[-1])
    given.append(add(store, "Three").id)
    with store.change("taken back", undoes=4) as change:
        undoing.take_back(store.conn, change, 4)
    given.append(add(store, "Four").id)
    assert given == [1, 2, 3, 4]


def test_a_number_that_is_brought_along_is_kept(store: Store) -> None:
    with store.change("as it was elsewhere") as change:
        made = change.table(Program).insert(Program(id=7, name="Seven"))
    assert made.id == 7
    assert [program.id for program in store.table(Program).list()] == [7]


def test_a_full_disk_leaves_the_record_as_it_was(store: Store, add: Callable[..., Program]) -> None:
    add(store, "One")
    pages = store.conn.execute("PRAGMA page_count").fetchone()[0]
    store.conn.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="the disk is full, nothing was changed"):
        add(store, "Two", "x" * 100_000)
    store.conn.execute("PRAGMA max_page_count = 1000000")
    assert names(store) == ["One", "Two"]
    assert store.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    add(store, "Three")


def test_a_record_that_another_command_changes_is_waited_for(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    opened: Callable[[str], Store],
    add: Callable[..., Program],
) -> None:
    monkeypatch.setattr("fmgtrack.store.connection.WAIT_SECONDS", 0.01)
    impatient = opened(store.path)
    with store.change("slow") as change:
        change.table(Program).insert(Program(name="One"))
        with pytest.raises(StoreError, match="another command is changing the record"):
            add(impatient, "Two")
    assert names(impatient) == ["One"]


NOTES = """
from fmgtrack.records.setting import Setting
for number in range(25):
    with store.change("noted") as change:
        table = change.table(Program)
        program = table.get(1)
        line = f"{sys.argv[2]}-{number}"
        table.update(program, note=f"{program.note}\\n{line}" if program.note else line)
        change.table(Setting).insert(Setting(key=line, value="x"))
"""


def test_of_many_writers_at_once_no_change_is_lost(
    store: Store, add: Callable[..., Program], python: Callable[..., subprocess.Popen[str]]
) -> None:
    program = add(store, "One")
    running = [python(NOTES, store.path, writer) for writer in "abcd"]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
    wanted = {f"{writer}-{number}" for writer in "abcd" for number in range(25)}
    found = store.table(Program).get(program.id)
    assert found is not None
    assert sorted(str(found.note).split("\n")) == sorted(wanted)
    assert {row.key for row in store.table(Setting).list()} == wanted
    assert len(history.rows(store.conn)) == 1 + len(wanted)


HALF_WAY = """
store.conn.execute("PRAGMA cache_spill = ON")
store.conn.execute("PRAGMA cache_size = 5")  # so that pages reach the file before the end
with store.change("half way") as change:
    table = change.table(Program)
    for program in table.list():
        table.update(program, note="changed " * 500)
    for number in range(500):
        table.insert(Program(name=f"New {number}", note="x" * 2000))
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_killed_process_leaves_the_record_as_before(
    store: Store,
    add: Callable[..., Program],
    python: Callable[..., subprocess.Popen[str]],
    opened: Callable[[str], Store],
) -> None:
    add(store, "One", "Two")
    before = store.table(Program).list()
    store.close()
    file = Path(store.path)
    content = file.read_bytes()
    with python(HALF_WAY, store.path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    assert file.read_bytes() != content, "the change had reached the file"
    after = opened(store.path)
    assert after.table(Program).list() == before
    assert after.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    add(after, "Three")
    assert names(after) == ["One", "Two", "Three"]


def test_reading_several_things_sees_one_state(
    store: Store, add: Callable[..., Program], opened: Callable[[str], Store]
) -> None:
    add(store, "One")
    reader = opened(store.path)
    with reader.reading():
        assert names(reader) == ["One"]
        with closing(sqlite3.connect(store.path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE program SET name = 'Two'")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("COMMIT")
            other.execute("ROLLBACK")
        assert names(reader) == ["One"]


def test_a_table_finds_by_value_and_by_none(store: Store, add: Callable[..., Program]) -> None:
    one, two = add(store, "One"), add(store, "Two")
    with store.change("people") as change:
        table = change.table(Contact)
        first = table.insert(Contact(program_id=one.id, name="Ruth Okafor", title="Dr."))
        second = table.insert(Contact(program_id=two.id, name="Kim Alder", role="coordinator"))
    people = store.table(Contact)
    assert people.list(title=None) == [second]
    assert people.list(program_id=one.id, role="faculty") == [first]
    assert people.get(3) is None
    with pytest.raises(KeyError):
        people.list(shoe_size=42)


VISA = Deadline(title="Visa papers", due_at="2027-02-01", timezone="UTC")


def test_what_came_since_an_image_was_kept_has_its_default() -> None:
    old = {"id": 4, "uid": "a1", "title": VISA.title, "due_at": VISA.due_at, "timezone": "UTC"}

    row = completed(Deadline.spec, old)

    assert len(old) == 5
    assert {name: row[name] for name in old} == old
    # as a row has it: numbers for yes and no
    assert [type(row[name]) for name in ("binding", "own")] == [int, int]
    assert (row["binding"], row["own"], row["done_on"]) == (1, 1, None)
    assert row["confidence"] == "own"
    assert Deadline.spec.from_row(row) == replace(VISA, id=4, uid="a1")
    kept = {"binding": 0, "confidence": "secondary"}
    assert completed(Deadline.spec, old | kept) == row | kept


@pytest.mark.parametrize("lacking", ["title", "program_id"])
def test_what_has_no_default_cannot_be_left_out(lacking: str) -> None:
    cls = Deadline if lacking == "title" else Track
    with pytest.raises(KeyError, match=f"^'{lacking}'$"):
        completed(cls.spec, {"id": 4, "uid": "a1"})


def test_yes_and_no_are_numbers_in_what_is_kept(store: Store) -> None:
    with store.change("added") as change:
        deadline = change.table(Deadline).insert(VISA)
    with store.change("edited") as change:
        now = change.table(Deadline).update(deadline, binding=False, title="Visa")

    assert now == store.table(Deadline).get(deadline.id)
    assert (now.binding, now.title) == (False, "Visa")
    ((_, _, before, after),) = history.images(store.conn, 2)
    assert before
    assert after
    assert [type(image["binding"]) for image in (before, after)] == [int, int]
    assert {name: after[name] for name in after if after[name] != before[name]} == {
        "binding": 0,
        "title": "Visa",
    }


def test_what_is_gone_is_neither_changed_nor_removed(
    store: Store, add: Callable[..., Program]
) -> None:
    program = add(store, "One")
    with store.change("removed") as change:
        change.table(Program).delete(program)

    with pytest.raises(LookupError, match=r"^p1$"), store.change("edited") as change:
        change.table(Program).update(program, name="Two")
    with pytest.raises(LookupError, match=r"^p1$"), store.change("removed") as change:
        change.table(Program).delete(program)

    assert store.table(Program).get(program.id) is None
    assert len(history.rows(store.conn)) == 2


def test_a_column_that_is_none_is_named(store: Store, add: Callable[..., Program]) -> None:
    program = add(store, "One")

    with pytest.raises(KeyError, match=r"^'nme'$"), store.change("edited") as change:
        change.table(Program).update(program, nme="Two")
    with pytest.raises(KeyError, match=r"^'nme'$"):
        store.table(Program).list(nme="One")


@pytest.mark.parametrize("way", ["insert", "update", "delete", "restore"])
def test_no_way_of_writing_works_outside_a_change(
    store: Store, add: Callable[..., Program], way: str
) -> None:
    program = add(store, "One")
    table = store.table(Program)
    ways: dict[str, Callable[[], object]] = {
        "insert": lambda: table.insert(Program(name="Two")),
        "update": lambda: table.update(program, name="Two"),
        "delete": lambda: table.delete(program),
        "restore": lambda: table.restore(program.id, None),
    }

    store.conn.execute("BEGIN")
    with pytest.raises(RuntimeError, match=r"^a table writes only inside `store.change`$"):
        ways[way]()
    store.conn.execute("ROLLBACK")

    assert names(store) == ["One"]


def test_a_row_is_made_what_an_image_says(store: Store, add: Callable[..., Program]) -> None:
    program = add(store, "One")
    table = store.table(Program)
    image = table.row(program.id)
    assert image

    with store.change("the same") as change:
        change.table(Program).restore(program.id, image)
    with store.change("gone") as change:
        change.table(Program).restore(program.id, None)
    assert table.row(program.id) is None
    with store.change("gone again") as change:
        change.table(Program).restore(program.id, None)
    with store.change("another") as change:
        change.table(Program).restore(program.id, image | {"name": "Two"})
    with store.change("back") as change:
        change.table(Program).restore(program.id, image)

    assert table.row(program.id) == image
    told = [row["title"] for row in history.rows(store.conn)]
    assert sorted(told) == ["added One", "another", "back", "gone"]
