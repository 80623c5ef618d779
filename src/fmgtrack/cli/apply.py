"""The application: the group `apply`, whose commands lie in a module per subject."""

from __future__ import annotations

import typer

from fmgtrack.cli import costs, experience, papers, profile, suggesting, vitae
from fmgtrack.cli.registry import Commands, Group

app = Commands(name="apply", cls=Group, invoke_without_command=True, no_args_is_help=False)
for part in (profile, suggesting, experience, papers, costs, vitae):
    app.registered_commands += part.apply.registered_commands


@app.callback()
def apply(ctx: typer.Context) -> None:
    """Applying: the profile, the papers, and where to apply."""
    if ctx.invoked_subcommand is None:
        costs.show_check(ctx)
