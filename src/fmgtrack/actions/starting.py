"""The first minute: who the person is, where they live, which season."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.actions import fields, profile, seasons, settings
from fmgtrack.errors import ConflictError
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.program import Program
from fmgtrack.records.results import Changed, Notice
from fmgtrack.reference.seasons import season as events_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change

OPTIONS = ("name", "home_zone", "specialty", "season", "signature")
"""What `init` takes, in the order in which it is asked."""


def present(work: Work, option: str) -> str:
    """What is on record of an option, as it could be typed; empty for nothing."""
    if option == "specialty":
        return ", ".join(profile.row(work)["specialties"])
    value = settings.value_of(work, option.replace("_", "-"))
    return "" if value is None else str(value).replace("\n", "\\n")


def read(work: Work, option: str, text: str) -> str:
    """An option as it would be kept, in words.

    Raises:
        InvalidError: it is of the wrong form.
        ConflictError: it is another season than that of the programs on record.
    """
    if option == "specialty":
        return ", ".join(part for part in _specialties(text) if part)
    if option == "season":
        year = _season(work, text)
        return f"{year}: what happens from June {year - 1} to July {year}"
    kept = settings.read(work, option.replace("_", "-"), text) or ""
    return kept.replace("\n", " / ")


def start(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Set what was given of `OPTIONS`; all of it is one change.

    `specialty` takes the place of those there are, the first choice first, with commas between.
    The events of another season take the place of those that were brought by themselves.
    """
    with work.store.change() as change:
        given = {key: fields.one(values, key) or "" for key in OPTIONS if key in values}
        mine: dict[str, str | tuple[str, ...]] = {
            key: _specialties(text) if key == "specialty" else text
            for key, text in given.items()
            if key in ("name", "signature", "specialty")
        }
        _, said = profile.put(work, change, mine)
        if "home_zone" in given:
            zone = settings.read(work, "home-zone", given["home_zone"])
            if settings.write(work, change, "home-zone", zone):
                said.append(f"home zone {zone or 'that of this computer'}")
        notices: tuple[Notice, ...] = ()
        if given.get("season"):
            notices = _turn_to(work, change, _season(work, given["season"]), said)
        change.title = f"set {', '.join(said)}"
    programs = len(work.store.table(Program).list())
    told = Notice("begin-next", programs=programs)
    return Changed("init", (), change.title if said else "", (*notices, told))


def _specialties(text: str) -> tuple[str, ...]:
    return ("", *(part.strip() for part in text.split(",") if part.strip()))


def _season(work: Work, text: str) -> int:
    """The season that is meant; with programs on record there is but one way to another.

    Raises:
        ConflictError: there are programs of another season.
    """
    year = settings.match_year(text.strip())
    if year != work.season and work.store.table(Program).list():
        raise ConflictError(
            f"this record is of season {work.season}",
            f"`fmgtrack season start {year}` begins the next one, with a copy of this",
        )
    return year


def _turn_to(work: Work, change: Change, year: int, said: list[str]) -> tuple[Notice, ...]:
    """Set the season, and bring its events in place of the other season's."""
    settings.write(work, change, "season", str(year))
    if year == work.season:
        return ()
    for row in work.store.table(Deadline).list(season=work.season):
        if not row.own:
            change.table(Deadline).delete(row)
    seasons.load(work, change, year)
    said.append(f"season {year}")
    return () if events_of(year) else (Notice("no-season", year=year),)
