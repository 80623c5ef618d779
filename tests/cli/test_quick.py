"""The quick path and Typer answer alike: the same bytes, the same exit number."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import quick_table
from typer.testing import CliRunner

from fmgtrack.cli import app, quick
from fmgtrack.cli.quick_table import FLAG, NUMBER, TABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Piped

LINES = [
    *("", "--json", "--version", "today", "today --json", "followups", "followups --all --csv"),
    *(
        "followups --json",
        "followups --within 3",
        "followups --check",
        "programs",
        "programs --csv",
    ),
    *("programs --json", "contacts", "contacts --csv", "interviews", "interviews --json", "rol"),
    *("deadlines", "deadlines --all", "deadlines --csv", "history", "history --last 2 --json"),
    *("history p1", "rol --json", "interviews --program mayo", "--json programs"),
]
WRONG = [
    *("followups --within x", "followups --within 1000", "programs --status no", "nothing"),
    *("followups --json --csv", "programs --sort", "contacts --program", "history p1 p2"),
    *("interviews --program nowhere", "followups --help", "history zz9", "--db"),
]


def by_typer(args: list[str]) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, args, prog_name="fmgtrack")
    return done.exit_code, done.stdout_bytes.decode(), done.stderr_bytes.decode()


def by_quick(args: list[str]) -> tuple[int | None, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = quick.answered(args)
    return code, out.getvalue(), err.getvalue()


def test_the_table_is_what_the_app_takes() -> None:
    assert quick_table.FILE.read_text(encoding="utf-8") == quick_table.text(), "run `make table`"


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("line", LINES)
def test_a_quick_call_gives_the_same_bytes(line: str) -> None:
    args = line.split()
    answer = by_quick(args)
    assert answer[0] is not None
    assert answer == by_typer(args)


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_is_left_to_typer_and_nothing_is_said(line: str) -> None:
    assert by_quick(line.split()) == (None, "", "")


def test_without_a_record_nothing_is_made() -> None:
    assert by_quick(["programs"]) == (None, "", "")
    assert not os.path.exists(os.environ["FMGTRACK_DB"])  # noqa: PTH110  as the path has it


TYPED = st.one_of(
    st.sampled_from(["", "p1", "mayo", "henry", "1310140C0", "Invited", "invited", "0", "7", "-1"]),
    st.text(max_size=12).filter(lambda text: "\0" not in text),
)


@st.composite
def calls(draw: st.DrawFn) -> list[str]:
    """A command with some of its options, well-formed or not."""
    name = draw(st.sampled_from(sorted(TABLE)))
    args = [name] if name else []
    for flag, (word, kind, _, _) in TABLE[name][0].items():
        if word in ("db", "version") or not draw(st.booleans()):
            continue
        if kind == FLAG:
            args.append(flag)
        else:
            numbers = st.integers(-2, 1200).map(str)
            value = draw(st.one_of(numbers, TYPED) if kind == NUMBER else TYPED)
            args += [f"{flag}={value}"] if draw(st.booleans()) else [flag, value]
    return args + draw(st.lists(TYPED, max_size=1))


@pytest.mark.usefixtures("season")
@settings(max_examples=150)
@given(args=calls())
def test_any_call_is_answered_alike_or_left_to_typer(args: list[str]) -> None:
    answer = by_quick(args)
    if answer[0] is None:
        assert answer == (None, "", "")
    else:
        assert answer == by_typer(args)


@pytest.mark.usefixtures("season")
def test_a_quick_call_loads_none_of_what_costs(shell: Callable[..., Piped]) -> None:
    always = ("typer", "rich", "inspect", "pathlib", "json", "decimal", "importlib.resources")
    heavy = (*always, "dataclasses", "re", "enum", "typing")
    lines = ("followups", "programs --json", "contacts --csv", "interviews", "deadlines", "")
    # the checks of the list are dataclasses and patterns, its fees TOML
    of_list = ("typer", "rich", *always[4:], "fmgtrack.actions.find", "fmgtrack.records.kinds")
    for line, costs in (*((line, heavy) for line in lines), ("rol", of_list)):
        script = (
            "import sys, os; leave = os._exit; os._exit = lambda code:"
            " (sys.stderr.write('LOADED ' + ' '.join(sys.modules)), leave(code));"
            f" sys.argv = ['fmgtrack', *{line.split()!r}]; from fmgtrack.cli import main; main()"
        )
        done = subprocess.run(
            [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {script}"],
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = done.stderr.partition("LOADED ")[2].split()
        assert "sqlite3" in loaded
        assert set(costs).isdisjoint(loaded), line
    assert shell("programs").stdout.startswith("ref")
