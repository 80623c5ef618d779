"""Copies of the record, putting one back, its health, sharing it, and the next season."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

    Run = Callable[..., Ran]


@pytest.fixture
def lived(run: Run) -> Run:
    """A record with a program, people, a day, notes and a list."""
    run('config name "Sana Mirza"')
    run(
        'add-program "Mayo Clinic" --city Rochester --state MN --code 9904140C0 --note "ask Ines"'
        ' --policy welcome --policy-source "mail of Tomas Lindqvist, tel. +1 507 555 0100"'
    )
    run('add-contact mayo "Dr. Tomas Lindqvist <t.lindqvist@example.org>" --role program-director')
    run(
        'add-interview mayo "20 Nov 2026 9:00" --place "Zoom of Ines Carvalho"'
        ' --with "Dr. Ines Carvalho <i.carvalho@example.org>"'
        ' --highlight "the talk of Dr. Lindqvist"'
    )
    run('note f2 "your clinic for newcomers" --ask "who runs the clinic?"')
    run("rol add mayo")
    run("rol rate mayo culture=5")
    return run


def records(run: Run, tmp_path: Path) -> object:
    run(f"export {tmp_path / 'seen.json'}")
    document = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    return document["records"], document["settings"]


def test_a_copy_brings_back_what_was_there(lived: Run, tmp_path: Path) -> None:
    before = records(lived, tmp_path)
    copy = lived("backup --json").json["path"]
    lived("remove mayo --yes")
    assert records(lived, tmp_path) != before
    lived(f"restore {copy}", code=2)
    assert records(lived, tmp_path) != before
    told = lived(f"restore {copy} --yes").stderr
    assert records(lived, tmp_path) == before
    kept = re.search(r"kept: (\S+)", told)
    assert kept
    lived(f"restore {kept[1]} --yes")
    assert lived("programs --json").json == []


def test_copies_never_replace_each_other(lived: Run) -> None:
    paths = [lived("backup --json").json["path"] for _ in range(3)]
    assert len(set(paths)) == 3
    listed = [row["path"] for row in lived("backup --list --json").json]
    assert set(paths) <= set(listed)
    lived(f"backup {paths[0]}", code=1)


def test_each_copy_says_what_it_holds_or_why_it_is_of_no_use(lived: Run) -> None:
    before = {key: lived("backup --json").json[key] for key in ("programs", "last_change")}
    damaged = Path(lived("backup --json").json["path"])
    damaged.write_bytes(b"no record")
    lived("add-program Grady --state GA")
    lived("backup")
    found = {row["path"]: row for row in lived("backup --list --json").json}
    newest = max(found, key=lambda path: found[path]["changes"] or 0)
    assert found[newest]["programs"] == before["programs"] + 1
    assert found[newest]["last_change"].endswith("Grady")
    assert "is damaged or no record" in found[str(damaged)]["problem"]
    assert {row["problem"] for path, row in found.items() if path != str(damaged)} == {None}
    shown = lived("backup --list").stdout
    assert "added program" in shown
    assert "is damaged or no record" in shown


def test_the_first_change_of_a_day_copies_the_record_and_old_copies_go(
    lived: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 21):
        monkeypatch.setenv("FMGTRACK_NOW", f"2026-12-{day:02}T10:00:00-05:00")
        lived(f'note mayo "day {day}"')
        lived(f'note mayo "again {day}"')
    names = sorted(Path(row["path"]).name for row in lived("backup --list --json").json)
    daily = [name for name in names if "daily" in name]
    assert daily == [f"record-daily-202612{day:02}.db" for day in range(7, 21)]


@pytest.mark.skipif(os.name != "posix", reason="owner-only permissions are POSIX")
def test_copies_are_private(lived: Run) -> None:
    old = os.umask(0)
    try:
        copy = Path(lived("backup --json").json["path"])
    finally:
        os.umask(old)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_a_damaged_record_is_named_and_a_good_copy_offered(lived: Run, tmp_path: Path) -> None:
    before = records(lived, tmp_path)
    copy = lived("backup --json").json["path"]
    record = Path(os.environ["FMGTRACK_DB"])
    content = bytearray(record.read_bytes())
    content[100:4096] = b"\xff" * 3996
    record.write_bytes(content)
    error = lived("programs", code=1).stderr
    assert "damaged" in error
    assert copy in error
    assert record.read_bytes() == bytes(content)
    lived(f"restore {copy} --yes")
    assert records(lived, tmp_path) == before


@pytest.mark.parametrize(
    "content", [b"", b"no database at all", b"SQLite format 3\x00" + b"x" * 600]
)
def test_what_is_no_record_is_not_restored(lived: Run, tmp_path: Path, content: bytes) -> None:
    odd = tmp_path / "odd.db"
    odd.write_bytes(content)
    before = records(lived, tmp_path)
    lived(f"restore {odd} --yes", code=1)
    lived(f"restore {tmp_path / 'missing.db'} --yes", code=1)
    assert records(lived, tmp_path) == before
    assert odd.read_bytes() == content


def test_doctor_finds_a_healthy_record_fine(lived: Run) -> None:
    lived("backup")
    found = {row["check"]: row["state"] for row in lived("doctor --json").json}
    assert set(found.values()) == {"fine"}
    assert {"integrity", "space", "backups", "drafts", "facts", "list"} <= found.keys()


@pytest.mark.skipif(os.name != "posix", reason="owner-only permissions are POSIX")
def test_doctor_names_what_is_wrong_and_how_to_mend_it(lived: Run) -> None:
    record = Path(os.environ["FMGTRACK_DB"])
    record.chmod(0o644)
    (record.parent / "record (conflicted copy 2026-11-25).db").write_bytes(record.read_bytes())
    lived('edit mayo --policy-source ""')
    found = {row["check"]: row for row in lived("doctor --json", code=1).json}
    assert found["permissions"]["state"] == "wrong"
    assert "chmod 600" in found["permissions"]["hint"]
    assert found["conflict"]["state"] == "wrong"
    assert found["facts"]["state"] == "look at"


def test_a_shared_export_holds_nobody(lived: Run, tmp_path: Path) -> None:
    lived(f"export {tmp_path / 'shared.json'} --redact")
    text = (tmp_path / "shared.json").read_text(encoding="utf-8")
    for word in ("Sana", "Mirza", "Tomas", "Lindqvist", "Ines", "Carvalho", "newcomers", "555"):
        assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), word
    assert "@example.org" in text
    assert "Mayo Clinic" in text
    document = json.loads(text)
    assert "history" not in document
    lived(f"--db {tmp_path / 'other.db'} import {tmp_path / 'shared.json'} --yes")
    shown = lived(f"--db {tmp_path / 'other.db'} contacts --json").json
    assert [person["name"] for person in shown] == ["Person 1", "Person 2"]


def test_the_next_season_begins_with_programs_and_people(lived: Run, tmp_path: Path) -> None:
    before = records(lived, tmp_path)
    lived("season start 2027", code=1)
    lived("season start 2028")
    assert [row["name"] for row in lived("programs --json").json] == ["Mayo Clinic"]
    assert len(lived("contacts --json").json) == 2
    for listing in ("interviews", "followups --all", "deadlines --all"):
        assert lived(f"{listing} --json").json == []
    assert lived("rol --json").json["primary"] == []
    assert lived("config season").stdout.strip() == "2028"
    lived("undo")
    assert records(lived, tmp_path) == before
