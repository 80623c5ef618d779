"""Damage: named for what it is, the file left as it is, the newest good copy offered.

SQLite keeps no checksums: a bit that flips inside of a text makes another text, which nobody can
tell. What is held here is that nothing worse comes of it: an answer or one sentence, never a
traceback, and no byte of the file changed by looking.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.trust.boundaries import KILL, TEAR, UNLINK, WRITE, Boundary
from tests.trust.faults import LISTINGS, flipped, look
from tests.trust.killing import (
    BY_NAME,
    KILLED,
    SCHEMAS,
    Ended,
    Ground,
    Server,
    bad_copies,
    is_write,
    learn,
    seeded,
    state,
    unhealthy,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("ground")  # it is laid out once

SEED = 20261127
FLIPS = 100


@pytest.fixture
def lived(server: Server, ground: Ground) -> Path:
    """A folder with a record and a good copy of it."""
    folder = ground.fresh("lived")
    assert server.run(folder, "backup").status == 0
    return folder


def copy_of(folder: Path) -> Path:
    return next((folder / "backups").glob("*.db"))


def sentence(done: Ended) -> str:
    assert done.status == 1, done
    assert "Traceback" not in done.err
    assert "inside fmgtrack" not in done.err
    return done.err


def lengths() -> list[int]:
    dice = seeded(SEED)
    whole = 160 * 4096
    return [
        *(2, 15, 16, 99, 100, 512, 1024, 4095, 4096, 4097, 8192),
        *(dice.randrange(4096, whole - 40960) for _ in range(4)),
    ]


@pytest.mark.parametrize("length", lengths())
def test_a_record_that_was_cut(length: int, server: Server, lived: Path) -> None:
    record = lived / "record.db"
    content = record.read_bytes()[:length]
    record.write_bytes(content)
    for argv in (("programs",), ("add-program", "Mayo")):
        said = sentence(server.run(lived, *argv))
        assert "is damaged or no record" in said
        assert f'`fmgtrack restore "{copy_of(lived)}" --yes` puts the newest good copy back' in said
        assert record.read_bytes() == content
    assert server.run(lived, "restore", str(copy_of(lived)), "--yes").status == 0
    assert state(record) == state(copy_of(lived))
    assert [file.read_bytes() for file in (lived / "backups").glob("*.damaged")] == [content]
    assert server.run(lived, "doctor").status == 0


def test_a_record_that_lost_its_last_bytes(server: Server, lived: Path) -> None:
    """Less than a page: SQLite reads zeros for them, and `doctor` looks for that."""
    record = lived / "record.db"
    content = record.read_bytes()[:-1000]
    record.write_bytes(content)
    done = server.run(lived, "doctor")
    assert done.status == 1
    assert "integrity" in done.out or "damaged" in done.err
    assert record.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"S"])
def test_a_record_that_was_emptied(content: bytes, server: Server, lived: Path) -> None:
    record = lived / "record.db"
    record.write_bytes(content)
    for argv in (("programs",), ("add-program", "Mayo")):
        said = sentence(server.run(lived, *argv))
        assert "is empty and was a record" in said
        assert str(copy_of(lived)) in said
        assert record.read_bytes() == content
    assert server.run(lived, "restore", str(copy_of(lived)), "--yes").status == 0
    assert state(record) == state(copy_of(lived))


def test_an_empty_file_without_copies_becomes_a_record(server: Server, ground: Ground) -> None:
    folder = ground.fresh("nothing")
    (folder / "record.db").touch(0o600)
    assert server.run(folder, "add-program", "Mayo").status == 0


def text(folder: Path) -> None:
    (folder / "record.db").write_text("Program,City\nMayo,Rochester\n" * 400, encoding="utf-8")


def foreign(folder: Path) -> None:
    (folder / "record.db").unlink()
    with closing(sqlite3.connect(folder / "record.db")) as other, other:
        other.execute("CREATE TABLE books (title TEXT)")


def zeros(folder: Path) -> None:
    (folder / "record.db").write_bytes(b"\0" * 8192)


def zipped(folder: Path) -> None:
    (folder / "record.db").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 64)


def encrypted(folder: Path) -> None:
    (folder / "record.db").write_bytes(seeded(SEED).randbytes(40960))


def newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "record.db")) as conn, conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('fmgtrack', 'm999_later', '2031-01-01')"
        )


STRANGERS: dict[str, tuple[Callable[[Path], None], str, bool]] = {
    "a text": (text, "is damaged or no record", True),
    "another program's": (foreign, "is a database of another program, not a record", False),
    "zeros": (zeros, "is damaged or no record", True),
    "a zip": (zipped, "is damaged or no record", True),
    "encrypted": (encrypted, "is damaged or no record", True),
    "newer": (newer, "was written by a newer fmgtrack (it has `m999_later`)", False),
}


@pytest.mark.parametrize("argv", [("programs",), ("add-program", "Mayo"), ("doctor", "--json")])
@pytest.mark.parametrize("kind", STRANGERS)
def test_a_stranger(kind: str, argv: tuple[str, ...], server: Server, lived: Path) -> None:
    make, said, offered = STRANGERS[kind]
    make(lived)
    before = (lived / "record.db").read_bytes()
    done = sentence(server.run(lived, *argv))
    assert said in done
    assert (copy_of(lived).name in done) is offered
    assert (lived / "record.db").read_bytes() == before


def test_of_copies_the_newest_that_is_good_is_offered(server: Server, lived: Path) -> None:
    good = copy_of(lived)
    for place, content in enumerate((b"", b"text", good.read_bytes()[:9000])):
        bad = lived / "backups" / f"record-2026112{place}.db"
        bad.write_bytes(content)
        os.utime(bad, (4_000_000_000, 4_000_000_000))
    newest = lived / "backups" / "record-pipe.db"
    os.mkfifo(newest)
    text(lived)
    assert str(good) in sentence(server.run(lived, "programs", delay=30))


@pytest.mark.parametrize("name", sorted(file.name for file in SCHEMAS.glob("m*.sql"))[:-1])
def test_an_older_record_is_copied_and_then_brought_up_to_date(
    name: str, server: Server, ground: Ground
) -> None:
    folder = ground.fresh("nothing")
    record = folder / "record.db"
    ground.script(record, (SCHEMAS / name).read_text(encoding="utf-8"))
    before = state(record)
    assert server.run(folder, "programs").status == 0
    assert state(record) != before
    copies = list((folder / "backups").iterdir())
    assert [state(copy) for copy in copies] == [before]
    assert server.run(folder, "restore", str(copies[0]), "--yes").status == 0
    assert state(record) == before


def test_an_older_record_that_is_damaged_is_left_as_it_is(server: Server, ground: Ground) -> None:
    folder = ground.fresh("old")
    record = folder / "record.db"
    content = bytearray(record.read_bytes())
    page = root_page(record, "program")
    content[page : page + 8] = b"\xff" * 8
    record.write_bytes(content)
    assert "is damaged" in sentence(server.run(folder, "programs"))
    assert record.read_bytes() == bytes(content)
    assert list(bad_copies(folder)) == []


def root_page(record: Path, table: str) -> int:
    """Where in the file the tree of a table or index begins."""
    with closing(sqlite3.connect(record)) as conn:
        number = conn.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()[0]
        size = conn.execute("PRAGMA page_size").fetchone()[0]
    return int((number - 1) * size)


def test_bits_that_flip(server: Server, lived: Path) -> None:
    """In the head of the file and in what is in use; each command looks in its turn."""
    whole = (lived / "record.db").read_bytes()
    dice = seeded(SEED)
    faults = []
    for number in range(FLIPS):
        content, where = flipped(whole, dice)
        argv = LISTINGS[number % len(LISTINGS)]
        faults += [f"{where}, {argv}: {fault}" for fault in look(server, lived, content, argv)]
    assert faults == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE interview SET starts_at = '2026-02-31 09:00'", "i1 has '2026-02-31 09:00'"),
        ("UPDATE program SET timezone = 'America/Detrois'", "p1 has 'America/Detrois'"),
        ("UPDATE meeting SET sent_on = '2026-02-31' WHERE id = 2", "f2 has '2026-02-31'"),
    ],
)
def test_a_text_that_turned_into_another_is_found(
    change: str, said: str, server: Server, lived: Path
) -> None:
    """No page is broken, but a day or a zone is one that no command could show."""
    with closing(sqlite3.connect(lived / "record.db")) as conn, conn:
        conn.execute(change)
    done = server.run(lived, "doctor")
    assert done.status == 1
    assert said in " ".join(done.out.split())
    for argv in (("today",), ("interviews",), ("followups", "--all")):
        assert "Traceback" not in server.run(lived, *argv).err


def test_pages_that_turn_to_rubbish(server: Server, lived: Path) -> None:
    """Whole sectors: what SQLite can tell it tells, and a copy of it is never made."""
    record = lived / "record.db"
    whole = record.read_bytes()
    tables = ("program", "contact", "interview", "change", "image", "deadline", "setting")
    offsets = [root_page(record, table) for table in tables]
    for place in offsets:
        content = bytearray(whole)
        content[place : place + 512] = b"\xff" * 512
        record.write_bytes(content)
        done = server.run(lived, "doctor")
        assert done.status == 1, done
        assert "Traceback" not in done.err
        assert "wrong" in done.out or "damaged" in done.err
        for argv in (("programs",), ("show", "p1"), ("undo", "--yes"), ("report", "user/a.html")):
            done = server.run(lived, *argv)
            assert done.status == 0 or "is damaged or no record" in sentence(done), argv
        record.write_bytes(content)
        count = len(list((lived / "backups").iterdir()))
        assert "damaged" in sentence(server.run(lived, "backup"))
        assert len(list((lived / "backups").iterdir())) == count
        assert record.read_bytes() == bytes(content)


def test_a_copy_with_a_broken_index_is_not_kept(server: Server, lived: Path) -> None:
    record = lived / "record.db"
    with closing(sqlite3.connect(record)) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'uid', 'name')"
            " WHERE name LIKE 'sqlite_autoindex_program%' OR name = 'program'"
        )
        conn.commit()
    count = len(list((lived / "backups").iterdir()))
    sentence(server.run(lived, "backup"))
    assert len(list((lived / "backups").iterdir())) == count


def test_the_days_copy_is_not_made_of_damage_and_the_good_one_stays(
    server: Server, lived: Path
) -> None:
    record, good = lived / "record.db", copy_of(lived)
    content = bytearray(record.read_bytes())
    page = root_page(record, "mock")
    content[page : page + 512] = b"\xff" * 512
    record.write_bytes(content)
    server.run(lived, "add-program", "Mayo Clinic")
    assert [file for file in (lived / "backups").iterdir() if file != good] == []


def hot(reached: Server, ground: Ground, start: str = "lived") -> Path:
    """A folder in which a change was killed when it stood in the record, its journal beside it."""
    folder = ground.fresh(start)
    boundary = Boundary(str(folder), how=KILL, at=1, kinds=UNLINK, part="record.db-journal")
    assert reached.run(folder, *BY_NAME["add"].argv, boundary=boundary).status == KILLED
    assert (folder / "record.db-journal").stat().st_size > 512
    return folder


@pytest.mark.parametrize("argv", [("programs",), ("doctor",), ("add-program", "Grady")])
def test_a_journal_of_a_killed_command_is_played_back(
    argv: tuple[str, ...], reached: Server, ground: Ground
) -> None:
    folder = hot(reached, ground)
    done = reached.run(folder, *argv)
    assert done.status == 0, done
    assert not (folder / "record.db-journal").exists()
    assert "Mayo Clinic" not in reached.run(folder, "programs").out


def test_a_journal_is_not_played_into_what_is_no_record(reached: Server, ground: Ground) -> None:
    folder = hot(reached, ground)
    text(folder)
    before = {file.name: file.read_bytes() for file in folder.glob("record.db*")}
    for argv in (("programs",), ("add-program", "Grady"), ("doctor",)):
        assert "is damaged or no record" in sentence(reached.run(folder, *argv))
    assert {file.name: file.read_bytes() for file in folder.glob("record.db*")} == before


def test_a_restore_plays_the_journal_of_a_killed_command_back_first(
    reached: Server, ground: Ground
) -> None:
    """Left beside the restored record, it would be played into that one."""
    folder = hot(reached, ground)
    before = state(ground.folder / "lived" / "record.db")
    copy = folder / "user" / "copy.db"
    done = reached.run(folder, "restore", str(copy), "--yes")
    assert done.status == 0, done
    assert state(folder / "record.db") == state(copy)
    assert list(unhealthy(folder / "record.db")) == []
    kept = next((folder / "backups").glob("*before-restore*"))
    assert state(kept) == before


@pytest.mark.parametrize("there", [True, False], ids=["damaged", "gone"])
def test_a_journal_beside_what_is_no_record_is_taken_away_by_a_restore(
    there: bool, reached: Server, ground: Ground
) -> None:
    folder = hot(reached, ground)
    record, journal = folder / "record.db", folder / "record.db-journal"
    played = journal.read_bytes()
    if there:
        text(folder)
    else:
        record.unlink()
    copy = folder / "user" / "copy.db"
    done = reached.run(folder, "restore", str(copy), "--yes")
    assert done.status == 0, done
    assert not journal.exists()
    assert state(record) == state(copy)
    kept = [file.read_bytes() for file in (folder / "backups").glob("*.damaged-journal")]
    assert kept == [played], "it may be of use to somebody who knows how"
    assert ("kept" in done.err) is there


def test_what_another_tool_left_in_a_log_beside_is_read(server: Server, lived: Path) -> None:
    """A record that another program has open in SQLite's other mode, with rows in its log."""
    with closing(sqlite3.connect(lived / "record.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE program SET name = 'Henry Ford Health'")
        other.commit()
        assert (lived / "record.db-wal").stat().st_size
        assert "Henry Ford Health" in server.run(lived, "programs").out
        assert server.run(lived, "add-program", "Mayo Clinic").status == 0
    assert server.run(lived, "doctor").status == 0
    assert "Mayo Clinic" in server.run(lived, "programs").out


def test_a_record_is_not_restored_from_itself(server: Server, lived: Path) -> None:
    record = lived / "record.db"
    (lived / "user" / "same.db").symlink_to(record)
    before = state(record)
    for name in ("record.db", "user/same.db"):
        said = sentence(server.run(lived, "restore", name, "--yes", delay=30))
        assert "is the record itself" in said
    assert state(record) == before


def test_a_restore_waits_for_no_lock_for_ever(
    reached: Server, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fmgtrack.errors import StoreError
    from fmgtrack.store import backups

    folder = ground.fresh("lived")
    monkeypatch.setattr(backups, "WAIT_SECONDS", 0.01)
    record = str(folder / "record.db")
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another command is changing the record"):
            backups.put_back(record, str(folder / "user" / "copy.db"), at="2026-11-25T15:00:00Z")
        other.execute("ROLLBACK")
    assert state(folder / "record.db") == state(ground.folder / "lived" / "record.db")
    assert reached.library


def test_a_copy_that_is_torn_while_it_is_made_is_never_seen(
    reached: Server, ground: Ground
) -> None:
    """The day's copy most of all: half of it would pass for that day's."""
    calls = learn(reached, ground, BY_NAME["add"]).calls
    writes = sum("/backups/" in call and is_write(call) for call in calls)
    for at in (1, writes // 2, writes):
        folder = ground.fresh("lived")
        boundary = Boundary(str(folder), how=TEAR, at=at, kinds=WRITE, part="backups")
        done = reached.run(folder, *BY_NAME["add"].argv, boundary=boundary)
        assert done.status == KILLED
        assert list((folder / "backups").glob("*.db")) == []
        assert reached.run(folder, *BY_NAME["add"].argv).status == 0
        copies = list((folder / "backups").glob("*.db"))
        assert [state(copy) for copy in copies] == [state(ground.folder / "lived" / "record.db")]
        shutil.rmtree(folder)
