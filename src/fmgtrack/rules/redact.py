"""An export without people: names, addresses, telephone numbers and notes replaced everywhere.

The same person is the same stand-in throughout, so that the record can still be looked at.
"""

from __future__ import annotations

import re
from typing import Any

from fmgtrack.records import RECORDS

MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![\w-])\+?\(?\d[\d ().-]{7,18}\d(?![\w-])")

NOTES = {
    "programs": ("note", "policy_source", "visa_source"),
    "contacts": ("note",),
    "interviews": ("note", "highlight", "place", "ics_uid"),
    "meetings": ("talked_about", "to_ask", "skip_reason"),
    "mails": ("subject", "body", "basis"),
    "exclusions": ("reason",),
    "deadlines": ("source",),
}
"""Columns that hold a person's own words, by kind of record."""

KEPT = frozenset({"id", "uid", "code", "acgme_code", "at", "lines", "graduated", "begins", "ends"})
TIMES = ("_at", "_on", "_by")
"""Columns, and ends of columns, that hold no words: numbers, codes and times."""

OURS = frozenset({"season", "home-zone", "due-from", "due-by", "clock"})
"""Settings that tell nothing of the person."""


PRIVATE = {spec.plural: spec.private for spec in RECORDS.values()}

PEOPLE = {
    "contacts": ("name",),
    "letters": ("writer",),
    "experiences": ("supervisor",),
    "mocks": ("who",),
    "facts": ("who",),
}
"""Columns that hold the name of a person, by kind of record."""

OWN = ("eras_name", "nrmp_name", "said")
"""Columns of the profile that hold the person's own name."""


def redact(document: dict[str, Any]) -> dict[str, Any]:
    """The document of an export without its history and without anything about people."""
    records: dict[str, list[dict[str, Any]]] = document["records"]
    names = _names(document)
    clean: dict[str, list[dict[str, Any]]] = {}
    for kind, rows in records.items():
        clean[kind] = [_row(kind, row, names) for row in rows]
    clean["settings"] = [row for row in clean["settings"] if row["key"] in OURS]
    return {
        **{key: document[key] for key in ("format", "schema", "exported_at", "refs")},
        "settings": {row["key"]: row["value"] for row in clean["settings"]},
        "records": clean,
    }


def _names(document: dict[str, Any]) -> list[tuple[re.Pattern[str], str]]:
    """Every name on record with its stand-in, longest first."""
    found: dict[str, str] = {}
    for kind, columns in PEOPLE.items():
        for row in document["records"].get(kind, []):
            stand_in = f"Person {row['id']}" if kind == "contacts" else "Someone"
            for name in filter(None, (row[column] for column in columns)):
                for part in (name, *_parts(name)):
                    found.setdefault(part, stand_in)
    named = [document["settings"].get("name")]
    named += [row[name] for row in document["records"].get("profiles", []) for name in OWN]
    for own in filter(None, named):
        found |= dict.fromkeys([own, *_parts(own)], "Applicant")
    ordered = sorted(found.items(), key=lambda item: -len(item[0]))
    return [
        (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), stand_in)
        for name, stand_in in ordered
    ]


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,]+", name) if len(part.strip(".-'")) > 1]


def _row(
    kind: str, row: dict[str, Any], names: list[tuple[re.Pattern[str], str]]
) -> dict[str, Any]:
    clean = {}
    for column, value in row.items():
        if not isinstance(value, str) or column in KEPT or column.endswith(TIMES):
            clean[column] = value
        elif column in NOTES.get(kind, PRIVATE[kind]):
            clean[column] = f"[{column.replace('_', ' ')}]"
        elif kind == "contacts" and column in ("name", "email"):
            clean[column] = (
                f"Person {row['id']}" if column == "name" else f"person{row['id']}@example.org"
            )
        elif kind == "contacts" and column in ("role", "title"):
            clean[column] = value
        else:
            clean[column] = _text(value, names)
    return clean


def _text(value: str, names: list[tuple[re.Pattern[str], str]]) -> str:
    value = MAIL.sub("person@example.org", value)
    value = PHONE.sub("[number]", value)
    for pattern, stand_in in names:
        value = pattern.sub(stand_in, value)
    return value
