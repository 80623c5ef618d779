"""Deferred acceptance on small made-up lists, and the examples that are told with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fmgtrack.errors import InvalidError
from fmgtrack.reference.examples import Example, Sentence, examples
from fmgtrack.rules.deferred import (
    Outcome,
    Step,
    Tried,
    all_stable,
    is_stable,
    match,
    true_order_pays,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Lists = dict[str, list[str]]

APPLICANTS: Lists = {"Omar": ["Elm", "Fir"], "Priya": ["Elm"], "Nadia": ["Fir", "Elm"]}
PROGRAMS: Lists = {"Elm": ["Nadia", "Priya", "Omar"], "Fir": ["Omar", "Nadia"]}
PLACES = {"Elm": 1, "Fir": 1}


def test_a_walk_tells_who_was_held_displaced_and_refused_in_turn() -> None:
    outcome = match(APPLICANTS, PROGRAMS, PLACES)

    assert outcome.steps == (
        Step("Omar", "Elm", "held"),
        Step("Priya", "Elm", "displaced", "Omar"),
        Step("Omar", "Fir", "held"),
        Step("Nadia", "Fir", "refused"),
        Step("Nadia", "Elm", "displaced", "Priya"),
    )
    assert outcome.matched == {"Omar": "Fir", "Priya": None, "Nadia": "Elm"}


@pytest.mark.parametrize(
    ("applicants", "programs", "places", "matched"),
    [
        pytest.param({}, {}, {}, {}, id="nobody"),
        pytest.param({"Omar": []}, {"Elm": ["Omar"]}, {"Elm": 1}, {"Omar": None}, id="no list"),
        pytest.param(
            {"Omar": ["Elm"]}, {"Elm": []}, {"Elm": 2}, {"Omar": None}, id="not ranked, though free"
        ),
        pytest.param(
            {"Omar": ["Elm"]}, {"Elm": ["Omar"]}, {"Elm": 0}, {"Omar": None}, id="no places"
        ),
        pytest.param(
            {"Omar": ["Elm"], "Priya": ["Elm"], "Nadia": ["Elm"]},
            {"Elm": ["Nadia", "Omar", "Priya"]},
            {"Elm": 2},
            {"Omar": "Elm", "Priya": None, "Nadia": "Elm"},
            id="the lowest of two held is displaced",
        ),
        pytest.param(
            {"Omar": ["Elm"]},
            {"Elm": ["Somebody else", "Omar"], "Fir": []},
            {"Elm": 1, "Fir": 1},
            {"Omar": "Elm"},
            id="who is not in the match takes no place",
        ),
        pytest.param(
            {"Omar": ["Elm", "Fir"], "Priya": ["Fir", "Elm"]},
            {"Elm": ["Priya", "Omar"], "Fir": ["Omar", "Priya"]},
            {"Elm": 1, "Fir": 1},
            {"Omar": "Elm", "Priya": "Fir"},
            id="the applicants' wishes come before the programs'",
        ),
    ],
)
def test_who_is_matched_where(
    applicants: Lists, programs: Lists, places: dict[str, int], matched: Mapping[str, str | None]
) -> None:
    assert match(applicants, programs, places).matched == matched


@pytest.mark.parametrize(
    ("applicants", "programs", "places", "said"),
    [
        ({"Omar": ["Elm", "Elm"]}, {"Elm": []}, {"Elm": 1}, "the list of `Omar` has `Elm` twice"),
        ({}, {"Elm": ["Omar", "Omar"]}, {"Elm": 1}, "the list of `Elm` has `Omar` twice"),
        ({"Omar": ["Elm"]}, {}, {}, "`Omar` ranks `Elm`, which has no list"),
        ({"Omar": ["Elm"]}, {"Elm": []}, {}, "`Elm` has no number of places"),
        ({}, {"Elm": []}, {"Elm": -1}, "`Elm` has no number of places"),
    ],
)
def test_lists_that_make_no_match_are_refused(
    applicants: Lists, programs: Lists, places: dict[str, int], said: str
) -> None:
    for work in (match, all_stable):
        with pytest.raises(InvalidError) as caught:
            work(applicants, programs, places)
        assert (caught.value.message, bool(caught.value.hint)) == (said, True)


@pytest.mark.parametrize(
    ("matched", "stable"),
    [
        pytest.param({"Omar": "Fir", "Priya": None, "Nadia": "Elm"}, True, id="it can stand"),
        pytest.param({"Omar": "Elm", "Priya": None, "Nadia": "Fir"}, False, id="Elm and Priya"),
        pytest.param({"Omar": None, "Priya": None, "Nadia": "Elm"}, False, id="a free place"),
        pytest.param({"Omar": "Fir", "Priya": "Elm", "Nadia": "Elm"}, False, id="given twice"),
        pytest.param({"Omar": "Fir", "Priya": "Fir", "Nadia": "Elm"}, False, id="never asked for"),
        pytest.param({"Omar": "Fir", "Priya": None, "Nadia": "Oak"}, False, id="no such program"),
        pytest.param({"Omar": "Fir", "Nadia": "Elm"}, False, id="somebody left out"),
    ],
)
def test_whether_an_outcome_can_stand(matched: dict[str, str | None], stable: bool) -> None:
    assert is_stable(Outcome(matched), APPLICANTS, PROGRAMS, PLACES) is stable


def test_nobody_may_be_placed_where_they_are_not_ranked() -> None:
    outcome = Outcome({"Omar": "Elm"})
    assert not is_stable(outcome, {"Omar": ["Elm"]}, {"Elm": []}, {"Elm": 1})


def test_of_two_stable_outcomes_the_applicants_get_theirs() -> None:
    applicants = {"Omar": ["Elm", "Fir"], "Priya": ["Fir", "Elm"]}
    programs = {"Elm": ["Priya", "Omar"], "Fir": ["Omar", "Priya"]}

    stable = [one.matched for one in all_stable(applicants, programs, PLACES)]

    assert stable == [{"Omar": "Elm", "Priya": "Fir"}, {"Omar": "Fir", "Priya": "Elm"}]
    assert match(applicants, programs, PLACES).matched == stable[0]


def test_every_list_is_tried_the_true_one_first() -> None:
    assert true_order_pays("Omar", APPLICANTS, PROGRAMS, PLACES) == (
        Tried(("Elm", "Fir"), "Fir"),
        Tried(("Fir", "Elm"), "Fir"),
        Tried(("Elm",), None),
        Tried(("Fir",), "Fir"),
    )


def test_five_programs_make_325_lists_and_none_makes_none() -> None:
    names = ["Elm", "Fir", "Oak", "Ash", "Yew"]
    programs: Lists = {name: ["Omar"] for name in names}
    places = dict.fromkeys(names, 1)

    tried = true_order_pays("Omar", {"Omar": names}, programs, places)

    assert len({one.order for one in tried}) == len(tried) == 325
    assert true_order_pays("Omar", {"Omar": []}, programs, places) == ()


def test_an_applicant_who_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidError, match="`Ravi` is not in the example"):
        true_order_pays("Ravi", APPLICANTS, PROGRAMS, PLACES)


# The examples that ship: what a sentence says must be what the match gives.

EXAMPLES = {example.key: example for example in examples()}
SENTENCES = [
    pytest.param(example, said, id=f"{example.key}-{number}")
    for example in examples()
    for number, said in enumerate(example.sentences, start=1)
]


def is_part_in_order(part: tuple[Step, ...], whole: tuple[Step, ...]) -> bool:
    rest = iter(whole)
    return all(step in rest for step in part)


def asked(example: Example, said: Sentence) -> list[str]:
    steps = example.run(said.order).steps
    return [step.program for step in steps if step.applicant == example.about]


@pytest.mark.parametrize(("example", "said"), SENTENCES)
def test_a_sentence_is_borne_out_by_its_run(example: Example, said: Sentence) -> None:
    outcome = example.run(said.order)

    assert outcome.matched[example.about] == said.got
    assert is_part_in_order(said.steps, outcome.steps)


@pytest.mark.parametrize(("example", "said"), SENTENCES)
def test_a_sentence_names_nobody_of_whom_its_run_is_not_checked(
    example: Example, said: Sentence
) -> None:
    names = {*example.applicants, *example.programs}
    named = names & set(re.findall(r"\w+", said.text))
    checked = {example.about, said.got, *said.order}
    for step in said.steps:
        checked |= {step.applicant, step.program, step.displaced}
    assert named <= checked


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.key)
def test_an_example_is_whole(example: Example) -> None:
    true = example.applicants[example.about]
    people = {name for order in example.programs.values() for name in order}

    assert example.run() == example.run(true)
    assert people <= example.applicants.keys()
    assert example.places.keys() == example.programs.keys()
    assert is_stable(example.run(), example.applicants, example.programs, example.places)
    assert 2 <= len(example.sentences) <= 4
    assert example.sources
    assert all(re.fullmatch(r"https?://\S+", source) for source in example.sources)
    for said in example.sentences:
        assert set(said.order) <= set(true)
        assert re.fullmatch(r"[A-Z].+[^.]\.", said.text)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.key)
def test_no_other_list_gets_more_than_the_true_one(example: Example) -> None:
    wish = [*example.applicants[example.about], None]
    true, *others = example.tried()

    assert true == Tried(example.applicants[example.about], example.run().matched[example.about])
    assert others
    assert all(wish.index(other.got) >= wish.index(true.got) for other in others)


def test_out_of_reach_asks_for_the_first_choice_and_loses_nothing() -> None:
    example = EXAMPLES["out-of-reach"]

    assert example.programs["Aldermoor"].index("Omar") < example.programs["Aldermoor"].index(
        "Nadia"
    )
    assert example.places["Aldermoor"] == 1
    assert example.applicants["Priya"][0] == example.applicants["Nadia"][1] == "Birchwater"


def test_longer_list_goes_the_same_way_above_the_added_lines() -> None:
    example = EXAMPLES["longer-list"]
    short, longer = example.sentences[0], example.sentences[1]
    before, after = example.run(short.order), example.run(longer.order)

    assert longer.order[: len(short.order)] == short.order
    assert after.steps[: len(before.steps)] == before.steps
    assert {name: got for name, got in after.matched.items() if name != "Ravi"} == {
        name: got for name, got in before.matched.items() if name != "Ravi"
    }


def test_safe_first_never_asks_the_better_program() -> None:
    example = EXAMPLES["safe-first"]
    _, safe, true, lower = example.sentences

    assert asked(example, safe) == ["Cindervale"]
    assert example.programs["Cindervale"][0] == "Lena"
    assert example.programs["Aldermoor"].index("Lena") < example.programs["Aldermoor"].index(
        "Priya"
    )
    assert example.run(safe.order).matched["Priya"] == "Aldermoor"
    assert example.places["Aldermoor"] == 2
    assert true.order == example.applicants["Lena"]
    assert "Lena" not in example.programs["Birchwater"]
    assert asked(example, lower) == ["Birchwater", "Cindervale"]
