"""The calendar."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command()
def calendar(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.ics", help="Where to write it")],
    only: Annotated[
        str | None,
        typer.Option(
            metavar="KINDS",
            help="Some of interviews,followups,deadlines,invitations; all if not given.",
        ),
    ] = None,
    yes: o.YesOpt = False,
) -> None:
    """Write a calendar file for a phone or mail program; a second import updates the first.

    It holds interviews, invitations to answer, days for thank-you mails and deadlines, with
    alarms. Private notes are left out.
    """
    from fmgtrack.actions import calendars

    state = get_app(ctx)
    state.emit(calendars.write(state.work, file, only=only, may_replace=yes))
