"""Stories: adding them, what they cover, and to whom each was told."""

from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

PARTS = (
    '--situation "A night with one doctor" --task "I had to wake somebody"'
    ' --action "I called the registrar, said what I saw and what I did not know, and stayed"'
    ' --result "The patient went home"'
)
KEYS = [
    *("ref", "title", "situation", "task", "action", "result", "learnt", "competencies"),
    *("told", "flags", "advice", "written_at"),
]


@pytest.fixture
def told_days(run: Callable[..., Ran], henry: None) -> None:  # noqa: ARG001  it is the record
    """Beside `henry` a program whose day was yesterday and one whose day is to come."""
    run('add-program "Mayo Clinic" --state MN')
    run('add-interview mayo "24 Nov 2026 9:00" --with "Dr. Olga Novak, faculty"')
    run('add-program "Iowa Hospitals" --state IA')
    run('add-interview iowa "1 Dec 2026 9:00" --with "Dr. Ira Stone, faculty"')


def _title(ran: Ran) -> str:
    return ran.stdout.splitlines()[0]


def test_a_story_with_all_its_parts(run: Callable[..., Ran]) -> None:
    run("config name Sana")
    done = run(f'add-story "Waking the registrar" {PARTS} --competency "patient care, lead"')

    assert _title(done) == "added story st1 Waking the registrar"
    assert done.stderr == ""
    (row,) = run("prep stories --json").json
    assert list(row) == KEYS
    assert row["competencies"] == ["patient-care", "leadership"]
    assert (row["action"][:6], row["learnt"]) == ("I call", None)
    assert (row["told"], row["flags"], row["advice"]) == ([], [], [])
    assert row["written_at"] == "2026-11-25T15:00:00Z"


def test_at_a_pipe_a_title_is_enough_and_nothing_is_asked(run: Callable[..., Ran]) -> None:
    done = run('add-story "Late handover" --json')

    assert done.json["refs"] == ["st1"]
    assert [notice["code"] for notice in done.json["notices"]] == ["story-unfinished"]
    assert run("prep stories --json").json[0]["flags"] == ["unfinished"]


@pytest.mark.parametrize(
    ("line", "told", "code"),
    [
        ('add-story ""', "name", 1),
        ("add-story X --competency courage", "`courage`", 2),
        ("add-story X --competency 'mistake courage'", "patient-care", 2),
        ("add-story X --told f99", "`f99`", 1),
        ("add-story X --told zebra", "`zebra`", 1),
        ("add-story X --told 'henry ford'", "is a program", 2),
        ("add-story X --told 'ira stone'", "has not come", 1),
        ("add-story X --edit", "terminal", 2),
        ("edit st1 --edit", "--edit", 2),
        ("edit st1 --without mistake", "not kept as a story about mistake", 1),
        ("edit st1 --without f3", "was not told to Dr. First Faculty", 1),
        ("edit st1 --competency courage", "`courage`", 2),
        ("prep told st1", "nobody is named", 2),
        ("prep told st9 f3", "`fmgtrack prep stories` lists them", 1),
        ("prep told zebra f3", "`fmgtrack prep stories` lists them", 1),
        ("prep told story f3", "fits more than one story", 1),
        ("prep told f3 f3", "no story matches `f3`", 1),
        ("prep stories --grid --for henry", "`--grid`", 2),
        ("prep stories --for zebra", "`zebra`", 1),
        ("prep stories --competency courage", "`courage`", 2),
    ],
)
@pytest.mark.usefixtures("told_days")
def test_what_is_refused_changes_nothing(
    run: Callable[..., Ran], line: str, told: str, code: int
) -> None:
    run(f'add-story "First story" {PARTS}')
    run(f'add-story "Second story" {PARTS}')
    before = run("history").stdout

    said = run(line, code=code).stderr
    assert told in said.splitlines()[0]
    assert run("history").stdout == before


@pytest.mark.usefixtures("told_days")
def test_a_second_telling_at_one_program_is_said_and_kept(run: Callable[..., Ran]) -> None:
    first = run(f'add-story "The night" {PARTS} --told f3')
    assert _title(first) == "added story st1 The night, told to Dr. First Faculty"
    assert first.stderr == ""

    elsewhere = run("prep told st1 'olga novak'")
    assert "told st1 The night to Dr. Olga Novak" in elsewhere.stdout
    assert elsewhere.stderr == ""

    second = run("prep told 'the night' f4")
    assert _title(second) == "told st1 The night to Dr. Second Resident"
    assert second.stderr == (
        "st1 was told to Dr. First Faculty at Henry Ford Hospital on Mon 23 Nov 2026 already\n"
    )
    assert len(run("show st1 --json").json["told"]) == 3


@pytest.mark.usefixtures("told_days")
def test_telling_the_same_person_again_changes_nothing(run: Callable[..., Ran]) -> None:
    run(f'add-story "The night" {PARTS} --told f3')
    done = run("prep told st1 f3 --json").json

    assert (done["changed"], [one["code"] for one in done["notices"]]) == (None, ["told-already"])
    assert len(run("show st1 --json").json["told"]) == 1


@pytest.mark.usefixtures("told_days")
def test_a_telling_can_be_taken_back(run: Callable[..., Ran]) -> None:
    run(f'add-story "The night" {PARTS} --told f3 --told f4')
    done = run("prep told st1 --without 'first faculty'")
    assert _title(done) == "took back that st1 was told to Dr. First Faculty"
    assert [one["ref"] for one in run("show st1 --json").json["told"]] == ["f4"]

    run("edit st1 --without f4 --told f3")
    assert [one["ref"] for one in run("show st1 --json").json["told"]] == ["f3"]


def test_a_story_may_be_told_on_the_day_itself(run: Callable[..., Ran]) -> None:
    run("config home-zone America/Chicago")
    run('add-program "Mayo Clinic" --state MN')
    run('add-interview mayo "25 Nov 2026 8:00" --until 17:00 --with "Dr. Olga Novak, faculty"')

    run(f'add-story "The night" {PARTS} --told "olga novak"')
    (told,) = run("show st1 --json").json["told"]
    assert told["told_on"] == "2026-11-25"


def test_a_meeting_whose_day_is_not_known_has_heard_nothing(run: Callable[..., Ran]) -> None:
    run('add-program "Mayo Clinic" --state MN')
    run('add-interview mayo --status invited --with "Dr. Olga Novak, faculty"')

    assert "has not come" in run(f"add-story X {PARTS} --told novak", code=1).stderr


@pytest.mark.usefixtures("told_days")
def test_for_a_program_what_is_new_there_comes_first(run: Callable[..., Ran]) -> None:
    run(f'add-story "The night" {PARTS} --told f3 --told "olga novak"')
    run(f'add-story "The family" {PARTS} --told "olga novak"')

    shown = run("prep stories --for 'henry ford'")
    lines = shown.stdout.splitlines()
    assert lines[1].startswith("st2  The family")
    assert "new there" in lines[1]
    assert "Dr. First Faculty, faculty, Mon 23 Nov 2026" in lines[2]
    assert "Novak" not in shown.stdout
    assert shown.stderr == "1 of 2 are new at Henry Ford Hospital\n"
    rows = run("prep stories --for mayo --json").json
    assert [[one["contact"]["name"] for one in row["told_there"]] for row in rows] == [
        ["Olga Novak"],
        ["Olga Novak"],
    ]
    assert list(rows[0]) == [*KEYS, "told_there"]


@pytest.mark.usefixtures("told_days")
def test_show_gives_the_whole_story_and_who_heard_it(run: Callable[..., Ran]) -> None:
    run(f'add-story "The night" {PARTS} --competency mistake --told f3')

    shown = run("show st1").stdout
    assert "st1 The night" in shown
    for text in ("A night with one doctor", "nothing yet", "mistake"):
        assert f"\n  {text}\n" in shown
    assert "f3  Dr. First Faculty, faculty, at Henry Ford Hospital, Mon 23 Nov 2026" in shown
    assert "no-insight: a story about a mistake needs what it taught you" in shown
    (told,) = run("show st1 --json").json["told"]
    assert told == {
        "ref": "f3",
        "contact": {"ref": "c3", "name": "First Faculty", "title": "Dr.", "role": "faculty"},
        "program": {"ref": "p1", "name": "Henry Ford Hospital"},
        "interview": {"ref": "i1"},
        "told_on": "2026-11-23",
    }


def test_lines_of_a_story_stay_lines(run: Callable[..., Ran]) -> None:
    run("add-story X --action", "First I asked.\nThen I wrote.\n")

    assert "\n  First I asked.\n  Then I wrote.\n" in run("show st1").stdout


def test_competencies_are_added_and_taken_away(run: Callable[..., Ran]) -> None:
    run(f"add-story X {PARTS} --competency mistake")
    run("edit st1 --competency teaching --competency conflict --without mistake")
    assert run("show st1 --json").json["competencies"] == ["conflict", "teaching"]

    run("edit st1 --title 'The family' --learnt ''")
    row = run("show st1 --json").json
    assert (row["title"], row["competencies"]) == ("The family", ["conflict", "teaching"])


def test_the_listing_says_what_is_missing_in_words(run: Callable[..., Ran]) -> None:
    assert "fmgtrack add-story" in run("prep stories").stderr

    for title, word in (("One", "patient-care"), ("Two", "conflict"), ("Three", "mistake")):
        run(f"add-story {title} {PARTS} --competency {word}")
    run("edit st3 --learnt 'Since then I call first.'")
    shown = run("prep stories")
    assert shown.stdout.splitlines()[1] == "st1  One    patient-care"
    assert shown.stderr.splitlines() == [
        "patient care: 1 of 3 to 4 wanted",
        "conflict or teamwork: 1 of 2 wanted",
        "a mistake: 1 of 1 to 2 wanted",
        "leadership, teaching or research: 0 of 1 to 2 wanted",
        (
            "two more about patient care; one more about conflict or teamwork; no story about"
            " leadership, teaching or research yet (1 to 2 wanted)"
        ),
    ]


def test_a_filter_shows_only_those_and_no_grid(run: Callable[..., Ran]) -> None:
    run(f"add-story One {PARTS} --competency teamwork")
    run(f"add-story Two {PARTS} --competency research")

    shown = run("prep stories --competency research")
    assert "Two" in shown.stdout
    assert "One" not in shown.stdout
    assert shown.stderr == ""
    assert "no story shows teaching" in run("prep stories --competency teaching").stderr
    assert run("prep stories --competency teaching --json").json == []


def test_the_grid_alone(run: Callable[..., Ran]) -> None:
    empty = run("prep stories --grid --json").json
    assert [row["missing"] for row in empty["rows"]] == [3, 2, 1, 1]
    assert empty["complete"] is False

    for word in ("patient-care", "patient-care", "patient-care", "conflict", "teamwork"):
        run(f"add-story {word} {PARTS} --competency {word}")
    run("add-story Mine --competency mistake --competency leadership")
    full = run("prep stories --grid --json").json
    assert full["complete"] is True
    assert set(full["rows"][0]) == {
        *("key", "competencies", "low", "high", "have", "missing", "unfinished", "stories")
    }
    assert full["rows"][2]["unfinished"] == ["st6"]
    shown = run("prep stories --grid").stdout
    assert "every kind of story is there; still to be finished: st6" in shown
    assert " ".join(shown.splitlines()[3].split()) == "conflict or teamwork 2 2 st4 st5"
    run(f"edit st6 {PARTS} --learnt 'Since then I ask first.'")
    assert "every kind of story that is wanted is there" in run("prep stories --grid").stdout


def test_the_list_as_csv(run: Callable[..., Ran]) -> None:
    run("add-story 'Mrs. Khan' --competency mistake --competency teaching")

    (row,) = csv.DictReader(io.StringIO(run("prep stories --csv").stdout))
    assert row["competencies"] == "mistake; teaching"
    assert row["flags"] == "unfinished; no-insight; identifies"


@pytest.mark.usefixtures("told_days")
def test_removing_shows_what_hangs_on_it_and_undo_brings_it_back(run: Callable[..., Ran]) -> None:
    run(f'add-story "The night" {PARTS} --told f3')
    before = run("show st1 --json").json

    plan = run("remove f3", code=2).stderr
    assert "st1 The night to Dr. First Faculty" in plan
    run("remove st1 --yes")
    assert run("prep stories --json").json == []
    run("undo --yes")
    assert run("show st1 --json").json == before


@pytest.mark.usefixtures("told_days")
def test_stories_go_out_and_come_back_and_are_hidden_when_shared(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    run(f'add-story "The night" {PARTS} --told f3')
    before = run("prep stories --json").json

    run(f"export {tmp_path / 'all.json'}")
    assert run(f"--db {tmp_path / 'new.db'} import {tmp_path / 'all.json'} --yes").code == 0
    assert run(f"--db {tmp_path / 'new.db'} prep stories --json").json == before
    run(f"export {tmp_path / 'shared.json'} --redact")
    shared = (tmp_path / "shared.json").read_text(encoding="utf-8")
    assert "A night with one doctor" not in shared
    assert "The night" not in shared


def test_a_story_is_asked_for_step_by_step(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-story")
    for question, answer in (
        ("What to call the story", "The two students"),
        ("Situation", "Two students, one bed"),
        ("Task", "--teach both"),
        ("Action", "I asked each what they wanted and let each lead half"),
        ("Result", ""),
        ("Learnt", ""),
        ("What does it show", "courage"),
        ("no value for", "teaching, patient care"),
    ):
        one.expect(question)
        one.type(f"{answer}\n")
    one.expect("new story: The two students")
    one.expect("nothing yet")
    one.expect("Keep it?")
    one.type("y\n")
    assert "added story st1 The two students" in one.end()

    (row,) = run("prep stories --json").json
    assert (row["task"], row["result"]) == ("--teach both", None)
    assert row["competencies"] == ["patient-care", "teaching"]


@pytest.mark.parametrize("at", ["Situation", "Action", "What does it show", "Keep it?"])
def test_leaving_while_a_story_is_asked_for_writes_nothing(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], at: str
) -> None:
    one = terminal("add-story", "The night")
    for question in ("Situation", "Task", "Action", "Result", "Learnt", "What does it show"):
        if question == at:
            break
        one.expect(question)
        one.type("\n")
    one.expect(at)
    one.type("\x03")

    assert "nothing was changed" in one.end(130)
    assert run("prep stories --json").json == []


def test_the_last_look_can_be_answered_with_no(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-story", "The night", "--competency", "mistake")
    for question in ("Situation", "Task", "Action", "Result", "Learnt"):
        one.expect(question)
        one.type("\n")
    one.expect("only the title is there so far")
    one.expect("Keep it?")
    one.type("n\n")

    assert "nothing was changed" in one.end(130)
    assert run("prep stories --json").json == []


def test_with_a_part_given_nothing_is_asked(terminal: Callable[..., Terminal]) -> None:
    assert "added story st1" in terminal("add-story", "X", "--task", "mine").end()


def test_a_story_is_written_in_the_editor(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    _editor(
        run,
        tmp_path,
        "text = text.replace('situation:', 'situation: A night\\n  with one doctor')",
        "text = text.replace('competency: mistake', 'competency: patient care, conflict')",
    )

    one = terminal("add-story", "The night", "--competency", "mistake", "--edit")
    assert "added story st1 The night" in one.end()
    row = run("show st1 --json").json
    assert row["situation"] == "A night\nwith one doctor"
    assert row["competencies"] == ["patient-care", "conflict"]


def test_what_the_editor_gave_is_not_lost_to_a_mistake(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    _editor(
        run,
        tmp_path,
        "again = '\\ncompetency: courage\\n# ! `courage` is no value' in text",
        "text = text.replace('action:', 'action: I called') if not again else text",
        "word = 'teaching' if again else 'courage'",
        "text = text.replace('\\ncompetency:' + ' courage' * again, '\\ncompetency: ' + word)",
    )

    one = terminal("add-story", "The night", "--edit")
    assert "added story st1 The night" in one.end()
    row = run("show st1 --json").json
    assert (row["action"], row["competencies"]) == ("I called", ["teaching"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("pass", "nothing was written"),
        ("text = text if 'zebra' in text else text + 'zebra\\n'", "is no field"),
    ],
)
def test_an_editor_that_is_left_as_it_opened_ends_it(
    run: Callable[..., Ran],
    terminal: Callable[..., Terminal],
    tmp_path: Path,
    change: str,
    told: str,
) -> None:
    _editor(run, tmp_path, change)

    assert told in terminal("add-story", "The night", "--edit").end(1)
    assert run("prep stories --json").json == []


def test_a_story_is_changed_in_the_editor(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    run(f"add-story 'The night' {PARTS} --competency mistake --competency teaching")
    _editor(
        run, tmp_path, "text = text.replace('competency: mistake teaching', 'competency: mist')"
    )

    assert "edited st1 (competency)" in terminal("edit", "st1").end()
    assert run("show st1 --json").json["competencies"] == ["mistake"]


def _editor(run: Callable[..., Ran], tmp_path: Path, *lines: str) -> None:
    """Set an editor that changes the text by these lines of Python."""
    script = tmp_path / "editor.py"
    body = "\n".join(lines)
    script.write_text(
        "import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n"
        f"text = file.read_text(encoding='utf-8')\n{body}\n"
        "file.write_text(text, encoding='utf-8')\n",
        encoding="utf-8",
    )
    run("config editor", f"{sys.executable} {script}")
