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
    from collections.abc import Collection, Iterable, Sequence

    from fmgtrack.errors import FmgtrackError

_INDENT = "  "
_LONGEST_PIECE = 40
_FIELD = re.compile(r"([^\s:][^:]*):(.*)", re.DOTALL)
_FAULT = "# !"


class FormError(InvalidError):
    """What cannot be taken of an edited text; it reads as the first of its faults.

    `faults` are errors with the number of the line that each belongs under, 0 for the top.
    """

    def __init__(self, faults: Sequence[tuple[int, FmgtrackError]]) -> None:
        first = faults[0][1]
        super().__init__(first.message, first.hint, first.candidates)
        self.faults = tuple(faults)
        self.exit_code, self.code = first.exit_code, first.code


class Parsed:
    """A form as it was read: values and lines by field, and what is wrong with which line."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.faults: list[tuple[int, FmgtrackError]] = []


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
        FormError: lines are no fields, or a field is unknown or there twice.
    """
    parsed = parse_form(text, names)
    if parsed.faults:
        raise FormError(parsed.faults)
    return parsed.values


def parse_form(text: str, names: Collection[str]) -> Parsed:
    """The same with all that is wrong with its lines; what is right is read all the same."""
    parsed = Parsed()
    values: dict[str, list[str]] = {}
    taken: list[str] | None = None
    for number, line in enumerate(_lines(text.removeprefix("\ufeff")), 1):
        if line.startswith("#"):
            continue
        if not line.strip() or line[0] in " \t":
            if taken is not None:
                taken.append(_continued(line))
            elif line.strip():
                parsed.faults.append((number, _no_field(number, line)))
            continue
        taken = []
        try:
            name, value = _field(number, line, names)
            if name in parsed.lines:
                raise _second(number, name, parsed.lines[name])
        except InvalidError as error:
            parsed.faults.append((number, error))
        else:
            parsed.lines[name] = number
            taken.append(value)
            values[name] = taken
    parsed.values = {name: _joined(lines) for name, lines in values.items()}
    return parsed


def _second(number: int, name: str, first: int) -> InvalidError:
    return InvalidError(
        f"line {number} gives `{name}` a second time",
        f"the first is on line {first}: take one of them away",
    )


def marked(text: str, error: FmgtrackError) -> tuple[str, tuple[str, ...]]:
    """A text with what is wrong with it as comments under the lines at fault, and those comments.

    An error that belongs to no line stands on top.
    """
    faults = error.faults if isinstance(error, FormError) else ((0, error),)
    under: dict[int, list[str]] = {}
    for number, fault in faults:
        under.setdefault(number, []).extend(_told(fault))
    shown = list(under.get(0, ()))
    for number, line in enumerate(_lines(text), 1):
        shown += [line, *under.get(number, ())]
    return "\n".join(shown), tuple(mark for marks in under.values() for mark in marks)


def _told(error: FmgtrackError) -> list[str]:
    # the comments move the lines
    message = re.sub(r"^line \d+ ", "this line ", error.message)
    hint = re.sub(r"on line \d+", "on a line above", error.hint)
    said = one_line("; ".join(filter(None, (message, hint))))
    return [
        f"{_FAULT} {said}",
        *(f"{_FAULT}   {ref}  {one_line(name)}" for ref, name in error.candidates),
    ]


def unmarked(text: str, marks: Iterable[str]) -> str:
    """The text without such comments."""
    gone = set(marks)
    return "\n".join(line for line in text.split("\n") if line.rstrip("\r") not in gone)


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
            f"did you mean `{known[near[0]]}`" if near else f"one of: {', '.join(names)}",
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
        FormError: the first line after the comments is no subject.
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
    subject = one_line(match[1]) if match else ""
    if not match:
        error = InvalidError(
            f"line {start + 1} is no subject, `{_piece(lines[start])}`",
            "the first line is `Subject: ...`, then a blank line, then the body",
        )
    elif not subject:
        error = InvalidError(
            f"the subject on line {start + 1} is empty", "write it after `Subject:`"
        )
    else:
        return subject, "\n".join(lines[start + 1 :]).strip("\n").rstrip()
    raise FormError([(0, error)])  # below the subject a comment would be a part of the mail
