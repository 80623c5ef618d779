"""The profile: who the applicant is, exams, gaps."""

from __future__ import annotations

from fmgtrack.cli.registry import Commands

app = Commands()
apply = Commands()
