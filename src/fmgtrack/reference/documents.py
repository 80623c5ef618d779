"""Kinds of documents and the steps to a visa, each with its source and how sure it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from fmgtrack.reference import toml
from fmgtrack.rules.papers import PaperKind, VisaStep


@cache
def kinds() -> dict[str, PaperKind]:
    """Every kind of document by its key, in the order in which missing ones are told."""
    return {row["key"]: PaperKind(**row) for row in _facts()["kind"]}


@cache
def steps() -> tuple[VisaStep, ...]:
    """The steps to each visa, in order, with notes at their place."""
    return tuple(VisaStep(**row) for row in _facts()["step"])


@cache
def _facts() -> dict[str, Any]:
    return toml("documents.toml")
