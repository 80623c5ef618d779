"""What to prepare first, and the sheet for the night before."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import UsageError

app = Commands()
prep = Commands()


def show_overview(ctx: typer.Context, *, everything: bool) -> None:
    """Show what to prepare first; also what a bare `prep` does."""
    from fmgtrack.actions.preparing import overview

    state = get_app(ctx)
    state.emit(overview(state.work, everything=everything))


@prep.command()
def sheet(
    ctx: typer.Context,
    program: o.ProgramRef,
    md: Annotated[
        str | None, typer.Option("--md", metavar="FILE.md", help="Write it as Markdown.")
    ] = None,
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE.html", help="Write it as a page to read and print."),
    ] = None,
    with_notes: Annotated[
        bool, typer.Option("--with-notes", help="Put your private notes on it too.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that is no sheet of fmgtrack's.")
    ] = False,
) -> None:
    """One page to read the night before: when, who, why, points, stories, what to ask.

    The lines after names are for how each is said, to be filled in by hand.
    """
    from fmgtrack.actions import sheets

    state = get_app(ctx)
    if md is not None and html is not None:
        raise UsageError("`--md` and `--html` are two files", "give one, then the other")
    path = md if html is None else html
    if path is None:
        if force:
            raise UsageError("`--force` is for a file", "`--md` or `--html` names it")
        state.emit(sheets.sheet(state.work, program, with_notes=with_notes))
        return
    state.emit(
        sheets.write(
            state.work,
            program,
            path,
            html=html is not None,
            with_notes=with_notes,
            force=force,
        )
    )
