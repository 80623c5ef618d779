"""Excel workbooks: XLSX and XLS are read, XLSX is written; a text never becomes a formula.

What a workbook would unfold to is measured before it is read: a small file can name billions of
cells, and the reader makes room for every cell between the first and the last.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from typing import IO, TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.cells import tidy
from fmgtrack.exchange.files import well_formed
from fmgtrack.exchange.tables import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from python_calamine import CalamineSheet

MOST_BYTES = 512 * 1024 * 1024
"""Bytes of the largest workbook, unpacked."""

MOST_CELLS = 12_000_000
"""Cells of the largest sheet, counted from the first to the last that holds something."""

MOST_TEXT = 2_000_000_000
"""Characters that the texts of a sheet may come to if each were as long as the longest."""

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LONGEST_TEXT = 32_767


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """The sheets of an XLSX or XLS file that hold something, the visible ones first.

    A formula is what it came to when the workbook was saved. Whole numbers have no point, dates
    are `2026-11-24` or `2026-11-24 09:00`, times `09:00`, true and false yes and no.

    Raises:
        ImportFailedError: it is damaged, locked, too large, or another kind of file.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    if data.startswith(b"PK"):
        _measure(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        known = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        known.sort(key=lambda one: one.visible != SheetVisibleEnum.Visible)
        found = [workbook.get_sheet_by_name(one.name) for one in known]
    except PasswordError as error:
        raise ImportFailedError(
            f"`{name}` is locked with a password", "save a copy without one and import that"
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader's own bugs come out
            raise
        raise _damaged(name) from error
    sheets = [_sheet(sheet) for sheet in found if sheet.start is not None]
    if not sheets:
        raise ImportFailedError(f"`{name}` is empty", "name the file that holds the table")
    return sheets


def _damaged(name: str) -> ImportFailedError:
    return ImportFailedError(
        f"`{name}` is no Excel workbook that can be read",
        "open it in a spreadsheet program and save it as `.xlsx` or `CSV UTF-8`",
    )


def _sheet(sheet: CalamineSheet) -> Sheet:
    def records() -> Iterator[tuple[int, list[str]]]:
        # empty rows above the first cell come too, empty columns left of it do not
        before = [""] * (sheet.start or (0, 0))[1]
        for number, cells in enumerate(sheet.iter_rows(), 1):
            yield number, before + [_text(cell) for cell in cells]

    return Sheet(sheet.name, records)


def _text(value: object) -> str:  # noqa: PLR0911  a line a type
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        return f"{_minute(value):%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{_minute(datetime.combine(date.min, value)):%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _minute(moment: datetime) -> datetime:
    """The nearest minute: fractions of a day miss it by some millionths."""
    try:
        return moment + timedelta(seconds=30)
    except OverflowError:  # the last minute there is
        return moment


def _measure(data: bytes, name: str) -> None:
    """Refuse a packed workbook that would unfold to more than can be held."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise _too_large(name)
            names = {entry.filename for entry in entries}
            if "xl/workbook.xml" not in {one.lower() for one in names}:
                raise _damaged(name)
            longest = 0
            for entry in entries:
                if entry.filename.lower().endswith("sharedstrings.xml"):
                    with packed.open(entry) as stream:
                        longest = max(longest, _longest(stream))
            for entry in entries:
                if re.search(r"sheets/[^/]+\.xml$", entry.filename, re.IGNORECASE):
                    with packed.open(entry) as stream:
                        extent = _Extent(stream)
                    if extent.cells > MOST_CELLS or extent.shared * longest > MOST_TEXT:
                        raise _too_large(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(name) from error
    except (ExpatError, ValueError, OSError) as error:
        raise _damaged(name) from error


def _too_large(name: str) -> ImportFailedError:
    return ImportFailedError(
        f"`{name}` is too large once it is unpacked", "save the table alone as `CSV UTF-8`"
    )


def _longest(stream: IO[bytes]) -> int:
    """The characters of the longest shared text."""
    longest = current = 0

    def begin(tag: str, _: dict[str, str]) -> None:
        nonlocal current
        if tag.rpartition(":")[2] == "si":
            current = 0

    def text(piece: str) -> None:
        nonlocal current, longest
        current += len(piece)
        longest = max(longest, current)

    parser = ParserCreate()
    parser.StartElementHandler = begin
    parser.CharacterDataHandler = text
    parser.ParseFile(stream)
    return longest


class _Extent:
    """How far the cells of a sheet reach that hold something; mere looks count for nothing.

    A real parser reads it, since a place can be written in ways that no pattern knows.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.shared = 0
        self._row = self._column = 0
        self._rows: list[int] = []
        self._columns: list[int] = []
        parser = ParserCreate()
        parser.StartElementHandler = self._begin
        parser.ParseFile(stream)

    @property
    def cells(self) -> int:
        """Cells from the first to the last row and column."""
        if not self._rows:
            return 0
        (top, bottom), (left, right) = self._rows, self._columns
        return (bottom - top + 1) * (right - left + 1)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "c":
            self._column += 1
            if place := attributes.get("r"):
                found = _PLACE.fullmatch(place)
                if found is None:
                    raise ValueError(place)
                self._column, self._row = _number(found[1]), int(found[2])
            self.shared += attributes.get("t") == "s"
        elif local == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif local in ("v", "is"):
            row, column = self._row, self._column
            first, last = self._rows or (row, row)
            left, right = self._columns or (column, column)
            self._rows = [min(first, row), max(last, row)]
            self._columns = [min(left, column), max(right, column)]


def _number(column: str) -> int:
    """The number of a column from its letters, from 1."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def write_workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """An XLSX file of one sheet: the header bold and always in view, texts as texts.

    None is an empty cell, true and false are yes and no, numbers are numbers.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

    file = io.BytesIO()
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet(title)
        bold = workbook.add_format({"bold": True, "valign": "top"})
        plain = workbook.add_format({"text_wrap": True, "valign": "top"})
        widths = [len(header) for header in headers]
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_string(number, column, "yes" if value else "no", plain)
                elif isinstance(value, int | float):
                    sheet.write_number(number, column, value, plain)
                elif value not in (None, ""):
                    text = well_formed(str(value).replace("\0", " "))[:_LONGEST_TEXT]
                    sheet.write_string(number, column, text, plain)
                    widths[column] = max(widths[column], len(text))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, 50) + 2)
        sheet.freeze_panes(1, 0)
    return file.getvalue()
