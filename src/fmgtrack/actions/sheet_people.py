"""People in a table: each row one of them, or columns of a table of programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import contacts, find
from fmgtrack.actions.sheet_cells import ADDED, CHANGED, CellError, Taken, cell, difference
from fmgtrack.actions.sheet_cells import more_lines as more
from fmgtrack.errors import FmgtrackError, InvalidError
from fmgtrack.records.contact import Contact
from fmgtrack.records.program import Program

if TYPE_CHECKING:
    from fmgtrack.actions.sheet_cells import Desk
    from fmgtrack.exchange.columns import Entry


class ContactRows:
    """Takes in a table of contacts, a row at a time."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def take(self, entry: Entry) -> Taken:
        """Take one row in.

        Raises:
            CellError: the person or the program cannot be told.
        """
        program = program_of(self.desk, entry)
        columns, kept = self._columns(entry)
        if kept:
            columns["note"] = "\n".join(kept)
        taken = Taken(None, f"{columns['name']}, {program.name}")
        contact = settle(self.desk, program, columns, taken)
        taken.ref = None if taken.what == ADDED else contact.ref
        return taken

    def _columns(self, entry: Entry) -> tuple[dict[str, Any], list[str]]:
        from fmgtrack.exchange.cells import says_nothing

        kept = [f"{label}: {text}" for label, text in entry.extras]
        if note := entry.text("note"):
            kept.insert(0, note)
        name = entry.text("name")
        if not name:
            parts = (entry.text("first_name"), entry.text("last_name"))
            name = " ".join(part for part in parts if part)
        if not name:
            raise CellError(entry.number, "name", "there is no name", "give the row one")
        with cell(entry, "name" if entry.text("name") else "last_name"):
            columns = read_person(name)
        for field in ("role", "title", "email"):
            text = entry.text(field)
            if not text or says_nothing(text):
                continue
            try:
                with cell(entry, field):
                    columns |= contacts.read({field: text})
            except CellError:
                if field == "email":
                    raise
                if field == "title" and (role := _role(text)):
                    columns.setdefault("role", role)
                else:
                    kept.append(f"{entry.label(field)}: {text}")
        return columns, kept


def _role(text: str) -> str | None:
    from fmgtrack.rules.people import read_role

    try:
        return read_role(text)
    except FmgtrackError:
        return None


def read_person(text: str) -> dict[str, Any]:
    """Columns of a person as people type one, the last name first or last.

    Raises:
        InvalidError: it is no person.
    """
    try:
        return contacts.read({"name": text})
    except InvalidError:
        last, _, first = text.partition(",")
        if "," in first or "@" in text or not first.strip():
            raise
        family, given = (contacts.read({"name": part}) for part in (last, first))
        if min(len(part["name"].split()) for part in (family, given)) > 1:
            raise  # two people, not one whose last name comes first
        return given | family | {"name": f"{given['name']} {family['name']}"}


def settle(desk: Desk, program: Program, columns: dict[str, Any], taken: Taken) -> Contact:
    """Put a person of a program on record, or bring what is on record up to date."""
    store, change = desk.work.store, desk.change
    known = contacts.of_name(store, program, columns["name"], columns.get("email"))
    if known is None:
        made = contacts.insert(change, program, columns)
        contacts.always_met(store, change, made)
        taken.mark(ADDED, f"{made.role.replace('-', ' ')} {made.full_name}")
        return made
    changed = {
        key: more(known.note, value) if key == "note" else value
        for key, value in columns.items()
        if key != "name" and value is not None
    }
    changed = {key: value for key, value in changed.items() if value != getattr(known, key)}
    for key, value in changed.items():
        part = difference(key, getattr(known, key), value)
        taken.mark(CHANGED, f"{known.full_name}, {part}")
    if not changed:
        return known
    after = change.table(Contact).update(known, **changed)
    if "role" in changed:
        contacts.always_met(store, change, after)
    return after


def program_of(desk: Desk, entry: Entry) -> Program:
    """The program that a row of contacts or interviews belongs to.

    By ref where its name is the same, by code, by name, else the one that `--program` names.

    Raises:
        CellError: there is none, or the text fits several.
    """
    from fmgtrack.exchange.cells import split_codes
    from fmgtrack.rules.matching import same_name
    from fmgtrack.store.programs import by_code

    store = desk.work.store
    name, ref = entry.text("program"), entry.text("program_ref")
    if ref and (match := find.REF.fullmatch(ref)):
        program = store.table(Program).get(int(match[2]))
        if program and (not name or same_name(program.name, name)):
            return program
    for code in split_codes(entry.text("nrmp_code")):
        if number := by_code(store, code):
            return find.of_kind(store, f"p{number}", Program, "program")
    text = name or desk.asked.program
    if not text:
        raise CellError(
            entry.number, entry.label("program"), "there is no program", "`--program` names one"
        )
    with cell(entry, "program"):
        return find.program(store, text)
