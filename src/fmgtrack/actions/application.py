"""Checking the application: what MyERAS would cut off, and what a program would miss."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import find, profile, standing, suggesting
from fmgtrack.actions.experience import specialty
from fmgtrack.records.experience import Experience
from fmgtrack.records.letter import Assignment, Document, Letter
from fmgtrack.records.results import Listing, Notice
from fmgtrack.reference.application_limits import limits, portal
from fmgtrack.reference.documents import kinds
from fmgtrack.reference.eras_fees import services
from fmgtrack.rules import papers
from fmgtrack.rules.application_checks import check_application
from fmgtrack.rules.application_facts import (
    ApplicationFacts,
    Failing,
    LastDay,
    OpenPart,
    Place,
    SignalUse,
    Target,
    UsAsked,
)
from fmgtrack.rules.confirmed import is_confirmed
from fmgtrack.rules.fitting import FAIL
from fmgtrack.rules.moments import day_of
from fmgtrack.rules.requirements import RULES
from fmgtrack.store.papers import APPLIED_TO, US_LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row

OWN_CODES = (US_LETTERS, "deadline")
"""Rules of programs that have a check of their own."""

CONSIDERED = "considered"


def check(work: Work, program_text: str | None = None, *, considered: bool = False) -> Listing:
    """What the checks of the application find.

    Rows: `code blocking message hint ref program{ref,name} source confidence`. Looked at are
    programs that an application is with; an invitation shows that a strict rule did not stand in
    its way.

    Args:
        work: the open record.
        program_text: only what concerns this program, whatever its status.
        considered: whether to look at programs that are considered as if they were applied to.
    """
    only = find.program(work.store, program_text) if program_text is not None else None
    facts = _facts(work, considered=considered, only=only.ref if only else None)
    if only:
        facts = _of_one(facts, only.ref)
    rows = [asdict(finding) for finding in check_application(facts)]
    return Listing("application-checks", rows, _notices(work, facts), Notice("no-findings"))


def _notices(work: Work, facts: ApplicationFacts) -> tuple[Notice, ...]:
    """What to know of the checks themselves."""
    elsewhere = frozenset(name for one in services(work.season) for name in one.names)
    moved = {
        target.specialty
        for target in facts.targets
        if target.specialty and " ".join(target.specialty.casefold().split()) in elsewhere
    }
    told = [Notice("check-elsewhere", specialties=", ".join(sorted(moved)))] if moved else []
    return (*told, *(() if facts.targets else (Notice("check-nothing-applied"),)))


def _facts(work: Work, *, considered: bool, only: str | None) -> ApplicationFacts:
    from fmgtrack.store.application import programs

    every = programs(work.store)
    looked_at = (*APPLIED_TO, CONSIDERED) if considered else APPLIED_TO
    chosen = [row for row in every if row["status"] in looked_at or row["ref"] == only]
    judged = suggesting.suggest(work, group=None, specialty=None, suppositions=()).row
    person = profile.row(work)
    letters, papers_there = _records(work)
    names = [row["specialty"] for row in chosen] if chosen else person["specialties"]
    wanted = _specialties(names)
    sent = [row for row in every if row["status"] in APPLIED_TO]
    return ApplicationFacts(
        today=work.today,
        starts_on=papers.training_starts(work.season),
        limits=limits(work.season),
        portal=portal(work.season),
        targets=tuple(_targets(work, chosen, judged["programs"], letters)),
        specialties=wanted,
        experiences=tuple(work.store.table(Experience).each()),
        letters=tuple(letters.values()),
        documents=papers_there,
        missing=_missing(work, papers_there, person, wanted),
        token=person["token_on"] is not None,
        through_eras=bool(sent),
        signals=_signals(work.season, judged["plan"]["signals"], wanted),
        stray_signals=tuple(
            Place(row["ref"], row["name"])
            for row in every
            if sent and row["status"] == CONSIDERED and row["signal"] != "none"
        ),
        last_days=tuple(_last_days(work, every)),
        names=(person["eras_name"], person["nrmp_name"], person["names_differ"])
        if person["names_differ"]
        else None,
        unexplained=tuple(
            (date.fromisoformat(gap["begins"]), date.fromisoformat(gap["ends"]))
            for gap in person["unexplained"]
        ),
        ecfmg=_open_parts(work, person),
    )


def _of_one(facts: ApplicationFacts, ref: str) -> ApplicationFacts:
    """What concerns one program: its own rules, its papers, its specialty."""
    targets = tuple(target for target in facts.targets if target.ref == ref)
    letters = tuple(letter for target in targets for letter in target.letters)
    names = _specialties(target.specialty for target in targets)
    folded = {name.casefold() for name in names}
    return replace(
        facts,
        targets=targets,
        letters=letters,
        specialties=names,
        experiences=(),
        documents=tuple(one for one in facts.documents if one.kind == papers.STATEMENT),
        missing=tuple(
            (kind, name)
            for kind, name in facts.missing
            if kind.key == papers.STATEMENT and (name or "").casefold() in folded
        ),
        token=True,
        signals=(),
        stray_signals=tuple(place for place in facts.stray_signals if place.ref == ref),
        last_days=tuple(one for one in facts.last_days if one.ref == ref),
        names=None,
        unexplained=(),
        ecfmg=(),
    )


def _records(work: Work) -> tuple[dict[int, Letter], tuple[Document, ...]]:
    letters = {letter.id: letter for letter in work.store.table(Letter).each()}
    return letters, tuple(work.store.table(Document).each())


def _specialties(names: Iterable[str | None]) -> tuple[str, ...]:
    """Specialties written out, each once, whatever the case in which they were typed."""
    written: dict[str, str] = {}
    for name in names:
        if whole := specialty(name or ""):
            written.setdefault(whole.casefold(), whole)
    return tuple(written.values())


def _targets(
    work: Work, rows: Iterable[Row], judged: Iterable[Row], letters: Mapping[int, Letter]
) -> Iterable[Target]:
    """The programs that are looked at, with what each gets and asks for."""
    verdicts = {row["ref"]: row["rules"] for row in judged}
    asked = _us_asked(work)
    statements = {
        one.id for one in work.store.table(Document).each() if one.kind == papers.STATEMENT
    }
    assigned: dict[int, list[Assignment]] = {}
    for one in work.store.table(Assignment).each():
        assigned.setdefault(one.program_id, []).append(one)
    for row in rows:
        mine = assigned.get(row["id"], [])
        screened = row["status"] in ("applied", CONSIDERED)
        yield Target(
            ref=row["ref"],
            name=row["name"],
            specialty=specialty(row["specialty"] or ""),
            letters=tuple(letters[one.letter_id] for one in mine if one.letter_id),
            statement=any(one.document_id in statements for one in mine),
            us_asked=asked.get(row["id"]),
            failing=_failing(verdicts[row["ref"]]) if screened else (),
        )


def _failing(rules: Iterable[Row]) -> tuple[Failing, ...]:
    return tuple(
        Failing(
            said=rule["said"],
            reason=rule["reason"],
            source=rule["source"],
            confirmed=not rule["unconfirmed"],
        )
        for rule in rules
        if rule["strict"] and rule["outcome"] == FAIL and rule["rule"] not in OWN_CODES
    )


def _known(work: Work, word: str) -> Iterable[Row]:
    """Facts of one rule that are in its writing, with `confirmed`."""
    from fmgtrack.store.facts import facts

    for row in facts(work.store):
        if row["rule"] == word and RULES[word].is_kept(row["value"]):
            confirmed = is_confirmed(row["source"], row["checked_on"], work.season)
            yield row | {"confirmed": confirmed}


def _us_asked(work: Work) -> dict[int, UsAsked]:
    """How many letters from the US each program asks for; a strict number before a preferred."""
    found: dict[int, UsAsked] = {}
    for row in sorted(_known(work, US_LETTERS), key=lambda row: not row["strict"]):
        number = papers.wanted_number(row["value"])
        if number:
            found.setdefault(
                row["program_id"],
                UsAsked(
                    number=number,
                    strict=bool(row["strict"]),
                    source=row["source"],
                    confirmed=row["confirmed"],
                ),
            )
    return found


def _last_days(work: Work, rows: Iterable[Row]) -> Iterable[LastDay]:
    said = {row["program_id"]: row for row in _known(work, "deadline") if row["strict"]}
    for row in rows:
        known = said.get(row["id"])
        if known and row["status"] == CONSIDERED:
            yield LastDay(
                ref=row["ref"],
                name=row["name"],
                on=date.fromisoformat(known["value"]),
                source=known["source"],
                confirmed=known["confirmed"],
            )


def _missing(
    work: Work, there: tuple[Document, ...], person: Row, specialties: tuple[str, ...]
) -> tuple[tuple[papers.PaperKind, str | None], ...]:
    """Kinds of documents that are not there; a released USMLE transcript is."""
    return papers.documents_missing(
        there,
        (kind for kind in kinds().values() if not _is_released(kind, person)),
        work.today,
        specialties=specialties,
    )


def _is_released(kind: papers.PaperKind, person: Row) -> bool:
    return kind.key == "usmle-transcript" and person["transcript_on"] is not None


def _signals(
    season: int, rows: Iterable[Row], specialties: tuple[str, ...]
) -> tuple[SignalUse, ...]:
    """Signals of the specialties that are looked at, and any that are too many."""
    from fmgtrack.reference.signals import signals_of

    names = {known.specialty for name in specialties if (known := signals_of(name, season))}
    keys = ("specialty", "tier", "allowed", "used", "source", "confidence")
    return tuple(
        SignalUse(**{key: row[key] for key in keys})
        for row in rows
        if row["left"] < 0 or row["specialty"] in names
    )


def _open_parts(work: Work, person: Row) -> tuple[OpenPart, ...] | None:
    """Parts of the ECFMG gate that the Match needs and that are not done."""
    if standing.ecfmg_missing(work) is None:
        return None
    return tuple(
        _open_part(part)
        for part in person["ecfmg"]
        if part["needed_for"] == "match" and part["state"] != "done"
    )


def _open_part(part: Row) -> OpenPart:
    due: dict[str, Any] = part["due"] or {}
    return OpenPart(
        key=part["part"],
        says=part["says"],
        waiting=part["state"] == "waiting",
        exam=part["exam"],
        due=day_of(due["due_at"]) if due else None,
        is_past=bool(due.get("is_past")),
        source=due.get("source"),
        confidence=due.get("confidence"),
    )
