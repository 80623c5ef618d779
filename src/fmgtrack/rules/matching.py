"""Finding a record by part of its name, as people really type it.

A record fits when every word of the query matches one of its words: equal, a beginning of two
characters or more, a known abbreviation in any of its readings, an acronym (initials of a name or
of its beginning; of a part within it only where nothing fits without), or words run together. At
least one word must match in the name or the institution; only when no record does that are city,
state and specialty enough. Words that say nothing (`of`, `program`) never keep a record out.

Case, accents and punctuation never count. The order of words counts only for which one of several
has the query as its whole name: `Washington University` is not the `University of Washington`.
What is only similar in spelling is never picked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_READINGS: dict[str, tuple[str, ...]] = {
    "coll": ("college",),
    "com": ("college medicine", "college osteopathic medicine"),
    "comm": ("community",),
    "cmty": ("community",),
    "ctr": ("center",),
    "cntr": ("center",),
    "centre": ("center",),
    "cty": ("county",),
    "dept": ("department",),
    "e": ("east",),
    "em": ("emergency medicine",),
    "ent": ("otolaryngology",),
    "fm": ("family medicine",),
    "ft": ("fort",),
    "gen": ("general",),
    "gs": ("general surgery",),
    "hlth": ("health",),
    "hosp": ("hospital",),
    "hsp": ("hospital",),
    "im": ("internal medicine",),
    "inst": ("institute", "institution"),
    "intl": ("international",),
    "lsu": ("louisiana state university",),
    "med": ("medical", "medicine"),
    "mem": ("memorial",),
    "meml": ("memorial",),
    "mt": ("mount",),
    "n": ("north",),
    "natl": ("national",),
    "nyc": ("new york",),
    "nyu": ("new york university",),
    "obgyn": ("obstetrics gynecology",),
    "paediatric": ("pediatric",),
    "paediatrics": ("pediatrics",),
    "peds": ("pediatrics", "pediatric"),
    "philly": ("philadelphia",),
    "pmr": ("physical medicine rehabilitation",),
    "psych": ("psychiatry",),
    "rads": ("radiology",),
    "reg": ("regional",),
    "s": ("south",),
    "sch": ("school",),
    "sci": ("sciences", "science"),
    "som": ("school medicine",),
    "st": ("saint", "state", "street"),
    "ste": ("saint",),
    "suny": ("state university new york",),
    "cuny": ("city university new york",),
    "sys": ("system",),
    "ty": ("transitional year",),
    "u": ("university",),
    "ucla": ("university california los angeles",),
    "ucsf": ("university california san francisco",),
    "uconn": ("university connecticut",),
    "umass": ("university massachusetts",),
    "umich": ("university michigan",),
    "uni": ("university",),
    "univ": ("university",),
    "upenn": ("university pennsylvania",),
    "upmc": ("university pittsburgh medical center",),
    "ut": ("university texas", "university tennessee"),
    "utsw": ("university texas southwestern",),
    "va": ("veterans affairs",),
    "vamc": ("veterans affairs medical center",),
    "w": ("west",),
    "washu": ("washington university louis",),
}
"""What an abbreviation may stand for; words in one reading must all match."""

_STATE_CODES_TOO = frozenset({"mt", "va"})
"""Abbreviations that, alone in a field, are a state's code and nothing else."""

_SILENT = frozenset({"and", "at", "for", "of", "program", "programme", "residency", "the"})
"""Words that do not tell one name from another."""

_OPTIONAL = _SILENT | {"in"}
"""Words of a query that need not match; `in` is Indiana too, and so is kept in a name."""

_GENERIC = frozenset({
    "center", "clinic", "college", "department", "health", "hospital",
    "inst", "med", "school", "system", "university",
})  # fmt: skip
"""Words, in their normal form, that many names share; they weigh little in a similarity."""

_UNIVERSITY = frozenset({"u", "uni", "univ", "university"})
_APOSTROPHES = str.maketrans("", "", "'`\u00b4\u02bb\u02bc\u2018\u2019\u2032\uff07")
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)
_DOTTED = re.compile(r"(?<!\w)(?:\w\.)+\w(?!\w)")
_U_OF = re.compile(r"(?<!\w)u[. ]+of +(\w)(?!\w)")
_AMPERSAND = re.compile(r"(?<!\w)(\w{1,2}) +and +(\w)(?!\w)")
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_EXACT_IN_NAME, _PART_IN_NAME, _EXACT_BESIDE, _PART_BESIDE = range(4)
_SHORTEST_PREFIX = 2
_SHORTEST_INNER_ACRONYM = 3
_SHORTEST_SIMILAR = 3
_SIMILAR_WORD = 0.72
_SIMILAR_NAME = 0.6
_SIMILAR_CHOICE = 0.6
_NEAR_NAME = 0.9
_BEGINNING_OF_CHOICE = 0.9
_GENERIC_WEIGHT = 0.2
_LONGEST = 1_000
"""Characters of the longest query: each of its words is held against each other."""
_MOST_SIMILAR = 5
_MOST_NEAREST = 3


@dataclass(frozen=True, kw_only=True)
class Named:
    """One record that can be found by name.

    Attributes:
        key: the record's id; the same key may come several times, under several names.
        name: the main name, shown to people.
        institution: matched like the name.
        also: city, state code, state name, specialty, program name of a contact ...: matched too,
            but not enough alone while another record matches by name.
    """

    key: int
    name: str
    institution: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a query found.

    Attributes:
        key: the one hit, or None.
        candidates: when there is no one hit, what it may have meant, best first.
        near: candidates are only similar in spelling; nothing fits.
    """

    key: int | None
    candidates: tuple[int, ...]
    near: bool


def find(query: str, named: Iterable[Named]) -> Found:
    """The one record that fits, else the candidates; see the top of this module."""
    if len(query) > _LONGEST or not _has_words(query):
        return Found(None, (), near=False)
    words = _words(query)
    wanted = [word for word in words if word not in _OPTIONAL] or words
    records = list(named)
    possible: list[_Index] | None = None
    fits: list[_Fit] = []
    for inner in (False, True):
        # DMC is the Detroit Medical Center; only without one the end of some longer name
        probes = [_probe(word, wanted, inner=inner) for word in wanted]
        if possible is None:
            possible = [_index(one) for one in records if _may_fit(probes, _sketch(one))]
        fits = fits or [fit for index in possible if (fit := _fit(probes, index)) is not None]
    if not fits:
        similar = _similar(probes, records)
        return Found(None, similar, near=bool(similar))
    key = name_key(query)
    whole = {fit.index.key for fit in fits if name_key(fit.index.title) == key}
    fits = _narrow([fit for fit in fits if fit.by_name] or fits, words)
    keys = tuple(dict.fromkeys(fit.index.key for fit in sorted(fits, key=_order)))
    for sole in (tuple(whole), keys):
        if len(sole) == 1:
            return Found(sole[0], (), near=False)
    return Found(None, keys, near=False)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, accents, punctuation and abbreviations."""
    return name_key(one) == name_key(other)


def near_name(one: str, other: str) -> bool:
    """Whether two names may be one: all words of one are in the other, or a letter differs."""
    keys = name_key(one), name_key(other)
    words = [frozenset(key.split()) for key in keys]
    if words[0] <= words[1] or words[1] <= words[0]:
        return True
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    return matcher.quick_ratio() >= _NEAR_NAME and matcher.ratio() >= _NEAR_NAME


def name_key(name: str) -> str:
    """The normal form of a name; equal for what `same_name` holds to be the same.

    Saint, state and street are one (`st`), and so are medical and medicine (`med`): a short form
    does not tell which was meant. A name of symbols alone is its own form.
    """
    words = _words(name) if _has_words(name) else ()
    telling = [word for word in words if word not in _SILENT] or words
    return " ".join(_CANONICAL.get(word, word) for word in telling) or name.strip()


def nearest(word: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The choices that look like what was typed, best first, at most three."""
    typed = "-".join(_words(word)) if len(word) <= _LONGEST else ""
    if not typed:
        return ()
    scored = []
    for choice in choices:
        plain = "-".join(_words(choice))
        score = SequenceMatcher(None, typed, plain, autojunk=False).ratio()
        if f"-{typed}" in f"-{plain}":
            score = max(score, _BEGINNING_OF_CHOICE)
        scored.append((-score, choice))
    scored.sort(key=lambda pair: pair[0])
    return tuple(choice for score, choice in scored if -score >= _SIMILAR_CHOICE)[:_MOST_NEAREST]


def meant(word: str, choices: Iterable[str], *, all_of: bool = False) -> str:
    """Which choice may be meant, as the hint of an error; empty when none is near.

    With `all_of` every choice follows, and alone when none is near.
    """
    known = tuple(choices)
    near = " or ".join(f"`{choice}`" for choice in nearest(word, known))
    every = f"one of: {', '.join(known)}" if all_of else ""
    return "; ".join(filter(None, (f"did you mean {near}" if near else "", every)))


def _has_words(text: str) -> bool:
    """Whether there is a letter or digit; `&` alone is no word, though it reads as `and`."""
    return any(char.isalnum() for char in text)


@lru_cache(maxsize=32_768)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation, in order."""
    if text.isascii():
        text = text.lower().replace("'", "").replace("`", "")
    else:
        # apostrophes first: some of them decompose into a space and a mark
        text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
        text = unicodedata.normalize("NFKD", text)
        # marks of every script and invisible joiners: they would cut a word in two
        text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Mc", "Me", "Cf"})
        text = text.translate(_APOSTROPHES).translate(_LETTERS)
    if "." in text:
        text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    if "&" in text or "+" in text:
        text = text.replace("&", " and ").replace("+", " and ")
    if "u" in text and " of " in text:
        text = _U_OF.sub(r"u\1", text)
    if " and " in text:
        text = _AMPERSAND.sub(r"\1\2", text)
    return tuple(_WORD.findall(text))


def _canonical() -> dict[str, str]:
    """What a word is in a normal form, where that is not the word itself."""
    forms: dict[str, str] = {}
    for short, readings in _READINGS.items():
        if len(readings) > 1 and not any(" " in reading for reading in readings):
            forms |= dict.fromkeys((short, *readings), short)
    for short, readings in _READINGS.items():
        if len(readings) == 1:
            forms[short] = " ".join(forms.get(word, word) for word in readings[0].split())
    return forms


_CANONICAL = _canonical()


@dataclass(frozen=True)
class _Probe:
    """One word of a query, in all its readings."""

    word: str
    readings: tuple[tuple[str, ...], ...]
    joined: tuple[str, ...]
    generic: bool
    inner: bool


def _probe(word: str, others: Sequence[str], *, inner: bool) -> _Probe:
    """The word ready to be compared; `inner` where an acronym may begin within a name."""
    readings = tuple(tuple(reading.split()) for reading in _READINGS.get(word, ()))
    rest = [other for other in others if other != word]
    joined = tuple(f" {one}{two} " for other in rest for one, two in ((word, other), (other, word)))
    generic = len(word) < _SHORTEST_SIMILAR or _CANONICAL.get(word, word) in _GENERIC
    inner = inner and len(word) >= _SHORTEST_INNER_ACRONYM
    return _Probe(word, ((word,), *readings), joined, generic, inner)


@dataclass(frozen=True)
class _Text:
    """One or more names made ready: every word and every run of initials stands after a space."""

    words: str
    initials: str
    lines: tuple[tuple[str, ...], ...]

    def grade(self, word: str, probe: _Probe) -> int | None:
        """0 where the word is one of these, 1 where it is part of or stands for some, else None."""
        words = self.words
        if f" {word} " in words:
            return 0
        if len(word) < _SHORTEST_PREFIX:
            return None
        is_part = (
            f" {word}" in words
            or f" {word}" in self.initials
            or (probe.inner and word in self.initials)
            or (word[-1] == "s" and f" {word[:-1]} " in words)
            or (word is probe.word and any(both in words for both in probe.joined))
            or (word in words.replace(" ", "") and self._is_joined(word))
        )
        return 1 if is_part else None

    def _is_joined(self, word: str) -> bool:
        """Whether the word is two or more neighbours written as one."""
        for line in self.lines:
            for start in range(len(line)):
                length = 0
                for part in line[start:]:
                    if length >= len(word) or not word.startswith(part, length):
                        break
                    length += len(part)
                if length == len(word):
                    return True
        return False


def _text(names: Iterable[str], *, beside: bool = False) -> _Text:
    """The names made ready; `beside` are those that only stand beside a name."""
    lines: dict[tuple[str, ...], None] = {}
    words: list[str] = []
    for name in names:
        line = _words(name)
        lines[line] = None
        words += line
        if not (beside and len(line) == 1 and line[0] in _STATE_CODES_TOO):
            for word in line:
                words += _READINGS.get(word, ())
        if not beside:
            parts = _words(_CAMEL.sub(" ", name))
            if parts != line:
                lines[parts] = None
                words += parts
            words += _nicknames(line)
    return _Text(f" {' '.join(words)} ", _initials(lines), tuple(lines))


def _nicknames(line: tuple[str, ...]) -> list[str]:
    """Universities as UMichigan, of which UMich is the beginning."""
    if _UNIVERSITY.isdisjoint(line):
        return []
    telling = ["university" if word in _UNIVERSITY else word for word in line]
    telling = [word for word in telling if word not in _SILENT]
    return ["u" + after for word, after in pairwise(telling) if word == "university"]


def _initials(lines: Iterable[tuple[str, ...]]) -> str:
    """The first letters of each line, with and without the silent words."""
    runs = []
    for line in lines:
        runs.append("".join([word[0] for word in line]))
        if not _SILENT.isdisjoint(line):
            runs.append("".join([word[0] for word in line if word not in _SILENT]))
    return f" {' '.join(runs)} "


@lru_cache(maxsize=4096)
def _beside(also: tuple[str, ...]) -> tuple[_Text, frozenset[str]]:
    """What stands beside a name made ready, and the two-letter codes in it: states have them."""
    codes = {name.strip().lower() for name in also}
    return (
        _text(filter(None, also), beside=True),
        frozenset(code for code in codes if len(code) == _SHORTEST_PREFIX),
    )


@dataclass(frozen=True)
class _Index:
    """One record made ready for many queries."""

    key: int
    name: _Text
    beside: _Text
    title: str
    codes: frozenset[str]

    def grade(self, probe: _Probe) -> int | None:
        """How well a word of the query matches, the best of its readings; None for not at all."""
        grades = (self._grade_reading(probe, reading) for reading in probe.readings)
        return min((grade for grade in grades if grade is not None), default=None)

    def _grade_reading(self, probe: _Probe, reading: tuple[str, ...]) -> int | None:
        """The grade of the worst word of one reading."""
        worst = _EXACT_IN_NAME
        for word in reading:
            in_name = self.name.grade(word, probe)
            if in_name is not None:
                worst = max(worst, _EXACT_IN_NAME + in_name)
                continue
            beside = self.beside.grade(word, probe)
            if beside is None:
                return None
            worst = max(worst, _EXACT_BESIDE + beside)
        return worst


@lru_cache(maxsize=16_384)
def _index(named: Named) -> _Index:
    """The record made ready, once: an import asks for hundreds of names in the same programs."""
    beside, codes = _beside(named.also)
    name = _text((named.name, named.institution) if named.institution else (named.name,))
    return _Index(named.key, name, beside, named.name, codes)


@lru_cache(maxsize=16_384)
def _sketch(named: Named) -> str:
    """Every word that a record may match by, each between spaces; far cheaper than its index."""
    words = [""]
    for name in (named.name, named.institution):
        words += _words(name)
        if _CAMEL.search(name):
            words += _words(_CAMEL.sub(" ", name))
    if not _UNIVERSITY.isdisjoint(words):
        words.append("u")  # as nicknames begin
    for name in named.also:
        words += _words(name)
    words += [reading for word in words for reading in _READINGS.get(word, ())]
    return f"{' '.join(words)} "


def _may_fit(probes: Sequence[_Probe], sketch: str) -> bool:
    """False only where some word of the query cannot match: most records need no second look."""
    return all(
        any(all(_may_match(word, probe, sketch) for word in reading) for reading in probe.readings)
        for probe in probes
    )


def _may_match(word: str, probe: _Probe, sketch: str) -> bool:
    """Whether a word begins as one here does, or could be run together from them or initials."""
    return (
        f" {word[:2]}" in sketch
        or f" {word[0]} " in sketch
        or any(both in sketch for both in probe.joined)
        or all(f" {letter}" in sketch for letter in word)
    )


@dataclass(frozen=True)
class _Fit:
    """A record in which every word of the query matches, and how well each does."""

    index: _Index
    grades: tuple[int, ...]

    @property
    def by_name(self) -> bool:
        return min(self.grades) <= _PART_IN_NAME


def _fit(probes: Sequence[_Probe], index: _Index) -> _Fit | None:
    grades = []
    for probe in probes:
        grade = index.grade(probe)
        if grade is None:
            return None
        grades.append(grade)
    return _Fit(index, tuple(grades))


def _narrow(fits: list[_Fit], words: Sequence[str]) -> list[_Fit]:
    """Those in a state whose code was typed beside the name, where there are any."""
    if len(set(words)) > 1:
        for word in words:
            if len(word) == _SHORTEST_PREFIX:
                fits = [fit for fit in fits if word in fit.index.codes] or fits
    return fits


def _order(fit: _Fit) -> tuple[int, int, int, int]:
    """Exact words before parts, the name before what stands beside it, short names first."""
    parts = sum(grade in {_PART_IN_NAME, _PART_BESIDE} for grade in fit.grades)
    beside = sum(grade > _PART_IN_NAME for grade in fit.grades)
    return parts, beside, len(fit.index.title), fit.index.key


def _similar(probes: Sequence[_Probe], records: Sequence[Named]) -> tuple[int, ...]:
    """Keys of records whose words look like those of the query, best first."""
    indexes = [_index(one) for one in records]
    texts = [(index, set(index.name.words.split())) for index in indexes]
    beside = [set(index.beside.words.split()) for index in indexes]
    vocabulary = set[str]().union(*(words for _, words in texts), *beside)
    close = {
        probe.word: _close_words(probe.word, vocabulary)
        if len(probe.word) >= _SHORTEST_SIMILAR
        else {}
        for probe in probes
    }
    generic_only = all(probe.generic for probe in probes)
    best: dict[int, tuple[float, int, int]] = {}
    for (index, in_name), other, named in zip(texts, beside, records, strict=True):
        sketch = _sketch(named)
        score = total = 0.0
        telling = False
        for probe in probes:
            weight = _GENERIC_WEIGHT if probe.generic else 1.0
            total += weight
            grade = index.grade(probe) if _may_fit((probe,), sketch) else None
            likeness, by_name = _likeness(grade, in_name, other, close[probe.word])
            score += weight * likeness
            telling = telling or (by_name and (generic_only or not probe.generic))
        if telling and score >= _SIMILAR_NAME * total:
            rank = (-score, len(index.title), index.key)
            best[index.key] = min(rank, best.get(index.key, rank))
    return tuple(sorted(best, key=best.__getitem__))[:_MOST_SIMILAR]


def _likeness(
    grade: int | None, in_name: set[str], other: set[str], close: Mapping[str, float]
) -> tuple[float, bool]:
    """How much one word of the query is like some word of a record, and whether in its name."""
    if grade is not None:
        return 1.0, grade <= _PART_IN_NAME
    named = max((close[word] for word in in_name & close.keys()), default=0.0)
    return max((close[word] for word in other & close.keys()), default=named), named > 0


def _close_words(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """The words that are spelt nearly like this one, or begin nearly like it."""
    matcher = SequenceMatcher(None, "", word, autojunk=False)
    slack = 1 + len(word) // 4
    close = {}
    for candidate in vocabulary:
        if len(candidate) + slack < len(word) or not _alike_in_front(candidate, word):
            continue
        beginning = candidate if len(candidate) <= len(word) + slack else candidate[: len(word)]
        matcher.set_seq1(beginning)
        if matcher.quick_ratio() >= _SIMILAR_WORD and (ratio := matcher.ratio()) >= _SIMILAR_WORD:
            close[candidate] = ratio
    return close


def _alike_in_front(one: str, other: str) -> bool:
    """A cheap look before the dear one: at most one of the first letters is wrong or missing."""
    return one[0] in other[:2] or other[0] in one[:2] or one[1:3] == other[1:3]
