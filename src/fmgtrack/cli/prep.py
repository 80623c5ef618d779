"""Preparing for interviews: the group `prep`, whose commands lie in a module per subject."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import (
    asking,
    checklists,
    mocks,
    overview,
    phrases,
    practice,
    questions,
    stories,
    trends,
)
from fmgtrack.cli.registry import Commands, Group

app = Commands(name="prep", cls=Group, invoke_without_command=True, no_args_is_help=False)
for part in (overview, questions, stories, practice, mocks, asking, trends, checklists, phrases):
    app.registered_commands += part.prep.registered_commands


@app.callback()
def prep(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything there is to do, not only what comes first.")
    ] = False,
) -> None:
    """What to prepare first, and why: questions, stories, practice, the sheet for the night.

    Alone it looks at the interviews of the next two weeks, the nearest first.
    """
    if ctx.invoked_subcommand is None:
        overview.show_overview(ctx, everything=everything)
