"""Where to apply: groups, reasons, the order, what would change, what changed, the plan."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from tests.sample_programs import places

from fmgtrack.records.fact import Fact
from fmgtrack.records.program import Program
from fmgtrack.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Piped, Terminal
    from tests.conftest import Ran

PROGRAM = "ref name specialty city state status signal signal_use group rules ask preferences total"
RULE = "rule strict outcome reason lacks said who source checked_on unconfirmed"
PLAN = "signals signals_unknown signals_wanted costs cost no_specialty if_all_fit"
SUGGEST = "season specialty group applicant if counts programs missing moves since plan"

SANA = (
    "apply profile --graduated 'Jun 2020' --visa j1 --certified-on '3 Feb 2026'",
    "add-exam step1 --outcome pass --on '3 Feb 2022'",
    "add-exam step2ck --outcome pass --score 238 --on '3 Feb 2023'",
    "add-experience externship Ward --state MI --from '1 Jun 2026' --until '30 Jun 2026'",
    "add-experience observership Clinic --state MI --from '1 Jul 2026' --until '31 Jul 2026'",
    "add-letter 'Dr. Wei Chen' --us yes --uploaded '3 Aug 2026'",
)

USUAL = "graduation-years=any attempts=any ecfmg=application usce=any --source FAQ"

FOUR = (
    "add-program Henry --specialty IM --city Detroit --state MI --j1 yes --visa-source FAQ",
    "add-program Mayo --specialty IM --city Rochester --state MN --j1 yes --visa-source FAQ",
    "add-program Grady --specialty neuro --state GA --j1 no --visa-source FAQ --status applied",
    "add-program Iowa --state IA",
    "add-contact mayo 'Cory Brandt' --role coordinator",
    f"apply fact henry step2ck=220 setting=university size=30 {USUAL}",
    f"apply fact mayo step2ck=250 {USUAL}",
    f"apply fact grady step2ck=220 {USUAL}",
)


def type_in(run: Callable[..., Ran], *lines: str) -> None:
    for line in lines:
        run(line)


@pytest.fixture
def four(run: Callable[..., Ran]) -> None:
    """p1 fits, p2 wants a better score, p3 sponsors no J-1, of p4 nothing is known."""
    type_in(run, *FOUR, *SANA)


def groups(run: Callable[..., Ran], more: str = "") -> dict[str, str]:
    return {
        row["ref"]: row["group"] for row in run(f"apply suggest {more} --json").json["programs"]
    }


def rules(row: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["rule"]: (one["outcome"], one["reason"]) for one in row["rules"] if one["strict"]}


@pytest.mark.usefixtures("four")
def test_programs_fall_into_groups_with_reasons_and_evidence(run: Callable[..., Ran]) -> None:
    found = run("apply suggest --json").json

    assert " ".join(found) == SUGGEST
    assert found["counts"] == {"fits": 1, "ask": 1, "fails": 2}
    by_ref = {row["ref"]: row for row in found["programs"]}
    assert list(by_ref) == ["p1", "p4", "p3", "p2"]
    assert " ".join(by_ref["p1"]) == PROGRAM
    assert " ".join(by_ref["p1"]["rules"][0]) == RULE
    assert {outcome for outcome, _ in rules(by_ref["p1"]).values()} == {"pass"}
    assert rules(by_ref["p2"])["step2ck"] == ("fail", "your score is 238")
    assert rules(by_ref["p3"])["visa"] == ("fail", "J-1 is not sponsored")
    assert by_ref["p4"]["ask"]["rules"] == [
        *("visa", "graduation-years", "step2ck", "usce-months"),
    ]
    evidence = next(one for one in by_ref["p2"]["rules"] if one["rule"] == "step2ck")
    assert (evidence["source"], evidence["checked_on"]) == ("FAQ", "2026-11-25")
    assert evidence["unconfirmed"] is False
    assert found["applicant"] == {
        "graduated": "2020-06",
        "step2ck": 238,
        "step3": None,
        "failed_attempts": {"least": 0, "most": 0},
        "certified": True,
        "visa_need": "j1",
        "usce_hands_on": {"months": 1.0, "complete": True},
        "usce_observed": {"months": 1.0, "complete": True},
        "us_letters": {"least": 1, "most": 1},
    }


@pytest.mark.usefixtures("four")
def test_why_shows_one_program_rule_by_rule(run: Callable[..., Ran]) -> None:
    run("apply fact mayo step2ck=")
    card = run("apply suggest --why mayo --json").json

    assert " ".join(card) == f"{PROGRAM} if was"
    assert card["ask"] == {
        "whom": "Cory Brandt",
        "ref": "c1",
        "role": "coordinator",
        "url": None,
        "rules": ["step2ck"],
    }
    shown = run("apply suggest --why mayo").stdout
    assert "p2 Mayo: ask" in shown
    assert "Cory Brandt, coordinator c1" in shown
    assert "fmgtrack apply fact p2 step2ck=VALUE --source TEXT" in shown
    assert "FAQ, Wed 25 Nov 2026" in shown


def test_with_nothing_on_record_it_says_where_to_begin(run: Callable[..., Ran]) -> None:
    assert "add-program" in run("apply suggest").stdout
    assert run("apply suggest --json").json["programs"] == []
    run("add-program Iowa --state IA --j1 yes")

    shown = run("apply suggest").stdout
    assert "your profile does not say which visa you need: `fmgtrack apply profile --visa" in shown
    assert groups(run) == {"p1": "ask"}


@pytest.mark.usefixtures("four")
def test_the_order_is_the_persons_and_every_part_is_shown(run: Callable[..., Ran]) -> None:
    type_in(
        run,
        *(f"add-program '{name}' --state NY --j1 yes --visa-source FAQ" for name in "ZY"),
        f"apply fact p5 step2ck=220 setting=university {USUAL}",
        f"apply fact p6 step2ck=220 setting=community {USUAL}",
        "apply prefer state=NY --weight 2",
        "apply prefer setting=university size=20+",
        "apply prefer city=Detroit --weight 0",
    )
    card = run("apply suggest --group fits --json").json

    assert [(row["ref"], row["total"]) for row in card["programs"]] == [
        *(("p5", 3.0), ("p1", 2.0), ("p6", 2.0)),
    ]
    assert card["counts"]["fits"] == 3
    shown = run("apply suggest --group fits").stdout
    assert "+2 state NY, +1 setting university; unknown: size 20+" in shown
    assert "city" not in shown
    assert "fails" not in shown


@pytest.mark.usefixtures("four")
def test_what_would_change_says_which_programs_move_and_why(run: Callable[..., Ran]) -> None:
    found = run("apply suggest --if 'step2ck 251' --json").json

    assert found["if"] == ["step2ck 251"]
    assert found["moves"] == [
        {
            "ref": "p2",
            "name": "Mayo",
            "from": "fails",
            "to": "fits",
            "why": [{"rule": "step2ck", "outcome": "pass", "reason": "your score is 251"}],
        }
    ]
    assert found["counts"] == {"fits": 2, "ask": 1, "fails": 1}
    assert run("apply suggest --if 'step3 passed' --json").json["moves"] == []
    both = run("apply suggest --if 'visa none' --if 'step2ck 251' --json").json["moves"]
    assert [(move["ref"], move["to"]) for move in both] == [("p3", "fits"), ("p2", "fits")]
    shown = run("apply suggest --if 'step2ck 251'").stdout
    assert "what would change: 1" in shown
    assert groups(run)["p2"] == "fails"
    assert "fails without it" in run("apply suggest --why p2 --if 'step2ck 251'").stdout


@pytest.mark.usefixtures("four")
def test_what_changed_in_the_profile_is_said_under_the_list(run: Callable[..., Ran]) -> None:
    run("apply prefer state=NY")
    run("edit ex2 --score 252")
    run("apply fact p4 size=20")

    since = run("apply suggest --json").json["since"]
    (title,) = [row["title"] for row in run("history --json").json if row["ref"] == since["ref"]]
    assert since["title"] == title
    assert "ex2" in title
    (move,) = since["moves"]
    assert (move["ref"], move["from"], move["to"]) == ("p2", "fails", "fits")
    assert (
        f"since {since['ref']}: {title}\n  p2 moved from fails to fits"
        in run("apply suggest").stdout
    )

    run(f"undo {since['ref']} --yes")
    after = run("apply suggest --json").json["since"]
    assert [(move["ref"], move["from"], move["to"]) for move in after["moves"]] == [
        ("p2", "fits", "fails")
    ]
    run("remove e2 --yes")
    assert run("apply suggest --json").json["since"]["moves"] == []
    assert "nothing moved" in run("apply suggest").stdout


@pytest.mark.usefixtures("four")
def test_a_profile_that_loses_something_moves_programs_too(run: Callable[..., Ran]) -> None:
    run("remove ex2 --yes")
    found = run("apply suggest --json").json

    assert [(move["ref"], move["from"], move["to"]) for move in found["since"]["moves"]] == [
        *(("p1", "fits", "ask"), ("p2", "fails", "ask")),
    ]
    assert {"rule": "step2ck", "reason": "no Step 2 CK is on record", "programs": 3} in (
        found["missing"]
    )


@pytest.mark.usefixtures("four")
def test_the_plan_counts_signals_and_costs(run: Callable[..., Ran]) -> None:
    type_in(
        run,
        "edit p1 --signal gold",
        "edit p3 --signal gold",
        "edit p4 --status applied",
        "apply fact p4 signal-use=required",
        "add-program Bellevue --specialty EM --status applied",
        "add-program Lincoln --specialty Allergy",
        f"apply fact p6 step2ck=220 signal-use=required {USUAL}",
        "edit p6 --j1 yes",
    )
    found = run("apply suggest --json").json["plan"]

    assert " ".join(found) == PLAN
    signals = {(row["specialty"], row["tier"]): row for row in found["signals"]}
    assert signals["Internal Medicine", "gold"]["left"] == 2
    assert signals["Neurology", "signal"]["left"] == 8
    assert signals["Neurology", "gold"]["left"] == -1
    assert signals["Neurology", "gold"]["confidence"] == "secondary"
    assert found["signals_unknown"] == ["Allergy"]
    assert found["signals_wanted"] == [{"ref": "p6", "name": "Lincoln", "use": "required"}]
    costs = {row["specialty"]: row for row in found["costs"]}
    assert {
        name: (row["programs"], row["cost"], row["one_more"]) for name, row in costs.items()
    } == {
        "Allergy": (0, 0, 11),
        "Emergency Medicine": (1, 99, 0),
        "Internal Medicine": (0, 0, 11),
        "Neurology": (1, 11, 11),
    }
    assert costs["Neurology"]["source"].startswith("https://")
    assert (found["cost"], found["no_specialty"]) == (110, 1)
    assert found["if_all_fit"] == {"programs": 2, "cost": 22}
    shown = run("apply suggest").stdout
    assert "1 too many" in shown
    assert "$110 so far, $22 more for the 2 that fit and are left" in shown


@pytest.mark.usefixtures("four")
def test_what_was_withdrawn_before_it_was_sent_costs_nothing(run: Callable[..., Ran]) -> None:
    """The plan and `apply costs` count the same programs."""
    type_in(run, "edit p4 --status applied", "edit p1 --status withdrawn")
    for applied in (1, 2):
        if applied > 1:  # an interview shows that it had been sent
            type_in(run, "add-interview p1 '8 Dec 2026 9:00'", "edit p1 --status withdrawn")
        plan = run("apply suggest --json").json["plan"]
        costs = run("apply costs --json").json["programs"]
        assert sum(row["programs"] for row in plan["costs"]) == costs["counted"] == applied
        assert costs["withdrawn"] == 2 - applied


@pytest.mark.usefixtures("four")
def test_only_one_specialty_counts_when_it_is_named(run: Callable[..., Ran]) -> None:
    for name in ("IM", "internal medicine", "Internal"):
        assert set(groups(run, f"--specialty '{name}'")) == {"p1", "p2"}
    found = run("apply suggest --specialty neuro --json").json
    assert (found["specialty"], found["counts"]["fails"]) == ("Neurology", 1)
    assert {row["specialty"] for row in found["plan"]["costs"]} == {"Neurology"}


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("--group best", 2, "fits, ask, fails"),
        ("--specialty zebra", 2, "Internal Medicine, Neurology"),
        ("--specialty e", 2, "fits more than one"),
        ("--if money", 2, "step3 passed"),
        ("--if 'step2ck lots'", 1, "step2ck 245"),
        ("--why zebra", 1, "zebra"),
        ("--why p1 --group fits", 2, "--if"),
        ("--limit 0", 2, "from 1"),
    ],
)
@pytest.mark.usefixtures("four")
def test_wrong_usage_says_what_to_type(
    run: Callable[..., Ran], line: str, code: int, told: str
) -> None:
    assert told in run(f"apply suggest {line}", code=code).stderr


@pytest.mark.usefixtures("four")
def test_preferred_and_unconfirmed_are_marked_and_move_nothing(run: Callable[..., Ran]) -> None:
    run("apply fact henry step2ck=250 --preferred --source FAQ")
    run("apply fact henry us-letters=1")
    run("apply fact mayo step2ck=251")

    assert groups(run)["p1"] == "fits"
    shown = run("apply suggest").stdout
    assert "prefers at least 250 in Step 2 CK; 1 unconfirmed" in shown
    assert "at least 251 in Step 2 CK: your score is 238 (unconfirmed)" in shown
    assert "1 of them by unconfirmed facts alone: worth asking" in shown


@pytest.mark.usefixtures("four")
def test_a_fact_from_elsewhere_that_is_no_value_is_not_known(run: Callable[..., Ran]) -> None:
    store = Store(os.environ["FMGTRACK_DB"], at="2026-11-25T15:00:00Z")
    with store.change("taken in") as change:
        for rule, value in (("us-letters", "lots"), ("zebra", "1"), ("deadline", "2026-02-31")):
            change.table(Fact).insert(Fact(program_id=1, rule=rule, value=value))
    store.close()

    assert groups(run)["p1"] == "fits"
    rows = {row["rule"]: row["said"] for row in run("apply facts henry --json").json}
    assert rows["us-letters"] is rows["zebra"] is rows["deadline"] is None
    assert "lots" in run("apply facts henry").stdout


def fill(count: int) -> None:
    """Put so many programs of the sample on record."""
    store = Store(os.environ["FMGTRACK_DB"], at="2026-11-25T15:00:00Z")
    with store.change("sample") as change:
        for one in places(count):
            program = change.table(Program).insert(
                Program(
                    name=one.name,
                    specialty=one.specialty,
                    city=one.city,
                    state=one.state,
                    status=one.status,
                    j1=one.j1,
                    h1b=one.h1b,
                )
            )
            for strict, side in ((True, one.strict), (False, one.preferred)):
                for word, known in side.items():
                    change.table(Fact).insert(
                        Fact(
                            program_id=program.id,
                            rule=word,
                            value=known.value,
                            strict=strict,
                            source=known.source,
                            checked_on=known.checked_on,
                        )
                    )
    store.close()


def test_three_hundred_programs_come_out_as_the_rules_judge_them(run: Callable[..., Ran]) -> None:
    from datetime import date

    from fmgtrack.rules.fitting import fit
    from fmgtrack.rules.fitting_facts import Amount, Applicant, Attempt, Spell

    fill(300)
    type_in(run, *SANA)
    applicant = Applicant(
        season=2027,
        today=date(2026, 11, 25),
        graduated="2020-06",
        attempts=(Attempt("step1", "pass"), Attempt("step2ck", "pass", 238)),
        certified=True,
        visa_need="j1",
        hands_on=Spell(30, 1.0, complete=True),
        observed=Spell(31, 1.0, complete=True),
        us_letters=Amount(1, 1),
    )

    assert groups(run) == {one.ref: fit(one, applicant).group for one in places(300)}


def test_as_many_queries_for_many_programs_as_for_few(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    from fmgtrack.store import connection

    said: list[str] = []
    real = connection.connect

    def connect(path: str, *, stamp: str) -> Any:  # noqa: ANN401  as it is
        opened = real(path, stamp=stamp)
        opened.set_trace_callback(said.append)
        return opened

    type_in(run, *SANA)
    monkeypatch.setattr("fmgtrack.store.connect", connect)
    counts = []
    for count in (5, 60):
        fill(count)
        said.clear()
        run("apply suggest --if 'step3 passed' --json")
        counts.append(len(said))
    assert counts[0] == counts[1] > 0


def test_at_a_terminal_a_group_shows_its_first_and_says_how_many_more(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    fill(300)
    type_in(run, *SANA)
    counts = run("apply suggest --json").json["counts"]
    screen = terminal("apply", "suggest", columns=120).end()

    assert f"and {counts['fails'] - 10} more" in screen
    assert f"`--group fails --limit {counts['fails']}`" in screen
    assert sum(line.startswith("p") for line in screen.splitlines()) <= 30
    assert "more: `" not in run("apply suggest").stdout
    shown = run("apply suggest --limit 2").stdout
    assert f"and {counts['ask'] - 2} more" in shown


def test_json_is_one_document_of_all_programs_whatever_the_limit(
    run: Callable[..., Ran], shell: Callable[..., Piped]
) -> None:
    fill(40)
    found = json.loads(shell("apply", "suggest", "--limit", "1", "--json").stdout)

    assert len(found["programs"]) == 40
    assert " ".join(found) == SUGGEST
    assert run("history --json").json
