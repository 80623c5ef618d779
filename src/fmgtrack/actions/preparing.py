"""What to prepare first: the overview of `prep`, and the few lines that `today` has of it."""

from __future__ import annotations

from fmgtrack.records.results import Card
from fmgtrack.reference.checklist_lines import LINES
from fmgtrack.rules import moments
from fmgtrack.rules import preparing as rules
from fmgtrack.store import preparing as kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row

SHORT = 5
"""How many tasks `today` names."""

FIRST = 8
"""How many tasks `prep` names before all are asked for: they fit on one screen."""


def first(work: Work) -> list[Row]:
    """What to prepare first, for `today`: at most `SHORT` tasks, in order.

    There are some when an interview comes within `rules.SOON` days, or when nothing at all is
    prepared for the first one of the season. What comes after a day has a place of its own in
    `today`. Facts of a program are counted here whether they are concrete or not, and questions
    that are due for practice not at all: both take the bank.

    Keys: `interview{ref} program{ref,name} days_left`, and those of a task in `overview`.
    """
    rows = [row for row in kept.comings(work.store, work.now, rules.AHEAD) if not row["over"]]
    if all(row["days"] > rules.SOON for row in rows):
        rows = []
    if not rows and kept.nothing_yet(work.store, work.now, work.season):
        rows = [row for row in (kept.next_one(work.store, work.now),) if row]
    if not rows:
        return []
    person = kept.person(work.store, work.now, work.today, work.season)
    found = rules.tasks(person, [_light(row) for row in rows])
    return [_brief(one.coming) | _task(one) for one in rules.top(found, SHORT)]


def _light(row: Row) -> rules.Coming:
    lines = rules.open_lines(LINES, row["lines"], row["days"])
    return rules.Coming(**row | {"lines": lines})


def _brief(one: rules.Coming | None) -> Row:
    if one is None:
        return {"interview": None, "program": None, "days_left": None}
    return {
        "interview": {"ref": one.interview},
        "program": {"ref": one.program, "name": one.name},
        "days_left": one.days,
    }


def _task(one: rules.Task) -> Row:
    return {
        "code": one.code,
        "reason": one.reason,
        "have": one.have,
        "wanted": list(one.wanted),
        "missing": list(one.missing),
        "refs": list(one.refs),
    }


def overview(work: Work, *, everything: bool) -> Card:
    """What to prepare first, and why.

    Keys: `now`; `interviews[{interview{ref}, program{ref,name}, days_left, starts_at, timezone,
    home_starts_at, format, over, tasks[]}]`, those of the next `rules.AHEAD` days and what is
    just over, soonest first; `anyway[]`, the tasks that are worth doing while none comes;
    `next{interview{ref}, program{ref,name}, days_left}`, the next one where all are further away.
    `days_left` counts in the program's zone.

    A task: `code reason have wanted[] missing[] refs[]` as `rules.preparing.Task` has them, and
    `first`, whether it is among those to begin with.

    Args:
        work: the open record.
        everything: whether people are shown all tasks; the keys hold all of them anyway.
    """
    rows = kept.comings(work.store, work.now, rules.AHEAD)
    comings = _exactly(work, rows)
    found = rules.tasks(_person(work), comings)
    begin = [id(one) for one in rules.top(found, FIRST)]
    tasks: dict[str | None, list[Row]] = {}
    for one in found:
        ref = one.coming.interview if one.coming else None
        tasks.setdefault(ref, []).append(_task(one) | {"first": id(one) in begin})
    ahead = [one for one in comings if not one.over]
    further = None if ahead else kept.next_one(work.store, work.now)
    return Card(
        "overview-all" if everything else "overview",
        {
            "now": moments.in_zone(work.now, work.home_zone).isoformat(),
            "interviews": _days(work, comings, tasks),
            "anyway": tasks.get(None, []),
            "next": _brief(rules.Coming(**further | {"lines": ()})) if further else None,
        },
    )


def _person(work: Work) -> rules.Person:
    """What is prepared whatever the program, with what is due for practice."""
    from dataclasses import replace

    person = kept.person(work.store, work.now, work.today, work.season)
    return person if person.due is None else replace(person, due=_due(work))


def _exactly(work: Work, rows: Iterable[Row]) -> list[rules.Coming]:
    """The interviews with facts that are concrete, and with lines of the checklists themselves."""
    from fmgtrack.actions.checklists import near
    from fmgtrack.actions.reasons import state
    from fmgtrack.records.program import Program

    lines = {
        row["interview"]["ref"]: tuple(item["key"] for item in row["items"]) for row in near(work)
    }
    comings = []
    for row in rows:
        program = work.store.table(Program).get(int(row["program"][1:]))
        reasons = state(work, program)["concrete"] if program else 0
        exact = {"reasons": reasons, "lines": lines.get(row["interview"], ())}
        comings.append(rules.Coming(**row | exact))
    return comings


def _due(work: Work) -> int:
    """How many questions are due for practice."""
    from fmgtrack.actions.practice import queue

    today = work.today.isoformat()
    return sum(row["due_on"] is not None and row["due_on"] <= today for row in queue(work))


def _days(work: Work, comings: list[rules.Coming], tasks: dict[str | None, list[Row]]) -> list[Row]:
    from fmgtrack.store import interviews

    known = {row["ref"]: row for row in interviews.rows(work.store, work.now, work.home_zone)}
    kept_keys = ("starts_at", "timezone", "home_starts_at", "format")
    return [
        _brief(one)
        | {key: known[one.interview][key] for key in kept_keys}
        | {"over": one.over, "tasks": tasks.get(one.interview, [])}
        for one in sorted(comings, key=lambda one: (not one.over, one.days))
    ]
