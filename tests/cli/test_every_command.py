"""What holds for every command: help, the options that all take, and how each says no."""

from __future__ import annotations

import importlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from fmgtrack.cli import app
from fmgtrack.cli.registry import COMMANDS, LISTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

ROOT: Any = typer.main.get_command(app)


def _parts(name: str) -> list[str]:
    return [name, *(f"{name} {part}" for part in getattr(ROOT.commands[name], "commands", {}))]


EVERY = [path for name in COMMANDS for path in _parts(name)]
"""Every command and subcommand as typed."""


def _command(path: str) -> Any:  # noqa: ANN401  a command of Typer's own Click
    command = ROOT
    for name in path.split():
        command = command.commands[name]
    return command


def _one_sentence(stderr: str) -> str:
    """The only line that was said, which is a sentence with no full stop and names what to type."""
    (said,) = stderr.splitlines()
    assert not said.endswith(".")
    assert said[0] == said[0].lower()
    assert "Traceback" not in said
    assert "something went wrong inside" not in said
    return said


@pytest.mark.parametrize("path", EVERY)
def test_help_says_in_one_line_what_it_is_for(run: Callable[..., Ran], path: str) -> None:
    purpose = _command(path).help.split("\n\n")[0]
    assert "\n" not in purpose
    assert purpose.endswith(".")

    shown = " ".join(run(f"{path} --help").stdout.split())
    assert purpose.split()[0] in shown
    for word in ("--json", "--db", "--help"):
        assert word in shown
    assert run(f"{path} -h").code == 0


@pytest.mark.parametrize("path", EVERY)
def test_every_option_and_argument_is_explained(path: str) -> None:
    for param in _command(path).params:
        assert param.help, param.name


def test_the_help_lists_every_command_in_its_panel(run: Callable[..., Ran]) -> None:
    shown = run("--help").stdout

    for name, (panel, _) in COMMANDS.items():
        assert panel in shown
        assert re.search(rf"\b{name} ", shown), name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_registry_names_modules_that_have_the_command(name: str) -> None:
    module = importlib.import_module(f"fmgtrack.cli.{COMMANDS[name][1]}")
    group: Any = typer.main.get_group(module.app)

    assert name in group.commands or group.name == name


def test_no_module_has_a_command_that_the_registry_does_not_know() -> None:
    for module in {module for _, module in COMMANDS.values()}:
        group: Any = typer.main.get_group(importlib.import_module(f"fmgtrack.cli.{module}").app)
        known = {name for name, (_, of) in COMMANDS.items() if of == module}
        assert group.name in known or set(group.commands) == known


@pytest.mark.parametrize("path", EVERY)
def test_json_and_db_are_taken_everywhere_and_csv_by_lists(path: str) -> None:
    options = {name for param in _command(path).params for name in param.opts}

    assert {"--json", "--db"} <= options
    assert ("--csv" in options) == (path in LISTS)


SHOWING = ("today", "followups", "programs", "contacts", "interviews", "deadlines", "history")


@pytest.mark.parametrize("path", [*SHOWING, "rol", "config", "show p1", "draft-email f3"])
@pytest.mark.usefixtures("season")
def test_every_view_gives_one_document(run: Callable[..., Ran], path: str) -> None:
    text = run(path).stdout

    assert json.loads(run(f"{path} --json").stdout)
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)


@pytest.mark.parametrize("path", [*SHOWING, "rol", "config"])
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.usefixtures("season")
def test_db_names_another_record(
    run: Callable[..., Ran], tmp_path: Path, path: str, place: str
) -> None:
    other = tmp_path / "other.db"
    line = f"--db {other} {path}" if place == "before" else f"{path} --db {other}"

    assert "Henry Ford" not in run(line).stdout
    assert other.exists()


@pytest.mark.parametrize("path", [path for path in EVERY if path != "demo"])  # it passes them on
def test_an_unknown_option_is_named_with_where_to_look(run: Callable[..., Ran], path: str) -> None:
    said = _one_sentence(run(f"{path} --zebra", code=2).stderr)

    assert "`--zebra`" in said
    assert f"`fmgtrack {path} --help`" in said or "did you mean `--" in said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("progams", "programs"), ("follow-ups", "followups"), ("rol mvoe", "move")],
)
def test_an_unknown_command_says_what_may_be_meant(
    run: Callable[..., Ran], typed: str, meant: str
) -> None:
    said = _one_sentence(run(typed, code=2).stderr)

    assert f"`{typed.rsplit(maxsplit=1)[-1]}`" in said
    assert f"`{meant}`" in said


def test_a_command_like_no_other_says_where_they_are_listed(run: Callable[..., Ran]) -> None:
    assert "`fmgtrack --help`" in _one_sentence(run("zzzzzz", code=2).stderr)


def _required() -> list[tuple[str, str]]:
    return [
        (path, next(p for p in _command(path).params if p.required).human_readable_name)
        for path in EVERY
        if any(param.required for param in _command(path).params)
    ]


@pytest.mark.parametrize(("path", "name"), _required())
def test_a_missing_argument_is_named(run: Callable[..., Ran], path: str, name: str) -> None:
    said = _one_sentence(run(path, code=2).stderr)

    assert name.upper().rstrip(".") in said.upper()
    assert f"`fmgtrack {path} --help`" in said


def _valued() -> list[tuple[str, str]]:
    return [
        (path, param.opts[0])
        for path in EVERY
        if path != "demo"
        for param in _command(path).params
        if param.param_type_name == "option" and not param.is_flag
    ]


def test_an_option_without_its_value_is_named(run: Callable[..., Ran]) -> None:
    for path, option in _valued():
        said = _one_sentence(run(f"{path} {option}", code=2).stderr)
        assert f"`{option}`" in said, said
        assert f"`fmgtrack {path} --help`" in said, said


@pytest.mark.parametrize(
    "line",
    [
        "programs --status gone",
        "add-program X --status gone",
        "add-program X --signal loud",
        "add-program X --policy rude",
        "add-program X --j1 maybe",
        "add-contact henry X --role boss",
        "add-interview henry '8 Dec 2026' --format hologram",
        "add-interview henry '8 Dec 2026' --status perhaps",
        "edit i1 --status perhaps",
        "edit f3 --setting beach",
        "draft-email f3 --kind love",
        "config zebra",
        "config zebra 3",
    ],
)
@pytest.mark.usefixtures("henry")
def test_an_unknown_choice_lists_the_known_ones(run: Callable[..., Ran], line: str) -> None:
    said = _one_sentence(run(line, code=2).stderr)

    assert f"`{line.removesuffix(' 3').split()[-1]}`" in said
    assert "," in said or "thanks" in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("followups --within soon", "`soon`"),
        ("followups --within -1", "`-1`"),
        ("followups --within 99999999999999", "999"),
        ("history --last 0", "`0`"),
        ("programs extra", "`extra`"),
        ("programs --csv extra", "`extra`"),
        ("today --json=3", "`--json`"),
        ("draft-email f3 --due", "`--due`"),
        ("draft-email --fresh", "`--fresh`"),
        ("note p1", "after the ref"),
        ("edit p1", "--help"),
        ("remove p1", "`--yes`"),
    ],
)
@pytest.mark.usefixtures("henry")
def test_wrong_usage_says_what_to_type(run: Callable[..., Ran], line: str, told: str) -> None:
    first, *concerned = run(line, code=2).stderr.splitlines()
    assert told in _one_sentence(first)
    assert all(re.match(r"[a-z]\d+ ", named) for named in concerned)


REFS = [
    "show {}",
    "edit {} --note x",
    "remove {} --yes",
    "note {} x",
    "sent {}",
    "replied {}",
    "skip {}",
    "draft-email {}",
    "rol add {}",
    "rol drop {}",
    "rol move {} 1",
    "add-contact {} Somebody",
    "add-interview {} '8 Dec 2026 9:00'",
    "contacts --program {}",
    "interviews --program {}",
    "followups --program {}",
    "deadlines --program {}",
    "add-deadline X '8 Dec 2026' --program {}",
]


@pytest.mark.parametrize("line", REFS)
@pytest.mark.parametrize("text", ["p99", "zebra"])
@pytest.mark.usefixtures("season")
def test_what_is_not_on_record_is_said(run: Callable[..., Ran], line: str, text: str) -> None:
    before = run("history").stdout

    said = _one_sentence(run(line.format(text), code=1).stderr)
    assert f"`{text}`" in said
    assert "fmgtrack" in said or "type" in said
    assert run("history").stdout == before


@pytest.mark.parametrize("line", [line for line in REFS if not line.startswith("rol ")])
@pytest.mark.usefixtures("season")
def test_a_name_that_fits_several_lists_them(run: Callable[..., Ran], line: str) -> None:
    before = run("history").stdout

    said = run(line.format("hospital"), code=1).stderr.splitlines()
    assert "`hospital` fits more than one" in said[0]
    assert {"p1", "p3"} <= {row.split()[0] for row in said[1:]}
    assert run("history").stdout == before


@pytest.mark.parametrize("line", ["show {}", "contacts --program {}", "followups --program {}"])
@pytest.mark.parametrize("text", ["p1", "P1", "henry ford", "1300140C0", "1300140c0", "ford"])
@pytest.mark.usefixtures("henry")
def test_a_program_goes_by_ref_code_or_part_of_its_name(
    run: Callable[..., Ran], line: str, text: str
) -> None:
    assert "Henry Ford Hospital" in run(line.format(f"'{text}'")).stdout


@pytest.mark.usefixtures("season")
def test_a_name_mistyped_brings_the_nearest(run: Callable[..., Ran]) -> None:
    said = run("add-contact 'heny frod' Somebody", code=1).stderr

    assert "p1  Henry Ford Hospital" in said
    assert 'fmgtrack add-program "heny frod"' in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("add-interview henry 03/04/2026", "2026"),
        ("add-interview henry 'next friday'", "Fri 4 Dec 2026"),
        ("add-interview henry '14 Mar 2027 2:30'", "does not exist"),
        ("add-interview henry never", "24 Nov 2026 9:00"),
        ("add-interview henry '8 Dec 2026 9:00' --zone Mars", "America/Chicago"),
        ("add-interview henry '8 Dec 2026 9:00' --with ''", "person"),
        ("add-interview henry '8 Dec 2026 9:00' --until '7 Dec 2026 9:00'", "end"),
        ("add-deadline X 'this friday'", "Fri 27 Nov 2026"),
        ("sent f1 --on 31/12/2026", "2026"),
        ("edit d1 --done never", "`never`"),
        ("add-program X --code 12", "9 to 11"),
        ("add-program X --code 1402611234", "ACGME"),
        ("add-program X --acgme 12", "10"),
        ("add-program X --state ZZ", "`ZZ`"),
        ("add-program X --url 'not a page'", "https://"),
        ("add-program ''", "name"),
        ("add-contact henry 'X <a@>'", "`a@`"),
        ("add-contact henry X --email 'a b@c'", "`a b@c`"),
        ("config home-zone Mars", "`Mars`"),
        ("config season soon", "`soon`"),
        ("season later", "`later`"),
        ("season 1999", "`1999`"),
        ("rol move henry 99", "99"),
        ("undo h99", "h99"),
        ("import nowhere.csv", "`nowhere.csv`"),
    ],
)
@pytest.mark.usefixtures("season")
def test_a_value_of_the_wrong_form_is_refused(
    run: Callable[..., Ran], line: str, told: str
) -> None:
    before = run("history").stdout

    assert told in _one_sentence(run(line, code=1).stderr)
    assert run("history").stdout == before


def test_the_version_is_one_line(run: Callable[..., Ran]) -> None:
    from fmgtrack import __version__

    assert run("--version").stdout == f"fmgtrack {__version__}\n"


@pytest.mark.parametrize("given", ["yesterday", "2026-11-25", "2026-11-25T10:00:00"])
def test_a_clock_without_an_offset_is_refused(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", given)

    said = _one_sentence(run("today", code=1).stderr)
    assert f"`{given}` in FMGTRACK_NOW" in said
