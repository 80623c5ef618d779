"""Every way in for text from outside, with the hostile things that go there, as bounded calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.trust import filled, hostile_files, walking
from tests.trust.bounding import Call, Ended
from tests.trust.hostile import EVERY, LINES, STEW, TORTURE, alive_on_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.trust.walking import Place

HEAVY = {
    *("a part that unfolds to too much", "a part that says it is small"),
    *("a sheet that says it is small", "very many parts"),
    *("rows that grow", "very many columns and rows", "millions of short rows"),
    *("a separator of its own", "a row of millions of cells", "very many rows"),
    *("one line of megabytes", "tags that never close", "names without end", "headings"),
    *("sorting over and over", "big numbers"),
}
"""What takes a second or more to make, or to read as far as its bound; tried under torture."""

ALWAYS = {
    *("hostile texts", "fields of hostile texts", "a cell in the last corner"),
    *("one attribute of many megabytes", "entities that multiply", "lists within lists", "a class"),
}
"""What is tried in any case; of the rest every third one, and all of it under torture."""


def _due(number: int, name: str) -> bool:
    return TORTURE or name in ALWAYS or (number % 3 == 0 and name not in HEAVY)


TRANSCRIBED = ("prep", "practice", "q1", "--transcript")
TAKEN: dict[str, tuple[Mapping[str, Callable[[], bytes]], tuple[str, ...]]] = {
    "xlsx": (hostile_files.WORKBOOKS, ("import",)),
    "csv": (hostile_files.TABLES, ("import",)),
    "ics": (hostile_files.CALENDARS, ("import", "--program", "p1", "--yes")),
    "json": (hostile_files.DOCUMENTS, ("import", "--yes")),
    "vtt": (hostile_files.TRANSCRIPTS, TRANSCRIBED),
    "srt": (hostile_files.TRANSCRIPTS, TRANSCRIBED),
    "txt": (hostile_files.TRANSCRIPTS, TRANSCRIBED),
}
"""Files by their ending, and the command that takes them in."""

SAVED: dict[str, Callable[[], bytes]] = {
    "hostile texts": lambda: "\n".join((*EVERY, STEW)).encode("utf-8", "replace"),
    "fields of hostile texts": lambda: _fields((*EVERY, STEW)),
    "one field again and again": lambda: b"city: x\n" * 5_000,
    "a field of megabytes": lambda: b"note: " + b"x" * 5_000_000,
    "fields that nobody knows": lambda: b"".join(b"a%d: x\n" % n for n in range(5_000)),
    "a name of megabytes": lambda: b"a" * 5_000_000 + b": x",
    "lines without end": lambda: b"\n \n" * 500_000,
    "comments without end": lambda: b"# ! x\n" * 300_000,
    "no text at all": lambda: bytes(range(256)) * 100,
}
"""What an editor may leave behind."""

EDITING = (
    *(("edit", ref) for ref in ("p1", "i1", "c1")),
    ("draft-email", "f1", "--edit"),
    ("prep", "answer", "q1", "--edit"),
)


def _fields(texts: tuple[str, ...]) -> bytes:
    names = filled.columns("program")
    lines = (f"{names[n % len(names)].name}: {text}" for n, text in enumerate(texts))
    return "\n".join(lines).encode("utf-8", "replace")


def _imports(folder: Path) -> Iterator[tuple[str, Call]]:
    """Every hostile file with the command that takes it in."""
    for ending, (kinds, command) in TAKEN.items():
        for number, (name, make) in enumerate(kinds.items()):
            again = ending in ("srt", "txt") and name != "hostile texts"
            if _due(number, name) and (TORTURE or not again):
                file = folder / f"{number}.{ending}"
                file.write_bytes(make())
                yield f"{name}, {ending}", Call((*command, str(file)))


def _edits(folder: Path) -> Iterator[tuple[str, Call]]:
    """Every command with an editor in which something hostile is saved."""
    for number, (name, make) in enumerate(SAVED.items()):
        file = folder / f"{number}.saved"
        file.write_bytes(make())
        for turn, command in enumerate(EDITING):
            if TORTURE or turn == number % len(EDITING):
                editor = {"VISUAL": f"/bin/cp '{file}'", "EDITOR": ""}
                yield f"{name}, {' '.join(command)}", Call(command, {}, editor, "n\n" * 3)


def _templates() -> Iterator[tuple[str, Call]]:
    """Every hostile template, in the place of all that thank."""
    for number, (name, body) in enumerate(hostile_files.TEMPLATES.items()):
        if not _due(number, name):
            continue
        text = f"{{% block subject %}}x{{% endblock %}}{{% block body %}}{body}{{% endblock %}}"
        kinds = ("director", "coordinator", "faculty", "resident")
        texts = {
            f"templates/thanks/{kind}.txt.j2": f"{{% extends 'builtin/_mail.txt.j2' %}}{text}"
            for kind in kinds
        }
        yield (
            f"{name}, template",
            Call(("draft-email", "f1", "--force", "--eml", "mail.eml"), texts),
        )


def calls(folder: Path) -> dict[str, Call]:
    """Every way in for a file, with every hostile one."""
    return dict([*_imports(folder), *_edits(folder), *_templates()])


def harmless(place: Place, text: str) -> str:
    """The text; where it names a file, one that stays below the folder that a command runs in."""
    return re.sub(r"^([/~]|[A-Z]:)", "_", text) if place.is_path else text


def typed(number: int) -> dict[str, Call]:
    """Every text that a command takes, with most of the corpus at once and one of it in turn."""
    return {
        f"{place.path} {place.name} {place.option} {' '.join(place.given)} {turn}": Call(
            place.line(harmless(place, text))
        )
        for at, place in enumerate(walking.places(), number)
        for turn, text in enumerate((STEW, LINES, EVERY[at % len(EVERY)]))
        if place.path != "demo"  # it passes on what it is given
    }


def fault(done: Ended) -> str:
    """What is wrong with the end of a call; empty if it is bounded and dead."""
    if not done.is_bounded:
        return f"exit {done.code}, kept: {done.kept}: {done.err[-500:]}"
    found = alive_on_screen(done.out + done.err)
    return f"alive: {found}" if found else ""
