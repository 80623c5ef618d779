"""Where applications stand: what statuses, their days and interviews say together."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.words import INTERVIEW_STATUSES, PROGRAM_STATUSES
from fmgtrack.rules.stages import LIFE, Day, Reached, is_called_off, stages, standing, weeks

SEP, OCT, NOV = date(2026, 9, 23), date(2026, 10, 5), date(2026, 11, 3)
HELD = date(2026, 11, 23)

INVITED = Day("invited", noted={"invited": OCT})
AHEAD = Day("scheduled", date(2026, 12, 1), noted={"invited": OCT, "scheduled": NOV})
OVER = Day("scheduled", HELD, HELD, {"scheduled": NOV})
WAITS = Day("waitlisted", noted={"waitlisted": OCT})
DECLINED = Day("declined", noted={"invited": OCT, "declined": NOV})
NEVER_CAME = Day("cancelled", noted={"waitlisted": OCT, "cancelled": NOV})


def said(found: tuple[Reached, ...]) -> dict[str, tuple[date | None, bool | None]]:
    assert [one.status for one in found] == [name for name in LIFE if name in dict_of(found)]
    return {name: (one.on, one.sure) for name, one in dict_of(found).items()}


def dict_of(found: tuple[Reached, ...]) -> dict[str, Reached]:
    return {one.status: one for one in found}


@pytest.mark.parametrize(
    ("status", "days", "reached"),
    [
        ("considered", [], "considered"),
        ("applied", [], "considered applied"),
        ("rejected", [], "considered applied rejected"),
        ("withdrawn", [], "considered withdrawn"),
        ("interviewed", [], "considered applied invited interviewed"),
        ("waitlisted", [], "considered applied waitlisted"),
        ("considered", [INVITED], "considered applied invited"),
        ("considered", [AHEAD], "considered applied invited"),
        ("applied", [OVER], "considered applied invited interviewed"),
        ("applied", [WAITS], "considered applied waitlisted"),
        ("applied", [DECLINED], "considered applied invited"),
        ("applied", [NEVER_CAME], "considered applied waitlisted"),
        ("rejected", [OVER], "considered applied invited interviewed rejected"),
    ],
)
def test_which_stages_were_reached(status: str, days: list[Day], reached: str) -> None:
    assert [one.status for one in stages(status, (), days)] == reached.split()


def test_a_day_that_was_said_goes_before_the_day_of_the_record() -> None:
    kept = [Reached("applied", SEP, sure=True), Reached("invited", NOV, sure=True)]

    found = said(stages("invited", kept, [INVITED]))
    assert found["applied"] == (SEP, True)
    assert found["invited"] == (NOV, True)


def test_of_two_days_at_the_latest_the_earlier_holds() -> None:
    kept = [Reached("invited", NOV, sure=False)]

    assert said(stages("invited", kept, [INVITED]))["invited"] == (OCT, False)


def test_the_day_of_the_interview_is_when_one_was_interviewed() -> None:
    kept = [Reached("interviewed", date(2026, 11, 25), sure=False)]

    assert said(stages("interviewed", kept, [OVER]))["interviewed"] == (HELD, True)


def test_an_invitation_came_before_its_day_whenever_it_was_put_on_record() -> None:
    late = Day("scheduled", HELD, HELD, {"scheduled": date(2026, 12, 20)})

    assert said(stages("considered", (), [late]))["invited"] == (HELD, False)


def test_where_nothing_is_known_of_the_day_nothing_is_said() -> None:
    found = said(stages("rejected", (), [Day("invited")]))

    assert set(found.values()) == {(None, None)}


def test_going_back_keeps_what_was_reached() -> None:
    kept = [Reached("rejected", OCT, sure=True)]

    assert said(stages("applied", kept, ()))["rejected"] == (OCT, True)


@pytest.mark.parametrize(
    ("status", "days", "stands"),
    [
        *((status, [], status) for status in PROGRAM_STATUSES),
        ("considered", [INVITED], "invited"),
        ("applied", [AHEAD], "invited"),
        ("invited", [WAITS], "waitlisted"),
        ("waitlisted", [INVITED], "invited"),
        ("applied", [OVER], "interviewed"),
        ("invited", [OVER, INVITED], "interviewed"),
        ("interviewed", [INVITED], "interviewed"),
        ("applied", [DECLINED], "invited"),
        ("applied", [NEVER_CAME], "waitlisted"),
        ("applied", [DECLINED, WAITS], "waitlisted"),
        ("rejected", [OVER], "rejected"),
        ("withdrawn", [INVITED], "withdrawn"),
    ],
)
def test_each_program_stands_at_one_stage(status: str, days: list[Day], stands: str) -> None:
    assert standing(status, days) == stands


@pytest.mark.parametrize(
    ("days", "off"),
    [([], False), ([INVITED], False), ([DECLINED], True), ([DECLINED, AHEAD], False)],
)
def test_called_off_is_when_no_interview_takes_place(days: list[Day], *, off: bool) -> None:
    assert is_called_off(days) is off


ANY_DAY = st.dates(date(2026, 6, 1), date(2027, 7, 31))
ANY_INTERVIEW = st.builds(
    Day,
    st.sampled_from(INTERVIEW_STATUSES),
    st.none() | ANY_DAY,
    st.none(),
    st.dictionaries(st.sampled_from(INTERVIEW_STATUSES), ANY_DAY),
)
KEPT = st.lists(
    st.builds(Reached, st.sampled_from(PROGRAM_STATUSES), ANY_DAY, st.booleans()),
    unique_by=lambda one: one.status,
)


@given(st.sampled_from(PROGRAM_STATUSES), KEPT, st.lists(ANY_INTERVIEW, max_size=3))
def test_where_one_stands_was_reached(status: str, kept: list[Reached], days: list[Day]) -> None:
    found = dict_of(stages(status, kept, days))

    assert standing(status, days) in found
    assert {one.status for one in kept} <= set(found)
    for one in found.values():
        assert (one.on is None) is (one.sure is None)


def test_weeks_begin_on_mondays_and_empty_ones_stand_between() -> None:
    days = [date(2026, 10, 5), date(2026, 10, 11), date(2026, 10, 26)]

    found, outside = weeks(days, 2027)
    assert found == (
        (date(2026, 10, 5), 2),
        (date(2026, 10, 12), 0),
        (date(2026, 10, 19), 0),
        (date(2026, 10, 26), 1),
    )
    assert outside == 0


def test_a_mistyped_year_makes_no_endless_strip() -> None:
    assert weeks([date(2226, 10, 5), date(2026, 5, 31)], 2027) == ((), 2)
    assert weeks([], 2027) == ((), 0)


@given(st.lists(st.dates(date(2025, 1, 1), date(2028, 12, 31)), max_size=40))
def test_no_day_is_lost(days: list[date]) -> None:
    found, outside = weeks(days, 2027)

    assert sum(number for _, number in found) + outside == len(days)
    assert all(monday.weekday() == 0 for monday, _ in found)
    steps = {later[0] - earlier[0] for earlier, later in pairwise(found)}
    assert steps <= {timedelta(days=7)}
    assert all(found[end][1] for end in (0, -1) if found)
