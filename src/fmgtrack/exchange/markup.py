"""HTML and SVG made so that no text of the record can come alive in it.

`tag` makes an element. What it is given is text, and is escaped, unless it is itself an element
that `tag` made; so there is nothing to remember where values are put in. Directions of writing
that a text would force on what follows it are shown as codes, like control characters.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VOID = frozenset({"meta", "br", "col"})
"""Elements that have no end."""

_CODED = {
    number: f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004  one byte
    for number in (
        *(n for n in range(0x20) if n not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *(0x2028, 0x2029),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
        *(0xFFFE, 0xFFFF),
    )
}
_LINE_ENDS = re.compile(r"\r\n?")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f\\\"'<>`{}|^]+", re.IGNORECASE)


class Markup(str):
    """Text that is markup already. Anything done to it but `joined` gives plain text again."""

    __slots__ = ()


def shown(value: object) -> str:
    """A text with what cannot be seen, and what turns the direction of writing, as codes."""
    return _LINE_ENDS.sub("\n", str(value)).translate(_CODED)


def text(value: object) -> Markup:
    """A value as text; markup stays what it is."""
    return value if isinstance(value, Markup) else Markup(escape(shown(value)))


def joined(parts: Iterable[object | None], between: str = "") -> Markup:
    """Parts one after another, those that are None left out."""
    return Markup(escape(between).join(text(part) for part in parts if part is not None))


def tag(name: str, /, *children: object | None, **attributes: object | None) -> Markup:
    """An element. Children and attributes that are None are left out; a list is its items.

    `class_` is the attribute `class`, `stroke_width` is `stroke-width`.
    """
    opened = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(shown(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{opened}>")
    return Markup(f"<{name}{opened}>{joined(_flat(children))}</{name}>")


def _flat(children: Iterable[object | None]) -> Iterator[object | None]:
    for child in children:
        if isinstance(child, (list, tuple)):
            yield from _flat(child)
        else:
            yield child


def said(value: object) -> Markup:
    """A text of the person's, held apart in its own direction of writing."""
    return value if isinstance(value, Markup) else tag("bdi", value)


def style(sheet: str) -> Markup:
    """A style sheet of our own; it must not hold the end of its element.

    Raises:
        ValueError: it does.
    """
    if "</" in sheet:
        message = "a style sheet cannot hold `</`"
        raise ValueError(message)
    return Markup(f"<style>\n{sheet}</style>")


def page(head: Iterable[Markup], body: Markup, mark: str) -> str:
    """A whole document in English, with `mark` as a comment near its beginning."""
    root = tag("html", tag("head", *head), body, lang="en")
    return f"<!doctype html>\n<!-- {mark} -->\n{root}\n"


def linked(value: str | None, *, short: bool = False) -> Markup | None:
    """A text that is a web address as a link, any other as text; None for nothing.

    `short` shows the name of the site alone, as it is in the address.
    """
    if not value:
        return None
    site = _site(value)
    if site is None:
        return said(value)
    return tag("a", tag("bdi", site if short else value), href=value, rel="noreferrer")


def _site(value: str) -> str | None:
    """The site of an http or https address, None for anything else."""
    if not _ADDRESS.fullmatch(value) or shown(value) != value:
        return None
    try:
        return urlsplit(value).hostname
    except ValueError:
        return None
