"""The journal: every change with its before and after images."""

from __future__ import annotations

from fmgtrack.errors import NotFoundError, RefusedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from typing import Any

    from fmgtrack.records.spec import Record
    from fmgtrack.store.table import Image, Images, R, Table


HELD = 5_000
"""Images that an open change holds before it writes them down: a large import stays small."""


class Held(list["Image"]):
    """The images of an open change that are not written down yet."""

    def __init__(self, spill: Callable[[], None]) -> None:
        super().__init__()
        self._spill = spill

    def append(self, image: Image) -> None:
        """Hold one more image; when there are many, write them down."""
        super().append(image)
        if len(self) >= HELD:
            self._spill()


class Change:
    """One open change: hands out tables that write, and keeps the images of what they do.

    `images` are those that are not written down yet, `touched` names the kinds of records it
    changed so far.
    """

    def __init__(self, conn: sqlite3.Connection, title: str) -> None:
        self.title = title
        self.images: Images = Held(self._spill)
        self.touched: set[str] = set()
        self._conn = conn
        self._number: int | None = None

    def table(self, cls: type[R]) -> Table[R]:
        """The table of a record type, open for writing."""
        from fmgtrack.store.table import Table

        return Table(self._conn, cls, self.images)

    def keep(self, at: str, *, undoes: int | None, beginning: bool) -> int | None:
        """Write the journal; the change's number, or None when nothing was changed.

        A row that a step left as it was leaves no image.
        """
        self._write()
        if self._number is not None:
            self._conn.execute(
                "UPDATE change SET at = ?, title = ?, undoes = ?, beginning = ? WHERE id = ?",
                (at, self.title, undoes, int(beginning), self._number),
            )
        return self._number

    def forget(self) -> None:
        """Leave no trace of what was done so far: another journal took its place."""
        self.images.clear()
        self._number = None

    def _spill(self) -> None:
        self._write()
        self.images.clear()

    def _write(self) -> None:
        """Write the images down that are held, under the number of this change."""
        from json import JSONEncoder

        encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        rows = [(name, row_id, b, a) for name, row_id, b, a in _merged(self.images) if b != a]
        self.touched |= {name for name, *_ in self.images}
        if not rows:
            return
        if self._number is None:
            made = self._conn.execute("INSERT INTO change (at, title) VALUES ('', '')")
            self._number = int(made.lastrowid or 0)
        self._conn.executemany(
            "INSERT INTO image (change_id, record, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
            (
                (
                    self._number,
                    name,
                    row_id,
                    before and encode(before),
                    after and encode(after),
                )
                for name, row_id, before, after in rows
            ),
        )


def _merged(images: Images) -> Images:
    """The images in order, with writes to one row straight after each other taken as one.

    Only those: undone in reverse, each step must find its parents and children in place.
    """
    merged: Images = []
    for name, row_id, before, after in images:
        if merged and merged[-1][:2] == (name, row_id):
            before = merged.pop()[2]  # noqa: PLW2901  the earlier state is the one to go back to
        merged.append((name, row_id, before, after))
    return merged


OF_PROGRAM = """c.id IN (
    WITH own AS (
        SELECT DISTINCT record, row_id FROM image
        WHERE (record = 'program' AND row_id = :program)
           OR json_extract(coalesce(after, before), '$.program_id') = :program)
    SELECT m.change_id FROM image m
    WHERE (m.record, m.row_id) IN own
       OR json_extract(coalesce(m.after, m.before), '$.interview_id') IN
          (SELECT row_id FROM own WHERE record = 'interview')
       OR json_extract(coalesce(m.after, m.before), '$.contact_id') IN
          (SELECT row_id FROM own WHERE record = 'contact'))"""
"""Changes of a program and of what belongs to it, also of what is gone since."""


def rows(
    conn: sqlite3.Connection, *, record: Record | None = None, program_id: int | None = None
) -> list[dict[str, Any]]:
    """The journal, newest first: `ref at title undone_by undoes` for each change."""
    where = "1"
    values: dict[str, Any] = {"program": program_id}
    if record is not None:
        where = "c.id IN (SELECT change_id FROM image WHERE record = :name AND row_id = :id)"
        values |= {"name": record.spec.name, "id": record.id}
    if program_id is not None:
        where = f"{where} AND {OF_PROGRAM}"
    found = conn.execute(
        f"""
        SELECT 'h' || c.id AS ref, c.at, c.title, 'h' || c.undoes AS undoes,
            (SELECT 'h' || max(u.id) FROM change u WHERE u.undoes = c.id) AS undone_by
        FROM change c WHERE {where} ORDER BY c.id DESC
        """,
        values,
    )
    return [dict(row) for row in found]


def images(conn: sqlite3.Connection, number: int) -> Images:
    """What one change did, in the order in which it did it."""
    import json

    found = conn.execute(
        "SELECT record, row_id, before, after FROM image WHERE change_id = ? ORDER BY id",
        (number,),
    )
    return [
        (
            row["record"],
            row["row_id"],
            json.loads(row["before"]) if row["before"] else None,
            json.loads(row["after"]) if row["after"] else None,
        )
        for row in found
    ]


def latest(conn: sqlite3.Connection) -> list[tuple[str, int]]:
    """What the newest change wrote and did not take away, in its order: record name and row id.

    The beginning of a record is no change.
    """
    found = conn.execute(
        """SELECT record, row_id FROM image WHERE after IS NOT NULL
           AND change_id = (SELECT max(id) FROM change WHERE NOT beginning) ORDER BY id"""
    )
    return [(row["record"], row["row_id"]) for row in found]


def to_undo(conn: sqlite3.Connection, number: int | None) -> tuple[int, str]:
    """Number and title of the change to take back: the named one, else the latest.

    Raises:
        NotFoundError: there is no such change.
        RefusedError: nothing was changed yet, or the named change was taken back already.
    """
    if number is None:
        row = conn.execute("SELECT id, title, beginning FROM change ORDER BY id DESC").fetchone()
        if row is None or row["beginning"]:
            raise RefusedError("there is nothing to undo yet", "`fmgtrack history` lists changes")
        return row["id"], row["title"]
    row = conn.execute("SELECT id, title FROM change WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFoundError("change", f"h{number}", hint="`fmgtrack history` lists them")
    taken = conn.execute(
        """SELECT max(u.id) FROM change u WHERE u.undoes = ?
           AND NOT EXISTS (SELECT 1 FROM change v WHERE v.undoes = u.id)""",
        (number,),
    ).fetchone()[0]
    if taken:
        raise RefusedError(
            f"h{number} was taken back already by h{taken}",
            f"`fmgtrack undo h{taken}` puts it back",
        )
    return row["id"], row["title"]
