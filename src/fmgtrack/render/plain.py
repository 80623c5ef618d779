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
    widths = [
        max([len(title), *(len(row[index]) for row in cells)]) for index, title in enumerate(titles)
    ]
    lines = [titles, *cells]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )


def grid(
    kind: str, rows: list[dict[str, Any]], home_zone: str
) -> tuple[list[str], list[list[str]]]:
    """Titles and cells of a listing as safe text, without columns that are empty throughout."""
    columns = columns_of(kind)
    cells = [
        ["" if (value := get(row, home_zone)) is None else safe.line(value) for _, get in columns]
        for row in rows
    ]
    kept = [
        index for index in range(len(columns)) if index == 0 or any(row[index] for row in cells)
    ]
    return [columns[i][0] for i in kept], [[row[i] for i in kept] for row in cells]
