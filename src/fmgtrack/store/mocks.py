"""Mock interviews and things to mend, as they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.records.mock import Mock

if TYPE_CHECKING:
    from datetime import date

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def rows(store: Store, today: date, *, mock_id: int | None = None) -> list[Row]:
    """Mock interviews by day, those without a day last.

    Keys: `ref kind who state held_on said[] mends[{ref,text,done_on}]`; `state` is `held`, or
    `planned` where the day is after `today` or not named yet.
    """
    mends: dict[str, list[Row]] = {}
    for mend in mend_rows(store, open_only=False):
        if mend["mock"]:
            brief = {key: mend[key] for key in ("ref", "text", "done_on")}
            mends.setdefault(mend["mock"]["ref"], []).append(brief)
    only = {} if mock_id is None else {"id": mock_id}
    found = store.table(Mock).list(**only)
    found.sort(key=lambda mock: (mock.held_on or "9999", mock.id))
    return [
        {
            "ref": mock.ref,
            "kind": mock.kind,
            "who": mock.who,
            "state": "held" if is_held(mock.held_on, today) else "planned",
            "held_on": mock.held_on,
            "said": (mock.said or "").splitlines(),
            "mends": mends.get(mock.ref, []),
        }
        for mock in found
    ]


def is_held(held_on: str | None, today: date) -> bool:
    """Whether a mock interview of that day has taken place."""
    return held_on is not None and held_on <= today.isoformat()


def open_mends(store: Store, question_id: int | None = None) -> list[Row]:
    """What is still to be mended, oldest first; for one question or for all.

    The keys are those of `mend_rows`.
    """
    return mend_rows(store, question_id=question_id)


def mend_rows(
    store: Store,
    *,
    open_only: bool = True,
    question_id: int | None = None,
    mend_id: int | None = None,
) -> list[Row]:
    """Things to mend, oldest first.

    Keys: `ref text question{ref,key,text} mock{ref,kind,who} practice{ref} since done_on`.
    `since` is UTC. The last three may be None, and the text of a question of the bank is: the
    bank knows it.
    """
    found = store.query(
        """SELECT m.*, q.key, q.text AS question, mo.kind, mo.who
           FROM mend m LEFT JOIN question q ON q.id = m.question_id
           LEFT JOIN mock mo ON mo.id = m.mock_id
           WHERE (:open = 0 OR m.done_on IS NULL)
             AND (:question IS NULL OR m.question_id = :question)
             AND (:id IS NULL OR m.id = :id)
           ORDER BY m.at, m.id""",
        {"open": int(open_only), "question": question_id, "id": mend_id},
    )
    return [_shape(row) for row in found]


def _shape(row: Row) -> Row:
    question, mock, practice = (row[f"{name}_id"] for name in ("question", "mock", "practice"))
    return {
        "ref": f"me{row['id']}",
        "text": row["text"],
        "question": question
        and {"ref": f"q{question}", "key": row["key"], "text": row["question"]},
        "mock": mock and {"ref": f"mo{mock}", "kind": row["kind"], "who": row["who"]},
        "practice": practice and {"ref": f"pr{practice}"},
        "since": row["at"],
        "done_on": row["done_on"],
    }
