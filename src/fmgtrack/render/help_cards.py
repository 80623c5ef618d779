"""The pages of the help."""

from __future__ import annotations

from fmgtrack.render.blocks import PAIR, TEXT, TITLE, VALUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row


def topics(row: Row, _: str) -> Iterator[Block]:
    """The pages there are."""
    yield TITLE, "pages to read: `fmgtrack help TOPIC`"
    for topic in row["topics"]:
        yield PAIR, (topic["topic"], topic["title"])
    yield TEXT, "`fmgtrack COMMAND --help` tells of one command, `fmgtrack --help` lists them"
    yield TEXT, "`fmgtrack --help-all` prints all of it, to search or to keep"


def topic(row: Row, _: str) -> Iterator[Block]:
    """One page, with the addresses of what it says about the Match."""
    yield TITLE, row["title"]
    yield VALUE, f"\n{row['text']}"
    if row["sources"]:
        yield VALUE, "\nread at"
        for number, address in enumerate(row["sources"], 1):
            yield TEXT, f"[{number}] {address}"


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {"topics": topics, "topic": topic}
"""How each kind of card is laid out, given its row and the home zone."""
