"""Questions to ask a program."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()


def _askable(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Refs of chosen questions, and keys of the bank."""
    from fmgtrack.cli.completion import Refs
    from fmgtrack.reference.questions import to_ask

    bank = [(one.key, one.text) for one in to_ask() if one.key.startswith(incomplete.lower())]
    return [*Refs(("ak",))(ctx, incomplete), *bank]


@prep.command()
def ask(
    ctx: typer.Context,
    program: o.ProgramRef,
    questions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUESTION]...",
            help="A key of the bank, a ref such as ak4, or your own words in quotation marks",
            autocompletion=_askable,
        ),
    ] = None,
    setting: Annotated[
        str | None,
        typer.Option(
            metavar="SETTING",
            help="Where it is asked: formal, meal, session, coordinator. Alone: all that fits it.",
        ),
    ] = None,
    answer: Annotated[
        str | None, typer.Option(metavar="TEXT", help='What was answered; "" takes it away.')
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the answer; today if not given.")
    ] = None,
    on_page: Annotated[
        bool | None,
        typer.Option(
            "--on-page/--not-on-page", help="The program's own page answers it: it is not asked."
        ),
    ] = None,
    mail: Annotated[
        str | None,
        typer.Option(
            metavar="FOLLOWUP",
            help="Ask it in this mail, such as f3.",
            autocompletion=o.refs_of("f"),
        ),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REF",
            help="Take a question away; may be repeated.",
            autocompletion=o.refs_of(("ak",)),
        ),
    ] = None,
) -> None:
    """What to ask a program, two to four questions for each setting, and what was answered.

    With questions: they are chosen, or answered. What stayed open can go into a thank-you mail.
    """
    from fmgtrack.actions import asking

    state = get_app(ctx)
    page: Any = None if on_page is None else "yes" if on_page else "no"
    values = o.given(answer=answer, on=on, on_page=page, mail=mail, drop=drop)
    if not questions and not values:
        state.emit(asking.view(state.work, program, setting))
        return
    values |= o.given(setting=setting)
    state.emit(asking.ask(state.work, program, tuple(questions or ()), values))
