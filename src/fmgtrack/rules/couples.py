"""Lists of a couple: pairs of programs, ranked together.

Both partners' lists have the same length, at most 300 lines; line by line they form pairs, and the
couple is matched to the highest pair in which both are taken, with no second try as individuals
(https://www.nrmp.org/couples-in-the-match/, read 2026-11-21). In a pair, `NO_MATCH` means that one
partner stays without a place while the other takes theirs; a program may stand in several pairs,
but no pair may stand twice (https://www.myerasediting.com/guides/couples-match, a third party's
page of 2026-06). Supplemental lists are not paired.

A list is kept here as pairs, so the two always have equal length. Codes are compared as they are:
`codes.read_nrmp_code` gives them in one form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from fmgtrack.errors import InvalidError
from fmgtrack.rules.codes import NO_MATCH
from fmgtrack.rules.matching import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = [
    "MOST_PAIRS",
    "NO_MATCH",
    "Choice",
    "Distance",
    "Pair",
    "Problem",
    "apart",
    "check_pairs",
    "weave",
]

MOST_PAIRS = 300
"""Lines that R3 takes from each partner."""

Distance = Literal["same-city", "same-state", "apart", "unknown"]
"""How near two programs are, as far as their places are on record."""

_STEPS: dict[Distance, int] = {"same-city": 0, "unknown": 0, "same-state": 1, "apart": 2}
_SHARE_FOR_ONE = 3
_MOST_NAMED = 3
_STATE_LENGTH = 2


@dataclass(frozen=True)
class Pair:
    """One line of a couple's list: a code each, `NO_MATCH` for staying without a place."""

    mine: str
    theirs: str


@dataclass(frozen=True)
class Choice:
    """One line of a partner's own list; `state` is a two-letter code, None is not on record."""

    code: str
    name: str
    city: str | None = None
    state: str | None = None


@dataclass(frozen=True)
class Problem:
    """One finding about a couple's list; with a blocking one R3 cannot take it."""

    code: str
    blocking: bool
    message: str


def check_pairs(
    pairs: Sequence[Pair],
    my_codes: Collection[str],
    their_codes: Collection[str],
    *,
    choices: Iterable[Choice] = (),
) -> tuple[Problem, ...]:
    """Give what is wrong with a couple's list, or worth a look; nothing found is an empty tuple.

    `my_codes` and `their_codes` are those of the partners' own lists. `choices` are the programs
    whose places are on record, of either partner: without them nothing is said of distances.
    Lines are counted from 1.
    """
    if not pairs:
        return ()
    found = (
        _repeats(pairs),
        _too_many(pairs),
        _unknown([pair.mine for pair in pairs], my_codes, "your"),
        _unknown([pair.theirs for pair in pairs], their_codes, "your partner's"),
        _both_no_match(pairs),
        _no_fallback(pairs),
        _far_apart(pairs, {choice.code: choice for choice in choices}),
    )
    return tuple(problem for problem in found if problem is not None)


def apart(mine: Choice, theirs: Choice) -> Distance:
    """Say how near two programs are, from their cities and states.

    A city is compared without case, accents and abbreviations (`St. Louis`, `Saint Louis`), and
    means something only beside its state: there are many Springfields. Two states are apart
    however near the cities may be. A state that is no two-letter code counts as not said. One
    code is one place, on record or not.
    """
    if mine.code == theirs.code:
        return "same-city"
    my_city, my_state = _place(mine)
    their_city, their_state = _place(theirs)
    if not my_state or not their_state:
        return "unknown"
    if my_state != their_state:
        return "apart"
    return "same-city" if my_city and my_city == their_city else "same-state"


def weave(
    mine: Sequence[Choice],
    theirs: Sequence[Choice],
    together: float,
    limit: int = MOST_PAIRS,
    *,
    no_match: bool = True,
) -> tuple[Pair, ...]:
    """Propose a couple's list from the two partners' own lists, for the couple to change.

    A pair costs the rank of mine plus the rank of theirs, plus `together` x nearness, where
    nearness is 0 for the same city or a place that is not on record, one step for the same state
    and two for different states. A step is one more than the widest gap between two sums of
    ranks. So with `together` 0 only the ranks count, with 1 nearness comes first and the ranks
    decide within it. Cheapest pairs come first; of equal ones that with the better of its two
    ranks, then that which stands higher on my own list.

    With `no_match` there follow the pairs in which one partner stays without a place, by rank,
    mine before theirs: two matches, however far apart, stand above one. Where not all fit, the
    pairs of two programs leave a third of the lines to those of one, or the list would fall back
    on nothing; of each kind the last go.

    A code that stands twice on a list counts where it first stands; a line with no code, or with
    `NO_MATCH`, is no program and is passed over.

    Raises:
        InvalidError: `together` is not from 0 to 1, or `limit` not from 1 to 300.
    """
    if not 0 <= together <= 1:
        raise InvalidError(
            f"`{together}` does not say how much being together counts",
            "type a number from 0, not at all, to 1, before all else",
        )
    if not 1 <= limit <= MOST_PAIRS:
        raise InvalidError(
            f"a couple's list cannot have `{limit}` pairs", f"type a number from 1 to {MOST_PAIRS}"
        )
    my_programs, their_programs = _programs(mine), _programs(theirs)
    both = _of_two(my_programs, their_programs, together)
    one = _of_one(my_programs, their_programs) if no_match else []
    one = one[: max(limit // _SHARE_FOR_ONE, limit - len(both))]
    return (*both[: limit - len(one)], *one)


def _programs(choices: Iterable[Choice]) -> list[Choice]:
    first: dict[str, Choice] = {}
    for choice in choices:
        if choice.code and choice.code != NO_MATCH:
            first.setdefault(choice.code, choice)
    return list(first.values())


def _of_two(mine: Sequence[Choice], theirs: Sequence[Choice], together: float) -> list[Pair]:
    """All pairs of two programs, cheapest first."""
    step = len(mine) + len(theirs) - 1
    costs: list[tuple[float, int, int, int]] = []
    for my_rank, my_choice in enumerate(mine):
        for their_rank, their_choice in enumerate(theirs):
            far = together * step * _STEPS[apart(my_choice, their_choice)]
            better = min(my_rank, their_rank)
            costs.append((my_rank + their_rank + far, better, my_rank, their_rank))
    costs.sort()
    return [Pair(mine[my_rank].code, theirs[their_rank].code) for *_, my_rank, their_rank in costs]


def _of_one(mine: Sequence[Choice], theirs: Sequence[Choice]) -> list[Pair]:
    """All pairs of one program, by its rank, mine first."""
    ranked = [(rank, 0, Pair(choice.code, NO_MATCH)) for rank, choice in enumerate(mine)]
    ranked += [(rank, 1, Pair(NO_MATCH, choice.code)) for rank, choice in enumerate(theirs)]
    return [pair for *_, pair in sorted(ranked, key=lambda line: line[:2])]


@lru_cache(maxsize=1024)
def _place(choice: Choice) -> tuple[str, str]:
    """City and state in one form, empty where they are not said."""
    state = "".join(char for char in choice.state or "" if char.isalpha()).upper()
    return name_key(choice.city or ""), state if len(state) == _STATE_LENGTH else ""


def _repeats(pairs: Sequence[Pair]) -> Problem | None:
    first: dict[Pair, int] = {}
    again = [line for line, pair in _lines(pairs) if first.setdefault(pair, line) != line]
    if not again:
        return None
    if len(again) == 1:
        message = f"pair {again[0]} repeats pair {first[pairs[again[0] - 1]]}: take it out"
    else:
        message = f"{_pairs(again)} repeat pairs above them: take them out"
    return Problem("pair-repeats", blocking=True, message=message)


def _too_many(pairs: Sequence[Pair]) -> Problem | None:
    over = len(pairs) - MOST_PAIRS
    if over <= 0:
        return None
    message = f"the list has {len(pairs)} pairs and R3 takes {MOST_PAIRS}: take {over} out"
    return Problem("pairs-over-300", blocking=True, message=message)


def _unknown(codes: Iterable[str], own: Collection[str], whose: str) -> Problem | None:
    strange = [f"`{code}`" for code in dict.fromkeys(codes) if code not in {NO_MATCH, *own}]
    if not strange:
        return None
    one = len(strange) == 1
    message = (
        f"{_listed(strange)} {'is' if one else 'are'} in {whose} half of the pairs and not on "
        f"{whose} own list: add {'it' if one else 'them'} there or correct the pairs"
    )
    return Problem("pair-code-unknown", blocking=False, message=message)


def _both_no_match(pairs: Sequence[Pair]) -> Problem | None:
    lines = [line for line, pair in _lines(pairs) if pair.mine == pair.theirs == NO_MATCH]
    if not lines:
        return None
    verb, them = ("is", "it") if len(lines) == 1 else ("are", "them")
    message = f"{_pairs(lines)} {verb} no match for both, which says nothing: take {them} out"
    return Problem("both-no-match", blocking=False, message=message)


def _no_fallback(pairs: Sequence[Pair]) -> Problem | None:
    if any((pair.mine == NO_MATCH) != (pair.theirs == NO_MATCH) for pair in pairs):
        return None
    message = (
        f"no pair has `{NO_MATCH}` on one side, so neither of you can match alone: "
        "add such pairs at the end if one match is better than none"
    )
    return Problem("no-fallback", blocking=False, message=message)


def _far_apart(pairs: Sequence[Pair], places: dict[str, Choice]) -> Problem | None:
    lines = []
    for line, pair in _lines(pairs):
        mine, theirs = places.get(pair.mine), places.get(pair.theirs)
        if mine and theirs and apart(mine, theirs) == "apart":
            lines.append(line)
    if not lines:
        return None
    message = (
        f"{_pairs(lines)} {'is' if len(lines) == 1 else 'are'} in two different states: "
        "look at the distance"
    )
    return Problem("far-apart", blocking=False, message=message)


def _lines(pairs: Sequence[Pair]) -> Iterable[tuple[int, Pair]]:
    return enumerate(pairs, start=1)


def _pairs(lines: Sequence[int]) -> str:
    return f"pair{'' if len(lines) == 1 else 's'} {_listed([str(line) for line in lines])}"


def _listed(items: Sequence[str]) -> str:
    """Give `a, b and c`; of more than a few, the first and how many more."""
    shown = [*items[:_MOST_NAMED]]
    if len(items) > _MOST_NAMED:
        shown.append(f"{len(items) - _MOST_NAMED} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
