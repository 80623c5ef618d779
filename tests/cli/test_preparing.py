"""What to prepare first, as `prep` and `today` tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.actions.checklists import near
from fmgtrack.cli.context import App
from fmgtrack.reference.checklist_lines import LINES
from fmgtrack.render.sheet_cards import WHAT, WHY
from fmgtrack.rules.preparing import CODES, ORDER, open_lines
from fmgtrack.store.preparing import comings, person

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

ANSWERS = (
    "prep answer about-yourself --present fellow --past years --future more --theme a --theme b",
    'prep answer why-specialty "one patient"',
    'prep answer strength "hands over well"',
    'prep answer weakness "asks late"',
    'prep answer visa-need "J-1"',
)
STORIES = (
    *(f'add-story "Care {number}" --competency patient-care' for number in range(3)),
    'add-story "Bed" --competency conflict',
    'add-story "Ward" --competency teamwork',
    'add-story "Potassium" --competency mistake',
    'add-story "Journal club" --competency teaching',
)
MOCKS = ("mentor Lee", "resident Ola", "coach Kim")


@pytest.fixture
def mayo(run: Run) -> Run:
    """Two programs, an interview in five days and one in nine, nothing prepared."""
    for line in (
        "config home-zone Asia/Karachi",
        'add-program "Mayo Clinic" --state MN --specialty "Internal Medicine"',
        'add-program "Henry Ford Hospital" --state MI',
        'add-interview mayo "30 Nov 2026 8:00" --format virtual --with "Dr. Wei Chen, faculty"',
        'add-interview henry "4 Dec 2026 9:00" --format virtual --with "Dr. Ada Okafor, faculty"',
    ):
        run(line)
    return run


def days(run: Run) -> dict[str, list[dict[str, Any]]]:
    """The tasks of `prep` by interview."""
    return {row["interview"]["ref"]: row["tasks"] for row in run("prep --json").json["interviews"]}


def codes(run: Run, ref: str = "i1") -> list[str]:
    return [task["code"] for task in days(run)[ref]]


def task(run: Run, code: str, ref: str = "i1") -> dict[str, Any]:
    (found,) = [task for task in days(run)[ref] if task["code"] == code]
    return found


def prepare(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("today --json").json["prepare"]
    return found


def test_every_task_and_reason_has_its_words() -> None:
    assert set(WHAT) == set(CODES)
    assert set(WHY) == set(ORDER)


def test_nothing_prepared_says_what_comes_first_and_what_to_type(mayo: Run) -> None:
    assert codes(mayo) == [
        *("mocks", "why-program", "about", "points", "ask", "stories", "likely"),
        *("checklist", "view", "due"),
    ]
    assert codes(mayo, "i2") == ["why-program", "ask"]
    said = mayo("prep").stdout
    assert "i1 Mayo Clinic, in 5 days: Mon 30 Nov 08:00 CST, 19:00 PKT for you" in said
    assert "2. why this program: no concrete fact yet, 3 to 4 are wanted (always asked)" in said
    assert '`fmgtrack prep why p1 "a concrete fact of it"`' in said
    assert said.index("i1 Mayo Clinic") < said.index("i2 Henry Ford Hospital")
    assert said.splitlines()[-1] == "  4 things more: `fmgtrack prep --all`"
    everything = mayo("prep --all").stdout
    assert "more: `fmgtrack" not in everything
    assert everything.count("   `fmgtrack") == 12


def test_what_is_to_be_typed_is_taken(mayo: Run) -> None:
    lines = {
        line.strip().strip("`").removeprefix("fmgtrack ")
        for line in mayo("prep --all").stdout.splitlines()
        if line.strip().startswith("`fmgtrack ")
    }
    assert len(lines) == 12
    at_a_terminal = {"prep answer about-yourself", "prep answer why-specialty"}
    at_a_terminal |= {"prep answer visa-need", "prep practice --minutes 20"}
    assert at_a_terminal <= lines
    for line in lines - at_a_terminal:
        mayo(line.replace("a concrete fact", "a clinic").replace("DATE", "yesterday"))
    for line in at_a_terminal:
        said = mayo(line, code=2).stderr
        assert "no point was given" in said or "a session needs a terminal" in said


def test_each_task_goes_when_it_is_done(mayo: Run) -> None:
    run = mayo
    run('prep why mayo "Clinic for Somali refugees"')
    assert task(run, "why-program")["have"] == 1
    run('prep why mayo "excellent teaching"')
    assert task(run, "why-program")["have"] == 1  # it would fit any program
    run('prep why mayo "4+1 schedule with a free weekend"')
    run('prep why mayo "ultrasound half day each Friday"')
    assert "why-program" not in codes(run)

    run("prep answer about-yourself --present fellow")
    assert task(run, "about")["missing"] == ["past", "future", "themes"]
    for line in ANSWERS[:-1]:
        run(line)
    assert not {"about", "points"} & {*codes(run)}
    run(ANSWERS[-1])
    assert "likely" not in codes(run)

    run("prep ask mayo resident-who-thrived graduates-from-abroad --setting formal")
    assert task(run, "ask")["missing"] == ["meal"]
    run("prep ask mayo busy-night where-to-live --setting meal")
    assert "ask" not in codes(run)

    for line in STORIES[:-2]:
        run(line)
    assert task(run, "stories")["missing"] == ["mistake", "leadership-teaching-research"]
    for line in STORIES[-2:]:
        run(line)
    assert "stories" not in codes(run)

    for who in MOCKS[:2]:
        run(f"add-mock {who} --on yesterday")
    assert task(run, "mocks")["missing"] == ["coach"]
    run(f"add-mock {MOCKS[2]} --on '28 Nov 2026'")
    assert "mocks" not in codes(run)

    run('add-development "Sepsis bundle" --look yesterday')
    assert task(run, "view")["refs"] == ["de1"]
    run('edit de1 --view "good"')
    assert task(run, "look")["refs"] == ["de1"]
    run("edit de1 --look '1 Jan 2027'")

    run("prep practice about-yourself --rating 1 --mend 'begin with today'")
    assert task(run, "mend")["have"] == 1
    run("prep mend me1 --done")

    run("add-experience work Ward --from 2021-01 --until 2022-03")
    run("add-experience observership Clinic --from 2024-01 --until 2024-02 --state OH")
    assert task(run, "reread")["refs"] == ["e1", "e2"]
    run("apply reread e1 e2")

    assert task(run, "checklist")["missing"] == ["both-zones", "own-application"]
    run("prep checklist i1 --done both-zones,own-application")
    assert codes(run) == []
    assert "for the night before: `fmgtrack prep sheet p1`" in run("prep").stdout


def test_a_question_comes_back_for_practice(mayo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    mayo("prep practice about-yourself --rating 4")
    assert "due" not in codes(mayo)
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-27T10:00:00-05:00")
    assert task(mayo, "due")["have"] == 1


def test_only_what_stands_in_the_application_is_read_again(mayo: Run) -> None:
    mayo("add-experience work Ward --from 2021-01 --until 2022-03")
    mayo("add-experience work Clinic --from 2020-01 --until 2020-03 --myeras yes")
    mayo("add-experience observership Later --from 2027-01 --status accepted")
    assert task(mayo, "reread")["refs"] == ["e2"]


def test_who_needs_no_visa_is_not_told_of_it(mayo: Run) -> None:
    mayo("apply profile --visa none")
    assert "likely" not in codes(mayo)
    mayo("add-gap 2022-01 2022-06 --why family")
    assert task(mayo, "likely")["missing"] == ["gap"]


def test_a_story_told_there_calls_for_another_one(mayo: Run) -> None:
    mayo('add-interview mayo "20 Nov 2026 9:00" --with "Dr. Lena Fischer, faculty"')
    mayo(STORIES[-2])
    mayo("prep told st1 f3")
    assert task(mayo, "fresh")["missing"] == ["mistake"]
    assert "every story about a mistake was told there (heard there before)" in mayo("prep").stdout
    mayo('add-story "Other" --competency mistake')
    assert "fresh" not in codes(mayo)
    assert "fresh" not in codes(mayo, "i2")


def test_names_are_said_aloud_in_the_last_days(mayo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "names" not in codes(mayo)
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-28T10:00:00-05:00")
    assert task(mayo, "names")["have"] == 1
    mayo("prep checklist i1 --done say-names")
    assert "names" not in codes(mayo)


def test_who_will_interview_can_be_asked_while_there_is_time(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add-program Mayo --state MN")
    run('add-interview mayo "30 Nov 2026 8:00" --format in-person')
    assert codes(run)[:3] == ["travel", "people", "mocks"]
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-29T10:00:00-06:00")
    assert not {"people", "mocks"} & {*codes(run)}
    assert codes(run)[0] == "checklist"
    assert "for the night before: `fmgtrack prep sheet p1`" in run("prep").stdout


def test_days_are_those_of_the_programs_zone(mayo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # already Monday in Karachi, still Sunday in Minnesota
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-29T20:00:00-06:00")
    (row, _) = mayo("prep --json").json["interviews"]
    assert (row["days_left"], row["over"]) == (1, False)
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-30T12:00:00-06:00")
    (row, _) = mayo("prep --json").json["interviews"]
    assert (row["days_left"], row["over"]) == (0, False)


def test_the_evening_after_wants_the_impressions(
    mayo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-30T20:00:00-06:00")
    assert task(mayo, "after")["missing"] == ["impressions", "answers"]
    assert "after" not in [one["code"] for one in prepare(mayo)]
    said = mayo("prep").stdout
    assert "i1 Mayo Clinic, today: " in said
    assert "1. write it down while it is fresh: impressions, answers (now)" in said
    assert "`fmgtrack note i1 TEXT`" in said
    mayo("note i1 calm")
    assert task(mayo, "after")["missing"] == ["answers"]
    monkeypatch.setenv("FMGTRACK_NOW", "2026-12-01T20:00:00-06:00")
    assert task(mayo, "after")["missing"] == ["answers", "ratings"]
    monkeypatch.setenv("FMGTRACK_NOW", "2026-12-02T08:00:00-06:00")
    assert "i1" not in days(mayo)


def test_without_an_interview_there_is_something_worth_doing(run: Run) -> None:
    row = run("prep --json").json
    assert (row["interviews"], row["next"]) == ([], None)
    assert [one["code"] for one in row["anyway"]] == [
        *("mocks", "about", "points", "stories", "likely", "view", "due"),
    ]
    said = run("prep").stdout
    assert said.startswith("no interview ahead; worth doing while there is time")
    assert "`fmgtrack prep answer about-yourself`" in said
    assert run("today --json").json["prepare"] == []
    assert "prepare first" not in run("today").stdout


def test_an_interview_further_away_is_named(run: Run) -> None:
    run("add-program Mayo --state MN")
    run('add-interview mayo "20 Dec 2026 8:00"')
    run("add-interview mayo --status invited")
    row = run("prep --json").json
    assert row["interviews"] == []
    assert (row["next"]["interview"], row["next"]["days_left"]) == ({"ref": "i1"}, 25)
    assert "no interview within two weeks; next is i1 Mayo, in 25 days" in run("prep").stdout
    # nothing at all is prepared for the first one
    assert {one["days_left"] for one in prepare(run)} == {25}
    run(ANSWERS[1])
    assert prepare(run) == []


def test_who_prepares_elsewhere_is_left_alone_once_the_season_runs(run: Run) -> None:
    run("add-program Mayo --state MN")
    run('add-interview mayo "20 Nov 2026 8:00"')
    run('add-interview mayo "20 Dec 2026 8:00"')
    assert prepare(run) == []


def test_today_names_five_things_and_every_near_interview(mayo: Run) -> None:
    found = prepare(mayo)
    assert [(one["interview"]["ref"], one["code"]) for one in found] == [
        ("i1", "mocks"),
        ("i1", "why-program"),
        ("i1", "about"),
        ("i1", "points"),
        ("i2", "why-program"),
    ]
    said = mayo("today").stdout
    assert "prepare first; `fmgtrack prep` says what to type" in said
    assert "  i1  in 5 days: no mock interview yet, 3 to 5 are wanted" in said
    assert "  i2  in 9 days: why this program" in said


def test_today_is_silent_while_the_next_one_is_far(
    mayo: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    mayo(ANSWERS[1])
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-22T10:00:00-06:00")
    assert prepare(mayo) == []
    assert days(mayo)["i1"]
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-23T10:00:00-06:00")
    assert prepare(mayo)


@pytest.mark.parametrize("form", ["virtual", "in-person", "phone", None])
def test_today_and_the_checklists_tell_of_the_same_lines(
    run: Run, monkeypatch: pytest.MonkeyPatch, form: str | None
) -> None:
    run("add-program Mayo --state MN")
    run('add-interview mayo "28 Nov 2026 8:00"' + (f" --format {form}" if form else ""))
    run("prep checklist i1 --add 'Iron the shirt' --done both-zones --drop say-names")
    run("prep checklist i1 --add Sing --part after")
    for begun in (16, 17):
        for day in range(begun, 30, 2):
            _same_lines(monkeypatch, day)
        run('edit i1 --with "Dr. Wei Chen, faculty" --highlight "the round"')
        run("rol rate mayo culture=3")


def _same_lines(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """That both ways to the open lines of checklists agree on a day of November."""
    monkeypatch.setenv("FMGTRACK_NOW", f"2026-11-{day}T22:00:00-06:00")
    app = App()
    light = {
        row["interview"]: open_lines(LINES, row["lines"], row["days"])
        for row in comings(app.work.store, app.work.now, 14)
    }
    whole = {
        row["interview"]["ref"]: tuple(item["key"] for item in row["items"])
        for row in near(app.work)
    }
    app.close()
    # the light ones come soon or are just over, the whole ones stay for two weeks
    assert light == {ref: whole.get(ref, ()) for ref in light}
    assert light


@pytest.mark.parametrize("at", ["2026-11-29T23:59:00-06:00", "2026-11-30T08:00:00-06:00"])
@pytest.mark.parametrize("view", ["", " --view good"])
def test_a_view_is_asked_for_until_the_first_interview_begins(
    mayo: Run, monkeypatch: pytest.MonkeyPatch, at: str, view: str
) -> None:
    mayo(f'add-development "Sepsis bundle"{view}')
    monkeypatch.setenv("FMGTRACK_NOW", at)
    app = App()
    found = person(app.work.store, app.work.now, app.work.today, app.work.season).unviewed
    app.close()

    assert found == (("de1",) if not view and "29T" in at else None)


def test_it_fits_a_screen(mayo: Run, terminal: Callable[..., Terminal]) -> None:
    mayo("add-program Cook --state IL")
    mayo('add-interview cook "2 Dec 2026 9:00"')
    for view in ("prep", "today"):
        screen = terminal(view, columns=80, quiet=True).end()
        assert max(map(len, screen.splitlines())) <= 80
        if view == "prep":
            assert len(screen.rstrip().splitlines()) <= 23


def test_a_hostile_name_stays_a_name(run: Run) -> None:
    run("add-program", "[bold]Mayo\x1b[31m", "--state", "MN")
    run('add-interview p1 "28 Nov 2026 8:00"')
    said = run("prep").stdout + run("today").stdout
    assert "\x1b" not in said
    assert "[bold]Mayo" in said
