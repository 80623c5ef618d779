"""Why this program: which facts would fit any program, and what is still missing.

The rule is one: a fact would fit any program when each of its words could be said of any. The
program's own name, city, state and specialty are left out first, since they are what would be
swapped; so are a few set phrases of praise. One word of another sort (a number, a name, `refugee`,
`ultrasound`, `4+1`) makes a fact concrete: what these lists do not know is trusted, for a false
alarm costs more than a missed one. Words are compared without case, accents and plural `s`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fmgtrack.records.reason import REASON_KINDS
from fmgtrack.rules.prose import clean, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST, MOST = 3, 4
"""How many concrete facts an answer wants."""

_PHRASES = re.compile(
    r"(?:\b(?:top|rank(?:ed|ing)?|number)|#)(?: (?:the|as|at))*[ #]*(?:\d+|one)\b(?!-)"
    r"|\bno\.? ?1\b(?![-:])"
    r"|\b(?:close|tight)(?:ly)?[ -]knit\b|\bwork[ -]life[ -]balance\b|\bsecond to none\b"
    r"|\bstate[ -]of[ -]the[ -]art\b|\bcutting[ -]edge\b|\bhands[ -]on\b|\bin the (?:country|us)\b"
    r"|\b(?:like|as) (?:a|one)(?: (?:big|second))? family\b|\bfamily[ -](?:like|oriented)\b"
    r"|\bfeels? (?:like|at) home\b|\bevidence[ -]based\b|\bpatient[ -]cent(?:er|re)d\b"
    r"|\b(?:three|3)[ -]years? (?=program|residency|training)|\ball walks of life\b"
    r"|\bworld[ -](?:class|wide|renowned|famous)\b|\bfirst[ -](?:class|rate)\b"
    r"|\bbread[ -](?:and|&)[ -]butter\b",
    re.IGNORECASE,
)
"""Set phrases that praise any program, of words that elsewhere say something."""

_LITTLE = """
    a about also always among an and any are around as at be because been being both but by can
    do does even everyone for from get has have here how i if in into is it its just lot many me
    more most much my of on or other our out over own really seem seemed so some such than that
    the their them there these they this those to too truly up very want was we were what when
    where which who will with within would you your like love loved make made offer offered
    provide provided give find found see become continue feel learn grow thing way part one all
    well am enjoy
"""
_PRAISE = """
    advanced amazing approachable attractive awesome balanced beautiful best better big broad
    caring collaborative collegial comfortable committed commitment competitive comprehensive
    cohesive cooperative cultural cultured dedicated dedication different diverse diversity
    dynamic easy elite enthusiastic ethnic excellent excellence exceptional extensive
    extraordinary fair famous fantastic fine flexible friendly fun generous good great happy
    hardworking healthy helpful high higher highest highly humble ideal impressed impressive
    incredible innovative innovation inspiring interesting kind large leading light long lovely
    lively modern motivated motivating multicultural nice nurturing outstanding perfect personal
    pleasant popular positive prestige prestigious professional professionalism progressive
    prominent quality ranked ranking renowned reputable reputation reputed respect respected
    respectful rich rigorous robust safe small solid special stellar stimulating strength strong
    success successful super superb supportive supporting talented terrific top unique
    unparalleled unmatched varied variety various vast vibrant warm wealth welcoming wellness
    wellbeing wide wonderful
"""
_ANYWHERE = """
    academic ambience area atmosphere attending autonomy background balance benefit call care
    career case center centre challenge challenging city climate clinic clinical clinician coast
    colleague community complex complexity condition culture curriculum development didactic
    disease doctor education educational educator environment equipment experience exposure
    facility faculty fellow fellowship field fmg future goal graduate group growth hospital hour img
    independence institution international job knowledge leader leadership learner learning life
    lifestyle location match medical medicine mentor mentoring mentorship mission morale name
    nationality opportunity option outcome pathology patient pay people physician place
    population potential practice procedure program programme research residency resident
    resource salary schedule scholarly science scientific setting size skill socioeconomic
    specialist specialty sponsor sponsorship staff standard structure subspecialty support
    system teacher teaching team teamwork technology tertiary quaternary tradition train
    training underserved university value visa vision volume weather work working workload
"""

_SLIP_FROM = 7
"""Letters from which a word with one wrong, missing, spare or swapped letter is still known."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One reason on record."""

    ref: str
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """The reasons on record for another program; `names` as in `would_fit_any`."""

    program: str
    names: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that keeps an answer from being about this program.

    Attributes:
        code: `vague` (the fact `ref` would fit any program), `same` (it is on record for `program`
            too), `few` (only `number` concrete facts), `one-kind` (all are about `kind`).
    """

    code: str
    ref: str | None = None
    program: str | None = None
    kind: str | None = None
    number: int | None = None


def would_fit_any(
    facts: Sequence[Fact], names: Iterable[str], others: Iterable[Elsewhere]
) -> tuple[Finding, ...]:
    """What makes the reasons for one program fit any; empty when they do not.

    Args:
        facts: the reasons for this program.
        names: its name, institution, city, state and specialty, as far as known.
        others: the reasons for every other program.
    """
    own, others = tuple(names), tuple(others)
    found = []
    for fact in facts:
        if is_vague(fact.text, own):
            found.append(Finding(code="vague", ref=fact.ref))
        elif twin := next((one for one in others if _says(fact.text, own, one)), None):
            found.append(Finding(code="same", ref=fact.ref, program=twin.program))
    concrete = len(facts) - len(found)
    if concrete < FEWEST:
        found.append(Finding(code="few", number=concrete))
    kinds = {fact.kind for fact in facts}
    if len(kinds) == 1 and len(facts) >= FEWEST:
        found.append(Finding(code="one-kind", kind=kinds.pop()))
    return tuple(found)


def is_vague(text: str, names: Iterable[str]) -> bool:
    """Whether each word of a fact could be said of any program; see the top of this module."""
    own = _own(names)
    left = words(_PHRASES.sub(" ", clean(text)))
    return all(_root(word.key) in own or _is_general(_root(word.key)) for word in left)


def missing_kinds(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The kinds of which there is no fact yet, in the order of product.md section 9."""
    there = {fact.kind for fact in facts}
    return tuple(kind for kind in REASON_KINDS if kind not in there)


_KINDS = {
    "support": r"visas?|j ?-?1|h ?-?1 ?-?b|imgs?|fmgs?|international|foreign|sponsor\w*|immigra\w*",
    "call": r"calls?|floats?|night\w*|overnight|weekends?|shifts?|schedules?|\d ?\+ ?\d|x ?\+ ?y"
    r"|duty|jeopardy|moonlight\w*|hours",
    "research": r"research\w*|publi\w+|grants?|nih|trials?|labs?|laborator\w+|scholar\w*|qi|poster"
    r"|posters|abstracts?|quality improvement|statistic\w*|biostatistic\w*",
    "patients": r"patients?|clinics?|populations?|refugees?|uninsured|homeless|veterans?|rural"
    r"|county|safety.net|tribal|underserved|farm\w*|prison\w*|border|languages?|speaking",
    "education": r"curricul\w+|rotations?|electives?|simulat\w+|ultrasound|conferences?|didactics?"
    r"|teach\w*|tracks?|boards?|lectures?|workshops?|courses?|morning report|fellowships?"
    r"|procedur\w+|pathways?|half.days?",
    "culture": r"class|size|chiefs?|residents?|wellness|families|family|retreats?|mentor\w*"
    r"|coach\w*|directors?|faculty|small|culture|childcare|union|lunch\w*",
}


def kind_of(text: str) -> str | None:
    """The kind of a fact by its words, the one most of them speak for; None when none does.

    Of several the first of: support, call, research, patients, education, culture.
    """
    plain = clean(text).casefold()
    counts = {kind: len(re.findall(rf"\b(?:{known})\b", plain)) for kind, known in _KINDS.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None


def _own(names: Iterable[str]) -> frozenset[str]:
    return frozenset(_root(word.key) for name in names for word in words(name))


def _says(text: str, names: Iterable[str], other: Elsewhere) -> bool:
    """Whether a fact is on record for another program too, but for the names of the two."""
    named = _own((*names, *other.names))
    gist = _gist(text, named)
    return bool(gist) and any(gist == _gist(theirs, named) for theirs in other.texts)


def _gist(text: str, own: frozenset[str]) -> frozenset[str]:
    """The telling words of a fact: what two facts have in common that say the same."""
    return frozenset(
        root for word in words(text) if (root := _root(word.key)) not in own and root not in _SMALL
    )


def _root(key: str) -> str:
    """A word without its plural ending, so that `residents` and `resident` are one."""
    if key.endswith("ies") and key[:-4]:
        return f"{key[:-3]}y"
    return key[:-1] if key.endswith("s") and not key.endswith("ss") and key[:-2] else key


_SMALL = frozenset(_root(word) for word in _LITTLE.split())
_GENERAL = _SMALL | {_root(word) for word in f"{_PRAISE} {_ANYWHERE}".split()}


@lru_cache(maxsize=4096)
def _is_general(root: str) -> bool:
    if root in _GENERAL:
        return True
    return len(root) >= _SLIP_FROM and any(_is_slip(root, known) for known in _GENERAL)


def _is_slip(typed: str, known: str) -> bool:
    """Whether a word is another with one letter wrong, missing, spare or swapped with the next."""
    if abs(len(typed) - len(known)) > 1 or len(known) < _SLIP_FROM or typed[0] != known[0]:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(typed, known, strict=False)) if a != b),
        min(len(typed), len(known)),
    )
    one, other = typed[at:], known[at:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    )
