"""Text from outside made harmless to look at: what could steer a terminal is shown, not sent."""

from __future__ import annotations

DANGEROUS = (
    *(range(0x20), range(0x7F, 0xA0)),
    *(range(0x061C, 0x061D), range(0x200B, 0x200C), range(0x200E, 0x2010), range(0x2060, 0x2061)),
    *(range(0x2028, 0x202F), range(0x2066, 0x206A), range(0xFEFF, 0xFF00), range(0xD800, 0xE000)),
)
"""Control characters, line and direction marks, invisible spaces, halves of characters."""


class _Shown(dict[int, str]):
    """What stands for each dangerous character, made when it is first met."""

    def __init__(self, *kept: int) -> None:
        super().__init__((number, chr(number)) for number in kept)

    def __missing__(self, number: int) -> str:
        self[number] = _code(number) if any(number in some for some in DANGEROUS) else chr(number)
        return self[number]


def _code(number: int) -> str:
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004  one byte


_VISIBLE = _Shown()
_LINES = _Shown(0x0A, 0x09)


def line(text: object) -> str:
    """Text in one line: line ends become ` / `, other dangerous characters their codes."""
    said = str(text)
    if said.isascii() and said.isprintable():
        return said.strip() if said[:1] == " " or said[-1:] == " " else said
    flat = " / ".join(part.strip() for part in said.split("\n") if part.strip())
    return flat.translate(_VISIBLE)


def lines(text: object) -> str:
    """Text of several lines: line ends and tabs stay, other dangerous characters are shown."""
    said = str(text)
    if said.isascii() and said.isprintable():
        return said
    return said.translate(_LINES)
