"""Tables at a terminal, by Rich. States carry their word, colour only helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render.plain import grid

if TYPE_CHECKING:
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

FIXED = frozenset({"ref", "rank", "row", "state", "status", "codes", "code"})
"""Columns that are never wrapped."""


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
    """Draw a listing that fits the width; long cells wrap, nothing is cut."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    titles, cells = grid(kind, rows, home_zone)
    drawn = Table(
        box=box.SIMPLE_HEAD if not console.options.ascii_only else box.ASCII2,
        pad_edge=False,
        header_style="bold",
    )
    for title in titles:
        drawn.add_column(Text(title), no_wrap=title in FIXED, overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell, style=STYLES.get(cell, "")) for cell in row))
    console.print(drawn)
