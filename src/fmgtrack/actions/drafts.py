"""Drafts of the mail that is owed: rendered from the record, or kept as a person edited them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import find
from fmgtrack.errors import ConflictError, RefusedError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.mail import Mail
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Drafts, Notice
from fmgtrack.records.words import CALLED_OFF
from fmgtrack.rules import moments
from fmgtrack.rules.followups import TO_DO

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.drafts.context import DraftContext
    from fmgtrack.drafts.loader import DraftEnvironment
    from fmgtrack.records.results import Row
    from fmgtrack.rules.draft_facts import Check, Person, Place
    from fmgtrack.store.history import Change


@dataclass(frozen=True)
class Desk:
    """A program's people, days and mails, read once for all drafts that are made there."""

    work: Work
    program: Program
    environment: DraftEnvironment

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Every follow-up at the program by ref, in order of number."""
        from fmgtrack.store import followups

        found = followups.rows(
            self.work.store, self.work.now, self.work.settings, program_id=self.program.id
        )
        return {row["ref"]: row for row in sorted(found, key=lambda row: int(row["ref"][1:]))}

    @cached_property
    def days(self) -> dict[int, Interview]:
        """The interviews at the program by number."""
        found = self.work.store.table(Interview).list(program_id=self.program.id)
        return {interview.id: interview for interview in found}

    @cached_property
    def mails(self) -> dict[str, Mail]:
        """Mails at the program that were edited or sent, by the ref of their follow-up."""
        from fmgtrack.store.drafts import kept

        return {f"f{mail.meeting_id}": mail for mail in kept(self.work.store, self.program.id)}

    @cached_property
    def drafts(self) -> dict[str, tuple[str, str]]:
        """Subject and body of every mail at the program that is owed, edited or sent."""
        wanted = [
            ref
            for ref, row in self.rows.items()
            if ref in self.mails or row["state"] in (*TO_DO, "withheld")
        ]
        return {ref: self.text(ref) for ref in wanted}

    def text(self, ref: str) -> tuple[str, str]:
        """Subject and body of one mail: as kept, else from the record."""
        mail = self.mails.get(ref)
        return (mail.subject, mail.body) if mail else self.rendered(ref)

    def rendered(self, ref: str) -> tuple[str, str]:
        """Subject and body as the record gives them now."""
        from fmgtrack.drafts.render import render

        made = render(self.context(ref), self.environment)
        return made.subject, made.body

    def context(self, ref: str) -> DraftContext:
        """What a template may see of one recipient."""
        from fmgtrack.drafts.context import NO_DAY, DraftContext

        row = self.rows[ref]
        interview = self.days[int(row["interview"]["ref"][1:])]
        settings = self.work.settings
        return DraftContext(
            name=row["contact"]["name"],
            title=row["contact"]["title"] or "",
            role=row["contact"]["role"],
            setting=row["setting"] or "",
            program=self.program.name,
            institution=self.program.institution or "",
            specialty=self.program.specialty or "",
            city=self.program.city or "",
            day=moments.day_of(interview.starts_at) if interview.starts_at else NO_DAY,
            format=interview.format or "",
            talked_about=_lines(row["talked_about"]),
            to_ask=_lines(row["to_ask"]),
            highlight=interview.highlight or "",
            applicant=settings.name or "",
            signature=settings.signature or "",
            turn=list(self.rows).index(ref),
        )

    def checks(self, ref: str) -> tuple[Check, ...]:
        """What the checks find in one mail."""
        from fmgtrack.drafts.render import plain
        from fmgtrack.rules.draft_checks import check_draft
        from fmgtrack.rules.draft_facts import DraftFacts, Sibling

        row = self.rows[ref]
        subject, body = self.text(ref)
        context = self.context(ref)
        interview = self.days[int(row["interview"]["ref"][1:])]
        people, places = _known(self.work, self.program)
        zone = self.program.timezone or interview.timezone or self.work.home_zone
        today = moments.in_zone(self.work.now, zone).date()
        return check_draft(
            DraftFacts(
                subject=subject,
                body=body,
                recipient=_person(row["contact"]),
                email=row["contact"]["email"],
                program=_place(self.program),
                applicant=self.work.settings.name,
                met=context.met,
                said=(
                    *_lines(row["talked_about"]),
                    *_lines(row["to_ask"]),
                    *_lines(interview.highlight),
                ),
                plain=plain(context, self.environment),
                colleagues=tuple(p for p in people[0] if p.ref != row["contact"]["ref"]),
                strangers=people[1],
                others=places,
                siblings=tuple(
                    Sibling(
                        ref=other,
                        name=_full_name(self.rows[other]["contact"]),
                        body=text[1],
                        sent=self.rows[other]["sent_on"] is not None,
                    )
                    for other, text in self.drafts.items()
                    if other != ref
                ),
                policy=self.program.contact_policy,
                policy_source=self.program.policy_source,
                policy_on=self.program.policy_on,
                state=row["state"],
                today=today,
                due_by=date.fromisoformat(row["due_by"]) if row["due_by"] else today,
            )
        )

    def shown(self, ref: str) -> Row:
        """One draft with the keys of product.md section 11."""
        subject, body = self.text(ref)
        row, mail = self.rows[ref], self.mails.get(ref)
        name = _full_name(row["contact"])
        checks = () if row["sent_on"] else self.checks(ref)
        return {
            "followup": ref,
            "to": f"{name} <{row['contact']['email']}>" if row["contact"]["email"] else None,
            "subject": subject,
            "body": body,
            "edited": bool(mail and mail.edited),
            "sent_on": row["sent_on"],
            "checks": [
                {"code": check.code, "blocking": check.blocking, "message": check.message}
                for check in checks
            ],
            "to_name": name,
            "to_address": row["contact"]["email"],
        }


def _known(
    work: Work, program: Program
) -> tuple[tuple[tuple[Person, ...], tuple[Person, ...]], tuple[Place, ...]]:
    """People at this program and elsewhere, and the other programs on record."""
    here: list[Person] = []
    elsewhere: list[Person] = []
    for contact in work.store.table(Contact).each():
        person = _person(
            {"ref": contact.ref, "name": contact.name, "title": contact.title, "role": contact.role}
        )
        (here if contact.program_id == program.id else elsewhere).append(person)
    places = tuple(_place(p) for p in work.store.table(Program).each() if p.id != program.id)
    return (tuple(here), tuple(elsewhere)), places


def _person(contact: Row) -> Person:
    from fmgtrack.rules.draft_facts import Person

    return Person(
        ref=contact["ref"], name=contact["name"], title=contact["title"], role=contact["role"]
    )


def _place(program: Program) -> Place:
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


def _full_name(contact: Row) -> str:
    return f"{contact['title']} {contact['name']}" if contact["title"] else str(contact["name"])


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def desk_of(work: Work, meeting: Meeting) -> Desk:
    """The desk of the program at which a meeting was."""
    interview = find.of_kind(work.store, f"i{meeting.interview_id}", Interview, "interview")
    program = find.of_kind(work.store, f"p{interview.program_id}", Program, "program")
    return desk(work, program)


def desk(work: Work, program: Program) -> Desk:
    """The desk of a program."""
    from pathlib import Path

    from fmgtrack.drafts.loader import make_environment

    return Desk(work, program, make_environment(Path(work.templates)))


def wanted(work: Work, texts: tuple[str, ...]) -> list[tuple[Desk, str]]:
    """The drafts that are meant: by ref, by program, or all that are due when none is named.

    Raises:
        RefusedError: a named program has none to write.
    """
    if not texts:
        from fmgtrack.store import followups

        rows = followups.rows(work.store, work.now, work.settings, unanswered=True)
        texts = tuple(row["ref"] for row in rows if row["state"] in ("overdue", "due"))
        if not texts:
            return []
    meetings, programs = find.follow_ups(work.store, texts)
    desks: dict[int, Desk] = {}
    found: list[tuple[Desk, str]] = []
    for meeting in meetings:
        made = desk_of(work, meeting)
        made = desks.setdefault(made.program.id, made)
        found.append((made, meeting.ref))
    for program in programs:
        made = desks.setdefault(program.id, desk(work, program))
        refs = [r for r, row in made.rows.items() if row["state"] in (*TO_DO, "withheld")]
        if not refs:
            raise _nothing_to_write(made)
        found += [(made, ref) for ref in refs if (made, ref) not in found]
    return found


def _nothing_to_write(made: Desk) -> RefusedError:
    coming = [ref for ref, row in made.rows.items() if row["state"] == "scheduled"]
    if coming:
        return RefusedError(
            f"the interview at {made.program.name} is not over",
            f"`fmgtrack draft-email {coming[0]}` shows a draft all the same",
        )
    return RefusedError(
        f"no mail is owed at {made.program.name}",
        f"`fmgtrack followups --all --program {made.program.ref}` lists every follow-up there",
    )


def drafts(work: Work, texts: tuple[str, ...]) -> Drafts:
    """The drafts that are meant, each with its checks."""
    found = wanted(work, texts)
    rows = [made.shown(ref) for made, ref in found]
    notices = [*_withheld(found), *_outdated(found)]
    if not rows:
        notices.append(Notice("no-drafts"))
    held = tuple(row["followup"] for row in rows if any(c["blocking"] for c in row["checks"]))
    return Drafts(rows, held=held, notices=tuple(notices))


def _withheld(found: list[tuple[Desk, str]]) -> list[Notice]:
    told: dict[int, Notice] = {}
    for made, ref in found:
        row = made.rows[ref]
        if row["state"] == "withheld":
            reason = row["reason"]
            told[made.program.id] = Notice("withheld", program=made.program.name, reason=reason)
    return list(told.values())


def _outdated(found: list[tuple[Desk, str]]) -> list[Notice]:
    """Edited drafts whose record gives another text now than when they were edited."""
    told = []
    for made, ref in found:
        mail = made.mails.get(ref)
        if mail and mail.edited and not mail.sent_on and _basis(made, ref) != mail.basis:
            told.append(Notice("record-changed", ref=ref))
    return told


def _basis(made: Desk, ref: str) -> str:
    subject, body = made.rendered(ref)
    return f"{subject}\n\n{body}"


def write_eml(found: Drafts, path: str, *, force: bool) -> Drafts:
    """Write drafts as unsent messages: to that file when it ends in `.eml`, else into that folder.

    Those that a check holds back are not written, unless forced.

    Raises:
        RefusedError: several drafts for one file.
    """
    from pathlib import Path

    from fmgtrack.exchange.eml import eml, eml_name
    from fmgtrack.exchange.files import make_folder, write_whole

    clean = [row for row in found.rows if force or row["followup"] not in found.held]
    target = Path(path)
    single = path.lower().endswith(".eml")
    if single and len(clean) > 1:
        raise RefusedError(f"{len(clean)} drafts do not go into one file", "name a folder")
    if not single and clean:
        make_folder(target)
    written = []
    for row in clean:
        file = target if single else target / eml_name(row["followup"])
        write_whole(
            file,
            eml(
                to_name=row["to_name"],
                to_address=row["to_address"],
                subject=row["subject"],
                body=row["body"],
            ),
        )
        written.append(str(file))
    held = () if force else found.held
    return Drafts(found.rows, held=held, written=tuple(written), notices=found.notices)


def form(work: Work, ref: str) -> str:
    """A draft as text for the editor, with what the checks found as comments."""
    from fmgtrack.exchange.form import write_mail_form

    made = _one(work, ref)
    row = made.shown(ref)
    notes = [f"{check['code']}: {check['message']}" for check in row["checks"]]
    notes.append("Lines like these are left out; save and close to keep the mail.")
    return write_mail_form(row["to"] or row["to_name"], row["subject"], row["body"], notes)


def keep(work: Work, ref: str, before: str, text: str) -> Changed:
    """Keep a draft as a person edited it.

    Args:
        work: the open record.
        ref: the follow-up.
        before: the text that went into the editor.
        text: the text that came out of it.

    Raises:
        RefusedError: nothing was left of it.
    """
    from fmgtrack.exchange.form import read_mail_form

    subject, body = read_mail_form(text)
    if (subject, body) == read_mail_form(before):
        return Changed("draft-email", (ref,), "")
    meeting = find.of_kind(work.store, ref, Meeting, "follow-up")
    with work.store.change(f"edited the mail of {ref}") as change:
        made = _one(work, ref)
        mail = made.mails.get(ref)
        columns: dict[str, Any] = {
            "subject": subject,
            "body": f"{body}\n",
            "basis": _basis(made, ref),
            "edited": True,
            "kept_at": work.store.at,
        }
        if mail:
            change.table(Mail).update(mail, **columns)
        else:
            change.table(Mail).insert(Mail(meeting_id=meeting.id, **columns))
    return Changed("draft-email", (ref,), change.title)


def afresh(work: Work, texts: tuple[str, ...]) -> Changed:
    """Let edited drafts follow the record again.

    Raises:
        ConflictError: a draft was sent, and what was sent is kept.
    """
    notices = []
    with work.store.change() as change:
        dropped = []
        for made, ref in wanted(work, texts):
            mail = made.mails.get(ref)
            if mail and mail.sent_on:
                raise ConflictError(f"{ref} was sent, and what was sent is kept", "nothing to do")
            if mail:
                change.table(Mail).delete(mail)
                dropped.append(ref)
            else:
                notices.append(Notice("no-fresh", ref=ref))
        change.title = f"made the mail of {', '.join(dropped)} anew"
    title = change.title if dropped else ""
    return Changed("draft-email", tuple(dropped), title, tuple(notices))


def freeze(work: Work, change: Change, meeting: Meeting, day: date) -> None:
    """Keep what the draft says on the day it was sent."""
    made = desk_of(work, meeting)
    mail = made.mails.get(meeting.ref)
    if mail:
        change.table(Mail).update(mail, sent_on=day.isoformat())
        return
    subject, body = made.rendered(meeting.ref)
    change.table(Mail).insert(
        Mail(
            meeting_id=meeting.id,
            subject=subject,
            body=body,
            basis=f"{subject}\n\n{body}",
            kept_at=work.store.at,
            sent_on=day.isoformat(),
        )
    )


def echo(work: Work, meeting: Meeting, said: str) -> str:
    """The sentence of this person's draft in which something noted stands; empty for none."""
    from fmgtrack.drafts.render import sentence

    made = desk_of(work, meeting)
    if made.days[meeting.interview_id].status in CALLED_OFF:
        return ""
    return sentence(made.context(meeting.ref), made.environment, said)


def _one(work: Work, ref: str) -> Desk:
    return desk_of(work, find.of_kind(work.store, ref, Meeting, "follow-up"))
