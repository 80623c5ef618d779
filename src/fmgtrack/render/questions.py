"""How questions, own answers and the reasons for a program look and what is told of them."""

from __future__ import annotations

from fmgtrack.render import times
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

ABOUT = {
    "patients": "the patients",
    "culture": "size and culture",
    "education": "education",
    "support": "visas and support for international graduates",
    "research": "research",
    "call": "call",
}
"""What a reason of each kind is about."""

VISAS = {"j1": "a J-1", "h1b": "an H-1B", "either": "a J-1 or H-1B"}

SPONSORS = {
    "yes": "the program says it sponsors it",
    "no": "the program says it does not sponsor it",
    "open": "whether the program sponsors it is not on record",
}


def name(row: Row) -> str:
    """What a person types for a question."""
    return str(row["key"] or row["ref"])


def why(told: Row | None) -> str:
    """Why a question is to be prepared first."""
    return WHY[told["code"]](told) if told else ""


def _history(told: Row) -> str:
    said = [
        _number(told[key], word)
        for key, word in (("gaps", "gap"), ("failed", "failed attempt"))
        if told[key]
    ]
    return f"{' and '.join(said)} on record"


WHY: dict[str, Callable[[Row], str]] = {
    "reasons": lambda told: (
        f"{told['number']} of {told['wanted']} concrete facts of this program are on record"
        if told["number"] < told["wanted"]
        else "the facts of this program are on record"
    ),
    "opens": lambda _: "it opens the talk",
    "visa": lambda told: f"you need {VISAS[told['need']]} visa, {SPONSORS[told['said']]}",
    "visa-unknown": lambda _: "whether you need a visa is not on record",
    "history": _history,
    "specialty": lambda told: f"the specialty is {told['specialty'] or 'not on record'}",
    "mend": lambda told: f"{_number(told['number'], 'thing')} to mend",
    "none-of-kind": lambda _: "none of this kind has points",
}
"""The words for each reason to prepare a question."""


def _number(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def finding(found: Row) -> str:
    """What keeps the reasons for a program from being about it alone."""
    if found["code"] == "vague":
        return (
            f"{found['ref']} would fit any program: a number, or the name of a clinic, track or"
            " group of patients makes it this one's"
        )
    if found["code"] == "same":
        return f"{found['ref']} is on record for {found['program']} too: say what differs here"
    if found["code"] == "one-kind":
        return f"all are about {ABOUT[found['kind']]}: one of another kind shows a wider look"
    return f"{_number(found['number'], 'concrete fact')} so far, three or four are wanted"


def question(row: Row, home: str) -> Iterator[Block]:
    """A question whole: what is asked, how to answer, own points, what is to be mended, tries."""
    yield TITLE, " ".join(part for part in (row["ref"], row["key"]) if part)
    yield TEXT, row["text"]
    shape = row["shape"]
    pairs = (
        ("kind", row["kind"]),
        ("really asked", row["asks"]),
        ("assesses", ", ".join(row["assesses"])),
        ("target", f"{row['minutes']:g} minute{'' if row['minutes'] == 1 else 's'}"),
        ("frame", shape and shape["name"]),
        ("its parts", shape and "; ".join(shape["parts"])),
        ("advice", shape and shape["advice"]),
    )
    yield from ((PAIR, (label, value)) for label, value in pairs if value)
    if row["pitfalls"]:
        yield TITLE, "what goes wrong"
        yield from ((TEXT, f"- {pitfall}") for pitfall in row["pitfalls"])
    if row["answer"]:
        yield TITLE, f"your points{_version(row['answer'], row['older'])}"
        yield from _lines(row["answer"])
    for answer in row["program_answers"]:
        yield TITLE, f"your points for {answer['program']['name']}{_version(answer, 0)}"
        yield from _lines(answer)
    if row["mends"]:
        yield TITLE, "to mend"
        for mend in row["mends"]:
            done = f" (done {times.day(mend['done_on'])})" if mend["done_on"] else ""
            yield TEXT, f"{mend['ref']}  {mend['text']}{done}"
    if row["practices"]:
        yield TITLE, _number(len(row["practices"]), "tr") + ("y" if row["tries"] == 1 else "")
        yield from ((TEXT, _try(one, home)) for one in row["practices"])


def _version(answer: Row, older: int) -> str:
    more = f", {older} older" if older else ""
    return f" (version {answer['version']}{more})" if answer["version"] > 1 else ""


def _lines(answer: Row) -> Iterator[Block]:
    for part in ("present", "past", "future"):
        for line in answer[part]:
            yield PAIR, (part, line)
    for number, point in enumerate(answer["points"], 1):
        yield PAIR, (f"{number}", point)
    if answer["themes"]:
        yield PAIR, ("themes", "; ".join(answer["themes"]))


def _try(one: Row, home: str) -> str:
    seconds = one["seconds"]
    parts = (
        times.recorded(one["at"], home),
        None if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02} minutes",
        None if one["rating"] is None else f"rated {one['rating']} of 5",
    )
    return ", ".join(part for part in parts if part)


def outline(row: Row, home: str) -> Iterator[Block]:
    """One version of an answer."""
    yield TITLE, f"{row['ref']} version {row['version']}{'' if row['newest'] else ', an older one'}"
    if row["question"]:
        yield PAIR, ("question", row["question"]["text"])
    if row["program"]:
        yield PAIR, ("program", f"{row['program']['ref']} {row['program']['name']}")
    yield PAIR, ("written", times.recorded(row["written_at"], home))
    yield from _lines(row)


def reasons(row: Row, home: str) -> Iterator[Block]:  # noqa: ARG001  as every card
    """Why this program: the facts, and what is missing in words."""
    yield TITLE, f"why {row['program']['name']} ({row['program']['ref']})"
    if row["reasons"]:
        yield TABLE, ("reasons", row["reasons"])
    yield from ((TEXT, finding(found)) for found in row["findings"])
    if row["enough"]:
        yield TEXT, f"{_number(row['concrete'], 'concrete fact')}: enough to answer with"
    elif row["missing"]:
        yield TEXT, f"nothing yet about {_listed([ABOUT[kind] for kind in row['missing']])}"


def _listed(words: list[str], last: str = "or") -> str:
    if len(words) < 3:  # noqa: PLR2004  two need no comma
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"


def reason(row: Row, home: str) -> Iterator[Block]:  # noqa: ARG001  as every card
    """One fact of a program."""
    yield TITLE, f"{row['ref']} {row['text']}"
    yield PAIR, ("program", f"{row['program']['ref']} {row['program']['name']}")
    yield PAIR, ("about", ABOUT[row["kind"]])
    yield PAIR, ("source", row["source"] or "not said")
    if row["checked_on"]:
        yield PAIR, ("read on", times.day(row["checked_on"]))
    if not row["confirmed"]:
        yield PAIR, ("sure", "unconfirmed this season")


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "question": question,
    "outline": outline,
    "reasons": reasons,
    "reason": reason,
}

COLUMNS: dict[str, tuple[Column, ...]] = {
    "questions": (
        ("question", lambda row, _: name(row)),
        ("kind", lambda row, _: row["kind"]),
        ("asked", lambda row, _: row["text"]),
        ("minutes", lambda row, _: f"{row['minutes']:g}"),
        ("points", lambda row, _: row["points"] or ("yes" if row["prepared"] else "")),
        ("tries", lambda row, _: row["tries"] or ""),
        ("to mend", lambda row, _: row["to_mend"] or ""),
        ("why first", lambda row, _: why(row["why"])),
    ),
    "to-ask": (
        ("question", lambda row, _: name(row)),
        ("to ask", lambda row, _: row["text"]),
        ("setting", lambda row, _: ", ".join(row["settings"])),
        ("topic", lambda row, _: row["topic"]),
        ("on its page", lambda row, _: "often" if row["on_page"] else ""),
    ),
    "outlines": (
        ("version", lambda row, _: row["version"]),
        ("ref", lambda row, _: row["ref"]),
        ("for", lambda row, _: row["program"] and row["program"]["name"]),
        ("written", lambda row, home: times.recorded(row["written_at"], home)),
        *(
            (part, lambda row, _, part=part: "; ".join(row[part]))
            for part in ("present", "past", "future", "points", "themes")
        ),
    ),
    "reasons": (
        ("ref", lambda row, _: row["ref"]),
        ("about", lambda row, _: row["kind"]),
        ("fact", lambda row, _: row["text"]),
        ("source", lambda row, _: row["source"]),
        ("read on", lambda row, _: times.day(row["checked_on"])),
        ("sure", lambda row, _: "" if row["confirmed"] else "unconfirmed"),
    ),
}


def _lacks(facts: dict[str, Any]) -> str:
    words = [f"the {part}" for part in facts["missing"] if part != "themes"]
    if "themes" in facts["missing"]:
        words.append("two or three themes to be remembered by")
    options = {"themes": '--theme "first" --theme "second"'}
    typed = " ".join(options.get(part, f'--{part} "point"') for part in facts["missing"])
    return f"still missing: {_listed(words, 'and')}; `fmgtrack prep answer {facts['name']} {typed}`"


def _standing(facts: dict[str, Any]) -> str:
    fewest, most = facts["wanted"]
    said = f"{facts['program']}: {_number(facts['concrete'], 'concrete fact')}"
    if facts["concrete"] > most:
        return f"{said}, {fewest} or {most} are enough: begin with those that matter most to you"
    if facts["concrete"] >= fewest:
        return f"{said}, that is enough: `fmgtrack prep why {facts['ref']}` shows them"
    missing = _listed([ABOUT[kind] for kind in facts["missing"]])
    return (
        f'{said} of {fewest} to {most}: `fmgtrack prep why {facts["ref"]} "fact"`, about {missing}'
    )


def _prepared(facts: dict[str, Any]) -> str:
    said = f"{facts['prepared']} of {facts['of']} prepared"
    return f"{said}: `fmgtrack prep question {facts['next']}` is next" if facts["next"] else said


SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "no-questions": "no question fits; `fmgtrack prep questions` lists them all, and"
    ' `fmgtrack add-question "text" --kind KIND` adds yours',
    "questions-prepared": _prepared,
    "program-prepared": "what {program} asks first is prepared: `fmgtrack prep practice` says it"
    " aloud",
    "visa-need-unknown": "whether you need a visa is not on record: `fmgtrack apply profile --visa`"
    " keeps it",
    "answer-next": '`fmgtrack prep answer {name} "first point" "second point"` keeps your points',
    "question-to-ask": "`fmgtrack prep ask PROGRAM` chooses what to ask there",
    "answer-lacks": _lacks,
    "answer-long": "{number} points are many to remember:"
    " `fmgtrack prep answer {name} --without NUMBER` takes one away",
    "answer-per-program": "this one is answered for each program: `fmgtrack prep why PROGRAM"
    ' "fact"`, and `fmgtrack prep answer {name} --for PROGRAM "point"`',
    "answer-versions": "what stood before is kept: `fmgtrack prep answer {name} --versions`",
    "answer-said": "say it aloud with a clock: `fmgtrack prep practice`",
    "answer-restore": "`fmgtrack prep answer {name} --restore VERSION` brings one back",
    "reason-next": '`fmgtrack prep why {ref} "fact" --source "where you read it"` adds one',
    "reason-kind": "taken as {kind}: `fmgtrack edit {ref} --kind KIND` says otherwise",
    "reason-finding": lambda facts: finding(facts["finding"]),
    "reason-unsourced": 'where was it read? `fmgtrack edit {ref} --source "their page" --on today`',
    "reasons-standing": _standing,
}
