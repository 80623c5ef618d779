"""Questions, own points and why this program, as a user meets them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.records.question import ASSESSED, QUESTION_KINDS, TO_ASK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

VERSION = "ref question program version newest written_at points present past future themes"
REASON = "ref program kind text source checked_on confirmed"
SCRIPT = (
    "I was born in Lahore in a family of teachers. My father taught mathematics and I loved to"
    " help him. Then I went to medical school."
)


def question(run: Run, name: str = "about-yourself") -> Any:  # noqa: ANN401  a document
    return run(f"prep question {name} --json").json


def codes(ran: Ran) -> list[str]:
    return [notice["code"] for notice in ran.json["notices"]]


def test_the_bank_is_listed_by_kind_and_filtered(run: Run) -> None:
    rows = run("prep questions --json").json

    kinds = [QUESTION_KINDS.index(row["kind"]) for row in rows]
    assert kinds == sorted(kinds)
    assert TO_ASK not in {row["kind"] for row in rows}
    openers = run("prep questions --kind open --json").json
    assert openers == [row for row in rows if row["kind"] == "openers"]
    about = run("prep questions --assesses motivation --json").json
    assert about == [row for row in rows if "motivation" in row["assesses"]]
    assert about != rows
    assert "about-yourself" in run("prep questions").stdout
    assert run("prep questions --csv").stdout.startswith("ref,key,kind,text,")


def test_what_is_prepared_leaves_the_list_of_the_unprepared(run: Run) -> None:
    before = len(run("prep questions --unprepared --json").json)
    run('prep answer about-yourself "ICU first" "teaching" --theme calm')

    rows = run("prep questions --unprepared --json").json
    assert len(rows) == before - 1
    assert "about-yourself" not in {row["key"] for row in rows}
    (row,) = [row for row in run("prep questions --json").json if row["prepared"]]
    assert (row["ref"], row["key"], row["points"], row["versions"]) == (
        "q1",
        "about-yourself",
        2,
        1,
    )
    assert "1 of " in run("prep questions").stderr


def test_the_questions_to_ask_stand_alone(run: Run) -> None:
    rows = run(f"prep questions --kind {TO_ASK} --json").json
    assert {row["kind"] for row in rows} == {TO_ASK}
    assert all(row["settings"] and row["topic"] for row in rows)

    run(f'add-question "Who hears a resident first?" --kind {TO_ASK}')
    last = run(f"prep questions --kind {TO_ASK} --json").json[-1]
    assert (last["ref"], last["text"]) == ("q1", "Who hears a resident first?")
    assert last["text"] not in run("prep questions").stdout
    assert "stands alone" in run(f"prep questions --kind {TO_ASK} --unprepared", code=2).stderr


@pytest.mark.parametrize("line", ["prep questions --kind zebra", "prep questions --assesses zebra"])
def test_a_word_that_is_none_names_those_there_are(run: Run, line: str) -> None:
    said = run(line, code=2).stderr
    assert all(word in said for word in (QUESTION_KINDS if "kind" in line else ASSESSED))


@pytest.mark.parametrize("text", ["about-yourself", "ABOUT YOURSELF", "tell me about yourself"])
def test_a_question_is_found_before_and_after_it_was_worked_on(run: Run, text: str) -> None:
    assert run("prep question", text, "--json").json["key"] == "about-yourself"
    run("prep answer about-yourself point")
    assert run("prep question", text, "--json").json["ref"] == "q1"
    assert run("prep question Q1 --json").json["key"] == "about-yourself"


def test_a_question_that_is_not_clear_is_never_the_first_hit(run: Run) -> None:
    run("prep questions")
    several = run("prep question you --json", code=1).error
    assert several["code"] == "ambiguous"
    assert len(several["candidates"]) == 10
    none = run("prep question about-yourslef --json", code=1).error
    assert none["code"] == "not-found"
    assert none["candidates"][0]["ref"] == "about-yourself"
    for text in ("q7", "zebra", "?", ""):
        gone = run("prep question --json", text, code=1).error
        assert "`fmgtrack prep questions` lists them" in gone["hint"]


def test_points_add_up_and_every_version_is_kept(run: Run) -> None:
    done = run('prep answer about-yourself "ICU first" "sepsis fellow" --theme calm --json')
    assert done.json["refs"] == ["q1", "o1"]
    assert codes(done) == ["answer-lacks"]
    assert "the present, the past, the future, and two or three themes" in done.stdout
    done = run(
        'prep answer q1 "icu first!" "teaching" --present "fellow in Lahore" --past "four years"'
        ' --future hospitalist --theme "calls early" --json'
    )
    assert codes(done) == ["answer-versions", "answer-said"]

    now = question(run)["answer"]
    assert now["points"] == ["ICU first", "sepsis fellow", "teaching"]
    assert (now["present"], now["themes"]) == (["fellow in Lahore"], ["calm", "calls early"])
    run('prep answer q1 --past "" --present "fellow in Boston" --without 2 --without calls')
    now = question(run)
    assert now["answer"]["points"] == ["ICU first", "teaching"]
    assert (now["answer"]["present"], now["answer"]["past"]) == (["fellow in Boston"], [])
    assert (now["answer"]["themes"], now["older"]) == (["calm"], 2)
    rows = run("prep answer q1 --versions --json").json
    assert [(row["version"], row["newest"]) for row in rows] == [(1, False), (2, False), (3, True)]
    assert set(rows[0]) == set(VERSION.split())
    assert "--restore" in run("prep answer q1 --versions").stderr


def test_an_old_version_comes_back_as_the_newest(run: Run) -> None:
    run("prep answer q1 first", code=1)
    run("prep answer about-yourself first")
    run("prep answer about-yourself second --without 1")

    run("prep answer about-yourself --restore 1")
    now = question(run)
    assert (now["answer"]["points"], now["answer"]["version"]) == (["first"], 3)
    again = run("prep answer about-yourself --restore 3 --json").json
    assert (again["changed"], again["undo"]) == (None, None)
    assert "`fmgtrack prep answer about-yourself --versions`" in (
        run("prep answer about-yourself --restore 9", code=1).stderr
    )


def test_what_is_there_already_makes_no_version(run: Run) -> None:
    run('prep answer about-yourself "ICU first"')

    assert run('prep answer about-yourself "icu FIRST." --json').json["changed"] is None
    assert len(run("prep answer about-yourself --versions --json").json) == 1


@pytest.mark.parametrize("where", [(), ("--past",), ("--theme",)])
def test_a_script_is_refused_with_the_reason_and_nothing_is_kept(
    run: Run, where: tuple[str, ...]
) -> None:
    said = run("prep answer about-yourself", "--theme=calm", *where, SCRIPT, code=1).stderr

    assert "points are remembered, scripts are recited" in said
    assert "3 sentences, 26 words together" in said
    assert question(run)["ref"] is None


def test_a_pasted_list_is_points(run: Run) -> None:
    run("prep answer about-yourself", "1. ICU first\n2. sepsis\n\n• teaching")
    assert question(run)["answer"]["points"] == ["ICU first", "sepsis", "teaching"]


def test_a_fourth_theme_is_refused_unless_one_goes(run: Run) -> None:
    run("prep answer about-yourself --theme calm --theme early --theme teaching")

    said = run("prep answer about-yourself --theme kind", code=1).stderr
    assert "4 themes are too many" in said
    typed = re.findall(r"`fmgtrack (prep answer [^`]+)`", said)
    run(typed[0])
    assert question(run)["answer"]["themes"] == ["early", "teaching", "kind"]


def test_present_is_for_questions_about_oneself_alone(run: Run) -> None:
    run('add-question "What is sepsis?" --kind clinical')

    said = run("prep answer q1 --present now", code=1).stderr
    assert "questions about yourself" in said
    assert question(run, "q1")["versions"] == 0


def test_what_to_take_away_must_be_there_and_be_one(run: Run) -> None:
    run('prep answer about-yourself "ICU nights" "ICU days"')

    assert "fits more than one point" in run("prep answer q1 --without icu", code=1).stderr
    none = run("prep answer q1 --without 3 --json", code=1).error
    assert [one["name"] for one in none["candidates"]] == ["ICU nights", "ICU days"]


def test_an_answer_for_one_program_stands_beside_the_other(run: Run) -> None:
    run('add-program "Henry Ford Hospital" --state MI')
    run('prep answer about-yourself "any place"')
    run('prep answer about-yourself "only here" --for henry')

    now = question(run)
    assert now["answer"]["points"] == ["any place"]
    (alone,) = now["program_answers"]
    assert (alone["program"]["ref"], alone["points"], alone["version"]) == ("p1", ["only here"], 1)
    assert len(run("prep answer q1 --versions --for henry --json").json) == 1
    assert "your points for Henry Ford Hospital" in run("show q1").stdout
    assert "this will be removed" not in run("remove p1 --yes").stdout
    assert question(run)["program_answers"] == []
    run("undo --yes")
    assert question(run) == now


def test_many_points_are_said_to_be_many(run: Run) -> None:
    done = run("prep answer about-yourself a b c d e f g --json")
    assert "answer-long" in codes(done)


def test_with_nobody_to_ask_nothing_is_asked(run: Run) -> None:
    said = run("prep answer about-yourself", code=2).stderr
    assert '`fmgtrack prep answer "about-yourself" "first point" "second point"`' in said
    for line in ("--edit --versions", "point --versions", "--restore 1 --theme x"):
        assert "stand alone" in run(f"prep answer about-yourself {line}", code=2).stderr


def test_step_by_step_along_the_frame(run: Run, terminal: Callable[..., Terminal]) -> None:
    one = terminal("prep", "answer", "about-yourself")
    one.expect("what you do now: ")
    one.type("fellow in Lahore\n")
    one.expect("what led there: ")
    one.type(f"{SCRIPT}\n")
    one.expect("scripts are recited")
    one.type("four years of nights\n")
    one.expect("what you want next: ")
    one.type("\n")
    for number, theme in enumerate(("calm", "early", ""), 1):
        one.expect(f"theme {number} to be remembered by: ")
        one.type(f"{theme}\n")
    assert "still missing: the future;" in one.end()

    now = question(run)["answer"]
    assert (now["present"], now["past"]) == (["fellow in Lahore"], ["four years of nights"])
    assert now["themes"] == ["calm", "early"]

    two = terminal("prep", "answer", "about-yourself")
    two.expect("what you do now [fellow in Lahore]: ")
    two.type("\x03")
    assert "nothing was changed" in two.end(130)
    assert question(run)["answer"] == now


def editor(tmp_path: Path, code: str) -> dict[str, str]:
    """An editor that changes `text`, the file's, by a line of Python."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfile = Path(sys.argv[1])\n"
        f"text = file.read_text()\n{code}\nfile.write_text(text)\n"
    )
    return {"EDITOR": f"{sys.executable} {script}"}


def test_the_editor_shows_the_frame_and_takes_lists(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run('prep answer about-yourself "ICU first" --theme calm')
    change = (
        "assert '# Tell me about yourself.' in text; assert 'themes: calm' in text\n"
        "text = text.replace('points: ICU first', 'points:\\n  - one\\n  - two')"
    )
    for name, value in editor(tmp_path, change).items():
        monkeypatch.setenv(name, value)

    run("prep answer about-yourself --edit")
    now = question(run)["answer"]
    assert (now["points"], now["themes"], now["version"]) == (["one", "two"], ["calm"], 2)

    for name, value in editor(tmp_path, f"text += 'future: {SCRIPT}'").items():
        monkeypatch.setenv(name, value)
    assert run("prep answer about-yourself --edit", code=1).stdout == ""
    assert question(run)["answer"] == now


def test_an_own_question_from_its_adding_to_its_end(run: Run) -> None:
    done = run(
        'add-question "Why did you leave Pakistan?" --kind gaps --assesses motivation --minutes 1,5'
        ' --pitfalls "blaming the country" --pitfalls "too long"'
    )
    assert "added question q1 Why did you leave Pakistan?" in done.stdout
    assert "`fmgtrack prep answer q1" in done.stderr
    own = question(run, "'leave pakistan'")
    assert (own["kind"], own["minutes"], own["assesses"]) == ("gaps-attempts", 1.5, ["motivation"])
    assert own["pitfalls"] == ["blaming the country", "too long"]
    same_kind = [row for row in run("prep questions --kind gaps --json").json if row["key"]]
    assert own["frame"] in {row["frame"] for row in same_kind}

    run('edit q1 --assesses "teamwork professionalism" --minutes "" --text "Why here?"')
    own = question(run, "q1")
    assert own["assesses"] == ["teamwork-conflict", "professionalism"]
    assert (own["text"], own["key"]) == ("Why here?", None)
    run("prep answer q1 science")
    assert "version 1 of the answer to q1 `Why here?`" in run("history").stdout
    run("remove q1 --yes")
    assert "Why here?" not in run("prep questions").stdout
    run("undo --yes")
    assert question(run, "q1")["answer"]["points"] == ["science"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ('add-question "Tell me about YOURSELF" --kind openers', 1, "`about-yourself` asks that"),
        ('add-question "?!" --kind openers', 1, "is no name"),
        ("add-question Why --kind zebra", 2, "is no value for `--kind`"),
        ("add-question Why", 2, "`--kind` is missing"),
        ("add-question Why --kind openers --minutes soon", 1, "no number of minutes"),
        ("add-question Why --kind openers --minutes 0", 1, "no number of minutes"),
        ("add-question Why --kind openers --assesses zebra", 2, "`--assesses`"),
    ],
)
def test_an_own_question_must_make_sense(run: Run, line: str, code: int, said: str) -> None:
    ran = run(line, code=code)
    assert said in ran.stderr
    assert "q1" not in run("history").stdout


def test_a_question_of_the_bank_keeps_its_wording(run: Run) -> None:
    run("prep answer about-yourself point")

    assert "stays as it is" in run("edit q1 --text other", code=1).stderr
    assert "cannot be edited" in run("edit o1 --note other", code=1).stderr
    assert "version 1" in run("show o1").stdout
    run("remove q1 --yes")
    assert question(run)["ref"] is None


@pytest.mark.usefixtures("season")
def test_why_this_program_from_nothing_to_enough(run: Run) -> None:
    empty = run("prep why henry")
    assert "0 concrete facts so far, three or four are wanted" in empty.stdout
    assert '`fmgtrack prep why p1 "fact"' in empty.stderr

    done = run('prep why henry "Arab American clinic in Dearborn" --source tour --json')
    assert codes(done) == ["reason-kind", "reasons-standing"]
    run('prep why henry "4+1 schedule" --kind call --source "residency page" --on "1 May 2026"')
    last = run('prep why "henry ford" "ultrasound in the first year"')
    assert "3 concrete facts, that is enough" in last.stderr
    assert "where was it read?" in last.stderr

    row = run("prep why p1 --json").json
    assert (row["concrete"], row["enough"], row["findings"]) == (3, True, [])
    assert [one["kind"] for one in row["reasons"]] == ["patients", "call", "education"]
    assert [one["confirmed"] for one in row["reasons"]] == [True, False, False]
    assert [one["checked_on"] for one in row["reasons"]] == ["2026-11-25", "2026-05-01", None]
    assert row["missing"] == ["culture", "support", "research"]
    assert set(row["reasons"][0]) == set(REASON.split())
    assert run("show w1 --json").json == row["reasons"][0]


@pytest.mark.usefixtures("season")
def test_what_would_fit_any_program_is_flagged_when_it_is_written(run: Run) -> None:
    vague = run('prep why henry "Excellent training and friendly residents in Detroit"')
    assert "w1 would fit any program" in vague.stderr
    run('prep why mayo "4+1 schedule"')
    same = run('prep why henry "The 4+1 schedule of Henry Ford" --kind call')
    assert "w3 is on record for Mayo Clinic too" in same.stderr

    row = run("prep why henry --json").json
    assert [(one["code"], one["ref"]) for one in row["findings"]] == [
        *(("vague", "w1"), ("same", "w3")),
        ("few", None),
    ]
    assert row["concrete"] == 0


@pytest.mark.usefixtures("season")
def test_a_reason_is_edited_removed_and_brought_back(run: Run) -> None:
    run('prep why henry "night float" --source tour')

    edited = run('edit w1 --text "Hmong clinic" --kind patients --on "20 Nov 2026" --source ""')
    assert "where was it read?" in edited.stderr
    row = run("show w1 --json").json
    assert (row["text"], row["kind"], row["source"]) == ("Hmong clinic", "patients", None)
    assert row["checked_on"] == "2026-11-20"
    before = run("prep why henry --json").json
    assert "removed w1 Hmong clinic" in run("remove w1 --yes").stdout
    run("undo --yes")
    assert run("prep why henry --json").json == before
    assert "is no option of a reason" in run("edit w1 --program mayo", code=2).stderr


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ('prep why henry "auto workers"', 2, "`--kind` says it"),
        ('prep why henry "night float" --kind zebra', 2, "is no value for `--kind`"),
        ("prep why henry --source tour", 2, "no fact to add"),
        ('prep why hospital "night float"', 1, "fits more than one program"),
        (f'prep why henry "{SCRIPT}"', 1, "say one fact at a time"),
        ('prep why henry "night float" --on 03/04/2026', 1, "03/04/2026"),
        ('prep why henry "..." --kind call', 1, "is no name for a fact"),
    ],
)
@pytest.mark.usefixtures("season")
def test_a_reason_must_make_sense(run: Run, line: str, code: int, said: str) -> None:
    assert said in run(line, code=code).stderr
    assert run("prep why henry --json").json["reasons"] == []


@pytest.mark.usefixtures("season")
def test_the_same_fact_twice_is_refused(run: Run) -> None:
    run('prep why henry "night float"')
    assert "w1 says that already" in run('prep why henry "Night float!"', code=1).stderr


@pytest.mark.usefixtures("season")
def test_at_a_terminal_the_kind_is_asked_for(run: Run, terminal: Callable[..., Terminal]) -> None:
    one = terminal("prep", "why", "henry", "auto workers")
    one.expect("What it is about")
    one.type("patients\n")
    one.end()
    assert run("show w1 --json").json["kind"] == "patients"


@pytest.mark.usefixtures("season")
def test_what_to_prepare_first_for_a_program_and_why(run: Run) -> None:
    first = run("prep questions --for henry")
    rows = run("prep questions --for henry --json").json

    assert rows[0]["kind"] == "why-program"
    assert rows[0]["why"] == {"code": "reasons", "number": 0, "wanted": 3}
    assert "0 of 3 concrete facts of this program" in first.stdout
    assert "whether you need a visa is not on record" in first.stdout
    assert '`fmgtrack prep why p1 "fact"' in first.stderr
    assert all(row["why"] and not row["prepared"] for row in rows)
    kinds = [row["kind"] for row in rows]
    assert max(map(kinds.count, kinds)) <= 3
    assert kinds.count("bias") == 1
    assert TO_ASK not in kinds


@pytest.mark.usefixtures("season")
def test_what_is_prepared_leaves_the_first_of_a_program(run: Run) -> None:
    for text in ("night float", "12 residents a year", "Hmong clinic"):
        run("prep why mayo", text)
    rows = run("prep questions --for mayo --json").json
    assert "why-program" not in {row["kind"] for row in rows}

    openers = [row["key"] for row in rows if row["kind"] == "openers"]
    run("prep answer", openers[0], "point")
    left = run("prep questions --for mayo --json").json
    assert [row["key"] for row in left if row["kind"] == "openers"] == openers[1:]
    of_kind = run("prep questions --for mayo --kind openers --json").json
    assert {row["key"] for row in of_kind} > set(openers)
    assert of_kind[-1]["key"] == openers[0]


@pytest.mark.usefixtures("season")
def test_an_answer_to_why_this_program_is_led_to_the_program(run: Run) -> None:
    (name, *_) = [
        row["key"] for row in run("prep questions --kind why-program --json").json if row["key"]
    ]
    assert "answered for each program" in run(f"prep answer {name} sepsis").stderr
    assert "answered for each program" not in run(f"prep answer {name} sepsis --for p1").stderr


HOSTILE = "Zed \x1b[31mred\x1b[0m [bold]loud[/bold] \u202eback\u202c =1+1 clinic"


@pytest.mark.usefixtures("season")
def test_any_text_survives_and_none_comes_alive(run: Run) -> None:
    run("add-question --kind bias", HOSTILE)
    run("prep answer q1", HOSTILE, "--theme", HOSTILE)
    run("prep why henry", HOSTILE, "--source", HOSTILE)

    now = question(run, "q1")
    assert (now["text"], now["answer"]["points"], now["answer"]["themes"]) == (
        *(HOSTILE, [HOSTILE]),
        [HOSTILE],
    )
    lines = ("prep questions", "show q1", "prep why henry", "show w1", "show o1", "history")
    for line in (*lines, "prep answer q1 --versions"):
        shown = run(line)
        assert r"\x1b[31mred" in shown.stdout, line
        assert "\x1b" not in shown.stdout + shown.stderr
    assert run("prep questions --csv").stdout.count(",=1") == 0
