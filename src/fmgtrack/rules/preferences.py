"""What a person would like of a program, and the order that follows from their own weights.

A preference that is met adds its weight; one that is not met, or not known, adds nothing, and both
are shown. The order is the sum of weights, then fewer preferred requirements of the program that
are not met, then the name: it is the person's, and nothing in it is a chance.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.rules.matching import meant
from fmgtrack.rules.requirements import RULES, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fmgtrack.rules.fitting import Fit
    from fmgtrack.rules.fitting_facts import Place

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
"""How a program does by a preference."""

FORMS = {
    "state": "two letters such as `NY`",
    "city": "its name",
    "setting": ", ".join(f"`{setting}`" for setting in SETTINGS),
    "size": "residents a year: `20+`, `10-20` or `-12`",
    "img-share": "percent: `40+`, `20-60` or `-30`",
    "fellowship": "`yes`, or which, such as `cardiology`",
    "visa": "`j1` or `h1b`",
}
"""What can be preferred, and the form of its value."""

NUMBERS = ("size", "img-share")
"""Preferences of a range of numbers."""

_RANGE = re.compile(
    r"(?P<low>[0-9]{1,4})\+|(?P<from>[0-9]{1,4})-(?P<to>[0-9]{1,4})|-(?P<high>[0-9]{1,4})"
)


@dataclass(frozen=True)
class Wish:
    """A preference: its word, its value in one writing, and how much it weighs."""

    rule: str
    value: str
    weight: float

    @property
    def said(self) -> str:
        """How it is said in a part of the order: `state NY`."""
        return f"{self.rule} {self.value}"


@dataclass(frozen=True)
class Part:
    """How a program does by one preference."""

    wish: Wish
    outcome: str

    @property
    def adds(self) -> float:
        """What it adds to the order."""
        return self.wish.weight if self.outcome == MET else 0.0


def read_wish(word: str, text: str) -> tuple[str, str]:
    """The word of a preference and its value in one writing; a state comes as two letters.

    Raises:
        UsageError: there is no such preference.
        InvalidError: the value is not of its form.
    """
    rule = _word(word)
    line = " ".join(text.split())
    value = _value(rule, line)
    if value is None:
        raise InvalidError(f"`{text.strip()}` is no value for `{rule}`", f"type {FORMS[rule]}")
    return rule, value


def _word(text: str) -> str:
    typed = "-".join(text.strip().lower().replace("_", "-").split())
    begun = [word for word in FORMS if typed and word.startswith(typed)]
    if typed in FORMS or len(begun) == 1:
        return typed if typed in FORMS else begun[0]
    raise UsageError(f"`{text.strip()}` cannot be preferred", meant(typed, FORMS, all_of=True))


def _value(rule: str, line: str) -> str | None:
    plain = line.lower()
    if rule == "state":
        return line.upper() if re.fullmatch("[A-Za-z]{2}", line) else None
    if rule == "visa":
        kind = plain.replace("-", "")
        return kind if kind in ("j1", "h1b") else None
    if rule == "setting":
        begun = [setting for setting in SETTINGS if plain and setting.startswith(plain)]
        return plain if plain in SETTINGS else begun[0] if len(begun) == 1 else None
    if rule in NUMBERS:
        return _range(plain.removesuffix("%"))
    return line if re.search(r"\w", line) and len(line) <= 100 else None  # noqa: PLR2004  a name


def _range(plain: str) -> str | None:
    """A range as `20+`, `10-20` or `-12`; `at least 20` and `>=20` are read too."""
    typed = re.sub(r"^(?:>=|≥|at least|from)\s*([0-9]+)$", r"\1+", plain)
    typed = re.sub(r"^(?:<=|≤|at most|up to)\s*([0-9]+)$", r"-\1", typed)
    typed = re.sub(" ?(?:-|\u2013|to) ?", "-", typed)
    found = _RANGE.fullmatch(typed)
    if not found or (found["from"] and int(found["from"]) > int(found["to"])):
        return None
    return typed


def weigh(place: Place, wishes: Iterable[Wish]) -> tuple[Part, ...]:
    """How a program does by each preference, in the order given."""
    return tuple(Part(wish, _outcome(place, wish)) for wish in wishes)


def _outcome(place: Place, wish: Wish) -> str:
    met = _is_met(place, wish)
    return UNKNOWN if met is None else MET if met else UNMET


def _is_met(place: Place, wish: Wish) -> bool | None:
    if wish.rule == "visa":
        return place.j1 if wish.value == "j1" else place.h1b
    if wish.rule in ("state", "city"):
        here = place.state if wish.rule == "state" else place.city
        return here.casefold() == wish.value.casefold() if here else None
    value = place.said(wish.rule)
    if value is None or not RULES[wish.rule].is_kept(value):
        return None
    if wish.rule in NUMBERS:
        return _within(float(value), wish.value)
    if wish.rule == "fellowship":
        return _has_fellowship(value.casefold(), wish.value.casefold())
    return value == wish.value


def _has_fellowship(value: str, wanted: str) -> bool | None:
    """Whether the fellowship is there; `yes` alone does not say which."""
    if value == "no" or wanted in ("yes", "no"):
        return (value == "no") == (wanted == "no")
    return None if value == "yes" else wanted in value


def _within(number: float, span: str) -> bool | None:
    found = _RANGE.fullmatch(span)
    if not found:
        return None
    low, high = found["low"] or found["from"], found["high"] or found["to"]
    return (low is None or number >= int(low)) and (high is None or number <= int(high))


def total(parts: Iterable[Part]) -> float:
    """What the preferences that are met weigh together."""
    return math.fsum(part.adds for part in parts)


def in_order(fits: Iterable[Fit], wishes: Sequence[Wish]) -> list[tuple[Fit, tuple[Part, ...]]]:
    """Programs by the person's weights, each with the parts of its place in the order."""
    weighed = [(fit, weigh(fit.place, wishes)) for fit in fits]
    weighed.sort(
        key=lambda pair: (
            -total(pair[1]),
            pair[0].preferred_unmet,
            pair[0].place.name.casefold(),
            pair[0].place.number,
        )
    )
    return weighed
