"""A program's people, days and mails, read once for all drafts that are made there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fmgtrack.records.contact import Contact
from fmgtrack.records.mail import Mail
from fmgtrack.records.program import Program
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

    from fmgtrack.actions.work import Work
    from fmgtrack.drafts.context import DraftContext
    from fmgtrack.drafts.loader import DraftEnvironment
    from fmgtrack.records.interview import Interview
    from fmgtrack.records.results import Row
    from fmgtrack.rules.draft_facts import Check, DraftFacts, FirstChoice, Person, Place
    from fmgtrack.rules.mentions import Directory
    from fmgtrack.store.history import Change


@dataclass(frozen=True)
class Room:
    """What all desks of one run share: templates, compiled once, and who is on record where."""

    work: Work

    @cached_property
    def environment(self) -> DraftEnvironment:
        """The sandbox with the packaged templates and the person's own."""
        from pathlib import Path

        from fmgtrack.drafts.loader import make_environment

        return make_environment(Path(self.work.templates))

    @cached_property
    def directory(self) -> Directory:
        """Every program and person on record."""
        from fmgtrack.rules.mentions import Directory
        from fmgtrack.store.drafts import people

        store = self.work.store
        named = ((row["program"], _person(row)) for row in people(store))
        return Directory(map(place, store.table(Program).each()), named)


@dataclass(frozen=True)
class Desk(ABC):
    """What drafts of one kind at one program have in common.

    A mail goes by the ref of its follow-up, or for other kinds than thanks of its recipient.
    """

    work: Work
    program: Program
    room: Room
    kind: str

    @property
    def environment(self) -> DraftEnvironment:
        """The sandbox in which templates run."""
        return self.room.environment

    @cached_property
    @abstractmethod
    def mails(self) -> dict[str, Mail]:
        """Mails that were edited or sent, by ref."""

    @abstractmethod
    def recipient(self, ref: str) -> Row:
        """To whom a mail goes: `ref name title role email`."""

    @abstractmethod
    def context(self, ref: str) -> DraftContext:
        """What a template may see of one recipient."""

    @abstractmethod
    def facts(self, ref: str) -> DraftFacts:
        """What the checks are told of one mail."""

    @abstractmethod
    def owner(self, ref: str) -> dict[str, Any]:
        """The columns by which a kept mail belongs to its follow-up or its recipient."""

    @property
    def option(self) -> str:
        """What stands behind a ref on the command line so that it means this kind of mail."""
        return "" if self.kind == "thanks" else f" --kind {self.kind}"

    def again(self) -> Self:
        """The same desk as the record is now."""
        return replace(self, room=Room(self.work))

    def text(self, ref: str) -> tuple[str, str]:
        """Subject and body of one mail: as kept, else from the record."""
        mail = self.mails.get(ref)
        return (mail.subject, mail.body) if mail else self.rendered(ref)

    def rendered(self, ref: str) -> tuple[str, str]:
        """Subject and body as the record gives them, made once for as long as this desk is."""
        if ref not in self._rendered:
            from fmgtrack.drafts.render import render

            made = render(self.context(ref), self.environment)
            self._rendered[ref] = made.subject, made.body
        return self._rendered[ref]

    @cached_property
    def _rendered(self) -> dict[str, tuple[str, str]]:
        return {}

    def basis(self, ref: str) -> str:
        """What the record gives now, as one text to compare later."""
        subject, body = self.rendered(ref)
        return f"{subject}\n\n{body}"

    def checks(self, ref: str) -> tuple[Check, ...]:
        """What the checks find in one mail."""
        from fmgtrack.rules.draft_checks import check_draft

        return check_draft(self.facts(ref))

    def shown(self, ref: str) -> Row:
        """One draft with the keys of product.md section 11."""
        subject, body = self.text(ref)
        mail, contact = self.mails.get(ref), self.recipient(ref)
        name = full_name(contact)
        sent_on = mail.sent_on if mail else None
        checks = () if sent_on else self.checks(ref)
        return {
            "followup": ref,
            "kind": self.kind,
            "to": f"{name} <{contact['email']}>" if contact["email"] else None,
            "subject": subject,
            "body": body,
            "edited": bool(mail and mail.edited),
            "sent_on": sent_on,
            "checks": [
                {"code": check.code, "blocking": check.blocking, "message": check.message}
                for check in checks
            ],
            "to_name": name,
            "to_address": contact["email"],
        }

    def keep(
        self, change: Change, ref: str, subject: str, body: str, *, basis: str | None = None
    ) -> None:
        """Keep a mail as a person worded it, beside what the record gave then: `basis`, or now."""
        self._put(
            change,
            ref,
            subject=subject,
            body=body,
            edited=True,
            kept_at=self.work.store.at,
            basis=self.basis(ref) if basis is None else basis,
        )

    def freeze(self, change: Change, ref: str, day: str) -> None:
        """Keep what a mail says on the day it was sent."""
        if mail := self.mails.get(ref):
            change.table(Mail).update(mail, sent_on=day)
            return
        subject, body = self.rendered(ref)
        self._put(
            change,
            ref,
            subject=subject,
            body=body,
            kept_at=self.work.store.at,
            sent_on=day,
            basis=self.basis(ref),
        )

    def _put(self, change: Change, ref: str, **columns: Any) -> None:  # noqa: ANN401  columns
        if mail := self.mails.get(ref):
            change.table(Mail).update(mail, **columns)
        else:
            change.table(Mail).insert(Mail(**self.owner(ref), kind=self.kind, **columns))

    def known(self, ref: str) -> dict[str, Any]:
        """The facts for the checks that do not depend on the kind of mail."""
        subject, body = self.text(ref)
        contact = self.recipient(ref)
        places, strangers = self.room.directory.elsewhere(self.program.ref, subject, body)
        return {
            "subject": subject,
            "body": body,
            "recipient": _person(contact),
            "email": contact["email"],
            "program": place(self.program),
            "applicant": self.work.settings.name,
            "plain": self._plain(ref),
            "colleagues": tuple(one for one in self._people if one.ref != contact["ref"]),
            "strangers": strangers,
            "others": places,
            "policy": self.program.contact_policy,
            "policy_source": self.program.policy_source,
            "policy_on": self.program.policy_on,
            "kind": self.kind,
            "first_choices": self.first_choices,
            "now": self.work.now,
            "soap": self.soap,
        }

    def _plain(self, ref: str) -> str:
        from fmgtrack.drafts.render import plain

        return plain(self.context(ref), self.environment)

    @cached_property
    def _people(self) -> tuple[Person, ...]:
        """Everybody at this program."""
        found = self.work.store.table(Contact).list(program_id=self.program.id)
        return tuple(_person(contact_row(contact)) for contact in found)

    @cached_property
    def first_choices(self) -> tuple[FirstChoice, ...]:
        """Other programs to which a first-choice statement was sent, or stands in a kept draft."""
        from fmgtrack.rules.draft_facts import FirstChoice
        from fmgtrack.rules.first_choice import states_first_choice
        from fmgtrack.store.drafts import elsewhere

        found: dict[int, FirstChoice] = {}
        for row in elsewhere(self.work.store, self.program.id):
            number = row["program_id"]
            if number in found:
                continue
            if row["kind"] == "first-choice" or states_first_choice(row["subject"], row["body"]):
                other = self.work.store.table(Program).get(number)
                if other:
                    found[number] = FirstChoice(program=place(other), sent_on=row["sent_on"])
        return tuple(found.values())

    @cached_property
    def soap(self) -> tuple[datetime, datetime] | None:
        """Between which moments SOAP runs, as the season's events on record say."""
        begins = self._event("soap-begins")
        ends = self._event("soap-ends", whole_day=True)
        return (begins, ends) if begins and ends else None

    def _event(self, key: str, *, whole_day: bool = False) -> datetime | None:
        from fmgtrack.store.deadlines import of_key

        row = of_key(self.work.store, self.work.season, key)
        if row is None:
            return None
        moment = moments.moment(row["due_at"], row["timezone"])
        open_end = whole_day and not moments.has_clock(row["due_at"])
        return moment + timedelta(days=1) if open_end else moment


def contact_row(contact: Contact) -> Row:
    """A contact as drafts need it."""
    return {
        "ref": contact.ref,
        **{key: getattr(contact, key) for key in ("name", "title", "role", "email")},
    }


def base_context(work: Work, program: Program, contact: Row, turn: int) -> dict[str, Any]:
    """What a template may see of any recipient, whatever the mail is for."""
    return {
        "name": contact["name"],
        "title": contact["title"] or "",
        "role": contact["role"],
        "program": program.name,
        "institution": program.institution or "",
        "specialty": program.specialty or "",
        "city": program.city or "",
        "applicant": work.settings.name or "",
        "signature": work.settings.signature or "",
        "turn": turn,
    }


def day_context(interview: Interview | None) -> dict[str, Any]:
    """What a template may see of an interview day."""
    from fmgtrack.drafts.context import NO_DAY

    if interview is None:
        return {"day": NO_DAY}
    starts, zone = interview.starts_at, interview.timezone
    clock = ""
    if starts and zone and moments.has_clock(starts):
        from fmgtrack.drafts.context import clock_time

        clock = clock_time(moments.moment(starts, zone))
    return {
        "day": moments.day_of(starts) if starts else NO_DAY,
        "clock": clock,
        "format": interview.format or "",
        "highlight": interview.highlight or "",
    }


def full_name(contact: Row) -> str:
    """Title and name of a contact."""
    return f"{contact['title']} {contact['name']}" if contact["title"] else str(contact["name"])


def lines(text: str | None) -> tuple[str, ...]:
    """The lines of a note; none for None."""
    return tuple(text.split("\n")) if text else ()


def place(program: Program) -> Place:
    """A program as the checks know it."""
    from fmgtrack.reference.places import states
    from fmgtrack.rules.draft_facts import Place

    state = states().get(program.state or "")
    return Place(
        ref=program.ref,
        name=program.name,
        institution=program.institution,
        city=program.city,
        state=program.state,
        state_name=state.name if state else None,
        specialty=program.specialty,
    )


def _person(contact: Row) -> Person:
    from fmgtrack.rules.draft_facts import Person

    return Person(
        ref=contact["ref"], name=contact["name"], title=contact["title"], role=contact["role"]
    )
