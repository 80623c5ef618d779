"""Where to apply: every program against the profile, the person's own order, and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.actions.applicant import applicant_of, row_of, supposed
from fmgtrack.errors import UsageError
from fmgtrack.records.fact import Preference
from fmgtrack.records.results import Card
from fmgtrack.rules import fitting, preferences
from fmgtrack.rules.confirmed import is_confirmed
from fmgtrack.rules.fitting_facts import Known, Place
from fmgtrack.rules.requirements import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.rules.fitting import Fit, Verdict
    from fmgtrack.rules.fitting_facts import Applicant
    from fmgtrack.rules.preferences import Part, Wish
    from fmgtrack.rules.whatif import Move

    Ordered = list[tuple[Fit, tuple[Part, ...]]]


def suggest(
    work: Work, *, group: str | None, specialty: str | None, suppositions: Sequence[str]
) -> Card:
    """Every program by group, each group in the person's order, with the plan beneath.

    Keys: `season`; `applicant` (what was reckoned with); `if` (suppositions); `counts` by group;
    `programs[{ref, name, specialty, city, state, status, signal, signal_use, group, rules[{rule,
    strict, outcome, reason, lacks, said, who, source, checked_on, unconfirmed}], ask{whom, ref,
    role, url, rules}, preferences[{rule, value, weight, outcome}], total}]`; `missing[{rule,
    reason, programs}]` (what the profile does not say); `moves` (of the suppositions, else null)
    and `since{ref, title, moves}` (of the newest change of the profile, else null), both of
    `{ref, name, from, to, why[{rule, outcome, reason}]}`; `plan` of `actions.plan`.

    Args:
        work: the open record.
        group: only programs of this group are in `programs`.
        specialty: only programs of this specialty count at all.
        suppositions: what `rules.whatif` takes.
    """
    from fmgtrack.actions.plan import plan
    from fmgtrack.store.application import programs

    chosen = fields.choice(group, "--group", fitting.GROUPS) if group is not None else None
    with work.store.reading():
        desk = _Desk(work, specialty)
        real = desk.real
        applicant = supposed(real, suppositions)
        fits = desk.fits(applicant)
        before = desk.fits(real) if suppositions else fits
        since = _since(work, desk, before)
        sent = {one["id"] for one in programs(work.store) if one["sent"]}
        row = {
            "season": work.season,
            "specialty": desk.specialty,
            "group": chosen,
            "applicant": row_of(applicant),
            "if": list(suppositions),
            "counts": {name: sum(fit.group == name for fit in fits) for name in fitting.GROUPS},
            "programs": _programs(desk, fits, chosen),
            "missing": _missing(fits),
            "moves": desk.moves(before, fits) if suppositions else None,
            "since": since,
            "plan": plan(work.season, fits, sent),
        }
    return Card("suggest", row)


def why(work: Work, text: str, *, suppositions: Sequence[str]) -> Card:
    """One program rule by rule, with reason and evidence: a row of `programs`, `if` and `was`."""
    program = find.program(work.store, text)
    desk = _Desk(work, None, program_id=program.id)
    fits = desk.fits(supposed(desk.real, suppositions))
    (row,) = _programs(desk, fits, None)
    (real,) = desk.fits(desk.real)
    return Card("suggest-why", row | {"if": list(suppositions), "was": real.group})


class _Desk:
    """Programs, facts, wishes and the applicant, read once: one query each, however many."""

    def __init__(self, work: Work, specialty: str | None, *, program_id: int | None = None) -> None:
        from fmgtrack.store import facts

        found = facts.programs(work.store)
        self.specialty = _specialty(specialty, found) if specialty is not None else None
        self.rows: dict[int, Row] = {
            row["id"]: row
            for row in found
            if program_id in (None, row["id"]) and self._is_of(row["specialty"])
        }
        self.places = _places(self.rows.values(), facts.facts(work.store), work.season)
        self.wishes = _wishes(work)
        self.real = applicant_of(work, facts.applicant(work.store))

    def _is_of(self, specialty: str | None) -> bool:
        return self.specialty is None or (specialty or "").casefold() == self.specialty.casefold()

    def fits(self, applicant: Applicant) -> list[Fit]:
        """Every program judged."""
        return [fitting.fit(place, applicant) for place in self.places]

    def moves(self, before: Iterable[Fit], after: Iterable[Fit]) -> list[Row]:
        """Programs that change their group, the person's favourites first."""
        from fmgtrack.rules.whatif import moves

        found = {move.now.place.number: move for move in moves(before, after)}
        ordered = preferences.in_order((move.now for move in found.values()), self.wishes)
        return [_move(found[fit.place.number]) for fit, _ in ordered]


def _specialty(text: str, found: Iterable[Row]) -> str:
    """The specialty that is meant: whole, by its short name, or by an unambiguous part.

    Raises:
        UsageError: no program on record is of it, or programs of several are.
    """
    from fmgtrack.actions.programs import SPECIALTIES
    from fmgtrack.rules.matching import meant

    known: dict[str, str] = {name.casefold(): name for row in found if (name := row["specialty"])}
    typed = " ".join(text.casefold().split())
    typed = SPECIALTIES.get(typed, typed).casefold()
    if typed in known:
        return known[typed]
    within = [name for key, name in known.items() if typed and typed in key]
    if len(within) == 1:
        return within[0]
    names = sorted(within or known.values())
    raise UsageError(
        f"`{text}` {'fits more than one' if within else 'is no'} specialty on record",
        meant(typed, names, all_of=True)
        if names
        else "`fmgtrack edit PROGRAM --specialty TEXT` gives one",
    )


def _places(rows: Iterable[Row], facts: Iterable[Row], season: int) -> list[Place]:
    """Programs with their facts; a fact that is not in its rule's writing is not known."""
    strict: dict[int, dict[str, Known]] = {}
    preferred: dict[int, dict[str, Known]] = {}
    for fact in facts:
        rule = RULES.get(fact["rule"])
        if rule and rule.is_kept(fact["value"]):
            side = strict if fact["strict"] else preferred
            side.setdefault(fact["program_id"], {})[rule.word] = Known(
                value=fact["value"],
                who=fact["who"],
                source=fact["source"],
                checked_on=fact["checked_on"],
                confirmed=is_confirmed(fact["source"], fact["checked_on"], season),
            )
    return [
        Place(
            number=row["id"],
            **{key: row[key] for key in ("name", "specialty", "city", "state", "status", "signal")},
            j1=_truth(row["j1"]),
            h1b=_truth(row["h1b"]),
            visas=_visas(row, season),
            strict=strict.get(row["id"], {}),
            preferred=preferred.get(row["id"], {}),
        )
        for row in rows
    ]


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _visas(row: Row, season: int) -> Known | None:
    if row["j1"] is None and row["h1b"] is None:
        return None
    source, on = row["visa_source"], row["visa_on"]
    return Known("", source=source, checked_on=on, confirmed=is_confirmed(source, on, season))


def _wishes(work: Work) -> tuple[Wish, ...]:
    """What the person prefers and weighs, the heaviest first."""
    wishes = [
        preferences.Wish(row.rule, row.value, row.weight)
        for row in work.store.table(Preference).each()
        if row.weight and row.rule in preferences.FORMS
    ]
    return tuple(sorted(wishes, key=lambda wish: -wish.weight))


def _programs(desk: _Desk, fits: Iterable[Fit], group: str | None) -> list[Row]:
    """Rows of the programs, the best group first, each group in the person's order."""
    ordered = preferences.in_order(fits, desk.wishes)
    return [
        _program(desk.rows[fit.place.number], fit, parts)
        for name in fitting.GROUPS
        if group in (None, name)
        for fit, parts in ordered
        if fit.group == name
    ]


def _program(row: Row, fit: Fit, parts: tuple[Part, ...]) -> Row:
    place = fit.place
    return {
        "ref": place.ref,
        **{key: row[key] for key in ("name", "specialty", "city", "state", "status", "signal")},
        "signal_use": place.said("signal-use"),
        "group": fit.group,
        "rules": [_verdict(one) for one in fit.verdicts],
        "ask": {
            "whom": row["whom"],
            "ref": row["whom_ref"],
            "role": row["whom_role"],
            "url": row["url"],
            "rules": list(
                dict.fromkeys(
                    one.about for one in fit.verdicts if one.strict and one.lacks == fitting.PROGRAM
                )
            ),
        },
        "preferences": [
            {
                "rule": part.wish.rule,
                "value": part.wish.value,
                "weight": part.wish.weight,
                "outcome": part.outcome,
            }
            for part in parts
        ],
        "total": preferences.total(parts),
    }


def _verdict(one: Verdict) -> Row:
    known = one.known
    return {
        "rule": one.rule,
        "strict": one.strict,
        "outcome": one.outcome,
        "reason": one.reason,
        "lacks": one.lacks or None,
        "said": one.said or None,
        "who": known.who if known else None,
        "source": known.source if known else None,
        "checked_on": known.checked_on if known else None,
        "unconfirmed": not known.confirmed if known else None,
    }


def _missing(fits: Iterable[Fit]) -> list[Row]:
    """What the profile does not say, and for how many programs it leaves a rule open."""
    counted: dict[tuple[str, str], int] = {}
    for fit in fits:
        for one in fit.verdicts:
            if one.strict and one.lacks == fitting.PROFILE:
                key = (one.rule, one.reason)
                counted[key] = counted.get(key, 0) + 1
    found: list[dict[str, Any]] = [
        {"rule": rule, "reason": reason, "programs": number}
        for (rule, reason), number in counted.items()
    ]
    return sorted(found, key=lambda row: -row["programs"])


def _move(move: Move) -> Row:
    return {
        "ref": move.now.place.ref,
        "name": move.now.place.name,
        "from": move.was,
        "to": move.now.group,
        "why": [
            {"rule": one.rule, "outcome": one.outcome, "reason": one.reason} for one in move.why
        ],
    }


def _since(work: Work, desk: _Desk, now: list[Fit]) -> Row | None:
    """What the newest change of the profile, an exam, experience or letter moved."""
    from fmgtrack.store import facts

    latest = facts.latest_change(work.store)
    if latest is None:
        return None
    was = applicant_of(work, facts.applicant_before(work.store, latest["id"]))
    moved = desk.moves(desk.fits(was), now) if was != desk.real else []
    return {"ref": latest["ref"], "title": latest["title"], "moves": moved}
