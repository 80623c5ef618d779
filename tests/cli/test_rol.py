"""The rank order list as a person types it: from interviewed programs to a certified list."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shlex
import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from fmgtrack.cli import app
from fmgtrack.store import Store
from fmgtrack.store.dump import dump

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

FIVE = (
    'config name "Sana Mirza"',
    'config home-zone "Asia/Karachi"',
    'add-program "Henry Ford Hospital" --city Detroit --state MI --code 1300140C0',
    'add-program "Mayo Clinic" --city Rochester --state MN --code 1310140C0 --code 1310140P1',
    'add-program "Iowa Hospitals" --city "Iowa City" --state IA',
    'add-program "Stanford Health" --city Stanford --state CA --code 1820040A0',
    'add-program "Emory Healthcare" --city Atlanta --state GA --code 1430140C0',
    'add-interview henry "2 Nov 2026 9:00" --highlight "the noon round"',
    'add-interview mayo "5 Nov 2026 9:00"',
    'add-interview iowa "9 Nov 2026 9:00"',
    'add-interview stanford "12 Nov 2026 9:00"',
    'add-interview emory "16 Nov 2026 9:00"',
)
"""Five programs interviewed at: one with two codes, one without any, one advanced."""

RANKED = (
    *FIVE,
    "rol add henry",
    "rol add mayo --code 1310140C0",
    "rol add stanford",
    "rol add emory",
    "rol add mayo --code 1310140P1 --list A",
    "rol link A stanford",
)
"""p1, p2, p4, p5, and a first year for p4; p3 is not ranked. Only `p3` is left to look at."""

AGAIN = "certify it again"


@pytest.fixture
def five(typed: Callable[[tuple[str, ...]], Path]) -> None:
    shutil.copy(typed(FIVE), os.environ["FMGTRACK_DB"])


@pytest.fixture
def ranked(typed: Callable[[tuple[str, ...]], Path]) -> None:
    shutil.copy(typed(RANKED), os.environ["FMGTRACK_DB"])


def _order(run: Run) -> list[str]:
    """Refs of the primary list, best first."""
    rows = run("rol --json").json["primary"]
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    return [row["program"]["ref"] for row in rows]


def _codes(run: Run) -> list[str]:
    return [check["code"] for check in run("rol check --json").json]


def _records() -> Any:  # noqa: ANN401  every table
    """Everything on record, without the journal."""
    with closing(Store(os.environ["FMGTRACK_DB"], at="2026-11-25T15:00:00Z")) as store:
        return dump(store, history=False)["records"]


def _changed(run: Run) -> bool:
    changed: bool = run("rol --json").json["changed_since_certified"]
    return changed


@pytest.mark.usefixtures("five")
def test_from_interviews_to_a_certified_list_and_a_change_after_it(run: Run) -> None:
    assert "interviewed and not ranked" in run("rol").stdout

    run("rol add henry")
    run("rol add p4")
    run("rol add 1430140c0")
    run("rol add mayo --code 1310140C0")
    run('rol exclude iowa --why "too far from my brother"')
    assert _order(run) == ["p1", "p4", "p5", "p2"]

    run("rol move mayo 1")
    run("rol move p1 --below p5")
    run("rol move stanford --above 1310140C0")
    assert _order(run) == ["p4", "p2", "p5", "p1"]

    run("rol add mayo --code 1310140P1 --list a")
    run("rol link A stanford")
    said = run("rol certify")
    assert "noted the list of 4 as certified in R3" in said.stdout
    assert "21:00 EST" in said.stderr
    assert AGAIN not in said.stderr
    assert "certified on Wed 25 Nov 2026 20:00 PKT" in run("rol").stdout.replace(":00:00", ":00")

    assert AGAIN in run("rol move henry 1").stderr
    assert "certify again" in run("rol").stdout
    assert "certify again" in run("today").stdout
    assert "changed-since-certified" in _codes(run)
    run("rol certify")
    assert not _changed(run)
    assert "certify again" not in run("rol").stdout + run("today").stdout


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("rol add mayo", 1, "--code"),
        ("rol add iowa --code 1250140C0", 1, "edit p3 --code 1250140C0"),
        ("rol add mayo --code 1300140C0", 1, "1300140C0"),
        ("rol add hospital", 1, "Iowa Hospitals"),
        ("rol add nowhere", 1, "add-program"),
        ("rol add henry --list Q", 1, "A to P"),
        ("rol drop henry", 1, "rol add p1"),
        ("rol move henry 1", 1, "rol add p1"),
        ("rol add", 2, "PROGRAM"),
        ("rol exclude henry", 2, "--why"),
        ("rol exclude henry --why ' '", 2, "--why"),
        ("rol include henry", 1, "excluded"),
        ("rol rank henry", 2, "no command `rank`"),
    ],
)
@pytest.mark.usefixtures("five")
def test_what_cannot_be_met_says_what_to_type(run: Run, line: str, code: int, words: str) -> None:
    before = _records()
    said = run(line, code=code)

    assert words in said.stderr
    assert not said.stdout
    assert _records() == before


@pytest.mark.usefixtures("five")
def test_each_code_of_a_program_is_a_line_of_its_own(run: Run) -> None:
    run("rol add 1310140P1")
    run("rol add 1310140C0")

    assert [row["nrmp_code"] for row in run("rol --json").json["primary"]] == [
        "1310140P1",
        "1310140C0",
    ]
    assert "already" in run("rol add mayo --code 1310140C0", code=1).stderr
    assert run("rol drop mayo --json", code=1).error["candidates"] == [
        {"ref": "1310140C0", "name": "Mayo Clinic"},
        {"ref": "1310140P1", "name": "Mayo Clinic"},
    ]
    run("rol move 1310140C0 --above 1310140P1")
    run("rol drop 1310140P1")
    assert [row["nrmp_code"] for row in run("rol --json").json["primary"]] == ["1310140C0"]


@pytest.mark.usefixtures("five")
def test_several_are_ranked_in_the_order_typed_as_one_change_or_not_at_all(run: Run) -> None:
    before = _records()
    assert "no program matches `p99`" in run("rol add p5 p1 p99", code=1).stderr
    assert "quotation marks" in run("rol add henry ford", code=2).stderr
    assert "one program" in run("rol add henry emory --code 1300140C0", code=2).stderr
    assert _records() == before

    said = run("rol add p5 1310140P1 p3 1310140C0 --json").json
    assert said["refs"] == ["p5", "p2", "p3"]
    assert [notice["code"] for notice in said["notices"]] == ["no-code"]
    assert _order(run) == ["p5", "p2", "p3", "p2"]
    run("undo --yes")
    assert _records() == before


@pytest.mark.usefixtures("five")
def test_a_code_on_no_record_names_those_near_it(run: Run) -> None:
    error = run("rol add 1300140X0 --json", code=1).error
    assert error["message"] == "no NRMP code of a program on record matches `1300140X0`"
    assert "add-program" not in error["hint"]
    assert error["candidates"][0] == {"ref": "1300140C0", "name": "Henry Ford Hospital"}


@pytest.mark.usefixtures("five")
def test_what_is_advised_alike_of_many_is_said_once(run: Run) -> None:
    run("add-program 'Where Hope is Clinic' --state OH --code 1330140C0")
    run("rol add p1 p3 p5 p6")
    run("rol add 1310140P1 --list A")
    lines = run("rol check").stdout.splitlines()

    assert lines[0].startswith("blocks   no-code: p3 Iowa Hospitals, number 2, ")
    (several,) = [line for line in lines if "of each program" in line]
    assert several == (
        "look at  contract-unconfirmed: the contract of each program is not on record, and the"
        " program owes it in writing before the deadline: p1 Henry Ford Hospital;"
        " p3 Iowa Hospitals; p5 Emory Healthcare; p2 Mayo Clinic"
    )
    assert "edit PROGRAM --contract DATE" in lines[lines.index(several) + 1]
    # a name that reads like the sentence keeps its own line
    assert any("the contract of p6 Where Hope is Clinic is" in line for line in lines)
    assert _codes(run).count("contract-unconfirmed") == 5


@pytest.mark.usefixtures("five")
def test_excluded_and_included_again(run: Run) -> None:
    run('rol exclude henry --why "no H-1B"')
    shown = run("rol")
    assert "excluded: p1 Henry Ford Hospital, no H-1B" in shown.stdout
    assert run("rol --json").json["excluded"] == [
        {"ref": "p1", "name": "Henry Ford Hospital", "reason": "no H-1B"}
    ]
    run('rol exclude henry --why "no J-1 either"')
    assert run("rol --json").json["excluded"][0]["reason"] == "no J-1 either"

    assert "rol include p1" in run("rol add henry").stderr
    assert "excluded-ranked" in _codes(run)
    run("rol include henry")
    assert "excluded-ranked" not in _codes(run)


@pytest.mark.usefixtures("ranked")
def test_supplemental_lists_are_linked_to_advanced_codes_only(run: Run) -> None:
    assert "not an advanced code" in run("rol link A henry", code=1).stderr
    run("rol add iowa")
    assert "not an advanced code" in run("rol link A iowa", code=1).stderr
    run("rol link Z stanford", code=1)

    (extra,) = run("rol --json").json["supplemental"]
    assert extra == {
        "letter": "A",
        "linked_to": [
            {"program": {"ref": "p4", "name": "Stanford Health"}, "nrmp_code": "1820040A0"}
        ],
        "entries": [
            {
                "rank": 1,
                "program": {"ref": "p2", "name": "Mayo Clinic"},
                "nrmp_code": "1310140P1",
            }
        ],
    }
    assert "list A, linked to 1820040A0" in run("rol").stdout
    run("rol unlink A stanford")
    assert "list A, linked to nothing yet" in run("rol").stdout
    assert "supplemental-unlinked" in _codes(run)
    run("rol unlink A stanford", code=1)

    assert "linked list A" in run("rol link 1820040A0 a").stdout
    assert "fmgtrack rol link A p5" in run("rol link 1820040A0 p2", code=1).stderr
    assert "parted list A" in run("rol unlink A").stdout
    assert "list A, linked to nothing yet" in run("rol").stdout
    run("rol unlink A", code=1)


@pytest.mark.usefixtures("ranked")
def test_ratings_advise_and_move_no_line(run: Run) -> None:
    assert "score 2.00, 1 of 10 rated" in run("rol rate henry cult=2").stdout
    run("rol rate emory culture=5 research=4 img-support=5")
    run("rol rate mayo culture=3 research=")

    primary = run("rol --json").json["primary"]
    assert [row["program"]["ref"] for row in primary] == ["p1", "p2", "p4", "p5"]
    assert [(row["score"], row["coverage"]) for row in primary] == [
        (2.0, "1 of 10"),
        (3.0, "1 of 10"),
        (None, None),
        (4.67, "3 of 10"),
    ]
    assert [(row["score_rank"], row["apart"]) for row in primary] == [
        (3, 2),
        (2, 0),
        (None, None),
        (1, -3),
    ]
    text = run("rol").stdout
    assert "4.67 (3 of 10)  1 (-3)" in text
    assert "2.00 (1 of 10)  3 (+2)" in text


@pytest.mark.usefixtures("five")
def test_a_rating_is_taken_away_and_a_missing_one_stays_missing(run: Run) -> None:
    run("rol rate henry culture=4 research=2")
    run("rol rate henry research=")

    shown = run("rol rate henry --json").json
    values = {row["key"]: row["value"] for row in shown["ratings"]}
    assert values["culture"] == 4
    assert values["research"] is None
    assert (shown["score"], shown["coverage"]) == (4.0, "1 of 10")
    run("rol rate henry culture=")
    assert run("rol rate henry --json").json["score"] is None


@pytest.mark.usefixtures("five")
def test_certifying_is_refused_while_a_check_blocks(run: Run) -> None:
    run("rol add iowa")
    said = run("rol certify", code=1)
    assert "no-code stands in the way" in said.stderr
    assert "--force" in said.stderr
    assert run("rol --json").json["certified_at"] is None

    run("rol certify --force")
    assert run("rol --json").json["certified_at"] == "2026-11-25T15:00:00Z"


def _made_by(run: Run, words: str) -> str:
    """Ref of the last change whose title has these words."""
    ref: str = next(row["ref"] for row in run("history --json").json if words in row["title"])
    return ref


@pytest.mark.parametrize(
    "line",
    [
        "rol move emory 1",
        "rol drop emory",
        "rol unlink A stanford",
        "rol restore {ranked Henry} --yes",
        "remove henry --yes",
        "undo {ranked Emory} --yes",
    ],
)
@pytest.mark.usefixtures("ranked")
def test_any_change_of_a_certified_list_says_certify_again(run: Run, line: str) -> None:
    if "{" in line:
        words = line.partition("{")[2].partition("}")[0]
        line = line.replace(f"{{{words}}}", _made_by(run, words))
    assert AGAIN not in run("rol certify").stderr

    assert AGAIN in run(line).stderr
    assert "certify again" in run("rol").stdout
    assert "certify again" in run("today").stdout
    assert _changed(run)
    assert AGAIN not in run("rol certify --force").stderr
    assert "certify again" not in run("rol").stdout + run("today").stdout
    assert "changed-since-certified" not in _codes(run)


@pytest.mark.usefixtures("ranked")
def test_a_code_put_on_record_changes_a_certified_list(run: Run) -> None:
    run("rol add iowa")
    run("rol certify --force")

    assert AGAIN in run("edit iowa --code 1250140C0").stderr
    assert _changed(run)
    assert run("rol --json").json["primary"][-1]["nrmp_code"] == "1250140C0"


@pytest.mark.usefixtures("ranked")
def test_what_is_no_change_of_the_list_is_quiet(run: Run) -> None:
    run("rol certify")

    for line in (
        "rol rate henry culture=5",
        'edit henry --name "Henry Ford Health"',
        "edit iowa --code 1250140C0",
        'note henry "a long drive"',
        "rol compare henry mayo",
    ):
        assert AGAIN not in run(line).stderr, line
    assert not _changed(run)


@pytest.mark.usefixtures("ranked")
def test_changed_and_changed_back_is_as_certified(run: Run) -> None:
    run("rol certify")
    run("rol move emory 1")
    assert _changed(run)
    assert AGAIN not in run("rol move emory 4").stderr
    run("rol drop emory")
    assert _changed(run)
    assert AGAIN not in run("rol add emory").stderr
    assert not _changed(run)
    assert "certify again" not in run("rol").stdout


KEYS = {
    *("deadline", "certified_at", "changed_since_certified", "primary", "supplemental"),
    *("unranked", "excluded", "checks"),
}


@pytest.mark.usefixtures("ranked")
def test_the_keys_of_json(run: Run) -> None:
    run("rol certify")
    row = run("rol --json").json

    assert set(row) >= KEYS
    assert set(row["primary"][0]) >= {"rank", "program", "nrmp_code", "score", "coverage"}
    assert row["primary"][0]["program"] == {"ref": "p1", "name": "Henry Ford Hospital"}
    assert set(row["supplemental"][0]) >= {"letter", "linked_to", "entries"}
    assert row["unranked"] == [{"ref": "p3", "name": "Iowa Hospitals"}]
    assert row["excluded"] == []
    assert all(set(c) >= {"code", "blocking", "message", "program"} for c in row["checks"])
    assert row["checks"] == run("rol check --json").json
    assert row["certified_at"] == "2026-11-25T15:00:00Z"
    assert row["changed_since_certified"] is False
    assert row["deadline"]["due_at"] == "2027-03-03T21:00:00-05:00"


@pytest.mark.usefixtures("ranked")
def test_every_version_is_kept_and_told_apart(run: Run) -> None:
    run("rol move emory 1")
    run("rol drop mayo --code 1310140C0")
    run("rol add iowa")
    run('edit iowa --code 1250140C0 --name "Iowa Health"')

    rows = run("rol history --json").json
    assert [row["ranked"] for row in rows] == [4, 4, 3, 4, 4, 4, 4, 3, 2, 1]
    assert set(rows[0]) >= {"ref", "at", "title", "ranked"}

    def since(*version: str) -> dict[str, Any]:
        found = run("rol diff --json", *version).json["lists"]
        return {
            key: [(line["name"], line["nrmp_code"]) for line in part[key]]
            for part in found
            if part["letter"] == ""
            for key in ("added", "removed", "moved", "edited")
        }

    nothing: dict[str, Any] = {"added": [], "removed": [], "moved": [], "edited": []}
    iowa, emory = ("Iowa Health", "1250140C0"), ("Emory Healthcare", "1430140C0")
    mayo = ("Mayo Clinic", "1310140C0")
    assert since() == nothing | {"edited": [iowa]}
    assert since(rows[0]["ref"]) == nothing
    assert since(rows[2]["ref"]) == nothing | {"added": [iowa]}
    assert since(rows[4]["ref"]) == {
        "added": [iowa],
        "removed": [mayo],
        "moved": [emory],
        "edited": [],
    }
    text = run("rol diff", rows[4]["ref"]).stdout
    for words in ("+   4  Iowa Health", "-   2  Mayo Clinic", "4 -> 1  Emory Healthcare"):
        assert words in text
    assert "was Iowa Health without code" in run("rol diff").stdout
    assert "nothing is different" in run("rol diff", rows[0]["ref"]).stdout


@pytest.mark.usefixtures("ranked")
def test_a_version_is_restored_and_that_is_undone(run: Run) -> None:
    version = _made_by(run, "ranked Emory")
    run("rol rate emory culture=5")
    run("rol move emory 1")
    run("rol drop henry")
    run("rol add iowa")
    after = _records()

    assert "--yes" in run("rol restore", version, code=2).stderr
    run("rol restore --yes", version)
    assert _order(run) == ["p1", "p2", "p4", "p5"]
    assert "nothing had to be changed" in run("rol restore --yes", version).stdout
    run("undo --yes")
    assert _records() == after


@pytest.mark.usefixtures("ranked")
def test_a_version_whose_program_is_gone_stays_as_it_is(run: Run) -> None:
    version = _made_by(run, "ranked Emory")
    run("remove henry --yes")
    run("rol move emory 1")
    before = _records()

    said = run("rol restore --yes", version, code=1).stderr
    assert "p1" in said
    assert "no longer on record" in said
    assert len(said.splitlines()) == 1
    assert _records() == before
    assert "Henry Ford Hospital" in run("rol diff", version).stdout


@pytest.mark.usefixtures("five")
def test_without_a_list_there_are_no_versions(run: Run) -> None:
    assert "never changed" in run("rol history").stderr
    run("rol diff", code=1)
    assert "two programs" in run("rol why").stderr
    assert "two programs" in run("rol compare").stderr
    assert "nothing is ranked" in run("rol export").stderr
    assert "no pair yet" in run("rol pairs").stdout


@pytest.mark.parametrize(
    ("now", "left", "words"),
    [
        ("2026-11-25T10:00:00-05:00", 98, "98 days left"),
        ("2027-03-02T12:00:00-05:00", 1, "1 day left"),
        ("2027-03-03T00:30:00-05:00", 0, "today is the last day"),
        ("2027-03-03T20:30:00-05:00", 0, "today is the last day"),
        ("2027-03-04T06:59:00+05:00", 0, "today is the last day"),
        ("2027-03-03T21:00:01-05:00", 0, "has passed"),
        ("2027-03-10T12:00:00-05:00", -7, "has passed"),
    ],
)
@pytest.mark.usefixtures("ranked")
def test_the_countdown_from_karachi(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    now: str,
    left: int,
    words: str,
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", now)
    is_past = words == "has passed"
    due = run("rol --json").json["deadline"]
    text = run("rol").stdout

    assert (due["days_left"], due["is_past"]) == (left, is_past)
    assert due["due_at"] == "2027-03-03T21:00:00-05:00"
    assert due["home_due_at"] == "2027-03-04T07:00:00+05:00"
    assert "Wed 3 Mar 2027 21:00 EST, Thu 4 Mar 07:00 PKT for you" in text
    assert words in text
    assert "-" not in text.partition("Mar 2027 21:00 EST")[2]
    assert words in run("today").stdout
    check = next(c for c in run("rol check --json").json if c["code"] == "not-certified")
    assert ("deadline has passed" in check["message"]) is is_past


@pytest.mark.usefixtures("ranked")
def test_days_are_counted_on_calendars_across_the_change_of_clocks(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = run("rol --json").json["deadline"]["ref"]
    run("edit", ref, "--when", "15 Mar 2027 21:00 ET")

    for now, left in (
        ("2027-03-13T23:30:00-05:00", 2),
        ("2027-03-14T00:30:00-05:00", 1),
        ("2027-03-14T23:30:00-04:00", 1),
        ("2027-03-15T00:30:00-04:00", 0),
        ("2027-03-15T20:59:00-04:00", 0),
    ):
        monkeypatch.setenv("FMGTRACK_NOW", now)
        due = run("rol --json").json["deadline"]
        assert (due["days_left"], due["is_past"]) == (left, False), now
        assert due["due_at"] == "2027-03-15T21:00:00-04:00"
        assert due["home_due_at"] == "2027-03-16T06:00:00+05:00"


@pytest.mark.parametrize("now", ["2027-03-13T12:00:00-05:00", "2027-03-14T12:00:00-04:00"])
@pytest.mark.usefixtures("ranked")
def test_match_week_stands_in_both_times_before_and_after_the_change(
    run: Run, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", now)
    (row,) = [row for row in run("deadlines --json").json if row["key"] == "match-status"]

    assert row["due_at"] == "2027-03-15T10:00:00-04:00"
    assert row["home_due_at"] == "2027-03-15T19:00:00+05:00"
    line = next(line for line in run("today").stdout.splitlines() if "whether they matched" in line)
    assert "Mon 15 Mar 2027 10:00 EDT" in line
    assert "19:00 PKT" in line


@pytest.mark.usefixtures("ranked")
def test_comparing_without_a_terminal(run: Run) -> None:
    wish = ["p5", "p1", "p4", "p2"]
    row = run("rol compare --json").json
    assert "up to" in run("rol compare --accept", code=1).stderr
    asked, bound = 0, row["at_most"]
    for _ in range(bound):
        if row["complete"]:
            break
        both = sorted(row["question"], key=lambda line: wish.index(line["program"]["ref"]))
        assert "prefers" in run("rol compare", *(line["entry"] for line in both)).stdout
        asked += 1
        before, row = row["at_most"], run("rol compare --json").json
        assert row["at_most"] < before

    assert row["complete"]
    assert asked <= bound == 5
    assert row["answered"] == asked
    assert [line["program"]["ref"] for line in row["proposal"]] == wish
    assert _order(run) == ["p1", "p2", "p4", "p5"]  # nothing moves until it is wanted
    assert "--accept" in run("rol compare").stdout
    run("rol compare --accept")
    assert _order(run) == wish
    assert "stands in this order already" in run("rol compare").stdout
    assert "nothing had to be changed" in run("rol compare --accept").stdout
    run("rol compare --forget")
    assert run("rol compare --json").json["answered"] == 0


@pytest.mark.usefixtures("ranked")
def test_export_in_entry_order(run: Run) -> None:
    run("rol move emory 1")
    run("rol add iowa")
    codes = ["1430140C0", "1300140C0", "1310140C0", "1820040A0", None, "1310140P1"]

    rows = run("rol export --json").json
    assert [row["nrmp_code"] for row in rows] == codes
    assert [(row["list"], row["rank"]) for row in rows][-2:] == [("", 5), ("A", 1)]
    table = list(csv.DictReader(io.StringIO(run("rol export --csv").stdout)))
    assert [row["nrmp_code"] or None for row in table] == codes
    said = run("rol export")
    lines = said.stdout.splitlines()[1:]
    for line, code in zip(lines, codes, strict=True):
        assert (code or "NO CODE") in line
    assert "p3 has no NRMP code" in said.stderr
    assert "rol certify" in said.stderr


@pytest.mark.usefixtures("ranked")
def test_why_says_what_speaks_for_and_against(run: Run) -> None:
    run("rol rate henry culture=5 research=2")
    run("rol rate mayo culture=3 research=4 cost=1")
    run('note mayo "call every third night"')

    pair = run("rol why --json").json["pairs"][0]
    assert pair["for"] == [["culture", 5, 3]]
    assert pair["against"] == [["research", 2, 4]]
    assert pair["notes"] == [["the noon round"], ["call every third night"]]
    text = run("rol why").stdout
    assert "culture 5 to 3" in text
    assert "the noon round" in text
    assert "nothing on record" in text


@pytest.mark.parametrize("which", ["", "1", "2", "3"])
def test_the_algorithm_is_explained(run: Run, which: str) -> None:
    row = run(f"rol explain {which} --json").json

    assert row["number"] == int(which or 1)
    assert row["of"] == 3
    assert row["steps"]
    text = run(f"rol explain {which}").stdout
    assert f"example {row['number']} of 3, made up" in text
    assert "%" not in text
    assert "probab" not in text.lower()
    assert "chance of" not in text.lower()


PARTNER = [
    {
        "list": "",
        "rank": 1,
        "nrmp_code": "1310300C0",
        "program": "Mayo Clinic Pediatrics",
        "city": "Rochester",
        "state": "MN",
    },
    {
        "list": "",
        "rank": 2,
        "nrmp_code": "1430320C0",
        "program": "Emory Pediatrics",
        "city": "Atlanta",
        "state": "GA",
    },
    {
        "list": "A",
        "rank": 1,
        "nrmp_code": "1430320P0",
        "program": "Emory Pediatrics",
        "city": "Atlanta",
        "state": "GA",
    },
]
"""What a partner's `rol export` writes; the last line is of a supplemental list."""

NO_MATCH = "999999999"


def _file(tmp_path: Path, form: str) -> str:
    path = tmp_path / f"partner.{form}"
    if form == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(PARTNER[0]))
            writer.writeheader()
            writer.writerows(PARTNER)
    else:
        path.write_text(json.dumps(PARTNER), encoding="utf-8")
    return str(path)


def _pairs(run: Run) -> list[tuple[str, str]]:
    rows = run("rol pairs --json").json["pairs"]
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    return [(row["mine"]["nrmp_code"], row["theirs"]["nrmp_code"]) for row in rows]


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.usefixtures("ranked")
def test_a_couples_list_from_the_partners_export(run: Run, tmp_path: Path, form: str) -> None:
    said = run("rol couple", _file(tmp_path, form), "--together", "1")
    assert "the partner's list of 2, 14 pairs proposed" in said.stdout

    assert "`fmgtrack rol pairs`" in run("rol export").stderr
    run("report", str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("as a couple enters them") == 1
    assert page.index("as a couple enters them") < page.index("1310300C0")

    pairs = _pairs(run)
    assert pairs[:2] == [("1310140C0", "1310300C0"), ("1430140C0", "1430320C0")]
    assert len(set(pairs)) == len(pairs) == 4 * 2 + 4 + 2
    assert not any("P0" in theirs or "P1" in mine for mine, theirs in pairs)
    assert run("rol pairs --json").json["pairs"][0]["near"] == "same-city"
    text = run("rol pairs").stdout
    assert "no match" in text
    assert "duplicate" not in _codes(run)


@pytest.mark.usefixtures("ranked")
def test_a_couples_list_typed_by_hand_may_call_its_column_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "typed.csv"
    path.write_text("Rank,Number\n1,1310300C0\n", encoding="utf-8")
    assert "no column `nrmp_code`" in run("rol couple", str(path), code=1).stderr

    path.write_text("Rank, Code \n1,1310300C0\n", encoding="utf-8")
    assert "the partner's list of 1" in run("rol couple", str(path)).stdout


@pytest.mark.usefixtures("ranked")
def test_dropping_a_ranked_line_takes_its_pairs(run: Run, tmp_path: Path) -> None:
    run("rol couple", _file(tmp_path, "json"))
    run("rol drop henry")
    pairs = _pairs(run)
    assert len(pairs) == 11
    assert "1300140C0" not in {mine for mine, _ in pairs}

    run("remove emory --yes")
    assert len(_pairs(run)) == 8
    run("undo --yes")
    assert len(_pairs(run)) == 11


@pytest.mark.usefixtures("five")
def test_all_of_a_list_undone_to_the_beginning(run: Run) -> None:
    states = [_records()]
    for line in RANKED[len(FIVE) :]:
        run(line)
        states.append(_records())
    refs = [row["ref"] for row in run("history --json").json][: len(states) - 1]

    for ref, state in zip(refs, reversed(states[:-1]), strict=True):
        run("undo --yes", ref)
        assert _records() == state


def test_the_sample_season_shows_what_checks_are(run: Run) -> None:
    found = run("demo rol check --json").json

    assert len({check["code"] for check in found}) >= 4
    assert "to look at" in run("demo rol").stdout


SUBCOMMANDS = shlex.split(
    "add drop move exclude include link unlink rate criteria compare check certify history diff"
    " restore export why couple explain pairs frobnicate"
)
WORDS = shlex.split(
    "p1 p2 p3 p4 p99 r1 r2 r99 h1 h14 h99 henry mayo iowa stanford hospital 1300140C0 1310140P1"
    " 1310140C0 999999999 1402611234 A B P Q 0 1 2 3 -1 99 1.5 culture=5 culture= c=1 =3 culture=9"
    " culture parking add drop move --code --list --above --below --why --label --weight --rename"
    " --drop --accept --forget --force --yes --together --json --csv --help nan inf 0.5 . /"
    " nowhere --"
)
ODD = ("", " ", "\t", "\0", "x" * 5000, "9" * 5000, "[bold]", "\ud800", "\x1b[31m", "é" * 40, "%s")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("ranked")
def test_no_line_of_rol_breaks_anything(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    run("rol couple", _file(tmp_path, "json"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FMGTRACK_DEBUG", "1")
    dice = random.Random(seed)  # noqa: S311  the same lines each time

    for _ in range(100):
        line = ["rol", dice.choice(SUBCOMMANDS)]
        line += dice.choices((*WORDS, *WORDS, *ODD), k=dice.choice((0, 1, 2, 2, 3, 4)))
        result = CliRunner().invoke(app, line, prog_name="fmgtrack")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise AssertionError(line) from result.exception
        assert result.exit_code in (0, 1, 2, 130), line
        assert "Traceback" not in result.output, line
        assert result.exit_code == 0 or result.stderr.strip(), line
    _order(run)
    _pairs(run)


def test_links_belong_to_a_version(run: Run) -> None:
    run('add-program "Mayo Clinic" --state MN --code 1310040A0 --code 1310140P1')
    run("rol add 1310040A0")
    run("rol add 1310140P1 --list A")
    run("rol link A 1310040A0")
    linked = run("rol history --json").json[0]["ref"]
    run("rol unlink A 1310040A0")
    run("rol drop 1310040A0")
    assert "links of list A" in run(f"rol diff {linked}").stdout
    run(f"rol restore {linked} --yes")
    found = run("rol --json").json["supplemental"][0]
    assert [line["nrmp_code"] for line in found["linked_to"]] == ["1310040A0"]
    assert "nothing is different" in run(f"rol diff {linked}").stdout


@pytest.mark.usefixtures("ranked")
def test_after_the_deadline_only_what_was_certified_before_is_noted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("rol certify")
    assert "already noted" in run("rol certify").stderr
    (marked,) = [row for row in run("rol history --json").json if row["certified_at"]]
    run("rol move emory 1")
    assert run("rol diff certified --json").json["since"] == marked["ref"]

    monkeypatch.setenv("FMGTRACK_NOW", "2027-03-03T21:30:00-05:00")
    said = run("rol move emory 2")
    assert AGAIN not in said.stderr
    assert "which counts" in said.stderr
    assert "the deadline has passed" in run("today").stdout
    assert "certify again" not in run("today").stdout + run("rol").stdout
    assert "R3 takes no list any more" in run("rol certify", code=1).stderr
    assert "deadline" in run('rol certify --on "3 Mar 2027 21:10 ET"', code=1).stderr
    run('rol certify --on "3 Mar 2027 20:10 ET"')
    assert run("rol --json").json["certified_at"] == "2027-03-04T01:10:00Z"
    run("rol restore certified --yes")
