"""A disk that is full, closed, gone or something else: one sentence, exit 1, nothing changed."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.trust.boundaries import FAIL, FAIL_ON, LOOK, OPEN, STOP, Boundary
from tests.trust.faults import ERRORS, refuse
from tests.trust.killing import (
    BY_NAME,
    CASES,
    Ended,
    Ground,
    Known,
    Server,
    chosen,
    learn,
    seeded,
    state,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.xdist_group("ground")  # it is laid out once

SEED = 20261126
PLACES = 2
"""Calls of each command at which it is refused, with one of the errors each."""

NAMES = [case.name for case in CASES]


def told(done: Ended) -> str:
    """The one sentence of a command that could not be done."""
    assert done.status == 1, done
    assert "Traceback" not in done.err
    assert "inside fmgtrack" not in done.err
    sentences = [line for line in done.err.splitlines() if not line.startswith("made a new record")]
    assert sentences, done
    assert len(sentences[-1]) < 600
    return sentences[-1]


@pytest.fixture(scope="module", params=CASES, ids=NAMES)
def known(request: pytest.FixtureRequest, reached: Server, ground: Ground) -> Known:
    return learn(reached, ground, request.param)


@pytest.mark.parametrize("how", [FAIL, FAIL_ON], ids=["once", "from then on"])
def test_a_disk_that_refuses(server: Server, ground: Ground, known: Known, how: int) -> None:
    dice = seeded(SEED + how)
    calls = sorted({at for at, _ in chosen(known, dice)})
    faults = [
        fault
        for at in dice.sample(calls, min(PLACES, len(calls)))
        for fault in refuse(server, ground, known, at=at, how=how, error=dice.choice(ERRORS))
    ]
    assert faults == []


@pytest.mark.parametrize("name", ["add", "import", "export", "report", "mails", "backup"])
def test_a_quota_of_the_system_itself(server: Server, ground: Ground, name: str) -> None:
    """No file may grow beyond so many bytes: the kernel says so, not a stand-in for it."""
    case = BY_NAME[name]
    folder = ground.fresh(case.start)
    before = tree(folder)
    done = server.run(folder, *case.argv, limit=100)
    assert told(done)
    assert tree(folder) == before


def tree(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and what is in it."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def open_to_all(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    """Folders to which a user without rights can come; for root, who is held by no permission."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o711)
        monkeypatch.setattr(ground, "fresh", lambda start: _copied(ground, start, Path(made)))
        yield ground
        for path in Path(made).rglob("*"):
            path.chmod(0o700)


def _copied(ground: Ground, start: str, made: Path) -> Path:
    folder = made / str(len(list(made.iterdir())))
    shutil.copytree(ground.folder / start, folder)
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    return folder


NOBODY = 65534


def as_user() -> int | None:
    """Whose rights a command gets: root's own would hold for nothing."""
    return NOBODY if os.geteuid() == 0 else None


CLOSED: dict[str, tuple[Callable[[Path], None], tuple[str, ...], str]] = {
    "a record to be read only": (
        lambda folder: (folder / "record.db").chmod(0o400),
        ("add-program", "Mayo"),
        "record.db` cannot be written; look at the rights",
    ),
    "a folder that takes no file": (
        lambda folder: folder.chmod(0o500),
        ("add-program", "Mayo"),
        "record.db` cannot be written; look at the rights",
    ),
    "a record of others": (
        lambda folder: (folder / "record.db").chmod(0o000),
        ("programs",),
        "record.db` cannot be opened",
    ),
    "a folder of others": (
        lambda folder: folder.chmod(0o000),
        ("programs",),
        "record.db` cannot be opened",
    ),
    "no place for an export": (
        lambda folder: (folder / "user").chmod(0o500),
        ("export", "user/all.json"),
        "cannot be written",
    ),
    "an export that cannot be looked at": (
        lambda folder: (folder / "user" / "all.json").chmod(0o000),
        ("export", "user/all.json"),
        "all.json",
    ),
    "a table that cannot be read": (
        lambda folder: (folder / "user" / "few.csv").chmod(0o000),
        ("import", "user/few.csv"),
        "few.csv` cannot be read",
    ),
    "no place for a copy": (
        lambda folder: (folder / "user").chmod(0o500),
        ("backup", "user/fresh.db"),
        "fresh.db` cannot be written",
    ),
}


@pytest.mark.parametrize("kind", CLOSED)
def test_permissions(kind: str, server: Server, open_to_all: Ground) -> None:
    close, argv, said = CLOSED[kind]
    folder = open_to_all.fresh("lived")
    before = tree(folder)
    close(folder)
    done = server.run(folder, *argv, uid=as_user())
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    assert said in told(done)
    shutil.rmtree(folder / "backups", ignore_errors=True)
    assert tree(folder) == before


def test_a_record_to_be_read_only_is_read(server: Server, open_to_all: Ground) -> None:
    folder = open_to_all.fresh("lived")
    (folder / "record.db").chmod(0o400)
    folder.chmod(0o500)
    done = server.run(folder, "programs", "--json", uid=as_user())
    folder.chmod(0o700)
    assert done.status == 0, done
    assert "Henry Ford" in done.out


def folder_there(path: Path) -> None:
    path.mkdir()


def pipe_there(path: Path) -> None:
    os.mkfifo(path)


def socket_there(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may be no longer than a hundred characters
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def device_there(path: Path) -> None:
    path.symlink_to("/dev/full")


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "unplugged" / "record.db")


def loop(path: Path) -> None:
    path.symlink_to(path)


def file_for_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_suffix(".away"))
    path.parent.write_bytes(b"not a folder")


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder": (folder_there, "is a folder, not a record"),
    "a pipe": (pipe_there, "is not a regular file, not a record"),
    "a socket": (socket_there, "is not a regular file, not a record"),
    "a device": (device_there, "is not a regular file, not a record"),
    "a link to nothing": (dangling, "record.db` cannot be opened: no such file"),
    "a link to itself": (loop, "record.db` cannot be opened: too many levels"),
    "a file for its folder": (file_for_folder, "record.db` cannot be opened"),
}


@pytest.mark.parametrize("argv", [("programs",), ("add-program", "Mayo"), ("doctor",)])
@pytest.mark.parametrize("kind", ODD)
def test_something_else_in_place_of_the_record(
    kind: str, argv: tuple[str, ...], server: Server, ground: Ground
) -> None:
    make, said = ODD[kind]
    home = ground.fresh("lived")
    (home / "data").mkdir()
    path = home / "data" / "record.db"
    make(path)
    before = sorted(os.walk(home))
    done = server.run(home, *argv, env={"FMGTRACK_DB": str(path)}, delay=30)
    assert said in told(done)
    assert sorted(os.walk(home)) == before


def test_a_link_to_a_record_elsewhere_is_followed(server: Server, ground: Ground) -> None:
    folder = ground.fresh("lived")
    (folder / "stick").mkdir()
    real = folder / "stick" / "mine.db"
    (folder / "record.db").rename(real)
    (folder / "record.db").symlink_to(real)
    assert server.run(folder, "add-program", "Mayo Clinic").status == 0
    assert "Mayo Clinic" in server.run(folder, "programs").out
    copy = str(folder / "user" / "copy.db")
    assert server.run(folder, "restore", copy, "--yes").status == 0
    assert (folder / "record.db").is_symlink()
    assert state(real) == state(Path(copy))


def test_restoring_what_is_no_regular_file_waits_for_nobody(server: Server, ground: Ground) -> None:
    folder = ground.fresh("lived")
    (folder / "record.db").unlink()
    os.mkfifo(folder / "record.db")
    done = server.run(folder, "restore", "user/copy.db", "--yes", delay=30)
    assert "is not a regular file" in told(done)
    (folder / "user" / "pipe.db").unlink(missing_ok=True)
    os.mkfifo(folder / "user" / "pipe.db")
    done = server.run(folder, "restore", "user/pipe.db", "--yes", delay=30)
    assert "there is no file" in told(done)


def replaced(folder: Path) -> bytes | None:
    shutil.copy(folder / "user" / "copy.db", folder / "new.db")
    (folder / "new.db").replace(folder / "record.db")
    return (folder / "record.db").read_bytes()


def removed(folder: Path) -> bytes | None:
    (folder / "record.db").unlink()
    return None


def moved(folder: Path) -> bytes | None:
    (folder / "record.db").rename(folder / "user" / "moved.db")
    return None


@pytest.mark.parametrize("happens", [replaced, removed, moved])
@pytest.mark.parametrize("name", ["add", "undo"])
def test_the_record_goes_while_a_command_runs(
    happens: Callable[[Path], bytes | None], name: str, reached: Server, ground: Ground
) -> None:
    """At some calls before the change is written, and within the writing."""
    known = learn(reached, ground, BY_NAME[name])
    own = [
        number
        for number, call in enumerate(known.calls, 1)
        if call.endswith(("record.db", "record.db-journal"))
    ]
    for at in (own[1], own[len(own) // 2], own[-1]):
        folder = ground.fresh(known.case.start)
        boundary = Boundary(str(folder), how=STOP, at=at)
        stopped = reached.run(folder, *known.case.argv, boundary=boundary)
        assert stopped.stopped
        there = happens(folder)
        done = reached.go_on(stopped)
        assert "was moved, removed or replaced while this ran" in told(done), (at, done)
        record = folder / "record.db"
        assert (record.read_bytes() if record.exists() else None) == there
        if there:
            assert state(record) == state(folder / "user" / "copy.db")
        if happens is moved and at == own[1]:
            assert state(folder / "user" / "moved.db") == known.states[0]


def test_the_record_goes_before_a_command_begins_to_write(reached: Server, ground: Ground) -> None:
    known = learn(reached, ground, BY_NAME["add"])
    folder = ground.fresh("lived")
    # stopped where it makes the day's copy, which is before the change begins
    at = next(n for n, call in enumerate(known.calls, 1) if call.endswith(".part"))
    stopped = reached.run(folder, *known.case.argv, boundary=Boundary(str(folder), how=STOP, at=at))
    there = replaced(folder)
    assert "was moved, removed or replaced" in told(reached.go_on(stopped))
    assert (folder / "record.db").read_bytes() == there


def test_a_disk_that_takes_no_new_file(reached: Server, ground: Ground) -> None:
    """Full of small ones, or too many are open: the record is there and can be read."""
    for error in (errno.ENOSPC, errno.EMFILE):
        folder = ground.fresh("lived")
        boundary = Boundary(
            str(folder), how=FAIL_ON, at=1, kinds=OPEN, part="record.db-journal", error=error
        )
        done = reached.run(folder, "add-program", "Mayo", boundary=boundary)
        assert "record.db` cannot be written" in told(done)


def test_an_open_that_is_refused_is_told(reached: Server, ground: Ground) -> None:
    """Whatever file of ours cannot be opened, reading or writing."""
    case = BY_NAME["add"]
    dice = seeded(SEED)
    for at in dice.sample(range(1, 9), 5):
        folder = ground.fresh(case.start)
        error = getattr(errno, dice.choice(("EACCES", "EMFILE", "ENOENT", "EIO")))
        before = (folder / "record.db").read_bytes()
        boundary = Boundary(
            str(folder), how=FAIL_ON, at=at, kinds=OPEN | LOOK, part="record", error=error
        )
        done = reached.run(folder, *case.argv, boundary=boundary)
        if done.status:
            told(done)
            assert (folder / "record.db").read_bytes() == before


SYNCED = {
    "Dropbox": "record (conflicted copy 2026-11-20).db",
    "Dropbox, with a name": "record (Sana's conflicted copy 2026-11-20).db",
    "OneDrive": "record-DESKTOP-4F2K9QL.db",
    "iCloud": "record 2.db",
    "Google Drive": "record (1).db",
    "Syncthing": "record.sync-conflict-20261120-101500-ABCDEF7.db",
    "Nextcloud": "record (conflicted copy 2026-11-20 101500).db",
}


@pytest.mark.parametrize("program", SYNCED)
def test_a_conflicted_copy_is_named(program: str, server: Server, ground: Ground) -> None:
    folder = ground.fresh("lived")
    shutil.copy(folder / "user" / "copy.db", folder / SYNCED[program])  # it has one change more
    done = server.run(folder, "doctor")
    assert done.status == 1
    assert f"`{SYNCED[program]}` lies beside the record" in done.out
    assert server.run(folder, "programs").status == 0


def test_what_only_looks_like_a_conflicted_copy_is_not_named(
    server: Server, ground: Ground
) -> None:
    folder = ground.fresh("imported")
    lived = ground.folder / "lived" / "record.db"
    shutil.copy(lived, folder / "record-before-the-import.db")  # all of it is in the record
    other = {"FMGTRACK_DB": str(folder / "record-other.db")}
    assert server.run(folder, "add-program", "Mayo", env=other).status == 0
    (folder / "record-notes.db").write_text("not a database", encoding="utf-8")
    (folder / "records.db").write_bytes(lived.read_bytes())
    os.mkfifo(folder / "record-pipe.db")
    done = server.run(folder, "doctor", delay=30)
    assert done.status == 0, done
    assert "lies beside" not in done.out
