"""Settings, and the beginning of a new record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, seasons
from fmgtrack.errors import InvalidError
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.records.setting import Setting
from fmgtrack.records.settings import KEYS

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change

FIRST_YEAR, LAST_YEAR = 2020, 2100
"""Match years that are taken."""

LAST_DAY = 30
"""The largest number of days that a window setting takes."""


def begin(work: Work) -> Changed:
    """Fill a new record with the dated events of its season and the zone of this computer.

    The beginning is in the history but plain `undo` does not take it back.
    """
    with work.store.change(beginning=True) as change:
        change.title = "new record"
        write(work, change, "home-zone", work.home_zone)
        write(work, change, "season", str(work.season))
        seasons.load(work, change, work.season)
    return Changed("begin", (), change.title, (Notice("new-record", path=work.store.path),))


def show(work: Work, places: dict[str, str]) -> Card:
    """All settings as they hold, and where the files are."""
    values = {key: value_of(work, key) for key in KEYS}
    return Card("config", {"settings": values, "files": places})


def value_of(work: Work, key: str) -> Any:  # noqa: ANN401  text, number or None
    """One setting as it holds: what was chosen, else the default."""
    if key == "home-zone":
        return work.home_zone
    if key == "season":
        return work.season
    return getattr(work.settings, key.replace("-", "_"))


def known(key: str) -> str:
    """A key of `config` as it is written.

    Raises:
        UsageError: there is no such setting.
    """
    return fields.choice(key, "config", KEYS)


def choose(work: Work, key: str, text: str) -> Changed:
    """Set one setting; an empty text brings its default back.

    Raises:
        InvalidError: the value is of the wrong form.
    """
    value = read(work, key, text)
    with work.store.change() as change:
        written = write(work, change, key, value)
        shown = "the default" if value is None else value.replace("\n", " / ")
        change.title = f"set {key} to {shown}"
    return Changed("config", (), change.title if written else "")


def write(work: Work, change: Change, key: str, value: str | None) -> bool:
    """Keep or drop a setting; says whether anything changed."""
    rows = work.store.table(Setting).list(key=key)
    table = change.table(Setting)
    if rows and value is None:
        table.delete(rows[0])
    elif rows and value is not None:
        table.update(rows[0], value=value)
    elif value is not None:
        table.insert(Setting(key=key, value=value))
    return value != (rows[0].value if rows else None)


def read(work: Work, key: str, text: str) -> str | None:
    """A setting as it is kept; None for its default.

    Raises:
        InvalidError: the value is of the wrong form.
    """
    if not text.strip():
        return None
    match key:
        case "home-zone":
            return fields.zone(work, text)
        case "due-from" | "due-by":
            return str(_days(work, key, text))
        case "season":
            return str(match_year(text))
        case "signature":
            return fields.prose(text.replace("\\n", "\n"), key)
    return fields.line(text, key)


def match_year(text: str) -> int:
    """The year of a Match.

    Raises:
        InvalidError: it is none.
    """
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0  # noqa: PLR2004  digits of a year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidError(f"`{text}` is no match year", "type one such as `2027`")
    return year


def _days(work: Work, key: str, text: str) -> int:
    if text not in map(str, range(LAST_DAY + 1)):
        raise InvalidError(f"`{text}` is no number of days", f"type a number from 0 to {LAST_DAY}")
    days = int(text)
    first = days if key == "due-from" else work.settings.due_from
    last = days if key == "due-by" else work.settings.due_by
    if first > last:
        raise InvalidError(
            f"the window would begin on day {first} and end on day {last}",
            "`due-from` may not be after `due-by`",
        )
    return days
