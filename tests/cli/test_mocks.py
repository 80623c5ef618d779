"""Mock interviews, and what is to be mended."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from fmgtrack.store import Store
from fmgtrack.store.mocks import open_mends

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

MOCK = ["ref", "kind", "who", "state", "held_on", "said", "mends"]
MEND = ["ref", "text", "question", "mock", "practice", "since", "done_on"]


@pytest.mark.parametrize(
    ("on", "day", "state"),
    [
        ("", "2026-11-25", "held"),
        ("--on yesterday", "2026-11-24", "held"),
        ("--on '20 Nov'", "2026-11-20", "held"),
        ("--on fri", "2026-11-27", "planned"),
        ("--on 'in 5 days'", "2026-11-30", "planned"),
        ("--on 2026-12-01", "2026-12-01", "planned"),
        ("--on fri --said Slower", "2026-11-20", "held"),
        ("--on mon --mend Slower", "2026-11-23", "held"),
    ],
)
def test_a_day_ahead_is_a_planned_mock(
    run: Callable[..., Ran], on: str, day: str, state: str
) -> None:
    done = run(f"add-mock mentor 'Dr. Samuel Rao' {on} --json").json

    assert done["changed"] == "added mock mo1 with Dr. Samuel Rao (mentor)"
    assert done["notices"][0]["code"] == "mock-when"
    (row,) = run("prep mocks --json").json
    assert list(row) == MOCK
    assert (row["held_on"], row["state"], row["who"]) == (day, state, "Dr. Samuel Rao")


def test_the_day_is_said_as_it_was_understood(run: Callable[..., Ran]) -> None:
    assert "mo1 planned for Fri 27 Nov 2026" in run("add-mock coach Ola --on fri").stderr
    assert "mo2 held on Wed 25 Nov 2026" in run("add-mock coach Ola").stderr


@pytest.mark.parametrize(
    ("line", "told", "code"),
    [
        ("add-mock friend Ola", "mentor, resident, coach", 2),
        ("add-mock coach ''", "name", 1),
        ("add-mock coach Ola --on never", "`never`", 1),
        ("add-mock coach Ola --on '1 Dec' --said Slower", "planned for 2026-12-01", 1),
        ("add-mock coach Ola --on '1 Dec 2026' --said Slower", "not happened yet", 1),
        ("edit mo2 --said Slower", "planned for 2026-12-01", 1),
        ("edit mo1 --on 2026-12-01", "planned for 2026-12-01", 1),
        ("edit mo1 --on ''", "no day yet", 1),
        ("edit mo1 --kind friend", "mentor, resident, coach", 2),
        ("edit mo1 --without zebra", "`zebra`", 1),
        ("prep mend ''", "name", 1),
        ("prep mend speak slower", "quotation marks", 2),
        ("prep mend --done", "no ref", 2),
        ("prep mend me1 --done --open", "exclude", 2),
        ("prep mend me1 --open --on today", "`--done`", 2),
        ("prep mend me1 --done --from mo1", "`--from`", 2),
        ("prep mend me1 --all", "`--all`", 2),
        ("prep mend me9 --done", "`me9`", 1),
        ("prep mend slower --done", "`slower`", 1),
        ("prep mend me1 --done --on 'in 3 days'", "not happened yet", 1),
        ("prep mend Louder --from p1", "`p1`", 1),
        ("prep mend Louder --from zebra", "`zebra`", 1),
        ("prep mend Louder --question zzzzzz", "`zzzzzz`", 1),
        ("prep mend SLOWER --from mo1", "already", 1),
    ],
)
def test_what_is_refused_changes_nothing(
    run: Callable[..., Ran], line: str, told: str, code: int
) -> None:
    run("add-program Mayo --state MN")
    run("add-mock mentor Rao --on yesterday --said Slower --mend Slower")
    run("add-mock coach Ola --on 2026-12-01")
    before = run("history").stdout

    said = run(line, code=code).stderr
    assert told in said.splitlines()[0]
    assert run("history").stdout == before


def test_the_listing_says_which_mocks_are_wanted(run: Callable[..., Ran]) -> None:
    run("config name Sana")
    none = run("prep mocks").stderr.splitlines()
    assert "fmgtrack add-mock" in none[0]
    assert none[1] == (
        "0 mock interviews held, 3 to 5 wanted; still to be heard by a mentor in your specialty,"
        " a US resident and a communication coach"
    )

    run("add-mock attending Rao --on yesterday --said Slower")
    run("add-mock resident Lin --on '1 Dec'")
    shown = run("prep mocks")
    assert [line.split()[:2] for line in shown.stdout.splitlines()[1:]] == [
        ["mo1", "held"],
        ["mo2", "planned"],
    ]
    assert shown.stderr == (
        "1 mock interview held, 3 to 5 wanted, 1 more planned; still to be heard by a US resident"
        " (planned) and a communication coach\n"
    )
    run("edit mo2 --on today --said Louder")
    run("add-mock coach Ola")
    last = run("prep mocks").stderr.splitlines()
    assert last[0] == "3 mock interviews held, 3 to 5 wanted, with all three kinds of people"
    assert last[1] == "what was said in mo3: `fmgtrack edit mo3 --said TEXT` keeps it"


def test_what_was_said_is_a_thing_a_line(run: Callable[..., Ran]) -> None:
    run("add-mock mentor Rao --said 'Speak  slower' --said Smile --said Smile")
    run("edit mo1 --said 'Look up' --without 'speak SLOWER' --who 'Dr. Rao'")

    row = run("show mo1 --json").json
    assert (row["who"], row["said"]) == ("Dr. Rao", ["Smile", "Look up"])
    shown = run("show mo1").stdout
    assert "\n  Smile\n  Look up\n" in shown
    assert "mentor, a mentor in your specialty" in shown


def test_what_is_to_be_mended_is_listed_oldest_first(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nothing is open" in run("prep mend").stderr
    assert "nothing was noted yet" in run("prep mend --all").stderr

    run("add-mock mentor Rao --said Slower --mend Slower --mend 'Shorter past' --mend slower")
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-24T10:00:00-05:00")
    run("prep mend 'Say their names'")
    rows = run("prep mend --json").json
    assert [row["text"] for row in rows] == ["Say their names", "Slower", "Shorter past"]
    assert list(rows[0]) == MEND
    assert rows[1]["mock"] == {"ref": "mo1", "kind": "mentor", "who": "Rao"}
    assert (rows[1]["since"], rows[1]["done_on"]) == ("2026-11-25T15:00:00Z", None)
    assert (rows[0]["mock"], rows[0]["question"], rows[0]["practice"]) == (None, None, None)
    (only, other) = run("prep mend --from mo1 --json").json
    assert (only["ref"], other["ref"]) == ("me1", "me2")


def test_a_thing_to_mend_is_closed_and_opened_again(run: Callable[..., Ran]) -> None:
    run("add-mock mentor Rao --said Slower --mend Slower --mend Louder")

    done = run("prep mend me1 --done --on yesterday")
    assert "mended me1 on 2026-11-24" in done.stdout
    assert [row["ref"] for row in run("prep mend --json").json] == ["me2"]
    assert "mended me2 on 2026-11-25" in run("prep mend me1 me2 --done").stdout
    days = [row["done_on"] for row in run("prep mend --all --json").json]
    assert days == ["2026-11-24", "2026-11-25"]
    assert run("prep mend me1 --done --json").json["changed"] is None
    assert "opened me1 again" in run("prep mend me1 --open").stdout
    assert [row["ref"] for row in run("prep mend --json").json] == ["me1"]
    (mock,) = run("prep mocks --json").json
    assert [mend["done_on"] for mend in mock["mends"]] == [None, "2026-11-25"]
    assert "1 of 2 open" in run("prep mocks").stdout


def test_the_same_words_may_come_again_once_they_were_mended(run: Callable[..., Ran]) -> None:
    run("prep mend Slower")
    run("prep mend me1 --done")

    assert "to mend me2: Slower" in run("prep mend Slower").stdout


def test_a_thing_to_mend_belongs_to_a_question(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("prep mend 'Shorter past' --question about-yourself")
    run("prep mend 'More warmth'")

    (row,) = run("prep mend --question about-yourself --json").json
    assert (row["ref"], row["question"]["key"]) == ("me1", "about-yourself")
    assert row["question"]["text"]
    assert row["question"]["text"] in run("prep mend").stdout
    assert row["question"]["text"] in run("show me1").stdout

    store = Store(str(tmp_path / "record.db"), at="")
    number = int(row["question"]["ref"][1:])
    assert [one["ref"] for one in open_mends(store, number)] == ["me1"]
    assert [one["ref"] for one in open_mends(store)] == ["me1", "me2"]
    assert open_mends(store, number + 1) == []
    store.close()


def test_a_question_nobody_worked_on_has_nothing_to_mend(run: Callable[..., Ran]) -> None:
    run("prep mend 'More warmth'")

    assert run("prep mend --question about-yourself --json").json == []


def test_one_thing_to_mend_is_shown_whole(run: Callable[..., Ran]) -> None:
    run("add-mock coach Ola --said Slower --mend Slower")

    for line in ("prep mend me1", "show me1"):
        shown = run(line).stdout
        assert "me1 Slower" in shown
        assert "mo1 Ola" in shown
        assert "not yet" in shown


def test_the_lists_as_csv(run: Callable[..., Ran]) -> None:
    run("add-mock coach Ola --said Slower --said Louder --mend Slower")

    (mock,) = csv.DictReader(io.StringIO(run("prep mocks --csv").stdout))
    assert (mock["said"], mock["mends"]) == ("Slower; Louder", "me1")
    (mend,) = csv.DictReader(io.StringIO(run("prep mend --csv").stdout))
    assert (mend["text"], mend["mock_ref"]) == ("Slower", "mo1")


def test_removing_a_mock_takes_its_things_to_mend_and_undo_brings_them_back(
    run: Callable[..., Ran],
) -> None:
    run("add-mock coach Ola --said Slower --mend Slower")
    before = run("prep mend --json").json

    assert "me1 Slower" in run("remove mo1", code=2).stderr
    run("remove mo1 --yes")
    assert run("prep mend --json").json == []
    run("undo --yes")
    assert run("prep mend --json").json == before


def test_mocks_go_out_and_come_back_and_are_hidden_when_shared(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    run("add-mock coach 'Ola Berg' --said Slower --mend 'Speak slower'")
    before = run("prep mocks --json").json

    run(f"export {tmp_path / 'all.json'}")
    run(f"--db {tmp_path / 'new.db'} import {tmp_path / 'all.json'} --yes")
    assert run(f"--db {tmp_path / 'new.db'} prep mocks --json").json == before
    run(f"export {tmp_path / 'shared.json'} --redact")
    shared = (tmp_path / "shared.json").read_text(encoding="utf-8")
    for text in ("Ola Berg", "Slower", "Speak slower"):
        assert text not in shared


def test_each_thing_said_is_offered_at_a_terminal(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-mock", "coach", "Ola", "--said", "Slower", "--said", "Louder")
    one.expect("Slower\nTurn it into something to mend?")
    one.type("\n")
    one.expect("Louder\nTurn it into something to mend?")
    one.type("y\n")
    one.end()

    (row,) = run("prep mocks --json").json
    assert row["said"] == ["Slower", "Louder"]
    assert [mend["text"] for mend in row["mends"]] == ["Louder"]


def test_what_was_said_is_asked_for_after_a_mock_and_not_before(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-mock")
    for question, answer in (
        ("Who asks", "coach"),
        ("Their name", "Ola"),
        ("What did they say", "Slower"),
        ("And", ""),
        ("Turn it into", "y"),
    ):
        one.expect(question)
        one.type(f"{answer}\n")
    one.end()
    assert [row["text"] for row in run("prep mend --json").json] == ["Slower"]

    planned = terminal("add-mock", "resident", "Lin", "--on", "in 3 days").end()
    assert "What did they say" not in planned


def test_leaving_at_a_question_writes_nothing(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-mock", "coach", "Ola", "--said", "Slower")
    one.expect("Turn it into something to mend?")
    one.type("\x03")

    assert "nothing was changed" in one.end(130)
    assert run("prep mocks --json").json == []


def test_a_wrong_kind_is_said_before_anything_is_asked(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("add-mock", "friend", "Ola").end(2)

    assert "no value for `KIND`" in screen
    assert "What did they say" not in screen
