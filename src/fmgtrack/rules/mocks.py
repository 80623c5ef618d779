"""How many mock interviews are wanted, and of which kinds: product.md section 9."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fmgtrack.records.mock import MOCK_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

LOW, HIGH = 3, 5
"""How many mock interviews are wanted, at least and at most."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where the mock interviews stand.

    `held` and `planned` count them, `low` to `high` are wanted; `missing` is how many are still
    wanted at least, `kinds` which kinds of people have not asked yet, and `unplanned` those of
    them that are not planned either.
    """

    low: int = LOW
    high: int = HIGH
    held: int
    planned: int
    missing: int
    kinds: tuple[str, ...]
    unplanned: tuple[str, ...]


def target(held: Collection[str], planned: Collection[str]) -> Target:
    """What is wanted beside the mock interviews held and planned, each named by its kind."""
    kinds = tuple(kind for kind in MOCK_KINDS if kind not in held)
    return Target(
        held=len(held),
        planned=len(planned),
        missing=max(0, LOW - len(held)),
        kinds=kinds,
        unplanned=tuple(kind for kind in kinds if kind not in planned),
    )
