"""The sample record: made by the same commands, looked at by the same commands."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fmgtrack import paths
from fmgtrack.cli.context import App, get_app
from fmgtrack.cli.registry import Commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

app = Commands()


@app.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
def demo(
    ctx: typer.Context,
    args: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]...", help="Any command, run on the sample record"),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make the sample record anew.")] = False,
) -> None:
    """A sample season to look around in, apart from your record; its clock stands still.

    `fmgtrack demo` shows the day, a draft and the list; `fmgtrack demo followups` and any other
    command after `demo` go on from there.
    """
    state = get_app(ctx)
    record = state.db or paths.demo_record(os.environ)
    if fresh or not Path(record).exists():
        _make(record)
    if args:
        code = _run(record, args, None)
        if code:
            raise typer.Exit(code)
        return
    _tour(state, record)


def _make(record: str) -> None:
    """Play the sample season into a new record, as if it were typed; whole or not at all."""
    from fmgtrack.reference.samples import programs, steps

    made = f"{record}.new"
    Path(made).unlink(missing_ok=True)
    with programs() as spreadsheet:
        for moment, args in steps(str(spreadsheet)):
            _play(made, args, moment)
    Path(made).replace(record)


def _play(record: str, args: Sequence[str], moment: str) -> None:
    """One line of the sample season; the last one, without arguments, lets the clock stand."""
    if not args:
        _stand_clock(record, moment)
        return
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = _run(record, args, moment)
    if code:
        message = f"the sample season stops at {args}: {said.getvalue()}"
        raise RuntimeError(message)


def _stand_clock(record: str, moment: str) -> None:
    from fmgtrack.actions.data import stand_clock

    state = App()
    state.db = record
    with _at(moment):
        stand_clock(state.work)
    state.close()


def _tour(state: App, record: str) -> None:
    """The day, one draft with its checks, and the list."""
    if state.mode:
        _run(record, ["today", f"--{state.mode}"], None)
        return
    for title, args in (
        ("The day", ["today"]),
        ("A draft", ["draft-email", "f9"]),
        ("The list", ["rol"]),
    ):
        state.out.line(f"--- {title}: fmgtrack demo {' '.join(args)}")
        state.out.line()
        _run(record, args, None)
        state.out.line()
    state.out.line("Go on with `fmgtrack demo followups`, or any command after `fmgtrack demo`.")


def _run(record: str, args: Sequence[str], moment: str | None) -> int:
    """Run one command on the sample record; its exit number."""
    from typer.main import get_command

    from fmgtrack.cli import app as root

    with _at(moment):
        code = get_command(root).main(
            ["--db", record, *args], prog_name="fmgtrack", standalone_mode=False
        )
    return int(code or 0)


@contextlib.contextmanager
def _at(moment: str | None) -> Iterator[None]:
    """The clock of the sample record, whatever stands in for it elsewhere."""
    before = os.environ.pop("FMGTRACK_NOW", None)
    if moment:
        os.environ["FMGTRACK_NOW"] = moment
    try:
        yield
    finally:
        os.environ.pop("FMGTRACK_NOW", None)
        if before is not None:
            os.environ["FMGTRACK_NOW"] = before
