"""The outside world in one object: record, clock, output mode, questions."""

from __future__ import annotations

import os
import sys

from fmgtrack import clock, paths
from fmgtrack.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import typer

    from fmgtrack.actions.work import Work
    from fmgtrack.render import Out
    from fmgtrack.store import Store


LIST_RECORDS = frozenset({"entry", "link", "track", "certification"})
"""Kinds of records of which a rank order list is made."""


class App:
    """What one run of the command line works with; the record is opened on first use."""

    def __init__(self) -> None:
        self.db: str | None = None
        self.mode: str | None = None
        self._work: Work | None = None
        self._trial: Work | None = None
        self._out: Out | None = None

    @property
    def path(self) -> str:
        """The record's file: `--db`, `FMGTRACK_DB`, else the user's data folder."""
        return self.db or paths.record(os.environ)

    @property
    def work(self) -> Work:
        """The open record with the moment and the person's settings; a new one is begun."""
        if self._work is None:
            work = self._open(self.path)
            self._work = self._begun(work) if work.store.is_blank() else work
        return self._work

    @property
    def trial(self) -> Work:
        """The desk at which answers are tried before anything is written.

        It is the record; while there is none, it is one that is thrown away, so that whoever
        leaves leaves nothing behind.
        """
        if self._work is not None or self.exists:
            return self.work
        if self._trial is None:
            from tempfile import mkdtemp

            self._trial = self._open(os.path.join(mkdtemp(prefix="fmgtrack-"), "record.db"))  # noqa: PTH118  pathlib costs as much as a listing
        return self._trial

    @property
    def exists(self) -> bool:
        """Whether there is a record, or something else in its place."""
        return os.path.lexists(self.path)

    def _open(self, path: str) -> Work:
        from fmgtrack.actions.work import Work
        from fmgtrack.rules.moments import stamp
        from fmgtrack.store import Store

        store = Store(path, at=stamp(clock.now(os.environ)))
        settings = store.settings()
        now = clock.now(os.environ, settings.clock)
        store.at = stamp(now)
        return Work(
            store=store,
            now=now,
            settings=settings,
            home_zone=settings.home_zone or system_zone(),
            templates=paths.beside(self.path, "templates"),
        )

    def _begun(self, work: Work) -> Work:
        from fmgtrack.actions.settings import begin
        from fmgtrack.render.wording import sentence

        for notice in begin(work).notices:
            self.out.tell(sentence(notice))
        return work.but(settings=work.store.settings())

    @property
    def store(self) -> Store:
        """The open record."""
        return self.work.store

    @property
    def out(self) -> Out:
        """Where output goes; the mode is chosen here and nowhere else."""
        if self._out is None:
            from fmgtrack.render import PLAIN, TERMINAL, Out

            mode = self.mode or (TERMINAL if sys.stdout.isatty() else PLAIN)
            color = "NO_COLOR" not in os.environ
            self._out = Out(mode, sys.stdout, sys.stderr, color=color)
            if mode == TERMINAL:
                from fmgtrack.cli import screen

                self._out.plainest = screen.only_ascii(os.environ)
                self._out.pager = screen.pager(os.environ)
        if self._work is not None:
            self._out.home_zone = self._work.home_zone
        return self._out

    @property
    def asks(self) -> bool:
        """Whether there is a person at a terminal who can be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def greets(self) -> bool:
        """Whether somebody looks in at a terminal who has no record yet."""
        return self.mode is None and sys.stdout.isatty() and not self.exists

    def emit(self, result: Any) -> None:  # noqa: ANN401  any result
        """Print what a command found or did; after a change of a certified list, say so."""
        from fmgtrack.render import emit

        emit(result, self.out)
        if self._work is not None and self._work.store.touched & LIST_RECORDS:
            from fmgtrack.actions.certify import has_changed_since, is_late

            if has_changed_since(self._work):
                late = is_late(self._work)
                self.out.tell(
                    "the list differs from the certified one, which counts: the deadline has passed"
                    if late
                    else "the list changed since you certified it: certify it again in R3"
                )

    def show_first(self, plan: Any) -> None:  # noqa: ANN401  a card
        """Show what would be done, where the question about it is asked."""
        from fmgtrack.render import PLAIN, TERMINAL, Out, emit

        if self.asks:
            mode = TERMINAL if sys.stderr.isatty() else PLAIN
            color = "NO_COLOR" not in os.environ
            home = self.work.home_zone if self._work else "UTC"
            emit(plan, Out(mode, sys.stderr, sys.stderr, color=color, home_zone=home))

    def confirm(
        self, question: str, *, yes: bool, concerned: Iterable[tuple[str, str]] = ()
    ) -> bool:
        """Ask before something is destroyed; `--yes` answers. `concerned` is what it is about.

        Raises:
            UsageError: there is no terminal to ask at, and no `--yes`.
        """
        if yes:
            return True
        if not self.asks:
            raise UsageError("this has to be confirmed", "`--yes` confirms it", concerned)
        return self.ask_yes(question)

    def ask_yes(self, question: str, *, default: bool = False) -> bool:
        """Ask until it is answered by yes or no; ENTER takes the default.

        Raises:
            typer.Abort: the person left.
        """
        import typer

        from fmgtrack.render import safe

        asked = f"{safe.line(question)} [{'Y/n' if default else 'y/N'}]"
        while True:
            said = typer.prompt(asked, default="", show_default=False, err=True).strip().lower()
            if said in {"", "y", "yes", "n", "no"}:
                return said.startswith("y") if said else default
            self.out.tell("type `y` or `n`")

    def close(self) -> None:
        """Close the record if it was opened."""
        if self._work is not None:
            self._work.store.close()
        if self._trial is not None:
            import shutil

            self._trial.store.close()
            shutil.rmtree(os.path.dirname(self._trial.store.path), ignore_errors=True)  # noqa: PTH120  as above
            self._trial = None


def get_app(ctx: typer.Context) -> App:
    """The app of a run, from any command's context."""
    app = ctx.find_root().obj
    if not isinstance(app, App):
        message = "the root callback has not run"
        raise TypeError(message)
    return app


def system_zone() -> str:
    """The IANA name of this computer's zone; UTC when it cannot be told."""
    import warnings

    from tzlocal import get_localzone_name

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            name = get_localzone_name()
    except (LookupError, OSError, ValueError):
        name = None
    return name or "UTC"
