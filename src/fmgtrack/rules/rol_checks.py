"""The checks of a rank order list, one function per code (product.md section 7).

Each function gives its findings in the order of the lists: the primary first, then A, B, C ..., by
rank. Blocking ones hold certifying back, the rest advise. Nothing here knows or says how likely a
match is, and nothing moves a line. A line of the couples' code for no match is no program: only
`supplemental-code` and `over-300` look at it.
"""

from __future__ import annotations

from functools import lru_cache

from fmgtrack.errors import InvalidError
from fmgtrack.rules.codes import NO_MATCH, NrmpCode, read_acgme_code, read_nrmp_code
from fmgtrack.rules.quoting import quoted, unquoted
from fmgtrack.rules.rol_facts import ListCheck, ListFacts, Place, RankedLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.rules.fees import Fee

MOST_RANKS = 300
"""Ranks that R3 takes on one list."""

LETTERS = "ABCDEFGHIJKLMNOP"
"""The letters of the supplemental lists, of which R3 takes 16."""

VISAS = {"j1": "a J-1", "h1b": "an H-1B", "either": "a J-1 or an H-1B"}
"""The visas that may be needed, as people say them."""


def check_list(facts: ListFacts) -> tuple[ListCheck, ...]:
    """Give what the checks find, in the order of `CHECKS`; nothing found is an empty tuple."""
    return tuple(check for run in CHECKS for check in run(facts))


def no_interview(facts: ListFacts) -> Iterator[ListCheck]:
    """Find programs ranked without an interview: allowed, but they have not ranked the person.

    Source: https://online.documentine.com/program-to-search-file-contents/1/entering-and-certifying-a-rank-order-list.html
    (a copy of an NRMP guide).
    """
    for line in _programs(facts):
        if not line.interviewed:
            yield _advise(
                "no-interview",
                f"{_who(line)} is {_at(line)} without an interview, which is allowed but of no"
                " use: programs do not rank people whom they have not interviewed",
                line.ref,
                f"`fmgtrack add-interview {line.ref} WHEN` records one, {_drop(facts, line)}",
            )


def unranked(facts: ListFacts) -> Iterator[ListCheck]:
    """Find programs interviewed at that are neither ranked nor excluded (product.md section 7)."""
    settled = {line.ref for line in _programs(facts)} | {place.ref for place in facts.excluded}
    for place in facts.interviewed_unranked:
        if place.ref not in settled:
            yield _advise(
                "unranked",
                f"{_who(place)} was interviewed at and is neither ranked nor excluded",
                place.ref,
                f"`fmgtrack rol add {place.ref}` ranks it,"
                f" `fmgtrack rol exclude {place.ref} --why TEXT` leaves it out",
            )


def excluded_ranked(facts: ListFacts) -> Iterator[ListCheck]:
    """Find ranked programs that the person would not attend: a match there binds.

    Source: http://www.nrmp.org/policies/the-match-commitment/
    """
    excluded = {place.ref for place in facts.excluded}
    for line in _programs(facts):
        if line.ref in excluded:
            yield _block(
                "excluded-ranked",
                f"{_who(line)} is {_at(line)} although it is excluded, and a match there binds",
                line.ref,
                _drop(facts, line),
            )


def fellowship_code(facts: ListFacts) -> Iterator[ListCheck]:
    """Find codes of type F and S, which belong to other matches.

    Source: https://www.nrmp.org/program-codes-and-types/
    """
    for line, code in _coded(facts):
        if code.type in "FS":
            yield _block(
                "fellowship-code",
                f"{_who(line, code)} is {_at(line)} and is a {code.type_name}, which belongs to"
                " another match",
                line.ref,
                _drop(facts, line),
            )


def no_code(facts: ListFacts) -> Iterator[ListCheck]:
    """Find lines without a code that R3 would take.

    Source of the form: https://www.nrmp.org/program-codes-and-types/
    """
    for line in _programs(facts):
        if _read(line.code or "") or _acgme(line.code):
            continue
        if line.code and line.code.strip():
            fault = f"has {quoted(line.code)} for a code, which is not an NRMP code"
        elif _acgme(line.acgme):
            fault = "has no NRMP code on record, and R3 does not take its ACGME number"
        else:
            fault = "has no NRMP code on record"
        yield _block(
            "no-code",
            f"{_who(line)}, {_at(line)}, {fault}",
            line.ref,
            f"`fmgtrack edit {line.ref} --code CODE` records it",
        )


def acgme_number(facts: ListFacts) -> Iterator[ListCheck]:
    """Find ten-digit ACGME numbers where the NRMP code belongs.

    Source: https://github.com/nmacklin/MactionCreations, app/static/data/programDatabase.js
    (secondary), for the number's form;
    https://www.nrmp.org/program-codes-and-types/ for the code's.
    """
    for line in _programs(facts):
        number = _acgme(line.code)
        if number is None:
            continue
        keep = "" if _acgme(line.acgme) else f" --acgme {number}"
        yield _block(
            "acgme-number",
            f"{_who(line)}, {_at(line)}, has the ACGME number `{number}` where its NRMP code"
            " belongs",
            line.ref,
            f"`fmgtrack edit {line.ref} --without {number}{keep} --code CODE` corrects it",
        )


def advanced_alone(facts: ListFacts) -> Iterator[ListCheck]:
    """Find advanced codes whose match would bind without a first year.

    Source: https://www.nrmp.org/residency-applicants/rank-your-programs-main/about-supplemental-rank-order-lists/
    """
    for line, code in _coded(facts, primary=True):
        if code.type != "A":
            continue
        linked = [
            letter
            for letter, codes in sorted(facts.links.items())
            if any(_read(linked_code) == code for linked_code in codes)
        ]
        if any(facts.supplemental.get(letter) for letter in linked):
            continue
        lacks = f"list {_shown(linked[0])} linked to it is empty" if linked else "no list is linked"
        letter = linked[0] if linked else _free_letter(facts)
        link = "" if linked else f", `fmgtrack rol link {letter} {code.text}` links them"
        yield _advise(
            "advanced-alone",
            f"{_who(line, code)} is {_at(line)} and starts in the year after the Match, and"
            f" {lacks}: a match to it binds you and leaves you without a first year of training",
            line.ref,
            f"`fmgtrack rol add PROGRAM --list {letter}` ranks first years{link}",
        )


def preliminary_alone(facts: ListFacts) -> Iterator[ListCheck]:
    """Find preliminary codes on the primary list: one year, no whole training.

    Source: https://www.nrmp.org/programs-institutions/managing-programs-in-the-match/managing-the-main-residency-match/
    """
    for line, code in _coded(facts, primary=True):
        if code.type == "P":
            yield _advise(
                "preliminary-alone",
                f"{_who(line, code)} is {_at(line)} and lasts one year only: a match to it is not"
                " a whole training",
                line.ref,
                _drop(facts, line),
            )


def reserved(facts: ListFacts) -> Iterator[ListCheck]:
    """Find type R codes without earlier graduate training; blocking when there was surely none.

    Source: https://www.nrmp.org/programs-institutions/managing-programs-in-the-match/managing-the-main-residency-match/
    """
    if facts.had_training:
        return
    for line, code in _coded(facts, primary=True):
        if code.type != "R":
            continue
        said = (
            f"{_who(line, code)} is {_at(line)} and takes only people with earlier graduate"
            " training,"
        )
        if facts.had_training is None:
            yield _advise(
                "reserved",
                f"{said} and whether you have had any is not on record",
                line.ref,
                _drop(facts, line),
            )
        else:
            yield _block("reserved", f"{said} and you have had none", line.ref, _drop(facts, line))


def duplicate(facts: ListFacts) -> Iterator[ListCheck]:
    """Find a code that stands twice on one list; a couple's primary list may repeat it in pairs.

    Source: https://www.nrmp.org/program-codes-and-types/ (each code is one program) and, for
    couples, https://www.myerasediting.com/guides/couples-match (secondary).
    """
    for letter, lines in _lists(facts):
        seen: dict[str, RankedLine] = {}
        for line in () if facts.coupled and not letter else lines:
            if not line.code or not line.code.strip() or _is_no_match(line):
                continue
            code = _read(line.code)
            key = code.text if code else line.code.strip().upper()
            first = seen.setdefault(key, line)
            if first is not line:
                yield _block(
                    "duplicate",
                    f"{quoted(key)} is {_at(first)} and again {_at(line)}",
                    line.ref,
                    _drop(facts, line),
                )


def supplemental_code(facts: ListFacts) -> Iterator[ListCheck]:
    """Find anything but preliminary codes on a supplemental list.

    Source: https://www.nrmp.org/residency-applicants/rank-your-programs-main/about-supplemental-rank-order-lists/
    """
    for letter, lines in _lists(facts):
        for line in lines if letter else ():
            code = _read(line.code or "")
            if (code and code.type == "P") or not (code or _is_no_match(line)):
                continue
            kind = f"is {code.type_name}" if code else f"is the couples' code `{NO_MATCH}`"
            yield _block(
                "supplemental-code",
                f"{_who(line, code)}, {_at(line)}, {kind}, and a supplemental list holds"
                " preliminary codes only",
                line.ref,
                _drop(facts, line),
            )


def supplemental_unlinked(facts: ListFacts) -> Iterator[ListCheck]:
    """Find supplemental lists linked to nothing, or to what is no advanced code of the primary.

    Source: https://www.nrmp.org/residency-applicants/rank-your-programs-main/about-supplemental-rank-order-lists/
    """
    ranked = {code.text: line for line, code in _coded(facts, primary=True)}
    for letter in sorted({*facts.supplemental, *facts.links}):
        name = f"list {_shown(letter)}"
        linked = dict.fromkeys(facts.links.get(letter, ()))
        if not linked and facts.supplemental.get(letter):
            yield _advise(
                "supplemental-unlinked",
                f"{name} is linked to no advanced code, so that nothing on it is ever used",
                None,
                f"`fmgtrack rol link {_shown(letter)} CODE` links it",
            )
        for text in linked:
            code = _read(text)
            line = ranked.get(code.text) if code else None
            if code and line and code.type == "A":
                continue
            fault = (
                f"which is {code.type_name} and not advanced"
                if code and line
                else "which is not on the primary list"
            )
            yield _block(
                "supplemental-unlinked",
                f"{name} is linked to {quoted(code.text if code else text)}, {fault}",
                line.ref if line else None,
                f"`fmgtrack rol unlink {_shown(letter)} {code.text if code else 'CODE'}` unlinks"
                " it",
            )


def more_than_20(facts: ListFacts) -> Iterator[ListCheck]:
    """Show what the codes beyond those included cost.

    Source: https://residencyexperts.com/final-steps-of-2024-match/ (secondary).
    """
    where = {
        "primary-code": "the primary list has",
        "supplemental-code": "the supplemental lists together have",
    }
    for fee in facts.fees:
        if fee.what in where:
            included = fee.rate.first - 1
            yield _advise(
                "more-than-20",
                f"{where[fee.what]} {included + fee.count} unique codes, {fee.count} more than are"
                f" included: ${fee.amount} falls due on certifying and is not given back",
                None,
                _compare(fee),
            )


def length_fee(facts: ListFacts) -> Iterator[ListCheck]:
    """Show what the length of the primary list costs, from 100 ranks.

    Source: https://www.nrmp.org/topic/match-participants/programs/?post_type=help
    """
    for fee in facts.fees:
        if fee.what == "length":
            yield _advise(
                "length-fee",
                f"the primary list has {fee.count} ranks: a length fee of ${fee.amount} falls due"
                " on certifying and is not given back",
                None,
                _compare(fee),
            )


def over_300(facts: ListFacts) -> Iterator[ListCheck]:
    """Find lists longer than R3 takes.

    Source: https://www.nrmp.org/topic/match-participants/programs/?post_type=help
    """
    for letter, lines in _lists(facts):
        if len(lines) > MOST_RANKS:
            name = f"list {_shown(letter)}" if letter else "the primary list"
            yield _block(
                "over-300",
                f"{name} has {len(lines)} ranks, and R3 takes at most {MOST_RANKS}",
                None,
                f"`fmgtrack rol drop PROGRAM{_list_option(letter)}` takes a line off",
            )


def visa_unconfirmed(facts: ListFacts) -> Iterator[ListCheck]:
    """Find ranked programs that refuse the visa needed, then those not confirmed this season.

    A program owes its visa policy in writing before the deadline. Source:
    https://www.nrmp.org/faq-questions/what-information-should-i-make-available-to-applicants-during-the-interview-process/
    """
    lines = _once(facts)
    refusing = [line for line in lines if _refuses(line, facts.visa_need)]
    for line in refusing:
        yield _refused(facts, line, facts.visa_need or "")
    open_lines = [line for line in lines if not line.visa_confirmed and line not in refusing]
    if facts.needs_visa is None and open_lines:
        yield _advise(
            "visa-unconfirmed",
            "whether you need a visa is not on record, and not every ranked program's visa policy"
            " is confirmed this season",
            None,
            "`fmgtrack edit PROGRAM --j1 yes/no --visa-source TEXT` records what each one says",
        )
    for line in open_lines if facts.needs_visa else ():
        yield _advise(
            "visa-unconfirmed",
            f"you need a visa, and what {_who(line)} does about visas is not confirmed this season",
            line.ref,
            f"`fmgtrack edit {line.ref} --j1 yes/no --h1b yes/no --visa-source TEXT` records what"
            " the program says",
        )


def _refuses(line: RankedLine, need: str | None) -> bool:
    """Whether the program on record says no to every visa that would do."""
    said = {"j1": (line.j1,), "h1b": (line.h1b,), "either": (line.j1, line.h1b)}.get(need or "")
    return said is not None and all(yes is False for yes in said)


def _refused(facts: ListFacts, line: RankedLine, need: str) -> ListCheck:
    source = _shown(line.visa_source) if line.visa_source else "no source on record"
    unsure = "" if line.visa_confirmed else ", not confirmed this season"
    option = "h1b" if need == "h1b" else "j1"
    return _advise(
        "visa-unconfirmed",
        f"you need {VISAS[need]}, and {_who(line)} says no ({source}{unsure})",
        line.ref,
        f"{_drop(facts, line)}, `fmgtrack edit {line.ref} --{option} yes --visa-source TEXT`"
        " corrects what is on record",
    )


def contract_unconfirmed(facts: ListFacts) -> Iterator[ListCheck]:
    """Find ranked programs whose contract and rules were not seen this season.

    A program owes them in writing before the deadline. Source:
    https://www.nrmp.org/faq-questions/what-information-should-i-make-available-to-applicants-during-the-interview-process/
    """
    for line in _once(facts):
        if not line.contract_confirmed:
            seen = "is not on record" if line.contract_confirmed is None else "is of another season"
            yield _advise(
                "contract-unconfirmed",
                f"the contract of {_who(line)} {seen}, and the program owes it in writing before"
                " the deadline",
                line.ref,
                f"`fmgtrack edit {line.ref} --contract DATE` records the day it came",
            )


def ecfmg(facts: ListFacts) -> Iterator[ListCheck]:
    """Find what ECFMG must have by the deadline; a list may be certified before that.

    Source: https://www.nrmp.org/help/item/what-requirements-for-ecfmg-certification-must-i-complete-to-be-eligible-to-participate-in-the-main-residency-match/
    and https://www.nrmp.org/faq-questions/if-i-have-not-received-my-ecfmg-certification-when-ranking-opens-can-i-still-enter-my-rank-order-list/
    """
    missing = facts.ecfmg_missing
    if missing is not None and not missing:
        return
    lack = (
        "what ECFMG still lacks is not on record"
        if missing is None
        else f"ECFMG still lacks {_listed(missing)}"
    )
    rule = (
        ", and the deadline has passed: NRMP withdraws whoever ECFMG had not confirmed by then"
        if facts.deadline_passed
        else ": a list may be certified before that, but NRMP withdraws whoever ECFMG has not"
        f" confirmed by the deadline{_days(facts)}"
    )
    yield _advise("ecfmg", f"{lack}{rule}", None, "ask ECFMG for your status well before that day")


def not_certified(facts: ListFacts) -> Iterator[ListCheck]:
    """Say that only a certified list is used.

    Source: https://www.nrmp.org/about/news/2023/02/february-2023-illuminator/
    """
    if facts.certified or not facts.primary:
        return
    yield _advise(
        "not-certified",
        "the deadline has passed, and that the list was certified is not on record"
        if facts.deadline_passed
        else f"the list is not certified, and only a certified list is used{_days(facts)}",
        None,
        "`fmgtrack rol certify` notes that it was certified in R3",
    )


def changed_since_certified(facts: ListFacts) -> Iterator[ListCheck]:
    """Say that a changed list has to be certified again.

    Source: https://www.nrmp.org/about/news/2023/02/february-2023-illuminator/
    """
    if not (facts.certified and facts.changed_since):
        return
    yield _advise(
        "changed-since-certified",
        "the list has changed since it was certified, and the deadline has passed: R3 uses what"
        " was certified there"
        if facts.deadline_passed
        else f"the list has changed since it was certified: certify it again{_days(facts)}",
        None,
        "`fmgtrack rol certify` notes that it was certified again in R3",
    )


def empty(facts: ListFacts) -> Iterator[ListCheck]:
    """Find an empty primary list: whoever has nothing to rank certifies no list.

    Source: https://www.nrmp.org/topic/ranking/supplemental-lists/?post_type=help
    """
    if not facts.primary:
        yield _block(
            "empty", "the primary list is empty", None, "`fmgtrack rol add PROGRAM` ranks a program"
        )


CHECKS: tuple[Callable[[ListFacts], Iterator[ListCheck]], ...] = (
    no_interview,
    unranked,
    excluded_ranked,
    fellowship_code,
    no_code,
    acgme_number,
    advanced_alone,
    preliminary_alone,
    reserved,
    duplicate,
    supplemental_code,
    supplemental_unlinked,
    more_than_20,
    length_fee,
    over_300,
    visa_unconfirmed,
    contract_unconfirmed,
    ecfmg,
    not_certified,
    changed_since_certified,
    empty,
)
"""All checks, in the order in which they are shown."""


def _block(code: str, message: str, program: str | None, hint: str) -> ListCheck:
    return ListCheck(code=code, blocking=True, message=message, program=program, hint=hint)


def _advise(code: str, message: str, program: str | None, hint: str) -> ListCheck:
    return ListCheck(code=code, blocking=False, message=message, program=program, hint=hint)


def _lists(facts: ListFacts) -> Iterator[tuple[str, list[RankedLine]]]:
    """Give each list with its letter, the primary first, its lines by rank."""
    for letter, lines in (("", facts.primary), *sorted(facts.supplemental.items())):
        yield letter, sorted(lines, key=lambda line: line.rank)


def _programs(facts: ListFacts, *, primary: bool = False) -> Iterator[RankedLine]:
    """Give the lines that rank a program, of all lists or of the primary alone."""
    for letter, lines in _lists(facts):
        if not (primary and letter):
            yield from (line for line in lines if not _is_no_match(line))


def _once(facts: ListFacts) -> list[RankedLine]:
    """Give the first line of each program, for what is true of all its codes."""
    first: dict[str, RankedLine] = {}
    for line in _programs(facts):
        first.setdefault(line.ref, line)
    return list(first.values())


def _coded(facts: ListFacts, *, primary: bool = False) -> Iterator[tuple[RankedLine, NrmpCode]]:
    """Give the lines whose code can be read, with it."""
    for line in _programs(facts, primary=primary):
        code = _read(line.code or "")
        if code:
            yield line, code


@lru_cache(maxsize=1024)
def _read(text: str) -> NrmpCode | None:
    """Give the code, or None for what is none."""
    try:
        return read_nrmp_code(text)
    except InvalidError:
        return None


def _acgme(text: str | None) -> str | None:
    """Give the ten digits of an ACGME number, or None for what is none."""
    try:
        return read_acgme_code(text or "")
    except InvalidError:
        return None


def _is_no_match(line: RankedLine) -> bool:
    return (line.code or "").strip() == NO_MATCH


def _free_letter(facts: ListFacts) -> str:
    return next((letter for letter in LETTERS if not facts.supplemental.get(letter)), LETTERS[0])


def _list_option(letter: str) -> str:
    return f" --list {_shown(letter)}" if letter else ""


def _drop(facts: ListFacts, line: RankedLine) -> str:
    """Say how to take the line off, naming the code where the program has several lines."""
    lines = facts.supplemental.get(line.letter, ()) if line.letter else facts.primary
    code = _read(line.code or "")
    several = code and sum(other.ref == line.ref for other in lines) > 1
    option = f" --code {code.text}" if code and several else ""
    return f"`fmgtrack rol drop {line.ref}{option}{_list_option(line.letter)}` takes it off"


def _compare(fee: Fee) -> str:
    return (
        f"compare it with R3: the rate is from the {fee.rate.season} Match"
        f" ({fee.rate.confidence}), {fee.rate.source}"
    )


def _days(facts: ListFacts) -> str:
    """Say how many days are left, as the end of a sentence; nothing when that is not known."""
    if facts.days_left is None:
        return ""
    if facts.days_left <= 0:
        return ", and today is the last day"
    return f", with {facts.days_left} day{'' if facts.days_left == 1 else 's'} left"


def _who(what: RankedLine | Place, code: NrmpCode | None = None) -> str:
    named = f"{what.ref} {_shown(what.name)}"
    return f"{named} ({code.text})" if code else named


def _at(line: RankedLine) -> str:
    return f"number {line.rank}{f' of list {_shown(line.letter)}' if line.letter else ''}"


def _listed(items: tuple[str, ...]) -> str:
    """Give `a, b and c`."""
    shown = [_shown(item) for item in items]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _shown(text: str) -> str:
    """Give recorded text fit for a message: one line, not too long, without backticks."""
    return unquoted(text)
