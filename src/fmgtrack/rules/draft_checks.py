"""The checks that run on every draft, one function per code (product.md section 6).

Each function gives its `Check`, or None where there is nothing to say. Those of `BLOCKING` hold a
draft back; the rest advise. `today` and `due_by` are days in the zone in which the window is
counted; the last day of the window is not late.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from fmgtrack.rules import mentions
from fmgtrack.rules.draft_facts import Check, DraftFacts, Person, Place, Sibling
from fmgtrack.rules.lexicon import COURTESY, DATES, NUMBERS, SMALL, STOP, TITLES
from fmgtrack.rules.likeness import TOO_ALIKE, likeness, runs
from fmgtrack.rules.pronouns import third_person_phrase
from fmgtrack.rules.prose import (
    clean,
    fold,
    gap_spans,
    keys,
    quoted,
    take_apart,
    without_gaps,
    words,
)
from fmgtrack.rules.solicitation import findings

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CHECKS", "Check", "DraftFacts", "Person", "Place", "Sibling", "check_draft"]

BLOCKING = frozenset({"gap", "wrong-name", "asks-for-rank", "policy"})
"""Codes that hold a draft back."""

SPECIFIC_WORDS = 2
"""So many words beyond the template and courtesy make a mail specific."""

FEWEST_WORDS, MOST_WORDS = 40, 220
"""Words between greeting and sign-off: below, it reads as a form; above, nobody finishes it."""

MOST_PARAGRAPH_WORDS = 90
"""Words of one paragraph: what fills the window of a mail on a telephone."""

PARAGRAPHS = (2, 3)
"""Paragraphs between greeting and sign-off."""

_DONE = ("sent", "replied")
_MOST_NAMED = 3
_MOST_ADDRESS = 254


def check_draft(facts: DraftFacts) -> tuple[Check, ...]:
    """Give what the checks find, in the order of product.md; nothing found is an empty tuple."""
    return tuple(check for run in CHECKS if (check := run(facts)) is not None)


def gap(facts: DraftFacts) -> Check | None:
    """Find `[[...]]` left in the subject or body, and brackets of a half-removed one."""
    texts = (clean(facts.subject), clean(facts.body))
    names = [quoted(text[start:end]) for text in texts for start, end in gap_spans(text)]
    if names:
        verb = "is" if len(names) == 1 else "are"
        return _check("gap", f"{_listed(names)} {verb} still to be filled: write it or take it out")
    half = next((mark for mark in ("[[", "]]") for text in texts if mark in text), None)
    if half:
        return _check("gap", f"`{half}` of a half-removed gap is left over: take it out")
    return None


def generic(facts: DraftFacts) -> Check | None:
    """Find a mail that could have gone to anybody.

    Counted are the words of the body that are not in `plain`, and are no name, date, courtesy or
    gap. What was recorded of this meeting and stands in the body is specific, whatever its words
    are. A coordinator not met that day is thanked for arranging it, which is specific enough.
    """
    if facts.recipient.role == "coordinator" and not facts.met:
        return None
    if any(_is_told(line, facts.body) for line in facts.said):
        return None
    known = {_stem(key) for key in _content(facts.plain) | _names(facts)}
    fresh = {_stem(key) for key in _content(facts.body)} - known - _COMMON
    if len(fresh) >= SPECIFIC_WORDS:
        return None
    return _check(
        "generic",
        "nothing specific to this person is in it: add what was talked about with `fmgtrack note`",
    )


def _is_told(line: str, body: str) -> bool:
    """Whether something recorded, that is more than courtesy, stands in the body."""
    said = clean(line).casefold().strip(" .,;:!?")
    return bool(_content(line)) and said in " ".join(clean(body).casefold().split())


def too_alike(facts: DraftFacts) -> Check | None:
    """Find other mails at the same program that read much like this one (see `likeness`)."""
    names = _names(facts) | keys(*(sibling.name for sibling in facts.siblings))
    own = runs(facts.body, names, facts.applicant)
    scored = [
        (likeness(own, runs(sibling.body, names, facts.applicant)), sibling)
        for sibling in facts.siblings
    ]
    alike = sorted(
        (pair for pair in scored if pair[0] >= TOO_ALIKE), key=lambda pair: (-pair[0], pair[1].ref)
    )
    if not alike:
        return None
    named = _listed(
        [
            f"{sibling.ref} to {_shown(sibling.name)} ({'already sent, ' if sibling.sent else ''}"
            f"{share:.0%} the same runs of words)"
            for share, sibling in alike
        ]
    )
    return _check("too-alike", f"it reads much like {named}: word it anew, they work together")


def length(facts: DraftFacts) -> Check | None:
    """Find a body that is not two or three short paragraphs, greeting and sign-off left out."""
    paragraphs = take_apart(facts.body, facts.applicant).paragraphs
    counts = [len(words(paragraph)) for paragraph in paragraphs]
    total = sum(counts)
    faults: list[str] = []
    if not PARAGRAPHS[0] <= len(counts) <= PARAGRAPHS[1]:
        faults.append(f"{len(counts)} paragraph{'' if len(counts) == 1 else 's'}")
    if not FEWEST_WORDS <= total <= MOST_WORDS:
        faults.append(f"{total} word{'' if total == 1 else 's'}")
    if counts and max(counts) > MOST_PARAGRAPH_WORDS:
        faults.append(f"a paragraph of {max(counts)} words")
    if not faults:
        return None
    return _check(
        "length",
        f"it has {_listed(faults)}: write two or three paragraphs of at most"
        f" {MOST_PARAGRAPH_WORDS} words, {FEWEST_WORDS} to {MOST_WORDS} in all",
    )


def wrong_name(facts: DraftFacts) -> Check | None:
    """Find a greeting to somebody else, and names of other programs and people.

    Names of other programs are not to be written at all (domain.md 3.3). A colleague of the
    recipient may be named when that stands in what was recorded of this meeting.
    """
    told = [_wrong_greeting(facts)]
    for source in (facts.subject, facts.body):
        text = mentions.read(without_gaps(source))
        told += _told(text, _mentioned(text, facts))
    named = list(dict.fromkeys(filter(None, told)))
    if not named:
        return None
    return _check("wrong-name", f"{_listed(named, sep='; ')}: put the right name or take it out")


def asks_for_rank(facts: DraftFacts) -> Check | None:
    """Find a sentence that asks about rank or chances, bargains, or names a rank number.

    The rule and its sources are in `solicitation` (domain.md 3.1 and 3.3).
    """
    found = next((found for text in (facts.subject, facts.body) for found in findings(text)), None)
    if found is None:
        return None
    fault = {
        "asks": "asks how they rank or what your chances are",
        "bargains": "makes your ranking depend on theirs",
        "numbers": "gives an exact rank number",
    }[found.kind]
    return _check(
        "asks-for-rank", f"{quoted(found.sentence)} {fault}, which may not be written: take it out"
    )


def third_person(facts: DraftFacts) -> Check | None:
    """Find the recipient spoken of as somebody else: "her work", written to her."""
    paragraphs = take_apart(without_gaps(facts.body), facts.applicant).paragraphs
    phrase = third_person_phrase(
        paragraphs, facts.recipient, keys(*(who.name for who in facts.colleagues))
    )
    if phrase is None:
        return None
    return _check(
        "third-person",
        f"{quoted(phrase)} speaks of {_shown(facts.recipient.label)} in a mail to the same person:"
        " write `you` and `your`",
    )


def no_address(facts: DraftFacts) -> Check | None:
    """Find a recipient without an address."""
    if facts.email is not None and facts.email.strip():
        return None
    ref = facts.recipient.ref
    return _check("no-address", f"{ref} has no address: `fmgtrack edit {ref} --email` records one")


def bad_address(facts: DraftFacts) -> Check | None:
    """Find an address that no mail program would take, or that is more than one."""
    if facts.email is None or not facts.email.strip():
        return None
    fault = _address_fault(facts.email)
    if fault is None:
        return None
    ref = facts.recipient.ref
    return _check(
        "bad-address",
        f"the address {quoted(facts.email)} {fault}: `fmgtrack edit {ref} --email` corrects it",
    )


def late(facts: DraftFacts) -> Check | None:
    """Find a mail that is still owed after the last day of its window."""
    if facts.state in _DONE or (facts.state != "overdue" and facts.today <= facts.due_by):
        return None
    return _check(
        "late", f"the window ended on {facts.due_by.isoformat()}: send it today or skip it"
    )


def policy_unknown(facts: DraftFacts) -> Check | None:
    """Find a program of which nobody looked up whether it wants mail after the interview."""
    if facts.policy != "unknown":
        return None
    return _check(
        "policy-unknown",
        "what the program says about mail after the interview is not on record: look at its page,"
        f" then `fmgtrack edit {facts.program.ref} --policy`",
    )


def policy(facts: DraftFacts) -> Check | None:
    """Find a program that asks for no mail; says where and when that was read."""
    asked = {"no-thanks": "no thank-you mail", "no-contact": "no contact"}.get(facts.policy)
    if asked is None:
        return None
    source = (
        f"source {_shown(facts.policy_source)}" if facts.policy_source else "no source recorded"
    )
    on = f"read on {_shown(facts.policy_on)}" if facts.policy_on else "no day recorded"
    return _check("policy", f"the program asks for {asked} ({source}, {on}): do not send it")


CHECKS: tuple[Callable[[DraftFacts], Check | None], ...] = (
    gap,
    generic,
    too_alike,
    length,
    wrong_name,
    asks_for_rank,
    third_person,
    no_address,
    bad_address,
    late,
    policy_unknown,
    policy,
)
"""All checks, in the order in which they are shown."""


def _check(code: str, message: str) -> Check:
    return Check(code, code in BLOCKING, message)


def _listed(items: list[str], sep: str = ", ") -> str:
    """Give `a, b and c`; of more than a few, the first and how many more."""
    shown = items[:_MOST_NAMED]
    if len(items) > _MOST_NAMED:
        shown.append(f"{len(items) - _MOST_NAMED} more")
    return " and ".join(filter(None, (sep.join(shown[:-1]), shown[-1])))


def _shown(text: str | None) -> str:
    """Give recorded text fit for a message: one line, not too long, without backticks."""
    return quoted(text or "")[1:-1]


def _recorded(record: Person | Place) -> str:
    return f"{record.ref} {_shown(record.label)}"


def _names(facts: DraftFacts) -> frozenset[str]:
    """Give the words of all names of this program and the people concerned."""
    place = facts.program
    people = (facts.recipient, *facts.colleagues)
    return keys(
        *(place.name, place.institution, place.city, place.state, place.state_name),
        *(place.specialty, facts.applicant),
        *(person.name for person in people),
    )


def _content(text: str) -> frozenset[str]:
    """Give the words of a text that carry content."""
    return frozenset(
        key
        for key in keys(without_gaps(text))
        if len(key) > 1 and not key[0].isdigit() and key not in _WITHOUT_CONTENT
    )


def _stem(key: str) -> str:
    """Give a word without its ending, so that `residents` and `resident` are one."""
    for ending in ("ing", "ed", "es", "s", "ly"):
        if key.endswith(ending) and len(key) - len(ending) > 3:  # noqa: PLR2004  (a stem is 4 letters)
            return key.removesuffix(ending).removesuffix("e")
    return key.removesuffix("e")


_WITHOUT_CONTENT = STOP | DATES | NUMBERS | TITLES | SMALL
_COMMON = frozenset(_stem(key) for key in COURTESY)


def _mentioned(text: mentions.Text, facts: DraftFacts) -> list[tuple[mentions.Found, str]]:
    """Give mentions of other programs and people, each with the words that say whose name it is."""
    concerned = (facts.recipient.name, facts.applicant)
    everyone = (*concerned, *(person.name for person in facts.colleagues))
    own = mentions.own_names(facts.program, everyone)
    said = keys(*facts.said)
    unsaid = [
        who for who in facts.colleagues if not said.issuperset(mentions.surname(who.name).core)
    ]
    places = own.words | mentions.place_words(facts.others)
    programs = mentions.programs_in(text, facts.others, own)
    strangers = mentions.people_in(text, facts.strangers, keys(*everyone), places)
    colleagues = mentions.people_in(text, unsaid, keys(*concerned))
    return [
        *((hit, f"another program on record, {_recorded(hit.record)}") for hit in programs),
        *((hit, f"{_recorded(hit.record)}, at another program") for hit in strangers),
        *(
            (hit, f"{_recorded(hit.record)}, who is in no note of this meeting")
            for hit in colleagues
        ),
    ]


def _told(text: mentions.Text, found: list[tuple[mentions.Found, str]]) -> list[str]:
    """Say each finding once; of those that overlap, the longest."""
    told: list[str] = []
    taken: set[int] = set()
    for hit, label in sorted(found, key=lambda pair: (pair[0].first - pair[0].last, pair[0].first)):
        span = range(hit.first, hit.last + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            told.append(f"{quoted(text.slice(hit))} is {label}")
    return list(dict.fromkeys(told))


def _wrong_greeting(facts: DraftFacts) -> str | None:
    """Say whom the greeting names when that is not the recipient."""
    greeting = take_apart(without_gaps(facts.body), facts.applicant).greeting
    place_words = mentions.own_names(facts.program, ()).words
    greeted = mentions.greeted(greeting, place_words)
    if not greeted or any(mentions.names_recipient(name, facts.recipient) for name in greeted):
        return None
    return f"the greeting {quoted(greeting)} is not to {_recorded(facts.recipient)}"


def _address_fault(email: str) -> str | None:
    """Say what is wrong with an address, or None."""
    local, at, domain = email.partition("@")
    labels = domain.split(".")
    top = labels[-1]
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    faults = (
        (any(unicodedata.category(c) in _HIDDEN for c in email), "has a hidden character in it"),
        (any(c.isspace() for c in email), "has a space in it"),
        (email.count("@") > 1 or "," in email or ";" in email, "is more than one address"),
        (not at, "has no `@`"),
        (len(labels) == 1, "has no dot behind the `@`"),
        (not all(map(_is_label, labels)) or top.isdigit() or len(top) == 1, "has no such domain"),
        (not local or dots or set(local) & _NOT_LOCAL, "has no such name before the `@`"),
        (len(email) > _MOST_ADDRESS, "is too long"),
    )
    return next((fault for holds, fault in faults if holds), None)


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NOT_LOCAL = frozenset('()<>[]:\\"')


def _is_label(label: str) -> bool:
    """Whether a part of a domain is letters, digits and inner hyphens."""
    inner = label.replace("-", "")
    return bool(inner) and fold(inner).isalnum() and label[0] != "-" and label[-1] != "-"
