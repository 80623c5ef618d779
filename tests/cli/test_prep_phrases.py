"""`prep phrases`: what to say when an interview does not go smoothly."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from fmgtrack.reference.phrases import Phrase, phrases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran


def test_every_sentence_is_listed_with_its_situation(run: Callable[..., Ran]) -> None:
    shown = run("prep phrases").stdout

    assert shown.splitlines()[0].split()[0] == "when"
    for phrase in phrases():
        (line,) = (line for line in shown.splitlines() if phrase.say in line)
        assert line.startswith(phrase.when)
        assert phrase.situation in line
        assert phrase.why in line


@pytest.mark.parametrize("typed", ["two-questions", "two questions", "TWO_Questions", " two "])
def test_one_situation_by_its_word_or_part_of_it(run: Callable[..., Ran], typed: str) -> None:
    rows = run("prep phrases --json", "--when", typed).json

    assert [row["when"] for row in rows] == ["two-questions", "two-questions"]
    assert {tuple(row) for row in rows} == {("when", "situation", "say", "why")}


@pytest.mark.parametrize("typed", ["zebra", "not", "", "no_", "[red]x[/red]", "\x1b[31m"])
def test_no_situation_or_several_is_refused_with_the_known_ones(
    run: Callable[..., Ran], typed: str
) -> None:
    ran = run("prep phrases", "--when", typed, code=2)

    (said,) = ran.stderr.splitlines()
    assert ran.stdout == ""
    assert "`--when`" in said
    assert all(phrase.when in said for phrase in phrases())
    assert "\x1b" not in said


def test_csv_reads_back(run: Callable[..., Ran]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("prep phrases --csv").stdout)))

    assert rows == run("prep phrases --json").json


def test_looking_makes_no_record(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("prep phrases")

    assert not (tmp_path / "record.db").exists()


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_it_fits_a_terminal(terminal: Callable[..., Terminal], columns: int) -> None:
    screen = terminal("prep", "phrases", columns=columns, quiet=True).end()

    assert max(len(line) for line in screen.splitlines()) <= columns
    told = set(re.findall(r"\w+", screen))
    for phrase in phrases():
        assert set(re.findall(r"\w+", phrase.say)) <= told


def test_there_are_enough_and_not_too_many() -> None:
    assert 15 <= len(phrases()) <= 25
    assert len({phrase.say for phrase in phrases()}) == len(phrases())
    told = {(phrase.when, phrase.situation) for phrase in phrases()}
    assert len(told) == len({when for when, _ in told}) == len({text for _, text in told})


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.say[:30])
def test_a_sentence_can_be_said(phrase: Phrase) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", phrase.when)
    assert phrase.say.endswith((".", "?"))
    assert len(phrase.say.split()) <= 22, "nobody remembers more under stress"
    assert phrase.situation.endswith(".")
    assert phrase.why.endswith(".")
    assert len(phrase.why) < 110
    for text in (phrase.situation, phrase.say, phrase.why):
        assert text.isascii()
        assert "!" not in text
        assert text == " ".join(text.split())
        assert text[0].isupper()
