"""`prep ask`: choosing what to ask, the answers of the day, and what goes into a mail."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

GOOD = "How do rounds on the new ward work?"


KEYS = {
    *("ref", "program", "setting", "key", "text", "state"),
    *("answer", "answered_on", "on_page", "followup"),
}


def chosen(run: Callable[..., Ran], program: str = "henry") -> dict[str, dict[str, Any]]:
    return {row["ref"]: row for row in run(f"prep ask {program} --json").json["chosen"]}


@pytest.mark.usefixtures("henry")
def test_three_are_proposed_for_each_setting_and_the_same_each_time(
    run: Callable[..., Ran],
) -> None:
    first = run("prep ask henry --json")

    settings = [row["setting"] for row in first.json["proposed"]]
    assert settings == [
        *["formal"] * 3,
        *["meal"] * 3,
        *["session"] * 3,
        *["coordinator"] * 3,
    ]
    assert run("prep ask henry --json").stdout == first.stdout
    topics = [row["topic"] for row in first.json["proposed"][:3]]
    assert len(set(topics)) == 3
    assert "nothing is chosen yet" in run("prep ask henry").stdout


@pytest.mark.usefixtures("season")
def test_a_day_with_questions_from_choosing_to_the_mail(run: Callable[..., Ran]) -> None:
    done = run("prep ask henry proud-lately last-good-day papers-guide", GOOD)
    assert "chose ak1 (formal), ak2 (meal), ak3 (coordinator), ak4 (formal)" in done.stdout
    assert run("history").stdout.count("chose") == 1
    shown = run("prep ask henry").stdout
    assert GOOD in shown
    assert "proud-lately" not in shown

    run("prep ask henry ak2 --answer 'a patient went home'")
    run("prep ask henry last-good-day --answer 'and cake' --on '23 Nov 2026'")
    row = chosen(run)["ak2"]
    assert set(row) == KEYS
    assert run("show ak2 --json").json == row
    assert row["answer"] == "a patient went home\nand cake"
    assert (row["state"], row["answered_on"]) == ("answered", "2026-11-23")

    offers = run("prep ask henry --json").json["offers"]
    assert [(one["asking"], one["followup"]["ref"]) for one in offers] == [
        ("ak1", "f3"),
        ("ak4", "f3"),
        ("ak3", "f2"),
    ]
    assert "`fmgtrack prep ask p1 ak3 --mail f2`: Cory Brandt" in run("prep ask henry").stdout
    run("prep ask henry ak1 --mail f3")
    assert chosen(run)["ak1"]["followup"] == {"ref": "f3"}
    assert chosen(run)["ak1"]["state"] == "in-mail"
    assert "ak1" not in [one["asking"] for one in run("prep ask henry --json").json["offers"]]
    (draft,) = run("draft-email f3 --json").json
    assert "What have your residents done lately that made you proud?" in draft["body"]

    run("prep ask henry ak1 --answer 'a prize'")
    assert chosen(run)["ak1"]["state"] == "answered"


@pytest.mark.usefixtures("season")
def test_a_mail_takes_it_as_a_note_would(run: Callable[..., Ran]) -> None:
    run("prep ask henry", GOOD)
    run("prep ask henry ak1 --mail f3")
    by_ask = run("show f3 --json").json["to_ask"]
    assert by_ask == f"Is the ultrasound course open?\n{GOOD}"
    run("undo --yes")
    assert chosen(run)["ak1"]["followup"] is None
    assert run("show f3 --json").json["to_ask"] == "Is the ultrasound course open?"

    run("note f3 --ask", GOOD)
    assert run("show f3 --json").json["to_ask"] == by_ask
    run("prep ask henry ak1 --mail f3")
    assert run("show f3 --json").json["to_ask"] == by_ask


@pytest.mark.usefixtures("season")
def test_new_words_reach_the_mail_and_a_lost_follow_up_lets_go(run: Callable[..., Ran]) -> None:
    run("prep ask henry", GOOD)
    run("prep ask henry ak1 --mail 'First Faculty'")
    run("edit ak1 --ask 'How do rounds work at night?' --setting meal")
    assert run("show f3 --json").json["to_ask"].endswith("\nHow do rounds work at night?")
    row = run("show ak1 --json").json
    assert (row["setting"], row["state"], row["followup"]["ref"]) == ("meal", "in-mail", "f3")

    run("remove f3 --yes")
    row = run("show ak1 --json").json
    assert (row["state"], row["followup"]) == ("open", None)
    run("undo --yes")
    assert run("show ak1 --json").json["followup"] == {"ref": "f3"}


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("before", "line", "told"),
    [
        ((), 'prep ask henry "Do residents quit?"', '"How do residents stay supported through'),
        ((), 'prep ask henry "Is the ultrasound course open to all?"', "same as f3"),
        (("prep ask henry busy-night",), "prep ask henry busy-night --setting formal", "as ak1"),
        (
            ("prep ask henry busy-night --answer calmly",),
            "prep ask henry busy-night --setting formal",
            "which was answered: calmly",
        ),
        ((), 'prep ask mayo "Which visas do you sponsor?"', "mayo.edu) usually answers ak1"),
        ((), 'prep ask mayo "Which visas do you sponsor?"', "what the program says of visas is on"),
        ((), "prep ask henry class-size", "own page usually answers ak1"),
        ((), "prep ask henry papers-guide --on-page", "ak1 is answered on the program's own page"),
        (
            (
                "prep ask henry last-good-day busy-night where-to-live first-idea --setting meal",
                "prep ask henry good-handover --on-page --setting meal",
            ),
            "prep ask henry good-surprise",
            "5 questions are chosen for the setting meal",
        ),
        (("prep ask henry first-idea",), "edit ak1 --ask 'Is the chief mean?'", "gossip"),
        (("prep ask henry 'Is the chief mean?'",), "prep ask henry ak1 --mail f1", "gossip"),
    ],
)
def test_what_should_be_known_of_a_question_is_told(
    run: Callable[..., Ran], before: tuple[str, ...], line: str, told: str
) -> None:
    for earlier in before:
        run(earlier)

    assert told in run(line).stderr


@pytest.mark.usefixtures("henry")
def test_a_question_that_pleases_is_taken_without_a_word(run: Callable[..., Ran]) -> None:
    assert run("prep ask henry", GOOD).stderr == ""
    assert run("prep ask henry last-good-day").stderr == ""


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ('prep ask henry "How will you rank me?"', 1, "how the program will rank"),
        ("edit ak1 --ask 'Where do I stand on your list?'", 1, "how the program will rank"),
        ("prep ask henry busynight", 1, "busy-night"),
        ("prep ask henry What is it like?", 1, "quotation marks"),
        ("prep ask henry ''", 1, "name"),
        ("prep ask henry proud-lately", 1, "ak1 is that question"),
        ("prep ask henry 'WHAT have your residents done lately, that made you proud'", 1, "ak1"),
        ("prep ask henry ak1", 2, "--answer"),
        ("prep ask henry ak99 --answer x", 1, "ak99"),
        ("prep ask henry f3 --answer x", 1, "no question matches `f3`"),
        ("prep ask mayo ak1 --answer x", 1, "Henry Ford"),
        ("prep ask mayo --drop ak1", 1, "Henry Ford"),
        ("prep ask henry --drop f1", 1, "no question matches `f1`"),
        ("prep ask henry --answer x", 2, "`--answer` needs"),
        ("prep ask henry --mail f3", 2, "`--mail` needs"),
        ("prep ask henry --on-page", 2, "`--on-page` needs"),
        ("prep ask henry ak1 --on today", 2, "`--on`"),
        ("prep ask henry ak1 busy-night --answer x", 2, "one by one"),
        ("prep ask henry ak1 --answer x --on '1 Jan 2028'", 1, "2028-01-01"),
        ("prep ask henry ak1 --mail f5", 1, "f5"),
        ("prep ask henry ak1 --mail i1", 1, "no follow-up matches `i1`"),
        ("prep ask mayo busy-night --mail f3", 1, "another program than Mayo"),
        ("prep ask henry busy-night --setting beach", 2, "formal, meal, session, coordinator"),
        ("prep ask henry --setting beach", 2, "`beach`"),
        ("prep ask nowhere", 1, "nowhere"),
        ("edit ak1 --city Detroit", 2, "`--setting`, `--ask`"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    run: Callable[..., Ran], line: str, code: int, told: str
) -> None:
    run("prep ask henry proud-lately")
    before = run("history").stdout

    said = run(line, code=code)
    assert told in said.stderr
    assert said.stdout == ""
    assert run("history").stdout == before


@pytest.mark.usefixtures("henry")
def test_one_bad_word_among_many_chooses_none(run: Callable[..., Ran]) -> None:
    run("prep ask henry last-good-day zebra busy-night", code=1)

    assert chosen(run) == {}


@pytest.mark.usefixtures("henry")
def test_an_answered_question_goes_into_no_mail(run: Callable[..., Ran]) -> None:
    run("prep ask henry last-good-day --answer 'cake on Fridays'")

    assert "has its answer already" in run("prep ask henry ak1 --mail f4", code=1).stderr
    run("prep ask henry ak1 --answer ''")
    assert chosen(run)["ak1"]["answered_on"] is None
    run("prep ask henry ak1 --mail f4")


@pytest.mark.usefixtures("henry")
def test_the_page_may_be_misread(run: Callable[..., Ran]) -> None:
    run("prep ask henry papers-guide --on-page")
    assert chosen(run)["ak1"]["state"] == "on-page"
    assert run("prep ask henry --json").json["offers"] == []

    run("prep ask henry ak1 --not-on-page")
    assert chosen(run)["ak1"]["state"] == "open"


@pytest.mark.usefixtures("henry")
def test_a_question_in_two_settings_has_to_be_told_apart(run: Callable[..., Ran]) -> None:
    run("prep ask henry busy-night")
    run("prep ask henry busy-night --setting formal")

    assert "ak2  formal" in run("prep ask henry busy-night --answer x", code=1).stderr
    run("prep ask henry busy-night --setting formal --answer x")
    assert chosen(run)["ak2"]["answer"] == "x"


@pytest.mark.usefixtures("season")
def test_visa_and_contract_are_not_proposed_once_they_are_known(run: Callable[..., Ran]) -> None:
    def topics(program: str) -> set[str]:
        found = run(f"prep ask {program} --setting coordinator --json").json["proposed"]
        return {row["topic"] for row in found}

    assert {"visa", "contract"} <= topics("henry")
    assert "visa" not in topics("mayo")
    assert "contract" in topics("mayo")
    run("edit mayo --contract today --visa-source ''")
    assert "visa" in topics("mayo")
    assert "contract" not in topics("mayo")


@pytest.mark.usefixtures("henry")
def test_dropping_removing_and_taking_back(run: Callable[..., Ran]) -> None:
    run("prep ask henry last-good-day busy-night first-idea")
    run("prep ask henry --drop ak1 --drop ak3")
    assert set(chosen(run)) == {"ak2"}
    run("undo --yes")
    assert set(chosen(run)) == {"ak1", "ak2", "ak3"}
    run("remove ak2 --yes")
    assert set(chosen(run)) == {"ak1", "ak3"}
    gone = run("remove p1", code=2).stderr
    assert "ak1 What made your last good day at work a good one?" in gone


@pytest.mark.usefixtures("henry")
def test_the_mail_of_a_program_that_wants_none_is_told(run: Callable[..., Ran]) -> None:
    run("edit henry --policy no-thanks --policy-source 'FAQ page'")
    run("prep ask henry last-good-day")

    assert run("prep ask henry --json").json["offers"] == []
    assert "asks for no mail" in run("prep ask henry ak1 --mail f4").stderr


@pytest.mark.usefixtures("henry")
def test_export_brings_it_back_and_redact_hides_it(run: Callable[..., Ran], tmp_path: Any) -> None:  # noqa: ANN401  a path
    run("prep ask henry", GOOD)
    run("prep ask henry ak1 --answer 'by bed, with the nurses'")
    run("prep checklist i1 --add 'Charge the old tablet'")
    whole, hidden = tmp_path / "whole.json", tmp_path / "hidden.json"
    run(f"export {whole}")
    run(f"export {hidden} --redact")

    for word in ("new ward", "with the nurses", "old tablet"):
        assert word not in hidden.read_text(encoding="utf-8")
    other = tmp_path / "other.db"
    run(f"import {whole} --db {other}")
    row = run(f"prep ask henry --json --db {other}").json["chosen"][0]
    assert (row["text"], row["answer"]) == (GOOD, "by bed, with the nurses")
    shown = run(f"prep checklist i1 --db {other}").stdout
    assert "Charge the old tablet" in shown


@pytest.mark.usefixtures("henry")
def test_the_editor_has_setting_and_words(
    run: Callable[..., Ran],
    terminal: Callable[..., Terminal],
    tmp_path: Any,  # noqa: ANN401  a path
) -> None:
    run("prep ask henry", GOOD)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text(encoding='utf-8')\n"
        "assert 'setting: formal' in text\n"
        "path.write_text(text.replace('new ward', 'old ward'), encoding='utf-8')\n",
        encoding="utf-8",
    )
    one = terminal("edit", "ak1", env={"EDITOR": f"{sys.executable} {script}"})
    assert "edited ak1 (ask)" in one.end()
    assert chosen(run)["ak1"]["text"] == "How do rounds on the old ward work?"


@pytest.mark.usefixtures("henry")
@pytest.mark.parametrize("columns", [60, 100])
def test_it_fits_a_terminal(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], columns: int
) -> None:
    run("prep ask henry last-good-day", "Long\x1b[31m " + "and longer " * 30 + "?")

    screen = terminal("prep", "ask", "henry", columns=columns, quiet=True).end()
    assert max(len(line) for line in screen.splitlines()) <= columns
    assert r"\x1b[31m" in screen
    assert "proposed from the bank" in screen


def test_a_program_is_asked_for_at_a_terminal(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    run("add-program Mayo --state MN")

    one = terminal("prep", "ask")
    one.expect("The program")
    one.type("mayo\n")
    assert "questions to ask" in one.end()
