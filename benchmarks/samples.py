"""Records and files of any size, invented, made quickly: `executemany` into a record of our own."""

# ruff: noqa: INP001  scripts that stand alone

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

NOW = "2026-11-25T10:00:00-05:00"
"""The moment at which every run is."""

HEADERS = ("Program Name", "Institution", "Specialty", "City", "State", "NRMP Code", "Notes")
"""The columns of the table that is imported."""

PEOPLE = 5
"""People met at each interview."""

VISITED = 300
"""Programs at which the interviews were: ever the same, so that only their number grows."""

_NAMES = ("Mercy", "Saint Anne", "Lakeside", "Riverside", "Oak Hill", "Grand Valley", "North Shore")
_KINDS = ("Hospital", "Medical Center", "University Hospital", "Community Health")
_CITIES = (("Detroit", "MI"), ("Cleveland", "OH"), ("Albany", "NY"), ("Fresno", "CA"))
_TOPICS = (
    "your work on early sepsis alerts",
    "the clinic for newcomers",
    "teaching at the bedside",
)


def programs(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of a table of programs, in the order of `HEADERS`; every name is another."""
    for number in range(count):
        name = f"{_NAMES[number % len(_NAMES)]} {_KINDS[number % len(_KINDS)]} {number:05d}"
        city, state = _CITIES[number % len(_CITIES)]
        code = f"{1000 + number // 1000:04d}140C{number % 1000}"
        yield name, f"{name} System", "Internal Medicine", city, state, code, "heard of at a fair"


def write_csv(path: Path, count: int) -> None:
    """A table of so many programs as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADERS, *programs(count)])


def write_xlsx(path: Path, count: int) -> None:
    """The same as a workbook."""
    from fmgtrack.exchange.workbook import write_workbook  # noqa: PLC0415  of the copy measured

    path.write_bytes(write_workbook("programs", list(HEADERS), [list(r) for r in programs(count)]))


def fill_programs(path: Path, count: int) -> None:
    """Put programs into a record that is there and empty, each with a person."""
    with closing(sqlite3.connect(path)) as conn, conn:
        _put(
            conn,
            "program",
            "id uid name institution specialty city state timezone status signal contact_policy",
            (
                (n, f"p{n}", *row[:5], "America/New_York", "applied", "none", "unknown")
                for n, row in enumerate(programs(count), start=1)
            ),
        )
        _put(
            conn,
            "contact",
            "id uid program_id title name role",
            (
                (n, f"c{n}", n, "Dr.", f"Wei Chen {n}", "program-director")
                for n in range(1, count + 1)
            ),
        )


def fill_meetings(path: Path, count: int, *, owed: int = PEOPLE) -> None:
    """Put meetings of past days into such a record, all sent, and after them so many owed.

    The past days are those before November 2026; the owed ones were two days ago. Director and
    coordinator are among the people of every program that was visited.
    """
    roles = ("program-director", "coordinator", "faculty", "faculty", "resident")
    with closing(sqlite3.connect(path)) as conn, conn:
        base = conn.execute("SELECT coalesce(max(id), 0) FROM contact").fetchone()[0]
        _put(
            conn,
            "contact",
            "id uid program_id title name role email",
            (
                (
                    n,
                    f"c{n}",
                    1 + (n - base - 1) // PEOPLE,
                    "Dr.",
                    f"Ana Ruiz {n}",
                    role,
                    "a@example.org",
                )
                for n in range(base + 1, base + 1 + VISITED * PEOPLE)
                for role in (roles[(n - base - 1) % PEOPLE],)
            ),
        )
        days = count // PEOPLE
        last = date(2026, 10, 30)
        _put(
            conn,
            "interview",
            "id uid program_id status starts_at ends_at timezone format",
            (
                (n, f"i{n}", 1 + n % VISITED, "scheduled", f"{day} 09:00", f"{day} 15:00",
                 "America/New_York", "virtual")
                for n in range(1, days + 1 + owed // PEOPLE)
                for day in (last - timedelta(days=n % 3000) if n <= days else date(2026, 11, 23),)
            ),
        )  # fmt: skip
        _put(
            conn,
            "meeting",
            "interview_id contact_id uid setting talked_about sent_on",
            (
                (n, base + 1 + (n % VISITED) * PEOPLE + turn, f"m{n}.{turn}", "formal",
                 _TOPICS[turn % len(_TOPICS)], "2026-11-01" if n <= days else None)
                for n in range(1, days + 1 + owed // PEOPLE)
                for turn in range(PEOPLE)
            ),
        )  # fmt: skip


def fill_list(path: Path, count: int) -> None:
    """Rank so many of the programs that are there, and exclude those after the next five."""
    with closing(sqlite3.connect(path)) as conn, conn:
        ranked = ((f"e{n}", "", n, n) for n in range(1, count + 1))
        _put(conn, "entry", "uid letter position program_id", ranked)
        conn.execute(
            "INSERT INTO exclusion (uid, program_id, reason)"
            " SELECT 'x' || id, id, 'too far' FROM program WHERE id > ?",
            (count + 5,),
        )


def _put(
    conn: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]
) -> None:
    names = columns.split()
    places = ", ".join("?" * len(names))
    conn.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)
