"""Ratings by the person's own criteria and weights. They advise; they move no line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.errors import ConflictError, InvalidError, UsageError
from fmgtrack.records.rating import BEST, WORST, Criterion, Rating
from fmgtrack.records.results import Card, Changed, Listing, Notice
from fmgtrack.rules.matching import meant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.work import Work
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

HEAVIEST = 100.0
"""The largest weight."""


def sheet(work: Work, text: str) -> Card:
    """How a program was rated, with what was noted of the day: what `rol rate` shows and asks."""
    from fmgtrack.records.interview import Interview
    from fmgtrack.store import board

    program = find.program(work.store, text)
    rated = board.ratings(work.store).get(program.id, {})
    value = board.scores(work.store).get(program.id)
    days = work.store.table(Interview).list(program_id=program.id)
    noted = [line for day in days for line in (day.highlight, day.note) if line]
    return Card(
        "ratings",
        {
            "program": {"ref": program.ref, "name": program.name},
            "ratings": [{**row, "value": rated.get(row["key"])} for row in _weighed(work.store)],
            "score": value.value if value else None,
            "coverage": f"{value.rated} of {value.of}" if value else None,
            "noted": [*noted, *([program.note] if program.note else [])],
        },
    )


def _weighed(store: Store) -> list[dict[str, Any]]:
    from fmgtrack.store import board

    return [{key: row[key] for key in ("key", "label", "weight")} for row in board.criteria(store)]


def rate(work: Work, text: str, pairs: tuple[str, ...]) -> Changed:
    """Rate a program: `culture=5 research=3`; an empty value takes a rating away.

    Raises:
        UsageError: a pair is not of that form, or the criterion is not known.
        InvalidError: a value is not a whole number from 1 to 5.
    """
    with work.store.change() as change:
        program = find.program(work.store, text)
        said = put(work.store, change, program.id, pairs)
        change.title = f"rated {program.name}: {', '.join(said)}"
        title = change.title if change.images else ""
    return Changed("rol-rate", (program.ref,), title, score_told(work.store, program.id))


def put(store: Store, change: Change, program_id: int, pairs: Iterable[str]) -> list[str]:
    """Rate a program within a change; what was rated, in words. It raises as `rate` does."""
    said = []
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark:
            raise UsageError(f"`{pair}` is no rating", "type one such as `culture=4`")
        criterion = _criterion(store, name)
        _put(store, change, program_id, criterion, read_value(value))
        said.append(f"{criterion.key} {value.strip() or 'not rated'}")
    return said


def score_told(store: Store, program_id: int) -> tuple[Notice, ...]:
    """The score of a program, where it has one."""
    from fmgtrack.store import board

    score = board.scores(store).get(program_id)
    if score is None or score.value is None:
        return ()
    return (Notice("score", value=score.value, rated=score.rated, of=score.of),)


def read_value(text: str) -> int | None:
    """A rating as typed, 1 to 5; None when empty.

    Raises:
        InvalidError: it is something else.
    """
    typed = text.strip()
    if not typed:
        return None
    if not re.fullmatch(f"[{WORST}-{BEST}]", typed):
        raise InvalidError(f"`{text}` is no rating", f"type a whole number from {WORST} to {BEST}")
    return int(typed)


def _put(
    store: Store, change: Change, program_id: int, criterion: Criterion, value: int | None
) -> None:
    known = store.table(Rating).list(program_id=program_id, criterion_id=criterion.id)
    table = change.table(Rating)
    if known and value is None:
        table.delete(known[0])
    elif known:
        table.update(known[0], value=value)
    elif value is not None:
        table.insert(Rating(program_id=program_id, criterion_id=criterion.id, value=value))


def _criterion(store: Store, text: str) -> Criterion:
    key = _key(text)
    known = {row.key: row for row in store.table(Criterion).each()}
    if key in known:
        return known[key]
    begun = [row for name, row in known.items() if key and name.startswith(key)]
    if len(begun) == 1:
        return begun[0]
    raise UsageError(f"no criterion `{text}`", meant(key, known, all_of=True))


def _key(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text.strip().lower())


def _named(text: str) -> str:
    key = _key(text)
    if not re.fullmatch(r"[^\W\d_][\w-]{0,30}", key):
        raise InvalidError(f"`{text}` is no name for a criterion", "type a word such as `parking`")
    return key


def criteria(work: Work) -> Listing:
    """What the person weighs, in their order."""
    return Listing("criteria", _weighed(work.store))


def weigh(  # noqa: PLR0913  the options of one command
    work: Work,
    text: str,
    *,
    label: str | None,
    weight: str | None,
    rename: str | None,
    drop: bool,
) -> Changed:
    """Add, describe, weigh, rename or drop a criterion.

    Raises:
        ConflictError: the new name is taken.
    """
    with work.store.change() as change:
        known = work.store.table(Criterion).list(key=_key(text))
        if drop:
            title = _drop(work.store, change, _criterion(work.store, text))
        elif known or rename is not None:
            title = _reweigh(work.store, change, text, label=label, weight=weight, rename=rename)
        else:
            title = _new(work.store, change, _named(text), label, weight)
        change.title = title
        title = change.title if change.images else ""
    return Changed("rol-criteria", (), title)


def _new(store: Store, change: Change, key: str, label: str | None, weight: str | None) -> str:
    if label is None:
        raise UsageError(f"`{key}` is a new criterion", '`--label "what it means"` describes it')
    change.table(Criterion).insert(
        Criterion(
            key=key,
            label=fields.name(label, "criterion"),
            weight=_weight(weight or "1"),
            position=1 + max((row.position for row in store.table(Criterion).each()), default=0),
        )
    )
    return f"added the criterion {key}"


def _reweigh(  # noqa: PLR0913  the options of one command
    store: Store,
    change: Change,
    text: str,
    *,
    label: str | None,
    weight: str | None,
    rename: str | None,
) -> str:
    criterion = _criterion(store, text)
    columns: dict[str, object] = {}
    if label is not None:
        columns["label"] = fields.name(label, "criterion")
    if weight is not None:
        columns["weight"] = _weight(weight)
    if rename is not None:
        columns["key"] = _named(rename)
        if store.table(Criterion).list(key=columns["key"]) and columns["key"] != criterion.key:
            raise ConflictError(f"`{columns['key']}` is a criterion already", "type another name")
    change.table(Criterion).update(criterion, **columns)
    return f"changed the criterion {criterion.key} ({', '.join(sorted(columns)) or 'nothing'})"


def _drop(store: Store, change: Change, criterion: Criterion) -> str:
    for rating in store.table(Rating).list(criterion_id=criterion.id):
        change.table(Rating).delete(rating)
    change.table(Criterion).delete(criterion)
    return f"dropped the criterion {criterion.key}"


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight <= HEAVIEST:
        raise InvalidError(
            f"`{text}` is no weight", f"type a number from 0, not at all, to {HEAVIEST:.0f}"
        )
    return weight
