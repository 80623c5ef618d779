"""The checks of an application, one function per code (product.md section 10).

What MyERAS would cut off, and what a program would miss. Blocking are the stated limits, papers
that are part of every application, and strict rules of programs with evidence of this season; the
rest advises. A day of ECFMG's is the calendar day in the organiser's zone, `today` the person's.
Nothing here knows or says how likely an invitation or a match is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fmgtrack.rules import ecfmg as gate
from fmgtrack.rules import experience, paper_checks
from fmgtrack.rules.application_facts import Finding, Place
from fmgtrack.rules.quoting import quoted
from fmgtrack.rules.when_days import say_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.records.experience import Experience
    from fmgtrack.rules.application_facts import ApplicationFacts, Limit, OpenPart, SignalUse

NEAR = timedelta(days=14)
"""How long before its last day a program that is not applied to is told; a convention of this
tool."""

TOKEN = "https://ecfmg.org/eras/"  # noqa: S105  the token of an application, no secret
"""Where the ERAS token is described (official, older)."""

SIGNAL = (
    "https://students-residents.aamc.org/applying-residencies-eras/publication-chapters/"
    "saved-programs"
)
"""Where it is said that a signal goes out with the application and cannot be moved (official)."""


def check_application(facts: ApplicationFacts) -> tuple[Finding, ...]:
    """Give what the checks find, what blocks first, else in the order of `CHECKS`."""
    found = [finding for run in CHECKS for finding in run(facts)]
    return tuple(sorted(found, key=lambda finding: not finding.blocking))


def experiences_count(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find more experiences than MyERAS takes.

    Source: https://students-residents.aamc.org/applying-residencies-eras/publication-chapters/experience
    (official, 2025 season) and https://blog.accepted.com/make-the-most-of-your-experiences-for-eras
    (secondary, 2026 season).
    """
    chosen = _in_myeras(facts)
    limit = facts.limits["experiences"]
    if len(chosen) > limit.most:
        yield _over(
            "experiences-count",
            limit,
            f"{len(chosen)} experiences stand in the application, and MyERAS takes {limit.most}",
            f"`fmgtrack edit {chosen[-1].ref} --myeras no` takes one out",
        )


def meaningful_count(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find more most meaningful experiences than MyERAS takes; sources as `experiences_count`."""
    marked = [one for one in _in_myeras(facts) if one.meaningful]
    limit = facts.limits["meaningful"]
    if len(marked) > limit.most:
        yield _over(
            "meaningful-count",
            limit,
            f"{len(marked)} experiences are marked as most meaningful, and MyERAS takes"
            f" {limit.most}",
            f"`fmgtrack edit {marked[-1].ref} --meaningful no` takes the mark off one",
        )


def description_length(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find descriptions that would be cut off.

    Source: https://students-residents.aamc.org/applying-residencies-eras/publication-chapters/experience
    (official, 2025 season).
    """
    limit = facts.limits["description"]
    for one in _in_myeras(facts):
        if len(one.description or "") > limit.most:
            yield _too_long(one, "description-length", "description", one.description, limit)


def meaningful_length(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find texts of most meaningful experiences that would be cut off; source as above."""
    limit = facts.limits["meaningful-text"]
    for one in _in_myeras(facts):
        if one.meaningful and len(one.meaningful_text or "") > limit.most:
            yield _too_long(
                one, "meaningful-length", "most meaningful text", one.meaningful_text, limit
            )


def token(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find that the ERAS token is not on record as used; it opens MyERAS.

    Source: `TOKEN` (official, older).
    """
    if not facts.token:
        yield Finding(
            code="token",
            blocking=not facts.through_eras,
            message="the ERAS token from ECFMG, with which you register in MyERAS, is not on record"
            " as used",
            hint="`fmgtrack apply profile --token-on DATE` once it is",
            source=TOKEN,
            confidence="older",
        )


def signals(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find signals beyond their number, signals that went nowhere, and signals left.

    Source of the rule: `SIGNAL` (official); of the numbers: `reference/signals.toml`.
    """
    for use in facts.signals:
        left = use.allowed - use.used
        if left:
            yield _signals(use, left)
    for place in facts.stray_signals:
        yield Finding(
            code="signals",
            blocking=False,
            message=f"{quoted(place.name)} has a signal and is not applied to, and a signal goes"
            " out with the application",
            hint=f"`fmgtrack edit {place.ref} --status applied`, or `--signal none`",
            ref=place.ref,
            program=place,
            source=SIGNAL,
            confidence="official",
        )


def _signals(use: SignalUse, left: int) -> Finding:
    tier = use.tier if use.tier != "signal" else "plain"
    if not use.allowed:
        said = f"{quoted(use.specialty)} has no {tier} signals, and {_are(use.used)} set"
    elif left < 0:
        said = f"{quoted(use.specialty)} has {use.allowed} {tier} signals, and {use.used} are set"
    else:
        said = f"{left} of {use.allowed} {tier} signals of {quoted(use.specialty)} are not set"
    over = left < 0
    return Finding(
        code="signals",
        blocking=over,
        message=said,
        hint="`fmgtrack edit PROGRAM --signal none` takes one away"
        if over
        else f"`fmgtrack edit PROGRAM --signal {use.tier}` sets one; it goes out with the"
        " application",
        source=use.source,
        confidence=use.confidence,
    )


def names_differ(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find names in ERAS and NRMP that are not alike (product.md section 10)."""
    if facts.names:
        eras, nrmp, what = facts.names
        kind = {"marks": "hyphens, dots or commas", "case": "capital letters"}.get(what, what)
        yield Finding(
            code="names-differ",
            blocking=False,
            message=f"the names in ERAS and NRMP differ in {kind}: {quoted(eras)} and"
            f" {quoted(nrmp)}",
            hint="`fmgtrack apply profile --eras-name TEXT --nrmp-name TEXT` once they are alike"
            " there",
        )


def gap_unexplained(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find times of over a month with nothing on record (`rules.gaps`)."""
    for first, last in facts.unexplained:
        yield Finding(
            code="gap-unexplained",
            blocking=False,
            message=f"nothing is on record from {say_day(first)} to {say_day(last)}",
            hint=f'`fmgtrack add-gap {first} {last} --why "one line"`, or the experience that'
            " filled it",
        )


def ecfmg(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find parts of the ECFMG gate that the Match needs; sources in `rules.ecfmg`."""
    if facts.ecfmg is None:
        yield Finding(
            code="ecfmg",
            blocking=False,
            message="no exam and no part of ECFMG's is on record",
            hint="`fmgtrack apply profile --ask` asks for all of it",
        )
    for part in facts.ecfmg or ():
        exam = part.key in ("step1", "step2ck", "oet")
        yield Finding(
            code="exam-missing" if exam else "ecfmg",
            blocking=part.is_past,
            message=f"ECFMG: {gate.NAMES[part.key]}: {part.says}{_by(part)}",
            hint=_next_step(part),
            ref=part.exam,
            source=part.source,
            confidence=part.confidence,
        )


def _by(part: OpenPart) -> str:
    if part.due is None:
        return "; the Match needs it"
    return f"; the Match {'needed' if part.is_past else 'needs'} it by {say_day(part.due)}"


def _next_step(part: OpenPart) -> str:
    if part.key == "pathway":
        return "`fmgtrack apply profile --pathway N --pathway-on DATE` once it is accepted"
    if part.key == "verified":
        return "`fmgtrack apply profile --nrmp-verified-on DATE` once NRMP shows it"
    if part.exam and part.waiting:
        return f"`fmgtrack edit {part.exam} --outcome pass` once the result came"
    if part.exam and part.says.startswith("planned"):
        return f"`fmgtrack edit {part.exam} --outcome waiting` once it is sat"
    return f"`fmgtrack add-exam {part.key} --on DATE` keeps the next attempt"


def fact_fails(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find strict rules of programs that the profile fails, each one's own (`rules.fitting`)."""
    for target in facts.targets:
        for one in target.failing:
            sure = "" if one.confirmed else " (unconfirmed)"
            yield Finding(
                code="fact-fails",
                blocking=one.confirmed,
                message=f"{quoted(target.name)}: {one.said}: {one.reason}{sure}",
                hint=f"`fmgtrack apply suggest --why {target.ref}` shows it with its evidence",
                ref=target.ref,
                program=Place(target.ref, target.name),
                source=one.source,
                confidence="own" if one.source else None,
            )


def deadline(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find programs not applied to whose last day is near (`NEAR`) or over; it is still in time.

    Each program fixes its own [https://ecfmg.org/eras/applicants-application.html] (official).
    """
    for one in facts.last_days:
        if one.on > facts.today + NEAR:
            continue
        days = (one.on - facts.today).days
        left = "today" if not days else "1 day left" if days == 1 else f"{days} days left"
        sure = "" if one.confirmed else " (unconfirmed)"
        yield Finding(
            code="deadline",
            blocking=False,
            message=f"{quoted(one.name)} is not applied to, and took applications until"
            f" {say_day(one.on)}{sure}"
            if days < 0
            else f"{quoted(one.name)} takes applications until {say_day(one.on)}{sure}, {left}",
            hint=f"`fmgtrack edit {one.ref} --status applied` if it went out"
            + (", `--status withdrawn` if it will not" if days < 0 else ""),
            ref=one.ref,
            program=Place(one.ref, one.name),
            source=one.source,
            confidence="own" if one.source else None,
        )


def supervisor_not_thanked(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find supervisors of clinical experience that is over who are not thanked yet."""
    for one in facts.experiences:
        if experience.thanks_owed(one, facts.today):
            yield Finding(
                code="supervisor-not-thanked",
                blocking=False,
                message=f"the supervisor of {one.ref} {quoted(one.title)} is not thanked yet",
                hint=f"write to them, then `fmgtrack edit {one.ref} --thanked DATE`",
                ref=one.ref,
            )


CHECKS: tuple[Callable[[ApplicationFacts], Iterator[Finding]], ...] = (
    experiences_count,
    meaningful_count,
    description_length,
    meaningful_length,
    paper_checks.statement_missing,
    paper_checks.statement_length,
    paper_checks.statement_not_assigned,
    paper_checks.letters_per_program,
    paper_checks.letters_us_missing,
    paper_checks.letter_request_gone,
    paper_checks.letter_not_uploaded,
    paper_checks.letter_standardised,
    paper_checks.letter_old,
    paper_checks.letter_waiver,
    paper_checks.photo,
    paper_checks.transcript,
    paper_checks.ecfmg_report,
    token,
    signals,
    names_differ,
    gap_unexplained,
    ecfmg,
    fact_fails,
    deadline,
    paper_checks.document_expires,
    supervisor_not_thanked,
    paper_checks.writer_not_thanked,
)
"""All checks, in the order in which they are shown."""


def _in_myeras(facts: ApplicationFacts) -> list[Experience]:
    return [one for one in facts.experiences if one.myeras]


def _over(code: str, limit: Limit, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        blocking=True,
        message=message,
        hint=hint,
        source=limit.source,
        confidence=limit.confidence,
    )


def _too_long(one: Experience, code: str, what: str, text: str | None, limit: Limit) -> Finding:
    return Finding(
        code=code,
        blocking=True,
        message=f"the {what} of {one.ref} {quoted(one.title)} has {len(text or '')} characters, and"
        f" MyERAS takes {limit.most}",
        hint=f"`fmgtrack edit {one.ref}` shortens it",
        ref=one.ref,
        source=limit.source,
        confidence=limit.confidence,
    )


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"
