"""The checks that run on every draft, one function per code (product.md section 6).

Each function gives its `Check`, or None where there is nothing to say. Those of `BLOCKING` hold a
draft back; the rest advise. `today` and `due_by` are days in the zone in which the window is
counted; the last day of the window is not late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.records.words import ARRANGING_KINDS
from fmgtrack.rules import mentions
from fmgtrack.rules.addresses import address_fault
from fmgtrack.rules.draft_facts import Check, DraftFacts, FirstChoice, Person, Place, Sibling
from fmgtrack.rules.first_choice import statements
from fmgtrack.rules.lexicon import COURTESY, DATES, NUMBERS, SMALL, STOP, TITLES
from fmgtrack.rules.likeness import TOO_ALIKE, likeness, runs
from fmgtrack.rules.pronouns import third_person_phrase
from fmgtrack.rules.prose import (
    clean,
    gap_spans,
    keys,
    take_apart,
    without_gaps,
    words,
)
from fmgtrack.rules.quoting import quoted, unquoted
from fmgtrack.rules.solicitation import findings

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "CHECKS",
    "Check",
    "DraftFacts",
    "FirstChoice",
    "Person",
    "Place",
    "Sibling",
    "check_draft",
]

BLOCKING = frozenset({"gap", "wrong-name", "asks-for-rank", "first-choice", "policy", "soap"})
"""Codes that hold a draft back; `first-choice` and `policy` only advise where they say so."""

SPECIFIC_WORDS = 2
"""So many words beyond the template and courtesy make a mail specific."""

FEWEST_WORDS, MOST_WORDS = 40, 220
"""Words between greeting and sign-off: below, it reads as a form; above, nobody finishes it."""

FEWEST_PLAIN_WORDS, MOST_PLAIN_WORDS = 15, 180
"""The same for a mail that is no thank-you: it says one thing."""

MOST_PARAGRAPH_WORDS = 90
"""Words of one paragraph: what fills the window of a mail on a telephone."""

PARAGRAPHS = (2, 3)
"""Paragraphs of a thank-you between greeting and sign-off; any other mail may have one."""

_SPECIFIC_KINDS = ("thanks", "first-choice")
_DONE = ("sent", "replied")
_MOST_NAMED = 3


def check_draft(facts: DraftFacts) -> tuple[Check, ...]:
    """Give what the checks find, in the order of product.md; nothing found is an empty tuple."""
    return tuple(check for run in CHECKS if (check := run(facts)) is not None)


def gap(facts: DraftFacts) -> Check | None:
    """Find `[[...]]` left in the subject or body, and brackets of a half-removed one."""
    texts = (clean(facts.subject), clean(facts.body))
    found = (quoted(text[start:end]) for text in texts for start, end in gap_spans(text))
    names = list(dict.fromkeys(found))
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
    are. A coordinator not met that day is thanked for arranging it, which is specific enough; so
    is what any other mail than a thank-you or a statement of first choice is written for.
    """
    arranged = facts.recipient.role == "coordinator" and not facts.met
    if facts.kind not in _SPECIFIC_KINDS or (arranged and facts.kind == "thanks"):
        return None
    if any(_is_told(line, facts.body) for line in facts.said):
        return None
    known = {_stem(key) for key in _content(facts.plain) | _names(facts)}
    fresh = {_stem(key) for key in _content(facts.body)} - known - _COMMON
    if len(fresh) >= SPECIFIC_WORDS:
        return None
    if facts.kind == "first-choice":
        return _check("generic", "nothing says why: `--about` takes what decides it for you")
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
    """Find a body that is not two or three short paragraphs, greeting and sign-off left out.

    A mail that is no thank-you may be shorter, and of one paragraph.
    """
    thanks = facts.kind == "thanks"
    fewest, most = (FEWEST_WORDS, MOST_WORDS) if thanks else (FEWEST_PLAIN_WORDS, MOST_PLAIN_WORDS)
    least = PARAGRAPHS[0] if thanks else 1
    paragraphs = take_apart(facts.body, facts.applicant).paragraphs
    counts = [len(words(paragraph)) for paragraph in paragraphs]
    total = sum(counts)
    faults: list[str] = []
    if not least <= len(counts) <= PARAGRAPHS[1]:
        faults.append(f"{len(counts)} paragraph{'' if len(counts) == 1 else 's'}")
    if not fewest <= total <= most:
        faults.append(f"{total} word{'' if total == 1 else 's'}")
    if counts and max(counts) > MOST_PARAGRAPH_WORDS:
        faults.append(f"a paragraph of {max(counts)} words")
    if not faults:
        return None
    return _check(
        "length",
        f"it has {_listed(faults)}: write {'two or' if thanks else 'one to'} three paragraphs of at"
        f" most {MOST_PARAGRAPH_WORDS} words, {fewest} to {most} in all",
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


def first_choice(facts: DraftFacts) -> Check | None:
    """Find a statement of first choice; it is held back when another program has one already.

    The rule and its sources are in `first_choice` (domain.md 3.3). A mail of that kind is such a
    statement whatever its words.
    """
    found = next((said for text in (facts.subject, facts.body) for said in statements(text)), None)
    if found is None and facts.kind != "first-choice":
        return None
    said = f"{quoted(found)} says" if found else "it says"
    if not facts.first_choices:
        return Check(
            "first-choice",
            blocking=False,
            message=f"{said} that they are your first choice: write it to this program alone, and"
            " only if it is true and you still mean it",
        )
    told = _listed([_told_first(other) for other in facts.first_choices])
    return _check(
        "first-choice", f"{said} that they are your first choice, but so does {told}: take it out"
    )


def _told_first(other: FirstChoice) -> str:
    how = f"sent on {other.sent_on}" if other.sent_on else "kept as a draft"
    return f"a mail to {_recorded(other.program)} ({how})"


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
    fault = address_fault(facts.email)
    if fault is None:
        return None
    ref = facts.recipient.ref
    return _check(
        "bad-address",
        f"the address {quoted(facts.email)} {fault}: `fmgtrack edit {ref} --email` corrects it",
    )


def late(facts: DraftFacts) -> Check | None:
    """Find a thank-you that is still owed after the last day of its window."""
    if facts.kind != "thanks" or facts.state in _DONE:
        return None
    if facts.state != "overdue" and facts.today <= facts.due_by:
        return None
    return _check(
        "late", f"the window ended on {facts.due_by.isoformat()}: send it today or skip it"
    )


def policy_unknown(facts: DraftFacts) -> Check | None:
    """Find a program of which nobody looked up whether it wants mail after the interview."""
    if facts.policy != "unknown" or facts.kind == "withdraw" or not _after_interview(facts):
        return None
    return _check(
        "policy-unknown",
        "what the program says about mail after the interview is not on record: look at its page,"
        f" then `fmgtrack edit {facts.program.ref} --policy`",
    )


def policy(facts: DraftFacts) -> Check | None:
    """Find a program that asks for no mail; says where and when that was read.

    A wish for no thank-you mail holds back no other mail, and a withdrawal is owed in any case.
    """
    asked = {"no-thanks": "no thank-you mail", "no-contact": "no contact"}.get(facts.policy)
    if asked is None or not _after_interview(facts):
        return None
    source = (
        f"source {_shown(facts.policy_source)}" if facts.policy_source else "no source recorded"
    )
    on = f"read on {_shown(facts.policy_on)}" if facts.policy_on else "no day recorded"
    said = f"the program asks for {asked} ({source}, {on})"
    if facts.kind == "withdraw":
        said = f"{said}: withdraw where you applied, if that is possible, and not by mail"
        return Check("policy", blocking=False, message=said)
    if facts.kind != "thanks" and facts.policy == "no-thanks":
        said = f"{said}: look whether it takes other mail"
        return Check("policy", blocking=False, message=said)
    return _check("policy", f"{said}: do not send it")


def soap(facts: DraftFacts) -> Check | None:
    """Find a mail to a program while SOAP runs, when applicants may not make first contact.

    An applicant, or anyone for them, may not contact a program until that program contacts them:
    https://www.nrmp.org/residency-applicants/soap/ and
    https://www.iatrox.com/academy/img/nrmp-2026-match-week-soap-schedule-and-playbook (domain.md
    1.6). Both ends are the season's dated events, `soap-begins` and `soap-ends`.
    """
    if facts.soap is None or facts.now is None:
        return None
    begins, ends = facts.soap
    if not begins <= facts.now < ends:
        return None
    return _check(
        "soap",
        f"SOAP runs until {ends:%Y-%m-%d %H:%M} {ends.tzname()}, and applicants may not contact a"
        " program first: wait until it writes to you",
    )


CHECKS: tuple[Callable[[DraftFacts], Check | None], ...] = (
    gap,
    generic,
    too_alike,
    length,
    wrong_name,
    asks_for_rank,
    first_choice,
    third_person,
    no_address,
    bad_address,
    late,
    policy_unknown,
    policy,
    soap,
)
"""All checks, in the order in which they are shown."""


def _after_interview(facts: DraftFacts) -> bool:
    """Whether what the program said about mail after the interview concerns this mail."""
    if facts.kind in ("question", "update") and facts.state == "scheduled":
        return False
    return facts.kind not in ARRANGING_KINDS


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
    return unquoted(text or "")


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
