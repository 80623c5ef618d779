"""Reading people as they are typed: `Dr. Wei Chen <w.chen@example.org>, faculty, formal`.

The name comes before the first comma, whatever it looks like; the mail address may stand anywhere;
role, setting, a title, credentials and a suffix come after commas in any order.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.records.words import ROLES, SETTINGS, TITLES
from fmgtrack.rules.matching import meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EXAMPLE = "`Dr. Wei Chen <w.chen@example.org>, faculty, formal`"


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = {title.strip(".").casefold(): title for title in TITLES} | {
    "doctor": "Dr.",
    "professor": "Prof.",
    "mister": "Mr.",
}

_ROLES = {re.sub("-", "", role): role for role in ROLES} | {
    spelling: role
    for role, spellings in {
        "program-director": "pd director residencydirector residencyprogramdirector "
        "programmedirector progdirector progdir",
        "associate-director": "apd associateprogramdirector assistantprogramdirector "
        "associatepd assistantpd assistantdirector assocprogramdirector asstprogramdirector "
        "assocdirector asstdirector deputydirector viceprogramdirector",
        "chair": "chairman chairwoman chairperson departmentchair departmenthead "
        "headofdepartment vicechair chairofmedicine",
        "coordinator": "pc programcoordinator residencycoordinator residencyprogramcoordinator "
        "programmanager programadministrator programmecoordinator coordinators",
        "faculty": "facultymember corefaculty attending attendingphysician physician hospitalist "
        "assistantprofessor associateprofessor clinicalprofessor",
        "resident": "chiefresident residentphysician seniorresident intern pgy1 pgy2 pgy3 pgy4 "
        "pgy5",
        "other": "staff",
    }.items()
    for spelling in spellings.split()
}
"""Roles by their letters and digits alone, in lower case."""

_SETTINGS = {setting: setting for setting in SETTINGS} | {
    spelling: setting
    for setting, spellings in {
        "formal": "interview interviewer formalinterview facultyinterview panelinterview 11 1on1 "
        "1to1 oneonone onetoone",
        "meal": "lunch dinner breakfast brunch supper reception happyhour",
        "tour": "hospitaltour campustour virtualtour",
        "session": "infosession informationsession qa qanda qasession conference morningreport "
        "grandrounds presentation openhouse webinar meetandgreet",
        "correspondence": "email emails mail letter message",
    }.items()
    for spelling in spellings.split()
}
"""Settings by their letters and digits alone, in lower case."""

_CREDENTIALS = _split(
    "md do phd dphil drph scd edd dds dmd dnp pharmd psyd jd mbbs mbchb mbbch bmbs mbbchir bds mph "
    "mba mha mhpe med msed meded ms msc msci mscr msce mhs mhsc ma mpp mpa bs bsc ba rn np pa pac "
    "mrcp mrcs frcp frcpc frcs facp facs facc faafp faap facep fccp fccm fapa fidsa fhm sfhm fasn "
    "face facog facr fcap esq ctagme"
)
"""Degrees and fellowships by their letters alone, in lower case."""

_SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}

_PARTICLES = _split(
    "aan abu af al ap av bin bint da das de del della den der di dos du el ibn la las los op st "
    "st. saint ten ter van vande vander von zu zum zur"
)
_LOWER_PARTICLES = _split("ben do le lo san santa in 't \u2019t e")
"""Particles that are given names or surnames too when they begin with a capital."""

_AROUND = r"\s,;<>\u060c\uff0c\u3001"
_ADDRESS = re.compile(rf"<([^<>]*)>|((?<![^{_AROUND}])[^{_AROUND}@]*+@[^{_AROUND}]*)")
_SEPARATOR = re.compile(r"[,;\u060c\uff0c\u3001]")
_QUOTED = re.compile(r'^\s*["\u201c]([^"\u201c\u201d]*)["\u201d]')
_GLUED_TITLE = re.compile(r"^(dr|prof|mr|ms|mrs|mx)\.(?=\w)", re.IGNORECASE)
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_LONGEST_ADDRESS, _LONGEST_LOCAL, _LONGEST_LABEL = 254, 64, 63
_SHORT_CREDENTIAL = 2
_LAST_AND_FIRST = 2
_LEAST_NAME, _LONGEST_ROLE = 2, 3
_QUOTES = frozenset('"\u201c\u201d')
_JOINERS = frozenset("\u200c\u200d")
_FACULTY_TOO = frozenset(["program-director", "associate-director", "chair"])


@dataclass(frozen=True)
class Person:
    """One person as typed; what was not typed is None. `name` is without title and credentials."""

    title: str | None
    name: str
    email: str | None = None
    role: str | None = None
    setting: str | None = None


def read_person(text: str) -> Person:
    """The person a `--with` value names.

    Raises:
        InvalidError: there is no name, more than one address, role or setting, an address of the
            wrong form, a character that cannot stand in a mail, or a piece that is not known.
    """
    line = _one_line(text)
    rest, email = _take_address(line)
    first, *pieces = _SEPARATOR.split(_unquote(rest))
    if not pieces:
        first, pieces = _without_commas(first)
    title, name = _read_name(first)
    if not any(char.isalpha() for char in name):
        message = f"`{line}` has no name" if line else "a person needs a name"
        raise InvalidError(message, f"type the name first, like {_EXAMPLE}")
    person = Person(title, name, email)
    for piece in pieces:
        person = _add_piece(person, piece.strip())
    return person


NO_NAMES = frozenset({"i", "i'm", "we", "he", "she", "they", "the", "a", "an", "my", "our", "with"})
"""First words by which a sentence is told from a name."""


def refuse_word(text: str) -> None:
    """Refuse a lone word in lower case, rather meant for the program, and what begins a sentence.

    Raises:
        InvalidError: it is one.
    """
    word = text.strip()
    if word.isalpha() and word.islower():
        name = word.title()
        raise InvalidError(
            f"`{word}` is one word alone", f"type a person like `Dr. {name}` or `{name}, faculty`"
        )
    if word.partition(" ")[0].casefold() in NO_NAMES:
        raise InvalidError(
            f"`{word}` is no name",
            "type who it was, like `Dr. Wei Chen, faculty`; what was said is asked next",
        )


def read_email(text: str) -> str:
    """One mail address, fit for a mail header; a domain may have letters of any script.

    Raises:
        InvalidError: it has another form, or could carry a second address or header.
    """
    address = _visible(text).strip(" ")
    if address[:7].casefold() == "mailto:":
        address = address[7:]
    shown = "".join(char if char.isprintable() else "\ufffd" for char in address)
    if not address:
        raise InvalidError("the mail address is empty", "it looks like `w.chen@example.org`")
    if len(address) > _LONGEST_ADDRESS:
        raise InvalidError(
            f"the mail address has {len(address)} characters and may have {_LONGEST_ADDRESS}",
            "it looks like `w.chen@example.org`",
        )
    local, at, domain = address.rpartition("@")
    if not at or not _is_local(local) or not _is_domain(domain):
        raise InvalidError(
            f"`{shown}` is not one mail address", "it looks like `w.chen@example.org`"
        )
    return address


def read_title(text: str) -> str:
    """A title as `records.words.TITLES` has it, with or without its dot.

    Raises:
        UsageError: it is not known, with the nearest ones.
    """
    return _choose("title", text, _TITLES.get(_squeeze(text)), TITLES)


def read_role(text: str) -> str:
    """A role as `records.words.ROLES` has it: `PD` is a program director.

    Raises:
        UsageError: it is not known, with the nearest ones.
    """
    return _choose("role", text, _ROLES.get(_squeeze(text)), ROLES)


def read_setting(text: str) -> str:
    """A setting as `records.words.SETTINGS` has it: a `lunch` is a meal.

    Raises:
        UsageError: it is not known, with the nearest ones.
    """
    return _choose("setting", text, _SETTINGS.get(_squeeze(text)), SETTINGS)


def same_person(short: str, full: str) -> bool:
    """Whether a shorter way to write a name fits a fuller one: `okafor`, `A. Okafor`, `Ada Okafor`.

    Last names are equal; what stands before in the shorter one are first names or initials of the
    longer one, in order. Whose records are compared is the caller's task.
    """
    few, many = (_plain_words(text) for text in (short, full))
    if not few or not many or few[-1] != many[-1]:
        return False
    before = iter(many[:-1])
    return all(
        any(word == other or (len(word) == 1 and other.startswith(word)) for other in before)
        for word in few[:-1]
    )


def _plain_words(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return kept.split()


def last_name(name: str) -> str:
    """The name for a greeting: the last word and its particles, without suffix and credentials.

    `Anna van der Berg` is `van der Berg`, `Wei Chen, MD` is `Chen`, `Chen, Wei` is `Chen`. Of
    several surnames without a hyphen it is the last; a single word is itself.
    """
    pieces = [piece.strip() for piece in _SEPARATOR.split(name) if piece.strip()]
    words = pieces[0].split() if pieces else name.split()
    surname_first = any(not _is_dropped(piece) for piece in pieces[1:])
    while len(words) > 1 and (_is_suffix(words[-1]) or _is_credential_in_name(words[-1], words)):
        words.pop()
    start = 0 if surname_first else len(words) - 1
    while start > 1 and _is_particle(words[start - 1]):
        start -= 1
    if start == 1 and _begins_surname(words):
        start = 0
    return " ".join(words[start:])


def _squeeze(text: str) -> str:
    """Letters and digits alone, in lower case: `Q&A` and `Q & A` are `qa`."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def _choose(kind: str, text: str, known: str | None, choices: Sequence[str]) -> str:
    if known is not None:
        return known
    raise UsageError(f"`{text.strip()}` is no {kind}", meant(text, choices, all_of=True))


def _visible(text: str) -> str:
    """The text without invisible marks of direction or format, as pasted addresses carry them.

    Joiners stay: names in Persian and Indian scripts need them.
    """
    return "".join(c for c in text if unicodedata.category(c) != "Cf" or c in _JOINERS)


def _one_line(text: str) -> str:
    """The text with plain spaces alone, and no character that cannot stand in a mail."""
    line = " ".join(_visible(text).split())
    for char in line:
        if unicodedata.category(char) in {"Cc", "Cs"}:
            raise InvalidError(
                f"the person has a character that cannot be seen (U+{ord(char):04X})",
                f"type the person by hand, like {_EXAMPLE}",
            )
    if len(line) > 1 and line[0] in _QUOTES and line[-1] in _QUOTES:
        inner = line[1:-1]
        return line if _QUOTES & set(inner) else inner.strip()
    return line


def _take_address(text: str) -> tuple[str, str | None]:
    """The text without its mail address, and the address; a comma stands where it was."""
    found = list(_ADDRESS.finditer(text))
    if len(found) > 1:
        raise InvalidError(
            f"`{text}` has more than one mail address",
            "give each person a `--with` of their own",
        )
    if not found:
        _refuse_brackets(text, text)
        return text, None
    match = found[0]
    before, after = text[: match.start()], text[match.end() :]
    _refuse_brackets(before + after, text)
    typed = match[1] if match[1] is not None else match[2].strip("()[]{}\"'")
    separator = "," if before.strip() and after.strip() else ""
    return before + separator + after, read_email(typed)


def _refuse_brackets(rest: str, text: str) -> None:
    if "<" in rest or ">" in rest:
        raise InvalidError(
            f"`{text}` has a `<` or `>` too many", f"the mail address goes between both: {_EXAMPLE}"
        )


def _unquote(text: str) -> str:
    """The text without quotes round the name; `"Chen, Wei"`, as mail programs say it, turned."""
    quoted = _QUOTED.match(text)
    if quoted is None:
        return text
    names = [piece for piece in _SEPARATOR.split(quoted[1]) if not _is_dropped(piece)]
    turned = " ".join(reversed(names)) if len(names) == _LAST_AND_FIRST else quoted[1]
    return turned + text[quoted.end() :]


def _read_name(text: str) -> tuple[str | None, str]:
    """Title and name; of several titles the first, credentials at the end dropped."""
    title = None
    words = text.split()
    while words:
        glued = _GLUED_TITLE.match(words[0])
        word = glued[1] if glued else words[0]
        known = _TITLES.get(word.rstrip(".").casefold())
        if known is None:
            break
        title = title or known
        words = [words[0][glued.end() :], *words[1:]] if glued else words[1:]
    while len(words) > 1 and _is_credential_in_name(words[-1], words):
        words.pop()
    return title, " ".join(words)


def _without_commas(text: str) -> tuple[str, list[str]]:
    """The name, and the role and setting typed behind it without commas.

    Two words stay in front. One word alone counts unless it is written as a surname is.
    """
    words = text.split()
    pieces: list[str] = []
    end = len(words)
    while size := _known_behind(words[_LEAST_NAME:end]):
        pieces.insert(0, " ".join(words[end - size : end]))
        end -= size
    name, taken = " ".join(words[:end]), words[end:]
    if len(taken) == 1 and taken[0][:1].isupper() and (taken[0].istitle() or name.isupper()):
        return text, []
    return name, pieces


def _known_behind(words: Sequence[str]) -> int:
    """How many words at the end are one role or setting."""
    for size in range(min(_LONGEST_ROLE, len(words)), 0, -1):
        key = _squeeze(" ".join(words[-size:]))
        if key in _ROLES or key in _SETTINGS:
            return size
    return 0


def _add_piece(person: Person, piece: str) -> Person:
    """The person with what one piece after a comma says."""
    key = _squeeze(piece)
    if not key or _is_credential(piece):
        return person
    if key in _SUFFIXES:
        return replace(person, name=f"{person.name} {_SUFFIXES[key]}")
    if key in _TITLES:
        return replace(person, title=person.title or _TITLES[key])
    if key in _ROLES:
        return replace(person, role=_one_role(person.role, _ROLES[key], piece))
    if key in _SETTINGS:
        return replace(person, setting=_only("setting", person.setting, _SETTINGS[key], piece))
    words = re.split(r"[\s/]+", piece)
    if len(words) > 1 and all(_is_known(word) for word in words):
        for word in words:
            person = _add_piece(person, word)
        return person
    near = meant(piece, (*ROLES, *SETTINGS))
    raise InvalidError(
        f"`{piece}` after `{person.name}` is neither a role nor a setting",
        f"{near or 'the name goes before the first comma'}; "
        f"roles are {', '.join(ROLES)}; settings are {', '.join(SETTINGS)}",
    )


def _one_role(before: str | None, now: str, piece: str) -> str:
    """The role; those who lead a program are faculty too, and many are typed as both."""
    if before == "faculty" and now in _FACULTY_TOO:
        return now
    if now == "faculty" and before in _FACULTY_TOO:
        return before
    return _only("role", before, now, piece)


def _only(kind: str, before: str | None, now: str, piece: str) -> str:
    if before not in {None, now}:
        raise InvalidError(
            f"`{piece}` is a second {kind} beside {before}", f"keep one {kind} for each person"
        )
    return now


def _is_known(word: str) -> bool:
    known: tuple[Mapping[str, str], ...] = (_ROLES, _SETTINGS, _TITLES)
    return _is_credential(word) or any(_squeeze(word) in table for table in known)


def _is_credential(piece: str) -> bool:
    """Whether a piece after a comma is a degree; `Do` and `Ma` in title case are names."""
    key = _squeeze(piece)
    return key in _CREDENTIALS and not (
        len(key) == _SHORT_CREDENTIAL and key != "md" and piece == key.title()
    )


def _is_credential_in_name(word: str, words: Sequence[str]) -> bool:
    """Whether the last word of a name is a degree in capitals that is no surname (DO, MA, Mba)."""
    key = _squeeze(word)
    if key not in _CREDENTIALS or word in {key, key.title()}:
        return False
    if "." in word or key == "md":
        return True
    return len(key) > _SHORT_CREDENTIAL and any(char.islower() for char in "".join(words[:-1]))


def _is_suffix(word: str) -> bool:
    key = _squeeze(word)
    return key in _SUFFIXES and (key in {"jr", "sr"} or word.rstrip(".").isupper())


def _is_dropped(piece: str) -> bool:
    """Whether a piece after a comma is a suffix or credentials, and not a given name."""
    words = piece.split()
    return all(_is_credential(word) or _squeeze(word) in _SUFFIXES for word in words)


def _is_particle(word: str) -> bool:
    return word.casefold() in _PARTICLES or word in _LOWER_PARTICLES


def _begins_surname(words: Sequence[str]) -> bool:
    """Whether the first word is a particle and no given name, as where only a surname was typed."""
    first = words[0]
    if not _is_particle(first):
        return False
    return first.islower() or (len(words) > 2 and words[1].islower() and _is_particle(words[1]))  # noqa: PLR2004 - a word, a particle, a surname


def _is_local(local: str) -> bool:
    return len(local) <= _LONGEST_LOCAL and _LOCAL.fullmatch(local) is not None


def _is_domain(domain: str) -> bool:
    """Whether a domain has a dot, and labels of letters, digits and inner hyphens alone."""
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdecimal():  # noqa: PLR2004 - a name and what it ends in
        return False
    for label in labels:
        if not label or label[0] == "-" or label[-1] == "-":
            return False
        if not all(
            char == "-" or char.isalnum() or unicodedata.category(char)[0] == "M" for char in label
        ):
            return False
    try:
        plain = domain.encode("idna")
    except UnicodeError:
        return False
    return max(map(len, plain.split(b"."))) <= _LONGEST_LABEL
