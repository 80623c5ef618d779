"""The rank order list."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands, Group

app = Commands(name="rol", cls=Group, invoke_without_command=True, no_args_is_help=False)


@app.callback()
def rol(ctx: typer.Context) -> None:
    """The rank order list: your order, and nothing but you moves a line."""
    if ctx.invoked_subcommand is None:
        from fmgtrack.actions.rol import board

        state = get_app(ctx)
        state.emit(board(state.work))


@app.command()
def add(ctx: typer.Context, program: o.ProgramRef, code: o.CodeOpt = None) -> None:
    """Rank a program, or one code of it, at the end of the list."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.add(state.work, program, code))


@app.command()
def drop(ctx: typer.Context, program: o.ProgramRef, code: o.CodeOpt = None) -> None:
    """Take a line off the list."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.drop(state.work, program, code))


@app.command()
def move(
    ctx: typer.Context,
    program: o.ProgramRef,
    to: Annotated[
        str | None, typer.Argument(metavar="[N]", help="The number it shall have")
    ] = None,
    above: Annotated[
        str | None, typer.Option(metavar="PROGRAM", help="Put it just above this one.")
    ] = None,
    below: Annotated[
        str | None, typer.Option(metavar="PROGRAM", help="Put it just below this one.")
    ] = None,
    code: o.CodeOpt = None,
) -> None:
    """Move a line to a number, or above or below another line."""
    from fmgtrack.actions import rol as actions

    state = get_app(ctx)
    state.emit(actions.move(state.work, program, to=to, above=above, below=below, code=code))
