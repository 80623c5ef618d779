"""What a template may see of one recipient: the whole contract with template writers.

Private notes do not exist here. Every text is cleaned on the way in: it is one line without
control characters, so that no recorded value can begin a paragraph or a second header. A fact
that is not known is a `Gap`, never None.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

_SPACES = frozenset({"Cc", "Zl", "Zp", "Cs"})
_JOINERS = "\u200c\u200d"
# as written with capitals alone: Do and Ma are family names
_CREDENTIALS = re.compile(
    r"MD|DO|MBBS|MBB?Ch|MBChB|MBBCH|MBCHB|PhD|PHD|MPH|MSc?|MA|MBA|MHS|MHPE|MEd|EdD|DNP|RN|NP|PAC"
    r"|FA[A-Z]{2,4}|FC[A-Z]{2}|FHM|CTAGME|[Jj]r|[Ss]r|I{2,3}|IV"
)
# those in small letters alone are given names elsewhere when capital
_PARTICLES = re.compile(
    r"(?i:abu|al|de|del|della|den|der|dos|du|el|ibn|la|las|les|lo|los|ste?|van|von)"
    r"|ap|av|bin|bint|da|das|di|le|ten|ter|zu"
)
_LOWERED = re.compile(
    r"(?:an?|being|having|his|her|how|its|my|our|some|that|the|their|these|this|those|what|when"
    r"|where|which|who|why|your)"
)
_TAKES_ARTICLE = re.compile(
    r"(?:(?:state |medical )?(?:university|college)|hospitals?|medical center) of\b"
    r"|.*\b(?:program|residency|track)$",
    re.IGNORECASE,
)
_FULL = 2
_NOON = 12
_INITIALISM = re.compile(r"(?:^|\W)(?:\w\.){2,}$")
_SHORTEST_INITIALISM = len(" U.S.")


@dataclass(frozen=True)
class Gap:
    """A fact that is not known: prints `[[what]]`, is false in a condition, one item in a loop."""

    what: str

    def __str__(self) -> str:
        return f"[[{self.what}]]"

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Gap]:
        yield self


_GAPS = {
    "name": Gap("the name of this person"),
    "program": Gap("the program"),
    "institution": Gap("the institution"),
    "specialty": Gap("the specialty"),
    "city": Gap("the city"),
    "format": Gap("virtual, in person or by phone"),
    "highlight": Gap("what stood out about the day"),
    "applicant": Gap("your name"),
}
_ABOUT = {
    "reschedule": Gap("the days on which you could come instead"),
    "question": Gap("your question"),
    "update": Gap("the update: score, publication or visa"),
}
NO_DAY = Gap("the interview day")
"""The gap of a day that is not known."""


@dataclass(frozen=True, kw_only=True)
class DraftContext:
    """The facts from which one recipient's draft is made; a blank text becomes its gap.

    Every field and property is a name that a template may use. Texts are `str`, or a `Gap` where
    nothing is known (`{% if city is known %}`).

    Attributes:
        name: the recipient's name without title: `Signe Lindqvist`.
        title: `Dr.`; empty for none, and then the greeting is the full name.
        role: `program-director`, `associate-director`, `chair`, `coordinator`, `faculty`,
            `resident` or `other`; it chooses the template of a thank-you.
        kind: what the mail is for: `thanks`, or the name of another template.
        setting: `formal`, `meal`, `tour`, `session` or `correspondence`; empty when this person
            was not met.
        program: the program's name.
        institution: the institution's name.
        specialty: the specialty, as typed.
        city: the city.
        day: the interview day, a date; prints `November 23`, with `| weekday`
            `Monday, November 23`.
        clock: when the interview begins, on the program's clocks: `9:00 AM EST`; perhaps empty.
        format: `virtual`, `in-person` or `phone`.
        about: what the mail is about, in the applicant's own words: the update, the question, the
            days proposed; a gap in a mail that is nothing without it, else perhaps empty.
        talked_about: phrases that complete "we talked about ..."; print with `| joined`
            ("A, B and C"). With none recorded it is the gap `what you talked about with ...`.
        to_ask: questions still open, perhaps none; print with `| questions` after a colon.
        highlight: a phrase for what stood out about the day.
        applicant: the name of the one who writes.
        signature: lines under the mail; the applicant's name where none was chosen.
        turn: this recipient's number among those at this program, from 0; chooses wordings.
    """

    name: str | Gap
    title: str = ""
    role: str = "faculty"
    kind: str = "thanks"
    setting: str = ""
    program: str | Gap = ""
    institution: str | Gap = ""
    specialty: str | Gap = ""
    city: str | Gap = ""
    day: date | Gap = NO_DAY
    clock: str = ""
    format: str | Gap = ""
    about: str | Gap = ""
    talked_about: tuple[str, ...] | Gap = ()
    to_ask: tuple[str, ...] = ()
    highlight: str | Gap = ""
    applicant: str | Gap = ""
    signature: str | Gap = ""
    turn: int = 0

    def __post_init__(self) -> None:
        """Clean every text and put a gap in the place of every blank one."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) and field.name != "signature":
                value = clean(value)
                if field.name == "highlight":
                    value = phrase(value)
                elif field.name == "name":
                    value = _spoken(value)
                elif field.name == "about" and self.kind != "question":
                    value = phrase(value)
                self._put(field.name, value or _GAPS.get(field.name, ""))
        if not self.about:
            self._put("about", _ABOUT.get(self.kind, ""))
        self._put("to_ask", tuple(filter(None, map(clean, self.to_ask))))
        if not isinstance(self.talked_about, Gap):
            self._put("talked_about", tuple(filter(None, map(phrase, self.talked_about))))
        if not self.talked_about:
            self._put("talked_about", Gap(f"what you talked about with {self.greeting}"))
        lines = "" if isinstance(self.signature, Gap) else self.signature
        signature = "\n".join(filter(None, map(clean, lines.splitlines())))
        self._put("signature", signature or self.applicant)

    def _put(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @property
    def last_name(self) -> str:
        """The family name, with `van`, `de la` and the like: `de la Cruz`."""
        return _family(str(self.name))

    @property
    def greeting(self) -> str:
        """What stands after Dear: `Dr. Lindqvist`, or the full name of one without title."""
        return f"{self.title} {self.last_name}" if self.title else str(self.name)

    @property
    def full_name(self) -> str:
        """Title and name: `Dr. Signe Lindqvist`."""
        return f"{self.title} {self.name}".strip()

    @property
    def met(self) -> bool:
        """Whether there was any exchange with this person, spoken or written."""
        return bool(self.setting)

    @property
    def spoke(self) -> bool:
        """Whether they talked: met, and not by correspondence alone."""
        return self.met and self.setting != "correspondence"

    @property
    def where(self) -> str:
        """Where the training would be: `in pediatrics at the University of Utah`.

        The specialty is left out when it is not known or the program's name already says it.
        """
        at = f"at {the(self.program)}"
        known = not isinstance(self.specialty, Gap)
        if known and str(self.specialty).casefold() not in str(self.program).casefold():
            return f"in {prose(self.specialty)} {at}"
        return at

    @property
    def occasion(self) -> str:
        """When and how they talked: `by video on Monday, November 23`.

        A meal or a session may be on another day than the interview, so they carry no date.
        """
        remote = self.format in ("virtual", "phone")
        on = f"on {weekday(self.day)}"
        match self.setting:
            case "meal":
                return "outside the formal interviews" if remote else "during the interview meal"
            case "session":
                return "during the information session"
            case "tour":
                return f"during the tour {on}"
            case "formal" if isinstance(self.format, str):
                how = {
                    "virtual": "by video ",
                    "phone": "by phone ",
                    "in-person": "during my visit ",
                }
                return how.get(self.format, "") + on
            case _:
                return on

    def variables(self) -> dict[str, object]:
        """Give every name a template may use, with its value."""
        return {name: getattr(self, name) for name in NAMES}


NAMES = (
    *(field.name for field in fields(DraftContext)),
    *(name for name, value in vars(DraftContext).items() if isinstance(value, property)),
)
"""Every name that a template may use."""


def clean(text: str) -> str:
    """Give the text as one line: no control or direction characters, single spaces."""
    if not text.isprintable():
        text = "".join(map(_seen, text))
    return " ".join(text.split())


def _seen(character: str) -> str:
    """Give a character as a mail may hold it: itself, a space, or nothing."""
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "" if category == "Cf" and character not in _JOINERS else character


def phrase(text: str) -> str:
    """Give a recorded phrase as it stands inside a sentence.

    `About the clinic.` becomes `the clinic`: an `about` before it and a stop after it belong to
    the sentence, and a small word is not capital there.
    """
    text = re.sub(r"^about\s+", "", clean(text), flags=re.IGNORECASE)
    if not _INITIALISM.search(text, max(len(text) - _SHORTEST_INITIALISM, 0)):
        text = text.rstrip(".,;:!? ")
    first, _, rest = text.partition(" ")
    if rest and _LOWERED.fullmatch(first.casefold()):
        return f"{first.casefold()} {rest}"
    return text


def joined(items: Iterable[str] | Gap) -> str:
    """Give phrases as one: `A, B and C`; a comma stands before `and` when one holds its own."""
    if isinstance(items, Gap):
        return str(items)
    *first, last = ("", *items)
    first = first[1:]
    if not first:
        return last
    nested = any(" and " in item or "," in item for item in (*first, last))
    return ", ".join(first) + (", and " if nested else " and ") + last


def questions(items: Iterable[str]) -> str:
    """Give questions as the end of one sentence that began with a colon, with its end mark."""
    texts = [text.rstrip(".,;: ") for text in items]
    if all(text.endswith("?") for text in texts):
        return " ".join([*texts[:1], *(text[:1].upper() + text[1:] for text in texts[1:])])
    end = "?" if texts[-1].endswith("?") else "."
    return "; ".join(text.rstrip("? ") for text in texts) + end


def the(place: str | Gap) -> str:
    """Give a place's name with its article where English wants one: `the University of Utah`."""
    text = str(place)
    if _TAKES_ARTICLE.match(text) and not text.casefold().startswith("the "):
        return f"the {text}"
    return text


def prose(text: str | Gap) -> str:
    """Give a name of a field as running text: `Internal Medicine` is `internal medicine`."""
    return re.sub(r"\b[A-Z][a-z]+\b", lambda word: word[0].lower(), str(text))


def month_day(value: date | Gap) -> str:
    """Give a date the American way: `November 23`."""
    return str(value) if isinstance(value, Gap) else f"{_MONTHS[value.month - 1]} {value.day}"


def clock_time(moment: datetime) -> str:
    """Give the time of an aware moment the American way, with its zone: `9:00 AM EST`."""
    zone = moment.tzname() or ""
    half = "AM" if moment.hour < _NOON else "PM"
    said = f"{moment.hour % _NOON or _NOON}:{moment.minute:02} {half}"
    return f"{said} {'UTC' if zone[:1] in '+-' else ''}{zone}".rstrip()


def weekday(value: date | Gap) -> str:
    """Give a date with its weekday: `Monday, November 23`."""
    return str(value) if isinstance(value, Gap) else f"{_DAYS[value.weekday()]}, {month_day(value)}"


# strftime would follow the computer's language
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _is_credential(part: str) -> bool:
    """Whether a part of a name is a degree or a suffix: `M.D.`, `PhD FACP`, `Jr.`."""
    words = re.sub(r"[.\-]", "", part).split()
    return bool(words) and all(map(_CREDENTIALS.fullmatch, words))


def _spoken(name: str) -> str:
    """Give a name as it is said: `Lindqvist, Signe, MD` is `Signe Lindqvist`."""
    first, *others = (part.strip() for part in name.split(","))
    kept = [part for part in others if part and not _is_credential(part)]
    words = " ".join([*kept, first]).split()
    # of a name all in capitals, no part can be told to be a degree
    while len(words) > _FULL and not name.isupper() and _is_credential(words[-1]):
        words.pop()
    return " ".join(words)


def _family(name: str) -> str:
    """Give the family name of a name as it is said."""
    words = name.split()
    start = max(len(words) - 1, 0)
    while start > 1 and _PARTICLES.fullmatch(words[start - 1].rstrip(".")):
        start -= 1
    return " ".join(words[start:])
