"""The algorithm on made-up lists, run for real. Never on the person's own chances."""

from __future__ import annotations

from fmgtrack.errors import NotFoundError
from fmgtrack.records.results import Card
from fmgtrack.reference.examples import examples


def explain(which: str | None) -> Card:
    """A worked example: lists, the walk of the algorithm, what every other order brings.

    Args:
        which: number or key of an example; the first when None.

    Raises:
        NotFoundError: there is no such example.
    """
    known = examples()
    index = 0
    if which is not None:
        keys = [example.key for example in known]
        numbers = [str(number) for number in range(1, len(known) + 1)]
        if which in keys:
            index = keys.index(which)
        elif which in numbers:
            index = numbers.index(which)
        else:
            raise NotFoundError("example", which, hint=f"type a number from 1 to {len(known)}")
    example = known[index]
    outcome = example.run()
    tried = example.tried()
    return Card(
        "explain",
        {
            "number": index + 1,
            "of": len(known),
            "title": example.title,
            "about": example.about,
            "applicants": {name: list(order) for name, order in example.applicants.items()},
            "programs": {name: list(order) for name, order in example.programs.items()},
            "places": dict(example.places),
            "steps": [
                {
                    "applicant": step.applicant,
                    "program": step.program,
                    "outcome": step.outcome,
                    "displaced": step.displaced,
                }
                for step in outcome.steps
            ],
            "matched": outcome.matched,
            "tried": [{"order": list(one.order), "got": one.got} for one in tried],
            "says": [sentence.text for sentence in example.sentences],
            "sources": list(example.sources),
        },
    )
