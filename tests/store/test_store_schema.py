"""The schema: what the tables hold, and how a record came to its present shape."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils import Database, Migrations

from fmgtrack.records import BY_LETTER, RECORDS
from fmgtrack.store import migrations as released
from fmgtrack.store import views
from fmgtrack.store.schema import NAMES, SET

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.records.program import Program
    from fmgtrack.store import Store

FIXTURES = Path(__file__).parents[1] / "fixtures" / "schemas"
STORED = sorted(FIXTURES.glob("m*.sql"))
"""A dump of a record as each released version left it, named after its last migration."""


def shape(conn: sqlite3.Connection, *kinds: str) -> set[tuple[str, str]]:
    """Every table and index, or what `kinds` names, with its SQL.

    Spaces and quotation marks are made alike.
    """
    wanted = kinds or ("table", "index")
    rows = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        f" AND type IN ({', '.join('?' * len(wanted))})",
        wanted,
    )
    return {
        (row[0], re.sub(r"\s+", " ", row[1]).replace('"', ""))
        for row in rows
        if not row[0].startswith(("sqlite_", "_sqlite_", "idx__sqlite_"))
    }


def until(conn: sqlite3.Connection, last: str) -> None:
    """Apply the migrations up to and with `last`."""
    following = NAMES[NAMES.index(last) + 1 :][:1]
    released.migrations.apply(Database(conn, execute_plugins=False), stop_before=following)


def test_the_names_are_the_registered_migrations() -> None:
    with Database(memory=True) as database:
        pending = released.migrations.pending(database)
    assert tuple(migration.name for migration in pending) == NAMES
    assert all(migration.transactional for migration in pending)


@pytest.mark.parametrize("name", RECORDS)
def test_columns_are_the_fields_of_the_record(name: str, store: Store) -> None:
    columns = [row["name"] for row in store.query(f"PRAGMA table_info({name})")]
    assert columns[:2] == ["id", "uid"]
    assert sorted(columns) == sorted(field.name for field in fields(RECORDS[name].cls))


@pytest.mark.parametrize("name", RECORDS)
def test_a_column_may_be_empty_where_the_field_may_be_none(name: str, store: Store) -> None:
    kinds = {field.name: str(field.type) for field in fields(RECORDS[name].cls)}
    for row in store.query(f"PRAGMA table_info({name})"):
        if row["name"] != "id":
            assert bool(row["notnull"]) is ("None" not in kinds[row["name"]]), row["name"]


def test_every_table_is_strict_and_gives_no_number_twice(store: Store) -> None:
    tables = {
        row["name"]: row["sql"]
        for row in store.query("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if not row["name"].startswith(("sqlite_", "_sqlite_"))
    }
    assert set(tables) == {*RECORDS, "change", "image"}
    assert [name for name, sql in tables.items() if not sql.rstrip().endswith("STRICT")] == []
    counted = {name for name, sql in tables.items() if "AUTOINCREMENT" in sql}
    assert counted == {*RECORDS, "change"}


def test_nothing_is_deleted_or_done_behind_the_journals_back(store: Store) -> None:
    links = {
        name: store.query(f"PRAGMA foreign_key_list({name})")
        for name in (*RECORDS, "change", "image")
    }
    assert {link["on_delete"] for found in links.values() for link in found} == {"RESTRICT"}
    assert {link["on_update"] for found in links.values() for link in found} == {"NO ACTION"}
    assert store.query("SELECT name FROM sqlite_master WHERE type = 'trigger'") == []


def test_the_specs_know_every_child(store: Store) -> None:
    in_database = {
        (link["table"], name, link["from"])
        for name in RECORDS
        for link in store.query(f"PRAGMA foreign_key_list({name})")
    }
    in_specs = {
        (spec.name, child, column)
        for spec in RECORDS.values()
        for child, column in (*spec.children, *spec.loose)
    }
    assert in_specs == in_database


def test_parents_come_before_children() -> None:
    order = list(RECORDS)
    for spec in RECORDS.values():
        for child, _ in spec.children:
            assert order.index(spec.name) < order.index(child), (spec.name, child)
    assert len(BY_LETTER) == len(RECORDS)


@pytest.mark.parametrize("file", STORED, ids=lambda file: file.stem)
def test_a_released_migration_still_makes_what_it_made(file: Path) -> None:
    with (
        closing(sqlite3.connect(":memory:")) as stored,
        closing(sqlite3.connect(":memory:")) as new,
    ):
        stored.executescript(file.read_text(encoding="utf-8"))
        until(new, file.stem)
        assert shape(new) == shape(stored)


@pytest.mark.parametrize("file", STORED, ids=lambda file: file.stem)
def test_a_stored_record_opens_with_all_its_rows(
    file: Path, tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    path = tmp_path / "record.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(file.read_text(encoding="utf-8"))
        fill(old)
        assert unused(old) == []
        old.row_factory = sqlite3.Row
        before = {name: rows(old, name) for name in tables(old)}
        counted = sequence(old)
    store = opened(str(path))
    assert shape(store.conn) == shape(opened(str(tmp_path / "blank.db")).conn)
    assert store.query("PRAGMA foreign_key_check") == []
    assert store.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    for name, old_rows in before.items():
        assert old_rows, name
        for old_row, new_row in zip(old_rows, rows(store.conn, name), strict=True):
            kept = {column: new_row[column] for column in old_row}
            assert typed(kept) == typed(old_row), name
    # no number that was given is given again
    assert counted.items() <= sequence(store.conn).items()
    for spec in RECORDS.values():
        store.table(spec.cls).list()


@pytest.mark.parametrize("file", STORED, ids=lambda file: file.stem)
def test_changes_of_an_older_version_can_be_taken_back(
    file: Path, tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    from fmgtrack.store import undoing

    path = tmp_path / "record.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(file.read_text(encoding="utf-8"))
    store = opened(str(path))
    numbers = [row["id"] for row in store.query("SELECT id FROM change ORDER BY id DESC")]
    assert numbers
    for number in numbers:
        with store.change("taken back", undoes=number) as change:
            undoing.take_back(store.conn, change, number)
    left = {name: rows(store.conn, name) for name in ("program", "contact", "interview", "meeting")}
    assert left == {"program": [], "contact": [], "interview": [], "meeting": []}


WITHOUT_ROWS = (
    (
        "INSERT INTO partner (uid, position, code, name, city, state)"
        " VALUES ('a1', 99, '1300149C9', 'Mercy Hospital', 'Ames', 'IA')"
    ),
    (
        "INSERT INTO pair (uid, position, entry_id, partner_id)"
        " SELECT 'b2', 99, max(entry.id), max(partner.id) FROM entry, partner"
    ),
    (
        "INSERT INTO mail (uid, contact_id, kind, subject, body, basis, edited, kept_at)"
        " SELECT 'c3', max(contact.id), 'update', 'News', 'Dear Dr.', '{}', 1, max(kept_at)"
        " FROM contact, mail"
    ),
)
"""Rows that a stored record lacks."""

VALUES = ("2026-12-01", "kept as it is", 1, "yes")
"""What a column that no row uses may take, by its type and its CHECK."""


def fill(conn: sqlite3.Connection) -> None:
    """Put a value in every column that no row uses, so that none of them is lost unseen."""
    for statement in WITHOUT_ROWS:
        with suppress(sqlite3.OperationalError):  # the table or column came later
            conn.execute(statement)
    for _ in range(2):  # a CHECK may ask for another column first
        for table, column in unused(conn):
            last = f"(SELECT max(id) FROM {table})"
            for value in VALUES:
                with suppress(sqlite3.IntegrityError):
                    conn.execute(f"UPDATE {table} SET {column} = ? WHERE id = {last}", (value,))
                    break
    conn.commit()


def unused(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """The columns that are empty in every row; what is kept of changes is not looked at."""
    return [
        (table, column)
        for table in tables(conn)
        if table not in {"change", "image"}
        for _, column, *_ in conn.execute(f"PRAGMA table_info({table})").fetchall()
        if not conn.execute(f"SELECT count({column}) FROM {table}").fetchone()[0]
    ]


def typed(row: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    """The values with their types: 1, 1.0 and True are three things."""
    return {column: (type(value).__name__, value) for column, value in row.items()}


def sequence(conn: sqlite3.Connection) -> dict[str, int]:
    """The last number that each table gave."""
    return {row[0]: row[1] for row in conn.execute("SELECT name, seq FROM sqlite_sequence")}


def tables(conn: sqlite3.Connection) -> list[str]:
    found = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [row[0] for row in found if "sqlite_" not in row[0]]


def rows(conn: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(f"SELECT * FROM {table} ORDER BY id")]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A later version of fmgtrack: the released migrations and more."""

    def make(*more: tuple[str, Callable[[Database], None]]) -> None:
        made = Migrations(SET)
        for name in NAMES:
            made(name=name)(getattr(released, name))
        for name, step in more:
            made(name=name)(step)
        names = (*NAMES, *(name for name, _ in more))
        monkeypatch.setattr("fmgtrack.store.migrations.migrations", made)
        monkeypatch.setattr("fmgtrack.store.connection.NAMES", names)

    return make


def add_colour(db: Database) -> None:
    db.executescript(
        "ALTER TABLE program ADD COLUMN colour TEXT; CREATE TABLE extra (x TEXT) STRICT;"
    )


def fail_late(db: Database) -> None:
    db.executescript("CREATE TABLE more (x TEXT) STRICT; UPDATE program SET name = 'gone';")
    db.execute("INSERT INTO nowhere VALUES (1)")


def orphan(db: Database) -> None:
    db.execute("INSERT INTO track (uid, program_id, code) VALUES ('t', 999, '1234140C0')")


def backups(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("backups/*"))


@pytest.mark.parametrize("bad", [fail_late, orphan])
def test_a_failing_batch_changes_nothing_and_a_backup_was_made_first(
    bad: Callable[[Database], None],
    tmp_path: Path,
    opened: Callable[[str], Store],
    add: Callable[..., Program],
    later: Callable[..., None],
) -> None:
    from fmgtrack.errors import StoreError

    path = tmp_path / "record.db"
    store = opened(str(path))
    add(store, "Henry Ford Hospital")
    store.close()
    before = path.read_bytes()
    # the first step works; it must go with the second
    later(("m998_colour", add_colour), ("m999_bad", bad))
    with pytest.raises(StoreError):
        opened(str(path))
    assert path.read_bytes() == before
    assert backups(tmp_path) == ["record-20261125-150000-before-m998_colour.db"]
    with closing(sqlite3.connect(tmp_path / "backups" / backups(tmp_path)[0])) as copy:
        assert copy.execute("SELECT name FROM program").fetchall() == [("Henry Ford Hospital",)]


def test_a_migration_keeps_the_rows_and_a_backup_of_what_was_before(
    tmp_path: Path,
    opened: Callable[[str], Store],
    add: Callable[..., Program],
    later: Callable[..., None],
) -> None:
    path = tmp_path / "record.db"
    add(opened(str(path)), "Henry Ford Hospital")
    later(("m998_colour", add_colour))
    store = opened(str(path))
    assert store.query("SELECT name, colour FROM program") == [
        {"name": "Henry Ford Hospital", "colour": None}
    ]
    with closing(sqlite3.connect(tmp_path / "backups" / backups(tmp_path)[0])) as copy:
        columns = [row[1] for row in copy.execute("PRAGMA table_info(program)")]
        assert "colour" not in columns


def transform(db: Database) -> None:
    db.table("contact").transform(defaults={"note": "none"})


def test_views_stand_in_no_migrations_way_and_own_ones_come_back(
    tmp_path: Path, opened: Callable[[str], Store], later: Callable[..., None]
) -> None:
    path = str(tmp_path / "record.db")
    store = opened(path)
    before = shape(store.conn, "view")
    store.conn.execute('CREATE VIEW "my ""own""" AS SELECT name AS whom FROM contact')
    store.conn.execute("CREATE VIEW extra AS SELECT name FROM contact")
    store.close()
    later(("m998_transform", transform), ("m999_colour", add_colour))

    conn = opened(path).conn
    assert {(name, sql) for name, sql in shape(conn, "view") if "own" not in name} == before
    assert [row["whom"] for row in conn.execute('SELECT whom FROM "my ""own"""')] == []


@pytest.mark.parametrize("name", views.VIEWS)
def test_each_view_can_be_read_and_no_record_is_called_like_it(name: str, store: Store) -> None:
    assert name.endswith("_list")
    assert name not in RECORDS
    columns = [column[0] for column in store.conn.execute(f"SELECT * FROM {name}").description]
    assert len(columns) == len(set(columns))
    assert [
        column for column in columns if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", column)
    ] == []
    assert not {"id", "uid"} & {*columns, *(column.removesuffix("_id") + "_" for column in columns)}


def test_a_view_shows_every_record_with_its_ref() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.executescript(STORED[-1].read_text(encoding="utf-8"))
        for table, name in (
            *(("program", "programs_list"), ("contact", "contacts_list")),
            *(("interview", "interviews_list"), ("meeting", "followups_list")),
            *(("deadline", "deadlines_list"), ("story", "stories_list"), ("fact", "facts_list")),
            *(("experience", "experience_list"), ("letter", "letters_list")),
        ):
            letter = RECORDS[table].letter
            refs = {f"{letter}{row[0]}" for row in conn.execute(f"SELECT id FROM {table}")}
            assert {row[0] for row in conn.execute(f"SELECT ref FROM {name}")} == refs, name
        ranked = conn.execute("SELECT list, rank, program FROM rank_list").fetchall()
        assert ranked[0] == ("primary", 1, "Henry Ford Hospital")


def test_who_changes_a_view_adds_a_migration(store: Store) -> None:
    # only then do the records of others get it: the newest stored record has today's views
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.executescript(STORED[-1].read_text(encoding="utf-8"))
        assert STORED[-1].stem == NAMES[-1]
        assert shape(conn, "view") == shape(store.conn, "view")


def test_a_new_record_needs_no_backup(
    tmp_path: Path, opened: Callable[[str], Store], later: Callable[..., None]
) -> None:
    later(("m998_colour", add_colour))
    opened(str(tmp_path / "record.db"))
    assert backups(tmp_path) == []


def test_a_failing_first_batch_leaves_a_file_that_can_still_become_a_record(
    tmp_path: Path,
    opened: Callable[[str], Store],
    later: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fmgtrack.errors import StoreError

    path = tmp_path / "record.db"
    with monkeypatch.context():
        later(("m999_bad", fail_late))
        with pytest.raises(StoreError):
            opened(str(path))
    later()
    assert opened(str(path)).is_blank()


def test_migrations_are_numbered_in_order() -> None:
    assert [name for name in NAMES if not re.fullmatch(r"m[0-9]{3}_[a-z_]+", name)] == []
    assert [int(name[1:4]) for name in NAMES] == list(range(1, len(NAMES) + 1))
