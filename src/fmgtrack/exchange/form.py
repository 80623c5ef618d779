"""A record, or a mail, as text for the editor and back.

A form has a `name: value` line for each field; further lines of a value are indented by two
spaces; lines that begin with `#` are comments. A mail has comments, a `Subject:` line, a blank
line and the body, in which `#` is an ordinary sign.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from fmgtrack.errors import InvalidError, RefusedError
from fmgtrack.exchange.eml import one_line
from fmgtrack.exchange.files import well_formed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_INDENT = "  "
_LONGEST_PIECE = 40
_FIELD = re.compile(r"([^\s:][^:]*):(.*)", re.DOTALL)


def write_form(title: str, fields: Sequence[tuple[str, str]]) -> str:
    """The text of a form; an empty value leaves its line empty, which means not set."""
    lines = [*_comments(title), ""]
    for name, value in fields:
        first, *more = _lines(value)
        if not first.strip() and more:
            # so that `name:` with the text below it, as people type it, has no empty first line
            first, more = "", [first, *more]
        lines.append(f"{name}: {first}" if first else f"{name}:")
        lines += [f"{_INDENT}{line}" for line in more]
    return "\n".join(lines) + "\n"


def read_form(text: str, names: Collection[str]) -> dict[str, str]:
    r"""The fields of a form, empty text for not set; a field whose line is gone is absent.

    Spaces at the ends of lines and blank lines at the end of a value are trimmed; every line end
    is `\n`. `names` are the fields there are.

    Raises:
        InvalidError: a line is no field, or a field is unknown or there twice.
    """
    values: dict[str, list[str]] = {}
    begun: dict[str, int] = {}
    name = ""
    for number, line in enumerate(_lines(text.removeprefix("\ufeff")), 1):
        if line.startswith("#"):
            continue
        if not line.strip() or line[0] in " \t":
            if name:
                values[name].append(_continued(line))
            elif line.strip():
                raise _no_field(number, line)
            continue
        name, value = _field(number, line, names)
        if name in begun:
            raise InvalidError(
                f"line {number} gives `{name}` a second time",
                f"the first is on line {begun[name]}: take one of them away",
            )
        begun[name] = number
        values[name] = [value]
    return {name: _joined(lines) for name, lines in values.items()}


def _lines(text: str) -> list[str]:
    return well_formed(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _comments(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in _lines(text)]


def _continued(line: str) -> str:
    return line.removeprefix(_INDENT) if line.startswith(_INDENT) else line[1:]


def _joined(lines: list[str]) -> str:
    first, *more = (line.rstrip() for line in lines)
    return "\n".join(more if more and not first else [first, *more]).rstrip()


def _field(number: int, line: str, names: Collection[str]) -> tuple[str, str]:
    match = _FIELD.fullmatch(line)
    if not match:
        raise _no_field(number, line)
    typed = match[1].strip()
    known = {re.sub(r"[\s-]", "_", name.casefold()): name for name in names}
    folded = re.sub(r"[\s-]", "_", typed.casefold())
    if folded not in known:
        near = get_close_matches(folded[:_LONGEST_PIECE], known, n=1)
        raise InvalidError(
            f"line {number} names a field that does not exist, `{_piece(typed)}`",
            f"the nearest is `{known[near[0]]}`" if near else f"there are {', '.join(names)}",
        )
    return known[folded], match[2].removeprefix(" ")


def _no_field(number: int, line: str) -> InvalidError:
    return InvalidError(
        f"line {number} is no field, `{_piece(line)}`",
        "a field is `name: value`; further lines of a value begin with two spaces",
    )


def _piece(text: str) -> str:
    plain = one_line(text[: 2 * _LONGEST_PIECE])
    return plain if len(plain) <= _LONGEST_PIECE else f"{plain[:_LONGEST_PIECE]}..."


def write_mail_form(to: str, subject: str, body: str, notes: Sequence[str]) -> str:
    """The text of a mail: who it is for and the notes as comments, then subject and body."""
    comments = [line for note in (f"To: {to}", *notes) for line in _comments(note)]
    lines = [*comments, f"Subject: {one_line(subject)}".rstrip(), "", *_lines(body)]
    return "\n".join(lines).rstrip() + "\n"


def read_mail_form(text: str) -> tuple[str, str]:
    r"""Subject and body of an edited mail.

    Blank lines round the body and spaces at its end are trimmed; every line end is `\n`.

    Raises:
        RefusedError: nothing but comments is left, which means that the mail stays as it was.
        InvalidError: the first line after the comments is no subject.
    """
    lines = _lines(text.removeprefix("\ufeff"))
    start = 0
    while start < len(lines) and (not lines[start].strip() or lines[start].startswith("#")):
        start += 1
    if start == len(lines):
        raise RefusedError(
            "the mail is empty and was left as it was", "write a `Subject:` line and a body"
        )
    match = re.fullmatch(r"subject\s*:(.*)", lines[start].strip(), re.IGNORECASE | re.DOTALL)
    if not match:
        raise InvalidError(
            f"line {start + 1} is no subject, `{_piece(lines[start])}`",
            "the first line is `Subject: ...`, then a blank line, then the body",
        )
    subject = one_line(match[1])
    if not subject:
        raise InvalidError(f"the subject on line {start + 1} is empty", "write it after `Subject:`")
    return subject, "\n".join(lines[start + 1 :]).strip("\n").rstrip()
