"""The names that Windows gives to zones, and the zones that they stand for."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from fmgtrack.reference.windows_zones import windows_zone

FACTS = tomllib.loads(
    files("fmgtrack.reference").joinpath("windows_zones.toml").read_text(encoding="utf-8")
)["zones"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Eastern Standard Time", "America/New_York"),
        ("eastern  standard time", "America/New_York"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT-06.00) Central Time (US & Canada)", "America/Chicago"),
        ("Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("US Mountain Standard Time", "America/Phoenix"),
        ("(UTC+05:00) Islamabad, Karachi", "Asia/Karachi"),
        ("UTC", "Etc/UTC"),
        ("Somewhere Standard Time", None),
        ("(UTC-05:00)", None),
        ("", None),
    ],
)
def test_a_windows_name_is_an_iana_zone(text: str, zone: str | None) -> None:
    assert windows_zone(text) == zone


@pytest.mark.parametrize("name", FACTS)
def test_every_zone_is_in_the_database(name: str) -> None:
    assert ZoneInfo(FACTS[name]["zone"]).key == FACTS[name]["zone"]
    assert windows_zone(name) == FACTS[name]["zone"]


def test_no_two_zones_are_shown_alike() -> None:
    shown = [text for fact in FACTS.values() for text in fact.get("shown", ())]

    assert len(shown) == len(set(shown))
