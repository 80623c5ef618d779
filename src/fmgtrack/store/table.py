"""The one writer. Every insert, update and delete of a record goes through a `Table`."""

from __future__ import annotations

import os

from fmgtrack.records.spec import Record, to_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from typing import Any, Generic, TypeVar, cast

    from fmgtrack.records.spec import RecordSpec

    R = TypeVar("R", bound=Record)

    Image = tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]
    """What one write did: record name, row id, row before, row after."""

    Images = list[Image]
    """What a change did so far."""
else:
    # what `typing` gives at run time, without the time it takes to import it
    R = None

    class Generic:
        """As `typing.Generic`."""

        def __class_getitem__(cls, _: object) -> type:
            return cls

    def cast(_: str, value: object) -> object:
        """As `typing.cast`."""
        return value


def completed(spec: RecordSpec, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row or image from before a migration with the columns that came since, at their defaults.

    Raises:
        KeyError: a column is missing that has no default.
    """
    from dataclasses import MISSING, fields

    row = dict(row)
    for field in fields(spec.cls):
        if field.name not in row:
            if field.default is MISSING:
                raise KeyError(field.name)
            value = field.default
            row[field.name] = int(value) if isinstance(value, bool) else value
    return row


_INSERTS: dict[str, str] = {}


def _insert(name: str, columns: tuple[str, ...]) -> str:
    """The statement that writes a row; made once, for an import asks for it with every row."""
    if name not in _INSERTS:
        places = ", ".join("?" * len(columns))
        _INSERTS[name] = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})"
    return _INSERTS[name]


class Table(Generic[R]):
    """The rows of one record type.

    Reading needs nothing more; writing needs the images of an open change (`store.change`).
    """

    def __init__(
        self, conn: sqlite3.Connection, cls: type[R], images: Images | None = None
    ) -> None:
        self.conn = conn
        self.spec: RecordSpec = cls.spec
        self._images = images

    def get(self, row_id: int) -> R | None:
        """The record of that number, or None."""
        row = self.row(row_id)
        return cast("R", self.spec.from_row(row)) if row else None

    def row(self, row_id: int) -> dict[str, Any] | None:
        """The plain row of that number, or None."""
        found = self.conn.execute(
            f"SELECT * FROM {self.spec.name} WHERE id = :id", {"id": row_id}
        ).fetchone()
        return dict(found) if found else None

    def last(self) -> int:
        """The highest number on file; 0 when there is no record."""
        (found,) = self.conn.execute(f"SELECT max(id) FROM {self.spec.name}").fetchone()
        return int(found or 0)

    def list(self, **equal: Any) -> list[R]:  # noqa: ANN401  any column's type
        """All records whose columns equal these values (None means unset), by number."""
        return list(self.each(**equal))

    def each(self, **equal: Any) -> Iterator[R]:  # noqa: ANN401  any column's type
        """The same, one at a time."""
        where = " AND ".join(f"{self._known(name)} IS :{name}" for name in equal) or "1"
        rows = self.conn.execute(f"SELECT * FROM {self.spec.name} WHERE {where} ORDER BY id", equal)
        return (cast("R", self.spec.from_row(row)) for row in rows)

    def insert(self, record: R) -> R:
        """Write a new record; gives it back with its number and random text id."""
        row = to_row(record)
        row["id"] = row["id"] or None
        row["uid"] = row["uid"] or os.urandom(8).hex()
        row["id"] = self._put(row)
        self._note(row["id"], None, row)
        return cast("R", self.spec.from_row(row))

    def update(self, record: R, **changes: Any) -> R:  # noqa: ANN401  any column's type
        """Write changed columns of a record on file; gives back the record as it is now."""
        before = self.row(record.id)
        if before is None:
            raise LookupError(record.ref)
        values = {
            self._known(name): int(value) if isinstance(value, bool) else value
            for name, value in changes.items()
        }
        after = before | values
        if after != before:
            self._replace(after)
            self._note(record.id, before, after)
        return cast("R", self.spec.from_row(after))

    def delete(self, record: R) -> None:
        """Remove a record; its children must be gone (`ON DELETE RESTRICT`)."""
        before = self.row(record.id)
        if before is None:
            raise LookupError(record.ref)
        self._erase(record.id)
        self._note(record.id, before, None)

    def restore(self, row_id: int, image: Mapping[str, Any] | None) -> None:
        """Make the row what an image says; None removes it. For undo and import."""
        before = self.row(row_id)
        after = dict(image) if image is not None else None
        if before == after:
            return
        if after is None:
            self._erase(row_id)
        elif before is None:
            self._put(after)
        else:
            self._replace(after)
        self._note(row_id, before, after)

    def _put(self, row: Mapping[str, Any]) -> int:
        """Write a whole row; gives its number."""
        names = self.spec.columns
        put = self.conn.execute(_insert(self.spec.name, names), [row[name] for name in names])
        return int(put.lastrowid or 0)

    def _replace(self, row: Mapping[str, Any]) -> None:
        names = [name for name in self.spec.columns if name != "id"]
        self.conn.execute(
            f"UPDATE {self.spec.name} SET {', '.join(f'{n} = :{n}' for n in names)} WHERE id = :id",
            {name: row[name] for name in self.spec.columns},
        )

    def _erase(self, row_id: int) -> None:
        self.conn.execute(f"DELETE FROM {self.spec.name} WHERE id = :id", {"id": row_id})

    def _note(
        self, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        if self._images is None:
            message = "a table writes only inside `store.change`"
            raise RuntimeError(message)
        self._images.append((self.spec.name, row_id, before, after))

    def _known(self, name: str) -> str:
        if name not in self.spec.columns:
            raise KeyError(name)
        return name
