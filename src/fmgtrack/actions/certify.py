"""Checking, certifying and keeping every version of the rank order list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.actions.history import number_of
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.entry import Certification, Entry, Link
from fmgtrack.records.program import Program, Track
from fmgtrack.records.results import Card, Changed, Listing, Notice
from fmgtrack.records.words import PRIMARY
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.rules.fees import Fee
    from fmgtrack.rules.rol_facts import ListFacts, RankedLine
    from fmgtrack.rules.versions import Line
    from fmgtrack.store.history import Change


def deadline(work: Work) -> Row | None:
    """When the list has to be certified, with `days_left` on Eastern calendars; None if unknown."""
    from fmgtrack.store import deadlines

    found = deadlines.of_key(work.store, work.season, "rol-certification")
    if found is None:
        return None
    (row,) = deadlines.rows(work.store, work.now, work.home_zone, deadline_id=found["id"])
    there = moments.in_zone(work.now, row["timezone"]).date()
    kept = ("ref", "due_at", "home_due_at", "timezone", "confidence", "source", "is_past")
    left = (moments.day_of(row["due_at"]) - there).days
    return {key: row[key] for key in kept} | {"days_left": left}


def checks(work: Work) -> list[Row]:
    """What the checks find: `code blocking message program hint`."""
    from fmgtrack.rules.rol_checks import check_list

    return [
        {
            "code": check.code,
            "blocking": check.blocking,
            "message": check.message,
            "program": check.program,
            "hint": check.hint,
        }
        for check in check_list(facts(work))
    ]


def facts(work: Work) -> ListFacts:
    """Everything on record that the checks look at."""
    from fmgtrack.actions import profile
    from fmgtrack.records.couple import Pair
    from fmgtrack.rules.rol_facts import ListFacts, Place
    from fmgtrack.store import board

    lines = [_line(work, row) for row in board.entries(work.store, None)]
    primary = tuple(line for line in lines if line.letter == PRIMARY)
    joined = board.links(work.store)
    letters = sorted({line.letter for line in lines if line.letter} | set(joined))
    due = deadline(work)
    person = profile.for_list(work)
    return ListFacts(
        primary=primary,
        supplemental={
            letter: tuple(line for line in lines if line.letter == letter) for letter in letters
        },
        links={
            letter: tuple(row["code"] or "" for row in joined.get(letter, [])) for letter in letters
        },
        interviewed_unranked=tuple(
            Place(row["ref"], row["name"]) for row in board.unranked(work.store, work.now)
        ),
        excluded=tuple(Place(row["ref"], row["name"]) for row in board.excluded(work.store)),
        needs_visa=person.needs_visa,
        had_training=person.had_training,
        ecfmg_missing=person.ecfmg_missing,
        days_left=due["days_left"] if due else None,
        deadline_passed=bool(due and due["is_past"]),
        fees=fees(work),
        certified=board.certified(work.store) is not None,
        changed_since=board.changed_since(work.store),
        coupled=bool(work.store.table(Pair).list()),
    )


def _line(work: Work, row: Row) -> RankedLine:
    from fmgtrack.rules.requirements import is_confirmed
    from fmgtrack.rules.rol_facts import RankedLine

    said = row["j1"] is not None or row["h1b"] is not None
    return RankedLine(
        rank=row["position"],
        letter=row["letter"],
        ref=f"p{row['program_id']}",
        name=row["program"],
        code=row["code"],
        interviewed=bool(row["interviewed"]),
        acgme=row["acgme_code"],
        visa_confirmed=said and is_confirmed(row["visa_source"], row["visa_on"], work.season),
        contract_confirmed=is_confirmed("contract", row["contract_on"], work.season)
        if row["contract_on"]
        else None,
    )


def fees(work: Work) -> tuple[Fee, ...]:
    """What certifying this list costs, by the newest fee table at or before the season."""
    from fmgtrack.reference.fees import fee_table
    from fmgtrack.rules.fees import list_fees
    from fmgtrack.store import board

    rows = board.entries(work.store, None)
    primary = [row["code"] for row in rows if row["letter"] == PRIMARY and row["code"]]
    others = [row["code"] for row in rows if row["letter"] != PRIMARY and row["code"]]
    ranks = len([row for row in rows if row["letter"] == PRIMARY])
    return list_fees(primary, others, ranks, fee_table(work.season))


def listing(work: Work) -> Listing:
    """The findings of `rol check`, and what certifying costs."""
    told = tuple(
        Notice("fee", what=fee.what, amount=fee.amount, confidence=fee.rate.confidence)
        for fee in fees(work)
    )
    return Listing("checks", checks(work), told, Notice("no-findings"))


def certify(work: Work, *, force: bool) -> Changed:
    """Note that the list was certified in R3 as it stands.

    Raises:
        RefusedError: a blocking check stands, and it was not forced.
    """
    from fmgtrack.store import board

    blocking = [check for check in checks(work) if check["blocking"]]
    if blocking and not force:
        raise RefusedError(
            f"{blocking[0]['code']} stands in the way: {blocking[0]['message']}",
            f"{blocking[0]['hint']}; `--force` notes it all the same",
        )
    with work.store.change() as change:
        lines = board.as_certified(work.store)
        change.table(Certification).insert(Certification(at=work.store.at, lines=lines))
        count = len(board.entries(work.store))
        change.title = f"noted the list of {count} as certified in R3"
    due = deadline(work)
    notice = (Notice("r3", **_moment(work, due)),) if due else ()
    return Changed("rol-certify", (), change.title, notice)


def _moment(work: Work, due: Row) -> Row:
    wall = due["due_at"][:16].replace("T", " ")
    return {"due_at": wall, "zone": due["timezone"], "home_zone": work.home_zone}


def has_changed_since(work: Work) -> bool:
    """Whether the list is another than the one that was certified."""
    from fmgtrack.store import board

    return board.changed_since(work.store)


def history(work: Work) -> Listing:
    """Every version of the lists, newest first: `ref at title ranked`."""
    from fmgtrack.store.versions import versions

    rows = [
        change | {"ranked": len(lists.get(PRIMARY, ()))}
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

    Raises:
        NotFoundError: there is no such version.
    """
    from fmgtrack.store.versions import versions

    known = versions(work.store)
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
