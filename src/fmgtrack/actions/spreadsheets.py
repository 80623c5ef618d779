"""A table from a spreadsheet: its sheet, its kind, its columns, and then row after row."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from fmgtrack.actions.sheet_cells import ADDED, CHANGED, REFUSED, SAME, CellError, Desk, Taken
from fmgtrack.errors import ImportFailedError, InvalidError, UsageError
from fmgtrack.records.results import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Protocol

    from fmgtrack.actions.sheet_cells import Asked
    from fmgtrack.actions.work import Work
    from fmgtrack.exchange.columns import Entry, Layout
    from fmgtrack.exchange.tables import Sheet, Table
    from fmgtrack.store.history import Change

    class Rows(Protocol):
        """What takes in a table of one kind."""

        def take(self, entry: Entry) -> Taken:
            """Take one row in."""

    Progress = Callable[[int, int], None]
    Found = tuple[list[dict[str, Any]], dict[str, int], list[Notice]]

MOST_NAMED = 20
"""So many cells that cannot be taken in are named at once."""

MOST_SHOWN = 10_000
"""Rows of a large table beyond these are counted, not shown."""

_EACH = 250
_DATES = ("interview", "starts_at", "ends_at", "respond_by")


def table_in(  # noqa: PLR0913, PLR0917  what every reader of a file is given, and two more
    work: Work,
    change: Change,
    data: bytes,
    name: str,
    asked: Asked,
    progress: Progress | None = None,
) -> Found:
    """Take a table in: its rows as shown to the person, counts, and what to tell.

    Args:
        work: the open record.
        change: the open change.
        data: the file's bytes.
        name: the file's name, for messages.
        asked: what the person says of it.
        progress: is told now and then how many rows of how many are done.

    Raises:
        ImportFailedError: it is no table, its columns are not known, or cells cannot be taken in;
            up to twenty are named with row and column. In a rehearsal they are shown as rows.
        UsageError: what was asked names no column, field, kind or order.
    """
    chosen = _Chooser(work, asked, name).choose(data)
    layout = chosen.layout
    order = _order(layout, asked, name)
    rows = _rows(layout.kind)(Desk(work=work, change=change, asked=asked, order=order))
    counts = {ADDED: 0, CHANGED: 0, SAME: 0}
    shown: list[dict[str, Any]] = []
    bad: list[CellError] = []
    for done, entry in enumerate(layout.entries()):
        if progress and done % _EACH == 0:
            progress(done, layout.table.count)
        try:
            taken = rows.take(entry)
        except CellError as error:
            bad.append(error)
            name_of = entry.text("name") or entry.text("program")
            taken = Taken(None, name_of, REFUSED, [str(error)])
            if not asked.dry_run and len(bad) == MOST_NAMED:
                break
        counts[taken.what] = counts.get(taken.what, 0) + 1
        if len(shown) < MOST_SHOWN:
            shown.append(_shown(entry, taken))
    if bad and not asked.dry_run:
        raise _refused(name, bad)
    if progress:
        progress(layout.table.count, layout.table.count)
    told = list(chosen.notices)
    if sum(counts.values()) > len(shown):
        told.append(Notice("import-more", shown=len(shown), rows=sum(counts.values())))
    return shown, counts, told


def _shown(entry: Entry, taken: Taken) -> dict[str, Any]:
    return {
        "row": entry.number,
        "what": taken.what,
        "ref": taken.ref,
        "name": taken.name,
        "change": "; ".join(taken.parts),
    }


def _refused(name: str, bad: list[CellError]) -> ImportFailedError:
    if len(bad) == 1:
        return bad[0]
    least = "at least " if len(bad) == MOST_NAMED else ""
    return ImportFailedError(
        f"{least}{len(bad)} cells of `{name}` cannot be taken in",
        "mend them in the file; `--dry-run` shows every row",
        [(error.place, error.reason) for error in bad],
    )


def _rows(kind: str) -> Callable[[Desk], Rows]:
    from fmgtrack.actions.sheet_interviews import InterviewRows
    from fmgtrack.actions.sheet_people import ContactRows
    from fmgtrack.actions.sheet_programs import ProgramRows
    from fmgtrack.exchange.column_names import CONTACTS, INTERVIEWS

    kinds: Mapping[str, Callable[[Desk], Rows]] = {CONTACTS: ContactRows, INTERVIEWS: InterviewRows}
    return kinds.get(kind, ProgramRows)


def _order(layout: Layout, asked: Asked, name: str) -> str | None:
    """The order of day and month: as asked, else as the columns of dates show it."""
    from fmgtrack.exchange.days import ORDERS, order_shown

    if asked.date_order:
        if asked.date_order.lower() not in ORDERS:
            raise UsageError(
                f"`{asked.date_order}` is no value for `--date-order`", "one of: dmy, mdy"
            )
        return asked.date_order.lower()
    dated = [index for index, field in layout.fields.items() if field in _DATES]
    try:
        return order_shown(chain.from_iterable(map(layout.table.column, dated)))
    except InvalidError as error:
        columns = " and ".join(map(layout.table.label, dated))
        raise ImportFailedError(f"{columns} of `{name}`: {error.message}", error.hint) from error


@dataclass(frozen=True)
class _Chosen:
    layout: Layout
    notices: tuple[Notice, ...]


class _Chooser:
    """Finds the sheet, the kind and the columns that are meant."""

    def __init__(self, work: Work, asked: Asked, name: str) -> None:
        from fmgtrack.exchange.column_names import COLUMNS
        from fmgtrack.rules.matching import meant

        self.work = work
        self.asked = asked
        self.name = name
        self.maps = _maps(asked.maps)
        if asked.kind and asked.kind not in COLUMNS:
            raise UsageError(
                f"`{asked.kind}` is no value for `--as`", meant(asked.kind, COLUMNS, all_of=True)
            )
        if asked.kind == "programs" and asked.program:
            raise UsageError(
                "`--program` is for contacts and interviews", "leave it out, or change `--as`"
            )

    def choose(self, data: bytes) -> _Chosen:
        """The sheet with the most columns that are recognised, and its columns."""
        from fmgtrack.exchange.tables import read_sheets

        sheets = read_sheets(data, self.name, self._known)
        layouts = [self._layout(sheet) for sheet in sheets]
        best = max(layouts, key=lambda one: (self._fits(one), one.score))
        told: list[Notice] = []
        if len(sheets) > 1:
            others = ", ".join(sheet.name for sheet in sheets if sheet is not best.table.sheet)
            told.append(Notice("sheet", sheet=best.table.sheet.name, others=others))
        if not self._fits(best) or not (best.table.header_row or self.maps or self.asked.dry_run):
            raise self._unknown(best)
        if not self.asked.kind:
            told.append(Notice("import-as", kind=best.kind))
        if not best.table.header_row:
            told.append(Notice("no-header", row=best.table.first_row))
        if self.asked.dry_run or not best.table.header_row:
            described = ", ".join(f"{label} = {field}" for label, field in best.described())
            told.append(Notice("columns", columns=described))
        return _Chosen(best, tuple(told))

    def _known(self, cells: Any) -> int:  # noqa: ANN401  any cells
        from fmgtrack.exchange.columns import count_known, fold

        return count_known(
            cells, frozenset(fold(name) for name in self.maps if not name.isdecimal())
        )

    def _layout(self, sheet: Sheet) -> Layout:
        from fmgtrack.exchange.cells import look
        from fmgtrack.exchange.columns import unnamed_header
        from fmgtrack.exchange.days import has_days
        from fmgtrack.exchange.tables import lay_out

        def is_data(cell: str) -> bool:
            return has_days(cell) or look(cell, _is_state) in (
                *("nrmp_code", "acgme_code", "email", "url"),
            )

        table = lay_out(sheet, self.name, self._known, is_data)
        if not table.header_row and unnamed_header(table, _is_state):
            table = lay_out(sheet, self.name, self._known, is_data, header_row=table.first_row)
        return self._of_kind(table)

    def _of_kind(self, table: Table) -> Layout:
        """The table as the kind that was asked for, else as the one that most columns fit."""
        from fmgtrack.exchange.column_names import CONTACTS, INTERVIEWS, PROGRAMS
        from fmgtrack.exchange.columns import lay_columns
        from fmgtrack.store.programs import names

        if self.asked.kind:
            return lay_columns(table, self.asked.kind, self.maps, _is_state)
        # of kinds that fit alike: where there are no programs yet, they are what comes first
        kinds = [INTERVIEWS, CONTACTS, PROGRAMS]
        if not names(self.work.store):
            kinds.reverse()
        found: list[Layout] = []
        wrong: list[UsageError] = []
        for kind in kinds if not self.asked.program else (INTERVIEWS, CONTACTS):
            try:
                found.append(lay_columns(table, kind, self.maps, _is_state))
            except UsageError as error:
                wrong.append(error)
        if not found:
            raise wrong[-1 if kinds[-1] == PROGRAMS else 0]
        return max(found, key=lambda one: (self._fits(one), one.score))

    def _fits(self, layout: Layout) -> bool:
        """Whether a layout has the columns without which its kind says nothing."""
        from fmgtrack.exchange.column_names import CONTACTS, PROGRAMS

        fields = set(layout.fields.values())
        if layout.kind == PROGRAMS:
            return "name" in fields
        placed = self.asked.program or fields & {"program", "program_ref", "nrmp_code"}
        if layout.kind == CONTACTS:
            named = fields & {"name", "last_name"}
            return bool(placed and named and (self.asked.kind or fields & {"role", "email"}))
        return bool(placed and ("starts_at" in fields or (self.asked.kind and "status" in fields)))

    def _unknown(self, layout: Layout) -> ImportFailedError:
        """Why the columns of a table are not known, with what to type to name them."""
        table, fields = layout.table, dict(layout.fields)
        needed = {"contacts": "name", "interviews": "starts_at"}.get(layout.kind, "name")
        free = [i for i, sample in enumerate(table.samples) if sample and i not in fields]
        if needed not in fields.values() and free:
            # names differ from row to row and are long
            fields[max(free, key=lambda i: len("".join({*table.samples[i]})))] = needed
        typed = " ".join(f"--map {index + 1}={field}" for index, field in sorted(fields.items()))
        seen = [f"{table.label(i)} (`{s[0]}`)" for i, s in enumerate(table.samples) if s]
        what = f"no column of `{self.name}` is known as the {needed.replace('_', ' ')}"
        if not table.header_row:
            what = f"no row of `{self.name}` names its columns"
        return ImportFailedError(
            f"{what}; there are {', '.join(seen[:MOST_NAMED]) or 'none with anything in them'}",
            f"say what they are, such as `{typed}`; `--dry-run` shows what that does"
            if typed
            else "name the file that holds the table",
        )


def _is_state(text: str) -> bool:
    from fmgtrack.reference.places import read_state

    return read_state(text) is not None


def _maps(texts: tuple[str, ...]) -> dict[str, str]:
    maps: dict[str, str] = {}
    for text in texts:
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip() or not field.strip():
            raise UsageError(
                f"`{text}` is no value for `--map`",
                'type it like `"Their column=field"` or `1=name`',
            )
        if column.strip() in maps:
            raise UsageError(f"`--map` names `{column.strip()}` twice", "give it once")
        maps[column.strip()] = field.strip()
    return maps
