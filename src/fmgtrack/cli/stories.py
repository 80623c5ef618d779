"""Stories for behavioural questions, and to whom they were told."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()
