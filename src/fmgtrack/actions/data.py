"""The way in and out: tables, invitations, and the whole record as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmgtrack.actions.sheet_cells import Asked
from fmgtrack.errors import ImportFailedError, UsageError
from fmgtrack.records.results import Card, Listing, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is taken in."""

_ESCAPED = {number: f"\\u{number:04x}" for number in range(0x7F, 0xA0)}
"""Control characters that `json` would leave as they are, and a terminal would act on."""


def take_in(  # noqa: PLR0913  what one command is given
    work: Work,
    path: str,
    *,
    dry_run: bool,
    may_change: bool,
    asked: Asked | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Listing:
    """Take a file in: all of it or nothing.

    Args:
        work: the open record.
        path: a table (CSV, TSV, XLSX, XLS), an invitation (.ics), or an export of fmgtrack.
        dry_run: only show what would be done.
        may_change: whether what is on record may be changed; otherwise only added to.
        asked: what the person says of a table.
        progress: is told now and then how many rows of how many are done.

    Raises:
        ImportFailedError: cells cannot be taken in; they are named with row and column.
        NeedsConsentError: something on record would change, and that was not confirmed.
    """
    from fmgtrack.exchange.files import read_limited

    file = Path(path)
    data = read_limited(file, LARGEST)
    asked = replace(asked or Asked(), dry_run=dry_run)
    undo = _Rehearsal()
    rows: list[dict[str, Any]] = []
    told: list[Notice] = []
    try:
        with work.store.change() as change:
            rows, counts, told = _taken(work, change, data, file, asked, progress)
            change.title = f"imported {file.name}: {_said(counts)}"
            if dry_run:
                raise undo
            if counts["changed"] and not may_change:
                raise NeedsConsentError(file.name, counts["changed"])
    except _Rehearsal:
        return Listing("import", rows, (*told, Notice("import-dry", **counts)))
    return Listing("import", rows, (*told, Notice("import-done", **counts)))


def refuse_unreadable(path: str) -> None:
    """Look at a file before a record is begun for it.

    Raises:
        ImportFailedError: it is missing, closed to the reader, no ordinary file, or too large.
    """
    from fmgtrack.exchange.files import read_limited

    read_limited(Path(path), LARGEST)


def _taken(  # noqa: PLR0913, PLR0917  what every reader of a file is given
    work: Work,
    change: Change,
    data: bytes,
    file: Path,
    asked: Asked,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[dict[str, Any]], dict[str, int], list[Notice]]:
    """Hand the bytes to the reader of what they are: by the name's end, else by their beginning."""
    suffix, begins = file.suffix.lower(), data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".json" or begins[:1] == b"{":
        rows, counts = _record(work, change, data, file.name)
        return rows, counts, []
    if suffix in (".ics", ".ical", ".vcs") or begins[:15].upper() == b"BEGIN:VCALENDAR":
        from fmgtrack.actions import invitations

        rows, counts, told = invitations.take_in(
            work, change, data, file.name, zone=asked.zone, program=asked.program
        )
        return rows, counts, list(told)
    from fmgtrack.actions.spreadsheets import table_in

    return table_in(work, change, data, file.name, asked, progress)


class NeedsConsentError(UsageError):
    """A file would change what is on record, and nobody said that it may."""

    code = "needs-yes"

    def __init__(self, name: str, changed: int) -> None:
        super().__init__(
            f"`{name}` would change {changed} on record",
            "`--dry-run` shows what, `--yes` does it",
        )


class _Rehearsal(Exception):  # noqa: N818  no error: it ends a rehearsal without a trace
    """Takes a rehearsed import back."""


def _said(counts: Mapping[str, int]) -> str:
    return f"{counts['added']} added, {counts['changed']} changed, {counts['same']} the same"


def _record(
    work: Work, change: Change, data: bytes, name: str
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    from fmgtrack.store.dump import check, load

    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ImportFailedError(
            f"`{name}` is no JSON that can be read", "export it again"
        ) from error
    return [], load(work.store, change, check(document, name))


def export(
    work: Work, path: str, *, history: bool, may_replace: bool, redacted: bool = False
) -> Card:
    """Write the whole record as one JSON file, whole or not at all.

    Redacted, it holds no history and nothing about people: for sharing.

    Raises:
        UsageError: the name does not end in `.json`, or another file is in the way.
    """
    from fmgtrack.exchange.files import write_whole
    from fmgtrack.rules.redact import redact
    from fmgtrack.store.dump import dump

    file = Path(path)
    if file.suffix.lower() != ".json":
        raise UsageError(f"`{path}` is no name for an export", "type a name that ends in `.json`")
    if not may_replace and file.is_file() and not _is_export(file):
        raise UsageError(f"`{path}` is there and is no export", "`--yes` replaces it")
    document = dump(work.store, history=history and not redacted)
    if redacted:
        document = redact(document)
    text = json.dumps(document, ensure_ascii=False, indent=1).translate(_ESCAPED) + "\n"
    write_whole(file, text.encode("utf-8"))
    counts = {name: len(rows) for name, rows in document["records"].items()}
    return Card("export", {"path": str(file), "records": counts})


def _is_export(file: Path) -> bool:
    with file.open("rb") as stream:
        return b'"format": "fmgtrack"' in stream.read(200)


def stand_clock(work: Work) -> None:
    """Let the clock of a sample record stand at the moment of this run."""
    from fmgtrack.actions.settings import write

    with work.store.change("the clock of this record stands", beginning=True) as change:
        write(work, change, "clock", work.now.isoformat())
