from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.rules.fitting import fit
from fmgtrack.rules.fitting_facts import Amount, Applicant, Attempt, Known, Place, Spell
from fmgtrack.rules.whatif import FORMS, moves, suppose

SANA = Applicant(
    season=2027,
    today=date(2026, 11, 25),
    attempts=(
        Attempt("step2ck", "fail", 200),
        Attempt("step2ck", "planned"),
        Attempt("step3", "planned"),
    ),
    hands_on=Spell(30, 1.0, complete=True),
    us_letters=Amount(1, 2),
)


def test_every_example_can_be_supposed() -> None:
    for form in FORMS:
        assert suppose(SANA, form) != SANA


def test_a_pass_takes_the_place_of_what_was_ahead_and_keeps_what_failed() -> None:
    supposed = suppose(SANA, "Step2CK = 245")

    assert supposed.standing("step2ck").score == 245
    assert supposed.failed("step2ck") == Amount(1, 1)
    assert suppose(SANA, "step3 passed").standing("step3").passed is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ecfmg certified", {"certified": True}),
        ("visa H-1B", {"visa_need": "h1b"}),
        ("visa none", {"visa_need": "none"}),
        ("usce 3 months", {"hands_on": Spell(3 * 30.44, 3.0, complete=True)}),
        ("usce +2", {"hands_on": Spell(30 + 2 * 30.44, 3.0, complete=True)}),
        ("observership +1", {"observed": Spell(30.44, 1.0, complete=False)}),
        ("us-letters 3", {"us_letters": Amount(3, 3)}),
        ("us-letters +1", {"us_letters": Amount(2, 3)}),
    ],
)
def test_what_is_supposed(text: str, expected: dict[str, object]) -> None:
    supposed = suppose(SANA, text)
    assert {field: getattr(supposed, field) for field in expected} == expected


@pytest.mark.parametrize(
    "text", ["step2ck abc", "step2ck 99", "step2ck 301", "usce -1", "usce 99", "visa b2",
             "ecfmg soon", "step3 245", "us-letters 12"],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(InvalidError) as error:
        suppose(SANA, text)
    assert text.split(maxsplit=1)[0] in error.value.hint


@pytest.mark.parametrize("text", ["", "step3", "money 3", "passed step3"])
def test_what_cannot_be_supposed_says_what_can(text: str) -> None:
    with pytest.raises(UsageError) as error:
        suppose(SANA, text)
    assert "`step3 passed`" in error.value.hint


def test_only_programs_that_change_their_group_move_and_say_why() -> None:
    asking = {"graduation-years": "any", "attempts": "any", "ecfmg": "start", "usce-months": "any"}

    def place(number: int, least: str) -> Place:
        said = asking | {"step2ck": least}
        strict = {word: Known(value) for word, value in said.items()}
        return Place(number=number, name=f"Program {number}", j1=True, strict=strict)

    applicant = replace(SANA, visa_need="j1")
    programs = [place(1, "220"), place(2, "250"), place(3, "any")]
    before = [fit(one, applicant) for one in programs]
    after = [fit(one, suppose(applicant, "step2ck 245")) for one in programs]
    found = moves(before, after)

    assert [(move.now.place.ref, move.was, move.now.group) for move in found] == [
        ("p1", "ask", "fits"),
        ("p2", "ask", "fails"),
        ("p3", "ask", "fits"),
    ]
    assert [[(one.rule, one.outcome) for one in move.why] for move in found] == [
        [("step2ck", "pass")],
        [("step2ck", "fail")],
        [("step2ck", "pass")],
    ]
    assert moves(before, before) == ()
