"""Three hundred programs of which some rules are known and others not, the same every time."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from fmgtrack.rules.fitting_facts import Known, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SPECIALTIES = ("Internal Medicine", "Family Medicine", "Diagnostic Radiology", "Neurology")
STATES = ("NY", "MI", "TX", "CA", "OH", "IL", "PA", "FL")

VALUES: Mapping[str, Sequence[str | None]] = {
    "graduation-years": (None, "3", "5", "7", "10", "any"),
    "step2ck": (None, None, "210", "220", "230", "245", "any"),
    "attempts": (None, None, "0", "1", "any"),
    "ecfmg": (None, "application", "ranking", "start"),
    "usce-months": (None, None, "any", "1", "3", "6", "8 weeks"),
    "observership-counts": (None, None, "yes", "no"),
    "us-letters": (None, None, "1", "2", "3"),
    "step3": (None, None, "yes", "no", "application"),
    "deadline": (None, None, "2026-10-15", "2026-12-31"),
    "setting": (None, "university", "community", "university-affiliated"),
    "size": (None, "8", "20", "45"),
    "img-share": (None, "10", "40", "80"),
    "fellowship": (None, "yes", "no", "cardiology, nephrology"),
    "signal-use": (None, None, "required", "ignored"),
}
"""What a program may say of each rule; None says nothing."""


def places(count: int = 300, seed: int = 2027) -> list[Place]:
    """So many programs; the same seed gives the same ones."""
    pick = Random(seed)  # noqa: S311  made-up programs, no secret
    made = []
    for number in range(1, count + 1):
        said = {word: pick.choice(values) for word, values in VALUES.items()}
        j1, h1b = pick.choice((None, True, True, False)), pick.choice((None, True, False, False))
        made.append(
            Place(
                number=number,
                name=f"Program {number:04d}",
                specialty=pick.choice(SPECIALTIES),
                city=pick.choice((None, "Springfield", "Riverside")),
                state=pick.choice(STATES),
                status=pick.choice(("considered", "considered", "applied", "interviewed")),
                signal="none",
                j1=j1,
                h1b=h1b,
                strict={
                    word: Known(
                        value,
                        source=(source := pick.choice((None, "program page"))),
                        checked_on="2026-09-01",
                        confirmed=source is not None,
                    )
                    for word, value in said.items()
                    if value is not None
                },
                preferred=(
                    {"step2ck": Known("240", source="FAQ page", checked_on="2026-09-01")}
                    if pick.random() < 0.2
                    else {}
                ),
            )
        )
    return made
