"""One list as a file for a spreadsheet program: CSV or XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fmgtrack.actions import entering, fields, owed
from fmgtrack.errors import UsageError
from fmgtrack.records.results import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row

SUFFIXES = (".csv", ".xlsx")
"""Ends of the names of files that a list is written to."""


def _programs(work: Work) -> list[Row]:
    from fmgtrack.store.programs import rows

    return rows(work.store)


def _contacts(work: Work) -> list[Row]:
    from fmgtrack.store.contacts import rows

    return rows(work.store)


def _interviews(work: Work) -> list[Row]:
    from fmgtrack.store.interviews import rows

    return rows(work.store, work.now, work.home_zone)


def _followups(work: Work) -> list[Row]:
    return owed.listing(work, everything=True).rows


def _deadlines(work: Work) -> list[Row]:
    from fmgtrack.store.deadlines import rows

    return rows(work.store, work.now, work.home_zone)


def _rol(work: Work) -> list[Row]:
    return entering.lines(work).rows


LISTS: dict[str, Callable[[Work], list[Row]]] = {
    "programs": _programs,
    "contacts": _contacts,
    "interviews": _interviews,
    "followups": _followups,
    "deadlines": _deadlines,
    "rol": _rol,
}
"""What `--list` takes, each with what gives its rows: all of them, past and done ones too."""


def export_list(work: Work, path: str, name: str, *, may_replace: bool) -> Card:
    """Write one list to a file; a text never becomes a formula, whatever it begins with.

    Raises:
        UsageError: there is no such list, the name ends in neither `.csv` nor `.xlsx`, or a file
            is in the way.
    """
    from fmgtrack.exchange.files import write_whole
    from fmgtrack.exchange.flat import columns

    name = fields.choice(name, "--list", LISTS)
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"`{path}` is no name for a list", "type a name that ends in `.csv` or `.xlsx`"
        )
    if not may_replace and file.exists():
        raise UsageError(f"`{path}` is there already", "`--yes` replaces it")
    rows = LISTS[name](work)
    headers, values = columns(rows)
    if suffix == ".csv":
        from fmgtrack.exchange.csvfile import BOM
        from fmgtrack.exchange.csvtext import write_csv

        data = (BOM + write_csv(headers, values)).encode()
    else:
        from fmgtrack.exchange.workbook import write_workbook

        data = write_workbook(name, headers, values)
    write_whole(file, data)
    return Card("export", {"path": str(file), "records": {name: len(rows)}})
