"""The only reader of the clock."""

from __future__ import annotations

from datetime import UTC, datetime

from fmgtrack.errors import InvalidError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def now(environ: Mapping[str, str], standing: str | None = None) -> datetime:
    """This moment, aware; `FMGTRACK_NOW` or a record's standing clock stand in for it.

    Args:
        environ: where `FMGTRACK_NOW` is looked for; it goes before the standing clock.
        standing: the ISO time with offset that a sample record keeps.

    Raises:
        InvalidError: the time given is not ISO with an offset.
    """
    given = environ.get("FMGTRACK_NOW") or standing
    if not given:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidError(
            f"`{given}` in FMGTRACK_NOW is not an ISO time with an offset",
            "type one such as `2026-11-25T10:00:00-05:00`",
        )
    return moment
