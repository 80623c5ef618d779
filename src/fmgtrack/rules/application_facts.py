"""What the checks of an application are told, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fmgtrack.records.experience import Experience
    from fmgtrack.records.letter import Document, Letter
    from fmgtrack.rules.papers import PaperKind


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How many of something an application takes, and who said so.

    `confidence` is `official`, `older` (the right body, another season) or `secondary`.
    """

    key: str
    most: int
    season: int
    source: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class Portal:
    """The portal through which letters are asked for; requests from before `opened` are gone.

    `standardised` are specialties with a standardised letter, for which the specialty has to be
    picked when the letter is asked for.
    """

    opened: date
    standardised: tuple[str, ...]
    source: str
    confidence: str


@dataclass(frozen=True)
class Place:
    """A program by ref and name."""

    ref: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Failing:
    """A strict rule of a program that the profile fails: what it says, and why it fails."""

    said: str
    reason: str
    source: str | None
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class UsAsked:
    """How many letters from the US a program asks for; without `strict` it would like them."""

    number: int
    strict: bool
    source: str | None
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class Target:
    """A program that is looked at as one applied to.

    Attributes:
        ref: its ref.
        name: its name.
        specialty: its specialty, None when not on record.
        letters: the letters assigned to it.
        statement: whether a personal statement is assigned to it.
        us_asked: what it asks for of letters from the US, None when that is not known.
        failing: strict rules that the profile fails, but for its deadline and letters.
    """

    ref: str
    name: str
    specialty: str | None = None
    letters: tuple[Letter, ...] = ()
    statement: bool = True
    us_asked: UsAsked | None = None
    failing: tuple[Failing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LastDay:
    """The last day on which a program that is not applied to takes applications."""

    ref: str
    name: str
    on: date
    source: str | None
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class SignalUse:
    """Signals of one tier of a specialty: how many there are, and how many are set."""

    specialty: str
    tier: str
    allowed: int
    used: int
    source: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class OpenPart:
    """A part of the ECFMG gate that the Match needs and that is not done.

    Attributes:
        key: its key in `rules.ecfmg`.
        says: how it stands.
        waiting: whether others have to act.
        exam: the ref of the attempt that decides it.
        due: the day of the organiser by which it is needed; None when not on record.
        is_past: whether that moment has passed.
        source: where the day was read.
        confidence: how sure the day is.
    """

    key: str
    says: str
    waiting: bool = False
    exam: str | None = None
    due: date | None = None
    is_past: bool = False
    source: str | None = None
    confidence: str | None = None


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """Everything on record that the checks of an application look at.

    Attributes:
        today: the person's day.
        starts_on: the day on which training starts.
        limits: by key, as `reference/application_limits.toml` names them.
        portal: of letters; None when nothing is known of it.
        targets: the programs that are looked at.
        specialties: what is applied to, in words.
        experiences: all of them.
        letters: all of them.
        documents: all of them.
        missing: kinds of documents that are not there, with the specialty of a statement.
        token: whether the ERAS token is used.
        through_eras: whether an application went through ERAS already.
        signals: by specialty and tier.
        stray_signals: programs that have a signal and are not applied to, once others are.
        last_days: of programs that are not applied to yet.
        names: the names in ERAS and NRMP and in what they differ; None when they do not.
        unexplained: times with nothing on record, both ends included.
        ecfmg: open parts of the gate; None when nothing of ECFMG's is on record.
    """

    today: date
    starts_on: date
    limits: Mapping[str, Limit]
    portal: Portal | None = None
    targets: tuple[Target, ...] = ()
    specialties: tuple[str, ...] = ()
    experiences: tuple[Experience, ...] = ()
    letters: tuple[Letter, ...] = ()
    documents: tuple[Document, ...] = ()
    missing: tuple[tuple[PaperKind, str | None], ...] = ()
    token: bool = True
    through_eras: bool = False
    signals: tuple[SignalUse, ...] = ()
    stray_signals: tuple[Place, ...] = ()
    last_days: tuple[LastDay, ...] = ()
    names: tuple[str, str, str] | None = None
    unexplained: tuple[tuple[date, date], ...] = ()
    ecfmg: tuple[OpenPart, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding.

    Attributes:
        code: stable, for scripts.
        blocking: whether a stated limit cuts something off, or a needed paper is not there.
        message: one sentence.
        hint: what to do, with the command to type.
        ref: the record concerned.
        program: the program concerned.
        source: where the rule was read, for a program's own rule its evidence.
        confidence: how sure that is; None where no source stands behind it.
    """

    code: str
    blocking: bool
    message: str
    hint: str
    ref: str | None = None
    program: Place | None = None
    source: str | None = None
    confidence: str | None = None
