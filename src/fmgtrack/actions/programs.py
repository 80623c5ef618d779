"""Programs and their NRMP codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, stages
from fmgtrack.errors import ConflictError, NotFoundError, RefusedError
from fmgtrack.records.entry import Entry
from fmgtrack.records.interview import Interview
from fmgtrack.records.program import Program, Track
from fmgtrack.records.results import Changed, Notice
from fmgtrack.records.words import CALLED_OFF, POLICIES, PROGRAM_STATUSES, SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

LINES = ("institution", "city", "policy_source", "visa_source")
"""Options that are plain lines and columns of the same name."""


def add_program(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put a program on record.

    Args:
        work: the open record.
        values: `name`, and the options of `add-program` that were given.

    Raises:
        ConflictError: a program of that name, specialty and city is there, or a code is taken.
    """
    columns, notices = read(work, values)
    codes = read_codes(fields.many(values, "code"))
    with work.store.change() as change:
        program = Program(**columns)
        near = refuse_double(work.store, program)
        program = change.table(Program).insert(program)
        add_codes(work.store, change, program, codes)
        if {"status", "since"} & values.keys():
            stages.keep(work, change, program, fields.one(values, "since"))
        change.title = f"added program {program.ref} {program.name}"
    if program.timezone is None:
        notices = (*notices, Notice("no-state", ref=program.ref))
    if near is not None:
        notices = (*notices, Notice("near-program", ref=near.ref, name=near.name, new=program.ref))
    notices += stages.echo(work, program, values)
    return Changed("add-program", (program.ref,), change.title, notices)


def read(
    work: Work, values: Mapping[str, str | tuple[str, ...]], current: Program | None = None
) -> tuple[dict[str, Any], tuple[Notice, ...]]:
    """Column values from the options that were given, and what to tell the person."""
    columns: dict[str, Any] = {}
    for option, value in values.items():
        if option in ("code", "since", "without"):
            continue
        text = value if isinstance(value, str) else value[-1]
        if option in LINES:
            columns[option] = fields.line(text, option.replace("_", " "))
        else:
            columns.update(_column(work, option, text))
    notices = _zone_of_state(columns, current)
    return columns, notices


def _column(work: Work, option: str, text: str) -> dict[str, Any]:  # noqa: C901, PLR0911  a line an option
    match option:
        case "name":
            return {"name": fields.name(text, "program")}
        case "specialty":
            return {"specialty": _specialty(text)}
        case "state":
            return {"state": fields.state(text)}
        case "zone":
            return {"timezone": fields.zone(work, text)}
        case "acgme":
            from fmgtrack.rules.codes import read_acgme_code

            return {"acgme_code": read_acgme_code(text) if text.strip() else None}
        case "url":
            return {"url": fields.url(text)}
        case "status":
            return {"status": fields.choice(text, "--status", PROGRAM_STATUSES)}
        case "signal":
            return {"signal": fields.choice(text, "--signal", SIGNALS)}
        case "policy":
            policy = fields.choice(text, "--policy", POLICIES)
            read_on = None if policy == "unknown" else work.today.isoformat()
            return {"contact_policy": policy, "policy_on": read_on}
        case "j1" | "h1b":
            answer = fields.truth(text, f"--{option}")
            return {option: answer, "visa_on": work.today.isoformat()}
        case "contract":
            return {"contract_on": _came_on(work, text)}
        case "note":
            return {"note": fields.prose(text, "note")}
    raise KeyError(option)


SPECIALTIES = {
    "im": "Internal Medicine",
    "internal med": "Internal Medicine",
    "int med": "Internal Medicine",
    "fm": "Family Medicine",
    "family med": "Family Medicine",
    "em": "Emergency Medicine",
    "peds": "Pediatrics",
    "psych": "Psychiatry",
    "neuro": "Neurology",
    "path": "Pathology",
    "anes": "Anesthesiology",
    "gs": "General Surgery",
    "gen surg": "General Surgery",
    "ob/gyn": "Obstetrics and Gynecology",
    "obgyn": "Obstetrics and Gynecology",
    "pm&r": "Physical Medicine and Rehabilitation",
    "ty": "Transitional Year",
}
"""What people type for a specialty, whole: it stands in mails, so it is written out."""


def _specialty(text: str) -> str | None:
    line = fields.line(text, "specialty")
    return SPECIALTIES.get(line.lower().rstrip("."), line) if line else None


def _came_on(work: Work, text: str) -> str | None:
    from fmgtrack.rules.when import read_day

    return read_day(text, work.reading(), past=True).isoformat() if text.strip() else None


def _zone_of_state(columns: dict[str, Any], current: Program | None) -> tuple[Notice, ...]:
    """Let the state give the zone where none is given; says which was taken where it has two."""
    from fmgtrack.reference.places import states

    code = columns.get("state")
    if not code or "timezone" in columns:
        return ()
    if current and current.timezone and current.state == code:
        return ()
    state = states()[code]
    columns["timezone"] = state.zone
    if not state.other_zones:
        return ()
    return (
        Notice("two-zones", state=state.name, zone=state.zone, others=", ".join(state.other_zones)),
    )


def read_codes(texts: Iterable[str]) -> tuple[str, ...]:
    """NRMP codes, checked and in their usual writing, doubles taken once."""
    from fmgtrack.rules.codes import read_nrmp_code

    return tuple(dict.fromkeys(read_nrmp_code(text).text for text in texts if text.strip()))


def refuse_double(store: Store, program: Program) -> Program | None:
    """Refuse a second program of the same name that nothing tells apart from the first.

    Returns:
        Another of nearly the same name, which may be the same program.
    """
    from fmgtrack.rules.matching import near_name, same_name

    near = None
    for other in store.table(Program).each():
        told_apart = other.id == program.id or any(
            ours and theirs and not same_name(ours, theirs)
            for ours, theirs in (
                (program.specialty, other.specialty),
                (program.city, other.city),
                (program.state, other.state),
            )
        )
        if told_apart:
            continue
        if same_name(other.name, program.name):
            raise ConflictError(
                f"{other.ref} {other.name} is on record already",
                f"`fmgtrack edit {other.ref}` changes it; another city or specialty tells two"
                " programs of one name apart",
            )
        if near is None and near_name(other.name, program.name):
            near = other
    return near


def add_codes(store: Store, change: Change, program: Program, codes: Iterable[str]) -> None:
    """Give a program the codes that it does not have yet.

    A line of the list that waits for the program's code takes its first one.
    """
    for code in codes:
        owner = store.table(Track).list(code=code)
        if not owner:
            track = change.table(Track).insert(Track(program_id=program.id, code=code))
            for line in store.table(Entry).list(program_id=program.id, track_id=None):
                change.table(Entry).update(line, track_id=track.id)
        elif owner[0].program_id != program.id:
            other = store.table(Program).get(owner[0].program_id)
            raise ConflictError(
                f"{code} is the code of p{owner[0].program_id} {other.name if other else ''}",
                f"`fmgtrack edit p{owner[0].program_id} --without {code}` takes it away there",
            )


def change_program(
    work: Work, change: Change, program: Program, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a program."""
    columns, notices = read(work, values, program)
    codes = read_codes(fields.many(values, "code"))
    for text in fields.many(values, "without"):
        _drop_code(work.store, change, program, text)
    before = program.status
    if columns:
        program = change.table(Program).update(program, **columns)
        if {"name", "specialty", "city", "state"} & columns.keys():
            refuse_double(work.store, program)
    if "since" in values or program.status != before:
        stages.keep(work, change, program, fields.one(values, "since"))
        notices += stages.echo(work, program, values)
    add_codes(work.store, change, program, codes)
    return (*notices, *(_left_behind(work, program) if "timezone" in columns else ()))


def _left_behind(work: Work, program: Program) -> tuple[Notice, ...]:
    """Interviews to come that were said in another zone than the program has now."""
    return tuple(
        Notice("zone-differs", interview=day.ref, zone=day.timezone)
        for day in work.store.table(Interview).list(program_id=program.id)
        if day.timezone and day.timezone != program.timezone and day.status not in CALLED_OFF
    )


def _drop_code(store: Store, change: Change, program: Program, text: str) -> None:
    from fmgtrack.store.board import tracks

    code = text.strip().upper()
    for row in tracks(store, program.id):
        if code == row["code"]:
            if row["ranked"]:
                raise RefusedError(
                    f"{code} stands on the rank order list",
                    f"`fmgtrack rol drop {program.ref} --code {code}` first",
                )
            track = store.table(Track).get(row["id"])
            if track:
                change.table(Track).delete(track)
            return
    raise NotFoundError(
        "code",
        text,
        nearest=[(row["code"], program.name) for row in tracks(store, program.id)],
        hint=f"`fmgtrack show {program.ref}` shows its codes",
    )
