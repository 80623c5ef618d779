from __future__ import annotations

from datetime import date

import pytest

from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.rules.fitting import fit
from fmgtrack.rules.fitting_facts import Applicant, Attempt, Known, Place
from fmgtrack.rules.preferences import Wish, in_order, read_wish, total, weigh

NOBODY = Applicant(season=2027, today=date(2026, 11, 25))


@pytest.mark.parametrize(
    ("word", "typed", "kept"),
    [
        ("state", "ny", ("state", "NY")),
        ("City", " New  York ", ("city", "New York")),
        ("setting", "comm", ("setting", "community")),
        ("setting", "university", ("setting", "university")),
        ("size", "20+", ("size", "20+")),
        ("size", "at least 20", ("size", "20+")),
        ("size", "10 to 20", ("size", "10-20")),
        ("size", "up to 12", ("size", "-12")),
        ("img share", "40+", ("img-share", "40+")),
        ("img", "20-60%", ("img-share", "20-60")),
        ("fell", "Cardiology", ("fellowship", "Cardiology")),
        ("visa", "H-1B", ("visa", "h1b")),
    ],
)
def test_a_preference_is_read(word: str, typed: str, kept: tuple[str, str]) -> None:
    assert read_wish(word, typed) == kept


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("state", "New York State"),
        ("setting", "uni"),
        ("size", "big"),
        ("size", "20-10"),
        ("size", "20"),
        ("visa", "b2"),
        ("city", "--"),
    ],
)
def test_a_value_of_another_form_is_refused(word: str, typed: str) -> None:
    with pytest.raises(InvalidError) as error:
        read_wish(word, typed)
    assert error.value.hint


@pytest.mark.parametrize(("word", "hint"), [("sise", "size"), ("zzz", "one of: "), ("s", "size")])
def test_what_cannot_be_preferred_says_what_can(word: str, hint: str) -> None:
    with pytest.raises(UsageError) as error:
        read_wish(word, "x")
    assert hint in error.value.hint


def place(number: int = 1, name: str = "Elmhurst Hospital", *, j1: bool | None = None,
          city: str | None = None, state: str | None = None, **said: str) -> Place:  # fmt: skip
    strict = {word.replace("_", "-"): Known(value) for word, value in said.items()}
    return Place(number=number, name=name, j1=j1, city=city, state=state, strict=strict)


@pytest.mark.parametrize(
    ("program", "rule", "value", "outcome"),
    [
        (place(state="NY"), "state", "NY", "met"),
        (place(state="MI"), "state", "NY", "unmet"),
        (place(), "state", "NY", "unknown"),
        (place(city="new york"), "city", "New York", "met"),
        (place(setting="community"), "setting", "community", "met"),
        (place(size="20"), "size", "20+", "met"),
        (place(size="19"), "size", "20+", "unmet"),
        (place(size="12"), "size", "-12", "met"),
        (place(size="13"), "size", "-12", "unmet"),
        (place(size="10"), "size", "10-20", "met"),
        (place(size="20"), "size", "10-20", "met"),
        (place(size="21"), "size", "10-20", "unmet"),
        (place(), "size", "20+", "unknown"),
        (place(img_share="45.5"), "img-share", "45+", "met"),
        (place(fellowship="yes"), "fellowship", "yes", "met"),
        (place(fellowship="GI"), "fellowship", "yes", "met"),
        (place(fellowship="no"), "fellowship", "yes", "unmet"),
        (place(fellowship="Cardiology, GI"), "fellowship", "cardiology", "met"),
        (place(fellowship="GI"), "fellowship", "cardiology", "unmet"),
        (place(fellowship="yes"), "fellowship", "cardiology", "unknown"),
        (place(fellowship="no"), "fellowship", "no", "met"),
        (place(j1=True), "visa", "j1", "met"),
        (place(j1=False), "visa", "j1", "unmet"),
        (place(j1=True), "visa", "h1b", "unknown"),
        (place(size="many"), "size", "20+", "unknown"),
        (place(size="20"), "size", "20 or so", "unknown"),
    ],
)
def test_how_a_program_does_by_a_preference(
    program: Place, rule: str, value: str, outcome: str
) -> None:
    (part,) = weigh(program, [Wish(rule, value, 2)])
    assert part.outcome == outcome
    assert part.adds == (2 if outcome == "met" else 0)


def test_the_order_is_weights_then_preferred_rules_then_name() -> None:
    wishes = [Wish("state", "NY", 2), Wish("setting", "university", 1.5)]
    wanting = Place(number=1, name="A", state="NY", preferred={"attempts": Known("0")})
    programs = [
        wanting,
        place(2, "zulu", state="NY"),
        place(3, "Yankee", state="NY"),
        place(4, "X-ray", state="NY", setting="university"),
        place(5, "Whiskey", setting="university"),
        place(6, "Echo", state="MI"),
        place(7, "Echo", state="MI"),
    ]
    applicant = Applicant(
        season=2027,
        today=date(2026, 11, 25),
        attempts=(Attempt("step1", "fail"), Attempt("step1", "pass"), Attempt("step2ck", "pass")),
    )
    found = in_order([fit(one, applicant) for one in reversed(programs)], wishes)

    assert [each.place.number for each, _ in found] == [4, 3, 2, 1, 5, 6, 7]
    assert [total(parts) for _, parts in found] == [3.5, 2, 2, 2, 1.5, 0, 0]


def test_without_preferences_the_order_is_the_names() -> None:
    fits = [fit(place(number, name), NOBODY) for number, name in ((1, "b"), (2, "A"), (3, "c"))]
    assert [each.place.number for each, _ in in_order(fits, [])] == [2, 1, 3]
