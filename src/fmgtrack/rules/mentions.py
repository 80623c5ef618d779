"""Names in a mail that belong to another program or another person.

A program is looked for by what only it is called. In `Henry Ford Macomb Hospital`, `hospital`
points to no program; `Macomb` alone is enough; `Henry Ford` is enough unless the recipient's own
program is called so too. A name that is a state, a city or an English word (`Mercy Hospital`,
`University of Michigan`) is looked for with the words that make it an institution, in capitals. A
person is looked for by full name, by title and surname, and, for people at other programs, by a
surname that is not an English word. Case counts where a word has another meaning in small letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fmgtrack.rules.lexicon import (
    ACRONYMS,
    CREDENTIALS,
    GENERIC,
    GIVEN,
    GREETING,
    LEAN,
    ORDINARY,
    PARTICLES,
    PLACES,
    SMALL,
    STOP,
    TITLES,
)
from fmgtrack.rules.program_names import Phrase, phrases, same_key, same_keys
from fmgtrack.rules.prose import Word, clean, keys, spellings, without_gaps, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.rules.draft_facts import Person, Place

_SHORTEST_ALONE = 4
_MOST_GIVEN = 6
_COMMON = ORDINARY | GIVEN | PLACES | STOP | GENERIC | LEAN | ACRONYMS
_NOBODYS = GENERIC | SMALL
_NO_SURNAMES = CREDENTIALS | TITLES


class Found(NamedTuple):
    """A name that stands in the mail: its words there, and the record it belongs to."""

    first: int
    last: int
    record: Person | Place


@dataclass(frozen=True)
class Text:
    """The words of a text, with a map from each key to where it stands."""

    source: str
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    positions: dict[str, tuple[int, ...]]

    def slice(self, found: Found) -> str:
        """Give the words of a finding as they were written."""
        return self.source[self.words[found.first].start : self.words[found.last].end]


@lru_cache(maxsize=64)
def read(text: str) -> Text:
    """Take a text into words that names can be looked up in."""
    text = clean(text)
    found = words(text)
    same = tuple(same_key(word.key) for word in found)
    positions: dict[str, list[int]] = {}
    for index, key in enumerate(same):
        positions.setdefault(key, []).append(index)
    return Text(text, found, same, {key: tuple(at) for key, at in positions.items()})


class Directory:
    """Programs and people on record by the words of their names: a text can hold few of them."""

    def __init__(self, places: Iterable[Place], people: Iterable[tuple[str, Person]]) -> None:
        """Take every program, and every person with the ref of their program."""
        self._places, self._people = tuple(places), tuple(people)
        self._place_at: dict[str, list[int]] = {}
        self._person_at: dict[str, list[int]] = {}
        for number, place in enumerate(self._places):
            for key in _told_by(place):
                self._place_at.setdefault(key, []).append(number)
        for number, (_, person) in enumerate(self._people):
            self._person_at.setdefault(_surname_begins(person.name), []).append(number)

    def elsewhere(self, own: str, *texts: str) -> tuple[tuple[Place, ...], tuple[Person, ...]]:
        """Give the programs but `own`, a ref, and their people, of whom some words stand there."""
        found = {key for text in texts for key in read(without_gaps(text)).positions}
        places = sorted({number for key in found for number in self._place_at.get(key, ())})
        people = sorted({number for key in found for number in self._person_at.get(key, ())})
        named = (self._people[number] for number in people)
        return (
            tuple(place for number in places if (place := self._places[number]).ref != own),
            tuple(person for owner, person in named if owner != own),
        )


def _surname_begins(name: str) -> str:
    """Give the first word of a surname; of a plain name it is the last word, told at once."""
    last = name.rpartition(" ")[2].casefold()
    if name.isascii() and last.isalnum() and "," not in name and last not in _NO_SURNAMES:
        return last
    return next(iter(surname(name).core), "")


def _told_by(place: Place) -> frozenset[str]:
    """Give words one of which stands wherever a program is named: those that are not of any."""
    telling = (
        next((key for key in phrase.keys if key not in _NOBODYS), phrase.keys[0])
        for phrase in phrases(place)
    )
    return _words_of(place).difference(_NOBODYS).union(telling)


# programs


@dataclass(frozen=True)
class OwnNames:
    """What the recipient's own program is called, so that none of it counts as another's."""

    words: frozenset[str]
    runs: str
    forms: frozenset[tuple[str, ...]]

    def holds(self, phrase: Phrase) -> bool:
        """Whether a phrase is one of the own names or stands inside one."""
        if phrase.keys in self.forms or f" {' '.join(phrase.keys)} " in self.runs:
            return True
        return len(phrase.keys) == 1 and phrase.keys[0] in self.words


def own_names(own: Place, people: Iterable[str | None]) -> OwnNames:
    """Give the own names: the program's, its place's, and those of the people concerned."""
    located = " ".join(filter(None, (own.city, own.state_name)))
    fields = (own.name, own.institution, located, own.state, own.state_name, own.specialty)
    runs = [same_keys(field) for field in fields if field]
    return OwnNames(
        frozenset(key for run in runs for key in run) | keys(*people),
        "".join(f"| {' '.join(run)} " for run in runs) + "|",
        frozenset(phrase.keys for phrase in phrases(own)),
    )


def programs_in(text: Text, others: Iterable[Place], own: OwnNames) -> list[Found]:
    """Give mentions of other programs that are no mention of the recipient's own."""
    return [
        Found(at, at + len(phrase.keys) - 1, place)
        for place in others
        for phrase in phrases(place)
        for at in text.positions.get(phrase.keys[0], ())
        if _stands_at(text, at, phrase) and not own.holds(phrase)
    ]


def place_words(places: Iterable[Place]) -> frozenset[str]:
    """Give all words of the names of some programs, of their cities and of their states."""
    return frozenset().union(*(_words_of(place) for place in places))


@lru_cache(maxsize=4096)
def _words_of(place: Place) -> frozenset[str]:
    return keys(place.name, place.institution, place.city, place.state_name)


def _stands_at(text: Text, at: int, phrase: Phrase) -> bool:
    """Whether a phrase stands there, in the case it needs, and not as a person's surname."""
    end = at + len(phrase.keys)
    if text.keys[at:end] != phrase.keys:
        return False
    here = text.words[at:end]
    if any(not word.joined for word in here[1:]):
        return False
    if len(phrase.keys) == 1 and here[0].joined and text.keys[at - 1] in TITLES:
        return False
    if phrase.case == "upper":
        return all(word.text.removesuffix("'s").isupper() for word in here)
    free = SMALL | GENERIC if phrase.case == "names" else SMALL
    return phrase.case == "none" or all(word.capital or word.key in free for word in here)


# people


class Surname(NamedTuple):
    """A name taken apart: `core` is the surname without particles, `given` all before it."""

    core: tuple[str, ...]
    given: frozenset[str]


@lru_cache(maxsize=8192)
def surname(name: str) -> Surname:
    """Take a name apart; `Lindqvist, Anna` is read as `Anna Lindqvist`, `MD` and `Jr.` left out."""
    front, _, behind = name.partition(",")
    name = f"{behind} {front}" if keys(behind) - CREDENTIALS else front
    pieces = [tuple(word.key for word in words(piece)) for piece in name.split()]
    pieces = [piece for piece in pieces if piece and not (len(piece) == 1 and piece[0] in TITLES)]
    while len(pieces) > 1 and len(pieces[-1]) == 1 and pieces[-1][0] in CREDENTIALS - {"do"}:
        pieces.pop()
    if not pieces:
        return Surname((), frozenset())
    core = tuple(key for key in pieces[-1] if key not in PARTICLES) or pieces[-1]
    return Surname(core, frozenset(key for piece in pieces[:-1] for key in piece) - PARTICLES)


def people_in(
    text: Text,
    people: Iterable[Person],
    shared: frozenset[str],
    places: frozenset[str] | None = None,
) -> list[Found]:
    """Give mentions of people by full name or by title and surname.

    A surname whose words are all in `shared`, the names of people concerned, counts only with a
    given name that is not. With `places`, a capitalised surname by itself counts too, unless it is
    an English word or one of these words of places.
    """
    found: list[Found] = []
    for person in people:
        name = surname(person.name)
        if not name.core or name.core[0] not in text.positions:
            continue
        for at in text.positions[name.core[0]]:
            end = at + len(name.core)
            if text.keys[at:end] != name.core:
                continue
            if any(not word.joined for word in text.words[at + 1 : end]):
                continue
            first = _names_from(text, at, name, shared, places)
            if first is not None:
                found.append(Found(first, end - 1, person))
    return found


def _names_from(
    text: Text, at: int, name: Surname, shared: frozenset[str], places: frozenset[str] | None
) -> int | None:
    """Give the first word of the name whose surname stands there, or None if it is not theirs."""
    core, given = name
    before = given | PARTICLES | {key[0] for key in given}
    first = at
    while at - first < _MOST_GIVEN and first > 0 and text.words[first].joined:
        if text.words[first - 1].key not in before:
            break
        first -= 1
    seen = set(text.keys[first:at])
    titled = first > 0 and text.words[first].joined and text.words[first - 1].key in TITLES
    capital = all(word.capital for word in text.words[at : at + len(core)])
    full = (seen & given) - shared - (places or frozenset())
    if full and (capital or not STOP.union(ORDINARY).issuperset(core)):
        return first - 1 if titled else first
    if shared.issuperset(core):
        return None
    if titled:
        return first - 1
    if places is not None and capital and not places & set(core) and _is_telling(text, at, core):
        return first
    return None


def _is_telling(text: Text, at: int, core: tuple[str, ...]) -> bool:
    """Whether a surname by itself points to somebody: rare, and no other given name before it."""
    if at > 0 and text.words[at].joined and text.words[at - 1].key in GIVEN:
        return False
    if len(core) > 1:
        return True
    return len(core[0]) >= _SHORTEST_ALONE and core[0] not in _COMMON


# the greeting

_NO_NAMES = STOP | GENERIC | CREDENTIALS | TITLES | GREETING


def greeted(greeting: str, known: frozenset[str]) -> list[tuple[str, ...]]:
    """Give the names a greeting holds, each as the keys of its words; `known` words are no names.

    Words behind a title are names in any case; elsewhere only capitalised ones are.
    """
    names: list[tuple[str, ...]] = []
    current: list[str] = []
    titled = False
    for word in words(greeting):
        if (
            word.key in _NO_NAMES
            or word.key in known
            or not (word.capital or (titled and not current))
        ):
            names.append(tuple(current))
            current = []
            titled = word.key in TITLES
        elif word.key not in PARTICLES:
            current.append(word.key)
    names.append(tuple(current))
    return [name for name in names if name]


def names_recipient(name: tuple[str, ...], recipient: Person) -> bool:
    """Whether a greeted name is the recipient's: a surname of theirs, or it ends in their name."""
    own = {key for word in words(recipient.name) for key in spellings(word.text)}
    if name[-1] in own or not set(name).isdisjoint(surname(recipient.name).core):
        return True
    return len(name[-1]) == 1 and name[-1] in {key[0] for key in own}
