from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from fmgtrack.reference.places import ambiguous_zone_words, read_state, states, zone_words


def test_all_states_and_inhabited_territories_are_there() -> None:
    assert len(states()) == 50 + 1 + 5
    assert {"DC", "PR", "GU", "VI", "AS", "MP"} <= set(states())
    assert all(code == state.code and len(code) == 2 for code, state in states().items())
    assert len({state.name for state in states().values()}) == len(states())


def test_every_zone_named_is_in_the_zone_database() -> None:
    named = {state.zone for state in states().values()}
    named |= {zone for state in states().values() for zone in state.other_zones}
    named |= set(zone_words().values())
    named |= {zone for zones in ambiguous_zone_words().values() for zone in zones}
    assert named <= available_timezones()


def test_the_zone_of_most_people_is_not_among_the_others() -> None:
    assert all(state.zone not in state.other_zones for state in states().values())


@pytest.mark.parametrize(
    ("code", "zone", "others"),
    [
        ("MI", "America/Detroit", ("America/Menominee",)),
        ("TN", "America/Chicago", ("America/New_York",)),
        ("KY", "America/New_York", ("America/Chicago",)),
        ("TX", "America/Chicago", ("America/Denver",)),
        ("AZ", "America/Phoenix", ("America/Denver",)),
        ("IN", "America/Indiana/Indianapolis", ("America/Chicago",)),
        ("OR", "America/Los_Angeles", ("America/Boise",)),
        ("NY", "America/New_York", ()),
        ("DC", "America/New_York", ()),
        ("PR", "America/Puerto_Rico", ()),
        ("VI", "America/Puerto_Rico", ()),
        ("GU", "Pacific/Guam", ()),
        ("HI", "Pacific/Honolulu", ()),
    ],
)
def test_the_zone_of_a_state(code: str, zone: str, others: tuple[str, ...]) -> None:
    assert (states()[code].zone, states()[code].other_zones) == (zone, others)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MI", "MI"),
        ("mi", "MI"),
        (" Mi. ", "MI"),
        ("N.Y.", "NY"),
        ("n.y", "NY"),
        ("new  york", "NY"),
        ("NEW YORK", "NY"),
        ("D.C.", "DC"),
        ("Washington, D.C.", "DC"),
        ("Washington", "WA"),
        ("district of columbia", "DC"),
        ("U.S. Virgin Islands", "VI"),
        ("virgin islands", "VI"),
        ("Puerto Rico", "PR"),
    ],
)
def test_a_state_is_read_by_code_or_name(text: str, code: str) -> None:
    state = read_state(text)
    assert state is not None
    assert state.code == code


@pytest.mark.parametrize("text", ["", ".", "XX", "Mich", "Ontario", "New", "M I", "York"])
def test_what_is_no_state_is_none(text: str) -> None:
    assert read_state(text) is None


@pytest.mark.parametrize(
    ("word", "zone"),
    [
        ("et", "America/New_York"),
        ("edt", "America/New_York"),
        ("central", "America/Chicago"),
        ("mst", "America/Denver"),
        ("pacific time", "America/Los_Angeles"),
        ("akst", "America/Anchorage"),
        ("hst", "Pacific/Honolulu"),
        ("ast", "America/Puerto_Rico"),
        ("chst", "Pacific/Guam"),
        ("utc", "UTC"),
        ("gmt", "UTC"),
        ("z", "UTC"),
    ],
)
def test_a_zone_word_stands_for_a_place(word: str, zone: str) -> None:
    assert zone_words()[word] == zone


def test_ambiguous_words_name_several_zones_and_are_never_read() -> None:
    words = ambiguous_zone_words()
    assert {"ist", "bst"} <= set(words)
    assert all(len(set(zones)) > 1 for zones in words.values())
    assert not set(words) & set(zone_words())
    assert all(word == word.lower() for word in [*words, *zone_words()])
