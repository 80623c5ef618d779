"""Mock interviews, what was said in them, and what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.mock import MOCK_KINDS, Mock
from fmgtrack.records.practice import Mend, Practice
from fmgtrack.records.results import Changed, Listing, Notice
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.rules.mocks import Target
    from fmgtrack.store.history import Change

ALSO = {"attending": "mentor"}
"""Other words for a kind."""

WEEK = 7
"""Days back to the same weekday."""

OPTIONS = ("kind", "who", "on", "said", "mend", "without")
"""What `edit` takes for a mock interview."""


def add_mock(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put a mock interview on record: `kind`, `who`, and the options that were given."""
    columns = drafted(work, values)
    with work.store.change() as change:
        mock = change.table(Mock).insert(Mock(**columns))
        mends = _add_mends(work, change, fields.many(values, "mend"), mock_id=mock.id)
        change.title = f"added mock {mock.ref} with {mock.who} ({mock.kind})"
    refs = (mock.ref, *(mend.ref for mend in mends))
    notices = (_echo(work, mock), *_to_mend(mock, mends))
    return Changed("add-mock", refs, change.title, notices)


def drafted(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """The columns of a new mock interview; it is of today where no day is given.

    Raises:
        ConflictError: something was said in one that is still to come.
    """
    columns = {"held_on": work.today.isoformat()} | read(work, values)
    if values.get("said") or values.get("mend"):
        _refuse_ahead(work, columns["held_on"])
    return columns


def read(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Column values from the options that were given."""
    columns: dict[str, Any] = {}
    if (text := fields.one(values, "kind")) is not None:
        typed = ALSO.get(text.strip().lower(), text)
        columns["kind"] = fields.choice(typed, "KIND", MOCK_KINDS)
    if (text := fields.one(values, "who")) is not None:
        columns["who"] = fields.name(text, "person")
    if (text := fields.one(values, "on")) is not None:
        held = bool(values.get("said") or values.get("mend"))
        columns["held_on"] = _day(work, text, held=held) if text.strip() else None
    if "said" in values:
        columns["said"] = _joined(_lines(fields.many(values, "said")))
    return columns


def _day(work: Work, text: str, *, held: bool) -> str:
    """The day of a mock interview, as ISO.

    A bare weekday is the coming one, or the last one where something was said already; a day
    without a year is never put a year back for that.
    """
    from fmgtrack.rules.when import read_day

    day = read_day(text, work.reading())
    if held and day > work.today:
        last = read_day(text, work.reading(), past=True)
        day = last if (work.today - last).days <= WEEK else day
    return day.isoformat()


def _lines(texts: Iterable[str]) -> list[str]:
    """What was said, one thing each, without doubles."""
    found = [fields.line(part, "text") for text in texts for part in text.splitlines()]
    return list(dict.fromkeys(part for part in found if part))


def _joined(lines: Iterable[str]) -> str | None:
    return "\n".join(lines) or None


def _refuse_ahead(work: Work, held_on: str | None) -> None:
    from fmgtrack.store.mocks import is_held

    if not is_held(held_on, work.today):
        when = f"is planned for {held_on}" if held_on else "has no day yet"
        raise ConflictError(
            f"the mock interview {when}, so nothing was said in it yet",
            "`--on` takes the day it was held",
        )


def change_mock(
    work: Work, change: Change, mock: Mock, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a mock interview.

    Several values of `said` (a tuple, from the command line) are added to what was said; one text
    (from the editor) is all of it. `mend` adds things to mend; `without` takes away a line of what
    was said.
    """
    columns = read(work, values)
    said = (mock.said or "").splitlines()
    if "said" in values:
        given = (columns["said"] or "").splitlines()
        said = given if isinstance(values["said"], str) else _lines([*said, *given])
    for text in fields.many(values, "without"):
        said = _taken(mock, said, text)
    after = change.table(Mock).update(mock, **columns | {"said": _joined(said)})
    if said or values.get("mend"):
        _refuse_ahead(work, after.held_on)
    mends = _add_mends(work, change, fields.many(values, "mend"), mock_id=mock.id)
    echo = (_echo(work, after),) if "held_on" in columns else ()
    return (*echo, *(_to_mend(after, mends) if "said" in values else ()))


def _taken(mock: Mock, said: list[str], text: str) -> list[str]:
    """What was said without one line, which may be typed in any case.

    Raises:
        ConflictError: there is no such line.
    """
    wanted = " ".join(text.split()).casefold()
    left = [one for one in said if one.casefold() != wanted]
    if len(left) == len(said):
        raise ConflictError(
            f"`{text}` is no line of what was said in {mock.ref}",
            f"`fmgtrack show {mock.ref}` shows the lines",
        )
    return left


def _echo(work: Work, mock: Mock) -> Notice:
    from fmgtrack.store.mocks import is_held

    held = is_held(mock.held_on, work.today)
    return Notice("mock-when", ref=mock.ref, held_on=mock.held_on, held=held)


def _to_mend(mock: Mock, mends: list[Mend]) -> tuple[Notice, ...]:
    """That what was said can come back in practice, where none of it does yet."""
    return () if mends or not mock.said else (Notice("mock-to-mend", ref=mock.ref),)


def row_of(work: Work, record: Mock) -> Row:
    """The listing row of one mock interview."""
    from fmgtrack.store.mocks import rows

    return rows(work.store, work.today, mock_id=record.id)[0]


def listing(work: Work) -> Listing:
    """Mock interviews by day, with the keys of `store.mocks.rows`, and what is still wanted."""
    from dataclasses import asdict

    from fmgtrack.store.mocks import rows

    found = rows(work.store, work.today)
    silent = tuple(
        Notice("mock-silent", ref=row["ref"])
        for row in found
        if row["state"] == "held" and not row["said"]
    )
    wanted = Notice("mocks-wanted", **asdict(target(work)))
    return Listing("mocks", found, (wanted, *silent), Notice("no-mocks"))


def target(work: Work) -> Target:
    """Where the mock interviews stand against what is wanted."""
    from fmgtrack.rules import mocks as rules
    from fmgtrack.store.mocks import is_held

    every = work.store.table(Mock).list()
    held = [mock.kind for mock in every if is_held(mock.held_on, work.today)]
    planned = [mock.kind for mock in every if not is_held(mock.held_on, work.today)]
    return rules.target(held, planned)


def _add_mends(work: Work, change: Change, texts: Iterable[str], **origin: int) -> list[Mend]:
    """Put things to mend on record, each with the columns that say where it comes from.

    One that is open already, with the same words and origin, is not made again.
    """
    columns: dict[str, Any] = dict.fromkeys(("question_id", "practice_id", "mock_id")) | origin
    table = change.table(Mend)
    known = {mend.text.casefold() for mend in table.list(done_on=None, **columns)}
    made = []
    for text in _lines(texts):
        if text.casefold() not in known:
            known.add(text.casefold())
            mend = Mend(
                text=fields.name(text, "thing to mend"), at=moments.stamp(work.now), **columns
            )
            made.append(table.insert(mend))
    return made


def mends(
    work: Work,
    *,
    everything: bool = False,
    question: str | None = None,
    origin: str | None = None,
) -> Listing:
    """Things to mend, oldest first, with the keys of `store.mocks.mend_rows`.

    Args:
        work: the open record.
        everything: also what is done.
        question: only what belongs to this question.
        origin: only what comes from this mock interview or try.
    """
    from fmgtrack.store.mocks import mend_rows

    found = [_worded(row) for row in mend_rows(work.store, open_only=not everything)]
    if question is not None:
        from fmgtrack.actions import questions

        name = questions.find(work.store, question).ref
        found = [row for row in found if row["question"] and row["question"]["ref"] == name]
    if origin is not None:
        ref = _origin(work, origin).ref
        found = [row for row in found if ref in _origins(row)]
    return Listing("mends", found, (), Notice("no-mends", everything=everything))


def _origins(row: Row) -> list[str]:
    return [row[name]["ref"] for name in ("mock", "practice") if row[name]]


def _worded(row: Row) -> Row:
    """A row whose question of the bank has its text."""
    if row["question"] and not row["question"]["text"]:
        from fmgtrack.reference.questions import bank

        key = row["question"]["key"]
        row["question"]["text"] = next((one.text for one in bank() if one.key == key), key)
    return row


def mend_row(work: Work, record: Mend) -> Row:
    """The listing row of one thing to mend."""
    from fmgtrack.store.mocks import mend_rows

    return _worded(mend_rows(work.store, open_only=False, mend_id=record.id)[0])


def add_mend(
    work: Work, text: str, *, question: str | None = None, origin: str | None = None
) -> Changed:
    """Put one thing to mend on record.

    Args:
        work: the open record.
        text: what is to be mended.
        question: the question in whose answer it is.
        origin: the mock interview or the try it comes from.

    Raises:
        RefusedError: it is on record and open already.
    """
    said = fields.name(text, "thing to mend")
    with work.store.change() as change:
        columns: dict[str, int] = {}
        if origin is not None:
            record = _origin(work, origin)
            columns["mock_id" if isinstance(record, Mock) else "practice_id"] = record.id
            if isinstance(record, Practice) and record.question_id and question is None:
                columns["question_id"] = record.question_id
        if question is not None:
            from fmgtrack.actions import questions

            named = questions.find(work.store, question)
            columns["question_id"] = questions.row_for(change, named.name).id
        made = _add_mends(work, change, [said], **columns)
        if not made:
            raise RefusedError(f"`{said}` is to be mended already", "`fmgtrack prep mend` lists it")
        change.title = f"to mend {made[0].ref}: {said}"
    return Changed("add-mend", (made[0].ref,), change.title)


def _origin(work: Work, text: str) -> Mock | Practice:
    """The mock interview or try of a ref.

    Raises:
        NotFoundError: it is neither.
    """
    record = find.by_ref(work.store, text)
    if isinstance(record, (Mock, Practice)):
        return record
    raise NotFoundError(
        "mock", text, hint="`fmgtrack prep mocks` lists them; a try is named by its ref, as pr2"
    )


def settle(work: Work, texts: Iterable[str], *, on: str | None = None, again: bool) -> Changed:
    """Close things to mend, or open them again; the day of one that is closed stays without `on`.

    Args:
        work: the open record.
        texts: their refs.
        on: the day on which they were mended, as typed; today when not given.
        again: open them again.
    """
    from fmgtrack.rules.when import read_day

    day = None
    if not again:
        day = read_day(on, work.reading(), past=True) if on is not None else work.today
    done_on = day.isoformat() if day else None
    with work.store.change() as change:
        named = [_mend(work, text) for text in dict.fromkeys(texts)]
        touched = [
            mend
            for mend in named
            if mend.done_on != done_on and (again or on is not None or mend.done_on is None)
        ]
        for mend in touched:
            change.table(Mend).update(mend, done_on=done_on)
        refs = ", ".join(mend.ref for mend in touched)
        if touched:
            change.title = f"opened {refs} again" if again else f"mended {refs} on {done_on}"
    return Changed("reopen-mend" if again else "mend", tuple(m.ref for m in named), change.title)


def is_mend(text: str) -> bool:
    """Whether a text is the ref of a thing to mend, and not the thing itself."""
    match = find.REF.fullmatch(text.strip())
    return match is not None and match[1].lower() == Mend.spec.letter


def _mend(work: Work, text: str) -> Mend:
    record = work.store.table(Mend).get(int(text.strip()[2:])) if is_mend(text) else None
    if record is None:
        raise NotFoundError(
            "thing to mend", text, hint="`fmgtrack prep mend --all` lists them by ref"
        )
    return record
