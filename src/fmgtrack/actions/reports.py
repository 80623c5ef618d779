"""One page of the season: what is on record, put together and written as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fmgtrack.errors import UsageError
from fmgtrack.records.results import Card
from fmgtrack.records.words import CALLED_OFF
from fmgtrack.rules.confirmed import SEASON_BEGINS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.actions.work import Work
    from fmgtrack.exchange.report_parts import Report, Sheet
    from fmgtrack.records.results import Row

ENDINGS = (".html", ".htm")
"""How the name of a page ends."""


def write(work: Work, path: str, *, everything: bool, with_notes: bool, may_replace: bool) -> Card:
    """Write the page, whole or not at all.

    Args:
        work: the open record.
        path: where, a name that ends in `.html` or `.htm`.
        everything: a sheet for every program, not only those with an interview or a rank.
        with_notes: whether private notes, and why a program was excluded, stand on it.
        may_replace: whether a file that is no page of ours may be replaced.

    Raises:
        UsageError: the name does not end so, or another file is in the way.
    """
    from fmgtrack.exchange.files import well_formed, write_whole
    from fmgtrack.exchange.report import report_page

    file = Path(path)
    if file.suffix.lower() not in ENDINGS:
        raise UsageError(f"`{path}` is no name for a page", "type a name that ends in `.html`")
    if not may_replace and file.is_file() and not _is_ours(file):
        raise UsageError(f"`{path}` is there and is no report", "`--yes` replaces it")
    report = collect(work, everything=everything, with_notes=with_notes)
    write_whole(file, well_formed(report_page(report)).encode())
    counts = {
        "sheets": len(report.sheets),
        "interviews": len(report.interviews),
        "deadlines": len(report.deadlines),
        "ranked": len(report.rol["primary"]),
    }
    return Card("report", {"path": str(file), **counts})


def _is_ours(file: Path) -> bool:
    from fmgtrack.exchange.report import is_report

    with file.open("rb") as stream:
        return is_report(stream.read(200))


def collect(work: Work, *, everything: bool, with_notes: bool) -> Report:
    """All that stands on the page."""
    from fmgtrack.actions.stages import picture
    from fmgtrack.actions.standing import board
    from fmgtrack.exchange.report_parts import Report
    from fmgtrack.rules.moments import in_zone
    from fmgtrack.store import deadlines, followups, interviews

    store, now, home = work.store, work.now, work.home_zone
    rol = board(work).row
    days = interviews.rows(store, now, home)
    if not with_notes:
        _without(days, "notes")
        _without(rol["excluded"], "reason")
    days.sort(key=lambda row: row["starts_at"] or "9999")
    mails = followups.rows(store, now, work.settings)
    dated = deadlines.rows(store, now, home)
    return Report(
        season=work.season,
        name=work.settings.name,
        now=in_zone(now, home).isoformat(),
        home_zone=home,
        facts_from=f"{work.season - 1}-{SEASON_BEGINS}",
        rol=rol,
        interviews=days,
        followups=mails,
        deadlines=dated,
        applications=picture(work),
        pairs=_pairs(work),
        sheets=_sheets(work, rol, days, mails, dated, everything=everything, with_notes=with_notes),
    )


def _pairs(work: Work) -> list[Row]:
    """A couple's list; empty for one who ranks alone."""
    from fmgtrack.records.couple import Pair

    if not work.store.table(Pair).list():
        return []
    from fmgtrack.actions.couples import board

    pairs: list[Row] = board(work).row["pairs"]
    return pairs


def _sheets(  # noqa: PLR0913  what was read already
    work: Work,
    rol: Row,
    days: list[Row],
    mails: list[Row],
    dated: list[Row],
    *,
    everything: bool,
    with_notes: bool,
) -> tuple[Sheet, ...]:
    """A sheet for each program that has an interview or is ranked, or for all, by name."""
    from fmgtrack.exchange.report_parts import Sheet
    from fmgtrack.store import board, contacts, programs

    rows, people = programs.rows(work.store), contacts.rows(work.store)
    if not with_notes:
        _without(rows, "notes")
        _without(people, "notes")
    ranks = _ranks(rol)
    wanted = {row["program"]["ref"] for row in days if row["status"] not in CALLED_OFF} | {*ranks}
    weighed, rated = board.criteria(work.store), board.ratings(work.store)
    scores = board.scores(work.store)
    counting = len([row for row in weighed if row["weight"]])
    by_day, by_mail, by_person, by_date = (
        _by_program(found) for found in (days, mails, people, dated)
    )
    made = []
    for row in rows:
        ref, number = row["ref"], int(row["ref"][1:])
        if not everything and ref not in wanted:
            continue
        score = scores.get(number)
        made.append(
            Sheet(
                program=row,
                contacts=by_person.get(ref, ()),
                interviews=by_day.get(ref, ()),
                followups=by_mail.get(ref, ()),
                deadlines=by_date.get(ref, ()),
                ratings=[(one["label"], rated.get(number, {}).get(one["key"])) for one in weighed],
                score=score.value if score else None,
                coverage=f"{score.rated} of {counting}" if score and score.rated else None,
                ranks=ranks.get(ref, ()),
            )
        )
    return tuple(made)


def _ranks(rol: Row) -> dict[str, list[str]]:
    """Where each program stands, one line for each of its lines, by ref."""
    found: dict[str, list[str]] = {}
    lists = [("", rol["primary"])]
    lists += [(f" on list {extra['letter']}", extra["entries"]) for extra in rol["supplemental"]]
    for on, lines in lists:
        for line in lines:
            code = f" ({line['nrmp_code']})" if line["nrmp_code"] else ""
            found.setdefault(line["program"]["ref"], []).append(f"number {line['rank']}{on}{code}")
    return found


def _by_program(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["program"]:
            found.setdefault(row["program"]["ref"], []).append(row)
    return found


def _without(rows: Iterable[Row], key: str) -> None:
    for row in rows:
        row[key] = None
