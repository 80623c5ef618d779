"""One thing shown whole: a record, the day, the list, the settings, a draft.

A card is a sequence of blocks that both the terminal and the pipe can print.
"""

from __future__ import annotations

from collections import Counter

from fmgtrack.render import list_cards, safe, times
from fmgtrack.render.blocks import BODY, PAIR, TABLE, TEXT, TITLE, VALUE
from fmgtrack.render.columns import person, sure, visa

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from fmgtrack.render.blocks import Block, Row

MOST_MAILS = 12
"""Mails that the day shows; `followups` has them all."""

_FEW, _SHORT = 4, 60
"""Lines of what `undo` would do, and characters of a text that are shown before it asks."""


def _pairs(*pairs: tuple[str, Any]) -> Iterator[Block]:
    for label, value in pairs:
        if value not in (None, "", []):
            yield PAIR, (label, value)


def program(row: Row, home: str) -> Iterator[Block]:
    """A program with its people, days, mails and deadlines."""
    yield TITLE, f"{row['ref']} {row['name']}"
    policy = row["contact_policy"]
    if row["policy_source"] or row["policy_on"]:
        source = ", ".join(p for p in (row["policy_source"], times.day(row["policy_on"])) if p)
        policy = f"{policy} ({source})"
    seen = ", ".join(
        part for part in (row["visa"]["source"], times.day(row["visa"]["checked_on"])) if part
    )
    said = visa(row)
    yield from _pairs(
        ("institution", row["institution"]),
        ("specialty", row["specialty"]),
        ("place", ", ".join(p for p in (row["city"], row["state"]) if p)),
        ("time zone", row["timezone"]),
        ("NRMP codes", ", ".join(row["nrmp_codes"])),
        ("ACGME number", row["acgme_code"]),
        ("web", row["url"]),
        ("status", row["status"]),
        ("came so far", _stages(row["stages"])),
        ("signal", None if row["signal"] == "none" else row["signal"]),
        ("mail policy", policy),
        ("visa", f"{said} ({seen})" if said and seen else said or "not said"),
        ("contract came", times.day(row["contract_on"])),
        ("private note", row["notes"]),
    )
    for kind in ("contacts", "interviews", "followups", "deadlines"):
        if row.get(kind):
            yield TITLE, {"followups": "follow-ups"}.get(kind, kind)
            yield TABLE, (kind, row[kind])


def _stages(rows: list[Row]) -> str:
    """The stages after the first with their days; `by` the day on which it was put on record."""
    before = {True: "", False: "by ", None: ""}
    return ", ".join(
        f"{one['status']} {before[one['sure']]}{times.day(one['reached_on']) or '(day not known)'}"
        for one in rows
        if one["status"] != "considered" or one["reached_on"]
    )


def contact(row: Row, home: str) -> Iterator[Block]:
    """A person at a program."""
    yield TITLE, f"{row['ref']} {person(row)}"
    yield from _pairs(
        ("role", row["role"]),
        ("program", f"{row['program']['ref']} {row['program']['name']}"),
        ("mail", row["email"]),
        ("private note", row["notes"]),
    )


def interview(row: Row, home: str) -> Iterator[Block]:
    """An interview with the people met."""
    yield TITLE, f"{row['ref']} {row['program']['name']}"
    zone = row["timezone"]
    when = times.span(row["starts_at"], row["ends_at"], zone) if row["starts_at"] else None
    yield from _pairs(
        ("program", row["program"]["ref"]),
        ("status", row["status"]),
        ("when", f"{when} ({zone})" if when else None),
        ("your time", times.beside(row["home_starts_at"], row["starts_at"], home)),
        ("answer by", _answer_by(row, home)),
        ("format", row["format"]),
        ("place", row["place"]),
        ("stood out", row["highlight"]),
        ("private note", row["notes"]),
    )
    for met in row["met"]:
        setting = met["setting"] or "not met that day"
        yield TEXT, f"{met['ref']}  {person(met['contact'])}, {met['contact']['role']}, {setting}"
        for label, key in (("talked about", "talked_about"), ("to ask", "to_ask")):
            if met[key]:
                yield TEXT, f"     {label}: {safe.line(met[key])}"


def follow_up(row: Row, home: str) -> Iterator[Block]:
    """A meeting and its mail."""
    yield TITLE, f"{row['ref']} {person(row['contact'])}"
    window = row["due_from"] and f"{times.day(row['due_from'])} to {times.day(row['due_by'])}"
    yield from _pairs(
        ("state", row["state"]),
        ("reason", row["reason"]),
        ("window", window),
        ("program", f"{row['program']['ref']} {row['program']['name']}"),
        ("interview", f"{row['interview']['ref']}, {times.day(row['interviewed_on'])}"),
        ("role", row["contact"]["role"]),
        ("mail", row["contact"]["email"]),
        ("setting", row["setting"]),
        ("talked about", row["talked_about"]),
        ("to ask", row["to_ask"]),
        ("sent", times.day(row["sent_on"])),
        ("replied", times.day(row["replied_on"])),
    )


def deadline(row: Row, home: str) -> Iterator[Block]:
    """A dated event, and where an unconfirmed one can be checked."""
    from fmgtrack.reference.seasons import CHECK_AT

    unsure = row["confidence"] == "secondary"
    yield TITLE, f"{row['ref']} {row['title']}"
    yield from _pairs(
        ("when", times.moment(row["due_at"], row["timezone"])),
        ("your time", times.beside(row["home_due_at"], row["due_at"], home)),
        ("zone", row["timezone"]),
        ("binding", "yes, something is lost after it" if row["binding"] else "no"),
        ("body", row["body"]),
        ("program", row["program"] and f"{row['program']['ref']} {row['program']['name']}"),
        ("sure", sure(row)),
        ("source", row["source"]),
        ("check it at", CHECK_AT.get(row["body"]) if unsure else None),
        ("then", f"`fmgtrack edit {row['ref']} --date DAY --source TEXT`" if unsure else None),
    )


def greeting(row: Row, home: str) -> Iterator[Block]:
    """The first three lines that a person sees."""
    yield TITLE, "fmgtrack keeps a residency season in one file on this computer; nothing is sent"
    yield TEXT, "look around: `fmgtrack demo`; bring your spreadsheet: `fmgtrack import FILE`"
    yield TEXT, "or begin with five short questions: `fmgtrack init`"


def today(row: Row, home: str) -> Iterator[Block]:
    """The day: what is owed, what comes, how the list stands."""
    yield TITLE, times.moment(row["now"], home)
    if row["programs"]:
        yield from _mails([*row["overdue"], *row["due"], *row["open"]])
    else:
        yield TEXT, 'begin with a program: fmgtrack add-program "Name of the program" --state MI'
        yield TEXT, 'then its interview:   fmgtrack add-interview PROGRAM "24 Nov 2026 9:00"'
        yield TEXT, "or bring a list:      fmgtrack import programs.csv --dry-run"
        yield TEXT, "or look around first: fmgtrack demo"
    for day in row["debrief"]:
        yield (
            TEXT,
            (
                f"{day['program']['name']} is over and nothing of it is noted:"
                f" `fmgtrack debrief {day['ref']}`"
            ),
        )
    if row["invitations"]:
        yield TITLE, "invitations"
        for invited in row["invitations"]:
            yield TEXT, _invitation(invited, home)
    if row["interviews"]:
        yield TITLE, "next interviews"
        yield TABLE, ("interviews", row["interviews"][:5])
    if row["prepare"]:
        from fmgtrack.render.sheet_cards import prepare

        yield from prepare(row["prepare"])
    if row["deadlines"]:
        yield TITLE, "deadlines within two weeks"
        yield TABLE, ("deadlines", row["deadlines"])
    if row["programs"]:
        yield TITLE, "rank order list"
        yield TEXT, _list_state(row["rol"], home)


def _mails(owed: list[Row]) -> Iterator[Block]:
    """The most pressing mails, few enough that the day stays on one screen."""
    if not owed:
        yield TEXT, "no mail is owed now"
        return
    counts = Counter(row["state"] for row in owed)
    yield TITLE, f"mail to write: {', '.join(f'{n} {state}' for state, n in counts.items())}"
    yield TABLE, ("owed", owed[:MOST_MAILS])
    if len(owed) > MOST_MAILS:
        yield TEXT, f"{len(owed) - MOST_MAILS} more: `fmgtrack followups`"


def _invitation(row: Row, home: str) -> str:
    said = f"{row['ref']}  {row['program']['name']}, {row['status']}"
    by, hours = _answer_by(row, home), row["hours_left"]
    if not by:
        return said
    if hours is None:
        return f"{said}, answer by {by}"
    if hours < 0:
        return f"{said}, OVERDUE: write today, the answer was due by {by}"
    return f"{said}, answer within {_hours(hours)}, by {by}"


def _hours(hours: int) -> str:
    if hours > 96:  # noqa: PLR2004  four days and more are counted in days
        return f"{hours // 24} days"
    return "the hour" if not hours else f"{hours} hour{'' if hours == 1 else 's'}"


def _answer_by(row: Row, home: str) -> str:
    there = times.moment(row["respond_by"], row["respond_zone"])
    beside = times.beside(row["home_respond_by"], row["respond_by"], home)
    return f"{there}, {beside} for you" if beside else there


def _list_state(row: Row, home: str) -> str:
    said = f"{row['ranked']} ranked" if row["ranked"] else "nothing ranked yet"
    if row["unranked"]:
        said += f", {len(row['unranked'])} interviewed and not ranked"
    if row["certified_at"]:
        said += f"; {list_cards.certified_said(row, home)}"
    if row["is_past"]:
        said += f"; the deadline has passed ({list_cards.deadline_said(row, home)})"
    elif row["due_at"]:
        left = list_cards.days_left(row["days_left"])
        said += f"; to be certified by {list_cards.deadline_said(row, home)}, {left}"
    return said


def config(row: Row, home: str) -> Iterator[Block]:
    """All settings and where the files are."""
    yield TITLE, "settings"
    for key, value in row["settings"].items():
        yield PAIR, (key, "not set" if value is None else value)
    yield TITLE, "files"
    for key, value in row["files"].items():
        yield PAIR, (key, value)


def setting(row: Row, home: str) -> Iterator[Block]:
    """One setting alone."""
    yield VALUE, "" if row["value"] is None else row["value"]


def export(row: Row, home: str) -> Iterator[Block]:
    """What an export holds."""
    yield TITLE, f"wrote {row['path']}"
    yield TEXT, ", ".join(f"{number} {name}" for name, number in row["records"].items() if number)


def calendar(row: Row, home: str) -> Iterator[Block]:
    """What a calendar holds."""
    yield TITLE, f"wrote {row['path']}"
    yield TEXT, ", ".join(f"{number} {kind}" for kind, number in row["events"].items())


def backup(row: Row, home: str) -> Iterator[Block]:
    """A copy that was made."""
    yield TITLE, f"copied the record to {row['path']}"
    yield TEXT, _held(row)


def copy(row: Row, home: str) -> Iterator[Block]:
    """A copy that may be put back."""
    yield TITLE, row["path"]
    yield TEXT, _held(row)


def _held(row: Row) -> str:
    kinds = ("programs", "contacts", "interviews", "changes")
    counts = ", ".join(f"{row[kind]} {kind}" for kind in kinds)
    return f"{counts}; last change {row['last_change'] or 'none'}"


def report(row: Row, home: str) -> Iterator[Block]:
    """What stands on a page."""
    yield TITLE, f"wrote {row['path']}"
    names = ("interviews", "deadlines", "ranked", "sheets")
    yield TEXT, ", ".join(f"{row[name]} {name}" for name in names)


def removal(row: Row, home: str) -> Iterator[Block]:
    """What a removal would take away."""
    yield TITLE, "this will be removed"
    for record in reversed(row["records"]):
        yield TEXT, f"{record['kind']}: {record['title']}"


def undo(row: Row, home: str) -> Iterator[Block]:
    """What `undo` would put back."""
    yield TITLE, f"takes back {row['ref']}: {row['title']}"
    lines = list(_put_back(row["rows"]))
    yield from ((TEXT, f"  {line}") for line in lines[:_FEW])
    if lines:
        yield TEXT, f"  `fmgtrack show {row['ref']}` shows all of it"


def _put_back(steps: Sequence[Row]) -> Iterator[str]:
    """What goes, what comes back and what changes, without what only a record needs."""
    for verb, side in (("goes", "then"), ("comes back", "now")):
        refs = [step["ref"] for step in steps if step[side] is None]
        if refs:
            more = f" and {len(refs) - _FEW} more" if len(refs) > _FEW else ""
            yield f"{verb}: {', '.join(refs[:_FEW])}{more}"
    for step in steps:
        now, then = step["now"], step["then"]
        for key, value in then.items() if now and then else ():
            if value == now[key] or key in {"id", "uid"} or key.endswith("_id"):
                continue
            before, after = (safe.line("-" if v is None else v) for v in (now[key], value))
            is_short = max(len(before), len(after)) <= _SHORT
            said = f"{before} -> {after}" if is_short else "as it was before"
            yield f"{step['ref']} {key.replace('_', '-')}: {said}"


def change(row: Row, home: str) -> Iterator[Block]:
    """One change of the history."""
    yield TITLE, f"{row['ref']} {row['title']}"
    yield from _pairs(
        ("at", times.recorded(row["at"], home)),
        ("takes back", row["undoes"]),
        ("taken back by", row["undone_by"]),
    )
    for step in row["rows"]:
        yield from _step(step["ref"], step["before"], step["after"])


def _step(ref: str, old: Row | None, new: Row | None) -> Iterator[Block]:
    if old is None:
        yield TEXT, f"  {ref} comes: {_brief(new or {})}"
    elif new is None:
        yield TEXT, f"  {ref} goes: {_brief(old)}"
    else:
        for key, value in new.items():
            if value != old[key]:
                before, after = (safe.line("-" if v is None else v) for v in (old[key], value))
                yield TEXT, f"  {ref} {key.replace('_', '-')}: {before} -> {after}"


def _brief(row: Row) -> str:
    hidden = ("id", "uid")
    parts = [
        f"{key.replace('_', '-')} {safe.line(value)}"
        for key, value in row.items()
        if key not in hidden and value not in (None, "")
    ]
    return ", ".join(parts)


def draft(row: Row, home: str) -> Iterator[Block]:
    """One draft with its checks beneath."""
    kind = "" if row["kind"] == "thanks" else f", {row['kind']}"
    yield TITLE, f"{row['followup']} {row['to_name']}{kind}"
    yield from _pairs(
        ("To", row["to"] or "no address on record"),
        ("Subject", row["subject"]),
    )
    yield BODY, row["body"]
    for check in row["checks"]:
        holds = "holds back" if check["blocking"] else "look at"
        yield TEXT, f"{holds}: {check['code']}: {check['message']}"
    if not row["checks"]:
        yield TEXT, "checked: nothing found"


CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "program": program,
    "contact": contact,
    "interview": interview,
    "follow-up": follow_up,
    "deadline": deadline,
    "rol": list_cards.rol,
    "ratings": list_cards.ratings,
    "compare": list_cards.compare,
    "why": list_cards.why,
    "diff": list_cards.diff,
    "pairs": list_cards.pairs,
    "explain": list_cards.explain,
    "greeting": greeting,
    "today": today,
    "config": config,
    "setting": setting,
    "export": export,
    "calendar": calendar,
    "report": report,
    "backup": backup,
    "copy": copy,
    "removal": removal,
    "undo": undo,
    "change": change,
    "draft": draft,
}
"""How each kind of card is laid out, given its row and the home zone."""


def card_of(kind: str) -> Callable[[Row, str], Iterator[Block]]:
    """How a kind of card is laid out."""
    if kind in CARDS:
        return CARDS[kind]
    from fmgtrack.render import apply_cards, help_cards, prep_cards

    return (prep_cards.CARDS | apply_cards.CARDS | help_cards.CARDS)[kind]
