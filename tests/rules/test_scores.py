"""Scores from ratings, and how far an order stands from them."""

from __future__ import annotations

import math

import pytest

from fmgtrack.errors import InvalidError
from fmgtrack.rules.scores import Criterion, Score, by_score, distance, score

CRITERIA = (
    Criterion("culture", 3),
    Criterion("research", 1),
    Criterion("place", 0.5),
    Criterion("parking", 0),
)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ({}, Score(None, 0, 3)),
        ({"culture": 5}, Score(5.0, 1, 3)),
        ({"culture": 5, "research": 3}, Score(4.5, 2, 3)),
        ({"culture": 5, "research": 3, "place": 1}, Score(4.11, 3, 3)),
        ({"culture": 2, "research": 1, "place": 1}, Score(1.67, 3, 3)),
        ({"parking": 5}, Score(None, 0, 3)),
        ({"culture": 4, "parking": 1}, Score(4.0, 1, 3)),
        ({"weather": 1}, Score(None, 0, 3)),
        ({"culture": 4, "weather": 1}, Score(4.0, 1, 3)),
        ({"weather": 99, "parking": 0}, Score(None, 0, 3)),
    ],
)
def test_a_score_is_over_what_was_rated(ratings: dict[str, int], expected: Score) -> None:
    assert score(ratings, CRITERIA) == expected


def test_without_criteria_there_is_no_score() -> None:
    assert score({"culture": 5}, ()) == Score(None, 0, 0)


@pytest.mark.parametrize(
    ("weights", "ratings", "value"),
    [
        ([1] * 8, [5, 4, 4, 4, 4, 4, 4, 4], 4.13),  # 4.125
        ([0.1] * 8, [5, 4, 4, 4, 4, 4, 4, 4], 4.13),
        ([0.1, 0.2, 0.5], [1, 2, 2], 1.88),  # 1.875
        ([1e308, 1e308], [1, 2], 1.5),
        ([5e-324, 5e-324], [4, 5], 4.5),
        ([1e308, 5e-324], [3, 1], 3.0),
    ],
)
def test_weights_count_as_they_are_typed(
    weights: list[float], ratings: list[int], value: float
) -> None:
    criteria = [Criterion(f"k{n}", weight) for n, weight in enumerate(weights)]
    rated = {f"k{n}": rating for n, rating in enumerate(ratings)}
    assert score(rated, criteria).value == value


@pytest.mark.parametrize("rating", [0, 6, -1, 100])
def test_a_rating_off_the_scale_is_refused(rating: int) -> None:
    with pytest.raises(InvalidError, match=f"`{rating}` is no rating for `culture`"):
        score({"culture": rating}, CRITERIA)


@pytest.mark.parametrize("weight", [-1, -0.001, math.inf, -math.inf, math.nan])
def test_a_weight_that_is_none_is_refused(weight: float) -> None:
    with pytest.raises(InvalidError, match="is no weight for `culture`"):
        Criterion("culture", weight)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, (1, 2, 3, 4)),
        ({1: 3.0, 2: 4.0, 3: 5.0, 4: 1.0}, (3, 2, 1, 4)),
        ({4: 4.0, 2: 4.0}, (2, 4, 1, 3)),
        ({1: None, 3: 1.0}, (3, 1, 2, 4)),
        ({9: 5.0, 4: 1.0}, (4, 1, 2, 3)),
    ],
)
def test_the_best_score_comes_first_and_none_last(
    values: dict[int, float | None], expected: tuple[int, ...]
) -> None:
    scores = {item: Score(value, 0, 0) for item, value in values.items()}
    assert by_score(scores, [1, 2, 3, 4]) == expected


def test_distance_is_how_much_higher_the_person_puts_it() -> None:
    assert distance([1, 2, 3, 4], [2, 3, 4, 1]) == {1: 3, 2: -1, 3: -1, 4: -1}
    assert distance([1, 2], [1, 2]) == {1: 0, 2: 0}
    assert distance([], []) == {}
