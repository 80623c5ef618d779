"""How questions to ask a program look, and what is told of them."""

from __future__ import annotations

from fmgtrack.render import times
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE
from fmgtrack.render.columns import person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

SOUNDS = {
    "negative": "may sound as if you look for faults",
    "gossip": "may sound like gossip about people",
    "demanding": "may sound as if pay or ease came first",
    "doubting": "points at a weakness of yours",
}
"""What a question may sound like."""

STATES = {"on-page": "on their page", "in-mail": "in a mail"}
"""States whose word says more to a person than to a script."""

TOPICS = {
    "visa": "what the program says of visas is on record",
    "contract": "the contract came",
}
"""What the record knows already."""


def stands(row: Row) -> str:
    """How a chosen question stands."""
    said = STATES.get(row["state"], str(row["state"]))
    return f"{said} ({row['followup']['ref']})" if row["state"] == "in-mail" else said


def ask(row: Row, _: str) -> Iterator[Block]:
    """What to ask a program: what was chosen, what the bank proposes, what a mail may take."""
    program = row["program"]
    yield TITLE, f"{program['ref']} {program['name']}: questions to ask"
    if row["chosen"]:
        yield TABLE, ("askings", row["chosen"])
    else:
        yield (
            TEXT,
            "nothing is chosen yet: two to four questions for each setting are a good number",
        )
    if row["proposed"]:
        yield TITLE, "proposed from the bank"
        yield TABLE, ("proposed", row["proposed"])
        yield TEXT, f"`fmgtrack prep ask {program['ref']} KEY` chooses one, your own words do too"
    if row["offers"]:
        yield TITLE, "still open, and a mail may ask it"
        for offer in row["offers"]:
            followup = offer["followup"]
            line = (
                f"`fmgtrack prep ask {program['ref']} {offer['asking']} --mail {followup['ref']}`"
            )
            yield TEXT, f"{line}: {person(followup['contact'])}"


def asking(row: Row, _: str) -> Iterator[Block]:
    """A chosen question."""
    yield TITLE, f"{row['ref']} {row['text']}"
    pairs = (
        ("program", f"{row['program']['ref']} {row['program']['name']}"),
        ("setting", row["setting"]),
        ("state", stands(row)),
        ("answer", row["answer"]),
        ("answered", times.day(row["answered_on"])),
        ("in the bank", row["key"]),
    )
    for label, value in pairs:
        if value:
            yield PAIR, (label, value)


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {"ask": ask, "asking": asking}
"""Cards of questions to ask."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    "askings": (
        ("ref", lambda row, _: row["ref"]),
        ("setting", lambda row, _: row["setting"]),
        ("question", lambda row, _: row["text"]),
        ("state", lambda row, _: stands(row)),
        ("answer", lambda row, _: row["answer"]),
    ),
    "proposed": (
        ("setting", lambda row, _: row["setting"]),
        ("key", lambda row, _: row["key"]),
        ("question", lambda row, _: row["text"]),
    ),
}
"""Columns of questions to ask."""


def _softer(facts: dict[str, Any]) -> str:
    return (
        f'{facts["ref"]} {SOUNDS[facts["sounds"]]}: "{facts["softer"]}" asks for the same;'
        f" `fmgtrack edit {facts['ref']} --ask TEXT` words it anew"
    )


def _before(facts: dict[str, Any]) -> str:
    said = f"{facts['ref']} asks for the same as {facts['other']} at this program"
    return f"{said}, which was answered: {facts['answer']}" if facts["answer"] else said


def _page(facts: dict[str, Any]) -> str:
    where = f" ({facts['url']})" if facts["url"] else ""
    return (
        f"the program's own page{where} usually answers {facts['ref']}: look there first,"
        f" `fmgtrack prep ask {facts['program']} {facts['ref']} --on-page` notes that it does"
    )


SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "ask-before": _before,
    "ask-page": _page,
    "ask-on-page": "{ref} is answered on the program's own page: it is not asked",
    "ask-known": lambda f: (
        f"{TOPICS[f['topic']]}: `fmgtrack show {f['program']}` may answer {f['ref']}"
    ),
    "ask-many": "{count} questions are chosen for the setting {setting}:"
    " there is time for {most} at most",
    "ask-softer": _softer,
}
"""Sentences about questions to ask."""
