"""Made-up matches that show in plain sentences why a list should be in true order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fmgtrack.reference import toml
from fmgtrack.rules.deferred import Outcome, Step, Tried, match, true_order_pays

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence of an explanation, with the run that bears it out.

    `order` is the list that the example's applicant hands in, `got` the program that it brings
    them, None for no match, and `steps` what the sentence tells of the walk, in order.
    """

    text: str
    order: tuple[str, ...]
    got: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Example:
    """One made-up match, told about one applicant; lists are best first.

    `sources` are addresses of what is said about the algorithm, not of the people in it.
    """

    key: str
    title: str
    about: str
    applicants: Mapping[str, tuple[str, ...]]
    programs: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]
    sentences: tuple[Sentence, ...]
    sources: tuple[str, ...]

    def run(self, order: tuple[str, ...] | None = None) -> Outcome:
        """The match when the applicant hands in `order`, or their true list when none is given."""
        lists = self.applicants if order is None else {**self.applicants, self.about: order}
        return match(lists, self.programs, self.places)

    def tried(self) -> tuple[Tried, ...]:
        """What every list that the applicant could make brings them, the true one first."""
        return true_order_pays(self.about, self.applicants, self.programs, self.places)


@cache
def examples() -> tuple[Example, ...]:
    """All examples, in the order in which to read them."""
    return tuple(_example(row) for row in toml("examples.toml")["example"])


def _example(row: dict[str, Any]) -> Example:
    applicants = {name: tuple(order) for name, order in row["applicants"].items()}
    return Example(
        key=row["key"],
        title=row["title"],
        about=row["about"],
        applicants=applicants,
        programs={name: tuple(order) for name, order in row["programs"].items()},
        places=dict(row["places"]),
        sentences=tuple(
            Sentence(
                text=said["text"],
                order=tuple(said.get("order", applicants[row["about"]])),
                got=said.get("got"),
                steps=tuple(Step(*step) for step in said.get("steps", ())),
            )
            for said in row["sentence"]
        ),
        sources=tuple(row["sources"]),
    )
