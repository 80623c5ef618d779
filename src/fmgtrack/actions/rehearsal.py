"""What a change would do, without doing it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change

T = TypeVar("T")


class _TakenBackError(Exception):
    """Ends a change so that all of it is taken back."""


def rehearse(work: Work, run: Callable[[Change], T]) -> T:
    """What `run` gives when it is done within a change, all of which is then taken back.

    What it refuses it refuses here as well.
    """
    found: list[T] = []
    with suppress(_TakenBackError), work.store.change() as change:
        found.append(run(change))
        raise _TakenBackError
    return found[0]
