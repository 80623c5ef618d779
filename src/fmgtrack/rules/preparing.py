"""What to prepare first before interviews, and why: facts in, tasks in order out.

The order, from the outside in:

1. The nearest interview first, with one that is just over before all. What is prepared once for
   all of them stands under the nearest one that leaves the time for it, and nowhere else.
2. On the day itself and the evening before what the day needs: checklist and names.
3. What cannot be done in the last evening, since it takes other people, while it still can be
   done (`LEAD` days).
4. What is asked almost everywhere before what is likely, and that before what a person reads up
   in an evening. What a second telling would spoil stands between the first two.

Days are calendar days in the program's zone. What is done makes no task. The wanted numbers are
those of the rules for each subject, repeated here since `today` has no time to load those.
"""

from __future__ import annotations

from fmgtrack.records.spec import record
from fmgtrack.records.tick import PARTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AHEAD = 14
"""Days ahead for which interviews are looked at."""

SOON = 7
"""Days ahead for which `today` tells what to prepare."""

LEAD = 2
"""Days that it takes at least to find somebody for a mock interview, or to ask a coordinator."""

JUST_OVER = 1
"""Days since an interview for which the day is still fresh enough to write down."""

FRESH = 30
"""Days for which an experience that was read again stays in mind."""

REASONS = (3, 4)
"""Concrete facts of a program that "why this program" wants."""

MOCKS = (3, 5)
"""Mock interviews that are wanted."""

TO_ASK = 2
"""Questions to ask that a setting wants at least."""

THEMES = 2
"""Themes that an answer about yourself wants at least."""

ABOUT = "about-yourself"
ALWAYS = (ABOUT, "why-specialty", "strength", "weakness")
"""Questions of the bank that are asked almost everywhere, beside why this program."""

VISA, GAP, FAILED = "visa-need", "gap", "failed-exam"
LIKELY = (VISA, GAP, FAILED)
"""Questions of the bank that are likely for those whose papers raise them."""

STORIES = (
    ("patient-care", ("patient-care",), 3),
    ("conflict-teamwork", ("conflict", "teamwork"), 2),
    ("mistake", ("mistake",), 1),
    ("leadership-teaching-research", ("leadership", "teaching", "research"), 1),
)
"""Rows of the wanted set of stories: name, competencies, fewest."""

TRAVEL = ("travel", "stay")
"""Lines of a checklist that have to be seen to weeks ahead."""

NAMES = "say-names"
COVERED = ("who", "questions", NAMES, "thank-yous")
"""Lines of a checklist that are told of elsewhere, by tasks of their own or as mail to write."""

OWN_DAYS = dict(zip(PARTS, (7, 0, 0), strict=True))
"""Days before or after an interview from which a person's own line of a part matters."""

DAY, TIME, USUAL, TOLD, OFTEN, EVENING = "day", "time", "usual", "told", "often", "evening"
"""Why a task stands where it does: the day is there; it takes other people's time; it is asked
almost everywhere; a second telling would spoil it; it is likely; an evening is enough for it."""

ORDER = (DAY, TIME, USUAL, TOLD, OFTEN, EVENING)

CODES = {
    "after": DAY,
    "travel": TIME,
    "people": TIME,
    "mocks": TIME,
    "why-program": USUAL,
    "about": USUAL,
    "points": USUAL,
    "ask": USUAL,
    "fresh": TOLD,
    "stories": OFTEN,
    "likely": OFTEN,
    "mend": OFTEN,
    "names": EVENING,
    "checklist": EVENING,
    "view": EVENING,
    "look": EVENING,
    "reread": EVENING,
    "due": EVENING,
}
"""Every code of a task with why it stands where it does, in the order within one reason."""

ON_THE_DAY = ("checklist", "names")
"""Codes that come first once the day or the evening before it is there."""


@record
class Person:
    """What is on record of a person's preparing, whatever the program.

    Attributes:
        about: what the answer about yourself lacks, () for nothing; None where there is no answer.
        points: keys of `ALWAYS` and `LIKELY` that have points.
        raised: keys of `LIKELY` that the person's papers raise.
        stories: what each story shows.
        mocks: mock interviews that were held.
        planned: those that are planned.
        nobody: kinds of people that neither asked nor are to ask in one.
        mends: how many things are to be mended.
        due: questions that are due for practice; None where nothing was ever said aloud.
        unviewed: developments that lack a view, before the first interview of a season in which
            none has one; None where one has, or where that day is over.
        look: developments to look at again.
        unread: experiences that were not read again for `FRESH` days, the oldest first.
    """

    about: tuple[str, ...] | None = None
    points: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    stories: tuple[tuple[str, ...], ...] = ()
    mocks: int = 0
    planned: int = 0
    nobody: tuple[str, ...] = ()
    mends: int = 0
    due: int | None = 0
    unviewed: tuple[str, ...] | None = None
    look: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@record
class Coming:
    """An interview that comes, and what is on record for it.

    Attributes:
        interview: its ref.
        program: the ref of its program.
        name: the program's name.
        days: calendar days until it begins, 0 or less once that day is there.
        reasons: concrete facts of why this program.
        asks: settings that want more questions to ask.
        people: how many are named for the day.
        told: rows of `STORIES` of which every story was told there already.
        lines: open lines of its checklist that matter now.
        over: whether it is over, and only what comes after it is left.
    """

    interview: str
    program: str
    name: str
    days: int
    reasons: int = 0
    asks: tuple[str, ...] = ()
    people: int = 0
    told: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    over: bool = False


@record
class Task:
    """One thing to do.

    Attributes:
        code: what it is, a key of `CODES`.
        reason: why it stands where it does, a word of `ORDER`.
        coming: for which interview; None where none comes.
        have: how much of it is there.
        wanted: how much is wanted, fewest and most; () where nothing is counted.
        missing: words for what lacks: parts, keys of questions, settings, rows, kinds.
        refs: the records it is about.
    """

    code: str
    reason: str
    coming: Coming | None
    have: int | None = None
    wanted: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


def tasks(person: Person, comings: Sequence[Coming]) -> list[Task]:
    """Everything that is to be done, in the order of this module's docstring.

    Args:
        person: what is prepared for all interviews.
        comings: those that come, in any order.
    """
    by_day = sorted(comings, key=lambda one: (not one.over, one.days))
    ahead = [one for one in by_day if not one.over]
    nearest = ahead[0] if ahead else None
    in_time = next((one for one in ahead if one.days >= LEAD), None)
    found = [task for one in by_day for task in (_after(one) if one.over else _of_program(one))]
    found += _of_person(person, nearest)
    if in_time or not ahead:
        found += _mocks(person, in_time)
    places = {one.interview: place for place, one in enumerate(by_day)}
    codes = list(CODES)
    found.sort(
        key=lambda task: (
            places[task.coming.interview] if task.coming else len(places),
            ORDER.index(task.reason),
            codes.index(task.code),
        )
    )
    return found


def _after(one: Coming) -> list[Task]:
    lines = tuple(key for key in one.lines if key not in COVERED)
    return [_task("after", one, have=len(lines), missing=lines)] if lines else []


def _mocks(person: Person, one: Coming | None) -> list[Task]:
    if person.mocks + person.planned >= MOCKS[0] and not person.nobody:
        return []
    return [_task("mocks", one, have=person.mocks, wanted=MOCKS, missing=person.nobody)]


def _of_program(one: Coming) -> list[Task]:
    in_time = one.days >= LEAD
    travel = tuple(key for key in one.lines if key in TRAVEL)
    lines = tuple(key for key in one.lines if key not in (*TRAVEL, *COVERED))
    names = one.people and NAMES in one.lines
    made = (
        _task("people", one, have=0) if not one.people and in_time else None,
        _task("travel", one, missing=travel) if travel else None,
        _task("why-program", one, have=one.reasons, wanted=REASONS)
        if one.reasons < REASONS[0]
        else None,
        _task("ask", one, wanted=(TO_ASK,), missing=one.asks) if one.asks else None,
        _task("fresh", one, missing=one.told) if one.told else None,
        _task("names", one, have=one.people) if names else None,
        _task("checklist", one, have=len(lines), missing=lines) if lines else None,
    )
    return [task for task in made if task]


def _of_person(person: Person, one: Coming | None) -> list[Task]:
    without = tuple(key for key in ALWAYS if key != ABOUT and key not in person.points)
    likely = tuple(key for key in person.raised if key not in person.points)
    rows = missing_rows(person.stories)
    lacks = person.about or ()
    made = (
        _task("about", one, have=int(person.about is not None), missing=lacks)
        if person.about is None or lacks
        else None,
        _task("points", one, missing=without) if without else None,
        _task("stories", one, have=len(person.stories), missing=rows) if rows else None,
        _task("likely", one, missing=likely) if likely else None,
        _task("mend", one, have=person.mends) if person.mends else None,
        _task("view", one, refs=person.unviewed) if person.unviewed is not None else None,
        _task("look", one, refs=person.look) if person.look else None,
        _task("reread", one, have=len(person.unread), refs=person.unread)
        if person.unread
        else None,
        _task("due", one, have=person.due) if person.due != 0 else None,
    )
    return [task for task in made if task]


def _task(  # noqa: PLR0913  what a task is
    code: str,
    coming: Coming | None,
    *,
    have: int | None = None,
    wanted: tuple[int, ...] = (),
    missing: tuple[str, ...] = (),
    refs: tuple[str, ...] = (),
) -> Task:
    there = coming is not None and coming.days <= 1 and code in ON_THE_DAY
    reason = DAY if there else CODES[code]
    return Task(
        code=code,
        reason=reason,
        coming=coming,
        have=have,
        wanted=wanted,
        missing=missing,
        refs=refs,
    )


@record
class Kept:
    """What is on record of one checklist, and of what its lines are about.

    Attributes:
        format: of the interview, None where it is not known.
        touched: keys of the lines that were ticked off or dropped.
        own: own lines that are not done, each with its part.
        known: what the record itself shows to be done, of the words in the lines.
        over: days since the last day, None where the interview is not over.
    """

    format: str | None
    touched: frozenset[str]
    own: tuple[tuple[str, str], ...]
    known: frozenset[str]
    over: int | None


def open_lines(
    shipped: Iterable[tuple[str, str, int, Sequence[str], str | None]], kept: Kept, days: int
) -> tuple[str, ...]:
    """Keys of the lines of a checklist that matter now, in the order in which they are done.

    The same as `actions.checklists.near` gives, without its texts.

    Args:
        shipped: key, part, days, formats and known word of each line.
        kept: what is on record.
        days: calendar days until the interview.
    """
    lines = list(shipped)
    every = {name for line in lines for name in line[3]}
    formats = every if kept.format is None else {kept.format}
    found = [
        (part, key)
        for key, part, from_days, fitting, known in lines
        if formats <= {*fitting}
        and key not in kept.touched
        and known not in kept.known
        and _matters(part, from_days, kept.over, days)
    ]
    found += [
        (part, ref) for ref, part in kept.own if _matters(part, OWN_DAYS[part], kept.over, days)
    ]
    return tuple(key for wanted in PARTS for part, key in found if part == wanted)


def _matters(part: str, from_days: int, over: int | None, days: int) -> bool:
    if part == PARTS[-1]:
        return over is not None and over >= from_days
    return over is None and days <= from_days


def missing_rows(stories: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Rows of the wanted set that have fewer stories than they want, given what each shows."""
    shown = list(stories)
    return tuple(
        row
        for row, words, fewest in STORIES
        if sum(any(word in words for word in one) for one in shown) < fewest
    )


def told_rows(stories: Iterable[tuple[Sequence[str], bool]]) -> tuple[str, ...]:
    """Rows of which there are stories, all of them told at one program.

    Each story is given by what it shows and whether it was told there.
    """
    known = list(stories)
    found = []
    for row, words, _ in STORIES:
        there = [told for shows, told in known if any(word in words for word in shows)]
        if there and all(there):
            found.append(row)
    return tuple(found)


def lacking(
    present: str | None, past: str | None, future: str | None, themes: str | None
) -> tuple[str, ...]:
    """What an answer about yourself still lacks, of `present past future themes`."""
    parts = {"present": present, "past": past, "future": future}
    missing = [name for name, text in parts.items() if not text]
    few = len((themes or "").splitlines()) < THEMES
    return (*missing, *(("themes",) if few else ()))


def top(found: Sequence[Task], most: int, interviews: int = 3) -> list[Task]:
    """The first tasks, in their order; the nearest interviews keep at least one each.

    Args:
        found: tasks in order.
        most: how many are wanted.
        interviews: how many of the nearest interviews are sure of a place.
    """
    first: dict[str | None, int] = {}
    for place, task in enumerate(found):
        first.setdefault(task.coming.interview if task.coming else None, place)
    kept = set(list(first.values())[: min(interviews, most)])
    for place in range(len(found)):
        if len(kept) >= most:
            break
        kept.add(place)
    return [found[place] for place in sorted(kept)]
