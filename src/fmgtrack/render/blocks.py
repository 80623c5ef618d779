"""What a card is made of: blocks that both the terminal and the pipe can print."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Row = dict[str, Any]
    Block = tuple[str, Any]

TITLE, TEXT, PAIR, TABLE, BODY, VALUE = "title", "text", "pair", "table", "body", "value"
"""Kinds of blocks: a heading; a line; a label and its value; (kind, rows); text; a bare value."""

CHART = "chart"
"""A drawing: a function that gives its lines for a width, and whether they must be ASCII."""

EIGHTHS = " ▁▂▃▄▅▆▇█"
"""How a column ends between two lines, where the terminal has such signs."""


def bar(value: float, most: float, longest: int, *, plain: bool) -> str:
    """A bar as long as its share of `longest` signs; something is never shown as nothing."""
    signs = max(round(value * longest / most), 1) if value else 0
    return ("#" if plain else "█") * signs


def gauge(value: float, most: float, length: int, *, plain: bool) -> str:
    """A bar with what is missing to `most`; only all of it fills the last sign."""
    full = min(int(value * length / most), length) if most else length
    done, left = ("#", ".") if plain else ("█", "░")
    return done * full + left * (length - full)


def stars(value: int, most: int, *, plain: bool) -> str:
    """A rating as so many signs of so many."""
    done, left = ("*", ".") if plain else ("■", "□")
    return done * value + left * (most - value)


def rising(part: float, *, plain: bool) -> str:
    """What fills one line of a column of which so much is left, from 0 to 1 and more."""
    if part <= 0:
        return " "
    if plain:
        return "#"
    return EIGHTHS[max(round(min(part, 1) * 8), 1)]


def in_cells(texts: Iterable[str], cell: int) -> str:
    """Texts beside each other, each in a cell of so many signs."""
    return "".join(text.ljust(cell) for text in texts).rstrip()


def months(names: Sequence[str]) -> list[str]:
    """The names of the months over weeks: each once, where there is room for it.

    A month of one week at the edge gives way to the name of the next.
    """
    return [
        name
        if (i == 0 or names[i - 1] != name) and name in (*names[i + 1 : i + 2], names[-1])
        else ""
        for i, name in enumerate(names)
    ]
