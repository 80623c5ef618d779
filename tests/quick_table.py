"""Make `cli/quick_table.py` from the Typer app: run it, or `make table`, when a listing changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "src" / "fmgtrack" / "cli" / "quick_table.py"

QUICK = (
    "",
    "today",
    "followups",
    "programs",
    "contacts",
    "interviews",
    "deadlines",
    "history",
    "rol",
)
"""Commands that only look and are typed all day; the empty one is the bare call."""

MOST = 10**9


def text() -> str:
    """The file as the app has it now."""
    from typer.main import get_command

    from fmgtrack.cli import app

    root: Any = get_command(app)
    rows = []
    for name in QUICK:
        command = root.commands[name] if name else root
        options: dict[str, tuple[str, str, int, int]] = {}
        places: list[str] = []
        defaults: dict[str, Any] = {}
        for param in command.params:
            if param.name in ("help", "help_all", "install_completion", "show_completion"):
                continue
            word = "version" if param.name == "version" else param.name
            if param.param_type_name == "argument":
                places.append(word)
                defaults[word] = param.default
                continue
            kind = "FLAG" if param.is_flag else "NUMBER" if hasattr(param.type, "min") else "TEXT"
            least = getattr(param.type, "min", None) or 0
            most = getattr(param.type, "max", None) or (MOST if kind == "NUMBER" else 0)
            for flag in param.opts:
                options[flag] = (word, kind, least, most)
            if param.expose_value and name:
                defaults[word] = param.default
        rows.append((name, options, tuple(places), defaults))
    lines = [
        '"""What the quick commands take; made from the Typer app by `make table`, not by hand."""',
        "",
        "from __future__ import annotations",
        "",
        "TYPE_CHECKING = False",
        "if TYPE_CHECKING:",
        "    from typing import Any",
        "",
        "    Options = dict[str, tuple[str, str, int, int]]",
        "",
        'TEXT, FLAG, NUMBER = "text", "flag", "number"',
        '"""What an option takes."""',
        "",
        "TABLE: dict[str, tuple[Options, tuple[str, ...], dict[str, Any]]] = {",
    ]
    for name, taken, arguments, kept in rows:
        lines.append(f"    {name!r}: (".replace("'", '"'))
        lines.append("        {")
        for flag, (word, kind, least, most) in taken.items():
            lines.append(f'            "{flag}": ("{word}", {kind}, {least}, {most}),')
        lines.append("        },")
        shown = ", ".join(f'"{place}"' for place in arguments)
        lines.append(f"        ({shown}{',' if len(arguments) == 1 else ''}),")
        values = ", ".join(f'"{word}": {value!r}' for word, value in kept.items())
        lines.append(f"        {{{values}}},")
        lines.append("    ),")
    lines += [
        "}",
        '"""For each command: its options (parameter, what it takes, least and most), then its',
        'arguments, then the values of what is not given."""',
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"wrote {FILE.name}\n")
