"""Every message has one voice; what is read here is what `make messages` lists."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.messages import ERROR, FINDING, NOTICE, QUESTION, Message, listing, messages

pytestmark = pytest.mark.xdist_group("messages")  # they are read once

every = cache(messages)


def plain() -> list[Message]:
    """Those that ask nothing."""
    return [one for one in every() if one.kind != QUESTION]


BANNED = (
    *("please", "simply", "just", "easily", "obviously", "of course", "sorry", "oops", "we", "our"),
    *("us", "invalid", "illegal", "failed to", "unable to", "bad", "abort", "fatal", "whoops"),
    *("e.g.", "i.e.", "etc", "via", "vs", "per se", "ad hoc", "successfully", "cannot not"),
    *("don't", "can't", "won't", "isn't", "doesn't", "let's", "you're", "it's"),
)
"""Words of no use to a person who reads a second language and wants to know what to type."""

OTHER_WORDS = {
    "follow up": "follow-up",
    "followup": "follow-up",
    "database": "record",
    "rank list": "rank order list",
    "thank you mail": "thank-you mail",
    "email address": "mail address",
    "e-mail": "mail",
    "parameter": "option",
    "argument": "option",
    "flag": "option",
    "directory": "folder",
    "timezone": "time zone",
    "time-zone": "time zone",
}
"""Words for what product.md calls by another one."""

MEANT_SO = {
    "store/connection.py": "database",  # it is said of another program's file
}
"""Files where one of these words is what is meant."""

CAPITALS = re.compile(
    r"(?:[A-Z]{2}|[A-Z]\w*[A-Z0-9]|\{|`|Enter\b|Dr\.|ECFMG|MyERAS|OET|Subject)", re.ASCII
)
"""How a message may begin that begins with a capital: a name, an abbreviation, a key."""

SAYS_ITSELF = {
    "is empty and was a record": "only said where there is a copy, whose command is the hint",
    "is damaged or no record": "the hint is the way back, or `--db`",
    "is no value for `{name}`": "the hint is the range, or the help",
}
"""Errors for which this reader finds no hint, and why that is right."""


VERBS = frozenset(
    {"type", "name", "give", "leave", "look", "take", "keep", "make", "mend", "save", "split"}
    | {"close", "cut", "write", "copy", "export", "run", "install", "say", "ask", "answer", "free"}
    | {"did", "one"}  # `did you mean`, `one of`
)
"""How a hint begins that has nothing to copy in backticks."""

FACTS = (
    "nothing to do",  # what was asked for is so already
    "no story was added",
    "quotation marks hold",
    "after the subject come",
    "the first is on line",
    "a template knows",
    "a template has its facts",
    "it takes ",
    "it has ",
    "it shows ",
    "it belongs to ",
    "this version has ",
    "there is none on record",
    "only one day, one time and one zone",
    "near: ",
)
"""Hints that tell what there is, from which it follows what to type."""


def _spoken(text: str) -> str:
    """A message without what stands in backticks, quotation marks and holes."""
    return re.sub(r'`[^`]*`|"[^"]*"|\{[^}]*\}', " ", text)


def test_the_listing_is_whole() -> None:
    kinds = {kind: sum(one.kind == kind for one in every()) for kind in (ERROR, FINDING, NOTICE)}
    assert kinds[ERROR] > 300
    assert kinds[NOTICE] > 150
    assert kinds[FINDING] > 30
    assert {"no interview matches `{text}`", "wrote {path}"} <= {one.text for one in every()}
    assert re.search(r"^[0-9]+ errors, [0-9]+ ", listing().splitlines()[-1])


def test_a_message_is_one_sentence_without_a_full_stop() -> None:
    wrong = [
        f"{one.place} {text}"
        for one in plain()
        for text in (one.text, one.hint)
        if text.endswith((".", "!", ";", ",")) or re.search(r"[a-z`]\. [A-Z]", _spoken(text))
    ]
    assert not wrong


def test_a_message_begins_in_lower_case() -> None:
    wrong = [
        f"{one.place} {text}"
        for one in plain()
        for text in (one.text.strip(), one.hint)
        if text[:1].isupper() and not CAPITALS.match(text)
    ]
    assert not wrong


def test_what_is_typed_stands_between_two_backticks() -> None:
    wrong = [
        f"{one.place} {text}"
        for one in every()
        for text in (one.text, one.hint)
        if text.count("`") % 2
    ]
    assert not wrong


def test_a_command_is_never_named_bare() -> None:
    options = re.compile(r"(?<![`\w-])--[a-z]")
    wrong = [
        f"{one.place} {text}"
        for one in plain()
        for text in (one.text, one.hint)
        if options.search(_spoken(text))
        or re.search(r"\bfmgtrack [a-z-]+ (?:REF|FILE)", _spoken(text))
    ]
    assert not wrong


def test_no_message_has_a_word_that_helps_nobody() -> None:
    words = "|".join(map(re.escape, BANNED))
    there = re.compile(rf"(?<![\w'-])(?:{words})(?![\w'-])", re.IGNORECASE)
    assert not [
        f"{one.place} {text}: {found[0]}"
        for one in every()
        for text in (one.text, one.hint)
        if (found := there.search(_spoken(text).replace("US", "")))
    ]


def test_a_thing_has_one_word() -> None:
    there = re.compile(rf"\b({'|'.join(OTHER_WORDS)})s?\b", re.IGNORECASE)
    assert not [
        f"{one.place} {text}: say {OTHER_WORDS[found[1].lower()]}"
        for one in every()
        for text in (one.text, one.hint)
        if (found := there.search(_spoken(text))) and MEANT_SO.get(one.file) != found[1].lower()
    ]


def test_every_error_says_what_to_type() -> None:
    wrong = [
        f"{one.place} {one.text}"
        for one in every()
        if one.kind == ERROR
        and not one.hint
        and one.text != "{...}"
        and not any(part in one.text for part in SAYS_ITSELF)
    ]
    assert not wrong


def test_every_hint_says_what_to_do() -> None:
    wrong = [
        f"{one.place} {one.text} -> {one.hint}"
        for one in every()
        if one.kind == ERROR
        and one.hint
        and not re.search(r"[`{]", one.hint)
        and one.hint.split()[0].rstrip(",") not in VERBS
        and not one.hint.startswith(FACTS)
    ]
    assert not wrong


def test_what_is_asked_ends_without_a_stop() -> None:
    asked = [one.text for one in every() if one.kind == QUESTION]
    assert asked
    assert not [text for text in asked if text.endswith((".", ":")) or not text.strip()]
