"""The CV, and the picture of the season."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()


@apply.command("cv")
def cv(
    ctx: typer.Context,
    specialty: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="For which one; the first of your profile if not given."),
    ] = None,
    md: Annotated[
        str | None, typer.Option("--md", metavar="FILE", help="Write it as Markdown.")
    ] = None,
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="Write it as a page to print.")
    ] = None,
    txt: Annotated[
        str | None, typer.Option("--txt", metavar="FILE", help="Write it as plain text.")
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--everything", help="Also what is to come, or of another specialty."),
    ] = False,
    force: o.ForceOpt = False,
    yes: o.YesOpt = False,
) -> None:
    """A CV for one specialty from your profile and experiences; what it leaves out is listed.

    Without a file it is shown. Private notes never stand on it, and nothing is made up: what every
    CV has and you did not say stays as a gap.
    """
    from fmgtrack.actions.vitae import cv as make

    state = get_app(ctx)
    files = {form: path for form, path in (("txt", txt), ("md", md), ("html", html)) if path}
    state.emit(
        make(
            state.work,
            files,
            specialty=specialty,
            everything=everything,
            force=force,
            may_replace=yes,
        )
    )


@apply.command("season")
def season(ctx: typer.Context) -> None:
    """The picture of the season: how many programs stand where, invitations by week.

    It follows from statuses, their days and interviews; it says nothing of chances.
    """
    from fmgtrack.actions.stages import season as picture

    state = get_app(ctx)
    state.emit(picture(state.work))
