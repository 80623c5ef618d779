"""What programs ask for, and which of them fit."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()
