from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.errors import WhenError
from fmgtrack.rules import months
from fmgtrack.rules.when import Reading

READING = Reading(
    now=datetime.fromisoformat("2026-11-25T15:00:00+00:00"),
    home_zone="UTC",
    zone_words={"et": "America/New_York"},
    ambiguous_words={},
    season=2027,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
PARTIALS = st.builds(
    lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10))
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2018", "2018"),
        (" 2018 ", "2018"),
        ("2018-06", "2018-06"),
        ("2018-6", "2018-06"),
        ("06/2018", "2018-06"),
        ("6/2018", "2018-06"),
        ("06.2018", "2018-06"),
        ("Jun 2018", "2018-06"),
        ("june 2018", "2018-06"),
        ("JUNE, 2018", "2018-06"),
        ("Jun. 2018", "2018-06"),
        ("2018 June", "2018-06"),
        ("Sept 2018", "2018-09"),
        ("January   2024", "2024-01"),
        ("2018-06-15", "2018-06-15"),
        ("15 Jun 2018", "2018-06-15"),
        ("June 15 2018", "2018-06-15"),
        ("29 Feb 2024", "2024-02-29"),
        ("today", "2026-11-25"),
    ],
)
def test_what_is_understood(typed: str, kept: str) -> None:
    assert months.read(typed, READING) == kept


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("June", "year"),
        ("2018-13", "month 13"),
        ("0/2018", "month 0"),
        ("1018", "1900"),
        ("9999", "1900"),
        ("Jun 0018", "1900"),
        ("29 Feb 2023", "28 days"),
        ("2018-02-30", "no day"),
        ("03/04/2018", "03/04/2018"),
        ("18", ""),
        ("Jun Jul 2018", ""),
        ("Jun 2018 2019", ""),
        ("summer 2018", ""),
        ("", ""),
        ("٢٠١٨", ""),
        ("15 Jun 2018 9am", "day alone"),
        ("15 Jun 2018 ET", "day alone"),
    ],
)
def test_what_is_refused(typed: str, word: str) -> None:
    with pytest.raises(WhenError) as caught:
        months.read(typed, READING)
    assert word in f"{caught.value.message} {caught.value.hint}"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("typed", "said", "hint"),
    [
        ("June", "`June` needs its year", "type it like `June 2018`"),
        ("2018-13", "`2018-13` is no month: there is no month 13", months.EXAMPLES),
        ("0/2018", "`0/2018` is no month: there is no month 0", months.EXAMPLES),
    ],
)
def test_what_is_said_of_a_month_that_is_none(typed: str, said: str, hint: str) -> None:
    with pytest.raises(WhenError) as caught:
        months.read(typed, READING)
    assert (caught.value.message, caught.value.hint) == (said, hint)


@pytest.mark.parametrize(
    ("partial", "first", "last", "said", "has_month"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31), "2018", False),
        ("2018-02", date(2018, 2, 1), date(2018, 2, 28), "Feb 2018", True),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Feb 2024", True),
        ("2018-06-15", date(2018, 6, 15), date(2018, 6, 15), "Fri 15 Jun 2018", True),
    ],
)
def test_the_days_it_stands_for(
    partial: str, first: date, last: date, said: str, has_month: bool
) -> None:
    assert (months.first_day(partial), months.last_day(partial)) == (first, last)
    assert months.say(partial) == said
    assert months.has_month(partial) is has_month


@pytest.mark.parametrize("partial", ["", "2018x", "2018-6", "2018-00", "2018-06-31", "18"])
def test_another_form_is_not_kept(partial: str) -> None:
    with pytest.raises(WhenError) as caught:
        months.last_day(partial)
    assert f"`{partial}`" in caught.value.message
    assert caught.value.hint


@given(PARTIALS)
def test_reading_what_was_said_gives_it_back(partial: str) -> None:
    assert months.read(months.say(partial), READING) == partial
    assert months.read(partial, READING) == partial


@given(PARTIALS)
def test_its_days_are_one_day_one_month_or_one_year(partial: str) -> None:
    first, last = months.first_day(partial), months.last_day(partial)
    length = (last - first).days + 1
    year, month = first.year, first.month
    whole = {
        10: 1,
        7: monthrange(year, month)[1],
        4: sum(monthrange(year, number)[1] for number in range(1, 13)),
    }
    assert length == whole[len(partial)]
    for day in (first, last):
        assert day.isoformat().startswith(partial)
    outside = [first - timedelta(days=1)] if first > date(1900, 1, 1) else []
    assert not any(day.isoformat().startswith(partial) for day in outside)
