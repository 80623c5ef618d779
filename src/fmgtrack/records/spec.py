"""What every record type has in common, and how one is described to the rest of the house.

A spec gives a record type for nothing: listing, `show`, `edit`, `remove`, history and undo, JSON,
export and import. It is a description, not an ORM: records have no `save` and no lazy loading.
"""

from __future__ import annotations

from fmgtrack.records.frozen import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field
    from typing import Any, ClassVar, TypeVar, dataclass_transform

    C = TypeVar("C")

    @dataclass_transform(frozen_default=True, kw_only_default=True)
    def record(cls: type[C]) -> type[C]:
        """As below."""
        return cls

else:

    def record(cls: type) -> type:
        """Make a record type: a frozen value whose fields are given by name."""
        return frozen(kw_only=True)(cls)


@record
class Record:
    """The root of all records: a number that is never used again, and a random text id.

    `id` is 0 and `uid` empty until the record is inserted.
    """

    id: int = 0
    uid: str = ""
    spec: ClassVar[RecordSpec]
    __kinds__: ClassVar[dict[str, str]]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def ref(self) -> str:
        """What a person types for this record: `p3`."""
        return f"{self.spec.letter}{self.id}"


class RecordSpec:
    """One record type.

    Attributes:
        name: the singular word of product.md section 2, also the table's name.
        plural: the name of its listing and of its key in an export.
        letter: the letter, or two, of its refs.
        cls: its frozen dataclass; the columns are its fields, in order.
        children: record types that point at this one, as (name, column). Removing a record shows
            and removes its children first; there is no cascade in the database.
        loose: record types that name this one but live without it, as (name, column). Removing a
            record empties that column.
        private: fields that never reach a template or another person.
        listed: whether a command of that plural lists it.
    """

    def __init__(  # noqa: PLR0913  what it describes
        self,
        *,
        name: str,
        plural: str,
        letter: str,
        cls: type[Record],
        children: tuple[tuple[str, str], ...] = (),
        loose: tuple[tuple[str, str], ...] = (),
        private: tuple[str, ...] = (),
        listed: bool = True,
    ) -> None:
        self.name = name
        self.plural = plural
        self.letter = letter
        self.cls = cls
        self.children = children
        self.loose = loose
        self.private = private
        self.listed = listed
        self.columns: tuple[str, ...] = tuple(cls.__kinds__)
        """Names of the columns, `id` and `uid` first."""
        self.truths = frozenset(name for name, kind in cls.__kinds__.items() if "bool" in kind)
        """Columns that hold yes or no, kept as 1 and 0."""

    def from_row(self, row: Mapping[str, Any]) -> Record:
        """The record a database row stands for."""
        values: dict[str, Any] = {name: row[name] for name in self.columns}
        for name in self.truths:
            if values[name] is not None:
                values[name] = bool(values[name])
        return self.cls(**values)


def to_row(filled: Record) -> dict[str, Any]:
    """The column values of a record, yes and no as 1 and 0."""
    return {
        name: int(value) if isinstance(value, bool) else value
        for name, value in filled.__dict__.items()
    }
