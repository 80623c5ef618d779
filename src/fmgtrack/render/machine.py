"""JSON and CSV: stable keys, one document, nothing in it that steers a terminal."""

from __future__ import annotations

from _json import encode_basestring, encode_basestring_ascii

from fmgtrack.render import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def as_json(document: Any, *, ascii_only: bool = False) -> str:  # noqa: ANN401  any document
    """One JSON document, two spaces deep, with a line end.

    The text is that of `json.dumps(document, indent=2)`, with what a terminal would act on or hide
    as escapes of JSON too; the module `json` would cost a listing more than its query.

    Raises:
        TypeError: it holds something that JSON has no form for.
    """
    quoted = encode_basestring_ascii if ascii_only else encode_basestring
    text = _said(document, "\n", quoted)
    if not text.isascii() or "\x7f" in text:
        # a line end of the text is none of a value's: those are escapes by now
        text = "\n".join(map(_harmless, text.split("\n")))
    return f"{text}\n"


_ESCAPED = safe.Shown(safe.DANGEROUS, lambda number: encode_basestring_ascii(chr(number))[1:-1])


def _harmless(line: str) -> str:
    return line if line.isascii() and line.isprintable() else line.translate(_ESCAPED)


def _said(value: Any, line: str, quoted: Callable[[str], str]) -> str:  # noqa: ANN401  as above
    """The text of one value; `line` is a line end with the indent of its surroundings."""
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    inner = f"{line}  "
    if isinstance(value, dict):
        ends = "{}"
        # a text, as most are, without a call of its own: there are hundreds of thousands
        items = [
            f"{quoted(key)}: {quoted(one) if one.__class__ is str else _said(one, inner, quoted)}"
            for key, one in value.items()
        ]
    elif isinstance(value, (list, tuple)):
        ends, items = "[]", [_said(one, inner, quoted) for one in value]
    else:
        raise TypeError(type(value).__name__)
    return f"{ends[0]}{inner}{f',{inner}'.join(items)}{line}{ends[1]}" if items else ends


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
