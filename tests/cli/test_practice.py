"""Practising: what comes next, a try at the clock and elsewhere, a transcript, what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.cli.stopwatch import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Piped, Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]
    Open = Callable[..., Terminal]

TALKS = Path(__file__).parents[1] / "fixtures" / "transcripts"
ABOUT = "about-yourself"
STARTS = "ENTER starts the clock"
RATING = "Your rating, 0 to 5"
MEND = "What to mend"

pytestmark = pytest.mark.usefixtures("utc")


@pytest.fixture
def utc(run: Run) -> None:
    run("config home-zone UTC")


def tries(run: Run, name: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(f"prep practice {name} --history --json").json["tries"]
    return found


def following(run: Run, options: str = "") -> dict[str, Any]:
    """The next question, and the names of those after it."""
    row = run(f"prep practice {options} --json").json
    return {**row["next"], "then": [one["name"] for one in row["then"]]}


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("FMGTRACK_NOW", f"{day}T10:00:00-05:00")


def test_a_new_person_begins_with_what_is_always_asked(run: Run) -> None:
    first = following(run)

    assert first["name"] == ABOUT
    assert first["why"]["code"] == "new"
    assert first["then"][0] == "why-program"
    shown = run("prep practice").stdout
    assert "Tell me about yourself." in shown
    assert "never rated yet" in shown
    assert following(run) == first


def test_a_kind_alone(run: Run) -> None:
    row = run("prep practice --kind visa --json").json
    assert {one["question"]["kind"] for one in [row["next"], *row["then"]]} == {"visa-plans"}


def test_a_try_made_elsewhere_is_one_change_and_comes_again(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(run("history --json").json)
    ran = run(f"prep practice {ABOUT} --seconds 1:35 --rating 4 --mend slower --json")

    assert ran.json["refs"] == ["pr1", "me1"]
    assert len(run("history --json").json) == before + 1
    (row,) = tries(run, ABOUT)
    assert (row["seconds"], row["rating"]) == (95, 4)
    assert [mend["text"] for mend in row["mends"]] == ["slower"]
    assert run(f"prep practice {ABOUT} --history --json").json["due_on"] == "2026-11-26"
    assert following(run)["name"] != ABOUT
    at(monkeypatch, "2026-11-28")
    found = following(run)
    assert (found["name"], found["why"]["code"], found["why"]["days"]) == (ABOUT, "overdue", 2)
    assert "due for 2 days" in run("prep practice").stdout
    run(f"prep practice {ABOUT} --rating 4")
    assert run(f"prep practice {ABOUT} --history --json").json["due_on"] == "2026-12-04"


def test_what_is_to_mend_brings_a_question_back_until_it_is_mended(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rating in (5, 5):
        run(f"prep practice {ABOUT} --rating {rating}")
    run(f"prep practice {ABOUT} --mend 'begin with today'")
    at(monkeypatch, "2026-11-25")
    assert following(run)["why"]["code"] == "new"
    run(f"prep practice {ABOUT} --rating 5")
    at(monkeypatch, "2026-11-26")
    run(f"prep practice {ABOUT} --rating 5")
    at(monkeypatch, "2026-11-27")
    found = following(run)
    assert (found["name"], found["why"]["code"], found["why"]["mends"]) == (ABOUT, "mend", 1)
    run("prep mend me1 --done")
    assert following(run)["why"]["code"] == "new"


def test_an_interview_that_comes_brings_its_questions_forward(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run('add-program "Mayo Clinic" --state MN')
    run('add-program "Henry Ford Hospital" --state MI')
    run('add-interview mayo "2 Dec 2026 9:00"')
    run('add-interview henry "1 Dec 2026 9:00"')
    run('prep answer hard-feedback "a point for Mayo" --for mayo')

    row = run("prep practice --json").json
    found = [
        (one["name"], one["program"], one["why"]["code"]) for one in (row["next"], *row["then"])
    ]
    henry = {"ref": "p2", "name": "Henry Ford Hospital"}
    mayo = {"ref": "p1", "name": "Mayo Clinic"}
    assert found[:3] == [
        ("why-program", henry, "interview"),
        ("hard-feedback", mayo, "interview"),
        ("why-program", mayo, "interview"),
    ]
    assert "the interview at Henry Ford Hospital is in 6 days" in run("prep practice").stdout

    # the answer for one program is no answer for the other
    run("prep practice why-program --for henry --rating 5")
    names = [(one["name"], one["program"]) for one in run("prep practice --json").json["then"]]
    assert ("why-program", henry) not in names
    assert ("why-program", mayo) in names
    at(monkeypatch, "2026-12-03")
    assert following(run)["why"]["code"] == "overdue"


def test_for_a_program_its_own_questions_come_first(run: Run) -> None:
    run('add-program "Mayo Clinic" --state MN')
    run('prep answer hard-feedback "a point for Mayo" --for mayo')
    row = run("prep practice --for mayo --json").json

    found = [row["next"], *row["then"]]
    assert all(one["program"]["name"] == "Mayo Clinic" for one in found)
    assert found[0]["name"] == "why-program"
    run("prep practice hard-feedback --for mayo --rating 5")
    (row,) = tries(run)
    assert row["program"]["name"] == "Mayo Clinic"


def test_a_try_is_shown_removed_and_taken_back(run: Run) -> None:
    run(f"prep practice {ABOUT} --rating 2 --mend 'too long'")
    assert run("show pr1 --json").json == tries(run)[0]
    assert "lost the thread" in run("show pr1").stdout
    plan = run("remove pr1", code=2).stderr
    assert "Tell me about yourself." in plan
    assert "too long" in plan
    run("remove pr1 --yes")
    assert tries(run) == []
    assert "never practised" in run(f"prep practice {ABOUT} --history").stderr
    run("undo")
    assert [mend["text"] for mend in tries(run)[0]["mends"]] == ["too long"]


def test_a_try_outlives_its_program_and_goes_with_its_question(run: Run) -> None:
    run('add-program "Mayo Clinic" --state MN')
    run("prep practice why-program --for mayo --rating 3")
    before = tries(run)
    run("remove p1 --yes")
    assert tries(run) == [before[0] | {"program": None}]
    run("undo")
    assert tries(run) == before
    run("remove q1 --yes")
    assert tries(run) == []
    run("undo")
    assert tries(run) == before


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (f"{ABOUT} --rating 6", 2, "0, 1, 2, 3, 4, 5"),
        (f"{ABOUT} --rating good", 2, "--rating"),
        (f"{ABOUT} --seconds soon", 1, "type it like `95` or `1:35`"),
        (f"{ABOUT} --seconds 0", 1, "no length"),
        (f"{ABOUT} --seconds 9999", 1, "no length"),
        (f"{ABOUT} --seconds 1:75", 1, "no length"),
        ("--rating 4", 2, "`QUESTION` is missing"),
        ("--minutes 20", 2, "a session needs a terminal"),
        ("--minutes 0", 2, "--minutes"),
        (f"{ABOUT} --minutes 20", 2, "several questions"),
        ("--kind yours-to-ask", 2, "yours to ask"),
        ("--kind nothing", 2, "--kind"),
        (f"{ABOUT} --kind bias", 2, "`--kind`"),
        ("--speaker Sana", 2, "--transcript"),
        ("--history --rating 4", 2, "only show"),
        ("zebra-crossing", 1, "prep questions"),
        (f"{ABOUT} --for nowhere", 1, "add-program"),
        ("--transcript nowhere.vtt", 1, "no file"),
    ],
)
def test_what_cannot_be_is_said(run: Run, line: str, code: int, said: str) -> None:
    assert said in run(f"prep practice {line}", code=code).stderr
    assert tries(run) == []


def test_the_rules_are_told(run: Run) -> None:
    shown = run("prep practice --explain").stdout
    for word in ("SM-2", "Wozniak", "rule of thumb", "um, uh, er", "An estimate", "120 to 160"):
        assert word in shown
    assert run("prep practice --explain --json").json["rule"] == "SM-2"
    assert "SM-2" in run("prep practice --help").stdout


@pytest.mark.parametrize("name", ["night_call.vtt", "night_call.srt"])
def test_a_transcript_is_counted_and_kept(run: Run, name: str) -> None:
    run('prep answer conflict-colleague "I called for help early" "the family was told"')
    ran = run(f"prep practice conflict-colleague --transcript {TALKS / name} --rating 3 --json")

    # counted by hand in tests/exchange/test_transcripts.py: 66 words in 34 s are 116 a minute
    assert ran.json["words"] == 66
    assert ran.json["seconds"] == 34
    assert (ran.json["words_a_minute"], ran.json["pace"]) == (116, "slow")
    assert ran.json["longest_run"] == 14
    assert (ran.json["fillers"], ran.json["fillers_per_100"]) == (6, 9.1)
    assert ran.json["action_share"] == ran.json["shares"]["action"] == 0.409
    assert (ran.json["heard"], ran.json["missed"]) == (
        ["I called for help early"],
        ["the family was told"],
    )
    assert (ran.json["action"], ran.json["refs"]) == ("practice", ["pr1"])
    assert "Sana Mirza says most" in ran.stderr
    (row,) = tries(run)
    assert {key: ran.json[key] for key in row} == row
    assert set(ran.json) - set(row) == {
        *("action", "refs", "changed", "undo", "speaker", "speakers", "target_seconds", "pace"),
        *("range", "filler_kinds", "fillers_per_100", "pause_seconds", "shares", "due_on", "trend"),
    }
    run("undo")
    assert tries(run) == []


def test_a_transcript_is_read_aloud_in_words(run: Run) -> None:
    shown = run(f"prep practice conflict-colleague --transcript {TALKS / 'night_call.vtt'}").stdout
    for words in (
        "0:34 of 2:00",
        "116 (slower than 120 to 160)",
        "6 (9.1 in 100 words): um 2, like 1",
        "0:14 without a pause of 1 s",
        "action 41%",
        "an estimate",
    ):
        assert words in shown


def test_a_text_has_no_times_until_they_are_given(run: Run) -> None:
    file = TALKS / "night_call.txt"
    ran = run(f"prep practice --transcript {file} --json")
    assert "`--seconds 95`" in ran.stderr
    assert "name the question" in ran.stderr
    assert (ran.json["seconds"], ran.json["words_a_minute"], ran.json["question"]) == (None,) * 3
    ran = run(f"prep practice {ABOUT} --transcript {file} --seconds 34 --json")
    assert ran.json["words_a_minute"] == 116
    assert ran.json["shares"] is None  # the frame is another one


def test_a_speaker_is_picked_by_part_of_the_name(run: Run) -> None:
    file = TALKS / "night_call.vtt"
    ran = run(f"prep practice --transcript {file} --speaker interv --json")
    assert (ran.json["speaker"], ran.json["words"]) == ("Interviewer", 12)
    assert "says most" not in ran.stderr
    ran = run(f"prep practice --transcript {file} --speaker bob --json", code=1)
    assert [one["ref"] for one in ran.error["candidates"]] == ["Sana Mirza", "Interviewer"]


def test_the_trend_is_a_chart_of_plain_signs(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = tmp_path / "talk.txt"
    for day, words, rating in (("24", 100, 1), ("25", 200, 5)):
        at(monkeypatch, f"2026-11-{day}")
        text.write_text("word " * words)
        ran = run(f"prep practice {ABOUT} --transcript {text} --seconds 60 --rating {rating}")
    assert ran.stdout.isascii()
    # the highest has 24 signs, half of it 12
    assert f"24 Nov  pr1    {'#' * 12} 100" in ran.stdout
    assert f"25 Nov  pr2    {'#' * 24} 200" in ran.stdout
    assert f"24 Nov  pr1    {'#' * 5} 1" in ran.stdout
    assert f"{'#' * 24} 200" in run(f"prep practice {ABOUT} --history").stdout


def test_hostile_words_of_a_transcript_are_shown_not_sent(
    shell: Callable[..., Piped], tmp_path: Path
) -> None:
    file = tmp_path / "talk.vtt"
    file.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v \x1b[31mEvil\x07>[bold]hi[/bold] \x1b]0;x\x07\n\n"
        "00:03.000 --> 00:04.000\n<v B>ok\n"
    )
    done = shell("prep", "practice", "--transcript", str(file))
    assert b"\x1b" not in done.out + done.err
    assert b"\x07" not in done.out + done.err


@pytest.mark.parametrize(
    ("passed", "columns", "text"),
    [
        (0.0, 80, "  0:00 of 2:00   ENTER stops, q and ENTER leaves"),
        (59.9, 80, "  0:59 of 2:00   ENTER stops, q and ENTER leaves"),
        (61.0, 30, "  1:01 of 2:00"),
        (120.0, 80, "  2:00   PAST the target of 2:00: come to the end   ENTER stops"),
        (600.0, 30, "  10:00   PAST 2:00"),
        (600.0, 6, "  10:"),
    ],
)
def test_the_clock_in_words(passed: float, columns: int, text: str) -> None:
    assert line(passed, 120, columns) == text


def test_the_clock_runs_in_one_line_until_enter(run: Run, terminal: Open) -> None:
    run(f'prep answer {ABOUT} "I am a doctor from Lahore"')
    one = terminal("prep", "practice", ABOUT)
    one.expect(STARTS)
    assert "really asked" not in one.screen
    assert "Lahore" not in one.screen
    one.type("\n")
    one.expect("0:00 of 2:00")
    one.expect("\r  0:01 of 2:00")
    one.type("\n")
    one.expect("really asked")
    one.expect("Lahore")
    one.expect("3 got through, with effort")
    one.expect(RATING)
    one.type("8\n")
    one.expect("no value for `--rating`")
    one.type("3\n")
    one.expect(MEND)
    one.type("slower\n")
    assert "practised Tell me about yourself." in one.end()

    (row,) = tries(run)
    assert row["rating"] == 3
    assert row["seconds"] >= 1
    assert [mend["text"] for mend in row["mends"]] == ["slower"]
    assert run("history --json").json[0]["title"].startswith("practised")


def test_past_the_target_the_clock_says_so_in_words(run: Run, terminal: Open) -> None:
    run('add-question "How are you?" --kind openers --minutes 0.02')
    one = terminal("prep", "practice", "q1")
    one.expect(STARTS)
    one.type("\n")
    one.expect("PAST the target of 0:01: come to the end")
    one.type("\n")
    one.expect(RATING)
    one.type("5\n")
    one.expect(MEND)
    one.type("\n")
    one.end()
    assert [(row["rating"], row["mends"]) for row in tries(run)] == [(5, [])]


@pytest.mark.parametrize("keys", ["q\n", "\x03", "\x04"])
@pytest.mark.parametrize("place", [STARTS, "0:00 of 2:00", RATING, MEND])
def test_leaving_writes_nothing(run: Run, terminal: Open, place: str, keys: str) -> None:
    before = run("history --json").json
    one = terminal("prep", "practice", ABOUT)
    for step, typed in ((STARTS, "\n"), ("0:00 of 2:00", "\n"), (RATING, "4\n"), (MEND, "\n")):
        one.expect(step)
        if step == place:
            one.type(keys)
            break
        one.type(typed)
    assert "nothing was changed" in one.end(130)
    assert run("history --json").json == before


def test_what_was_to_mend_is_shown_first_and_asked_after(run: Run, terminal: Open) -> None:
    run(f"prep practice {ABOUT} --rating 3 --mend 'begin with today'")
    one = terminal("prep", "practice", ABOUT)
    one.expect("to mend: begin with today (me1)")
    one.expect(STARTS)
    one.type("\n")
    one.expect("0:00 of")
    one.type("\n")
    one.expect(RATING)
    one.type("4\n")
    one.expect("Mended now: begin with today?")
    one.type("y\n")
    one.expect(MEND)
    one.type("\n")
    one.end()
    assert run("show me1 --json").json["done_on"] == "2026-11-25"
    run("undo")
    assert run("show me1 --json").json["done_on"] is None


def test_what_holds_for_every_answer_is_said_first(run: Run, terminal: Open) -> None:
    run('prep mend "look at the camera"')
    one = terminal("prep", "practice")
    one.expect("in every answer: look at the camera (me1)")
    one.expect(STARTS)
    one.type("q\n")
    one.end(130)


def answer(one: Terminal, number: int, rating: str, mend: str) -> None:
    one.expect(f"question {number}, ")
    for step, typed in ((STARTS, ""), ("0:00 of", ""), (RATING, rating), (MEND, mend)):
        while one.screen.count(step) < number:
            assert one._read(), one.screen  # noqa: SLF001  the next question or the end
        one.type(f"{typed}\n")


@pytest.mark.parametrize("keys", ["q\n", "\x03"])
def test_a_session_is_summed_up_when_it_is_left(run: Run, terminal: Open, keys: str) -> None:
    one = terminal("prep", "practice", "--minutes", "20", columns=120)
    answer(one, 1, "4", "")
    answer(one, 2, "2", "one theme alone")
    one.expect("question 3, ")
    while one.screen.count(STARTS) < 3:
        assert one._read(), one.screen  # noqa: SLF001  the next question or the end
    one.type(keys)
    screen = one.end()

    assert "2 questions in 0:0" in screen
    assert "to mend: one theme alone (me1" in screen
    assert "Thu 26 Nov 2026" in screen
    names = [row["question"]["key"] for row in tries(run)]
    assert len(names) == len(set(names)) == 2
    assert [row["rating"] for row in tries(run)] == [4, 2]
    assert len([row for row in run("history --json").json if "practised" in row["title"]]) == 2


def test_a_session_left_at_once_keeps_nothing(terminal: Open) -> None:
    one = terminal("prep", "practice", "--minutes", "20")
    one.expect(STARTS)
    one.type("q\n")
    assert "nothing was changed" in one.end(130)


def test_json_at_a_terminal_asks_nothing(terminal: Open) -> None:
    assert '"next"' in terminal("prep", "practice", "--json").end()
