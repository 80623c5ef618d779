"""Print the lowest version that pyproject.toml allows of each dependency, as constraints for pip.

`make test-lowest` installs these. Needs nothing but Python.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"

_LOWER = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*>=\s*(?P<version>[0-9][0-9A-Za-z.]*)"
)


def constraints(requirements: list[str]) -> list[str]:
    """`name==lowest` for each requirement.

    Raises:
        ValueError: a requirement names no lowest version.
    """
    found = [(text, _LOWER.match(text)) for text in requirements]
    if unbounded := [text for text, match in found if match is None]:
        raise ValueError(", ".join(unbounded))
    return [f"{match['name']}=={match['version']}" for _, match in found if match]


def lowest(file: Path = PYPROJECT) -> list[str]:
    """The constraints of what the project and its tests need."""
    project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
    return constraints([*project["dependencies"], *project["optional-dependencies"]["dev"]])


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in lowest()))
