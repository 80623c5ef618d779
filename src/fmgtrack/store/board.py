"""The rank order list as it is shown."""

from __future__ import annotations

from fmgtrack.records.words import PRIMARY
from fmgtrack.rules.scores import Criterion, by_score, distance, score
from fmgtrack.store.interviews import held_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from fmgtrack.records.results import Row
    from fmgtrack.rules.scores import Score
    from fmgtrack.store import Store


def entries(store: Store, letter: str | None = PRIMARY) -> list[Row]:
    """Lines of one list in order, or of all with None.

    Keys: `id letter position program_id track_id program city state code acgme_code visa_on
    visa_source j1 h1b contract_on highlight`.
    """
    return store.query(
        """SELECT e.*, p.name AS program, p.city, p.state, p.acgme_code, p.visa_on, p.visa_source,
                p.j1, p.h1b, p.contract_on, t.code,
                EXISTS (SELECT 1 FROM interview i WHERE i.program_id = p.id
                        AND i.status = 'scheduled') AS interviewed
           FROM entry e JOIN program p ON p.id = e.program_id
           LEFT JOIN track t ON t.id = e.track_id
           WHERE :letter IS NULL OR e.letter = :letter ORDER BY e.letter, e.position""",
        {"letter": letter},
    )


def unranked(store: Store, now: datetime) -> list[Row]:
    """Programs interviewed at by `now` that are neither ranked nor excluded: `ref name`."""
    names = held_at(
        store,
        now,
        "p.id NOT IN (SELECT program_id FROM entry)"
        " AND p.id NOT IN (SELECT program_id FROM exclusion)",
    )
    return [{"ref": f"p{number}", "name": name} for number, name in names.items()]


def criteria(store: Store) -> list[Row]:
    """What the person weighs: `id key label weight`, in their order."""
    return store.query("SELECT id, key, label, weight FROM criterion ORDER BY position, id")


def ratings(store: Store) -> dict[int, dict[str, int]]:
    """Every rating, by program and key."""
    found: dict[int, dict[str, int]] = {}
    for row in store.query(
        """SELECT r.program_id, k.key, r.value FROM rating r
           JOIN criterion k ON k.id = r.criterion_id ORDER BY k.position, k.id"""
    ):
        found.setdefault(row["program_id"], {})[row["key"]] = row["value"]
    return found


def scores(store: Store) -> dict[int, Score]:
    """The score of every program that was rated."""
    weighed = [Criterion(row["key"], row["weight"]) for row in criteria(store)]
    return {number: score(rated, weighed) for number, rated in ratings(store).items()}


def links(store: Store) -> dict[str, list[Row]]:
    """Lines of the primary list to which each supplemental list is linked, by letter."""
    found: dict[str, list[Row]] = {}
    for row in store.query(
        """SELECT l.letter, l.entry_id, e.position, p.id AS program_id, p.name, t.code FROM link l
           JOIN entry e ON e.id = l.entry_id JOIN program p ON p.id = e.program_id
           LEFT JOIN track t ON t.id = e.track_id ORDER BY l.letter, e.position"""
    ):
        found.setdefault(row["letter"], []).append(row)
    return found


def excluded(store: Store) -> list[Row]:
    """Programs that the person would not attend: `ref name reason`."""
    return store.query(
        """SELECT 'p' || p.id AS ref, p.name, x.reason FROM exclusion x
           JOIN program p ON p.id = x.program_id ORDER BY p.name COLLATE NOCASE"""
    )


def certified(store: Store) -> Row | None:
    """The latest certification: `id at lines`, or None."""
    found = store.query("SELECT id, at, lines FROM certification ORDER BY id DESC LIMIT 1")
    return found[0] if found else None


def as_certified(store: Store) -> str:
    """The lists as they stand, in the form in which a certification keeps them."""
    import json

    lines = [[row["letter"], row["program_id"], row["code"]] for row in entries(store, None)]
    joined = [
        [letter, row["program_id"], row["code"]]
        for letter, rows in links(store).items()
        for row in rows
    ]
    return json.dumps({"lines": lines, "links": joined})


def changed_since(store: Store) -> bool:
    """Whether the list is another than the one that was certified."""
    last = certified(store)
    return last is not None and last["lines"] != as_certified(store)


def board(store: Store, now: datetime) -> Row:
    """The whole list with the keys of product.md section 11, but for its deadline and checks.

    Beside them, for each line, `score_rank` (its place if the score alone ordered the list) and
    `apart` (how many places own order puts it higher than the score does).
    """
    lines = entries(store, None)
    last = certified(store)
    joined = links(store)
    letters = sorted({row["letter"] for row in lines} - {PRIMARY} | set(joined))
    return {
        "certified_at": last and last["at"],
        "changed_since_certified": changed_since(store),
        "primary": _scored(store, [row for row in lines if row["letter"] == PRIMARY]),
        "supplemental": [
            {
                "letter": letter,
                "linked_to": [_line(row) for row in joined.get(letter, [])],
                "entries": [_entry(row) for row in lines if row["letter"] == letter],
            }
            for letter in letters
        ],
        "unranked": unranked(store, now),
        "excluded": excluded(store),
        "checks": [],
    }


def _entry(row: Row) -> Row:
    return {
        "rank": row["position"],
        "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
        "nrmp_code": row["code"],
    }


def _line(row: Row) -> Row:
    return {
        "program": {"ref": f"p{row['program_id']}", "name": row["name"]},
        "nrmp_code": row["code"],
    }


def _scored(store: Store, lines: list[Row]) -> list[Row]:
    by_program = scores(store)
    of = len([row for row in criteria(store) if row["weight"]])
    nothing = score({}, [])
    own = tuple(row["id"] for row in lines)
    each = {row["id"]: by_program.get(row["program_id"], nothing) for row in lines}
    order = by_score(each, own)
    apart = distance(own, order)
    shown = []
    for row in lines:
        value = each[row["id"]]
        known = value.value is not None
        shown.append(
            _entry(row)
            | {
                "score": value.value,
                "coverage": f"{value.rated} of {of}" if known else None,
                "score_rank": order.index(row["id"]) + 1 if known else None,
                "apart": apart[row["id"]] if known else None,
            }
        )
    return shown


def tracks(store: Store, program_id: int) -> list[dict[str, Any]]:
    """Codes of a program and whether each is ranked: `id code ranked`."""
    return store.query(
        """SELECT t.id, t.code, EXISTS (SELECT 1 FROM entry e WHERE e.track_id = t.id) AS ranked
           FROM track t WHERE t.program_id = :program ORDER BY t.id""",
        {"program": program_id},
    )
