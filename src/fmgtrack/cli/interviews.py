"""Interviews: adding and listing."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import listings
from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command("add-interview")
def add_interview(
    ctx: typer.Context,
    program: o.ProgramRef,
    when: Annotated[
        str | None,
        typer.Argument(
            metavar="WHEN",
            help='The day and time, such as "24 Nov 2026 9:00" or "tomorrow 14:00 CT"',
        ),
    ] = None,
    until: o.Until = None,
    zone: o.Zone = None,
    format: o.Format = None,
    place: o.PlaceOpt = None,
    with_: o.With = None,
    status: o.InterviewStatus = None,
    respond_by: o.RespondBy = None,
    highlight: o.Highlight = None,
    note: o.Note = None,
) -> None:
    """Put an interview on record, with the people met; each becomes a follow-up."""
    from fmgtrack.actions.interviews import add_interview as add

    state = get_app(ctx)
    values = o.given(
        when=when,
        until=until,
        zone=zone,
        format=format,
        place=place,
        with_=with_,
        status=status,
        respond_by=respond_by,
        highlight=highlight,
        note=note,
    )
    state.emit(add(state.work, program, values))


@app.command()
def interviews(ctx: typer.Context, program: o.InProgramOpt = None) -> None:
    """List the interviews in the program's time, and in yours where it differs."""
    listings.interviews(get_app(ctx), program=program)
