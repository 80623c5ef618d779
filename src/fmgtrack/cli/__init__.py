"""The command line: parse, one call, one emit. No SQL, no rules, no tables."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

    from fmgtrack.cli.root import app

__all__ = ["app", "main"]


def __getattr__(name: str) -> object:
    """The Typer app, which is loaded when it is asked for."""
    if name == "app":
        from fmgtrack.cli.root import app

        return app
    raise AttributeError(name)


def _unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show where an error arose that `FMGTRACK_DEBUG` let through; no note is in it."""
    if not issubclass(kind, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    from fmgtrack.cli.tracing import lines

    sys.stderr.write("".join(lines(error)))


def main() -> None:
    """Run the command line; the entry point of the package."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed before the start: `<&-`, `>&-`
            null = open(os.devnull, "r+", encoding="utf-8")  # noqa: PTH123, SIM115  stays open
            setattr(sys, name, null)
    for stream in (sys.stdout, sys.stderr):
        # a console that cannot show a character shows a question mark, not an error
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    sys.excepthook = _unexpected
    from fmgtrack.cli.quick import answered

    code = answered(sys.argv[1:])
    if code is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # nothing is open any more, and taking Python down costs a tenth of the run
    from fmgtrack.cli.root import app

    app(prog_name="fmgtrack")
