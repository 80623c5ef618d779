"""What the quick commands take; made from the Typer app by `make table`, not by hand."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Options = dict[str, tuple[str, str, int, int]]

TEXT, FLAG, NUMBER = "text", "flag", "number"
"""What an option takes."""

TABLE: dict[str, tuple[Options, tuple[str, ...], dict[str, Any]]] = {
    "": (
        {
            "--db": ("db", TEXT, 0, 0),
            "--json": ("json", FLAG, 0, 0),
            "--version": ("version", FLAG, 0, 0),
        },
        (),
        {},
    ),
    "today": (
        {
            "--json": ("json", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        (),
        {},
    ),
    "followups": (
        {
            "--all": ("everything", FLAG, 0, 0),
            "--program": ("program", TEXT, 0, 0),
            "--within": ("within", NUMBER, 0, 999),
            "--check": ("check", FLAG, 0, 0),
            "--json": ("json", FLAG, 0, 0),
            "--csv": ("csv", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        (),
        {"everything": False, "program": None, "within": None, "check": False},
    ),
    "programs": (
        {
            "--status": ("status", TEXT, 0, 0),
            "--json": ("json", FLAG, 0, 0),
            "--csv": ("csv", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        (),
        {"status": None},
    ),
    "contacts": (
        {
            "--program": ("program", TEXT, 0, 0),
            "--json": ("json", FLAG, 0, 0),
            "--csv": ("csv", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        (),
        {"program": None},
    ),
    "interviews": (
        {
            "--program": ("program", TEXT, 0, 0),
            "--json": ("json", FLAG, 0, 0),
            "--csv": ("csv", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        (),
        {"program": None},
    ),
    "deadlines": (
        {
            "--all": ("everything", FLAG, 0, 0),
            "--program": ("program", TEXT, 0, 0),
            "--json": ("json", FLAG, 0, 0),
            "--csv": ("csv", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        (),
        {"everything": False, "program": None},
    ),
    "history": (
        {
            "--last": ("last", NUMBER, 1, 1000000000),
            "--program": ("program", TEXT, 0, 0),
            "--json": ("json", FLAG, 0, 0),
            "--csv": ("csv", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        ("ref",),
        {"ref": None, "last": None, "program": None},
    ),
    "rol": (
        {
            "--json": ("json", FLAG, 0, 0),
            "--db": ("db", TEXT, 0, 0),
        },
        (),
        {},
    ),
}
"""For each command: its options (parameter, what it takes, least and most), then its
arguments, then the values of what is not given."""
