"""The season on one page."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command()
def report(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.html", help="Where to write it")],
    everything: Annotated[
        bool,
        typer.Option("--all", help="A sheet for every program, not only where you go or rank."),
    ] = False,
    no_notes: Annotated[
        bool,
        typer.Option("--no-notes", help="Leave out private notes and why you excluded a program."),
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    yes: o.YesOpt = False,
) -> None:
    """Write one page to read and print: mails, interviews, dates, the list, programs.

    It is one file that needs nothing else; private notes stand on it unless left out.
    """
    from fmgtrack.actions import reports

    state = get_app(ctx)
    written = reports.write(
        state.work, file, everything=everything, with_notes=not no_notes, may_replace=yes
    )
    state.emit(written)
    if open_:
        from pathlib import Path

        from fmgtrack.cli.outside import open_address

        open_address(str(Path(file).resolve()))
