from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fmgtrack.rules.draft_checks import Check, DraftFacts, Person, Place, Sibling, too_alike
from fmgtrack.rules.likeness import TOO_ALIKE, likeness, runs

NAMES = frozenset({"anna", "lindqvist", "ada", "okafor", "amira", "haddad", "mayo", "clinic"})

THANKS = (
    "Thank you for taking the time to speak with me on Tuesday, 24 November. Our talk about early"
    " sepsis alerts stayed with me on the long journey home."
)
INTEREST = (
    "I grew up beside a district ward with four monitors, so a trial that needs none of them is"
    " exactly the kind of work that I hope to take part in at Mayo Clinic."
)
QUESTION = (
    "Could you tell me whether first-year interns may sit in on the weekly audit, or does that"
    " begin only with the second year of the research track?"
)
OTHER_THANKS = (
    "It meant a lot that you stayed after grand rounds to show me the simulation room at Mayo"
    " Clinic. The chest tube that would not drain taught me more than any book has so far."
)
OTHER_INTEREST = (
    "Teaching is what I missed most in the months since graduation; your habit of letting an intern"
    " run the debrief is one I would gladly take home. Thank you for taking the time to speak with"
    " me."
)
OTHER_QUESTION = (
    "Is there room for a resident to write new cases, and who would read them before they are used?"
)


def mail(*paragraphs: str, to: str = "Dr. Lindqvist", sign: str = "Kind regards") -> str:
    return "\n\n".join([f"Dear {to},", *paragraphs, f"{sign},\nAmira Haddad"])


FULL = mail(THANKS, INTEREST, QUESTION)


def alike(one: str, other: str) -> float:
    return likeness(runs(one, NAMES), runs(other, NAMES))


@pytest.mark.parametrize(
    ("other", "flagged"),
    [
        (FULL, True),
        (mail(THANKS, INTEREST, QUESTION, to="Dr. Okafor", sign="With best wishes"), True),
        (FULL.replace("24 November", "2 December").replace("Tuesday", "Wednesday"), True),
        (FULL.replace("\n", "\r\n").upper(), True),
        (FULL.replace(" the ", " t\u200bhe "), True),
        (mail(QUESTION, THANKS, INTEREST), True),
        (mail(THANKS, INTEREST), True),
        (mail(OTHER_THANKS, INTEREST, OTHER_QUESTION), True),
        (mail(THANKS, OTHER_INTEREST, OTHER_QUESTION), True),
        (mail(OTHER_THANKS, OTHER_INTEREST, OTHER_QUESTION), False),
        (mail(OTHER_THANKS, OTHER_QUESTION), False),
        (mail(), False),
        ("", False),
    ],
)
def test_the_threshold_on_a_table_of_mails(other: str, flagged: bool) -> None:
    assert (alike(FULL, other) >= TOO_ALIKE) is flagged
    assert alike(FULL, other) == alike(other, FULL)


def test_only_the_name_changed_is_the_same_mail() -> None:
    other = FULL.replace("Dr. Lindqvist", "Ms. Ada Okafor")
    middle = INTEREST.replace("Mayo Clinic", "Mayo")
    assert alike(FULL, other.replace(INTEREST, middle)) == 1.0


def test_a_stock_phrase_and_the_programs_name_are_far_below_the_threshold() -> None:
    other = mail(OTHER_THANKS, OTHER_INTEREST, OTHER_QUESTION)
    assert 0 < alike(FULL, other) < TOO_ALIKE * 2 / 3


def test_greeting_and_signoff_do_not_count() -> None:
    assert alike(mail(THANKS), mail(OTHER_QUESTION)) == 0.0
    assert runs(mail(), NAMES) == frozenset()


def test_small_words_that_are_names_are_masked_only_as_names() -> None:
    names = frozenset({"linh", "do"})
    assert runs("What you do each day matters", names) == {
        "what you do each",
        "you do each *",
        "do each * matters",
    }
    assert runs("I met Linh Do then", names) == {"i met * then"}


def facts(*siblings: Sibling) -> DraftFacts:
    return DraftFacts(
        subject="Thank you",
        body=FULL,
        recipient=Person(ref="c1", name="Anna Lindqvist", title="Dr."),
        email="a.lindqvist@example.org",
        program=Place(ref="p1", name="Mayo Clinic"),
        applicant="Amira Haddad",
        met=True,
        said=(),
        plain="",
        colleagues=(Person(ref="c2", name="Ada Okafor", title="Dr."),),
        strangers=(),
        others=(),
        siblings=siblings,
        policy="welcome",
        policy_source=None,
        policy_on=None,
        state="due",
        today=date(2026, 11, 27),
        due_by=date(2026, 11, 27),
    )


COPY = Sibling(ref="f8", name="Dr. Ada Okafor", body=FULL.replace("Lindqvist", "Okafor"), sent=True)
HALF = Sibling(ref="f9", name="Ms. Jo Rivera", body=mail(THANKS, OTHER_QUESTION), sent=False)
FRESH = Sibling(ref="f3", name="Dr. Wei Sato", body=mail(OTHER_THANKS, OTHER_QUESTION), sent=False)


def test_the_message_names_each_mail_the_likest_first() -> None:
    check = too_alike(facts(FRESH, HALF, COPY))
    assert isinstance(check, Check)
    assert not check.blocking
    assert "f8 to Dr. Ada Okafor (already sent, 100%" in check.message
    assert "f9 to Ms. Jo Rivera (" in check.message
    assert check.message.index("f8") < check.message.index("f9")
    assert "f3" not in check.message


def test_many_alike_mails_are_counted() -> None:
    many = [replace(COPY, ref=f"f{number}") for number in range(10, 16)]
    check = too_alike(facts(*many))
    assert check is not None
    assert "and 3 more" in check.message


def test_no_other_mail_is_no_finding() -> None:
    assert too_alike(facts()) is None
    assert too_alike(facts(FRESH)) is None
