"""Developments in the specialty."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()


@app.command("add-development")
def add_development(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What is new in the specialty")],
    specialty: o.Specialty = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where it was read: journal, page, talk.")
    ] = None,
    dated: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it is of, such as 3 May 2026.")
    ] = None,
    view: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you think of it, in a line.")
    ] = None,
    look: Annotated[
        str | None, typer.Option(metavar="DATE", help="When to look again, such as in 3 weeks.")
    ] = None,
) -> None:
    """Put a development on record that an interviewer may ask your view of."""
    from fmgtrack.actions.developments import add_development as add

    state = get_app(ctx)
    values = o.given(
        what=what, specialty=specialty, source=source, dated=dated, view=view, look=look
    )
    state.emit(add(state.work, values))


@prep.command("specialty")
def specialty_(ctx: typer.Context, specialty: o.Specialty = None) -> None:
    """Developments in the specialty: which lack your view, which to look at again."""
    from fmgtrack.actions.developments import listing

    state = get_app(ctx)
    state.emit(listing(state.work, specialty))
