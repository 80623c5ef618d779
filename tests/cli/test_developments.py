"""`add-development` and `prep specialty`: what is new, and a view of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran


KEYS = ["ref", "what", "specialty", "source", "dated_on", "view", "look_on", "state"]


def test_from_the_first_to_a_view_of_each(run: Callable[..., Ran]) -> None:
    assert "`fmgtrack add-development" in run("prep specialty").stderr

    done = run(
        "add-development 'Earlier dialysis' --specialty 'Internal Medicine' --source 'a journal'"
        " --dated '3 May 2026' --look 'in 3 weeks'"
    )
    assert "added development de1 Earlier dialysis" in done.stdout
    assert '`fmgtrack edit de1 --view "' in done.stderr
    done = run("add-development 'Sepsis in an hour' --view 'fast, if staffed' --look '1 Nov 2026'")
    assert done.stderr == ""
    run("add-development 'Point of care ultrasound' --view 'learn it early'")

    rows = run("prep specialty --json").json
    assert [(row["ref"], row["state"]) for row in rows] == [
        ("de1", "no-view"),
        ("de2", "look-again"),
        ("de3", "ready"),
    ]
    assert list(rows[0]) == KEYS
    assert (rows[0]["dated_on"], rows[0]["look_on"]) == ("2026-05-03", "2026-12-16")
    shown = run("prep specialty").stdout
    assert "no view yet" in shown
    assert "look again" in shown

    run("edit de1 --view 'for whom, is the question' --what 'Dialysis, earlier'")
    run("edit de2 --look ''")
    rows = run("prep specialty --json").json
    assert {row["state"] for row in rows} == {"ready"}
    assert run("show de1 --json").json == rows[0]
    assert "for whom, is the question" in run("show de1").stdout


def test_a_look_is_due_on_its_day(run: Callable[..., Ran]) -> None:
    run("add-development A --view x --look 'tomorrow'")
    assert run("show de1 --json").json["state"] == "ready"
    run("edit de1 --look today")
    assert run("show de1 --json").json["state"] == "look-again"


@pytest.mark.usefixtures("henry")
def test_a_specialty_is_spelt_as_on_record_and_narrows_the_list(run: Callable[..., Ran]) -> None:
    run("add-development A --specialty 'internal  MEDICINE'")
    run("add-development B --specialty Surgery")
    run("add-development C")

    assert run("show de1 --json").json["specialty"] == "Internal Medicine"
    found = run("prep specialty --specialty INTERNAL\\ medicine --json").json
    assert [row["ref"] for row in found] == ["de1", "de3"]
    csv = run("prep specialty --specialty surgery --csv").stdout.splitlines()
    assert csv[0] == ",".join(KEYS)
    assert [line.split(",")[0] for line in csv[1:]] == ["de2", "de3"]


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("add-development ''", 1, "name"),
        ("add-development A --dated tomorrow", 1, "not happened yet"),
        ("add-development A --dated 'May 2026'", 1, "needs a day"),
        ("add-development A --look 03/04/2027", 1, "2027"),
        ("edit de1 --city Detroit", 2, "no option of a development"),
        ("edit de1 --what ''", 1, "name"),
        ("show de9", 1, "de9"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Callable[..., Ran], line: str, code: int, told: str
) -> None:
    run("add-development First")
    before = run("history").stdout

    assert told in run(line, code=code).stderr
    assert run("history").stdout == before


def test_removing_and_taking_back(run: Callable[..., Ran], tmp_path: Any) -> None:  # noqa: ANN401  a path
    run("add-development 'A secret hope' --view 'mine alone' --source 'a talk'")
    run("remove de1 --yes")
    assert run("prep specialty --json").json == []
    run("undo --yes")
    assert run("show de1 --json").json["view"] == "mine alone"
    assert "de1 A secret hope" in run("remove de1", code=2).stderr

    hidden = tmp_path / "hidden.json"
    run(f"export {hidden} --redact")
    for word in ("secret hope", "mine alone", "a talk"):
        assert word not in hidden.read_text(encoding="utf-8")


def test_what_is_new_is_asked_for_at_a_terminal(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    one = terminal("add-development")
    one.expect("What is new in the specialty")
    one.type("Earlier dialysis\n")
    one.expect("Where it was read")
    one.type("done\n")
    one.expect("Keep it?")
    one.type("\n")
    assert "added development de1 Earlier dialysis" in one.end()

    two = terminal("add-development")
    two.expect("What is new in the specialty")
    two.type("\x03")
    two.end(130)
    assert len(run("prep specialty --json").json) == 1
