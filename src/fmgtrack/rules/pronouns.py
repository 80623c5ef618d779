"""The recipient of a mail spoken of as somebody else.

`she`, `his`, `her` in a mail mean the recipient when nobody else was brought up: no person word
(patient, mother, resident), no plural for `their`, no other name, in the same sentence or in the
sentences before it that the pronoun carries on from. When in doubt nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.rules.lexicon import PEOPLE, SPEAKING, STOP, TITLES, TOWARDS, WORK
from fmgtrack.rules.mentions import surname
from fmgtrack.rules.prose import Word, clean, words
from fmgtrack.rules.solicitation import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmgtrack.rules.draft_facts import Person

_SINGULAR = frozenset({"she", "he", "her", "his", "him", "hers", "herself", "himself"})
_NOT_PLURAL = ("ss", "us", "is")
_SHORTEST_PLURAL = 4
_NO_PLURALS = STOP | {"thanks"}


def third_person_phrase(
    paragraphs: Sequence[str], recipient: Person, others: frozenset[str]
) -> str | None:
    """Give the first phrase about the recipient; `others` are words of other people's names."""
    own = surname(recipient.name)
    own_keys = frozenset(own.core) | own.given
    for paragraph in paragraphs:
        somebody = several = False
        for sentence in sentences(paragraph):
            found = words(sentence)
            phrase = _by_name(sentence, found, own.core)
            if phrase:
                return phrase
            carried = False
            for index, word in enumerate(found):
                if word.key in _SINGULAR:
                    if not somebody:
                        return _phrase(sentence, found, index)
                    carried = True
                elif word.key == "their":
                    if not (several or somebody) and _next(found, index) in WORK:
                        return _phrase(sentence, found, index)
                    carried = True
                else:
                    person = _is_person(found, index, own_keys, others)
                    several = several or _is_plural(word)
                    somebody = somebody or person
                    carried = carried or person or _is_plural(word)
            if not carried:
                somebody = several = False
    return None


def _by_name(sentence: str, found: tuple[Word, ...], core: tuple[str, ...]) -> str | None:
    """Give `Dr. Lindqvist's work`, `with Dr. Lindqvist` or `Dr. Lindqvist told`."""
    for index in range(1, len(found)):
        end = index + len(core)
        if not core or tuple(word.key for word in found[index:end]) != core:
            continue
        first = index
        while first > 0 and index - first < _SHORTEST_PLURAL and found[first - 1].capital:
            first -= 1
            if found[first].key in TITLES:
                break
        if found[first].key not in TITLES:
            continue
        behind = clean(sentence)[found[end - 1].end :]
        possessive = found[end - 1].text.endswith("'s") or behind.startswith("'")
        before = found[first - 1].key if first else ""
        comma_before = first > 0 and "," in sentence[found[first - 1].end : found[first].start]
        spoken = end < len(found) and found[end].key in SPEAKING and not behind.startswith(",")
        if possessive or (not comma_before and (before in TOWARDS or spoken)):
            return clean(sentence)[found[first].start : found[min(end, len(found) - 1)].end]
    return None


def _phrase(sentence: str, found: tuple[Word, ...], index: int) -> str:
    last = min(index + (2 if found[index].key in {"she", "he"} else 1), len(found) - 1)
    return clean(sentence)[found[index].start : found[last].end]


def _next(found: tuple[Word, ...], index: int) -> str:
    return found[index + 1].key if index + 1 < len(found) else ""


def _is_person(
    found: tuple[Word, ...], index: int, own: frozenset[str], others: frozenset[str]
) -> bool:
    """Whether a word brings up a person other than the recipient."""
    word = found[index]
    if word.key in own:
        return False
    if word.key in PEOPLE or word.key.removesuffix("s") in PEOPLE:
        return True
    if word.capital and word.key in others and word.key not in STOP:
        return True
    return index > 0 and found[index - 1].key in TITLES and word.capital


def _is_plural(word: Word) -> bool:
    """Whether a word may be what `their` points to; rather yes than no."""
    if word.key in PEOPLE:
        return True
    plural = word.key.endswith("s") and not word.key.endswith(_NOT_PLURAL)
    return plural and len(word.key) >= _SHORTEST_PLURAL and word.key not in _NO_PLURALS
