"""Transcripts as meeting programs and recognisers write them: WebVTT, SubRip, plain text.

What is in the file decides, not its name: where a line has two times and an arrow it is captions,
else text. Captions are put in order of time, and words that a rolling caption shows again are
taken once. Sounds in brackets such as `[Music]` are no speech. Everything here is linear in the
size of the file.
"""

from __future__ import annotations

import codecs
import html
import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from fmgtrack.errors import InvalidError
from fmgtrack.exchange.files import read_limited
from fmgtrack.rules.speech import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST = 2_000_000
"""Bytes of a file that is read; an hour of captions has some 100,000."""

MOST_LINES = 100_000
"""Lines of a file that is read; an hour of captions has some 5,000."""

CUT = "cut one answer out of it and name that"
"""What to do with a file that is too large."""

ROLLED = 4
"""Words that a caption has to begin with again to be a rolling one; fewer may be a stumble."""

_TIME = r"(?:(\d{1,6}):)?(\d{1,5}):(\d{1,2})(?:[.,](\d{1,9}))?"
_CUE = re.compile(rf"\[?\s*{_TIME}\s*-->\s*{_TIME}(\])?(.*)")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>\n]{1,200})>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<[\d:.]{5,20}>|\{\\[^{}\n]{0,200}\}")
_SOUND = re.compile(r"\[[^\[\]\n]{0,200}\]|[\u2669-\u266c]")
_BRACKETED = re.compile(r"(?<!\s)\s*+\[([^\[\]\n]{1,60})\]:")
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?"
_HEAD = re.compile(rf"\[([^\[\]]+)\] +{_CLOCK}|(\w[^:]*?) {{2,}}{_CLOCK}|[\[(]?{_CLOCK}[\])]?")
_LONGEST_HEAD = 120
_NAMED = re.compile(r"([^\W_a-z][^:\n<>?!;,]{0,60}):(?:\s+|$)")
_NAME_WORD = re.compile(r"[^\W\d_a-z]\S*|(?:de|van|von|der|den|la|el|al|bin|ibn|da|dos|di)")
_NUMBERED = re.compile(r"(?:speaker|participant|person|guest|caller|user|room) *\d+", re.IGNORECASE)
_NAME_WORDS = 5
_HEADINGS = re.compile(
    "situation|task|action|results?|star|learnt|learned|lessons?|notes?|questions?|answer|example"
    "|first|second|third|problem|outcome|points?|summary|present|past|future",
    re.IGNORECASE,
)
_OTHER_FILES = (b"PK\x03\x04", b"%PDF", b"{\\rtf")
_WIDEST_ROLL = 80
_TOUCHING = 0.5
_FLASH = 0.1


class _Line(NamedTuple):
    """A line of what is said, with the number of the cue it stands in."""

    cue: int
    text: str
    speaker: str = ""
    start: float | None = None
    end: float | None = None


def read_file(path: Path) -> tuple[Cue, ...]:
    """The cues of a transcript in a file.

    Raises:
        ImportFailedError: the file is missing, closed to the reader, or too large.
        InvalidError: it is no transcript.
    """
    return read_transcript(read_limited(path, LARGEST), path.name)


def read_transcript(data: bytes, name: str) -> tuple[Cue, ...]:
    """The cues of a transcript in order of time; those of a plain text have no times.

    `name` is the file's name, for messages.

    Raises:
        InvalidError: it is too large, no text, or nobody says a word in it.
    """
    lines = [line.strip(" \t\ufeff") for line in _LINE_END.split(_text(data, name))]
    if len(lines) > MOST_LINES:
        raise InvalidError(f"`{name}` has more than {MOST_LINES:,} lines", CUT)
    if any(_times(line) for line in lines):
        cues = list(_unrolled(_cues(sorted(_captions(lines), key=lambda one: one.start or 0))))
    else:
        cues = list(_cues(list(_prose(lines))))
    spoken = tuple(cue for cue in cues if re.search(r"[^\W_]", cue.text))
    if not spoken:
        raise InvalidError(
            f"nobody says a word in `{name}`", "name a transcript: .vtt, .srt or .txt"
        )
    return spoken


def _text(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise InvalidError(f"`{name}` is larger than {LARGEST // 1_000_000} MB", CUT)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not data.startswith(_OTHER_FILES):
            return text
    raise InvalidError(
        f"`{name}` is not a text file", "save the transcript as .vtt, .srt or .txt and name that"
    )


def _times(line: str) -> re.Match[str] | None:
    return _CUE.match(line) if "-->" in line else None


def _captions(lines: Iterable[str]) -> Iterator[_Line]:
    """What is said in captions, in the order of the file; notes and styles lie between cues."""
    number = 0
    times: tuple[float, float] | None = None
    body: list[str] = []
    hollow = False
    for line in (*lines, ""):
        match = _times(line)
        if match or not line:
            # the name of this cue, where no empty line parts it from the last, or one that is empty
            if match and times and body and (body[-1].isdigit() or (hollow and len(body) == 1)):
                body.pop()
            hollow = not body and not match
            if times and (body or match):
                yield from _spoken(number, body, *times)
                times, body = None, []
        elif times:
            body.append(line)
        if match:
            number += 1
            start, end = _seconds(*match.groups()[:4]), _seconds(*match.groups()[4:8])
            times = start, max(start, end)
            if match[9]:  # a recogniser at a terminal writes `[from --> to]  text`
                body.append(match[10])


def _seconds(hours: str | None, minutes: str, seconds: str, part: str | None) -> float:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + round(float(f"0.{part or 0}"), 3)


def _spoken(number: int, body: Iterable[str], start: float, end: float) -> Iterator[_Line]:
    """The lines of one cue, those with several voices parted."""
    voice = ""
    for line in body:
        pieces = _VOICE.split(line)
        for place, piece in enumerate(pieces):
            if place % 2:
                voice = " ".join(html.unescape(piece).split())
            elif said := _plain(piece):
                yield _Line(number, said, voice, start, end)


def _plain(text: str) -> str:
    """A line without tags, entities, sounds, and the marks that stand before a new speaker."""
    text = _BRACKETED.sub(r"\1:", html.unescape(_TAG.sub("", text)))
    return " ".join(_SOUND.sub(" ", text).lstrip(" \t-\u2013\u2014>\u00bb").split())


def _prose(lines: Iterable[str]) -> Iterator[_Line]:
    """The lines of a text; a heading with a clock, as `Name  0:03`, says who speaks from there."""
    speaker = ""
    for number, line in enumerate(lines):
        head = _HEAD.fullmatch(line) if len(line) <= _LONGEST_HEAD else None
        if head:
            speaker = " ".join((head[1] or head[2] or speaker).split())
        elif said := _plain(line):
            yield _Line(number, said, speaker)


def _cues(lines: list[_Line]) -> Iterator[Cue]:
    """The lines put together to cues, with the names before a colon taken as speakers."""
    for (_, speaker), group in groupby(_named(lines), key=lambda line: (line.cue, line.speaker)):
        said = list(group)
        yield Cue(
            text="\n".join(line.text for line in said),
            speaker=speaker,
            start=said[0].start,
            end=said[0].end,
        )


def _named(lines: list[_Line]) -> Iterator[_Line]:
    """Each line with its speaker, who is the one of the line before where none is named."""
    names = _names([line.text for line in lines])
    speaker = ""
    for line in lines:
        text = line.text
        match = _NAMED.match(text)
        if match and match[1] in names:
            speaker, text = match[1].strip(), text[match.end() :]
        else:
            speaker = line.speaker or speaker
        yield line._replace(text=text, speaker=speaker)


def _names(texts: list[str]) -> frozenset[str]:
    """The names that stand before a colon: of two words or more, or again and again.

    Where the very first line names somebody, single words are names too.
    """
    counts: dict[str, int] = {}
    for text in texts:
        match = _NAMED.match(text)
        if match and _is_name(match[1]):
            counts[match[1]] = counts.get(match[1], 0) + 1
    begins = bool(texts) and texts[0].partition(":")[0] in counts
    return frozenset(name for name, count in counts.items() if begins or count > 1 or " " in name)


def _is_name(text: str) -> bool:
    words = text.split()
    if _NUMBERED.fullmatch(text):
        return True
    if len(words) > _NAME_WORDS or _HEADINGS.fullmatch(text):
        return False
    return all(_NAME_WORD.fullmatch(word.strip("()")) for word in words)


def _unrolled(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Cues without the words that the caption before showed already."""
    shown: list[str] = []
    last: Cue | None = None
    for cue in cues:
        words = cue.text.split()
        keys = [re.sub(r"\W", "", word).lower() or word for word in words]
        again = 0
        if last and last.speaker == cue.speaker and _follows(last, cue):
            again = _again(shown, keys)
            if again < ROLLED and not _rolls(last, cue, again):
                again = 0
        shown, last = keys, cue
        yield Cue(text=" ".join(words[again:]), speaker=cue.speaker, start=cue.start, end=cue.end)


def _follows(last: Cue, cue: Cue) -> bool:
    return (cue.start or 0) - (last.end or 0) <= _TOUCHING


def _again(shown: list[str], keys: list[str]) -> int:
    """How many words at the beginning were the last ones that were shown."""
    for count in range(min(len(shown), len(keys), _WIDEST_ROLL), 0, -1):
        if shown[-count:] == keys[:count]:
            return count
    return 0


def _rolls(last: Cue, cue: Cue, again: int) -> bool:
    """Whether a caption rolls although only a few words come again.

    A whole line of it moved up, the caption before grew while it was spoken, or it is shown for
    an instant and says nothing new.
    """
    first, _, more = cue.text.partition("\n")
    moved = bool(more) and again == len(first.split())
    before = last.text.split()
    grew = 0 < again == len(before) < len(cue.text.split()) and before[-1][-1:].isalnum()
    flash = again == len(cue.text.split()) and (cue.end or 0) - (cue.start or 0) <= _FLASH
    return bool(again) and (moved or grew or flash)
