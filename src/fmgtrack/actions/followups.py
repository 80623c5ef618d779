"""What was remembered of a meeting, and what became of its mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.actions.rehearsal import rehearse
from fmgtrack.errors import AmbiguousError, InvalidError, RefusedError, UsageError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Notice
from fmgtrack.records.words import SETTINGS
from fmgtrack.rules.followups import TO_DO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.records.spec import Record
    from fmgtrack.store.history import Change


def note(work: Work, text_ref: str, text: str | None, ask: str | None) -> Changed:
    """Write something down: on a follow-up for its mail, on a record for oneself alone.

    Raises:
        UsageError: there is neither a text nor a question, or a question has no follow-up.
    """
    said = fields.line(text or "", "note")
    question = fields.line(ask or "", "question")
    if not said and not question:
        raise UsageError("there is nothing to note", "type the text after the ref")
    with work.store.change() as change:
        record = noted_on(work, text_ref)
        if isinstance(record, Meeting):
            change.title, notices = remember(work, change, record, said, question)
        else:
            if question:
                raise UsageError(
                    f"`--ask` belongs to a follow-up, {record.ref} is a {find.kind_of(record)}",
                    "`fmgtrack followups --all` lists the refs of follow-ups",
                )
            change.title, notices = _private(change, record, text or "")
    return Changed("note", (record.ref,), change.title, notices)


def rehearsed(work: Work, text_ref: str, text: str) -> tuple[Notice, ...]:
    """What there would be to say of a note for a mail, without writing it; nothing for others."""
    record = noted_on(work, text_ref)
    said = fields.line(text, "note")
    if not isinstance(record, Meeting) or not said:
        return ()
    return rehearse(work, lambda change: remember(work, change, record, said, None)[1])


def noted_on(work: Work, text_ref: str) -> Record:
    """The record that a note goes to: of a person who has just one follow-up, that.

    Raises:
        AmbiguousError: the person has several.
    """
    record = find.anything(work.store, text_ref)
    if not isinstance(record, Contact):
        return record
    meetings = work.store.table(Meeting).list(contact_id=record.id)
    if len(meetings) > 1:
        named = [(meeting.ref, record.full_name) for meeting in meetings]
        raise AmbiguousError("follow-up", record.full_name, named)
    return meetings[0] if meetings else record


def remember(
    work: Work, change: Change, meeting: Meeting, said: str | None, question: str | None
) -> tuple[str, tuple[Notice, ...]]:
    """Add what was talked about, or is still to be asked, within a change.

    Gives what was done in a line, and what to tell: the sentence of the mail, what reads oddly.
    """
    columns: dict[str, Any] = {}
    if said:
        columns["talked_about"] = fields.added(meeting.talked_about, said)
    if question:
        columns["to_ask"] = fields.added(meeting.to_ask, question)
    after = change.table(Meeting).update(meeting, **columns)
    contact = work.store.table(Contact).get(meeting.contact_id)
    who = contact.full_name if contact else ""
    notices: list[Notice] = []
    if said:
        from fmgtrack.actions.drafts import echo
        from fmgtrack.rules.phrases import odd

        sentence = echo(work, after, said)
        if sentence:
            notices.append(Notice("sentence", ref=meeting.ref, sentence=sentence))
        if why := odd(said):
            notices.append(Notice("odd-phrase", ref=meeting.ref, why=why))
        elif meeting.talked_about:
            notices.append(Notice("added-to", ref=meeting.ref))
        if meeting.setting is None:
            notices.append(Notice("not-met", ref=meeting.ref))
    if after.sent_on:
        notices.append(Notice("already-sent", ref=meeting.ref, on=after.sent_on))
    return f"noted on {meeting.ref} ({who}): {said or question}", tuple(notices)


def _private(change: Change, record: Record, text: str) -> tuple[str, tuple[Notice, ...]]:
    said = fields.prose(text, "note")
    if not isinstance(record, (Program, Interview, Contact)):
        raise RefusedError(
            f"{record.ref} takes no note", "name a program, a contact, an interview or a follow-up"
        )
    table = change.table(type(record))
    table.update(record, note=fields.added(record.note, said or ""))
    return f"noted on {record.ref}, for you alone", ()


def mark(
    work: Work, texts: tuple[str, ...], what: str, *, on: str | None = None, why: str | None = None
) -> Changed:
    """Record what became of follow-ups: `sent`, `replied` or `skipped`.

    Args:
        work: the open record.
        texts: refs of follow-ups, or programs (all that is to do there).
        what: the state they come to.
        on: the day, as typed; today when not given.
        why: the reason of a skip.

    Raises:
        RefusedError: there is nothing to mark, or an interview is not over.
    """
    day = _day(work, on)
    with work.store.change() as change:
        rows = _targets(work, texts, what)
        notices: list[Notice] = []
        if what == "sent":
            rows, notices = _leave_out(work, texts, rows)
        done: list[str] = []
        for row in rows:
            meeting = find.of_kind(work.store, row["ref"], Meeting, "follow-up")
            already = getattr(meeting, f"{what}_on")
            if already == day.isoformat():
                notices.append(Notice("already", ref=row["ref"], what=what, on=already))
                continue
            before = row["interviewed_on"] and day.isoformat() < row["interviewed_on"]
            # today is never too early: the program's calendar may be a day ahead of the person's
            if before and what != "skipped" and day < work.today:
                raise InvalidError(
                    f"{row['ref']} belongs to a day after {day}, {row['interviewed_on']}",
                    "`--on` takes the day it was done",
                )
            if what == "sent":
                notices += _held(work, meeting)
            _mark_one(work, change, meeting, what, day, why)
            done.append(row["ref"])
        change.title = f"marked {', '.join(done)} {what} on {day.isoformat()}"
    if not done:
        raise RefusedError(f"{rows[0]['ref']} is marked {what} on {day} already", "nothing to do")
    return Changed(what, tuple(done), change.title, tuple(notices))


def _leave_out(
    work: Work, texts: tuple[str, ...], rows: list[Row]
) -> tuple[list[Row], list[Notice]]:
    """Keep of a range only whose mail may have gone: neither held back nor owed to nobody.

    Raises:
        RefusedError: nothing is kept.
    """
    swept = find.swept(work.store, texts)
    why = {row["ref"]: _not_to_go(work, row) for row in rows if row["ref"] in swept}
    left = {ref: reason for ref, reason in why.items() if reason}
    kept = [row for row in rows if row["ref"] not in left]
    if not left:
        return kept, []
    named = ", ".join(f"{ref} ({reason})" for ref, reason in left.items())
    first = next(iter(left))
    if not kept:
        raise RefusedError(
            f"none of them is to be marked sent: {named}",
            f"`fmgtrack sent {first}` marks one all the same",
        )
    return kept, [Notice("left-out", named=named, ref=first)]


def _not_to_go(work: Work, row: Row) -> str:
    """Why a mail cannot have gone as it stands: empty when it can, or was said to be sent."""
    if row["state"] in ("not-owed", "withheld", "skipped"):
        return str(row["state"]).replace("-", " ")
    if row["state"] not in TO_DO:
        return ""
    return _blocking(work, find.of_kind(work.store, row["ref"], Meeting, "follow-up"))


def _held(work: Work, meeting: Meeting) -> list[Notice]:
    """What holds back a draft that is marked as sent: too late, but to be known."""
    codes = _blocking(work, meeting)
    return [Notice("sent-though-held", ref=meeting.ref, codes=codes)] if codes else []


def _blocking(work: Work, meeting: Meeting) -> str:
    """The codes of what holds back a draft, as one text."""
    from fmgtrack.actions.thanks import desk_of

    checks = desk_of(work, meeting).checks(meeting.ref)
    return ", ".join(check.code for check in checks if check.blocking)


def _day(work: Work, text: str | None) -> date:
    if text is None:
        return work.today
    from fmgtrack.rules.when import read_day

    return read_day(text, work.reading(), past=True)


def _targets(work: Work, texts: tuple[str, ...], what: str) -> list[Row]:
    from fmgtrack.store import followups

    meetings, programs = find.follow_ups(work.store, texts)
    rows: list[Row] = []
    if meetings:
        named = followups.rows(
            work.store, work.now, work.settings, meeting_ids=tuple(m.id for m in meetings)
        )
        early = [row for row in named if row["state"] == "scheduled"]
        if early and what != "skipped":
            raise RefusedError(
                f"{early[0]['ref']} belongs to {early[0]['interview']['ref']}, which is not over",
                f"`fmgtrack show {early[0]['interview']['ref']}` shows its day",
            )
        rows += named
    wanted = ("sent",) if what == "replied" else TO_DO
    for program in programs:
        there = followups.rows(work.store, work.now, work.settings, program_id=program.id)
        fitting = [row for row in there if row["state"] in wanted]
        if not fitting:
            raise RefusedError(
                f"nothing at {program.name} waits to be marked {what}",
                f"`fmgtrack followups --all --program {program.ref}` lists them",
            )
        rows += [row for row in fitting if row["ref"] not in {other["ref"] for other in rows}]
    return rows


def _mark_one(  # noqa: PLR0913, PLR0917  one mark
    work: Work, change: Change, meeting: Meeting, what: str, day: date, why: str | None
) -> None:
    columns: dict[str, Any] = {f"{what}_on": day.isoformat()}
    if what == "skipped":
        columns["skip_reason"] = fields.line(why or "", "reason")
    if what == "sent":
        from fmgtrack.actions.drafts import freeze

        freeze(work, change, meeting, day)
    change.table(Meeting).update(meeting, **columns)


def change_meeting(
    work: Work, change: Change, meeting: Meeting, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a follow-up: `setting`, `about`, `ask`, `without`.

    `about` and `ask` replace what was noted; an empty text takes it away.
    """
    columns: dict[str, Any] = {}
    if (text := fields.one(values, "setting")) is not None:
        from fmgtrack.rules.people import read_setting

        none = text.strip().lower() in ("", "none")
        columns["setting"] = None if none else read_setting(text)
    for option, column in (("about", "talked_about"), ("ask", "to_ask")):
        texts = fields.many(values, option)
        if texts:
            lines = [fields.line(part, option) for text in texts for part in text.split("\n")]
            columns[column] = "\n".join(part for part in lines if part) or None
    if columns.get("setting", meeting.setting) not in (*SETTINGS, None):
        raise KeyError("setting")
    after = change.table(Meeting).update(meeting, **columns)
    if columns.get("talked_about"):
        from fmgtrack.actions.drafts import echo
        from fmgtrack.rules.phrases import odd

        sentence = echo(work, after, str(after.talked_about).split("\n")[0])
        told = [Notice("sentence", ref=meeting.ref, sentence=sentence)] if sentence else []
        told.extend(
            Notice("odd-phrase", ref=meeting.ref, why=why)
            for line in str(after.talked_about).split("\n")
            if (why := odd(line))
        )
        return tuple(told)
    return ()
