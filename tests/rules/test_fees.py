from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.words import CONFIDENCES
from fmgtrack.reference.fees import fee_table
from fmgtrack.rules.codes import NO_MATCH
from fmgtrack.rules.fees import FIRST_CHARGED, Fee, FeeTable, Rate, list_fees, total

TABLE = fee_table(2027)


def codes(count: int, letter: str = "C") -> list[str]:
    return [f"{1000 + number}140{letter}0" for number in range(count)]


def rates(table: FeeTable) -> list[Rate]:
    flat = [table.registration, table.late, table.couple]
    return [*flat, table.primary_code, table.supplemental_code, *table.length]


def rows() -> list[dict[str, Any]]:
    text = files("fmgtrack.reference").joinpath("fees.toml").read_text(encoding="utf-8")
    return [row for body in tomllib.loads(text).values() for rows in body.values() for row in rows]


def test_every_row_has_an_address_a_season_and_a_confidence() -> None:
    assert rows()
    for row in rows():
        assert row["source"].startswith("https://"), row
        assert row["confidence"] in set(CONFIDENCES) - {"own"}, row
        assert 2017 <= row["season"] <= 2027, row
        number = row["amount"] if "amount" in row else row["most"]
        assert type(number) is int
        assert number > 0


def test_no_row_is_there_twice() -> None:
    keys = [(row["key"], row["season"], row.get("from")) for row in rows()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("season", "registration", "stated"), [(2024, 70, 2024), (2026, 70, 2024), (2027, 85, 2027)]
)
def test_the_newest_amount_up_to_the_season(season: int, registration: int, stated: int) -> None:
    rate = fee_table(season).registration
    assert (rate.amount, rate.season) == (registration, stated)


def test_a_later_season_keeps_what_was_not_stated_anew() -> None:
    table = fee_table(2030)
    assert table == fee_table(2027)
    assert (table.late.amount, table.late.season) == (50, 2027)
    assert (table.couple.amount, table.couple.season) == (45, 2024)
    assert {band.season for band in table.length} == {2024}


def test_a_season_before_all_tables_has_the_oldest_and_says_so() -> None:
    assert fee_table(2001) == fee_table(2024)
    assert {rate.season for rate in rates(fee_table(2001))} == {2024}


@pytest.mark.parametrize("season", [2024, 2027])
def test_the_bands_of_length_leave_no_gap_up_to_the_limit(season: int) -> None:
    table = fee_table(season)
    bands = [(band.first, band.last, band.amount) for band in table.length]
    assert bands == [(100, 150, 50), (151, 200, 100), (201, 250, 150), (251, 300, 200)]
    assert table.most_ranks == 300


@pytest.mark.parametrize(
    ("primary", "supplemental", "expected"),
    [
        (0, 0, []),
        (20, 20, []),
        (21, 0, [("primary-code", 30, 1)]),
        (0, 21, [("supplemental-code", 30, 1)]),
        (25, 0, [("primary-code", 150, 5)]),
        (30, 22, [("primary-code", 300, 10), ("supplemental-code", 60, 2)]),
    ],
)
def test_codes_beyond_those_included(
    primary: int, supplemental: int, expected: list[tuple[str, int, int]]
) -> None:
    fees = list_fees(codes(primary), codes(supplemental, "P"), primary, TABLE)
    assert [(fee.what, fee.amount, fee.count) for fee in fees] == expected


@pytest.mark.parametrize(
    ("ranks", "amount"),
    [
        (99, 0),
        (100, 50),
        (150, 50),
        (151, 100),
        (200, 100),
        (201, 150),
        (250, 150),
        (251, 200),
        (300, 200),
        (301, 0),
    ],
)
def test_the_length_fee_changes_exactly_at_the_bands(ranks: int, amount: int) -> None:
    fees = list_fees([], [], ranks, TABLE)
    assert total(fees) == amount
    assert all((fee.what, fee.count) == ("length", ranks) for fee in fees)


def test_a_code_is_counted_once_however_it_is_typed_and_no_match_never() -> None:
    primary = [*codes(20), *codes(20), "1000140c0 ", NO_MATCH, NO_MATCH, ""]
    assert list_fees(primary, [], 43, TABLE) == ()
    assert [fee.count for fee in list_fees([*primary, "9000140C0"], [], 44, TABLE)] == [1]


def test_a_code_on_both_kinds_of_list_is_counted_on_each() -> None:
    same = codes(21, "P")
    fees = list_fees(same, same, 21, TABLE)
    assert [(fee.what, fee.count) for fee in fees] == [
        ("primary-code", 1),
        ("supplemental-code", 1),
    ]


def test_a_fee_carries_where_its_rate_was_read() -> None:
    (fee,) = list_fees(codes(21), [], 21, TABLE)
    assert fee == Fee("primary-code", 30, 1, TABLE.primary_code)
    assert fee.rate.source == "https://www.myerasediting.com/guides/couples-match"


def test_the_total_of_a_long_list() -> None:
    fees = list_fees(codes(120), codes(21, "P"), 120, TABLE)
    assert total(fees) == 100 * 30 + 30 + 50
    assert total(()) == 0


@given(
    st.lists(st.sampled_from([*codes(60), NO_MATCH])),
    st.lists(st.text(max_size=12)),
    st.integers(min_value=0, max_value=300),
)
def test_one_more_code_never_makes_a_list_cheaper(
    primary: list[str], supplemental: list[str], ranks: int
) -> None:
    before = total(list_fees(primary, supplemental, ranks, TABLE))
    more = total(list_fees([*primary, "9999140C0"], supplemental, ranks, TABLE))
    assert more - before in (0, 30)
    assert total(list_fees(reversed(primary), supplemental, ranks, TABLE)) == before


@pytest.mark.parametrize("season", range(2020, 2031))
def test_below_the_first_that_is_charged_nothing_is_due(season: int) -> None:
    """Listings leave the table unread there."""
    table = fee_table(season)
    codes = [f"{1000 + number}140C0" for number in range(FIRST_CHARGED - 1)]
    assert list_fees(codes, codes, len(codes), table) == ()
    assert list_fees([*codes, "1999140C0"], codes, FIRST_CHARGED, table)
