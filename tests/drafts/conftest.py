from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fmgtrack.drafts.context import DraftContext
from fmgtrack.drafts.loader import make_environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fmgtrack.drafts.loader import DraftEnvironment


@pytest.fixture(scope="session")
def environment() -> DraftEnvironment:
    return make_environment()


@pytest.fixture
def make_context() -> Callable[..., DraftContext]:
    def make(**over: object) -> DraftContext:
        values: dict[str, object] = {
            "name": "Signe Lindqvist",
            "title": "Dr.",
            "setting": "formal",
            "program": "Henry Ford Hospital",
            "institution": "Henry Ford Health",
            "specialty": "Internal Medicine",
            "city": "Detroit",
            "day": date(2026, 11, 23),
            "format": "virtual",
            "talked_about": ("your work on early sepsis alerts",),
            "highlight": "the morning report on a rare vasculitis",
            "applicant": "Amina Khalil",
        }
        return DraftContext(**(values | over))  # type: ignore[arg-type]  # a factory takes any

    return make


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str], DraftEnvironment]:
    """Write one template of the person's own, and give the environment that sees it."""

    def write(name: str, text: str) -> DraftEnvironment:
        file = tmp_path / "own" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return make_environment(tmp_path / "own")

    return write
