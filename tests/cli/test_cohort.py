"""A folder of records, looked at and left as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

FIXTURES = Path(__file__).parents[1] / "fixtures" / "schemas"


def prints(folder: Path) -> dict[str, str]:
    """Each file of a folder with what is in it."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def records(tmp_path: Path, season: None, run: Callable[..., Ran]) -> Path:  # noqa: ARG001  the record it fills
    """Two records, one of them of the first version, a foreign database and a text."""
    folder = tmp_path / "records"
    (folder / "later").mkdir(parents=True)
    shutil.copy(os.environ["FMGTRACK_DB"], folder / "later" / "sana.db")
    old = sqlite3.connect(folder / "old.db")
    old.executescript((FIXTURES / "m001_record.sql").read_text(encoding="utf-8"))
    old.execute("PRAGMA application_id = 0x464D4754")
    old.close()
    other = sqlite3.connect(folder / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    (folder / "text.db").write_text("no database", encoding="utf-8")
    (folder / "notes.txt").write_text("not looked at", encoding="utf-8")
    return folder


def test_what_is_due_across_records(records: Path, run: Callable[..., Ran]) -> None:
    found = run(f"cohort {records} --json").json
    mine = next(row for row in found if row["record"] == "later/sana.db")
    assert mine["name"] == "Your Name"
    assert (mine["overdue"], mine["due"], mine["open"]) == (0, 3, 0)
    assert mine["due_by"] == "2026-11-26"
    assert mine["next_interview"]["program"]["name"] == "Mayo Clinic"
    assert [row["ref"] for row in mine["followups"]] == ["f1", "f2", "f3"]
    assert {row["record"] for row in found} == {"later/sana.db", "old.db"}


def test_what_is_no_record_is_named(records: Path, run: Callable[..., Ran]) -> None:
    told = run(f"cohort {records}").stderr
    assert "other.db was left out" in told
    assert "text.db was left out" in told
    assert "notes.txt" not in told


def test_nothing_is_written(records: Path, run: Callable[..., Ran]) -> None:
    before = prints(records)
    run(f"cohort {records}")
    assert prints(records) == before


def test_no_folder_is_one_sentence(tmp_path: Path, run: Callable[..., Ran]) -> None:
    assert "is no folder" in run(f"cohort {tmp_path / 'none'}", code=1).stderr
    assert "no record in" in run(f"cohort {tmp_path}").stderr
