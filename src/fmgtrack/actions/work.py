"""What every action works with."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from fmgtrack.records.settings import Settings
    from fmgtrack.rules.when import Reading
    from fmgtrack.store import Store

Values = "Mapping[str, str | tuple[str, ...]]"
"""Texts as typed, by option name with underscores; only those that were given."""


class Work:
    """The open record, the moment, the person's settings and zone.

    `home_zone` is the setting, else the zone of the computer: the command line knows it.
    `templates` is the folder of the person's own templates, which may not exist.
    """

    __slots__ = ("home_zone", "now", "settings", "store", "templates")

    def __init__(
        self,
        *,
        store: Store,
        now: datetime,
        settings: Settings,
        home_zone: str,
        templates: str,
    ) -> None:
        self.store = store
        self.now = now
        self.settings = settings
        self.home_zone = home_zone
        self.templates = templates

    def but(self, **values: Any) -> Work:  # noqa: ANN401  any of its parts
        """The same desk with some of its parts changed."""
        return Work(**{name: getattr(self, name) for name in Work.__slots__} | values)

    @property
    def today(self) -> date:
        """The day it is for the person."""
        from fmgtrack.rules.moments import in_zone

        return in_zone(self.now, self.home_zone).date()

    @property
    def season(self) -> int:
        """The match year: the setting, else the season that runs now (it begins in June)."""
        later = self.today.month >= 6  # noqa: PLR2004  MyERAS opens in June
        return self.settings.season or self.today.year + later

    def reading(self, zone: str | None = None) -> Reading:
        """What surrounds a date that is read; `zone` is taken where the text names none."""
        from fmgtrack.reference.places import ambiguous_zone_words, zone_words
        from fmgtrack.rules.when import Reading

        return Reading(
            now=self.now,
            home_zone=self.home_zone,
            zone=zone,
            zone_words=zone_words(),
            ambiguous_words=ambiguous_zone_words(),
            season=self.season,
        )
