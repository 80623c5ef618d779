"""The thank-you mails of one program, each for a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import desk as common
from fmgtrack.actions import find
from fmgtrack.actions.desk import Desk
from fmgtrack.errors import RefusedError
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Notice
from fmgtrack.rules import moments
from fmgtrack.rules.followups import TO_DO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.work import Work
    from fmgtrack.drafts.context import DraftContext
    from fmgtrack.records.mail import Mail
    from fmgtrack.records.results import Row
    from fmgtrack.rules.draft_facts import DraftFacts


@dataclass(frozen=True)
class Thanks(Desk):
    """The follow-ups of a program and their mails; a mail goes by the ref of its follow-up."""

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
        """Thank-yous that were edited or sent, by the ref of their follow-up."""
        from fmgtrack.store.drafts import kept

        return {f"f{mail.meeting_id}": mail for mail in kept(self.work.store, self.program.id)}

    @cached_property
    def drafts(self) -> dict[str, tuple[str, str]]:
        """Subject and body of every thank-you at the program that is owed, edited or sent."""
        wanted = [
            ref
            for ref, row in self.rows.items()
            if ref in self.mails or row["state"] in (*TO_DO, "withheld")
        ]
        return {ref: self.text(ref) for ref in wanted}

    def recipient(self, ref: str) -> Row:
        """To whom a mail goes."""
        contact: Row = self.rows[ref]["contact"]
        return contact

    def owner(self, ref: str) -> dict[str, Any]:
        """The meeting for which a mail is kept."""
        return {"meeting_id": int(ref[1:])}

    def context(self, ref: str) -> DraftContext:
        """What a template may see of one recipient."""
        from fmgtrack.drafts.context import DraftContext

        row = self.rows[ref]
        turn = list(self.rows).index(ref)
        return DraftContext(
            **common.base_context(self.work, self.program, row["contact"], turn),
            **common.day_context(self._day(ref)),
            setting=row["setting"] or "",
            talked_about=common.lines(row["talked_about"]),
            to_ask=common.lines(row["to_ask"]),
        )

    def facts(self, ref: str) -> DraftFacts:
        """What the checks are told of one mail."""
        from fmgtrack.rules.draft_facts import DraftFacts, Sibling

        row, interview = self.rows[ref], self._day(ref)
        zone = self.program.timezone or interview.timezone or self.work.home_zone
        today = moments.in_zone(self.work.now, zone).date()
        return DraftFacts(
            **self.known(ref),
            met=bool(row["setting"]),
            said=(
                *common.lines(row["talked_about"]),
                *common.lines(row["to_ask"]),
                *common.lines(interview.highlight),
            ),
            siblings=tuple(
                Sibling(
                    ref=other,
                    name=common.full_name(self.rows[other]["contact"]),
                    body=text[1],
                    sent=self.rows[other]["sent_on"] is not None,
                )
                for other, text in self.drafts.items()
                if other != ref
            ),
            state=row["state"],
            today=today,
            due_by=date.fromisoformat(row["due_by"]) if row["due_by"] else today,
        )

    def shown(self, ref: str) -> Row:
        """One draft; what was sent is told by its follow-up."""
        row, sent_on = super().shown(ref), self.rows[ref]["sent_on"]
        return row | {"sent_on": sent_on, "checks": [] if sent_on else row["checks"]}

    def _day(self, ref: str) -> Interview:
        return self.days[int(self.rows[ref]["interview"]["ref"][1:])]


def desk_of(work: Work, meeting: Meeting, room: common.Room | None = None) -> Thanks:
    """The desk of the program at which a meeting was, in the room of other desks of this run."""
    interview = find.of_kind(work.store, f"i{meeting.interview_id}", Interview, "interview")
    program = find.of_kind(work.store, f"p{interview.program_id}", Program, "program")
    return Thanks(work, program, room or common.Room(work), "thanks")


def wanted(work: Work, texts: tuple[str, ...]) -> list[tuple[Desk, str]]:
    """The thank-yous that are meant: by ref, by program, or all that are due when none is named.

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
    desks: dict[int, Thanks] = {}
    found: list[tuple[Desk, str]] = []
    room = common.Room(work)
    for meeting in meetings:
        made = desk_of(work, meeting, room)
        made = desks.setdefault(made.program.id, made)
        found.append((made, meeting.ref))
    for program in programs:
        made = desks.setdefault(program.id, Thanks(work, program, room, "thanks"))
        refs = [r for r, row in made.rows.items() if row["state"] in (*TO_DO, "withheld")]
        if not refs:
            raise _nothing_to_write(made)
        found += [(made, ref) for ref in refs if (made, ref) not in found]
    return found


def _nothing_to_write(made: Thanks) -> RefusedError:
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


def withheld(found: Iterable[tuple[Desk, str]]) -> list[Notice]:
    """Programs that ask for no thank-you, each once."""
    told: dict[int, Notice] = {}
    for made, ref in found:
        if isinstance(made, Thanks) and made.rows[ref]["state"] == "withheld":
            reason = made.rows[ref]["reason"]
            told[made.program.id] = Notice("withheld", program=made.program.name, reason=reason)
    return list(told.values())
