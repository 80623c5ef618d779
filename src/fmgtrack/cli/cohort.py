"""For those who read the records of others."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from fmgtrack import clock
from fmgtrack.cli.context import get_app, system_zone
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command()
def cohort(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The folder with the records")],
) -> None:
    """What is due across a folder of records, the most pressing first; nothing is written there."""
    from fmgtrack.actions.cohort import cohort as look

    get_app(ctx).emit(look(folder, clock.now(os.environ), system_zone()))
