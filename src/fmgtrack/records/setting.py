"""Settings: rows of the record, read into one frozen dataclass."""

from __future__ import annotations

from dataclasses import dataclass, fields

from fmgtrack.records.spec import Record, RecordSpec


@dataclass(frozen=True, kw_only=True)
class Setting(Record):
    """One setting that the person chose."""

    key: str
    value: str


SETTING = RecordSpec(name="setting", plural="settings", letter="s", cls=Setting, listed=False)
Setting.spec = SETTING


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `config` shows, with what holds until the person chooses otherwise.

    `due_from` and `due_by` are days after the last interview day. `season` is the match year.
    `clock` stands still in a sample record: an ISO time with offset.
    """

    name: str | None = None
    signature: str | None = None
    home_zone: str | None = None
    due_from: int = 2
    due_by: int = 3
    editor: str | None = None
    season: int | None = None
    clock: str | None = None


KEYS = tuple(field.name.replace("_", "-") for field in fields(Settings) if field.name != "clock")
"""Keys of `config`, as typed."""
