"""Questions that interviewers ask, a person's own points for them, and why this program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import UsageError
from fmgtrack.records.question import ASSESSED, QUESTION_KINDS
from fmgtrack.records.reason import REASON_KINDS

if TYPE_CHECKING:
    from fmgtrack.cli.context import App

app = Commands()
prep = Commands()

ForProgram = Annotated[
    str | None,
    typer.Option(
        "--for",
        "--program",
        metavar="PROGRAM",
        help="For this program alone.",
        autocompletion=o.refs_of("p"),
    ),
]
PART = 'Of an answer about yourself, in place of what is there; "" for none.'


@app.command("add-question")
def add_question(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The question as it is asked")],
    kind: Annotated[str, typer.Option(metavar="KIND", help=f"{', '.join(QUESTION_KINDS)}.")],
    assesses: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help=f"{', '.join(ASSESSED)}; may be repeated."),
    ] = None,
    minutes: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Target length of the answer.")
    ] = None,
    pitfalls: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="What goes wrong with it; may be repeated."),
    ] = None,
) -> None:
    """Put a question on record that the bank does not have."""
    from fmgtrack.actions.questions import add_question as add

    state = get_app(ctx)
    values = o.given(text=text, kind=kind, assesses=assesses, minutes=minutes, pitfalls=pitfalls)
    state.emit(add(state.work, values))


@prep.command()
def questions(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help=f"Only {', '.join(QUESTION_KINDS)}.")
    ] = None,
    assesses: Annotated[
        str | None, typer.Option(metavar="WORD", help=f"Only {', '.join(ASSESSED)}.")
    ] = None,
    unprepared: Annotated[
        bool, typer.Option("--unprepared", help="Only those without points of yours.")
    ] = False,
    program: Annotated[
        str | None,
        typer.Option(
            "--for",
            "--program",
            metavar="PROGRAM",
            help="What to prepare for this program first, and why.",
            autocompletion=o.refs_of("p"),
        ),
    ] = None,
) -> None:
    """List what interviewers ask, and how far you are with each."""
    from fmgtrack.actions.question_rows import listing

    state = get_app(ctx)
    state.emit(
        listing(
            state.work,
            kind=kind,
            assesses=assesses,
            unprepared=unprepared,
            program_text=program,
        )
    )


@prep.command()
def question(ctx: typer.Context, text: o.QuestionRef) -> None:
    """Show one question whole: what is really asked, how to answer, your points, your tries."""
    from fmgtrack.actions.question_rows import card

    state = get_app(ctx)
    state.emit(card(state.work, text))


@prep.command()
def answer(
    ctx: typer.Context,
    text: o.QuestionRef,
    points: Annotated[
        list[str] | None,
        typer.Argument(metavar="[POINT]...", help="Points to add, each in a few words"),
    ] = None,
    present: Annotated[list[str] | None, typer.Option(metavar="TEXT", help=PART)] = None,
    past: Annotated[list[str] | None, typer.Option(metavar="TEXT", help=PART)] = None,
    future: Annotated[list[str] | None, typer.Option(metavar="TEXT", help=PART)] = None,
    theme: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="A theme to be remembered by; two or three."),
    ] = None,
    program: ForProgram = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER", help="Take a point away, by its number or its words."),
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Write them in your editor.")] = False,
    versions: Annotated[
        bool, typer.Option("--versions", help="Show every version, nothing else.")
    ] = False,
    restore: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Bring an old version back.")
    ] = None,
) -> None:
    """Keep your points for an answer: a few words each, for they are said anew each time.

    Points add to what is there; present, past and future take the place of what is there. Every
    version is kept. With nothing to add you are asked step by step along the frame.
    """
    from fmgtrack.actions import outlines

    state = get_app(ctx)
    values = o.given(
        points=points, present=present, past=past, future=future, theme=theme, without=without
    )
    if sum(map(bool, (values, edit, versions, restore is not None))) > 1:
        raise UsageError(
            "`--edit`, `--versions` and `--restore` stand alone",
            "`fmgtrack prep answer --help` shows what goes together",
        )
    if versions:
        state.emit(outlines.versions(state.work, text, program))
    elif restore is not None:
        state.emit(outlines.restore(state.work, text, restore, program))
    elif edit:
        from fmgtrack.cli.outside import rewritten

        form = outlines.form(state.work, text, program)
        state.emit(
            rewritten(state, form, lambda saved: outlines.edited(state.work, text, saved, program))
        )
    else:
        values = values or _asked(state, text, program)
        state.emit(outlines.answer(state.work, text, values, program))


def _asked(state: App, text: str, program: str | None) -> dict[str, str | tuple[str, ...]]:
    """What a person answers at a terminal, step by step; empty answers are left out."""
    from fmgtrack.actions import outlines
    from fmgtrack.actions.questions import find
    from fmgtrack.render import safe

    if not state.asks:
        raise outlines.need_something(text)
    steps = outlines.steps(state.work, text, program)
    state.out.tell(f"{find(state.store, text).text} (Enter passes on, Ctrl-C keeps nothing)")
    values: dict[str, tuple[str, ...]] = {}
    for step in steps:
        now = f" [{step['current']}]" if step["current"] else ""
        said = typer.prompt(
            safe.line(f"{step['label']}{now}"),
            default="",
            show_default=False,
            err=True,
            value_proc=_point,
        )
        if said:
            values[step["option"]] = (*values.get(step["option"], ()), said)
    return {**values}


def _point(typed: str) -> str:
    """A point as typed; one that is a script is asked for again, with the reason."""
    from fmgtrack.actions.outlines import why_no_point

    if reason := why_no_point(typed):
        raise typer.BadParameter(reason)
    return typed.strip()


@prep.command()
def why(
    ctx: typer.Context,
    program: o.ProgramRef,
    text: Annotated[
        str | None, typer.Argument(metavar="[FACT]", help="A concrete fact of it to add")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help=f"{', '.join(REASON_KINDS)}; told by its words if not given."
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where it was read, or who said so.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day it was read.")
    ] = None,
) -> None:
    """Show why this program, or add a fact: three or four that would fit no other.

    Wanted are facts of several kinds: its patients, size and culture, education, support for
    international graduates or visa, research, call. A fact is flagged when each of its words could
    be said of any program ("excellent training"), or when it is on record for another one.
    """
    from fmgtrack.actions import reasons

    state = get_app(ctx)
    values = o.given(text=text, kind=kind, source=source, on=on)
    if text is None:
        if values:
            raise UsageError(
                "there is no fact to add", '`fmgtrack prep why PROGRAM "fact"` adds one'
            )
        state.emit(reasons.show(state.work, program))
        return
    if kind is None and state.asks and reasons.needs_kind(text):
        values["kind"] = typer.prompt(f"What it is about ({', '.join(REASON_KINDS)})", err=True)
    state.emit(reasons.add_reason(state.work, program, values))
