"""The checklist of an interview: its lines, what is ticked off, what is near."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.errors import (
    AmbiguousError,
    ConflictError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from fmgtrack.records.interview import Interview
from fmgtrack.records.program import Program
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.records.tick import PARTS, Tick
from fmgtrack.records.words import CALLED_OFF
from fmgtrack.rules import checklists as rules
from fmgtrack.rules import moments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store.history import Change

MARGIN = timedelta(days=2)
"""How much wider days are looked for than they count: zones, and a day that is there already."""


def view(work: Work, text: str) -> Card:
    """The checklist of an interview, with what is done, what matters now, what comes later.

    Keys: `interview{ref}`, `program{ref,name}`, `format`, `starts_at`, `ends_at`, `timezone`,
    `home_starts_at`, `day` and `days_left` in the program's zone, `items[{number,key,part,text,
    state,done_on,known}]` and `dropped[{key,text}]`. `state` is done, now, later or passed;
    `known` says by what the record itself shows that a line is done.
    """
    interview = _meant(work, text)
    row = _row(work, interview)
    told = [] if row["format"] else [Notice("checklist-format", ref=interview.ref)]
    return Card("checklist", row, tuple(told))


def _meant(work: Work, text: str) -> Interview:
    """The interview of a ref, or the one of a program that comes next or is the only one.

    Raises:
        AmbiguousError: several of the program may be meant.
        RefusedError: it was called off, or there is none.
    """
    record = find.by_ref(work.store, text)
    if isinstance(record, Interview):
        if record.status in CALLED_OFF:
            raise RefusedError(
                f"{record.ref} was {record.status}",
                f"`fmgtrack edit {record.ref} --status scheduled` takes that back",
            )
        return record
    if record is not None and not isinstance(record, Program):
        raise find.other_kind(work.store, record, "interview")
    program = find.program(work.store, text)
    there = [
        one
        for one in work.store.table(Interview).list(program_id=program.id)
        if one.status not in CALLED_OFF
    ]
    ahead = [one for one in there if not _is_over(work, one, program)]
    fitting = ahead or there
    if len(fitting) > 1:
        raise AmbiguousError(
            "interview", text, [(one.ref, one.starts_at or one.status) for one in fitting]
        )
    if not fitting:
        raise RefusedError(
            f"no interview at {program.name} is on record",
            f'`fmgtrack add-interview {program.ref} "24 Nov 2026 9:00"` adds it',
        )
    return fitting[0]


def _is_over(work: Work, interview: Interview, program: Program) -> bool:
    starts, zone = interview.starts_at, interview.timezone
    if interview.status != "scheduled" or not starts or not zone:
        return False
    return moments.is_over(starts, interview.ends_at, zone, work.now, program.timezone)


def _row(work: Work, interview: Interview) -> Row:
    from fmgtrack.store import checklists as store
    from fmgtrack.store.interviews import at_home

    facts = store.facts(work.store, interview.id)
    starts, zone = interview.starts_at, interview.timezone
    when = _span(work, facts)
    items, dropped = _items(work, facts, when)
    return {
        "interview": {"ref": interview.ref},
        "program": {"ref": f"p{interview.program_id}", "name": facts["program"]},
        "format": interview.format,
        "starts_at": moments.iso(starts, zone),
        "ends_at": moments.iso(interview.ends_at, zone),
        "timezone": zone,
        "home_starts_at": at_home(starts, zone, work.home_zone),
        "day": when.first.isoformat() if when else None,
        "days_left": (when.first - when.today).days if when else None,
        "items": items,
        "dropped": dropped,
    }


def _span(work: Work, facts: Row) -> rules.Span | None:
    """The days of an interview that is scheduled."""
    if facts["status"] != "scheduled" or not facts["starts_at"]:
        return None
    days = facts["starts_at"], facts["ends_at"]
    return rules.span(*days, facts["timezone"], facts["program_zone"], work.now)


def _items(work: Work, facts: Row, when: rules.Span | None) -> tuple[list[Row], list[Row]]:
    """Lines of an interview as they are shown, numbered, and those that were dropped."""
    from fmgtrack.reference.checklists import lines

    ticks = work.store.table(Tick).list(interview_id=facts["id"])
    kept = {tick.key: tick for tick in ticks if tick.key}
    known = _known(work, facts, when)
    items: list[Row] = []
    dropped: list[Row] = []
    for line in rules.for_format(lines(), facts["format"]):
        tick = kept.get(line.key)
        text = line.text.format(interview=f"i{facts['id']}", program=f"p{facts['program_id']}")
        if tick and tick.dropped:
            dropped.append({"key": line.key, "text": text})
            continue
        done_on = tick.done_on if tick else None
        shown = line.known if line.known in known and not done_on else None
        state = rules.DONE if done_on or shown else rules.state(line.part, line.days, when)
        items.append(_item(line.key, line.part, text, state, done_on, shown))
    for tick in ticks:
        if tick.key is None:
            part = tick.part or rules.BEFORE
            days = rules.OWN_DAYS if part == rules.BEFORE else 0
            state = rules.DONE if tick.done_on else rules.state(part, days, when)
            items.append(_item(tick.ref, part, tick.text or "", state, tick.done_on, None))
    items.sort(key=lambda item: PARTS.index(item["part"]))
    for number, item in enumerate(items, start=1):
        item["number"] = number
    return items, dropped


def _item(  # noqa: PLR0913, PLR0917  the keys of one line
    key: str, part: str, text: str, state: str, done_on: str | None, known: str | None
) -> Row:
    return {
        "number": 0,
        "key": key,
        "part": part,
        "text": text,
        "state": state,
        "done_on": done_on,
        "known": known,
    }


def _known(work: Work, facts: Row, when: rules.Span | None) -> set[str]:
    """What the record shows to be done for an interview."""
    from fmgtrack.store import followups

    over = when is not None and when.over
    mails: tuple[str, ...] = ()
    if over:
        owed = followups.rows(work.store, work.now, work.settings, interview_id=facts["id"])
        mails = tuple(row["state"] for row in owed)
    found = rules.Facts(
        people=facts["people"],
        questions=facts["questions"],
        open_questions=facts["open_questions"],
        answers=facts["answers"],
        noted=bool(facts["noted"]),
        rated=bool(facts["rated"]),
        mails=mails,
    )
    return {what for what in rules.KNOWN if rules.is_known(what, found, over=over)}


def row_of(work: Work, tick: Tick) -> Row:
    """What `show` gives of a line that was touched: its interview, part, text and state."""
    from fmgtrack.store import checklists as store

    facts = store.facts(work.store, tick.interview_id)
    items, dropped = _items(work, facts, _span(work, facts))
    key = tick.key or tick.ref
    line = next((one for one in (*items, *dropped) if one["key"] == key), {})
    return {
        "ref": tick.ref,
        "interview": {"ref": f"i{tick.interview_id}"},
        "program": {"ref": f"p{facts['program_id']}", "name": facts["program"]},
        "key": tick.key,
        "part": line.get("part"),
        "text": line.get("text", tick.text),
        "state": "dropped" if tick.dropped else line.get("state"),
        "done_on": tick.done_on,
    }


def change(work: Work, text: str, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Tick lines off or back, add one's own, drop what does not apply; all in one change.

    Args:
        work: the open record.
        text: the interview's ref, or its program.
        values: `done`, `undone`, `drop` (lines: a number as shown, a key, or the ref of an own
            line, several with commas or spaces between), `add` (own lines) and `part` of these.

    Raises:
        NotFoundError: there is no such line.
    """
    if "part" in values and "add" not in values:
        raise UsageError("`--part` belongs to a line of your own", "`--add` takes the line")
    part = fields.choice(fields.one(values, "part") or rules.BEFORE, "--part", PARTS)
    with work.store.change() as changed:
        interview = _meant(work, text)
        row = _row(work, interview)
        named = {
            option: _lines_named(row, fields.many(values, option), option)
            for option in ("done", "undone", "drop")
        }
        _refuse_both(named)
        told: list[str] = []
        for option, said in (("done", "ticked"), ("undone", "opened"), ("drop", "dropped")):
            for key in named[option]:
                _put(work, changed, interview, key, option)
            if named[option]:
                told.append(f"{said} {', '.join(named[option])}")
        for own in fields.many(values, "add"):
            words = fields.name(own, "line")
            tick = Tick(interview_id=interview.id, text=words, part=part)
            told.append(f"added {changed.table(Tick).insert(tick).ref} {words}")
        changed.title = f"{', '.join(told)} on the checklist of {interview.ref}"
        title = changed.title if any(b != a for _, _, b, a in changed.images) else ""
    after = _row(work, interview)
    notices = [
        Notice("checklist-known", key=item["key"], known=item["known"])
        for item in after["items"]
        if item["known"] and item["key"] in named["undone"]
    ]
    left = [item["key"] for item in after["items"] if item["state"] == rules.NOW]
    if left:
        notices.append(Notice("checklist-left", ref=interview.ref, keys=tuple(left)))
    return Changed("checklist", (interview.ref,), title, tuple(notices))


def _lines_named(row: Row, texts: tuple[str, ...], option: str) -> list[str]:
    """Keys of the lines that are meant, each once."""
    found: list[str] = []
    for text in texts:
        for word in re.split(r"[\s,]+", text.strip()):
            key = _line_named(row, word, option)
            if key not in found:
                found.append(key)
    return found


def _line_named(row: Row, word: str, option: str) -> str:
    numbered: dict[str, str] = {str(item["number"]): item["key"] for item in row["items"]}
    shown: dict[str, str] = {item["key"]: item["text"] for item in row["items"]}
    gone: dict[str, str] = {item["key"]: item["text"] for item in row["dropped"]}
    keys = shown | (gone if option == "undone" else {})
    typed = word.lower()
    if typed in numbered:
        return numbered[typed]
    if typed in keys:
        return typed
    begun = [key for key in keys if typed and key.startswith(typed)]
    if len(begun) == 1:
        return begun[0]
    from fmgtrack.rules.matching import nearest

    near = begun or list(nearest(typed, keys))
    ref = row["interview"]["ref"]
    raise NotFoundError(
        "line",
        word,
        nearest=[(key, keys[key]) for key in near],
        hint=f"`fmgtrack prep checklist {ref}` lists them with their numbers",
    )


def _refuse_both(named: Mapping[str, list[str]]) -> None:
    seen: dict[str, str] = {}
    for option, keys in named.items():
        for key in keys:
            if key in seen:
                raise ConflictError(
                    f"`{key}` is named by both `--{seen[key]}` and `--{option}`",
                    "leave one of them out",
                )
            seen[key] = option


def _put(work: Work, change: Change, interview: Interview, key: str, option: str) -> None:
    """Keep what was said of one line; one that ships has no row unless it is done or dropped."""
    own = re.fullmatch(r"ti[1-9]\d*", key)
    named: dict[str, Any] = {"id": int(key[2:])} if own else {"key": key}
    known = work.store.table(Tick).list(interview_id=interview.id, **named)
    table = change.table(Tick)
    if option == "done":
        on = work.today.isoformat()
        if not known:
            table.insert(Tick(interview_id=interview.id, key=key, done_on=on))
        elif not known[0].done_on:
            table.update(known[0], done_on=on)
    elif option == "undone" and own:
        table.update(known[0], done_on=None)
    else:
        for tick in known:
            table.delete(tick)
        if option == "drop" and not own:
            table.insert(Tick(interview_id=interview.id, key=key, dropped=True))


def near(work: Work) -> list[Row]:
    """What is open on the checklists of interviews whose day is near, soonest first.

    Keys: `interview{ref}`, `program{ref,name}`, `day` and `days_left` (negative once it is past)
    in the program's zone, `items[{key,text}]`. Interviews with nothing open are left out.
    """
    from fmgtrack.reference.checklists import lines
    from fmgtrack.store import checklists as store

    longest = timedelta(days=max(line.days for line in lines()))
    found = store.scheduled(
        work.store,
        work.today - rules.KEPT - longest - MARGIN,
        work.today + longest + MARGIN,
    )
    rows: list[Row] = []
    for facts in found:
        when = _span(work, facts)
        items = [
            {key: item[key] for key in ("key", "text")}
            for item in _items(work, facts, when)[0]
            if item["state"] == rules.NOW
        ]
        if when and items:
            rows.append(
                {
                    "interview": {"ref": f"i{facts['id']}"},
                    "program": {"ref": f"p{facts['program_id']}", "name": facts["program"]},
                    "day": when.first.isoformat(),
                    "days_left": (when.first - when.today).days,
                    "items": items,
                }
            )
    return rows
