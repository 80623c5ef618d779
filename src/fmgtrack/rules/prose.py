"""A mail's text as words and paragraphs, whatever a keyboard or a copied page put into it.

Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fmgtrack.rules.lexicon import CLOSING_CORE, CLOSING_STRONG, CLOSING_WORDS, TITLES
from fmgtrack.rules.quoting import unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_PLAIN_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u115f\u1160\u3164\u034f", None),
        **dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), None),
        "\t": " ",
    }
)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BREAK = re.compile(r"[!?;:()\[\]\"]|\n *\n")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
_EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_DOTTED = TITLES | {"st", "ste", "mt", "ft", "univ", "hosp", "med", "ctr", "jr", "sr"}
_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|greetings|respected|esteemed|honou?red|to whom"
    r"|good (?:morning|afternoon|evening|day))\b",
    re.IGNORECASE,
)
_GREETING_END = re.compile(r"[,:;!]| - ")
_GREETING_WORDS = 8
_CLOSING_LINES = 12
_SIGNATURE_WORDS = 5


class Word(NamedTuple):
    """A word of a text.

    `key` is what words are compared by: no case, no accent, no apostrophe, no possessive.
    `joined` says that it may stand in one name with the word before it.
    """

    text: str
    key: str
    start: int
    end: int
    joined: bool

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does; scripts without case always do."""
        return not self.text[0].islower()


class Parts(NamedTuple):
    """A mail taken apart: greeting, paragraphs between, sign-off and signature."""

    greeting: str
    paragraphs: tuple[str, ...]
    closing: str


@lru_cache(maxsize=256)
def clean(text: str) -> str:
    """Give the text as a reader sees it: no hidden characters, plain quotes, dashes, line ends."""
    text = _LINE_ENDS.sub("\n", text)
    text = text.translate(_PLAIN_PUNCTUATION)
    if text.isascii():
        return _CONTROL.sub("", text)
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN_PUNCTUATION)
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _UNSEEN)


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Give the key of a word: `Núñez's` and `NUNEZ` are both `nunez`."""
    key = word.casefold()
    key = key.removesuffix("'s").removesuffix("'")
    if not key.isascii():
        decomposed = unicodedata.normalize("NFKD", key.translate(_LETTERS))
        key = "".join(c for c in decomposed if not unicodedata.combining(c))
    return key.replace("'", "") or word


def spellings(word: str) -> frozenset[str]:
    """Give the keys under which a name may be typed: `Müller` as `muller` and as `mueller`."""
    composed = unicodedata.normalize("NFC", word.casefold())
    return frozenset({fold(word), fold(composed.translate(_EXPANDED))})


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """Give the words of a text; hyphens part words, apostrophes do not."""
    text = clean(text)
    found: list[Word] = []
    for match in _WORD.finditer(text):
        joined = bool(found) and _joins(found[-1].key, text[found[-1].end : match.start()])
        found.append(Word(match[0], fold(match[0]), match.start(), match.end(), joined))
    return tuple(found)


def _joins(before: str, between: str) -> bool:
    """Whether a name may go on over what stands between two words."""
    if between == " ":
        return True
    if "." in between and len(before) > 1 and before not in _DOTTED:
        return False
    return not _BREAK.search(between)


def keys(*texts: str | None) -> frozenset[str]:
    """Give the keys of all words of some texts; None is no text."""
    return frozenset(word.key for text in texts if text for word in words(text))


def gap_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where the `[[...]]` of a cleaned text begin and end; an unpaired bracket is none."""
    start = 0
    while (end := text.find("]]", start)) >= 0:
        opened = text.rfind("[[", start, end)
        if opened >= 0:
            yield opened, end + 2
        start = end + 2


def gaps(text: str) -> list[str]:
    """Give what the `[[...]]` of a text ask for, each once and cut short, without brackets."""
    text = clean(text)
    found = (unquoted(text[start + 2 : end - 2]) for start, end in gap_spans(text))
    return list(dict.fromkeys(found))


def without_gaps(text: str) -> str:
    """Give the text without its `[[...]]`; a half-removed one stays."""
    text = clean(text)
    kept: list[str] = []
    start = 0
    for opened, end in gap_spans(text):
        kept.append(text[start:opened])
        start = end
    return " ".join([*kept, text[start:]])


@lru_cache(maxsize=512)
def take_apart(body: str, signer: str | None = None) -> Parts:
    """Take a mail apart into greeting, paragraphs and sign-off; any of them may be missing.

    Paragraphs are parted by blank lines. A sign-off is a line such as `Kind regards,` near the
    end and all that follows it, or a last line that is only the signer's name.
    """
    lines = [line.strip() for line in clean(body).strip().split("\n")]
    greeting = _greeting_of(lines[0])
    if greeting:
        lines[0] = lines[0][len(greeting) :].lstrip(" ,:;!-")
    end = _closing_at(lines, signer)
    paragraphs: list[list[str]] = [[]]
    for line in lines[:end]:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return Parts(
        greeting,
        tuple(" ".join(paragraph) for paragraph in paragraphs if paragraph),
        "\n".join(lines[end:]),
    )


def _greeting_of(line: str) -> str:
    """Give the greeting with which a line begins, or nothing."""
    end = _GREETING_END.search(line)
    head = line[: end.start()] if end else line
    found = words(head[:400])
    if not found:
        return ""
    titled = found[0].key in TITLES and end is not None and len(found) <= _SIGNATURE_WORDS
    if not titled and not _GREETING.match(head):
        return ""
    return head if len(found) <= _GREETING_WORDS else head[: found[_GREETING_WORDS - 1].end]


def _closing_at(lines: list[str], signer: str | None) -> int:
    """Give the index of the line with which the sign-off begins, or the number of lines."""
    filled = [index for index, line in enumerate(lines) if line][-_CLOSING_LINES:]
    for index in reversed(filled):
        if _is_closing(lines[index]):
            while index - 1 in filled and _is_closing(lines[index - 1]):
                index -= 1  # noqa: PLW2901  (a sign-off of two lines begins at its first)
            return index
    if filled and signer:
        last = keys(lines[filled[-1]][:200])
        if last and last <= keys(signer):
            return filled[-1]
    return len(lines)


def _is_closing(line: str) -> bool:
    """Whether a line is a sign-off, alone or with the name behind a comma."""
    head, _, name = line[:200].partition(",")
    found = [word.key for word in words(head)]
    if not found or not CLOSING_WORDS.issuperset(found) or len(words(name)) > _SIGNATURE_WORDS:
        return False
    if not CLOSING_STRONG.isdisjoint(found):
        return True
    return not CLOSING_CORE.isdisjoint(found) and line[-1] not in ".?!"
