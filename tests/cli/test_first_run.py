"""The first minute: an empty home, and where the record comes to lie."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fmgtrack import paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran


@pytest.fixture(autouse=True)
def no_record_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FMGTRACK_DB")
    monkeypatch.chdir(tmp_path)


def _usual() -> Path:
    return Path(paths.record(os.environ))


def test_a_bare_call_makes_the_record_and_says_what_to_type(run: Callable[..., Ran]) -> None:
    ran = run("")

    assert _usual().is_file()
    assert f"made a new record: {_usual()}" in ran.stderr
    for first in ("fmgtrack add-program", "fmgtrack add-interview", "fmgtrack import"):
        assert first in ran.stdout
    assert "fmgtrack demo" in ran.stdout


def test_the_second_call_says_nothing_of_a_new_record(run: Callable[..., Ran]) -> None:
    run("")

    ran = run("")
    assert "made a new record" not in ran.stderr
    assert "fmgtrack add-program" in ran.stdout
    run("add-program Mayo --state MN")
    assert "fmgtrack add-program" not in run("").stdout


@pytest.mark.parametrize("line", ["programs", "followups", "interviews", "contacts", "history"])
def test_an_empty_listing_says_what_to_type(run: Callable[..., Ran], line: str) -> None:
    ran = run(line)

    assert ran.stdout == "" or line == "history"
    assert len(ran.stderr.splitlines()) == 2 or line == "history"


def test_the_place_does_not_depend_on_the_current_folder(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("add-program Mayo --state MN")
    (tmp_path / "deep" / "down").mkdir(parents=True)

    monkeypatch.chdir(tmp_path / "deep" / "down")
    assert "Mayo" in run("programs").stdout
    assert run("config --json").json["files"]["record"] == str(_usual())
    assert list((tmp_path / "deep").rglob("*.db")) == []


def test_the_environment_and_the_option_name_another(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FMGTRACK_DB", str(tmp_path / "env.db"))
    run("add-program Envirous --state MN")
    run(f"add-program Afterwards --state MN --db {tmp_path / 'after.db'}")
    run(f"--db {tmp_path / 'before.db'} add-program Beforehand --state MN")

    assert "Envirous" in run("programs").stdout
    for name, program in (("after", "Afterwards"), ("before", "Beforehand")):
        listed = run(f"programs --db {tmp_path / name}.db").stdout
        assert program in listed
        assert "Envirous" not in listed
    inner = run(f"--db {tmp_path / 'before.db'} programs --db {tmp_path / 'after.db'}").stdout
    assert "Afterwards" in inner
    assert not Path(paths.record({"HOME": os.environ["HOME"]})).exists()


def test_the_season_is_there_and_unsure_dates_say_so(run: Callable[..., Ran]) -> None:
    ran = run("deadlines --all")

    rows = run("deadlines --all --json").json
    assert len(rows) > 10
    assert all(row["source"] for row in rows)
    unsure = [row for row in rows if row["confidence"] == "secondary"]
    assert unsure
    assert ran.stdout.count("unconfirmed") == len(unsure)
    assert "check them there" in ran.stderr
    assert all(row["confidence"] in ("official", "secondary") for row in rows)
    assert run("config season").stdout.strip() == "2027"
    assert "2027" in run("rol").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the profile private itself")
def test_nobody_else_can_read_it(run: Callable[..., Ran]) -> None:
    run("")

    assert stat.S_IMODE(_usual().stat().st_mode) == 0o600
    assert stat.S_IMODE(_usual().parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("line", ["--help", "--version", "programs --help", "frobnicate"])
def test_looking_at_the_help_makes_nothing(run: Callable[..., Ran], line: str) -> None:
    run(line, code=2 if line == "frobnicate" else 0)

    assert not _usual().exists()


def test_a_folder_is_no_record(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run(f"programs --db {tmp_path}", code=1)

    assert f"`{tmp_path}` is a folder" in ran.stderr
