"""How many mock interviews are wanted, and of whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.mock import MOCK_KINDS
from fmgtrack.rules.mocks import target

M, R, C = MOCK_KINDS


@pytest.mark.parametrize(
    ("held", "planned", "missing", "kinds", "unplanned"),
    [
        ([], [], 3, (M, R, C), (M, R, C)),
        ([M], [], 2, (R, C), (R, C)),
        ([M, M, M], [], 0, (R, C), (R, C)),
        ([M, R, C], [], 0, (), ()),
        ([M, R], [C], 1, (C,), ()),
        ([], [R, R], 3, (M, R, C), (M, C)),
        ([M, R, C, M, R, C], [M], 0, (), ()),
    ],
)
def test_what_is_wanted_still(
    held: list[str],
    planned: list[str],
    missing: int,
    kinds: tuple[str, ...],
    unplanned: tuple[str, ...],
) -> None:
    found = target(held, planned)

    assert (found.held, found.planned) == (len(held), len(planned))
    assert (found.low, found.high) == (3, 5)
    assert (found.missing, found.kinds, found.unplanned) == (missing, kinds, unplanned)


some = st.lists(st.sampled_from(MOCK_KINDS), max_size=6)


@given(some, some, st.sampled_from(MOCK_KINDS))
def test_one_more_never_leaves_more_to_do(held: list[str], planned: list[str], one: str) -> None:
    before, after = target(held, planned), target([*held, one], planned)

    assert after.missing <= before.missing
    assert set(after.kinds) == set(before.kinds) - {one}
    assert set(after.unplanned) <= set(after.kinds)
