"""One thing shown whole: a record, the day, the list, the settings, a draft.

A card is a sequence of blocks that both the terminal and the pipe can print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render import safe, times
from fmgtrack.render.columns import person, sure, visa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Row = dict[str, Any]
    Block = tuple[str, Any]

TITLE, TEXT, PAIR, TABLE, BODY, VALUE = "title", "text", "pair", "table", "body", "value"
"""Kinds of blocks: a heading; a line; a label and its value; (kind, rows); text; a bare value."""


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


def rol(row: Row, home: str) -> Iterator[Block]:
    """The rank order list with what stands beside it."""
    yield TITLE, "rank order list"
    if row["primary"]:
        yield TABLE, ("rol", row["primary"])
    else:
        yield TEXT, "nothing is ranked yet: `fmgtrack rol add PROGRAM`"
    for extra in row["supplemental"]:
        names = ", ".join(p["nrmp_code"] or p["program"]["name"] for p in extra["linked_to"])
        yield TITLE, f"list {extra['letter']}, linked to {names or 'nothing yet'}"
        yield TABLE, ("rol", extra["entries"])
    if row["unranked"]:
        names = ", ".join(f"{p['ref']} {p['name']}" for p in row["unranked"])
        yield TEXT, f"interviewed and not ranked: {names}"
    for gone in row["excluded"]:
        yield TEXT, f"excluded: {gone['ref']} {gone['name']}, {gone['reason']}"
    if row["checks"]:
        blocking = sum(check["blocking"] for check in row["checks"])
        found = f"{len(row['checks'])} to look at"
        verb = "blocks" if blocking == 1 else "block"
        found += f", {blocking} of them {verb} certifying" if blocking else ""
        yield TEXT, f"{found}: `fmgtrack rol check`"
    yield TEXT, _certified(row, home)
    if row["deadline"]:
        due = row["deadline"]
        when = _deadline(due, home)
        if due["is_past"]:
            yield TEXT, f"the list was to be certified in R3 by {when}, which has passed"
        else:
            yield TEXT, f"to be certified in R3 by {when}, {_left(due['days_left'])}"


def _left(days: int) -> str:
    if days <= 0:
        return "today is the last day"
    return "1 day left" if days == 1 else f"{days} days left"


def checks(rows: list[Row]) -> Iterator[str]:
    """What `rol check` found, each with what to do beneath."""
    for check in rows:
        weight = "blocks " if check["blocking"] else "look at"
        yield f"{weight}  {check['code']}: {check['message']}"
        yield f"         {check['hint']}"


def _certified(row: Row, home: str) -> str:
    if not row["certified_at"]:
        return "not certified yet"
    when = times.recorded(row["certified_at"], home)
    if row["changed_since_certified"]:
        return f"CHANGED since it was certified on {when}: certify again"
    return f"certified on {when}"


def ratings(row: Row, home: str) -> Iterator[Block]:
    """How a program was rated."""
    yield TITLE, f"{row['program']['ref']} {row['program']['name']}"
    for said in row["noted"]:
        yield TEXT, f"noted: {safe.line(said)}"
    for rating in row["ratings"]:
        value = rating["value"]
        bar = "*" * value + "." * (5 - value) if value else "not rated"
        weight = "" if rating["weight"] == 1 else f", weight {rating['weight']:g}"
        yield PAIR, (rating["key"], f"{bar}  {rating['label']}{weight}")
    if row["score"] is not None:
        yield PAIR, ("score", f"{row['score']:.2f} ({row['coverage']})")


def question(row: Row) -> Iterator[str]:
    """The next question of `rol compare`, with the answers that contradict each other."""
    if row["contradiction"]:
        circle = ", ".join(
            f"{one['better']['program']['name']} over {one['worse']['program']['name']}"
            for one in row["contradiction"]
        )
        yield f"these answers go round in a circle, so one is asked again: {circle}"
    yield f"up to {row['at_most']} questions left"
    for letter, line in zip("ab", row["question"], strict=True):
        score = "" if line["score"] is None else f", score {line['score']:.2f}"
        yield f"  {letter}  {line['program']['name']} {line['nrmp_code'] or ''}{score}"


def compare(row: Row, home: str) -> Iterator[Block]:
    """Where comparing stands."""
    if row["question"]:
        yield TITLE, "which one do you prefer?"
        for line in question(row):
            yield TEXT, line
        first, second = (line["nrmp_code"] or line["program"]["ref"] for line in row["question"])
        yield TEXT, f"answer with the better one first: fmgtrack rol compare {first} {second}"
        return
    if len(row["proposal"]) < 2:  # noqa: PLR2004  a pair
        yield TITLE, "nothing to compare yet"
        return
    yield TITLE, "your answers give this order"
    for rank, line in enumerate(row["proposal"], start=1):
        yield TEXT, f"{rank:3}  {line['program']['name']} {line['nrmp_code'] or ''}"
    if row["differs"]:
        yield TEXT, "`fmgtrack rol compare --accept` puts the list into it"
    else:
        yield TEXT, "the list stands in this order already"


def why(row: Row, home: str) -> Iterator[Block]:
    """What speaks for the order, pair by pair."""
    yield TITLE, "why the list stands as it does"
    for pair in row["pairs"]:
        above, below = pair["above"], pair["below"]
        yield (
            TITLE,
            (
                f"{above['rank']} {above['program']['name']} above"
                f" {below['rank']} {below['program']['name']}"
            ),
        )
        for label, key in (("for", "for"), ("against", "against")):
            said = ", ".join(f"{name} {one} to {other}" for name, one, other in pair[key])
            if said:
                yield PAIR, (label, said)
        one, other = pair["score"]
        if one is not None and other is not None:
            yield PAIR, ("score", f"{one:.2f} to {other:.2f}")
        for side, notes in zip((above, below), pair["notes"], strict=True):
            if notes:
                yield PAIR, (f"{side['rank']}", "; ".join(safe.line(note) for note in notes))
        if not (pair["for"] or pair["against"] or any(pair["notes"])):
            yield PAIR, ("known", "nothing on record: `fmgtrack rol rate` and `note` keep it")


def diff(row: Row, home: str) -> Iterator[Block]:
    """What is different from a version."""
    yield TITLE, f"since {row['since']}"
    said = 0
    for part in row["lists"]:
        letter = part["letter"]
        on = (
            f" (links of list {letter[0]})" if letter[1:] else f" (list {letter})" if letter else ""
        )
        for line in part["added"]:
            yield TEXT, f"+ {line['rank']:3}  {line['name']} {line['nrmp_code'] or ''}{on}"
        for line in part["removed"]:
            yield TEXT, f"- {line['rank']:3}  {line['name']} {line['nrmp_code'] or ''}{on}"
        for line in part["moved"]:
            yield TEXT, f"  {line['from']:3} -> {line['to']}  {line['name']}{on}"
        for line in part["edited"]:
            old = line["before"]
            was = f"{old['name']} {old['nrmp_code'] or 'without code'}"
            yield (
                TEXT,
                f"~ {line['rank']:3}  {line['name']} {line['nrmp_code'] or ''}, was {was}{on}",
            )
        said += sum(len(part[key]) for key in ("added", "removed", "moved", "edited"))
    if not said:
        yield TEXT, "nothing is different"


def pairs(row: Row, home: str) -> Iterator[Block]:
    """The list of a couple."""
    yield TITLE, "list of pairs"
    if row["pairs"]:
        yield TABLE, ("pairs", row["pairs"])
    else:
        yield TEXT, "no pair yet: `fmgtrack rol couple FILE` takes your partner's list in"
    for check in row["checks"]:
        yield TEXT, f"{'blocks' if check['blocking'] else 'look at'}: {check['message']}"


def explain(row: Row, home: str) -> Iterator[Block]:
    """A worked example of the algorithm."""
    yield TITLE, f"{row['title']} (example {row['number']} of {row['of']}, made up)"
    for name, order in row["applicants"].items():
        yield PAIR, (name, "ranks " + ", ".join(order))
    for name, order in row["programs"].items():
        places = row["places"][name]
        count = "1 place" if places == 1 else f"{places} places"
        yield PAIR, (name, f"{count}, ranks {', '.join(order)}")
    yield TITLE, "what the algorithm does"
    for step in row["steps"]:
        yield TEXT, _step_said(step)
    yield TITLE, f"what every other order would have brought {row['about']}"
    for tried in row["tried"]:
        yield TEXT, f"{', '.join(tried['order']) or 'an empty list'}: {tried['got'] or 'no match'}"
    yield TITLE, "so"
    for sentence in row["says"]:
        yield TEXT, sentence
    for source in row["sources"]:
        yield TEXT, f"source: {source}"


def _step_said(step: Row) -> str:
    tried = f"{step['applicant']} asks {step['program']}"
    if step["outcome"] == "held":
        return f"{tried}: kept for now"
    if step["outcome"] == "displaced":
        return f"{tried}: kept for now, {step['displaced']} has to go on"
    return f"{tried}: refused"


def _deadline(row: Row, home: str) -> str:
    zone = row.get("timezone") or "America/New_York"
    when = times.moment(row["due_at"], zone)
    beside = times.beside(row["home_due_at"], row["due_at"], home)
    when = f"{when}, {beside} for you" if beside else when
    return f"{when} (unconfirmed)" if row["confidence"] == "secondary" else when


def today(row: Row, home: str) -> Iterator[Block]:
    """The day: what is owed, what comes, how the list stands."""
    yield TITLE, times.moment(row["now"], home)
    if not row["programs"]:
        yield TEXT, 'begin with a program: fmgtrack add-program "Name of the program" --state MI'
        yield TEXT, 'then its interview:   fmgtrack add-interview PROGRAM "24 Nov 2026 9:00"'
        yield TEXT, "or bring a list:      fmgtrack import programs.csv --dry-run"
        yield TEXT, "or look around first: fmgtrack demo"
    owed = [*row["overdue"], *row["due"], *row["open"]]
    if owed:
        counts = [f"{len(row[k])} {k}" for k in ("overdue", "due", "open") if row[k]]
        yield TITLE, f"mail to write: {', '.join(counts)}"
        yield TABLE, ("followups", owed)
    elif row["programs"]:
        yield TEXT, "no mail is owed now"
    if row["invitations"]:
        yield TITLE, "invitations"
        for invited in row["invitations"]:
            yield TEXT, _invitation(invited, home)
    if row["interviews"]:
        yield TITLE, "next interviews"
        yield TABLE, ("interviews", row["interviews"][:5])
    if row["deadlines"]:
        yield TITLE, "deadlines within two weeks"
        yield TABLE, ("deadlines", row["deadlines"])
    yield TITLE, "rank order list"
    yield TEXT, _list_state(row["rol"], home)


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
        said += f"; {_certified(row, home)}"
    if row["due_at"]:
        said += f"; to be certified by {_deadline(row, home)}, {_left(row['days_left'])}"
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
    for step in row["rows"]:
        yield from _step(step["ref"], step["now"], step["then"])


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
    "rol": rol,
    "ratings": ratings,
    "compare": compare,
    "why": why,
    "diff": diff,
    "pairs": pairs,
    "explain": explain,
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
