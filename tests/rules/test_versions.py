"""What changed between two versions of a list."""

from __future__ import annotations

import pytest

from fmgtrack.rules.versions import Diff, Edited, Line, Moved, Placed, apply, diff


def version(keys: str) -> tuple[Line, ...]:
    """A version with one line a letter."""
    return tuple(Line(key, f"Program {key}") for key in keys)


def brief(change: Diff) -> tuple[str, str, str]:
    """What was added, removed and moved, as `b3`, `b3` and `b3-1`."""
    return (
        " ".join(f"{line.key}{rank}" for line, rank in change.added),
        " ".join(f"{line.key}{rank}" for line, rank in change.removed),
        " ".join(f"{line.key}{before}-{after}" for line, before, after in change.moved),
    )


@pytest.mark.parametrize(
    ("old", "new", "added", "removed", "moved"),
    [
        ("", "", "", "", ""),
        ("abc", "abc", "", "", ""),
        ("", "ab", "a1 b2", "", ""),
        ("ab", "", "", "a1 b2", ""),
        ("abc", "xabc", "x1", "", ""),
        ("abc", "bc", "", "a1", ""),
        ("abcd", "dabc", "", "", "d4-1"),
        ("abcd", "bcda", "", "", "a1-4"),
        ("ab", "ba", "", "", "b2-1"),
        ("abcde", "adbce", "", "", "d4-2"),
        ("abcde", "xcabe", "x1", "d4", "c3-2"),
        ("abc", "cba", "", "", "c3-1 b2-2"),
        ("abc", "xyz", "x1 y2 z3", "a1 b2 c3", ""),
        ("aba", "ba", "", "a1", ""),
        ("ab", "aba", "a3", "", ""),
        ("aab", "baa", "", "", "b3-1"),
        ("aaaabcb", "bcbaaaa", "", "", "b5-1 c6-2 b7-3"),
    ],
)
def test_the_fewest_lines_are_said_to_have_changed(
    old: str, new: str, added: str, removed: str, moved: str
) -> None:
    change = diff(version(old), version(new))
    assert brief(change) == (added, removed, moved)
    assert not change.edited
    assert bool(change) is (old != new)
    assert apply(version(old), change) == version(new)


def test_a_line_with_a_new_name_or_code_is_the_same_line() -> None:
    old = (Line("p1", "Mayo Clinic", None), Line("p2", "Rush", "1000140C0"))
    new = (Line("p1", "Mayo Clinic", "2000140C0"), Line("p2", "Rush", "1000140C0"))
    change = diff(old, new)
    assert change == Diff(edited=(Edited(old[0], new[0], 1),))
    assert change
    assert apply(old, change) == new


def test_a_line_may_be_moved_and_edited() -> None:
    old = (*version("ab"), Line("c", "Rush"))
    new = (Line("c", "Rush University"), *version("ab"))
    change = diff(old, new)
    assert change == Diff(moved=(Moved(new[0], 3, 1),), edited=(Edited(old[2], new[0], 1),))
    assert apply(old, change) == new


def test_an_added_line_is_given_with_its_rank() -> None:
    assert diff(version("a"), version("ab")).added == (Placed(Line("b", "Program b"), 2),)
