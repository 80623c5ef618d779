"""What an old Excel workbook (.xls) would unfold to, measured before it is read.

The reader trusts the sizes that such a file names, follows chains of sectors that run in a circle,
and makes room for every cell between the first and the last; so a few bytes could take all the
memory there is. Only what it looks at is read here, by [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins."""

_LAST, _REGULAR = 0xFFFFFFFE, 0xFFFFFFFA
_HEADER, _ENTRY, _IN_HEADER = 512, 128, 109
_STREAM, _ROOT = 2, 5
_STREAMS = ("workbook", "book")

_BOF, _EOF, _CONTINUE, _SHEET, _TEXTS, _EXTENT = 0x0809, 0x000A, 0x003C, 0x0085, 0x00FC, 0x0200
_SHARED, _MANY = 0x00FD, (0x00BD, 0x00BE)
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, _SHARED, *_MANY})


def measure(data: bytes) -> tuple[int, int]:
    """Cells of all sheets, each from the first to the last, and the characters of their texts.

    Raises:
        ValueError: it is no workbook, or damaged in a way that could mislead a reader.
    """
    try:
        book = _workbook(data)
        return _measured(book)
    except (struct.error, IndexError) as error:
        raise ValueError("a record is cut off") from error


def _workbook(data: bytes) -> bytes:
    """The stream that holds the workbook; every chain of the file is followed once."""
    if not data.startswith(SIGNATURE) or len(data) < _HEADER:
        raise ValueError("no compound file")
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    counts = [struct.unpack_from("<I", data, at)[0] for at in (40, 44, 64, 72)]
    directory, _, cutoff, small_table = struct.unpack_from("<4I", data, 48)
    if shift not in (9, 12) or small_shift >= shift or max(counts) > len(data) >> shift:
        raise ValueError("odd sectors")
    sectors = _Sectors(data[1 << shift :], 1 << shift)
    places = _places(data, sectors)
    sectors.following = [number for place in places for number in sectors.numbers(place)]
    entries = list(_entries(sectors.chain(directory), is_long=shift > 9))  # noqa: PLR2004  512 bytes
    root = next((one for one in entries if one[1] == _ROOT), None)
    small = _Sectors(sectors.chain(root[2]) if root else b"", 1 << small_shift)
    table = sectors.chain(small_table)
    small.following = list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))
    found = b""
    for name, kind, start, size in entries:
        if size > len(data):
            raise ValueError("a stream is larger than its file")
        if kind != _STREAM or not size:
            continue
        content = (small if size < cutoff else sectors).chain(start)[:size]
        if name in _STREAMS and not found:
            found = content
    if not found:
        raise ValueError("no workbook in it")
    return found


def _places(data: bytes, sectors: _Sectors) -> list[int]:
    """The sectors that hold the table of which sector follows which."""
    first = struct.unpack_from("<I", data, 68)[0]
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    seen: set[int] = set()
    while first < _REGULAR and first not in seen:
        seen.add(first)
        *held, first = sectors.numbers(first)
        places += held
    if first in seen:
        raise ValueError("a chain runs in a circle")
    return [place for place in places if place < _REGULAR]


class _Sectors:
    """The sectors of a file, or of the stream that holds the small ones."""

    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size = data, size
        self.following: list[int] = []

    def one(self, number: int) -> bytes:
        """A sector; the last one of a file may be cut off."""
        begin = number * self.size
        if begin >= len(self.data):
            raise ValueError("a sector is not there")
        return self.data[begin : begin + self.size]

    def numbers(self, number: int) -> tuple[int, ...]:
        """The numbers that a sector holds."""
        content = self.one(number)
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def chain(self, number: int) -> bytes:
        """The content of a sector and of all that follow it."""
        pieces: list[bytes] = []
        while number < _REGULAR:
            if len(pieces) > len(self.following):
                raise ValueError("a chain runs in a circle")
            pieces.append(self.one(number))
            number = self.following[number]
        return b"".join(pieces)


def _entries(directory: bytes, *, is_long: bool) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and size of everything in a directory."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<IQ", directory, at + 116)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if kind in (_STREAM, _ROOT):
            yield name.casefold(), kind, start, size if is_long else size & 0xFFFFFFFF


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on up to the end of their part."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length


def _measured(book: bytes) -> tuple[int, int]:
    sheets: list[int] = []
    texts: list[bytes] = []
    previous = 0
    for kind, content in _records(book, 0):
        if kind == _SHEET:
            sheets.append(struct.unpack_from("<I", content)[0])
        elif kind == _TEXTS or (kind == _CONTINUE and previous == _TEXTS):
            texts.append(content)
        previous = previous if kind == _CONTINUE else kind
    lengths = list(_lengths(texts))
    cells = total = 0
    known: dict[int, tuple[int, int]] = {}
    for place in sheets:
        if place not in known:
            known[place] = _sheet(book, place, lengths)
        cells += known[place][0]
        total += known[place][1]
    return cells, total


def _sheet(book: bytes, place: int, lengths: list[int]) -> tuple[int, int]:
    """Cells and characters of one sheet; the extent that it says it has is room taken too."""
    rows: list[int] = []
    columns: list[int] = []
    said = total = 0
    for kind, content in _records(book, place):
        if kind == _EXTENT and len(content) >= 12:  # noqa: PLR2004  four numbers, in the newer form
            top, bottom, left, right = struct.unpack_from("<IIHH", content)
            said = max(bottom - top, 0) * max(right - left, 0)
        if kind not in _CELLS:
            continue
        row, column = struct.unpack_from("<HH", content)
        rows.append(row)
        columns.append(column)
        if kind in _MANY:
            columns.append(struct.unpack_from("<H", content, len(content) - 2)[0])
        elif kind == _SHARED:
            number = struct.unpack_from("<I", content, 6)[0]
            total += lengths[number] if number < len(lengths) else 0
    if not rows:
        return said, total
    return max(said, (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)), total


def _lengths(pieces: list[bytes]) -> Iterator[int]:
    """The characters of every shared text; the first piece begins with how many there are.

    Raises:
        ValueError: there are more than there is room for.
    """
    if not pieces:
        return
    count = struct.unpack_from("<I", pieces[0], 4)[0]
    if count > sum(map(len, pieces)):
        raise ValueError("more texts than room for them")
    reader = _Pieces(pieces)
    for _ in range(count):
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", reader.take(4))[0] if flags & 4 else 0
        reader.skip_text(length, wide=bool(flags & 1))
        reader.skip(4 * runs + extra)
        yield length


class _Pieces:
    """Reads on over records that continue each other."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._index, self._at = 0, 8

    def _left(self) -> int:
        return len(self._pieces[self._index]) - self._at

    def _next(self) -> None:
        self._index, self._at = self._index + 1, 0

    def take(self, count: int) -> bytes:
        """The next bytes; they may lie in two pieces."""
        while not self._left():
            self._next()
        found = self._pieces[self._index][self._at : self._at + count]
        self._at += len(found)
        return found if len(found) == count else found + self.take(count - len(found))

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        while count > self._left():
            count -= self._left()
            self._next()
        self._at += count

    def skip_text(self, length: int, *, wide: bool) -> None:
        """Pass over the letters of a text; a piece in its midst begins with their width anew."""
        while True:
            step = 2 if wide else 1
            room = self._left() // step
            if length <= room:
                self._at += length * step
                return
            length -= room
            self._next()
            wide = bool(self._pieces[self._index][0] & 1)
            self._at = 1
