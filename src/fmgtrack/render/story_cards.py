"""Stories, mock interviews and things to mend: how they look and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render import times
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE
from fmgtrack.render.columns import person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

PARTS = ("situation", "task", "action", "result", "learnt")

ROWS = {
    "patient-care": "patient care",
    "conflict-teamwork": "conflict or teamwork",
    "mistake": "a mistake",
    "leadership-teaching-research": "leadership, teaching or research",
}
"""What a row of the wanted set is about, after "a story about"."""

NUMBERS = ("no", "one", "two", "three", "four", "five")

KINDS = {
    "mentor": "a mentor in your specialty",
    "resident": "a US resident",
    "coach": "a communication coach",
}
"""Who asks in each kind of mock interview."""


def story(row: Row, _home: str) -> Iterator[Block]:
    """A story whole, to whom it was told, and what to look at."""
    yield TITLE, f"{row['ref'] or 'new story:'} {row['title']}"
    for part in PARTS:
        yield TITLE, part
        for line in (row[part] or "nothing yet").split("\n"):
            yield TEXT, line
    yield TITLE, "shows"
    yield TEXT, ", ".join(row["competencies"]) or "no competency named yet"
    if row["told"]:
        yield TITLE, "told to"
        for one in row["told"]:
            yield TEXT, f"{one['ref']}  {told_to(one)}"
    if row["flags"]:
        yield TITLE, "look at"
        for code, message in zip(row["flags"], row["advice"], strict=True):
            yield TEXT, f"{code}: {message}"


def told_to(row: Row, *, there: bool = False) -> str:
    """To whom a story was told and on which day; at which program, unless that is known."""
    said = [person(row["contact"]), row["contact"]["role"].replace("-", " ")]
    if not there:
        said.append(f"at {row['program']['name']}")
    return ", ".join([*said, *filter(None, [times.day(row["told_on"])])])


def grid(row: Row, _home: str) -> Iterator[Block]:
    """How the stories cover the wanted set."""
    yield TITLE, "stories wanted and there"
    yield TABLE, ("story-grid", row["rows"])
    yield TEXT, gaps(row)


def span(low: int, high: int) -> str:
    """How many are wanted: `3 to 4`, or `2`."""
    return f"{low}" if low == high else f"{low} to {high}"


def cover(row: Row) -> str:
    """A row of the wanted set in a line."""
    counted = f"{ROWS[row['key']]}: {row['have']} of {span(row['low'], row['high'])} wanted"
    if row["have"] > row["high"]:
        counted = f"{ROWS[row['key']]}: {row['have']}, more than the {row['high']} wanted"
    if not row["unfinished"]:
        return counted
    lacks = "lacks" if len(row["unfinished"]) == 1 else "lack"
    return f"{counted}; {', '.join(row['unfinished'])} still {lacks} a part"


def gaps(row: Row) -> str:
    """What the stories do not cover yet, in words."""
    lacking = [_gap(one) for one in row["rows"] if one["missing"]]
    if lacking:
        return "; ".join(lacking)
    unfinished = list(dict.fromkeys(ref for one in row["rows"] for ref in one["unfinished"]))
    if unfinished:
        return f"every kind of story is there; still to be finished: {', '.join(unfinished)}"
    return "every kind of story that is wanted is there"


def _gap(row: Row) -> str:
    about = ROWS[row["key"]]
    if not row["have"]:
        wanted = span(row["low"], row["high"])
        return f"no story about {about} yet ({wanted} wanted)"
    return f"{_number(row['missing'])} more about {about}"


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def mock(row: Row, _home: str) -> Iterator[Block]:
    """A mock interview with what was said, and what of it is to be mended."""
    yield TITLE, f"{row['ref']} {row['who']}"
    yield PAIR, ("kind", f"{row['kind']}, {KINDS[row['kind']]}")
    yield PAIR, (row["state"], times.day(row["held_on"]) or "no day yet")
    if row["said"]:
        yield TITLE, "said"
        for line in row["said"]:
            yield TEXT, line
    if row["mends"]:
        yield TITLE, "to mend"
        for one in row["mends"]:
            done = f", done {times.day(one['done_on'])}" if one["done_on"] else ""
            yield TEXT, f"{one['ref']}  {one['text']}{done}"


def mend(row: Row, home: str) -> Iterator[Block]:
    """One thing to mend."""
    yield TITLE, f"{row['ref']} {row['text']}"
    yield PAIR, ("since", since(row, home))
    if row["question"]:
        yield PAIR, ("question", question(row))
    if origin(row):
        yield PAIR, ("from", origin(row))
    yield PAIR, ("done", times.day(row["done_on"]) or "not yet")


def since(row: Row, home: str) -> str:
    """The day on which a thing to mend was noted, on the person's calendar."""
    return " ".join(times.recorded(row["since"], home).split()[:4])


def question(row: Row) -> str:
    """The question in whose answer something is to be mended."""
    return row["question"]["text"] if row["question"] else ""


def origin(row: Row) -> str:
    """The mock interview or the try that something to mend comes from."""
    if row["mock"]:
        return f"{row['mock']['ref']} {row['mock']['who']}"
    return f"{row['practice']['ref']}, practice" if row["practice"] else ""


def open_of(mends: Iterable[Row]) -> str:
    """How many things to mend are open of how many: `1 of 3 open`."""
    every = list(mends)
    left = sum(one["done_on"] is None for one in every)
    return f"{left} of {len(every)} open" if every else ""


def mocks_wanted(facts: dict[str, Any]) -> str:
    """Where the mock interviews stand against what is wanted, in words."""
    one = "interview" if facts["held"] == 1 else "interviews"
    said = f"{facts['held']} mock {one} held, {span(facts['low'], facts['high'])} wanted"
    if facts["planned"]:
        said += f", {facts['planned']} more planned"
    if not facts["kinds"]:
        return f"{said}, with all three kinds of people"
    still = [
        KINDS[kind] if kind in facts["unplanned"] else f"{KINDS[kind]} (planned)"
        for kind in facts["kinds"]
    ]
    return f"{said}; still to be heard by {' and '.join(_comma(still))}"


def _comma(items: list[str]) -> list[str]:
    """Items of which all but the last stand together."""
    return [", ".join(items[:-1]), items[-1]] if len(items) > 1 else items


def mock_when(facts: dict[str, Any]) -> str:
    """The day of a mock interview as it was understood."""
    if not facts["held_on"]:
        return f"{facts['ref']} has no day yet: `fmgtrack edit {facts['ref']} --on DATE`"
    how = "held on" if facts["held"] else "planned for"
    return f"{facts['ref']} {how} {times.day(facts['held_on'])}"


def told_before(facts: dict[str, Any]) -> str:
    """That somebody at the same program has heard a story."""
    who = person(facts["contact"])
    when = f" on {times.day(facts['told_on'])}" if facts["told_on"] else ""
    return f"{facts['ref']} was told to {who} at {facts['program']}{when} already"


def _there(row: Row) -> str:
    return "; ".join(told_to(one, there=True) for one in row["told_there"]) or "new there"


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "story": story,
    "story-grid": grid,
    "mock": mock,
    "mend": mend,
}
"""How each kind of card is laid out, given its row and the home zone."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "stories": (
        ("ref", lambda row, _: row["ref"]),
        ("story", lambda row, _: row["title"]),
        ("shows", lambda row, _: ", ".join(row["competencies"])),
        ("told to", lambda row, _: len(row["told"]) or ""),
        ("look at", lambda row, _: ", ".join(row["flags"])),
    ),
    "stories-there": (
        ("ref", lambda row, _: row["ref"]),
        ("story", lambda row, _: row["title"]),
        ("shows", lambda row, _: ", ".join(row["competencies"])),
        ("there told to", lambda row, _: _there(row)),
        ("look at", lambda row, _: ", ".join(row["flags"])),
    ),
    "story-grid": (
        ("about", lambda row, _: ROWS[row["key"]]),
        ("wanted", lambda row, _: span(row["low"], row["high"])),
        ("there", lambda row, _: row["have"]),
        ("stories", lambda row, _: " ".join(row["stories"])),
        ("unfinished", lambda row, _: " ".join(row["unfinished"])),
    ),
    "mocks": (
        ("ref", lambda row, _: row["ref"]),
        ("state", lambda row, _: row["state"]),
        ("when", lambda row, _: times.day(row["held_on"])),
        ("who", lambda row, _: row["who"]),
        ("kind", lambda row, _: row["kind"]),
        ("said", lambda row, _: len(row["said"]) or ""),
        ("to mend", lambda row, _: open_of(row["mends"])),
    ),
    "mends": (
        ("ref", lambda row, _: row["ref"]),
        ("to mend", lambda row, _: row["text"]),
        ("question", lambda row, _: question(row)),
        ("from", lambda row, _: origin(row)),
        ("since", since),
        ("done", lambda row, _: times.day(row["done_on"])),
    ),
}
"""For each kind of listing: titles, and what stands under them given a row and the home zone."""

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    **dict.fromkeys(
        (
            *("story-unfinished", "story-thin-action", "story-we-only", "story-no-insight"),
            *("story-no-change", "story-identifies", "story-blames"),
        ),
        "look at {ref}: {message}",
    ),
    "story-cover": cover,
    "story-gaps": gaps,
    "no-stories": 'no story on record: `fmgtrack add-story "What to call it"` asks for its parts',
    "no-such-stories": lambda f: (
        f"no story shows {' or '.join(f['words'])}: `fmgtrack edit st1 --competency WORD` says so"
    ),
    "stories-there": "{fresh} of {of} are new at {program}",
    "told-already": "{ref} was told to {who} already",
    "told-there": told_before,
    "no-mocks": 'no mock interview on record: `fmgtrack add-mock resident "Name" --on DATE`',
    "mocks-wanted": mocks_wanted,
    "mock-when": mock_when,
    "mock-silent": "what was said in {ref}: `fmgtrack edit {ref} --said TEXT` keeps it",
    "mock-to-mend": '`fmgtrack prep mend "what to mend" --from {ref}` brings it back in practice',
    "no-mends": lambda f: (
        'nothing was noted yet: `fmgtrack prep mend "what to mend"`'
        if f["everything"]
        else "nothing is open; `fmgtrack prep mend --all` shows what was mended"
    ),
}
"""The sentence of each notice, from its facts."""
