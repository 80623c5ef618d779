"""Interviews, the people of the day, and the follow-ups that come with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from fmgtrack.actions import contacts, followups, interviews, owed, records, rol
from fmgtrack.errors import (
    ConflictError,
    FmgtrackError,
    InvalidError,
    NotFoundError,
    UsageError,
    WhenError,
)
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program

    Make = Callable[..., Interview]
    MakeContact = Callable[..., Contact]
    States = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def program(make_program: Callable[..., Program]) -> Program:
    return make_program()


def notices(changed: object) -> list[str]:
    return [notice.code for notice in getattr(changed, "notices")]  # noqa: B009  any result


def met(work: Work, interview: str = "i1") -> dict[str, str | None]:
    """Who was met at an interview, and where."""
    number = int(interview[1:])
    found = {}
    for meeting in work.store.table(Meeting).list(interview_id=number):
        contact = work.store.table(Contact).get(meeting.contact_id)
        assert contact is not None
        found[contact.name] = meeting.setting
    return found


# the acceptance path


def test_the_acceptance_path(
    work: Work, make_contact: MakeContact, make_interview: Make, states: States
) -> None:
    make_contact("Dr. Ruth Okafor", role="program-director")
    make_contact("Kim Alder", role="coordinator")
    make_interview("Dr. Wei Chen, faculty, formal", "Dr. Ola Nilsen, resident, meal")
    rows = {row["contact"]["name"]: row for row in owed.listing(work).rows}
    assert set(rows) == {"Ruth Okafor", "Kim Alder", "Wei Chen"}
    assert {(r["due_from"], r["due_by"]) for r in rows.values()} == {("2026-11-25", "2026-11-26")}
    assert {row["state"] for row in rows.values()} == {"due"}
    assert states()["Ola Nilsen"] == "not-owed"
    hints = [n.facts for n in owed.listing(work).notices if n.code == "not-owed"]
    assert [hint["ref"] for hint in hints] == ["f4"]

    followups.note(work, "f4", "living in Detroit without a car", None)
    assert states()["Ola Nilsen"] == "due"
    assert set(states("2026-11-23T12:00:00-05:00").values()) == {"scheduled"}
    assert set(states("2026-11-24T12:00:00-05:00").values()) == {"open"}
    assert set(states("2026-11-26T10:00:00-05:00").values()) == {"due"}
    assert set(states("2026-11-27T10:00:00-05:00").values()) == {"overdue"}

    records.edit(work, "p1", {"policy": "no-contact"})
    followups.mark(work, ("f1",), "sent")
    assert states()["Ruth Okafor"] == "sent"
    assert states()["Wei Chen"] == "withheld"


# director and coordinator


@pytest.mark.parametrize("role", ["program-director", "coordinator"])
def test_who_is_always_thanked_joins_every_interview_before_and_after(
    role: str, work: Work, make_contact: MakeContact, make_interview: Make
) -> None:
    make_interview(when="16 Nov 2026 9:00")
    made = contacts.add_contact(work, "p1", {"name": "Sam Birch", "role": role})
    assert made.refs == ("c1", "f1")
    make_interview(when="23 Nov 2026 9:00")
    assert met(work, "i1") == met(work, "i2") == {"Sam Birch": None}
    # met that day after all: one follow-up, not two
    records.edit(work, "i2", {"with": ("Sam Birch, tour",)})
    assert met(work, "i2") == {"Sam Birch": "tour"}
    # somebody else joins only where named
    make_contact("Dr. Wei Chen")
    assert "Wei Chen" not in met(work, "i1")


def test_a_person_who_becomes_director_joins(
    work: Work, make_contact: MakeContact, make_interview: Make
) -> None:
    make_interview()
    make_contact("Dr. Wei Chen")
    assert met(work) == {}
    changed = records.edit(work, "c1", {"role": "program-director"})
    assert notices(changed) == ["follow-up-made"]
    assert met(work) == {"Wei Chen": None}


def test_a_director_taken_off_a_day_does_not_come_back_with_a_new_address(
    work: Work, make_contact: MakeContact, make_interview: Make
) -> None:
    make_contact("Dr. Ruth Okafor", role="program-director")
    make_interview()
    records.edit(work, "i1", {"without": ("c1",)})
    records.edit(work, "c1", {"email": "okafor@example.org"})
    assert met(work) == {}


@pytest.mark.parametrize("status", ["declined", "cancelled"])
def test_a_day_that_was_called_off_and_takes_place_after_all(
    status: str, work: Work, make_contact: MakeContact, make_interview: Make, states: States
) -> None:
    make_contact("Dr. Ruth Okafor", role="program-director")
    make_interview(when=None, status=status)
    make_contact("Kim Alder", role="coordinator")
    assert met(work) == {}
    records.edit(work, "i1", {"status": "scheduled", "when": "23 Nov 2026 9:00"})
    assert states() == {"Ruth Okafor": "due", "Kim Alder": "due"}


def test_a_day_that_is_called_off_owes_nothing(
    work: Work, make_interview: Make, states: States
) -> None:
    make_interview("Dr. Wei Chen")
    assert states() == {"Wei Chen": "due"}
    records.edit(work, "i1", {"status": "cancelled"})
    assert states() == {"Wei Chen": "not-owed"}
    records.edit(work, "i1", {"status": "scheduled"})
    assert states() == {"Wei Chen": "due"}


# the people of the day


@pytest.mark.parametrize(
    ("text", "contact", "setting"),
    [
        ("Dr. Wei Chen", ("Dr.", "Wei Chen", "faculty", None), "formal"),
        ("Wei Chen", ("Dr.", "Wei Chen", "faculty", None), "formal"),
        ("Kim Alder, coordinator", (None, "Kim Alder", "coordinator", None), "formal"),
        (
            "Prof. Wei Chen <w.chen@example.org>, chair, correspondence",
            ("Prof.", "Wei Chen", "chair", "w.chen@example.org"),
            "correspondence",
        ),
        ("Dr. Ola Nilsen, resident, meal", ("Dr.", "Ola Nilsen", "resident", None), "meal"),
    ],
)
def test_a_person_who_is_not_on_record_becomes_a_contact(
    text: str,
    contact: tuple[str | None, str, str, str | None],
    setting: str,
    work: Work,
    make_interview: Make,
) -> None:
    make_interview(text)
    person = work.store.table(Contact).list()[0]
    assert (person.title, person.name, person.role, person.email) == contact
    assert met(work) == {contact[1]: setting}


@pytest.mark.parametrize(
    "text",
    [
        "c1",
        "C1, formal",
        "Dr. Wei Chen",
        "wei  CHEN",
        "Dr. Wei Chen <w.chen@example.org>",
        "c1 <w.chen@example.org>",
        "W. Chen <chen@example.org>",
    ],
)
def test_a_person_on_record_is_met_again(
    text: str, work: Work, make_contact: MakeContact, make_interview: Make
) -> None:
    before = make_contact("Dr. Wei Chen", email="chen@example.org", note="speaks fast")
    make_interview(text)
    (after,) = work.store.table(Contact).list()
    email = "w.chen@example.org" if "w.chen" in text else "chen@example.org"
    assert after == replace(before, email=email)
    assert met(work) == {"Wei Chen": "formal"}


def test_two_people_who_share_an_office_address_stay_two(work: Work, make_interview: Make) -> None:
    make_interview(
        "Dr. Ada Berg <office@example.org>", "Kim Alder <office@example.org>, coordinator"
    )
    people = [(person.name, person.role) for person in work.store.table(Contact).list()]
    assert people == [("Ada Berg", "faculty"), ("Kim Alder", "coordinator")]


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        ("c9", NotFoundError, "no contact matches `c9`"),
        ("p1", NotFoundError, "no contact matches `p1`"),
        ("c2, formal", ConflictError, r"c2 Dr\. Ada Berg is not at Henry Ford Hospital"),
        ("Dr.", InvalidError, "has no name"),
        ("Dr. Wei Chen <no address>", InvalidError, "address"),
        ("Dr. Wei Chen, plumber", InvalidError, "plumber"),
    ],
)
def test_a_person_who_cannot_be_met_leaves_nothing_behind(  # noqa: PLR0917  a table
    text: str,
    error: type[FmgtrackError],
    reason: str,
    work: Work,
    make_program: Callable[..., Program],
    make_contact: MakeContact,
    make_interview: Make,
) -> None:
    make_contact("Dr. Wei Chen")
    make_program("Mayo Clinic", state="MN")
    make_contact("Dr. Ada Berg", program="p2")
    with pytest.raises(error, match=reason):
        make_interview("Dr. New Person", text)
    assert work.store.table(Interview).list() == []
    assert len(work.store.table(Contact).list()) == 2


@pytest.mark.parametrize("text", ["c1", "f1", "wei", "Dr. Wei Chen"])
def test_a_person_is_taken_off_a_day(text: str, work: Work, make_interview: Make) -> None:
    make_interview("Dr. Wei Chen", "Dr. Ola Nilsen, resident")
    followups.mark(work, ("f1",), "sent")
    records.edit(work, "i1", {"without": (text,)})
    assert met(work) == {"Ola Nilsen": "formal"}
    assert len(work.store.table(Contact).list()) == 2
    with pytest.raises(NotFoundError):
        records.edit(work, "i1", {"without": (text,)})


def test_removing_a_person_takes_along_the_follow_up_and_its_mail(
    work: Work, make_interview: Make
) -> None:
    make_interview("Dr. Wei Chen", "Dr. Ola Nilsen, resident")
    followups.mark(work, ("f1",), "sent")
    assert records.remove(work, ["wei chen"]).refs == ("m1", "f1", "c1")
    assert met(work) == {"Ola Nilsen": "formal"}


def test_a_second_person_of_one_name_at_a_program_is_refused(
    work: Work, make_program: Callable[..., Program], make_contact: MakeContact
) -> None:
    make_contact("Dr. Wei Chen")
    with pytest.raises(ConflictError, match=r"c1 Dr\. Wei Chen is on record"):
        make_contact("wei chen", role="resident")
    make_contact("Dr. Wei L. Chen")
    with pytest.raises(ConflictError, match=r"c1 Dr\. Wei Chen is on record"):
        records.edit(work, "c2", {"name": "Wei Chen"})
    make_program("Mayo Clinic", state="MN")
    assert make_contact("Dr. Wei Chen", program="p2").ref == "c3"


# times


@pytest.mark.parametrize(
    ("over", "starts_at", "ends_at", "zone"),
    [
        ({}, "2026-11-23 09:00", None, "America/Detroit"),
        ({"until": "15:00"}, "2026-11-23 09:00", "2026-11-23 15:00", "America/Detroit"),
        (
            {"when": "23 Nov 2026 9:00", "until": "24 Nov 2026 12:00"},
            *("2026-11-23 09:00", "2026-11-24 12:00", "America/Detroit"),
        ),
        ({"when": "23 Nov 2026"}, "2026-11-23", None, "America/Detroit"),
        # the end of a day whose beginning is not known
        (
            {"when": "23 Nov 2026", "until": "17:00"},
            *("2026-11-23", "2026-11-23 17:00", "America/Detroit"),
        ),
        (
            {"when": "23 Nov 2026", "until": "24 Nov 2026"},
            *("2026-11-23", "2026-11-24", "America/Detroit"),
        ),
        ({"when": "23 Nov 2026 9:00 CT"}, "2026-11-23 09:00", None, "America/Chicago"),
        ({"zone": "Asia/Karachi"}, "2026-11-23 09:00", None, "Asia/Karachi"),
        # an end that is said in another zone than the beginning
        (
            {"when": "23 Nov 2026 9:00", "until": "3pm CT"},
            *("2026-11-23 09:00", "2026-11-23 16:00", "America/Detroit"),
        ),
    ],
)
def test_times_as_they_are_kept(
    over: dict[str, str], starts_at: str, ends_at: str | None, zone: str, make_interview: Make
) -> None:
    made = make_interview(**over)
    assert (made.starts_at, made.ends_at, made.timezone) == (starts_at, ends_at, zone)


@pytest.mark.parametrize(
    ("when", "until"),
    [
        ("23 Nov 2026 9:00", "8:00"),
        ("23 Nov 2026 9:00", "22 Nov 2026 17:00"),
        ("23 Nov 2026 9:00", "22 Nov 2026"),
        ("23 Nov 2026", "22 Nov 2026"),
        ("23 Nov 2026 9:00", "8:59 ET"),
    ],
)
def test_an_end_before_the_beginning_is_refused(
    when: str, until: str, work: Work, make_interview: Make
) -> None:
    with pytest.raises(WhenError, match="before it begins"):
        make_interview(when=when, until=until)
    make_interview(when=when)
    with pytest.raises(WhenError, match="before it begins"):
        records.edit(work, "i1", {"until": until})


def test_an_end_needs_a_beginning(work: Work, make_interview: Make) -> None:
    make_interview(when=None, status="invited")
    with pytest.raises(UsageError, match="needs the day on which it begins"):
        records.edit(work, "i1", {"until": "15:00"})


@pytest.mark.parametrize(
    ("until", "edit", "starts_at", "ends_at"),
    [
        # a moved day keeps its length
        ("15:00", {"when": "30 Nov 2026 10:00"}, "2026-11-30 10:00", "2026-11-30 16:00"),
        (
            *("24 Nov 2026 12:00", {"when": "30 Nov 2026 9:00"}),
            *("2026-11-30 09:00", "2026-12-01 12:00"),
        ),
        ("24 Nov 2026", {"when": "30 Nov 2026 9:00"}, "2026-11-30 09:00", "2026-12-01"),
        # a day without a time keeps the time
        ("24 Nov 2026 12:00", {"when": "30 Nov 2026"}, "2026-11-30 09:00", "2026-12-01 12:00"),
        ("15:00", {"when": "30 Nov 2026"}, "2026-11-30 09:00", "2026-11-30 15:00"),
        ("23:30", {"when": "30 Nov 2026 12:00"}, "2026-11-30 12:00", "2026-12-01 02:30"),
        # one that says its end anew does not
        (
            *("15:00", {"when": "30 Nov 2026 10:00", "until": "12:00"}),
            *("2026-11-30 10:00", "2026-11-30 12:00"),
        ),
        ("15:00", {"until": ""}, "2026-11-23 09:00", None),
        ("15:00", {"until": "16:30"}, "2026-11-23 09:00", "2026-11-23 16:30"),
        ("15:00", {"place": "Main building"}, "2026-11-23 09:00", "2026-11-23 15:00"),
    ],
)
def test_moving_an_interview_keeps_its_length(  # noqa: PLR0917  a table
    until: str,
    edit: dict[str, str],
    starts_at: str,
    ends_at: str | None,
    work: Work,
    make_interview: Make,
) -> None:
    make_interview(until=until)
    records.edit(work, "i1", edit)
    moved = work.store.table(Interview).list()[0]
    assert (moved.starts_at, moved.ends_at) == (starts_at, ends_at)


def test_the_day_is_echoed_as_it_was_understood(work: Work) -> None:
    made = interviews.add_interview(work, "p1", {"when": "23 Nov 2026 16:30 CT"})
    (when,) = [notice for notice in made.notices if notice.code == "interview-when"]
    assert when.facts == {
        "starts_at": "2026-11-23 16:30",
        "ends_at": None,
        "zone": "America/Chicago",
        "home_zone": "Asia/Karachi",
    }


# invitations


@pytest.mark.parametrize(
    ("over", "respond_by", "zone"),
    [
        ({"status": "invited"}, "2026-11-27 10:00", "America/Detroit"),
        (
            {"status": "invited", "respond_by": "26 Nov 2026 17:00 CT"},
            *("2026-11-26 17:00", "America/Chicago"),
        ),
        ({"status": "invited", "respond_by": ""}, None, None),
        ({"status": "waitlisted"}, None, None),
        ({"status": "declined"}, None, None),
    ],
)
def test_an_invitation_has_48_hours_unless_it_says_otherwise(
    over: dict[str, str], respond_by: str | None, zone: str | None, make_interview: Make
) -> None:
    made = make_interview(when=None, **over)
    assert (made.respond_by, made.respond_zone) == (respond_by, zone)


@pytest.mark.parametrize(
    ("typed", "status", "past"),
    [
        ("24 Nov 2026", "invited", True),
        ("25 Nov 2026 9:00 ET", "invited", True),
        ("25 Nov 2026", "invited", False),
        ("24 Nov 2026", "declined", False),
    ],
)
def test_an_answer_that_was_due_before_now_is_told_of(
    work: Work, typed: str, status: str, past: bool
) -> None:
    made = interviews.add_interview(work, "p1", {"status": status, "respond_by": typed})
    assert ("respond-past" in [notice.code for notice in made.notices]) is past


def test_48_hours_are_hours_when_the_clocks_change(work: Work) -> None:
    desk = work.but(now=datetime.fromisoformat("2026-10-31T10:00:00-04:00"))
    interviews.add_interview(desk, "p1", {"status": "invited"})
    assert work.store.table(Interview).list()[0].respond_by == "2026-11-02 09:00"


def test_an_invitation_is_accepted_by_nobody_but_the_person(
    work: Work, make_interview: Make
) -> None:
    make_interview(when=None, status="invited")
    records.edit(work, "i1", {"when": "30 Nov 2026 9:00"})
    assert work.store.table(Interview).list()[0].status == "invited"


@pytest.mark.parametrize(("status", "ok"), [("", False), ("scheduled", False), ("declined", True)])
def test_a_scheduled_interview_needs_its_day(
    status: str, ok: bool, work: Work, make_interview: Make
) -> None:
    over = {"status": status} if status else {}
    if ok:
        assert make_interview(when=None, **over).starts_at is None
    else:
        with pytest.raises(UsageError, match="the day of the interview is missing"):
            make_interview(when=None, **over)
    make_interview(when=None, status="waitlisted")
    with pytest.raises(UsageError, match="a scheduled interview needs its day"):
        records.edit(work, f"i{len(work.store.table(Interview).list())}", {"status": "scheduled"})


# clashes


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        # at one and the same place on the clock
        (("24 Nov 2026 9:00", "12:00"), ("24 Nov 2026 11:00", "15:00"), ["clash"]),
        (("24 Nov 2026 9:00", "12:00"), ("24 Nov 2026 12:00", "15:00"), ["same-day"]),
        (("24 Nov 2026 9:00", "12:00"), ("25 Nov 2026 9:00", "12:00"), []),
        # with no end a day lasts until 18:00
        (("24 Nov 2026 9:00", None), ("24 Nov 2026 14:00", None), ["clash"]),
        # two days
        (("24 Nov 2026 9:00", "25 Nov 2026 12:00"), ("25 Nov 2026 15:00", "16:00"), ["same-day"]),
        (("24 Nov 2026 9:00", "25 Nov 2026 12:00"), ("25 Nov 2026 9:00", "16:00"), ["clash"]),
        # the same hour on other clocks
        (("24 Nov 2026 9:00", "12:00"), ("24 Nov 2026 9:00 PT", "12:00 PT"), ["same-day"]),
        (("24 Nov 2026 12:00", "15:00"), ("24 Nov 2026 9:00 PT", "12:00 PT"), ["clash"]),
        # an evening in Honolulu is the small hours of the next day in Detroit
        (("24 Nov 2026 22:00 Pacific/Honolulu", "23:00"), ("25 Nov 2026 3:30", "5:00"), ["clash"]),
        # no clock time: the day is shared
        (("24 Nov 2026", None), ("24 Nov 2026 9:00", "12:00"), ["same-day"]),
        (("24 Nov 2026", None), ("25 Nov 2026", None), []),
    ],
)
def test_interviews_that_overlap_or_share_a_day_are_said(
    first: tuple[str, str | None],
    second: tuple[str, str | None],
    told: list[str],
    work: Work,
    make_program: Callable[..., Program],
) -> None:
    make_program("Mayo Clinic", state="MN", zone="ET")
    found = []
    for number, (when, until) in enumerate((first, second), start=1):
        values = {"when": when} | ({"until": until} if until else {})
        made = interviews.add_interview(work, f"p{number}", values)
        found.append([n for n in made.notices if n.code in ("clash", "same-day")])
    assert found[0] == []
    assert [notice.code for notice in found[1]] == told
    assert all(notice.facts["ref"] == "i1" for notice in found[1])


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ({"when": "23 Nov 2026 9:00"}, "18:00"),
        ({"when": "23 Nov 2026 18:30"}, "19:30"),
        ({"when": "23 Nov 2026 9:00", "until": "15:00"}, None),
        ({"when": "23 Nov 2026"}, None),
    ],
)
def test_an_end_that_nobody_said_is_told(
    work: Work, make_program: Callable[..., Program], said: dict[str, str], over: str | None
) -> None:
    make_program("Mayo Clinic", state="MN")
    made = interviews.add_interview(work, "mayo", said)
    told = [notice.facts["over"] for notice in made.notices if notice.code == "no-end"]
    assert told == ([over] if over else [])


def test_a_program_that_said_no_is_pointed_at(
    work: Work, make_program: Callable[..., Program]
) -> None:
    make_program("Emory Healthcare", state="GA", status="rejected")
    make_program("Mayo Clinic", state="MN", status="invited")
    said = [
        [notice.facts["ref"] for notice in made.notices if notice.code == "said-no"]
        for made in (
            interviews.add_interview(work, "emory", {"when": "23 Nov 2026 9:00"}),
            interviews.add_interview(work, "mayo", {"when": "24 Nov 2026 9:00"}),
            rol.add(work, "emory", "mayo"),
        )
    ]
    assert said == [["p2"], [], ["p2"]]


def test_another_day_at_the_program_is_pointed_at(
    work: Work, make_program: Callable[..., Program]
) -> None:
    make_program("Emory Healthcare", state="GA")
    made = [
        interviews.add_interview(work, "emory", {"when": day, "status": status})
        for day, status in (
            ("1 Dec 2026 9:00", "declined"),
            ("2 Dec 2026 9:00", "scheduled"),
            ("3 Dec 2026 9:00", "scheduled"),
            ("4 Dec 2026 9:00", "declined"),
        )
    ]
    told = [
        [(n.facts["ref"], n.facts["new"]) for n in one.notices if n.code == "another-day"]
        for one in made
    ]
    assert told == [[], [], [("i2", "i3")], []]


@pytest.mark.parametrize("status", ["declined", "cancelled"])
def test_what_was_called_off_is_in_nobodys_way(
    status: str, work: Work, make_program: Callable[..., Program], make_interview: Make
) -> None:
    make_program("Mayo Clinic", state="MN")
    make_interview(status=status)
    made = interviews.add_interview(work, "p2", {"when": "23 Nov 2026 9:00"})
    assert notices(made) == ["interview-when", "no-end"]


def test_a_moved_interview_is_held_against_the_others(
    work: Work, make_program: Callable[..., Program], make_interview: Make
) -> None:
    make_program("Mayo Clinic", state="MN")
    make_interview(until="12:00")
    make_interview(program="p2", when="30 Nov 2026 9:00")
    moved = records.edit(work, "i2", {"when": "23 Nov 2026 9:00"})
    assert "clash" in notices(moved)
    assert "clash" not in notices(records.edit(work, "i2", {"place": "Main building"}))


def test_the_same_interview_twice_is_refused(work: Work, make_interview: Make) -> None:
    make_interview()
    with pytest.raises(ConflictError, match="i1 is the same interview"):
        make_interview("Dr. Wei Chen")
    assert work.store.table(Contact).list() == []
    make_interview(when="24 Nov 2026 9:00")
    with pytest.raises(ConflictError, match="i1 is the same interview"):
        records.edit(work, "i2", {"when": "23 Nov 2026 9:00"})
