"""Deadlines: adding and listing."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import listings
from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command("add-deadline")
def add_deadline(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What is due")],
    when: Annotated[
        str, typer.Argument(metavar="WHEN", help='The day, or day and time, such as "5 Jan 2027"')
    ],
    program: o.InProgramOpt = None,
    zone: o.Zone = None,
    body: o.Body = None,
    source: o.Source = None,
) -> None:
    """Put a dated event on record."""
    from fmgtrack.actions.deadlines import add_deadline as add

    state = get_app(ctx)
    values = o.given(title=title, when=when, program=program, zone=zone, body=body, source=source)
    state.emit(add(state.work, values))


@app.command()
def deadlines(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also what is past or done.")] = False,
    program: o.InProgramOpt = None,
) -> None:
    """List the deadlines ahead, each with how sure its date is."""
    listings.deadlines(get_app(ctx), everything=everything, program=program)
