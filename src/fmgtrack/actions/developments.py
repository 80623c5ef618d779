"""Developments in the specialty, and the person's view of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields
from fmgtrack.records.development import Development
from fmgtrack.records.results import Changed, Listing, Notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store.history import Change

OPTIONS = ("what", "specialty", "source", "dated", "view", "look")
"""What `add-development` and `edit` take."""

COLUMNS = {"dated": "dated_on", "look": "look_on"}
"""Options whose column has another name."""


def add_development(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put a development on record: `what`, and the options that were given."""
    with work.store.change() as change:
        development = change.table(Development).insert(Development(**_read(work, values)))
        change.title = f"added development {development.ref} {development.what}"
    return Changed("add-development", (development.ref,), change.title, _lacks(development))


def change_development(
    work: Work,
    change: Change,
    development: Development,
    values: Mapping[str, str | tuple[str, ...]],
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a development."""
    return _lacks(change.table(Development).update(development, **_read(work, values)))


def _read(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Column values from the options that were given; `dated` is never ahead, `look` may be."""
    from fmgtrack.rules.when import read_day

    columns: dict[str, Any] = {}
    if (text := fields.one(values, "what")) is not None:
        columns["what"] = fields.name(text, "development")
    for option in ("source", "view"):
        if (text := fields.one(values, option)) is not None:
            columns[option] = fields.line(text, option)
    if (text := fields.one(values, "specialty")) is not None:
        columns["specialty"] = _specialty(work, text)
    for option, past in (("dated", True), ("look", False)):
        if (text := fields.one(values, option)) is not None:
            day = read_day(text, work.reading(), past=past).isoformat() if text.strip() else None
            columns[f"{option}_on"] = day
    return columns


def _specialty(work: Work, text: str) -> str | None:
    """A specialty as the record spells it already, else as typed."""
    from fmgtrack.store.developments import specialties

    typed = fields.line(text, "specialty")
    if typed is None:
        return None
    spelt = {known.casefold(): known for known in specialties(work.store)}
    return spelt.get(typed.casefold(), typed)


def _lacks(development: Development) -> tuple[Notice, ...]:
    return () if development.view else (Notice("development-view", ref=development.ref),)


def listing(work: Work, specialty: str | None = None) -> Listing:
    """Developments, those first that lack a view, then those to look at again."""
    from fmgtrack.store import developments

    wanted = _specialty(work, specialty) if specialty is not None else None
    rows = developments.rows(work.store, work.today, specialty=wanted)
    return Listing("developments", rows, (), Notice("no-developments"))


def row_of(work: Work, development: Development) -> Row:
    """What `show` gives: the row of its listing."""
    from fmgtrack.store import developments

    return developments.rows(work.store, work.today, development_id=development.id)[0]
