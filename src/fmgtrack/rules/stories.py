"""Which stories a set still lacks, and what to look at in one of them.

The wanted set is that of product.md section 9. A story counts in each row of which it shows a
competency, so one story may fill two rows, and once in a row whatever it shows of it.

`flags` reads words, not meaning: it advises and holds nothing back. Case and the form of an
apostrophe never count, unless where a name is looked for. Its rules, by code:

- `unfinished`: situation, task, action or result is empty (`-`, `n/a`, `tbd` and the like too).
- `thin-action`: the action has fewer words than the situation.
- `we-only`: the action has "we", "us", "our" or "the team", but no "I" nor what was "my part".
- `no-insight`: a story about a mistake has nothing under what was learnt.
- `no-change`: what was learnt and the result of a mistake hold no sentence about what is done
  since: "since then", "from then on", "I now check", "I always read back", "every time", "I no
  longer", "we introduced", "I ask" and their kin. To know, to understand, to remember or to
  be sorry is no change.
- `identifies`: a name after a title other than that of a doctor ("Mrs. Khan"; "Mrs. K." is none),
  a named patient, a full date of birth, a number of a record or an identity card, a room or bed.
- `blames`: a harsh word about another person, or whose fault it was. What is said of oneself, or
  denied ("she was not lazy"), is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fmgtrack.rules import story_words as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fmgtrack.records.story import Story

STAR = ("situation", "task", "action", "result")
"""The parts of a story, in the order in which it is told."""

PARTS = (*STAR, "learnt")
"""All that is written of a story beside its title."""

CODES = (
    "unfinished",
    "thin-action",
    "we-only",
    "no-insight",
    "no-change",
    "identifies",
    "blames",
)
"""Every code of a flag, in the order in which they are given."""

MOST_QUOTED = 3
"""How many pieces of a text a flag quotes."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A row of the wanted set: competencies of which `low` to `high` stories are to be ready."""

    key: str
    competencies: tuple[str, ...]
    low: int
    high: int


WANTED = (
    Wanted(key="patient-care", competencies=("patient-care",), low=3, high=4),
    Wanted(key="conflict-teamwork", competencies=("conflict", "teamwork"), low=2, high=2),
    Wanted(key="mistake", competencies=("mistake",), low=1, high=2),
    Wanted(
        key="leadership-teaching-research",
        competencies=("leadership", "teaching", "research"),
        low=1,
        high=2,
    ),
)
"""The wanted set of product.md section 9."""


@dataclass(frozen=True, kw_only=True)
class Cover:
    """How far a row of the wanted set is covered.

    `stories` are the refs of those that show it, `unfinished` of those the ones that lack a part.
    """

    wanted: Wanted
    stories: tuple[str, ...]
    unfinished: tuple[str, ...]

    @property
    def have(self) -> int:
        """How many stories there are."""
        return len(self.stories)

    @property
    def missing(self) -> int:
        """How many are still wanted at least; never below 0."""
        return max(0, self.wanted.low - self.have)


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Something to look at in a story: one of `CODES`, and a sentence."""

    code: str
    message: str


def coverage(stories: Iterable[Story]) -> tuple[Cover, ...]:
    """For each row of the wanted set, the stories there are, in the order in which they came."""
    told = [(story, shown(story), bool(_lacking(story))) for story in stories]
    return tuple(
        Cover(
            wanted=wanted,
            stories=tuple(s.ref for s, shows, _ in told if shows & {*wanted.competencies}),
            unfinished=tuple(
                s.ref for s, shows, lacks in told if lacks and shows & {*wanted.competencies}
            ),
        )
        for wanted in WANTED
    )


def shown(story: Story) -> frozenset[str]:
    """The competencies that a story shows."""
    return frozenset((story.competencies or "").split())


def flags(story: Story) -> tuple[Flag, ...]:
    """What to look at in a story, in the order of `CODES`; empty when nothing was found."""
    found = ((code, check(story)) for code, check in _CHECKS.items())
    return tuple(Flag(code=code, message=message) for code, message in found if message)


def _said(story: Story, part: str) -> str:
    """A part with plain apostrophes; empty where nothing but a placeholder stands there."""
    text = words.plain(getattr(story, part) or "").strip()
    return "" if text.casefold().strip(" .!?-_<>[]()/") in words.PLACEHOLDERS else text


def _lacking(story: Story) -> list[str]:
    return [part for part in STAR if not _said(story, part)]


def _unfinished(story: Story) -> str | None:
    lacking = _lacking(story)
    if not lacking:
        return None
    if len(lacking) == len(STAR):
        return "only the title is there so far"
    *first, last = [f"the {part}" for part in lacking]
    if not first:
        return f"{last} is still missing"
    return f"{', '.join(first)} and {last} are still missing"


def _thin_action(story: Story) -> str | None:
    action, situation = (len(words.tokens(_said(story, part))) for part in ("action", "situation"))
    if not 0 < action < situation:
        return None
    return (
        f"the action is shorter than the situation ({action} and {situation} words), and the"
        " action should carry the story"
    )


def _we_only(story: Story) -> str | None:
    action = _said(story, "action")
    if not words.WE.search(action) or words.I_DID.search(action):
        return None
    return "the action speaks of what all of you did: say what you did yourself, with `I`"


def _no_insight(story: Story) -> str | None:
    if "mistake" not in shown(story) or _said(story, "learnt"):
        return None
    return "a story about a mistake needs what it taught you"


def _no_change(story: Story) -> str | None:
    learnt, result = _said(story, "learnt"), _said(story, "result")
    if "mistake" not in shown(story) or not learnt:
        return None
    if any(words.CHANGE.search(" ".join(text.split())) for text in (learnt, result)):
        return None
    return (
        "no sentence says what you do differently since, such as `since then I read every dose"
        " back`"
    )


def _identifies(story: Story) -> str | None:
    pieces = dict.fromkeys(piece for text in _all(story) for piece in identifying(text))
    if not pieces:
        return None
    verb, them = ("tells", "it") if len(pieces) == 1 else ("tell", "them")
    return (
        f"{_quoted(pieces)} {verb} who the patient may be: leave {them} out,"
        " `a woman in her sixties` says enough"
    )


def _blames(story: Story) -> str | None:
    pieces = dict.fromkeys(piece for text in _all(story) for piece in blaming(text))
    if not pieces:
        return None
    verb = "sounds" if len(pieces) == 1 else "sound"
    return f"{_quoted(pieces)} {verb} like blame: say what happened, and leave the verdict out"


def _all(story: Story) -> Iterator[str]:
    yield words.plain(story.title)
    for part in PARTS:
        yield _said(story, part)


def _quoted(pieces: Iterable[str]) -> str:
    quoted = [f"`{' '.join(piece.split()).replace('`', '')}`" for piece in pieces]
    shown_first = ", ".join(quoted[:MOST_QUOTED])
    more = len(quoted) - MOST_QUOTED
    return f"{shown_first} and {more} more" if more > 0 else shown_first


def identifying(text: str) -> Iterator[str]:
    """The pieces of a text that may tell who a patient is, by kind of piece."""
    text = words.plain(text)
    for match in words.TITLED.finditer(text):
        if _is_titled_name(match["title"], match["dot"], match["name"]):
            yield match[0]
    # most texts hold none of the words, and looking for a word is quick
    folded = text.lower()
    for word, patterns in words.NAMED.items():
        for pattern in patterns if word in folded else ():
            for match in pattern.finditer(text):
                if _is_name(match["name"]):
                    yield match["name"]
    for pattern in words.NUMBERS if words.DIGIT.search(text) else ():
        for match in pattern.finditer(text):
            yield match[0]


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and word.casefold() not in words.NO_NAMES


def _is_titled_name(title: str, dot: str, name: str) -> bool:
    """Whether a title is followed by a name, and is a title: not magnetic resonance, nor to miss.

    A lower-case name counts after `Mr`, `Mrs` or `Ms` alone; a single letter is no name.
    """
    own = name.rpartition(" ")[2].rpartition("-")[2]
    if len(own.strip(".'")) < words.SHORTEST_NAME or own.casefold() in words.NO_NAMES:
        return False
    if title in ("MR", "MS") and not dot:
        return False
    if own[0].isupper():
        return title[0].isupper() or title in ("mr", "mrs", "ms")
    return title.casefold() in ("mr", "mrs") or (title.casefold() == "ms" and bool(dot))


def blaming(text: str) -> Iterator[str]:
    """The harsh words of a text that are neither about oneself nor denied, and whose fault."""
    text = words.plain(text)
    for match in words.HARSH.finditer(text):
        before = words.CLAUSE_END.split(text[max(0, match.start() - words.NEAR) : match.start()])
        mine = words.SELF_MISTAKE if words.A_MISTAKE.match(text, match.end()) else words.SELF
        if not (mine.search(before[-1]) or words.DENIED.search(before[-1])):
            yield match[0]
    for match in words.FAULT.finditer(text):
        yield match[0]


_CHECKS: dict[str, Callable[[Story], str | None]] = {
    "unfinished": _unfinished,
    "thin-action": _thin_action,
    "we-only": _we_only,
    "no-insight": _no_insight,
    "no-change": _no_change,
    "identifies": _identifies,
    "blames": _blames,
}
