"""History and undo."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import listings
from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command()
def undo(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[CHANGE]", help="A change (h4); the latest if not given"),
    ] = None,
    yes: o.YesOpt = False,
) -> None:
    """Take the latest change back, or the named one; that can be undone too."""
    from fmgtrack.actions import history as actions

    state = get_app(ctx)
    plan = actions.preview(state.work, ref)
    if state.asks and not yes:
        state.show_first(plan)
        if not state.confirm("Take it back?", yes=yes):
            raise typer.Abort
    state.emit(actions.undo(state.work, plan.row["ref"] if ref else None))


@app.command()
def history(
    ctx: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="Only what touched this record")
    ] = None,
    last: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Only the newest so many.")
    ] = None,
    program: o.InProgramOpt = None,
) -> None:
    """List every change, newest first; `show h4` shows what one did."""
    listings.history(get_app(ctx), ref=ref, last=last, program=program)
