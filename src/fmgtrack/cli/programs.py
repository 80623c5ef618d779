"""Programs: adding and listing."""

from __future__ import annotations

from typing import Annotated

import typer

from fmgtrack.cli import listings
from fmgtrack.cli import options as o
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands

app = Commands()


@app.command("add-program")
def add_program(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the program")],
    institution: o.Institution = None,
    specialty: o.Specialty = None,
    city: o.City = None,
    state: o.State = None,
    zone: o.Zone = None,
    code: o.Codes = None,
    acgme: o.Acgme = None,
    url: o.Url = None,
    status: o.ProgramStatus = None,
    since: o.Since = None,
    signal: o.Signal = None,
    policy: o.Policy = None,
    policy_source: o.PolicySource = None,
    j1: o.J1 = None,
    h1b: o.H1b = None,
    visa_source: o.VisaSource = None,
    contract: o.Contract = None,
    note: o.Note = None,
) -> None:
    """Put a residency program on record."""
    from fmgtrack.actions.programs import add_program as add

    app_ = get_app(ctx)
    values = o.given(
        name=name,
        institution=institution,
        specialty=specialty,
        city=city,
        state=state,
        zone=zone,
        code=code,
        acgme=acgme,
        url=url,
        status=status,
        since=since,
        signal=signal,
        policy=policy,
        policy_source=policy_source,
        j1=j1,
        h1b=h1b,
        visa_source=visa_source,
        contract=contract,
        note=note,
    )
    app_.emit(add(app_.work, values))


@app.command()
def programs(ctx: typer.Context, status: o.ProgramStatus = None) -> None:
    """List the programs on record."""
    listings.programs(get_app(ctx), status=status)
