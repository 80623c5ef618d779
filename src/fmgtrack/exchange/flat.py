"""Rows of nested keys laid flat, for what has one level of columns."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def columns(rows: list[dict[str, Any]]) -> tuple[tuple[str, ...], list[list[Any]]]:
    """The headers of rows that were laid flat, and the values under them, row by row."""
    flat = [flatten(row) for row in rows]
    headers = tuple(dict.fromkeys(key for row in flat for key in row))
    return headers, [[row.get(key, "") for key in headers] for row in flat]


def flatten(row: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """One level of keys: `program_ref`; lists as text joined by `; `."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            flat |= flatten(value, f"{name}_")
        elif isinstance(value, list):
            flat[name] = "; ".join(_item(item) for item in value)
        elif isinstance(value, bool):
            flat[name] = "yes" if value else "no"
        else:
            flat[name] = "" if value is None else value
    return flat


def _item(item: Any) -> str:  # noqa: ANN401  an item of any list
    if isinstance(item, dict):
        contact = item.get("contact") or item
        return str(contact.get("name") or contact.get("ref") or "")
    return str(item)
