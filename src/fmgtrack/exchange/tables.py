"""A table wherever it was kept: its header found, its rows given one after the other.

Rows are never held together: a table is gone through once to learn its columns, and again to be
taken in. Cells are plain text; dates of a workbook are `2026-11-24 09:00`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from fmgtrack.errors import ImportFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

HEADER_WITHIN = 20
"""The header is looked for in so many rows."""

MOST_CELLS = 5_000_000
"""Cells of the largest table that is taken in, empty ones too."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""The largest sheet of a spreadsheet program."""

SAMPLED = 200
"""Cells of each column that are looked at to tell what the column holds."""

_SAMPLED_ROWS = 1_000
_NAMED_ROWS = 5


@dataclass(frozen=True)
class Sheet:
    """Rows of cells; `records` goes through them anew each time, each with its number from 1."""

    name: str
    records: Callable[[], Iterator[tuple[int, list[str]]]]


@dataclass(frozen=True)
class Row:
    """One row of a table; `number` is the one a spreadsheet shows, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A sheet with its header found.

    Attributes:
        sheet: where the rows come from.
        headers: one for each column, empty where it has none.
        header_row: the number of the row that names the columns, 0 where none does; rows above it
            are left out.
        first_row: the number of the first row below the header.
        count: how many rows below the header are not blank.
        samples: for each column up to `SAMPLED` of its cells that are not empty.
    """

    sheet: Sheet
    headers: tuple[str, ...]
    header_row: int
    first_row: int
    count: int
    samples: tuple[tuple[str, ...], ...]

    def rows(self) -> Iterator[Row]:
        """The rows below the header, each as wide as the headers; blank ones are left out."""
        width = len(self.headers)
        for number, cells in self.sheet.records():
            if number < self.first_row or not any(cells):
                continue
            row = (*cells[:width], *[""] * (width - len(cells)))
            # a header that is printed again on each page is no row
            if not (self.header_row and row == self.headers):
                yield Row(number, row)

    def column(self, index: int) -> Iterator[str]:
        """The cells of a column that are not empty."""
        return (row.cells[index] for row in self.rows() if row.cells[index])

    def label(self, index: int) -> str:
        """What a column is called: its header, or `column B`."""
        return self.headers[index] or f"column {letters(index)}"


def letters(index: int) -> str:
    """The letters over a spreadsheet's column, counted from 0: A, B ... Z, AA."""
    found = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def read_sheets(data: bytes, name: str, known: Callable[[Iterable[str]], int]) -> list[Sheet]:
    """The sheets of a file: of a workbook each that holds something, else the file itself.

    `known` counts the cells of a row that name a column.

    Raises:
        ImportFailedError: it is no table that can be read.
    """
    from fmgtrack.exchange.csvfile import read_csv

    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        from fmgtrack.exchange.workbook import read_workbook

        return read_workbook(data, name)
    if (
        data.lstrip(b"\xef\xbb\xbf \t\r\n")[:9]
        .lower()
        .startswith((b"<html", b"<table", b"<!docty"))
    ):
        raise ImportFailedError(
            f"`{name}` is a web page, whatever its name says",
            "open it in a spreadsheet program and save it as `.xlsx`",
        )
    return [read_csv(data, name, known)]


def lay_out(
    sheet: Sheet,
    name: str,
    known: Callable[[Iterable[str]], int],
    is_data: Callable[[str], bool],
    *,
    header_row: int | None = None,
) -> Table:
    """The table of a sheet; without a row of known names it has no header.

    The header is the first row that holds a known name and is as wide as the data is. Columns with
    nothing in them at the right end are dropped.

    Args:
        sheet: the rows.
        name: the file's name, for messages.
        known: counts the cells of a row that name a column.
        is_data: whether a cell cannot be in a header, such as a code or an address.
        header_row: the row to take for the header, whatever its names are.

    Raises:
        ImportFailedError: it is too large, or rows have more cells than the header.
    """
    first = [row for row in islice(sheet.records(), _SAMPLED_ROWS) if any(row[1])]
    if header_row is None:
        header_row = _header(first, known, is_data)
    first_row = header_row + 1 if header_row else _first_row(first)
    header: list[str] = []
    samples: list[list[str]] = []
    long: list[int] = []
    count = total = 0
    for number, cells in sheet.records():
        total += len(cells)
        if total > MOST_CELLS:
            raise ImportFailedError(
                f"`{name}` has more than {MOST_CELLS:,} cells, too many to take in at once",
                "split it into smaller files",
            )
        if number == header_row:
            header = cells
            samples = [[] for _ in range(_width(cells))]
        if number < first_row or not (width := _width(cells)):
            continue
        count += 1
        if header_row and width > len(header):
            long.append(number)
        samples.extend([] for _ in range(width - len(samples)))
        for sample, cell in zip(samples, cells, strict=False):
            if cell and len(sample) < SAMPLED:
                sample.append(cell)
    width = len(samples)
    _refuse_long(name, len(header), long)
    return Table(
        sheet,
        (*header[:width], *[""] * (width - len(header))),
        header_row,
        first_row,
        count,
        tuple(map(tuple, samples)),
    )


def _refuse_long(name: str, named: int, long: list[int]) -> None:
    if long:
        numbers = ", ".join(map(str, long[:_NAMED_ROWS]))
        more = f" and {len(long) - _NAMED_ROWS} more" if len(long) > _NAMED_ROWS else ""
        rows = f"{'row' if len(long) == 1 else 'rows'} {numbers}{more}"
        raise ImportFailedError(
            f"more cells than the {named} columns of `{name}` in {rows}",
            "name the extra columns, or put quotation marks round text that holds the separator",
        )


def _width(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is not empty."""
    return next((count for count in range(len(cells), 0, -1) if cells[count - 1]), 0)


def _header(
    rows: Sequence[tuple[int, list[str]]],
    known: Callable[[Iterable[str]], int],
    is_data: Callable[[str], bool],
) -> int:
    """The number of the row that names the columns, 0 when none of the first ones does."""
    widths = sorted(_width(cells) for _, cells in rows) or [0]
    usual = widths[len(widths) // 2]
    named = [
        (number, _width(cells))
        for number, cells in rows
        if number <= HEADER_WITHIN and known(cells) and not any(map(is_data, filter(None, cells)))
    ]
    # a header narrower than its data is still the header: the rows too long are named later
    wide = [number for number, width in named if width >= usual]
    return next(iter(wide or [number for number, _ in named]), 0)


def _first_row(rows: Sequence[tuple[int, list[str]]]) -> int:
    """The first row of a table without header; titles above it have a single cell."""
    several = [number for number, cells in rows if _width(cells) > 1]
    return next(iter(several or [number for number, _ in rows]), 1)
