"""The quick path: well-formed calls that only look are answered without Typer.

`quick_table.py` is made from the Typer app and says what each of these commands takes; the parser
here is exact over it. Whatever it does not know, help, errors and questions fall through to Typer,
so that they read the same. Importing Typer costs several times what a listing costs.
"""

from __future__ import annotations

import os
import sys

from fmgtrack.cli.quick_table import FLAG, NUMBER, TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from fmgtrack.cli.context import App

ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where Python looks for zones unless it was built otherwise."""

_DIGITS = 9
"""Digits of the longest number that is read here; Python refuses to read thousands of them."""


class Call:
    """A call as it is read word by word: the command, its values by parameter name, the record."""

    def __init__(self) -> None:
        self.name = ""
        self.values: dict[str, Any] = {}
        self.mode: str | None = None
        self.db: str | None = None
        self.version = False
        self._options, self._places, _ = TABLE[""]

    def word(self, arg: str) -> bool:
        """Take the command or an argument; False where there is no place for it."""
        if not self.name:
            if not arg or arg not in TABLE:
                return False
            self.name = arg
            self._options, self._places, given = TABLE[arg]
            self.values = dict(given)
            return True
        if not self._places:
            return False
        self.values[self._places[0]] = arg
        self._places = self._places[1:]
        return True

    def option(self, arg: str, rest: Iterator[str]) -> bool:
        """Take an option and, from the rest, its value; False where it has to be looked at."""
        flag, equals, value = arg.partition("=")
        known = self._options.get(flag)
        if known is None:
            return False
        name, kind, least, most = known
        if kind == FLAG:
            return not equals and self._chosen(name)
        if not equals:
            value = next(rest, "-")
            if value.startswith("-"):
                return False
        if kind == NUMBER:
            if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
                return False
            if not least <= int(value) <= most:
                return False
            self.values[name] = int(value)
        elif name == "db":
            self.db = value or self.db
        else:
            self.values[name] = value
        return True

    def _chosen(self, name: str) -> bool:
        """Take a flag; False where it contradicts what was taken before."""
        if name in ("json", "csv"):
            if self.mode not in (None, name):
                return False
            self.mode = name
        elif name == "version":
            self.version = True
        else:
            self.values[name] = True
        return True


def read(args: Sequence[str]) -> Call | None:
    """What a command line says, None when it is not exactly one of the quick calls."""
    call, rest = Call(), iter(args)
    for arg in rest:
        if not (call.option(arg, rest) if arg.startswith("-") else call.word(arg)):
            return None
    return call if all(_readable(arg) for arg in args) else None


def _readable(arg: str) -> bool:
    try:
        arg.encode()
    except UnicodeEncodeError:
        return False
    return True


def answered(args: Sequence[str]) -> int | None:
    """Answer a call if it is one of the quick ones, and give the exit number.

    None leaves it to Typer, nothing being done: it was no quick one, or an error came up before
    anything was written.
    """
    if "_FMGTRACK_COMPLETE" in os.environ:
        return _offered()
    call = read(args)
    if call is None:
        return None
    if call.version:
        from fmgtrack import __version__

        sys.stdout.write(f"fmgtrack {__version__}\n")
        return 0
    from fmgtrack.cli.context import App

    app = App()
    app.db, app.mode = call.db, call.mode
    try:
        return _run(app, call)
    except (OSError, KeyboardInterrupt) as error:
        from fmgtrack.cli.registry import ended

        return ended(error, args)
    finally:
        app.close()


def _offered() -> int | None:
    """Answer a shell that asks what TAB may offer."""
    from fmgtrack.cli.tab import offered

    text = offered(os.environ)
    if text is None:
        return None
    sys.stdout.write(text)
    return 0


def _run(app: App, call: Call) -> int | None:
    """The exit number of a call, None where there is no record or an error is to be told."""
    if not os.path.isfile(app.path):  # noqa: PTH113  pathlib costs as much as a listing
        return None
    from fmgtrack.cli import listings

    _know_zones()
    try:
        failed = getattr(listings, call.name or "today")(app, **call.values)
    except OSError:
        raise
    except Exception:  # noqa: BLE001  Typer's way meets it again and tells of it
        return None
    sys.stdout.flush()
    return int(bool(failed))


def _know_zones() -> None:
    """Say where the zones lie, where that is known.

    To find it out `zoneinfo` reads all the settings that Python was built with.
    """
    if os.path.isdir(ZONES[0]):  # noqa: PTH112  as above
        os.environ.setdefault("PYTHONTZPATH", os.pathsep.join(ZONES))
