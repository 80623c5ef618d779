"""TAB: the quick way and Typer offer the same, in the form of each shell."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import tab_table
from typer.testing import CliRunner

from fmgtrack.cli import app
from fmgtrack.cli.tab import offered
from fmgtrack.cli.tab_table import TAB

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Piped

SHELLS = ("bash", "zsh", "fish", "powershell")

LINES = [
    *(
        "",
        "fo",
        "sent ",
        "sent f",
        "sent f1 f",
        "show p",
        "show Mayo",
        "show may",
        "note bra",
        "rol ",
        "rol add p",
    ),
    *("followups --program ", "programs --status ", "programs --status in", "prep ", "apply le"),
    *("edit c", "add-program X --policy no", "sent f1 --kind ", "draft-email p1 i"),
]


def asked(shell: str, line: str) -> dict[str, str]:
    """The environment in which a shell's script asks."""
    whole = f"fmgtrack {line}"
    words = whole.split()
    env = {"_FMGTRACK_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": whole}
    if shell == "bash":
        at = len(words) - (0 if whole.endswith(" ") else 1)
        env |= {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(at)}
    elif shell == "fish":
        env["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    elif shell == "powershell":
        env["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = "" if whole.endswith(" ") else words[-1]
    return env


def by_typer(env: dict[str, str]) -> str:
    done = CliRunner().invoke(app, [], prog_name="fmgtrack", env=env)
    return done.stdout_bytes.decode()


def values(env: dict[str, str], answer: str) -> str:
    """In bash Typer does not say what a word is."""
    if not env["_FMGTRACK_COMPLETE"].endswith("bash"):
        return answer
    return "".join(line.partition("  (")[0] + "\n" for line in answer.splitlines())


def test_the_table_is_what_the_app_takes() -> None:
    assert tab_table.FILE.read_text(encoding="utf-8") == tab_table.text(), "run `make table`"


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", LINES)
def test_the_same_is_offered(line: str, shell: str) -> None:
    env = asked(shell, line)
    answer = offered(os.environ | env)
    assert answer is not None
    assert values(env, answer) == by_typer(env)


@pytest.mark.usefixtures("season")
@settings(max_examples=60)
@given(
    shell=st.sampled_from(SHELLS),
    words=st.lists(
        st.sampled_from(
            [
                *TAB[""][0],
                "p1",
                "f1",
                "may",
                "--program",
                "--status",
                "--json",
                "--db",
                "x",
                "-",
                "=",
            ]
        ),
        max_size=4,
    ),
    ended=st.booleans(),
)
def test_whatever_is_typed_the_same_is_offered_or_it_is_left(
    shell: str, words: list[str], *, ended: bool
) -> None:
    env = asked(shell, " ".join(words) + (" " if ended and words else ""))
    answer = offered(os.environ | env)
    if answer is not None:
        assert values(env, answer) == by_typer(env)


@pytest.mark.usefixtures("season")
def test_a_name_that_could_be_markup_is_left_to_typer(run: Callable[..., object]) -> None:
    run("add-program '[red]Hospital[/red]' --state OH")
    assert offered(os.environ | asked("zsh", "show p")) is None


@pytest.mark.usefixtures("season")
def test_a_shell_gets_its_answer(shell: Callable[..., Piped]) -> None:
    offered = shell(env=asked("bash", "sent f")).stdout.splitlines()
    assert [line.split()[0] for line in offered][:4] == ["f1", "f2", "f3", "f4"]
    assert offered[0].startswith("f1  (")


def test_without_a_record_there_is_nothing_to_offer() -> None:
    assert offered(os.environ | asked("bash", "show p")) is None
    assert not os.path.exists(os.environ["FMGTRACK_DB"])  # noqa: PTH110  as the path has it
