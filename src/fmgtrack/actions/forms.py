"""A record as text for the editor, and what `edit` makes of the text that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import developments, documents, experience, find, letters
from fmgtrack.actions.records import apply, edit, editable
from fmgtrack.errors import ConflictError, FmgtrackError, StoreError
from fmgtrack.exchange.form import FormError, parse_form, read_form, write_form
from fmgtrack.records.asking import Asking
from fmgtrack.records.contact import Contact
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.development import Development
from fmgtrack.records.experience import Experience
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.letter import Document, Letter
from fmgtrack.records.mock import Mock
from fmgtrack.records.profile import Exam
from fmgtrack.records.program import Program, Track
from fmgtrack.records.reason import Reason
from fmgtrack.records.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Changed
    from fmgtrack.records.spec import Record

    Values = dict[str, str | tuple[str, ...]]

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
    Reason: {"on": "checked_on"},
    Asking: {"ask": "text"},
    Development: developments.COLUMNS,
    Exam: {"on": "taken_on"},
    Story: {"competency": "competencies"},
    Mock: {"on": "held_on"},
    Experience: experience.COLUMNS,
    Letter: letters.DAYS,
    Document: documents.COLUMNS,
}
"""Options whose column has another name."""

LEFT_OUT = ("with", "without", "program", "told", "mend", "since")
"""Options that add or take away, and so have no value to show."""


class _Rehearsal(Exception):  # noqa: N818  no error: it ends a rehearsal without a trace
    """Takes a rehearsed edit back."""


def form(work: Work, text: str) -> tuple[str, str]:
    """The ref of a record, and the record as a form with a line for each option of `edit`."""
    record = find.anything(work.store, text)
    title = f"{record.ref}: change what stands after the colon, save and close\nempty = not set"
    return record.ref, write_form(title, _values(work, record))


def take(work: Work, ref: str, opened: str, edited: str) -> Changed:
    """Change a record as a person changed its form in the editor.

    Args:
        work: the open record.
        ref: which of its records.
        opened: the form as the editor was given it.
        edited: the form as it was saved.

    Raises:
        FormError: lines or values cannot be taken; it holds every one of them.
        ConflictError: another command changed one of these options while the editor was open.
        NotFoundError: the record was removed meanwhile.
    """
    record = find.anything(work.store, ref)
    fields = _values(work, record)
    names = [name for name, _ in fields]
    now, before = (read_form(text, names) for text in (write_form("", fields), opened))
    after = parse_form(edited, names)
    values: Values = {name: now for name, now in after.values.items() if now != before[name]}
    both = [name for name in values if now[name] not in (before[name], after.values[name])]
    if both:
        raise ConflictError(
            f"{', '.join(both)} of {ref} was changed by another command while your editor was open",
            f"`fmgtrack show {ref}` shows it as it is now",
        )
    if "code" in values:
        old, new = before["code"].split(), after.values["code"].split()
        values["code"] = tuple(new)
        values["without"] = tuple(code for code in old if code not in new)
        after.lines["without"] = after.lines["code"]
    faults = [*after.faults, *_refused(work, ref, values, after.lines)]
    if faults:
        raise FormError(sorted(faults, key=lambda fault: fault[0]))
    return edit(work, ref, values)


def _refused(
    work: Work, ref: str, values: Values, lines: Mapping[str, int]
) -> Iterator[tuple[int, FmgtrackError]]:
    """Every value that `edit` refuses, with its line: each is left out once it is found."""
    left = dict(values)
    while left and (error := _refusal(work, ref, left)):
        name = next((one for one in left if _is_for(work, ref, left, one, error)), None)
        yield lines.get(name or "", 0), error
        if name is None:
            return
        del left[name]


def _is_for(work: Work, ref: str, values: Values, name: str, error: FmgtrackError) -> bool:
    """Whether it is this value that an error is about: without it, it is gone."""
    without = _refusal(work, ref, {one: value for one, value in values.items() if one != name})
    return without is None or without.message != error.message


def _refusal(work: Work, ref: str, values: Values) -> FmgtrackError | None:
    """What `edit` would say against these values; nothing is changed."""
    try:
        with work.store.change() as change:
            apply(work, change, ref, values)
            raise _Rehearsal  # noqa: TRY301  it takes the change back
    except _Rehearsal:
        return None
    except StoreError:
        raise
    except FmgtrackError as error:
        return error


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
