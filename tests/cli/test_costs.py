"""What the application costs: lines, what is still to pay, what if, a chart, another currency."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.records.program import Program
from fmgtrack.records.stage import Stage
from fmgtrack.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Piped, Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

COSTS = (
    "season statuses programs specialties lines left_out total to_pay total_local to_pay_local"
    " chart currency"
)
SPECIALTY = "specialty service programs to_come cost to_pay one_more season source confidence"
LINE = "group what name ref count amount to_pay local season source confidence other"
BEGUN = ("config season 2027",)


def applied(counts: dict[str, int], status: str = "applied") -> None:
    """Put so many programs of each specialty on record."""
    store = Store(os.environ["FMGTRACK_DB"], at="2026-11-25T15:00:00Z")
    with store.change("programs") as change:
        for specialty, count in counts.items():
            for number in range(count):
                name = f"{specialty} {status} {number}"
                change.table(Program).insert(Program(name=name, specialty=specialty, status=status))
    store.close()


@pytest.fixture(autouse=True)
def begun(typed: Callable[[tuple[str, ...]], Path]) -> None:
    shutil.copy(typed(BEGUN), os.environ["FMGTRACK_DB"])


def costs(run: Run, more: str = "") -> dict[str, Any]:
    found: dict[str, Any] = run(f"apply costs {more} --json").json
    return found


def line(found: dict[str, Any], what: str) -> dict[str, Any]:
    (one,) = [row for row in found["lines"] if row["what"] == what]
    return dict(one)


def test_the_published_example_through_the_command(run: Run) -> None:
    """AAMC's own: 43 internal medicine and 7 radiology programs cost $797."""
    applied({"Internal Medicine": 43, "Diagnostic Radiology": 7})
    found = costs(run)

    assert " ".join(found) == COSTS
    assert {" ".join(one) for one in found["lines"]} == {LINE}
    assert {" ".join(one) for one in found["specialties"]} == {SPECIALTY}
    cost = {one["specialty"]: one["cost"] for one in found["specialties"]}
    assert cost == {"Diagnostic Radiology": 77, "Internal Medicine": 720}
    assert sum(one["amount"] for one in found["lines"] if one["group"] == "applications") == 797
    assert [one["one_more"] for one in found["specialties"]] == [11, 30]
    text = run("apply costs").stdout
    assert "Internal Medicine (ERAS)" in text
    assert "$720" in text


def test_the_sums_are_those_of_the_lines(run: Run) -> None:
    applied({"Internal Medicine": 31})
    run("add-experience externship Ward --state MI --cost 99.50 --status done")
    found = costs(run, "--considered --add Neurology=2")

    assert found["total"] == sum(one["amount"] for one in found["lines"])
    assert found["to_pay"] == sum(one["to_pay"] for one in found["lines"])
    assert line(found, "usce") | {"name": "", "source": None} == {
        "group": "experience",
        "what": "usce",
        "name": "",
        "ref": "e1",
        "count": 1,
        "amount": 99.5,
        "to_pay": 0,
        "local": None,
        "season": None,
        "source": None,
        "confidence": "own",
        "other": None,
    }
    assert "$99.50" in run("apply costs").stdout


def test_nothing_applied_to_says_how_to_go_on(run: Run) -> None:
    ran = run("apply costs")
    found = costs(run)

    assert "`--considered` counts those considered" in ran.stderr
    assert "no exam is on record" in ran.stderr
    assert (found["specialties"], found["chart"]) == ([], [])
    assert found["programs"] == dict.fromkeys(
        ("counted", "considered", "added", "withdrawn", "no_specialty"), 0
    )
    assert {one["what"] for one in found["lines"]} >= {"token", "registration", "step1"}


def test_which_statuses_are_counted(run: Run) -> None:
    for status in ("applied", "invited", "waitlisted", "interviewed", "rejected"):
        applied({"Neurology": 1}, status)
    applied({"Neurology": 2}, "considered")
    applied({"Neurology": 1}, "withdrawn")
    found = costs(run)

    assert found["statuses"] == ["applied", "invited", "waitlisted", "interviewed", "rejected"]
    assert (found["programs"]["counted"], found["programs"]["withdrawn"]) == (5, 1)
    assert line(found, "eras")["amount"] == 55
    assert "applied, invited, waitlisted" in run("apply costs").stdout

    more = costs(run, "--considered")
    assert more["statuses"][-1] == "considered"
    assert (more["programs"]["counted"], more["programs"]["considered"]) == (7, 2)
    assert (line(more, "eras")["amount"], line(more, "eras")["to_pay"]) == (77, 22)


def test_whoever_withdrew_after_applying_has_paid(run: Run) -> None:
    applied({"Neurology": 3}, "withdrawn")
    store = Store(os.environ["FMGTRACK_DB"], at="2026-11-25T15:00:00Z")
    with store.change("stages") as change:
        change.table(Stage).insert(Stage(program_id=1, status="applied", reached_on="2026-09-03"))
        change.table(Stage).insert(Stage(program_id=2, status="withdrawn", reached_on="2026-09-03"))
    store.close()
    run("add-interview p3 '24 Nov 2026 9:00' --zone ET")
    run("edit p3 --status withdrawn")

    found = costs(run)
    assert (found["programs"]["counted"], found["programs"]["withdrawn"]) == (2, 1)
    assert "1 not counted: nothing shows that an application went out" in run("apply costs").stdout


def test_programs_without_a_specialty_are_named(run: Run) -> None:
    run("add-program Lake --state MI --status applied")

    assert costs(run)["programs"]["no_specialty"] == 1
    assert "1 not counted: `fmgtrack edit PROGRAM --specialty TEXT`" in run("apply costs").stdout


def test_other_services_are_counted_apart(run: Run) -> None:
    applied({"Emergency Medicine": 19})
    found = costs(run)

    one = line(found, "residencycas")
    assert (one["name"], one["amount"]) == ("Emergency Medicine", 117)
    assert line(found, "residencycas-transcript")["amount"] == 80
    assert "token" not in {row["what"] for row in found["lines"]}
    assert "Emergency Medicine (ResidencyCAS)" in run("apply costs").stdout


def test_what_if(run: Run) -> None:
    applied({"Internal Medicine": 25})
    found = costs(run, "--add IM=10 --add 'internal medicine=1' --add psych=2")

    rows = {one["specialty"]: one for one in found["specialties"]}
    assert (rows["Internal Medicine"]["programs"], rows["Internal Medicine"]["to_come"]) == (36, 11)
    assert rows["Internal Medicine"]["cost"] == 330 + 6 * 30
    assert rows["Internal Medicine"]["to_pay"] == 5 * 11 + 6 * 30
    assert rows["Psychiatry"]["cost"] == 22
    assert found["programs"]["added"] == 13
    assert run("programs --json").json[0]["status"] == "applied"
    assert len(run("programs --json").json) == 25


def test_exams_that_are_passed_are_left_out_unless_asked_for(run: Run) -> None:
    run("add-exam step1 --outcome fail --on '3 Feb 2023'")
    run("add-exam step1 --outcome pass --on '3 Feb 2024'")
    run("add-exam step2ck --on '3 Feb 2026' --outcome waiting")
    found = costs(run)

    assert found["left_out"] == [
        *("MyIntealth account", "application for ECFMG certification", "Step 1", "Step 2 CK"),
    ]
    assert {one["what"] for one in found["lines"] if one["group"] == "ecfmg"} == {
        *("oet", "pathway", "credentials"),
    }
    assert "Step 1, Step 2 CK: `--all`" in run("apply costs").stdout
    whole = costs(run, "--all")
    assert whole["left_out"] == []
    assert (line(whole, "step1")["count"], line(whole, "step1")["amount"]) == (2, 1810)
    assert line(whole, "step1")["to_pay"] == 0
    assert whole["to_pay"] == found["to_pay"]


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        ((), False),
        (("apply profile --visa j1",), False),
        (("apply profile --visa h1b",), True),
        (("add-exam step3 --on '3 Feb 2027'",), True),
        (("apply profile --visa h1b", "add-exam step3 --outcome pass --on '3 Feb 2026'"), False),
    ],
)
def test_step_3_is_counted_where_it_is_planned_or_h1b_needs_it(
    run: Run, lines: tuple[str, ...], counted: bool
) -> None:
    for typed_line in lines:
        run(typed_line)
    assert ("step3" in {one["what"] for one in costs(run)["lines"]}) == counted


def test_a_certificate_leaves_nothing_of_ecfmg_to_pay(run: Run) -> None:
    run("apply profile --certified-on '3 Feb 2026' --visa j1 --token-on '1 Jul 2026'")
    found = costs(run)

    assert "ecfmg" not in {one["group"] for one in found["lines"]}
    visa = {one["what"]: one["amount"] for one in found["lines"] if one["group"] == "visa"}
    assert visa == {"j1-sponsorship": 370, "sevis": 220, "visa-application": 185}
    assert line(found, "token")["to_pay"] == 0


def test_two_amounts_for_one_thing_are_both_told(run: Run) -> None:
    one = line(costs(run), "usmle-transcript")

    assert (one["amount"], one["confidence"], one["season"]) == (80, "official", 2024)
    assert (one["other"]["amount"], one["other"]["confidence"]) == (70, "secondary")
    text = run("apply costs").stdout
    assert "USMLE transcript in MyERAS: $70 by another source (unconfirmed)" in text
    assert one["source"] in text
    assert one["other"]["source"] in text


def test_fees_of_the_rank_order_list_are_there(run: Run) -> None:
    for number in range(21):
        run(f"add-program 'Place {number}' --state MI --code {1000 + number}140C0")
        run(f"rol add p{number + 1}")

    assert line(costs(run), "primary-code")["amount"] == 30
    run("rol certify --force")
    assert line(costs(run), "primary-code")["to_pay"] == 0
    assert line(costs(run), "registration")["to_pay"] == 0


def test_another_currency_beside_the_first(run: Run) -> None:
    applied({"Internal Medicine": 43, "Diagnostic Radiology": 7})
    found = costs(run, "--currency pkr --rate 281.5")

    assert found["currency"] == {"code": "PKR", "rate": 281.5}
    assert [one["local"] for one in found["lines"] if one["group"] == "applications"] == [
        *(21_676, 202_680),
    ]
    assert abs(found["total_local"] - found["total"] * 281.5) <= 0.5
    assert "PKR 202,680" in run("apply costs --currency PKR --rate 281.5").stdout
    assert costs(run)["currency"] is None
    assert costs(run)["total_local"] is None


@pytest.mark.parametrize(
    ("options", "code", "number"),
    [
        ("--currency PKR", "usage", 2),
        ("--rate 3", "usage", 2),
        ("--currency rupee --rate 3", "invalid", 1),
        ("--currency '' --rate 3", "invalid", 1),
        ("--currency PKR --rate 0", "invalid", 1),
        ("--currency PKR --rate 0.0", "invalid", 1),
        ("--currency PKR --rate -3", "invalid", 1),
        ("--currency PKR --rate 281,5", "invalid", 1),
        ("--currency PKR --rate 1e5", "invalid", 1),
        ("--currency PKR --rate nan", "invalid", 1),
        ("--currency PKR --rate \u0661", "invalid", 1),
        ("--add IM", "usage", 2),
        ("--add IM=", "usage", 2),
        ("--add =3", "usage", 2),
        ("--add IM=-3", "usage", 2),
        ("--add IM=2.5", "usage", 2),
        ("--add IM=5001", "invalid", 1),
        ("--add IM=5000 --add im=1", "invalid", 1),
        ("--add IM=99999999999999999999", "usage", 2),
    ],
)
def test_what_is_not_understood_is_refused(run: Run, options: str, code: str, number: int) -> None:
    error = run(f"apply costs {options} --json", code=number).error
    assert error["code"] == code
    assert error["hint"]


def test_the_chart_marks_where_it_stands_and_where_the_price_steps(run: Run) -> None:
    applied({"Internal Medicine": 43})
    (chart,) = costs(run)["chart"]

    assert set(chart) == {"specialty", "service", "points"}
    assert [one["programs"] for one in chart["points"] if one["step"]] == [30]
    assert [one["programs"] for one in chart["points"] if one["counted"]] == [43]
    bars = {
        row.split()[0]: row for row in run("apply costs").stdout.splitlines() if "\u2588" in row
    }
    assert bars["30"].endswith("<- one more: $30")
    assert bars["43"].endswith("<- now")
    assert bars["55"].count("\u2588") > bars["30"].count("\u2588") > bars["5"].count("\u2588") > 0


def test_a_chart_of_signs_that_any_terminal_has(shell: Callable[..., Piped]) -> None:
    applied({"Internal Medicine": 3})

    text = shell("apply", "costs", env={"PYTHONIOENCODING": "ascii"}).stdout
    assert "####" in text
    assert text.isascii()


@pytest.mark.parametrize("columns", [50, 120])
def test_at_a_terminal_everything_fits(
    run: Run, terminal: Callable[..., Terminal], columns: int
) -> None:
    applied({"Internal Medicine": 43, "Emergency Medicine": 8, "Neurology": 9})
    run("apply profile --visa j1")

    screen = terminal("apply", "costs", columns=columns, quiet=True).end()
    assert max(len(row) for row in screen.splitlines()) <= columns
    words = " ".join(screen.split())
    assert "still to pay" in words
    assert "one more: $23" in words


def test_looking_changes_nothing_and_gives_no_advice(run: Run) -> None:
    applied({"Internal Medicine": 5})
    before = run("history --json").json
    text = run("apply costs --currency PKR --rate 281.5 --considered --add IM=3").stdout.lower()

    assert run("history --json").json == before
    for word in ("chance", "probab", "better", "should", "enough", "recommend"):
        assert word not in text
