"""What holds for every small match, and for every couple's list."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from fmgtrack.rules.couples import MOST_PAIRS, NO_MATCH, Choice, Pair, apart, check_pairs, weave
from fmgtrack.rules.deferred import all_stable, is_stable, match, true_order_pays

PEOPLE = ["Nadia", "Omar", "Priya", "Ravi"]
PROGRAMS = ["Elm", "Fir", "Oak", "Yew"]


class Market(NamedTuple):
    applicants: dict[str, tuple[str, ...]]
    programs: dict[str, tuple[str, ...]]
    places: dict[str, int]


def some_of(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), unique=True).map(tuple) if names else st.just(())


@st.composite
def markets(draw: st.DrawFn) -> Market:
    people = PEOPLE[: draw(st.integers(1, 4))]
    programs = PROGRAMS[: draw(st.integers(0, 4))]
    return Market(
        {name: draw(some_of(programs)) for name in people},
        {name: draw(some_of(people)) for name in programs},
        {name: draw(st.integers(0, 3)) for name in programs},
    )


def worth(order: tuple[str, ...], got: str | None) -> int:
    """How far down a list something is: no match stands below it, an unlisted program lower yet."""
    wishes = (*order, None)
    return wishes.index(got) if got in wishes else len(wishes)


@given(markets())
def test_the_match_is_stable_and_the_best_stable_one_for_every_applicant(market: Market) -> None:
    outcome = match(*market)
    stable = [one.matched for one in all_stable(*market)]

    assert is_stable(outcome, *market)
    assert outcome.matched in stable
    for other in stable:
        for name, order in market.applicants.items():
            assert worth(order, outcome.matched[name]) <= worth(order, other[name])


@given(markets())
def test_all_stable_outcomes_match_the_same_people(market: Market) -> None:
    matched = [
        {name for name, got in one.matched.items() if got is not None}
        for one in all_stable(*market)
    ]
    assert all(names == matched[0] for names in matched)


@given(markets(), st.data())
def test_who_is_tried_first_changes_nothing_but_the_steps(
    market: Market, data: st.DataObject
) -> None:
    turns = data.draw(st.permutations(list(market.applicants)))
    applicants = {name: market.applicants[name] for name in turns}
    assert match(applicants, *market[1:]).matched == match(*market).matched


@given(markets())
def test_the_steps_played_again_give_the_match(market: Market) -> None:
    outcome = match(*market)
    played: dict[str, str | None] = dict.fromkeys(market.applicants)
    for step in outcome.steps:
        if step.outcome != "refused":
            assert played[step.applicant] is None
            played[step.applicant] = step.program
        if step.displaced is not None:
            assert played[step.displaced] == step.program
            played[step.displaced] = None
        assert (step.outcome == "displaced") == (step.displaced is not None)
    assert played == outcome.matched
    for name, order in market.applicants.items():
        asked = tuple(step.program for step in outcome.steps if step.applicant == name)
        assert asked == order[: len(asked)]


@given(markets(), st.sampled_from(PEOPLE), st.data())
def test_no_list_of_any_programs_beats_the_true_one(
    market: Market, name: str, data: st.DataObject
) -> None:
    assume(name in market.applicants)
    true = market.applicants[name]
    got = match(*market).matched[name]
    other = data.draw(some_of(list(market.programs)))
    instead = match({**market.applicants, name: other}, *market[1:]).matched[name]
    assert worth(true, got) <= worth(true, instead)


@given(markets(), st.sampled_from(PEOPLE))
def test_every_part_of_a_list_is_tried_in_every_order_and_none_pays(
    market: Market, name: str
) -> None:
    assume(name in market.applicants)
    true = market.applicants[name]
    tried = true_order_pays(name, *market)
    orders = {order for size in range(1, len(true) + 1) for order in permutations(true, size)}

    assert {one.order for one in tried} == orders
    assert len(tried) == len(orders)
    if tried:
        assert tried[0].order == true
        assert tried[0].got == match(*market).matched[name]
        assert min(worth(true, one.got) for one in tried) == worth(true, tried[0].got)


@given(markets(), st.sampled_from(PEOPLE), st.data())
def test_a_longer_list_takes_no_higher_choice_away(
    market: Market, name: str, data: st.DataObject
) -> None:
    assume(name in market.applicants)
    added = data.draw(
        some_of([one for one in market.programs if one not in market.applicants[name]])
    )
    before = match(*market).matched[name]
    longer = {**market.applicants, name: (*market.applicants[name], *added)}
    after = match(longer, *market[1:]).matched[name]
    assert after == before if before is not None else after is None or after in added


PLACES = [("Detroit", "MI"), ("Flint", "MI"), ("Chicago", "IL"), (None, "IL"), (None, None)]
WISHES = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1))


def own_lists(first: int) -> st.SearchStrategy[list[Choice]]:
    """Up to thirty lines; a few codes stand on both partners' lists, some stand twice."""
    codes = st.integers(first, first + 35).map(lambda number: f"{number}140C0")
    lines = st.tuples(st.one_of(codes, st.just(NO_MATCH)), st.sampled_from(PLACES))
    return st.lists(lines.map(lambda line: Choice(line[0], "Elmwood", *line[1])), max_size=30)


def codes_of(choices: list[Choice]) -> list[str]:
    return [code for code in dict.fromkeys(one.code for one in choices) if code != NO_MATCH]


@given(own_lists(1000), own_lists(1030), WISHES, st.integers(1, MOST_PAIRS), st.booleans())
def test_a_proposal_keeps_the_rules_of_a_couples_list(
    mine: list[Choice], theirs: list[Choice], together: float, limit: int, alone: bool
) -> None:
    pairs = weave(mine, theirs, together, limit, no_match=alone)
    my_codes, their_codes = codes_of(mine), codes_of(theirs)
    problems = {one.code for one in check_pairs(pairs, my_codes, their_codes)}

    of_two = [pair for pair in pairs if NO_MATCH not in {pair.mine, pair.theirs}]
    of_one = pairs[len(of_two) :]
    whole = len(my_codes) * len(their_codes) + alone * (len(my_codes) + len(their_codes))

    assert len(set(pairs)) == len(pairs) == min(limit, whole)
    assert all((pair.mine == NO_MATCH) != (pair.theirs == NO_MATCH) for pair in of_one)
    assert problems <= {"no-fallback"}
    if alone and limit >= 3 and pairs:
        assert not problems
    if not alone:
        assert not of_one


@given(own_lists(1000), own_lists(1030))
def test_with_no_wish_to_stay_together_the_sums_of_ranks_give_the_order(
    mine: list[Choice], theirs: list[Choice]
) -> None:
    my_codes, their_codes = codes_of(mine), codes_of(theirs)
    pairs = weave(mine, theirs, 0, no_match=False)
    ranks = [(my_codes.index(pair.mine), their_codes.index(pair.theirs)) for pair in pairs]
    keys = [(sum(pair), min(pair), pair) for pair in ranks]
    assert all(above < below for above, below in pairwise(keys))


@given(own_lists(1000), own_lists(1030), WISHES, WISHES)
def test_a_stronger_wish_never_puts_a_same_city_pair_below_an_apart_pair(
    mine: list[Choice], theirs: list[Choice], one: float, other: float
) -> None:
    def nearness(pairs: tuple[Pair, ...], kind: str) -> dict[Pair, int]:
        return {
            pair: place
            for place, pair in enumerate(pairs)
            if apart(my_choice[pair.mine], their_choice[pair.theirs]) == kind
        }

    my_choice = {choice.code: choice for choice in reversed(mine)}
    their_choice = {choice.code: choice for choice in reversed(theirs)}
    weaker = weave(mine, theirs, min(one, other), no_match=False)
    stronger = weave(mine, theirs, max(one, other), no_match=False)

    far_then = nearness(weaker, "apart")
    near_now, far_now = nearness(stronger, "same-city"), nearness(stronger, "apart")
    for near, place in nearness(weaker, "same-city").items():
        for far, far_place in far_now.items():
            if place < far_then.get(far, MOST_PAIRS):
                assert near_now[near] < far_place


@given(own_lists(1000), own_lists(1030))
def test_with_the_strongest_wish_nearness_comes_first(
    mine: list[Choice], theirs: list[Choice]
) -> None:
    my_choice = {choice.code: choice for choice in reversed(mine)}
    their_choice = {choice.code: choice for choice in reversed(theirs)}
    steps = {"same-city": 0, "unknown": 0, "same-state": 1, "apart": 2}
    far = [
        steps[apart(my_choice[pair.mine], their_choice[pair.theirs])]
        for pair in weave(mine, theirs, 1, no_match=False)
    ]
    assert far == sorted(far)
