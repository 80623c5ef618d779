"""Questions to ask a program."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()
