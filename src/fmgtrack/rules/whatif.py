"""What would change if something of the applicant were otherwise: which programs move, and why.

A supposition is a few words such as `step3 passed`. It is laid over the applicant as recorded, in
the order given; nothing is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.rules.fitting_facts import DAYS_OF_MONTH, Amount, Applicant, Attempt, Spell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fmgtrack.rules.fitting import Fit, Verdict

FORMS = (
    "step3 passed",
    "step2ck 245",
    "ecfmg certified",
    "visa j1",
    "usce +2",
    "observership +1",
    "us-letters 3",
)
"""What can be supposed, one example each."""

NEEDS = {"none": "none", "j1": "j1", "j-1": "j1", "h1b": "h1b", "h-1b": "h1b", "either": "either"}
MOST = {"usce": 60, "observership": 60, "us-letters": 9}
"""Months, or letters: more is a slip."""


@dataclass(frozen=True)
class Move:
    """A program that changes its group, with the verdicts that are other than before."""

    now: Fit
    was: str
    why: tuple[Verdict, ...]


def suppose(applicant: Applicant, text: str) -> Applicant:
    """The applicant as if a supposition were true.

    Raises:
        UsageError: it is no supposition.
        InvalidError: its value is not of the form.
    """
    word, _, value = " ".join(text.lower().replace("=", " ").split()).partition(" ")
    change = _CHANGES.get(word)
    if change is None or not value:
        raise UsageError(
            f"`{text.strip()}` cannot be supposed",
            "type it like " + ", ".join(f"`{f}`" for f in FORMS),
        )
    supposed = change(applicant, word, value)
    if supposed is None:
        (form,) = (form for form in FORMS if form.split()[0] == word)
        raise InvalidError(f"`{value}` is nothing that `{word}` can be", f"type it like `{form}`")
    return supposed


def _step3(applicant: Applicant, word: str, value: str) -> Applicant | None:
    if value not in ("pass", "passed"):
        return None
    return _with_pass(applicant, word, None)


def _step2ck(applicant: Applicant, word: str, value: str) -> Applicant | None:
    if not re.fullmatch("[12][0-9]{2}|300", value):
        return None
    return _with_pass(applicant, word, int(value))


def _with_pass(applicant: Applicant, kind: str, score: int | None) -> Applicant:
    """With the exam passed; attempts that failed stay, what was ahead is over."""
    kept = tuple(
        attempt
        for attempt in applicant.attempts
        if attempt.kind != kind or attempt.outcome == "fail"
    )
    return replace(applicant, attempts=(*kept, Attempt(kind, "pass", score)))


def _ecfmg(applicant: Applicant, _: str, value: str) -> Applicant | None:
    return replace(applicant, certified=True) if value == "certified" else None


def _visa(applicant: Applicant, _: str, value: str) -> Applicant | None:
    return replace(applicant, visa_need=NEEDS[value]) if value in NEEDS else None


def _amount(applicant: Applicant, word: str, value: str) -> Applicant | None:
    found = re.fullmatch(r"(\+?)\s*([0-9]{1,2}(?:\.[0-9])?)(?:\s*months?|\s*letters?)?", value)
    if not found or float(found[2]) > MOST[word]:
        return None
    number = float(found[2])
    field = {"usce": "hands_on", "observership": "observed", "us-letters": "us_letters"}[word]
    supposed: Any = Amount(number, number)
    if word != "us-letters":
        supposed = Spell(number * DAYS_OF_MONTH, number, complete=True)
    if found[1]:
        supposed = getattr(applicant, field).plus(supposed)
    changes: dict[str, Any] = {field: supposed}
    return replace(applicant, **changes)


_CHANGES: dict[str, Callable[[Applicant, str, str], Applicant | None]] = {
    "step3": _step3,
    "step2ck": _step2ck,
    "ecfmg": _ecfmg,
    "visa": _visa,
    "usce": _amount,
    "observership": _amount,
    "us-letters": _amount,
}


def moves(before: Iterable[Fit], after: Iterable[Fit]) -> tuple[Move, ...]:
    """Programs whose group is another than before, in the order of `after`.

    Both hold the same programs.
    """
    was = {fit.place.number: fit for fit in before}
    return tuple(
        Move(fit, was[fit.place.number].group, changed(was[fit.place.number], fit))
        for fit in after
        if fit.group != was[fit.place.number].group
    )


def changed(was: Fit, now: Fit) -> tuple[Verdict, ...]:
    """The strict verdicts of a program whose outcome is another than before."""
    outcomes = {one.rule: one.outcome for one in was.verdicts if one.strict}
    return tuple(
        one for one in now.verdicts if one.strict and outcomes.get(one.rule) != one.outcome
    )
