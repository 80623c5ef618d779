"""Practising: the next question, a try, what a transcript tells, and their wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render import practice_rules, safe, times
from fmgtrack.render.blocks import CHART, PAIR, TABLE, TEXT, TITLE, bar, gauge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

WIDEST = 24
"""Signs of the longest bar of a chart."""

WAIT = 12
"""Signs of the bar that shows how much of a wait is over."""

UNSEEN = "(a pause inside a caption is not seen)"

PACES = {
    "slow": "slower than",
    "within": "within",
    "fast": "faster than",
}

ANSWER_PARTS = (
    ("themes", "to be remembered by"),
    ("present", "present"),
    ("past", "past"),
    ("future", "future"),
    ("points", "your points"),
)
"""The lists of an own answer, and what each is called."""


def clock(seconds: float | None) -> str:
    """Seconds as minutes and seconds: `1:35`; empty for None."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def share(value: float | None) -> str:
    """A share from 0 to 1 as percent; empty for None."""
    return "" if value is None else f"{value * 100:.0f}%"


def why(row: Row) -> str:
    """Why a question comes now."""
    reason = row["why"]
    days = reason["days"]
    if reason["code"] == "interview":
        return f"the interview at {row['program']['name']} is {_in_days(days)}"
    if reason["code"] == "overdue":
        return f"due for {_days(days)}" if days else "due today"
    if reason["code"] == "mend":
        return f"{reason['mends']} to mend"
    if reason["code"] == "new":
        return "never rated yet"
    return f"due {_in_days(days)}"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _in_days(days: int) -> str:
    if not days:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"


def asked(row: Row) -> list[str]:
    """A question as it is put: the words, for whom, how long, and why it comes."""
    question = row["question"]
    whose = f" (for {row['program']['name']})" if row["program"] else ""
    return [
        f"{question['text']}{whose}",
        f"  {question['kind']}, about {clock(question['minutes'] * 60)}; {why(row)}",
    ]


def to_mind(mends: Iterable[Row], where: str = "to mend") -> list[str]:
    """What is to be mended, before an answer."""
    return [f"  {where}: {mend['text']} ({mend['ref']})" for mend in mends]


def compared(sheet: Row) -> list[str]:
    """What to compare an answer with, after it: what is really asked, the shape, own points."""
    lines = [f"  really asked: {sheet['asks']}"] if sheet["asks"] else []
    if shape := sheet["shape"]:
        lines.append(f"  shape: {', '.join(shape['parts']) or shape['name']}")
    lines += [f"  take care: {pitfall}" for pitfall in sheet["pitfalls"]]
    answer = sheet["answer"] or {}
    for name, label in ANSWER_PARTS:
        lines += [f"  {label}: {point}" for point in answer.get(name, ())]
    lines += [f"  a fact of the program: {reason['text']}" for reason in sheet["reasons"]]
    if not answer and not sheet["reasons"]:
        name = sheet["key"] or sheet["ref"]
        alone = f" --for {sheet['program']['ref']}" if sheet["program"] else ""
        lines.append(f'  no points of yours yet: `fmgtrack prep answer {name} "point"{alone}`')
    return lines


def next_up(row: Row, _home: str) -> Iterator[Block]:
    """The question that comes next, and those after it."""
    first = row["next"]
    yield TITLE, first["question"]["text"]
    for label, value in (
        ("question", first["name"]),
        ("kind", first["question"]["kind"]),
        ("program", first["program"] and first["program"]["name"]),
        ("target", clock(first["question"]["minutes"] * 60)),
        ("why now", why(first)),
        ("last try", _last(first)),
    ):
        if value:
            yield PAIR, (label, value)
    if row["then"]:
        yield TITLE, "then"
        yield TABLE, ("practice-queue", row["then"])
    yield TITLE, "practise it at a terminal, or keep a try made elsewhere"
    named = f" --for {first['program']['ref']}" if first["program"] else ""
    yield TEXT, f"fmgtrack prep practice {first['name']}{named} --seconds 95 --rating 4"


def _last(row: Row) -> str:
    if not row["tried_on"]:
        return ""
    rated = "not rated" if row["rating"] is None else f"rating {row['rating']}"
    return f"{times.day(row['tried_on'])}, {rated}"


def practice(row: Row, home: str) -> Iterator[Block]:
    """One try."""
    question = row["question"]
    yield TITLE, f"{row['ref']} {question['text'] if question else 'no one question'}"
    yield from _pairs(row, home)
    for mend in row["mends"]:
        done = f", mended {times.day(mend['done_on'])}" if mend["done_on"] else ""
        yield TEXT, f"to mend: {mend['text']} ({mend['ref']}{done})"


def _pairs(row: Row, home: str) -> Iterator[Block]:
    program = row["program"]
    for label, value in (
        ("when", times.recorded(row["at"], home)),
        ("for", program and f"{program['ref']} {program['name']}"),
        ("length", clock(row["seconds"])),
        ("rating", None if row["rating"] is None else _rated(row["rating"])),
        ("words", row["words"]),
        ("words a minute", row["words_a_minute"]),
        ("filler words", row["fillers"]),
        ("longest run", clock(row["longest_run"])),
        ("on the action", share(row["action_share"])),
        ("heard", "; ".join(row["heard"])),
        ("not heard", "; ".join(row["missed"])),
    ):
        if value not in (None, ""):
            yield PAIR, (label, value)


def _rated(rating: int) -> str:
    return f"{rating} ({practice_rules.RATINGS[rating]})"


def history(row: Row, home: str) -> Iterator[Block]:
    """Tries in order of time, with a chart where a figure can be compared."""
    question = row["question"]
    yield TITLE, f"tries: {question['text']}" if question else "tries"
    if row["due_on"]:
        yield PAIR, ("comes again", times.day(row["due_on"]))
    if row["tries"]:
        yield TABLE, ("practices", row["tries"])
    if row["spacing"]:
        yield TITLE, "how much of each wait is over"
        yield CHART, lambda _width, plain: waits(row["spacing"], plain=plain)
    if question:
        yield from trend(row["tries"], home)


def waits(rows: Sequence[Row], *, plain: bool) -> Iterator[str]:
    """How much of its wait each question has behind it; a full bar is due."""
    names = [_waiting(row) for row in rows]
    longest = max(map(len, names))
    for name, row in zip(names, rows, strict=True):
        drawn = gauge(row["waited"], row["waits"], WAIT, plain=plain)
        late = row["waited"] - row["waits"]
        said = (
            f"in {_days(-late)}" if late < 0 else f"due for {_days(late)}" if late else "due today"
        )
        yield f"{name.ljust(longest)}  {drawn}  {said}"


def _waiting(row: Row) -> str:
    name = safe.line(row["question"]["key"] or row["question"]["ref"])
    return f"{name}, {safe.line(row['program']['name'])}" if row["program"] else name


def _in_hundred(row: Row) -> float | None:
    if not row["words"] or row["fillers"] is None:
        return None
    return round(float(row["fillers"]) * 100 / float(row["words"]), 1)


FIGURES: tuple[tuple[str, Callable[[Row], float | None]], ...] = (
    ("rating", lambda row: row["rating"]),
    ("words a minute", lambda row: row["words_a_minute"]),
    ("filler words in 100", _in_hundred),
    ("seconds", lambda row: row["seconds"]),
)
"""The figures of a trend, and where each is found in a try."""


def trend(tries: Iterable[Row], home: str) -> Iterator[Block]:
    """A chart for each figure known of two tries or more."""
    rows = list(tries)
    for label, figure in FIGURES:
        known = [(row, value) for row in rows if (value := figure(row)) is not None]
        if len(known) < 2:  # noqa: PLR2004  one value is no trend
            continue
        yield TITLE, f"{label}, oldest first"
        yield CHART, lambda _width, plain, known=known: _bars(known, home, plain=plain)


def _bars(known: Sequence[tuple[Row, float]], home: str, *, plain: bool) -> Iterator[str]:
    most = max(value for _, value in known)
    for row, value in known:
        day = " ".join(times.recorded(row["at"], home).split()[1:3])
        drawn = bar(value, most, WIDEST, plain=plain) if value else ""
        yield f"{day.ljust(6)}  {row['ref'].ljust(5)}  {drawn} {value:g}"


def transcript(row: Row, home: str) -> Iterator[Block]:
    """What was counted in a transcript."""
    question, program = row["question"], row["program"]
    yield TITLE, f"{row['ref']} {question['text'] if question else 'no one question'}"
    fewest, most = row["range"]
    speed = row["words_a_minute"]
    pace = speed and f"{speed} ({PACES[row['pace']]} {fewest} to {most})"
    run = clock(row["longest_run"])
    for label, value in (
        ("for", program and program["name"]),
        ("speaker", row["speaker"]),
        ("length", _length(row)),
        ("words", f"{row['words']}"),
        ("words a minute", pace),
        ("filler words", _fillers(row)),
        ("longest run", run and f"{run} without a pause of {row['pause_seconds']:g} s {UNSEEN}"),
        ("STAR", _shares(row["shares"])),
        ("rating", None if row["rating"] is None else _rated(row["rating"])),
        ("comes again", times.day(row["due_on"])),
    ):
        if value:
            yield PAIR, (label, value)
    for point in row["heard"]:
        yield TEXT, f"heard: {point}"
    for point in row["missed"]:
        yield TEXT, f"not heard: {point}"
    for mend in row["mends"]:
        yield TEXT, f"to mend: {mend['text']} ({mend['ref']})"
    if question:
        yield from trend(row["trend"], home)


def _length(row: Row) -> str:
    said = clock(row["seconds"])
    target = row["target_seconds"]
    return f"{said} of {clock(target)}" if said and target else said


def _fillers(row: Row) -> str:
    if not row["fillers"]:
        return "none"
    kinds = ", ".join(f"{kind} {number}" for kind, number in row["filler_kinds"].items())
    return f"{row['fillers']} ({row['fillers_per_100']:g} in 100 words): {kinds}"


def _shares(shares: dict[str, float] | None) -> str:
    if not shares:
        return ""
    said = ", ".join(f"{part} {share(value)}" for part, value in shares.items())
    return f"{said} (an estimate)"


def session(row: Row, _home: str) -> Iterator[Block]:
    """What was practised in one sitting."""
    tries = row["tries"]
    count = "1 question" if len(tries) == 1 else f"{len(tries)} questions"
    yield TITLE, f"{count} in {clock(row['seconds'])}"
    yield TABLE, ("practice-session", tries)
    for one in tries:
        for mend in one["mends"]:
            yield TEXT, f"to mend: {mend['text']} ({mend['ref']}, {one['question']['text']})"


def _again(facts: dict[str, Any]) -> str:
    return f"it comes again on {times.day(facts['on'])}"


def _none(facts: dict[str, Any]) -> str:
    if facts["name"]:
        return f"never practised: `fmgtrack prep practice {facts['name']}` at a terminal"
    return "nothing practised yet: `fmgtrack prep practice` shows which question is next"


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "practice": practice,
    "practice-next": next_up,
    "practice-history": history,
    "practice-session": session,
    "practice-rules": practice_rules.explain,
    "transcript": transcript,
}
"""How each kind of card is laid out."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "practice-queue": (
        ("question", lambda row, _: row["name"]),
        ("text", lambda row, _: row["question"]["text"]),
        ("program", lambda row, _: row["program"] and row["program"]["name"]),
        ("why", lambda row, _: why(row)),
    ),
    "practices": (
        ("ref", lambda row, _: row["ref"]),
        ("when", lambda row, home: times.recorded(row["at"], home)),
        ("question", lambda row, _: row["question"] and row["question"]["text"]),
        ("for", lambda row, _: row["program"] and row["program"]["name"]),
        ("length", lambda row, _: clock(row["seconds"])),
        ("rating", lambda row, _: row["rating"]),
        ("words/min", lambda row, _: row["words_a_minute"]),
        ("fillers", lambda row, _: row["fillers"]),
        ("to mend", lambda row, _: "; ".join(mend["text"] for mend in row["mends"])),
    ),
    "practice-session": (
        ("ref", lambda row, _: row["ref"]),
        ("question", lambda row, _: row["question"]["text"]),
        ("for", lambda row, _: row["program"] and row["program"]["name"]),
        ("length", lambda row, _: clock(row["seconds"])),
        ("rating", lambda row, _: row["rating"]),
        ("comes again", lambda row, _: times.day(row["due_on"])),
    ),
}
"""Columns of the listings."""

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "practice-again": _again,
    "practice-unrated": "without a rating it keeps its place: `--rating 0` to `--rating 5`",
    "no-practice": _none,
    "speaker-taken": "{speaker} says most and was taken (also there: {others}); `--speaker NAME`"
    " takes another",
    "transcript-no-times": "the file has no times, so the speed is not known: `--seconds 95` gives"
    " the length",
    "transcript-no-question": "name the question before `--transcript` and its points and parts"
    " are looked for too",
}
"""The sentence of each notice."""
