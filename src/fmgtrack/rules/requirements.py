"""What programs ask for and what they are: each rule's word, how its value is read and said.

Each program fixes its own cut-offs and deadlines, and applicants are told to ask first
[https://ecfmg.org/eras/applicants-application.html,
https://students-residents.aamc.org/book/export/html/13241] (official): every fact is one of one
program, with who said it, where, and on what day. Visas are columns of the program.

Values are kept in one writing: whole numbers, days as `YYYY-MM-DD`, words of the rule, and `any`
where a program said that there is no limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.rules import requirement_values as values
from fmgtrack.rules.matching import meant
from fmgtrack.rules.requirement_values import ANY, LEAST, LONGEST, MOST, PLAIN, WEEKS
from fmgtrack.rules.when_days import say_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.rules.requirement_values import Read
    from fmgtrack.rules.when import Reading

VISA_WORDS = ("visa", "visas", "j1", "j-1", "h1b", "h-1b")
"""What is typed for a visa, which is kept with the program itself."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that a program asks for or has.

    `means` and `form` tell a person what it is and what to type; `read` takes a text as typed to
    its one writing, which matches `kept`; `say` puts that into words.
    """

    word: str
    means: str
    form: str
    kept: str
    read: Read
    say: Callable[[str], str]

    @property
    def eligibility(self) -> bool:
        """Whether it decides who may apply; the others say what a program is like."""
        return self.word in ELIGIBILITY

    def value(self, text: str, reading: Reading) -> str:
        """The one writing of a text as typed.

        Raises:
            InvalidError: it is not understood.
            UsageError: it is none of the words of the rule.
        """
        read = self.read(text, reading)
        if read is None:
            raise InvalidError(
                f"`{text.strip()}` is no value for `{self.word}`", f"type {self.form}"
            )
        return read

    def is_kept(self, value: str) -> bool:
        """Whether a value is in the one writing; a value that came in a file may be anything."""
        return _is_kept(self.word, value)


@lru_cache(maxsize=4096)  # thousands of programs say the same few things
def _is_kept(word: str, value: str) -> bool:
    return bool(re.fullmatch(RULES[word].kept, value)) and (word != "deadline" or _is_day(value))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def rule_of(text: str) -> Rule:
    """The rule that a word names: whole, or the only one that begins so.

    Raises:
        UsageError: it names none, or a visa, which is kept with the program.
    """
    typed = "-".join(text.strip().lower().replace("_", "-").split())
    if typed in VISA_WORDS:
        raise UsageError(
            f"`{text.strip()}` is kept with the program itself",
            "`fmgtrack edit PROGRAM --j1 yes --h1b no --visa-source TEXT`",
        )
    if typed in RULES:
        return RULES[typed]
    begun = [rule for word, rule in RULES.items() if typed and word.startswith(typed)]
    if len(begun) == 1:
        return begun[0]
    raise UsageError(f"no rule `{text.strip()}`", meant(typed, RULES, all_of=True))


def _several(number: str, one: str) -> str:
    return f"{number} {one if number == '1' else f'{one}s'}"


def _length(value: str) -> str:
    weeks = value.removesuffix(WEEKS)
    return _several(weeks, "week" if value.endswith(WEEKS) else "month")


def _or_any(none: str, say: Callable[[str], str]) -> Callable[[str], str]:
    return lambda value: none if value == ANY else say(value)


_WHOLE = r"(?:0|[1-9][0-9]{0,3})"
_DECIMAL = rf"{_WHOLE}(?:\.[0-9]{{1,2}})?"

SETTINGS = ("university", "university-affiliated", "community", "military")
"""Settings of a program."""

_ASKED = (
    Rule(
        word="graduation-years",
        means="most years since graduation",
        form="a number of years such as `5`, or `any`",
        kept=rf"{ANY}|{_WHOLE}",
        read=values.limit(MOST, (0, 60), "years?|yrs?"),
        say=_or_any(
            "any year of graduation",
            lambda value: f"at most {_several(value, 'year')} since graduation",
        ),
    ),
    Rule(
        word="step2ck",
        means="least Step 2 CK score",
        form="a score such as `220`, or `any`",
        kept=rf"{ANY}|{_WHOLE}",
        read=values.limit(LEAST, (150, 300), "points?", "pass", "passed"),
        say=_or_any("any passed Step 2 CK", lambda value: f"at least {value} in Step 2 CK"),
    ),
    Rule(
        word="attempts",
        means="most failed attempts at a Step",
        form="a number such as `1`, `0` for the first try only, or `any`",
        kept=rf"{ANY}|{_WHOLE}",
        read=values.attempts,
        say=_or_any(
            "any number of attempts",
            lambda value: (
                f"at most {_several(value, 'failed attempt')}"
                if value != "0"
                else "no failed attempt"
            ),
        ),
    ),
    Rule(
        word="ecfmg",
        means="when the ECFMG certificate is needed",
        form="`application`, `ranking` or `start`",
        kept="application|ranking|start",
        read=values.choice(
            "ecfmg",
            ("application", "ranking", "start"),
            apply="application",
            applying="application",
            rank="ranking",
            rank_list="ranking",
            training="start",
        ),
        say={
            "application": "the ECFMG certificate when applying",
            "ranking": "the ECFMG certificate by the rank list",
            "start": "the ECFMG certificate by the start of training",
        }.__getitem__,
    ),
    Rule(
        word="usce-months",
        means="least months of US clinical experience",
        form="months such as `3`, weeks such as `8 weeks`, or `any`",
        kept=rf"{ANY}|{_DECIMAL}(?:{WEEKS})?",
        read=values.months,
        say=_or_any(
            "no US experience asked",
            lambda value: f"at least {_length(value)} of US experience",
        ),
    ),
    Rule(
        word="observership-counts",
        means="whether an observership counts as US experience",
        form="`yes` or `no`",
        kept="yes|no",
        read=values.yes_no("observership-counts"),
        say={"yes": "observerships count", "no": "observerships do not count"}.__getitem__,
    ),
    Rule(
        word="us-letters",
        means="least letters from the US",
        form="a number such as `2`, or `any`",
        kept=rf"{ANY}|{_WHOLE}",
        read=values.limit(LEAST, (0, 9), "(?:us )?letters?"),
        say=_or_any("no US letter asked", lambda value: f"at least {_several(value, 'US letter')}"),
    ),
    Rule(
        word="step3",
        means="whether Step 3 is needed",
        form="`yes` (for H-1B), `application` (of all who apply) or `no`",
        kept="yes|application|no",
        read=values.choice(
            "step3",
            ("yes", "application", "no"),
            h1b="yes",
            h_1b="yes",
            applying="application",
        ),
        say={
            "yes": "Step 3 for H-1B",
            "application": "Step 3 when applying",
            "no": "Step 3 not asked",
        }.__getitem__,
    ),
    Rule(
        word="deadline",
        means="last day to apply",
        form="a day such as `15 Oct 2026`",
        kept="[0-9]{4}-[0-9]{2}-[0-9]{2}",
        read=values.day,
        say=lambda value: f"applications until {say_day(date.fromisoformat(value))}",
    ),
)

_HAS = (
    Rule(
        word="signal-use",
        means="what a signal does there",
        form="`required`, `recommended` or `ignored`",
        kept="required|recommended|ignored",
        read=values.choice(
            "signal-use",
            ("required", "recommended", "ignored"),
            preferred="recommended",
            not_used="ignored",
        ),
        say=lambda value: f"a signal is {value}",
    ),
    Rule(
        word="img-share",
        means="share of international graduates",
        form="a percentage such as `45`",
        kept=_DECIMAL,
        read=values.percent,
        say=lambda value: f"{value}% international graduates",
    ),
    Rule(
        word="size",
        means="residents a year",
        form="a number such as `20`",
        kept=_WHOLE,
        read=values.whole(PLAIN, (1, 300), r"residents?(?: a year)?|a year"),
        say=lambda value: f"{_several(value, 'resident')} a year",
    ),
    Rule(
        word="setting",
        means="what kind of place it is",
        form="one of " + ", ".join(f"`{setting}`" for setting in SETTINGS),
        kept="|".join(SETTINGS),
        read=values.choice(
            "setting",
            SETTINGS,
            academic="university",
            university_based="university",
            community_based="community",
            affiliated="university-affiliated",
            community_university_affiliated="university-affiliated",
            community_based_university_affiliated="university-affiliated",
        ),
        say=str,
    ),
    Rule(
        word="fellowship",
        means="fellowships of the same place",
        form="`yes`, `no`, or which, such as `cardiology, nephrology`",
        kept=rf".{{1,{LONGEST}}}",
        read=values.words,
        say=lambda value: {"yes": "has fellowships", "no": "no fellowship"}.get(
            value, f"fellowships: {value}"
        ),
    ),
)

RULES: dict[str, Rule] = {rule.word: rule for rule in (*_ASKED, *_HAS)}
"""Every rule by its word: first what decides who may apply, then what a program is like."""

ELIGIBILITY = frozenset(rule.word for rule in _ASKED)
"""Words of the rules that decide who may apply."""
