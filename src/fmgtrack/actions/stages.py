"""The life of applications: the day of each status, what was reached, the picture of the season."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from fmgtrack.records.results import Card, Notice
from fmgtrack.records.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.records.results import Row
    from fmgtrack.rules.stages import Day, Reached
    from fmgtrack.store.history import Change

TOLD = ("applied", "waitlisted", "invited", "interviewed", "rejected", "withdrawn")
"""Stages that the tables by specialty and by state count."""


def keep(work: Work, change: Change, program: Program, since: str | None = None) -> None:
    """Keep the day on which a program came to the status it has; a day kept before gives way.

    Args:
        work: the open record.
        change: the open change.
        program: the program with its new status.
        since: the day as typed; None for today, "" for a day that is not known.

    Raises:
        WhenError: it is no day, or has not come yet.
    """
    from fmgtrack.rules.when import read_day

    table = change.table(Stage)
    there = table.list(program_id=program.id, status=program.status)
    if since is not None and not since.strip():
        for row in there:
            table.delete(row)
        return
    day = read_day(since, work.reading(), past=True) if since else work.today
    values: dict[str, Any] = {"reached_on": day.isoformat(), "said": since is not None}
    if there:
        table.update(there[0], **values)
    else:
        table.insert(Stage(program_id=program.id, status=program.status, **values))


def echo(work: Work, program: Program, values: Mapping[str, object]) -> tuple[Notice, ...]:
    """The day that was typed, as it was understood."""
    if "since" not in values:
        return ()
    kept = work.store.table(Stage).list(program_id=program.id, status=program.status)
    since = kept[0].reached_on if kept else None
    return (Notice("status-since", ref=program.ref, status=program.status, since=since),)


def of_program(work: Work, program_id: int) -> list[Row]:
    """The stages that a program reached: `status reached_on sure`, in the order of their life.

    `sure` is false where it was reached on that day at the latest, null where no day is known.
    """
    from fmgtrack.rules.stages import stages

    days = _days(work, program_id)
    (row,) = _programs(work, program_id)
    return [_shape(one) for one in stages(row["status"], _kept(row), days.get(program_id, []))]


def _shape(one: Reached) -> Row:
    return {
        "status": one.status,
        "reached_on": one.on and one.on.isoformat(),
        "sure": one.sure,
    }


def _programs(work: Work, program_id: int | None = None) -> list[Row]:
    from fmgtrack.store import stages as store

    return store.programs(work.store, program_id)


def _kept(row: Row) -> list[Reached]:
    from datetime import date

    from fmgtrack.rules.stages import Reached

    return [
        Reached(one["status"], date.fromisoformat(one["reached_on"]), one["said"])
        for one in row["kept"]
    ]


def _days(work: Work, program_id: int | None = None) -> dict[int, list[Day]]:
    """The interviews of each program as rules look at them."""
    from fmgtrack.store import stages as store

    found: dict[int, list[Day]] = {}
    for row in store.interviews(work.store, program_id):
        found.setdefault(row["program_id"], []).append(_day(work, row))
    return found


def _day(work: Work, row: Row) -> Day:
    from datetime import datetime

    from fmgtrack.rules.moments import day_of, in_zone, is_over
    from fmgtrack.rules.stages import Day

    starts, ends = row["starts_at"], row["ends_at"]
    held = (
        row["status"] == "scheduled"
        and starts
        and is_over(starts, ends, row["timezone"], work.now, row["there"])
    )
    return Day(
        status=row["status"],
        begins=day_of(starts) if starts else None,
        over_on=day_of(ends or starts) if held else None,
        noted={
            status: in_zone(datetime.fromisoformat(at), work.home_zone).date()
            for status, at in row["noted"].items()
        },
    )


def season(work: Work) -> Card:
    """The picture of the season; the keys are those of `picture`.

    A program that is rejected or withdrawn and has an interview to come is told of: one of the
    two is out of date.
    """
    with work.store.reading():
        row = picture(work)
        notices = () if row["programs"] else (Notice("no-programs"),)
        odd = tuple(
            Notice("out-but-invited", ref=ref, name=name, status=status)
            for ref, name, status in _contradictions(work)
        )
    return Card("stages", row, (*notices, *odd))


def picture(work: Work) -> Row:
    """How many applications stand where, and when invitations and interviews came.

    Keys: `season`; `programs` (how many); `stages[{status, standing, so_far}]` in the order of
    their life, `standing` counting each program once; `called_off` (programs all of whose
    interviews were declined or cancelled); `by_specialty[{specialty, programs, ...}]` and
    `by_state[{state, ...}]` with one number for each stage after `considered`, so far, those with
    most programs first;
    `invitations{weeks[{week, count}], sure, at_latest, undated, outside}` and
    `interviews{weeks, undated, outside}`. A week is the day of its Monday.
    """
    from fmgtrack.rules import stages as rules

    programs, days = _programs(work), _days(work)
    lives = {
        row["id"]: rules.stages(row["status"], _kept(row), days.get(row["id"], []))
        for row in programs
    }
    stand = [rules.standing(row["status"], days.get(row["id"], [])) for row in programs]
    so_far = [one.status for life in lives.values() for one in life]
    invited = [one for life in lives.values() for one in life if one.status == "invited"]
    planned = [day for group in days.values() for day in group if day.status == "scheduled"]
    return {
        "season": work.season,
        "programs": len(programs),
        "stages": [
            {"status": name, "standing": stand.count(name), "so_far": so_far.count(name)}
            for name in rules.LIFE
        ],
        "called_off": sum(rules.is_called_off(group) for group in days.values()),
        "by_specialty": _grouped("specialty", programs, lives),
        "by_state": _grouped("state", programs, lives),
        "invitations": _by_week(work, [one.on for one in invited])
        | {
            "sure": sum(one.sure is True for one in invited),
            "at_latest": sum(one.sure is False for one in invited),
        },
        "interviews": _by_week(work, [day.begins for day in planned]),
    }


def _by_week(work: Work, days: Iterable[date | None]) -> Row:
    from fmgtrack.rules.stages import weeks

    every = list(days)
    counted, outside = weeks([day for day in every if day], work.season)
    return {
        "weeks": [{"week": monday.isoformat(), "count": number} for monday, number in counted],
        "undated": every.count(None),
        "outside": outside,
    }


def _grouped(
    key: str, programs: Iterable[Row], lives: Mapping[int, tuple[Reached, ...]]
) -> list[Row]:
    """How far programs of each specialty or state came; those written in another case are one."""
    names: dict[str, str | None] = {}
    groups: dict[str, list[int]] = {}
    for row in programs:
        name = row[key]
        folded = (name or "").casefold()
        names.setdefault(folded, name)
        groups.setdefault(folded, []).append(row["id"])
    rows = []
    for folded, ids in groups.items():
        reached = Counter(one.status for number in ids for one in lives[number])
        counts = {status: reached[status] for status in TOLD}
        rows.append({key: names[folded], "programs": len(ids), **counts})
    return sorted(rows, key=lambda row: (-row["programs"], row[key] is None, row[key] or ""))


def _contradictions(work: Work) -> list[tuple[str, str, str]]:
    from fmgtrack.rules.stages import OUT, PROMISED

    days = _days(work)
    return [
        (f"p{row['id']}", row["name"], row["status"])
        for row in _programs(work)
        if row["status"] in OUT
        and any(one.status in PROMISED and not one.over_on for one in days.get(row["id"], []))
    ]
