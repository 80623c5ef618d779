"""Every example of the help and of its pages is run, on one record that has what they name."""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import SEASON
from typer.main import get_command
from typer.testing import CliRunner

from fmgtrack.cli import app
from fmgtrack.cli.examples import EXAMPLES
from fmgtrack.cli.registry import walk
from fmgtrack.reference.topics import topics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FULL = (
    *SEASON,
    'add-program "Ohio Advanced" --state OH --code 1234140A0 --status applied',
    'add-program "Cook County" --state IL --code 1665140C0',
    'rol exclude "cook county" --why "too far"',
    'add-program "Ohio Preliminary" --state OH --code 1234999P0',
    "rol add p4",
    "rol link B p4",
    "rol add p6 --list B",
    "edit iowa --code 1430140C0",
    "rol move iowa 1",
    "rol move iowa 2",
    'add-story "Handover" --situation "a busy night" --action "I read it back"',
    'add-experience observership "Cardiology" --from 2025-03 --until 2025-04',
    'add-letter "Dr. Omar Siddiq" --us yes --status uploaded --waived yes',
    "apply assign iowa le1",
    "add-document cv --status ready",
    "add-letter 'Dr. Pia Lund' --us yes --status promised",
    'prep ask mayo "How do residents teach?" --setting formal',
    'add-program "Far Away" --state AK',
    "rol couple partner.csv",
    "rol pairs drop 1",
)
"""The season of the other tests, with what the examples name beside it."""

MISSED = frozenset(
    {("rol check", 1), ("doctor", 1), ("apply check", 1), ("debrief", 2), ("draft-email", 1)}
)
"""Commands whose exit number is an answer, or which hold mails back, or ask at a terminal alone."""


@pytest.fixture
def place(
    tmp_path: Path, typed: Callable[[tuple[str, ...]], Path], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A folder with the record and the files that the examples name."""
    work = tmp_path / "place"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "partner.csv").write_text(
        "list,rank,nrmp_code,program,city,state\n,1,1310140C0,Mayo,Rochester,MN\n"
        ",2,1300140C0,Henry Ford,Detroit,MI\n",
        encoding="utf-8",
    )
    (work / "programs.csv").write_text("Program Name,Town\nNew Hospital,Ames\n", encoding="utf-8")
    record = typed(FULL)
    shutil.copy(record, os.environ["FMGTRACK_DB"])
    shutil.copy(record, work / "copy.db")
    (work / "records").mkdir()
    shutil.copy(record, work / "records" / "sana.db")
    return work


def commands() -> dict[str, object]:
    """Every command and group by the words that call it."""
    root: object = get_command(app)
    loaded = root.commands  # type: ignore[attr-defined]  # Typer's group has them
    return {path: part for name in loaded for path, part in walk(name, loaded[name])}


def test_every_command_has_two_examples() -> None:
    assert {path for path, lines in EXAMPLES.items() if len(lines) == 2} == set(commands())


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_calls_its_command(path: str) -> None:
    words = path.split()
    for line in EXAMPLES[path]:
        said = shlex.split(line)
        assert said[: len(words)] == words or said[0] == "fmgtrack"


@pytest.mark.parametrize(
    ("path", "line"), [(path, line) for path, lines in EXAMPLES.items() for line in lines]
)
@pytest.mark.usefixtures("place")
def test_an_example_works(path: str, line: str) -> None:
    args = shlex.split(line.removeprefix("fmgtrack"))
    done = CliRunner().invoke(app, args, prog_name="fmgtrack")
    assert done.exit_code == 0 or (path, done.exit_code) in MISSED, done.output


@pytest.mark.parametrize("name", topics())
@pytest.mark.usefixtures("place")
def test_the_commands_of_a_page_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for way in ("open_address", "copy"):
        monkeypatch.setattr(f"fmgtrack.cli.outside.{way}", len)
    lines = topics()[name].commands
    assert len(lines) > 2
    for line in lines:
        args = shlex.split(line.removeprefix("fmgtrack"))
        done = CliRunner().invoke(app, args, prog_name="fmgtrack")
        paths = (" ".join(args[:count]) for count in range(1, len(args) + 1))
        held = any((path, done.exit_code) in MISSED for path in paths)
        held = held or "needs a terminal" in done.output
        assert done.exit_code == 0 or held, (line, done.output)


def test_help_shows_them() -> None:
    shown = CliRunner().invoke(app, ["note", "--help"], prog_name="fmgtrack").stdout
    for line in EXAMPLES["note"]:
        assert f"  fmgtrack {line}" in shown
