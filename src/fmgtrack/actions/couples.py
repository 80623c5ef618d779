"""A couple's list: pairs made of one's own lines and the partner's."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields
from fmgtrack.errors import ConflictError, ImportFailedError, InvalidError, RefusedError
from fmgtrack.records.couple import Pair, Partner
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.rules import couples as rules

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

LARGEST = 1_000_000
"""Bytes of the largest list that is taken in: 300 lines are far fewer."""


def take_in(work: Work, path: str, together: float) -> Changed:
    """Take the partner's exported list (JSON or CSV) and weave a first list of pairs.

    Pairs that are there already stay as they are where both lines still exist; only the partner's
    list is renewed then.

    Args:
        work: the open record.
        path: what the partner's `rol export` wrote.
        together: the wish to stay together, 0 to 1.

    Raises:
        ImportFailedError: the file holds no list of codes.
        RefusedError: one's own list has lines without a code.
    """
    from fmgtrack.exchange.files import read_limited

    lines = _read(read_limited(Path(path), LARGEST), Path(path).name)
    with work.store.change() as change:
        mine = _mine(work)
        kept = _renew(work.store, change, lines)
        made = 0
        if not work.store.table(Pair).list():
            woven = rules.weave(list(mine.values()), lines, together)
            entries = {choice.code: number for number, choice in mine.items()}
            partners = {row.code: row.id for row in work.store.table(Partner).each()}
            for position, pair in enumerate(woven, start=1):
                change.table(Pair).insert(
                    Pair(
                        position=position,
                        entry_id=entries.get(pair.mine),
                        partner_id=partners.get(pair.theirs),
                    )
                )
            made = len(woven)
        change.title = f"took in the partner's list of {len(lines)}, {made} pairs proposed"
    notice = Notice("pairs-kept", kept=kept) if kept else Notice("pairs-proposed", made=made)
    return Changed("rol-couple", (), change.title, (notice,))


def _mine(work: Work) -> dict[int, rules.Choice]:
    """One's own lines by number."""
    from fmgtrack.store.board import entries

    rows = entries(work.store)
    bare = [row for row in rows if not row["code"]]
    if bare:
        raise RefusedError(
            f"{bare[0]['program']} has no NRMP code on record",
            f"`fmgtrack edit p{bare[0]['program_id']} --code CODE`, then rank it by that code",
        )
    return {
        row["id"]: rules.Choice(row["code"], row["program"], row["city"], row["state"])
        for row in rows
    }


def _renew(store: Store, change: Change, lines: list[rules.Choice]) -> int:
    """Make the partner's lines what the file says; how many pairs stay."""
    known = {row.code: row for row in store.table(Partner).each()}
    table = change.table(Partner)
    wanted = {line.code for line in lines}
    for code, row in known.items():
        if code not in wanted:
            for pair in store.table(Pair).list(partner_id=row.id):
                change.table(Pair).delete(pair)
            table.delete(row)
    for position, line in enumerate(lines, start=1):
        columns: dict[str, Any] = {
            "position": position,
            "name": line.name,
            "city": line.city,
            "state": line.state,
        }
        if line.code in known:
            table.update(known[line.code], **columns)
        else:
            table.insert(Partner(code=line.code, **columns))
    renumber(store, change)
    return len(store.table(Pair).list())


def _read(data: bytes, name: str) -> list[rules.Choice]:
    """The lines of an exported list: fmgtrack's JSON or CSV."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFailedError(
            f"`{name}` is no list", "`fmgtrack rol export` writes one"
        ) from error
    # what names a list is a line of a supplemental one, and those are not paired
    rows = [row for row in _rows(text) if not row.get("list")]
    if len(rows) > rules.MOST_PAIRS:
        raise ImportFailedError(
            f"`{name}` has {len(rows)} lines, and R3 takes at most {rules.MOST_PAIRS}",
            "`fmgtrack rol export` writes a list",
        )
    if rows and not any("nrmp_code" in row or "code" in row for row in rows):
        raise ImportFailedError(
            f"`{name}` has no column `nrmp_code`",
            "name the column of the codes `nrmp_code`, as `fmgtrack rol export --csv` does",
        )
    lines: dict[str, rules.Choice] = {}
    for number, row in enumerate(rows, start=1):
        from fmgtrack.rules.codes import read_nrmp_code

        typed = str(row.get("nrmp_code") or row.get("code") or "")
        try:
            code = read_nrmp_code(typed).text
        except InvalidError as error:
            raise ImportFailedError(
                f"`{name}`, line {number}: {error.message}", error.hint
            ) from error
        shown = fields.line(str(row.get("program") or code), "name") or code
        lines.setdefault(
            code, rules.Choice(code, shown, _text(row.get("city")), _state(row.get("state")))
        )
    if not lines:
        raise ImportFailedError(f"`{name}` holds no list", "`fmgtrack rol export` writes one")
    return list(lines.values())


def _rows(text: str) -> list[Row]:
    if text.lstrip()[:1] in "[{":
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return []
        lines = document.get("primary", []) if isinstance(document, dict) else document
        found = []
        for row in lines if isinstance(lines, list) else []:
            if isinstance(row, dict):
                program = row.get("program")
                named = program.get("name") if isinstance(program, dict) else program
                found.append(row | {"program": named})
        return found
    try:
        return [
            {(key or "").strip().lower(): value for key, value in row.items()}
            for row in csv.DictReader(io.StringIO(text))
        ]
    except csv.Error:
        return []


def _text(value: object) -> str | None:
    return fields.line(str(value), "place") if value else None


def _state(value: object) -> str | None:
    from fmgtrack.reference.places import read_state

    found = read_state(str(value)) if value else None
    return found.code if found else None


def board(work: Work) -> Card:
    """The list of pairs: `pairs` (rank, both sides, how near), `checks`."""
    mine = _known_mine(work)
    theirs = {
        row.id: rules.Choice(row.code, row.name, row.city, row.state)
        for row in work.store.table(Partner).each()
    }
    rows = []
    pairs = []
    for rank, pair in enumerate(_order(work.store), start=1):
        one, other = mine.get(pair.entry_id or 0), theirs.get(pair.partner_id or 0)
        pairs.append(
            rules.Pair(one.code if one else rules.NO_MATCH, other.code if other else rules.NO_MATCH)
        )
        rows.append(
            {
                "rank": rank,
                "mine": _side(one),
                "theirs": _side(other),
                "near": rules.apart(one, other) if one and other else None,
            }
        )
    problems = rules.check_pairs(
        pairs,
        {choice.code for choice in mine.values()},
        {choice.code for choice in theirs.values()},
        choices=[*mine.values(), *theirs.values()],
    )
    checks = [{"code": p.code, "blocking": p.blocking, "message": p.message} for p in problems]
    return Card("pairs", {"pairs": rows, "checks": checks})


def _known_mine(work: Work) -> dict[int, rules.Choice]:
    from fmgtrack.store.board import entries

    return {
        row["id"]: rules.Choice(row["code"] or "", row["program"], row["city"], row["state"])
        for row in entries(work.store)
    }


def _side(choice: rules.Choice | None) -> Row:
    if choice is None:
        return {"name": "no match", "nrmp_code": rules.NO_MATCH}
    return {"name": choice.name, "nrmp_code": choice.code}


def add(work: Work, mine: str, theirs: str) -> Changed:
    """Add a pair at the end; `999999999` stands for no match on that side.

    Raises:
        ConflictError: the pair is there already, or would be the 301st.
        InvalidError: a code is on neither list.
    """
    with work.store.change() as change:
        entry_id, partner_id = _own(work, mine), _partner(work, theirs)
        lines = _order(work.store)
        if len(lines) >= rules.MOST_PAIRS:
            raise ConflictError(
                f"the list has {len(lines)} pairs already", "`fmgtrack rol pairs drop N` first"
            )
        for line in lines:
            if (line.entry_id, line.partner_id) == (entry_id, partner_id):
                raise ConflictError(
                    f"that pair is number {line.position}", "type another pair, none stands twice"
                )
        change.table(Pair).insert(
            Pair(position=len(lines) + 1, entry_id=entry_id, partner_id=partner_id)
        )
        change.title = f"added the pair {mine} and {theirs}"
    return Changed("rol-pairs", (), change.title)


def drop(work: Work, number: str) -> Changed:
    """Take a pair off the list."""
    with work.store.change() as change:
        lines = _order(work.store)
        change.table(Pair).delete(lines[_place(number, len(lines)) - 1])
        renumber(work.store, change)
        change.title = f"dropped pair number {number}"
    return Changed("rol-pairs", (), change.title)


def move(work: Work, number: str, to: str) -> Changed:
    """Move a pair to another number."""
    with work.store.change() as change:
        lines = _order(work.store)
        pair = lines.pop(_place(number, len(lines)) - 1)
        lines.insert(_place(to, len(lines) + 1) - 1, pair)
        _write(change, lines)
        change.title = f"moved pair number {number} to {to}"
        title = change.title if change.images else ""
    return Changed("rol-pairs", (), title)


def renumber(store: Store, change: Change) -> None:
    """Close the gaps in the list of pairs."""
    _write(change, _order(store))


def _write(change: Change, lines: list[Pair]) -> None:
    for position, line in enumerate(lines, start=1):
        if line.position != position:
            change.table(Pair).update(line, position=position)


def _order(store: Store) -> list[Pair]:
    return sorted(store.table(Pair).list(), key=lambda pair: pair.position)


def _place(text: str, last: int) -> int:
    # Python refuses to read a number of thousands of digits
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    if not 1 <= number <= last:
        hint = f"type a number from 1 to {last}" if last else "`fmgtrack rol pairs add` adds one"
        raise InvalidError(f"there is no pair number `{text}`", hint)
    return number


def _own(work: Work, text: str) -> int | None:
    if text.strip() == rules.NO_MATCH:
        return None
    wanted = text.strip().upper()
    for number, choice in _known_mine(work).items():
        if wanted and choice.code == wanted:
            return number
    raise InvalidError(f"`{text}` is no code on your list", "`fmgtrack rol` shows them")


def _partner(work: Work, text: str) -> int | None:
    if text.strip() == rules.NO_MATCH:
        return None
    found = work.store.table(Partner).list(code=text.strip().upper())
    if not found:
        raise InvalidError(
            f"`{text}` is no code on your partner's list", "`fmgtrack rol pairs` shows them"
        )
    return found[0].id
