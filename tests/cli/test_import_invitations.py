"""Invitations by the import command, from the file to what is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ics"


@pytest.fixture(autouse=True)
def program(run: Callable[..., Ran]) -> None:
    run('add-program "Henry Ford Hospital" --state MI')


def test_a_rehearsal_then_the_interview_then_its_new_day(run: Callable[..., Ran]) -> None:
    request, update = (str(FIXTURES / f"outlook_{name}.ics") for name in ("request", "update"))

    assert "1 would be added" in run("import", request, "--dry-run").stderr
    assert "1 added" in run("import", request).stderr
    assert "`--dry-run` shows what, `--yes` does it" in run("import", update, code=2).stderr
    run("import", update, "--yes")

    assert run("show i1 --json").json["starts_at"] == "2026-12-10T08:30:00-05:00"
    assert "changed" in run("history i1").stdout
    run("undo --yes")
    assert run("show i1 --json").json["starts_at"] == "2026-12-08T08:30:00-05:00"


def test_a_time_without_a_zone_names_the_event_and_the_option(run: Callable[..., Ran]) -> None:
    path = str(FIXTURES / "apple_floating.ics")

    said = run("import", path, "--json", code=2).error
    assert said["code"] == "needs-zone"
    assert said["message"] == "event 1 `Henry Ford interview` has a time without a zone"
    assert "`--zone`" in said["hint"]

    run("import", path, "--zone", "ET")
    assert run("show i1 --json").json["starts_at"] == "2026-12-11T09:00:00-05:00"


def test_a_program_in_doubt_names_the_option(run: Callable[..., Ran]) -> None:
    path = str(FIXTURES / "google.ics")

    said = run("import", path, "--json", code=2).error
    assert said["code"] == "needs-program"
    assert "`--program`" in said["hint"]

    run("import", path, "--program", "henry")
    assert run("show i1 --json").json["starts_at"] == "2026-12-09T10:00:00-05:00"
