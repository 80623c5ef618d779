"""Sentences for when a question was not understood, time is needed, or it is out of bounds."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

prep = Commands()
