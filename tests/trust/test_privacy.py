"""What stays private: no connection, files for their owner alone, no note in the wrong place."""

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
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW
from tests.trust import filled, walking, watched

from fmgtrack.cli import outside
from fmgtrack.records import RECORDS
from fmgtrack.records.program import Program
from fmgtrack.rules.redact import redact

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work

pytestmark = pytest.mark.xdist_group("privacy")  # what they look at is made once

CHECKOUT = Path(__file__).parents[2]
ALONE = ["unshare", "--map-root-user", "--net"]
"""What starts a program where there is no network at all, its own loopback included."""

POSIX = pytest.mark.skipif(os.name != "posix", reason="this system has no such rights of files")


def _can_be_alone() -> bool:
    if not shutil.which(ALONE[0]):
        return False
    return not subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the day is lived."""
    made = tmp_path_factory.mktemp("day")
    for name in ("tmp", "home"):
        (made / name).mkdir()
    return made


@pytest.fixture(scope="module")
def day(folder: Path) -> dict[str, Any]:
    """What was heard on a day with every command, without a network where that can be had."""
    if os.name != "posix":
        pytest.skip("the scripts that stand in for an editor are of another system")
    environ = {
        "PATH": os.pathsep.join((str(folder / "bin"), os.environ["PATH"])),
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(CHECKOUT),
        "FMGTRACK_DB": str(folder / "data" / "deep" / "record.db"),
        "FMGTRACK_NOW": NOW,
        "TZ": "UTC",
        "EDITOR": "editor",
        "DISPLAY": ":0",
    }
    done = subprocess.run(
        [*(ALONE if _can_be_alone() else ()), sys.executable, watched.__file__, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env=environ,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_day_was_lived(day: dict[str, Any]) -> None:
    """What was listened to did its work: the rest of this file would be empty words otherwise."""
    assert len(day["codes"]) > 180
    assert [line for line, said in day["said"].items() if "inside fmgtrack" in said] == []
    failed = {line for line, code in day["codes"].items() if code not in (0, 130)}
    assert {line for line in failed if not re.search(UNTAKEN, line)} == EXPECTED


EXPECTED = {"import nowhere.csv", "show p99"}
UNTAKEN = "the editor (spoils|fails|eats)|Night --edit, and the editor keeps"
KINDS_OF_FILES = {".db", ".json", ".csv", ".xlsx", ".eml", ".ics", ".html", ".md", ".txt"}


def test_no_command_opens_a_connection(day: dict[str, Any]) -> None:
    assert day["network"] == []


def test_every_command_works_where_there_is_no_network(day: dict[str, Any]) -> None:
    if not _can_be_alone():
        pytest.skip("`unshare --map-root-user --net` is not allowed here, or not there")
    assert len(day["codes"]) > 180


def test_no_other_program_is_started_but_the_one_that_was_asked_for(day: dict[str, Any]) -> None:
    started = {(line.partition(", and")[0], Path(name).name) for line, name in day["processes"]}
    assert started == {
        *((line, "editor") for line in watched.EDITED),
        ("draft-email f2 --open --force", "xdg-open"),
        ("draft-email f2 --open-gmail --force", "xdg-open"),
        ("draft-email f2 --copy --force", "xclip"),
    }


@POSIX
def test_files_and_folders_are_private_from_the_first_byte(
    day: dict[str, Any], folder: Path
) -> None:
    """The umask was 000 the whole day; what was made is looked at before it is written to."""
    assert day["open"] == []
    assert len(day["made"]) > 80
    made = [*(folder / "here").rglob("*"), *(folder / "data").rglob("*")]
    assert {file.suffix for file in made if file.is_file()} == KINDS_OF_FILES
    shared = {file for file in made if file.stat().st_mode & 0o077}
    assert shared == {folder / "here" / name for name in ("partner.csv", "programs.csv", "records")}


def test_no_temporary_file_is_left(day: dict[str, Any], folder: Path) -> None:
    assert day["codes"]
    assert list((folder / "tmp").iterdir()) == []
    named = re.compile(r"\.fmgtrack-|\.part$|\.tmp$|-journal$")
    assert [path for path in folder.rglob("*") if named.search(path.name)] == []


@pytest.mark.parametrize("how", ["spoils it", "fails", "is stopped"])
def test_what_was_written_in_the_editor_is_kept_where_the_message_says(
    day: dict[str, Any], how: str
) -> None:
    for line in watched.EDITED:
        said = " ".join(day["said"][f"{line}, and the editor {how}"].split())
        file = Path(re.findall(r"what you wrote is in `([^`]+)`", said)[0].replace(" ", ""))
        assert "zebra" in file.read_text(encoding="utf-8")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_mail_for_the_mail_program_is_private_and_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first = Path(outside.message_file("f1.eml", b"first"))
    if os.name == "posix":
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
        assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    second = Path(outside.message_file("f1.eml", b"second"))
    assert first.exists()
    long_ago = first.parent.stat().st_mtime - outside.MAIL_SECONDS - 1
    os.utime(first.parent, (long_ago, long_ago))
    outside.message_file("f1.eml", b"third")
    assert not first.parent.exists()
    assert second.read_bytes() == b"second"


@POSIX
def test_the_journal_of_a_change_is_private_too(work: Work) -> None:
    before = os.umask(0)
    try:
        with work.store.change("a change") as change:
            change.table(Program).insert(Program(name="A"))
            journal = Path(f"{work.store.path}-journal")
            assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def marker(record: str, column: str) -> str:
    """A word that stands nowhere else, for a column."""
    return f"mark{record}{column}".replace("_", "")


MARKED = {(record, column): marker(record, column) for record, column in filled.own_words()}
NAMED = {
    *(("program", column) for column in ("name", "institution", "city", "specialty")),
    *(("contact", "name"), ("contact", "title"), ("letter", "writer"), ("mock", "who")),
    *((record, "title") for record in ("story", "deadline", "document", "experience")),
    *(("development", "what"), ("criterion", "label"), ("partner", "name")),
}
"""What a record is called, and so may stand in an error that asks which of them is meant."""


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with a word of its own in every column, and the file that it was exported to."""
    monkeypatch.chdir(tmp_path)
    made = filled.written(tmp_path, filled.document(marker), "marked.json")
    assert walking.run(["import", made]).code == 0
    return Path(made)


def _told(text: str, *, allowed: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The columns of which the word stands in a text, but for those that may."""
    plain = re.sub(r"\s", "", text)
    return {place for place, word in MARKED.items() if word in plain} - allowed


SHOWN_FIRST = {
    *(("asking", "text"), ("mail", "subject"), ("outline", "points"), ("reason", "text")),
    *(("tick", "text"), ("mend", "text"), ("question", "text")),
}
"""What `remove` shows of records without a name before it takes them away."""

FAILING = (
    "show p99",
    "show mark",
    "edit p1 --state Nowhere",
    "edit f1 --setting moon",
    "edit d1 --when never",
    "edit i1 --until 1999",
    "add-contact p1 markcontactname --email nobody",
    "add-interview mark 'next tuesday'",
    "sent f1 --on 31/12/2026",
    "draft-email p1 --kind reschedule",
    "prep question mark",
    "prep told mark f9",
    "prep answer q1 --restore v9",
    "apply fact p1 step2ck=high",
    "apply assign p1 le9",
    "rol add p1 --code 9999999A9",
    "rol move p1 99",
    "rol restore h99 --yes",
    "remove p1",
    "remove st1",
    "restore marked.json",
    "import marked.json --as zebra",
    "config season later",
    "undo",
)
"""Lines that fail on the record in as many ways; every command joins them with a wrong ref."""


def _wrong() -> tuple[list[str], ...]:
    """Every command with texts that it cannot know."""
    return tuple(
        [*path.split(), *("zebra99" for one in command.params if one.required)]
        for path, command in walking.commands()
        if path not in ("demo", "init") and any(one.required for one in command.params)
    )


@pytest.mark.usefixtures("marked")
def test_no_note_stands_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FMGTRACK_DEBUG", "1")  # what was not foreseen comes out as it is
    failed = 0
    for args in (*(line.split() for line in FAILING), *_wrong()):
        done = walking.run(args)
        if done.code:
            failed += 1
            allowed = NAMED | (SHOWN_FIRST if args[0] == "remove" else set())
            assert not _told(done.err, allowed=allowed), (args, done.err)
    assert failed > 60


def _child(code: str) -> subprocess.CompletedProcess[str]:
    """Run some lines before the program, in a process of its own that tells all of an error."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nfrom fmgtrack.cli import main\nmain()"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"FMGTRACK_DEBUG": "1", "PYTHONPATH": str(CHECKOUT)},
    )


BROKEN = """
from fmgtrack.rules import redact
def _text(value, names):
    note = value
    raise ValueError(f"cannot do {note}", names)
redact._text = _text
sys.argv = ["fmgtrack", "export", "shared.json", "--redact"]
"""
FULL_DISK = """
import os
def fsync(number):
    raise OSError(28, "No space left on device")
os.fsync = fsync
sys.argv = ["fmgtrack", "export", "all.json"]
"""


@pytest.mark.parametrize(("code", "said"), [(BROKEN, "ValueError"), (FULL_DISK, "no room")])
def test_no_note_stands_in_a_trace(marked: Path, code: str, said: str) -> None:
    assert marked.exists()
    done = _child(code)
    assert done.returncode
    assert said in done.stderr
    assert not _told(done.stdout + done.stderr, allowed=set())


def test_no_note_stands_in_what_is_said_of_a_damaged_record(marked: Path) -> None:
    record = Path(os.environ["FMGTRACK_DB"])
    data = bytearray(record.read_bytes())
    at = data.index(MARKED["meeting", "talked_about"].encode())
    page = at - at % 4096
    data[page : page + 8] = b"\xff" * 8
    record.write_bytes(data)
    for line in ("followups --all", "show f1", "note f1 x", "doctor", f"import {marked}"):
        done = walking.run(line.split())
        assert done.code == 1, (line, done)
        assert re.search("damaged|malformed", done.out + done.err)
        assert not _told(done.out + done.err, allowed=NAMED), line


PUBLIC = {
    *(("program", column) for column in ("name", "institution", "specialty", "city")),
    *(("partner", column) for column in ("name", "city")),
}
"""What programs say of themselves in public; it stays in what is shared."""

HIDDEN = {
    ("contact", "email"): "mark.contact@mail.example.org",
    ("contact", "title"): "marktitle",
    ("program", "url"): "https://markuser@example.org/markpath?markquery#markpart",
    ("program", "note"): "call markanna at +1 313 555 0123 or markmail@example.org",
    ("program", "institution"): "Clinic of MARKCONTACTNAME, +1 (313) 555-0199, markx@example.org",
    ("story", "competencies"): "markcompetency",
    ("question", "assesses"): "markassesses",
    ("fact", "rule"): "markrule",
    ("fact", "value"): "markvalue",
    ("preference", "rule"): "city",
    ("preference", "value"): "marktown",
    ("profile", "specialties"): "markspecialties",
    ("profile", "school_country"): "markcountry",
    ("setting", "key"): "name",
    ("setting", "value"): "Markowner Marksurname",
}
"""Columns that hold some words only, with what a file from elsewhere may have brought there."""


def test_nothing_of_anybody_is_in_what_is_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole file is searched for each word, in the record's history too."""
    monkeypatch.chdir(tmp_path)
    whole = filled.document(marker)
    for (record, column), text in HIDDEN.items():
        for row in whole["records"][RECORDS[record].plural]:
            row[column] = text
    whole["settings"] = {row["key"]: row["value"] for row in whole["records"]["settings"]}
    assert walking.run(["import", filled.written(tmp_path, whole)]).code == 0
    walking.run(["note", "p1", "markhistory"])
    walking.run(["edit", "p1", "--note", ""])
    done = walking.run(["export", "shared.json", "--redact"])
    assert done.code == 0, done.err

    text = Path("shared.json").read_text(encoding="utf-8")
    found = set(re.findall(r"mark\w*", text.lower())) | set(re.findall(r"0123|0199", text))
    stays = {MARKED[place] for place in PUBLIC - set(HIDDEN)}
    assert found == stays, found ^ stays
    assert "markhistory" in walking.run(["history"]).out + json.dumps(
        walking.run(["show", "h3", "--json"]).out
    )
    again = walking.run(["--db", "other.db", "import", "shared.json"])
    assert again.code == 0, again.err


def test_a_name_is_hidden_however_its_accents_are_written() -> None:
    whole = filled.document(marker)
    whole["records"]["contacts"][0]["name"] = "Jose\u0301 Nu\u0301n\u0303ez"
    whole["records"]["programs"][0]["name"] = "Clinic of Dr. N\u00fa\u00f1ez"
    assert redact(whole)["records"]["programs"][0]["name"] == "Clinic of Dr. Person 1"


NOTES = {*((record, "note") for record in ("program", "contact", "interview"))}
NOTES |= {("exclusion", "reason")}
"""What `--no-notes` leaves out; what was talked about stays."""


def test_a_report_without_notes_has_none(marked: Path) -> None:
    assert walking.run(["report", "season.html", "--no-notes"]).code == 0
    text = marked.with_name("season.html").read_text(encoding="utf-8")
    assert not _told(text, allowed=set(MARKED) - NOTES)
