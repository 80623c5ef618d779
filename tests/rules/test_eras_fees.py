from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.words import CONFIDENCES
from fmgtrack.reference.eras_fees import services
from fmgtrack.rules.eras_fees import eras_cost, total

SERVICES = services(2027)


def test_the_published_example() -> None:
    """AAMC's own: 43 internal medicine and 7 radiology programs."""
    costs = eras_cost({"Internal Medicine": 43, "Diagnostic Radiology": 7}, SERVICES)

    assert [cost.amount for cost in costs] == [720, 77]
    assert total(costs) == 797


@pytest.mark.parametrize(
    ("specialty", "count", "amount", "one_more"),
    [
        ("Neurology", 0, 0, 11),
        ("Neurology", 1, 11, 11),
        ("Neurology", 29, 319, 11),
        ("Neurology", 30, 330, 30),
        ("Neurology", 31, 360, 30),
        ("Emergency Medicine", 0, 0, 99),
        ("emergency  medicine", 1, 99, 0),
        ("Emergency Medicine", 17, 99, 0),
        ("Emergency Medicine", 18, 99, 18),
        ("OB/GYN", 19, 117, 18),
        ("Obstetrics and Gynecology", 30, 315, 23),
        ("Obstetrics and Gynecology", 32, 361, 23),
    ],
)
def test_at_the_edges_of_the_tiers(specialty: str, count: int, amount: int, one_more: int) -> None:
    (cost,) = eras_cost({specialty: count}, SERVICES)
    assert (cost.amount, cost.one_more) == (amount, one_more)
    assert (cost.specialty, cost.count) == (specialty, count)
    assert cost.rate == next(one for one in SERVICES if one.key == cost.service).each[0]


@given(st.lists(st.integers(0, 200), min_size=2, max_size=4))
def test_the_count_begins_anew_with_each_specialty(counts: list[int]) -> None:
    named = {f"Specialty {index}": count for index, count in enumerate(counts)}
    alone = [eras_cost({name: count}, SERVICES) for name, count in named.items()]

    assert eras_cost(named, SERVICES) == tuple(cost for (cost,) in alone)


@given(specialty=st.sampled_from(["Neurology", "OB/GYN"]), count=st.integers(0, 300))
def test_one_more_is_what_the_next_one_adds(specialty: str, count: int) -> None:
    (cost,) = eras_cost({specialty: count}, SERVICES)
    (after,) = eras_cost({specialty: count + 1}, SERVICES)

    assert after.amount == cost.amount + cost.one_more
    assert cost.one_more >= 0


@pytest.mark.parametrize(
    ("season", "specialty", "service", "stated"),
    [
        (2025, "Emergency Medicine", "eras", 2025),
        (2026, "Emergency Medicine", "residencycas", 2026),
        (2025, "OB/GYN", "residencycas", 2026),
        (2024, "OB/GYN", "eras", 2025),
        (2026, "Pediatrics", "eras", 2026),
        (2027, "Pediatrics", "eras", 2027),
        (2030, "Pediatrics", "eras", 2027),
    ],
)
def test_a_specialty_goes_through_its_service_from_the_season_it_moved(
    season: int, specialty: str, service: str, stated: int
) -> None:
    (cost,) = eras_cost({specialty: 1}, services(season))
    assert (cost.service, cost.rate.season) == (service, stated)


def test_every_amount_has_an_address_a_season_and_a_confidence() -> None:
    text = files("fmgtrack.reference").joinpath("eras_fees.toml").read_text(encoding="utf-8")
    rows = [row for body in tomllib.loads(text).values() for row in body["fee"]]

    assert rows
    for row in rows:
        assert row["source"].startswith("https://"), row
        assert row["confidence"] in set(CONFIDENCES) - {"own"}, row
        assert ("each" in row) != ("together" in row), row
