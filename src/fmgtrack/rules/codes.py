"""Reading NRMP program codes and ACGME program numbers, which people mix up.

An NRMP code is 9 to 11 characters: 1-4 the institution, 5-7 the specialty, 8 the type letter,
9-11 the track. Source: https://www.nrmp.org/program-codes-and-types/ (read 2026-11-21); its
example is `1000140C0`. The ACGME number of ERAS and FREIDA has ten digits.
"""

from __future__ import annotations

import unicodedata

from fmgtrack.errors import InvalidError
from fmgtrack.records.frozen import frozen

NO_MATCH = "999999999"
"""What a couple ranks beside a program when the other partner would stay unmatched."""

_EXAMPLE = "1000140C0"
_SHORTEST, _LONGEST = 9, 11
_SPECIALTY_AT, _TYPE_AT = 4, 7
_ACGME_LENGTH = 10
_MISTYPED = str.maketrans("OIL", "011")
_CYRILLIC = str.maketrans("АСМРОЅ", "ACMPOS")  # noqa: RUF001 - they look the same on a screen


@frozen()
class CodeType:
    """What one type letter stands for."""

    name: str
    starts: str
    meaning: str


TYPES: dict[str, CodeType] = {
    "C": CodeType("categorical", "PGY-1, the Match year", "the whole training"),
    "M": CodeType(
        "primary",
        "PGY-1, the Match year",
        "primary care medicine or pediatrics, the whole training",
    ),
    "P": CodeType(
        "preliminary",
        "PGY-1, the Match year, one year only",
        "not a full training on its own; a transitional year is one of these",
    ),
    "A": CodeType("advanced", "PGY-2, the year after the Match", "needs a PGY-1 year first"),
    "R": CodeType("reserved", "PGY-2, the Match year", "only with earlier graduate training"),
    "F": CodeType("fellowship", "in another match", "does not belong on a Main Match list"),
    "S": CodeType("subspecialty", "in another match", "does not belong on a Main Match list"),
}
"""Type letters. Source: https://www.nrmp.org/program-codes-and-types/ and, for the meanings,
https://www.nrmp.org/programs-institutions/managing-programs-in-the-match/managing-the-main-residency-match/
(both read 2026-11-21). F and S are read, so that a list that holds one can be warned about."""


@frozen()
class NrmpCode:
    """One NRMP program code and its parts; programs of one sponsor share `institution`."""

    text: str
    institution: str
    specialty: str
    type: str
    track: str

    @property
    def type_name(self) -> str:
        """What the type letter stands for: `categorical`, `advanced` ..."""
        return TYPES[self.type].name


def read_nrmp_code(text: str) -> NrmpCode:
    """The NRMP code that was typed, whatever its case, spaces and dashes.

    Raises:
        InvalidError: it has another form, with the reason and what to type instead.
    """
    shown, code = text.strip(), _plain(text)
    if not code:
        raise InvalidError("the NRMP code is empty", f"a code looks like `{_EXAMPLE}`")
    if code == NO_MATCH:
        raise InvalidError(
            f"`{NO_MATCH}` is the couples' code for no match, not a program",
            f"type the program's own code, which looks like `{_EXAMPLE}`",
        )
    if _is_acgme(code):
        raise InvalidError(
            f"`{shown}` is a ten-digit ACGME number, not an NRMP code",
            f"type it as `--acgme {code}`",
        )
    parts = _parts(code)
    if parts is None:
        raise _wrong_form(shown, code)
    institution, specialty, letter, track = parts
    if letter not in TYPES:
        raise _wrong_letter(shown, letter)
    return NrmpCode(code, institution, specialty, letter, track)


def read_acgme_code(text: str) -> str:
    """The ten digits of an ACGME program number, without spaces and dashes.

    Raises:
        InvalidError: it has another form, with the reason and what to type instead.
    """
    shown, code = text.strip(), _plain(text)
    if not code:
        raise InvalidError("the ACGME number is empty", "it has ten digits, like `1200511068`")
    if _is_acgme(code):
        return code
    if _parts(code):
        raise InvalidError(
            f"`{shown}` is an NRMP code, not an ACGME number", f"type it as `--code {code}`"
        )
    likely = code.translate(_MISTYPED)
    if _is_acgme(likely):
        raise _mistyped(shown, code, likely)
    if not _digits(code):
        raise InvalidError(
            f"`{shown}` is not an ACGME number, which has digits only",
            "it looks like `1200511068`",
        )
    raise InvalidError(
        f"`{shown}` has {len(code)} digits and an ACGME number has {_ACGME_LENGTH}",
        "copy it again from ERAS or FREIDA, it looks like `1200511068`",
    )


def _plain(text: str) -> str:
    """Upper case, digits of any script as 0-9, no spaces, dashes or invisible characters."""
    kept = []
    for char in unicodedata.normalize("NFKC", text).upper().translate(_CYRILLIC):
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            kept.append(str(digit))
        elif unicodedata.category(char) not in {"Pd", "Cf"} and char != "\u2212":
            kept.append(char)
    return "".join("".join(kept).split())


def _digits(code: str) -> bool:
    return code.isascii() and code.isdigit()


def _is_acgme(code: str) -> bool:
    return len(code) == _ACGME_LENGTH and _digits(code)


def _parts(code: str) -> tuple[str, str, str, str] | None:
    """Institution, specialty, letter and track of a text in the form of an NRMP code."""
    ahead, letter, track = code[:_TYPE_AT], code[_TYPE_AT : _TYPE_AT + 1], code[_TYPE_AT + 1 :]
    if not (_SHORTEST <= len(code) <= _LONGEST and _digits(ahead) and _digits(track)):
        return None
    if not (letter.isascii() and letter.isupper()):
        return None
    return ahead[:_SPECIALTY_AT], ahead[_SPECIALTY_AT:], letter, track


def _wrong_form(shown: str, code: str) -> InvalidError:
    """The error for a text that is no NRMP code, by its own reason."""
    likely = code[:_TYPE_AT].translate(_MISTYPED) + code[_TYPE_AT : _TYPE_AT + 1]
    likely += code[_TYPE_AT + 1 :].translate(_MISTYPED)
    parts = _parts(likely)
    if likely != code and parts is not None and parts[2] in TYPES:
        return _mistyped(shown, code, likely)
    if not _SHORTEST <= len(code) <= _LONGEST:
        return InvalidError(
            f"`{shown}` has {len(code)} characters and an NRMP code has {_SHORTEST} to {_LONGEST}",
            f"copy it again from R3, it looks like `{_EXAMPLE}`",
        )
    if not (code[_TYPE_AT].isalpha() and code[_TYPE_AT].isascii()):
        return InvalidError(
            f"`{shown}` has no type letter at its eighth place",
            f"copy it again from R3, it looks like `{_EXAMPLE}`",
        )
    return InvalidError(
        f"`{shown}` is not an NRMP code, which is seven digits, a letter and one to three digits",
        f"copy it again from R3, it looks like `{_EXAMPLE}`",
    )


def _wrong_letter(shown: str, letter: str) -> InvalidError:
    known = ", ".join(f"{one} {kind.name}" for one, kind in TYPES.items())
    return InvalidError(
        f"`{letter}` in `{shown}` is not a type of program",
        f"type one of {known} at the eighth place",
    )


def _mistyped(shown: str, code: str, likely: str) -> InvalidError:
    """The error for a letter that stands where only a digit can."""
    wrong = next(old for old, new in zip(code, likely, strict=True) if old != new)
    digit = "zero" if wrong == "O" else "one"
    return InvalidError(
        f"`{shown}` has the letter {wrong} where the digit {digit} belongs",
        f"the likely code is `{likely}`",
    )
