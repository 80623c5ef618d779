"""What is missing or too long, and what it costs."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()


def show_check(ctx: object) -> None:
    """Show what is missing or too long; also what a bare `apply` does."""
