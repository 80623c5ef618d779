from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.experience import EXPERIENCE_STATUSES, OTHER_KINDS, USCE_KINDS, Experience
from fmgtrack.rules import experience as rules
from fmgtrack.rules.months import first_day, last_day

TODAY = date(2026, 11, 25)


def make(
    kind: str = "externship",
    begins: str | None = None,
    ends: str | None = None,
    *,
    status: str = "done",
    **more: Any,  # noqa: ANN401  columns of any type
) -> Experience:
    said = {"kind": kind, "begins": begins, "ends": ends, "status": status}
    return Experience(**({"title": "Ward"} | said | more))


@pytest.mark.parametrize(
    ("status", "begins", "ends", "stands"),
    [
        ("considered", "2026-01", "2026-02", "considered"),
        ("applied", None, None, "applied"),
        ("accepted", None, None, "accepted"),
        ("accepted", "2026-11-26", None, "accepted"),
        ("accepted", "2026-11-25", None, "running"),
        ("accepted", "2026-11", "2026-11", "running"),
        ("accepted", "2026-11-01", "2026-11-25", "running"),
        ("accepted", "2026-11-01", "2026-11-24", "over"),
        ("accepted", None, "2026-10", "over"),
        ("done", "2026-12", "2026-12", "done"),
        ("declined", "2026-11", "2026-11", "declined"),
    ],
)
def test_only_what_was_accepted_is_told_by_its_dates(
    status: str, begins: str | None, ends: str | None, stands: str
) -> None:
    assert rules.standing(make(begins=begins, ends=ends, status=status), TODAY) == stands


@pytest.mark.parametrize(
    ("kind", "dates", "status"),
    [
        ("externship", {}, "considered"),
        ("work", {}, "done"),
        ("externship", {"asked_on": "2026-09-01"}, "asked"),
        ("externship", {"asked_on": "2026-09-01", "applied_on": "2026-09-02"}, "applied"),
        ("externship", {"applied_on": "2026-09-02", "accepted_on": "2026-10-01"}, "accepted"),
        ("externship", {"begins": "2026-12"}, "considered"),
        ("work", {"begins": "2026-12"}, "considered"),
        ("externship", {"begins": "2026-11-25"}, "accepted"),
        ("work", {"begins": "2020-01"}, "accepted"),
        ("externship", {"begins": "2026-10", "ends": "2026-10"}, "done"),
        ("externship", {"begins": "2026-11", "ends": "2026-11"}, "accepted"),
    ],
)
def test_the_status_of_which_only_dates_were_told(
    kind: str, dates: dict[str, str], status: str
) -> None:
    assert rules.status_of_dates(kind, TODAY, **dates) == status


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("considered", "applied", "applied"),
        ("accepted", "asked", "accepted"),
        ("done", "accepted", "done"),
        ("declined", "accepted", "declined"),
        ("asked", "asked", "asked"),
    ],
)
def test_a_search_only_goes_forwards(old: str, new: str, kept: str) -> None:
    assert rules.furthest(old, new) == kept


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2024, 1, 1), date(2024, 1, 31), 1),
        (date(2023, 2, 1), date(2023, 2, 28), 1),
        (date(2024, 1, 8), date(2024, 2, 4), 1),
        (date(2024, 1, 8), date(2024, 1, 21), 0.5),
        (date(2024, 1, 1), date(2024, 3, 31), 3),
        (date(2024, 1, 31), date(2024, 3, 30), 2),
        (date(2023, 7, 1), date(2024, 6, 30), 12),
        (date(2024, 1, 1), date(2024, 1, 1), 1 / 28),
    ],
)
def test_four_weeks_or_a_calendar_month_are_a_month(first: date, last: date, months: float) -> None:
    assert rules.count_months(first, last) == pytest.approx(months)


def test_three_blocks_of_four_weeks_in_a_row_are_three_months() -> None:
    blocks = [
        make(begins="2024-01-08", ends="2024-02-04"),
        make(begins="2024-02-05", ends="2024-03-03"),
        make(begins="2024-03-04", ends="2024-03-31"),
    ]

    assert rules.months_hands_on(blocks, TODAY).total == 3


def test_shared_days_count_once_and_each_specialty_for_itself() -> None:
    found = rules.months_hands_on(
        [
            make("elective", "2024-01", "2024-02", specialty="Internal Medicine"),
            make("rotation", "2024-02", "2024-03", specialty="internal medicine"),
            make("externship", "2024-03", "2024-04", specialty="Neurology"),
            make("clerkship", "2023-01", "2023-01"),
        ],
        TODAY,
    )

    assert found.total == 5
    assert found.by_specialty == {"": 1, "Internal Medicine": 3, "Neurology": 2}


@pytest.mark.parametrize(
    ("one", "counted"),
    [
        (make("observership", "2024-01", "2024-01"), False),
        (make("work", "2024-01", "2024-01"), False),
        (make("elective", "2024-01", "2024-01", country="United Kingdom"), False),
        (make("elective", "2024-01", "2024-01", country="the U.S."), True),
        (make("elective", "2024-01", "2024-01", country="U.S.A."), True),
        (make("elective", "2024-01", "2024-01", country="Pakistan", state="MI"), True),
        (make("elective", "2024-01", "2024-01", status="applied"), False),
        (make("elective", "2024-01", "2024-01", status="declined"), False),
        (make("elective", "2024-01", "2024-01", status="accepted"), True),
        (make("elective", "2026-12", "2026-12", status="accepted"), False),
        (make("elective", "2027-01", None, status="done"), False),
        (make("elective", "2024-01", None), False),
        (make("elective", None, "2024-01"), False),
    ],
)
def test_what_counts_as_hands_on(one: Experience, *, counted: bool) -> None:
    assert rules.months_hands_on([one], TODAY).total == (1 if counted else 0)


def test_an_observership_is_counted_apart() -> None:
    watched = [make("observership", "2024-01", "2024-02"), make("elective", "2024-05", "2024-05")]

    assert rules.months_observed(watched, TODAY).total == 2
    assert rules.months_hands_on(watched, TODAY).total == 1


def test_what_runs_counts_up_to_today() -> None:
    for ends in ("2026-12-31", None):
        running = make(begins="2026-11-12", ends=ends, status="accepted")
        assert rules.months_hands_on([running], TODAY).total == 0.5


def test_done_without_both_dates_is_named() -> None:
    every = [
        make(begins="2024-01", id=1),
        make(begins="2024-01", ends="2024-02", id=2),
        make(status="accepted", begins="2026-11", id=3),
        make("work", id=4),
    ]

    assert [one.id for one in rules.undated(every)] == [1]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (("2024-01-08", "2024-02-04"), ("2024-02-05", "2024-03-03"), None),
        (
            ("2024-01-08", "2024-02-04"),
            ("2024-02-04", "2024-03-03"),
            ("2024-02-04", "2024-02-04", True),
        ),
        (("2024-01", "2024-02"), ("2024-02", "2024-03"), ("2024-02-01", "2024-02-29", False)),
        (("2024-01", "2024-03"), ("2024-02", "2024-04"), ("2024-02-01", "2024-03-31", True)),
        (("2024-02", "2024-02"), ("2024-02-10", "2024-02-20"), ("2024-02-10", "2024-02-20", False)),
        (("2024-01-01", None), ("2024-05-01", None), None),
    ],
)
def test_days_that_two_share(
    one: tuple[str, str],
    other: tuple[str, str],
    shared: tuple[str, str, bool] | None,
) -> None:
    found = rules.overlaps([make(begins=one[0], ends=one[1], id=1), make("rotation", *other, id=2)])

    said = [(str(pair.begins), str(pair.ends), pair.sure) for pair in found]
    assert said == ([shared] if shared else [])


def test_two_that_run_without_an_end_overlap_from_the_later_beginning() -> None:
    pair = [
        make(begins="2026-10-01", status="accepted", id=1),
        make(begins="2026-11-01", status="accepted", id=2),
    ]

    (found,) = rules.overlaps(pair)
    assert (found.begins, found.ends, found.sure) == (date(2026, 11, 1), None, True)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (make("work", "2024-01", "2024-01", hours_week=40.0, id=2), True),
        (make("work", "2024-01", "2024-01", hours_week=10.0, id=2), False),
        (make("volunteer", "2024-01", "2024-01", id=2), False),
        (make("observership", "2024-01", "2024-01", hours_week=8.0, id=2), False),
        (make("observership", "2024-01", "2024-01", id=2), True),
        (make("rotation", "2024-01", "2024-01", status="applied", id=2), False),
    ],
)
def test_only_what_fills_the_week_overlaps(other: Experience, *, told: bool) -> None:
    mine = make(begins="2024-01-02", ends="2024-01-29", id=1)

    assert bool(rules.overlaps([mine, other])) is told


@pytest.mark.parametrize(
    ("one", "owed"),
    [
        (make(supervisor="Dr. Ana Ruiz"), True),
        (make(contact_id=3), True),
        (make(), False),
        (make(supervisor="Dr. Ana Ruiz", thanked_on="2026-01-01"), False),
        (make("work", supervisor="Dr. Ana Ruiz"), False),
        (make(begins="2026-11", status="accepted", supervisor="Dr. Ana Ruiz"), False),
        (make(begins="2026-10", ends="2026-10", status="accepted", contact_id=3), True),
    ],
)
def test_who_is_still_to_be_thanked(one: Experience, *, owed: bool) -> None:
    assert rules.thanks_owed(one, TODAY) is owed


@pytest.mark.parametrize(
    ("one", "graduated", "found"),
    [
        (make(begins="2022-12", ends="2022-12"), "2023", ("student",)),
        (make(begins="2023-05", ends="2023-05"), "2023", ()),
        (make(begins="2022-12", ends="2022-12"), None, ()),
        (make("elective", "2024-01", "2024-01"), "2023", ("graduate",)),
        (make("clerkship", "2023-08", "2023-08"), "2023-06", ("graduate",)),
        (make("elective", "2023-06-20", "2023-07-10"), "2023-06", ()),
        (make("rotation", "2024-01", "2024-01"), "2023", ()),
        (make("observership", "2022-01", "2022-01"), "2023", ()),
        (make("elective", status="considered"), "2023-06-15", ("graduate",)),
        (make("elective", status="declined"), "2023-06-15", ()),
        (make(status="considered", visa="B1/B2"), None, ("visitor-visa",)),
        (make(status="considered", visa="ESTA, 90 days"), None, ("visitor-visa",)),
        (make(status="considered", visa="J-1"), None, ()),
        (make("observership", status="considered", visa="B-1"), None, ()),
        (make("rotation", country="India"), None, ("not-us",)),
        (make("work", "2020-01", "2022-01", country="India"), "2023", ()),
        (make("rotation", "2024-01-01", "2024-01-12"), None, ()),
        (make("rotation", "2024-01-01", "2024-01-11"), None, ("length",)),
        (make("rotation", "2024-01-01", "2024-01-31"), None, ()),
        (make("rotation", "2024-01", "2024-02"), None, ("length",)),
    ],
)
def test_what_is_to_be_looked_at(
    one: Experience, graduated: str | None, found: tuple[str, ...]
) -> None:
    assert rules.findings(one, graduated, TODAY) == found


months = st.dates(date(2015, 1, 1), date(2028, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7]])
)


@st.composite
def experiences(draw: st.DrawFn) -> Experience:
    begins, ends = draw(st.none() | months), draw(st.none() | months)
    if begins and ends and begins[:7] > ends[:7]:
        begins, ends = ends, begins
    if begins and ends and first_day(begins) > last_day(ends):
        ends = begins
    return make(
        draw(st.sampled_from([*USCE_KINDS, *OTHER_KINDS])),
        begins,
        ends,
        status=draw(st.sampled_from(EXPERIENCE_STATUSES)),
        specialty=draw(st.sampled_from([None, "Neurology", "neurology", "Pathology"])),
        country=draw(st.sampled_from([None, "US", "India"])),
        hours_week=draw(st.sampled_from([None, 8.0, 40.0])),
        id=draw(st.integers(1, 99)),
    )


@given(st.lists(experiences(), max_size=8), experiences())
def test_one_more_never_takes_days_away(every: list[Experience], more: Experience) -> None:
    before = rules.months_hands_on(every, TODAY)
    after = rules.months_hands_on([*every, more], TODAY)

    # the same days are most months as blocks of four weeks and fewest as months of 31 days
    assert after.total >= before.total * 28 / 31 - 0.1
    assert after.total == rules.months_hands_on([more, *every[::-1]], TODAY).total
    assert sum(after.by_specialty.values()) >= after.total * 28 / 31 - 0.2


@given(st.dates(date(2015, 1, 1), date(2028, 1, 1)), st.integers(0, 900))
def test_a_day_more_is_never_less(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    shorter = rules.count_months(first, last)
    longer = rules.count_months(first, last + timedelta(days=1))

    assert 0 < shorter <= longer <= shorter + 0.1


@given(st.lists(experiences(), max_size=8))
def test_overlaps_do_not_hang_on_the_order(every: list[Experience]) -> None:
    def told(order: list[Experience]) -> set[tuple[object, ...]]:
        return {
            (*sorted((repr(one.first), repr(one.second))), one.begins, one.ends, one.sure)
            for one in rules.overlaps(order)
        }

    assert told(every) == told(every[::-1])
    for one in rules.overlaps(every):
        assert one.ends is None or one.begins <= one.ends


@given(experiences(), st.dates(date(2014, 1, 1), date(2030, 1, 1)))
def test_every_experience_stands_somewhere(one: Experience, today: date) -> None:
    assert rules.standing(one, today) in rules.STANDINGS
    days = rules.days_so_far(one, today)
    assert days is None or days[0] <= days[1] <= today
