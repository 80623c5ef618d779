"""What changed between two versions of a list.

Conventions: ranks count from 1. A line is the same line in both versions when its key is; what
else it says may have changed. A line that slid because another was put in, taken out or moved has
not moved itself: the lines that stayed are a longest common subsequence of both versions
(Wagner and Fischer, The String-to-String Correction Problem, 1974), so the fewest lines are said
to have moved. Where two readings are as short, the line that rose is the one that moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Line:
    """One line of a version: `key` says which line it is, the rest is what it showed."""

    key: str
    name: str
    code: str | None = None


class Placed(NamedTuple):
    """A line that was added (`rank` in the new version) or removed (`rank` in the old one)."""

    line: Line
    rank: int


class Moved(NamedTuple):
    """A line that was moved, as it stands in the new version, with its rank then and now."""

    line: Line
    before: int
    after: int


class Edited(NamedTuple):
    """A line whose name or code is another one now; `rank` is the one in the new version.

    A line may be both moved and edited.
    """

    before: Line
    after: Line
    rank: int


@dataclass(frozen=True)
class Diff:
    """What turns the old version into the new one; false when they are the same.

    `removed` stands in the order of the old version, the others in that of the new one.
    """

    added: tuple[Placed, ...] = ()
    removed: tuple[Placed, ...] = ()
    moved: tuple[Moved, ...] = ()
    edited: tuple[Edited, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved or self.edited)


def diff(old: Sequence[Line], new: Sequence[Line]) -> Diff:
    """Give what changed from `old` to `new`; a key may stand in a version more than once."""
    stayed = _common([line.key for line in old], [line.key for line in new])
    leavers = _spare(old, {before for before, _ in stayed})
    comers = _spare(new, {after for _, after in stayed})
    moves: list[tuple[int, int]] = []
    for key, afters in comers.items():
        moves.extend(zip(leavers.get(key, ()), afters, strict=False))
    moves.sort(key=lambda move: move[1])
    left = {before for before, _ in stayed} | {before for before, _ in moves}
    arrived = {after for _, after in stayed} | {after for _, after in moves}
    return Diff(
        added=tuple(Placed(line, n + 1) for n, line in enumerate(new) if n not in arrived),
        removed=tuple(Placed(line, n + 1) for n, line in enumerate(old) if n not in left),
        moved=tuple(Moved(new[after], before + 1, after + 1) for before, after in moves),
        edited=tuple(
            Edited(old[before], new[after], after + 1)
            for before, after in sorted(stayed + moves, key=lambda pair: pair[1])
            if old[before] != new[after]
        ),
    )


def apply(old: Sequence[Line], change: Diff) -> tuple[Line, ...]:
    """Give the version that `change`, a diff of `old`, leads to."""
    gone = {placed.rank for placed in change.removed} | {move.before for move in change.moved}
    kept = (line for rank, line in enumerate(old, start=1) if rank not in gone)
    arrived = {placed.rank: placed.line for placed in change.added}
    arrived |= {move.after: move.line for move in change.moved}
    size = len(old) - len(change.removed) + len(change.added)
    lines = [arrived[rank] if rank in arrived else next(kept) for rank in range(1, size + 1)]
    for edit in change.edited:
        lines[edit.rank - 1] = edit.after
    return tuple(lines)


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Give a longest common subsequence, as pairs of places in both."""
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for before in range(len(old) - 1, -1, -1):
        for after in range(len(new) - 1, -1, -1):
            longest[before][after] = (
                longest[before + 1][after + 1] + 1
                if old[before] == new[after]
                else max(longest[before + 1][after], longest[before][after + 1])
            )
    pairs: list[tuple[int, int]] = []
    before = after = 0
    while before < len(old) and after < len(new):
        if old[before] == new[after]:
            pairs.append((before, after))
            before, after = before + 1, after + 1
        elif longest[before][after + 1] >= longest[before + 1][after]:
            after += 1
        else:
            before += 1
    return pairs


def _spare(lines: Sequence[Line], used: set[int]) -> dict[str, list[int]]:
    """Give the places not used, by the key of the line that stands there."""
    spare: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if place not in used:
            spare.setdefault(line.key, []).append(place)
    return spare
