"""The profile as it is read: its one row, exams, and the times that are filled."""

from __future__ import annotations

from fmgtrack.records.profile import Exam, Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.rules.gaps import Time
    from fmgtrack.store import Store


def profile(store: Store) -> Profile | None:
    """The profile, None when nothing of it is on record."""
    return next(store.table(Profile).each(), None)


def exams(store: Store) -> list[Exam]:
    """Every attempt at an exam, as it was put on record."""
    return store.table(Exam).list()


def filled(store: Store) -> list[Time]:
    """The times that leave no gap: experiences that are accepted or done, and explained gaps."""
    from fmgtrack.rules.gaps import Time

    return [
        Time(row["begins"], row["ends"])
        for row in store.query(
            """SELECT begins, ends FROM experience WHERE status IN ('accepted', 'done')
               UNION ALL SELECT begins, ends FROM gap WHERE why IS NOT NULL"""
        )
    ]
