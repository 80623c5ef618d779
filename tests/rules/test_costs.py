from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.experience import Experience
from fmgtrack.records.words import CONFIDENCES
from fmgtrack.reference.eras_fees import services
from fmgtrack.reference.exam_fees import charges
from fmgtrack.reference.fees import fee_table
from fmgtrack.rules.costs import (
    Applications,
    CostFacts,
    Line,
    by_specialty,
    converted,
    costs,
    curve,
)
from fmgtrack.rules.fees import list_fees

SERVICES = services(2027)
TABLE = fee_table(2027)
NOTHING = CostFacts(
    programs={}, services=SERVICES, charges=charges(2027), nrmp=TABLE, met=frozenset(), sat={}
)
CERTIFIED = frozenset({"step1", "step2ck", "oet", "pathway", "certificate", "verified"})


def facts(**over: Any) -> CostFacts:  # noqa: ANN401  any field
    return replace(NOTHING, **over)


def applied(everything: bool = False, **over: Any) -> dict[str, Line]:  # noqa: ANN401  any field
    """The lines by word, with the exams behind."""
    base = facts(**({"met": CERTIFIED} | over))
    return {line.what: line for line in costs(base, everything=everything)[0]}


def amounts(lines: dict[str, Line]) -> dict[str, tuple[float, float]]:
    return {what: (line.amount, line.to_pay) for what, line in lines.items()}


def test_the_published_example() -> None:
    """AAMC's own: 43 internal medicine and 7 radiology programs cost $797."""
    programs = {"Internal Medicine": Applications(43), "Diagnostic Radiology": Applications(7)}
    lines = [line for line in costs(facts(programs=programs))[0] if line.group == "applications"]

    assert [(line.name, line.count, line.amount) for line in lines] == [
        ("Internal Medicine", 43, 720),
        ("Diagnostic Radiology", 7, 77),
    ]
    assert sum(line.amount for line in lines) == 797
    assert sum(line.to_pay for line in lines) == 0


@pytest.mark.parametrize(
    ("sent", "to_come", "amount", "to_pay"),
    [
        (0, 1, 11, 11),
        (29, 1, 330, 11),
        (30, 1, 360, 30),
        (43, 0, 720, 0),
        (43, 10, 1020, 300),
        (0, 31, 360, 360),
    ],
)
def test_what_is_still_to_pay_goes_on_from_what_was_sent(
    sent: int, to_come: int, amount: int, to_pay: int
) -> None:
    programs = {"Neurology": Applications(sent, to_come)}
    assert amounts(applied(programs=programs))["eras"] == (amount, to_pay)


def test_papers_go_with_the_service_that_is_used() -> None:
    eras, elsewhere = {"Neurology": Applications(1)}, {"Emergency Medicine": Applications(1)}

    assert {"token", "usmle-transcript"} <= applied(programs=eras).keys()
    assert "residencycas-transcript" not in applied(programs=eras)
    assert not {"token", "usmle-transcript"} & applied(programs=elsewhere).keys()
    assert "residencycas-transcript" in applied(programs=elsewhere)
    both = applied(programs=eras | elsewhere)
    assert {"token", "residencycas-transcript"} <= both.keys()
    assert "token" in applied()


@pytest.mark.parametrize(
    ("over", "to_pay"),
    [
        ({}, 185),
        ({"token": True}, 0),
        ({"programs": {"Neurology": Applications(0, 1)}}, 185),
        ({"programs": {"Neurology": Applications(1)}}, 0),
    ],
)
def test_whoever_applied_has_used_the_token(over: dict[str, Any], to_pay: int) -> None:
    assert amounts(applied(**over))["token"] == (185, to_pay)


def test_two_sources_that_differ_are_both_told() -> None:
    line = applied()["usmle-transcript"]
    assert line.rate is not None
    assert line.other is not None
    assert (line.rate.amount, line.rate.confidence) == (80, "official")
    assert (line.other.amount, line.other.confidence) == (70, "secondary")
    assert (line.amount, line.to_pay) == (80, 80)
    assert applied(transcript=True)["usmle-transcript"].to_pay == 0


def test_nrmp_and_the_list_are_paid_once_it_is_certified() -> None:
    codes = [f"{1000 + number}140C0" for number in range(22)]
    fees = list_fees(codes, [], 22, TABLE)

    before = amounts(applied(list_fees=fees))
    assert [before[key] for key in ("registration", "primary-code")] == [(85, 85), (60, 60)]
    assert "couple" not in before
    after = amounts(applied(list_fees=fees, coupled=True, certified=True))
    assert [after[key] for key in ("registration", "primary-code", "couple")] == [
        *((85, 0), (60, 0), (45, 0)),
    ]


def ecfmg(everything: bool = False, **over: Any) -> dict[str, tuple[float, float]]:  # noqa: ANN401  any field
    found, _ = costs(facts(**over), everything=everything)
    return {line.what: (line.amount, line.to_pay) for line in found if line.group == "ecfmg"}


def test_with_nothing_on_record_all_of_ecfmg_is_to_pay() -> None:
    assert ecfmg() == {
        "account": (110, 110),
        "certification": (580, 580),
        "step1": (905, 905),
        "step2ck": (930, 930),
        "oet": (450, 450),
        "pathway": (945, 945),
        "credentials": (220, 220),
    }
    assert ecfmg(everything=True)["step3"] == (955, 0)


def test_what_lies_behind_is_left_out_and_named() -> None:
    lines, left_out = costs(facts(met=frozenset({"step1"}), sat={"step1": 1}))

    assert {line.what for line in lines if line.group == "ecfmg"} == {
        *("step2ck", "oet", "pathway", "credentials"),
    }
    assert left_out == ("MyIntealth account", "application for ECFMG certification", "Step 1")
    assert costs(facts(met=CERTIFIED | {"step3"}))[1][-1] == "Step 3"
    assert costs(facts(met=CERTIFIED), everything=True)[1] == ()


@pytest.mark.parametrize(
    ("met", "sat", "shown"),
    [
        (set(), 0, (905, 905)),
        (set(), 1, (1810, 905)),
        ({"step1"}, 1, (905, 0)),
        ({"step1"}, 2, (1810, 0)),
        ({"step1"}, 0, (905, 0)),
    ],
)
def test_every_attempt_is_paid_for(met: set[str], sat: int, shown: tuple[int, int]) -> None:
    found = ecfmg(everything=True, met=frozenset(met), sat={"step1": sat})
    assert found["step1"] == shown


def test_step_3_counts_where_it_is_wanted() -> None:
    assert "step3" not in ecfmg()
    assert ecfmg(step3=True)["step3"] == (955, 955)
    assert "step3" not in ecfmg(step3=True, met=frozenset({"step3"}))


@pytest.mark.parametrize(
    ("over", "shown"),
    [
        ({"status": "done"}, (1250, 0)),
        ({"status": "accepted"}, (1250, 1250)),
        ({"status": "done", "cost": 99.5}, (99.5, 0)),
        ({"status": "asked"}, None),
        ({"status": "declined"}, None),
        ({"status": "done", "cost": None}, None),
        ({"status": "done", "cost": 0.0}, None),
        ({"status": "done", "kind": "research"}, None),
    ],
)
def test_experience_costs_what_was_recorded(
    over: dict[str, Any], shown: tuple[float, float] | None
) -> None:
    values: dict[str, Any] = {"id": 3, "kind": "externship", "title": "Ward", "cost": 1250.0} | over
    found = applied(experiences=(Experience(**values),)).get("usce")

    assert (found and (found.amount, found.to_pay)) == shown
    assert found is None or (found.ref, found.rate) == ("e3", None)


@pytest.mark.parametrize(
    ("need", "total"), [("j1", 370 + 220 + 185), ("h1b", 0), ("either", 0), ("none", 0), (None, 0)]
)
def test_a_visa_costs_where_its_need_is_known(need: str | None, total: int) -> None:
    lines, _ = costs(facts(visa_need=need))
    assert sum(line.amount for line in lines if line.group == "visa") == total


counts = st.dictionaries(
    st.sampled_from(["Neurology", "Pathology", "OB/GYN", "Emergency Medicine"]),
    st.builds(Applications, st.integers(0, 80), st.integers(0, 80)),
    max_size=4,
)


@given(counts, st.booleans(), st.frozensets(st.sampled_from(sorted(CERTIFIED))))
def test_what_is_to_pay_is_part_of_what_it_costs(
    programs: dict[str, Applications], everything: bool, met: frozenset[str]
) -> None:
    some = facts(programs=programs, met=met)
    for line in costs(some, everything=everything)[0]:
        assert 0 <= line.to_pay <= line.amount
        assert line.count >= 1
    shown, _ = costs(some)
    whole, _ = costs(some, everything=True)
    assert sum(line.to_pay for line in shown) == sum(line.to_pay for line in whole)
    assert {line.what for line in shown} <= {line.what for line in whole}


@pytest.mark.parametrize(
    ("specialty", "steps"),
    [
        ("Neurology", [(30, 330, 30)]),
        ("Emergency Medicine", [(1, 99, 0), (18, 99, 18), (30, 315, 23)]),
    ],
)
def test_the_chart_marks_the_steps_of_the_price(
    specialty: str, steps: list[tuple[int, int, int]]
) -> None:
    found = curve(specialty, SERVICES, 7)
    assert [(one.programs, one.cost, one.one_more) for one in found if one.step] == steps
    assert found[0].programs == 0
    assert 7 in {one.programs for one in found}


@given(st.sampled_from(["Neurology", "OB/GYN"]), st.integers(0, 5_000))
def test_a_chart_is_short_and_rises_to_beyond_what_is_counted(specialty: str, count: int) -> None:
    found = curve(specialty, SERVICES, count)
    numbers = [one.programs for one in found]

    assert count in numbers
    assert numbers == sorted(set(numbers))
    assert numbers[-1] >= max(count, 30) + 10
    assert len(numbers) <= 18
    assert [one.cost for one in found] == sorted(one.cost for one in found)


def test_the_cost_of_a_specialty_says_what_one_more_costs() -> None:
    ((cost, to_pay),) = by_specialty(facts(programs={"Neurology": Applications(20, 10)}))
    assert (cost.count, cost.amount, cost.one_more, to_pay) == (30, 330, 30, 110)


@pytest.mark.parametrize(
    ("amount", "rate", "units"),
    [
        (797, "281.5", 224_356),
        (1, "0.5", 1),
        (3, "0.5", 2),
        (1, "0.4", 0),
        (99.5, "1", 100),
        (0, "281.5", 0),
    ],
)
def test_another_currency_in_whole_units(amount: float, rate: str, units: int) -> None:
    assert converted(amount, Decimal(rate)) == units


def test_every_amount_has_an_address_a_season_and_a_confidence() -> None:
    text = files("fmgtrack.reference").joinpath("exam_fees.toml").read_text("utf-8")
    rows = tomllib.loads(text)["fee"]

    assert rows
    for row in (*rows, *(row["other"] for row in rows if "other" in row)):
        assert row["source"].startswith("https://"), row
        assert row["confidence"] in set(CONFIDENCES) - {"own"}, row
        assert row["amount"] > 0
    keys = [(row["key"], row["season"]) for row in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("season", [2020, 2024, 2027, 2030])
def test_every_season_has_every_charge(season: int) -> None:
    assert list(charges(season)) == list(charges(2027))
    assert charges(season)["token"].rate.amount == 185
