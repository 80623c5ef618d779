"""A table of programs: each row is met again by its code, then by its name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import programs, stages
from fmgtrack.actions.sheet_cells import (
    ADDED,
    CHANGED,
    CellError,
    Taken,
    cell,
    difference,
    more_lines,
)
from fmgtrack.actions.sheet_interviews import FORMATS, STATUSES, read_days
from fmgtrack.actions.sheet_interviews import settle as settle_interview
from fmgtrack.actions.sheet_people import read_person
from fmgtrack.actions.sheet_people import settle as settle_contact
from fmgtrack.errors import FmgtrackError
from fmgtrack.records.program import Program, Track
from fmgtrack.rules.matching import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.sheet_cells import Desk
    from fmgtrack.exchange.columns import Entry
    from fmgtrack.rules.matching import Named
    from fmgtrack.store import Store

OPTIONS = {"timezone": "zone", "acgme_code": "acgme", "contact_policy": "policy"}
"""Fields of a table whose option has another name."""

LENIENT = ("status", "signal", "contact_policy", "url", "timezone", "contract")
"""Fields for which any other wording is kept as a note in place of an error."""

MAY_BE_NOTHING = ("nrmp_code", "acgme_code", "state", "url", "timezone", "city", "location")
"""Fields in which a dash or `n/a` says nothing."""

READ_ON = {"policy_on": ("contact_policy",), "visa_on": ("j1", "h1b")}
"""Days on which facts were read: they change only with their facts."""

BESIDE = ("nrmp_code", "interview", "interview_time", "interview_format")
"""Fields of a row that are no columns of a program."""

MOST_COMPARED = 2_000
"""With more programs on record no near names are proposed."""

REMEMBERED = 5_000
"""How many different cells are remembered with what they were read as."""


class _Known:
    """Numbers of the programs on record by code and by name, and the codes of each."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.by_code: dict[str, int] = {}
        self.codes: dict[int, set[str]] = {}
        self.by_name: dict[str, tuple[int, ...]] = {}
        for program in store.table(Program).each():
            self.add(program, ())
        for track in store.table(Track).each():
            self.add_codes(track.program_id, (track.code,))

    def add(self, program: Program, codes: tuple[str, ...]) -> None:
        """Remember a program that came."""
        key = name_key(program.name)
        self.by_name[key] = (*self.by_name.get(key, ()), program.id)
        self.add_codes(program.id, codes)

    def add_codes(self, number: int, codes: tuple[str, ...]) -> None:
        """Remember codes of a program."""
        self.by_code.update(dict.fromkeys(codes, number))
        if codes:
            self.codes.setdefault(number, set()).update(codes)

    def met(self, columns: Mapping[str, Any], codes: tuple[str, ...]) -> Program | None:
        """The program that a row means: by code, then by name where nothing tells them apart."""
        for code in codes:
            if code in self.by_code:
                return self.store.table(Program).get(self.by_code[code])
        for number in self.by_name.get(name_key(columns["name"]), ()):
            theirs = self.codes.get(number)
            if codes and theirs and not {c[:4] for c in codes} & {c[:4] for c in theirs}:
                continue
            program = self.store.table(Program).get(number)
            if program and not _told_apart(program, columns):
                return program
        return None


def _told_apart(program: Program, columns: Mapping[str, Any]) -> bool:
    return any(
        columns.get(key)
        and getattr(program, key)
        and name_key(columns[key]) != name_key(getattr(program, key))
        for key in ("specialty", "city", "state")
    )


class ProgramRows:
    """Takes in a table of programs, a row at a time, with the people and interviews beside."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.known = _Known(desk.work.store)
        self.new: set[int] = set()
        self.names = self._names() if desk.asked.dry_run else []
        self._read: dict[tuple[str, str], dict[str, Any]] = {}

    def _names(self) -> list[Named]:
        """What near names are proposed from: the programs that were there before."""
        from fmgtrack.rules.matching import Named
        from fmgtrack.store.programs import names

        rows = names(self.desk.work.store)
        if len(rows) > MOST_COMPARED:
            return []
        return [
            Named(key=row["id"], name=row["name"], institution=row["institution"] or "")
            for row in rows
        ]

    def take(self, entry: Entry) -> Taken:
        """Take one row in.

        Raises:
            CellError: a cell cannot be read.
        """
        from fmgtrack.exchange.cells import read_no_mail, read_program_status

        columns, codes, kept, aside = self._columns(entry)
        days, more = self._days(entry)
        people, even_more = _people(entry)
        kept += [*aside, *more, *even_more]
        if kept:
            columns["note"] = "\n".join(kept)
        cells = entry.values.get("interview", ())
        rejected = any(read_program_status(text) == "rejected" for _, text in cells)
        if rejected:
            columns.setdefault("status", "rejected")
        program, taken = self._program(entry, columns, codes)
        for person in people:
            settle_contact(self.desk, program, person, taken)
        for label, values in days:
            span = values.pop("span", None)
            with cell(entry, "interview", label):
                settle_interview(self.desk, program, span, values, taken)
        if program.id in self.new:
            taken.what = ADDED
            taken.parts += ["status rejected"] if rejected else []
        taken.parts += [f"noted {line}" for line in (*aside, *more)]
        if program.contact_policy == "unknown" and (said := read_no_mail(program.note or "")):
            hold = f"`fmgtrack edit {program.ref} --policy no-thanks` holds mails back"
            taken.parts.append(f'the note says "{said}": {hold}')
        return taken

    def _program(
        self, entry: Entry, columns: dict[str, Any], codes: tuple[str, ...]
    ) -> tuple[Program, Taken]:
        work, change = self.desk.work, self.desk.change
        met = self.known.met(columns, codes)
        if met is None:
            program = change.table(Program).insert(Program(**columns))
            if program.status != "considered":
                stages.keep(work, change, program)
            self.new.add(program.id)
            taken = Taken(None, program.name, ADDED)
            taken.parts += self._near(program.name)
            # none of its codes is on record, or the program of that code would have been met
            for code in codes:
                change.table(Track).insert(Track(program_id=program.id, code=code))
            self.known.add(program, codes)
        else:
            taken = Taken(None if met.id in self.new else met.ref, met.name)
            if met.timezone and met.state == columns.get("state") and not entry.text("timezone"):
                # it comes from the state alone, and the person may know better
                columns.pop("timezone", None)
            changed = _changed(met, columns)
            program = change.table(Program).update(met, **changed) if changed else met
            if "status" in changed:
                stages.keep(work, change, program)
            for key, value in changed.items():
                if key not in READ_ON:
                    taken.mark(CHANGED, difference(key, getattr(met, key), value))
            new = tuple(code for code in codes if code not in self.known.by_code)
            for code in new:
                taken.mark(CHANGED, f"code {code}")
            self.known.add_codes(program.id, new)
            with cell(entry, "nrmp_code"):
                programs.add_codes(work.store, change, program, codes)
        return program, taken

    def _near(self, name: str) -> list[str]:
        """What a new name is near to; a proposal alone."""
        from fmgtrack.rules.matching import find

        if not self.names:
            return []
        found = find(name, self.names)
        keys = [found.key] if found.key is not None else list(found.candidates[:1])
        return [f"like p{named.key} {named.name}" for named in self.names if named.key in keys]

    def _columns(
        self, entry: Entry
    ) -> tuple[dict[str, Any], tuple[str, ...], list[str], list[str]]:
        """Column values and codes of a row, lines for the note, and those not understood whole."""
        from fmgtrack.exchange.cells import read_program_status

        values, codes, kept = _sorted(entry)
        with cell(entry, "nrmp_code"):
            read_codes = programs.read_codes(codes)
        if "name" not in values:
            raise CellError(entry.number, "name", "there is no name of a program", "give it one")
        columns: dict[str, Any] = {}
        aside: list[str] = []
        # the zone last: one that is written goes before the one of the state
        for field in sorted(values, key=lambda field: field == "timezone"):
            text = values[field]
            try:
                columns |= self._option(entry, field, text)
            except CellError:
                if field not in LENIENT:
                    raise
                aside.append(f"{entry.label(field)}: {text}")
                if field == "status" and (word := read_program_status(text)):
                    columns["status"] = word
        for day in READ_ON:
            text = entry.text(day)
            if _is_day(text) and columns.get(day):
                columns[day] = text
        return columns, read_codes, kept, aside

    def _option(self, entry: Entry, field: str, text: str) -> dict[str, Any]:
        key = (field, text)
        if key not in self._read:
            option = OPTIONS.get(field, field)
            with cell(entry, field if field in entry.values else "visa"):
                found = programs.read(self.desk.work, {option: text})[0]
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[key] = found
        return self._read[key]

    def _days(self, entry: Entry) -> tuple[list[tuple[str, dict[str, Any]]], list[str]]:
        """Interviews of a row as values for `settle`, and what is kept as a note."""
        from fmgtrack.exchange.cells import says_nothing

        found: list[tuple[str, dict[str, Any]]] = []
        kept: list[str] = []
        time, format_ = entry.text("interview_time"), entry.text("interview_format")
        used = False
        for label, text in entry.values.get("interview", ()):
            if says_nothing(text):
                continue
            read = read_days(self.desk, entry, label, text, time)
            said = _said(read.words, format_)
            if said is None or not (read.spans or said.get("status", "scheduled") != "scheduled"):
                kept.append(f"{label}: {text}")
                continue
            found += [(label, {**said, "span": span}) for span in read.spans or (None,)]
            used = True
        if not used:
            unused = ("interview_time", "interview_format")
            kept += [f"{entry.label(f)}: {entry.text(f)}" for f in unused if entry.text(f)]
        return found, kept


def _said(words: tuple[str, ...], format_: str) -> dict[str, Any] | None:
    """Status and format that the words beside a date say, None where one is not understood."""
    said: dict[str, Any] = {}
    for word in (*words, *([format_] if format_ else [])):
        plain = word.casefold().strip(".")
        if plain in STATUSES:
            said["status"] = STATUSES[plain]
        elif plain in FORMATS:
            said["format"] = FORMATS[plain]
        elif plain != "in":
            return None
    return said


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


def _changed(met: Program, columns: dict[str, Any]) -> dict[str, Any]:
    """What a row says differently; the name stays, notes are added to."""
    columns = {key: value for key, value in columns.items() if key != "name"}
    if columns.get("note"):
        columns["note"] = more_lines(met.note, columns["note"])
    changed = {
        key: value
        for key, value in columns.items()
        if key not in READ_ON and value is not None and value != getattr(met, key)
    }
    for key, facts in READ_ON.items():
        if any(fact in changed for fact in facts):
            changed[key] = columns.get(key)
    return changed


def _sorted(entry: Entry) -> tuple[dict[str, str], list[str], list[str]]:
    """The cells of a row by field, its codes, and what is to be kept as a note."""
    from fmgtrack.exchange.cells import says_nothing

    values: dict[str, str] = {}
    codes, kept = _codes(entry)
    kept += [f"{label}: {text}" for label, text in entry.extras]
    for field, cells in entry.values.items():
        label, text = cells[0]
        if _is_beside(field) or (field in MAY_BE_NOTHING and says_nothing(text)):
            continue
        if field == "note":
            kept.insert(0, text)
        elif field == "acgme_code" and not any(map(str.isdigit, text)):
            kept.append(f"{label}: {text}")
        elif field in ("visa", "j1", "h1b"):
            kept += _visa(values, field, label, text)
        elif field == "location":
            kept += _place(values, entry, label, text)
        else:
            values[field] = text
    return values, codes, kept


def _codes(entry: Entry) -> tuple[list[str], list[str]]:
    """The codes of a row, and cells of words alone (`pending`), which are no mistyped code."""
    from fmgtrack.exchange.cells import says_nothing, split_codes

    codes: list[str] = []
    kept: list[str] = []
    for label, text in entry.values.get("nrmp_code", ()):
        if any(map(str.isdigit, text)):
            codes += split_codes(text)
        elif not says_nothing(text):
            kept.append(f"{label}: {text}")
    return codes, kept


def _visa(values: dict[str, str], field: str, label: str, text: str) -> list[str]:
    """Yes or no of each visa into the values; a cell that does not say is a note."""
    from fmgtrack.exchange.cells import read_visa, read_yes_no

    said = read_visa(text) if field == "visa" else {field: read_yes_no(text)}
    answers = {key: value for key, value in said.items() if value is not None}
    for key, value in answers.items():
        # a column of its own goes before one that says both
        if field != "visa" or key not in values:
            values[key] = "yes" if value else "no"
    return [] if answers else [f"{label}: {text}"]


@cache
def _is_beside(field: str) -> bool:
    from fmgtrack.exchange.column_names import ROLE_OF

    return field in BESIDE or field in READ_ON or field.removesuffix("_email") in ROLE_OF


def _place(values: dict[str, str], entry: Entry, label: str, text: str) -> list[str]:
    """City and state of one cell; what cannot be told, or differs from their columns, is a note."""
    from fmgtrack.exchange.cells import split_place
    from fmgtrack.reference.places import read_state

    parts = split_place(text)
    own = {field: entry.text(field) for field in parts}
    if not parts or ("state" in parts and read_state(parts["state"]) is None):
        return [f"{label}: {text}"]
    if any(own[field] not in ("", part) for field, part in parts.items()):
        return [f"{label}: {text}"]
    values.update(parts)
    return []


def _people(entry: Entry) -> tuple[list[dict[str, Any]], list[str]]:
    """People in the columns of a row, and what of them is kept as a note."""
    from fmgtrack.exchange.cells import says_nothing
    from fmgtrack.exchange.column_names import ROLE_OF
    from fmgtrack.rules.people import read_email

    people: list[dict[str, Any]] = []
    kept: list[str] = []
    for field, role in ROLE_OF.items():
        if field not in entry.values and f"{field}_email" not in entry.values:
            continue
        name, mail = entry.text(field), entry.text(f"{field}_email")
        if name and says_nothing(name):
            name = ""
        if mail and says_nothing(mail):
            mail = ""
        if not name:
            kept += [f"{entry.label(f'{field}_email')}: {mail}"] if mail else []
            continue
        try:
            person = {"role": role, **read_person(name)}
            if mail:
                person["email"] = read_email(mail)
        except FmgtrackError:
            kept.append(f"{entry.label(field)}: {name}")
            kept += [f"{entry.label(f'{field}_email')}: {mail}"] if mail else []
            continue
        people.append(person)
    return people, kept
