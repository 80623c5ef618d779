"""What a card is made of: blocks that both the terminal and the pipe can print."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = dict[str, Any]
    Block = tuple[str, Any]

TITLE, TEXT, PAIR, TABLE, BODY, VALUE = "title", "text", "pair", "table", "body", "value"
"""Kinds of blocks: a heading; a line; a label and its value; (kind, rows); text; a bare value."""

CHART = "chart"
"""A drawing: a function that gives its lines for a width, and whether they must be ASCII."""
