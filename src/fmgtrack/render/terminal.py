"""Tables at a terminal, by Rich. States carry their word, colour only helps."""

from __future__ import annotations

from fmgtrack.render.plain import grid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rich.console import Console

STYLES = {
    "overdue": "bold red",
    "due": "bold yellow",
    "open": "green",
    "withheld": "magenta",
    "unconfirmed": "yellow",
    "scheduled": "cyan",
    "invited": "bold yellow",
    "cancelled": "dim",
    "declined": "dim",
}
"""Colours of words that stand alone in a cell; each is readable without."""

FIXED = frozenset({"ref", "rank", "row", "state", "status", "code", "weight", "version"})
"""Columns that are never wrapped."""

GAP = 2
"""Spaces between columns."""

LONG_WORD = 24
"""A column is not narrower than its longest word, unless that is longer than so many characters."""


def console(stream: Any, *, color: bool) -> Console:  # noqa: ANN401  any text stream
    """A console on a stream, honouring `NO_COLOR`."""
    from rich.console import Console

    return Console(
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
    from rich import box
    from rich.table import Table
    from rich.text import Text

    titles, cells = grid(kind, rows, home_zone)
    fitting = widths(titles, cells, console.width)
    if fitting is None:
        _stacked(console, titles, cells)
        return
    drawn = Table(
        box=box.SIMPLE_HEAD if not console.options.ascii_only else box.ASCII2,
        show_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style="bold",
    )
    for title, width in zip(titles, fitting, strict=True):
        drawn.add_column(Text(title), width=width, overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell, style=STYLES.get(cell, "")) for cell in row))
    console.print(drawn)


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
                said = Text.assemble(f"{title}: ", (cell, STYLES.get(cell, "")), overflow="fold")
                console.print(Padding(said, (0, 0, 0, GAP)))
