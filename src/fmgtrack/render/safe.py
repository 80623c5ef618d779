"""Text from outside made harmless to look at: what could steer a terminal is shown, not sent."""

from __future__ import annotations

DANGEROUS = frozenset(
    [
        *range(0x20),
        *range(0x7F, 0xA0),
        *(0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    ]
)
"""Control characters, line and direction marks, invisible spaces, halves of characters."""

_VISIBLE = {
    number: f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004  one byte
    for number in DANGEROUS
}
_LINES = {number: text for number, text in _VISIBLE.items() if number not in (0x0A, 0x09)}


def line(text: object) -> str:
    """Text in one line: line ends become ` / `, other dangerous characters their codes."""
    flat = " / ".join(part.strip() for part in str(text).split("\n") if part.strip())
    return flat.translate(_VISIBLE)


def lines(text: object) -> str:
    """Text of several lines: line ends and tabs stay, other dangerous characters are shown."""
    return str(text).translate(_LINES)
