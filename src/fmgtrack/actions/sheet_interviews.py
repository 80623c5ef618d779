"""Interviews in a table: each row one of them, or columns of a table of programs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import contacts, interviews
from fmgtrack.actions.sheet_cells import (
    ADDED,
    CHANGED,
    CellError,
    Taken,
    cell,
    difference,
    more_lines,
)
from fmgtrack.actions.sheet_people import program_of, read_person
from fmgtrack.errors import InvalidError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.words import ALWAYS_THANKED, CALLED_OFF, INTERVIEW_STATUSES
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.sheet_cells import Desk
    from fmgtrack.exchange.columns import Entry
    from fmgtrack.exchange.days import Span, Spans
    from fmgtrack.records.program import Program

STATUSES = {
    **{status: status for status in INTERVIEW_STATUSES},
    **dict.fromkeys(("completed", "done", "attended", "confirmed", "accepted"), "scheduled"),
    **dict.fromkeys(("waitlist", "wl"), "waitlisted"),
    **dict.fromkeys(("invite", "invitation"), "invited"),
    "canceled": "cancelled",
}
"""Words for what became of an invitation, in a cell beside a date or in place of one."""

FORMATS = {
    **dict.fromkeys(("virtual", "virtually", "zoom", "online", "teams", "webex"), "virtual"),
    **dict.fromkeys(("video", "thalamus", "remote"), "virtual"),
    **dict.fromkeys(("in person", "in-person", "onsite", "on-site", "person"), "in-person"),
    **dict.fromkeys(("phone", "telephone", "call"), "phone"),
}
"""Words for the format of an interview."""


class InterviewRows:
    """Takes in a table of interviews, a row at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def take(self, entry: Entry) -> Taken:
        """Take one row in.

        Raises:
            CellError: the day, the program or another cell cannot be read.
        """
        program = program_of(self.desk, entry)
        values, kept = self._values(entry)
        taken = Taken(None, program.name)
        spans = self._spans(entry)
        if not spans and values.get("status", "scheduled") == "scheduled":
            raise CellError(entry.number, entry.label("starts_at"), "there is no day", "write it")
        if kept:
            values["note"] = "\n".join(kept)
        days: list[Span | None] = [*spans] or [None]
        for span in days:
            if span is not None and span.until:
                values.pop("until", None)
            with cell(entry, "starts_at"):
                interview = settle(self.desk, program, span, values, taken)
            taken.ref = taken.ref or (interview.ref if taken.what != ADDED else None)
            with cell(entry, "met"):
                self._meet(entry, program, interview, taken)
        return taken

    def _spans(self, entry: Entry) -> list[Span]:
        spans: list[Span] = []
        cells = entry.values.get("starts_at", ())
        for label, text in cells:
            found = read_days(self.desk, entry, label, text, entry.text("time"))
            words = [word for word in found.words if word.casefold() not in {**STATUSES, **FORMATS}]
            if words or not found.spans:
                raise CellError(
                    entry.number,
                    label,
                    f"`{text}` is not understood as a date",
                    "write it like `24 Nov 2026 9:00`",
                )
            spans += found.spans
        return spans

    def _values(self, entry: Entry) -> tuple[dict[str, str], list[str]]:
        kept = [f"{label}: {text}" for label, text in entry.extras]
        if note := entry.text("note"):
            kept.insert(0, note)
        values = {
            field: entry.text(field)
            for field in ("place", "highlight", "respond_by")
            if entry.text(field)
        }
        if zone := entry.text("timezone"):
            values["zone"] = zone
        for field, words in (("status", STATUSES), ("format", FORMATS)):
            if text := entry.text(field):
                if word := words.get(text.casefold()):
                    values[field] = word
                else:
                    kept.append(f"{entry.label(field)}: {text}")
        if ends := entry.text("ends_at"):
            values["until"] = self._end(entry, ends)
        return values, kept

    def _end(self, entry: Entry, text: str) -> str:
        """The end as a text for `--until`: a time alone is left as it is."""
        from fmgtrack.exchange.days import has_days

        if not has_days(text):
            return text
        label = entry.label("ends_at")
        spans = read_days(self.desk, entry, label, text).spans
        return spans[0].start

    def _meet(self, entry: Entry, program: Program, interview: Interview, taken: Taken) -> None:
        """People named beside an interview; those on record for that day stay as they are."""
        store = self.desk.work.store
        names = entry.text("met").replace("\n", ";").split(";")
        for name in filter(None, map(str.strip, names)):
            person = read_person(name)
            known = contacts.of_name(store, program, person["name"], person.get("email"))
            day = {"interview_id": interview.id, "contact_id": known.id if known else 0}
            if not store.table(Meeting).list(**day):
                text = f'"{name}"' if "," in name and known is None else name
                text = known.ref if known else text
                interviews.meet(self.desk.work, self.desk.change, interview, program, text)
                taken.mark(ADDED, f"met {name}")


def read_days(desk: Desk, entry: Entry, label: str, text: str, time: str = "") -> Spans:
    """The days that a cell names, with the time of another cell where it names one day alone.

    Raises:
        CellError: a day can be read in two ways, is none, or is outside the season.
    """
    from fmgtrack.exchange.days import read_spans
    from fmgtrack.reference.places import zone_words
    from fmgtrack.rules.when_days import Around

    around = Around(desk.work.today, desk.work.season)
    try:
        found = read_spans(text, desk.order, zone_words(), around)
        if time and len(found.spans) == 1 and len(found.spans[0].start) == moments.DAY_LENGTH:
            found = read_spans(f"{text} {time}", desk.order, zone_words(), around)
    except InvalidError as error:
        raise CellError(entry.number, label, error.message, error.hint) from error
    for span in found.spans:
        _refuse_off_season(desk.work.season, entry, label, span.day)
    return found


def _refuse_off_season(season: int, entry: Entry, label: str, day: date) -> None:
    from fmgtrack.rules.when_days import Around, date_or_none, say_day

    if date(season - 1, 6, 1) <= day <= date(season, 7, 31):
        return
    fits = date_or_none(None, day.month, day.day, Around(day, season))
    other = day.year + (day.month >= 6)  # noqa: PLR2004  MyERAS opens in June
    raise CellError(
        entry.number,
        label,
        f"{say_day(day)} is outside the season {season}",
        f"`{fits}` would fit; `fmgtrack config season {other}` takes the season of that date",
    )


def settle(
    desk: Desk, program: Program, span: Span | None, values: dict[str, str], taken: Taken
) -> Interview:
    """Put an interview on record, or bring the one of that day up to date.

    Without a day it is met again by its status; an invitation that had no day gets it.
    """
    store = desk.work.store
    typed = dict(values)
    if span is not None:
        typed["when"] = span.start
        if span.until:
            typed["until"] = span.until
    if desk.asked.zone and not (span is not None and span.has_zone):
        typed.setdefault("zone", desk.asked.zone)
    columns, _ = interviews.read(desk.work, typed, program)
    known = _known(store.table(Interview).list(program_id=program.id), span)
    if known is not None:
        return _renewed(desk, known, columns, taken)
    columns.setdefault("status", "scheduled")
    made = desk.change.table(Interview).insert(Interview(**columns, program_id=program.id))
    if made.status not in CALLED_OFF:
        _always_met(desk, program)
    taken.mark(ADDED, f"interview {made.starts_at or made.status}")
    return made


def _always_met(desk: Desk, program: Program) -> None:
    for contact in desk.work.store.table(Contact).list(program_id=program.id):
        if contact.role in ALWAYS_THANKED:
            contacts.always_met(desk.work.store, desk.change, contact)


def _known(others: Iterable[Interview], span: Span | None) -> Interview | None:
    """The interview on record that is meant: that of the day, else one still without a day."""
    others = list(others)
    if span is None:
        return next(iter(others), None)
    for other in others:
        if other.starts_at and moments.day_of(other.starts_at) == span.day:
            return other
    return next(
        (o for o in others if not o.starts_at and o.status in ("invited", "waitlisted")), None
    )


def _renewed(desk: Desk, known: Interview, columns: dict[str, Any], taken: Taken) -> Interview:
    if known.starts_at is None and columns.get("starts_at"):
        columns.setdefault("status", "scheduled")
    if _says_less(known.starts_at, columns.get("starts_at")):
        del columns["starts_at"], columns["timezone"]
    if columns.get("note"):
        columns["note"] = more_lines(known.note, columns["note"])
    if columns.get("respond_by") and known.respond_by and known.respond_zone:
        by = moments.moment(columns["respond_by"], columns["respond_zone"])
        if by == moments.moment(known.respond_by, known.respond_zone):
            del columns["respond_by"], columns["respond_zone"]
    changed = {
        key: value
        for key, value in columns.items()
        if value is not None and value != getattr(known, key)
    }
    for key, value in changed.items():
        if key not in ("timezone", "respond_zone") or len(changed) == 1:
            taken.mark(CHANGED, f"{known.ref} {difference(key, getattr(known, key), value)}")
    return desk.change.table(Interview).update(known, **changed) if changed else known


def _says_less(old: str | None, new: str | None) -> bool:
    """Whether a new moment is only the day of the old one."""
    return bool(old and new and moments.has_clock(old) and old.startswith(new))
