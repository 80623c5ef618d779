"""Tries at answering aloud, as they are listed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

FIGURES = ("seconds", "rating", "words", "fillers", "longest_run", "action_share")
"""Columns of a try that a chart can show."""


def tries(
    store: Store, *, question_id: int | None = None, practice_id: int | None = None
) -> list[Row]:
    """Tries, oldest first: `ref question_id program at heard missed mends` and the figures.

    `program` is None or `ref name`; `heard` and `missed` are lists; `mends` are those that came
    of the try, each `ref text done_on`.
    """
    values = {"question": question_id, "id": practice_id}
    mends: dict[int, list[Row]] = {}
    for row in store.query(
        """SELECT m.* FROM mend m JOIN practice p ON p.id = m.practice_id
           WHERE (:question IS NULL OR p.question_id = :question)
             AND (:id IS NULL OR p.id = :id) ORDER BY m.id""",
        values,
    ):
        mends.setdefault(row["practice_id"], []).append(_mend(row))
    found = store.query(
        """SELECT t.*, p.name AS program_name
           FROM practice t LEFT JOIN program p ON p.id = t.program_id
           WHERE (:question IS NULL OR t.question_id = :question) AND (:id IS NULL OR t.id = :id)
           ORDER BY t.at, t.id""",
        values,
    )
    return [
        {
            "ref": f"pr{row['id']}",
            "question_id": row["question_id"],
            "program": row["program_id"]
            and {"ref": f"p{row['program_id']}", "name": row["program_name"]},
            "at": row["at"],
            **{name: row[name] for name in FIGURES},
            "heard": (row["heard"] or "").splitlines(),
            "missed": (row["missed"] or "").splitlines(),
            "mends": mends.get(row["id"], []),
        }
        for row in found
    ]


def _mend(row: Row) -> Row:
    return {"ref": f"me{row['id']}", "text": row["text"], "done_on": row["done_on"]}


def prepared_for(store: Store) -> set[tuple[int, int]]:
    """Questions with points for one program alone, as numbers of the question and the program."""
    found = store.query(
        "SELECT DISTINCT question_id, program_id FROM outline WHERE program_id IS NOT NULL"
    )
    return {(row["question_id"], row["program_id"]) for row in found}
