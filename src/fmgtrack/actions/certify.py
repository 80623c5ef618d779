"""Checking, certifying and keeping every version of the rank order list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fmgtrack.actions.history import number_of
from fmgtrack.actions.standing import checks, deadline, fees
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.entry import Certification, Entry, Link
from fmgtrack.records.program import Program, Track
from fmgtrack.records.results import Card, Changed, Listing, Notice
from fmgtrack.records.words import PRIMARY

if TYPE_CHECKING:
    from datetime import datetime

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.rules.versions import Line
    from fmgtrack.store.history import Change


def listing(work: Work, program_text: str | None = None) -> Listing:
    """The findings of `rol check`, those of one program where it is named, and the costs."""
    found = checks(work)
    if program_text:
        from fmgtrack.actions import find

        only = find.program(work.store, program_text).ref
        found = [check for check in found if check["program"] == only]
    told = tuple(
        Notice("fee", what=fee.what, amount=fee.amount, confidence=fee.rate.confidence)
        for fee in fees(work)
    )
    return Listing("checks", found, told, Notice("no-findings"))


def certify(work: Work, on: str | None = None, *, force: bool) -> Changed:
    """Note that the list was certified in R3 as it stands, `on` a moment or now.

    Raises:
        RefusedError: a blocking check stands or the deadline had passed, and it was not forced.
    """
    from fmgtrack.rules.moments import stamp
    from fmgtrack.rules.when import read_when
    from fmgtrack.store import board

    if on is None and not force and not is_new(work):
        return Changed("rol-certify", (), "", (Notice("certified-already"),))
    moment = read_when(on, work.reading(), past=True).moment if on is not None else work.now
    due = deadline(work)
    if due and not force:
        _refuse_late(due, moment)
    blocking = [check for check in checks(work) if check["blocking"]]
    if blocking and not force:
        raise RefusedError(
            f"{blocking[0]['code']} stands in the way: {blocking[0]['message']}",
            f"{blocking[0]['hint']}; `--force` notes it all the same",
        )
    with work.store.change() as change:
        lines = board.as_certified(work.store)
        change.table(Certification).insert(Certification(at=stamp(moment), lines=lines))
        count = len(board.entries(work.store))
        change.title = f"noted the list of {count} as certified in R3"
    notice = (Notice("r3", **_moment(work, due)),) if due else ()
    return Changed("rol-certify", (), change.title, notice)


def is_new(work: Work) -> bool:
    """Whether the list was never noted as certified as it stands."""
    from fmgtrack.store import board

    return board.certified(work.store) is None or board.changed_since(work.store)


def _refuse_late(due: Row, moment: datetime) -> None:
    """Refuse what was certified after the deadline: R3 takes no list then."""
    from fmgtrack.rules import moments

    wall = due["due_at"][:16].replace("T", " ")
    last = moments.moment(wall, due["timezone"])
    if moment < last + timedelta(days=not moments.has_clock(wall)):
        return
    raise RefusedError(
        f"the deadline has passed ({wall} {due['timezone']}): R3 takes no list any more, and what"
        " counts is the list that was certified there before",
        "`--on WHEN` notes when you certified it before that; `--force` notes it all the same",
    )


def _moment(work: Work, due: Row) -> Row:
    wall = due["due_at"][:16].replace("T", " ")
    return {"due_at": wall, "zone": due["timezone"], "home_zone": work.home_zone}


def has_changed_since(work: Work) -> bool:
    """Whether the list is another than the one that was certified."""
    from fmgtrack.store import board

    return board.changed_since(work.store)


def is_late(work: Work) -> bool:
    """Whether the deadline has passed, so that R3 takes no list any more."""
    due = deadline(work)
    return bool(due and due["is_past"])


def history(work: Work) -> Listing:
    """Every version of the lists, newest first: `ref at title ranked certified_at`."""
    from fmgtrack.store.versions import certified, versions

    when = certified(work.store)
    rows = [
        change | {"ranked": len(lists.get(PRIMARY, ())), "certified_at": when.get(change["ref"])}
        for change, lists in reversed(versions(work.store))
    ]
    return Listing("versions", rows, empty=Notice("no-versions"))


def diff(work: Work, text: str | None) -> Card:
    """What is different between a version and the list now; if not named, the one before."""
    from fmgtrack.rules.versions import diff as compare
    from fmgtrack.store.versions import current

    ref, old = version(work, text)
    new = current(work.store)
    lists = []
    for letter in sorted({*old, *new}):
        found = compare(old.get(letter, ()), new.get(letter, ()))
        lists.append(
            {
                "letter": letter,
                "added": [_said(line) | {"rank": rank} for line, rank in found.added],
                "removed": [_said(line) | {"rank": rank} for line, rank in found.removed],
                "moved": [
                    _said(line) | {"from": before, "to": after}
                    for line, before, after in found.moved
                ],
                "edited": [
                    _said(after) | {"rank": rank, "before": _said(before)}
                    for before, after, rank in found.edited
                ],
            }
        )
    return Card("diff", {"since": ref, "lists": lists})


def _said(line: Line) -> Row:
    return {"name": line.name, "nrmp_code": line.code}


def version(work: Work, text: str | None) -> tuple[str, dict[str, tuple[Line, ...]]]:
    """The change that made a version, and its lists; the version before the last if not named.

    `certified` names the version that was certified last.

    Raises:
        NotFoundError: there is no such version.
    """
    from fmgtrack.store.versions import certified, versions

    known = versions(work.store)
    if text is not None and text.strip().casefold() == "certified":
        text = next(reversed(certified(work.store)), text)
    if text is None:
        if len(known) < 2:  # noqa: PLR2004  the last one and the one before
            raise NotFoundError(
                "version", "the one before", hint="`fmgtrack rol history` lists them"
            )
        return known[-2][0]["ref"], known[-2][1]
    number = number_of(text)
    for change, lists in known:
        if change["ref"] == f"h{number}":
            return change["ref"], lists
    raise NotFoundError("version", text, hint="`fmgtrack rol history` lists them")


def restore(work: Work, text: str) -> Changed:
    """Bring a version of the lists back, as a change of its own.

    Raises:
        ConflictError: a program or code of that version is no longer on record.
    """
    from fmgtrack.actions.rol import take_off, write
    from fmgtrack.store.versions import LINKS

    ref, lists = version(work, text)
    with work.store.change(f"brought back the list as it was after {ref}") as change:
        wanted = {
            (letter, *_named(line)): position
            for letter, lines in lists.items()
            if not letter.endswith(LINKS)
            for position, line in enumerate(lines, start=1)
        }
        for entry in work.store.table(Entry).list():
            if (entry.letter, entry.program_id, entry.track_id) not in wanted:
                take_off(work.store, change, entry)
        here = {
            (entry.letter, entry.program_id, entry.track_id): entry
            for entry in work.store.table(Entry).list()
        }
        for key, position in wanted.items():
            if key not in here:
                _refuse_gone(work, key)
                letter, program_id, track_id = key
                here[key] = change.table(Entry).insert(
                    Entry(
                        letter=letter,
                        position=position,
                        program_id=program_id,
                        track_id=track_id,
                    )
                )
        for letter in {key[0] for key in wanted}:
            write(change, [here[key] for key in wanted if key[0] == letter])
        links = {
            (letter.removesuffix(LINKS), here[PRIMARY, *_named(line)].id)
            for letter, lines in lists.items()
            if letter.endswith(LINKS)
            for line in lines
        }
        _relink(work, change, links)
        title = change.title if change.images else ""
    return Changed("rol-restore", (), title)


def _named(line: Line) -> tuple[int, int | None]:
    """Program and track of a version's line."""
    program, _, track = line.key.partition("/")
    return int(program), int(track) if track else None


def _relink(work: Work, change: Change, wanted: set[tuple[str, int]]) -> None:
    """Link supplemental lists and lines as they were."""
    here = {(link.letter, link.entry_id): link for link in work.store.table(Link).each()}
    for key, link in here.items():
        if key not in wanted:
            change.table(Link).delete(link)
    for letter, entry_id in sorted(wanted - here.keys()):
        change.table(Link).insert(Link(letter=letter, entry_id=entry_id))


def _refuse_gone(work: Work, key: tuple[str, int, int | None]) -> None:
    _, program_id, track_id = key
    if work.store.table(Program).get(program_id) is None:
        raise ConflictError(f"p{program_id} is no longer on record", "`fmgtrack history` shows why")
    if track_id is not None and work.store.table(Track).get(track_id) is None:
        raise ConflictError(
            f"a code of p{program_id} is no longer on record", "`fmgtrack history` shows why"
        )
