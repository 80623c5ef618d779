"""The checks of letters and documents in an application, one function per code.

Days are calendar days at home. Nothing here refuses anything: it tells what a program would miss.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.rules import papers
from fmgtrack.rules.application_facts import Finding, Place
from fmgtrack.rules.quoting import quoted
from fmgtrack.rules.when_days import say_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmgtrack.records.letter import Document, Letter
    from fmgtrack.rules.application_facts import ApplicationFacts, Target

OLD_MONTHS = 24
"""Months at the start of training from which a letter counts as old: it was written for an earlier
season. A convention of this tool: no organiser's rule was found, and MyERAS takes letters over from
earlier seasons [https://students-residents.aamc.org/applying-residency/
history-and-imports-repeat-eras-applicants-faq] (official)."""

WAIVER = (
    "https://students-residents.aamc.org/applying-residencies-eras/publication-chapters/"
    "letters-recommendation"
)
"""Where the waiver of a letter is described (official)."""

TRANSCRIPTS = ("mspe", "transcript", "usmle-transcript")
"""Kinds of documents that tell how somebody did at school and in the exams."""


def statement_missing(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find specialties that are applied to without a personal statement that is ready.

    Any number of statements, one for a program (see `papers.STATEMENT`).
    """
    for kind, specialty in facts.missing:
        if kind.key != papers.STATEMENT:
            continue
        for_it = f" for {quoted(specialty)}" if specialty else ""
        begun = next((one for one in _statements(facts) if _is_for(one, specialty)), None)
        unsaid = next((one for one in _statements(facts) if not one.specialty), None)
        option = f' --specialty "{specialty}"' if specialty else ""
        if begun:
            said = f"the personal statement{for_it} is not ready: it is {begun.status}"
            hint = f"`fmgtrack edit {begun.ref} --status ready` once it is"
        elif unsaid:
            said = f"no personal statement is known to be{for_it}"
            hint = f"`fmgtrack edit {unsaid.ref}{option}` if {unsaid.ref} is"
        else:
            said = f"no personal statement{for_it} is there"
            hint = f"`fmgtrack add-document statement{option} --status ready`"
        yield Finding(
            code="statement-missing",
            blocking=True,
            message=said,
            hint=hint,
            ref=begun.ref if begun else None,
            source=kind.source,
            confidence=kind.confidence,
        )


def statement_length(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find statements that MyERAS would cut off, and those longer than a page.

    Source: https://www.iatrox.com/academy/img/eras-hack (secondary): 28,000 characters, and the
    advice to stay within one page; how much a page holds:
    https://differentialdiagnosis.net/blog/eras-personal-statement-length-requirement-and-word-count/
    (secondary).
    """
    most, page = facts.limits["statement"], facts.limits["statement-page"]
    for one in _statements(facts):
        length = one.length or 0
        limit = most if length > most.most else page
        if length <= limit.most:
            continue
        said = f"{one.ref}, a personal statement, has {length:,} characters"
        if limit is most:
            said += f", and MyERAS takes {most.most:,}"
        else:
            said += f", more than the page of some {page.most:,} that advisers name"
        yield Finding(
            code="statement-length",
            blocking=limit is most,
            message=said,
            hint=f"shorten it, then `fmgtrack edit {one.ref} --length N`",
            ref=one.ref,
            source=limit.source,
            confidence=limit.confidence,
        )


def statement_not_assigned(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find programs that get no statement: new documents are not assigned by themselves.

    Source: https://students-residents.aamc.org/eras-tools-and-worksheets-fellowship-applicants/frequently-asked-questions-eras-fellowship-applicants?topic=myeras-documents
    (official, 2025).
    """
    for target in facts.targets:
        if target.statement:
            continue
        mine = next(
            (one.ref for one in _statements(facts) if _is_for(one, target.specialty)), "REF"
        )
        yield _of(
            target,
            "statement-not-assigned",
            f"{quoted(target.name)} has no personal statement assigned",
            f"`fmgtrack apply assign {target.ref} {mine}`",
        )


def letters_per_program(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find programs with more letters than MyERAS sends, or fewer than are usually asked for.

    Source: https://www.aamc.org/services/eras-institutions/eras-letter-writers-faq (official, 2027
    season) and, for what is usual,
    https://www.aafp.org/students-residents/medical-students/become-a-resident/applying-to-residency/references.html
    (secondary).
    """
    most, usual = facts.limits["letters"], facts.limits["letters-usual"]
    for target in facts.targets:
        count = len(target.letters)
        if usual.most <= count <= most.most:
            continue
        many = count > most.most
        limit = most if many else usual
        said = f"{quoted(target.name)} has {_counted(count, 'letter')} assigned"
        yield _of(
            target,
            "letters-per-program",
            f"{said}, and a program gets {most.most}"
            if many
            else f"{said}, and most programs ask for {usual.most}",
            f"`fmgtrack apply {'unassign' if many else 'assign'} {target.ref} REF`",
            blocking=many,
            source=limit.source,
            confidence=limit.confidence,
        )


def letters_us_missing(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find programs that ask for more letters from the US than they get; each sets its own rule."""
    for target in facts.targets:
        asked = target.us_asked
        us = papers.letters_missing(target.letters, asked.number) if asked else None
        if asked is None or us is None or not us.missing:
            continue
        wants = "asks for" if asked.strict else "would like"
        said = f"{quoted(target.name)} {wants} {_counted(us.wanted, 'letter')} from the US"
        said += f" and has {us.have or 'none'} assigned"
        unsaid = next((one.ref for one in target.letters if one.us is None), None)
        if unsaid:
            said += f"; of {us.unsaid} more it is not said"
        yield _of(
            target,
            "letters-us-missing",
            said if asked.confirmed else f"{said} (unconfirmed)",
            f"`fmgtrack edit {unsaid} --us yes` if its writer works there"
            if unsaid
            else f"`fmgtrack apply assign {target.ref} REF`",
            blocking=asked.strict and asked.confirmed,
            source=asked.source,
            confidence="own" if asked.source else None,
        )


def letter_not_uploaded(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find letters that were asked for or assigned and are not uploaded."""
    for letter in facts.letters:
        there = [target for target in facts.targets if letter in target.letters]
        if letter.status == "uploaded" or not (there or letter.status in ("asked", "promised")):
            continue
        if letter.status == "declined" and not there:
            continue
        said = f"the letter of {_writer(letter)} is {letter.status}"
        if there:
            said += f" and not uploaded, and {_counted(len(there), 'program')} would miss it"
        else:
            said += " and not uploaded"
        if letter.status == "declined":
            hint = f"`fmgtrack apply unassign {there[0].ref} {letter.ref}`"
        elif letter.status == "wanted":
            hint = f"ask for it, then `fmgtrack edit {letter.ref} --asked DATE`"
        else:
            hint = f"`fmgtrack edit {letter.ref} --uploaded DATE` once it is"
        yield Finding(
            code="letter-not-uploaded",
            blocking=bool(there),
            message=said,
            hint=hint,
            ref=letter.ref,
            program=_place(there[0]) if len(there) == 1 else None,
        )


def letter_request_gone(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find letters asked for in the old portal and not uploaded: those requests were deleted.

    Source: https://www.aamc.org/services/eras-institutions/eras-letter-writers-faq (official, 2027
    season).
    """
    portal = facts.portal
    for letter in facts.letters if portal else ():
        if portal is None or letter.status not in ("asked", "promised") or not letter.asked_on:
            continue
        if letter.asked_on < portal.opened.isoformat():
            yield Finding(
                code="letter-request-gone",
                blocking=True,
                message=f"the letter of {_writer(letter)} was asked for before the new portal of"
                f" {say_day(portal.opened)}, and requests that were not finished then were deleted",
                hint=f"ask anew in the portal, then `fmgtrack edit {letter.ref} --asked DATE`",
                ref=letter.ref,
                source=portal.source,
                confidence=portal.confidence,
            )


def letter_standardised(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find letters still to be asked for in a specialty whose letters are standardised.

    Source: https://www.aamc.org/services/eras-institutions/eras-letter-writers-faq (official, 2027
    season).
    """
    portal = facts.portal
    for letter in facts.letters if portal else ():
        names = [letter.specialty] if letter.specialty else facts.specialties
        found = [
            name
            for name in (portal.standardised if portal else ())
            if name.casefold() in {(one or "").casefold() for one in names}
        ]
        if portal and found and letter.status == "wanted":
            yield Finding(
                code="letter-standardised",
                blocking=False,
                message=f"the letter of {_writer(letter)} is still to be asked for, and"
                f" {found[0]} has standardised letters",
                hint=f"pick {found[0]} when you ask for it, then"
                f" `fmgtrack edit {letter.ref} --asked DATE`",
                ref=letter.ref,
                source=portal.source,
                confidence=portal.confidence,
            )


def letter_old(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find letters written for an earlier season (`OLD_MONTHS`), by their date or upload."""
    for letter in _in_play(facts):
        age = papers.letter_age(letter.dated_on or letter.uploaded_on, facts.starts_on)
        if age is not None and age > OLD_MONTHS:
            yield Finding(
                code="letter-old",
                blocking=False,
                message=f"the letter of {_writer(letter)} will be {age} months old when training"
                " starts; no rule on that was found, and a program may ask for newer ones",
                hint=f"the writer can upload a new one, then `fmgtrack edit {letter.ref} --dated"
                " DATE`",
                ref=letter.ref,
            )


def letter_waiver(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find letters of which the right to see them was not waived, or nothing is said of it.

    It is chosen for each letter, and is final. Source: `WAIVER` (official).
    """
    for letter in _in_play(facts):
        if letter.waived:
            continue
        said = f"the right to see the letter of {_writer(letter)}"
        yield Finding(
            code="letter-waiver",
            blocking=False,
            message=f"whether {said} was waived is not on record"
            if letter.waived is None
            else f"{said} was not waived, which is chosen for each letter and is final",
            hint=f"`fmgtrack edit {letter.ref} --waived yes` if it was",
            ref=letter.ref,
            source=WAIVER,
            confidence="official",
        )


def writer_not_thanked(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find writers of uploaded letters who are not thanked yet (product.md section 10)."""
    for letter in facts.letters:
        if letter.status == "uploaded" and not letter.thanked_on:
            yield Finding(
                code="letter-writer-not-thanked",
                blocking=False,
                message=f"{_writer(letter)} uploaded a letter and is not thanked yet",
                hint=f"write to them, then `fmgtrack edit {letter.ref} --thanked DATE`",
                ref=letter.ref,
            )


def photo(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find that no photo is there; it is optional (source: `reference/documents.toml`)."""
    yield from _missing(facts, "photo", ("photo",))


def transcript(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find a missing MSPE, school transcript or USMLE transcript (`reference/documents.toml`)."""
    yield from _missing(facts, "transcript", TRANSCRIPTS)


def ecfmg_report(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find a missing ECFMG status report (source: `reference/documents.toml`)."""
    yield from _missing(facts, "ecfmg-report", ("ecfmg-report",))


def document_expires(facts: ApplicationFacts) -> Iterator[Finding]:
    """Find documents that expire before training starts and that nothing newer replaces."""
    for one in facts.documents:
        state = papers.document_state(one, facts.today, facts.starts_on)
        replaced = any(_replaces(other, one) for other in facts.documents)
        if one.expires_on is None or state not in ("expired", "expiring") or replaced:
            continue
        day = say_day(date.fromisoformat(one.expires_on))
        name = quoted(one.title or one.kind)
        yield Finding(
            code="document-expires",
            blocking=False,
            message=f"{one.ref} {name} expired on {day}"
            if state == "expired"
            else f"{one.ref} {name} expires on {day}, before training starts",
            hint=f"renew it, then `fmgtrack edit {one.ref} --expires DATE`",
            ref=one.ref,
        )


def _missing(facts: ApplicationFacts, code: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    for kind, _ in facts.missing:
        if kind.key not in keys:
            continue
        begun = next((one for one in facts.documents if one.kind == kind.key), None)
        if kind.key == "usmle-transcript":
            hint = "`fmgtrack apply profile --transcript-on DATE` once it is released"
        elif begun:
            hint = f"`fmgtrack edit {begun.ref} --status uploaded` once it is"
        else:
            hint = f"`fmgtrack add-document {kind.key} --status uploaded` once it is"
        rare = {"usual": " (usually asked)", "optional": " (optional)"}.get(kind.needed, "")
        yield Finding(
            code=code,
            blocking=kind.needed == "always",
            message=f"the {kind.name}{rare} is not on record as ready: {kind.needs}",
            hint=hint,
            ref=begun.ref if begun else None,
            source=kind.source,
            confidence=kind.confidence,
        )


def _statements(facts: ApplicationFacts) -> list[Document]:
    return [one for one in facts.documents if one.kind == papers.STATEMENT]


def _is_for(document: Document, specialty: str | None) -> bool:
    mine = (document.specialty or "").casefold()
    return mine == (specialty or "").casefold()


def _replaces(other: Document, one: Document) -> bool:
    """Whether a document of the same kind is at hand and holds longer."""
    same = other.kind == one.kind and _is_for(other, one.specialty)
    longer = (other.expires_on or "~") > (one.expires_on or "~")
    return same and longer and other.status in papers.AT_HAND


def _in_play(facts: ApplicationFacts) -> list[Letter]:
    return [letter for letter in facts.letters if letter.status not in ("wanted", "declined")]


def _writer(letter: Letter) -> str:
    return quoted(letter.writer)


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _place(target: Target) -> Place:
    return Place(target.ref, target.name)


def _of(  # noqa: PLR0913  the parts of a finding
    target: Target,
    code: str,
    message: str,
    hint: str,
    *,
    blocking: bool = False,
    source: str | None = None,
    confidence: str | None = None,
) -> Finding:
    """A finding about one program."""
    return Finding(
        code=code,
        blocking=blocking,
        message=message,
        hint=hint,
        ref=target.ref,
        program=_place(target),
        source=source,
        confidence=confidence,
    )
