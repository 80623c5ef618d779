"""Invitations from a calendar file: each event becomes an interview, or moves the one it made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import contacts, fields, find, interviews, invitation_people
from fmgtrack.actions.invitation_times import NeedsZoneError, named, span
from fmgtrack.errors import QuestionError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview
from fmgtrack.records.program import Program
from fmgtrack.records.results import Notice
from fmgtrack.records.words import CALLED_OFF, FORMATS
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fmgtrack.actions.invitation_times import Span
    from fmgtrack.actions.work import Work
    from fmgtrack.exchange.icsfile import Invitation
    from fmgtrack.records.results import Row
    from fmgtrack.rules.matching import Named
    from fmgtrack.store.history import Change

OWN = re.compile(r"([a-z]+)-([0-9A-Za-z]+)@fmgtrack")
"""The UID of an event of a calendar that fmgtrack wrote: its kind, and the record's uid."""

LONGEST_PLACE = 500
"""Characters of a place."""

SURPASSED = "another event of its id is taken"
"""Why an event is left to another one of its UID."""

__all__ = ["NeedsProgramError", "NeedsZoneError", "take_in"]


class NeedsProgramError(QuestionError):
    """It is not sure which program an event belongs to; `--program` says it.

    `option` is the name of the value that answers it.
    """

    code = "needs-program"
    option = "program"

    def __init__(self, invitation: Invitation, candidates: Iterable[tuple[str, str]]) -> None:
        found = tuple(candidates)
        which = "fits more than one program" if found else "fits no program on record"
        super().__init__(
            f"{named(invitation)} {which}",
            "`--program` names it" if found else "`--program` names it, `add-program` adds it",
            found,
        )


def take_in(  # noqa: PLR0913  one file, and what the person said of it
    work: Work,
    change: Change,
    data: bytes,
    name: str,
    *,
    zone: str | None,
    program: str | None,
) -> tuple[list[Row], dict[str, int], tuple[Notice, ...]]:
    """Take the invitations of a calendar file in.

    Args:
        work: the open record.
        change: the open change.
        data: the bytes of the file.
        name: what the file is called in errors.
        zone: the zone of times that name none, as typed.
        program: the program of every event, as typed; proposed from the words of each if None.

    Returns:
        A row for each event (`row what ref name change`), counts (`added changed same skipped`),
        and what to tell the person.

    Raises:
        ImportFailedError: the file cannot be read.
        NeedsZoneError: an event has a time whose zone is not known for sure.
        NeedsProgramError: an event fits no program, or several.
    """
    from fmgtrack.exchange.icsfile import read_invitations

    taking = _Taking(work, change, fields.zone(work, zone or ""), program)
    events = read_invitations(data, name)
    latest = _latest(events)
    rows = [taking.take(one) if one in latest else _skipped(one, SURPASSED) for one in events]
    counts = {"added": 0, "changed": 0, "same": 0, "skipped": 0}
    for row in rows:
        counts[row["what"]] += 1
    if counts["skipped"]:
        why = dict.fromkeys(row["change"] for row in rows if row["what"] == "skipped")
        taking.notices.append(
            Notice("invitation-skipped", skipped=counts["skipped"], why=", ".join(why))
        )
    return rows, counts, tuple(taking.notices)


def _latest(events: Sequence[Invitation]) -> frozenset[Invitation]:
    """Of each UID the event of the highest sequence, the later one of two that are equal.

    Days of a series that differ from it are left to the series where it is in the file too.
    """
    latest: dict[str, Invitation] = {}
    series = {one.uid for one in events if not one.instance}
    for one in events:
        if one.instance and one.uid in series:
            continue
        key = _key(one) or f"#{one.number}"
        known = latest.get(key)
        if known is None or one.sequence >= known.sequence:
            latest[key] = one
    return frozenset(latest.values())


def _key(invitation: Invitation) -> str | None:
    """What an event is known by; one day of a series is not the series."""
    if invitation.uid is None:
        return None
    return f"{invitation.uid} {invitation.instance}" if invitation.instance else invitation.uid


def _skipped(invitation: Invitation, why: str) -> Row:
    name = invitation.summary or "an event without a name"
    return _row(invitation, "skipped", None, name, why)


def _row(invitation: Invitation, what: str, ref: str | None, name: str, change: str) -> Row:
    return {"row": invitation.number, "what": what, "ref": ref, "name": name, "change": change}


class _Taking:
    """One import: what it works with, and what it has to tell."""

    def __init__(
        self, work: Work, change: Change, zone: str | None, program_text: str | None
    ) -> None:
        self.work = work
        self.change = change
        self.zone = zone
        self.program = find.program(work.store, program_text) if program_text else None
        self.named = _named(work)
        self.notices: list[Notice] = []

    def take(self, invitation: Invitation) -> Row:
        """Take one event in."""
        own = OWN.fullmatch(invitation.uid or "")
        if own and own[1] != "interview":
            return _skipped(invitation, "no interview")
        if invitation.is_answer:
            return _skipped(invitation, "an answer, no invitation")
        known = self._known(invitation, own[2] if own else "")
        if known is not None:
            return self._again(known, invitation)
        if invitation.is_cancelled:
            return _skipped(invitation, "cancels what is not on record")
        if invitation.start is None:
            self.notices.append(Notice("invitation-no-start", event=named(invitation)))
            return _skipped(invitation, "no start")
        return self._first(invitation)

    def _known(self, invitation: Invitation, own: str) -> Interview | None:
        """The interview that an event made, or from which it was written."""
        table = self.work.store.table(Interview)
        found = table.list(uid=own) if own else []
        key = _key(invitation)
        found = found or (table.list(ics_uid=key) if key else [])
        return found[0] if found else None

    def _again(self, known: Interview, invitation: Invitation) -> Row:
        """An event that is on record: an update, a cancellation, or the same once more."""
        program = self._of(known)
        same = _row(invitation, "same", known.ref, program.name, "")
        # the record itself wrote what carries its own uid
        if _is_own(known, invitation) or invitation.sequence < (known.ics_sequence or 0):
            return same
        if invitation.is_cancelled:
            return self._cancel(known, invitation) or same
        if invitation.sequence == (known.ics_sequence or 0) or invitation.start is None:
            return same
        when = span(self.work, invitation, program.timezone, self.zone)
        columns = _columns(when, invitation)
        if known.status not in CALLED_OFF or known.status == "cancelled":
            columns["status"] = "scheduled"
        return self._update(known, program, invitation, columns)

    def _cancel(self, known: Interview, invitation: Invitation) -> Row | None:
        if known.status in CALLED_OFF:
            return None
        program = self._of(known)
        if known.starts_at and moments.is_over(
            known.starts_at, known.ends_at, known.timezone or "UTC", self.work.now
        ):
            # calendars are cleared after the day; the mails are owed all the same
            self.notices.append(Notice("invitation-over", ref=known.ref, program=program.name))
            return None
        columns = {"status": "cancelled", "ics_sequence": invitation.sequence}
        return self._update(known, program, invitation, columns, meet=False)

    def _update(
        self,
        known: Interview,
        program: Program,
        invitation: Invitation,
        columns: dict[str, Any],
        *,
        meet: bool = True,
    ) -> Row:
        after = self.change.table(Interview).update(known, **columns)
        differences = [
            f"{key.replace('_', ' ')}: {getattr(known, key) or '-'} -> {getattr(after, key) or '-'}"
            for key in columns
            if key not in ("ics_uid", "ics_sequence") and getattr(after, key) != getattr(known, key)
        ]
        if known.ics_uid is None and after.ics_uid:
            differences.append("follows the invitation from now on")
        if meet:
            differences += self._meet(after, program, invitation)
            self._tell(after, program, invitation)
        what = "changed" if differences else "same"
        return _row(invitation, what, known.ref, program.name, "; ".join(differences))

    def _first(self, invitation: Invitation) -> Row:
        """An event that is not on record: a new interview, or the day of one that had none."""
        program = self._program(invitation)
        when = span(self.work, invitation, program.timezone, self.zone)
        columns = _columns(when, invitation)
        for other in self.work.store.table(Interview).list(program_id=program.id):
            if other.status not in CALLED_OFF and _is_same_day(other, when):
                if other.ics_uid is not None:
                    return _row(invitation, "same", other.ref, program.name, "")
                kept = _missing(other, columns) | {"status": "scheduled"}
                return self._update(other, program, invitation, kept)
        own = OWN.fullmatch(invitation.uid or "")
        status = "invited" if own and invitation.status == "TENTATIVE" else "scheduled"
        note = None if own else invitation_people.note(self.work, invitation)
        interview = self.change.table(Interview).insert(
            Interview(**columns, program_id=program.id, status=status, note=note)
        )
        for contact in self.work.store.table(Contact).list(program_id=program.id):
            contacts.always_met(self.work.store, self.change, contact)
        people = self._meet(interview, program, invitation)
        self._tell(interview, program, invitation)
        shown = f"{interview.starts_at} {interview.timezone}"
        difference = "; ".join([shown, *people])
        return _row(invitation, "added", interview.ref, program.name, difference)

    def _meet(self, interview: Interview, program: Program, invitation: Invitation) -> list[str]:
        made, notices = invitation_people.meet(
            self.work, self.change, interview, program, invitation
        )
        self.notices += notices
        return made

    def _tell(self, interview: Interview, program: Program, invitation: Invitation) -> None:
        """What the person should look at: another season, the past, what clashes, a series."""
        from datetime import date

        starts = interview.starts_at or ""
        facts = {"ref": interview.ref, "program": program.name}
        season = self.work.season
        if not date(season - 1, 6, 1) <= moments.day_of(starts) <= date(season, 7, 31):
            self.notices.append(
                Notice("invitation-season", day=starts[:10], season=season, **facts)
            )
        elif moments.is_over(starts, interview.ends_at, interview.timezone or "", self.work.now):
            self.notices.append(Notice("invitation-past", day=starts[:10], **facts))
        else:
            self.notices += interviews.conflicts(self.work, interview)
        if invitation.recurs:
            self.notices.append(Notice("invitation-series", day=starts[:10], **facts))

    def _of(self, interview: Interview) -> Program:
        return find.of_kind(self.work.store, f"p{interview.program_id}", Program, "program")

    def _program(self, invitation: Invitation) -> Program:
        """The program of an event: the named one, else the only one that its words fit."""
        from fmgtrack.rules.proposing import propose

        if self.program is not None:
            return self.program
        organiser = invitation.organiser
        address = (organiser and organiser.address) or ""
        keys = propose(
            (invitation.summary, organiser.name if organiser else ""),
            address.rpartition("@")[2],
            (invitation.place, invitation.description),
            self.named,
        )
        if len(keys) != 1:
            names = {one.key: one.name for one in self.named}
            raise NeedsProgramError(invitation, [(f"p{key}", names[key]) for key in keys[:10]])
        return find.of_kind(self.work.store, f"p{keys[0]}", Program, "program")


def _is_own(known: Interview, invitation: Invitation) -> bool:
    """Whether an event was written from this very interview."""
    own = OWN.fullmatch(invitation.uid or "")
    return own is not None and own[2] == known.uid


def _named(work: Work) -> list[Named]:
    from fmgtrack.rules.matching import Named
    from fmgtrack.store.programs import names

    return [
        Named(
            key=row["id"],
            name=row["name"],
            institution=row["institution"] or "",
            also=tuple(row[key] for key in ("specialty", "city", "state") if row[key]),
        )
        for row in names(work.store)
    ]


def _is_same_day(other: Interview, when: Span) -> bool:
    """Whether an interview on record is the one of an event: the same moment, or still open."""
    if other.starts_at is None:
        return other.status in ("invited", "waitlisted") and other.ics_uid is None
    if not moments.has_clock(other.starts_at) or not moments.has_clock(when.starts_at):
        return moments.day_of(other.starts_at) == moments.day_of(when.starts_at)
    begins = moments.moment(other.starts_at, other.timezone or "UTC")
    return begins == moments.moment(when.starts_at, when.timezone)


def _missing(other: Interview, columns: dict[str, Any]) -> dict[str, Any]:
    """What an event adds to the interview that was on record before it; what is there stays."""
    there = [key for key in ("place", "format", "ends_at") if getattr(other, key)]
    if other.starts_at and moments.has_clock(other.starts_at):
        there += ["starts_at", "timezone"]
        if other.timezone != columns["timezone"]:
            there.append("ends_at")
    return {key: value for key, value in columns.items() if key not in there}


def _columns(when: Span, invitation: Invitation) -> dict[str, Any]:
    """What an event says of an interview; a place or format that it does not name is left out."""
    columns: dict[str, Any] = {
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
        "timezone": when.timezone,
        "ics_uid": _key(invitation),
        "ics_sequence": invitation.sequence,
    }
    if place := _place(invitation):
        columns["place"] = place
    if invitation.link:
        columns["format"] = "virtual"
    elif invitation.own_format in FORMATS:
        columns["format"] = invitation.own_format
    return columns


def _place(invitation: Invitation) -> str | None:
    """The place, and the link of the meeting unless the place has it."""
    place, link = invitation.place[:LONGEST_PLACE], invitation.link
    if not link or link in place:
        return place or None
    if not place or re.search(r"https?://", place):
        return link
    return f"{place}, {link}"
