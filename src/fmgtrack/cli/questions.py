"""Questions that interviewers ask, and a person's own points for them."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()
