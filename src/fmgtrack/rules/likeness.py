"""How much alike two mails are, once names are out of the way.

People at one program sit in one office and compare what they were sent. What gives a mail away is
a run of words that stands in both, so that is what is counted: every run of four words inside a
paragraph, after greeting and sign-off are left out and names, dates and numbers are masked. The
likeness is the share of the smaller mail's runs that also stand in the other; so a short mail cut
out of a long one is found, and it does not matter which of the two is asked about.

| two mails | likeness | flagged |
|---|---|---|
| the same mail, another name | 1.0 | yes |
| the same paragraphs in another order | 1.0 | yes |
| one paragraph of three in common | about 0.33 | yes |
| the program's name, one stock phrase and a recorded highlight in common | below 0.2 | no |
| written for each | below 0.1 | no |

The threshold of 0.3 lies between the last that a reader would notice and the first that is chance:
"thank you for taking the time to speak with me" is 7 runs of the 60 to 100 that a mail has.
"""

from __future__ import annotations

from functools import lru_cache

from fmgtrack.rules.lexicon import DATES, NUMBERS, STOP, TITLES
from fmgtrack.rules.prose import take_apart, without_gaps, words

TOO_ALIKE = 0.3
"""From this likeness on, two mails read as one mail sent twice."""

RUN = 4
"""Words in a run."""

_MASK = "*"
_MASKED = DATES | NUMBERS | TITLES


@lru_cache(maxsize=512)
def runs(body: str, names: frozenset[str], signer: str | None = None) -> frozenset[str]:
    """Give the runs of words of a mail, `names` masked; kept, so each mail is read once."""
    found: set[str] = set()
    for paragraph in take_apart(without_gaps(body), signer).paragraphs:
        masked = _masked(paragraph, names)
        last = max(len(masked) - RUN, 0)
        found.update(" ".join(masked[at : at + RUN]) for at in range(last + 1) if masked)
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the share (0 to 1) of the smaller mail's runs that stand in the other."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _masked(paragraph: str, names: frozenset[str]) -> list[str]:
    """Give the keys of a paragraph, each stretch of names, dates and numbers as one mask."""
    masked: list[str] = []
    for word in words(paragraph):
        after_name = bool(masked) and masked[-1] == _MASK
        is_name = word.key in names and word.capital and (after_name or word.key not in STOP)
        if not is_name and word.key not in _MASKED and not word.key[0].isdigit():
            masked.append(word.key)
        elif not after_name:
            masked.append(_MASK)
    return masked
