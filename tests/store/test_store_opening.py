"""Opening the record's file: private, checked, refused untouched when it is not ours."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.errors import StoreError
from fmgtrack.store import backups
from fmgtrack.store.schema import APPLICATION_ID, NAMES, SET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fmgtrack.records.program import Program
    from fmgtrack.store import Store

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o022, 0o000, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@posix
@pytest.mark.usefixtures("umask")
def test_a_new_record_is_its_owners_alone(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    path = tmp_path / "some" / "where" / "record.db"
    opened(str(path))
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


@posix
@pytest.mark.usefixtures("umask")
def test_a_backup_is_its_owners_alone(
    tmp_path: Path, opened: Callable[[str], Store], add: Callable[..., Program]
) -> None:
    store = opened(str(tmp_path / "record.db"))
    add(store, "Henry Ford Hospital")
    target = tmp_path / "backups" / "copy.db"
    backups.back_up(store.conn, str(target))
    assert mode(target) == 0o600
    assert mode(target.parent) == 0o700
    assert opened(str(target)).query("SELECT name FROM program") == [
        {"name": "Henry Ford Hospital"}
    ]


def foreign(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        for statement in statements:
            other.execute(statement)


OTHER = "is a database of another program, not a record"

STRANGERS: dict[str, tuple[bytes | tuple[str, ...], str]] = {
    "a text": (b"Program,City\nHenry Ford,Detroit\n" * 50, "is damaged or no record"),
    "a very short text": (b"x\n", "is damaged or no record"),
    "a cut header": (b"SQLite format 3\0" + b"\0" * 200, "is damaged or no record"),
    "another program": (("CREATE TABLE books (title TEXT)",), OTHER),
    "migrations of others": (
        (
            "CREATE TABLE _sqlite_migrations (id INTEGER, migration_set TEXT, name TEXT)",
            "INSERT INTO _sqlite_migrations VALUES (1, 'books', 'm001_record')",
        ),
        OTHER,
    ),
}


@pytest.mark.parametrize("kind", STRANGERS)
def test_what_is_no_record_is_refused_untouched(
    kind: str, tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    content, reason = STRANGERS[kind]
    path = tmp_path / "other.db"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        foreign(path, *content)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=reason) as caught:
        opened(str(path))
    assert caught.value.hint
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["other.db"]


def test_a_folder_is_no_record(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    with pytest.raises(StoreError, match="is a folder, not a record"):
        opened(str(tmp_path))


def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError, match=r"record.db` cannot be opened"):
        opened(str(tmp_path / "file" / "record.db"))


@posix
def test_a_pipe_is_no_record(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="is not a regular file, not a record"):
        opened(str(tmp_path / "pipe"))


def test_a_newer_record_is_refused_untouched(
    tmp_path: Path, opened: Callable[[str], Store], add: Callable[..., Program]
) -> None:
    path = tmp_path / "record.db"
    add(opened(str(path)), "Henry Ford Hospital")
    foreign(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        f" VALUES ('{SET}', 'm999_later', '2031-01-01')",
    )
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer fmgtrack \(it has `m999_later`\)"):
        opened(str(path))
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()


def test_an_empty_file_becomes_a_record(tmp_path: Path, opened: Callable[[str], Store]) -> None:
    path = tmp_path / "record.db"
    path.touch(mode=0o600)
    assert opened(str(path)).is_blank()


def test_the_file_says_whose_it_is_and_loses_nothing(
    tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    store = opened(str(tmp_path / "record.db"))

    def pragma(name: str) -> object:
        return store.conn.execute(f"PRAGMA {name}").fetchone()[0]

    full = 2
    assert pragma("application_id") == APPLICATION_ID
    assert pragma("journal_mode") == "delete"
    assert pragma("synchronous") == full
    assert pragma("foreign_keys") == 1
    assert pragma("integrity_check") == "ok"


def test_an_up_to_date_record_is_opened_without_a_write(
    tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    path = tmp_path / "record.db"
    opened(str(path)).close()
    before = path.read_bytes()
    opened(str(path)).close()
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()


def test_several_openers_of_a_new_file_at_once(
    tmp_path: Path,
    opened: Callable[[str], Store],
    python: Callable[..., subprocess.Popen[str]],
) -> None:
    path = str(tmp_path / "record.db")
    script = (
        "with store.change('added') as change:\n"
        "    change.table(Program).insert(Program(name=sys.argv[2]))\n"
    )
    running = [python(script, path, f"Program {number}") for number in range(4)]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    store = opened(path)
    assert store.query("SELECT count(*) AS n FROM program") == [{"n": 4}]
    applied = store.query("SELECT name FROM _sqlite_migrations ORDER BY id")
    assert tuple(row["name"] for row in applied) == NAMES


def test_two_commands_at_once_begin_one_record(
    tmp_path: Path, opened: Callable[[str], Store]
) -> None:
    path = str(tmp_path / "new" / "record.db")
    command = [sys.executable, "-m", "fmgtrack", "--db", path, "add-program"]
    running = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for name in ("Grady", "Mayo Clinic")
    ]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    store = opened(path)
    assert store.query("SELECT count(*) AS n FROM program") == [{"n": 2}]
    assert store.query("SELECT count(*) AS n FROM change WHERE beginning") == [{"n": 1}]


def test_a_record_that_is_made_between_two_looks_is_no_stranger(
    tmp_path: Path, opened: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another command finishes the new record just after this one saw it empty."""
    path = str(tmp_path / "record.db")
    slow: list[str] = [path]

    class Slow(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            try:
                return super().execute(sql, *values)  # type: ignore[arg-type]  # as given
            except sqlite3.OperationalError:
                if slow:
                    slow.clear()
                    opened(path)
                raise

    plain = sqlite3.connect

    def connect(database: str, **options: Any) -> sqlite3.Connection:  # noqa: ANN401  as given
        return plain(database, **options, factory=Slow if slow else sqlite3.Connection)

    monkeypatch.setattr("fmgtrack.store.connection.sqlite3.connect", connect)
    assert opened(path).is_blank()
    assert not slow
