"""What the draft checks are told, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone on record; `name` is without title."""

    ref: str
    name: str
    title: str | None = None
    role: str = "faculty"

    @property
    def label(self) -> str:
        """Title and name: `Dr. Ada Okafor`."""
        return f"{self.title} {self.name}" if self.title else self.name


@dataclass(frozen=True, kw_only=True)
class Place:
    """A program on record; `state` is its two letters, `state_name` the word for them."""

    ref: str
    name: str
    institution: str | None = None
    city: str | None = None
    state: str | None = None
    state_name: str | None = None
    specialty: str | None = None

    @property
    def label(self) -> str:
        """The program's name."""
        return self.name


@dataclass(frozen=True, kw_only=True)
class Sibling:
    """Another draft or sent mail at the same program; `name` is its recipient's."""

    ref: str
    name: str
    body: str
    sent: bool


@dataclass(frozen=True, kw_only=True)
class FirstChoice:
    """A first-choice statement to another program: sent on that day, or in a draft that is kept."""

    program: Place
    sent_on: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftFacts:
    """A draft and everything on record that its checks may look at.

    Attributes:
        subject: the subject line.
        body: the whole body, greeting and sign-off included.
        recipient: to whom it is written.
        email: the recipient's address as recorded.
        program: the recipient's program.
        applicant: the name that signs.
        met: False for a director or coordinator who was not met that day.
        said: lines recorded for this meeting and day (talked about, to ask, highlight).
        plain: the body the same template gives when nothing is recorded.
        colleagues: other people at this program.
        strangers: people at other programs whose surname may stand in the mail.
        others: other programs of whose names some word stands in the mail (`mentions.Directory`).
        siblings: other drafts and sent mails at this program.
        policy: what the program said about mail after the interview.
        policy_source: where that was read.
        policy_on: the day on which it was read, as recorded.
        state: the follow-up's state, a word of product.md section 5.
        today: the day in the zone in which the window is counted.
        due_by: the last day of the window.
        kind: what the mail is for: one of `MAIL_KINDS`.
        first_choices: first-choice statements to other programs.
        now: an aware moment, needed where `soap` is known.
        soap: the moments between which SOAP runs.
    """

    subject: str
    body: str
    recipient: Person
    email: str | None
    program: Place
    applicant: str | None
    met: bool
    said: tuple[str, ...]
    plain: str
    colleagues: tuple[Person, ...]
    strangers: tuple[Person, ...]
    others: tuple[Place, ...]
    siblings: tuple[Sibling, ...]
    policy: str
    policy_source: str | None
    policy_on: str | None
    state: str
    today: date
    due_by: date
    kind: str = "thanks"
    first_choices: tuple[FirstChoice, ...] = ()
    now: datetime | None = None
    soap: tuple[datetime, datetime] | None = None


@dataclass(frozen=True)
class Check:
    """One finding about a draft; a blocking one holds it back until mended or forced."""

    code: str
    blocking: bool
    message: str
