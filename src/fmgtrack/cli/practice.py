"""Practising aloud: the clock, the rating, what a transcript shows."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
prep = Commands()
