"""The phrases by which a program is known, made from its name and its institution's.

What a word of a name is worth decides how it is looked for: `rare` (Mayo, Geisinger) is found
alone; `word` (Mercy, Rush) and `place` (Michigan, Boston) only with the words that make them an
institution; `generic` (hospital) and `small` (of) never; `lean` (Saint, Mount) with the next one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fmgtrack.rules.lexicon import (
    ACRONYMS,
    GENERIC,
    GIVEN,
    HEADS,
    LEAN,
    ORDINARY,
    PLACES,
    SMALL,
    STOP,
    TRIMMED,
)
from fmgtrack.rules.prose import Word, keys, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fmgtrack.rules.draft_facts import Place

_SAME = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "ft": "fort",
    "univ": "university",
    "centre": "center",
    "ctr": "center",
    "hosp": "hospital",
    "med": "medical",
    "children": "childrens",
}
_PARTS = re.compile(r"[/()\[\]|;@+]| - | at ")
_OUTSIDE = ("hospital", "university", "clinic", "health", "residency", "program")
_SHORTEST_INITIALS = 3
_LONGEST_INITIALS = 6
_SHORTEST_ALONE = 4
_MOST_NAME_WORDS = 40


class Phrase(NamedTuple):
    """Words by which a program is known.

    `case` says which of them must begin with a capital: `none`, `names` (all but words of any
    institution), `all` (all but small words), or `upper` (the whole word in capitals).
    """

    keys: tuple[str, ...]
    case: str


def same_key(key: str) -> str:
    """Give the one key for the spellings of a word: `st` is `saint`, `ctr` is `center`."""
    return _SAME.get(key, key)


def same_keys(text: str) -> list[str]:
    """Give the keys of a name, `St.` as `saint` and `Ctr` as `center`."""
    return [same_key(word.key) for word in words(text)[:_MOST_NAME_WORDS]]


@lru_cache(maxsize=4096)
def phrases(place: Place) -> tuple[Phrase, ...]:
    """Give the phrases by which a program is known, longest first."""
    located = frozenset(keys(place.city, place.state_name)) | PLACES
    specialty = frozenset(same_keys(place.specialty or ""))
    found: set[Phrase] = set()
    for name in filter(None, (place.name, place.institution)):
        for part in _PARTS.split(name):
            found.update(_phrases_of(words(part)[:_MOST_NAME_WORDS], located, specialty))
    return tuple(sorted(found, key=lambda phrase: (-len(phrase.keys), phrase)))


def _phrases_of(
    name: tuple[Word, ...], located: frozenset[str], specialty: frozenset[str]
) -> Iterator[Phrase]:
    name = _trimmed(name, specialty)
    same = tuple(same_key(word.key) for word in name)
    shouted = len(name) > 1 and all(word.text.isupper() for word in name)
    acronyms = frozenset(key for key, word in zip(same, name, strict=True) if _is_acronym(word))
    kinds = [
        _kind(key, located, specialty, acronyms if not shouted else frozenset()) for key in same
    ]
    telling = [kind for kind in kinds if kind not in {"generic", "small"}]
    if not telling and len([kind for kind in kinds if kind != "small"]) < _SHORTEST_INITIALS:
        return
    if len(same) > 1:
        yield Phrase(same, "none" if "rare" in kinds else "names" if "word" in kinds else "all")
    for first, last in _stretches(kinds):
        yield from _phrases_of_stretch(name, same, kinds, first, last)
    yield from _short_forms(same, kinds)


def _trimmed(name: tuple[Word, ...], specialty: frozenset[str]) -> tuple[Word, ...]:
    """Leave out `the` in front, and the specialty and `residency program` behind."""
    start, end = 0, len(name)
    while start < end and name[start].key == "the":
        start += 1
    while end - start > 1 and name[end - 1].key in TRIMMED | SMALL | specialty:
        end -= 1
    return name[start:end]


def _is_acronym(word: Word) -> bool:
    return len(word.text) >= _SHORTEST_INITIALS and word.text.isupper()


def _kind(
    key: str, located: frozenset[str], specialty: frozenset[str], acronyms: frozenset[str]
) -> str:
    """Give what a word of a name is: small, generic, lean, place, word or rare."""
    if key in SMALL:
        return "small"
    if key in GENERIC or key in specialty or key[0].isdigit():
        return "generic"
    if key in LEAN:
        return "lean"
    if key in located:
        return "place"
    short = len(key) < _SHORTEST_ALONE and key not in acronyms
    if short or key in ORDINARY or key in GIVEN or key in STOP:
        return "word"
    return "rare"


def _stretches(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give first and last index of each stretch of words that are neither generic nor small."""
    start = None
    for index, kind in enumerate([*kinds, "generic"]):
        if kind in {"generic", "small"}:
            if start is not None:
                yield start, index - 1
            start = None
        elif start is None:
            start = index


def _phrases_of_stretch(
    name: tuple[Word, ...], same: tuple[str, ...], kinds: Sequence[str], first: int, last: int
) -> Iterator[Phrase]:
    here = set(kinds[first : last + 1])
    for index in range(first, last + 1):
        if kinds[index] == "rare":
            upper = name[index].text.isupper() and len(same[index]) < _SHORTEST_ALONE
            yield Phrase((same[index],), "upper" if upper else "all")
    for index in range(first, last):
        pair = kinds[index : index + 2]
        initial = min(len(key) for key in same[index : index + 2]) == 1
        if not initial and not {"lean", "place"}.issuperset(pair) and pair != ["rare", "lean"]:
            yield Phrase(same[index : index + 2], "none" if "rare" in pair else "all")
    if "rare" in here:
        return
    case = "names" if "word" in here else "all"
    yield from (Phrase(form, case) for form in _institution_forms(same, kinds, first, last))
    if first == last and kinds[first] == "word":
        yield from (Phrase((same[first], head), "names") for head in _OUTSIDE)


def _institution_forms(
    same: tuple[str, ...], kinds: Sequence[str], first: int, last: int
) -> Iterator[tuple[str, ...]]:
    """Give `University of Michigan`, or else `Boston Medical Center`: up to the telling word."""
    if first > 1 and kinds[first - 1] == "small" and same[first - 2] in HEADS:
        yield same[first - 2 : last + 1]
        return
    end = last + 1
    while end < len(same) and kinds[end] == "generic":
        end += 1
        if same[end - 1] in HEADS:
            yield same[first:end]
            return


def _short_forms(same: tuple[str, ...], kinds: Sequence[str]) -> Iterator[Phrase]:
    """Give `HFH` for Henry Ford Hospital, `U of M` and `UC San Diego` for universities."""
    initials = "".join(key[0] for key, kind in zip(same, kinds, strict=True) if kind != "small")
    fits = _SHORTEST_INITIALS <= len(initials) <= _LONGEST_INITIALS
    if fits and initials not in ACRONYMS | STOP | GENERIC:
        yield Phrase((initials,), "upper")
    if same[:2] == ("university", "of") and len(same) > 2:  # noqa: PLR2004  (a word behind `of`)
        yield Phrase(("u", *same[1:]), "all")
        yield Phrase(("u", "of", same[2][0]), "all")
        yield Phrase((f"uof{same[2][0]}",), "all")
        if len(same) > 3 and kinds[3] != "generic":  # noqa: PLR2004  (`UC` alone names nothing)
            yield Phrase((f"u{same[2][0]}", *same[3:]), "all")
