"""What programs ask for, and which of them fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import FmgtrackError

if TYPE_CHECKING:
    from fmgtrack.cli.context import App

app = Commands()
apply = Commands()

SHOWN = 10
"""How many programs of a group are shown at a terminal."""

LEAVE = "q"
"""What is typed to leave a row of questions."""


def _rules(incomplete: str) -> list[str]:
    """Words of the rules, for completion."""
    from fmgtrack.rules.requirements import RULES

    return [f"{word}=" for word in RULES if word.startswith(incomplete)]


def _wishes(incomplete: str) -> list[str]:
    """Words of what can be preferred, for completion."""
    from fmgtrack.rules.preferences import FORMS

    return [f"{word}=" for word in FORMS if word.startswith(incomplete)]


@apply.command()
def fact(
    ctx: typer.Context,
    program: o.ProgramRef,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RULE=VALUE...",
            help='Such as step2ck=220 attempts=0; "" takes one away; none shows all rules',
            autocompletion=_rules,
        ),
    ] = None,
    preferred: Annotated[
        bool, typer.Option("--preferred", help="What they would rather have, not a strict rule.")
    ] = False,
    who: Annotated[str | None, typer.Option(metavar="TEXT", help="Who said it.")] = None,
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="Where it was read.")] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="When; today if not given.")
    ] = None,
) -> None:
    """Note what a program asks for, with evidence; with no value you are asked one by one."""
    from fmgtrack.actions import facts as actions

    state = get_app(ctx)
    given = tuple(values or ())
    evidence = o.given(who=who, source=source, on=on)
    if not given:
        card = actions.sheet(state.work, program)
        state.emit(card)
        if not state.asks or state.mode is not None:
            return
        given = _asked(state, card.row, preferred=preferred)
        if not given:
            return
        if source is None:
            source = typer.prompt("Where was it read", default="", show_default=False, err=True)
            evidence |= o.given(source=source or None)
    state.emit(actions.put(state.work, program, given, evidence, preferred=preferred))


def _asked(state: App, row: dict[str, Any], *, preferred: bool) -> tuple[str, ...]:
    """One rule after the other; Enter leaves it as it is, q leaves with those given."""
    from fmgtrack.render import safe

    state.out.tell(f"Enter leaves it as it is, - takes it away, {LEAVE} to leave")
    given = []
    for rule in row["rules"]:
        if preferred and not rule["eligibility"]:
            continue
        now = rule["preferred" if preferred else "strict"]
        kept = f" [{now['value']}]" if now else ""
        asked = safe.line(f"{rule['means']} ({rule['form']}){kept}")
        typed = _answer(state, rule["rule"], asked)
        if typed == LEAVE:
            break
        if typed:
            given.append(f"{rule['rule']}={typed}")
    return tuple(given)


def _answer(state: App, word: str, asked: str) -> str:
    """A value, `-`, `q` or nothing; anything else is asked again, so that no answer is lost."""
    from fmgtrack.rules.requirements import RULES

    while True:
        typed: str = typer.prompt(asked, default="", show_default=False, err=True).strip()
        if typed in ("", "-", LEAVE):
            return typed
        try:
            RULES[word].value(typed, state.work.reading())
        except FmgtrackError as error:
            state.out.tell(f"{error.message}; {error.hint}")
        else:
            return typed


@apply.command()
def facts(
    ctx: typer.Context,
    program: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROGRAM]", help="Only of this program", autocompletion=o.refs_of("p")
        ),
    ] = None,
) -> None:
    """List what is known of programs, with evidence; what is unconfirmed says so."""
    from fmgtrack.actions.facts import listing

    state = get_app(ctx)
    state.emit(listing(state.work, program))


@apply.command()
def prefer(
    ctx: typer.Context,
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT=VALUE...",
            help="Such as state=NY setting=university size=20+ visa=h1b",
            autocompletion=_wishes,
        ),
    ],
    weight: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="How much it weighs; 1 if not given.")
    ] = None,
) -> None:
    """Say what you would like of a program; `apply suggest` orders by it."""
    from fmgtrack.actions.facts import prefer as put

    state = get_app(ctx)
    state.emit(put(state.work, tuple(values), weight))


@apply.command()
def preferences(ctx: typer.Context) -> None:
    """List what you prefer, with its weight; `remove` takes one away."""
    from fmgtrack.actions.facts import preferences as listing

    state = get_app(ctx)
    state.emit(listing(state.work))


@apply.command()
def suggest(
    ctx: typer.Context,
    group: Annotated[
        str | None, typer.Option(metavar="GROUP", help="Only these: fits, ask or fails.")
    ] = None,
    specialty: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only programs of this specialty.")
    ] = None,
    if_: Annotated[
        list[str] | None,
        typer.Option(
            "--if",
            metavar="WHAT",
            help='What would change, such as "step3 passed", "step2ck 245" or "usce +2".',
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            "--program",
            metavar="PROGRAM",
            help="One program, rule by rule, with evidence.",
            autocompletion=o.refs_of("p"),
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="So many of each group; at a terminal 10."),
    ] = None,
) -> None:
    """Where to apply: every program against your profile, in your order, with the plan."""
    from fmgtrack.actions import suggesting as actions
    from fmgtrack.errors import UsageError

    state = get_app(ctx)
    supposed = tuple(if_ or ())
    if why is not None:
        if group is not None or specialty is not None or limit is not None:
            raise UsageError("`--why` shows one program", "leave all but `--if` out")
        state.emit(actions.why(state.work, why, suppositions=supposed))
        return
    card = actions.suggest(state.work, group=group, specialty=specialty, suppositions=supposed)
    if state.mode is None:
        from fmgtrack.render import TERMINAL

        card.row["limit"] = limit or (SHOWN if state.out.mode == TERMINAL else None)
    state.emit(card)
