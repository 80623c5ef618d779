"""Make `cli/tab_table.py` from the Typer app: run it, or `make table`, when a command changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_type_hints

Command = Any
"""A command of Typer's own Click."""

FILE = Path(__file__).parents[1] / "src" / "fmgtrack" / "cli" / "tab_table.py"


def text() -> str:
    """The file as the app has it now."""
    from typer.main import get_command

    from fmgtrack.cli import app
    from fmgtrack.cli.registry import walk

    root: Any = get_command(app)
    lines = [
        '"""What TAB offers where; made from the Typer app by `make table`, not by hand."""',
        "",
        "from __future__ import annotations",
        "",
        "Taken = tuple[dict[str, str], dict[str, str], tuple[str, ...], tuple[str, ...]]",
        "",
        "TAB: dict[str, Taken] = {",
    ]
    for name, command in (
        ("", root),
        *(pair for first in root.commands for pair in walk(first, root.commands[first])),
    ):
        parts = getattr(command, "commands", {})
        told = {part: _told(parts[part]) for part in parts}
        values, flags, places = _taken(command)
        lines.append(f"    {_literal(name)}: (")
        lines.extend(f"        {_literal(part)}," for part in (told, values, flags, places))
        lines.append("    ),")
    lines += [
        "}",
        '"""For each command: the commands in it with their help; its options that take a value,',
        "with what fits there (`@` before letters of refs, else words); its other options; what",
        'fits each of its arguments, `*` before one that takes several."""',
    ]
    return "\n".join(lines) + "\n"


def _told(command: Command) -> str:
    from typer._completion_classes import _sanitize_help_text

    return str(_sanitize_help_text(command.get_short_help_str()))


def _taken(command: Command) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    values: dict[str, str] = {}
    flags: list[str] = []
    places: list[str] = []
    for param in command.params:
        kind = _fits(command, param.name)
        if param.param_type_name == "argument":
            places.append(("*" if param.nargs == -1 else "") + kind)
        elif param.is_flag:
            flags += param.opts
        else:
            values |= dict.fromkeys(param.opts, kind)
    return values, tuple(flags), tuple(places)


def _fits(command: Command, name: str) -> str:
    """What completes a parameter: `@p c` for refs, words, or nothing that the table settles."""
    from fmgtrack.cli.completion import Refs, Words

    function = getattr(command.callback, "__wrapped__", command.callback)
    hints = get_type_hints(function, include_extras=True) if function else {}
    for extra in getattr(hints.get(name), "__metadata__", ()):
        offer = getattr(extra, "autocompletion", None)
        offer = getattr(offer, "offer", getattr(offer, "__self__", None))
        if isinstance(offer, Refs):
            return "@" + " ".join(offer.letters)
        if isinstance(offer, Words):
            return " ".join(offer.words)
    return ""


def _literal(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        shown = ", ".join(_literal(one) for one in value)
        return f"({shown},)" if len(value) == 1 else f"({shown})"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"wrote {FILE.name}\n")
