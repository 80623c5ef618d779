"""What other systems lack or do otherwise, simulated on this one.

Simulated: the data folder and the opening of files on Windows and macOS, no POSIX module or call,
files that cannot be replaced or removed while they are open, a `rename` that replaces nothing, line
ends of two characters, consoles of one byte a character, no zones but those of `tzdata`. Not to
be tried here: the registry in which `tzlocal` looks, `NUL` which says that it is a terminal, names
such as `CON` which are devices, the console's own keys and code pages, a synced or network drive.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack import paths
from fmgtrack.cli import outside
from fmgtrack.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

PATIENCE = 120


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {"HOME": "/home/sana"}, "/home/sana/.local/share/fmgtrack"),
        ("linux", {"HOME": "/home/sana", "XDG_DATA_HOME": "/data"}, "/data/fmgtrack"),
        ("linux", {"HOME": "/home/sana", "XDG_DATA_HOME": ""}, "/home/sana/.local/share/fmgtrack"),
        ("linux", {"HOME": "/home/sana", "APPDATA": "/r"}, "/home/sana/.local/share/fmgtrack"),
        ("darwin", {"HOME": "/Users/s"}, "/Users/s/Library/Application Support/fmgtrack"),
        ("win32", {"USERPROFILE": "C:/Users/s", "APPDATA": "D:/Roaming"}, "D:/Roaming/fmgtrack"),
        ("win32", {"USERPROFILE": "C:/Users/s"}, "C:/Users/s/AppData/Roaming/fmgtrack"),
        ("win32", {"HOME": "H:/", "APPDATA": "D:/Roaming"}, "D:/Roaming/fmgtrack"),
    ],
)
def test_where_the_data_lies(platform: str, environ: dict[str, str], folder: str) -> None:
    assert paths.data_folder(environ, platform).replace(os.sep, "/") == folder


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_without_any_home_the_systems_own_is_taken(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = os.environ["HOME"]

    def expanded(_: str) -> str:
        return home

    monkeypatch.setattr("os.path.expanduser", expanded)
    assert paths.data_folder({}, platform).startswith(home)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every program that would have been started, with its arguments."""
    seen: list[Any] = []

    def start(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        seen.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("subprocess.run", start)
    return seen


@pytest.mark.parametrize(
    ("platform", "editor", "words"),
    [
        ("win32", "notepad", ["notepad"]),
        ("win32", r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe"]),
        (
            "win32",
            r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst',
            [r"C:\Program Files\Notepad++\notepad++.exe", "-multiInst"],
        ),
        ("linux", "code --wait", ["code", "--wait"]),
        ("linux", "'/opt/my editor/ed' -w", ["/opt/my editor/ed", "-w"]),
        ("darwin", r"/Applications/My\ Editor/ed", ["/Applications/My Editor/ed"]),
    ],
)
def test_the_editor_is_started_as_it_was_named(
    platform: str,
    editor: str,
    words: list[str],
    started: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)

    assert outside.edit_text("Dear Dr. Chen,\n", editor) == "Dear Dr. Chen,\n"

    (command,) = started
    assert command[:-1] == words
    assert not Path(command[-1]).exists()


@pytest.mark.parametrize("platform", ["win32", "linux"])
def test_an_editor_whose_quotation_never_ends_is_a_sentence(
    platform: str, started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)

    with pytest.raises(RefusedError, match="cannot be started") as caught:
        outside.edit_text("text", '"C:/Program Files/ed')

    assert "config editor" in caught.value.hint
    assert started == []


@pytest.mark.parametrize(
    ("platform", "there", "usual"),
    [
        ("win32", set(), "notepad"),
        ("linux", {"vim", "nano"}, "nano"),
        ("linux", {"vim"}, "vim"),
        ("darwin", set(), "vi"),
    ],
)
def test_the_editor_that_a_system_has(
    platform: str,
    there: set[str],
    usual: str,
    started: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("shutil.which", lambda name: name if name in there else None)

    outside.edit_text("text", None)

    assert started[0][0] == usual


@pytest.mark.parametrize("address", ["mailto:a%40example.org?subject=Hello", r"C:\a b\report.html"])
def test_windows_opens_an_address_itself(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)

    outside.open_address(address)

    assert opened == [address]


def test_windows_without_a_program_for_it_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_registered(_: str) -> None:
        raise OSError(1155, "No application is associated with the specified file")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", none_registered, raising=False)

    with pytest.raises(RefusedError, match="no program could be opened"):
        outside.open_address("mailto:a%40example.org")


@pytest.mark.parametrize(("platform", "opener"), [("darwin", "open"), ("linux", "xdg-open")])
def test_other_systems_have_an_opener(
    platform: str, opener: str, started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")

    outside.open_address("mailto:a%40example.org")

    assert started == [[f"/bin/{opener}", "mailto:a%40example.org"]]


ODD_FOLDERS = ("Zoë #1", "100% sure", "what?mode=ro", "a&b;c", "back\\slash", "C:drive", " . ")


@pytest.mark.skipif(sys.platform == "win32", reason="these names are not allowed there")
@pytest.mark.parametrize("folder", ODD_FOLDERS)
def test_a_record_in_an_oddly_named_folder(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    record = tmp_path / folder / "my record?.db"
    monkeypatch.setenv("FMGTRACK_DB", str(record))
    run("add-program 'Henry Ford Hospital' --state MI")

    copy = run("backup --json").json["path"]
    run("doctor")
    run("remove p1 --yes")
    run(f"restore {os.path.relpath(copy, record.parent)!r} --yes", code=1)
    run("restore", copy, "--yes")

    assert [row["name"] for row in run("programs --json").json] == ["Henry Ford Hospital"]


WINDOWS = """
import importlib.abc, io, json, os, sys
# the standard library may use what its own system has
import concurrent.futures, pathlib, shutil, signal, subprocess, tempfile, time

POSIX_MODULES = {"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in POSIX_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
for name in POSIX_MODULES:
    sys.modules.pop(name, None)
for module, names in (
    (os, "chown fork forkpty getegid geteuid getgid getpgid getuid killpg mkfifo setsid uname"),
    (signal, "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGUSR1 alarm pthread_kill setitimer"),
    (time, "tzset"),
):
    for name in names.split():
        delattr(module, name)

def refuse_open(path):
    wanted = os.path.realpath(path)
    for number in os.listdir("/proc/self/fd"):
        try:
            found = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if found == wanted:
            raise PermissionError(13, "The process cannot access the file", str(path))

def guarded(real, *, replaces=False, two=False):
    def call(path, *more, **named):
        for one in (path, *more[:1]) if two else (path,):
            refuse_open(one)
        if two and not replaces and os.path.lexists(more[0]):
            raise FileExistsError(17, "Cannot create a file when that file already exists")
        return real(path, *more, **named)
    return call

os.unlink = os.remove = guarded(os.unlink)
os.rename = guarded(os.rename, two=True)
os.replace = guarded(os.replace, two=True, replaces=True)

encoding = sys.argv.pop(1)
for name in ("stdout", "stderr"):
    buffer = getattr(sys, name).buffer
    setattr(sys, name, io.TextIOWrapper(buffer, encoding=encoding, newline="\\r\\n"))
from fmgtrack.cli import main
main()
"""
"""Runs a command as far as can be as on Windows: first the console's encoding, then its words."""


@pytest.fixture
def windows(tmp_path: Path) -> Callable[..., bytes]:
    """Run a command without what is POSIX's alone; gives the bytes of standard output."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("which files are open is looked up as Linux has it")

    def call(*args: str, code: int = 0, encoding: str = "cp437", typed: str = "") -> bytes:
        done = subprocess.run(
            [sys.executable, "-c", WINDOWS, encoding, *args],
            capture_output=True,
            cwd=tmp_path,
            input=typed.replace("\n", "\r\n").encode(encoding),
            env=os.environ | {"PYTHONTZPATH": ""},
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == code, (args, done.stdout, done.stderr)
        for shown in (done.stdout, done.stderr):
            assert b"\r\r\n" not in shown, (args, shown)
            # a cell of a table may hold a line end of its own
            bare = shown.replace(b"\r\n", b"").count(b"\n")
            assert "--csv" in args or not bare, (args, shown)
        assert b"Traceback" not in done.stderr
        assert b"went wrong inside" not in done.stderr, done.stderr
        return done.stdout

    return call


def test_a_day_without_what_is_posix_alone(windows: Callable[..., bytes], tmp_path: Path) -> None:
    out, other = tmp_path / "mails", str(tmp_path / "other.db")
    page, dates, whole = (tmp_path / name for name in ("day.html", "day.ics", "all.json"))
    table = tmp_path / "programs.csv"
    table.write_bytes(
        'Program Name,State,Notes\r\nZoë Clinic,OH,"two\r\nlines"\r\n'.encode("cp1252")
    )
    windows("config", "home-zone", "Asia/Karachi")
    windows("add-program", "Henry Ford Hospital", "--state", "MI", "--code", "1300140C0")
    windows("add-program", "CON", "--state", "MI", "--city", "..\\aux")
    windows("add-contact", "con", "Dr. Ada ..\\nul:C: <a@example.org>", "--role", "chair")
    person = "Dr. Zoë Müller <z.mueller@example.org>, faculty"
    windows("add-interview", "henry", "23 Nov 2026 9am ET", "--until", "15:00", "--with", person)
    windows("note", "f1", "your work on early sepsis alerts")
    windows("import", str(table), "--yes")

    assert "Müller" in windows("followups").decode("cp437")
    for _ in range(2):  # over what was written before
        windows("draft-email", "f1", "--eml", str(out), "--force")
        windows("report", str(page), "--yes")
        windows("calendar", str(dates), "--yes")
        windows("export", str(whole), "--yes")
    assert [file.name for file in out.iterdir()] == ["f1.eml"]

    windows("sent", "f1")
    windows("rol", "add", "henry")
    windows("rol", "check")
    windows("undo")
    windows("season", "2027")
    windows("--db", other, "import", str(whole), "--yes")
    rows = json.loads(windows("programs", "--db", other, "--json"))
    assert [row["name"] for row in rows] == ["CON", "Henry Ford Hospital", "Zoë Clinic"]
    read = csv.reader(io.StringIO(windows("programs", "--csv").decode("cp437"), newline=""))
    assert [row for row in read if not any(row)] == []
    windows("doctor")


def test_a_damaged_record_is_put_back_without_what_is_posix_alone(
    windows: Callable[..., bytes],
) -> None:
    record = Path(os.environ["FMGTRACK_DB"])
    windows("add-program", "Henry Ford Hospital", "--state", "MI")
    copy = json.loads(windows("backup", "--json"))["path"]
    record.write_bytes(record.read_bytes()[:4096] + b"\xff" * 20_000)

    windows("programs", code=1)
    windows("restore", copy, "--yes")

    assert b"Henry Ford Hospital" in windows("programs")


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "cp65001", "utf-8", "cp932"])
def test_rows_for_a_spreadsheet_keep_their_line_ends(
    windows: Callable[..., bytes], run: Callable[..., Ran], encoding: str
) -> None:
    run("add-program 'Zoë Łódź Clinic' --state MI")
    run("add-program 'Zurich Clinic' --state MN")

    shown = windows("programs", "--csv", encoding=encoding).decode(encoding)

    headers, *rows = csv.reader(io.StringIO(shown, newline=""))
    named = [row[headers.index("name")] for row in rows]
    replaced = "Zoë Łódź Clinic".encode(encoding, "replace").decode(encoding)
    assert named == [replaced, "Zurich Clinic"]
    assert shown.count("\r\n") == len(named) + 1


def test_no_zone_of_the_system_is_needed(tmp_path: Path) -> None:
    """The package `tzdata` is enough, whatever else the environment lacks."""
    script = (
        "import sys, zoneinfo;"
        "assert zoneinfo.TZPATH == (), zoneinfo.TZPATH;"
        "from fmgtrack.rules.zones import iana_name;"
        "sys.stdout.write(repr([iana_name('America/Detroit'), iana_name('asia/karachi')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONTZPATH": ""},
        text=True,
        check=True,
    )
    assert done.stdout == "['America/Detroit', 'Asia/Karachi']"


def test_a_file_that_another_program_has_open_stays(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add-program 'Henry Ford Hospital'")
    target = tmp_path / "list.json"
    target.write_bytes(b"as it was")

    def open_elsewhere(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file", str(target))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", open_elsewhere)
        said = run(f"export {target} --yes", code=1).stderr

    assert "close any program that has it open" in said
    assert target.read_bytes() == b"as it was"
    assert [file.name for file in tmp_path.glob(".fmgtrack*")] == []


def test_a_damaged_record_that_is_open_elsewhere_stays_and_is_kept(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Path(os.environ["FMGTRACK_DB"])
    run("add-program 'Henry Ford Hospital'")
    copy = run("backup --json").json["path"]
    record.write_bytes(b"no record any more")

    def open_elsewhere(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file", str(record))

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", open_elsewhere)
        said = run("restore", copy, "--yes", code=1).stderr

    assert "Traceback" not in said
    assert "inside fmgtrack" not in said
    assert record.read_bytes() == b"no record any more"
    run("restore", copy, "--yes")
    assert run("programs --json").json[0]["name"] == "Henry Ford Hospital"


def test_a_disk_that_knows_no_second_name_keeps_the_damaged_record(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Path(os.environ["FMGTRACK_DB"])
    run("add-program 'Henry Ford Hospital'")
    copy = run("backup --json").json["path"]
    record.write_bytes(b"no record any more")

    def unknown(*_: object) -> None:
        raise OSError(1, "Incorrect function")

    monkeypatch.setattr(os, "link", unknown)
    run("restore", copy, "--yes")

    (kept,) = record.parent.glob("backups/*.damaged*")
    assert kept.read_bytes() == b"no record any more"
    assert shutil.which("sh") is None or kept.stat().st_mode & 0o077 == 0
