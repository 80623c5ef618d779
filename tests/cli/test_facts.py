"""What programs ask for, with evidence, and what the person prefers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

pytestmark = pytest.mark.usefixtures("henry")

FACT = "ref program rule value strict who source checked_on said unconfirmed"


def kept(run: Callable[..., Ran]) -> dict[str, str]:
    return {row["rule"]: row["value"] for row in run("apply facts --json").json}


def test_facts_are_kept_with_their_evidence(run: Callable[..., Ran]) -> None:
    done = run(
        "apply fact henry step2ck='>= 220' attempts=0 setting=academic"
        " --who 'Cory Brandt' --source 'FAQ page' --on '3 Nov 2026' --json"
    ).json

    assert done["action"] == "apply-fact"
    assert done["refs"] == ["p1", "fa1", "fa2", "fa3"]
    assert "at least 220 in Step 2 CK; no failed attempt; university" in done["changed"]
    assert done["notices"] == []
    first, *_ = rows = run("apply facts henry --json").json
    assert len(rows) == 3
    assert " ".join(first) == FACT
    assert first == {
        "ref": "fa1",
        "program": {"ref": "p1", "name": "Henry Ford Hospital"},
        "rule": "step2ck",
        "value": "220",
        "strict": True,
        "who": "Cory Brandt",
        "source": "FAQ page",
        "checked_on": "2026-11-03",
        "said": "at least 220 in Step 2 CK",
        "unconfirmed": False,
    }
    assert run("show fa1 --json").json == first
    assert "Cory Brandt, FAQ page, Tue 3 Nov 2026" in run("show fa1").stdout


def test_without_a_source_or_from_last_season_it_is_unconfirmed(run: Callable[..., Ran]) -> None:
    assert "--source" in run("apply fact henry step2ck=220").stderr
    run("apply fact henry attempts=0 --source 'old FAQ' --on '31 May 2026'")
    run("apply fact henry size=20 --source 'new FAQ' --on '1 Jun 2026'")

    rows = {row["rule"]: row["unconfirmed"] for row in run("apply facts --json").json}
    assert rows == {"step2ck": True, "attempts": True, "size": False}
    shown = run("apply facts")
    assert shown.stdout.count("unconfirmed") == 2
    assert shown.stderr == "2 unconfirmed: no source, or checked before season 2027 began\n"


def test_another_value_takes_none_of_the_old_evidence(run: Callable[..., Ran]) -> None:
    run("apply fact henry step2ck=220 --who Cory --source FAQ --on '3 Nov 2026'")
    assert run("apply fact henry step2ck=220 --json").json["changed"] is None

    run("apply fact henry step2ck=230")
    (row,) = run("apply facts --json").json
    assert (row["value"], row["who"], row["source"]) == ("230", None, None)
    assert row["checked_on"] == "2026-11-25"

    run("apply fact henry step2ck=230 --source 'new FAQ'")
    (row,) = run("apply facts --json").json
    assert (row["ref"], row["source"], row["unconfirmed"]) == ("fa1", "new FAQ", False)


def test_strict_and_preferred_stand_beside_each_other(run: Callable[..., Ran]) -> None:
    run("apply fact henry step2ck=220")
    run("apply fact henry step2ck=240 --preferred")

    rows = run("apply facts --json").json
    assert [(row["value"], row["strict"]) for row in rows] == [("220", True), ("240", False)]
    assert "prefers at least 240 in Step 2 CK" in run("apply fact henry").stdout
    run("apply fact henry step2ck=unknown --preferred")
    assert kept(run) == {"step2ck": "220"}


@pytest.mark.parametrize("nothing", ["''", "unknown", "?", "-"])
def test_a_fact_is_taken_away_and_undo_brings_it_back(
    run: Callable[..., Ran], nothing: str
) -> None:
    run("apply fact henry step2ck=220 attempts=0 --source FAQ")
    before = run("apply facts --json").json

    assert "step2ck not known" in run(f"apply fact henry step2ck={nothing}").stdout
    assert kept(run) == {"attempts": "0"}
    run("undo --yes")
    assert run("apply facts --json").json == before
    run("remove fa1 --yes")
    assert kept(run) == {"attempts": "0"}


def test_a_wrong_pair_among_right_ones_writes_nothing(run: Callable[..., Ran]) -> None:
    before = run("history").stdout

    run("apply fact henry step2ck=220 attempts=none", code=1)
    run("apply fact henry step2ck=220 zebra=1", code=2)
    run("apply fact henry step2ck", code=2)
    run("apply fact henry size=20 --preferred", code=2)
    assert "--j1" in run("apply fact henry j1=yes", code=2).stderr
    assert "not happened" in run("apply fact henry step2ck=220 --on '1 Dec 2026'", code=1).stderr
    assert run("history").stdout == before
    assert kept(run) == {}


def test_what_is_asked_of_nobody_shows_every_rule_with_what_to_type(
    run: Callable[..., Ran],
) -> None:
    run("apply fact henry deadline='15 Jan 2027' --source FAQ")
    ran = run("apply fact henry")

    assert "applications until Fri 15 Jan 2027 (FAQ, Wed 25 Nov 2026)" in ran.stdout
    assert "least Step 2 CK score; a score such as `220`, or `any`" in ran.stdout
    card = run("apply fact henry --json").json
    assert set(card) == {"program", "rules", "visa"}
    assert {rule["rule"]: rule["strict"] and rule["strict"]["value"] for rule in card["rules"]}[
        "deadline"
    ] == "2027-01-15"


def test_a_program_goes_with_its_facts(run: Callable[..., Ran]) -> None:
    run("apply fact henry step2ck=220")
    run("remove p1 --yes")
    assert run("apply facts --json").json == []

    run("undo --yes")
    assert kept(run) == {"step2ck": "220"}


def test_a_list_for_a_spreadsheet_brings_no_formula_to_life(run: Callable[..., Ran]) -> None:
    run("apply fact henry fellowship=cardiology --source '=HYPERLINK(\"x\")' --who '\x1b[31mred'")

    (row,) = csv.DictReader(io.StringIO(run("apply facts --csv").stdout))
    assert row["program_ref"] == "p1"
    assert not row["source"].startswith("=")
    assert "\x1b" not in run("apply facts").stdout


def test_preferences_are_kept_weighed_and_removed(run: Callable[..., Ran]) -> None:
    done = run(
        "apply prefer state='new york' setting=univers size='at least 20' --weight 2", code=1
    )
    assert "`univers`" in done.stderr
    run("apply prefer state='new york' size='at least 20' --weight 2")
    run("apply prefer visa=J-1 city=Detroit")

    assert run("apply preferences --json").json == [
        {"ref": "we1", "rule": "state", "value": "NY", "weight": 2.0},
        {"ref": "we2", "rule": "size", "value": "20+", "weight": 2.0},
        {"ref": "we3", "rule": "visa", "value": "j1", "weight": 1.0},
        {"ref": "we4", "rule": "city", "value": "Detroit", "weight": 1.0},
    ]
    run("apply prefer state=NY --weight 0.5")
    run("remove we3 --yes")
    rows = run("apply preferences --json").json
    assert [(row["ref"], row["weight"]) for row in rows] == [("we2", 2), ("we4", 1), ("we1", 0.5)]
    assert run("show we2 --json").json == rows[0]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("apply prefer state=NY --weight heavy", 1),
        ("apply prefer state=NY --weight -1", 1),
        ("apply prefer state=NY --weight nan", 1),
        ("apply prefer state", 2),
        ("apply prefer weather=fine", 2),
    ],
)
def test_a_preference_of_another_form_is_refused(
    run: Callable[..., Ran], line: str, code: int
) -> None:
    assert "; " in run(line, code=code).stderr
    assert run("apply preferences --json").json == []


def test_at_a_terminal_each_rule_is_asked_and_a_slip_is_asked_again(
    terminal: Callable[..., Terminal], run: Callable[..., Ran]
) -> None:
    screen = terminal("apply", "fact", "henry")
    screen.expect("most years since graduation")
    screen.type("soon\n")
    screen.expect("`soon` is no value")
    screen.type("within 5 years\n")
    screen.expect("least Step 2 CK score (")
    screen.type("\n")
    screen.expect("most failed attempts at a Step (")
    screen.type("q\n")
    screen.expect("Where was it read")
    screen.type("FAQ page\n")
    screen.end()

    (row,) = run("apply facts --json").json
    assert (row["rule"], row["value"], row["source"]) == ("graduation-years", "5", "FAQ page")


def test_ctrl_c_among_the_questions_writes_nothing(
    terminal: Callable[..., Terminal], run: Callable[..., Ran]
) -> None:
    screen = terminal("apply", "fact", "henry")
    screen.expect("most years since graduation")
    screen.type("5\n")
    screen.expect("least Step 2 CK score (")
    screen.type("\x03")
    screen.end(code=130)

    assert kept(run) == {}
