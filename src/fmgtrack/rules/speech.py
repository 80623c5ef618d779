"""What a transcript tells of an answer that was spoken, counted by plain rules.

Times are seconds from the beginning of the recording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fmgtrack.rules.fillers import fillers, is_hesitation
from fmgtrack.rules.lexicon import DATES, STOP
from fmgtrack.rules.prose import clean
from fmgtrack.rules.spoken import count_words, sentences, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SLOWEST, FASTEST = 120, 160
"""Words a minute that most listeners follow: our own rule of thumb, not a finding of research."""

PAUSE = 1.0
"""Seconds without a caption from which on a pause is counted."""

PARTS = ("situation", "task", "action", "result")
"""The parts of a STAR answer in order; what was learnt belongs to the result."""

_SITUATION, _TASK, _ACTION, _RESULT = range(len(PARTS))


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A piece of a transcript: what was said, by whom, and from when to when if that is known."""

    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, kw_only=True)
class Speech:
    """The figures of one person's part of a transcript.

    `seconds` and `longest_run` (the longest time without a pause) are None where no times are
    known. `fillers` holds the kinds that were heard and how often.
    """

    text: str
    words: int
    seconds: float | None
    longest_run: float | None
    fillers: dict[str, int]


def speakers(cues: Iterable[Cue]) -> dict[str, int]:
    """How many words each speaker says, who says most first."""
    counts: dict[str, int] = {}
    for cue in cues:
        counts[cue.speaker] = counts.get(cue.speaker, 0) + count_words(cue.text)
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def measure(cues: Iterable[Cue], speaker: str) -> Speech:
    """The figures of what one speaker says, from all cues in order.

    The length is that of the speaker's turns with the pauses in them; while another one speaks
    nothing is counted.
    """
    turns = _turns(cues, speaker)
    text = clean(" ".join(cue.text for turn in turns for cue in turn))
    timed = [span for span in map(_span, turns) if span]
    return Speech(
        text=text,
        words=count_words(text),
        seconds=sum(map(_length, timed)) if timed else None,
        longest_run=max(map(_longest_run, timed)) if timed else None,
        fillers=fillers(text),
    )


def _turns(cues: Iterable[Cue], speaker: str) -> list[list[Cue]]:
    """The runs of cues of a speaker that nobody else interrupts."""
    turns: list[list[Cue]] = []
    before = None
    for cue in cues:
        if cue.speaker == speaker:
            if before != speaker:
                turns.append([])
            turns[-1].append(cue)
        before = cue.speaker
    return turns


def _span(turn: Iterable[Cue]) -> list[tuple[float, float]]:
    return sorted(
        (cue.start, max(cue.start, cue.end or 0)) for cue in turn if cue.start is not None
    )


def _length(span: Sequence[tuple[float, float]]) -> float:
    return max(end for _, end in span) - span[0][0]


def _longest_run(span: Sequence[tuple[float, float]]) -> float:
    longest = 0.0
    begin, until = span[0]
    for start, end in span:
        if start - until >= PAUSE:
            begin = start
        until = max(until, end)
        longest = max(longest, until - begin)
    return longest


def pace(words: int, seconds: float | None) -> int | None:
    """Words a minute; None without a length."""
    return round(words * 60 / seconds) if seconds else None


def judged(speed: int) -> str:
    """Whether so many words a minute are `slow`, `within` the range, or `fast`."""
    if speed < SLOWEST:
        return "slow"
    return "within" if speed <= FASTEST else "fast"


_DOING = re.compile(
    r"\bi (?:(?:\w+ly|also|then|first|next|just|even|therefore|and|immediately) )?(\w+)"
)
_PAST = re.compile(
    "began|bought|brought|built|came|chose|did|drew|drove|found|gave|held|kept|led|left|made|met"
    "|paid|put|ran|rang|read|said|sat|sent|set|shared|shook|showed|spent|spoke|stayed|stood|taught"
    "|told|took|went|withdrew|wrote|[a-z]+ed"
)
_NO_DEED = re.compile(
    "believed|covered|enjoyed|expected|feared|graduated|happened|hated|hoped|indeed|joined|learned"
    "|liked|lived|loved|missed|needed|noticed|realised|realized|received|remembered|rotated|seemed"
    "|studied|trained|used|wanted|worked|worried"
)
_TASKS = re.compile(
    r"\bmy (?:task|role|job|duty|goal|aim|responsibility)\b|\bi (?:had|needed|have) to\b"
    r"|\bi was (?:asked|responsible|supposed|expected|told) \b|\bwe (?:had|needed) to\b"
    r"|\bthe (?:challenge|goal|task|problem) was\b|\bit was (?:up to me|on me|my turn)\b"
)
_OUTCOMES = re.compile(
    r"\bas a result\b|\bin the end\b|\bthe (?:result|outcome)s?\b|\bsince then\b"
    r"|\bi(?:'ve)? (?:have )?learn(?:ed|t)\b|\btaught me\b|\blooking back\b"
)
_ENDINGS = re.compile(
    r"\b(?:improved|recovered|survived|stabili[sz]ed|thanked|resolved|discharged|went home|did well"
    r"|dropped|fell|rose|decreased|increased|reduced|percent|from then on|ever since|nowadays"
    r"|now (?:we|i|they)|today (?:we|i|they)|afterwards?|eventually)\b|%"
)


def star_shares(text: str) -> dict[str, float] | None:
    """How much of an answer went to each part of STAR, as shares of its words: an estimate.

    Each sentence belongs to one part: to the action when it says what was done (`I` with a verb of
    the past, as in `I then called`), to the task by words such as `my role` or `I had to`, to the
    result by words such as `as a result` or, after an action, `improved`; without such words to
    the part before it. The parts come in order; only from the result it may go back to the action.

    None where there is no word, or nothing parts the text into sentences.
    """
    parted = sentences(text)
    total = sum(map(len, parted))
    if not total or (len(parted) == 1 and not re.search(r"[.?!]", text)):
        return None
    counts = [0] * len(PARTS)
    part = _SITUATION
    for sentence in parted:
        keys = (token.key for token in sentence if not is_hesitation(token.key))
        part = _part(" ".join(keys), part)
        counts[part] += len(sentence)
    return {name: round(count / total, 3) for name, count in zip(PARTS, counts, strict=True)}


def _part(said: str, before: int) -> int:
    """The part that a sentence belongs to, given that of the sentence before it."""
    if _OUTCOMES.search(said) or (before >= _ACTION and _ENDINGS.search(said)):
        return _RESULT
    if before < _ACTION and _TASKS.search(said):
        return _TASK
    if any(_is_deed(match[1]) for match in _DOING.finditer(said)):
        return _ACTION
    return before


def _is_deed(verb: str) -> bool:
    return bool(_PAST.fullmatch(verb)) and not _NO_DEED.fullmatch(verb)


_SUFFIXES = (
    *("ational", "ations", "ation", "ating", "ated", "ates", "ate", "ments", "ment", "ingly"),
    *(
        "edly",
        "ying",
        "ings",
        "ing",
        "ions",
        "ion",
        "ies",
        "ied",
        "ers",
        "ors",
        "ed",
        "er",
        "or",
        "es",
    ),
    *("ly", "s", "y", "e"),
)
_SHORTEST = 3


def stem(word: str) -> str:
    """A word without its ending, so that `teaching`, `teacher` and `teaches` are one."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            word = word.removesuffix(suffix)
            break
    doubled = len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "ls"
    return word[:-1] if doubled else word


def _content(text: str) -> set[str]:
    """The stems of the words of a text that carry content."""
    keys = (key for token in tokens(text) for key in token.key.removesuffix("'s").split("-"))
    return {stem(key) for key in keys if key not in STOP and key not in DATES}


def heard(points: Iterable[str], text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The points that were heard in a text, and those that were missed.

    A point is heard when half of its words that carry content were said in any form, and at least
    two of them where it has two. Points without such words are left out.
    """
    said = _content(text)
    there: list[str] = []
    missing: list[str] = []
    for point in points:
        wanted = _content(point)
        needed = max(min(2, len(wanted)), (len(wanted) + 1) // 2)
        if wanted:
            (there if len(wanted & said) >= needed else missing).append(point)
    return tuple(there), tuple(missing)
