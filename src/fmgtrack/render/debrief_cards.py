"""What is written down of an interview, and what is not yet."""

from __future__ import annotations

from fmgtrack.render import times
from fmgtrack.render.blocks import TEXT, TITLE
from fmgtrack.render.columns import person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from fmgtrack.render.blocks import Block, Row

TAKES = {
    "people": 'fmgtrack edit {ref} --with "Dr. Name, faculty"',
    "person": 'fmgtrack note {ref} "what you talked about"',
    "highlight": 'fmgtrack edit {ref} --highlight "what stood out, for mails"',
    "impression": 'fmgtrack note {ref} "your impression, for you alone"',
    "answer": 'fmgtrack prep ask {program} {ref} --answer "what was answered"',
    "ratings": "fmgtrack rol rate {ref} NAME=VALUE",
}
"""What to type for each thing that lacks."""

NAMED = ("person", "answer")
"""What has a name of its own beside the command."""


def debrief(row: Row, home: str) -> Iterator[Block]:  # noqa: ARG001  as every card
    """The people of the day with what was noted, then what to type for what lacks."""
    when = times.span(row["starts_at"], row["ends_at"], row["timezone"])
    yield TITLE, f"{row['ref']} {row['program']['name']}, {when}"
    for met in row["met"]:
        noted = met["talked_about"] or met["to_ask"]
        yield TEXT, f"{introduced(met)}: {noted or 'nothing noted'}".replace("\n", "; ")
    if row["highlight"]:
        yield TEXT, f"stood out: {row['highlight']}"
    yield TITLE, "still to be written down" if row["still"] else "all of it is written down"
    for lack in row["still"]:
        typed = TAKES[lack["what"]].format(ref=lack["ref"], program=row["program"]["ref"])
        yield TEXT, f"{typed}   {lack['name']}" if lack["what"] in NAMED else typed


def introduced(met: Row) -> str:
    """A person of the day with ref, role and where they were met."""
    setting = met["setting"] or "not met that day"
    return f"{met['ref']}  {person(met['contact'])}, {met['contact']['role']}, {setting}"


SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "told-to": lambda f: f"{f['ref']} {f['title']}, told to {', '.join(f['people'])}",
    "drafts-next": lambda f: (
        f"`fmgtrack draft-email {f['ref']}` shows"
        f" {'the first draft' if f['count'] == 1 else str(f['count']) + ' first drafts'}"
    ),
}
"""What is told of it."""

CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {"debrief": debrief}
"""How it is laid out."""
