"""The way in and out."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A CSV of programs, or an export of fmgtrack")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be done.")
    ] = False,
    yes: o.YesOpt = False,
) -> None:
    """Bring programs from a spreadsheet, or a whole record; all of it or nothing.

    Columns are recognised by many names; what fits none is kept in the program's note.
    """
    from fmgtrack.actions import data

    state = get_app(ctx)
    try:
        found = data.take_in(state.work, file, dry_run=dry_run, may_change=yes)
    except data.NeedsConsentError as error:
        if not state.asks:
            raise
        if not state.confirm(f"{error.message}: do it?", yes=False):
            raise typer.Abort from None
        found = data.take_in(state.work, file, dry_run=False, may_change=True)
    state.emit(found)


@app.command()
def export(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.json", help="Where to write it")],
    no_history: Annotated[
        bool, typer.Option("--no-history", help="Leave out the history of changes.")
    ] = False,
    redact: Annotated[
        bool, typer.Option("--redact", help="For sharing: without people, addresses and notes.")
    ] = False,
    yes: o.YesOpt = False,
) -> None:
    """Write the whole record as JSON; `import` reads it back without loss."""
    from fmgtrack.actions import data

    state = get_app(ctx)
    done = data.export(
        state.work, file, history=not no_history, may_replace=yes, redacted=redact
    )
    state.emit(done)
