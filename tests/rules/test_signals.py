from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import chain

import pytest

from fmgtrack.actions.programs import SPECIALTIES
from fmgtrack.records.words import CONFIDENCES, SIGNALS
from fmgtrack.reference.signals import signals_of

FACTS = tomllib.loads(
    files("fmgtrack.reference").joinpath("signals.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("specialty", "season", "tiers", "stated"),
    [
        ("Internal Medicine", 2027, {"gold": 3, "silver": 12}, 2027),
        ("Internal Medicine", 2026, {"gold": 3, "silver": 12}, 2025),
        ("diagnostic  radiology", 2025, {"gold": 6, "silver": 6}, 2025),
        ("Radiology-Diagnostic", 2027, {"gold": 6, "silver": 9}, 2027),
        ("PM&R", 2026, {"signal": 8}, 2025),
        ("PM&R", 2028, {"signal": 20}, 2027),
        ("Child Neurology", 2025, {"signal": 3}, 2025),
        ("Psychiatry", 2020, {"signal": 10}, 2025),
    ],
)
def test_the_newest_number_up_to_the_season(
    specialty: str, season: int, tiers: dict[str, int], stated: int
) -> None:
    found = signals_of(specialty, season)
    assert found is not None
    assert (found.tiers, found.season) == (tiers, stated)


@pytest.mark.parametrize(("specialty", "season"), [("Allergy", 2027), ("OB/GYN", 2025), ("", 2027)])
def test_a_specialty_without_a_number_has_none(specialty: str, season: int) -> None:
    assert signals_of(specialty, season) is None


def test_every_table_has_its_source_and_tiers_are_signals_of_a_program() -> None:
    for body in FACTS["season"].values():
        assert body["source"].startswith("https://")
        assert body["confidence"] in set(CONFIDENCES) - {"own"}
        for tiers in body["specialties"].values():
            assert set(tiers) in ({"signal"}, {"gold", "silver"})
            assert set(tiers) <= set(SIGNALS)
            assert all(type(number) is int and number > 0 for number in tiers.values())


def test_no_name_stands_for_two_specialties() -> None:
    names = {*chain.from_iterable(body["specialties"] for body in FACTS["season"].values())}
    others = [*chain.from_iterable(FACTS["also"].values())]

    assert set(FACTS["also"]) <= names
    assert not names & set(others)
    assert len({name.casefold() for name in others}) == len(others)


def test_what_a_short_name_is_written_out_to_is_known() -> None:
    assert [name for name in SPECIALTIES.values() if signals_of(name, 2027) is None] == []
