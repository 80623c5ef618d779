"""Settings and the season."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack import paths
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import UsageError

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
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[start] YEAR", help="The match year; `start` begins the next record"
        ),
    ] = None,
) -> None:
    """The weeks of the season at a glance; with a year, bring its dated events.

    `season start 2028` begins the next one.
    """
    from fmgtrack.actions import seasons as actions
    from fmgtrack.actions.settings import match_year

    state = get_app(ctx)
    if not words:
        from fmgtrack.actions.season_weeks import strip

        state.emit(strip(state.work))
        return
    *first, year = words
    if first not in ([], ["start"]):
        raise UsageError(
            f"`{' '.join(words)}` is no season",
            "type `fmgtrack season 2027` or `fmgtrack season start 2028`",
        )
    run = actions.start if first else actions.bring
    state.emit(run(state.work, match_year(year)))
