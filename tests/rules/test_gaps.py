from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules.gaps import Empty, Time, find_gaps, over_a_month

TODAY = date(2026, 11, 25)


def _said(gaps: tuple[Empty, ...]) -> list[str]:
    return [f"{gap.first}..{gap.last}" for gap in gaps]


@pytest.mark.parametrize(
    ("graduated", "filled", "gaps"),
    [
        # nothing to count from
        (None, [], []),
        # graduation alone: empty until today, from the day after what is known of it
        ("2026", [], []),
        ("2026-10", [], []),
        ("2026-09", [], ["2026-10-01..2026-11-25"]),
        ("2026-10-24", [], ["2026-10-25..2026-11-25"]),
        ("2026-10-25", [], []),
        ("2027-06", [], []),
        # without graduation the first time on record begins it
        (None, [("2026-01", "2026-02")], ["2026-03-01..2026-11-25"]),
        # exactly a month is not over a month, one day more is
        ("2026-05", [("2026-07", None)], []),
        ("2026-05-30", [("2026-07-01", None)], ["2026-05-31..2026-06-30"]),
        ("2026-05-30", [("2026-06-30", None)], []),
        ("2026-05-31", [("2026-07-02", None)], ["2026-06-01..2026-07-01"]),
        ("2026-05-31", [("2026-07-01", None)], []),
        ("2026-01-30", [("2026-03-01", None)], ["2026-01-31..2026-02-28"]),
        ("2026-01-30", [("2026-02-28", None)], []),
        # months are whole, years are whole
        ("2025-12", [("2026-01", "2026-03"), ("2026-06", None)], ["2026-04-01..2026-05-31"]),
        ("2025", [("2026-01-31", None)], []),
        ("2024", [("2025", "2025"), ("2026", None)], []),
        # overlapping, touching and nested times
        ("2025-12", [("2026-01", "2026-06"), ("2026-02", "2026-03"), ("2026-07", None)], []),
        ("2025-12", [("2026-01", "2026-06-30"), ("2026-07-01", None)], []),
        ("2025-12", [("2026-03", None), ("2026-01", "2026-05")], []),
        # what lies before graduation, or ahead, fills nothing after it
        ("2026-08", [("2020-01", "2020-02"), ("2027-01", "2027-02")], ["2026-09-01..2026-11-25"]),
        ("2026-08", [("2020-01", None)], []),
        # what begins today ends the gap yesterday
        ("2026-09", [("2026-11-25", None)], ["2026-10-01..2026-11-24"]),
        # only an end; nothing at all; an end before its beginning
        ("2026-06", [(None, "2026-09")], ["2026-07-01..2026-08-31", "2026-10-01..2026-11-25"]),
        ("2026-09", [(None, None)], ["2026-10-01..2026-11-25"]),
        ("2026-09", [("2026-11", "2026-10")], ["2026-10-01..2026-11-25"]),
    ],
)
def test_where_gaps_are(
    graduated: str | None, filled: list[tuple[str | None, str | None]], gaps: list[str]
) -> None:
    assert _said(find_gaps(graduated, [Time(*one) for one in filled], TODAY)) == gaps


DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))
PARTIALS = st.builds(
    lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10))
)
TIMES = st.lists(
    st.builds(Time, st.none() | PARTIALS, st.none() | PARTIALS), min_size=0, max_size=8
)


def _days(gaps: tuple[Empty, ...]) -> set[date]:
    return {
        gap.first + timedelta(days=number)
        for gap in gaps
        for number in range((gap.last - gap.first).days + 1)
    }


@given(st.none() | PARTIALS, TIMES)
def test_gaps_are_in_order_apart_long_and_not_ahead(
    graduated: str | None, filled: list[Time]
) -> None:
    gaps = find_gaps(graduated, filled, TODAY)

    assert all(over_a_month(gap) and gap.last <= TODAY for gap in gaps)
    for before, after in pairwise(gaps):
        assert before.last + timedelta(days=1) < after.first


@given(st.none() | PARTIALS, TIMES, st.randoms())
def test_the_order_on_record_does_not_matter(
    graduated: str | None, filled: list[Time], random: object
) -> None:
    mixed = list(filled)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis types it as Random at run time
    assert find_gaps(graduated, mixed, TODAY) == find_gaps(graduated, filled, TODAY)


@given(PARTIALS, TIMES, st.builds(Time, PARTIALS, st.none() | PARTIALS))
def test_one_more_time_never_empties_a_day(graduated: str, filled: list[Time], more: Time) -> None:
    before = _days(find_gaps(graduated, filled, TODAY))
    assert _days(find_gaps(graduated, [*filled, more], TODAY)) <= before


@given(st.none() | PARTIALS, TIMES)
def test_an_explained_gap_is_none_any_more(graduated: str | None, filled: list[Time]) -> None:
    gaps = find_gaps(graduated, filled, TODAY)
    explained = [Time(gap.first.isoformat(), gap.last.isoformat()) for gap in gaps]
    assert find_gaps(graduated, [*filled, *explained], TODAY) == ()


@given(DAYS, st.lists(st.tuples(DAYS, DAYS), max_size=5))
def test_against_counting_day_by_day(graduated: date, spans: list[tuple[date, date]]) -> None:
    filled = [Time(first.isoformat(), last.isoformat()) for first, last in spans]
    empty = set()
    day = graduated + timedelta(days=1)
    while day <= TODAY:
        if not any(first <= day <= last for first, last in spans):
            empty.add(day)
        day += timedelta(days=1)

    gaps = find_gaps(graduated.isoformat(), filled, TODAY)
    found = _days(gaps)
    assert found <= empty
    for gap in gaps:
        assert {gap.first - timedelta(days=1), gap.last + timedelta(days=1)}.isdisjoint(empty)
    # what is empty and no gap is at most a month in a row
    rest = sorted(empty - found)
    run = 0
    for before, after in zip([None, *rest], rest, strict=False):
        run = run + 1 if before and after - before == timedelta(days=1) else 1
        assert run <= 31
