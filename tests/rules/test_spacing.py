"""When a question comes again, and which one is next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules.spacing import (
    FRESH,
    LONGEST,
    SOON,
    Candidate,
    Spaced,
    spaced,
    turns,
)

DAY = date(2026, 11, 25)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
TRIES = st.lists(st.tuples(DAYS, st.integers(0, 5)), max_size=40)


def row(*ratings: int) -> Spaced:
    """Where a question stands after a try a day with these ratings."""
    found = spaced([(DAY + timedelta(days=n), rating) for n, rating in enumerate(ratings)])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("ratings", "interval", "easiness"),
    [
        # the easiness goes up by 0.10 for 5, stays for 4, goes down by 0.14 for 3
        ([5], 1, 2.6),
        ([4], 1, 2.5),
        ([3], 1, 2.36),
        ([4, 4], 6, 2.5),
        ([4, 4, 4], 15, 2.5),  # 6 * 2.5
        ([4, 4, 4, 4], 38, 2.5),  # 15 * 2.5 = 37.5, rounded up
        ([5, 5, 5], 17, 2.8),  # 6 * 2.8 = 16.8
        ([3, 3, 3], 13, 2.08),  # 6 * 2.08 = 12.48
        # below 3 it begins anew, and the easiness stays
        ([2], 1, 2.5),
        ([0], 1, 2.5),
        ([5, 5, 2], 1, 2.7),
        ([5, 5, 2, 4], 1, 2.7),
        ([5, 5, 2, 4, 4], 6, 2.7),
        # 1, 6, 13, 26, 47, 79, 121, 167, 218, 284 with 2.08, 1.94 ... 1.38, 1.3, 1.3
        ([3] * 10, 284, 1.3),
        ([3] * 12, 365, 1.3),
    ],
)
def test_sm_2_by_hand(ratings: list[int], interval: int, easiness: float) -> None:
    found = row(*ratings)

    assert found.easiness == easiness
    assert found.interval == interval
    assert found.due == DAY + timedelta(days=len(ratings) - 1 + found.interval)


def test_nothing_rated_has_no_day() -> None:
    assert spaced([]) is None


def test_the_lowest_rating_of_a_day_counts_once() -> None:
    assert spaced([(DAY, 5), (DAY, 2), (DAY, 5)]) == spaced([(DAY, 2)])
    assert spaced([(DAY, 4)] * 9) == spaced([(DAY, 4)])


@given(TRIES)
def test_easiness_and_waiting_stay_in_bounds(tries: list[tuple[date, int]]) -> None:
    found = spaced(tries)

    if not tries:
        assert found is None
        return
    assert found is not None
    assert found.easiness >= 1.3
    assert 1 <= found.interval <= LONGEST
    assert found.due - max(day for day, _ in tries) == timedelta(days=found.interval)


@given(TRIES.flatmap(lambda tries: st.tuples(st.just(tries), st.permutations(tries))))
def test_the_order_of_tries_does_not_count(
    both: tuple[list[tuple[date, int]], list[tuple[date, int]]],
) -> None:
    assert spaced(both[0]) == spaced(both[1])


@given(TRIES, st.integers(0, 2))
def test_a_weak_answer_comes_again_tomorrow(tries: list[tuple[date, int]], rating: int) -> None:
    last = date(2028, 1, 1)
    found = spaced([*tries, (last, rating)])

    assert found is not None
    assert found.due == last + timedelta(days=1)
    before = spaced(tries)
    assert found.easiness == (before.easiness if before else 2.5)


@given(TRIES, st.lists(st.sampled_from([4, 5]), min_size=2, max_size=20))
def test_good_answers_wait_longer_each_time(tries: list[tuple[date, int]], good: list[int]) -> None:
    first = date(2028, 1, 1)
    waits = []
    for number in range(len(good)):
        more = [(first + timedelta(days=n), good[n]) for n in range(number + 1)]
        found = spaced([*tries, *more])
        assert found is not None
        waits.append(found.interval)
    assert waits == sorted(waits)


@given(st.lists(st.integers(3, 5), min_size=1, max_size=8), st.integers(0, 7))
def test_a_better_rating_never_comes_sooner(ratings: list[int], place: int) -> None:
    place %= len(ratings)
    better = [*ratings[:place], 5, *ratings[place + 1 :]]
    assert row(*better).interval >= row(*ratings).interval


def test_a_day_at_the_end_of_time_is_not_passed() -> None:
    found = spaced([(date.max, 5)])
    assert found is not None
    assert found.due == date.max


def one(
    key: str,
    kind: str = "behavioural",
    *,
    due: date | None = None,
    tried: date | None = None,
    mends: int = 0,
    interview: date | None = None,
) -> Candidate:
    return Candidate(key=key, kind=kind, due=due, tried=tried, mends=mends, interview=interview)


def order(*candidates: Candidate) -> list[tuple[str, str, int]]:
    return [(turn.candidate.key, turn.reason, turn.days) for turn in turns(candidates, DAY)]


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def test_what_comes_first_and_why() -> None:
    found = order(
        one("new"),
        one("later", due=ago(-3), tried=ago(2)),
        one("mend", due=ago(-3), tried=ago(2), mends=1),
        one("mends", mends=2),
        one("due", due=DAY, tried=ago(1)),
        one("overdue", due=ago(5), tried=ago(6)),
        one("interview", kind="why-program", interview=ago(-4)),
    )
    assert found == [
        ("interview", "interview", 4),
        ("overdue", "overdue", 5),
        ("due", "overdue", 0),
        ("mends", "mend", 0),
        ("mend", "mend", 0),
        ("new", "new", 0),
        ("later", "later", 3),
    ]


def test_new_ones_begin_with_what_is_always_asked_then_take_turns() -> None:
    found = order(
        one("b1"),
        one("b2"),
        one("c1", kind="clinical"),
        one("w1", kind="why-program"),
        one("w2", kind="why-program"),
        one("o1", kind="openers"),
        one("o2", kind="openers"),
    )
    assert [key for key, _, _ in found] == ["w1", "o1", "w2", "o2", "b1", "c1", "b2"]


@pytest.mark.parametrize(
    ("days", "tried", "reason"),
    [
        (0, None, "interview"),
        (SOON, None, "interview"),
        (SOON + 1, None, "new"),
        (-1, None, "new"),
        (3, FRESH, "interview"),
        (3, FRESH - 1, "new"),
    ],
)
def test_an_interview_brings_forward_what_was_left_for_two_days(
    days: int, tried: int | None, reason: str
) -> None:
    candidate = one("q", interview=ago(-days), tried=None if tried is None else ago(tried))
    assert order(candidate)[0][1] == reason


def test_the_nearest_interview_comes_first() -> None:
    found = order(one("far", interview=ago(-5)), one("near", interview=ago(-1)))
    assert [key for key, _, _ in found] == ["near", "far"]


def test_what_was_tried_today_is_not_put_again_for_what_is_to_mend() -> None:
    found = order(one("again", tried=DAY, due=ago(-1), mends=3), one("new"))
    assert found == [("new", "new", 0), ("again", "later", 1)]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.text(max_size=3),
        kind=st.sampled_from(["openers", "why-program", "clinical"]),
        due=st.none() | DAYS,
        tried=st.none() | DAYS,
        mends=st.integers(0, 3),
        interview=st.none() | DAYS,
    ),
    max_size=12,
)


@given(CANDIDATES, DAYS)
def test_everything_comes_once_and_always_alike(candidates: list[Candidate], day: date) -> None:
    found = turns(candidates, day)

    assert sorted(map(id, candidates)) == sorted(id(turn.candidate) for turn in found)
    assert found == turns(candidates, day)
    assert all(turn.days >= 0 for turn in found)
