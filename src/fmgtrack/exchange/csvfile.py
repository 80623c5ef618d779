"""Tables that people keep in spreadsheets, as CSV: read with tolerance, written without danger.

Reading has two steps. `read_table` turns bytes into a `Table` of plain text; `program_rows` gives
each cell of it a field of a program. Nothing is dropped: what fits no field stays as an extra.
A cell that a spreadsheet would run as a formula is written with a leading apostrophe, which
`unguard` takes away again.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.files import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PROGRAM_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *("program name", "program", "name", "name of program", "residency program"),
        *("residency program name", "residency", "training program", "program title", "programs"),
    ),
    "institution": (
        *("institution", "institution name", "hospital", "hospital name", "sponsoring institution"),
        *("sponsor", "university", "medical center", "health system", "primary site"),
    ),
    "specialty": ("specialty", "speciality", "program specialty", "field", "department"),
    "city": ("city", "town", "program city"),
    "state": (
        *("state", "state code", "us state", "program state", "st", "state province"),
        *("province", "state territory"),
    ),
    "location": (
        *("location", "city state", "city and state", "city st", "place", "program location"),
    ),
    "timezone": ("time zone", "timezone", "zone", "tz"),
    "nrmp_code": (
        *("nrmp code", "nrmp codes", "nrmp program code", "nrmp", "nrmp number", "nrmp no"),
        *("nrmp id", "match code", "match number", "rank code", "program code", "track code"),
    ),
    "acgme_code": (
        *("acgme code", "acgme id", "acgme number", "acgme no", "acgme program number"),
        *("acgme program id", "acgme program code", "acgme", "accreditation id", "program id"),
        *("program number",),
    ),
    "url": (
        *("url", "website", "web site", "program website", "web page", "webpage", "web"),
        *("website link", "program url", "program link", "homepage", "home page", "link"),
    ),
    "status": ("status", "application status", "program status", "my status", "stage"),
    "signal": (
        *("signal", "eras signal", "signal type", "signals", "program signal", "signaled"),
        *("signalled", "signal sent", "gold silver", "preference signal", "tier"),
    ),
    "contact_policy": (
        *("contact policy", "post interview contact", "post interview communication"),
        *("post interview policy", "post interview contact policy", "communication policy"),
        *("thank you policy", "thank you email policy", "policy"),
    ),
    "policy_source": ("policy source", "contact policy source", "source of policy"),
    "j1": (
        *("j1", "j1 visa", "visa j1", "j1 sponsorship", "j1 sponsored", "sponsors j1"),
        *("j1 visa sponsorship", "accepts j1", "offers j1"),
    ),
    "h1b": (
        *("h1b", "h1b visa", "visa h1b", "h1b sponsorship", "h1b sponsored", "sponsors h1b"),
        *("h1b visa sponsorship", "accepts h1b", "offers h1b", "h1", "h1 visa"),
    ),
    "visa": (
        *("visa", "visas", "visa sponsorship", "visas sponsored", "visa types", "visa type"),
        *("visa sponsored", "sponsors visa", "sponsors visas", "sponsorship", "visa status"),
        *("visa policy", "visa j1 h1b", "j1 h1b", "h1b j1", "j1 h1b visa", "j1 or h1b"),
    ),
    "visa_source": ("visa source", "source of visa", "visa information source"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "my notes"),
}
"""Fields of a program, each with the names people give its column, the best name first.

Two are not fields of the record: `location` is split into city and state by `program_rows`, and
`visa` is for `read_visa`.
"""

MAX_CELLS = 10_000_000
"""The largest table that is read, columns times rows, so that a bad file cannot fill the memory."""

_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 65_536
_SAMPLE_ROWS = 100
_HEADER_WITHIN = 20
_LONGEST_NAME = 80
_NAMED_ROWS = 5
# a last row of two cells that no text holds; after an open quotation mark it comes out as one
_END = ["\0", "\0"]
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_INVISIBLE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u2060\ufeff")),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " "),
}
# some spreadsheets pass over leading space and read the full-width signs as the plain ones
_FORMULA = re.compile("['\\s]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")


@dataclass(frozen=True)
class Row:
    """One row of a table; `number` is the one a spreadsheet shows, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table as text: every row has as many cells as there are headers.

    `header_row` is the number of the row that names the columns; rows above it are left out.
    """

    headers: tuple[str, ...]
    rows: list[Row]
    header_row: int = 1


@dataclass(frozen=True)
class ProgramRow:
    """One program of a table: field to text, and what fits no field as (header, text).

    `values` holds only fields that are not empty, all of them text as typed: `visa` waits for
    `read_visa`, `j1` and `h1b` for `read_yes_no`, `nrmp_code` for `split_codes`.
    """

    number: int
    values: dict[str, str]
    extras: tuple[tuple[str, str], ...]


def tidy(cell: str) -> str:
    """The cell without space around it, zero-width spaces and byte order marks; NBSP is a space."""
    return (cell if cell.isascii() else cell.translate(_INVISIBLE)).strip()


def read_table(
    data: bytes, name: str, columns: Mapping[str, tuple[str, ...]] = PROGRAM_COLUMNS
) -> Table:
    """Read a CSV or TSV file of any common encoding and delimiter.

    The header is the first row that holds a name of `columns` and is as wide as the data is.
    Blank rows are skipped; short rows are filled up; columns with nothing in them at the right end
    are dropped. `name` is the file's name, for messages.

    Raises:
        ImportFailedError: it is no text, has no known column, or a row cannot be read.
    """
    text = _decode(data, name)
    known = _known(columns)
    named = re.match(r"sep=([,;\t|])\r?\n", text)
    if named:  # Excel's own first line, which it does not count as a row
        text, delimiter = text[named.end() :], named[1]
    else:
        delimiter = _delimiter(text, known)
    return _table(_records(text, delimiter, name), name, known)


def _decode(data: bytes, name: str) -> str:
    if data.startswith(_WORKBOOKS):
        raise ImportFailedError(
            f"`{name}` looks like an Excel workbook", "save it as CSV and import that file"
        )
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise ImportFailedError(f"`{name}` is empty", "name the file that holds the table")
        return text
    raise ImportFailedError(
        f"`{name}` is not a text file", "save the table as `CSV UTF-8` and import that file"
    )


def _known(columns: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[int, str]]:
    """Folded column name to (rank, field); rank 0 is the best name."""
    return {
        _fold(name): (rank, field)
        for field, names in columns.items()
        for rank, name in enumerate(names)
    }


def _fold(name: str) -> str:
    """Letters and digits alone, without case and accents, so that `ACGME #` is `acgmenumber`."""
    plain = unicodedata.normalize("NFKD", name.replace("#", " number ")).casefold()
    return "".join(character for character in plain if character.isalnum())


def _claim(header: str, known: Mapping[str, tuple[int, str]]) -> tuple[int, str] | None:
    """Rank and field of a header, with or without what stands in brackets."""
    if len(header) > _LONGEST_NAME:
        return None
    claim = known.get(_fold(header))
    if claim is None and ("(" in header or "[" in header):
        claim = known.get(_fold(re.sub(r"[(\[][^)\]]*[)\]]", "", header)))
    return claim


def _count(cells: Iterable[str], known: Mapping[str, tuple[int, str]]) -> int:
    return sum(_claim(cell, known) is not None for cell in cells)


def _parse(text: str, delimiter: str) -> Iterator[list[str]]:
    # without strict mode an open quotation mark would swallow the end of the file unseen
    lines = chain(io.StringIO(text, newline=""), (delimiter.join(_END),))
    for record in csv.reader(lines, delimiter=delimiter, skipinitialspace=True):
        yield [tidy(cell) for cell in record]


def _delimiter(text: str, known: Mapping[str, tuple[int, str]]) -> str:
    """The delimiter that shows most known columns, then the most even rows, then the widest."""

    def merit(delimiter: str) -> tuple[int, float, int]:
        sample = islice(_parse(text[:_SAMPLE_CHARACTERS], delimiter), _SAMPLE_ROWS)
        rows: list[list[str]] = []
        with contextlib.suppress(csv.Error):  # what came before the error tells enough
            rows.extend(record for record in sample if any(record) and record != _END)
        if not rows:
            return 0, 0.0, 0
        [(width, times)] = Counter(map(len, rows)).most_common(1)
        names = max(_count(record, known) for record in rows[:_HEADER_WITHIN])
        return names, times / len(rows), width

    return max(_DELIMITERS, key=merit)


def _records(text: str, delimiter: str, name: str) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(_parse(text, delimiter))
    except csv.Error as error:
        raise ImportFailedError(
            f"row {len(records) + 1} of `{name}` holds a cell too long to read",
            "look there for a quotation mark that is never closed",
        ) from error
    if records.pop() != _END:
        raise ImportFailedError(
            f"row {len(records) + 1} of `{name}` opens a quotation mark that is never closed",
            'close it, or write a mark inside a cell twice: `""`',
        )
    return records


def _table(
    records: Sequence[Sequence[str]], name: str, known: Mapping[str, tuple[int, str]]
) -> Table:
    """The table in rows of cells, wherever they were read from."""
    widths = [_width(record) for record in records]
    header_at = _header_index(records, widths, name, known)
    headers = records[header_at]
    below = [index for index in range(header_at + 1, len(records)) if widths[index]]
    long = [index for index in below if widths[index] > len(headers)]
    if long:
        numbers = ", ".join(str(index + 1) for index in long[:_NAMED_ROWS])
        more = f" and {len(long) - _NAMED_ROWS} more" if len(long) > _NAMED_ROWS else ""
        rows_named = f"{'row' if len(long) == 1 else 'rows'} {numbers}{more}"
        raise ImportFailedError(
            f"more cells than the {len(headers)} columns of `{name}` in {rows_named}",
            "name the extra columns, or put quotation marks round text that holds the separator",
        )
    width = max([widths[header_at], *(widths[index] for index in below)])
    if width * len(below) > MAX_CELLS:
        raise ImportFailedError(
            f"`{name}` has {len(below):,} rows of {width:,} columns, too many to read at once",
            "split it into smaller files",
        )
    rows = [
        Row(index + 1, (*records[index][:width], *[""] * (width - len(records[index]))))
        for index in below
    ]
    return Table(tuple(headers[:width]), rows, header_at + 1)


def _width(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is not empty."""
    return next((count for count in range(len(cells), 0, -1) if cells[count - 1]), 0)


def _header_index(
    records: Sequence[Sequence[str]],
    widths: Sequence[int],
    name: str,
    known: Mapping[str, tuple[int, str]],
) -> int:
    filled = sorted(filter(None, widths)) or [0]
    usual = filled[len(filled) // 2]
    rows = [i for i, record in enumerate(records[:_HEADER_WITHIN]) if _count(record, known)]
    wide = [index for index in rows if widths[index] >= usual]
    # a header narrower than its data is still the header: the rows too long are named later
    for index in wide or rows:
        return index
    raise ImportFailedError(
        f"no column of `{name}` has a known name",
        "the first row names the columns, such as `Program`, `City`, `State`, `NRMP code`",
    )


def recognise(
    headers: Sequence[str], columns: Mapping[str, tuple[str, ...]] = PROGRAM_COLUMNS
) -> dict[int, str]:
    """Column index to field; of two columns for one field the one with the better name has it.

    A table that names hospitals and no programs means its hospitals as programs.
    """
    known = _known(columns)
    claims = sorted(
        (claim[0], index, claim[1])
        for index, header in enumerate(headers)
        if (claim := _claim(header, known)) is not None
    )
    taken: dict[str, int] = {}
    for _, index, field in claims:
        taken.setdefault(field, index)
    if "name" not in taken and "institution" in taken:
        taken["name"] = taken.pop("institution")
    return {index: field for field, index in sorted(taken.items(), key=lambda item: item[1])}


def program_rows(table: Table) -> list[ProgramRow]:
    """The programs of a table, in its order."""
    fields = recognise(table.headers)
    return [_program_row(row, table.headers, fields) for row in table.rows]


def _program_row(row: Row, headers: Sequence[str], fields: Mapping[int, str]) -> ProgramRow:
    values: dict[str, str] = {}
    extras: list[tuple[str, str]] = []
    for index, cell in enumerate(row.cells):
        if not cell:
            continue
        text = unguard(cell)
        if index in fields:
            values[fields[index]] = text
        else:
            extras.append((headers[index] or f"column {_letters(index)}", text))
    if "location" in values:
        place = values.pop("location")
        parts = _split_place(place)
        if parts and all(values.get(field, text) == text for field, text in parts.items()):
            values.update(parts)
        else:
            header = next(headers[index] for index, field in fields.items() if field == "location")
            extras.append((header, place))
    return ProgramRow(row.number, values, tuple(extras))


def _letters(index: int) -> str:
    """The letters over a spreadsheet's column, counted from 0: A, B ... Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _split_place(text: str) -> dict[str, str]:
    """City and state of `Detroit, MI 48202, USA`; nothing when it cannot be told."""
    if len(text) > _LONGEST_NAME:
        return {}
    place = " ".join(text.split())
    place = re.sub(r"[, ]+(USA|U\.S\.A\.|US|United States( of America)?)$", "", place)
    place = re.sub(r"[, ]+\d{5}(-\d{4})?$", "", place)
    if not re.fullmatch(r"[^\W\d_]([^\W\d_]|[ .'\u2019-])*(, ?[^\W\d_]([^\W\d_]|[ .])+)?", place):
        return {}
    city, comma, state = place.partition(",")
    if comma:
        return {"city": city.strip(), "state": state.strip()}
    if re.fullmatch(r"[A-Z]{2}", place):
        return {"state": place}
    if pair := re.fullmatch(r"(.+) ([A-Z]{2})", place):
        return {"city": pair[1], "state": pair[2]}
    return {"city": place}


_VISAS = {"j1": ("j1",), "h1b": ("h1b",), "both": ("j1", "h1b")}
_YES = frozenset(["yes", "y", "true", "t", "1", "✓", "✔", "☑", "✅", "🗸"])
_NO = frozenset(["no", "n", "false", "f", "0", "✗", "✘", "☒", "❌", "none"])
_OFFERED = frozenset(
    ["sponsored", "sponsors", "sponsor", "offered", "offers", "accepted", "accepts", "available"]
)
_REFUSED = frozenset(["not", "neither", "never", "without"])
_NEUTRAL = frozenset(["visa", "visas", "sponsorship", "do", "does", "is", "are", "ecfmg"])


def read_yes_no(text: str) -> bool | None:
    """Yes, no, or None for `n/a`, `?` and whatever else is neither; that text is worth keeping."""
    plain = tidy(text).casefold().replace("\ufe0f", "").strip(" .!")
    plain = re.sub(r" *x *\d+$", "", plain)
    return True if plain in _YES else False if plain in _NO else None


def split_codes(text: str) -> tuple[str, ...]:
    """The codes in one cell, in capitals, each once; words beside them (`categorical`) are left.

    What is no code comes back as it is, for the caller to refuse.
    """
    pieces: list[str] = []
    for part in re.split(r"[,;/|&+\n()]|\band\b", text):
        compact = re.sub(r"[\s-]", "", part)
        whole = re.fullmatch(r"\d{7}[A-Za-z]\d{1,3}", compact)
        pieces.extend([compact] if whole else part.split())
    coded = [piece for piece in pieces if any(map(str.isdigit, piece))]
    return tuple(dict.fromkeys(piece.upper() for piece in coded or pieces))


def read_visa(text: str) -> dict[str, bool | None]:
    """What a cell says of `j1` and `h1b`: sponsored, not sponsored, or None where it does not say.

    Strict on purpose, since a wrong yes costs an application: a clause with a word that is not
    understood ("case by case") says nothing, nor does a bare "yes", which does not tell which
    visa. "No" alone is no to both; "J-1 only" is no to the other.
    """
    said: dict[str, bool | None] = dict.fromkeys(_VISAS["both"])
    previous: tuple[str, ...] = ()
    refused = False
    for clause in re.split(r"[,;/|&+()\n.]|\band\b|\bbut\b", _plain_visas(text)):
        words = [word for word in re.findall(r"\w+|[^\w\s:-]", clause) if word not in _NEUTRAL]
        if not words:
            continue
        named = [word for word in words if word in _VISAS]
        verdict = _visa_verdict(words, named)
        # a bare "H1B" after "no J1," may belong to the refusal
        if refused and words == named:
            verdict = None
        if not named and not previous and verdict:
            continue
        about = previous or _VISAS["both"]
        if named:
            about = _VISAS[named[0] if len(named) == 1 else "both"]
        said.update(dict.fromkeys(about, verdict))
        if verdict and "only" in words:
            said.update({visa: False for visa in said if said[visa] is None})
        previous, refused = about, verdict is False
    return said


def _plain_visas(text: str) -> str:
    """The text with each visa as `j1` or `h1b`, or as `both` where they are joined."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    for pattern, plainer in (
        (r"\bn ?/ ?a\b", "?"),
        (r"n't\b", " not"),
        (r"\bj\W?1s?\b", "j1"),
        (r"\bh\W?1(?:\W?b)?s?\b", "h1b"),
        (r"\s+", " "),
        (r"\b(j1|h1b)(?: ?[/&+] ?| and/or | and | or | nor )(?!\1)(?:j1|h1b)\b", "both"),
        (r"\bboth (?=both\b)", ""),
        (r"\b(j1|h1b)[ :]+(yes|no) (?=(?:j1|h1b)[ :]+(?:yes|no)\b)", r"\1 \2, "),
    ):
        plain = re.sub(pattern, plainer, plain)
    return plain


def _visa_verdict(words: Sequence[str], named: Sequence[str]) -> bool | None:
    rest = {word.replace("\ufe0f", "") for word in words} - set(_VISAS) - {""}
    no = rest & (_NO | _REFUSED)
    plain_yes = rest & (_YES | {"only"})
    unknown = rest - no - plain_yes - _OFFERED
    if unknown or (len(named) > 1 and rest) or (no and plain_yes):
        return None
    return not no


def unguard(cell: str) -> str:
    """The text that `write_csv` wrote as this cell: the inverse of its guard against formulas."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV text: CRLF line ends, None as nothing, true and false as yes and no, numbers as such.

    A text that a spreadsheet would run as a formula gets a leading apostrophe. Read back through
    `read_table` and `unguard` it is the text that `tidy` gives.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([_cell(header) for header in headers])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return well_formed(file.getvalue())


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float):
        return value
    text = str(value).replace("\0", " ")
    return f"'{text}" if _FORMULA.match(text) else text
