"""Ratings advise: what a person's ratings say about the order, beside the order they chose.

Conventions: a rating is a whole number from 1 to 5. The score of a program is the weighted mean
of what was rated, so it lies on the same scale; what was not rated is missing, never a 0 and never
a 3. Weights count as they are typed (0.1 is a tenth) and the mean is rounded half up to two
decimals. No score moves a line.
"""

from __future__ import annotations

import math

from fmgtrack.errors import InvalidError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RATINGS = range(1, 6)
"""Every rating there is, worst first."""


class Criterion:
    """Something a program is rated on; a weight of 0 leaves it out of the score.

    Raises:
        InvalidError: the weight is below 0 or not a number.
    """

    __slots__ = ("key", "weight")

    def __init__(self, key: str, weight: float) -> None:
        if not (math.isfinite(weight) and weight >= 0):
            raise InvalidError(f"`{weight}` is no weight for `{key}`", "type a number from 0 up")
        self.key = key
        self.weight = weight


class Score:
    """A score from 1 to 5, or None when nothing that counts was rated.

    `rated` and `of` are the coverage ("6 of 9"): how many criteria were rated, of those with a
    weight above 0.
    """

    __slots__ = ("of", "rated", "value")

    def __init__(self, value: float | None, rated: int, of: int) -> None:
        self.value = value
        self.rated = rated
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Score) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self._parts)

    def __repr__(self) -> str:
        return f"Score{self._parts}"

    @property
    def _parts(self) -> tuple[float | None, int, int]:
        return self.value, self.rated, self.of


def score(ratings: Mapping[str, int], criteria: Sequence[Criterion]) -> Score:
    """Give the score of one program; ratings of criteria that are gone do not count.

    Raises:
        InvalidError: a rating that counts is not a whole number from 1 to 5.
    """
    counting = [criterion for criterion in criteria if criterion.weight > 0]
    rated = [criterion for criterion in counting if ratings.get(criterion.key) is not None]
    if not rated:
        return Score(None, 0, len(counting))
    from decimal import ROUND_HALF_UP, Decimal

    weights = [Decimal(str(criterion.weight)) for criterion in rated]
    values = [_rating(criterion.key, ratings[criterion.key]) for criterion in rated]
    total = sum(weight * value for weight, value in zip(weights, values, strict=True))
    mean = Decimal(total / sum(weights)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Score(float(mean), len(rated), len(counting))


def by_score(scores: Mapping[int, Score], own_order: Sequence[int]) -> tuple[int, ...]:
    """Give the items of `own_order`, best score first, without a score last; ties in own order."""

    def falling(item: int) -> float:
        value = scores[item].value if item in scores else None
        return math.inf if value is None else -value

    return tuple(sorted(own_order, key=falling))


def distance(own_order: Sequence[int], score_order: Sequence[int]) -> dict[int, int]:
    """Give how many places higher each item stands in the own order than in the score's.

    Negative where the score puts it higher. Both orders hold the same items.
    """
    places = {item: place for place, item in enumerate(score_order)}
    return {item: places[item] - place for place, item in enumerate(own_order)}


def _rating(key: str, value: int) -> int:
    if value not in RATINGS:
        raise InvalidError(f"`{value}` is no rating for `{key}`", "type a whole number from 1 to 5")
    return int(value)
