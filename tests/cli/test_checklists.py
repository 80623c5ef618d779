"""`prep checklist`: what to see to before, on the day and after."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.actions import asking, checklists, followups, ratings
from fmgtrack.actions import interviews as days
from fmgtrack.actions import programs as places

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

    from fmgtrack.actions.work import Work


def items(run: Callable[..., Ran], which: str) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in run(f"prep checklist {which} --json").json["items"]}


@pytest.mark.usefixtures("season")
def test_a_list_for_the_format_with_numbers_in_order(run: Callable[..., Ran]) -> None:
    run("edit i2 --format virtual")
    row = run("prep checklist mayo --json").json

    assert (row["interview"]["ref"], row["format"], row["days_left"]) == ("i2", "virtual", 6)
    assert row["day"] == "2026-12-01"
    assert [item["number"] for item in row["items"]] == list(range(1, len(row["items"]) + 1))
    keys = [item["key"] for item in row["items"]]
    assert "camera" in keys
    assert "travel" not in keys
    states = {item["key"]: item["state"] for item in row["items"]}
    assert (states["both-zones"], states["light"], states["ratings"]) == ("now", "later", "later")
    shown = run("prep checklist mayo").stdout
    assert "Wed 2 Dec 03:30 PKT" in shown
    assert "in 6 days" in shown
    assert shown.index("before\n") < shown.index("on the day\n") < shown.index("after\n")
    assert "`fmgtrack edit i2 --with" in shown


@pytest.mark.usefixtures("season")
def test_without_a_format_only_what_all_need_is_shown(run: Callable[..., Ran]) -> None:
    done = run("prep checklist mayo")

    assert "camera" not in done.stdout
    assert "say-names" in done.stdout
    assert "`fmgtrack edit i2 --format virtual`" in done.stderr


@pytest.mark.usefixtures("season")
def test_an_invitation_without_a_day_has_its_list_for_later(run: Callable[..., Ran]) -> None:
    row = run("prep checklist iowa --json").json

    assert {item["state"] for item in row["items"]} == {"later"}
    assert (row["day"], row["days_left"], row["starts_at"]) == (None, None, None)
    assert "travel" in [item["key"] for item in row["items"]]
    assert "no day yet" in run("prep checklist iowa").stdout


@pytest.mark.usefixtures("season")
def test_lines_are_ticked_by_number_key_beginning_and_ref(run: Callable[..., Ran]) -> None:
    run("edit i2 --format virtual")
    run("prep checklist i2 --add 'Ask the neighbour for quiet' --add 'Buy flowers' --part after")
    numbers = {key: item["number"] for key, item in items(run, "i2").items()}
    assert "Buy flowers" in [item["text"] for item in items(run, "i2").values()]

    done = run(
        f"prep checklist i2 --done {numbers['camera']},LIGHT --done backgr --done ti1 --drop ti2"
    )
    assert "ticked camera, light, background, ti1" in done.stdout
    assert "open now on the checklist of i2: both-zones" in done.stderr
    found = items(run, "i2")
    assert "ti2" not in found
    for key in ("camera", "light", "background", "ti1"):
        assert (found[key]["state"], found[key]["done_on"]) == ("done", "2026-11-25")
    assert run("history").stdout.count("checklist of i2") == 2

    run("prep checklist i2 --undone 'camera ti1'")
    found = items(run, "i2")
    assert (found["camera"]["state"], found["ti1"]["state"]) == ("later", "later")
    run("undo --yes")
    assert items(run, "i2")["camera"]["state"] == "done"


@pytest.mark.usefixtures("season")
def test_what_does_not_apply_goes_and_may_come_back(run: Callable[..., Ran]) -> None:
    run("prep checklist i2 --done say-names")
    run("prep checklist i2 --drop say-names --drop who")
    row = run("prep checklist i2 --json").json
    assert [line["key"] for line in row["dropped"]] == ["who", "say-names"]
    assert "say-names" not in [item["key"] for item in row["items"]]
    assert "who, say-names; `--undone KEY` brings a line back" in run("prep checklist i2").stdout

    assert "no line matches" in run("prep checklist i2 --done say-names", code=1).stderr
    run("prep checklist i2 --undone say-names")
    assert items(run, "i2")["say-names"]["state"] == "later"


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("prep checklist i2 --done lihgt", 1, "no line matches `lihgt`"),
        ("prep checklist i2 --done 99", 1, "no line matches `99`"),
        ("prep checklist i2 --done 0", 1, "`0`"),
        ("prep checklist i2 --done ''", 1, "no line matches"),
        ("prep checklist i2 --done ti9", 1, "`ti9`"),
        ("prep checklist i2 --done s", 1, "no line matches `s`"),
        ("prep checklist i2 --done who --drop 2", 1, "`who` is named by both"),
        ("prep checklist i2 --part day", 2, "--add"),
        ("prep checklist i2 --add X --part never", 2, "before, day, after"),
        ("prep checklist i2 --add ''", 1, "name"),
        ("prep checklist i9", 1, "i9"),
        ("prep checklist f3", 1, "no interview matches `f3`"),
        ("prep checklist nowhere", 1, "nowhere"),
        ("prep checklist p4", 1, "no interview at Grady is on record"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    run: Callable[..., Ran], line: str, code: int, told: str
) -> None:
    run("add-program Grady --state GA")
    run("edit i2 --format virtual")
    before = run("history").stdout

    assert told in run(line, code=code).stderr
    assert run("history").stdout == before


@pytest.mark.usefixtures("season")
def test_the_interview_of_a_program_is_the_one_that_comes(run: Callable[..., Ran]) -> None:
    assert run("prep checklist henry --json").json["interview"] == {"ref": "i1"}
    run("add-interview henry '9 Dec 2026 9:00'")
    assert run("prep checklist henry --json").json["interview"] == {"ref": "i4"}
    run("add-interview henry '10 Dec 2026 9:00'")
    assert "i5" in run("prep checklist henry", code=1).stderr
    run("cancel i5")
    assert run("prep checklist henry --json").json["interview"] == {"ref": "i4"}
    assert "i5 was cancelled" in run("prep checklist i5", code=1).stderr


@pytest.mark.usefixtures("season")
def test_removing_an_interview_takes_its_lines_and_undo_brings_them(
    run: Callable[..., Ran],
) -> None:
    run("prep checklist i2 --done say-names --add 'Buy flowers'")
    assert run("show ti2").stdout.startswith("ti2 Buy flowers")
    assert run("show ti1 --json").json["state"] == "done"

    run("remove i2 --yes")
    run("undo --yes")
    assert items(run, "i2")["say-names"]["state"] == "done"
    assert items(run, "i2")["ti2"]["text"] == "Buy flowers"


@pytest.mark.usefixtures("season")
def test_what_the_record_shows_is_ticked_with_its_reason(run: Callable[..., Ran]) -> None:
    found = items(run, "i1")
    assert (found["impressions"]["state"], found["impressions"]["known"]) == ("done", "impressions")
    assert (found["ratings"]["state"], found["thank-yous"]["state"]) == ("now", "now")
    assert found["who"]["known"] == "people"
    assert "something is noted of the day" in run("prep checklist i1").stdout
    # of a day ahead a note tells nothing, and nobody is named for it
    assert items(run, "i2")["impressions"]["state"] == "later"
    assert items(run, "i2")["who"]["state"] == "now"

    run("rol rate henry culture=4")
    run("sent f1 f2 f3")
    run("prep ask henry last-good-day --answer cake")
    found = items(run, "i1")
    assert [found[key]["known"] for key in ("ratings", "thank-yous", "answers", "questions")] == [
        *("ratings", "thanks", "answers"),
        None,
    ]
    told = run("prep checklist i1 --undone ratings").stderr
    assert "ratings counts as done: the program is rated" in told


@pytest.fixture
def week(work: Work) -> Work:
    """One interview that is over, one next week in another zone, one far away, one called off."""
    for name, state in (("Henry Ford", "MI"), ("Mayo", "MN"), ("Grady", "GA"), ("Iowa", "IA")):
        places.add_program(work, {"name": name, "state": state})
    met = ("Dr. Wei Chen, faculty",)
    days.add_interview(work, "p1", {"when": "23 Nov 2026 9:00", "format": "phone", "with": met})
    days.add_interview(work, "p2", {"when": "1 Dec 2026 16:30", "format": "virtual"})
    days.add_interview(work, "p3", {"when": "20 Jan 2027 9:00", "format": "virtual"})
    days.add_interview(work, "p4", {"when": "30 Nov 2026 9:00", "status": "cancelled"})
    return work


def keys(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {row["interview"]["ref"]: [item["key"] for item in row["items"]] for row in rows}


def test_what_is_near_is_open_and_of_these_days(week: Work) -> None:
    rows = checklists.near(week)

    assert keys(rows) == {
        "i1": ["impressions", "answers", "ratings", "thank-yous"],
        "i2": ["both-zones", "who"],
    }
    assert [(row["day"], row["days_left"]) for row in rows] == [
        ("2026-11-23", -2),
        ("2026-12-01", 6),
    ]
    assert set(rows[1]) == {"interview", "program", "day", "days_left", "items"}
    assert rows[1]["program"] == {"ref": "p2", "name": "Mayo"}
    assert rows[1]["items"][1]["text"].endswith('`fmgtrack edit i2 --with "Dr. Name, faculty"`')


def test_what_is_done_is_not_near_any_more(week: Work) -> None:
    checklists.change(week, "i2", {"done": ("both-zones",), "drop": ("who",)})
    checklists.change(week, "i1", {"done": ("answers",)})
    followups.note(week, "f1", "your work on sepsis", None)
    followups.mark(week, ("f1",), "sent")
    ratings.rate(week, "p1", ("culture=4",))
    assert checklists.near(week) == []

    checklists.change(week, "i2", {"add": ("Charge the torch",)})
    assert keys(checklists.near(week)) == {"i2": ["ti4"]}


def test_two_chosen_questions_tick_their_line(week: Work) -> None:
    asking.ask(week, "p2", ("busy-night",), {})
    assert checklists.view(week, "i2").row["items"][3]["known"] is None
    asking.ask(week, "p2", ("last-good-day",), {"on_page": "yes"})
    assert checklists.view(week, "i2").row["items"][3]["known"] is None
    asking.ask(week, "p2", ("good-surprise",), {})
    item = checklists.view(week, "i2").row["items"][3]
    assert (item["key"], item["known"], item["state"]) == ("questions", "questions", "done")


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("2026-11-30T09:00:00-06:00", "quiet"),
        ("2026-12-01T15:00:00-06:00", "early"),
        ("2026-12-01T19:00:00-06:00", "impressions"),
        ("2026-12-02T09:00:00-06:00", "ratings"),
        ("2026-12-17T23:00:00-06:00", "thank-yous"),
        ("2026-12-18T09:00:00-06:00", None),
    ],
)
def test_the_list_goes_with_the_days(week: Work, now: str, wanted: str | None) -> None:
    near = keys(checklists.near(week.but(now=datetime.fromisoformat(now)))).get("i2", [])

    assert (wanted in near) if wanted else near == []
    assert not {"quiet", "early"} & set(near) or not {"impressions", "ratings"} & set(near)


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("columns", [50, 100])
def test_it_fits_a_terminal(
    run: Callable[..., Ran], terminal: Callable[..., Terminal], columns: int
) -> None:
    run("edit i2 --format virtual")
    run("prep checklist i2 --done light --add", "Own \x1b[31m " + "long " * 40)

    screen = terminal("prep", "checklist", "i2", columns=columns, quiet=True).end()
    assert max(len(line) for line in screen.splitlines()) <= columns
    assert r"\x1b[31m" in screen
    assert "done" in screen
