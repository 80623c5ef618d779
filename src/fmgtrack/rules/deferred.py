"""How the Match places people: deferred acceptance in which the applicants propose.

For explanation only, on small made-up lists: it says why a true order is best and never anything
about a real person's chances. Each applicant in turn is tried at the first program of their list,
then the next; a program holds those it ranks highest, up to its places, and whoever is displaced
is tried further down their own list at once. What is held when nobody is left to try is final.

Sources: https://www.nrmp.org/intro-to-the-match/how-matching-algorithm-works/ (read 2026-11-21);
D. Gale and L. S. Shapley, College Admissions and the Stability of Marriage, American Mathematical
Monthly 69 (1962), 9-15. Couples and supplemental lists are left out.

Arguments are the same throughout: `applicants` and `programs` are lists of names by name, best
first, and `places` how many a program takes. Who is not on a list is not wanted there. A program
may rank people who are not among the applicants; they are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING, Literal

from fmgtrack.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Lists = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Step:
    """One applicant tried at one program.

    `held` took a free place, `displaced` took the place of the person named in `displaced`, and
    `refused` is not on the program's list, or below everybody it holds.
    """

    applicant: str
    program: str
    outcome: Literal["held", "refused", "displaced"]
    displaced: str | None = None


@dataclass(frozen=True)
class Outcome:
    """The program of each applicant, None for no match, and the steps that led there, in order."""

    matched: dict[str, str | None]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Tried:
    """One list that an applicant could hand in, and the program it brings: None for no match."""

    order: tuple[str, ...]
    got: str | None


def match(applicants: Lists, programs: Lists, places: Mapping[str, int]) -> Outcome:
    """Match the applicants, tried in the order of the mapping; that order changes only the steps.

    Raises:
        InvalidError: a list names somebody twice or a program without a list, or a program has no
            number of places.
    """
    _check(applicants, programs, places)
    rank = {
        program: {name: number for number, name in enumerate(order)}
        for program, order in programs.items()
    }
    held: dict[str, list[str]] = {program: [] for program in programs}
    untried = {applicant: iter(order) for applicant, order in applicants.items()}
    steps: list[Step] = []
    for applicant in applicants:
        trying = applicant
        while (program := next(untried[trying], None)) is not None:
            if trying not in rank[program]:
                steps.append(Step(trying, program, "refused"))
                continue
            held[program] = sorted([*held[program], trying], key=rank[program].__getitem__)
            if len(held[program]) <= places[program]:
                steps.append(Step(trying, program, "held"))
                break
            last = held[program].pop()
            if last == trying:
                steps.append(Step(trying, program, "refused"))
            else:
                steps.append(Step(trying, program, "displaced", last))
                trying = last
    got = {name: program for program, names in held.items() for name in names}
    return Outcome({applicant: got.get(applicant) for applicant in applicants}, tuple(steps))


def is_stable(
    outcome: Outcome, applicants: Lists, programs: Lists, places: Mapping[str, int]
) -> bool:
    """Whether the matches can stand: no place is given twice, nobody is where they are unwanted.

    Nor is there an applicant and a program that would both rather have each other.
    """
    matched = outcome.matched
    held = {
        program: [name for name, got in matched.items() if got == program] for program in programs
    }
    if matched.keys() != applicants.keys():
        return False
    for name, got in matched.items():
        if got is not None and (got not in applicants[name] or name not in programs[got]):
            return False
    if any(len(names) > places[program] for program, names in held.items()):
        return False
    for name, order in applicants.items():
        for program in order:
            if program == matched[name]:
                break
            if _wants(programs[program], name, held[program], places[program]):
                return False
    return True


def all_stable(
    applicants: Lists, programs: Lists, places: Mapping[str, int]
) -> tuple[Outcome, ...]:
    """Every stable outcome, without steps, found by looking at all there are: for small lists.

    Raises:
        InvalidError: as `match` does.
    """
    _check(applicants, programs, places)
    choices = ([*order, None] for order in applicants.values())
    outcomes = (Outcome(dict(zip(applicants, got, strict=True))) for got in product(*choices))
    return tuple(one for one in outcomes if is_stable(one, applicants, programs, places))


def true_order_pays(
    applicant: str, applicants: Lists, programs: Lists, places: Mapping[str, int]
) -> tuple[Tried, ...]:
    """What every list that an applicant could make of their programs brings, the true one first.

    Tried is each order of each part of the list, longer ones first, while all others keep theirs.
    None brings a program that the applicant likes better than what the true list brings; that
    holds for every example, and no single one proves it. Five programs make 325 lists.

    Raises:
        InvalidError: as `match` does, or there is no such applicant.
    """
    if applicant not in applicants:
        raise InvalidError(
            f"`{applicant}` is not in the example", f"it has {', '.join(applicants) or 'nobody'}"
        )
    true = applicants[applicant]
    orders = (order for size in range(len(true), 0, -1) for order in permutations(true, size))
    return tuple(
        Tried(order, match({**applicants, applicant: order}, programs, places).matched[applicant])
        for order in orders
    )


def _wants(ranked: Sequence[str], name: str, held: Sequence[str], places: int) -> bool:
    """Whether a program would take somebody, for a free place or in place of one it holds."""
    if name not in ranked:
        return False
    below = ranked[ranked.index(name) + 1 :]
    return len(held) < places or any(other in below for other in held)


def _check(applicants: Lists, programs: Lists, places: Mapping[str, int]) -> None:
    for name, order in (*applicants.items(), *programs.items()):
        twice = next((one for one in order if list(order).count(one) > 1), None)
        if twice is not None:
            raise InvalidError(f"the list of `{name}` has `{twice}` twice", "name each one once")
    for name, order in applicants.items():
        strange = next((program for program in order if program not in programs), None)
        if strange is not None:
            raise InvalidError(
                f"`{name}` ranks `{strange}`, which has no list",
                "give that program a list, an empty one if it ranks nobody",
            )
    for program in programs:
        if places.get(program, -1) < 0:
            raise InvalidError(f"`{program}` has no number of places", "give it 0 or more")
