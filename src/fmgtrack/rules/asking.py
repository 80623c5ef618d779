"""Questions for the applicant to ask: how many, which next, and how they sound.

A setting wants two to four questions (product.md section 9). What counts there was chosen for it
and is not answered by the program's own page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from fmgtrack.records.asking import ASK_SETTINGS
from fmgtrack.rules.lexicon import STOP
from fmgtrack.rules.prose import words
from fmgtrack.rules.solicitation import has_wording, plain_words, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from fmgtrack.rules.solicitation import Wording

FEWEST = 2
"""Questions that a setting wants at least."""

MOST = 4
"""Questions that there is time for in a setting."""

OFFERED = 3
"""Questions that a setting has with those that are proposed."""

ALIKE = 0.6
"""From this share of common words on, two questions ask for the same."""

ANSWERED, ON_PAGE, MAILED, OPEN = "answered", "on-page", "in-mail", "open"
"""How a question stands, the first that holds."""

_EMPTY = STOP | {"program", "programme", "residency", "hospital", "resident", "residents"}
_SHORTEST = 4


class ToAsk(Protocol):
    """A question of the bank, as `reference/questions.py` gives it."""

    @property
    def key(self) -> str:
        """What it is called."""

    @property
    def text(self) -> str:
        """The question."""

    @property
    def settings(self) -> tuple[str, ...]:
        """Where it is asked, the best first."""

    @property
    def topic(self) -> str:
        """What it is about."""

    @property
    def on_page(self) -> bool:
        """Whether a program's own page usually answers it."""


class Softer(NamedTuple):
    """Wordings that put people on their guard, what they sound like, and a softer one."""

    key: str
    sounds: str
    wordings: tuple[Wording, ...]
    softer: str


class Proposal(NamedTuple):
    """A question of the bank for a setting."""

    setting: str
    question: ToAsk


class Person(NamedTuple):
    """Somebody to whom a mail is owed: ref of the follow-up, role, and where they were met."""

    ref: str
    role: str
    met: str | None


def state(answer: str | None, *, on_page: bool, mailed: bool) -> str:
    """How a chosen question stands; the first that holds of answered, on the page, in a mail."""
    if answer:
        return ANSWERED
    if on_page:
        return ON_PAGE
    return MAILED if mailed else OPEN


def propose(
    bank: Iterable[ToAsk],
    chosen: Sequence[tuple[str, str | None, str]],
    known: Collection[str],
    *,
    whole: str | None = None,
) -> list[Proposal]:
    """Questions of the bank that fit, setting by setting; the same record gives the same ones.

    A setting with fewer than two gets as many as make it three. Left out are questions that the
    program was or will be asked, those of a topic in `known`, and those that a page answers.
    Topics that were not touched yet come first, then those questions that suit the setting best.

    Args:
        bank: the questions there are, in order.
        chosen: setting, key and text of what was chosen at this program, and of what stands in
            mails to it (no key).
        known: topics that the record answers already.
        whole: a setting of which everything that fits is given.
    """
    left = [
        question
        for question in bank
        if not question.on_page
        and question.topic not in known
        and not any(key == question.key or alike(text, question.text) for _, key, text in chosen)
    ]
    topics = {question.key: question.topic for question in bank}
    used = [(setting, topics[key]) for setting, key, _ in chosen if key in topics]
    found: list[Proposal] = []
    for setting in ASK_SETTINGS:
        there = sum(one == setting for one, _, _ in chosen)
        wanted = OFFERED - there if there < FEWEST else 0
        if whole is not None:
            wanted = len(left) if setting == whole else 0
        for _ in range(wanted):
            fitting = [question for question in left if setting in question.settings]
            if not fitting:
                break
            best = min(fitting, key=lambda question: _worth(question, setting, used))
            left.remove(best)
            used.append((setting, best.topic))
            found.append(Proposal(setting, best))
    return found


def _worth(question: ToAsk, setting: str, used: list[tuple[str, str]]) -> tuple[int, bool, int]:
    """How far back a question stands: topics that were touched, and a better setting for it."""
    here = sum(topic == question.topic and one == setting for one, topic in used)
    anywhere = sum(topic == question.topic for _, topic in used)
    return here, question.settings[0] != setting, anywhere


def soften(text: str, softer: Iterable[Softer]) -> Softer | None:
    """The softer wording for a question that puts people on their guard; None for a good one."""
    plain = [plain_words(sentence) for sentence in sentences(text)]
    return next(
        (one for one in softer if any(has_wording(sentence, one.wordings) for sentence in plain)),
        None,
    )


def same(one: str, other: str) -> bool:
    """Whether two questions are word for word the same; case and punctuation do not count."""
    return [word.key for word in words(one)] == [word.key for word in words(other)]


def alike(one: str, other: str) -> bool:
    """Whether two questions ask for the same, by the words that carry content."""
    first, second = _content(one), _content(other)
    if not first or not second:
        return same(one, other)
    if first == second:
        return True
    common = len(first & second)
    return common >= FEWEST and common / len(first | second) >= ALIKE


def _content(text: str) -> frozenset[str]:
    keys = {word.key for word in words(text)} - _EMPTY
    # one letter more or less: `visa` and `visas`
    return frozenset(k.removesuffix("s") if len(k) >= _SHORTEST else k for k in keys)


_ROLES: Mapping[str, tuple[str, ...]] = {
    "formal": ("program-director", "associate-director", "chair", "faculty"),
    "meal": ("resident",),
    "session": ("program-director", "associate-director", "coordinator"),
    "coordinator": ("coordinator",),
}
_MET: Mapping[str, tuple[str, ...]] = {
    "formal": ("formal",),
    "meal": ("meal", "tour"),
    "session": ("session",),
    "coordinator": (),
}


def recipient(setting: str, people: Iterable[Person]) -> str | None:
    """Who is best asked by mail what stayed open: ref of the follow-up, None where nobody fits.

    A person of a role that knows it, met in that setting if there is one.
    """
    roles = _ROLES[setting]
    fitting = [one for one in people if one.role in roles or one.met in _MET[setting]]
    if not fitting:
        return None
    best = min(
        fitting,
        key=lambda one: (
            one.met not in _MET[setting],
            roles.index(one.role) if one.role in roles else len(roles),
        ),
    )
    return best.ref
