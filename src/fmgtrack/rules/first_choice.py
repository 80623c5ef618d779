r"""Sentences that tell a program that it is the first choice.

Such a statement may go to one program, if it is true and still meant; to a second one it may not:
domain.md 3.3, after
https://www.benwhite.com/medicine/post-interview-correspondence-dos-and-donts/ and
https://medicine.iu.edu/blogs/md-student-news/2025/match-on-my-mind-love-letters.
"Among my top choices" states nothing of the kind, and is always allowed.

A wording is written as in `solicitation`, and compared with the same small words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fmgtrack.rules.solicitation import has_wording, plain_words, sentences, wordings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE = r"number\s1|number_one|no\s1|nr\s1|top\s1|top_one"
_FIRST = f"first|{_ONE}"
_CHOICE = "choice|pick|preference|option|priority|selection|rank|ranking|spot|position|place"
_PLACE = "program|residency|hospital|institution|department|place|team|site"
_WHO = f"you|it|your|this|the|them|{_PLACE}"
_LIST = "list|rank_list|rank_order_list|ranking_list|match_list|preference_list|ranking|ranks"
_RANK = "rank|ranking|ranked|put|putting|place|placing|placed|list|listing|listed|make|making"

_WORDINGS = wordings_of(f"""
    my ~2 first|top|{_ONE}|highest|primary {_CHOICE}
    my ~2 first|top|{_ONE}|favourite|favorite {_PLACE}
    my {_ONE} .
    my {_ONE} and|or|in|of|for|on|because|since|by
    first|{_ONE}|top|highest choice|preference|option|priority for me
    first|{_ONE}|top|highest choice|preference|option|priority of mine
    {_ONE} for me
    {_FIRST} ?{_CHOICE} ~1 on|in|of|at my ~2 {_LIST}
    top|head of my ~2 {_LIST}
    top position|place|spot|rank ~1 my ~2 {_LIST}
    i ~5 {_RANK} {_WHO} ~5 {_FIRST}|highest !look|visit|year|years|interview|day|time|round|half
    i ~5 {_RANK} {_WHO} ~5 in|at|on|to the|my top !choices|programs|of_the_class|few|three|five|ten
    i ~4 rank|ranking ?as {_FIRST}|highest !in|at|of
    {_WHO} ~3 will_be|is|are|be|going_to_be ~2 ranked|placed|listed|put ~3 {_FIRST}|highest
    {_WHO} ~3 will_be|is|are|be ~2 ranked|placed|listed|put ~2 at|on ?the top !choices|of_the_class
    {_WHO} ~3 above|over|before|to|than all|every|any ?of ?the other|others ~3 i|my|me
    i ~3 prefer|want|rank|like|place|put {_WHO} ~5 above|over|before|to|than all|every|any
    where i ~2 most ~2 want|wish|hope|like
    where i ~3 want|wish|hope|like ~5 most|more_than_anywhere
""")

# what has the same words and promises nothing; `plain` has a space round each word
_HARMLESS = re.compile(
    r" (?:one of|among|amongst|within|between|some of) (?:\S+ ){0,2}?my (?:\S+ ){0,2}?"
    r"(?:top|first|highest|favou?rite)(?: \S+)?"
    r"| (?:near|towards?|close to|high on|high in) (?:the |or at the )?(?:top|head)(?= )"
    r"| not (?:yet )?(?:decided|said)(?= )"
    r"| my (?:first|top) (?:choice|option|preference|priority|pick)"
    r" (?:of|for|in|as) (?:a |my |the )?"
    r"(?:specialty|speciality|specialties|field|career|profession|medical school|elective)(?= )"
    r"| my (?:first|top|favou?rite) (?:place|position|hospital|residency|site|department)"
    r" (?:of|as|after|in) (?:\S+)(?= )"
)
_FIELD = re.compile(
    r" (?:medicine|surgery|p(?:a)?ediatrics|psychiatry|neurology|pathology|radiology|urology"
    r"|an(?:a)?esthesiology|dermatology|obstetrics|gyn(?:a)?ecology|cardiology|orthop(?:a)?edics"
    r"|specialty|speciality|field|career|subject|teaching|research|patients?) "
)
_HERE = re.compile(
    r" (?:you|your|program|residency|hospitals?|clinic|center|centre|university|college|here"
    r"|institution|department|health) "
)
_WORTH_A_LOOK = re.compile(
    r"first|1st|top|head|favou?rite|highest|#|\u2116|\bn[or]\b|number|num|above|over|before|prefer"
    r"|most|any|all other",
    re.IGNORECASE,
)


def statements(text: str) -> Iterator[str]:
    """Give the sentences of a text that say that its reader is the first choice, in order."""
    for sentence in sentences(text):
        if not _WORTH_A_LOOK.search(sentence):
            continue
        plain = _HARMLESS.sub(" ,", plain_words(sentence))
        if _FIELD.search(plain) and not _HERE.search(plain):
            continue
        if has_wording(plain, _WORDINGS):
            yield sentence


def states_first_choice(*texts: str) -> bool:
    """Whether any of these texts holds such a sentence."""
    return any(True for text in texts for _ in statements(text))
