"""What every record type has in common, and how one is described to the rest of the house.

A spec gives a record type for nothing: listing, `show`, `edit`, `remove`, history and undo, JSON,
export and import. It is a description, not an ORM: records have no `save` and no lazy loading.
"""

from __future__ import annotations

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
        """Make a frozen dataclass whose values are given by name, without `dataclasses`.

        Importing that module costs more than adding a record does. Its `fields`, `replace` and
        `asdict` work on these classes all the same.
        """
        own = {
            name: kind
            for name, kind in cls.__annotations__.items()
            if not kind.startswith("ClassVar")
        }
        names = getattr(cls, "__kinds__", {}) | own
        defaults = {name: getattr(cls, name) for name in names if hasattr(cls, name)}
        taken = ", ".join(f"{n}=defaults[{n!r}]" if n in defaults else n for n in names)
        kept = "\n".join(f"    put(self, {name!r}, {name})" for name in names)
        scope = {"defaults": defaults, "put": object.__setattr__}
        # as `dataclasses` does it: a function that takes each by its name is the quickest
        exec(f"def __init__(self, *, {taken}):\n{kept}", scope)  # noqa: S102  our own names
        cls.__init__ = scope["__init__"]
        cls.__kinds__ = names
        cls.__dataclass_fields__ = _Fields()
        return cls


class _Fields:
    """What `dataclasses` looks for on a class of its own, made when it first looks."""

    def __init__(self) -> None:
        self.made: dict[str, Field[Any]] = {}

    def __get__(self, instance: object, owner: type[Record]) -> dict[str, Field[Any]]:
        if self.made:
            return self.made
        from dataclasses import dataclass

        body = {name: getattr(owner, name) for name in owner.__kinds__ if hasattr(owner, name)}
        body |= {"__annotations__": dict(owner.__kinds__), "__module__": owner.__module__}
        twin: Any = dataclass(kw_only=True)(type(owner.__name__, (), body))
        self.made = twin.__dataclass_fields__
        return self.made


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

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), self.id, self.uid))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({shown})"

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
