"""The pictures of the README, drawn from the sample record: `python tests/pictures.py`.

What a terminal shows becomes SVG by Rich, with a frame of our own: Rich's loads a font from the
network, ours takes the reader's.
"""

from __future__ import annotations

import html
import io
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from typer.testing import CliRunner

from fmgtrack.cli import app, listings
from fmgtrack.cli.context import App
from fmgtrack.render import TERMINAL, Out

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"

WIDTH = 100
"""Columns of the terminal in the pictures."""


def _followups(state: App) -> None:
    listings.followups(state, everything=False, program=None, within=None, check=False)


def _season(state: App) -> None:
    from fmgtrack.actions.season_weeks import strip

    state.emit(strip(state.work))


PICTURES: dict[str, Callable[[App], None]] = {
    "today": listings.today,
    "followups": _followups,
    "season": _season,
    "rol": listings.rol,
}
"""What is drawn, by the command that shows it."""

FRAME = """\
<svg class="{unique_id}" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Drawn(Out):
    """A terminal that remembers what it showed."""

    def __init__(self) -> None:
        super().__init__(TERMINAL, io.StringIO(), io.StringIO(), color=True)
        self._console = Console(
            file=io.StringIO(),
            record=True,
            width=WIDTH,
            force_terminal=True,
            color_system="256",
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
            _environ={},
        )


def draw() -> dict[str, str]:
    """Each picture by its name, from a sample record that is made for it and thrown away."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ):
        for name in ("FMGTRACK_NOW", "NO_COLOR", "COLUMNS", "LINES"):
            os.environ.pop(name, None)
        record = str(Path(folder) / "record.db")
        made = CliRunner().invoke(app, ["--db", record, "demo", "--fresh"], prog_name="fmgtrack")
        if made.exit_code:
            raise RuntimeError(made.output)
        return {name: _picture(name, show, record) for name, show in PICTURES.items()}


def _picture(name: str, show: Callable[[App], None], record: str) -> str:
    state, out = App(), Drawn()
    state.db, state._out = record, out  # noqa: SLF001  in the place of the terminal
    try:
        show(state)
    finally:
        state.close()
    beside = out.stderr.getvalue() if isinstance(out.stderr, io.StringIO) else ""
    if beside:
        out.console.print(beside.rstrip("\n"), style="default")
    svg = out.console.export_svg(
        title=f"fmgtrack {name}",
        theme=SVG_EXPORT_THEME,
        code_format=FRAME,
        unique_id=f"fmgtrack-{name}",
    )
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def words(svg: str) -> list[str]:
    """The lines of text in a picture, whatever version of Rich drew them."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return " ".join(html.unescape(text).replace("\xa0", " ") for text in texts).split()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in draw().items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"wrote docs/pictures/{name}.svg")  # noqa: T201  it is a script
