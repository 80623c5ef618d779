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
    from fmgtrack.exchange.flat import columns

    if not rows:
        return ""
    headers, values = columns(rows)
    return write_csv(headers, values)
