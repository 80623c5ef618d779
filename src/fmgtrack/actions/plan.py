"""What is left to decide: signals by tier, what the applications cost, what one more would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.reference.eras_fees import services
from fmgtrack.reference.signals import signals_of
from fmgtrack.rules.eras_fees import eras_cost, total

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from fmgtrack.records.results import Row
    from fmgtrack.rules.fitting import Fit
    from fmgtrack.rules.fitting_facts import Place

NOT_YET = "considered"
"""The status of a program to which no application went."""


def plan(season: int, fits: Iterable[Fit], sent: Collection[int]) -> Row:
    """The plan for the programs judged; `sent` are the numbers of those applied to.

    A program withdrawn from, of which nothing shows that an application went out, costs nothing.

    Keys: `signals[{specialty, tier, allowed, used, left, season, source, confidence}]` for the
    specialties of these programs (`left` below 0 is too many), `signals_unknown` (specialties of
    which no number is known), `signals_wanted[{ref, name, use}]` (programs to apply to that look at
    signals and get none); `costs[{specialty, service, programs, cost, one_more, season, source,
    confidence}]` of what was applied to, `cost` their sum, `no_specialty` (applications of which no
    cost is known), `if_all_fit{programs, cost}`: how many programs that fit are left, and what
    applying to all of them would add.
    """
    judged = list(fits)
    places = [fit.place for fit in judged]
    applied = [place for place in places if place.number in sent]
    to_come = [fit.place for fit in judged if fit.group == "fits" and fit.place.status == NOT_YET]
    signals, unknown = _signals(season, places)
    costs = eras_cost(_counted(places, applied), services(season))
    with_all = eras_cost(_counted(places, [*applied, *to_come]), services(season))
    return {
        "signals": signals,
        "signals_unknown": unknown,
        "signals_wanted": [
            {"ref": fit.place.ref, "name": fit.place.name, "use": fit.place.said("signal-use")}
            for fit in judged
            if fit.group != "fails"
            and fit.place.status == NOT_YET
            and fit.place.signal == "none"
            and fit.place.said("signal-use") in ("required", "recommended")
        ],
        "costs": [
            {
                "specialty": cost.specialty,
                "service": cost.service,
                "programs": cost.count,
                "cost": cost.amount,
                "one_more": cost.one_more,
                "season": cost.rate.season,
                "source": cost.rate.source,
                "confidence": cost.rate.confidence,
            }
            for cost in costs
        ],
        "cost": total(costs),
        "no_specialty": sum(place.specialty is None for place in applied),
        "if_all_fit": {
            "programs": sum(place.specialty is not None for place in to_come),
            "cost": total(with_all) - total(costs),
        },
    }


def _counted(places: Iterable[Place], counted: Iterable[Place]) -> dict[str, int]:
    """How many programs of each specialty; one name for those that differ in case alone."""
    names: dict[str, str] = {}
    for place in places:
        if place.specialty:
            names.setdefault(place.specialty.casefold(), place.specialty)
    counts = dict.fromkeys(sorted(names.values()), 0)
    for place in counted:
        if place.specialty:
            counts[names[place.specialty.casefold()]] += 1
    return counts


def _signals(season: int, places: Iterable[Place]) -> tuple[list[Row], list[str]]:
    """Signals by specialty and tier, and the specialties of which no number is known."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    unknown: set[str] = set()
    for place in places:
        known = signals_of(place.specialty, season) if place.specialty else None
        if known is None:
            unknown |= {place.specialty} if place.specialty else set()
            continue
        # a signal of a tier that the specialty has not is one too many
        for tier in (*known.tiers, *([place.signal] if place.signal != "none" else [])):
            allowed = known.tiers.get(tier, 0)
            rows.setdefault(
                (known.specialty, tier),
                {
                    "specialty": known.specialty,
                    "tier": tier,
                    "allowed": allowed,
                    "used": 0,
                    "left": allowed,
                    "season": known.season,
                    "source": known.source,
                    "confidence": known.confidence,
                },
            )
        if place.signal != "none":
            rows[known.specialty, place.signal]["used"] += 1
            rows[known.specialty, place.signal]["left"] -= 1
    return [rows[key] for key in sorted(rows)], sorted(unknown)
