"""CSV as text, written without danger: a cell that a spreadsheet would run becomes plain text.

It needs neither `re` nor the module `csv` above its C part, because listings are piped as CSV.
"""

from __future__ import annotations

import io
from _csv import writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# some spreadsheets pass over leading space and read the full-width signs as the plain ones
_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
_ENDS = "\t\r\n"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run this cell, or one that is left of it cut in two."""
    bare = text.lstrip("'")
    if bare[:1] and bare[0] in _ENDS:
        return True
    while bare and (bare[0] == "'" or bare[0].isspace()):
        bare = bare.lstrip("'").lstrip()
    return bool(bare) and bare[0] in _SIGNS


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV text: CRLF line ends, None as nothing, true and false as yes and no, numbers as such.

    A text that a spreadsheet would run as a formula gets a leading apostrophe. Read back through
    `read_table` and `unguard` it is the text that `tidy` gives. A lone surrogate, which no file
    can hold, is written as `?`.
    """
    file = io.StringIO(newline="")
    written = writer(file, lineterminator="\r\n")
    written.writerow([_cell(header) for header in headers])
    written.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8", "replace").decode("utf-8")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, (int, float)):
        return value
    text = str(value).replace("\0", " ")
    return f"'{text}" if is_formula(text) else text
