"""Tables at a terminal, by Rich. States carry their word, colour only helps."""

from __future__ import annotations

from fmgtrack.render.plain import grid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from rich.console import Console

STYLES = {
    "overdue": "bold color(160)",
    "due": "bold color(130)",
    "open": "color(28)",
    "withheld": "color(133)",
    "unconfirmed": "color(130)",
    "scheduled": "color(31)",
    "invited": "bold color(130)",
}
"""Colours of words that stand alone in a cell; each is readable without.

They stand out from black and from white alike, which yellow, cyan and grey do not. A terminal of
sixteen colours has none but those, so there a word is bold or nothing.
"""

EVERY_COLOUR = ("256", "truecolor")
"""What Rich calls terminals that have the colours above."""

PLAIN_HEAD = "    \n    \n -- \n    \n    \n    \n    \n    \n"
"""The box of a table in ASCII: a line under the titles and nothing else, as in the finer one."""

FIXED = frozenset({"ref", "rank", "row", "state", "status", "code", "weight", "version"})
"""Columns that are never wrapped."""

SLACK = 3
"""Lines that may be more than the screen has: for so few a pager is in the way."""

GAP = 2
"""Spaces between columns."""

LONG_WORD = 24
"""A column is not narrower than its longest word, unless that is longer than so many characters."""


def console(stream: Any, *, color: bool, plainest: bool = False) -> Console:  # noqa: ANN401  any text stream
    """A console on a stream, honouring `NO_COLOR`; `plainest` draws as if it took ASCII alone."""
    from rich.console import Console

    class Plainest(Console):
        encoding = "ascii"

    return (Plainest if plainest else Console)(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=not color,
        soft_wrap=False,
        legacy_windows=None,
    )


def table(console: Console, kind: str, rows: list[dict[str, Any]], home_zone: str) -> None:
    """Draw a listing that fits the width; long cells wrap between words, nothing is cut.

    Where even the longest words do not fit beside each other, each row becomes a few lines.
    """
    from rich.box import SIMPLE_HEAD, Box
    from rich.table import Table
    from rich.text import Text

    titles, cells = grid(kind, rows, home_zone)
    fitting = widths(titles, cells, console.width)
    if fitting is None:
        _stacked(console, titles, cells)
        return
    drawn = Table(
        box=Box(PLAIN_HEAD, ascii=True) if console.options.ascii_only else SIMPLE_HEAD,
        show_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="bold",
    )
    for title, width in zip(titles, fitting, strict=True):
        drawn.add_column(Text(title), width=width, overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell, style=_style(console, cell)) for cell in row))
    console.print(drawn)


def paged(console: Console, draw: Callable[[], object], pager: Callable[[str], bool]) -> None:
    """Draw, through the pager where it is longer than the screen by more than a few lines."""
    if console.legacy_windows:
        draw()
        return
    with console.capture() as drawn:
        draw()
    text = drawn.get()
    if text.count("\n") <= console.height + SLACK or not pager(text):
        console.file.write(text)


def _style(console: Console, cell: str) -> str:
    """How a cell stands out."""
    style = STYLES.get(cell, "")
    if console.color_system in EVERY_COLOUR:
        return style
    return "bold" if style.startswith("bold") else ""


def widths(titles: list[str], cells: list[list[str]], room: int) -> list[int] | None:
    """How wide each column is so that all fit into `room`; None where words would be broken.

    No column is wider than its longest text; the widest give way first.
    """
    from rich.cells import cell_len

    least, whole = [], []
    for title, *column in zip(titles, *cells, strict=True):
        texts = [title, *column]
        words = texts if title in FIXED else [word for text in texts for word in text.split()]
        longest = max(map(cell_len, words), default=1)
        least.append(longest if title in FIXED else min(longest, LONG_WORD))
        whole.append(max(map(cell_len, texts)))
    room -= GAP * len(titles)
    for cap in range(max(whole), 0, -1):
        found = [max(low, min(cap, high)) for low, high in zip(least, whole, strict=True)]
        if sum(found) <= room:
            return found
    return None


def _stacked(console: Console, titles: list[str], cells: list[list[str]]) -> None:
    """Each row as lines: the first two columns, then one for each other that says something."""
    from rich.padding import Padding
    from rich.text import Text

    for row in cells:
        console.print(Text("  ".join(cell for cell in row[:2] if cell), style="bold"))
        for title, cell in zip(titles[2:], row[2:], strict=True):
            if cell:
                said = Text.assemble(f"{title}: ", (cell, _style(console, cell)), overflow="fold")
                console.print(Padding(said, (0, 0, 0, GAP)))
