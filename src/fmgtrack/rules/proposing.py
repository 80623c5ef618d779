"""Which program an invitation comes from, as far as its words say.

The words of a text that name a place have to fit a program as a typed name would: all of them, by
the name or the institution. Words that say nothing of the place (interview, the specialty, a day)
are left out first. A specialty or a city alone never tells a program; several that fit stay
several: the person is asked, never served a guess.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fmgtrack.rules.matching import find, name_key, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fmgtrack.rules.matching import Named


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SAY_NOTHING = _split(
    "interview interviews interviewing interviewee virtual zoom teams webex microsoft google meet "
    "meeting invitation invite invited residency program programme programs day days applicant "
    "applicants candidate candidates session orientation date season fellowship pgy1 pgy re fw fwd "
    "updated update canceled cancelled rescheduled accepted tentative declined confirmed "
    "confirmation online inperson person recruitment match the your you are to a an with our is "
    "for from by new schedule scheduled event call video remote graduate education gme office "
    "coordinator coordinators director january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday "
    "wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm et ct mt pt est "
    "cst mst pst"
)
_SPECIALTY = _split(
    "internal medicine family surgery general pediatrics pediatric psychiatry neurology emergency "
    "im fm em peds psych obgyn obstetrics gynecology categorical preliminary prelim transitional "
    "year pathology anesthesiology anesthesia radiology diagnostic dermatology physical "
    "rehabilitation pmr neurosurgery orthopaedic orthopedic and"
)
_SHARED = _split(
    "university college school hospital hospitals health healthcare system systems center centre "
    "medical clinic institute department dept of the at in and saint st state community county "
    "regional memorial city national veterans affairs va"
)
_LOOSE = _split("hospital hospitals health healthcare system systems center centre medical clinic")
_KINDS = _split("university univ college state")
_PERSON = _split("dr prof professor md do phd mr ms mrs miss")
_HOSTS = _split(
    "gmail googlemail google outlook hotmail live yahoo icloud me zoom calendar calendly group "
    "thalamus thalamusgme com org edu net gov us co mail email med medicine medschool health "
    "hospital residency gme example resource noreply teams microsoft webex"
)
_COARSE = re.compile(r"[\n|:;\u2022,()\[\]<>/]+|\s[-\u2013\u2014]+\s|[\u2013\u2014]")
_FINE = re.compile(r"\b(?:with|at|for|from|by|and)\b|@|\s[&-]|-\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019.&][^\W_]+)*")
_ENDINGS = re.compile(r"(?:health|healthcare|hospital|med|medicine|clinic)$")

_LONGEST = 2_000
_MOST_PIECES = 40
_ENOUGH = 2
_SHORTEST = 3


def propose(
    titles: Sequence[str], domain: str, beside: Sequence[str], named: Sequence[Named]
) -> tuple[int, ...]:
    """Keys of the programs that may be meant: one when the words leave no doubt, else several.

    Args:
        titles: texts that name who invites: the summary, the organiser's name.
        domain: of the organiser's mail address; empty when there is none.
        beside: texts that may name others too: place, description. They tell only where no title
            does, and only in two words or the whole name.
        named: the programs on record.
    """
    bare = [replace(one, also=()) for one in named]
    sets = [_in_text(text, named, bare, least=1) for text in titles]
    sets.append(_in_domain(domain, bare))
    found = _agreed(sets)
    if len(found) != 1:
        weaker = _agreed(_in_text(text, named, bare, least=_ENOUGH) for text in beside)
        if not found:
            found = weaker
        elif found & weaker:
            found &= weaker
    return tuple(sorted(found))


def _agreed(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    """What all that say something agree on; everything that was said where they do not."""
    given = [one for one in sets if one]
    if not given:
        return frozenset()
    return frozenset.intersection(*given) or frozenset.union(*given)


def _in_text(
    text: str, named: Sequence[Named], bare: Sequence[Named], *, least: int
) -> frozenset[int]:
    """Programs named in a text; of a place and its city the place speaks."""
    whole = " ".join(text.split())[:_LONGEST]
    for prefix in ("", "interview:", "interview at ", "interview with "):
        rest = whole[len(prefix) :].strip() if whole.lower().startswith(prefix) else ""
        same = frozenset(one.key for one in bare if rest and same_name(rest, one.name))
        if same:
            return same
    told = []
    for piece in _pieces(text[:_LONGEST]):
        telling, fits = _fits(piece, named, bare, least=least)
        if fits:
            told.append((telling, fits, piece))
    if not told:
        return frozenset()
    most = max(telling for telling, _, _ in told)
    found = _agreed(_narrowed(fits, text, named) for telling, fits, _ in told if telling == most)
    others = (fits for _, fits, piece in told if not _is_beside(piece, found, named))
    return _agreed([found, *others])


def _narrowed(keys: frozenset[int], text: str, named: Sequence[Named]) -> frozenset[int]:
    """Of several programs of a name those of whose specialty and city the text has most."""
    said = f" {name_key(text)} "
    has = dict.fromkeys(keys, 0)
    for one in named:
        if one.key in keys:
            parts = (name_key(part) for part in one.also if len(part) > _ENOUGH)
            has[one.key] = max(has[one.key], sum(f" {part} " in said for part in parts))
    return frozenset(key for key in keys if has[key] == max(has.values()))


def _is_beside(piece: str, found: frozenset[int], named: Sequence[Named]) -> bool:
    """Whether a piece is the city or the like of what was found, and names no other program."""
    words = set(name_key(piece).split())
    return any(
        words <= set(name_key(" ".join(one.also)).split()) for one in named if one.key in found
    )


def _pieces(text: str) -> tuple[str, ...]:
    coarse = [piece for piece in _COARSE.split(text) if piece.strip()]
    fine = [part for piece in coarse for part in _FINE.split(piece) if part.strip()]
    return tuple(dict.fromkeys((*coarse, *fine)))[:_MOST_PIECES]


def _fits(
    piece: str, named: Sequence[Named], bare: Sequence[Named], *, least: int
) -> tuple[int, frozenset[int]]:
    """How many telling words a piece has, and the programs that all its words fit."""
    words = [word for word in _WORD.findall(piece) if not word.isdecimal()]
    if any(word.rstrip(".").lower() in _PERSON for word in words):
        return 0, frozenset()
    words = [word for word in words if word.lower() not in _SAY_NOTHING]
    place = [word for word in words if word.lower() not in _SPECIALTY]
    telling = [word for word in place if word.lower() not in _SHARED and len(word) >= _SHORTEST]
    if not telling:
        return 0, frozenset()
    fits = _found(place, bare)
    tight = [word for word in place if word.lower() not in _LOOSE]
    if not fits and _ENOUGH <= len(tight) < len(place):
        fits = _found(tight, bare)
        words = [word for word in words if word.lower() not in _LOOSE]
    if len(telling) == 1 and not telling[0].isupper():
        fits = frozenset(key for key in fits if _has_word(key, telling[0], bare))
    if len(telling) == 1 and any(word.lower() in _KINDS for word in place):
        fits = frozenset(key for key in fits if _is_name(key, place, bare))
    if len(telling) < least:
        fits = frozenset(one.key for one in bare if same_name(" ".join(place), one.name)) & fits
    if len(fits) > 1 and words != place:
        fits = (fits & _found(words, named)) or fits  # the specialty was typed as an abbreviation
    return len(telling), fits


def _found(words: Sequence[str], named: Sequence[Named]) -> frozenset[int]:
    found = find(" ".join(words), named)
    if found.key is not None:
        return frozenset({found.key})
    return frozenset() if found.near else frozenset(found.candidates)


def _has_word(key: int, word: str, named: Sequence[Named]) -> bool:
    """Whether a program's name or institution has that very word, not only its beginning."""
    return any(
        f" {name_key(word)} " in f" {name_key(text)} "
        for one in named
        if one.key == key
        for text in (one.name, one.institution)
    )


def _is_name(key: int, words: Sequence[str], named: Sequence[Named]) -> bool:
    """Whether words are a whole name: the University of Michigan is not Michigan State."""

    def core(text: str) -> frozenset[str]:
        kept = (word for word in _WORD.findall(text) if word.lower() not in _LOOSE | _SPECIALTY)
        return frozenset(name_key(" ".join(kept)).split())

    return any(
        core(text) == core(" ".join(words))
        for one in named
        if one.key == key
        for text in (one.name, one.institution)
    )


def _in_domain(domain: str, bare: Sequence[Named]) -> frozenset[int]:
    """Programs that a label of a domain stands for: `henryford`, `upmc`."""
    for label in domain.lower().split("."):
        for word in dict.fromkeys((label, _ENDINGS.sub("", label))):
            if len(word) > _SHORTEST and word not in _HOSTS and (fits := _found([word], bare)):
                return fits
    return frozenset()
