from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.exchange.cells import (
    look,
    read_visa,
    read_yes_no,
    says_nothing,
    split_codes,
    split_place,
    tidy,
)
from fmgtrack.reference.places import read_state

TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="jJhH1bB-/ ,;&?yesnotx\u2714\ufe0f0123456789@.()"),
)


def is_state(text: str) -> bool:
    return read_state(text) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (text, True)
            for text in ("yes", "Yes", "YES.", "Y", "✓", "✔\ufe0f", "true", "1", "yes x4")
        ],
        *[(text, False) for text in ("no", "No.", "N", "✗", "false", "0", "none")],
        *[
            (text, None)
            for text in ("", "n/a", "?", "x", "maybe", "no, but", "yes (limited)", "J1")
        ],
    ],
)
def test_yes_and_no(text: str, expected: bool | None) -> None:
    assert read_yes_no(text) is expected


@pytest.mark.parametrize(
    ("text", "j1", "h1b"),
    [
        ("J1/H1B", True, True),
        ("J-1, H-1B", True, True),
        ("J1 H1B", True, True),
        ("J1 & H1", True, True),
        ("Both", True, True),
        ("both J-1 and H1-B", True, True),
        ("J1", True, None),
        ("J-1 (ECFMG sponsored)", True, None),
        ("Yes (J1)", True, None),
        ("J-1 only", True, False),
        ("Only J-1 visas", True, False),
        ("H1B only.", False, True),
        ("J1, no H1B", True, False),
        ("J1 and not H-1B", True, False),
        ("J1: Y; H1B: N", True, False),
        ("J1 yes H1B no", True, False),
        ("J-1 \u2714\ufe0f, H-1B \u274c", True, False),
        ("J1 (no)", False, None),
        ("No H1B", None, False),
        ("doesn\u2019t sponsor H1B", None, False),
        ("no", False, False),
        ("None", False, False),
        ("not sponsored", False, False),
        ("Does not sponsor visas", False, False),
        ("No J1/H1B", False, False),
        ("J1/H1B: no", False, False),
        ("Neither J1 nor H1B", False, False),
        ("No J1, H1B", False, None),
        ("yes", None, None),
        ("sponsored", None, None),
        ("?", None, None),
        ("", None, None),
        ("n/a", None, None),
        ("N/A", None, None),
        ("J1?", None, None),
        ("J1, H1B?", True, None),
        ("J1 no H1B", None, None),
        ("J1 H1B no", None, None),
        ("not only J1", None, None),
        ("H1B (case by case)", None, None),
        ("J1 & maybe H1B", True, None),
        ("US citizens only", None, None),
        ("see website", None, None),
    ],
)
def test_what_a_cell_says_of_visas(text: str, j1: bool | None, h1b: bool | None) -> None:
    assert read_visa(text) == {"j1": j1, "h1b": h1b}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1000140C0", ("1000140C0",)),
        ("1000140c0 / 1000140P0", ("1000140C0", "1000140P0")),
        (
            "1000140C0,1000140P0;1000140M0\n1000140A0",
            ("1000140C0", "1000140P0", "1000140M0", "1000140A0"),
        ),
        ("1000140C0 1000140P0", ("1000140C0", "1000140P0")),
        ("1000140C0 and 1000140P0", ("1000140C0", "1000140P0")),
        ("1000140C0, 1000140c0", ("1000140C0",)),
        ("1000-140-C-0 & 1000 140 P 0", ("1000140C0", "1000140P0")),
        ("Categorical: 1000140C0 (prelim 1000140P0)", ("1000140C0", "1000140P0")),
        ("1200511068", ("1200511068",)),
        ("pending", ("PENDING",)),
        ("", ()),
    ],
)
def test_several_codes_in_one_cell(text: str, codes: tuple[str, ...]) -> None:
    assert split_codes(text) == codes


@given(TEXTS)
def test_value_readers_take_any_text(text: str) -> None:
    assert set(read_visa(text)) == {"j1", "h1b"}
    assert read_yes_no(text) in {True, False, None}
    assert all(split_codes(text))
    assert look(text, is_state) != ""
    assert set(split_place(text)) <= {"city", "state"}
    assert isinstance(says_nothing(text), bool)
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("place", "city", "state"),
    [
        ("Detroit, MI", "Detroit", "MI"),
        ("Detroit,MI", "Detroit", "MI"),
        ("Detroit MI", "Detroit", "MI"),
        ("Detroit, Michigan", "Detroit", "Michigan"),
        ("Detroit, MI 48202, USA", "Detroit", "MI"),
        ("St. Louis, MO, United States", "St. Louis", "MO"),
        ("Winston-Salem, NC", "Winston-Salem", "NC"),
        ("Coeur d\u2019Alene ID", "Coeur d\u2019Alene", "ID"),
        ("Washington, D.C.", "Washington", "D.C."),
        ("Mayagüez, PR", "Mayagüez", "PR"),
        ("New York, New York", "New York", "New York"),
        ("Detroit", "Detroit", None),
        ("MI", None, "MI"),
    ],
)
def test_city_and_state_in_one_cell(place: str, city: str | None, state: str | None) -> None:
    parts = split_place(place)
    assert (parts.get("city"), parts.get("state")) == (city, state)


@pytest.mark.parametrize(
    "place",
    [
        "Detroit, MI / Dearborn, MI",
        "3 sites",
        "A, B, C",
        ", MI",
        "a" + " " * 5_000 + "1",
        "MI 48202, x",
    ],
)
def test_a_place_that_cannot_be_split(place: str) -> None:
    assert split_place(place) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1300140C0", "nrmp_code"),
        ("1300140c0 / 1300140P0", "nrmp_code"),
        ("1401221123", "acgme_code"),
        ("140-12-21123", "acgme_code"),
        ("w.chen@example.org", "email"),
        ("https://example.org/im", "url"),
        ("www.example.org", "url"),
        ("example.edu/residency", "url"),
        ("MI", "state"),
        ("new york", "state"),
        ("Detroit, MI", "location"),
        ("J1/H1B", "visa"),
        ("not H1B", "visa"),
        ("Henry Ford Hospital", "name"),
        ("Iowa Medical Center", "name"),
        ("Internal Medicine", None),
        ("Detroit", None),
        ("yes", None),
        ("300", None),
        ("J1?", None),
        ("x" * 5_000, None),
    ],
)
def test_what_a_cell_looks_like(text: str, kind: str | None) -> None:
    assert look(text, is_state) == kind


@pytest.mark.parametrize(
    "text", ["", "-", "\u2014", "n/a", "N.A.", "TBD", "?", "none", "...", "Unknown"]
)
def test_cells_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["no", "x", "0", "NA Medical Center", "none yet"])
def test_cells_that_say_something(text: str) -> None:
    assert not says_nothing(text)
