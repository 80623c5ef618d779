"""Checklists of an interview."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()

Lines = list[str] | None


@prep.command()
def checklist(
    ctx: typer.Context,
    interview: o.InterviewRef,
    done: Annotated[
        Lines,
        typer.Option(
            metavar="LINE", help="Tick off: numbers or keys, such as 1,4 or light; may be repeated."
        ),
    ] = None,
    undone: Annotated[
        Lines,
        typer.Option(metavar="LINE", help="Take a tick back, or bring a dropped line back."),
    ] = None,
    add: Annotated[
        Lines, typer.Option(metavar="TEXT", help="A line of your own; may be repeated.")
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(metavar="PART", help="Where your line belongs: before, day, after."),
    ] = None,
    drop: Annotated[
        Lines, typer.Option(metavar="LINE", help="It does not apply to this interview.")
    ] = None,
) -> None:
    """What to see to before an interview, on the day and after it, and what is done of it."""
    from fmgtrack.actions import checklists

    state = get_app(ctx)
    values = o.given(done=done, undone=undone, add=add, part=part, drop=drop)
    if not values:
        state.emit(checklists.view(state.work, interview))
        return
    state.emit(checklists.change(state.work, interview, values))
