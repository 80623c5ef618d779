"""How what to prepare first looks, and the sheet for the night before."""

from __future__ import annotations

from fmgtrack.render import safe, times
from fmgtrack.render.blocks import TEXT, TITLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fmgtrack.render.blocks import Block, Row

MOST = 4
"""How many words of a list are named; of more it is told how many there are."""

SETTINGS = {"formal": "the interview", "meal": "the residents", "session": "the session"}
"""Where questions are asked."""

KINDS = {"mentor": "a mentor", "resident": "a US resident", "coach": "a coach"}
"""Who asks in a mock interview."""

ROWS = {
    "patient-care": "patient care",
    "conflict-teamwork": "teamwork",
    "mistake": "a mistake",
    "leadership-teaching-research": "leadership",
}
"""What stories are wanted about."""

WHY = {
    "day": "now",
    "time": "takes days",
    "usual": "always asked",
    "told": "heard there before",
    "often": "likely",
    "evening": "",
}
"""Why a task stands where it does, in a few words."""


def _some(words: Iterable[str]) -> str:
    named = list(words)
    more = len(named) - MOST
    return ", ".join(named[:MOST]) + (f" and {more} more" if more > 0 else "")


def _counted(number: int | None, word: str, plural: str | None = None) -> str:
    return f"{number or 'no'} {word if number == 1 else plural or f'{word}s'}"


def _mocks(task: Row) -> str:
    low, high = task["wanted"]
    if not task["have"]:
        return f"no mock interview yet, {low} to {high} are wanted"
    said = f"mock interviews: {task['have']} of {low} to {high}"
    if not task["missing"]:
        return said
    return f"{said}; none with {_some(KINDS[kind] for kind in task['missing'])}"


def _reasons(task: Row) -> str:
    fewest, most = task["wanted"]
    if not task["have"]:
        return f"why this program: no concrete fact yet, {fewest} to {most} are wanted"
    return f"why this program: {task['have']} of {fewest} to {most} concrete facts"


def _about(task: Row) -> str:
    if not task["have"]:
        return '"Tell me about yourself" has no points yet'
    return f'"Tell me about yourself" lacks {_some(task["missing"])}'


def _reread(task: Row) -> str:
    return f"read again what you did yourself, the oldest first: {_some(task['refs'])}"


WHAT: dict[str, Callable[[Row], str]] = {
    "after": lambda task: f"write it down while it is fresh: {_some(task['missing'])}",
    "people": lambda _: "who will interview you is not on record: ask the coordinator",
    "mocks": _mocks,
    "travel": lambda task: f"the journey is still to be booked: {_some(task['missing'])}",
    "why-program": _reasons,
    "about": _about,
    "points": lambda task: f"no points yet for {_some(task['missing'])}",
    "ask": lambda task: (
        f"fewer than {task['wanted'][0]} questions for"
        f" {_some(SETTINGS[name] for name in task['missing'])}"
    ),
    "fresh": lambda task: (
        f"every story about {_some(ROWS[row] for row in task['missing'])} was told there"
    ),
    "stories": lambda task: (
        f"too few stories about {_some(ROWS[row] for row in task['missing'])}"
        if task["have"]
        else "no story is ready yet"
    ),
    "likely": lambda task: f"your papers raise it, no points yet: {_some(task['missing'])}",
    "mend": lambda task: f"to mend, from practice and mocks: {_counted(task['have'], 'thing')}",
    "names": lambda task: (
        f"say the names of the day aloud: {_counted(task['have'], 'person', 'people')}"
    ),
    "checklist": lambda task: f"checklist, {task['have']} open: {_some(task['missing'])}",
    "view": lambda task: (
        f"no view of yours yet on {_some(task['refs'])}"
        if task["refs"]
        else "no development in the specialty to have a view on"
    ),
    "look": lambda task: f"look again at {_some(task['refs'])} in the specialty",
    "reread": _reread,
    "due": lambda task: (
        "nothing was practised aloud yet"
        if task["have"] is None
        else f"due for practice: {_counted(task['have'], 'question')}"
    ),
}
"""What there is to do, from a task."""


def _type(code: str, task: Row, interview: str, program: str) -> str:
    """What to type for a task."""
    lacking = next(iter(task["missing"]), "")
    ref = next(iter(task["refs"]), "")
    commands = {
        "after": f"note {interview} TEXT"
        if lacking == "impressions"
        else f"prep checklist {interview}",
        "people": f'edit {interview} --with "Dr. Name, faculty"',
        "mocks": f'add-mock {lacking or "mentor"} "Name" --on DATE',
        "travel": f"prep checklist {interview}",
        "why-program": f'prep why {program} "a concrete fact of it"',
        "about": "prep answer about-yourself",
        "points": f"prep answer {lacking}",
        "ask": f"prep ask {program}",
        "fresh": 'add-story "What to call it"',
        "stories": 'add-story "What to call it"',
        "likely": f"prep answer {lacking}",
        "mend": "prep mend",
        "names": f"prep checklist {interview} --done say-names",
        "checklist": f"prep checklist {interview}",
        "view": f'edit {ref} --view "what you think of it"'
        if ref
        else 'add-development "what is new" --view "what you think of it"',
        "look": f"show {ref}",
        "reread": f"show {ref}`, then `fmgtrack apply reread {ref}",
        "due": "prep practice --minutes 20",
    }
    return f"`fmgtrack {commands[code]}`"


def _away(days: int) -> str:
    if days < 0:
        return "just over"
    return "today" if not days else "tomorrow" if days == 1 else f"in {days} days"


def prepare(rows: list[Row]) -> Iterator[Block]:
    """The part of `today` that says what to prepare first."""
    yield TITLE, "prepare first; `fmgtrack prep` says what to type"
    for task in rows:
        days = _away(task["days_left"])
        yield TEXT, f"{task['interview']['ref']}  {days}: {WHAT[task['code']](task)}"


def overview(row: Row, home: str) -> Iterator[Block]:
    """What to do first, interview by interview."""
    yield from _overview(row, home, everything=False)


def overview_all(row: Row, home: str) -> Iterator[Block]:
    """The same with everything there is to do."""
    yield from _overview(row, home, everything=True)


def _overview(row: Row, home: str, *, everything: bool) -> Iterator[Block]:
    number, left, days = 0, 0, 0
    for one in row["interviews"]:
        shown = [task for task in one["tasks"] if everything or task["first"]]
        left += len(one["tasks"]) - len(shown)
        if not shown and one["tasks"]:
            days += 1
            continue
        yield TITLE, _headed(one, home)
        for task in shown:
            number += 1
            yield from _numbered(number, task, one["interview"]["ref"], one["program"]["ref"])
        if not one["over"] and (not one["tasks"] or one["days_left"] <= 1):
            ref = one["program"]["ref"]
            yield TEXT, f"for the night before: `fmgtrack prep sheet {ref}`"
    if not row["interviews"]:
        yield TITLE, _none(row["next"])
    if row["anyway"]:
        for task in row["anyway"]:
            if everything or task["first"]:
                number += 1
                yield from _numbered(number, task, "INTERVIEW", "PROGRAM")
            else:
                left += 1
    if left:
        yield TEXT, _rest(left, days)


def _rest(left: int, days: int) -> str:
    more = f" and {_counted(days, 'interview')}" if days else ""
    return f"{_counted(left, 'thing')} more{more}: `fmgtrack prep --all`"


def _none(further: Row | None) -> str:
    if further is None:
        return "no interview ahead; worth doing while there is time"
    ref, name = further["interview"]["ref"], further["program"]["name"]
    return f"no interview within two weeks; next is {ref} {name}, {_away(further['days_left'])}"


def _numbered(number: int, task: Row, interview: str, program: str) -> Iterator[Block]:
    why = WHY[task["reason"]]
    said = WHAT[task["code"]](task)
    yield TEXT, f"{number}. {said} ({why})" if why else f"{number}. {said}"
    yield TEXT, f"   {_type(task['code'], task, interview, program)}"


def _headed(row: Row, home: str) -> str:
    there = _short(times.moment(row["starts_at"], row["timezone"]))
    beside = times.beside(row["home_starts_at"], row["starts_at"], home)
    when = f"{there}, {beside} for you" if beside else there
    return f"{row['interview']['ref']} {row['program']['name']}, {_away(row['days_left'])}: {when}"


def _short(moment: str) -> str:
    """A moment without its year."""
    day, month, rest = moment.split()[:2], moment.split()[2], moment.split()[4:]
    return " ".join((*day, month, *rest))


def sheet(row: Row, _: str) -> Iterator[Block]:
    """The sheet for the night before."""
    from fmgtrack.exchange import sheet as words

    above = words.headline(row)
    yield TITLE, f"{row['program']['ref']} {row['program']['name']}"
    if above:
        yield TEXT, above
    for part in words.parts(row):
        yield TITLE, part.title
        for line in part.lines:
            aside = f" ({line.aside})" if line.aside else ""
            blank = f", said: {words.BLANK}" if line.kind == words.FILL else ""
            yield TEXT, safe.line(f"{SIGNS[line.kind]}{line.text}{aside}{blank}")


SIGNS = {"item": "- ", "box": "[ ] ", "head": "", "plain": "", "fill": "- "}
"""What stands before each kind of line of the sheet."""


def sheet_file(row: Row, _: str) -> Iterator[Block]:
    """A sheet that was written."""
    yield TITLE, f"wrote {row['path']}"
    yield TEXT, f"the sheet of {row['program']['ref']} {row['program']['name']}"


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "overview": overview,
    "overview-all": overview_all,
    "sheet": sheet,
    "sheet-file": sheet_file,
}
"""How each kind of card is laid out, given its row and the home zone."""
