"""Every kind of mail of the season: what it says, what stays open, and what it never says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.drafts.context import DraftContext
from fmgtrack.drafts.loader import make_environment
from fmgtrack.drafts.render import render, template_of
from fmgtrack.records.words import ABOUT_KINDS, ARRANGING_KINDS, MAIL_KINDS
from fmgtrack.rules.draft_checks import DraftFacts, Person, Place, check_draft
from fmgtrack.rules.first_choice import states_first_choice
from fmgtrack.rules.solicitation import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.drafts.loader import DraftEnvironment

KINDS = [kind for kind in MAIL_KINDS if kind != "thanks"]
ABOUT = {
    "reschedule": "2 or 3 December, at any hour",
    "question": "Does the program sponsor the J-1 visa?",
    "update": "I passed Step 3 on 20 November",
    "first-choice": "the clinic for refugees, which I hope to join",
}
ENVIRONMENT = make_environment()


def mail(kind: str, **over: object) -> DraftContext:
    values: dict[str, object] = {
        "name": "Signe Lindqvist",
        "title": "Dr.",
        "role": "program-director",
        "program": "University of Utah",
        "day": date(2026, 12, 1),
        "clock": "9:00 AM EST",
        "format": "virtual",
        "about": ABOUT.get(kind, ""),
        "applicant": "Amina Khalil",
        "kind": kind,
    }
    return DraftContext(**(values | over))  # type: ignore[arg-type]  # a factory takes any


def found(context: DraftContext) -> set[str]:
    made = render(context, ENVIRONMENT)
    facts = DraftFacts(
        subject=made.subject,
        body=made.body,
        recipient=Person(ref="c1", name="Signe Lindqvist", title="Dr.", role=context.role),
        email="s.lindqvist@example.org",
        program=Place(ref="p1", name="University of Utah"),
        applicant="Amina Khalil",
        met=True,
        said=(str(context.about),) if context.about else (),
        plain="",
        colleagues=(),
        strangers=(),
        others=(Place(ref="p2", name="Mayo Clinic"),),
        siblings=(),
        policy="welcome",
        policy_source=None,
        policy_on=None,
        state="scheduled",
        today=date(2026, 11, 25),
        due_by=date(2026, 11, 25),
        kind=context.kind,
    )
    return {check.code for check in check_draft(facts)}


@pytest.mark.parametrize("turn", range(6))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_known_makes_a_mail_that_passes_every_check(kind: str, turn: int) -> None:
    said = found(mail(kind, turn=turn))

    assert said == ({"first-choice"} if kind == "first-choice" else set())


@pytest.mark.parametrize("turn", range(6))
@pytest.mark.parametrize("kind", KINDS)
def test_with_nothing_known_nothing_is_made_up(kind: str, turn: int) -> None:
    context = DraftContext(name="Signe Lindqvist", kind=kind, turn=turn)
    made = render(context, ENVIRONMENT)

    assert "[[the program]]" in made.body
    assert "[[your name]]" in made.body
    assert "gap" in found(context)
    assert "None" not in made.body
    assert "  " not in made.body


@pytest.mark.parametrize("kind", [kind for kind in ABOUT_KINDS if kind != "first-choice"])
def test_the_matter_is_never_invented(kind: str) -> None:
    said = render(mail(kind), ENVIRONMENT).body
    open_ = render(mail(kind, about=""), ENVIRONMENT).body

    assert ABOUT[kind].rstrip("?") in said
    assert "[[" not in said
    assert "[[" in open_
    assert "gap" in found(mail(kind, about=""))


# which day is declined does not matter
@pytest.mark.parametrize("kind", [kind for kind in ARRANGING_KINDS if kind != "decline"])
def test_the_day_is_named_in_what_arranges_one(kind: str) -> None:
    made = render(mail(kind), ENVIRONMENT)

    assert "Tuesday, December 1" in made.body


def test_a_confirmation_says_when_and_how() -> None:
    body = render(mail("accept"), ENVIRONMENT).body

    assert "I confirm Tuesday, December 1 at 9:00 AM EST, by video." in body
    bare = render(mail("accept", clock="", format=""), ENVIRONMENT).body
    assert "I confirm Tuesday, December 1." in bare


def test_a_statement_of_first_choice_asks_nothing_and_offers_no_bargain() -> None:
    for over in ({}, {"about": ""}, {"about": "", "highlight": "the noon round"}):
        made = render(mail("first-choice", **over), ENVIRONMENT)
        assert "?" not in made.subject + made.body
        assert list(findings(made.subject)) == list(findings(made.body)) == []
        assert states_first_choice(made.subject)
        assert states_first_choice(made.body)
    assert "What decides it for me is the noon round." in made.body


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "first-choice"])
def test_no_other_mail_states_a_first_choice(kind: str) -> None:
    made = render(mail(kind), ENVIRONMENT)

    assert not states_first_choice(made.subject, made.body)


def test_two_questions_stay_two_and_one_stop_is_enough() -> None:
    body = render(mail("question", about="is it J-1? which form do I send."), ENVIRONMENT).body
    assert "is it J-1? which form do I send." in body
    body = render(mail("update", about="My visa was approved."), ENVIRONMENT).body
    assert "my visa was approved." in body
    assert ".." not in body


@pytest.mark.parametrize("kind", KINDS)
def test_the_own_template_of_that_name_wins(
    own: Callable[[str, str], DraftEnvironment], kind: str
) -> None:
    name = template_of(mail(kind))
    assert name == f"{kind}.txt.j2"
    environment = own(
        name, f'{{% extends "builtin/{name}" %}}{{% block sign_off %}}Bye{{% endblock %}}'
    )

    made = render(mail(kind), environment)
    assert made.body.endswith("\n\nBye\n")
    assert made.body.startswith("Dear Dr. Lindqvist,")


@given(st.sampled_from(KINDS), st.text(max_size=80), st.text(max_size=80))
def test_no_recorded_text_adds_a_header_or_a_paragraph(kind: str, about: str, name: str) -> None:
    made = render(mail(kind, about=about, program=name), ENVIRONMENT)

    assert "\n" not in made.subject
    assert made.body.count("\n\n") <= 5
