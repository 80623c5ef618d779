"""What is told beside the data of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {}
"""The sentence of each notice, from its facts; those about one subject stand together."""
