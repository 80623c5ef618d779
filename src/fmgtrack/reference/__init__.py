"""Read-only facts that ship with the package, each with its source."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HERE = os.path.dirname(__file__)  # noqa: PTH120  pathlib and `importlib.resources` cost too much


def toml(*names: str) -> dict[str, Any]:
    """What a file of this package says: `toml("seasons", "2027.toml")`."""
    import tomllib

    with open(os.path.join(_HERE, *names), "rb") as file:  # noqa: PTH118, PTH123  as above
        return tomllib.load(file)


def in_folder(name: str) -> list[str]:
    """The names of the TOML files in a folder of this package, sorted."""
    found = os.listdir(os.path.join(_HERE, name))  # noqa: PTH118, PTH208  as above
    return sorted(file for file in found if file.endswith(".toml"))
