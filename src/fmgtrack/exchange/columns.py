"""What the columns of a table are: by the names people give them, and by what is in them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fmgtrack.errors import UsageError
from fmgtrack.exchange.cells import look
from fmgtrack.exchange.column_names import COLUMNS, CONTACTS, INTERVIEWS, PROGRAMS
from fmgtrack.exchange.days import has_days
from fmgtrack.exchange.tables import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from fmgtrack.exchange.tables import Row, Table

SEVERAL = frozenset(["interview", "nrmp_code", "starts_at"])
"""Fields that several columns may hold together."""

UNREAD = frozenset(["ref", "counted", "respond_zone"])
"""Fields that say nothing beyond their row."""

_FROM_CONTENT = {
    PROGRAMS: ("nrmp_code", "acgme_code", "url", "state", "location", "visa", "name"),
    CONTACTS: ("nrmp_code", "email"),
    INTERVIEWS: ("nrmp_code",),
}
_CODES = frozenset(["nrmp_code", "acgme_code"])
_SURE, _LIKELY = 0.8, 0.5
_LONGEST_NAME = 80
_SHORT = 40


@dataclass(frozen=True)
class Layout:
    """A table and the field of each of its columns; what has none is kept as an extra."""

    table: Table
    kind: str
    fields: Mapping[int, str]

    @property
    def score(self) -> int:
        """How many columns say something."""
        return sum(field not in UNREAD for field in self.fields.values())

    def described(self) -> list[tuple[str, str]]:
        """Each column's name with its field; `note` where it is kept as a note."""
        shown = range(len(self.table.headers))
        filled = [index for index in shown if self.table.samples[index]]
        return [(self.table.label(i), self.fields.get(i, "note")) for i in filled]

    def entries(self) -> Iterator[Entry]:
        """The rows, each cell under its field."""
        for row in self.table.rows():
            yield self._entry(row)

    def _entry(self, row: Row) -> Entry:
        values: dict[str, list[tuple[str, str]]] = {}
        extras: list[tuple[str, str]] = []
        for index, cell in enumerate(row.cells):
            if not cell:
                continue
            label = self.table.label(index)
            if index not in self.fields:
                extras.append((label, cell))
            elif self.fields[index] not in UNREAD:
                values.setdefault(self.fields[index], []).append((label, cell))
        return Entry(row.number, values, tuple(extras))


@dataclass(frozen=True)
class Entry:
    """One row: field to its cells, each with its column's name; and what fits no field."""

    number: int
    values: Mapping[str, list[tuple[str, str]]]
    extras: tuple[tuple[str, str], ...]

    def text(self, field: str) -> str:
        """The cell of a field, empty when there is none; several are joined by `; `."""
        cells = self.values.get(field, ())
        return cells[0][1] if len(cells) == 1 else "; ".join(cell for _, cell in cells)

    def label(self, field: str) -> str:
        """The name of the column of a field."""
        cells = self.values.get(field)
        return cells[0][0] if cells else field


def fold(name: str) -> str:
    """Letters and digits alone, without case and accents, so that `ACGME #` is `acgmenumber`."""
    plain = unicodedata.normalize("NFKD", name.replace("#", " number ")).casefold()
    return "".join(character for character in plain if character.isalnum())


def _known(kind: str) -> dict[str, tuple[int, str]]:
    """Folded column name to (rank, field); rank 0 is the best name."""
    return {
        fold(name): (rank, field)
        for field, names in COLUMNS[kind].items()
        for rank, name in enumerate(names)
    }


_KNOWN = {kind: _known(kind) for kind in COLUMNS}


def _claim(header: str, known: Mapping[str, tuple[int, str]]) -> tuple[int, str] | None:
    """Rank and field of a header, with or without what stands in brackets, and its number."""
    if len(header) > _LONGEST_NAME:
        return None
    if header.startswith("home_"):  # beside an appointment in our own listings
        return 0, "ref"
    claim = known.get(fold(header))
    if claim is None and ("(" in header or "[" in header):
        claim = known.get(fold(re.sub(r"[(\[][^)\]]*[)\]]", "", header)))
    if claim is None:
        bare = re.sub(r"^\d+(?:st|nd|rd|th)?|\d+$", "", fold(header).replace("number", ""))
        claim = known.get(bare)
        claim = claim if claim and claim[1] in SEVERAL else None
    return claim


def count_known(cells: Iterable[str], more: Iterable[str] = ()) -> int:
    """How many cells of a row name a column of any kind of table; `more` are names, folded."""
    return sum(
        bool(cell) and (fold(cell) in more or any(_claim(cell, known) for known in _KNOWN.values()))
        for cell in cells
    )


def recognise(headers: Sequence[str], kind: str = PROGRAMS) -> dict[int, str]:
    """Column index to field; of two columns for one field the one with the better name has it.

    A table that names hospitals and no programs means its hospitals as programs.
    """
    claims = sorted(
        (claim[0], index, claim[1])
        for index, header in enumerate(headers)
        if header and (claim := _claim(header, _KNOWN[kind])) is not None
    )
    found: dict[int, str] = {}
    for _, index, field in claims:
        if field in SEVERAL or field in UNREAD or field not in found.values():
            found[index] = field
    if "name" not in found.values() and "institution" in found.values():
        found = {index: "name" if f == "institution" else f for index, f in found.items()}
    return dict(sorted(found.items()))


def lay_columns(
    table: Table, kind: str, maps: Mapping[str, str], is_state: Callable[[str], bool]
) -> Layout:
    """The fields of a table's columns: as the person says, by their names, then by what they hold.

    Args:
        table: the rows.
        kind: one of the kinds of `COLUMNS`.
        maps: a column (its number, letter or name) to a field.
        is_state: whether a text is a US state.

    Raises:
        UsageError: `maps` names a column or a field that there is not.
    """
    said = _said(table, kind, maps)
    found = recognise(table.headers, kind)
    looks = {i: _look(sample, is_state) for i, sample in enumerate(table.samples)}
    for index, (seen, share) in looks.items():
        # codes of two kinds are often named alike, what is in them tells
        if found.get(index) in _CODES and seen in _CODES and share >= _SURE:
            found[index] = seen
    taken = set(said.values())
    fields = {
        index: field for index, field in found.items() if field in SEVERAL or field not in taken
    }
    fields |= said
    for wanted in _FROM_CONTENT[kind]:
        least = _LIKELY if wanted == "name" else _SURE
        for index, (seen, share) in looks.items():
            free = index not in fields and (wanted in SEVERAL or wanted not in fields.values())
            if free and seen == wanted and share >= least:
                fields[index] = wanted
    if not table.header_row and kind == PROGRAMS:
        _propose_city(table, fields)
    kept = {
        index: field for index, field in fields.items() if not (field == "note" and index in said)
    }
    return Layout(table, kind, dict(sorted(kept.items())))


def _propose_city(table: Table, fields: dict[int, str]) -> None:
    """The short words left of the state are its city."""
    state = next((index for index, field in fields.items() if field == "state"), 0)
    if not state or state - 1 in fields or "city" in fields.values():
        return
    if all(len(cell) < _SHORT and not re.search(r"\d", cell) for cell in table.samples[state - 1]):
        fields[state - 1] = "city"


def _look(sample: Sequence[str], is_state: Callable[[str], bool]) -> tuple[str, float]:
    """What most cells of a column look like, and the share that does."""
    if not sample:
        return "", 0.0
    seen, times = Counter(look(cell, is_state) for cell in sample).most_common(1)[0]
    return seen or "", times / len(sample)


def _said(table: Table, kind: str, maps: Mapping[str, str]) -> dict[int, str]:
    said: dict[int, str] = {}
    for column, name in maps.items():
        index = _column(table, column)
        if index in said:
            raise UsageError(f"`--map` names {table.label(index)} twice", "give it once")
        field = _field(kind, name)
        if field in said.values() and field not in SEVERAL | {"note"}:
            raise UsageError(f"`--map` gives {name} to two columns", "one column for each field")
        said[index] = field
    return said


def _column(table: Table, text: str) -> int:
    by_name = [i for i, header in enumerate(table.headers) if header and fold(header) == fold(text)]
    if by_name:
        return by_name[0]
    numbers = [str(number) for number in range(1, len(table.headers) + 1)]
    if text in numbers:
        return numbers.index(text)
    by_letter = [i for i in range(len(table.headers)) if letters(i) == text.upper()]
    if by_letter:
        return by_letter[0]
    names = [table.label(index) for index in range(len(table.headers))]
    raise UsageError(
        f"`--map` names no column of the table: `{text}`", f"one of: {', '.join(names)}"
    )


def _field(kind: str, text: str) -> str:
    fields = [field for field in COLUMNS[kind] if field not in UNREAD]
    typed = fold(text)
    if typed in (exact := {fold(field): field for field in fields}):
        return exact[typed]
    claim = _KNOWN[kind].get(typed)
    if claim and claim[1] in fields:
        return claim[1]
    from fmgtrack.rules.matching import meant

    raise UsageError(f"`{text}` is no field of a table of {kind}", meant(text, fields, all_of=True))


def unnamed_header(table: Table, is_state: Callable[[str], bool]) -> bool:
    """Whether the first row of a table names its columns by words that are not known.

    It does where a column holds codes, addresses or days, and its first cell does not.
    """

    def is_coded(cell: str) -> bool:
        return look(cell, is_state) in ("nrmp_code", "acgme_code", "email", "url")

    for sample in table.samples:
        below = sample[1:]
        for is_kind in (is_coded, has_days):
            if below and all(map(is_kind, below)) and not is_kind(sample[0]):
                return True
    return False
