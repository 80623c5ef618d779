"""Every test lives in a folder of its own, at one fixed moment; nothing of the user is touched."""

from __future__ import annotations

import json
import os
import shlex
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fmgtrack.actions.work import Work
    from fmgtrack.store import Store

NOW = "2026-11-25T10:00:00-05:00"
"""The moment of every test: a Wednesday in the middle of the interview season."""

settings.register_profile(
    "house",
    deadline=None,  # a shared machine is no clock
    max_examples=200 if os.environ.get("FMGTRACK_TORTURE") else 40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Make a new folder; pytest's own way looks through all that were made before, each time."""
    base, numbers = tmp_path_factory.mktemp("tests"), count()

    def make() -> Path:
        folder: Path = base / f"{next(numbers):05}"
        folder.mkdir(mode=0o700)
        return folder

    return make


@pytest.fixture
def tmp_path(fresh: Callable[[], Path]) -> Path:
    """A folder of its own for each test, in place of pytest's fixture of this name."""
    return fresh()


@pytest.fixture(autouse=True)
def env_setup(tmp_path: Path, fresh: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A home, a data folder and a record of its own for each test."""
    home = fresh()
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name, value in (
        ("FMGTRACK_DB", str(tmp_path / "record.db")),
        ("FMGTRACK_NOW", NOW),
        ("FMGTRACK_DEBUG", ""),
        ("TZ", "UTC"),
        ("COLUMNS", "100"),
        ("NO_COLOR", "1"),
        ("FMGTRACK_PAGER", ""),
    ):
        monkeypatch.setenv(name, value)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


@dataclass(frozen=True)
class Ran:
    """What one command gave back."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:  # noqa: ANN401  any document
        """Standard output as the one JSON document it must be."""
        return json.loads(self.stdout)

    @property
    def error(self) -> dict[str, Any]:
        """The error object on standard error."""
        found: dict[str, Any] = json.loads(self.stderr)["error"]
        return found


@pytest.fixture
def run() -> Callable[..., Ran]:
    """Run a command line, `run("add-program Mayo --state MN")`, and hold it to its exit number."""
    from fmgtrack.cli import app

    def call(line: str, *more: str, code: int = 0) -> Ran:
        result = CliRunner().invoke(app, [*shlex.split(line), *more], prog_name="fmgtrack")
        ran = Ran(result.exit_code, result.stdout, result.stderr)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert ran.code == code, f"exit {ran.code} in place of {code}\n{ran.stdout}\n{ran.stderr}"
        return ran

    return call


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real record in a file, with nothing in it."""
    from fmgtrack.store import Store

    opened = Store(str(tmp_path / "own" / "record.db"), at="2026-11-25T15:00:00Z")
    yield opened
    opened.close()


@pytest.fixture
def work(store: Store, tmp_path: Path) -> Work:
    """The desk of an action: an empty record at the fixed moment, at home in Karachi."""
    from fmgtrack.actions.work import Work
    from fmgtrack.records.settings import Settings

    return Work(
        store=store,
        now=datetime.fromisoformat(NOW),
        settings=Settings(name="Sana Mirza", season=2027),
        home_zone="Asia/Karachi",
        templates=str(tmp_path / "own" / "templates"),
    )
