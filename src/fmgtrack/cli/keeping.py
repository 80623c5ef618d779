"""Copies of the record, and its health."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from fmgtrack import clock
from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="Where to; else beside the record")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the copies there are.")] = False,
) -> None:
    """Copy the record to a file of its own, and check the copy."""
    from fmgtrack.actions import keeping

    state = get_app(ctx)
    state.emit(keeping.copies(state.work) if list_ else keeping.back_up(state.work, file))


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A copy that `backup` made")],
    yes: o.YesOpt = False,
) -> None:
    """Make the record what a copy holds; what it replaces is kept."""
    from fmgtrack.actions import keeping
    from fmgtrack.rules.moments import stamp

    state = get_app(ctx)
    card = keeping.look_into(file)
    if not yes:
        state.show_first(card)
    if not state.confirm("Put this copy in the place of the record?", yes=yes):
        raise typer.Abort
    at = stamp(clock.now(os.environ))
    state.emit(keeping.put_back(state.path, file, at=at))


@app.command()
def doctor(ctx: typer.Context) -> None:
    """Look at the health of the record; exit 1 when something is wrong."""
    from fmgtrack.actions.keeping import WRONG
    from fmgtrack.actions.keeping import doctor as look

    state = get_app(ctx)
    found = look(state.work)
    state.emit(found)
    if any(row["state"] == WRONG for row in found.rows):
        raise typer.Exit(1)
