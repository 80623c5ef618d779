"""Settings and the season."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack import paths
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command()
def config(
    ctx: typer.Context,
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="[KEY]", help="name, signature, home-zone, due-from, due-by, editor, season"
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help='The new value; "" for the default')
    ] = None,
) -> None:
    """Show or change settings; without a key all of them, and where the files are."""
    from fmgtrack.actions import settings as actions
    from fmgtrack.records.results import Card

    state = get_app(ctx)
    work = state.work
    if key is None:
        places = {
            "record": state.path,
            "templates": work.templates,
            "backups": paths.beside(state.path, "backups"),
        }
        state.emit(actions.show(work, places))
        return
    wanted = actions.known(key)
    if value is not None:
        state.emit(actions.choose(work, wanted, value))
        return
    state.emit(Card("setting", {"key": wanted, "value": actions.value_of(work, wanted)}))


@app.command()
def season(
    ctx: typer.Context,
    year: Annotated[int, typer.Argument(metavar="YEAR", min=2000, max=2100, help="The match year")],
) -> None:
    """Bring the dated events of a season; what you corrected stays yours."""
    from fmgtrack.actions.seasons import bring

    state = get_app(ctx)
    state.emit(bring(state.work, year))
