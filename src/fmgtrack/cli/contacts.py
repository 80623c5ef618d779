"""Contacts: adding and listing."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import listings
from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command("add-contact")
def add_contact(
    ctx: typer.Context,
    program: o.ProgramRef,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help='The name, such as "Dr. Wei Chen <w.chen@example.org>"'
        ),
    ],
    title: o.Title = None,
    role: o.Role = None,
    email: o.Email = None,
    note: o.Note = None,
) -> None:
    """Put a person at a program on record."""
    from fmgtrack.actions.contacts import add_contact as add

    state = get_app(ctx)
    values = o.given(name=name, title=title, role=role, email=email, note=note)
    state.emit(add(state.work, program, values))


@app.command()
def contacts(ctx: typer.Context, program: o.InProgramOpt = None) -> None:
    """List the people on record."""
    listings.contacts(get_app(ctx), program=program)
