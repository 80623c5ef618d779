"""A record as text for the editor, and back to the options of `edit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import find
from fmgtrack.actions.records import editable
from fmgtrack.exchange.form import read_form, write_form
from fmgtrack.records.contact import Contact
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program, Track

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.spec import Record

COLUMNS: dict[type[Record], dict[str, str]] = {
    Program: {
        "zone": "timezone",
        "acgme": "acgme_code",
        "policy": "contact_policy",
        "contract": "contract_on",
    },
    Contact: {},
    Interview: {"when": "starts_at", "until": "ends_at", "zone": "timezone"},
    Meeting: {"about": "talked_about", "ask": "to_ask"},
    Deadline: {"when": "due_at", "zone": "timezone", "done": "done_on"},
}
"""Options whose column has another name."""

LEFT_OUT = ("with", "without", "program")
"""Options that add or take away, and so have no value to show."""


def form(work: Work, text: str) -> str:
    """The record as a form with a line for each option of `edit`."""
    record = find.anything(work.store, text)
    title = f"{record.ref}: change what stands after the colon, save and close\nempty = not set"
    return write_form(title, _values(work, record))


def changed(work: Work, text: str, edited: str) -> dict[str, str | tuple[str, ...]]:
    """The options that differ from the record, as `edit` takes them.

    Raises:
        InvalidError: a line is no field of this record; it is named by its number.
    """
    record = find.anything(work.store, text)
    before = dict(_values(work, record))
    after = read_form(edited, tuple(before))
    values: dict[str, str | tuple[str, ...]] = {
        name: value for name, value in after.items() if value != before[name]
    }
    if "code" in values:
        old, new = before["code"].split(), after["code"].split()
        values["code"] = tuple(new)
        values["without"] = tuple(code for code in old if code not in new)
    return values


def _values(work: Work, record: Record) -> list[tuple[str, str]]:
    names = COLUMNS.get(type(record), {})
    shown = []
    for option in editable(record)[1]:
        if option not in LEFT_OUT:
            value: Any = getattr(record, names.get(option, option), None)
            if option == "code":
                tracks = work.store.table(Track).list(program_id=record.id)
                value = " ".join(track.code for track in tracks)
            shown.append((option, _text(value)))
    return shown


def _text(value: Any) -> str:  # noqa: ANN401  a column's value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
