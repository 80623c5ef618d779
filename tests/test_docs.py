"""The README tells of what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fmgtrack.cli.registry import COMMANDS

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_shows_every_command(name: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", README.read_text(encoding="utf-8"))
