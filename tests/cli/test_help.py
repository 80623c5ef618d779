"""Pages on topics, the help of a command in other words, and all of it at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fmgtrack.cli.registry import COMMANDS
from fmgtrack.reference.topics import topics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

WIDEST = 72
LONGEST = 40
"""Lines: at most one and a half screens."""


def test_bare_it_lists_the_pages(run: Callable[..., Ran]) -> None:
    said = run("help").stdout

    for name, topic in topics().items():
        assert re.search(rf"^  {name} +{re.escape(topic.title)}$", said, re.MULTILINE)
    assert "`fmgtrack COMMAND --help`" in said
    assert [row["topic"] for row in run("help --json").json["topics"]] == list(topics())


@pytest.mark.parametrize("name", topics())
def test_a_page_is_short_and_plain(run: Callable[..., Ran], name: str) -> None:
    said = run(f"help {name}").stdout

    text, _, addresses = said.partition("\nread at\n")
    lines = text.splitlines()
    assert len(lines) <= LONGEST
    assert max(map(len, lines)) <= WIDEST
    assert said.isascii()
    topic = topics()[name]
    for number, source in enumerate(topic.sources, 1):
        assert f"[{number}]" in text
        assert f"[{number}] {source}" in addresses
    assert len(topic.sources) == len(re.findall(r"\[[0-9]\]", text))
    assert {*re.findall(r"fmgtrack (\S+)", "\n".join(topic.commands))} <= set(COMMANDS)


def test_a_page_as_fields(run: Callable[..., Ran]) -> None:
    row = run("help list --json").json

    assert set(row) == {"topic", "title", "text", "commands", "sources"}
    assert row["topic"] == "list"
    assert "fmgtrack rol move iowa 1" in row["commands"]
    assert row["sources"]


def test_no_record_is_begun_by_it(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("help")
    run("help dates")
    run("help rol")

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["add-interview", "rol move", "prep", "help"])
def test_a_command_is_told_as_by_itself(run: Callable[..., Ran], path: str) -> None:
    shown = run(f"{path} --help").stdout

    assert run(f"help {path}").stdout == shown
    row = run(f"help {path} --json").json
    assert row["command"] == f"fmgtrack {path}"
    assert row["text"].startswith(f"Usage: fmgtrack {path} [OPTIONS]")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("drats", "`drafts`"), ("followup", "`follow-ups`"), ("progams", "`programs`")],
)
def test_what_is_mistyped_brings_the_nearest(
    run: Callable[..., Ran], typed: str, meant: str
) -> None:
    said = run(f"help {typed}", code=2).stderr

    assert said.startswith(f"no help on `{typed}`; did you mean ")
    assert meant in said


@pytest.mark.parametrize("typed", ["zzzzzz", "rol zzzzzz", "programs zzzzzz"])
def test_what_is_like_nothing_says_where_to_look(run: Callable[..., Ran], typed: str) -> None:
    said = run(f"help {typed}", code=2).stderr

    assert said.startswith(f"no help on `{typed}`; ")
    assert "`fmgtrack help`" in said


def test_all_of_it_has_every_command_and_page(run: Callable[..., Ran]) -> None:
    said = run("--help-all").stdout

    for name in COMMANDS:
        assert f"Usage: fmgtrack {name} " in said
    assert "Usage: fmgtrack rol pairs add " in said
    for topic in topics().values():
        assert topic.title in said
        assert topic.text in said


def test_all_of_it_is_plain_at_a_terminal(terminal: Callable[..., Terminal]) -> None:
    said = terminal("--help-all").end()

    assert "Usage: fmgtrack rol pairs add " in said
    assert "\x1b" not in said
    assert "╭" not in said
