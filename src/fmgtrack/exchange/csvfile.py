"""CSV as spreadsheets write it, read with tolerance.

The leading apostrophe that `csvtext` writes before what a spreadsheet would run as a formula is
taken away again.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from itertools import chain, islice

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.cells import tidy
from fmgtrack.exchange.csvtext import is_formula
from fmgtrack.exchange.tables import HEADER_WITHIN, MOST_COLUMNS, MOST_ROWS, Sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BOM = "\ufeff"
"""Before a CSV in a file, so that Excel reads it as UTF-8."""

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 65_536
_SAMPLE_ROWS = 100
_MOST_MARKS = 8 * MOST_COLUMNS  # a text of many lines may hold some too
# a last row of two cells that no text holds; after an open quotation mark it comes out as one
_END = ["\0", "\0"]


def read_csv(data: bytes, name: str, known: Callable[[Iterable[str]], int]) -> Sheet:
    """A CSV or TSV file of any common encoding and delimiter; its rows are read as they are used.

    `name` is the file's name, for messages; `known` counts the cells that name a column.

    Raises:
        ImportFailedError: it is no text; while its rows are used, one that cannot be read.
    """
    encoding = _encoding(data, name)
    text = _text(data, encoding).read(_SAMPLE_CHARACTERS)
    named = re.match(r"sep=([,;\t|])\r?\n", text)
    skip = named.end() if named else 0  # Excel's own first line, which it does not count as a row
    delimiter = named[1] if named else _delimiter(text, known)

    def records() -> Iterator[tuple[int, list[str]]]:
        stream = _text(data, encoding)
        stream.read(skip)
        return _records(stream, delimiter, name)

    return Sheet("", records)


def _text(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _encoding(data: bytes, name: str) -> str:
    """The encoding in which all of the bytes are text; a piece at a time is looked at."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        blank = True
        stream = _text(data, encoding)
        try:
            while piece := stream.read(_SAMPLE_CHARACTERS):
                if "\0" in piece:
                    raise _no_text(name)
                blank = blank and not piece.strip()
        except UnicodeDecodeError:
            continue
        if blank:
            raise ImportFailedError(f"`{name}` is empty", "name the file that holds the table")
        return encoding
    raise _no_text(name)


def _no_text(name: str) -> ImportFailedError:
    return ImportFailedError(
        f"`{name}` is not a text file", "save the table as `CSV UTF-8` or `.xlsx` and import that"
    )


def _parse(stream: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The records.

    Raises:
        csv.Error: one has a cell, or is in itself, beyond all that a spreadsheet takes.
    """
    # without strict mode an open quotation mark would swallow the end of the file unseen
    lines = _Lines(chain(stream, (delimiter.join(_END),)), delimiter)
    for record in csv.reader(lines, delimiter=delimiter, skipinitialspace=True):
        lines.marks = 0
        yield [tidy(cell) for cell in record]


class _Lines:
    """The lines of a file, of which those of one record may hold only so many marks."""

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._lines = iter(lines)
        self._delimiter = delimiter
        self.marks = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.marks += line.count(self._delimiter)
        if self.marks > _MOST_MARKS:
            raise csv.Error
        return line


def _delimiter(text: str, known: Callable[[Iterable[str]], int]) -> str:
    """The delimiter that shows most known columns, then the most even rows, then the widest."""

    def merit(delimiter: str) -> tuple[int, float, int]:
        sample = islice(_parse(io.StringIO(text, newline=""), delimiter), _SAMPLE_ROWS)
        rows: list[list[str]] = []
        with contextlib.suppress(csv.Error):  # what came before the error tells enough
            rows.extend(record for record in sample if any(record) and record != _END)
        if not rows:
            return 0, 0.0, 0
        [(width, times)] = Counter(map(len, rows)).most_common(1)
        names = max(known(record) for record in rows[:HEADER_WITHIN])
        # without names, rows that are even because nothing parts them say nothing for it
        even = times / len(rows) if names or width > 1 else 0.0
        return names, even, width

    return max(_DELIMITERS, key=merit)


def _records(stream: Iterable[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for record in _parse(stream, delimiter):
            if record == _END:
                return
            number += 1
            if number > MOST_ROWS or len(record) > MOST_COLUMNS:
                raise _too_large(name)
            yield number, [unguard(cell) for cell in record]
    except csv.Error as error:
        raise ImportFailedError(
            f"row {number + 1} of `{name}` holds a cell too long to read",
            "look there for a quotation mark that is never closed",
        ) from error
    raise ImportFailedError(
        f"row {number} of `{name}` opens a quotation mark that is never closed",
        'close it, or write a mark inside a cell twice: `""`',
    )


def _too_large(name: str) -> ImportFailedError:
    return ImportFailedError(
        f"`{name}` has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns",
        "split it into smaller files",
    )


def unguard(cell: str) -> str:
    """The text that `write_csv` wrote as this cell: the inverse of its guard against formulas."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell
