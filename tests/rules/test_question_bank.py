"""The bank of questions that ships: no gaps, no doubles, one voice."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from fmgtrack.records.question import ASSESSED, QUESTION_KINDS, TO_ASK
from fmgtrack.reference.questions import BankQuestion, bank, frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ASKED_KINDS = tuple(kind for kind in QUESTION_KINDS if kind != TO_ASK)

DOUBLE = 0.6
"""Share of common words from which two sentences count as the same."""

CAPITALIZED = {"I", "CV", "US", "English", "American"}
"""All that may have a capital within a sentence: so no person's name can stand there."""

TITLE = re.compile(r"\b(Dr|Prof|Mr|Mrs|Ms)\b")

BRITISH = re.compile(
    r"(behavi|col|fav|hon|lab|rum|neighb)our"
    r"|(recogn|real|organ|apolog|priorit|summar|author|minim|emphas)is(e|ing)"
    r"|\b(special|critic)is(e|ed|ing)\b"
    r"|practis|licence|centre|programme|learnt|whilst|judgement|towards|paediat|anaesth"
    r"|(cance|trave|labe|counse|mode)ll(ed|ing)"
)

WORN = ("passion", "team player", "outside the box", "ground running", "to the table", "honored to")

SHORTENED = re.compile(r"n't\b|\w'(re|ll|ve|m|d)\b|\b(it|that|what|who|there|let)'s\b")


def prose(question: BankQuestion) -> tuple[str, ...]:
    """Everything of a question that a person reads."""
    return (question.text, question.asks, *question.pitfalls)


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def likeness(one: str, other: str) -> float:
    return len(words(one) & words(other)) / len(words(one) | words(other))


def alike(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [pair for pair in combinations(texts, 2) if likeness(*pair) >= DOUBLE]


def within(text: str) -> Iterator[str]:
    """Words with a capital that do not begin a sentence."""
    for found in re.finditer(r"[A-Za-z]+", text):
        before = text[: found.start()].rstrip()
        begins = not before or before[-1] in ".?" or before.endswith(("'", ", '"))
        if found.group()[0].isupper() and not begins:
            yield found.group()


def test_there_are_enough_of_every_kind() -> None:
    count = Counter(question.kind for question in bank())

    assert set(count) == set(ASKED_KINDS)
    assert min(count.values()) >= 12
    assert min(count["behavioural"], count["clinical"]) >= 24
    assert count.total() >= 165


def test_everything_that_is_assessed_is_asked_about() -> None:
    count = Counter(word for question in bank() for word in question.assesses)

    assert set(count) == set(ASSESSED)
    assert min(count.values()) >= 8


def test_a_file_is_named_after_the_kind_it_holds() -> None:
    folder = files("fmgtrack.reference") / "bank"
    held = {}
    for file in folder.iterdir():
        body = tomllib.loads(file.read_text(encoding="utf-8")) if "." in file.name else {}
        if "question" in body:
            held[file.name] = body["kind"], len(body["question"])

    assert held == {
        f"{kind}.toml": (kind, sum(question.kind == kind for question in bank()))
        for kind in ASKED_KINDS
    }


def test_kinds_come_in_the_order_in_which_an_interview_goes() -> None:
    assert tuple(dict.fromkeys(question.kind for question in bank())) == ASKED_KINDS


def test_a_key_names_one_question_and_nothing_else() -> None:
    keys = [question.key for question in bank()]

    assert len(set(keys)) == len(keys)
    assert not set(keys) & (set(ASSESSED) | set(frames()) | (set(QUESTION_KINDS) - set(keys)))
    for key in keys:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", key), key
        assert len(key) <= 24, key


@pytest.mark.parametrize("key", ["about-yourself", "walk-cv", "colleague-describes"])
def test_questions_about_oneself_go_from_the_present_over_the_past(key: str) -> None:
    (question,) = (question for question in bank() if question.key == key)

    assert (question.kind, question.frame) == ("openers", "present-past-future")


def test_only_openers_are_answered_by_telling_of_oneself() -> None:
    told = [question for question in bank() if question.frame == "present-past-future"]

    assert len(told) >= 3
    assert {question.kind for question in told} == {"openers"}


def test_why_this_program_is_answered_with_facts_of_it() -> None:
    (question,) = (question for question in bank() if question.key == "why-program")

    assert question.frame == "concrete-facts"
    assert {q.frame for q in bank() if q.kind == "why-program"} == {"concrete-facts"}


@pytest.mark.parametrize("question", bank(), ids=lambda question: question.key)
def test_a_question_is_whole(question: BankQuestion) -> None:
    assert question.text.endswith((".", "?"))
    assert 12 <= len(question.text) < 220
    assert question.asks.endswith(".")
    assert ". " not in question.asks
    assert len(question.asks) < 140
    assert question.frame in frames()
    assert 0.5 <= question.minutes <= 3
    assert question.minutes * 2 == int(question.minutes * 2), "halves of a minute are enough"
    assert 1 <= len(set(question.assesses)) == len(question.assesses) <= 3
    assert set(question.assesses) <= set(ASSESSED)
    assert 1 <= len(set(question.pitfalls)) == len(question.pitfalls) <= 3
    for pitfall in question.pitfalls:
        assert pitfall[0].islower(), pitfall
        assert 10 <= len(pitfall) < 110, pitfall
        assert not pitfall.endswith((".", ",", ";", ":")), pitfall


@pytest.mark.parametrize("question", bank(), ids=lambda question: question.key)
def test_it_reads_as_one_voice(question: BankQuestion) -> None:
    for text in prose(question):
        assert text.isascii(), text
        assert text.isprintable(), text
        assert text == " ".join(text.split()), text
        assert not set('!"`()*_') & set(text), text
        assert text.count("'") != 1 or re.search(r"\w'(s\b|\s)", text), text
        assert not BRITISH.search(text.lower()), text
        assert not SHORTENED.search(text.lower()), text
        assert not any(phrase in text.lower() for phrase in WORN), text
        assert set(within(text)) <= CAPITALIZED, text
        assert not TITLE.search(text), text
    assert question.text[0].isupper()
    assert question.asks[0].isupper()


def test_nothing_is_asked_twice() -> None:
    assert alike(question.text for question in bank()) == []


def test_what_is_really_asked_differs_too() -> None:
    assert alike(question.asks for question in bank()) == []


def test_no_pitfall_comes_twice() -> None:
    pitfalls = [pitfall for question in bank() for pitfall in question.pitfalls]

    assert len(set(pitfalls)) == len(pitfalls)
    assert alike(pitfalls) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Why did you choose our program?", "Why did you choose this program?"),
        ("Tell me about a mistake.", "Tell me about a mistake you made."),
    ],
)
def test_a_double_would_be_found(one: str, other: str) -> None:
    assert alike([one, "Where are you really from?", other]) == [(one, other)]


def test_every_frame_is_used_and_says_how() -> None:
    assert set(frames()) == {question.frame for question in bank()}
    assert len(frames()) <= 8
    for key, frame in frames().items():
        assert key == frame.key
        assert 3 <= len(set(frame.parts)) == len(frame.parts) <= 5
        assert frame.advice.endswith(".")
        assert ". " not in frame.advice
        for part in frame.parts:
            assert part[0].islower(), part
            assert not set(",;.:") & set(part), "parts are joined by commas"
        for text in (frame.name, frame.advice, *frame.parts):
            assert text.isascii()
            assert text == " ".join(text.split())
            assert not BRITISH.search(text.lower())
            assert not SHORTENED.search(text.lower())
