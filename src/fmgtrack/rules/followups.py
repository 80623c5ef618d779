"""Who is owed a thank-you, in which window, and how each stands: product.md section 5.

Days are calendar days in the program's zone where it is known, else in the zone in which the
interview was said. Both ends of a window belong to it; weekends count. States are computed from
what the person said and are never stored.
"""

from __future__ import annotations

from fmgtrack.records.words import ALWAYS_THANKED, CALLED_OFF, OWED_SETTINGS, SILENT_POLICIES
from fmgtrack.rules import moments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any

STATES = (
    "scheduled",
    "open",
    "due",
    "overdue",
    "sent",
    "replied",
    "skipped",
    "withheld",
    "not-owed",
)
"""Every state of a follow-up."""

TO_DO = ("overdue", "due", "open")
"""States in which a mail is waiting to be written, most pressing first."""

THANKED = ("sent", "replied")
"""States in which the person has been thanked."""


def last_day(starts_at: str, ends_at: str | None, zone: str, program_zone: str | None) -> date:
    """The last day of an interview on the calendar of the program's zone."""
    if not moments.has_clock(ends_at or starts_at) or not program_zone or program_zone == zone:
        return moments.ends(starts_at, ends_at).date()
    end = moments.end_moment(starts_at, ends_at, zone, program_zone)
    return moments.in_zone(end, program_zone).date()


def window(day: date, due_from: int, due_by: int) -> tuple[date, date]:
    """First and last day on which the mail is due, counted in days from the last interview day."""
    from datetime import timedelta

    return day + timedelta(days=due_from), day + timedelta(days=due_by)


def is_owed(role: str, setting: str | None, *, remembered: bool) -> bool:
    """Whether a person is owed a thank-you for an interview that took place.

    Director and coordinator always, whoever was met formally or by correspondence, and any other
    person of whom something was remembered.
    """
    return role in ALWAYS_THANKED or setting in OWED_SETTINGS or remembered


def state(
    row: Mapping[str, Any], now: datetime, days: tuple[date, date] | None, *, over: bool
) -> str:
    """The state of one follow-up; the first that holds, in the order of product.md section 5.

    Args:
        row: `replied_on sent_on skipped_on policy status role setting talked_about to_ask zone`
            of the meeting, where `status` is the interview's and `zone` the one its window is
            counted in.
        now: an aware moment.
        days: the window, or None while the interview has no day.
        over: whether the interview is over.
    """
    for name, field in (("replied", "replied_on"), ("sent", "sent_on"), ("skipped", "skipped_on")):
        if row[field]:
            return name
    if row["policy"] in SILENT_POLICIES:
        return "withheld"
    remembered = bool(row["talked_about"] or row["to_ask"])
    if row["status"] in CALLED_OFF or not is_owed(
        row["role"], row["setting"], remembered=remembered
    ):
        return "not-owed"
    if days is None or not over or row["status"] != "scheduled":
        return "scheduled"
    today = moments.in_zone(now, row["zone"]).date()
    if today < days[0]:
        return "open"
    return "due" if today <= days[1] else "overdue"
