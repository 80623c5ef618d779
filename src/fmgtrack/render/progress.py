"""A progress bar at a terminal, for what takes long; through a pipe there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from fmgtrack.render import Out

LONG = 2_000
"""Rows of work from which on a bar is shown."""


class Progress:
    """Called with how many of how many rows are done; draws on standard error, and cleans up."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show that so many rows are done."""
        if total < LONG or not self._out.stderr.isatty():
            return
        if self._bar is None or self._task is None:
            from rich.progress import Progress as Bar

            from fmgtrack.render.terminal import console

            drawn = console(self._out.stderr, color=self._out.color)
            self._bar = Bar(console=drawn, transient=True)
            self._task = self._bar.add_task("rows", total=total)
            self._bar.start()
        self._bar.update(self._task, completed=done)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
