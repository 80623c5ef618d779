"""Questions that were worked on, versions of their answers, tries, and reasons for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

LISTS = ("points", "present", "past", "future", "themes")
"""Columns of an outline that hold one thing a line."""


def worked_on(store: Store) -> list[Row]:
    """The question rows as stored, with how many `tries` each had and what is left `to_mend`."""
    return store.query(
        """SELECT q.*,
               (SELECT count(*) FROM practice p WHERE p.question_id = q.id) AS tries,
               (SELECT count(*) FROM mend m WHERE m.question_id = q.id AND m.done_on IS NULL)
                   AS to_mend
           FROM question q ORDER BY q.id"""
    )


def versions(
    store: Store, *, question_id: int | None = None, outline_id: int | None = None
) -> list[Row]:
    """Versions of answers, oldest first; those for one program are counted for themselves.

    Keys: `ref question program version newest written_at points present past future themes`; the
    last five are lists. `question` is the number of the question, `newest` whether it counts.
    """
    found = store.query(
        """SELECT * FROM (
               SELECT o.*, p.name AS program_name,
                   row_number() OVER (apart ORDER BY o.id) AS version,
                   count(*) OVER apart AS versions
               FROM outline o LEFT JOIN program p ON p.id = o.program_id
               WINDOW apart AS (PARTITION BY question_id, program_id))
           WHERE (:question IS NULL OR question_id = :question) AND (:id IS NULL OR id = :id)
           ORDER BY program_id IS NOT NULL, program_id, id""",
        {"question": question_id, "id": outline_id},
    )
    return [
        {
            "ref": f"o{row['id']}",
            "question": row["question_id"],
            "program": row["program_id"]
            and {"ref": f"p{row['program_id']}", "name": row["program_name"]},
            "version": row["version"],
            "newest": row["version"] == row["versions"],
            "written_at": row["written_at"],
            **{name: (row[name] or "").splitlines() for name in LISTS},
        }
        for row in found
    ]


def tries(store: Store, question_id: int) -> list[Row]:
    """Tries at a question, newest first: `ref at seconds rating words fillers`."""
    return store.query(
        """SELECT 'pr' || id AS ref, at, seconds, rating, words, fillers FROM practice
           WHERE question_id = :id ORDER BY at DESC, id DESC""",
        {"id": question_id},
    )


def mends(store: Store, question_id: int) -> list[Row]:
    """What is to be mended in an answer, what is open first: `ref text at done_on`."""
    return store.query(
        """SELECT 'me' || id AS ref, text, at, done_on FROM mend
           WHERE question_id = :id ORDER BY done_on IS NOT NULL, id DESC""",
        {"id": question_id},
    )


def reasons(
    store: Store, *, program_id: int | None = None, reason_id: int | None = None
) -> list[Row]:
    """Reasons for programs: `ref program{ref,name} kind text source checked_on`, in order."""
    found = store.query(
        """SELECT r.*, p.name FROM reason r JOIN program p ON p.id = r.program_id
           WHERE (:program IS NULL OR r.program_id = :program) AND (:id IS NULL OR r.id = :id)
           ORDER BY r.id""",
        {"program": program_id, "id": reason_id},
    )
    return [
        {
            "ref": f"w{row['id']}",
            "program": {"ref": f"p{row['program_id']}", "name": row["name"]},
            **{key: row[key] for key in ("kind", "text", "source", "checked_on")},
        }
        for row in found
    ]


def about_person(store: Store) -> Row:
    """What of the person decides which questions come: `visa_need gaps failed`."""
    return store.query(
        """SELECT (SELECT visa_need FROM profile ORDER BY id LIMIT 1) AS visa_need,
               (SELECT count(*) FROM gap) AS gaps,
               (SELECT count(*) FROM exam WHERE outcome = 'fail') AS failed"""
    )[0]
