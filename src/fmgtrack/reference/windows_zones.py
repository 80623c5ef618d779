"""The names that Windows gives to time zones."""

from __future__ import annotations

import re
from functools import cache

from fmgtrack.reference import toml

_OFFSET = re.compile(r"^\((?:UTC|GMT)[^)]*\)\s*", re.IGNORECASE)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, fact in toml("windows_zones.toml")["zones"].items():
        for called in (name, *fact.get("shown", ())):
            names[_plain(called)] = fact["zone"]
    return names


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def windows_zone(text: str) -> str | None:
    """The IANA zone of a Windows name, or of what Windows shows for it; None when unknown.

    `Eastern Standard Time` and `(UTC-05:00) Eastern Time (US & Canada)` are the same zone. The
    offset that is shown is that of winter and says nothing of a day in summer.
    """
    return _names().get(_plain(_OFFSET.sub("", text.strip())))
