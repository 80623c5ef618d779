"""Own points for an answer: what is a point and what a script, what lacks, what comes first.

A point is one line that brings a thing to mind: points are remembered and said anew each time,
scripts are recited and break off where a question is put otherwise. So a point has at most 30
words, and is no paragraph of sentences. Words are counted by spaces; of writing without spaces
(Chinese, Japanese, Thai ...) two signs count as a word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fmgtrack.rules.prose import words
from fmgtrack.rules.reasons import FEWEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_POINT = 30
"""Words a point may have."""

SHORT_SENTENCES = 20
"""Words up to which two sentences are still a point; three are a paragraph at any length."""

MANY_POINTS = 6
"""More points than this are hard to remember."""

ABOUT_ONESELF = "present-past-future"
"""The frame of questions about oneself, whose answers carry themes to be remembered by."""

PARTS = ("present", "past", "future")
"""What an answer about oneself has, in the order of the frame's parts."""

FEWEST_THEMES, MOST_THEMES = 2, 3

_MARK = re.compile(
    r"^(?:[-*+\u2010-\u2015\u2022\u2023\u2043\u2219\u25aa\u25cf\u25e6\u00b7]+|\(?\d{1,2}[.)])\s+"
)
_SENTENCE_END = re.compile(
    r"(?:(?<![.!?])[.!?]++[\"')]*\s++|[\u3002\uff01\uff1f\u061f\u06d4\u0964]\s*)(?=\S)"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[a-z]|dr|drs|prof|mr|mrs|ms|st|vs|e\.g|i\.e|etc|no|approx|dept|hosp|univ"
    r"|u\.s|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True, kw_only=True)
class Script:
    """Why a text is no point: `sentences` where it is a paragraph, its number of `words`."""

    words: int
    sentences: int


def points_of(text: str) -> tuple[str, ...]:
    """The points of a text: its lines without bullets, numbers and spare spaces; empty ones go."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(point for line in lines if (point := _MARK.sub("", f"{line} ", count=1).strip()))


def script(point: str) -> Script | None:
    """Why a point is rather a script; None when it will do."""
    number, sentences = count_words(point), _sentences(point)
    many = sentences > 2 or (sentences == 2 and number > SHORT_SENTENCES)  # noqa: PLR2004  said above
    if number <= LONGEST_POINT and not many:
        return None
    return Script(words=number, sentences=sentences)


def count_words(text: str) -> int:
    """How many words a text has, as the top of this module says."""
    signs = sum(unicodedata.name(sign, "").startswith(_UNSPACED) for sign in text)
    spaced = "".join(
        " " if unicodedata.name(sign, "").startswith(_UNSPACED) else sign for sign in text
    )
    return (signs + 1) // 2 + sum(any(map(str.isalnum, word)) for word in spaced.split())


def _sentences(text: str) -> int:
    """How many sentences a text has; an abbreviation ends none."""
    ends = [
        match for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATED.search(text[: match.end()].rstrip())
    ]  # fmt: skip
    return len(ends) + 1


def lacking(frame: str | None, outline: Mapping[str, str | None]) -> tuple[str, ...]:
    """What an answer about oneself still lacks: `present past future themes`; else nothing."""
    if frame != ABOUT_ONESELF:
        return ()
    missing = [part for part in PARTS if not outline.get(part)]
    themes = len((outline.get("themes") or "").splitlines())
    return (*missing, *(("themes",) if themes < FEWEST_THEMES else ()))


def same(one: str, other: str) -> bool:
    """Whether two points are the same but for case, accents and punctuation."""
    return _keys(one) == _keys(other)


def _keys(text: str) -> list[str]:
    return [word.key for word in words(text)] or [text.strip()]


def pick(query: str, texts: Sequence[Sequence[str]]) -> list[int]:
    """Which questions a text means, by their place; each is given by the texts it is known by.

    A question whose whole text is typed is the one. Else those fit that have the words next to
    each other, in order; where there are none, those that have all of them. The last part of a
    word may be left out. No word fits nothing.
    """
    typed = [word.key for word in words(query)]
    if not typed:
        return []
    known = [[[word.key for word in words(text)] for text in one if text] for one in texts]
    for fits in (_whole, _in_a_row, _anywhere):
        found = [place for place, one in enumerate(known) if any(fits(typed, has) for has in one)]
        if found:
            return found
    return []


def _whole(typed: list[str], has: list[str]) -> bool:
    return typed == has


def _in_a_row(typed: list[str], has: list[str]) -> bool:
    rows = (has[at : at + len(typed)] for at in range(len(has) - len(typed) + 1))
    return any(all(map(str.startswith, row, typed)) for row in rows)


def _anywhere(typed: list[str], has: list[str]) -> bool:
    return all(any(word.startswith(part) for word in has) for part in typed)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of a person and one program.

    Attributes:
        reasons: concrete facts on record of why this program.
        visa_need: the word of the profile; None when it is not on record.
        j1: whether the program sponsors J-1; None when it is not on record.
        h1b: the same for H-1B.
        gaps: times without training or work on record.
        failed: failed attempts at an exam on record.
        specialty: the program's, when on record.
    """

    reasons: int
    visa_need: str | None
    j1: bool | None
    h1b: bool | None
    gaps: int
    failed: int
    specialty: str | None


Why = dict[str, Any]
"""A reason to prepare a question: its `code`, and facts for the sentence."""


def first_for(situation: Situation) -> dict[str, Why]:
    """Which kinds of questions to prepare first for a program, in order, each with why.

    Why this program comes first until there are enough facts; then what opens the talk; then what
    makes this applicant differ: the visa (also where the need is not on record), gaps and failed
    attempts; then the specialty. Every other kind is asked anywhere alike.
    """
    enough = situation.reasons >= FEWEST
    reasons: Why = {"code": "reasons", "number": situation.reasons, "wanted": FEWEST}
    first: dict[str, Why] = {} if enough else {"why-program": reasons}
    first["openers"] = {"code": "opens"}
    if visa := _visa(situation):
        first["visa-plans"] = visa
    if situation.gaps or situation.failed:
        first["gaps-attempts"] = {
            "code": "history",
            "gaps": situation.gaps,
            "failed": situation.failed,
        }
    first["why-specialty"] = {"code": "specialty", "specialty": situation.specialty}
    first.setdefault("why-program", reasons)
    return first


def _visa(situation: Situation) -> Why | None:
    """Why the visa is to be prepared; None where none is needed."""
    need = situation.visa_need
    if need == "none":
        return None
    if need is None:
        return {"code": "visa-unknown"}
    offers = {"j1": situation.j1, "h1b": situation.h1b}
    fitting = [offers[visa] for visa in offers if need in (visa, "either")]
    said = "yes" if True in fitting else "open" if None in fitting else "no"
    return {"code": "visa", "need": need, "said": said}
