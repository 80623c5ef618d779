"""What this application costs, what is still to pay, and what one more program would."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fmgtrack.actions import profile, standing
from fmgtrack.actions.experience import specialty
from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.records.couple import Partner
from fmgtrack.records.experience import Experience
from fmgtrack.records.results import Card, Notice
from fmgtrack.reference.eras_fees import services
from fmgtrack.reference.exam_fees import charges
from fmgtrack.reference.fees import fee_table
from fmgtrack.rules.costs import (
    Applications,
    CostFacts,
    by_specialty,
    converted,
    costs,
    curve,
)
from fmgtrack.store.application import SENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.rules.costs import Line
    from fmgtrack.rules.fees import Rate

MOST_ADDED = 5_000
"""Programs that may be added to a specialty; there are about so many in all ERAS
[https://www.aamc.org/services/eras-institutions/eras-insights/strong-start-2026-september-residency-cycle-and-new-era-data-transparency]
(official: nearly 4,800 in the 2026 season)."""

CURRENCY = re.compile(r"[A-Za-z]{3}")
RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def listing(  # noqa: PLR0913  the options of the command
    work: Work,
    *,
    considered: bool = False,
    everything: bool = False,
    add: tuple[str, ...] = (),
    currency: str | None = None,
    rate: str | None = None,
) -> Card:
    """The costs by line, by specialty, and by number of programs.

    Keys: `season`; `statuses` (of the programs that are counted); `programs{counted, considered,
    added, withdrawn, no_specialty}` (`considered` and `added` as far as they are counted;
    `withdrawn` ones of which nothing shows that an application went out, and those without a
    specialty, are not); `specialties[{specialty, service, programs, to_come, cost, to_pay,
    one_more, season, source, confidence}]`; `lines[{group, what, name, ref, count, amount, to_pay,
    local, season, source, confidence, other{amount, season, source, confidence}}]`; `left_out`
    (names of what lies behind); `total`, `to_pay`; `total_local`, `to_pay_local`; `chart[{
    specialty, service, points[{programs, cost, one_more, step, counted}]}]`; `currency{code, rate}`
    or null, and then every `local` is null.

    Args:
        work: the open record.
        considered: count programs that are considered too.
        everything: leave out nothing that lies behind.
        add: `Internal Medicine=10`, programs to count beside those on record.
        currency: three letters of another currency.
        rate: how many units of it a US dollar is.

    Raises:
        UsageError: only one of `currency` and `rate` is given, or `add` names no number.
        InvalidError: one of them is of the wrong form.
    """
    from fmgtrack.store.application import programs

    other = _currency(currency, rate)
    more = _added(add)
    rows = programs(work.store)
    counted = _counted(rows, more, considered=considered)
    facts = _facts(work, counted)
    lines, left_out = costs(facts, everything=everything)
    total, to_pay = (_sum(getattr(line, key) for line in lines) for key in ("amount", "to_pay"))
    taken = [row for row in rows if row["sent"] or (considered and row["status"] == "considered")]
    return Card(
        "costs",
        {
            "season": work.season,
            "statuses": [*SENT, *(["considered"] if considered else [])],
            "programs": {
                "counted": sum(row["specialty"] is not None for row in taken),
                "considered": sum(
                    not row["sent"] and row["specialty"] is not None for row in taken
                ),
                "added": sum(more.values()),
                "withdrawn": sum(row["status"] == "withdrawn" and not row["sent"] for row in rows),
                "no_specialty": sum(row["specialty"] is None for row in taken),
            },
            "specialties": _specialties(facts),
            "lines": [_line(line, other) for line in lines],
            "left_out": list(left_out),
            "total": total,
            "to_pay": to_pay,
            "total_local": _local(total, other),
            "to_pay_local": _local(to_pay, other),
            "chart": _chart(facts),
            "currency": {"code": other[0], "rate": float(other[1])} if other else None,
        },
        _notices(facts, counted, considered=considered),
    )


def _notices(
    facts: CostFacts, counted: Mapping[str, Applications], *, considered: bool
) -> tuple[Notice, ...]:
    told = []
    if not any(one.all for one in counted.values()):
        told.append(Notice("costs-no-programs", considered=considered))
    if not facts.met and not facts.sat:
        told.append(Notice("costs-no-exams"))
    return tuple(told)


def _currency(code: str | None, rate: str | None) -> tuple[str, Decimal] | None:
    if code is None and rate is None:
        return None
    if code is None or rate is None:
        raise UsageError(
            "a currency goes with its rate", "type both, such as `--currency PKR --rate 281.5`"
        )
    if not CURRENCY.fullmatch(code.strip()):
        raise InvalidError(f"`{code}` is no currency", "type its three letters, such as `PKR`")
    if not RATE.fullmatch(rate.strip()) or not Decimal(rate.strip()):
        raise InvalidError(
            f"`{rate}` is no rate", "type how many units one US dollar is, such as `281.5`"
        )
    return code.strip().upper(), Decimal(rate.strip())


def _added(texts: Iterable[str]) -> dict[str, int]:
    """How many programs to count beside those on record, by specialty."""
    found: dict[str, int] = {}
    for text in texts:
        name, _, number = text.rpartition("=")
        whole = specialty(name)
        if not whole or not re.fullmatch(r"[0-9]{1,9}", number.strip()):
            raise UsageError(
                f"`{text}` names no specialty and number",
                'type both, such as `--add "Internal Medicine=10"`',
            )
        key = next((one for one in found if one.casefold() == whole.casefold()), whole)
        found[key] = found.get(key, 0) + int(number)
        if found[key] > MOST_ADDED:
            raise InvalidError(
                f"`{text}` is more than there are programs", f"type {MOST_ADDED:,} at most"
            )
    return found


def _counted(
    rows: Iterable[Row], more: Mapping[str, int], *, considered: bool
) -> dict[str, Applications]:
    """Programs by specialty, in alphabetic order; names that differ in case alone are one."""
    names: dict[str, str] = {}
    sent: dict[str, int] = {}
    to_come: dict[str, int] = {}
    for row in rows:
        name = specialty(row["specialty"] or "")
        if name is None or not (row["sent"] or (considered and row["status"] == "considered")):
            continue
        key = name.casefold()
        names.setdefault(key, name)
        side = sent if row["sent"] else to_come
        side[key] = side.get(key, 0) + 1
    for name, number in more.items():
        key = name.casefold()
        names.setdefault(key, name)
        to_come[key] = to_come.get(key, 0) + number
    return {
        names[key]: Applications(sent.get(key, 0), to_come.get(key, 0)) for key in sorted(names)
    }


def _facts(work: Work, counted: Mapping[str, Applications]) -> CostFacts:
    from fmgtrack.store import board

    person = profile.row(work)
    sat: dict[str, int] = {}
    for exam in person["exams"]:
        if exam["outcome"] != "planned":
            sat[exam["kind"]] = sat.get(exam["kind"], 0) + 1
    outcomes = {exam["outcome"] for exam in person["exams"] if exam["kind"] == "step3"}
    met = {part["part"] for part in person["ecfmg"] if part["state"] == "done"}
    met |= {exam["kind"] for exam in person["exams"] if exam["outcome"] in ("pass", "waiting")}
    return CostFacts(
        programs=counted,
        services=services(work.season),
        charges=charges(work.season),
        nrmp=fee_table(work.season),
        list_fees=standing.fees(work),
        coupled=bool(work.store.table(Partner).list()),
        certified=board.certified(work.store) is not None and not board.changed_since(work.store),
        met=frozenset(met),
        sat=sat,
        step3="planned" in outcomes or person["visa_need"] == "h1b",
        token=person["token_on"] is not None,
        transcript=person["transcript_on"] is not None,
        visa_need=person["visa_need"],
        experiences=tuple(work.store.table(Experience).each()),
    )


def _specialties(facts: CostFacts) -> list[Row]:
    return [
        {
            "specialty": cost.specialty,
            "service": cost.service,
            "programs": cost.count,
            "to_come": facts.programs[cost.specialty].to_come,
            "cost": cost.amount,
            "to_pay": to_pay,
            "one_more": cost.one_more,
            **_rate(cost.rate),
        }
        for cost, to_pay in by_specialty(facts)
    ]


def _line(line: Line, other: tuple[str, Decimal] | None) -> Row:
    return {
        **{key: getattr(line, key) for key in ("group", "what", "name", "ref", "count")},
        "amount": line.amount,
        "to_pay": line.to_pay,
        "local": _local(line.amount, other),
        **_rate(line.rate),
        "other": {"amount": line.other.amount, **_rate(line.other)} if line.other else None,
    }


def _rate(rate: Rate | None) -> Row:
    """Season, source and confidence; the person's own amounts have only the last."""
    return {
        "season": rate.season if rate else None,
        "source": rate.source if rate else None,
        "confidence": rate.confidence if rate else "own",
    }


def _local(amount: float, other: tuple[str, Decimal] | None) -> int | None:
    return converted(amount, other[1]) if other else None


def _sum(amounts: Iterable[float]) -> float:
    """Dollars and cents; a whole number of dollars where there are no cents."""
    whole = round(sum(amounts), 2)
    return int(whole) if whole == int(whole) else whole


def _chart(facts: CostFacts) -> list[Row]:
    return [
        {
            "specialty": cost.specialty,
            "service": cost.service,
            "points": [
                {
                    "programs": point.programs,
                    "cost": point.cost,
                    "one_more": point.one_more,
                    "step": point.step,
                    "counted": point.programs == cost.count,
                }
                for point in curve(cost.specialty, facts.services, cost.count)
            ],
        }
        for cost, _ in by_specialty(facts)
    ]
