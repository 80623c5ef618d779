"""US states and territories with their zones, and the words people write for zones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from fmgtrack.reference import toml


@dataclass(frozen=True)
class State:
    """A state or territory.

    `zone` is the IANA zone of most of its people; `other_zones` are those of a smaller part.
    """

    code: str
    name: str
    zone: str
    other_zones: tuple[str, ...] = ()


@cache
def _facts() -> dict[str, Any]:
    return toml("places.toml")


@cache
def states() -> dict[str, State]:
    """All states, DC and the inhabited territories, by two-letter code."""
    return {
        code: State(code, fact["name"], fact["zone"], tuple(fact.get("other_zones", ())))
        for code, fact in _facts()["states"].items()
    }


@cache
def _codes() -> dict[str, str]:
    codes = {_plain(code): code for code in states()}
    codes |= {_plain(state.name): code for code, state in states().items()}
    return codes | {_plain(name): code for name, code in _facts()["also_called"].items()}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", "").replace(",", " ").split())


def read_state(text: str) -> State | None:
    """The state of a code (`NY`, `n.y.`) or a full name (`new york`), in any case; else None."""
    code = _codes().get(_plain(text))
    return states()[code] if code else None


@cache
def zone_words() -> dict[str, str]:
    """What people write for a US zone or UTC, in lower case, and the IANA zone it stands for."""
    words: dict[str, list[str]] = _facts()["zone_words"]
    return {word.lower(): zone for zone, group in words.items() for word in group}


@cache
def ambiguous_zone_words() -> dict[str, tuple[str, ...]]:
    """Words in lower case that name several zones, with the IANA zones they may mean."""
    words: dict[str, list[str]] = _facts()["ambiguous"]
    return {word.lower(): tuple(zones) for word, zones in words.items()}
