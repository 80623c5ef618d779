"""The invitation desk: what is recorded, what is said at once, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

pytestmark = pytest.mark.usefixtures("season")

DESK = ("accept", "decline", "reschedule", "cancel", "waitlist")


def test_an_invitation_is_accepted_with_its_day(run: Callable[..., Ran]) -> None:
    ran = run("accept i3 '9 Dec 2026 9:00' --until 15:00")

    assert "accepted i3 at Iowa Hospitals" in ran.stdout
    assert "Wed 9 Dec 2026 09:00-15:00 CST (America/Chicago), 20:00 PKT for you" in ran.stdout
    assert "`fmgtrack draft-email i3 --kind accept`" in ran.stderr
    row = run("show i3 --json").json
    assert (row["status"], row["starts_at"]) == ("scheduled", "2026-12-09T09:00:00-06:00")
    assert run("today --json").json["invitations"] == []


def test_the_day_on_record_is_enough(run: Callable[..., Ran]) -> None:
    run("add-interview iowa '9 Dec 2026 9:00' --status invited --zone ET")
    run("accept i4")

    row = run("show i4 --json").json
    assert (row["status"], row["starts_at"]) == ("scheduled", "2026-12-09T09:00:00-05:00")


def test_without_any_day_it_is_asked_for(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    assert "the day of the interview is missing" in run("accept i3", code=2).stderr

    screen = terminal("accept", "i3")
    screen.expect("When, such as")
    screen.type("9 Dec 2026 9:00\n")
    assert "accepted i3" in screen.end()


@pytest.mark.parametrize(
    ("line", "status", "kind"),
    [
        ("decline i3 --why 'too far from family'", "declined", "decline"),
        ("waitlist i3", "waitlisted", "waitlist"),
        ("cancel i2 --why 'ill'", "cancelled", "cancel"),
        ("decline iowa", "declined", "decline"),
        ("cancel mayo", "cancelled", "cancel"),
    ],
)
def test_an_answer_is_one_change_that_names_its_mail(
    run: Callable[..., Ran], line: str, status: str, kind: str
) -> None:
    before = len(run("history --json").json)
    ran = run(line)

    ref = "i2" if kind == "cancel" else "i3"
    assert f"`fmgtrack draft-email {ref} --kind {kind}`" in ran.stderr
    row = run(f"show {ref} --json").json
    assert row["status"] == status
    reason = line.partition("--why ")[2].strip("'")
    assert row["notes"] == (f"{status}: {reason}" if reason and kind == "decline" else row["notes"])
    assert reason in (row["notes"] or "")
    assert len(run("history --json").json) == before + 1
    run("undo --yes")
    assert run(f"show {ref} --json").json["status"] != status


def test_a_reason_stands_beside_what_was_noted(run: Callable[..., Ran]) -> None:
    run("cancel i2 --why 'ill'")

    assert run("show i2 --json").json["notes"] == "wear the blue tie\ncancelled: ill"


def test_a_moved_interview_keeps_its_length(run: Callable[..., Ran]) -> None:
    ran = run("reschedule mayo '10 Dec 2026 9:00'")

    assert "moved i2 at Mayo Clinic" in ran.stdout
    assert "i2 is in 6 days" in ran.stderr
    assert "`fmgtrack draft-email i2 --kind accept`" in ran.stderr
    row = run("show i2 --json").json
    assert row["starts_at"] == "2026-12-10T09:00:00-06:00"
    assert row["ends_at"] == "2026-12-10T10:30:00-06:00"
    again = run("reschedule mayo '10 Dec 2026 9:00'")
    assert "nothing had to be changed" in again.stdout


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("accept i1 '9 Dec 2026 9:00'", "i1 is over"),
        ("cancel i1", "i1 is over"),
        ("cancel henry", "i1 is over"),
        ("accept i2", "`fmgtrack reschedule i2 WHEN`"),
        ("decline i2", "`fmgtrack cancel i2`"),
        ("cancel i3", "`fmgtrack decline i3`"),
        ("cancel iowa", "`fmgtrack decline i3`"),
        ("reschedule i3 '9 Dec 2026 9:00'", "`fmgtrack accept i3 WHEN`"),
        ("waitlist i2", "--status waitlisted"),
        ("reschedule i2 '03/04/2027'", "03/04/2027"),
        ("reschedule i2 '2 Jan 2026'", '`fmgtrack edit i2 --when "2 Jan 2026"`'),
        ("accept i3 '9 Dec 2026 9:00' --until '8 Dec 2026 9:00'", "would end"),
    ],
)
def test_what_does_not_wait_for_an_answer_says_what_does(
    run: Callable[..., Ran], line: str, told: str
) -> None:
    before = run("history").stdout

    assert told in run(line, code=1).stderr
    assert run("history").stdout == before


def test_what_was_declined_is_not_declined_again(run: Callable[..., Ran]) -> None:
    run("decline i3")

    assert "i3 is declined; nothing to do" in run("decline i3", code=1).stderr
    assert "`fmgtrack edit i3 --status invited`" in run("accept i3", code=1).stderr


@pytest.mark.parametrize("command", DESK)
@pytest.mark.parametrize("text", ["i99", "zebra", "c1", "f1", "d1"])
def test_what_is_no_interview_is_said(run: Callable[..., Ran], command: str, text: str) -> None:
    when = " '9 Dec 2026 9:00'" if command == "reschedule" else ""

    assert f"`{text}`" in run(f"{command} {text}{when}", code=1).stderr


def test_of_several_that_wait_none_is_taken(run: Callable[..., Ran]) -> None:
    run("add-interview iowa '9 Dec 2026 9:00' --status invited")

    said = run("decline iowa", code=1).stderr.splitlines()
    assert "fits more than one interview" in said[0]
    assert {line.split()[0] for line in said[1:]} == {"i3", "i4"}


def test_a_program_without_interviews_names_the_line_to_type(run: Callable[..., Ran]) -> None:
    run("add-program 'Utah Clinics' --state UT")

    assert "`fmgtrack add-interview p4 --status waitlisted`" in run("waitlist p4", code=1).stderr
    assert "`fmgtrack add-interview p4 --status invited`" in run("accept p4", code=1).stderr


def test_what_stands_against_a_day_is_said_in_both_zones(run: Callable[..., Ran]) -> None:
    run("edit i3 --format virtual")
    said = run("accept i3 '1 Dec 2026 17:00'").stderr
    both = "Tue 1 Dec 2026 16:30 CST (America/Chicago), Wed 2 Dec 03:30 PKT for you"
    assert f"it overlaps with i2 at Mayo Clinic, {both}" in said
    assert "that is in the night for you: Wed 2 Dec 2026 04:00 PKT" in said

    said = run("reschedule i3 '1 Dec 2026 9:00' --until 12:00").stderr
    assert f"it shares a day with i2 at Mayo Clinic, {both}" in said
    assert "in the night" not in said


def test_whoever_travels_there_sleeps_there(run: Callable[..., Ran]) -> None:
    said = run("add-interview henry '15 Dec 2026 16:00' --format in-person").stderr
    assert "night" not in said
    said = run("add-interview henry '16 Dec 2026 16:00' --format virtual").stderr
    assert "in the night for you: Thu 17 Dec 2026 02:00 PKT" in said


def test_a_week_of_other_clocks_is_pointed_out(run: Callable[..., Ran]) -> None:
    said = run("add-interview henry '16 Mar 2027 9:00'").stderr
    assert "that day the clocks are 9 hours apart, not 10 as you are used to" in said

    assert "clocks" not in run("add-interview henry '15 Jan 2027 9:00'").stderr


@pytest.mark.parametrize(
    ("now", "hours", "said"),
    [
        ("2026-11-26T14:00:00-05:00", 20, "answer within 20 hours, by Fri 27 Nov 2026 09:00 CST"),
        ("2026-11-27T09:00:00-05:00", 1, "answer within 1 hour, by"),
        ("2026-11-27T09:30:00-05:00", 0, "answer within the hour, by"),
        ("2026-11-27T10:00:00-05:00", 0, "answer within the hour, by"),
        ("2026-11-27T10:00:01-05:00", -1, "OVERDUE: write today"),
        ("2026-11-29T10:00:00-05:00", -48, "OVERDUE: write today"),
    ],
)
def test_today_counts_the_reply_clock_down(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, now: str, hours: int, said: str
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", now)

    (row,) = run("today --json").json["invitations"]
    assert row["hours_left"] == hours
    assert f"i3  Iowa Hospitals, invited, {said}" in run("today").stdout


def test_a_waiting_list_has_no_clock(run: Callable[..., Ran]) -> None:
    run("waitlist i3")

    (row,) = run("today --json").json["invitations"]
    assert row["hours_left"] is None
    assert "within" not in run("today").stdout


def test_json_is_that_of_every_change(run: Callable[..., Ran]) -> None:
    document = run("cancel i2 --json").json

    assert document["action"] == "cancel"
    assert document["refs"] == ["i2"]
    assert [notice["code"] for notice in document["notices"]] == ["short-notice", "mail-next"]
