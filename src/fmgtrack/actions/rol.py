"""The rank order list: nothing but the person moves a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fmgtrack.actions import find
from fmgtrack.actions.interviews import said_no
from fmgtrack.errors import ConflictError, InvalidError, NotFoundError, RefusedError, UsageError
from fmgtrack.records.couple import Pair
from fmgtrack.records.entry import Answer, Entry, Exclusion, Link
from fmgtrack.records.results import Changed, Notice
from fmgtrack.records.words import PRIMARY

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change


def add(work: Work, *texts: str, code: str | None = None, letter: str | None = None) -> Changed:
    """Rank programs, or single codes of them, at the end of a list in the order given; all or none.

    Args:
        work: the open record.
        texts: programs, or codes of theirs.
        code: which code, where a program has several; for one program only.
        letter: a supplemental list; the primary one when None.

    Raises:
        ConflictError: one stands on that list already.
        RefusedError: a program has several codes and none was named.
        UsageError: a code is named beside several programs, or the same line twice.
    """
    with work.store.change() as change:
        named = find.spread(work.store, texts)
        if code is not None and len(named) > 1:
            raise UsageError(
                f"`--code {code}` belongs to one program, and {len(named)} are named",
                "name each by its code, as in `fmgtrack rol add 1310140C0 1310140P1`",
            )
        on = _letter(letter)
        lines = order(work.store, on)
        ranked: list[tuple[Program, Entry]] = []
        for text in named:
            program, track_id = _meant(work, text, code)
            _refuse_twice(lines, program, track_id, text, new={entry.id for _, entry in ranked})
            entry = change.table(Entry).insert(
                Entry(letter=on, position=len(lines) + 1, program_id=program.id, track_id=track_id)
            )
            lines.append(entry)
            ranked.append((program, entry))
        said = ", ".join(f"{program.name} number {entry.position}" for program, entry in ranked)
        change.title = f"ranked {said}{_on(on)}"
    notices = [Notice("no-code", ref=one.ref) for one, entry in ranked if entry.track_id is None]
    programs = {program.ref: program for program, _ in ranked}
    notices += [
        Notice("excluded-ranked", ref=ref, program=program.name)
        for ref, program in programs.items()
        if work.store.table(Exclusion).list(program_id=program.id)
    ]
    notices += [notice for program in programs.values() for notice in said_no(program)]
    return Changed("rol-add", tuple(programs), change.title, tuple(notices))


def _refuse_twice(
    lines: list[Entry], program: Program, track_id: int | None, text: str, *, new: set[int]
) -> None:
    """Refuse a line that stands there already, or was named just before."""
    for line in lines:
        if line.program_id != program.id or line.track_id != track_id:
            continue
        if line.id in new:
            raise UsageError(
                f"`{text}` names {program.name} a second time",
                f"name it once, as in `fmgtrack rol add {program.ref}`; a name of several words"
                " stands in quotation marks",
            )
        raise ConflictError(
            f"{program.name} is number {line.position} already",
            f"`fmgtrack rol move {program.ref} N` moves it",
        )


def drop(work: Work, text: str, code: str | None = None, letter: str | None = None) -> Changed:
    """Take a line off a list; those below move up."""
    with work.store.change() as change:
        program, entry = _line(work, text, code, _letter(letter))
        take_off(work.store, change, entry)
        change.title = (
            f"took {program.name} (number {entry.position}) off the list{_on(entry.letter)}"
        )
    return Changed("rol-drop", (program.ref,), change.title)


def move(  # noqa: PLR0913  three ways to name the new place
    work: Work,
    text: str,
    *,
    to: str | None = None,
    above: str | None = None,
    below: str | None = None,
    code: str | None = None,
    letter: str | None = None,
) -> Changed:
    """Move a line of a list to a number, or above or below another line.

    Raises:
        UsageError: no place, or more than one, was named.
        InvalidError: the list has no such number.
    """
    if sum(place is not None for place in (to, above, below)) != 1:
        raise UsageError(
            "no place to move it to is named",
            "type a number, `--above PROGRAM` or `--below PROGRAM`",
        )
    with work.store.change() as change:
        on = _letter(letter)
        program, entry = _line(work, text, code, on)
        lines = [line for line in order(work.store, on) if line.id != entry.id]
        if to is not None:
            index = _number(to, len(lines) + 1) - 1
        else:
            other_program, other = _line(work, above or below or "", None, on)
            if other.id == entry.id:
                raise InvalidError(
                    f"{other_program.name} cannot stand above or below itself",
                    "name another program",
                )
            places = [line.id for line in lines]
            index = places.index(other.id) + (below is not None)
        lines.insert(index, entry)
        write(change, lines)
        change.title = f"moved {program.name} from number {entry.position} to {index + 1}{_on(on)}"
        title = change.title if entry.position != index + 1 else ""
    return Changed("rol-move", (program.ref,), title)


def exclude(work: Work, text: str, why: str) -> Changed:
    """Note that the person would not attend a program; it may not stay on the list.

    Raises:
        RefusedError: it is ranked.
    """
    from fmgtrack.actions import fields

    reason = fields.line(why, "reason")
    if not reason:
        raise UsageError("the reason is missing", "`--why TEXT` takes it")
    with work.store.change() as change:
        program = refuse_ranked(work, text)
        known = work.store.table(Exclusion).list(program_id=program.id)
        table = change.table(Exclusion)
        if known:
            table.update(known[0], reason=reason)
        else:
            table.insert(Exclusion(program_id=program.id, reason=reason))
        change.title = f"excluded {program.name}: {reason}"
    return Changed("rol-exclude", (program.ref,), change.title)


def refuse_ranked(work: Work, text: str) -> Program:
    """The program that a text names, which stands on no list.

    Raises:
        RefusedError: it is ranked.
    """
    program = find.program(work.store, text)
    ranked = work.store.table(Entry).list(program_id=program.id)
    if ranked:
        on = f" --list {ranked[0].letter}" if ranked[0].letter else ""
        raise RefusedError(
            f"{program.name} stands on the list{_on(ranked[0].letter)}",
            f"`fmgtrack rol drop {program.ref}{on}` first",
        )
    return program


def include(work: Work, text: str) -> Changed:
    """Take back that a program was excluded."""
    with work.store.change() as change:
        program = find.program(work.store, text)
        known = work.store.table(Exclusion).list(program_id=program.id)
        if not known:
            raise NotFoundError("exclusion", text, hint="`fmgtrack rol` shows what is excluded")
        change.table(Exclusion).delete(known[0])
        change.title = f"no longer excluded {program.name}"
    return Changed("rol-include", (program.ref,), change.title)


def link(work: Work, letter: str, text: str, code: str | None, *, linked: bool) -> Changed:
    """Link a supplemental list to an advanced code on the primary list, or part them.

    The letter may stand in either place.

    Raises:
        InvalidError: neither of them is the letter of a list.
        NotFoundError: the line is not on the primary list, or not linked.
        RefusedError: the code is not an advanced one.
    """
    from fmgtrack.records.program import Track

    if not _is_letter(letter):
        letter, text = text, letter
    if not _is_letter(letter):
        form = "link" if linked else "unlink"
        raise InvalidError(
            f"neither `{text}` nor `{letter}` is a supplemental list",
            f"`fmgtrack rol {form} A p5` names the list, A to P, then the program",
        )
    with work.store.change() as change:
        on = _letter(letter)
        program, entry = _line(work, text, code, PRIMARY)
        known = work.store.table(Link).list(letter=on, entry_id=entry.id)
        track = work.store.table(Track).get(entry.track_id or 0)
        if linked and (track is None or track.code[7] != "A"):
            raise RefusedError(
                f"{track.code if track else program.name} is not an advanced code",
                "name a program with a code of type A",
            )
        if linked and not known:
            change.table(Link).insert(Link(letter=on, entry_id=entry.id))
        elif not linked and not known:
            raise NotFoundError("link", text, hint="`fmgtrack rol` shows the links")
        elif not linked:
            change.table(Link).delete(known[0])
        change.title = f"{'linked' if linked else 'parted'} list {on} and {program.name}"
    title = "" if linked and known else change.title
    return Changed("rol-link", (program.ref,), title)


def unlink_all(work: Work, letter: str) -> Changed:
    """Part a supplemental list from every code that it is linked to.

    Raises:
        NotFoundError: it is linked to nothing.
    """
    with work.store.change() as change:
        on = _letter(letter)
        known = work.store.table(Link).list(letter=on)
        if not known:
            raise NotFoundError("link", letter, hint="`fmgtrack rol` shows the links")
        for row in known:
            change.table(Link).delete(row)
        change.title = f"parted list {on} from all that it was linked to"
    return Changed("rol-link", (), change.title)


def take_off(store: Store, change: Change, entry: Entry) -> None:
    """Remove a line with its links, answers and pairs, and close the gap."""
    from fmgtrack.actions.couples import renumber as renumber_pairs

    for kind, column in ((Link, "entry_id"), (Answer, "better_id"), (Answer, "worse_id")):
        for row in store.table(kind).list(**{column: entry.id}):
            change.table(kind).delete(row)
    for pair in store.table(Pair).list(entry_id=entry.id):
        change.table(Pair).delete(pair)
    renumber_pairs(store, change)
    change.table(Entry).delete(entry)
    renumber(store, change, entry.letter)


def _letter(text: str | None) -> str:
    if text is None:
        return PRIMARY
    if not _is_letter(text):
        raise InvalidError(f"`{text}` is no supplemental list", "type a letter from A to P")
    return text.strip().upper()


def _is_letter(text: str) -> bool:
    return re.fullmatch(r"[A-P]", text.strip(), re.IGNORECASE) is not None


def _on(letter: str) -> str:
    return f" (list {letter})" if letter else ""


def order(store: Store, letter: str = PRIMARY) -> list[Entry]:
    """Lines of a list in order."""
    return sorted(store.table(Entry).list(letter=letter), key=lambda line: line.position)


def renumber(store: Store, change: Change, letter: str) -> None:
    """Close the gaps in a list after a line went."""
    write(change, order(store, letter))


def write(change: Change, lines: list[Entry]) -> None:
    """Number lines as they stand."""
    for position, line in enumerate(lines, start=1):
        if line.position != position:
            change.table(Entry).update(line, position=position)


def _number(text: str, last: int) -> int:
    # Python refuses to read a number of thousands of digits
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    if not 1 <= number <= last:
        raise InvalidError(f"the list has no number `{text}`", f"type a number from 1 to {last}")
    return number


def _meant(work: Work, text: str, code: str | None) -> tuple[Program, int | None]:
    """The program and track that a text names; a text that is a code names its track."""
    program = find.program(work.store, text)
    if code is None and find.CODE.fullmatch(text.strip()):
        code = text
    return program, find.track(work.store, program, code)


def _line(work: Work, text: str, code: str | None, letter: str) -> tuple[Program, Entry]:
    program = find.program(work.store, text)
    if code is None and find.CODE.fullmatch(text.strip()):
        code = text
    lines = [line for line in order(work.store, letter) if line.program_id == program.id]
    if code is not None:
        track_id = find.track(work.store, program, code)
        lines = [line for line in lines if line.track_id == track_id]
    if not lines:
        on = f" --list {letter}" if letter else ""
        raise NotFoundError(
            "line of the list", text, hint=f"`fmgtrack rol add {program.ref}{on}` ranks it"
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
