"""What was remembered of a meeting, and what became of its mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from fmgtrack.actions import followups, owed, records
from fmgtrack.errors import FmgtrackError, NotFoundError, RefusedError, UsageError, WhenError
from fmgtrack.records.interview import Meeting
from fmgtrack.records.mail import Mail

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.contact import Contact
    from fmgtrack.records.interview import Interview
    from fmgtrack.records.program import Program


@pytest.fixture(autouse=True)
def monday(
    make_program: Callable[..., Program], make_interview: Callable[..., Interview]
) -> Interview:
    """An interview with two faculty members (f1, f2) and a resident at a meal (f3)."""
    make_program()
    return make_interview("Dr. Wei Chen", "Dr. Ada Berg", "Dr. Ola Nilsen, resident, meal")


def meeting(work: Work, number: int) -> Meeting:
    found = work.store.table(Meeting).get(number)
    assert found is not None
    return found


def test_a_note_is_echoed_as_the_sentence_it_makes_and_a_second_adds(work: Work) -> None:
    made = followups.note(
        work, "f1", "your work on  early sepsis alerts", "Is there a journal club?"
    )
    (echo,) = [notice for notice in made.notices if notice.code == "sentence"]
    assert "your work on early sepsis alerts" in echo.facts["sentence"]
    followups.note(work, "f1", "the new tower", None)
    assert meeting(work, 1).talked_about == "your work on early sepsis alerts\nthe new tower"
    assert meeting(work, 1).to_ask == "Is there a journal club?"


def test_an_edit_replaces_what_was_noted(work: Work) -> None:
    followups.note(work, "f1", "your work on sepsis", "Is there a journal club?")
    records.edit(work, "f1", {"about": ("the new tower", "the old one"), "ask": ""})
    assert meeting(work, 1).talked_about == "the new tower\nthe old one"
    assert meeting(work, 1).to_ask is None
    records.edit(work, "f1", {"setting": "tour"})
    assert meeting(work, 1).setting == "tour"
    records.edit(work, "f1", {"setting": ""})
    assert meeting(work, 1).setting is None
    with pytest.raises(FmgtrackError):
        records.edit(work, "f1", {"setting": "cinema"})
    with pytest.raises(UsageError, match="`--email` is no option of a follow-up"):
        records.edit(work, "f1", {"email": "x@example.org"})


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (None, "2026-11-25"),
        ("yesterday", "2026-11-24"),
        ("24 Nov 2026", "2026-11-24"),
        ("mon", "2026-11-23"),
    ],
)
def test_sent_keeps_the_day_and_the_mail_as_it_was(work: Work, on: str | None, day: str) -> None:
    followups.note(work, "f1", "your work on sepsis", None)
    assert followups.mark(work, ("f1",), "sent", on=on).refs == ("f1",)
    assert meeting(work, 1).sent_on == day
    (mail,) = work.store.table(Mail).list()
    assert (mail.meeting_id, mail.sent_on, mail.edited) == (1, day, False)
    # what was sent is kept as it was
    records.edit(work, "f1", {"about": "something else"})
    assert work.store.table(Mail).list() == [mail]
    assert "your work on sepsis" in mail.body


def test_a_day_that_has_not_come_is_refused(work: Work) -> None:
    with pytest.raises(WhenError):
        followups.mark(work, ("f1",), "sent", on="tomorrow")


def test_today_is_the_persons_own_day(work: Work) -> None:
    # 10 in the morning of the 25th in New York is already the 26th in Auckland
    followups.mark(work.but(home_zone="Pacific/Auckland"), ("f1",), "sent")
    assert meeting(work, 1).sent_on == "2026-11-26"


def test_the_same_evening_is_not_too_early_where_the_program_is_a_day_ahead(
    work: Work, make_program: Callable[..., Program], make_interview: Callable[..., Interview]
) -> None:
    # 24 November at noon in Guam is the afternoon of the 23rd in Honolulu
    make_program("Guam Memorial Hospital", state="GU")
    make_interview("Dr. Ina Cruz", program="p2", when="24 Nov 2026 9:00", until="12:00")
    evening = datetime.fromisoformat("2026-11-23T19:00:00-10:00")
    followups.mark(work.but(home_zone="Pacific/Honolulu", now=evening), ("f4",), "sent")
    assert meeting(work, 4).sent_on == "2026-11-23"


def test_a_program_marks_all_that_is_to_do_there(
    work: Work, states: Callable[..., dict[str, str]]
) -> None:
    followups.mark(work, ("f1",), "skipped", why="met twice")
    assert followups.mark(work, ("henry ford",), "sent").refs == ("f2",)
    assert states() == {"Wei Chen": "skipped", "Ada Berg": "sent", "Ola Nilsen": "not-owed"}
    assert meeting(work, 1).skip_reason == "met twice"
    with pytest.raises(RefusedError, match="nothing at Henry Ford Hospital waits"):
        followups.mark(work, ("p1",), "sent")
    assert followups.mark(work, ("p1",), "replied").refs == ("f2",)
    assert states()["Ada Berg"] == "replied"


@pytest.mark.parametrize(
    ("texts", "refs", "left"),
    [
        (("f1-f3",), ("f1",), "f2 (gap), f3 (not owed)"),
        (("F1-f2, f3",), ("f1", "f3"), "f2 (gap)"),
        (("f1-f3", "f2", "Ola Nilsen"), ("f1", "f2", "f3"), None),
        (("f1", "f2"), ("f1", "f2"), None),
    ],
)
def test_a_range_leaves_out_whose_mail_cannot_have_gone(
    work: Work, texts: tuple[str, ...], refs: tuple[str, ...], left: str | None
) -> None:
    followups.note(work, "f1", "your work on sepsis", None)
    made = followups.mark(work, texts, "sent")
    assert tuple(sorted(made.refs)) == refs
    named = [notice.facts["named"] for notice in made.notices if notice.code == "left-out"]
    assert named == ([left] if left else [])


def test_a_range_of_which_nothing_is_left_is_refused(work: Work) -> None:
    followups.mark(work, ("f2",), "skipped")
    with pytest.raises(RefusedError, match=r"marked sent: f2 \(skipped\), f3 \(not owed\)"):
        followups.mark(work, ("f2-f3",), "sent")
    assert work.store.table(Mail).list() == []


def test_a_ref_and_its_program_are_marked_once(work: Work) -> None:
    assert followups.mark(work, ("f2", "p1", "f2"), "sent").refs == ("f2", "f1")


@pytest.mark.parametrize(
    ("texts", "what", "error", "reason"),
    [
        (("f1", "f9"), "sent", NotFoundError, "no follow-up matches `f9`"),
        (("f1", "p9"), "sent", NotFoundError, "no program matches `p9`"),
        (("f1", "nowhere at all"), "sent", NotFoundError, "no record matches"),
        ((), "sent", UsageError, "no follow-up named"),
        (("f1", "f4"), "sent", RefusedError, "f4 belongs to i2, which is not over"),
        (("f4",), "replied", RefusedError, "f4 belongs to i2, which is not over"),
    ],
)
def test_marking_is_all_or_nothing(  # noqa: PLR0917  a table
    texts: tuple[str, ...],
    what: str,
    error: type[FmgtrackError],
    reason: str,
    work: Work,
    make_interview: Callable[..., Interview],
) -> None:
    make_interview("Dr. Wei Chen", when="30 Nov 2026 9:00")
    with pytest.raises(error, match=reason):
        followups.mark(work, texts, what)
    assert meeting(work, 1).sent_on is None
    assert work.store.table(Mail).list() == []


def test_a_mail_that_is_not_wanted_can_be_skipped_before_the_day(
    work: Work, make_interview: Callable[..., Interview], states: Callable[..., dict[str, str]]
) -> None:
    make_interview("Dr. New Person", when="30 Nov 2026 9:00")
    followups.mark(work, ("f4",), "skipped")
    assert states()["New Person"] == "skipped"


def test_marking_again_says_so(work: Work) -> None:
    followups.mark(work, ("f1",), "sent")
    with pytest.raises(RefusedError, match="f1 is marked sent on 2026-11-25 already"):
        followups.mark(work, ("f1",), "sent")
    again = followups.mark(work, ("f1", "f2"), "sent")
    assert again.refs == ("f2",)
    assert [notice.code for notice in again.notices] == [*("already", "sent-though-held")]
    followups.mark(work, ("f1",), "sent", on="yesterday")
    assert meeting(work, 1).sent_on == "2026-11-24"
    assert [m.sent_on for m in work.store.table(Mail).list(meeting_id=1)] == ["2026-11-24"]


def test_the_list_counts_who_was_thanked_and_names_who_is_missing(
    work: Work, make_contact: Callable[..., Contact]
) -> None:
    make_contact("Kim Alder", role="coordinator")
    followups.mark(work, ("f1",), "sent")
    found = owed.listing(work)
    assert [row["ref"] for row in found.rows] == ["f2", "f4"]
    told = {notice.code: notice.facts for notice in found.notices}
    assert told["thanked"] == {"program": "Henry Ford Hospital", "thanked": 1, "owed": 3}
    assert told["no-role"]["role"] == "program-director"
    assert told["not-owed"]["ref"] == "f3"


def test_the_list_is_soonest_first_and_can_be_narrowed(
    work: Work,
    make_program: Callable[..., Program],
    make_interview: Callable[..., Interview],
) -> None:
    make_program("Mayo Clinic", state="MN")
    make_interview("Dr. Later Person", program="p2", when="24 Nov 2026 9:00")
    make_interview("Dr. Early Person", program="p2", when="16 Nov 2026 9:00")
    assert [row["ref"] for row in owed.listing(work).rows] == ["f5", "f1", "f2", "f4"]
    assert [r["ref"] for r in owed.listing(work, within=0).rows] == ["f5", "f1", "f2"]
    assert [r["ref"] for r in owed.listing(work, within=1).rows] == ["f5", "f1", "f2", "f4"]
    assert [r["ref"] for r in owed.listing(work, program_text="mayo").rows] == ["f5", "f4"]
    everything = [row["ref"] for row in owed.listing(work, everything=True).rows]
    assert sorted(everything) == ["f1", "f2", "f3", "f4", "f5"]


def test_the_windows_days_are_settings(work: Work) -> None:
    desk = work.but(settings=work.settings.but(due_from=0, due_by=1))
    rows = owed.listing(desk).rows
    assert {(row["due_from"], row["due_by"], row["state"]) for row in rows} == {
        ("2026-11-23", "2026-11-24", "overdue")
    }
