"""Clinical and other experience."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.records.experience import EXPERIENCE_STATUSES, OTHER_KINDS, USCE_KINDS

app = Commands()
apply = Commands()

KINDS = f"US clinical: {', '.join(USCE_KINDS)}; other: {', '.join(OTHER_KINDS)}"


@app.command("add-experience")
def add_experience(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=KINDS)],
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is, as it would stand")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="TEXT", help="The organisation or hospital.")
    ] = None,
    specialty: o.Specialty = None,
    city: o.City = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="A US state: two letters or its name.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The country; the US if not given.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS",
            help=f"{', '.join(EXPERIENCE_STATUSES)}; follows from the dates if not given.",
        ),
    ] = None,
    asked: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you asked for a place.")
    ] = None,
    applied: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you applied for it.")
    ] = None,
    accepted: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it was promised.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="MONTH", help='First month or day: 2024-01, "8 Jan 2024".'),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="MONTH", help="Last month or day; none while it goes on.")
    ] = None,
    hours: Annotated[str | None, typer.Option(metavar="N", help="Hours a week.")] = None,
    cost: Annotated[str | None, typer.Option(metavar="USD", help="Its cost in US dollars.")] = None,
    visa: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The visa that it needs.")
    ] = None,
    program: Annotated[
        str | None,
        typer.Option(
            metavar="PROGRAM",
            help="The residency program it was at.",
            autocompletion=o.refs_of("p"),
        ),
    ] = None,
    supervisor: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON",
            help='"Dr. Wei Chen", or the ref of a contact.',
            autocompletion=o.refs_of("c"),
        ),
    ] = None,
    skill: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="What you saw or did: notes, rounds ...; may be repeated."
        ),
    ] = None,
    letter_asked: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you asked for a letter there.")
    ] = None,
    thanked: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you thanked the supervisor.")
    ] = None,
    focus: Annotated[
        str | None, typer.Option(metavar="TEXT", help="MyERAS: the focus area.")
    ] = None,
    characteristic: Annotated[
        str | None, typer.Option(metavar="TEXT", help="MyERAS: the key characteristic.")
    ] = None,
    description: Annotated[
        str | None, typer.Option(metavar="TEXT", help="MyERAS: the description.")
    ] = None,
    myeras: Annotated[
        str | None, typer.Option(metavar="yes/no", help="Whether it stands in the application.")
    ] = None,
    meaningful: Annotated[
        str | None, typer.Option(metavar="yes/no", help="Whether it is one of the most meaningful.")
    ] = None,
    meaningful_text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="MyERAS: why it is meaningful.")
    ] = None,
    note: o.Note = None,
) -> None:
    """Put an experience on record, from the search for a place to the end."""
    from fmgtrack.actions.experience import add_experience as add

    app_ = get_app(ctx)
    values = o.given(
        kind=kind,
        title=title,
        at=at,
        specialty=specialty,
        city=city,
        state=state,
        country=country,
        status=status,
        asked=asked,
        applied=applied,
        accepted=accepted,
        from_=from_,
        until=until,
        hours=hours,
        cost=cost,
        visa=visa,
        program=program,
        supervisor=supervisor,
        skill=skill,
        letter_asked=letter_asked,
        thanked=thanked,
        focus=focus,
        characteristic=characteristic,
        description=description,
        myeras=myeras,
        meaningful=meaningful,
        meaningful_text=meaningful_text,
        note=note,
    )
    app_.emit(add(app_.work, values))


@apply.command("experience")
def experience(
    ctx: typer.Context,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=f"{KINDS}.")] = None,
    usce: Annotated[
        bool, typer.Option("--usce", help="Only US clinical experience and the search for it.")
    ] = False,
    status: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="Only these: as recorded, or running, or over."),
    ] = None,
    program: o.InProgramOpt = None,
) -> None:
    """What you did and where you look for more: months hands-on, overlaps, letters, thanks."""
    from fmgtrack.actions.experience import listing

    state = get_app(ctx)
    state.emit(listing(state.work, kind=kind, usce=usce, status=status, program_text=program))


@apply.command("reread")
def reread(
    ctx: typer.Context,
    refs: Annotated[
        list[str],
        typer.Argument(
            metavar="REF...", help="Experiences such as e2", autocompletion=o.refs_of(("e",))
        ),
    ],
) -> None:
    """Keep that you went through experiences today: interviewers ask about each of them."""
    from fmgtrack.actions.experience import reread as mark

    state = get_app(ctx)
    state.emit(mark(state.work, refs))
