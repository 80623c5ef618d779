"""Refs and names, for completion."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.store import Store

QUERIES = {
    "p": "SELECT 'p' || id AS ref, name FROM program",
    "c": "SELECT 'c' || id AS ref, name FROM contact",
    "i": """SELECT 'i' || i.id AS ref, p.name || ' ' || coalesce(i.starts_at, i.status) AS name
            FROM interview i JOIN program p ON p.id = i.program_id""",
    "f": """SELECT 'f' || m.id AS ref, c.name || ', ' || p.name AS name FROM meeting m
            JOIN contact c ON c.id = m.contact_id JOIN program p ON p.id = c.program_id""",
    "d": "SELECT 'd' || id AS ref, title AS name FROM deadline",
    "e": "SELECT 'e' || id AS ref, title AS name FROM experience",
    "ex": "SELECT 'ex' || id AS ref, kind || coalesce(' ' || taken_on, '') AS name FROM exam",
    "ga": "SELECT 'ga' || id AS ref, begins AS name FROM gap",
    "le": "SELECT 'le' || id AS ref, writer AS name FROM letter",
    "do": "SELECT 'do' || id AS ref, coalesce(title, kind) AS name FROM document",
    "q": "SELECT 'q' || id AS ref, coalesce(key, text) AS name FROM question",
    "w": "SELECT 'w' || id AS ref, text AS name FROM reason",
    "st": "SELECT 'st' || id AS ref, title AS name FROM story",
    "mo": "SELECT 'mo' || id AS ref, who AS name FROM mock",
    "me": "SELECT 'me' || id AS ref, text AS name FROM mend",
    "ak": "SELECT 'ak' || id AS ref, text AS name FROM asking",
    "de": "SELECT 'de' || id AS ref, what AS name FROM development",
    "we": "SELECT 'we' || id AS ref, rule || ' ' || value AS name FROM preference",
}
"""Ref and name of each kind that a person types."""

CALLED = {
    "p": "SELECT 'p' || id AS ref, name FROM program",
    "c": "SELECT 'c' || id AS ref, name FROM contact",
    "i": """SELECT 'i' || i.id AS ref, p.name FROM interview i
            JOIN program p ON p.id = i.program_id""",
    "f": """SELECT 'f' || m.id AS ref, c.name FROM meeting m
            JOIN contact c ON c.id = m.contact_id""",
}
"""Ref of each kind that a name stands for too, with that name."""


def refs(store: Store, letters: Iterable[str]) -> list[tuple[str, str]]:
    """Refs of these kinds with their names, in order of number."""
    return _rows(store, QUERIES, letters)


def called(store: Store, letters: Iterable[str]) -> list[tuple[str, str]]:
    """Refs of these kinds with the names that may be typed in their place."""
    return _rows(store, CALLED, [letter for letter in letters if letter in CALLED])


def _rows(store: Store, queries: dict[str, str], letters: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (row["ref"], row["name"])
        for letter in letters
        for row in store.query(f"{queries[letter]} ORDER BY length(ref), ref")
    ]
