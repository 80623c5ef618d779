"""README and guide tell of what there is: links lead somewhere, commands and options exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from fmgtrack.cli import app
from fmgtrack.cli.records import ADDED_BY
from fmgtrack.cli.registry import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

HOUSE = Path(__file__).parents[1]
PAGES = [*sorted(HOUSE.glob("*.md")), *sorted(HOUSE.glob("docs/*.md"))]
LIST = HOUSE / "docs" / "commands.md"
ROOT: Any = typer.main.get_command(app)

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
SAID = re.compile(r"`(fmgtrack [^`]+)`|^(?:\$ )?(fmgtrack [^\n]+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
EVERY = {option for param in ROOT.params for option in (*param.opts, *param.secondary_opts)}
"""Options that stand before any command."""


def _called(page: Path) -> list[str]:
    """The command lines of a page, without what follows in the shell."""
    found = SAID.findall(page.read_text(encoding="utf-8"))
    lines = [
        re.split(r" [|>&;#]", (inline or block).strip(), maxsplit=1)[0] for inline, block in found
    ]
    return [line for line in lines if line != "fmgtrack"]


def _anchors(page: Path) -> set[str]:
    """What can be linked to within a page, as GitHub names it."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {name.strip().replace(" ", "-") for name in plain}


def _within(words: list[str]) -> tuple[Any, list[str]]:
    """The command that the first words name, and the words after it."""
    command = ROOT
    while words and words[0] in getattr(command, "commands", ()):
        command, words = command.commands[words[0]], words[1:]
    return command, words


def _options(command: Any) -> set[str]:  # noqa: ANN401  a command of Typer's own Click
    """Its options, and its arguments as the options that `edit` makes of them."""
    named = {f"--{param.name.replace('_', '-')}" for param in command.params}
    return named.union(*([*param.opts, *param.secondary_opts] for param in command.params))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_lists_every_command(name: str) -> None:
    assert re.search(rf"^\| `{re.escape(name)}` \|", LIST.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_of_the_guide_is_linked(page: Path) -> None:
    others = "".join(one.read_text(encoding="utf-8") for one in PAGES if one != page)
    assert page.name in ("README.md", "CHANGELOG.md") or f"{page.name})" in others


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_shown_exists_with_its_options(page: Path) -> None:
    for line in _called(page):
        _, *words = shlex.split(line.replace("'", "")) if "'" in line else shlex.split(line)
        while words and words[0].startswith("--") and words[0] in EVERY:
            takes = next(param for param in ROOT.params if words[0] in param.opts)
            words = words[1 if takes.is_flag else 2 :]
        command, words = _within(words)
        if command is ROOT and words and words[0].isupper():
            continue  # `fmgtrack COMMAND --help`
        assert command is not ROOT or not words or words[0].startswith("--"), line
        known = _options(command)
        adder = ADDED_BY.get(words[0].rstrip("0123456789")) if words else None
        if adder and command.name == "edit":  # takes what the command takes that adds the record
            known |= _options(_within(adder.split())[0])
        asked = {word.partition("=")[0] for word in words if re.fullmatch(r"--?[a-z][\w=-]*", word)}
        assert asked <= known | {"--help"}, line


@pytest.mark.skipif(shutil.which("jq") is None, reason="no jq")
def test_what_the_guide_asks_of_jq_is_answered(run: Callable[..., Ran]) -> None:
    run("add-program Mayo --state MN")
    run('add-interview mayo "23 Nov 2026 9:00" --with "Dr. Ada Okafor, director"')
    page = (HOUSE / "docs" / "scripts.md").read_text(encoding="utf-8")
    found = re.findall(r"^fmgtrack (.+) \| (jq .+)$", page, re.MULTILINE)
    assert found
    for line, asked in found:
        answer = subprocess.run(
            shlex.split(asked), input=run(line).stdout, capture_output=True, text=True, check=True
        ).stdout
        assert answer == "f1\t2026-11-26\tAda Okafor\n"
