"""The CV, and the picture of the season."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()
