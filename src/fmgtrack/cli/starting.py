"""The first minute: a greeting, and a short interview of the user."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import UsageError

app = Commands()


@app.command()
def init(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Your name, as it stands under mails.")
    ] = None,
    home_zone: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="Where you live: Asia/Karachi, ET ...; the computer's."),
    ] = None,
    specialty: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What you apply to, first choice first, with commas."),
    ] = None,
    season: Annotated[
        str | None, typer.Option(metavar="YEAR", help="The year of the Match, such as 2027.")
    ] = None,
    signature: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What stands under your name; \\n begins a line."),
    ] = None,
) -> None:
    """Begin: your name, home zone, specialty, season and signature, each of which can wait.

    At a terminal you are asked for them, ENTER keeps what is shown; nothing is written before the
    last look.
    """
    from fmgtrack.actions.starting import start

    state = get_app(ctx)
    values = o.given(
        name=name, home_zone=home_zone, specialty=specialty, season=season, signature=signature
    )
    if not values and not state.asks:
        raise UsageError(
            "there is nobody at a terminal to ask",
            '`fmgtrack init --name "Your Name" --home-zone Asia/Karachi` and more options do it',
        )
    state.emit(start(state.work, values))
