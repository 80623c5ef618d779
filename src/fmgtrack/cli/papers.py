"""Letters and documents, and which program gets which."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()
