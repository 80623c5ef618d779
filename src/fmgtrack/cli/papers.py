"""Letters and documents, and which program gets which."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.records.letter import DOCUMENT_KINDS, DOCUMENT_STATUSES, LETTER_STATUSES

if TYPE_CHECKING:
    from fmgtrack.records.results import Row

app = Commands()
apply = Commands()

PaperRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...",
        help="Letters and documents such as le1 do2",
        autocompletion=o.refs_of(("le", "do")),
    ),
]


@app.command("add-letter")
def add_letter(
    ctx: typer.Context,
    writer: Annotated[
        str, typer.Argument(metavar="WRITER", help='"Dr. Wei Chen", or the ref of a contact')
    ],
    contact: Annotated[
        str | None,
        typer.Option(
            metavar="CONTACT", help="The writer as a contact.", autocompletion=o.refs_of("c")
        ),
    ] = None,
    experience: Annotated[
        str | None,
        typer.Option(
            metavar="REF",
            help="The experience that it came of, such as e2.",
            autocompletion=o.refs_of(("e",)),
        ),
    ] = None,
    specialty: o.Specialty = None,
    us: Annotated[
        str | None,
        typer.Option("--us", metavar="yes/no", help="Whether the writer works in the US."),
    ] = None,
    waived: Annotated[
        str | None,
        typer.Option(metavar="yes/no", help="Whether you waived the right to see it."),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS",
            help=f"{', '.join(LETTER_STATUSES)}; follows from the dates if not given.",
        ),
    ] = None,
    asked: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you asked for it.")
    ] = None,
    promised: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it was promised.")
    ] = None,
    uploaded: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it was uploaded.")
    ] = None,
    dated: Annotated[str | None, typer.Option(metavar="DATE", help="The date on it.")] = None,
    thanked: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you thanked the writer.")
    ] = None,
    note: o.Note = None,
) -> None:
    """Put a letter of recommendation on record, from wanted to uploaded."""
    from fmgtrack.actions.letters import add_letter as add

    state = get_app(ctx)
    values = o.given(
        writer=writer,
        contact=contact,
        experience=experience,
        specialty=specialty,
        us=us,
        waived=waived,
        status=status,
        asked=asked,
        promised=promised,
        uploaded=uploaded,
        dated=dated,
        thanked=thanked,
        note=note,
    )
    state.emit(add(state.work, values))


@app.command("add-document")
def add_document(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(DOCUMENT_KINDS))],
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What tells it from others of its kind.")
    ] = None,
    specialty: o.Specialty = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help=", ".join(DOCUMENT_STATUSES) + ".")
    ] = None,
    path: Annotated[
        str | None, typer.Option(metavar="FILE", help="Where the file is; it is never read.")
    ] = None,
    made: Annotated[str | None, typer.Option(metavar="DATE", help="The day it was made.")] = None,
    expires: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day on which it holds.")
    ] = None,
    length: Annotated[str | None, typer.Option(metavar="N", help="Its characters.")] = None,
    note: o.Note = None,
) -> None:
    """Put a document on record: what it is, how far, and where its file lies."""
    from fmgtrack.actions.documents import add_document as add

    state = get_app(ctx)
    if path and path.strip():
        path = _whole(path.strip())
        if not os.path.exists(path):  # noqa: PTH110  as `_whole`
            state.out.tell(f"there is no file `{path}`")
    values = o.given(
        kind=kind,
        title=title,
        specialty=specialty,
        status=status,
        path=path,
        made=made,
        expires=expires,
        length=length,
        note=note,
    )
    state.emit(add(state.work, values))


def _whole(path: str) -> str:
    """The same path from the root on, whatever folder the command is typed in."""
    return os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111  no link is followed


@apply.command("letters")
def letters(ctx: typer.Context, program: o.InProgramOpt = None) -> None:
    """Letters: how far, how old when training starts, and which program gets which."""
    from fmgtrack.actions.letters import listing

    state = get_app(ctx)
    state.emit(listing(state.work, program))


@apply.command("documents")
def documents(ctx: typer.Context, program: o.InProgramOpt = None) -> None:
    """Documents: what is there, missing or expires, and which paper of the visa is next."""
    from fmgtrack.actions.documents import listing

    state = get_app(ctx)
    card = listing(state.work, program)
    for row in card.row["documents"]:
        row["file_found"] = _found(row)
    state.emit(card)


def _found(row: Row) -> bool | None:
    """Whether the file is where it was said to be; None where nothing was said."""
    return os.path.exists(_whole(row["path"])) if row["path"] else None  # noqa: PTH110  as `_whole`


@apply.command("assign")
def assign(ctx: typer.Context, program: o.ProgramRef, refs: PaperRefs, on: o.OnOpt = None) -> None:
    """Let a program have letters and documents; at most four letters, and one statement."""
    from fmgtrack.actions.letters import assign as give

    state = get_app(ctx)
    state.emit(give(state.work, program, refs, on))


@apply.command("unassign")
def unassign(ctx: typer.Context, program: o.ProgramRef, refs: PaperRefs) -> None:
    """Take letters and documents from a program."""
    from fmgtrack.actions.letters import unassign as take

    state = get_app(ctx)
    state.emit(take(state.work, program, refs))
