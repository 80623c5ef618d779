"""What commands give back: values for `render`, without any wording.

Rows are dictionaries with the keys of product.md section 11, ready for JSON.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = dict[str, Any]


class Notice:
    """Something to tell the person beside the data; `render` has the sentence for each code."""

    __slots__ = ("code", "facts")

    def __init__(self, code: str, **facts: Any) -> None:  # noqa: ANN401  facts of any kind
        self.code = code
        self.facts = facts


class Listing:
    """Rows of one kind, with notices to print beneath (`empty` when there are none)."""

    __slots__ = ("empty", "kind", "notices", "rows")

    def __init__(
        self,
        kind: str,
        rows: list[Row],
        notices: tuple[Notice, ...] = (),
        empty: Notice | None = None,
    ) -> None:
        self.kind = kind
        self.rows = rows
        self.notices = notices
        self.empty = empty


class Card:
    """One thing, shown whole: a record, the day, the list, the settings."""

    __slots__ = ("kind", "notices", "row")

    def __init__(self, kind: str, row: Row, notices: tuple[Notice, ...] = ()) -> None:
        self.kind = kind
        self.row = row
        self.notices = notices


class Changed:
    """What a change did.

    `title` is the line kept in the history, empty when nothing had to be changed; `refs` what it
    made or touched, the main one first.
    """

    __slots__ = ("action", "notices", "refs", "title")

    def __init__(
        self, action: str, refs: tuple[str, ...], title: str, notices: tuple[Notice, ...] = ()
    ) -> None:
        self.action = action
        self.refs = refs
        self.title = title
        self.notices = notices


class Drafts:
    """Drafts of mail, each a row of section 11; `held` are the refs of those kept back."""

    __slots__ = ("held", "notices", "rows", "written")

    def __init__(
        self,
        rows: list[Row],
        *,
        held: tuple[str, ...] = (),
        written: tuple[str, ...] = (),
        notices: tuple[Notice, ...] = (),
    ) -> None:
        self.rows = rows
        self.held = held
        self.written = written
        self.notices = notices
