"""Sentences to say when an interview does not go smoothly, in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fmgtrack.reference import toml


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A sentence to say.

    `when` is the word for its situation, `situation` that situation in one sentence, `why` what
    makes it work or what to avoid. A situation may have several phrases.
    """

    when: str
    situation: str
    say: str
    why: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase; those of one situation stand together."""
    return tuple(
        Phrase(when=row["when"], situation=row["situation"], say=said["say"], why=said["why"])
        for row in toml("phrases.toml")["situation"]
        for said in row["phrase"]
    )
