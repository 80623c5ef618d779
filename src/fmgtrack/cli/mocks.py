"""Mock interviews, and what is to be mended."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()
