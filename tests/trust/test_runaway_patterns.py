"""No regular expression runs away: the work for a text three times as long is about three times.

Every pattern of the package is tried on long texts made of its own words and of what patterns
often stumble over. Where the work grows faster, every text is cut before it gets there, and `CUT`
says at how many characters. The last test takes a record of long texts through the commands that
look at texts with patterns.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
import time
from functools import cache
from re import _parser as parser  # type: ignore[attr-defined]  # the one that `re` uses itself
from typing import TYPE_CHECKING, Any

import pytest
from tests.trust import filled
from tests.trust.hostile import TORTURE

import fmgtrack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

pytestmark = pytest.mark.xdist_group("patterns")  # they are gathered once

WAYS = "match|fullmatch|search|sub|subn|split|findall|finditer"
LENGTH = 3_000 if TORTURE else 600
SLOW = 0.002
"""Seconds of the processor from which on it is looked at how the work grows."""

GROWTH = 5.5
"""How many times the work may grow for three times the text: squares grow nine times."""

CUT = {
    r"[,\s-]*\b(?:residency |program )*coordinator\b": 500,  # the name of a guest
    r"[, ]+(USA|U\.S\.A\.|US|United States( of America)?)$": 80,  # a cell that may be a place
    r"[, ]+\d{5}(-\d{4})?$": 80,  # the same
    r"^\d+(?:st|nd|rd|th)?|\d+$": 80,  # the name of a column
    r"[(\[][^)\]]*[)\]]": 80,  # the same
    r"(?:^|\W)(?:\w\.){2,}$": 5,  # the end of a text
    r"(\w[^:]*?) {2,}": 120,  # a line above what somebody said
}
"""Patterns, or a part of one, whose work grows faster, and the longest text that gets to them."""

STUMBLES = (
    *(" ", "a", "A", "1", "a ", "A ", "Aa ", "a.", "A.", "1-", "1.", "a,", ", ", "a@", "a'", "a-"),
    *("(", "[", "<", "@", "'", ".", "=", ":", "\\", "-", "_", "{", "/", "!", "--", "a1", "() "),
    *("\n", " \n", ". ", "; ", "1:11 ", "\u0301", "[a] "),
)
"""What patterns stumble over when it comes again and again."""

LED = frozenset({" ", "a", "1", "(", ".", "\n"})
"""What is tried behind a word of the pattern's own too; under torture all is."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Every pattern of texts, with the ways in which it is used; each once."""
    found: dict[tuple[str, int], set[str]] = {}
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(fmgtrack.__path__, "fmgtrack.")
        if not info.name.endswith("__main__")
    ]
    used = [_used(inspect.getsource(module)) for module in modules]
    anywhere: dict[str, set[str]] = {}
    for here in used:
        for name, ways in here.items():
            anywhere.setdefault(name, set()).update(ways)
    for module, here in zip(modules, used, strict=True):
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            for pattern in _within(value):
                ways = here.get(name) or anywhere.get(name, set())
                found.setdefault((pattern.pattern, pattern.flags), set()).update(ways)
        for text, flags, way in _inline(source):
            found.setdefault((text, re.compile(text, flags).flags), set()).add(way)
    return tuple(
        (re.compile(text, flags), frozenset(ways or {"finditer"}))
        for (text, flags), ways in found.items()
    )


def _used(source: str) -> dict[str, set[str]]:
    """The names in a source that are used as patterns are, with the ways."""
    found: dict[str, set[str]] = {}
    for name, way in re.findall(rf"\b(\w+)\.({WAYS})\b", source):
        found.setdefault(name, set()).add(way)
    return found


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns that a value of a module is, or holds."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < 3 and isinstance(value, (tuple, list, set, frozenset, dict)):
        parts: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for part in parts:
            yield from _within(part, depth + 1)


def _inline(source: str) -> Iterator[tuple[str, int, str]]:
    """The patterns that stand in calls such as `re.sub("...")`: text, flags, way."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        text = node.args[0] if node.args else None
        known = re.fullmatch(rf"re\.({WAYS})", ast.unparse(node.func))
        if known and isinstance(text, ast.Constant):
            flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
            yield str(text.value), flags, known[1]


def _words(part: Any) -> Iterator[str]:  # noqa: ANN401  what the parser of `re` gives
    """The runs of letters that a pattern asks for."""
    run = ""
    for code, value in part:
        if str(code) == "LITERAL":
            run += chr(value)
            continue
        yield from filter(None, [run])
        run = ""
        for inner in _inner(value):
            yield from _words(inner)
    yield from filter(None, [run])


def _inner(value: Any) -> Iterator[Any]:  # noqa: ANN401  as above
    """The patterns within a part of a pattern."""
    if isinstance(value, parser.SubPattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _inner(one)


def _work(pattern: re.Pattern[str], ways: frozenset[str], text: str) -> float:
    start = time.process_time()
    if "match" in ways:
        pattern.match(text)
    if "fullmatch" in ways:
        pattern.fullmatch(text)
    if ways - {"match", "fullmatch"}:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - start


def _runs_away(pattern: re.Pattern[str], ways: frozenset[str], length: int) -> str:
    """A text that the pattern runs away on; empty if there is none."""
    words = sorted({word[:40] for word in _words(parser.parse(pattern.pattern, pattern.flags))})
    own = sorted(words, key=len)[-6:]
    for unit in (*STUMBLES, *own, *(f"{word} " for word in own)):
        for first in ("", *own[-1:]) if TORTURE or unit in LED else ("",):
            for last in ("\x01", "aa") if TORTURE else ("\x01",):
                texts = [(first + unit * most)[:most] + last for most in (length, 3 * length)]
                if _work(pattern, ways, texts[0]) < SLOW:
                    continue
                texts += [
                    (first + unit * 2 * most)[: 2 * most] + last for most in (length, 3 * length)
                ]
                if _grows(pattern, ways, *texts[:2]) and _grows(pattern, ways, *texts[2:]):
                    return f"{first!r}, {unit!r} again and again, {last!r}"
    return ""


def _grows(pattern: re.Pattern[str], ways: frozenset[str], short: str, long: str) -> bool:
    """Whether the work grows faster than the text, whatever else the machine does meanwhile."""
    pairs = [(_work(pattern, ways, short), _work(pattern, ways, long)) for _ in range(4)]
    less: float = min(short_work for short_work, _ in pairs)
    more: float = min(long_work for _, long_work in pairs)
    return less > SLOW / 2 and more > GROWTH * less


def _longest(pattern: re.Pattern[str]) -> int | None:
    return next((most for part, most in CUT.items() if part in pattern.pattern), None)


def test_no_pattern_runs_away() -> None:
    known = _patterns()
    assert len(known) > 100
    free = [(pattern, ways) for pattern, ways in known if _longest(pattern) is None]

    faults = {pattern.pattern: _runs_away(pattern, ways, LENGTH) for pattern, ways in free}

    assert not {text: said for text, said in faults.items() if said}


@pytest.mark.parametrize("part", CUT)
def test_a_pattern_whose_texts_are_cut_is_still_there(part: str) -> None:
    assert [pattern for pattern, _ in _patterns() if part in pattern.pattern]


def test_a_pattern_that_runs_away_is_found() -> None:
    assert _runs_away(re.compile(r"\s+$"), frozenset({"search"}), 1_200)
    assert not _runs_away(re.compile(r"\s$"), frozenset({"search"}), 1_200)


LONG = "".join(
    unit * (1_900 // len(unit)) for unit in ("[", "a.", "a ", "(", "-", "Dr. ", "1", ",")
)
"""A text of 15,000 characters, as long as a note may nearly be."""

READING = (
    *("today", "draft-email f1", "draft-email p1 --kind update --about x", "apply check"),
    *("apply cv --txt cv.txt", "apply suggest", "prep sheet i1", "prep stories"),
    *("show st1", "prep question q1", "prep why p1", "report page.html --all", "rol check"),
    *("export all.json --redact", "show p1", "show c1", "programs --json", "calendar days.ics"),
)
"""What looks at many texts with patterns."""


@pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no memory and time")
def test_long_texts_are_read_within_bounds(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.trust.bounding import Call, ended

    record = filled.made(tmp_path_factory.getbasetemp(), "long", lambda *_: LONG)

    ends = ended(
        {line: Call(line.split()) for line in READING}, record, tmp_path_factory.mktemp("long")
    )

    assert not {line: done.err[-500:] for line, done in ends.items() if not done.is_bounded}
    assert {line for line, done in ends.items() if done.code == 0} >= {"today", "show p1"}
