"""Practising at a terminal: the question, the clock, the comparison, the rating."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import typer

from fmgtrack.cli.stopwatch import LEAVE, measure
from fmgtrack.errors import FmgtrackError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.practice import Try
    from fmgtrack.cli.context import App

Row = dict[str, Any]


class LeftError(Exception):
    """The person leaves; nothing of the running try is kept."""


def once(state: App, row: Row) -> None:
    """Practise one question; what is kept is printed.

    Raises:
        typer.Abort: it was left before the end.
    """
    from fmgtrack.actions.practice import keep

    _remind(state)
    try:
        attempt = _try(state, row)
    except (LeftError, KeyboardInterrupt) as error:
        raise typer.Abort from error
    state.emit(keep(state.work, row["name"], attempt, program_text=_program(row)))


def session(state: App, minutes: int, following: Callable[[], list[Row]]) -> None:
    """Practise one question after another until the time is used, then sum up.

    Every try is kept when it is rated; Ctrl-C and `q` leave with those that were. `following`
    gives the questions as they come now.

    Raises:
        typer.Abort: it was left before the first try was rated.
    """
    from fmgtrack.actions import practice, tries
    from fmgtrack.render.practice_cards import clock

    begun = time.monotonic()
    done: list[str] = []
    met: set[tuple[str, str | None]] = set()
    _remind(state)
    try:
        while (passed := time.monotonic() - begun) < minutes * 60:
            row = next((row for row in following() if _key(row) not in met), None)
            if row is None:
                break
            state.out.tell("")
            left = clock(minutes * 60 - passed)
            state.out.tell(f"question {len(done) + 1}, {left} left")
            attempt = _try(state, row)
            kept = practice.keep(state.work, row["name"], attempt, program_text=_program(row))
            done.append(kept.refs[0])
            met.add(_key(row))
    except (LeftError, typer.Abort, KeyboardInterrupt) as error:
        if not done:
            raise typer.Abort from error
    state.emit(tries.summary(state.work, done, time.monotonic() - begun))


def _remind(state: App) -> None:
    """Say what is to be mended in every answer."""
    from fmgtrack.actions.practice import everywhere
    from fmgtrack.render.practice_cards import to_mind

    _tell(state, to_mind(everywhere(state.work), "in every answer"))


def _key(row: Row) -> tuple[str, str | None]:
    return row["name"], _program(row)


def _program(row: Row) -> str | None:
    return row["program"]["ref"] if row["program"] else None


def _try(state: App, row: Row) -> Try:
    """One try at a question, from putting it to what is to be mended.

    Raises:
        LeftError: the person leaves.
    """
    from fmgtrack.actions.practice import Try, sheet
    from fmgtrack.render import practice_cards as cards

    whole = sheet(state.work, row)
    mends = [mend for mend in whole["mends"] if mend["done_on"] is None]
    _tell(state, [*cards.asked(row), *cards.to_mind(mends)])
    _asked("ENTER starts the clock, q leaves")
    seconds = measure(row["question"]["minutes"] * 60)
    if seconds is None:
        raise LeftError
    said = f"  you took {cards.clock(seconds)} of {cards.clock(row['question']['minutes'] * 60)}"
    _tell(state, [said, *cards.compared(whole)])
    rating = _rating(state)
    mended = tuple(mend["ref"] for mend in mends if _is_mended(state, mend))
    text = _asked("What to mend, in a line (ENTER for nothing)")
    return Try(seconds=seconds, rating=rating, mend=text or None, mended=mended)


def _tell(state: App, lines: list[str]) -> None:
    from fmgtrack.render import safe

    for line in lines:
        state.out.tell(f"{' ' * (len(line) - len(line.lstrip()))}{safe.line(line)}")


def _asked(question: str) -> str:
    """What is answered, in one line.

    Raises:
        LeftError: it is `q`.
    """
    typed: str = typer.prompt(question, default="", show_default=False, err=True).strip()
    if typed.lower() == LEAVE:
        raise LeftError
    return typed


def _rating(state: App) -> str:
    """A rating; anything else is asked again."""
    from fmgtrack.actions.practice import read_rating
    from fmgtrack.render.practice_rules import ratings

    _tell(state, ratings())
    while True:
        typed = _asked("Your rating, 0 to 5")
        try:
            read_rating(typed)
        except FmgtrackError as error:
            state.out.tell(f"{error.message}; {error.hint}")
        else:
            return typed


def _is_mended(state: App, mend: Row) -> bool:
    return state.ask_yes(f"Mended now: {mend['text']}?")
