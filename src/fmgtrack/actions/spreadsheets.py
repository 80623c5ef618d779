"""A spreadsheet of programs: each row is met again by its code, then by its name."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import programs
from fmgtrack.errors import FmgtrackError, ImportFailedError
from fmgtrack.records.program import Program, Track
from fmgtrack.rules.matching import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.exchange.csvfile import ProgramRow
    from fmgtrack.store.history import Change

OPTIONS = {"timezone": "zone", "acgme_code": "acgme", "contact_policy": "policy"}
"""Columns of a spreadsheet whose option has another name."""

LENIENT = ("status", "signal", "policy", "url", "zone")
"""Options for which any other wording is kept as a note in place of an error."""

READ_ON = {"policy_on": {"contact_policy"}, "visa_on": {"j1", "h1b"}}
"""Days on which facts were read: they change only with their facts."""


class _Known:
    """The programs on record by code and by name."""

    def __init__(self, work: Work) -> None:
        self.by_id = {program.id: program for program in work.store.table(Program).each()}
        self.by_code = {t.code: t.program_id for t in work.store.table(Track).each()}
        self.by_name: dict[str, list[int]] = {}
        for program in self.by_id.values():
            self.by_name.setdefault(name_key(program.name), []).append(program.id)

    def note(self, program: Program, codes: tuple[str, ...]) -> None:
        """Remember a program that a row added or changed."""
        if program.id not in self.by_id:
            self.by_name.setdefault(name_key(program.name), []).append(program.id)
        self.by_id[program.id] = program
        self.by_code.update(dict.fromkeys(codes, program.id))

    def met(self, columns: Mapping[str, Any], codes: tuple[str, ...]) -> Program | None:
        """The program that a row means: by code, then by name where nothing tells them apart."""
        for code in codes:
            if code in self.by_code:
                return self.by_id[self.by_code[code]]
        for number in self.by_name.get(name_key(columns["name"]), []):
            program = self.by_id[number]
            theirs = {code for code, owner in self.by_code.items() if owner == number}
            other_sponsor = (
                codes and theirs and not {c[:4] for c in codes} & {c[:4] for c in theirs}
            )
            told_apart = any(
                columns.get(key)
                and getattr(program, key)
                and name_key(columns[key]) != name_key(getattr(program, key))
                for key in ("specialty", "city", "state")
            )
            if not told_apart and not other_sponsor:
                return program
        return None


def programs_in(
    work: Work, change: Change, data: bytes, name: str
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Take a spreadsheet of programs in: its rows as shown to the person, and counts.

    Raises:
        ImportFailedError: a row cannot be taken in; it is named with its column.
    """
    from fmgtrack.exchange.csvfile import program_rows, read_table

    known = _Known(work)
    counts = {"added": 0, "changed": 0, "same": 0}
    shown = []
    for row in program_rows(read_table(data, name)):
        what, program, difference = _program(work, change, known, row)
        counts[what] += 1
        shown.append(
            {
                "row": row.number,
                "what": what,
                "ref": None if what == "added" else program.ref,
                "name": program.name,
                "change": difference,
            }
        )
    return shown, counts


def _program(
    work: Work, change: Change, known: _Known, row: ProgramRow
) -> tuple[str, Program, str]:
    """Take one row in: what was done, the program, and what is different."""
    columns, codes = _columns(work, row)
    met = known.met(columns, codes)
    if met is None:
        program = change.table(Program).insert(Program(**columns))
        what, difference = "added", ""
        new_codes = codes
    else:
        if met.timezone and met.state == columns.get("state") and "timezone" not in row.values:
            # it comes from the state alone, and the person may know better
            columns.pop("timezone", None)
        changed = _changed(met, columns)
        new_codes = tuple(code for code in codes if code not in known.by_code)
        program = change.table(Program).update(met, **changed) if changed else met
        parts = [
            f"{key.replace('_', ' ')}: {_shown(getattr(met, key))} -> {_shown(value)}"
            for key, value in changed.items()
            if key not in READ_ON
        ]
        parts += [f"code {code}" for code in new_codes]
        what, difference = ("changed" if parts else "same"), "; ".join(parts)
    with _named(row, "code"):
        programs.add_codes(work.store, change, program, new_codes)
    known.note(program, codes)
    return what, program, difference


def _changed(met: Program, columns: dict[str, Any]) -> dict[str, Any]:
    """What a row says differently; the name stays, notes are added to."""
    columns = {key: value for key, value in columns.items() if key != "name"}
    if columns.get("note") and met.note:
        old = met.note.split("\n")
        new = [line for line in columns["note"].split("\n") if line not in old]
        columns["note"] = "\n".join([*old, *new])
    changed = {
        key: value
        for key, value in columns.items()
        if key not in READ_ON and value is not None and value != getattr(met, key)
    }
    for key, facts in READ_ON.items():
        if facts & changed.keys():
            changed[key] = columns[key]
    return changed


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value).replace("\n", " / ")


def _columns(work: Work, row: ProgramRow) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Column values and codes of a row; what fits no field stands in the note."""
    values, kept = _sorted(row)
    with _named(row, "code"):
        codes = programs.read_codes(values.pop("code", "").split())
    if "name" not in values:
        raise ImportFailedError(f"row {row.number} has no name of a program", "give it one")
    columns: dict[str, Any] = {}
    # the zone last: one that is written goes before the one of the state
    for option, text in sorted(values.items(), key=lambda item: item[0] == "zone"):
        try:
            with _named(row, option):
                columns |= programs.read(work, {option: text})[0]
        except ImportFailedError:
            if option not in LENIENT:
                raise
            kept.append(f"{option}: {text}")
    if kept:
        columns["note"] = "\n".join(kept)
    return columns, codes


def _sorted(row: ProgramRow) -> tuple[dict[str, str], list[str]]:
    """The cells of a row by option, and what is to be kept as a note."""
    from fmgtrack.exchange.csvfile import read_visa, read_yes_no, split_codes

    values: dict[str, str] = {}
    kept = [f"{header}: {text}" for header, text in row.extras]
    for field, text in row.values.items():
        if field == "note":
            kept.insert(0, text)
        elif field == "nrmp_code":
            values["code"] = " ".join(split_codes(text))
        elif field in ("visa", "j1", "h1b"):
            said = read_visa(text) if field == "visa" else {field: read_yes_no(text)}
            answers = {key: value for key, value in said.items() if value is not None}
            values |= {key: "yes" if value else "no" for key, value in answers.items()}
            if not answers:
                kept.append(f"{field}: {text}")
        else:
            values[OPTIONS.get(field, field)] = text
    return values, kept


@contextmanager
def _named(row: ProgramRow, column: str) -> Iterator[None]:
    """Name row and column in an error about a cell."""
    try:
        yield
    except FmgtrackError as error:
        message = f"row {row.number}, {column}: {error.message}"
        raise ImportFailedError(message, error.hint) from error
