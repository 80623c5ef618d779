"""What is typed every day."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import listings
from fmgtrack.cli.context import get_app
from fmgtrack.cli.options import AnyRef, FollowUpRefs, InProgramOpt, MailKind, OnOpt
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command()
def today(ctx: typer.Context) -> None:
    """What is overdue, due and open, the next interviews, deadlines, and how the list stands."""
    listings.today(get_app(ctx))


@app.command()
def followups(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Every follow-up in any state.")
    ] = False,
    program: InProgramOpt = None,
    within: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS", min=0, max=999, help="Only windows that open within so many days."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Exit 1 when something is due or overdue.")
    ] = False,
) -> None:
    """Whose thank-you mail is to be written, soonest first."""
    state = get_app(ctx)
    if listings.followups(
        state, everything=everything, program=program, within=within, check=check
    ):
        raise typer.Exit(1)


@app.command()
def note(
    ctx: typer.Context,
    ref: AnyRef,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What to note")] = None,
    ask: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="A question still to be asked of this person."),
    ] = None,
) -> None:
    """Note what was talked about, for the mail to that person; elsewhere a private note.

    On a follow-up the text is worded to stand in the mail: "your work on early sepsis alerts".
    """
    from fmgtrack.actions.followups import note as write

    state = get_app(ctx)
    state.emit(write(state.work, ref, text, ask))


@app.command()
def sent(
    ctx: typer.Context, refs: FollowUpRefs, on: OnOpt = None, kind: MailKind = "thanks"
) -> None:
    """Mark mails as sent, thank-yous unless `--kind` says so; what they said is kept as it was.

    With `--kind` a program, an interview or a contact is named.
    """
    from fmgtrack.actions.fields import choice
    from fmgtrack.records.words import MAIL_KINDS

    state = get_app(ctx)
    kind = choice(kind, "--kind", MAIL_KINDS)
    if kind != "thanks":
        from fmgtrack.actions.mails import mark_sent

        state.emit(mark_sent(state.work, tuple(refs), kind, on=on))
        return
    from fmgtrack.actions.followups import mark

    state.emit(mark(state.work, tuple(refs), "sent", on=on))


@app.command()
def replied(ctx: typer.Context, refs: FollowUpRefs, on: OnOpt = None) -> None:
    """Mark mails as answered."""
    from fmgtrack.actions.followups import mark

    state = get_app(ctx)
    state.emit(mark(state.work, tuple(refs), "replied", on=on))


@app.command()
def skip(
    ctx: typer.Context,
    refs: FollowUpRefs,
    why: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason, for yourself.")
    ] = None,
    on: OnOpt = None,
) -> None:
    """Mark mails as not to be written."""
    from fmgtrack.actions.followups import mark

    state = get_app(ctx)
    state.emit(mark(state.work, tuple(refs), "skipped", on=on, why=why))
