"""What a transcript tells of an answer, kept as a try."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fmgtrack.actions import practice, tries
from fmgtrack.errors import AmbiguousError, NotFoundError
from fmgtrack.exchange.transcripts import read_file
from fmgtrack.records.results import Card, Notice
from fmgtrack.rules import speech
from fmgtrack.store import practice as kept
from fmgtrack.store.questions import LISTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmgtrack.actions.practice import Try
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.rules.speech import Speech

STAR = "star"
"""The frame whose answers have a part for the action."""

SHOWN = 8
"""How many tries a trend goes back."""


def report(  # noqa: PLR0913  options of one command
    work: Work,
    file: str,
    attempt: Try,
    *,
    text: str | None = None,
    program_text: str | None = None,
    speaker: str | None = None,
) -> Card:
    """Read a transcript, keep its figures as a try in one change, and tell them.

    Keys: those of a change (`action refs changed undo`), those of `tries.try_rows`, and
    `speaker speakers{name: words} target_seconds pace range filler_kinds fillers_per_100
    pause_seconds shares due_on trend`. `pace` is slow, within or fast; `trend` holds the last
    tries at this question, oldest first.

    Raises:
        ImportFailedError: the file cannot be read.
        InvalidError: it is no transcript.
        NotFoundError: nobody of that name speaks in it.
    """
    row = practice.named(work, text, program_text) if text else None
    sheet = practice.sheet(work, row) if row else None
    cues = read_file(Path(file))
    counts = speech.speakers(cues)
    who, said = _who(counts, speaker)
    spoken = speech.measure(cues, who)
    shares = speech.star_shares(spoken.text) if sheet and sheet["frame"] == STAR else None
    heard, missed = speech.heard(_points(sheet), spoken.text) if sheet else ((), ())
    if attempt.seconds is None and spoken.seconds:
        attempt = replace(attempt, seconds=spoken.seconds)
    with work.store.change() as change:
        made, mends = practice.insert(
            work,
            change,
            row,
            attempt,
            words=spoken.words,
            fillers=sum(spoken.fillers.values()),
            longest_run=spoken.longest_run and round(spoken.longest_run, 1),
            action_share=shares and shares["action"],
            heard="\n".join(heard) or None,
            missed="\n".join(missed) or None,
        )
        told = row["question"]["text"] if row else "no one question"
        change.title = f"kept a transcript as {made.ref}: {told} ({spoken.words} words)"
    number = made.question_id
    rows = [one for one in kept.tries(work.store) if one["question_id"] == number]
    trend = tries.try_rows(work, rows[-SHOWN:])
    due = practice.named(work, text, program_text)["due_on"] if text else None
    figures = {
        "action": "practice",
        "refs": [made.ref, *(mend.ref for mend in mends)],
        "changed": change.title,
        "undo": f"takes back: {change.title}",
        **tries.shown(work, made),
        "speaker": who or None,
        "speakers": counts,
        "target_seconds": row["question"]["minutes"] * 60 if row else None,
        **_figures(spoken, made.seconds),
        "shares": shares,
        "due_on": due,
        "trend": trend,
    }
    return Card("transcript", figures, (*said, *_notices(made.seconds, sheet)))


def _who(counts: dict[str, int], wanted: str | None) -> tuple[str, tuple[Notice, ...]]:
    """Whose part is looked at: the one who is named, else who says most; that is said then.

    Raises:
        NotFoundError: nobody of that name speaks.
        AmbiguousError: several do.
    """
    names = list(counts)
    if wanted is not None:
        fitting = _fitting(names, wanted)
        shown = [(name or "unnamed", f"{counts[name]} words") for name in names]
        if not fitting:
            raise NotFoundError(
                "speaker", wanted, nearest=shown, hint="type one of those who speak in the file"
            )
        if len(fitting) > 1:
            raise AmbiguousError("speaker", wanted, [(n, f"{counts[n]} words") for n in fitting])
        return fitting[0], ()
    if len(names) == 1:
        return names[0], ()
    others = ", ".join(name or "unnamed" for name in names[1:])
    return names[0], (Notice("speaker-taken", speaker=names[0] or "unnamed", others=others),)


def _fitting(names: Sequence[str], wanted: str) -> list[str]:
    typed = " ".join(wanted.lower().split())
    whole = [name for name in names if name.lower() == typed]
    return whole or [name for name in names if typed and typed in name.lower()]


def _points(sheet: Row) -> list[str]:
    """The themes and points of the answer that counts, and the reasons for the program."""
    answer = sheet["answer"] or {}
    points = [point for name in reversed(LISTS) for point in answer.get(name, ())]
    return list(dict.fromkeys([*points, *(reason["text"] for reason in sheet["reasons"])]))


def _figures(spoken: Speech, seconds: float | None) -> Row:
    speed = speech.pace(spoken.words, seconds)
    total = sum(spoken.fillers.values())
    return {
        "words_a_minute": speed,
        "pace": speed and speech.judged(speed),
        "range": [speech.SLOWEST, speech.FASTEST],
        "filler_kinds": spoken.fillers,
        "fillers_per_100": round(total * 100 / spoken.words, 1) if spoken.words else 0.0,
        "pause_seconds": speech.PAUSE,
    }


def _notices(seconds: float | None, sheet: Row | None) -> tuple[Notice, ...]:
    found = []
    if not seconds:
        found.append(Notice("transcript-no-times"))
    if sheet is None:
        found.append(Notice("transcript-no-question"))
    return tuple(found)
