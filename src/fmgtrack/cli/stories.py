"""Stories for behavioural questions, and to whom they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import FmgtrackError, UsageError
from fmgtrack.records.story import COMPETENCIES

if TYPE_CHECKING:
    from fmgtrack.cli.context import App

app = Commands()
prep = Commands()

Values = dict[str, str | tuple[str, ...]]

QUESTIONS = {
    "situation": "Situation: where was it, who was there, what was wrong",
    "task": "Task: what was yours to do",
    "action": "Action: what did you do, step by step",
    "result": "Result: what came of it",
    "learnt": "Learnt: what do you do differently since",
}
"""What is asked for each part of a story, in the order in which it is told."""

IN_EDITOR = "fmgtrack.story.in-editor"


def _in_editor(ctx: typer.Context, value: bool) -> None:
    """Keep that the editor was asked for; `edit`, which has it anyway, does not borrow the flag."""
    ctx.meta[IN_EDITOR] = value


@app.command("add-story")
def add_story(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What to call the story")],
    situation: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where it was and what was wrong.")
    ] = None,
    task: Annotated[str | None, typer.Option(metavar="TEXT", help="What was yours to do.")] = None,
    action: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you did; the longest part.")
    ] = None,
    result: Annotated[str | None, typer.Option(metavar="TEXT", help="What came of it.")] = None,
    learnt: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What you do differently since.")
    ] = None,
    competency: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD", help=f"What it shows: {', '.join(COMPETENCIES)}; may be repeated."
        ),
    ] = None,
    told: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REF",
            help="To whom it was told: a follow-up or a person; may be repeated.",
            autocompletion=o.refs_of("fc"),
        ),
    ] = None,
    _editor: Annotated[
        bool,
        typer.Option(
            "--edit",
            expose_value=False,
            callback=_in_editor,
            help="Write it in your editor.",
        ),
    ] = False,
) -> None:
    """Put a story on record: situation, task, action, result, and what was learnt.

    At a terminal the parts are asked for when none is given; `--edit` is better for long ones.
    """
    from fmgtrack.actions.stories import add_story as add

    state = get_app(ctx)
    parts = o.given(situation=situation, task=task, action=action, result=result, learnt=learnt)
    values = o.given(title=title, competency=competency, told=told) | parts
    if ctx.meta.get(IN_EDITOR):
        values |= _written(state, values, empty=not parts)
    elif not parts and state.asks:
        values = _asked(state, values)
    state.emit(add(state.work, values))


def _asked(state: App, values: Values) -> Values:
    """The story as a person tells it, part by part, after a last look at it."""
    from fmgtrack.actions.stories import preview

    answers = {part: _ask(question) for part, question in QUESTIONS.items()}
    values = values | {part: answer for part, answer in answers.items() if answer}
    if "competency" not in values:
        values["competency"] = _ask_competency(state)
    state.show_first(preview(state.work, values))
    if not state.ask_yes("Keep it?", default=True):
        raise typer.Abort
    return values


def _ask(question: str) -> str:
    answer: str = typer.prompt(question, default="", show_default=False, err=True)
    return answer


def _ask_competency(state: App) -> str:
    """What the story shows; asked again until every word of it is known."""
    from fmgtrack.actions.stories import competencies

    while True:
        answer = _ask(f"What does it show ({', '.join(COMPETENCIES)})")
        try:
            competencies((answer,))
        except FmgtrackError as error:
            state.out.tell(f"{error.message}; {error.hint}")
        else:
            return answer


def _written(state: App, values: Values, *, empty: bool) -> Values:
    """The story as written in the editor, which opens again until all of it is understood.

    Raises:
        RefusedError: nothing was written.
    """
    from fmgtrack.actions import stories as actions
    from fmgtrack.cli.outside import rewritten

    if not state.asks:
        raise UsageError("`--edit` needs a terminal", "run it at one")
    opened = actions.form(values)
    return rewritten(state, opened, lambda saved: actions.from_form(opened, saved, blank=empty))


@prep.command()
def stories(
    ctx: typer.Context,
    competency: Annotated[
        str | None,
        typer.Option(metavar="WORD", help=f"Only those that show it: {', '.join(COMPETENCIES)}."),
    ] = None,
    for_: Annotated[
        str | None,
        typer.Option(
            "--for",
            "--program",
            metavar="PROGRAM",
            help="What was told there, and what is still new there.",
            autocompletion=o.refs_of("p"),
        ),
    ] = None,
    grid: Annotated[
        bool, typer.Option("--grid", help="Only how far they cover what is wanted.")
    ] = False,
) -> None:
    """List your stories, to how many each was told, and which are still missing."""
    from fmgtrack.actions import stories as actions

    state = get_app(ctx)
    if grid and (competency or for_):
        raise UsageError("`--grid` is about all stories", "leave out `--competency` and `--for`")
    if grid:
        state.emit(actions.grid(state.work))
    else:
        state.emit(actions.listing(state.work, competency=competency, program_text=for_))


@prep.command()
def told(
    ctx: typer.Context,
    story: Annotated[
        str,
        typer.Argument(
            metavar="STORY",
            help="The story: its ref or part of its title",
            autocompletion=o.refs_of(("st",)),
        ),
    ],
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REF...",
            help="To whom: follow-ups or people",
            autocompletion=o.refs_of("fc"),
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REF",
            help="To whom it was not told after all; may be repeated.",
            autocompletion=o.refs_of("fc"),
        ),
    ] = None,
) -> None:
    """Keep to whom a story was told, so that nobody hears it twice."""
    from fmgtrack.actions.stories import told as keep

    state = get_app(ctx)
    if not refs and not without and state.asks:
        refs = [typer.prompt("To whom (a follow-up such as f3, or a name)", err=True)]
    state.emit(keep(state.work, story, tuple(refs or ()), tuple(without or ())))
