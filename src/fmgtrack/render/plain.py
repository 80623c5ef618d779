"""Text for a pipe: aligned columns, no colour, no box, nothing cut."""

from __future__ import annotations

from fmgtrack.render import safe
from fmgtrack.render.columns import columns_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def table(kind: str, rows: list[dict[str, Any]], home_zone: str) -> str:
    """A listing as aligned text with a line of titles; columns empty in every row are left out."""
    titles, cells = grid(kind, rows, home_zone)
    widths = [max(map(len, column)) for column in zip(titles, *cells, strict=True)]
    form = "  ".join(f"%-{width}s" for width in widths)
    return "".join([f"{(form % tuple(line)).rstrip()}\n" for line in (titles, *cells)])


def grid(
    kind: str, rows: list[dict[str, Any]], home_zone: str
) -> tuple[list[str], list[list[str]]]:
    """Titles and cells of a listing as safe text, without columns that are empty throughout."""
    titles: list[str] = []
    kept: list[list[str]] = []
    for title, get in columns_of(kind):
        column = safe.column([get(row, home_zone) for row in rows])
        if not kept or any(column):
            titles.append(title)
            kept.append(column)
    return titles, [list(cells) for cells in zip(*kept, strict=True)]
