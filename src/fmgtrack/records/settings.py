"""The person's settings as the rest of the house reads them.

A plain class: a listing reads it at each start, and importing `dataclasses` costs more than its
query.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULTS: dict[str, str | int | None] = {
    "name": None,
    "signature": None,
    "home_zone": None,
    "due_from": 2,
    "due_by": 3,
    "editor": None,
    "season": None,
    "clock": None,
}
"""Every setting with what holds until the person chooses otherwise."""

KEYS = tuple(name.replace("_", "-") for name in DEFAULTS if name != "clock")
"""Keys of `config`, as typed."""


class Settings:
    """What `config` shows; nothing changes it once it is made.

    `due_from` and `due_by` are days after the last interview day. `season` is the match year.
    `clock` stands still in a sample record: an ISO time with offset.

    Raises:
        TypeError: a value is for no setting.
    """

    __slots__ = tuple(DEFAULTS)

    name: str | None
    signature: str | None
    home_zone: str | None
    due_from: int
    due_by: int
    editor: str | None
    season: int | None
    clock: str | None

    def __init__(self, **values: Any) -> None:  # noqa: ANN401  texts and numbers
        unknown = values.keys() - DEFAULTS.keys()
        if unknown:
            raise TypeError(", ".join(sorted(unknown)))
        for name, value in (DEFAULTS | values).items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def but(self, **values: Any) -> Settings:  # noqa: ANN401  texts and numbers
        """The same settings with some of them changed."""
        return Settings(**{name: getattr(self, name) for name in DEFAULTS} | values)
