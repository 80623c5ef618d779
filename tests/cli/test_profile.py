"""The profile, exams and gaps as a user meets them, and what the list's checks learn from them."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.cli.profile_questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Open = Callable[..., Terminal]

KEYS = """ref eras_name nrmp_name said citizenship visa_need school school_country graduated
    practice_years had_training specialties languages pathway pathway_on certified_on
    nrmp_verified_on token_on transcript_on name signature names_differ img_group
    years_since_graduation exams gaps unexplained ecfmg season"""
EXAM = "ref kind attempt taken_on outcome score result_on"
GAP = "ref begins ends why"
PART = "part state says on exam needed_for due doubts"
DUE = "ref due_at timezone home_due_at is_past confidence source"

WHOLE = (
    "apply profile --eras-name 'Amina Rahman' --nrmp-name 'Amina Rahman' --said 'ah-MEE-nah'"
    " --citizenship permanent-resident --visa h1b --school 'Invented Medical College'"
    " --school-country Pakistan --graduated 'Jun 2018' --practice-years 2.5 --had-training no"
    " --specialty 'Internal Medicine' --specialty Neurology --language Urdu --language English"
    " --pathway 2 --token-on '5 Jul 2026' --name 'Amina Rahman' --signature 'Amina\\nMBBS'"
)


def _profile(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = run("apply profile --json").json
    return found


def _part(run: Run, key: str) -> dict[str, Any]:
    return next(part for part in _profile(run)["ecfmg"] if part["part"] == key)


def test_the_keys_of_the_profile(run: Run) -> None:
    blank = _profile(run)
    assert list(blank) == KEYS.split()
    assert (blank["ref"], blank["exams"], blank["gaps"], blank["specialties"]) == (None, [], [], [])

    run(WHOLE)
    run("add-exam step1 --on '3 May 2022' --outcome pass --score 240")
    run("add-gap 'Mar 2020' 'Sep 2020' --why 'cared for my father'")
    found = _profile(run)
    assert list(found) == KEYS.split()
    assert [list(exam) for exam in found["exams"]] == [EXAM.split()]
    assert [list(gap) for gap in found["gaps"]] == [GAP.split()]
    assert {tuple(part) for part in found["ecfmg"]} == {tuple(PART.split())}
    assert [list(part["due"]) for part in found["ecfmg"] if part["due"]] == [DUE.split()] * 4
    assert list(found["years_since_graduation"]) == ["least", "most", "on"]
    assert {tuple(gap) for gap in found["unexplained"]} == {("begins", "ends")}
    (doubt,) = [doubt for part in found["ecfmg"] for doubt in part["doubts"]]
    assert list(doubt) == ["code", "says", "source"]


def test_everything_that_is_set_is_there(run: Run) -> None:
    run(WHOLE)
    found = _profile(run)

    assert found["ref"] == "pf1"
    assert found["specialties"] == ["Internal Medicine", "Neurology"]
    assert found["languages"] == ["Urdu", "English"]
    assert (found["citizenship"], found["img_group"]) == ("permanent-resident", "non-us-citizen")
    assert (found["visa_need"], found["graduated"]) == ("h1b", "2018-06")
    assert found["years_since_graduation"] == {"least": 9, "most": 9, "on": "2027-07-01"}
    assert (found["practice_years"], found["had_training"]) == (2.5, False)
    assert (found["pathway"], found["token_on"]) == (2, "2026-07-05")
    assert (found["name"], found["signature"]) == ("Amina Rahman", "Amina\nMBBS")
    assert run("config signature --json").json["value"] == "Amina\nMBBS"
    assert found["names_differ"] is None
    shown = run("apply profile").stdout
    for said in (
        "permanent-resident (non-U.S.-citizen graduate)",
        "Jun 2018, 9 years before training starts on Thu 1 Jul 2027",
        "Internal Medicine, Neurology",
        "Wed 3 Mar 2027 21:00 EST, unconfirmed",
    ):
        assert said in shown


def test_setting_is_one_change_that_is_taken_back(run: Run) -> None:
    run("programs")
    before = run("history --json").json
    done = run(WHOLE + " --json").json
    assert done["action"] == "apply-profile"
    assert done["refs"] == ["pf1"]
    assert len(run("history --json").json) == len(before) + 1

    assert run(WHOLE + " --json").json["changed"] is None
    run("undo")
    found = _profile(run)
    assert (found["ref"], found["school"], found["signature"]) == (None, None, None)


def test_the_title_says_what_was_understood(run: Run) -> None:
    ran = run("apply profile --graduated 06/2018 --visa J-1 --certified-on '3 May 2024'")
    assert ran.stdout == "profile: visa need j1, graduated Jun 2018, certified Fri 3 May 2024\n"
    ran = run('apply profile --visa "" --graduated 2018')
    assert ran.stdout == "profile: visa need taken away, graduated 2018\n"


def test_a_setting_alone_makes_no_profile(run: Run) -> None:
    run("apply profile --name 'Amina Rahman'")
    assert (_profile(run)["ref"], _profile(run)["name"]) == (None, "Amina Rahman")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("--specialty Neurology", ["IM", "FM", "Neurology"]),
        ("--specialty im", ["FM", "im"]),
        ("--specialty FM --specialty IM", ["FM", "IM"]),
        ("--without fm", ["IM"]),
        ('--specialty ""', []),
        ('--specialty "" --specialty Neurology', ["Neurology"]),
        ("--without IM --without FM", []),
    ],
)
def test_specialties_in_order(run: Run, line: str, left: list[str]) -> None:
    run("apply profile --specialty IM --specialty FM")
    run(f"apply profile {line}")
    assert _profile(run)["specialties"] == left


def test_names_that_differ_are_told(run: Run) -> None:
    ran = run("apply profile --eras-name 'Jose Perez' --nrmp-name 'José Pérez'")
    assert "differ in accents" in ran.stderr
    assert _profile(run)["names_differ"] == "accents"
    assert "differ in accents" in run("apply profile").stdout
    assert "differ" not in run("apply profile --nrmp-name 'Jose  Perez '").stderr


@pytest.mark.parametrize(
    ("line", "number", "word"),
    [
        ("apply profile --visa f1", 2, "none, j1, h1b, either"),
        ("apply profile --citizenship green", 2, "permanent-resident"),
        ("apply profile --pathway 7", 2, "1, 2, 3, 4, 5, 6"),
        ("apply profile --had-training maybe", 2, "yes, no"),
        ("apply profile --graduated 3/4/2018", 1, "2018-04-03"),
        ("apply profile --graduated June", 1, "needs its year"),
        ("apply profile --practice-years many", 1, "2.5"),
        ("apply profile --practice-years 81", 1, "no number of years"),
        ("apply profile --certified-on 2027-01-01", 1, "not happened yet"),
        ("apply profile --without Dermatology", 1, "neither a specialty nor a language"),
        ("apply profile --ask", 2, "nobody at a terminal"),
        ("apply profile --ask --school X", 2, "--ask"),
        ("add-exam step9", 2, "step1, step2ck, step3, oet"),
        ("add-exam step", 2, "step1, step2ck, step3, oet"),
        ("add-exam step1 --outcome passed", 2, "planned, waiting, pass, fail"),
        ("add-exam step1 --outcome pass --score 301", 1, "1 to 300"),
        ("add-exam step1 --outcome pass --score 0", 1, "1 to 300"),
        ("add-exam step1 --outcome pass --score 24.5", 1, "1 to 300"),
        ("add-exam oet --outcome pass --score 300", 1, "four scores"),
        ("add-exam step1 --score 240", 2, "--outcome pass"),
        ("add-exam step1 --on 2027-03-01 --outcome pass", 1, "not happened yet"),
        ("add-exam step1 --on 2020-03-01 --outcome planned", 1, "over"),
        (
            "add-exam step1 --on 2026-03-01 --outcome pass --result-on 2026-02-01",
            1,
            "before the day",
        ),
        ("add-exam", 2, "KIND"),
        ("add-gap 2020 --why x", 1, "Mar 2020"),
        ("add-gap 2020-05", 2, "--why"),
        ("add-gap 2020-05 --why ''", 1, "explained in a line"),
        ("add-gap 2020-05 2020-04 --why x", 1, "before it begins"),
    ],
)
def test_what_is_refused_changes_nothing(run: Run, line: str, number: int, word: str) -> None:
    run("programs")
    before = run("history").stdout
    ran = run(line, code=number)

    assert word in ran.stderr
    assert run("history").stdout == before


@pytest.mark.parametrize("typed", ["step2ck", "Step 2 CK", "USMLE Step-2 CK", "step2"])
def test_exams_as_people_write_them(run: Run, typed: str) -> None:
    run("add-exam", typed)
    assert [exam["kind"] for exam in _profile(run)["exams"]] == ["step2ck"]


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-11-25", "waiting"),
        ("2026-03-01", "waiting"),
        ("2026-11-26", "planned"),
        ("", "planned"),
    ],
)
def test_without_an_outcome_the_day_says_it(run: Run, on: str, outcome: str) -> None:
    ran = run(f"add-exam step1 --on '{on}'")
    assert [exam["outcome"] for exam in _profile(run)["exams"]] == [outcome]
    assert ("waits for its result" in ran.stderr) is (outcome == "waiting")


def test_every_attempt_is_a_row_with_its_number(run: Run) -> None:
    run("add-exam step2ck --on '1 Aug 2024' --outcome pass --score 248")
    ran = run("add-exam step2ck --on '1 Feb 2024' --outcome fail --score 205")
    assert ran.stdout == "added ex2 Step 2 CK, attempt 1, Thu 1 Feb 2024, fail 205\n"

    rows = _profile(run)["exams"]
    assert [(row["ref"], row["attempt"]) for row in rows] == [("ex2", 1), ("ex1", 2)]
    assert run("show ex1 --json").json == rows[1]
    ran = run("add-exam step2ck --on '1 Oct 2026' --outcome fail", code=1)
    assert "passed already" in ran.stderr
    assert "ex1" in ran.stderr


def test_a_fifth_attempt_is_told_with_its_source(run: Run) -> None:
    for year in range(2021, 2025):
        ran = run(f"add-exam step1 --on {year}-01-05 --outcome fail")
        assert "four" not in ran.stderr
    ran = run("add-exam step1 --on 2026-12-05")
    assert "attempt 5" in ran.stderr
    assert "unconfirmed: https://" in ran.stderr


def test_an_exam_is_edited_by_the_options_that_add_it(run: Run) -> None:
    run("add-exam step2ck --on '1 Oct 2026'")
    assert _part(run, "step2ck")["state"] == "waiting"
    run("edit ex1 --outcome pass --score 248 --result-on '21 Oct 2026'")
    part = _part(run, "step2ck")
    assert (part["state"], part["says"], part["exam"]) == ("done", "passed Wed 21 Oct 2026", "ex1")

    run("edit ex1 --on 2027-01-05", code=1)
    run("edit ex1 --outcome planned", code=2)  # it has a score
    run("add-exam step1 --on '5 Jan 2027'")
    assert "has not come" in run("edit ex2 --outcome pass", code=1).stderr
    assert "`--school`" in run("edit ex2 --school X", code=2).stderr
    ran = run("remove ex1 --yes")
    assert ran.stdout == "removed ex1 Step 2 CK, Thu 1 Oct 2026, pass 248\n"
    run("undo")
    assert _part(run, "step2ck")["state"] == "done"


def test_a_score_that_does_not_fit_the_mark_is_told(run: Run) -> None:
    ran = run("add-exam step2ck --on '1 Oct 2026' --outcome pass --score 210")
    assert "218" in ran.stderr
    assert "unconfirmed: https://" in ran.stderr
    assert "218" not in run("edit ex1 --score 230").stderr


def test_gaps_are_found_and_explained(run: Run) -> None:
    run("apply profile --graduated 'Jun 2026'")
    assert _profile(run)["unexplained"] == [{"begins": "2026-07-01", "ends": "2026-11-25"}]
    run("add-gap 'Jul 2026' --why 'read for Step 3'")
    assert _profile(run)["unexplained"] == []

    run("edit ga1 --ends 'Aug 2026'")
    assert _profile(run)["unexplained"] == [{"begins": "2026-09-01", "ends": "2026-11-25"}]
    row = run("show ga1 --json").json
    assert row == {
        "ref": "ga1",
        "begins": "2026-07",
        "ends": "2026-08",
        "why": "read for Step 3",
    }
    run("edit ga1 --ends ''")
    assert run("remove ga1 --yes").stdout == "removed ga1 gap Jul 2026 until now\n"


def test_an_exam_explains_no_gap(run: Run) -> None:
    run("apply profile --graduated 'Jun 2026'")
    run("add-exam step3 --on 2026-09-01 --outcome pass")
    assert len(_profile(run)["unexplained"]) == 1


def test_the_gate_follows_the_deadline_that_the_person_corrects(run: Run) -> None:
    due = _part(run, "step1")["due"]
    assert (due["due_at"], due["confidence"]) == ("2027-03-03T21:00:00-05:00", "secondary")
    assert due["source"].startswith("https://")
    run(f"edit {due['ref']} --when '24 Feb 2027 21:00' --source nrmp.org")
    due = _part(run, "step1")["due"]
    assert (due["due_at"], due["confidence"]) == ("2027-02-24T21:00:00-05:00", "own")


def test_a_season_without_events_has_no_days(run: Run) -> None:
    run("config season 2029")
    found = _profile(run)
    assert found["season"] == 2029
    assert {part["due"] is None for part in found["ecfmg"]} == {True}
    assert "ECFMG, for the Match of 2029" in run("apply profile").stdout


@pytest.mark.usefixtures("season")
def test_without_a_profile_the_list_is_checked_as_before(run: Run) -> None:
    messages = {row["code"]: row["message"] for row in run("rol check --json").json}
    assert "what ECFMG still lacks is not on record" in messages["ecfmg"]
    assert "whether you need a visa is not on record" in messages["visa-unconfirmed"]

    run("apply profile --school 'Invented Medical College'")
    assert {row["code"]: row["message"] for row in run("rol check --json").json} == messages


@pytest.mark.usefixtures("season")
def test_the_list_is_checked_against_the_profile(run: Run) -> None:
    run("apply profile --visa none --pathway-on '1 Oct 2026'")
    run("add-exam step1 --on '3 May 2022' --outcome pass")
    found = {row["code"]: row["message"] for row in run("rol check --json").json}
    assert "visa-unconfirmed" not in found
    assert "ECFMG still lacks Step 2 CK (no attempt on record)" in found["ecfmg"]
    assert "certificate" not in found["ecfmg"]

    run("apply profile --visa h1b --nrmp-verified-on '20 Nov 2026'")
    found = {row["code"]: row["message"] for row in run("rol check --json").json}
    assert "you need a visa" in found["visa-unconfirmed"]
    assert "ecfmg" not in found


@pytest.mark.parametrize(("answer", "blocks"), [("yes", None), ("no", True), ("", False)])
@pytest.mark.usefixtures("season")
def test_a_reserved_place_asks_for_earlier_training(
    run: Run, answer: str, blocks: bool | None
) -> None:
    run("add-program Vanderbilt --state TN --code 1310140R0")
    run("rol add vanderbilt")
    run(f"apply profile --school X --had-training '{answer}'")
    found = {row["code"]: row["blocking"] for row in run("rol check --json").json}
    assert found.get("reserved") is blocks


def test_it_goes_out_and_comes_back_whole(run: Run, tmp_path: Path) -> None:
    run(WHOLE)
    run("add-exam step1 --on '3 May 2022' --outcome pass --score 240")
    run("add-gap 'Mar 2020' 'Sep 2020' --why 'cared for my father'")
    before = _profile(run)
    run(f"export {tmp_path / 'all.json'}")
    assert _profile(run) == before

    os.environ["FMGTRACK_DB"] = str(tmp_path / "other.db")
    run(f"import {tmp_path / 'all.json'} --yes")
    assert _profile(run) == before


def test_nothing_of_the_person_is_in_a_redacted_export(run: Run, tmp_path: Path) -> None:
    run(WHOLE)
    run("add-gap 'Mar 2020' 'Sep 2020' --why 'cared for my father'")
    run(f"export {tmp_path / 'shared.json'} --redact")
    text = (tmp_path / "shared.json").read_text(encoding="utf-8")
    for private in ("Amina", "Rahman", "Invented Medical College", "father", "Urdu"):
        assert private not in text
    assert json.loads(text)["records"]["profiles"][0]["graduated"] == "2018-06"


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("profile", "graduated", "2018-13"),
        ("profile", "graduated", "summer"),
        ("profile", "pathway_on", "2026-02-30"),
        ("exam", "taken_on", "2026-02-30"),
        ("gap", "begins", "2020-00"),
    ],
)
def test_a_day_that_there_is_not_cannot_get_in(
    run: Run, table: str, column: str, value: str
) -> None:
    run("apply profile --school X")
    run("add-exam step1")
    run("add-gap 2020-03 --why x")
    with (
        closing(sqlite3.connect(os.environ["FMGTRACK_DB"])) as conn,
        pytest.raises(sqlite3.IntegrityError),
    ):
        conn.execute(f"UPDATE {table} SET {column} = ?", (value,))


def test_hostile_text_stays_text(run: Run) -> None:
    run("apply profile", "--school", "[red]X\x1b[31m", "--eras-name", "A\x07 {name}")
    shown = run("apply profile").stdout
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[red]X" in shown
    assert "{name}" in shown


needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def _answer(one: Terminal, *pairs: tuple[str, str]) -> None:
    for question, keys in pairs:
        one.expect(question)
        one.type(keys)


@needs_terminal
def test_a_blank_profile_is_asked_for_step_by_step(run: Run, terminal: Open) -> None:
    run("programs")
    before = len(run("history --json").json)
    one = terminal("apply", "profile", columns=120)
    _answer(
        one,
        ("as it is in ERAS", "Amina Rahman\n"),
        ("as it is in NRMP", "\n"),
        ("How your name is said", "back\n"),
        ("as it is in NRMP", "Amina Rahman\n"),
        ("said", "\n"),
        ("(us, permanent-resident, other)", "green\n"),
        ("`green` is no value", "other\n"),
        ("(none, j1, h1b, either)", "J-1\n"),
        ("Medical school", "Invented Medical College\n"),
        ("Its country", "\n"),
        ("Graduated", "06/2018\n"),
        ("Step 1: the day", "3 May 2022\n"),
        ("Step 1 (planned, waiting, pass, fail)", "pass\n"),
        ("Step 1: the score", "240\n"),
        ("Step 2 CK: the day", "done\n"),
        ("Keep it?", "back\n"),
        ("Step 2 CK: the day", "done\n"),
        ("Keep it?", "y\n"),
    )
    screen = one.end()

    assert "Jun 2018" in screen
    assert "Tue 3 May 2022" in screen
    assert "  visa need: j1" in screen
    found = _profile(run)
    assert (found["eras_name"], found["nrmp_name"]) == ("Amina Rahman", "Amina Rahman")
    assert (found["citizenship"], found["visa_need"]) == ("other", "j1")
    assert (found["graduated"], found["school_country"]) == ("2018-06", None)
    (exam,) = found["exams"]
    assert (exam["kind"], exam["outcome"], exam["score"]) == ("step1", "pass", 240)
    assert len(run("history --json").json) == before + 1


@needs_terminal
def test_a_second_time_shows_what_is_there_and_asks_only_if_told(run: Run, terminal: Open) -> None:
    run(WHOLE)
    run("add-exam step1 --on '3 May 2022' --outcome pass")
    assert "[Amina Rahman]" not in terminal("apply", "profile", columns=120).end()

    one = terminal("apply", "profile", "--ask", columns=120)
    _answer(one, ("[Amina Rahman]", "\n"), ("NRMP [Amina Rahman]", "-\n"), ("How", "\n"))
    for question in ("[permanent-resident]", "[h1b]", "[Invented Medical College]", "[Pakistan]"):
        _answer(one, (question, "\n"))
    _answer(one, ("[2018-06]", "2018\n"), ("Step 2 CK: the day", "done\n"), ("Keep it?", "\n"))
    assert "  name in NRMP: taken away" in one.end()

    found = _profile(run)
    assert (found["nrmp_name"], found["graduated"], found["visa_need"]) == (None, "2018", "h1b")
    assert len(found["exams"]) == 1


@needs_terminal
def test_lists_are_replaced_in_the_order_typed(run: Run, terminal: Open) -> None:
    run("apply profile --specialty Neurology --specialty 'Internal Medicine'")
    one = terminal("apply", "profile", "--ask", columns=120)
    for question in QUESTIONS:
        if question.key == "specialty":
            break
        # what comes after another answer is not asked
        if not question.key.endswith((".outcome", ".score", "pathway_on")):
            _answer(one, (question.asks, "\n"))
    one.expect("[Neurology, Internal Medicine]")
    one.type("Internal Medicine, Family Medicine\n")
    _answer(one, ("Languages", "done\n"), ("Keep it?", "y\n"))
    one.end()
    assert _profile(run)["specialties"] == ["Internal Medicine", "Family Medicine"]


@needs_terminal
def test_a_day_that_is_changed_asks_for_the_outcome_anew(run: Run, terminal: Open) -> None:
    one = terminal("apply", "profile", "--ask", columns=120)
    _answer(one, ("as it is in ERAS", "done\n"))
    assert "nothing had to be changed" in one.end()

    run("apply profile --eras-name A --nrmp-name A --said A")
    one = terminal("apply", "profile", "--ask", columns=120)
    for question in (
        "ERAS [A]",
        "NRMP [A]",
        "said [A]",
        "Citizenship",
        "Visa",
        "school",
        "country",
    ):
        _answer(one, (question, "\n"))
    _answer(
        one,
        ("Graduated", "\n"),
        ("Step 1: the day", "5 Jan 2027\n"),
        ("Step 1 (planned", "pass\n"),
        ("not happened yet", "planned\n"),
        ("Step 2 CK: the day", "back\n"),
        ("[planned]", "back\n"),
        ("[2027-01-05]", "3 May 2022\n"),
        ("Step 1 (planned, waiting, pass, fail):", "done\n"),
        ("Keep it?", "y\n"),
    )
    one.end()
    (exam,) = _profile(run)["exams"]
    assert (exam["taken_on"], exam["outcome"]) == ("2022-05-03", "waiting")


@needs_terminal
@pytest.mark.parametrize("keys", ["\x03", "\x04"])
def test_leaving_the_questions_writes_nothing(run: Run, terminal: Open, keys: str) -> None:
    run("programs")
    before = run("history").stdout
    one = terminal("apply", "profile", columns=120)
    _answer(one, ("as it is in ERAS", "Amina Rahman\n"), ("as it is in NRMP", keys))
    assert "nothing was changed" in one.end(130)
    assert run("history").stdout == before


@needs_terminal
def test_saying_no_at_the_end_writes_nothing(run: Run, terminal: Open) -> None:
    run("programs")
    before = run("history").stdout
    one = terminal("apply", "profile", columns=120)
    _answer(one, ("in ERAS", "Amina\n"), ("in NRMP", "done\n"), ("Keep it?", "n\n"))
    one.end(130)
    assert run("history").stdout == before


@needs_terminal
@pytest.mark.parametrize("columns", [40, 60, 100])
def test_the_card_fits_the_screen(run: Run, terminal: Open, columns: int) -> None:
    run(WHOLE)
    run("add-exam step1 --on '3 May 2022' --outcome pass --score 240")
    run("add-gap 'Mar 2020' 'Sep 2020' --why 'cared for my father'")
    screen = terminal("apply", "profile", columns=columns, quiet=True).end()
    assert max(map(len, screen.splitlines())) <= columns
