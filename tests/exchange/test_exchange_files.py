from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from fmgtrack.errors import FmgtrackError, ImportFailedError, RefusedError, StoreError
from fmgtrack.exchange.files import read_limited, well_formed, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes, links and pipes of POSIX")


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "f3.eml"
    write_whole(target, b"first, and longer than the second")
    write_whole(target, b"second\r\n")
    assert target.read_bytes() == b"second\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["f3.eml"]


@posix
@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o644)])
def test_who_may_read(tmp_path: Path, private: bool, mode: int) -> None:
    target = tmp_path / "list.csv"
    target.touch(0o666)
    before = os.umask(0o022)
    try:
        write_whole(target, b"x", private=private)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "list.csv"
    link = tmp_path / "list.csv"
    link.symlink_to(real)
    write_whole(link, b"x")
    assert link.is_symlink()
    assert real.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a folder"),
        ("missing/list.csv", "there is no folder"),
        ("file.txt/list.csv", "there is no folder"),
        ("a\0b", "not a file name"),
    ],
)
def test_targets_that_are_refused(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file.txt").write_bytes(b"kept")
    with pytest.raises(RefusedError, match=said) as caught:
        write_whole(tmp_path / name, b"x")
    assert caught.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]
    assert (tmp_path / "file.txt").read_bytes() == b"kept"


@posix
def test_a_pipe_is_never_replaced_or_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RefusedError, match="not an ordinary file"):
        write_whole(pipe, b"x")
    with pytest.raises(ImportFailedError, match="not an ordinary file"):
        read_limited(pipe, 10)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_a_device_is_never_replaced_or_read() -> None:
    with pytest.raises(RefusedError, match="not an ordinary file"):
        write_whole(Path(os.devnull), b"x")
    with pytest.raises(ImportFailedError, match="not an ordinary file"):
        read_limited(Path(os.devnull), 10)


@posix
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(FmgtrackError):
        read_limited(loop, 10)


@pytest.mark.parametrize(
    "failure",
    [
        (errno.ENOSPC, StoreError, "no room"),
        (errno.EACCES, RefusedError, "cannot be written"),
        (errno.EROFS, RefusedError, "cannot be written"),
        (errno.EIO, StoreError, "cannot be written"),
    ],
)
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_failing_disk_leaves_what_was_there(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: tuple[int, type[FmgtrackError], str],
    step: str,
) -> None:
    code, kind, said = failure

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    target = tmp_path / "f3.eml"
    target.write_bytes(b"before")
    with monkeypatch.context() as patched:
        patched.setattr(Path if step == "replace" else os, step, fail)
        with pytest.raises(kind, match=said):
            write_whole(target, b"after")
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["f3.eml"]


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "f3.eml", b"x")
    assert list(tmp_path.iterdir()) == []


def test_reading_up_to_the_limit(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"12345")
    assert read_limited(source, 5) == b"12345"
    with pytest.raises(ImportFailedError, match="larger than 4 bytes"):
        read_limited(source, 4)


def test_the_limit_is_said_in_megabytes(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(b"x" * 2_000_001)
    with pytest.raises(ImportFailedError, match="larger than 2 MB"):
        read_limited(source, 2_000_000)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a folder"),
        ("missing.csv", "there is no file"),
        ("file.txt/in.csv", "there is no file"),
        ("a\0b", "not a file name"),
    ],
)
def test_sources_that_are_refused(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file.txt").touch()
    with pytest.raises(ImportFailedError, match=said) as caught:
        read_limited(tmp_path / name, 10)
    assert caught.value.hint


def test_lone_surrogates_are_replaced() -> None:
    assert well_formed("a\ud800b é") == "a?b é"
