"""A setting as a row of the record."""

from __future__ import annotations

from dataclasses import dataclass

from fmgtrack.records.spec import Record, RecordSpec


@dataclass(frozen=True, kw_only=True)
class Setting(Record):
    """One setting that the person chose."""

    key: str
    value: str


SETTING = RecordSpec(name="setting", plural="settings", letter="s", cls=Setting, listed=False)
Setting.spec = SETTING
