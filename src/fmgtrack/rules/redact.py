"""An export without people: names, addresses, telephone numbers and notes replaced everywhere.

What may stay is listed here, column by column; all other text is replaced, so that a column that
nobody thought of is hidden. What stays is what a program says of itself in public, words that
fmgtrack offers to choose from, numbers, codes and times; in it names, addresses and telephone
numbers are looked for all the same. The same person is the same stand-in throughout, so that the
record can still be looked at.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from fmgtrack.errors import FmgtrackError
from fmgtrack.records.question import ASSESSED
from fmgtrack.records.story import COMPETENCIES
from fmgtrack.records.words import TITLES
from fmgtrack.rules.preferences import FORMS, read_wish
from fmgtrack.rules.requirements import RULES

MAIL = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]++@(?:[\w-]+(?:\.[\w-]+)*|\[[^\s\]]*\])"
)
PHONE = re.compile(
    r"(?<![\w-])(?!\d{4}-\d\d-\d\d(?!\d))\+?\(?\d(?:[\s().\-/\u2010-\u2015]{0,3}\d){6,14}(?![\w-])"
)

KEPT: dict[str, tuple[str, ...]] = {
    "programs": (
        *("name", "institution", "specialty", "city", "state", "timezone", "url"),
        *("status", "signal", "contact_policy"),
    ),
    "contacts": ("role",),
    "interviews": ("status", "timezone", "format", "respond_zone"),
    "meetings": ("setting",),
    "mails": ("kind",),
    "deadlines": ("title", "body", "timezone", "confidence", "key"),
    "entries": ("letter",),
    "links": ("letter",),
    "partners": ("name", "city", "state"),
    "questions": ("key", "kind"),
    "reasons": ("kind",),
    "mocks": ("kind",),
    "askings": ("setting", "key"),
    "ticks": ("key", "part"),
    "profiles": ("citizenship", "visa_need"),
    "exams": ("kind", "outcome"),
    "experiences": ("kind", "state", "status"),
    "letters": ("status",),
    "documents": ("kind", "status"),
    "stages": ("status",),
}
"""Columns whose text stays, by kind of record."""

WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("contacts", "title"): TITLES,
    ("questions", "assesses"): ASSESSED,
    ("stories", "competencies"): COMPETENCIES,
    ("facts", "rule"): tuple(RULES),
    ("preferences", "rule"): tuple(FORMS),
}
"""Columns that stay while they hold nothing but these words."""

SPECIALTIES = ("specialty", "specialties")
"""Columns that stay while they hold nothing but specialties of the programs on record."""

OWN_WORDS = ("fellowship", "city")
"""Facts and preferences whose value is a text of the person's own."""

PLAIN = frozenset({"uid", "at", "code", "acgme_code", "lines", "graduated", "begins", "ends"})
TIMES = ("_at", "_on", "_by")
"""Columns, and ends of columns, that stay as they are: random ids, codes and times."""

EVENT = ("title", "body")
"""Columns of a deadline that stay where it is a dated event of the season, not the person's own."""

OURS = frozenset({"season", "home-zone", "due-from", "due-by", "clock"})
"""Settings that tell nothing of the person."""

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
    specialties = frozenset(row.get("specialty") or "" for row in records.get("programs", []))
    clean: dict[str, list[dict[str, Any]]] = {}
    for kind, rows in records.items():
        if kind == "settings":
            clean[kind] = [row for row in rows if row["key"] in OURS]
        else:
            clean[kind] = [_row(kind, row, names, specialties) for row in rows]
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
            for name in map(_composed, filter(None, (row[column] for column in columns))):
                for part in (name, *_parts(name)):
                    found.setdefault(part, stand_in)
    named = [document["settings"].get("name")]
    named += [row[name] for row in document["records"].get("profiles", []) for name in OWN]
    for own in map(_composed, filter(None, named)):
        found |= dict.fromkeys([own, *_parts(own)], "Applicant")
    ordered = sorted(found.items(), key=lambda item: -len(item[0]))
    return [
        (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE), stand_in)
        for name, stand_in in ordered
    ]


def _composed(name: str) -> str:
    """One writing of what can be written as a letter with its accent, or as the two apart."""
    return unicodedata.normalize("NFC", name)


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,]+", name) if len(part.strip(".-'")) > 1]


def _row(
    kind: str,
    row: dict[str, Any],
    names: list[tuple[re.Pattern[str], str]],
    specialties: frozenset[str],
) -> dict[str, Any]:
    clean = {}
    for column, value in row.items():
        if not isinstance(value, str) or column in PLAIN or column.endswith(TIMES):
            clean[column] = value
        elif _stays(kind, column, row) or _is_known(kind, column, row, specialties):
            clean[column] = _text(_host(value) if column == "url" else value, names)
        else:
            clean[column] = _stand_in(kind, column, row["id"])
    return clean


def _stays(kind: str, column: str, row: dict[str, Any]) -> bool:
    if kind == "deadlines" and column in EVENT:
        return bool(row.get("key")) and not row.get("own")
    return column in KEPT.get(kind, ())


def _is_known(kind: str, column: str, row: dict[str, Any], specialties: frozenset[str]) -> bool:
    """Whether a text is made of known words: anything may come in a file that was imported."""
    value: str = row[column]
    if (kind, column) in WORDS:
        return set(re.split(r"[\s,]+", value.strip())) <= set(WORDS[kind, column])
    if column in SPECIALTIES:
        return set(value.split("\n")) <= specialties
    if column == "value" and row["rule"] not in OWN_WORDS:
        return _is_value(kind, row["rule"], value)
    return False


def _is_value(kind: str, rule: str, value: str) -> bool:
    if kind == "facts":
        return rule in RULES and RULES[rule].is_kept(value)
    try:
        return kind == "preferences" and read_wish(rule, value) == (rule, value)
    except FmgtrackError:
        return False


def _host(address: str) -> str:
    """A web address without what may name a person: who logs in, the page, what is asked of it."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{re.split(r'[/?#]', rest)[0].rpartition('@')[2]}"


def _stand_in(kind: str, column: str, number: int) -> str:
    """What stands for a text that is hidden; it differs where the record needs it to."""
    if (kind, column) == ("contacts", "name"):
        return f"Person {number}"
    if (kind, column) == ("contacts", "email"):
        return f"person{number}@example.org"
    if (kind, column) == ("criteria", "key"):
        return f"criterion-{number}"
    if kind in ("facts", "preferences") and column in ("rule", "value"):
        return f"[{column} {number}]"
    return f"[{column.replace('_', ' ')}]"


def _text(value: str, names: list[tuple[re.Pattern[str], str]]) -> str:
    value = MAIL.sub("person@example.org", _composed(value))
    value = PHONE.sub("[number]", value)
    for pattern, stand_in in names:
        value = pattern.sub(stand_in, value)
    return value
