"""Practising aloud: the clock, the rating, what a transcript shows."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import UsageError
from fmgtrack.records.question import QUESTION_KINDS, TO_ASK

app = Commands()
prep = Commands()

KINDS = ", ".join(kind for kind in QUESTION_KINDS if kind != TO_ASK)


@prep.command()
def practice(
    ctx: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUESTION]",
            help="Its key, ref or part of its words; else the one that is next",
            autocompletion=o.refs_of(("q",)),
        ),
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=f"Only {KINDS}.")] = None,
    minutes: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=240, help="A session of so many minutes."),
    ] = None,
    program: Annotated[
        str | None,
        typer.Option(
            "--for",
            "--program",
            metavar="PROGRAM",
            help="What belongs to this program first.",
            autocompletion=o.refs_of("p"),
        ),
    ] = None,
    seconds: Annotated[
        str | None,
        typer.Option(metavar="LENGTH", help="A try made elsewhere: 95, or 1:35."),
    ] = None,
    rating: Annotated[
        str | None, typer.Option(metavar="0-5", help="Your own rating of a try made elsewhere.")
    ] = None,
    mend: Annotated[
        str | None, typer.Option(metavar="TEXT", help="One thing to mend, which comes back.")
    ] = None,
    transcript: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A transcript of the answer: .vtt, .srt or .txt."),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who you are in it; else who says most."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="List the tries, of a question or all.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say how questions come and what is counted how.")
    ] = False,
) -> None:
    """Practise the next question aloud against the clock, then rate yourself.

    At a terminal ENTER starts and stops the clock; without one it tells which question is next.
    Which comes again when is the rule SM-2 (Wozniak 1990).

    With `--transcript` the length, words a minute, filler words, the longest run without a pause,
    the share of the action and the points heard are counted by plain rules on this computer:
    `--explain` tells them. With `--rating` and the like a try made elsewhere is kept.
    """
    from fmgtrack.actions import practice as actions
    from fmgtrack.actions.practice import Try
    from fmgtrack.cli import rehearsing

    state = get_app(ctx)
    reported = any(value is not None for value in (seconds, rating, mend))
    _fitting(
        question=question,
        transcript=transcript,
        reported=reported,
        sitting=minutes is not None,
        speaker=speaker,
        chosen=kind is not None,
        looking=history or explain,
    )
    attempt = Try(seconds=seconds, rating=rating, mend=mend)
    if explain:
        state.emit(actions.rules())
    elif history:
        from fmgtrack.actions.tries import history as listed

        state.emit(listed(state.work, question))
    elif transcript is not None:
        from fmgtrack.actions.transcripts import report

        made = report(
            state.work,
            transcript,
            attempt,
            text=question,
            program_text=program,
            speaker=speaker,
        )
        state.emit(made)
    elif reported and question is not None:
        state.emit(actions.keep(state.work, question, attempt, program_text=program))
    elif not state.asks or state.mode is not None:
        if minutes is not None:
            raise UsageError(
                "a session needs a terminal", "`fmgtrack prep practice` tells what is next"
            )
        state.emit(actions.next_up(state.work, question, kind=kind, program_text=program))
    elif minutes is not None:
        rehearsing.session(
            state, minutes, lambda: actions.queue(state.work, kind=kind, program_text=program)
        )
    else:
        card = actions.next_up(state.work, question, kind=kind, program_text=program)
        rehearsing.once(state, card.row["next"])


def _fitting(
    *,
    question: str | None,
    transcript: str | None,
    reported: bool,
    sitting: bool,
    speaker: str | None,
    chosen: bool,
    looking: bool,
) -> None:
    """Refuse what does not go together.

    Raises:
        UsageError: it does not.
    """
    if looking and (reported or sitting or chosen or transcript is not None):
        raise UsageError("`--history` and `--explain` only show", "leave out what practises")
    if reported and question is None and transcript is None:
        raise UsageError(
            "`QUESTION` is missing: a try is kept for a question",
            "type it like `fmgtrack prep practice about-yourself --rating 4`",
        )
    if sitting and (question is not None or transcript is not None):
        raise UsageError("`--minutes` is a session of several questions", "leave out the one")
    if speaker is not None and transcript is None:
        raise UsageError("`--speaker` is for `--transcript`", "give both")
    if chosen and (question is not None or transcript is not None):
        raise UsageError("`--kind` chooses where no question is named", "leave it out")
