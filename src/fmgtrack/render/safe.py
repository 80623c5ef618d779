"""Text from outside made harmless to look at: what could steer a terminal is shown, not sent."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CONTROLS = (range(0x20), range(0x7F, 0xA0))
"""Control characters."""

HIDDEN = (
    *(range(0x034F, 0x0350), range(0x061C, 0x061D), range(0x115F, 0x1161), range(0x17B4, 0x17B6)),
    *(range(0x180E, 0x180F), range(0x200B, 0x200C), range(0x200E, 0x2010), range(0x2028, 0x202F)),
    *(range(0x2060, 0x2070), range(0x3164, 0x3165), range(0xD800, 0xE000), range(0xFEFF, 0xFF00)),
    *(range(0xFFA0, 0xFFA1), range(0xFFF9, 0xFFFC), range(0x1BCA0, 0x1BCA4)),
    *(range(0x1D173, 0x1D17B), range(0xE0000, 0xE0080)),
)
"""Line and direction marks, spaces, letters and tags that nobody sees, halves of characters.

Joiners and soft hyphens are none of them: words and emoji need them.
"""

DANGEROUS = (*CONTROLS, *HIDDEN)
"""All that is not sent to a terminal."""

_BYTE, _PLANE = 0x100, 0x10000


class Shown(dict[int, str]):
    """What stands for each character of some ranges, made when it is first met.

    Args:
        ranges: the characters that are not left as they are.
        code: what is put in the place of one, from its number.
        kept: characters of the ranges that stay.
    """

    def __init__(
        self, ranges: Iterable[range], code: Callable[[int], str], kept: Iterable[str] = ()
    ) -> None:
        super().__init__((ord(char), char) for char in kept)
        self._ranges, self._code = tuple(ranges), code

    def __missing__(self, number: int) -> str:
        found = any(number in some for some in self._ranges)
        self[number] = self._code(number) if found else chr(number)
        return self[number]


def _code(number: int) -> str:
    if number < _BYTE:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < _PLANE else f"\\U{number:08x}"


_VISIBLE = Shown(DANGEROUS, _code)
_LINES = Shown(DANGEROUS, _code, "\n\t")
_DATA = Shown(CONTROLS, _code, "\n\t")


def line(text: object) -> str:
    """Text in one line: line ends become ` / `, other dangerous characters their codes."""
    said = str(text)
    if said.isascii() and said.isprintable():
        return said.strip() if said[:1] == " " or said[-1:] == " " else said
    flat = " / ".join(part.strip() for part in said.split("\n") if part.strip())
    return flat.translate(_VISIBLE)


def column(values: Iterable[object]) -> list[str]:
    """Each value as `line` has it, None as nothing; where all are harmless, told at one look."""
    said = ["" if value is None else str(value) for value in values]
    whole = "".join(said)
    if whole.isascii() and whole.isprintable():
        return [text.strip() for text in said]
    return [line(text) for text in said]


def lines(text: object) -> str:
    """Text of several lines: line ends and tabs stay, other dangerous characters are shown."""
    said = str(text)
    if said.isascii() and said.isprintable():
        return said
    return said.translate(_LINES)


def data(text: str) -> str:
    """Text for other programs: line ends and tabs stay, other control characters are shown."""
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_DATA)
