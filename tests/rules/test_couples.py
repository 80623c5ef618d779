"""Lists of a couple: what is wrong with one, and a first proposal for one."""

from __future__ import annotations

import pytest

from fmgtrack.errors import InvalidError
from fmgtrack.rules.couples import (
    MOST_PAIRS,
    NO_MATCH,
    Choice,
    Pair,
    Problem,
    apart,
    check_pairs,
    weave,
)

A, B, C = "1000140C0", "1001140C0", "1002140P0"
X, Y, Z = "2000320C0", "2001320C0", "2002320C0"
MINE, THEIRS = (A, B, C), (X, Y, Z)
FALLBACK = Pair(A, NO_MATCH)

DETROIT = Choice(A, "Elmwood", "Detroit", "MI")
FLINT = Choice(B, "Firwood", "Flint", "MI")
CHICAGO = Choice(C, "Oakwood", "Chicago", "IL")
DETROIT_TOO = Choice(X, "Ashwood", "detroit", "mi")
TOLEDO = Choice(Y, "Yewwood", "Toledo", "OH")
SOMEWHERE = Choice(Z, "Pinewood")


def many(count: int) -> list[Pair]:
    return [Pair(f"{1000 + number}140C0", NO_MATCH) for number in range(count)]


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        pytest.param(
            [Pair(A, X), FALLBACK, Pair(A, X)],
            Problem("pair-repeats", True, "pair 3 repeats pair 1: take it out"),
            id="one repeats",
        ),
        pytest.param(
            [Pair(A, X), FALLBACK, Pair(A, X), FALLBACK, Pair(A, X)],
            Problem(
                "pair-repeats",
                True,
                "pairs 3, 4 and 5 repeat pairs above them: take them out",
            ),
            id="several repeat",
        ),
        pytest.param(
            [Pair(B, X), FALLBACK, Pair("9999140C0", Y)],
            Problem(
                "pair-code-unknown",
                False,
                "`9999140C0` is in your half of the pairs and not on your own list: "
                "add it there or correct the pairs",
            ),
            id="an unknown code of mine",
        ),
        pytest.param(
            [FALLBACK, Pair(A, A), Pair(A, B), Pair(B, A), Pair(A, C), Pair(A, "9999140C0")],
            Problem(
                "pair-code-unknown",
                False,
                f"`{A}`, `{B}`, `{C}` and 1 more are in your partner's half of the pairs and not "
                "on your partner's own list: add them there or correct the pairs",
            ),
            id="codes of mine in their half",
        ),
        pytest.param(
            [FALLBACK, Pair(NO_MATCH, NO_MATCH)],
            Problem(
                "both-no-match",
                False,
                "pair 2 is no match for both, which says nothing: take it out",
            ),
            id="no match for both",
        ),
        pytest.param(
            [Pair(A, X), Pair(B, Y)],
            Problem(
                "no-fallback",
                False,
                "no pair has `999999999` on one side, so neither of you can match alone: "
                "add such pairs at the end if one match is better than none",
            ),
            id="no fallback",
        ),
    ],
)
def test_what_is_wrong_is_said_once_with_the_pairs_that_have_it(
    pairs: list[Pair], problem: Problem
) -> None:
    assert check_pairs(pairs, MINE, THEIRS) == (problem,)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([], id="nothing yet"),
        pytest.param([Pair(A, X), Pair(A, Y), Pair(B, X), FALLBACK], id="a program in many pairs"),
        pytest.param([Pair(A, X), Pair(NO_MATCH, X)], id="their fallback is one"),
    ],
)
def test_a_good_list_has_no_problem(pairs: list[Pair]) -> None:
    assert check_pairs(pairs, MINE, THEIRS) == ()


@pytest.mark.parametrize("over", [0, 1, 12])
def test_more_than_300_pairs_are_too_many(over: int) -> None:
    pairs = many(MOST_PAIRS + over)
    found = check_pairs(pairs, {pair.mine for pair in pairs}, ())
    message = f"the list has {300 + over} pairs and R3 takes 300: take {over} out"
    assert found == ((Problem("pairs-over-300", True, message),) if over else ())


def test_two_no_matches_are_no_fallback_and_repeat() -> None:
    nothing = Pair(NO_MATCH, NO_MATCH)
    found = check_pairs([Pair(A, X), nothing, nothing], MINE, THEIRS)
    assert [(one.code, one.blocking) for one in found] == [
        ("pair-repeats", True),
        ("both-no-match", False),
        ("no-fallback", False),
    ]


def test_pairs_in_two_states_are_named_once_their_places_are_known() -> None:
    pairs = [Pair(A, X), Pair(A, Y), Pair(C, Z), Pair(C, X), FALLBACK]
    choices = (DETROIT, FLINT, CHICAGO, DETROIT_TOO, TOLEDO, SOMEWHERE)

    found = check_pairs(pairs, MINE, THEIRS, choices=choices)

    message = "pairs 2 and 4 are in two different states: look at the distance"
    assert found == (Problem("far-apart", False, message),)
    assert check_pairs(pairs, MINE, THEIRS, choices=(DETROIT, CHICAGO)) == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "distance"),
    [
        (("Detroit", "MI"), (" DETROIT ", "mi"), "same-city"),
        (("St. Louis", "MO"), ("Saint Louis", "M.O."), "same-city"),
        (("Mayagüez", "PR"), ("Mayaguez", "PR"), "same-city"),
        (("Detroit", "MI"), ("Flint", "MI"), "same-state"),
        (("Detroit", "MI"), (None, "MI"), "same-state"),
        ((None, "MI"), ("", "MI"), "same-state"),
        (("Springfield", "IL"), ("Springfield", "MA"), "apart"),
        ((None, "IL"), (None, "MA"), "apart"),
        (("Springfield", None), ("Springfield", "MA"), "unknown"),
        (("Springfield", None), ("Springfield", None), "unknown"),
        (("Boston", "MA"), ("Chicago", " "), "unknown"),
        (("Detroit", "MI"), ("Detroit", "Michigan"), "unknown"),
        ((None, None), (None, None), "unknown"),
    ],
)
def test_how_near_two_programs_are(
    mine: tuple[str | None, str | None], theirs: tuple[str | None, str | None], distance: str
) -> None:
    one, other = Choice(A, "Elmwood", *mine), Choice(X, "Ashwood", *theirs)
    assert (apart(one, other), apart(other, one)) == (distance, distance)


def test_one_code_is_one_place_even_where_none_is_on_record() -> None:
    assert apart(SOMEWHERE, SOMEWHERE) == "same-city"


@pytest.mark.parametrize(
    ("together", "pairs"),
    [
        # sums of ranks alone: of equal ones the better rank, then my own list
        (0, [(A, X), (A, Y), (B, X), (A, Z), (C, X), (B, Y), (B, Z), (C, Y), (C, Z)]),
        # nearness alone: same city or not on record, then one state, then two
        (1, [(A, X), (A, Z), (B, Z), (C, Z), (B, X), (A, Y), (C, X), (B, Y), (C, Y)]),
    ],
)
def test_ranks_and_nearness_are_weighed(together: float, pairs: list[tuple[str, str]]) -> None:
    mine, theirs = (DETROIT, FLINT, CHICAGO), (DETROIT_TOO, TOLEDO, SOMEWHERE)
    assert weave(mine, theirs, together, no_match=False) == tuple(Pair(*pair) for pair in pairs)


def test_a_little_wish_for_nearness_moves_a_pair_a_little() -> None:
    mine, theirs = (CHICAGO, DETROIT), (TOLEDO, DETROIT_TOO)
    near = Pair(A, X)
    places = [weave(mine, theirs, wish).index(near) for wish in (0, 0.1, 0.2, 0.4)]
    assert places == [3, 3, 1, 0]


def test_pairs_of_one_follow_all_pairs_of_two_by_rank() -> None:
    assert weave((DETROIT, CHICAGO), (TOLEDO,), 1) == (
        Pair(A, Y),
        Pair(C, Y),
        Pair(A, NO_MATCH),
        Pair(NO_MATCH, Y),
        Pair(C, NO_MATCH),
    )


def choices(count: int, first: int) -> list[Choice]:
    return [Choice(f"{first + number}140C0", "Elmwood") for number in range(count)]


@pytest.mark.parametrize(
    ("mine", "theirs", "limit", "of_two", "of_one"),
    [
        pytest.param(10, 10, 300, 100, 20, id="all fit"),
        pytest.param(20, 20, 300, 260, 40, id="all of one fit beside some of two"),
        pytest.param(300, 300, 300, 200, 100, id="a third for one"),
        pytest.param(150, 1, 300, 150, 150, id="what two leave free goes to one"),
        pytest.param(3, 0, 300, 0, 3, id="a partner with no program"),
        pytest.param(0, 0, 300, 0, 0, id="no programs"),
        pytest.param(2, 2, 1, 1, 0, id="one line"),
        pytest.param(2, 2, 3, 2, 1, id="three lines"),
    ],
)
def test_where_not_all_fit_the_fallback_keeps_its_room(
    mine: int, theirs: int, limit: int, of_two: int, of_one: int
) -> None:
    pairs = weave(choices(mine, 1000), choices(theirs, 2000), 0.5, limit)
    alone = [NO_MATCH in {pair.mine, pair.theirs} for pair in pairs]
    assert alone == [False] * of_two + [True] * of_one


def test_a_code_twice_counts_once_and_what_is_no_program_is_passed_over() -> None:
    mine = (Choice("", "No code yet"), DETROIT, Choice(NO_MATCH, "No match"), FLINT, DETROIT)
    assert weave(mine, (TOLEDO,), 0) == weave((DETROIT, FLINT), (TOLEDO,), 0)


@pytest.mark.parametrize("together", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_weight_outside_0_to_1_is_refused(together: float) -> None:
    with pytest.raises(InvalidError, match="how much being together counts"):
        weave((DETROIT,), (TOLEDO,), together)


@pytest.mark.parametrize("limit", [-1, 0, 301])
def test_a_limit_that_r3_does_not_have_is_refused(limit: int) -> None:
    with pytest.raises(InvalidError, match=f"cannot have `{limit}` pairs"):
        weave((DETROIT,), (TOLEDO,), 0, limit)
