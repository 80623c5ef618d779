"""Two at once: none lost, none refused for being second, and no editor overwrites another."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.trust.boundaries import STOP, SYNC, WRITE, Boundary
from tests.trust.killing import AT, LARGE, NOW, Ended, Ground, Server, environment, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROCESSES, CHANGES = 8, 100

BUSY = f"""
import sys
from datetime import datetime
from fmgtrack.actions import programs
from fmgtrack.actions.work import Work
from fmgtrack.records.program import Program
from fmgtrack.records.settings import Settings
from fmgtrack.store import Store

record, own = sys.argv[1:]
now = datetime.fromisoformat("{NOW}")
settings = Settings(season=2027)
sys.stdin.readline()
for number in range({CHANGES}):
    if number % 10 == 0:
        store = Store(record, at="{AT}")
    if number % 5 == 0:
        work = Work(store=store, now=now, settings=settings, home_zone="UTC", templates="")
        print(*programs.add_program(work, {{"name": f"Hospital {{own}}-{{number}}"}}).refs)
    else:
        with store.change(f"noted {{own}}-{{number}}") as change:
            table = change.table(Program)
            table.update(table.get(1), note=f"{{table.get(1).note or ''}}|{{own}}-{{number}}")
    with store.reading():
        seen = sum(1 for _ in store.table(Program).each())
        counted = store.query("SELECT count(*) AS n FROM program")[0]["n"]
        assert seen == counted
    if number % 10 == 9:
        store.close()
"""
"""A hundred changes, a fifth of them new records and the others to one and the same row, each
followed by two readings that must see one state."""


@pytest.fixture
def quick_folder(ground: Ground) -> Iterator[Path]:
    """A folder in memory where there is one: eight hundred times a disk would be waited for."""
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as made:
        yield Path(shutil.copytree(ground.folder / "lived", Path(made) / "lived"))


MEMORY = "/dev/shm"  # noqa: S108  a private folder is made in it


def test_eight_processes_with_a_hundred_changes_each(quick_folder: Path) -> None:
    record = quick_folder / "record.db"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BUSY, str(record), str(own)],
            env=environment(quick_folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for own in range(PROCESSES)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("all of you, now\n")
        process.stdin.flush()
    refs = []
    for process in running:
        out, errors = process.communicate(timeout=300)
        assert (process.returncode, errors) == (0, "")
        refs += out.split()
    assert len(refs) == len(set(refs)) == PROCESSES * CHANGES // 5
    tables = {table[0]: table[1:] for table in state(record) if isinstance(table, tuple)}
    names = {row[1] for row in tables["program"]}
    marks = {(own, number) for own in range(PROCESSES) for number in range(CHANGES)}
    added = {f"Hospital {own}-{number}" for own, number in marks if number % 5 == 0}
    assert names == {"Henry Ford Hospital", *added}
    noted = str(tables["program"][0]).split("|")[1:]
    assert sorted(re.sub(r"[^\d-].*", "", one) for one in noted) == sorted(
        f"{own}-{number}" for own, number in marks if number % 5
    )
    titles = [row[2] for row in tables["change"]]
    assert sum(bool(re.search(r"\d-\d", title)) for title in titles) == PROCESSES * CHANGES


def test_real_commands_at_once(ground: Ground) -> None:
    folder = ground.fresh("lived")
    command = [sys.executable, "-m", "fmgtrack"]
    lines: list[tuple[str, ...]] = [("add-program", f"Hospital {n}") for n in range(4)]
    lines += [("note", "f3", f"your talk number {number}") for number in range(2)]
    lines += [("programs", "--json"), ("backup",)]
    running = [
        subprocess.Popen(
            [*command, *line],
            env=environment(folder),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for line in lines
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * len(lines), said
    refs = [re.findall(r"added program (p\d+)", out) for out, _ in said[:4]]
    assert sorted(ref for some in refs for ref in some) == ["p2", "p3", "p4", "p5"]
    noted = str(state(folder / "record.db"))
    assert "your talk number 0" in noted
    assert "your talk number 1" in noted


def names(done: Ended) -> list[str]:
    assert done.status == 0, done
    return [row["name"] for row in json.loads(done.out)]


def test_a_large_import_locks_no_listing_out(reached: Server, ground: Ground) -> None:
    """Ten thousand rows are written at the end, not on the way: until then the record is read."""
    folder = ground.fresh("lived")
    log = folder.parent / f"{folder.name}.log"
    boundary = Boundary(str(folder), how=STOP, at=10, kinds=WRITE | SYNC, part="record.db")
    importing = reached.run(folder, *LARGE.argv, boundary=boundary.but(log=str(log)))
    assert importing.stopped
    assert names(reached.run(folder, "programs", "--json", delay=60)) == ["Henry Ford Hospital"]
    assert reached.run(folder, "today", delay=60).status == 0
    assert reached.go_on(importing).status == 0
    assert len(names(reached.run(folder, "programs", "--json"))) == 10_001
    # readers are locked out from the first write to the record itself: all that follow are its own
    calls = [line.rpartition("/")[2] for line in log.read_text(encoding="utf-8").splitlines()]
    assert set(calls[calls.index("record.db") :]) == {"record.db"}


def test_a_listing_waits_for_a_commit_and_for_nothing_else(reached: Server, ground: Ground) -> None:
    folder = ground.fresh("lived")
    # the journal is on the disk: from here to the end nobody may read
    boundary = Boundary(str(folder), how=STOP, at=3, kinds=SYNC, part="record.db")
    importing = reached.run(folder, "import", "user/few.csv", boundary=boundary)
    assert importing.stopped
    listing = subprocess.Popen(
        [sys.executable, "-m", "fmgtrack", "programs", "--json"],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        listing.communicate(timeout=1.5)
    assert reached.go_on(importing).status == 0
    out, errors = listing.communicate(timeout=60)
    assert (listing.returncode, errors) == (0, "")
    assert len(json.loads(out)) == 61


def test_a_change_waits_for_a_reader(reached: Server, ground: Ground) -> None:
    """A copy of a record is being made: the change that comes meanwhile is not refused."""
    folder = ground.fresh("lived")
    boundary = Boundary(str(folder), how=STOP, at=20, kinds=WRITE, part=".part")
    copying = reached.run(folder, "backup", boundary=boundary)
    assert copying.stopped
    adding = subprocess.Popen(
        [sys.executable, "-m", "fmgtrack", "add-program", "Mayo Clinic"],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        adding.communicate(timeout=1.5)
    assert reached.go_on(copying).status == 0
    _, errors = adding.communicate(timeout=60)
    assert adding.returncode == 0, errors
    assert len(names(reached.run(folder, "programs", "--json"))) == 2


MAIL = "Subject: Thank you\n\nDear Dr. Okafor,\n\nThank you for the night round.\n"


@pytest.fixture
def edited(server: Server, ground: Ground) -> Callable[..., tuple[Path, Ended]]:
    """Run a command whose editor stays open while another command runs, then saves this text."""

    def run(
        command: tuple[str, ...], meanwhile: tuple[str, ...], save: str, code: int = 0
    ) -> tuple[Path, Ended]:
        folder = ground.fresh("lived")
        script = folder / "user" / "editor.py"
        script.write_text(
            "import os, pathlib, subprocess, sys\n"
            "file = pathlib.Path(sys.argv[1])\n"
            "text = file.read_text(encoding='utf-8')\n"
            f"line = [sys.executable, '-m', 'fmgtrack', *{meanwhile!r}]\n"
            "done = subprocess.run(line, capture_output=True, stdin=subprocess.DEVNULL)\n"
            "assert done.returncode == 0, done\n"
            f"save = {save}\n"
            "file.write_text(save, encoding='utf-8')\n"
            f"sys.exit({code})\n",
            encoding="utf-8",
        )
        server.run(folder, "config", "editor", f"{sys.executable} {script}")
        return folder, server.run(folder, *command, terminal=True)

    return run


def kept_text(folder: Path, done: Ended) -> str:
    """What the person wrote, from the file that the error names."""
    assert done.status == 1, done
    assert "Traceback" not in done.err
    found = re.search(r"what you wrote is in `([^`]+)`", " ".join(done.err.split()))
    assert found, done.err
    file = Path(found[1].replace(" ", ""))
    assert file.parent == folder
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file.read_text(encoding="utf-8")


DRAFT_LOST = (
    ("it was sent", ("sent", "f1"), "changed by another command"),
    ("its person was removed", ("remove", "c1", "--yes"), "no "),
)


@pytest.mark.parametrize(("meanwhile", "said"), [row[1:] for row in DRAFT_LOST])
def test_a_draft_that_another_command_changed_is_not_overwritten(
    edited: Callable[..., tuple[Path, Ended]],
    server: Server,
    meanwhile: tuple[str, ...],
    said: str,
) -> None:
    folder, done = edited(("draft-email", "f1", "--edit"), meanwhile, repr(MAIL))
    assert kept_text(folder, done) == MAIL
    assert said in done.err
    assert "night round" not in str(state(folder / "record.db"))
    title = json.loads(server.run(folder, "history", "--json").out)[0]["title"]
    assert meanwhile[0][:4] in title


def test_a_draft_that_was_edited_elsewhere_meanwhile_is_not_overwritten(
    server: Server, ground: Ground
) -> None:
    folder = ground.fresh("lived")
    inner = folder / "user" / "inner"
    inner.write_text("#!/bin/sh\nprintf 'Subject: Second\\n\\nSecond text.\\n' > \"$1\"\n")
    inner.chmod(0o700)
    script = folder / "user" / "editor.py"
    script.write_text(
        "import os, pathlib, pty, sys\n"
        "if 'INNER' in os.environ:\n"
        f"    os.execv({str(inner)!r}, ['inner', sys.argv[1]])\n"
        "os.environ['INNER'] = 'yes'\n"
        "line = [sys.executable, '-m', 'fmgtrack', 'draft-email', 'f1', '--edit']\n"
        "assert os.waitstatus_to_exitcode(pty.spawn(line)) == 0\n"
        f"pathlib.Path(sys.argv[1]).write_text({MAIL!r}, encoding='utf-8')\n",
        encoding="utf-8",
    )
    server.run(folder, "config", "editor", f"{sys.executable} {script}")
    done = server.run(folder, "draft-email", "f1", "--edit", terminal=True)
    assert kept_text(folder, done) == MAIL
    assert "was changed by another command" in done.err
    assert "Second text." in server.run(folder, "draft-email", "f1").out


def test_a_draft_of_which_the_record_changed_is_kept_and_that_is_told(
    edited: Callable[..., tuple[Path, Ended]], server: Server
) -> None:
    meanwhile = ("note", "f1", "your work on early sepsis alerts")
    folder, done = edited(("draft-email", "f1", "--edit"), meanwhile, repr(MAIL))
    assert done.status == 0, done
    assert "the record changed since" in done.err
    assert "night round" in server.run(folder, "draft-email", "f1").out
    assert "early sepsis alerts" in server.run(folder, "show", "f1").out


EDITS = (
    ("the same field", ("edit", "p1", "--city", "Dearborn"), "city: Detroit", "city: Flint"),
    ("it is gone", ("remove", "p1", "--yes"), "city: Detroit", "city: Flint"),
    ("a slip of the pen", ("programs",), "city: Detroit", "city Flint"),
)


@pytest.mark.parametrize(("meanwhile", "old", "new"), [row[1:] for row in EDITS])
def test_an_edit_that_cannot_be_taken_in_is_kept_aside(
    edited: Callable[..., tuple[Path, Ended]],
    meanwhile: tuple[str, ...],
    old: str,
    new: str,
) -> None:
    folder, done = edited(("edit", "p1"), meanwhile, f"text.replace({old!r}, {new!r})")
    assert new in kept_text(folder, done)
    assert "Flint" not in str(state(folder / "record.db"))


@pytest.mark.parametrize(
    "meanwhile", [("edit", "p1", "--specialty", "Surgery"), ("note", "p1", "call them")]
)
def test_an_edit_of_other_fields_keeps_both(
    edited: Callable[..., tuple[Path, Ended]], server: Server, meanwhile: tuple[str, ...]
) -> None:
    folder, done = edited(("edit", "p1"), meanwhile, "text.replace('city: Detroit', 'city: Flint')")
    assert done.status == 0, done
    program = json.loads(server.run(folder, "programs", "--json").out)[0]
    assert program["city"] == "Flint"
    assert meanwhile[-1] in str(program)
    assert list(folder.glob("unsaved-*")) == []


def test_an_edit_that_agrees_with_the_other_command_is_fine(
    edited: Callable[..., tuple[Path, Ended]],
) -> None:
    meanwhile = ("edit", "p1", "--city", "Flint")
    _, done = edited(("edit", "p1"), meanwhile, "text.replace('city: Detroit', 'city: Flint')")
    assert done.status == 0, done


def test_what_an_editor_saved_before_it_failed_is_not_thrown_away(
    edited: Callable[..., tuple[Path, Ended]],
) -> None:
    folder, done = edited(("draft-email", "f1", "--edit"), ("programs",), repr(MAIL), code=3)
    assert done.status == 1
    assert kept_text(folder, done) == MAIL
    assert list((folder / "tmp").iterdir()) == []
    assert "night round" not in str(state(folder / "record.db"))


def test_text_that_came_back_unchanged_leaves_no_file(
    edited: Callable[..., tuple[Path, Ended]],
) -> None:
    folder, done = edited(("draft-email", "f1", "--edit"), ("sent", "f1"), "text")
    assert done.status == 0, done
    assert list(folder.glob("unsaved-*")) == []
    assert list((folder / "tmp").iterdir()) == []
