"""The root of the Typer app."""

from __future__ import annotations

import os
import sys
from typing import Annotated

if not (sys.stdout and sys.stdout.isatty()):
    # Typer reads this when it is imported: help through a pipe has no boxes
    os.environ.setdefault("TYPER_USE_RICH", "0")

import typer

from fmgtrack.cli.context import App
from fmgtrack.cli.registry import RootGroup

app = typer.Typer(
    name="fmgtrack",
    cls=RootGroup,
    invoke_without_command=True,
    no_args_is_help=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(value: bool) -> None:
    if value:
        from fmgtrack import __version__

        sys.stdout.write(f"fmgtrack {__version__}\n")
        raise typer.Exit


def _help_all(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from fmgtrack.cli.helping import RULE, whole

        sys.stdout.write(f"\n{RULE}\n\n".join(f"{part}\n" for part in whole(ctx)))
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="FILE", help="The record to work with (or FMGTRACK_DB)."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document in place of text.")
    ] = False,
    version: Annotated[  # noqa: ARG001  its callback answers
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
    help_all: Annotated[  # noqa: ARG001  as above
        bool,
        typer.Option(
            "--help-all", callback=_help_all, is_eager=True, help="Show all the help there is."
        ),
    ] = False,
) -> None:
    """Interviews, thank-you mails and the rank order list of a residency season.

    Everything learnt on an interview day is written once and becomes the right mail to the right
    person in the right window, then the rank order list. It is kept in one file on this computer
    and nothing is ever sent. Bare `fmgtrack` shows the day, `fmgtrack help` lists pages to read.

    A list longer than the screen goes through `less`, or through what `FMGTRACK_PAGER` or `PAGER`
    names; `FMGTRACK_PAGER=cat` prints it at once.
    """
    state = App()
    state.db = db
    state.mode = "json" if json else None
    ctx.obj = state
    if ctx.invoked_subcommand is None:
        from fmgtrack.cli import listings

        if state.greets:
            listings.greet(state)
        else:
            listings.today(state)
