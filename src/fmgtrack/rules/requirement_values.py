"""How the value of a rule is read: each reader takes a text as typed to one writing, or gives None.

Readers are made once for the table in `requirements.py`. What may mean two opposite things is not
understood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fmgtrack.errors import UsageError
from fmgtrack.rules.matching import meant
from fmgtrack.rules.when import read_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.rules.when import Reading

    Read = Callable[[str, Reading], str | None]

ANY = "any"
"""The value of a limit that a program said it does not set."""

WEEKS = " weeks"
"""What ends a length of time that is kept in weeks, not in months."""

LONGEST = 200
"""Characters of a value that is free text."""

LEAST = (r"(?:>=|=>|≥|at least|min(?:imum)?\.?|from)?", r"(?:\+|or (?:more|above|higher))?")
MOST = (
    r"(?:<=|=<|≤|at most|max(?:imum)?\.?|up to|within(?: the last)?)?",
    r"(?:or (?:less|fewer))?",
)
PLAIN = ("", "")
"""What may stand before and after the number of a lower limit, an upper limit, a number."""

_NO_LIMIT = re.compile(
    r"any|any \w+|no (?:limit|minimum|min|maximum|max|cut-?off|requirement)|not (?:required|needed)"
)


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


def _number(text: str, around: tuple[str, str], units: str) -> tuple[float, str] | None:
    """The number and its unit in a text such as `at least 220`, or None for other text."""
    before, after = around
    number = r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)"
    unit = rf"(?:(?P<unit>{units})\b\.?)?"
    found = re.fullmatch(
        rf"{before}\s*{number}\s*{unit}\s*{after}(?:\s*(?:{units}))?", _plain(text)
    )
    return (float(found["number"]), found["unit"] or "") if found else None


def whole(around: tuple[str, str], bounds: tuple[int, int], units: str) -> Read:
    """A reader of a whole number within bounds, both taken."""

    def read(text: str, _: Reading) -> str | None:
        found = _number(text, around, units)
        if found is None or found[0] != int(found[0]) or not bounds[0] <= found[0] <= bounds[1]:
            return None
        return str(int(found[0]))

    return read


def limit(around: tuple[str, str], bounds: tuple[int, int], units: str, *also: str) -> Read:
    """A reader of a whole number, or of words for no limit; `also` are more such words.

    A lower limit of 0 is no limit.
    """
    number = whole(around, bounds, units)

    def read(text: str, reading: Reading) -> str | None:
        typed = _plain(text)
        if _NO_LIMIT.fullmatch(typed) or typed in ("none", "no", *also):
            return ANY
        read_as = number(text, reading)
        return ANY if read_as == "0" and around == LEAST else read_as

    return read


def attempts(text: str, reading: Reading) -> str | None:
    """How many failed attempts are allowed.

    `none` may say that none is allowed or that nothing is limited, and is not understood.
    """
    typed = _plain(text)
    if re.fullmatch(r"(?:on )?(?:the )?(?:first|1st) (?:try|attempt|time)(?: only)?", typed):
        return "0"
    if _NO_LIMIT.fullmatch(typed):
        return ANY
    return whole(MOST, (0, 9), r"failed attempts?|fail(?:ure)?s?")(text, reading)


def months(text: str, _: Reading) -> str | None:
    """Months, or weeks, as `3` or `8 weeks`; or no limit. A lower limit of 0 is none."""
    if _NO_LIMIT.fullmatch(_plain(text)) or _plain(text) in ("none", "no"):
        return ANY
    found = _number(text, LEAST, "months?|mos?|weeks?|wks?")
    if found is None:
        return None
    number, unit = found
    if number > (260 if unit.startswith("w") else 60):  # five years: more is a slip
        return None
    return f"{number:g}{WEEKS if unit.startswith('w') else ''}" if number else ANY


def percent(text: str, _: Reading) -> str | None:
    """A percentage; `0.45` may be a share or a percentage and is not understood."""
    found = _number(text.replace("%", " percent"), PLAIN, "percent")
    if found is None or found[0] > 100 or 0 < found[0] < 1:  # noqa: PLR2004  percent
        return None
    return f"{found[0]:g}"


def choice(word: str, choices: tuple[str, ...], **also: str) -> Read:
    """A reader of one of some words, whole or begun, or of other words that stand for one.

    Raises:
        UsageError: (the reader) it is none of them.
    """

    def read(text: str, _: Reading) -> str:
        typed = "-".join(re.sub(r"[\s,_/-]+", " ", text.lower()).split())
        known = also.get(typed.replace("-", "_"), typed)
        begun = [one for one in choices if typed and one.startswith(typed)]
        if known in choices:
            return known
        if len(begun) == 1:
            return begun[0]
        raise UsageError(f"`{text}` is no value for `{word}`", meant(text, choices, all_of=True))

    return read


def yes_no(word: str) -> Read:
    """A reader of yes or no."""
    return choice(word, ("yes", "no"), true="yes", false="no")


def words(text: str, _: Reading) -> str | None:
    """One line of free text with at least one letter or digit; yes and no in lower case."""
    line = " ".join(text.split())
    if not re.search(r"\w", line) or len(line) > LONGEST:
        return None
    return line.lower() if line.lower() in ("yes", "no") else line


def day(text: str, reading: Reading) -> str:
    """A day as `YYYY-MM-DD`; `WhenError` for what is none."""
    return read_day(text, reading).isoformat()
