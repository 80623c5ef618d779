"""The rank order list at a terminal: questions one by one, left and taken up again."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Open = Callable[..., Terminal]

FOUR = (
    'config home-zone "Asia/Karachi"',
    'add-program "Henry Ford Hospital" --state MI --code 1300140C0',
    'add-program "Mayo Clinic" --state MN --code 1310140C0',
    'add-program "Emory Healthcare" --state GA --code 1430140C0',
    'add-interview henry "2 Nov 2026 9:00" --highlight "the noon round" --note "warm people"',
    "rol add henry",
    "rol add mayo",
    "rol add emory",
)
PROMPT = "a, b, s or q"

pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def three(typed: Callable[[tuple[str, ...]], Path]) -> None:
    shutil.copy(typed(FOUR), os.environ["FMGTRACK_DB"])


def _order(run: Run) -> list[str]:
    return [row["program"]["ref"] for row in run("rol --json").json["primary"]]


def _values(run: Run) -> dict[str, int]:
    rows = run("rol rate henry --json").json["ratings"]
    return {row["key"]: row["value"] for row in rows if row["value"]}


def _answer(run: Run, one: Terminal, wish: list[str]) -> None:
    """Answer the question on the screen by the order that is wished for."""
    first, second = run("rol compare --json").json["question"]
    places = [wish.index(line["program"]["ref"]) for line in (first, second)]
    shown = one.screen.count(PROMPT)
    one.type("a\n" if places[0] < places[1] else "b\n")
    while one.screen.count(PROMPT) == shown and "Put the list" not in one.screen:
        assert one._read(), one.screen  # noqa: SLF001  the next question or the end


def test_the_list_is_looked_at_before_it_is_noted_as_certified(run: Run, terminal: Open) -> None:
    one = terminal("rol", "certify", "--force")
    one.expect("Is this what R3 shows as certified?")
    places = [one.screen.index(code) for code in ("1300140C0", "1310140C0", "1430140C0")]
    assert places == sorted(places)
    one.type("n\n")
    one.end(code=130)
    assert run("rol --json").json["certified_at"] is None
    one = terminal("rol", "certify", "--force")
    one.expect("Is this what R3 shows as certified?")
    one.type("y\n")
    one.end()
    assert run("rol --json").json["certified_at"]
    run("rol move mayo 1")
    terminal("rol", "certify", "--force", "--yes").end()
    assert not run("rol --json").json["changed_since_certified"]


def test_comparing_is_left_taken_up_again_and_accepted(run: Run, terminal: Open) -> None:
    wish = ["p3", "p2", "p1"]
    one = terminal("rol", "compare")
    one.expect(PROMPT)
    assert "up to 3 questions left" in one.screen
    assert "Henry Ford Hospital 1300140C0" in one.screen
    _answer(run, one, wish)
    one.type("q\n")
    assert "goes on from here" in one.end()
    assert run("rol compare --json").json["answered"] == 1

    two = terminal("rol", "compare")
    two.expect(PROMPT)
    assert "up to 3 questions left" not in two.screen
    while not run("rol compare --json").json["complete"]:
        _answer(run, two, wish)
    two.expect("[y/N]")
    assert _order(run) == ["p1", "p2", "p3"]
    two.type("y\n")
    assert "put the list into the order of the comparisons" in two.end()
    assert _order(run) == wish


def test_ctrl_c_keeps_the_answers_given(run: Run, terminal: Open) -> None:
    one = terminal("rol", "compare")
    one.expect(PROMPT)
    _answer(run, one, ["p3", "p2", "p1"])
    one.type("\x03")

    assert "goes on from here" in one.end()
    assert run("rol compare --json").json["answered"] == 1


def test_a_proposal_that_is_not_wanted_moves_nothing(run: Run, terminal: Open) -> None:
    for line in ("emory mayo", "mayo henry", "emory henry"):
        run(f"rol compare {line}")
    one = terminal("rol", "compare")
    one.expect("[y/N]")
    one.type("\n")
    one.end()

    assert _order(run) == ["p1", "p2", "p3"]


def test_the_score_decides_where_it_can(run: Run, terminal: Open) -> None:
    one = terminal("rol", "compare")
    one.expect(PROMPT)
    one.type("s\n")
    one.expect("the scores do not decide")
    one.type("neither\n")
    one.type("q\n")
    one.end()
    assert run("rol compare --json").json["answered"] == 0

    for ref, value in (("p1", 2), ("p2", 5), ("p3", 3)):
        run(f"rol rate {ref} culture={value}")
    two = terminal("rol", "compare")
    two.expect("score 5.00")
    for _ in range(3):
        two.type("s\n")
    two.expect("[y/N]")
    two.type("y\n")
    two.end()
    assert _order(run) == ["p2", "p3", "p1"]


def test_a_circle_is_shown_and_asked_again(run: Run, terminal: Open) -> None:
    for line in ("henry mayo", "mayo emory", "emory henry"):
        run(f"rol compare {line}")
    one = terminal("rol", "compare", columns=200)
    one.expect("round in a circle")
    one.expect("Henry Ford Hospital over Mayo Clinic")
    one.expect(PROMPT)
    one.type("b\n")  # Mayo over Henry Ford after all
    one.expect("[y/N]")
    one.type("y\n")
    one.end()

    assert _order(run) == ["p2", "p3", "p1"]


def test_rating_one_by_one_beside_what_was_noted_of_the_day(run: Run, terminal: Open) -> None:
    run("rol rate henry research=4 cost=2")
    one = terminal("rol", "rate", "henry")
    one.expect("noted: the noon round")
    one.expect("noted: warm people")
    one.expect("training (")
    for typed in ("5", "7", "4", "", "", "", "-"):  # 7 is asked again
        one.type(f"{typed}\n")
    one.expect("`7` is no rating")
    one.expect("schedule (")
    for _ in range(4):
        one.type("\n")
    one.expect("Keep it?")
    one.type("y\n")
    screen = one.end()

    assert "research (time, mentors and means for research) [4]" in screen
    assert "rated Henry Ford Hospital" in screen
    assert _values(run) == {"training": 5, "culture": 4, "cost": 2}


@pytest.mark.parametrize("keys", ["\x03", "\x04"])
def test_leaving_a_rating_writes_nothing(run: Run, terminal: Open, keys: str) -> None:
    before = run("history").stdout
    one = terminal("rol", "rate", "henry")
    one.expect("training (")
    one.type("5\n")
    one.expect("culture (")
    one.type(keys)

    assert "nothing was changed" in one.end(130)
    assert run("history").stdout == before
    assert _values(run) == {}


def test_rating_can_be_left_with_what_was_given(run: Run, terminal: Open) -> None:
    one = terminal("rol", "rate", "henry")
    one.expect("training (")
    one.type("5\n")
    one.expect("culture (")
    one.type("q\n")
    one.expect("Keep it?")
    one.type("\n")

    assert "rated Henry Ford Hospital" in one.end()
    assert _values(run) == {"training": 5}


def test_enter_alone_rates_nothing(run: Run, terminal: Open) -> None:
    before = run("history").stdout
    one = terminal("rol", "rate", "henry")
    one.expect("training (")
    for _ in range(10):
        one.type("\n")
    one.end()

    assert run("history").stdout == before


def test_restoring_asks_first(run: Run, terminal: Open) -> None:
    version = run("rol history --json").json[1]["ref"]
    one = terminal("rol", "restore", version)
    one.expect("[y/N]")
    one.type("n\n")
    one.end(130)
    assert _order(run) == ["p1", "p2", "p3"]

    two = terminal("rol", "restore", version)
    two.expect("[y/N]")
    two.type("y\n")
    two.end()
    assert _order(run) == ["p1", "p2"]


@pytest.mark.parametrize("view", ["", "check", "export", "why"])
def test_codes_stay_whole_on_a_narrow_screen(run: Run, terminal: Open, view: str) -> None:
    columns = 40
    run("rol add mayo --list A")
    screen = terminal("rol", *view.split(), columns=columns, quiet=True).end()

    assert max(map(len, screen.splitlines())) <= columns
    if view in ("", "export"):
        for code in ("1300140C0", "1310140C0", "1430140C0"):
            assert any(code in line for line in screen.splitlines())


def test_a_reason_is_asked_only_of_what_may_be_excluded(run: Run, terminal: Open) -> None:
    assert "stands on the list" in (screen := terminal("rol", "exclude", "p2").end(1))
    assert "Why" not in screen

    run("rol drop p2")
    one = terminal("rol", "exclude", "p2")
    one.expect("Why you would not attend")
    one.type("far\n")
    one.end()
    assert run("rol --json").json["excluded"][0]["reason"] == "far"
