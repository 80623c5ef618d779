"""What the rows of every kind of table share: an error that names its cell, and what was done."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fmgtrack.errors import FmgtrackError, ImportFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmgtrack.actions.work import Work
    from fmgtrack.exchange.columns import Entry
    from fmgtrack.store.history import Change

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"
"""What becomes of a row."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a person says of a table beside its name.

    Attributes:
        kind: programs, contacts or interviews; guessed from the columns when it is not said.
        maps: `column=field`, the column by number, letter or name.
        date_order: `dmy` or `mdy`, for dates of numbers alone.
        zone: of times that name none, as typed.
        program: that every row without one belongs to, as typed.
        dry_run: nothing is kept; rows that cannot be taken in are shown, and near names proposed.
    """

    kind: str | None = None
    maps: tuple[str, ...] = ()
    date_order: str | None = None
    zone: str | None = None
    program: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the rows of one table are taken in with; `order` is that of day and month."""

    work: Work
    change: Change
    asked: Asked
    order: str | None = None


@dataclass
class Taken:
    """What became of one row; `parts` say what is new or different."""

    ref: str | None
    name: str
    what: str = SAME
    parts: list[str] = field(default_factory=list)

    def mark(self, what: str, part: str = "") -> None:
        """Note one more thing that was done; a change outweighs an addition."""
        if self.what != CHANGED:
            self.what = what
        if part:
            self.parts.append(part)


class CellError(ImportFailedError):
    """A cell that cannot be taken in, with its row and column."""

    def __init__(self, row: int, column: str, message: str, hint: str) -> None:
        super().__init__(f"row {row}, {column}: {message}", hint)
        self.row = row
        self.place = f"row {row}, {column}"
        self.reason = f"{message}; {hint}" if hint else message


@contextmanager
def cell(entry: Entry, name: str, label: str = "") -> Iterator[None]:
    """Name row and column in an error about the cell of a field; `label` is one of its columns."""
    try:
        yield
    except CellError:
        raise
    except FmgtrackError as error:
        hint = error.hint
        if error.candidates:
            near = ", ".join(f"{ref} {what}" for ref, what in error.candidates[:3])
            hint = f"{hint}; near: {near}" if hint else f"near: {near}"
        raise CellError(entry.number, label or entry.label(name), error.message, hint) from error


def shown(value: Any) -> str:  # noqa: ANN401  a column of any type
    """A column's value in a line about what changed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value).replace("\n", " / ")


def difference(key: str, old: object, new: object) -> str:
    """A line about what changed: `city: Troy -> Detroit`."""
    return f"{key.replace('_', ' ')}: {shown(old)} -> {shown(new)}"


def more_lines(old: str | None, new: str) -> str:
    """A note with those lines of another that it does not have yet."""
    if not old:
        return new
    lines = old.split("\n")
    return "\n".join([*lines, *(line for line in new.split("\n") if line not in lines)])
