"""Where an unexpected error arose, for a report of it, without a word of the record.

Messages of errors hold values, and values may be notes: only those kinds of errors are quoted whose
messages name what stands in the program. Values of variables are never shown.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTED = (AttributeError, ImportError, NameError)
"""Kinds of errors whose messages hold names of the program and no values."""


def lines(error: BaseException) -> Iterator[str]:
    """The lines of a traceback, that of the first error first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from lines(before)
        yield "\nwhich led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    said = f": {error}" if isinstance(error, QUOTED) else ""
    yield f"{type(error).__name__}{said}\n"
