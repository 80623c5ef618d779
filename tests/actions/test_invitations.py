"""Invitations become interviews, move them and call them off; our own calendar comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.actions import calendars, interviews, invitations, journal, programs
from fmgtrack.actions.records import edit
from fmgtrack.errors import ImportFailedError
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.rules import moments
from fmgtrack.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Notice, Row

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ics"
Taken = tuple[list["Row"], dict[str, int], tuple["Notice", ...]]


@pytest.fixture
def desk(work: Work) -> Work:
    """Three programs on record, two of them alike in place."""
    for name, state, more in (
        ("Henry Ford Hospital", "MI", {"specialty": "Internal Medicine"}),
        ("Mayo Clinic", "MN", {}),
        ("Detroit Medical Center", "MI", {"city": "Detroit"}),
    ):
        programs.add_program(work, {"name": name, "state": state} | more)
    return work


@pytest.fixture
def take(desk: Work) -> Callable[..., Taken]:
    """Take a fixture or the bytes of a calendar in."""

    def call(
        file: str | bytes, *, zone: str | None = None, program: str | None = None, at: Work = desk
    ) -> Taken:
        data = (FIXTURES / f"{file}.ics").read_bytes() if isinstance(file, str) else file
        with at.store.change("imported") as change:
            return invitations.take_in(at, change, data, "x.ics", zone=zone, program=program)

    return call


@pytest.fixture
def only(desk: Work) -> Callable[[], Interview]:
    def call() -> Interview:
        (interview,) = desk.store.table(Interview).list()
        return interview

    return call


def event(*lines: str, uid: str = "u1", method: str = "REQUEST") -> bytes:
    """A calendar of one event at the Mayo Clinic, with more lines."""
    head = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{uid}"]
    body = ["SUMMARY:Mayo Clinic interview", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join([*head, *body]).encode()


START = "DTSTART;TZID=America/Chicago:20261208T090000"


def codes(taken: Taken) -> list[str]:
    return [notice.code for notice in taken[2]]


def test_an_outlook_request_becomes_an_interview(
    desk: Work, take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    rows, counts, _ = take("outlook_request")

    assert counts == {"added": 1, "changed": 0, "same": 0, "skipped": 0}
    assert rows[0]["ref"] == "i1"
    interview = only()
    assert (interview.program_id, interview.status) == (1, "scheduled")
    assert (interview.starts_at, interview.ends_at) == ("2026-12-08 08:30", "2026-12-08 15:00")
    assert interview.timezone == "America/New_York"
    assert interview.format == "virtual"
    assert interview.place is not None
    assert "https://teams.microsoft.com/l/meetup-join/" in interview.place
    assert interview.note is not None
    assert "your interview is confirmed" in interview.note
    assert "im-residency@henryford.example.org" in interview.note
    people = {(one.title, one.name, one.role) for one in desk.store.table(Contact).list()}
    assert people == {("Dr.", "Wei Chen", "faculty"), (None, "Dana Moreau", "coordinator")}
    settings = [one.setting for one in desk.store.table(Meeting).list(interview_id=1)]
    assert settings == ["formal", None]


def test_the_same_once_more_changes_nothing(
    desk: Work, take: Callable[..., Taken], content: Callable[..., dict[str, Any]]
) -> None:
    take("outlook_request")
    before = content(desk)

    _, counts, _ = take("outlook_request")

    assert counts["same"] == 1
    assert content(desk) == before


def test_an_update_moves_the_interview_and_an_older_one_does_not(
    desk: Work, take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    take("outlook_request")

    rows, counts, _ = take("outlook_update")

    assert counts["changed"] == 1
    assert "starts at: 2026-12-08 08:30 -> 2026-12-10 08:30" in rows[0]["change"]
    assert only().starts_at == "2026-12-10 08:30"
    assert only().ics_sequence == 2
    listed = journal.listing(desk, "i1", last=None).rows
    assert len(listed) == 2

    _, counts, _ = take("outlook_request")
    assert counts["same"] == 1
    assert only().starts_at == "2026-12-10 08:30"


def test_what_the_person_said_of_people_outlives_an_update(
    desk: Work, take: Callable[..., Taken]
) -> None:
    take("outlook_request")
    edit(desk, "c1", {"role": "chair", "name": "Wei X. Chen"})
    edit(desk, "f1", {"setting": "tour"})

    take("outlook_update")

    people = {(one.name, one.role) for one in desk.store.table(Contact).list()}
    assert people == {("Wei X. Chen", "chair"), ("Dana Moreau", "coordinator")}
    assert [one.setting for one in desk.store.table(Meeting).list()] == ["tour", None]


def test_a_cancellation_calls_it_off_and_stays(
    take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    take("outlook_request")

    _, counts, _ = take("outlook_cancel")

    assert counts["changed"] == 1
    assert only().status == "cancelled"
    assert take("outlook_cancel")[1]["same"] == 1
    assert take("outlook_update")[1]["same"] == 1
    assert only().status == "cancelled"


def test_an_old_cancellation_calls_nothing_off(
    take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    take(event(START, "SEQUENCE:4"))

    take(event(START, "SEQUENCE:3", method="CANCEL"))

    assert only().status == "scheduled"


def test_a_day_that_is_over_is_not_called_off(
    take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    past = "DTSTART;TZID=America/Chicago:20261123T090000"
    assert codes(take(event(past))) == ["invitation-past"]

    taken = take(event(past, "SEQUENCE:1", method="CANCEL"))

    assert codes(taken) == ["invitation-over"]
    assert only().status == "scheduled"


@pytest.mark.parametrize("method", ["CANCEL", "REPLY", "COUNTER", "REFRESH"])
def test_what_is_no_invitation_is_skipped(
    desk: Work, take: Callable[..., Taken], method: str
) -> None:
    taken = take(event(START, method=method))

    assert taken[1]["skipped"] == 1
    assert codes(taken) == ["invitation-skipped"]
    assert not desk.store.table(Interview).list()


@pytest.mark.parametrize(
    ("line", "wall", "zone"),
    [
        ("DTSTART;TZID=Central Standard Time:20261208T090000", "09:00", "America/Chicago"),
        ("DTSTART;TZID=/freeassociation/America/Chicago:20261208T090000", "09:00", None),
        ("DTSTART;TZID=Pacific Standard Time:20261208T090000", "09:00", "America/Los_Angeles"),
        ("DTSTART:20261208T150000Z", "09:00", None),
        ("DTSTART;TZID=tzone://Microsoft/Utc:20261208T150000", "09:00", None),
        ("DTSTART;TZID=UTC:20261208T150000", "09:00", None),
        ("DTSTART;TZID=GMT Standard Time:20261208T150000", "15:00", "Europe/London"),
        ("DTSTART;TZID=CT:20261208T090000", "09:00", None),
    ],
)
def test_every_way_to_say_a_zone(
    take: Callable[..., Taken],
    only: Callable[[], Interview],
    line: str,
    wall: str,
    zone: str | None,
) -> None:
    take(event(line))

    assert only().starts_at == f"2026-12-08 {wall}"
    assert only().timezone == (zone or "America/Chicago")


@pytest.mark.parametrize(
    ("name", "starts_at", "ends_at"),
    [
        ("exchange_display_zone", "2026-12-01 08:00", "2026-12-02 12:00"),
        ("exchange_custom_zone", "2026-12-03 09:00", "2026-12-03 10:00"),
        ("google", "2026-12-09 09:00", "2026-12-09 14:00"),
        ("zoom", "2026-12-16 13:00", "2026-12-16 14:00"),
    ],
)
def test_files_of_other_programs_are_taken_in(
    take: Callable[..., Taken],
    only: Callable[[], Interview],
    name: str,
    starts_at: str,
    ends_at: str,
) -> None:
    take(name)

    assert only().program_id == 2
    assert (only().starts_at, only().ends_at) == (starts_at, ends_at)
    assert only().timezone == "America/Chicago"


def test_a_custom_zone_that_is_not_the_programs_keeps_its_moment(
    take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    take("exchange_custom_zone", program="Henry Ford")

    assert only().starts_at == "2026-12-03 10:00"
    assert only().timezone == "America/Detroit"


@pytest.mark.parametrize(
    ("name", "why", "starts_at", "ends_at"),
    [
        ("apple_floating", "has a time without a zone", "2026-12-11 09:00", "2026-12-11 16:00"),
        ("apple_all_day", "names a day without a time and zone", "2026-12-14", "2026-12-15"),
    ],
)
def test_a_time_without_a_zone_is_a_question(  # noqa: PLR0917  a file, and what becomes of it
    take: Callable[..., Taken],
    only: Callable[[], Interview],
    name: str,
    why: str,
    starts_at: str,
    ends_at: str,
) -> None:
    with pytest.raises(invitations.NeedsZoneError) as raised:
        take(name)
    assert raised.value.message == f"event 1 `Henry Ford interview` {why}"
    assert "`--zone America/Detroit`" in raised.value.hint

    take(name, zone="ET")
    assert (only().starts_at, only().ends_at) == (starts_at, ends_at)
    assert only().timezone == "America/New_York"


def test_a_zone_nobody_knows_is_a_question(take: Callable[..., Taken]) -> None:
    with pytest.raises(invitations.NeedsZoneError, match="not known, `Planet X`"):
        take(event("DTSTART;TZID=Planet X:20261208T090000"))


def test_a_typed_zone_never_moves_a_time_that_has_one(
    take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    take(event(START), zone="PT")

    assert only().timezone == "America/Chicago"


def test_several_events_a_series_and_another_season(desk: Work, take: Callable[..., Taken]) -> None:
    taken = take("several")

    assert [row["what"] for row in taken[0]] == ["added", "skipped", "skipped", "added"]
    assert codes(taken) == [
        "by-night",
        "invitation-series",
        "invitation-no-start",
        "invitation-season",
        "invitation-skipped",
    ]
    first, second = desk.store.table(Interview).list()
    assert (first.place, first.format) == ("https://thalamusgme.com/interview/room/17", "virtual")
    assert second.starts_at == "2025-11-17 08:00"


def test_one_day_of_a_series_moves_nothing_else(take: Callable[..., Taken], desk: Work) -> None:
    take("several")

    moved = (
        "RECURRENCE-ID;TZID=America/Detroit:20261231T080000",
        "DTSTART;TZID=America/Detroit:20261231T110000",
        "SEQUENCE:5",
    )
    _, counts, _ = take(event(*moved, uid="sched-1@example.org"))

    assert counts["added"] == 1
    assert desk.store.table(Interview).list()[0].starts_at == "2026-12-17 08:00"


@pytest.mark.parametrize(
    ("summary", "message", "candidates"),
    [
        ("Dentist", "event 1 `Dentist` fits no program on record", []),
        ("Henry Ford and Mayo Clinic", "event 1 `Henry Ford and Mayo Clinic` fits", []),
        (
            "Mayo Clinic | Henry Ford Hospital",
            "event 1 `Mayo Clinic | Henry Ford Hospital` fits more than one program",
            ["p1", "p2"],
        ),
    ],
)
def test_a_program_in_doubt_is_a_question(
    take: Callable[..., Taken], summary: str, message: str, candidates: list[str]
) -> None:
    data = event(START).replace(b"Mayo Clinic interview", summary.encode())

    with pytest.raises(invitations.NeedsProgramError) as raised:
        take(data)
    assert raised.value.message.startswith(message)
    assert "`--program`" in raised.value.hint
    assert {ref for ref, _ in raised.value.candidates} >= set(candidates)

    assert take(data, program="Mayo")[1]["added"] == 1


def test_an_error_leaves_nothing_behind(
    desk: Work, take: Callable[..., Taken], content: Callable[..., dict[str, Any]]
) -> None:
    before = content(desk)
    two = event(START).replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261208T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )

    with pytest.raises(invitations.NeedsProgramError):
        take(two)
    assert content(desk) == before


def test_an_invitation_gives_the_day_to_what_waits_for_one(
    desk: Work, take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    interviews.add_interview(desk, "p2", {"status": "invited", "note": "mine"})

    rows, counts, _ = take(event(START))

    assert counts["changed"] == 1
    assert "status: invited -> scheduled" in rows[0]["change"]
    assert (only().starts_at, only().note, only().ics_uid) == ("2026-12-08 09:00", "mine", "u1")


def test_an_interview_that_was_typed_is_not_doubled_and_keeps_what_was_said(
    take: Callable[..., Taken], only: Callable[[], Interview], desk: Work
) -> None:
    interviews.add_interview(
        desk, "p2", {"when": "8 Dec 2026 10:00", "zone": "ET", "place": "by video"}
    )

    _, counts, _ = take(event(START, "LOCATION:https://zoom.us/j/1"))

    assert counts["changed"] == 1
    assert (only().starts_at, only().timezone) == ("2026-12-08 10:00", "America/New_York")
    assert (only().place, only().format) == ("by video", "virtual")
    assert take(event(START))[1]["same"] == 1


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('ATTENDEE;CN="Chen, Wei, MD":mailto:w@example.org', "Wei Chen"),
        ("ATTENDEE;CN=Dr. Wei Chen (she/her):mailto:w@example.org", "Wei Chen"),
        ("ATTENDEE;CN=Wei Chen:invalid:nomail", "Wei Chen"),
        ("ATTENDEE;CUTYPE=ROOM;CN=Wei Chen:mailto:r@example.org", None),
        ("ATTENDEE;CN=Sana Mirza:mailto:x@example.org", None),
        ('ATTENDEE;CN="Mirza, Sana":mailto:x@example.org', None),
        ("ATTENDEE;CN=w@example.org:mailto:w@example.org", None),
        ("ATTENDEE;CN=Residency Office:mailto:w@example.org", None),
        ("ATTENDEE:mailto:w@example.org", None),
        ("ORGANIZER;CN=Wei Chen:mailto:w@example.org", None),
        ("ATTENDEE;CN=\x07<>:mailto:w@example.org", None),
    ],
)
def test_who_becomes_a_person_met(
    desk: Work, take: Callable[..., Taken], line: str, name: str | None
) -> None:
    take(event(START, line))

    assert [one.name for one in desk.store.table(Contact).list()] == ([name] if name else [])


def test_a_crowd_stays_in_the_note(
    desk: Work, take: Callable[..., Taken], only: Callable[[], Interview]
) -> None:
    crowd = [f"ATTENDEE;CN=Guest Number{n:03}x:mailto:g{n}@example.org" for n in range(400)]

    taken = take(event(START, *crowd))

    assert codes(taken) == ["invitation-crowd"]
    assert not desk.store.table(Contact).list()
    assert only().note is not None
    assert "Guest Number003x" in (only().note or "")
    assert len(only().note or "") < 9_000


def test_a_file_that_is_none_is_one_sentence(take: Callable[..., Taken]) -> None:
    with pytest.raises(ImportFailedError, match="is no calendar"):
        take(b"hello")


def test_our_own_calendar_comes_back_as_the_same_interviews(
    desk: Work, take: Callable[..., Taken], tmp_path: Path
) -> None:
    given: tuple[tuple[str, dict[str, str | tuple[str, ...]]], ...] = (
        (
            "p1",
            {"when": "8 Dec 2026 8:30", "until": "15:00", "format": "virtual", "note": "secret"},
        ),
        ("p2", {"when": "10 Dec 2026", "until": "11 Dec 2026", "place": "Rochester, MN"}),
        ("p3", {"when": "23 Nov 2026 9:00", "with": ("Dr. Wei Chen",)}),
        ("p3", {"when": "15 Jan 2027 9:00", "status": "cancelled"}),
        ("p2", {"when": "12 Jan 2027 9:00", "status": "invited"}),
    )
    for ref, values in given:
        interviews.add_interview(desk, ref, values)
    calendars.write(desk, str(tmp_path / "own.ics"), only=None, may_replace=False)
    data = (tmp_path / "own.ics").read_bytes()
    other = Store(str(tmp_path / "other.db"), at="2026-11-25T15:00:00Z")
    empty = desk.but(store=other)
    with other.change("programs") as change:
        for program in desk.store.table(Program).list():
            change.table(Program).insert(replace(program, id=0, uid=""))

    _, counts, _ = take(data, at=empty)

    assert counts["added"] == 4
    assert _shape(empty) == [one for one in _shape(desk) if one[1] != "cancelled"]
    assert take(data, at=empty)[1] == counts | {"added": 0, "same": 4}
    assert take(data)[1] == counts | {"added": 0, "same": 5, "skipped": counts["skipped"] - 1}
    other.close()


def test_our_own_calendar_moves_no_invitation(
    desk: Work,
    take: Callable[..., Taken],
    tmp_path: Path,
    content: Callable[..., dict[str, Any]],
) -> None:
    take("outlook_request")
    edit(desk, "i1", {"place": "by video"})
    calendars.write(desk, str(tmp_path / "own.ics"), only="interviews", may_replace=False)
    edit(desk, "i1", {"when": "9 Dec 2026 9:00"})
    before = content(desk)

    _, counts, _ = take((tmp_path / "own.ics").read_bytes())

    assert counts["same"] == 1
    assert content(desk) == before


def _shape(work: Work) -> list[tuple[Any, ...]]:
    return sorted(
        (
            one.program_id,
            one.status,
            one.starts_at,
            moments.ends(one.starts_at or "", one.ends_at),
            one.timezone,
            one.format,
            one.place,
        )
        for one in work.store.table(Interview).list()
    )
