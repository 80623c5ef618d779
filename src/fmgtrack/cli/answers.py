"""The invitation desk: accept, decline, move, cancel, wait."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()

Why = Annotated[str | None, typer.Option(metavar="TEXT", help="The reason, for yourself alone.")]

ASKED = 'When, such as "24 Nov 2026 9:00"'


@app.command()
def accept(
    ctx: typer.Context,
    interview: o.InterviewRef,
    when: Annotated[
        str | None,
        typer.Argument(metavar="WHEN", help="The day and time, unless it is on record"),
    ] = None,
    until: o.Until = None,
    zone: o.Zone = None,
) -> None:
    """Accept an invitation: the interview is scheduled."""
    from fmgtrack.actions import answers

    state = get_app(ctx)
    if when is None and state.asks and answers.needs_day(state.work, interview):
        when = typer.prompt(ASKED, err=True)
    values = o.given(when=when, until=until, zone=zone)
    state.emit(answers.accept(state.work, interview, values))


@app.command()
def decline(ctx: typer.Context, interview: o.InterviewRef, why: Why = None) -> None:
    """Decline an invitation."""
    from fmgtrack.actions.answers import call_off

    state = get_app(ctx)
    state.emit(call_off(state.work, interview, "decline", why))


@app.command()
def reschedule(
    ctx: typer.Context,
    interview: o.InterviewRef,
    when: Annotated[str, typer.Argument(metavar="WHEN", help=ASKED)],
    until: o.Until = None,
    zone: o.Zone = None,
) -> None:
    """Move an interview to another day that the program agreed to."""
    from fmgtrack.actions.answers import reschedule as move

    state = get_app(ctx)
    state.emit(move(state.work, interview, o.given(when=when, until=until, zone=zone)))


@app.command()
def cancel(ctx: typer.Context, interview: o.InterviewRef, why: Why = None) -> None:
    """Cancel an interview that you accepted."""
    from fmgtrack.actions.answers import call_off

    state = get_app(ctx)
    state.emit(call_off(state.work, interview, "cancel", why))


@app.command()
def waitlist(ctx: typer.Context, interview: o.InterviewRef) -> None:
    """Note that an invitation became a place on the waiting list."""
    from fmgtrack.actions.answers import call_off

    state = get_app(ctx)
    state.emit(call_off(state.work, interview, "waitlist"))
