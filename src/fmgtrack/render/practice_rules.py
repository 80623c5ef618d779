"""The rules by which practice goes and transcripts are counted, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.render.blocks import PAIR, TEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmgtrack.render.blocks import Block, Row

RATINGS = (
    "nothing came",
    "a few words came, the answer did not",
    "began, lost the thread or left out the point",
    "got through, with effort",
    "good, with small hesitations",
    "fluent, complete and in time",
)
"""What each rating from 0 on means."""

ORDER = (
    (
        "First the questions of an interview in the next {soon_days} days, then what is due, then"
        " what has something to mend, then what was never rated: why-program and openers first."
    ),
    (
        "When a question comes again is the rule SM-2 (P. A. Wozniak, Optimization of learning,"
        " 1990, super-memory.com): after 1 day, after 6, then each time later by a factor that the"
        " best rating raises and weak ones lower. A rating below 3 begins anew. Of several tries"
        " on a day the lowest rating counts, and nothing waits longer than {longest_days} days."
    ),
)

COUNTED = (
    (
        "Length: from your first caption to your last, without the turns of others. Words: every"
        " one, hesitations too."
    ),
    (
        "Words a minute: {range[0]} to {range[1]} is our own rule of thumb for what listeners"
        " follow, not a finding of research."
    ),
    (
        "Longest run: until no caption stands for {pause_seconds:g} s. A pause inside a caption"
        " is not seen, so the true run may be shorter."
    ),
    (
        "STAR: each sentence belongs to one part. `I` with a verb of the past is the action (`I"
        " then called`), `my role` or `I had to` the task, `as a result` or, after the action,"
        " `improved` the result; any other sentence goes with the one before. An estimate."
    ),
    (
        "Heard: a theme or point of which half of the words that carry content were said, at"
        " least two, in any form (teach, teaching, teacher)."
    ),
)

FILLERS = (
    ("um", "um, uh, er, ah, hm wherever they stand (ER in capitals is a place)"),
    ("like", "before a comma, and in `was like oh no`; not in `looks like`, `I like`"),
    ("you know", "not in `did you know`, `you know that`"),
    ("I mean", "not in `what I mean`, `I mean that`"),
    ("actually", "always"),
    ("basically", "always"),
    ("so", "where a sentence begins; not in `so that`, `so far`"),
    ("kind of", "and sort of; not in `this kind of`"),
)
"""When each kind of filler word is counted."""


def ratings() -> list[str]:
    """What each rating means, a line each."""
    return [f"  {number} {meaning}" for number, meaning in enumerate(RATINGS)]


def explain(row: Row, _home: str) -> Iterator[Block]:
    """All rules, with their numbers."""
    yield TITLE, "which question comes"
    for line in ORDER:
        yield TEXT, line.format(**row)
    yield TITLE, "ratings, your own"
    for line in ratings():
        yield TEXT, line.strip()
    yield TITLE, "transcripts, counted on this computer"
    for line in COUNTED:
        yield TEXT, line.format(**row)
    yield TITLE, "filler words"
    for pair in FILLERS:
        yield PAIR, pair
