"""Letters and documents: how old, how many, what is missing and which comes next.

Days are calendar days at home. Training starts on 1 July of the match year
[https://studylib.net/doc/18363132/soap-faqs-for-applicants] (copy of NRMP's FAQ, older). Nothing
here is legal or immigration advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.records.letter import Document, Letter

MOST_LETTERS = 4
"""Letters that one program may get
[https://www.aamc.org/services/eras-institutions/eras-letter-writers-faq] (official, 2027)."""

STATEMENT = "statement"
"""Of this kind a program gets one [https://students-residents.aamc.org/eras-tools-and-worksheets-
residency-applicants/faqs-eras-residency-applicants?topic=myeras-documents] (official, 2025)."""

AT_HAND = ("ready", "uploaded")
"""Statuses of a document that can be given away."""

VISAS = {"j1": ("j1",), "h1b": ("h1b",), "either": ("j1", "h1b")}
"""The visas whose papers matter, by what the profile says is needed."""


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """A kind of document.

    Attributes:
        key: the word of `records.letter.DOCUMENT_KINDS`.
        name: as people say it.
        issuer: who makes it.
        needs: what it takes to get it.
        needed: `always` (of every application), `usual`, `optional`, `visa` (where one is needed)
            or `own` (nobody asks for it).
        per_specialty: whether each specialty has its own.
        most_characters: the longest it may be, None where no limit is known.
        source: where the facts were read, None where none is stated.
        confidence: `official`, `older` (the right body, an earlier season) or `secondary`; None
            without a source.
    """

    key: str
    name: str
    issuer: str
    needs: str
    needed: str
    per_specialty: bool = False
    most_characters: int | None = None
    source: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, kw_only=True)
class VisaStep:
    """One step to a visa, `key` being a kind of document or `step3`; a `note` is to be known."""

    visa: str
    key: str
    name: str
    says: str
    source: str
    confidence: str


@dataclass(frozen=True)
class UsLetters:
    """Letters from the US at one program: asked for, there, of unknown origin, and still missing.

    `missing` counts what is not known as not there.
    """

    wanted: int
    have: int
    unsaid: int
    missing: int


def training_starts(season: int) -> date:
    """The day on which training starts after the match of that year."""
    return date(season, 7, 1)


def letter_age(dated_on: str | None, starts_on: date) -> int | None:
    """Whole months from the date on a letter to the start of training; None without a date."""
    if not dated_on:
        return None
    from dateutil.relativedelta import relativedelta

    span = relativedelta(starts_on, date.fromisoformat(dated_on))
    return max(span.years * 12 + span.months, 0)


def letter_status(asked_on: str | None, promised_on: str | None, uploaded_on: str | None) -> str:
    """How far a letter is of which only dates were told."""
    if uploaded_on:
        return "uploaded"
    if promised_on:
        return "promised"
    return "asked" if asked_on else "wanted"


def letters_missing(assigned: Iterable[Letter], wanted: int) -> UsLetters:
    """Of the letters assigned to a program, how many US letters it asks for and does not get."""
    letters = list(assigned)
    have = sum(letter.us is True for letter in letters)
    unsaid = sum(letter.us is None for letter in letters)
    return UsLetters(wanted, have, unsaid, max(wanted - have, 0))


def wanted_number(value: str) -> int | None:
    """The number that a fact of a program names first, None where it names none."""
    digits = ""
    for char in value:
        if char.isascii() and char.isdigit():
            digits += char
        elif digits:
            break
    return int(digits[:3]) if digits else None


def document_state(document: Document, today: date, starts_on: date) -> str:
    """`expired`, `expiring` (before training starts), else its status.

    The day of expiry is the last on which it holds.
    """
    if document.expires_on:
        last = date.fromisoformat(document.expires_on)
        if last < today:
            return "expired"
        if last < starts_on:
            return "expiring"
    return document.status


def documents_missing(
    documents: Iterable[Document],
    kinds: Iterable[PaperKind],
    today: date,
    *,
    specialties: Iterable[str] = (),
    visa_need: str | None = None,
) -> tuple[tuple[PaperKind, str | None], ...]:
    """Kinds that an application needs, usually has or may have, and that are not there.

    With the specialty where each has its own; without any specialty one is wanted. One that is
    only a draft, asked for, or expired is not there. The papers of a visa with an order of their
    own are `visa_steps`.

    Args:
        documents: those on record.
        kinds: every kind, in the order of the answer.
        today: the day against which expiry is told.
        specialties: what the person applies to, in order of preference.
        visa_need: as in the profile; kinds for a visa are wanted where there is a need.
    """
    at_hand = [one for one in documents if _is_at_hand(one, today)]
    wanted = {"always", "usual", "optional"} | ({"visa"} if visa_need in VISAS else set())
    missing: list[tuple[PaperKind, str | None]] = []
    for kind in kinds:
        if kind.needed not in wanted:
            continue
        there = [one for one in at_hand if one.kind == kind.key]
        named = tuple(specialties) if kind.per_specialty else ()
        if named:
            covered = {(one.specialty or "").casefold() for one in there}
            missing += [(kind, name) for name in named if name.casefold() not in covered]
        elif not there:
            missing.append((kind, None))
    return tuple(missing)


def visa_steps(
    steps: Iterable[VisaStep],
    documents: Iterable[Document],
    visa_need: str | None,
    today: date,
    *,
    step3_passed: bool,
) -> tuple[tuple[VisaStep, str], ...]:
    """The steps to the visas that are needed, in order, each `done`, `next` or `later`.

    Notes (steps with the key `note`) keep their place and are `note`. None where no visa is
    needed or the profile does not say.
    """
    known = tuple(steps)
    there = {one.kind for one in documents if _is_at_hand(one, today)}
    if step3_passed:
        there.add("step3")
    ordered: list[tuple[VisaStep, str]] = []
    for visa in VISAS.get(visa_need or "", ()):
        reached = False
        for step in known:
            if step.visa != visa:
                continue
            if step.key == "note":
                state = "note"
            elif step.key in there:
                state = "done"
            else:
                state = "later" if reached else "next"
                reached = True
            ordered.append((step, state))
    return tuple(ordered)


def _is_at_hand(document: Document, today: date) -> bool:
    expired = document.expires_on and date.fromisoformat(document.expires_on) < today
    return document.status in AT_HAND and not expired
