"""`demo` plays a sample season into a record of its own, whose clock stands still."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the sample season was made once."""
    from typer.testing import CliRunner

    from fmgtrack.cli import app

    home = tmp_path_factory.mktemp("home")
    places = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "APPDATA")
    done = CliRunner().invoke(app, ["demo"], env={name: str(home) for name in places})
    assert done.exit_code == 0, done.output
    return home


@pytest.fixture(autouse=True)
def at_home(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(sample))


def test_it_shows_the_day_a_draft_with_its_checks_and_the_list(
    capfd: pytest.CaptureFixture[str], run: Callable[..., Ran]
) -> None:
    shown = run("demo").stdout

    day, rest = shown.split("fmgtrack demo draft-email")
    draft, ranked = rest.split("fmgtrack demo rol")
    assert "Wed 25 Nov 2026" in day
    assert "overdue" in day
    assert "Henry Ford Hospital" in day
    assert "Subject" in draft
    assert "your work on early sepsis alerts" in draft
    assert "checked: nothing found" in draft or "look at:" in draft
    assert "BronxCare Health System" in ranked
    assert "fmgtrack demo followups" in ranked
    assert capfd.readouterr().err == ""


def test_any_command_goes_on_from_there(run: Callable[..., Ran]) -> None:
    rows = run("demo followups --json").json
    assert {row["state"] for row in rows} == {"overdue", "due", "open"}

    assert "p1 Henry Ford Hospital" in run("demo show henry").stdout
    assert run("demo frobnicate", code=2).stderr.startswith("no command `frobnicate`")
    assert "p99" in run("demo show p99", code=1).stderr
    assert run("demo followups --check", code=1).stdout


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00+00:00", "2031-07-01T12:00:00-05:00"])
def test_its_clock_stands_whatever_the_time(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    as_ever = run("demo today --json").stdout
    assert json.loads(as_ever)["now"] == "2026-11-25T20:00:00+05:00"

    monkeypatch.setenv("FMGTRACK_NOW", moment)
    assert run("demo today --json").stdout == as_ever
    assert os.environ["FMGTRACK_NOW"] == moment
    monkeypatch.delenv("FMGTRACK_NOW")
    assert run("demo today --json").stdout == as_ever


@pytest.mark.usefixtures("season")
def test_it_never_touches_the_users_record(run: Callable[..., Ran], tmp_path: Path) -> None:
    before = (tmp_path / "record.db").read_bytes()

    run("demo")
    run("demo add-program Somewhere --state OH")
    run("demo undo")
    assert (tmp_path / "record.db").read_bytes() == before
    assert "Mayo Clinic" in run("programs").stdout


def test_it_does_not_make_the_users_record(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("demo")
    run("demo followups")

    assert not (tmp_path / "record.db").exists()


def test_json_is_one_document(run: Callable[..., Ran]) -> None:
    assert list(run("demo --json").json) == list(run("demo today --json").json)


def test_fresh_makes_it_anew(run: Callable[..., Ran]) -> None:
    was = run("demo programs --json").stdout
    run("demo add-program Somewhere --state OH")
    assert run("demo programs --json").stdout != was

    run("demo --fresh")
    assert run("demo programs --json").stdout == was


def test_another_place_for_it(run: Callable[..., Ran], tmp_path: Path) -> None:
    run(f"demo --db {tmp_path / 'elsewhere.db'}")

    assert (tmp_path / "elsewhere.db").exists()
    assert "Mayo Clinic" in run(f"programs --db {tmp_path / 'elsewhere.db'}").stdout


def test_nobody_in_it_can_be_written_to(run: Callable[..., Ran]) -> None:
    people = run("demo contacts --json").json

    assert people
    assert all(row["email"] is None or row["email"].endswith("@example.org") for row in people)


def test_how_it_is_made_is_not_shown(run: Callable[..., Ran]) -> None:
    ran = run("demo --fresh")

    assert "added program" not in ran.stdout + ran.stderr
    assert "made a new record" not in ran.stdout + ran.stderr
