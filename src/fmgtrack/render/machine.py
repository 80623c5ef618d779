"""JSON and CSV: stable keys, one document, nothing in it that steers a terminal."""

from __future__ import annotations

from _json import encode_basestring, encode_basestring_ascii

from fmgtrack.render import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


def as_json(document: Any, *, ascii_only: bool = False) -> str:  # noqa: ANN401  any document
    """One JSON document, two spaces deep, with a line end.

    The text is that of `json.dumps(document, indent=2)`, with what a terminal would act on or hide
    as escapes of JSON too; the module `json` would cost a listing more than its query.

    Raises:
        TypeError: it holds something that JSON has no form for.
    """
    pieces: list[str] = []
    _write(document, "\n", encode_basestring_ascii if ascii_only else _quoted, pieces)
    return "".join(pieces) + "\n"


_ESCAPED = safe.Shown(safe.DANGEROUS, lambda number: encode_basestring_ascii(chr(number))[1:-1])


def _quoted(text: str) -> str:
    said = encode_basestring(text)
    return said if said.isascii() and said.isprintable() else said.translate(_ESCAPED)


def _write(value: Any, line: str, quoted: Callable[[str], str], pieces: list[str]) -> None:  # noqa: ANN401  as above
    """Add the pieces of one value; `line` is a line end with the indent of its surroundings."""
    if isinstance(value, str):
        pieces.append(quoted(value))
    elif value is None:
        pieces.append("null")
    elif isinstance(value, bool):
        pieces.append("true" if value else "false")
    elif isinstance(value, (int, float)):
        pieces.append(repr(value))
    elif isinstance(value, dict):
        _between(
            "{}", ((f"{quoted(key)}: ", one) for key, one in value.items()), line, quoted, pieces
        )
    elif isinstance(value, (list, tuple)):
        _between("[]", (("", one) for one in value), line, quoted, pieces)
    else:
        raise TypeError(type(value).__name__)


def _between(
    ends: str,
    items: Iterable[tuple[str, Any]],
    line: str,
    quoted: Callable[[str], str],
    pieces: list[str],
) -> None:
    """Add a list or an object, each item on a line of its own."""
    inner, comma = f"{line}  ", ""
    pieces.append(ends[0])
    for label, value in items:
        pieces.append(f"{comma}{inner}{label}")
        _write(value, inner, quoted, pieces)
        comma = ","
    pieces.append(f"{line}{ends[1]}" if comma else ends[1])


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV whose cells never become a formula; nested keys are joined by `_`.

    Control characters other than line ends and tabs are shown as codes; `as_json` loses none. No
    rows are an empty text: the columns are known from rows alone.
    """
    from fmgtrack.exchange.csvtext import write_csv
    from fmgtrack.exchange.flat import columns

    if not rows:
        return ""
    headers, values = columns(rows)
    return write_csv(headers, [[_shown(value) for value in row] for row in values])


def _shown(value: Any) -> Any:  # noqa: ANN401  any value of a row
    return safe.data(value) if isinstance(value, str) else value
