"""What an application costs: programs, papers, the Match, exams, experience, a visa. US dollars.

Amounts are whole dollars, but for those of the person's own experience, which may have cents. What
lies behind (exams that are passed, ECFMG's parts that are met) is left out unless all is asked for.
A line counts with all of its amount; `to_pay` is what is still to come of it. Nothing here says how
many programs are enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from fmgtrack.records.experience import USCE_KINDS
from fmgtrack.rules.eras_fees import eras_cost
from fmgtrack.rules.experience import TAKING_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fmgtrack.records.experience import Experience
    from fmgtrack.rules.eras_fees import Cost, Service
    from fmgtrack.rules.fees import Fee, FeeTable, Rate

ERAS, RESIDENCYCAS = "eras", "residencycas"
"""Keys of the services in `reference/eras_fees.toml`."""

EXAMS = ("step1", "step2ck", "oet")
"""Exams of the ECFMG gate, paid for at each attempt."""

MOST_ROWS = 12
"""About so many numbers of programs stand in a chart."""

DISTANCES = (5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
"""How far the numbers of a chart may lie from each other."""

BEYOND = 10
"""A chart goes so many programs beyond those counted, and beyond the last step of the price."""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Something that is paid for; `other` is an amount that another source states."""

    key: str
    name: str
    group: str
    rate: Rate
    other: Rate | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the costs.

    Attributes:
        group: `applications papers match ecfmg experience visa`.
        what: a stable word for what is paid.
        name: as people say it.
        count: of how many things.
        amount: all of it, in US dollars.
        to_pay: what of it is still to be paid, as far as the record shows.
        rate: by what it was counted; None for the person's own amounts.
        other: an amount that another source states.
        ref: the record that it comes from.
    """

    group: str
    what: str
    name: str
    count: int
    amount: float
    to_pay: float
    rate: Rate | None = None
    other: Rate | None = None
    ref: str | None = None


@dataclass(frozen=True)
class Applications:
    """The programs of one specialty: those applied to, and those that may come."""

    sent: int
    to_come: int = 0

    @property
    def all(self) -> int:
        """Both together."""
        return self.sent + self.to_come


@dataclass(frozen=True, kw_only=True)
class CostFacts:
    """Everything that the costs are counted from.

    Attributes:
        programs: by specialty.
        services: through which programs are applied to.
        charges: by key, as `reference/exam_fees.toml` names them.
        nrmp: NRMP's fees.
        list_fees: what certifying the list costs.
        coupled: whether there is a partner's list.
        certified: whether the list is certified as it stands.
        met: parts of the ECFMG gate, and `step3`, that are done or whose result is awaited.
        sat: how many attempts at each exam were sat.
        step3: whether Step 3 is planned or needed.
        token: whether the ERAS token is used.
        transcript: whether the USMLE transcript is released.
        visa_need: as in the profile.
        experiences: all of them.
    """

    programs: Mapping[str, Applications]
    services: tuple[Service, ...]
    charges: Mapping[str, Charge]
    nrmp: FeeTable
    list_fees: tuple[Fee, ...] = ()
    coupled: bool = False
    certified: bool = False
    met: frozenset[str] = frozenset()
    sat: Mapping[str, int]
    step3: bool = False
    token: bool = False
    transcript: bool = False
    visa_need: str | None = None
    experiences: tuple[Experience, ...] = ()


@dataclass(frozen=True)
class Point:
    """What a number of programs costs; `step` where one more costs another amount than before."""

    programs: int
    cost: int
    one_more: int
    step: bool


def costs(
    facts: CostFacts, *, everything: bool = False
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Give the lines, and the names of what is left out because it lies behind.

    Args:
        facts: what is counted from.
        everything: leave nothing out.
    """
    lines = [*_applications(facts), *_papers(facts), *_match(facts)]
    behind: list[str] = []
    for line in _ecfmg(facts):
        if everything or line.to_pay:
            lines.append(line)
        elif line.what != "step3" or "step3" in facts.met:
            behind.append(line.name)
    return (*lines, *_experience(facts), *_visa(facts)), tuple(behind)


def by_specialty(facts: CostFacts) -> tuple[tuple[Cost, int], ...]:
    """Give the cost of each specialty with all its programs, and what of it is still to pay."""
    whole = eras_cost({name: one.all for name, one in facts.programs.items()}, facts.services)
    sent = eras_cost({name: one.sent for name, one in facts.programs.items()}, facts.services)
    return tuple(
        (cost, cost.amount - before.amount) for cost, before in zip(whole, sent, strict=True)
    )


def _applications(facts: CostFacts) -> Iterator[Line]:
    for cost, to_pay in by_specialty(facts):
        if cost.count:
            yield Line(
                group="applications",
                what=cost.service,
                name=cost.specialty,
                count=cost.count,
                amount=cost.amount,
                to_pay=to_pay,
                rate=cost.rate,
            )


def _papers(facts: CostFacts) -> Iterator[Line]:
    """What goes with an application: of the services that are used, of ERAS without any.

    Whoever applied through MyERAS has used the token: it opens MyERAS [https://ecfmg.org/eras/]
    (official, older).
    """
    every = by_specialty(facts)
    used = {cost.service for cost, _ in every if cost.count} or {ERAS}
    sent = {cost.service for cost, _ in every if facts.programs[cost.specialty].sent}
    if ERAS in used:
        yield _once(facts.charges["token"], paid=facts.token or ERAS in sent)
        yield _once(facts.charges["usmle-transcript"], paid=facts.transcript)
    if RESIDENCYCAS in used:
        yield _once(facts.charges["residencycas-transcript"])


def _match(facts: CostFacts) -> Iterator[Line]:
    """NRMP's fees; whoever certified a list has registered, and has paid for the list."""
    fees = facts.nrmp
    named = {"registration": ("registration in NRMP", fees.registration)}
    if facts.coupled:
        named["couple"] = ("registration as a couple, your half", fees.couple)
    for what, (name, rate) in named.items():
        yield Line(
            group="match",
            what=what,
            name=name,
            count=1,
            amount=rate.amount,
            to_pay=0 if facts.certified else rate.amount,
            rate=rate,
        )
    names = {
        "primary-code": "more codes on the rank order list",
        "supplemental-code": "more codes on supplemental lists",
        "length": "length of the rank order list",
    }
    for fee in facts.list_fees:
        yield Line(
            group="match",
            what=fee.what,
            name=names[fee.what],
            count=fee.count,
            amount=fee.amount,
            to_pay=0 if facts.certified else fee.amount,
            rate=fee.rate,
        )


def _ecfmg(facts: CostFacts) -> Iterator[Line]:
    """Exams and ECFMG's own fees, whether they lie behind or not.

    Whoever sat an exam has applied for certification before
    [https://www.ecfmg.org/news/category/fees/page/2/] (official, 2012).
    """
    certified = "certificate" in facts.met
    begun = certified or bool(facts.met) or any(facts.sat.values())
    yield _once(facts.charges["account"], paid=begun)
    yield _once(facts.charges["certification"], paid=begun)
    for key in EXAMS:
        yield _exam(facts, key, needed=True)
    yield _once(facts.charges["pathway"], paid="pathway" in facts.met)
    yield _once(facts.charges["credentials"], paid=certified)
    yield _exam(facts, "step3", needed=facts.step3)


def _exam(facts: CostFacts, key: str, *, needed: bool) -> Line:
    """An exam with every attempt that was sat, and one more while it is not passed and needed."""
    charge = facts.charges[key]
    sat, met = facts.sat.get(key, 0), key in facts.met
    more = not met and needed
    count = max(sat + more, 1)
    return Line(
        group=charge.group,
        what=key,
        name=charge.name,
        count=count,
        amount=count * charge.rate.amount,
        to_pay=charge.rate.amount if more else 0,
        rate=charge.rate,
        other=charge.other,
    )


def _experience(facts: CostFacts) -> Iterator[Line]:
    """US clinical experience that took place or is accepted, by its own amount."""
    for one in facts.experiences:
        if one.cost and one.kind in USCE_KINDS and one.status in TAKING_PLACE:
            amount = int(one.cost) if one.cost == int(one.cost) else round(one.cost, 2)
            yield Line(
                group="experience",
                what="usce",
                name=f"{one.kind}: {one.title}",
                count=1,
                amount=amount,
                to_pay=0 if one.status == "done" else amount,
                ref=one.ref,
            )


def _visa(facts: CostFacts) -> Iterator[Line]:
    """What a J-1 costs where it is the visa that is needed; an H-1B is the hospital's to file."""
    if facts.visa_need == "j1":
        yield from (_once(one) for one in facts.charges.values() if one.group == "visa")


def _once(charge: Charge, *, paid: bool = False) -> Line:
    return Line(
        group=charge.group,
        what=charge.key,
        name=charge.name,
        count=1,
        amount=charge.rate.amount,
        to_pay=0 if paid else charge.rate.amount,
        rate=charge.rate,
        other=charge.other,
    )


def curve(specialty: str, services: Iterable[Service], count: int) -> tuple[Point, ...]:
    """Give what numbers of programs of a specialty cost, from none to beyond those counted.

    In it are the steps of the price and `count`, and round numbers between.
    """
    known = tuple(services)
    last = max(rate.first for service in known for rate in service.each)
    steps = {number for number in range(1, last + 1) if _is_step(specialty, known, number)}
    upto = max(count, *steps) + BEYOND
    apart = next((one for one in DISTANCES if upto <= one * MOST_ROWS), DISTANCES[-1])
    upto = -(-upto // apart) * apart
    return tuple(
        _point(specialty, known, number, step=number in steps)
        for number in sorted({*range(0, upto + 1, apart), *steps, count})
    )


def _is_step(specialty: str, services: tuple[Service, ...], number: int) -> bool:
    """Whether one more costs another amount than the one before did."""
    return _cost(specialty, services, number).one_more != (
        _cost(specialty, services, number - 1).one_more
    )


def _point(specialty: str, services: tuple[Service, ...], number: int, *, step: bool) -> Point:
    cost = _cost(specialty, services, number)
    return Point(number, cost.amount, cost.one_more, step)


def _cost(specialty: str, services: tuple[Service, ...], number: int) -> Cost:
    (cost,) = eras_cost({specialty: number}, services)
    return cost


def converted(amount: float, rate: Decimal) -> int:
    """An amount in another currency, in whole units; half of one is rounded up."""
    return int((Decimal(str(amount)) * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))
