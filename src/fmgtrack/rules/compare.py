"""An order found by asking "A or B?", as few times as it needs.

The order is found by binary insertion (Knuth, The Art of Computer Programming, vol. 3, section
5.3.1): each item is put among those before it by asking about the middle of the stretch where it
can still stand. Merge insertion, in the same section, would save a question here and there, but
it starts by pairing off the whole list; insertion settles the list from its top.

Conventions:

- Nothing is kept here. The answers are the whole state, so asking can stop anywhere and go on
  later. What follows from the answers (A over B, B over C) is never asked.
- Items are inserted in the order in which the answers first name them, then in the order given.
  So an item added later only has to find its own place, wherever it was put in between.
- The latest answer about a pair is the one that stands.
- Answers may run in a circle. One of its pairs is then asked again: of those that were answered
  only once, the oldest. No pair is asked more than twice. Whoever gives the same answers again
  means them; no list can show a circle, so its oldest answer gives way to the newer ones and the
  circle is not brought up again.

So asking ends whoever answers: `at_most` falls with each answer to the question asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SHORTEST = 3
"""Pairs in the smallest circle there can be: of one pair only the latest answer stands."""

_Pair = tuple[int, int]
"""Better and worse, each as its place in the order given, from 0."""


@dataclass(frozen=True)
class Answer:
    """One answer to "A or B?"; of several about one pair the last one given stands."""

    better: int
    worse: int


@dataclass(frozen=True)
class Step:
    """What to ask next, and what is known so far.

    Attributes:
        question: the pair to ask, the one that stands higher in the order given first; None when
            the order is known.
        order: the order when it is known; else one that agrees with every answer used and
            otherwise with the order given.
        asked: how many of the answers were used: not about items that are gone, not replaced by a
            later answer, not given way in a circle.
        at_most: how many questions can still come.
        contradiction: a circle of answers, each one's worse the next one's better; the question
            is then the pair of its first.
    """

    question: tuple[int, int] | None
    order: tuple[int, ...]
    asked: int
    at_most: int
    contradiction: tuple[Answer, ...] = ()


def bound(n: int) -> int:
    """Most questions that an order of `n` items takes: the sum of ceil(log2 k) for k = 2..n."""
    return sum((k - 1).bit_length() for k in range(2, n + 1))


def next_step(items: Sequence[int], answers: Sequence[Answer]) -> Step:
    """Give the next question, or the order once it is known.

    Args:
        items: ids in the person's present order; one that is repeated counts once.
        answers: all answers ever given, oldest first. Those about ids not in `items` are ignored.
    """
    own = tuple(dict.fromkeys(items))
    places = {item: place for place, item in enumerate(own)}
    said = [
        (places[answer.better], places[answer.worse])
        for answer in answers
        if answer.better in places and answer.worse in places and answer.better != answer.worse
    ]
    standing, once = _standing(said)
    known, asked, disputed = _weigh(standing, once, len(own))
    order = known.in_order()
    queue = list(dict.fromkeys([place for pair in said for place in pair] + list(range(len(own)))))
    if disputed:
        circle = _smallest_circle(disputed, once)
        pair: _Pair | None = circle[0]
        at_most = len(once) + _insertions(queue, _compared(standing, len(own)))
    else:
        circle = []
        pair = _next_insertion(queue, known, order)
        at_most = _insertions(queue, known.related())
    return Step(
        question=None if pair is None else (own[min(pair)], own[max(pair)]),
        order=tuple(own[place] for place in order),
        asked=asked,
        at_most=at_most,
        contradiction=tuple(Answer(own[better], own[worse]) for better, worse in circle),
    )


class _Known:
    """Who stands over whom, with all that follows from it; each set of places is one number."""

    def __init__(self, size: int) -> None:
        self.above = [0] * size
        self.below = [0] * size

    def holds(self, better: int, worse: int) -> bool:
        """Whether the one is known to stand over the other."""
        return bool(self.below[better] >> worse & 1)

    def add(self, better: int, worse: int) -> None:
        """Learn one answer, which must not contradict what is known."""
        if self.holds(better, worse):
            return
        upper = self.above[better] | 1 << better
        lower = self.below[worse] | 1 << worse
        for place in _members(upper):
            self.below[place] |= lower
        for place in _members(lower):
            self.above[place] |= upper

    def related(self) -> list[int]:
        """For each place, those whose side of it is known."""
        return [above | below for above, below in zip(self.above, self.below, strict=True)]

    def in_order(self) -> list[int]:
        """All places, best first; where nothing is known the lower number first."""
        order: list[int] = []
        left = (1 << len(self.above)) - 1
        while left:
            top = next(place for place in _members(left) if not self.above[place] & left)
            order.append(top)
            left ^= 1 << top
        return order


def _members(places: int) -> Iterator[int]:
    """Give the places in a set of places, lowest first."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def _standing(said: Iterable[_Pair]) -> tuple[list[_Pair], set[_Pair]]:
    """Give the latest answer about each pair, oldest first, and which pairs were asked once."""
    latest: dict[frozenset[int], _Pair] = {}
    again: set[frozenset[int]] = set()
    for pair in said:
        both = frozenset(pair)
        if latest.pop(both, None) is not None:
            again.add(both)
        latest[both] = pair
    return list(latest.values()), {pair for both, pair in latest.items() if both not in again}


def _weigh(
    standing: Sequence[_Pair], once: set[_Pair], size: int
) -> tuple[_Known, int, list[_Pair]]:
    """Believe the newest answers first, and leave out each that contradicts newer ones.

    Gives what is then known, how many answers that took and, while some circle holds a pair that
    may be asked again, the answers among which to look for it. An answer given twice that
    contradicts newer answers given twice has given way for good and is not among them.
    """
    known, confirmed = _Known(size), _Known(size)
    believed: set[_Pair] = set()
    gone: set[_Pair] = set()
    for better, worse in reversed(standing):
        if not known.holds(worse, better):
            believed.add((better, worse))
            known.add(better, worse)
            if (better, worse) not in once:
                confirmed.add(better, worse)
        elif (better, worse) not in once and confirmed.holds(worse, better):
            gone.add((better, worse))
    is_disputed = len(believed) + len(gone) < len(standing)
    return known, len(believed), [pair for pair in standing if is_disputed and pair not in gone]


def _smallest_circle(answers: Sequence[_Pair], once: set[_Pair]) -> list[_Pair]:
    """Give the smallest circle with a pair asked once, the oldest such pair first."""
    worse_than: dict[int, list[int]] = {}
    for better, worse in answers:
        worse_than.setdefault(better, []).append(worse)
    smallest: list[_Pair] = []
    for better, worse in answers:
        if (better, worse) not in once:
            continue
        path = _shortest_path(worse_than, worse, better)
        if path and (not smallest or len(path) < len(smallest)):
            smallest = list(pairwise([better, *path]))
        if len(smallest) == _SHORTEST:
            break
    return smallest


def _shortest_path(steps: Mapping[int, Sequence[int]], start: int, end: int) -> list[int]:
    """Give the places from `start` down to `end`, both included; empty when none leads there."""
    came_from = {start: start}
    reached = [start]
    for place in reached:  # it grows while it is read: breadth first
        if place == end:
            break
        for following in steps.get(place, ()):
            if following not in came_from:
                came_from[following] = place
                reached.append(following)
    if end not in came_from:
        return []
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def _next_insertion(queue: Iterable[int], known: _Known, order: Iterable[int]) -> _Pair | None:
    """Give the first item whose place is open, with the middle one of those it may stand beside.

    Those before it in the queue are in order already, so its open places lie side by side.
    """
    earlier = 0
    related = known.related()
    for place in queue:
        unsure = [other for other in order if earlier & ~related[place] & 1 << other]
        if unsure:
            return place, unsure[len(unsure) // 2]
        earlier |= 1 << place
    return None


def _insertions(queue: Iterable[int], related: Sequence[int]) -> int:
    """Give the most questions that inserting in this order takes.

    Among `k` items in order whose side is not known an item has k + 1 places, and each answer
    halves them: ceil(log2(k + 1)) questions.
    """
    earlier = 0
    most = 0
    for place in queue:
        most += (earlier & ~related[place]).bit_count().bit_length()
        earlier |= 1 << place
    return most


def _compared(standing: Iterable[_Pair], size: int) -> list[int]:
    """Give, for each place, those it was compared with: all that is sure while a circle stands."""
    compared = [0] * size
    for better, worse in standing:
        compared[better] |= 1 << worse
        compared[worse] |= 1 << better
    return compared
