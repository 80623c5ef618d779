"""What to prepare first, the sheet for the night before, sentences that help."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()


def show_overview(ctx: object) -> None:
    """Show what to prepare first; also what a bare `prep` does."""
