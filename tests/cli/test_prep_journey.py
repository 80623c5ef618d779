"""Three interviews next week: one applicant walks through all of preparing, command by command.

Every chapter begins on the Wednesday before, so that it can be read, and can fail, for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

MAYO = (
    'add-interview mayo "30 Nov 2026 8:00" --until 13:00 --format virtual'
    ' --with "Dr. Wei Chen <w.chen@example.org>, faculty" --with "Dr. Priya Nair, resident, meal"'
)
WEEK = (
    'config name "Sana Mirza"',
    "config home-zone Asia/Karachi",
    'add-program "Mayo Clinic" --city Rochester --state MN --specialty "Internal Medicine"',
    'add-program "Henry Ford Hospital" --city Detroit --state MI --specialty "Internal Medicine"',
    'add-program "Cook County" --city Chicago --state IL --specialty "Internal Medicine"',
    'add-contact mayo "Dr. Ada Okafor <a.okafor@example.org>" --role program-director',
    MAYO,
    'add-interview henry "2 Dec 2026 9:00" --format in-person',
    'add-interview cook "4 Dec 2026 9:00" --format virtual',
    "apply profile --visa j1 --said 'SAH-na MEER-zah'",
    "add-experience observership Observer --at 'Cleveland Clinic' --from 2023-03 --until 2023-05",
)
STORY = (
    'add-story "The missed potassium" --competency mistake'
    ' --situation "A night on a full ward"'
    ' --task "I had to hand over twelve patients"'
    ' --action "I saw that one value was missing, so I called the laboratory and read it back"'
    ' --result "The patient was treated in time"'
    ' --learnt "Since then I read every critical value back"'
)
TRANSCRIPT = """WEBVTT

00:00:00.000 --> 00:00:06.000
Well, I am a doctor from Lahore, um, who stays calm.

00:00:07.000 --> 00:00:12.000
I teach juniors and, you know, I came to learn.
"""


@pytest.fixture
def week(run: Run) -> Run:
    """The record on the Wednesday before the three interviews."""
    for line in WEEK:
        run(line)
    return run


def prepare(run: Run) -> list[tuple[str, str]]:
    """What `today` names: interview and code."""
    return [
        (task["interview"]["ref"], task["code"]) for task in run("today --json").json["prepare"]
    ]


def left(run: Run, ref: str = "i1") -> list[str]:
    """The codes of what `prep` has left for an interview."""
    (row,) = [
        row for row in run("prep --json").json["interviews"] if row["interview"]["ref"] == ref
    ]
    return [task["code"] for task in row["tasks"]]


def test_she_is_told_what_comes_first_and_why(week: Run) -> None:
    assert prepare(week)[0] == ("i1", "mocks")
    assert {ref for ref, _ in prepare(week)} == {"i1", "i2", "i3"}
    day = week("today").stdout
    assert "prepare first; `fmgtrack prep` says what to type" in day
    assert "  i1  in 5 days: why this program: no concrete fact yet, 3 to 4 are wanted\n" in day
    said = week("prep").stdout
    order = [said.index(words) for words in ("i1 Mayo", "i2 Henry Ford", "i3 Cook County")]
    assert order == sorted(order)
    assert "1. no mock interview yet, 3 to 5 are wanted (takes days)" in said
    assert "the journey is still to be booked: travel, stay (takes days)" in said


def test_questions_and_points(week: Run) -> None:
    first = week("prep questions --for mayo --json").json
    assert first[0]["kind"] == "why-program"
    assert first[0]["why"]["code"] == "reasons"
    assert "present, past, future" in week("prep question about-yourself").stdout.casefold()
    assert "ICU" not in week("prep question about-yourself").stdout

    week(
        'prep answer about-yourself --present "fellow in Lahore" --past "four years of ICU"'
        ' --future hospitalist --theme "stays calm" --theme "teaches juniors"'
    )
    assert "about" not in left(week)
    long = "I was born in Lahore. My father taught. I loved to help him. Then I went to school."
    assert "script" in week("prep answer why-specialty", long, code=1).stderr
    for key in ("why-specialty", "strength", "weakness", "visa-need"):
        week(f'prep answer {key} "a point"')
    assert not {"points", "likely"} & {*left(week)}
    week('add-question "Why did you leave surgery?" --kind why-specialty')
    week('prep answer surgery "the patient I could talk to"')
    rows = week("prep questions --kind why-specialty --json").json
    assert sum(row["prepared"] for row in rows) == 2


def test_why_this_program(week: Run) -> None:
    week('prep why mayo "excellent teaching and friendly people" --kind education')
    assert week("prep why mayo --json").json["findings"][0]["code"] == "vague"
    assert "why-program" in left(week)
    for fact in ("Clinic for Somali refugees", "4+1 schedule", "ultrasound half day each Friday"):
        week("prep why mayo --source 'program page'", fact)
    assert "why-program" not in left(week)
    assert "why-program" in left(week, "i2")


def test_stories_and_who_heard_them(week: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    week(STORY)
    grid = {row["key"]: row["missing"] for row in week("prep stories --grid --json").json["rows"]}
    assert (grid["mistake"], grid["patient-care"]) == (0, 3)
    assert "too few stories about patient care, teamwork, leadership" in week("prep --all").stdout

    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-30T22:00:00-06:00")
    week("prep told potassium f2")
    week('add-interview mayo "7 Dec 2026 9:00" --with "Dr. Lena Fischer, faculty"')
    assert "fresh" in left(week, "i4")
    sheet = week("prep sheet mayo").stdout
    assert "Told there before, not again\n  - The missed potassium (heard by Dr. Wei Chen)" in sheet
    rows = week("prep stories --for mayo --json").json
    assert [one["contact"]["name"] for one in rows[0]["told_there"]] == ["Wei Chen"]


def test_practice_by_the_clock_and_from_a_transcript(
    week: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week('prep answer about-yourself --theme "stays calm" --theme "teaches juniors"')
    assert week("prep practice --json").json["next"]["question"]["kind"] == "why-program"
    week("prep practice about-yourself --seconds 1:35 --rating 4 --mend 'begin with today'")
    assert "mend" in left(week)
    assert week("prep practice --history --json").json["tries"][0]["seconds"] == 95

    file = tmp_path / "answer.vtt"
    file.write_text(TRANSCRIPT, encoding="utf-8")
    found = week("prep practice about-yourself --json --transcript", str(file)).json
    assert found["words"] == 21
    assert "SM-2" in week("prep practice --explain").stdout

    week("prep mend me1 --done")
    assert "mend" not in left(week)
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-28T10:00:00-06:00")
    assert "due" in left(week)


def test_practice_at_a_terminal(week: Run, terminal: Callable[..., Terminal]) -> None:
    week('prep answer about-yourself --present "fellow in Lahore"')
    one = terminal("prep", "practice", "about-yourself")
    one.expect("ENTER starts the clock")
    one.type("\r")
    one.expect("0:0")
    one.type("\r")
    one.expect("Your rating, 0 to 5")
    one.type("4\r")
    one.expect("What to mend")
    one.type("\r")
    assert "it comes again on" in one.end()


def test_mock_interviews_and_what_is_to_be_mended(week: Run) -> None:
    week('add-mock resident "Dr. Ola Nord" --on yesterday --said "too fast" --mend "speak slower"')
    assert "mock interviews: 1 of 3 to 5; none with a mentor, a coach" in week("prep").stdout
    assert [row["text"] for row in week("prep mend --json").json] == ["speak slower"]
    week('add-mock mentor "Dr. Lee" --on "27 Nov 2026"')
    week('add-mock coach "Kim" --on "28 Nov 2026"')
    assert "mocks" not in left(week)
    assert len(week("prep mocks --json").json) == 3


def test_what_to_ask_and_what_was_answered(week: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed = week("prep ask mayo --json").json["proposed"]
    by_setting: dict[str, list[str]] = {}
    for one in proposed:
        by_setting.setdefault(one["setting"], []).append(one["key"])
    week(f"prep ask mayo {' '.join(by_setting['formal'][:2])} --setting formal")
    week(f"prep ask mayo {' '.join(by_setting['meal'][:2])} --setting meal")
    assert "ask" not in left(week)
    softer = week('prep ask mayo "Why do residents leave?" --json').json["notices"]
    assert "ask-softer" in [one["code"] for one in softer]
    week("prep ask mayo --drop ak5")

    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-30T22:00:00-06:00")
    week('prep ask mayo ak1 --answer "she asked early"')
    week("prep ask mayo ak2 --mail f1")
    assert "goes into a mail" in week("prep sheet mayo").stdout
    assert week("show f1 --json").json["to_ask"]


def test_specialty_experience_and_phrases(week: Run) -> None:
    assert {"view", "reread"} <= {*left(week)}
    week('add-development "New sepsis bundle" --source NEJM --dated "3 Nov 2026"')
    assert "no view of yours yet on de1" in week("prep --all").stdout
    week('edit de1 --view "good, if nurses start it"')
    week("apply reread e1")
    assert not {"view", "reread"} & {*left(week)}
    assert week("prep specialty --json").json[0]["state"] == "ready"
    assert "another way" in week("prep phrases --when not-understood").stdout


def test_the_checklist_as_the_day_comes_near(week: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    week("prep checklist i2 --done travel,stay")
    assert "travel" not in left(week, "i2")
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-29T18:00:00-06:00")
    assert prepare(week)[:2] == [("i1", "names"), ("i1", "checklist")]
    said = week("prep").stdout
    assert "i1 Mayo Clinic, tomorrow: Mon 30 Nov 08:00 CST, 19:00 PKT for you" in said
    assert "for the night before: `fmgtrack prep sheet p1`" in said
    state = {row["key"]: row["state"] for row in week("prep checklist i1 --json").json["items"]}
    assert (state["light"], state["jot"], state["impressions"]) == ("now", "later", "later")
    week("prep checklist i1 --done say-names,light --drop sleep")
    assert "names" not in left(week)


def test_the_sheet_of_the_night_and_the_evening_after(
    week: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week(STORY)
    week("prep why mayo --source 'program page'", "Clinic for Somali refugees")
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-29T18:00:00-06:00")
    sheet = week("prep sheet mayo").stdout
    for words in (
        "there: Mon 30 Nov 2026 08:00-13:00 CST (tomorrow)",
        "for you: Mon 30 Nov 2026 19:00 PKT to Tue 1 Dec 2026 00:00 PKT",
        "Dr. Wei Chen (faculty, formal), said: ____",
        "Dr. Ada Okafor (program director, not named for the day)",
        "you: Sana Mirza (said SAH-na MEER-zah)",
        "Clinic for Somali refugees (program page, Wed 25 Nov 2026)",
        "The missed potassium (mistake)",
        "Observer, Cleveland Clinic (Mar 2023 to May 2023, long ago, and still asked about)",
        "visa: J-1 not said, H-1B not said, unconfirmed (you need J-1)",
        "Could you ask it in another way? (not understood)",
        "Write the impressions down the same evening: `fmgtrack note i1 TEXT`",
        "thank-yous are due Wed 2 to Thu 3 Dec",
    ):
        assert words in sheet
    for option in ("md", "html"):
        week(f"prep sheet mayo --{option}", str(tmp_path / f"mayo.{option}"))
        assert "Somali refugees" in (tmp_path / f"mayo.{option}").read_text(encoding="utf-8")

    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-30T20:00:00-06:00")
    assert left(week) == ["after"]
    week("note i1 'calm, and they teach at the bedside'")
    assert week("prep --json").json["interviews"][0]["tasks"][0]["missing"] == ["answers"]
    assert left(week, "i2")[0] in ("travel", "people")
