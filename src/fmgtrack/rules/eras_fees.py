"""What applying costs, by the number of programs of each specialty. Whole US dollars.

ERAS counts each specialty for itself: $11 each for programs 1 to 30, $30 each from the 31st
[https://students-residents.aamc.org/applying-residencies-eras/publication-chapters/fees-2025-eras-season]
(official; its example: 43 internal medicine and 7 radiology programs cost $797). ResidencyCAS, for
specialties that left ERAS, takes $99 for the first 18 programs together, $18 each for the 19th to
30th and $23 each from the 31st
[https://www.saem.org/about-saem/academies-interest-groups-affiliates2/rams/rams-resources/aeros-residencycas-infographics]
(official of SAEM, 2026 season); that it too counts each specialty for itself is taken for granted
here, it was not stated. The amounts lie in `reference/eras_fees.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.rules.fees import Rate


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service through which programs are applied to.

    `together` is charged once for all programs within its bounds, `each` for every one. `names`
    are the specialties that go through it in lower case; without any, it takes all others.
    """

    key: str
    each: tuple[Rate, ...]
    together: Rate | None = None
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Cost:
    """What the programs of one specialty cost, and what one more would."""

    specialty: str
    service: str
    count: int
    amount: int
    one_more: int
    rate: Rate


def eras_cost(counts: Mapping[str, int], services: Iterable[Service]) -> tuple[Cost, ...]:
    """Give the cost of each specialty, in the order given; `total` adds them up.

    Args:
        counts: programs by specialty, 0 allowed.
        services: all there are, one of them without names.
    """
    known = tuple(services)
    return tuple(_cost(specialty, count, known) for specialty, count in counts.items())


def total(costs: Iterable[Cost]) -> int:
    """Give the sum of the costs in US dollars."""
    return sum(cost.amount for cost in costs)


def _cost(specialty: str, count: int, services: tuple[Service, ...]) -> Cost:
    name = " ".join(specialty.casefold().split())
    service = next((one for one in services if name in one.names), None)
    service = service or next(one for one in services if not one.names)
    amount, more = _amount(count, service), _amount(count + 1, service)
    return Cost(specialty, service.key, count, amount, more - amount, service.each[0])


def _amount(count: int, service: Service) -> int:
    once = service.together.amount if service.together and count else 0
    return once + sum(_charged(count, rate) * rate.amount for rate in service.each)


def _charged(count: int, rate: Rate) -> int:
    """How many of so many programs have a number within the bounds of a rate."""
    last = count if rate.last is None else min(count, rate.last)
    return max(last - rate.first + 1, 0)
