"""Filler words, by plain rules: a word that may say something counts only where it says nothing."""

from __future__ import annotations

import re

from fmgtrack.rules.spoken import Token, tokens

KINDS = ("um", "like", "you know", "I mean", "actually", "basically", "so", "kind of")
"""The kinds that are counted; `um` stands for uh, er and hm too, `kind of` for sort of."""

_HESITATION = re.compile(r"u+h*m+|u+h+|e+rm*|e+r{3,}|e+h+m*|a+h+|h+m+")
_NOBODY = Token("", "", begins=True)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KNOW_BEFORE = _words(
    """as because can could did didn't do does don't how if let may might must should that what
    whether will would"""
)
_KNOW_AFTER = _words(
    """about any anything better her him how if it me my nothing of somebody someone something that
    the them this what when where whether who whom why your"""
)
_MEAN_BEFORE = _words("as did do does how that what which")
_MEAN_AFTER = _words("by it that this to what")
_SO_AFTER = _words("far few little long many much that")
_KIND_BEFORE = _words(
    """a all an another any best certain different each every first her his kind many my new no one
    only other our particular right same some specific that the their these this those two what
    which worst your"""
)
_LIKE_BEFORE = _words(
    """also anything did didn't do don't feel feels felt he i i'd like look looked looking looks
    more much not nothing patients people really seem seemed seems she something sound sounded
    sounds they they'd to we we'd would you you'd"""
)
_QUOTING = _words("am are he's i'm is it's she's they're was we're were")
_QUOTED = _words("hey no oh ok okay uh um well wow yeah yes")


def is_hesitation(key: str) -> bool:
    """Whether a word in small letters is a sound like um, uh or er."""
    return bool(_HESITATION.fullmatch(key))


def fillers(text: str) -> dict[str, int]:
    """How often each kind of filler is heard; kinds that are not heard are left out.

    Hesitations, `actually` and `basically` count always (`ER` in capitals is a place), `so` where a
    sentence begins. `like` counts before a comma and in `was like oh no`, not after a word that
    takes it (`looks like`); `you know` and `I mean` before a comma, and wherever nothing belongs to
    them (`did you know that`, `what I mean`); `kind of` and `sort of` where no article or the like
    stands before (`this kind of`).
    """
    found = tokens(text)
    shouted = text == text.upper()
    counts = dict.fromkeys(KINDS, 0)
    for number, token in enumerate(found):
        attached = not token.begins and not _comma(token)
        before = found[number - 1].key if attached else ""
        after = found[number + 1] if number + 1 < len(found) else _NOBODY
        beyond = found[number + 2] if number + 2 < len(found) else _NOBODY
        kind = _alone(token, before, after, shouted=shouted) or _pair(token, before, after, beyond)
        if kind:
            counts[kind] += 1
    return {kind: count for kind, count in counts.items() if count}


def _alone(token: Token, before: str, after: Token, *, shouted: bool) -> str | None:
    """The kind of filler that this one word is."""
    key, following = token.key, "" if after.begins else after.key
    if is_hesitation(key) and (shouted or not token.text[1:].isupper()):
        return "um"
    if key in ("actually", "basically"):
        return key
    if key in ("kinda", "sorta"):
        return "kind of"
    if key == "so" and token.begins and following not in _SO_AFTER:
        return "so"
    if key == "like" and before not in _LIKE_BEFORE:
        quotes = before in _QUOTING and following in _QUOTED
        return "like" if quotes or _comma(after) else None
    return None


def _pair(token: Token, before: str, after: Token, beyond: Token) -> str | None:
    """The kind of filler that begins with this word and ends with the next."""
    if after.begins:
        return None
    pair = f"{token.key} {after.key}"
    following = "" if beyond.begins or _comma(beyond) else beyond.key
    if pair == "you know" and before not in _KNOW_BEFORE and following not in _KNOW_AFTER:
        return "you know"
    if pair == "i mean" and before not in _MEAN_BEFORE and following not in _MEAN_AFTER:
        return "I mean"
    if pair in ("kind of", "sort of") and before not in _KIND_BEFORE:
        return "kind of"
    return None


def _comma(token: Token) -> bool:
    """Whether a comma stands before a word of the same sentence."""
    return not token.begins and "," in token.before
