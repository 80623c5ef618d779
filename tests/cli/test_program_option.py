"""`--program` where a person would expect it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("prep stories --program mayo", "prep stories --for mayo"),
        ("prep questions --program mayo", "prep questions --for mayo"),
        ("prep practice --program mayo", "prep practice --for mayo"),
        ("prep ask --program=mayo", "prep ask mayo"),
        ("prep sheet --program mayo", "prep sheet mayo"),
        ("prep checklist --program mayo", "prep checklist i2"),
        ("apply facts --program mayo", "apply facts mayo"),
        ("apply suggest --program mayo", "apply suggest --why mayo"),
        ("draft-email --program henry", "draft-email henry"),
        ("show --program 'henry ford'", "show p1"),
    ],
)
def test_it_stands_for_the_program(run: Callable[..., Ran], line: str, same: str) -> None:
    assert run(f"{line} --json").stdout == run(f"{same} --json").stdout


@pytest.mark.usefixtures("season")
def test_it_goes_with_other_words_in_any_place(run: Callable[..., Ran]) -> None:
    run('add-contact "Dr. Wei Chen" --program mayo --role chair')
    assert run("contacts --program mayo --json").json[-1]["name"] == "Wei Chen"

    run("sent --program henry")
    assert {row["state"] for row in run("followups --all --program henry --json").json[:3]} == {
        "sent"
    }


@pytest.mark.usefixtures("season")
def test_after_two_dashes_it_is_a_word_and_without_a_value_an_error(
    run: Callable[..., Ran],
) -> None:
    run("note mayo -- --program")
    assert "--program" in run("show mayo --json").json["notes"]
    assert "`--program` needs a value" in run("prep why --program", code=2).stderr


@pytest.mark.usefixtures("season")
def test_the_history_of_a_program_has_what_belongs_to_it(run: Callable[..., Ran]) -> None:
    run("remove i2 --yes")
    titles = [row["title"] for row in run("history --program mayo --json").json]

    assert titles[0] == run("history --last 1 --json").json[0]["title"]
    assert any("interview" in title and "added" in title for title in titles)
    assert not any("Henry" in title or "Iowa" in title for title in titles)
    noted = run("history f3 --json").json[0]["ref"]
    assert noted in [row["ref"] for row in run("history --program henry --json").json]


@pytest.mark.usefixtures("season")
def test_lists_of_papers_and_findings_take_it(run: Callable[..., Ran]) -> None:
    run("add-document cv --status ready")
    run("add-document photo --status ready")
    run("apply assign mayo do1")
    run('add-experience observership "Cardiology" --program mayo')
    run('add-experience observership "Nephrology"')

    documents = run("apply documents --program mayo --json").json["documents"]
    assert [row["ref"] for row in documents] == ["do1"]
    found = run("apply experience --program mayo --json").json["experiences"]
    assert [row["title"] for row in found] == ["Cardiology"]
    checks = run("rol check --program iowa --json").json
    assert checks
    assert {check["program"] for check in checks} == {"p3"}
