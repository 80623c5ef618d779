"""What one cell of a table says: visas, yes or no, codes, places, and what it looks like."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fmgtrack.records.words import PROGRAM_STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_INVISIBLE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u2060\ufeff")),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " "),
}
_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_EMPTY = frozenset(["na", "n a", "tbd", "tba", "none", "unknown", "nil", "not available"])
_LONGEST_PLACE = 80

_CODE = re.compile(r"\d{7}[A-Za-z]\d{1,3}", re.ASCII)
_ACGME = re.compile(r"\d{10}", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:org|edu|com|net|gov|us)(?:/\S*)?",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(hospitals?|university|univ|medical|center|centre|clinic|health|healthcare|college|"
    r"school of|residency|program|institute|memorial|infirmary)\b",
    re.IGNORECASE,
)
_STATUS_OF = {
    **{status: status for status in PROGRAM_STATUSES},
    **dict.fromkeys(("rejection", "reject"), "rejected"),
    **dict.fromkeys(("waitlist", "wl"), "waitlisted"),
    **dict.fromkeys(("invite", "invitation", "scheduled"), "invited"),
    "withdrew": "withdrawn",
}
_NO_MAIL = re.compile(
    r"\b(?:no|not (?:send|write)|never (?:send|write)|without)(?: any)? (?:thank[- ]?(?:yous?|s)\b"
    r"|(?:mails?|contact|communication) after\b"
    r"|post[- ]?interview (?:mails?|contact|communication))",
    re.IGNORECASE,
)


def tidy(cell: str) -> str:
    """The cell without space around it, zero-width spaces, byte order marks; NBSP is a space.

    What a spreadsheet shows for a formula that failed (`#N/A`) is nothing.
    """
    text = (cell if cell.isascii() else cell.translate(_INVISIBLE)).strip()
    return "" if text[:1] == "#" and _ERROR.fullmatch(text) else text


def says_nothing(text: str) -> bool:
    """Whether a cell stands for nothing: a dash, a question mark, `n/a`, `TBD`."""
    plain = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    return not plain or plain in _EMPTY


def look(text: str, is_state: Callable[[str], bool]) -> str | None:  # noqa: PLR0911  a line a kind
    """The kind of thing that a cell looks like, None for plain text.

    One of `nrmp_code acgme_code email url state location visa name`; `is_state` tells whether a
    text is a US state.
    """
    codes = split_codes(text) if len(text) <= _LONGEST_PLACE else ()
    if codes and all(_CODE.fullmatch(code) for code in codes):
        return "nrmp_code"
    if _ACGME.fullmatch(re.sub(r"[\s-]", "", text)):
        return "acgme_code"
    if _EMAIL.fullmatch(text):
        return "email"
    if _URL.fullmatch(text):
        return "url"
    if is_state(text):
        return "state"
    if len(text) > _LONGEST_PLACE:
        return None
    if re.search(r"\b[jh]\W?1", text, re.IGNORECASE) and set(read_visa(text).values()) != {None}:
        return "visa"
    if _INSTITUTION.search(text):
        return "name"
    place = split_place(text)
    return "location" if "city" in place and is_state(place.get("state", "")) else None


def letters(index: int) -> str:
    """The letters over a spreadsheet's column, counted from 0: A, B ... Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def split_place(text: str) -> dict[str, str]:
    """City and state of `Detroit, MI 48202, USA`; nothing when it cannot be told."""
    if len(text) > _LONGEST_PLACE:
        return {}
    place = " ".join(text.split())
    place = re.sub(r"[, ]+(USA|U\.S\.A\.|US|United States( of America)?)$", "", place)
    place = re.sub(r"[, ]+\d{5}(-\d{4})?$", "", place)
    if not re.fullmatch(r"[^\W\d_]([^\W\d_]|[ .'\u2019-])*(, ?[^\W\d_]([^\W\d_]|[ .])+)?", place):
        return {}
    city, comma, state = place.partition(",")
    if comma:
        return {"city": city.strip(), "state": state.strip()}
    if re.fullmatch(r"[A-Z]{2}", place):
        return {"state": place}
    if pair := re.fullmatch(r"(.+) ([A-Z]{2})", place):
        return {"city": pair[1], "state": pair[2]}
    return {"city": place}


_VISAS = {"j1": ("j1",), "h1b": ("h1b",), "both": ("j1", "h1b")}
_YES = frozenset(["yes", "y", "true", "t", "1", "✓", "✔", "☑", "✅", "🗸"])
_NO = frozenset(["no", "n", "false", "f", "0", "✗", "✘", "☒", "❌", "none"])
_OFFERED = frozenset(
    ["sponsored", "sponsors", "sponsor", "offered", "offers", "accepted", "accepts", "available"]
)
_REFUSED = frozenset(["not", "neither", "never", "without"])
_NEUTRAL = frozenset(["visa", "visas", "sponsorship", "do", "does", "is", "are", "ecfmg"])


def read_program_status(text: str) -> str | None:
    """The one status of a program that a cell names among other words: `rejected 3 Nov`."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    found = {_STATUS_OF[word] for word in words & _STATUS_OF.keys()}
    return found.pop() if len(found) == 1 and not words & {"not", "if"} else None


def read_no_mail(text: str) -> str | None:
    """The words in a note by which a program may have said that it wants no mail."""
    found = _NO_MAIL.search(text)
    return found[0] if found else None


def read_yes_no(text: str) -> bool | None:
    """Yes, no, or None for `n/a`, `?` and whatever else is neither; that text is worth keeping."""
    plain = tidy(text).casefold().replace("\ufe0f", "").strip(" .!")
    plain = re.sub(r" ?x ?\d+$", "", " ".join(plain.split()))
    return True if plain in _YES else False if plain in _NO else None


def split_codes(text: str) -> tuple[str, ...]:
    """The codes in one cell, in capitals, each once; words beside them (`categorical`) are left.

    What is no code comes back as it is, for the caller to refuse.
    """
    pieces: list[str] = []
    for part in re.split(r"[,;/|&+\n()]|\band\b", text):
        compact = re.sub(r"[\s-]", "", part)
        whole = re.fullmatch(r"\d{7}[A-Za-z]\d{1,3}", compact)
        pieces.extend([compact] if whole else part.split())
    coded = [piece for piece in pieces if any(map(str.isdigit, piece))]
    return tuple(dict.fromkeys(piece.upper() for piece in coded or pieces))


def read_visa(text: str) -> dict[str, bool | None]:
    """What a cell says of `j1` and `h1b`: sponsored, not sponsored, or None where it does not say.

    Strict on purpose, since a wrong yes costs an application: a clause with a word that is not
    understood ("case by case") says nothing, nor does a bare "yes", which does not tell which
    visa. "No" alone is no to both; "J-1 only" is no to the other.
    """
    said: dict[str, bool | None] = dict.fromkeys(_VISAS["both"])
    previous: tuple[str, ...] = ()
    refused = False
    for clause in re.split(r"[,;/|&+()\n.]|\band\b|\bbut\b", _plain_visas(text)):
        words = [word for word in re.findall(r"\w+|[^\w\s:-]", clause) if word not in _NEUTRAL]
        if not words:
            continue
        named = [word for word in words if word in _VISAS]
        verdict = _visa_verdict(words, named)
        # a bare "H1B" after "no J1," may belong to the refusal
        if refused and words == named:
            verdict = None
        if not named and not previous and verdict:
            continue
        about = previous or _VISAS["both"]
        if named:
            about = _VISAS[named[0] if len(named) == 1 else "both"]
        said.update(dict.fromkeys(about, verdict))
        if verdict and "only" in words:
            said.update({visa: False for visa in said if said[visa] is None})
        previous, refused = about, verdict is False
    return said


def _plain_visas(text: str) -> str:
    """The text with each visa as `j1` or `h1b`, or as `both` where they are joined."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    for pattern, plainer in (
        (r"\bn ?/ ?a\b", "?"),
        (r"n't\b", " not"),
        (r"\bj\W?1s?\b", "j1"),
        (r"\bh\W?1(?:\W?b)?s?\b", "h1b"),
        (r"\s+", " "),
        (r"\b(j1|h1b)(?: ?[/&+] ?| and/or | and | or | nor )(?!\1)(?:j1|h1b)\b", "both"),
        (r"\bboth (?=both\b)", ""),
        (r"\b(j1|h1b)[ :]+(yes|no) (?=(?:j1|h1b)[ :]+(?:yes|no)\b)", r"\1 \2, "),
    ):
        plain = re.sub(pattern, plainer, plain)
    return plain


def _visa_verdict(words: Sequence[str], named: Sequence[str]) -> bool | None:
    rest = {word.replace("\ufe0f", "") for word in words} - set(_VISAS) - {""}
    no = rest & (_NO | _REFUSED)
    plain_yes = rest & (_YES | {"only"})
    unknown = rest - no - plain_yes - _OFFERED
    if unknown or (len(named) > 1 and rest) or (no and plain_yes):
        return None
    return not no
