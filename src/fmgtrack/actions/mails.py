"""The other mails of the season: to a person at a program, about an interview or the application.

What is kept of them belongs to the person and the kind of mail. A mail that was sent stays as it
was, and the next of its kind to that person is a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import desk as common
from fmgtrack.actions import find
from fmgtrack.actions.desk import Desk
from fmgtrack.errors import AmbiguousError, ConflictError, RefusedError, UsageError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Notice
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.work import Work
    from fmgtrack.drafts.context import DraftContext
    from fmgtrack.records.mail import Mail
    from fmgtrack.records.results import Row
    from fmgtrack.rules.draft_facts import DraftFacts

NOTICE_DAYS = 14
"""Days of notice that programs expect before a change, at most (domain.md 3.1, section 6.2)."""

OVER = "over"

DAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "accept": (("invited", "waitlisted"), ("scheduled",)),
    "decline": (("invited",), ("waitlisted",), ("declined",)),
    "reschedule": (("scheduled",), ("invited",)),
    "cancel": (("scheduled",), ("cancelled",)),
    "waitlist": (("waitlisted",), ("invited",)),
    "first-choice": ((OVER,),),
    "withdraw": ((OVER,),),
}
"""Of which interview a mail speaks, by status: the first group in which there is one."""

_TO = ("coordinator", "program-director")
_TO_DIRECTOR = ("program-director", "coordinator")


@dataclass(frozen=True)
class Letters(Desk):
    """Mails of one kind to people of a program; a mail goes by the ref of its recipient.

    `interview` is the one of which they speak, if any; `about` what was said of the matter.
    """

    interview: Interview | None = None
    about: str = ""

    @cached_property
    def people(self) -> dict[str, Contact]:
        """Everyone at the program by ref."""
        found = self.work.store.table(Contact).list(program_id=self.program.id)
        return {contact.ref: contact for contact in found}

    @cached_property
    def written(self) -> list[Mail]:
        """Every mail of this kind that was kept, oldest first."""
        from fmgtrack.store.drafts import of_kind

        return of_kind(self.work.store, self.program.id, self.kind)

    @cached_property
    def mails(self) -> dict[str, Mail]:
        """Drafts that wait, as they were worded, by recipient."""
        return {f"c{mail.contact_id}": mail for mail in self.written if not mail.sent_on}

    @cached_property
    def sent(self) -> dict[str, str]:
        """The last day on which each recipient was sent such a mail."""
        return {f"c{mail.contact_id}": mail.sent_on for mail in self.written if mail.sent_on}

    def recipient(self, ref: str) -> Row:
        """To whom a mail goes."""
        return common.contact_row(self.people[ref])

    def owner(self, ref: str) -> dict[str, Any]:
        """The contact for whom a mail is kept."""
        return {"contact_id": self.people[ref].id}

    def context(self, ref: str) -> DraftContext:
        """What a template may see of one recipient."""
        from fmgtrack.drafts.context import DraftContext

        turn = list(self.people).index(ref)
        return DraftContext(
            **common.base_context(self.work, self.program, self.recipient(ref), turn),
            **common.day_context(self.interview),
            kind=self.kind,
            about=self.about,
        )

    def facts(self, ref: str) -> DraftFacts:
        """What the checks are told of one mail."""
        from fmgtrack.rules.draft_facts import DraftFacts, Sibling

        zone = self.program.timezone or self.work.home_zone
        today = moments.in_zone(self.work.now, zone).date()
        over = any(_status(self.work, day) == OVER for day in _days(self.work, self.program))
        highlight = self.interview.highlight if self.interview else None
        return DraftFacts(
            **self.known(ref),
            met=True,
            said=(*common.lines(self.about or None), *common.lines(highlight)),
            siblings=tuple(
                Sibling(
                    ref=mail.ref,
                    name=self.people[f"c{mail.contact_id}"].full_name,
                    body=mail.body,
                    sent=mail.sent_on is not None,
                )
                for mail in self.written
                if f"c{mail.contact_id}" != ref
            ),
            state=OVER if over else "scheduled",
            today=today,
            due_by=today,
        )


def letters(
    work: Work, texts: tuple[str, ...], kind: str, about: str = ""
) -> list[tuple[Desk, str]]:
    """The mails of one kind that are meant, each with its recipient's ref.

    Args:
        work: the open record.
        texts: programs, interviews, people or their follow-ups; of a program the one for whom a
            draft waits, else the coordinator, else the director (for a first choice the director
            before the coordinator).
        kind: a word of `MAIL_KINDS`.
        about: the matter, in the person's own words; for `ABOUT_KINDS` alone.

    Raises:
        UsageError: nobody is named.
        RefusedError: nobody to write to is on record, or a first choice goes to several programs.
    """
    if not texts:
        raise UsageError(
            f"`--kind {kind}` needs to know to whom", "name a program, an interview or a contact"
        )
    found: dict[tuple[int, str], tuple[Desk, str]] = {}
    room = common.Room(work)
    for text in find.spread(work.store, texts):
        program, interview, contact = _named(work, text)
        interview = _spoken_of(work, program, kind, text, interview)
        made = Letters(work, program, room, kind, interview=interview, about=about)
        refs = [contact.ref] if contact else list(made.mails) or [_recipient(made).ref]
        for ref in refs:
            found.setdefault((program.id, ref), (made, ref))
    if kind == "first-choice" and len({number for number, _ in found}) > 1:
        raise RefusedError(
            "a first-choice statement goes to one program only", "name the one that it is"
        )
    return list(found.values())


def _named(work: Work, text: str) -> tuple[Program, Interview | None, Contact | None]:
    """Program, interview and person that a text names; the program always."""
    record = find.anything(work.store, text)
    interview = contact = None
    if isinstance(record, Meeting):
        record = find.of_kind(work.store, f"c{record.contact_id}", Contact, "contact")
    if isinstance(record, Program):
        return record, None, None
    if isinstance(record, Interview):
        interview = record
    elif isinstance(record, Contact):
        contact = record
    else:
        raise find.other_kind(work.store, record, "program")
    program = find.of_kind(work.store, f"p{record.program_id}", Program, "program")
    return program, interview, contact


def _recipient(made: Letters) -> Contact:
    """To whom a mail to a program goes; of several of one role, first one with an address."""
    roles = _TO_DIRECTOR if made.kind == "first-choice" else _TO
    for role in roles:
        fitting = [contact for contact in made.people.values() if contact.role == role]
        if fitting:
            return next((contact for contact in fitting if contact.email), fitting[0])
    wanted = roles[0].removeprefix("program-")
    other = roles[1].removeprefix("program-")
    raise RefusedError(
        f"{made.program.name} has neither {wanted} nor {other} on record",
        f'`fmgtrack add-contact {made.program.ref} "Name" --role {roles[0]}` adds one,'
        f' "Program {wanted.title()}" where no name is known',
    )


def _days(work: Work, program: Program) -> list[Interview]:
    return work.store.table(Interview).list(program_id=program.id)


def _status(work: Work, interview: Interview) -> str:
    """The status of an interview, `over` for one that took place."""
    starts, zone = interview.starts_at, interview.timezone
    if interview.status == "scheduled" and starts and zone:
        return OVER if moments.is_over(starts, interview.ends_at, zone, work.now) else "scheduled"
    return interview.status


def _spoken_of(
    work: Work, program: Program, kind: str, text: str, named: Interview | None
) -> Interview | None:
    """The interview of which a mail speaks: the named one, else the only one that fits.

    Raises:
        AmbiguousError: several fit.
    """
    groups = DAYS.get(kind, ())
    if named is not None:
        # thanks for a day that is not over would not be true
        return None if (OVER,) in groups and _status(work, named) != OVER else named
    days = _days(work, program)
    for group in groups:
        fitting = [day for day in days if _status(work, day) in group]
        if (OVER,) in groups and fitting:
            return max(fitting, key=lambda day: day.starts_at or "")
        if len(fitting) > 1:
            raise AmbiguousError(
                "interview", text, [(day.ref, day.starts_at or day.status) for day in fitting]
            )
        if fitting:
            return fitting[0]
    return None


def days_left(work: Work, interview: Interview) -> int | None:
    """Days until an interview, on the calendar of its zone; None without a day or after it."""
    if not interview.starts_at or not interview.timezone:
        return None
    today = moments.in_zone(work.now, interview.timezone).date()
    left = (moments.day_of(interview.starts_at) - today).days
    return left if left >= 0 else None


def short_notice(work: Work, interview: Interview) -> tuple[Notice, ...]:
    """What to say of a change inside the one to two weeks of notice that programs expect.

    The agreement's section 6.2, as quoted at
    https://www.augusta.edu/mcg/obgyn/residency/au-obgyn-interview-com-policy.php (domain.md 3.1).
    """
    left = days_left(work, interview)
    if left is None or left >= NOTICE_DAYS:
        return ()
    return (Notice("short-notice", ref=interview.ref, days=left),)


def told(found: Iterable[tuple[Desk, str]]) -> list[Notice]:
    """What to say beside drafts of such mails."""
    notices: list[Notice] = []
    for made, ref in found:
        if not isinstance(made, Letters):
            continue
        if made.kind in ("cancel", "reschedule") and made.interview:
            notices += short_notice(made.work, made.interview)
        if made.kind == "withdraw":
            coming = [d for d in _days(made.work, made.program) if _waits(made.work, d)]
            notices += [Notice("still-coming", ref=day.ref, what=day.status) for day in coming]
        if ref in made.sent:
            notices.append(Notice("mailed-before", ref=ref, kind=made.kind, on=made.sent[ref]))
        notices.append(Notice("record-sent", ref=ref, kind=made.kind))
    return notices


def _waits(work: Work, interview: Interview) -> bool:
    return _status(work, interview) in ("scheduled", "invited", "waitlisted")


def keep_about(found: list[tuple[Desk, str]], *, fresh: bool) -> Changed | None:
    """Keep drafts that hold the person's own words of `--about`; None where there are none.

    Args:
        found: the drafts that are meant.
        fresh: whether a draft that is kept already gives way.

    Raises:
        ConflictError: a draft is kept already.
    """
    desks = [(made, ref) for made, ref in found if isinstance(made, Letters) and made.about]
    if not desks:
        return None
    work = desks[0][0].work
    with work.store.change() as change:
        for made, ref in desks:
            if ref in made.mails and not fresh:
                raise ConflictError(
                    f"a draft of this mail to {ref} is kept already",
                    f"`fmgtrack draft-email {ref}{made.option}` shows it, `--fresh` beside"
                    " `--about` words it anew",
                )
            subject, body = made.rendered(ref)
            bare = Letters(work, made.program, made.room, made.kind, interview=made.interview)
            bare.keep(change, ref, subject, body)
        change.title = f"kept the {desks[0][0].kind} mail to {', '.join(r for _, r in desks)}"
    return Changed("draft-email", tuple(ref for _, ref in desks), change.title)


def _sent_all_the_same(made: Desk, ref: str) -> list[Notice]:
    """What holds back a mail that is marked as sent: too late, but to be known."""
    codes = [check.code for check in made.checks(ref) if check.blocking]
    told = [
        Notice("second-first-choice", program=other.program.name)
        for other in made.first_choices
        if "first-choice" in codes
    ]
    others = ", ".join(code for code in codes if code != "first-choice")
    return [*told, *([Notice("sent-though-held", ref=ref, codes=others)] if others else [])]


def mark_sent(work: Work, texts: tuple[str, ...], kind: str, on: str | None = None) -> Changed:
    """Record that mails of a kind were sent; what they said is kept as it was.

    Args:
        work: the open record.
        texts: as `letters` takes them.
        kind: a word of `MAIL_KINDS`, not `thanks`.
        on: the day, as typed; today when not given.

    Raises:
        RefusedError: all of them are marked sent on that day already.
    """
    from fmgtrack.rules.when import read_day

    day = read_day(on, work.reading(), past=True).isoformat() if on else work.today.isoformat()
    notices: list[Notice] = []
    done: list[str] = []
    with work.store.change() as change:
        found = letters(work, texts, kind)
        for made, ref in found:
            if isinstance(made, Letters) and made.sent.get(ref) == day and ref not in made.mails:
                notices.append(Notice("already", ref=ref, what=f"sent ({kind})", on=day))
                continue
            notices += _sent_all_the_same(made, ref)
            made.freeze(change, ref, day)
            done.append(ref)
        change.title = f"marked the {kind} mail to {', '.join(done)} sent on {day}"
    if not done:
        raise RefusedError(
            f"the {kind} mail to {found[0][1]} is marked sent on {day} already", "nothing to do"
        )
    if kind == "withdraw":
        refs = dict.fromkeys(made.program.ref for made, _ in found)
        notices += [Notice("withdrawn", ref=ref) for ref in refs]
    return Changed("sent", tuple(done), change.title, tuple(notices))
