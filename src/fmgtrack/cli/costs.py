"""What is missing or too long, and what it costs."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()

SHOWN = 4
"""How many findings of one code are shown at a terminal."""

Considered = Annotated[
    bool, typer.Option("--considered", help="With the programs that are considered.")
]


def show_check(ctx: typer.Context, program: str | None = None, *, considered: bool = False) -> None:
    """Show what is missing or too long; also what a bare `apply` does."""
    from fmgtrack.actions.application import check
    from fmgtrack.records.results import Card

    state = get_app(ctx)
    found = check(state.work, program, considered=considered)
    if state.mode is not None or not found.rows:
        state.emit(found)
        return
    from fmgtrack.render import TERMINAL

    limit = SHOWN if state.out.mode == TERMINAL else None
    row = {"findings": found.rows, "program": program, "limit": limit}
    state.emit(Card("application-check", row, found.notices))


@apply.command()
def check(
    ctx: typer.Context, program: o.InProgramOpt = None, considered: Considered = False
) -> None:
    """What MyERAS would cut off or a program would miss, each with what to do."""
    show_check(ctx, program, considered=considered)


@apply.command("costs")
def costs(
    ctx: typer.Context,
    considered: Considered = False,
    everything: Annotated[
        bool, typer.Option("--all", help="With what lies behind, such as exams that are passed.")
    ] = False,
    add: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPECIALTY=N", help='Suppose more: "Internal Medicine=10"; may be repeated.'
        ),
    ] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="In another currency too, such as PKR.")
    ] = None,
    rate: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="How many of it a US dollar is.")
    ] = None,
) -> None:
    """What applying costs, what is still to pay, and what one more program would."""
    from fmgtrack.actions.costs import listing

    state = get_app(ctx)
    card = listing(
        state.work,
        considered=considered,
        everything=everything,
        add=tuple(add or ()),
        currency=currency,
        rate=rate,
    )
    if state.mode is None:
        card.row["blocks"] = _shows_blocks(state.out.stdout.encoding)
    state.emit(card)


def _shows_blocks(encoding: str | None) -> bool:
    """Whether the characters of a chart's bars can be written in this encoding."""
    from fmgtrack.render.costs_cards import FULL

    try:
        FULL.encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
