"""Recorded text in messages."""

from __future__ import annotations


def quoted(text: str, limit: int = 70) -> str:
    """Give the text fit to stand in a message: one line, cut short, in backticks."""
    return f"`{unquoted(text, limit)}`"


def unquoted(text: str, limit: int = 70) -> str:
    """The same without the backticks around it; none are left within."""
    plain = text.isascii() and text.isprintable() and "`" not in text
    if not plain:
        from fmgtrack.rules.prose import clean  # its patterns take longer to load than most texts

        text = clean(text[: limit * 4])
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else line[: limit - 3].rstrip() + "..."
