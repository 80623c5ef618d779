"""What a terminal is like: long lists, plain signs, colours that are seen on any background."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from fmgtrack.cli import screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

LINES = 40
"""Lines of the terminal in the tests."""


@pytest.fixture
def many(run: Callable[..., Ran], tmp_path: Path) -> list[str]:
    """More programs than the screen has lines, by more than a few, by name."""
    names = [f"Hospital {number:02}" for number in range(LINES + 4)]
    file = tmp_path / "many.csv"
    file.write_text("\n".join(["Program Name", *names]), encoding="utf-8")
    run("import", str(file), "--as", "programs")
    return names


def test_a_long_list_goes_through_the_pager_and_may_be_left_early(
    terminal: Callable[..., Terminal], run: Callable[..., Ran], many: list[str]
) -> None:
    one = terminal("programs", env={"FMGTRACK_PAGER": "head -n 4", "PAGER": "false"}, quiet=True)
    shown = one.end()

    assert len(shown.splitlines()) == 4
    assert (many[0] in shown, many[-1] in shown) == (True, False)
    assert many[-1] in run("programs").stdout


def test_what_fits_goes_through_no_pager(
    terminal: Callable[..., Terminal], run: Callable[..., Ran], many: list[str]
) -> None:
    run("remove", *(f"p{number + 1}" for number in range(3)), "--yes")

    shown = terminal("programs", env={"FMGTRACK_PAGER": "head -n 4"}, quiet=True).end()
    assert len(shown.splitlines()) == LINES + 3
    assert many[-1] in shown


@pytest.mark.parametrize(
    "environ",
    [
        {"FMGTRACK_PAGER": "", "PAGER": "sh"},
        {"PAGER": "cat", "TERM": "xterm"},
        {"PAGER": "sh", "TERM": "dumb"},
        {"PAGER": "no-such-pager", "TERM": "xterm"},
        {"PAGER": "sh -c 'open", "TERM": "xterm"},
    ],
)
def test_where_there_is_no_pager(environ: dict[str, str]) -> None:
    assert screen.pager({"TERM": "xterm"} | environ) is None


def test_a_pager_that_cannot_start_shows_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"\0no program")
    broken.chmod(0o700)

    through = screen.pager({"FMGTRACK_PAGER": f'"{broken}"', "TERM": "xterm"})
    if through is not None:  # elsewhere than on POSIX it is none from the start
        assert not through("text")


@pytest.mark.parametrize(
    ("environ", "plain"),
    [
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, True),
        ({"LC_ALL": "", "LANG": "POSIX"}, True),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "C"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_locale_may_ask_for_plain_signs(environ: dict[str, str], *, plain: bool) -> None:
    assert screen.only_ascii(environ) is plain


@pytest.mark.usefixtures("season")
def test_plain_signs_where_the_terminal_has_no_others(terminal: Callable[..., Terminal]) -> None:
    fine = terminal("interviews", quiet=True).end()
    plain = terminal("interviews", env={"PYTHONIOENCODING": "ascii"}, quiet=True).end()
    wanted = terminal("interviews", env={"LC_ALL": "C"}, quiet=True).end()

    assert not fine.isascii()
    assert plain.isascii()
    assert plain == wanted == fine.replace("─", "-")


@pytest.mark.usefixtures("season")
def test_a_blank_line_stands_between_the_sections_of_a_card(
    terminal: Callable[..., Terminal],
) -> None:
    assert "\n\nnext interviews\n" in terminal("today", quiet=True).end()


def test_colours_stand_out_from_black_and_white() -> None:
    from rich.style import Style

    from fmgtrack.render.terminal import STYLES

    for word, style in STYLES.items():
        color = Style.parse(style).color
        assert color is not None, word
        parts = [value / 255 for value in color.get_truecolor()]
        light = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        # WCAG 2.1, relative luminance; 3:1 is what it asks of large and bold text
        luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
        assert 1.05 / (luminance + 0.05) >= 3.8, word
        assert (luminance + 0.05) / 0.05 >= 3.8, word


def test_sixteen_colours_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    from fmgtrack.render.terminal import _style

    monkeypatch.delenv("NO_COLOR")
    few = Console(file=io.StringIO(), force_terminal=True, color_system="standard")
    assert (_style(few, "overdue"), _style(few, "open"), _style(few, "Mayo")) == ("bold", "", "")


def test_the_help_has_no_style_that_white_swallows(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    one = terminal("followups", "--help", env={"TYPER_USE_RICH": "1"})
    one.end()

    assert "\x1b[1m" in one.seen
    assert not any(faint in one.seen for faint in ("\x1b[2m", "\x1b[2;", "33m", "36m", "32m"))
