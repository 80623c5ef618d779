"""The way in and out."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.errors import QuestionError, UsageError
from fmgtrack.records.results import Listing

app = Commands()


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A spreadsheet, an invitation (.ics), or an export of fmgtrack"
        ),
    ],
    as_: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="KIND", help="programs, contacts or interviews; else by the columns."
        ),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column is, by its name, letter or number: 1=name; may be repeated.",
        ),
    ] = None,
    date_order: Annotated[
        str | None,
        typer.Option(metavar="dmy/mdy", help="How dates such as 03/04/2026 are written."),
    ] = None,
    program: Annotated[
        str | None,
        typer.Option(metavar="PROGRAM", help="The program of rows that name none."),
    ] = None,
    zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="The zone of times that name none.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be done.")
    ] = False,
    yes: o.YesOpt = False,
) -> None:
    """Bring in a spreadsheet, invitations, or a whole record; all of it or nothing.

    CSV, TSV, XLSX and XLS. Columns are recognised by their names and by what is in them; what fits
    nothing is kept in the program's note.
    """
    from dataclasses import replace

    from fmgtrack.actions import data
    from fmgtrack.actions.sheet_cells import Asked
    from fmgtrack.render.progress import Progress

    state = get_app(ctx)
    if not state.exists:
        data.refuse_unreadable(file)
    asked = Asked(
        kind=as_, maps=tuple(map_ or ()), date_order=date_order, zone=zone, program=program
    )

    def take_in(*, may_change: bool) -> Listing:
        with Progress(state.out) as progress:
            return data.take_in(
                state.work,
                file,
                dry_run=dry_run,
                may_change=may_change,
                asked=asked,
                progress=progress,
            )

    while True:
        try:
            found = take_in(may_change=yes)
            break
        except data.NeedsConsentError as error:
            if not state.asks:
                raise
            if not state.confirm(f"{error.message}: do it?", yes=False):
                raise typer.Abort from None
            yes = True
        except QuestionError as error:
            if not state.asks:
                raise
            state.out.tell(error.message)
            for ref, name in error.candidates:
                state.out.tell(f"  {ref}  {name}")
            answer = typer.prompt(f"Which {error.option}", err=True)
            asked = replace(asked, **{error.option: answer})
    state.emit(found)


@app.command()
def export(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to write it")],
    list_: Annotated[
        str | None,
        typer.Option(
            "--list",
            metavar="LIST",
            help="One list as .csv or .xlsx: programs, contacts, interviews, followups, deadlines"
            " or rol.",
        ),
    ] = None,
    no_history: Annotated[
        bool, typer.Option("--no-history", help="Leave out the history of changes.")
    ] = False,
    redact: Annotated[
        bool, typer.Option("--redact", help="For sharing: without people, addresses and notes.")
    ] = False,
    yes: o.YesOpt = False,
) -> None:
    """Write the whole record as JSON, which `import` reads back without loss; or one list."""
    from fmgtrack.actions import data

    state = get_app(ctx)
    if list_ and redact:
        raise UsageError("`--redact` is for the whole record", "leave out `--list`")
    if list_:
        from fmgtrack.actions.lists import export_list

        state.emit(export_list(state.work, file, list_, may_replace=yes))
        return
    done = data.export(state.work, file, history=not no_history, may_replace=yes, redacted=redact)
    state.emit(done)
