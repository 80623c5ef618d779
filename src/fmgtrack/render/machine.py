"""JSON and CSV: stable keys, one document."""

from __future__ import annotations

from typing import Any

Document = Any


def as_json(document: Document, *, ascii_only: bool = False) -> str:
    """One JSON document, two spaces deep, with a line end."""
    import json

    return json.dumps(document, ensure_ascii=ascii_only, indent=2) + "\n"


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV whose cells never become a formula; nested keys are joined by `_`.

    No rows are an empty text: the columns are known from rows alone.
    """
    from fmgtrack.exchange.csvfile import write_csv

    if not rows:
        return ""
    flat = [flatten(row) for row in rows]
    headers = tuple(dict.fromkeys(key for row in flat for key in row))
    return write_csv(headers, [[row.get(key, "") for key in headers] for row in flat])


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
