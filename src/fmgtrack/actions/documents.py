"""Documents: what is there, what is missing or expires, and the steps to a visa."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.actions.experience import day_done, specialty
from fmgtrack.errors import InvalidError
from fmgtrack.records.letter import DOCUMENT_KINDS, DOCUMENT_STATUSES, Document
from fmgtrack.records.profile import Exam, Profile
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.reference import documents as reference
from fmgtrack.rules import papers as rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store.history import Change

OPTIONS = (*("kind", "title", "specialty", "status", "path", "made", "expires", "length", "note"),)
"""What `edit` takes for a document."""

COLUMNS = {"made": "made_on", "expires": "expires_on"}
"""Options whose column has another name."""

MOST_LENGTH = 10_000_000
"""Characters that a document may be said to have."""

LONGEST_PATH = 4096
"""Characters of a path, as long as Linux takes one."""


def add_document(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put a document on record: `kind`, and the options that were given.

    A document whose file is named, or the day it was made, is ready unless its status is said.
    """
    with work.store.change() as change:
        columns = read(work, values)
        there = columns.get("path") or columns.get("made_on")
        columns.setdefault("status", "ready" if there else "missing")
        record = change.table(Document).insert(Document(**columns))
        change.title = f"added document {record.ref} {_named(record)}"
    return Changed("add-document", (record.ref,), change.title, _look_at(work, record))


def change_document(
    work: Work, change: Change, record: Document, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a document."""
    columns = read(work, values)
    return _look_at(work, change.table(Document).update(record, **columns))


def read(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Column values from the options that were given."""
    columns: dict[str, Any] = {}
    for option in values:
        text = fields.one(values, option)
        if text is not None:
            columns[COLUMNS.get(option, option)] = _value(work, option, text)
    return columns


def _value(work: Work, option: str, text: str) -> str | int | None:  # noqa: PLR0911  a line an option
    match option:
        case "kind":
            return fields.choice(text, "KIND", DOCUMENT_KINDS)
        case "title":
            return fields.line(text, "title")
        case "specialty":
            return specialty(text)
        case "status":
            return fields.choice(text, "--status", DOCUMENT_STATUSES)
        case "path":
            return _path(text)
        case "made":
            return day_done(work, text)
        case "expires":
            from fmgtrack.rules.when import read_day

            return read_day(text, work.reading()).isoformat() if text.strip() else None
        case "length":
            return _length(text)
        case "note":
            return fields.prose(text, "note")
    raise KeyError(option)


def _path(text: str) -> str | None:
    """Where a file is, from the root or the home folder on; None when empty.

    Raises:
        InvalidError: it depends on the folder from which it is looked at.
    """
    path = text.strip()
    if not path:
        return None
    whole = PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()
    if "\n" in path or not (whole or path.startswith("~")):
        raise InvalidError(
            f"`{path}` depends on the folder you are in", "type the whole path of the file"
        )
    if len(path) > LONGEST_PATH:
        raise InvalidError(
            f"the path is {len(path):,} characters long", f"keep it under {LONGEST_PATH + 1:,}"
        )
    return path


def _length(text: str) -> int | None:
    typed = text.strip().replace(",", "")
    if not typed:
        return None
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_LENGTH))
    if not is_number or int(typed) > MOST_LENGTH:
        raise InvalidError(f"`{text}` is no value for `--length`", "type a number of characters")
    return int(typed)


def _named(record: Document) -> str:
    return record.title or record.kind


def _look_at(work: Work, record: Document) -> tuple[Notice, ...]:
    """What to look at in a document: its expiry, its length, a statement without a specialty."""
    notices = []
    starts_on = rules.training_starts(work.season)
    state = rules.document_state(record, work.today, starts_on)
    if state in ("expired", "expiring"):
        notices.append(
            Notice(
                f"document-{state}",
                ref=record.ref,
                on=record.expires_on,
                starts_on=starts_on.isoformat(),
            )
        )
    kind = reference.kinds()[record.kind]
    most = kind.most_characters
    if most and record.length and record.length > most:
        notices.append(Notice("document-long", ref=record.ref, length=record.length, most=most))
    if kind.per_specialty and not record.specialty:
        notices.append(Notice("document-specialty", ref=record.ref))
    return tuple(notices)


def shown(work: Work, record: Document) -> Row:
    """The row of a document, for `show`."""
    from fmgtrack.store.papers import documents

    starts_on = rules.training_starts(work.season)
    return documents(work.store, work.today, starts_on, document_id=record.id)[0]


def listing(work: Work, program_text: str | None = None) -> Card:
    """Documents: what is there, what is missing, and the steps to the visa that is needed.

    Keys: `starts_on` (the day training starts), `documents` (rows), `missing` (`[{kind, name,
    specialty, needed, issuer, needs, source, confidence}]`), `visa` (`[{visa, key, name, says,
    state, source, confidence}]`, empty where none is needed or the profile does not say). With a
    program, only the documents that it gets.
    """
    from fmgtrack.store.papers import documents

    only = find.program(work.store, program_text).ref if program_text else None
    starts_on = rules.training_starts(work.season)
    profile = next(iter(work.store.table(Profile).list()), Profile())
    records = work.store.table(Document).list()
    passed = work.store.table(Exam).list(kind="step3", outcome="pass")
    missing = rules.documents_missing(
        records,
        (kind for kind in reference.kinds().values() if not _released(kind, profile)),
        work.today,
        specialties=_specialties(profile),
        visa_need=profile.visa_need,
    )
    steps = rules.visa_steps(
        reference.steps(), records, profile.visa_need, work.today, step3_passed=bool(passed)
    )
    return Card(
        "documents",
        {
            "starts_on": starts_on.isoformat(),
            "documents": [
                row
                for row in documents(work.store, work.today, starts_on)
                if only is None or any(one["ref"] == only for one in row["programs"])
            ],
            "missing": [_missing(kind, name) for kind, name in missing],
            "visa": [
                {
                    **{key: getattr(step, key) for key in ("visa", "key", "name", "says")},
                    "state": state,
                    "source": step.source,
                    "confidence": step.confidence,
                }
                for step, state in steps
            ],
        },
        () if records else (Notice("no-documents"),),
    )


def _specialties(profile: Profile) -> tuple[str, ...]:
    """What the person applies to, written out as specialties of documents are."""
    typed = (profile.specialties or "").split("\n")
    return tuple(dict.fromkeys(filter(None, map(specialty, typed))))


def _released(kind: rules.PaperKind, profile: Profile) -> bool:
    """Whether the profile says that the transcript was released in ERAS."""
    return kind.key == "usmle-transcript" and profile.transcript_on is not None


def _missing(kind: rules.PaperKind, name: str | None) -> Row:
    return {
        "kind": kind.key,
        "name": kind.name,
        "specialty": name,
        **{key: getattr(kind, key) for key in ("needed", "issuer", "needs")},
        "source": kind.source,
        "confidence": kind.confidence,
    }
