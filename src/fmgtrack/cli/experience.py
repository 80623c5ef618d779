"""Clinical and other experience."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()
