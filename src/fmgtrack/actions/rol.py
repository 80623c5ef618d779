"""The rank order list: nothing but the person moves a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.actions import find
from fmgtrack.errors import ConflictError, InvalidError, NotFoundError, RefusedError, UsageError
from fmgtrack.records.entry import PRIMARY, Entry
from fmgtrack.records.results import Card, Changed, Notice

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change


def board(work: Work) -> Card:
    """The list as it stands, with its deadline; keys of product.md section 11."""
    from fmgtrack.store import board as query
    from fmgtrack.store import deadlines

    dated = deadlines.rows(work.store, work.now, work.home_zone)
    found = next((row for row in dated if row["key"] == "rol-certification"), None)
    deadline = found and {
        key: found[key]
        for key in ("ref", "due_at", "home_due_at", "timezone", "confidence", "source")
    }
    return Card("rol", {"deadline": deadline} | query.board(work.store, work.now))


def add(work: Work, text: str, code: str | None = None) -> Changed:
    """Rank a program, or one code of it, at the end of the primary list.

    Raises:
        ConflictError: it is ranked already.
        RefusedError: the program has several codes and none was named.
    """
    with work.store.change() as change:
        program, track_id = _meant(work, text, code)
        lines = order(work.store)
        for line in lines:
            if line.program_id == program.id and line.track_id == track_id:
                raise ConflictError(
                    f"{program.name} is number {line.position} already",
                    f"`fmgtrack rol move {program.ref} N` moves it",
                )
        entry = change.table(Entry).insert(
            Entry(position=len(lines) + 1, program_id=program.id, track_id=track_id)
        )
        change.title = f"ranked {program.name} number {entry.position}"
    notices = (Notice("no-code", ref=program.ref),) if track_id is None else ()
    return Changed("rol-add", (program.ref,), change.title, notices)


def drop(work: Work, text: str, code: str | None = None) -> Changed:
    """Take a line off the primary list; those below move up."""
    with work.store.change() as change:
        program, entry = _line(work, text, code)
        change.table(Entry).delete(entry)
        renumber(work.store, change, PRIMARY)
        change.title = f"took {program.name} (number {entry.position}) off the list"
    return Changed("rol-drop", (program.ref,), change.title)


def move(  # noqa: PLR0913  three ways to name the new place
    work: Work,
    text: str,
    *,
    to: str | None = None,
    above: str | None = None,
    below: str | None = None,
    code: str | None = None,
) -> Changed:
    """Move a line of the primary list to a number, or above or below another line.

    Raises:
        UsageError: no place, or more than one, was named.
        InvalidError: the list has no such number.
    """
    if sum(place is not None for place in (to, above, below)) != 1:
        raise UsageError("say where to move it", "a number, `--above PROGRAM` or `--below PROGRAM`")
    with work.store.change() as change:
        program, entry = _line(work, text, code)
        lines = [line for line in order(work.store) if line.id != entry.id]
        if to is not None:
            index = _number(to, len(lines) + 1) - 1
        else:
            other_program, other = _line(work, above or below or "", None)
            if other.id == entry.id:
                raise InvalidError(
                    f"{other_program.name} cannot stand above or below itself",
                    "name another program",
                )
            places = [line.id for line in lines]
            index = places.index(other.id) + (below is not None)
        lines.insert(index, entry)
        _write(change, lines)
        change.title = f"moved {program.name} from number {entry.position} to {index + 1}"
        title = change.title if entry.position != index + 1 else ""
    return Changed("rol-move", (program.ref,), title)


def order(store: Store, letter: str = PRIMARY) -> list[Entry]:
    """Lines of a list in order."""
    return sorted(store.table(Entry).list(letter=letter), key=lambda line: line.position)


def renumber(store: Store, change: Change, letter: str) -> None:
    """Close the gaps in a list after a line went."""
    _write(change, order(store, letter))


def _write(change: Change, lines: list[Entry]) -> None:
    for position, line in enumerate(lines, start=1):
        if line.position != position:
            change.table(Entry).update(line, position=position)


def _number(text: str, last: int) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= last:
        raise InvalidError(f"the list has no number `{text}`", f"a number from 1 to {last}")
    return int(text)


def _meant(work: Work, text: str, code: str | None) -> tuple[Program, int | None]:
    """The program and track that a text names; a text that is a code names its track."""
    program = find.program(work.store, text)
    if code is None and find.CODE.fullmatch(text.strip()):
        code = text
    return program, find.track(work.store, program, code)


def _line(work: Work, text: str, code: str | None) -> tuple[Program, Entry]:
    program = find.program(work.store, text)
    if code is None and find.CODE.fullmatch(text.strip()):
        code = text
    lines = [line for line in order(work.store) if line.program_id == program.id]
    if code is not None:
        track_id = find.track(work.store, program, code)
        lines = [line for line in lines if line.track_id == track_id]
    if not lines:
        raise NotFoundError(
            "line of the list",
            text,
            hint=f"`fmgtrack rol add {program.ref}` ranks {program.name}",
        )
    if len(lines) > 1:
        from fmgtrack.store.board import tracks

        raise RefusedError(
            f"{program.name} is ranked by several codes",
            "`--code` names the one that is meant",
            [
                (row["code"], program.name)
                for row in tracks(work.store, program.id)
                if row["ranked"]
            ],
        )
    return program, lines[0]
