"""A setting as a row of the record."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Setting(Record):
    """One setting that the person chose."""

    key: str
    value: str


SETTING = RecordSpec(name="setting", plural="settings", letter="s", cls=Setting, listed=False)
Setting.spec = SETTING
