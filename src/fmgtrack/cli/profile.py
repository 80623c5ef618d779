"""The profile: who the applicant is, exams, gaps."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import UsageError
from fmgtrack.records.profile import CITIZENSHIPS, EXAMS, OUTCOMES, VISA_NEEDS

app = Commands()
apply = Commands()


def _text(flag: str, help_text: str, metavar: str = "TEXT") -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=help_text)
    return found


def _date(flag: str, help_text: str) -> typer.models.OptionInfo:
    return _text(flag, help_text, "DATE")


@apply.command("profile")
def profile(
    ctx: typer.Context,
    eras_name: Annotated[str | None, _text("--eras-name", "Your name as it is in ERAS.")] = None,
    nrmp_name: Annotated[str | None, _text("--nrmp-name", "Your name as it is in NRMP.")] = None,
    said: Annotated[str | None, _text("--said", "How your name is said.")] = None,
    citizenship: Annotated[
        str | None, _text("--citizenship", f"{', '.join(CITIZENSHIPS)}.", "GROUP")
    ] = None,
    visa: Annotated[
        str | None, _text("--visa", f"What training needs: {', '.join(VISA_NEEDS)}.", "VISA")
    ] = None,
    school: Annotated[str | None, _text("--school", "The medical school.")] = None,
    school_country: Annotated[str | None, _text("--school-country", "Its country.")] = None,
    graduated: Annotated[
        str | None, _date("--graduated", 'Such as 2018, "Jun 2018" or a day.')
    ] = None,
    practice_years: Annotated[
        str | None, _text("--practice-years", "Years of practice since then.", "NUMBER")
    ] = None,
    had_training: Annotated[
        str | None, _text("--had-training", "Graduate medical training before.", "yes/no")
    ] = None,
    specialty: Annotated[
        list[str] | None,
        _text("--specialty", "One more, after those there are; may be repeated, in order."),
    ] = None,
    language: Annotated[list[str] | None, _text("--language", "May be repeated.")] = None,
    without: Annotated[
        list[str] | None, _text("--without", "Take a specialty or language off.")
    ] = None,
    pathway: Annotated[str | None, _text("--pathway", "ECFMG Pathway, 1 to 6.", "NUMBER")] = None,
    pathway_on: Annotated[str | None, _date("--pathway-on", "The day it was accepted.")] = None,
    certified_on: Annotated[
        str | None, _date("--certified-on", "The day of the ECFMG certificate.")
    ] = None,
    nrmp_verified_on: Annotated[
        str | None, _date("--nrmp-verified-on", "The day NRMP showed ECFMG as verified.")
    ] = None,
    token_on: Annotated[str | None, _date("--token-on", "The day the ERAS token was used.")] = None,
    transcript_on: Annotated[
        str | None, _date("--transcript-on", "The day the USMLE transcript was released in ERAS.")
    ] = None,
    name: Annotated[str | None, _text("--name", "Your name under mails.")] = None,
    signature: Annotated[
        str | None, _text("--signature", "What stands under it; \\n begins a line.")
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for everything, step by step.")] = False,
) -> None:
    """Show your profile with the ECFMG gate; with options change it. "" takes a value away."""
    from fmgtrack.actions import profile as actions

    state = get_app(ctx)
    values = o.given(
        eras_name=eras_name,
        nrmp_name=nrmp_name,
        said=said,
        citizenship=citizenship,
        visa=visa,
        school=school,
        school_country=school_country,
        graduated=graduated,
        practice_years=practice_years,
        had_training=had_training,
        specialty=specialty,
        language=language,
        without=without,
        pathway=pathway,
        pathway_on=pathway_on,
        certified_on=certified_on,
        nrmp_verified_on=nrmp_verified_on,
        token_on=token_on,
        transcript_on=transcript_on,
        name=name,
        signature=signature,
    )
    if ask and values:
        raise UsageError("`--ask` asks for everything by itself", "leave the other options out")
    if ask and not state.asks:
        raise UsageError(
            "there is nobody at a terminal to ask", "`fmgtrack apply profile --help` lists options"
        )
    if values:
        state.emit(actions.set_profile(state.work, values))
    elif ask or (state.asks and state.out.mode == "terminal" and actions.is_blank(state.work)):
        from fmgtrack.cli.profile_questions import answers

        state.emit(actions.set_profile(state.work, *answers(state)))
    else:
        state.emit(actions.card(state.work))


@app.command("add-exam")
def add_exam(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"Which exam: {', '.join(EXAMS)}")],
    on: Annotated[str | None, _date("--on", "The day you sat it, or will.")] = None,
    outcome: Annotated[str | None, _text("--outcome", f"{', '.join(OUTCOMES)}.", "OUTCOME")] = None,
    score: Annotated[str | None, _text("--score", "Of a Step, where it has one.", "NUMBER")] = None,
    result_on: Annotated[
        str | None, _date("--result-on", "The day the result came, or is to come.")
    ] = None,
) -> None:
    """Put an attempt at an exam on record; every attempt is one of its own."""
    from fmgtrack.actions.exams import add_exam as add

    state = get_app(ctx)
    values = o.given(kind=kind, on=on, outcome=outcome, score=score, result_on=result_on)
    state.emit(add(state.work, values))


@app.command("add-gap")
def add_gap(
    ctx: typer.Context,
    begins: Annotated[
        str, typer.Argument(metavar="FROM", help='When it began: a month such as "Mar 2020"')
    ],
    ends: Annotated[
        str | None, typer.Argument(metavar="[UNTIL]", help="When it ended, unless it goes on")
    ] = None,
    why: Annotated[
        str, typer.Option("--why", metavar="TEXT", help="The explanation, in a line.")
    ] = ...,  # type: ignore[assignment]  # how Typer spells a required option after an optional one
) -> None:
    """Explain a time without training or work."""
    from fmgtrack.actions.exams import add_gap as add

    state = get_app(ctx)
    state.emit(add(state.work, o.given(begins=begins, ends=ends, why=why)))
