"""From texts as typed to column values: what every record type shares.

An empty text takes a value away. Each reader raises InvalidError (a value of the wrong form) or
UsageError (not one of the choices).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fmgtrack.errors import InvalidError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work

LONGEST = 20_000
"""Characters a single text may have."""


def one(values: Mapping[str, str | tuple[str, ...]], name: str) -> str | None:
    """The single text given for an option, or None."""
    value = values.get(name)
    if isinstance(value, tuple):
        value = value[-1] if value else None
    return value


def many(values: Mapping[str, str | tuple[str, ...]], name: str) -> tuple[str, ...]:
    """All texts given for an option that may be repeated."""
    value = values.get(name, ())
    return (value,) if isinstance(value, str) else value


def line(text: str, what: str) -> str | None:
    """One line of text without spare spaces; None when empty."""
    return _bounded(" ".join(text.split()), what) or None


def name(text: str, what: str) -> str:
    """A name: one line with at least one letter or digit.

    Raises:
        InvalidError: there is none.
    """
    value = line(text, what)
    if not value or not re.search(r"\w", value):
        raise InvalidError(f"`{text}` is no name for a {what}", "type its name")
    return value


def prose(text: str, what: str) -> str | None:
    """Text of one or more lines; None when empty."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _bounded("\n".join(part.rstrip() for part in lines).strip(), what) or None


def _bounded(text: str, what: str) -> str:
    if len(text) > LONGEST:
        message = f"the {what} is {len(text):,} characters long"
        raise InvalidError(message, f"keep it under {LONGEST:,}")
    return text


def choice(text: str, option: str, choices: Iterable[str]) -> str:
    """One of the words, in any case, or the only one that begins so.

    Raises:
        UsageError: it is none of them, or begins several.
    """
    known = tuple(choices)
    typed = "-".join(text.strip().lower().replace("_", " ").replace("-", " ").split())
    if typed in known:
        return typed
    begun = [word for word in known if typed and word.startswith(typed)]
    if len(begun) == 1:
        return begun[0]
    from fmgtrack.rules.matching import meant

    raise UsageError(f"`{text}` is no value for `{option}`", meant(text, known, all_of=True))


def truth(text: str, option: str) -> bool | None:
    """Yes, no, or not said (empty, `unknown`, `?`)."""
    typed = text.strip().lower()
    if typed in ("yes", "y", "true", "1"):
        return True
    if typed in ("no", "n", "false", "0"):
        return False
    if typed in ("", "?", "unknown"):
        return None
    raise UsageError(f"`{text}` is no value for `{option}`", "one of: yes, no, unknown")


def state(text: str, instead: str = "") -> str | None:
    """The two letters of a US state, from them or its name; None when empty.

    Raises:
        InvalidError: there is none; `instead` is what may be done then.
    """
    from fmgtrack.reference.places import read_state, states
    from fmgtrack.rules.matching import meant

    if not text.strip():
        return None
    found = read_state(text)
    if found is None:
        near = meant(text, [one.name for one in states().values()])
        hint = near or "type its two letters or its name: `MI`, `Michigan`"
        raise InvalidError(f"`{text}` is no US state", "; ".join(filter(None, (hint, instead))))
    return found.code


def url(text: str) -> str | None:
    """A web address; `https://` is put before one that has no scheme."""
    value = line(text, "web address")
    if value is None:
        return None
    if "://" not in value:
        value = f"https://{value}"
    if not re.fullmatch(r"https?://[^\s/?#]+\.[^\s]+", value):
        raise InvalidError(
            f"`{text}` is no web address", "type one such as `https://example.org/residency`"
        )
    return value


def email(text: str) -> str | None:
    """A mail address, checked so that it can stand in a header; None when empty."""
    from fmgtrack.rules.people import read_email

    return read_email(text) if text.strip() else None


def zone(work: Work, text: str) -> str | None:
    """An IANA zone from its name or a US zone word (`ET`); None when empty."""
    from fmgtrack.rules.when import read_zone

    return read_zone(text, work.reading()) if text.strip() else None


def added(old: str | None, text: str) -> str:
    """A note with one more line."""
    return f"{old}\n{text}" if old else text
