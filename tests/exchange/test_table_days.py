from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.errors import InvalidError
from fmgtrack.exchange.days import Spans, has_days, order_shown, read_spans
from fmgtrack.reference.places import zone_words
from fmgtrack.rules.when_days import Around

AROUND = Around(date(2026, 11, 25), 2027)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789/-.:, ;apmAPMTNovDecJantostEST'@&()", max_size=60),
)


def read(text: str, order: str | None = None) -> Spans:
    return read_spans(text, order, zone_words(), AROUND)


def starts(text: str, order: str | None = None) -> list[str]:
    return [span.start for span in read(text, order).spans]


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("2026-11-24", "2026-11-24", None),
        ("2026-11-24 09:00", "2026-11-24 09:00", None),
        ("2026/11/24", "2026-11-24", None),
        ("2026-11-23T09:00:00-05:00", "2026-11-23T09:00:00-05:00", None),
        ("11/24/2026 1:21 PM EST", "2026-11-24 1:21 PM EST", None),
        ("24/11/26", "2026-11-24", None),
        ("24.11.2026 14:00", "2026-11-24 14:00", None),
        ("11/24", "2026-11-24", None),
        ("11/11", "2026-11-11", None),
        ("1/13", "2027-01-13", None),  # January belongs to the second half of the season
        ("11/11-11/13", "2026-11-11", "2026-11-13"),
        ("Nov 11-12", "2026-11-11", "2026-11-12"),
        ("11\u201312 Nov 2026", "2026-11-11", "2026-11-12"),
        ("Nov 11 to Nov 12", "2026-11-11", "2026-11-12"),
        ("November 24th, 2026", "2026-11-24", None),
        ("24-Nov-26", "2026-11-24", None),
        ("Jan 5 '27", "2027-01-05", None),
        ("Tue, Nov 24 at 9:00 AM Eastern Time", "2026-11-24 9:00 AM Eastern", None),
        ("9am Nov 24", "2026-11-24 9am", None),
        ("Nov 24, 9:00-15:00 CT", "2026-11-24 9:00 CT", "2026-11-24 15:00 CT"),
        ("Nov 24 9am \u2013 3pm", "2026-11-24 9am", "2026-11-24 3pm"),
        ("11/13/26-11/14/26 8:00-15:00 CT", "2026-11-13 8:00 CT", "2026-11-14 15:00"),
        ("Nov 24 9:00:00", "2026-11-24 9:00", None),
        ("Nov 24 9:00 (America/Chicago)", "2026-11-24 9:00 America/Chicago", None),
        ("\u200bNov\u00a024", "2026-11-24", None),
    ],
)
def test_one_appointment(text: str, start: str, until: str | None) -> None:
    order = "mdy" if text == "11/11-11/13" else None
    [span] = read(text, order).spans
    assert (span.start, span.until) == (start, until)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dec 1, Dec 8", ["2026-12-01", "2026-12-08"]),
        ("Dec 1 2pm PST / Dec 8 3pm PST", ["2026-12-01 2pm PST", "2026-12-08 3pm PST"]),
        ("Dec 1\nDec 8", ["2026-12-01", "2026-12-08"]),
        ("11/24 and 12/13", ["2026-11-24", "2026-12-13"]),
        ("Dec 1 9am; Dec 8", ["2026-12-01 9am", "2026-12-08"]),
    ],
)
def test_several_in_one_cell(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize("text", ["11/12/2026", "11/12", "1.2.2027", "03-04-2026"])
def test_a_day_of_numbers_alone_needs_its_order(text: str) -> None:
    with pytest.raises(InvalidError, match="two days") as caught:
        read(text)
    assert "--date-order dmy" in caught.value.hint
    assert "--date-order mdy" in caught.value.hint
    assert starts(text, "dmy") != starts(text, "mdy")


def test_the_order_is_followed() -> None:
    assert starts("11/12/2026", "dmy") == ["2026-12-11"]
    assert starts("11/12/2026", "mdy") == ["2026-11-12"]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["11/12/2026", "11/13/2026"], "mdy"),
        (["11/12/2026", "13/11/2026"], "dmy"),
        (["11/12"], None),
        (["2026-11-13"], None),
        (["24.11.26 9:00"], "dmy"),
        ([], None),
    ],
)
def test_a_column_shows_the_order(cells: list[str], order: str | None) -> None:
    assert order_shown(cells) == order


def test_a_column_that_shows_both_orders_is_refused() -> None:
    with pytest.raises(InvalidError, match="`24/11/2026` has the day first and `11/13/2026`"):
        order_shown(["11/13/2026", "1/1/2026", "24/11/2026"])


@pytest.mark.parametrize("text", ["2026-02-30", "31 Nov 2026", "13/13/2026", "30/2"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(InvalidError, match="is no day"):
        read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("declined", ("declined",)),
        ("11/24 (virtual)", ("virtual",)),
        ("waiting, maybe 12/13", ("waiting", "maybe")),
        ("Nov 24 9:00 10:00", ("10:00",)),
        ("May", ("May",)),
    ],
)
def test_what_is_no_part_of_a_day_is_given_back(text: str, words: tuple[str, ...]) -> None:
    assert read(text).words == words


@pytest.mark.parametrize(
    ("text", "has"),
    [("11/24", True), ("Nov 24", True), ("maybe 12/13", True), ("9am", False), ("May", False)],
)
def test_whether_a_cell_names_a_day(text: str, *, has: bool) -> None:
    assert has_days(text) is has


@given(TEXTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        spans = read(text, "mdy").spans
    except InvalidError as error:
        spans, said = (), bool(error.hint)
    else:
        said = True
    assert said
    assert bool(spans) <= has_days(text)


@given(st.dates(date(2026, 6, 1), date(2027, 7, 31)))
def test_a_day_of_the_season_is_read_from_every_spelling(day: date) -> None:
    for text, order in (
        (day.isoformat(), None),
        (f"{day:%m/%d/%Y}", "mdy"),
        (f"{day:%d/%m/%y}", "dmy"),
        (f"{day.day} {day:%b %Y}", None),
        (f"{day:%B} {day.day}, {day.year}", None),
        (f"{day.day}-{day:%b-%y}", None),
    ):
        assert starts(text, order) == [day.isoformat()]
