"""Speech in writing as words and sentences, whoever wrote it down.

A word is a run of letters or digits; an apostrophe or hyphen inside keeps it together, and
hesitations are words too. A sentence begins after a full stop, question or exclamation mark, unless
the next word is in small letters in a text that has capitals: a recogniser writes dots for
hesitating too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fmgtrack.rules.lexicon import TITLES
from fmgtrack.rules.prose import clean

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*[^\W\d_]*|[^\W_]+(?:['-][^\W_]+)*")
_END = re.compile(r"[.?!]")


class Token(NamedTuple):
    """A word with what stands between it and the word before, and whether a sentence begins."""

    text: str
    before: str
    begins: bool

    @property
    def key(self) -> str:
        """The word in small letters."""
        return self.text.lower()


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    text = clean(text)
    capitals = text != text.lower()
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        small = capitals and match[0][0].islower()
        title = bool(found) and found[-1].key in TITLES and not between.strip(". ")
        begins = not found or (bool(_END.search(between)) and not small and not title)
        found.append(Token(match[0], between, begins))
        end = match.end()
    return found


def sentences(text: str) -> list[list[Token]]:
    """The words of a text, a list for each sentence."""
    found: list[list[Token]] = []
    for token in tokens(text):
        if token.begins:
            found.append([])
        found[-1].append(token)
    return found


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(clean(text)))
