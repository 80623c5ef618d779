"""Excel workbooks: XLSX and XLS are read, XLSX is written; a text never becomes a formula.

What a workbook would unfold to is measured before it is read: a small file can name billions of
cells, and the reader makes room for every cell between the first and the last.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from array import array
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange import oldbook
from fmgtrack.exchange.cells import tidy
from fmgtrack.exchange.files import well_formed
from fmgtrack.exchange.tables import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from python_calamine import CalamineSheet

MOST_BYTES = 256 * 1024 * 1024
"""Bytes of the largest workbook, unpacked."""

MOST_CELLS = 12_000_000
"""Cells of all sheets, of each from the first to the last that holds something."""

MOST_TEXT = 200_000_000
"""Characters that the shared texts of all cells come to."""

_PIECE = 1024 * 1024
_LONGEST_TAG = 8 * _PIECE
_DIGITS = 10
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
    else:
        _measure_old(data, name)
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
            names = {entry.filename.lower() for entry in entries}
            # the reader would take a file of another program, in which a few words mean many cells
            if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
                raise _damaged(name)
            _refuse_liars(data, entries)
            lengths = array("L")
            for entry in entries:
                if entry.filename.lower().endswith("sharedstrings.xml"):
                    lengths.extend(_Lengths(packed, entry).found)
            # whatever such a part is called: the book itself says which ones are its sheets
            sheets = [entry for entry in entries if "sheets/" in entry.filename.lower()]
            extents = [_Extent(packed, entry) for entry in sheets]
            cells = sum(extent.cells for extent in extents)
            text = sum(extent.shared for extent in extents) * max(lengths, default=0)
            if text > MOST_TEXT:
                text = sum(_Texts(packed, entry, lengths).total for entry in sheets)
            if cells > MOST_CELLS or text > MOST_TEXT:
                raise _too_large(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(name) from error
    except (ExpatError, struct.error, ValueError, OSError) as error:
        raise _damaged(name) from error


def _measure_old(data: bytes, name: str) -> None:
    """The same of an old workbook."""
    try:
        cells, text = oldbook.measure(data)
    except ValueError as error:
        raise _damaged(name) from error
    if cells > MOST_CELLS or text > MOST_TEXT:
        raise _too_large(name)


def _refuse_liars(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Unfold every part and throw it away: Python stops at the size that a part says it has.

    Raises:
        ValueError: a part is larger than it says, or is packed in a way that no workbook is.
    """
    for entry in entries:
        name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
        begin = entry.header_offset + 30 + name + extra
        content = data[begin : begin + entry.compress_size]
        size = len(content) if entry.compress_type == zipfile.ZIP_STORED else 0
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            unfolding = zlib.decompressobj(-zlib.MAX_WBITS)
            while not unfolding.eof and size <= entry.file_size:
                piece = unfolding.decompress(content, _PIECE)
                content = unfolding.unconsumed_tail
                size += len(piece)
                if not piece and not content:
                    break
        if size != entry.file_size:
            raise ValueError(entry.filename)


def _too_large(name: str) -> ImportFailedError:
    return ImportFailedError(
        f"`{name}` is too large once it is unpacked", "save the table alone as `CSV UTF-8`"
    )


class _Reader:
    """Reads a part of a workbook with a real parser, as no pattern knows all ways of writing.

    Raises:
        ValueError: a single tag has no end for longer than any table needs.
        ExpatError: it is no XML.
    """

    def __init__(self, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, given: self.begin(tag.rpartition(":")[2], given)
        if type(self).end is not _Reader.end:
            parser.EndElementHandler = lambda tag: self.end(tag.rpartition(":")[2])
        if type(self).text is not _Reader.text:
            parser.CharacterDataHandler = self.text
        with packed.open(entry) as stream:
            read = 0
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)  # noqa: FBT003  as Python calls it
                read += len(piece)
                # the parser begins a tag anew with every piece until it has its end
                if read - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise ValueError(entry.filename)
            parser.Parse(b"", True)  # noqa: FBT003  as above

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """Some text in it."""


class _Lengths(_Reader):
    """The characters of every shared text, in order."""

    def __init__(self, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        self.found = array("L")
        self._length = 0
        super().__init__(packed, entry)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        del attributes
        if tag == "si":
            self._length = 0

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append(self._length)

    def text(self, piece: str) -> None:
        self._length += len(piece)


class _Extent(_Reader):
    """How far the cells of a sheet reach that hold something; mere looks count for nothing."""

    def __init__(self, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        self.shared = 0
        self._row = self._column = self._seen = 0
        self._rows: list[int] = []
        self._columns: list[int] = []
        super().__init__(packed, entry)

    @property
    def cells(self) -> int:
        """Cells from the first to the last row and column."""
        if not self._rows:
            return 0
        (top, bottom), (left, right) = self._rows, self._columns
        return (bottom - top + 1) * (right - left + 1)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._seen += 1
            if self._seen > MOST_CELLS:
                raise ValueError(tag)
            self._column += 1
            if place := attributes.get("r"):
                found = _PLACE.fullmatch(place)
                if found is None:
                    raise ValueError(place)
                self._column, self._row = _number(found[1]), int(found[2])
            self.shared += attributes.get("t") == "s"
        elif tag == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif tag in ("v", "is"):
            row, column = self._row, self._column
            first, last = self._rows or (row, row)
            left, right = self._columns or (column, column)
            self._rows = [min(first, row), max(last, row)]
            self._columns = [min(left, column), max(right, column)]


class _Texts(_Reader):
    """The characters that the shared texts of a sheet come to."""

    def __init__(
        self, packed: zipfile.ZipFile, entry: zipfile.ZipInfo, lengths: array[int]
    ) -> None:
        self.total = 0
        self._lengths = lengths
        self._shared = self._value = False
        self._said = ""
        super().__init__(packed, entry)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._shared = attributes.get("t") == "s"
        self._value, self._said = tag == "v", ""

    def end(self, tag: str) -> None:
        number = self._said.strip()
        if tag == "v" and self._shared and number.isdecimal() and len(number) < _DIGITS:
            self.total += self._lengths[int(number)] if int(number) < len(self._lengths) else 0
        self._value = False

    def text(self, piece: str) -> None:
        if self._value and len(self._said) < _DIGITS:
            self._said += piece


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
