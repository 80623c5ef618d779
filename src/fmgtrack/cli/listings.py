"""The commands that only look, each as a plain function: Typer and the quick path call the same.

Parameters are named as in the Typer function of that command. Nothing here needs Typer, so that
the quick path need not import it.
"""

from __future__ import annotations

from fmgtrack.records.results import Card, Listing, Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.cli.context import App


def greet(app: App) -> None:
    """What there is to begin with; nothing is made by looking at it."""
    app.emit(Card("greeting", {}))


def today(app: App) -> None:
    """The day."""
    from fmgtrack.store.today import day

    work = app.work
    row = day(work.store, work.now, work.settings, work.home_zone) | {"prepare": []}
    if row["interviews"]:
        from fmgtrack.actions.preparing import first

        row["prepare"] = first(work)
    sample = (Notice("sample", now=work.now.isoformat()),) if work.settings.clock else ()
    app.emit(Card("today", row, sample))


def followups(
    app: App, *, everything: bool, program: str | None, within: int | None, check: bool
) -> bool:
    """Follow-ups; true when `check` is asked for and something is due or overdue."""
    from fmgtrack.actions.owed import listing

    found = listing(app.work, everything=everything, program_text=program, within=within)
    app.emit(found)
    return check and any(row["state"] in ("due", "overdue") for row in found.rows)


def programs(app: App, *, status: str | None) -> None:
    """Programs by name."""
    from fmgtrack.store.programs import rows

    wanted = None
    if status:
        from fmgtrack.actions.fields import choice
        from fmgtrack.records.words import PROGRAM_STATUSES

        wanted = choice(status, "--status", PROGRAM_STATUSES)
    app.emit(Listing("programs", rows(app.store, status=wanted), empty=Notice("no-programs")))


def contacts(app: App, *, program: str | None) -> None:
    """People."""
    from fmgtrack.store.contacts import rows

    found = rows(app.store, program_id=_number(app, program))
    app.emit(Listing("contacts", found, empty=Notice("no-contacts")))


def interviews(app: App, *, program: str | None) -> None:
    """Interviews by day."""
    from fmgtrack.store.interviews import rows

    work = app.work
    found = rows(work.store, work.now, work.home_zone, program_id=_number(app, program))
    app.emit(Listing("interviews", found, empty=Notice("no-interviews")))


def deadlines(app: App, *, everything: bool, program: str | None) -> None:
    """Deadlines by date."""
    from fmgtrack.store.deadlines import rows

    work, owner = app.work, _number(app, program)
    found = rows(work.store, work.now, work.home_zone, everything=everything, program_id=owner)
    unsure = any(row["confidence"] == "secondary" for row in found)
    notices = (Notice("season-unconfirmed"),) if unsure else ()
    app.emit(Listing("deadlines", found, notices, Notice("no-deadlines")))


def history(app: App, *, ref: str | None, last: int | None, program: str | None) -> None:
    """Changes, newest first."""
    from fmgtrack.actions.journal import listing

    app.emit(listing(app.work, ref, last=last, program_id=_number(app, program)))


def rol(app: App) -> None:
    """The list as it stands."""
    from fmgtrack.actions.standing import board

    app.emit(board(app.work))


def _number(app: App, program: str | None) -> int | None:
    """The number of a program that was typed in any way; None for none."""
    if not program:
        return None
    from fmgtrack.actions import find

    return find.program(app.store, program).id
