"""Sentences for when a question was not understood, time is needed, or it is out of bounds."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

prep = Commands()


@prep.command()
def phrases(
    ctx: typer.Context,
    when: Annotated[
        str | None,
        typer.Option(metavar="SITUATION", help="Such as not-understood; part of the word will do."),
    ] = None,
) -> None:
    """List what to say when you did not understand, need time, or are asked what is private."""
    from dataclasses import asdict

    from fmgtrack.actions.fields import choice
    from fmgtrack.records.results import Listing
    from fmgtrack.reference.phrases import phrases as known

    found = known()
    if when is not None:
        wanted = choice(when, "--when", dict.fromkeys(phrase.when for phrase in found))
        found = tuple(phrase for phrase in found if phrase.when == wanted)
    get_app(ctx).emit(Listing("phrases", [asdict(phrase) for phrase in found]))
