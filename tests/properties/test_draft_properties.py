from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules.draft_checks import (
    BLOCKING,
    DraftFacts,
    Person,
    Place,
    Sibling,
    check_draft,
    wrong_name,
)
from fmgtrack.rules.likeness import likeness, runs
from fmgtrack.rules.mentions import Directory

RECIPIENTS = ("Anna Lindqvist", "Ada Okafor", "Wei Chen", "Omar Al-Rashid", "Liam O'Brien")
PROGRAMS = (
    Place(ref="p1", name="Henry Ford Macomb Hospital", institution="Henry Ford Health", state="MI"),
    Place(ref="p2", name="Henry Ford Hospital", city="Detroit", state_name="Michigan"),
    Place(ref="p3", name="Mayo Clinic", city="Rochester", state_name="Minnesota"),
    Place(ref="p4", name="University of Michigan", city="Ann Arbor", state_name="Michigan"),
    Place(ref="p5", name="University of Michigan Health-West", city="Wyoming"),
    Place(ref="p6", name="Rush University Medical Center", city="Chicago"),
    Place(ref="p7", name="St. Luke's Hospital/Mercy", city="St. Louis", specialty="Neurology"),
    Place(ref="p8", name="UCSF", institution="University of California, San Francisco"),
)
BLOCKED = (
    ("gap", "Here stands [[a gap]]."),
    ("asks-for-rank", "Could you tell me where I stand on your list?"),
    ("asks-for-rank", "I will rank you first if you rank me."),
    ("asks-for-rank", "I have ranked you number two."),
    ("wrong-name", "I hope to come to Geisinger."),
    ("wrong-name", "As Dr. Wierzbicki told me, it works."),
)
FACTS = DraftFacts(
    subject="Thank you",
    body="",
    recipient=Person(ref="c1", name="Anna Lindqvist", title="Dr."),
    email="a.lindqvist@example.org",
    program=PROGRAMS[0],
    applicant="Amira Haddad",
    met=True,
    said=(),
    plain="",
    colleagues=(),
    strangers=(Person(ref="c9", name="Tomasz Wierzbicki", title="Dr."),),
    others=(Place(ref="p9", name="Geisinger Medical Center"),),
    siblings=(),
    policy="welcome",
    policy_source=None,
    policy_on=None,
    state="due",
    today=date(2026, 11, 27),
    due_by=date(2026, 11, 27),
)

any_text = st.text(max_size=200)
PIECES = """
    [[ ]] Dr. Dear , rank me ? Mayo her Lindqvist - 1 # If i you Sincerely @ \u2019 \u0301 \ufdfa
"""
messy_text = st.lists(
    st.sampled_from([*PIECES.split(), "\r\n", "\n\n", "\u200b", " ", "\ud800"]), max_size=60
).map("".join)
plain_sentences = st.lists(
    st.sampled_from(
        [
            "Thank you for the day.",
            "The ward round moved me!",
            "I grew up beside a district ward;\r\nit had four monitors.",
            "Is the clinic open at night?",
            "Your early sepsis alerts stayed with me.",
        ]
    ),
    max_size=6,
)


def codes(facts: DraftFacts) -> set[str]:
    return {check.code for check in check_draft(facts)}


@given(any_text | messy_text, any_text | messy_text, any_text, any_text)
def test_any_text_is_checked_and_every_message_is_one_line(
    subject: str, body: str, name: str, email: str
) -> None:
    facts = replace(
        FACTS,
        subject=subject,
        body=body,
        email=email,
        recipient=Person(ref="c1", name=name, title=name),
        program=Place(ref="p1", name=name, institution=body, specialty=email),
        applicant=subject,
        said=(body,),
        colleagues=(Person(ref="c2", name=email),),
        strangers=(Person(ref="c3", name=body),),
        others=(Place(ref="p2", name=subject, city=name), Place(ref="p3", name=body)),
        siblings=(Sibling(ref="f2", name=name, body=body, sent=True),),
        policy="no-contact",
        policy_source=body,
    )
    for check in check_draft(facts):
        assert check.blocking is (check.code in BLOCKING)
        assert check.message.isprintable()


@given(st.permutations(PROGRAMS), st.permutations(RECIPIENTS), st.booleans())
def test_own_names_are_never_wrong(places: list[Place], people: list[str], shouted: bool) -> None:
    own, *others = places
    recipient, colleague, applicant, *strangers = people
    lines = [own.name, own.institution, own.city, own.state_name, own.specialty, own.state]
    said = f"the rounds with Dr. {colleague} you told me of"
    body = "\n\n".join(
        [
            f"Dear Dr. {recipient},",
            *(f"I thought of {line}." for line in lines if line),
            f"Thank you for {said}.",
            f"Kind regards,\n{applicant}",
        ]
    )
    facts = replace(
        FACTS,
        body=body.upper() if shouted else body,
        recipient=Person(ref="c1", name=recipient, title="Dr."),
        applicant=applicant,
        program=own,
        said=(said,),
        colleagues=(Person(ref="c2", name=colleague, title="Dr."),),
        strangers=tuple(
            Person(ref=f"c{number}", name=name, title="Dr.")
            for number, name in enumerate(strangers, 3)
        ),
        others=tuple(others),
    )
    assert "wrong-name" not in codes(facts)


@given(st.permutations(PROGRAMS), st.permutations(RECIPIENTS), st.data())
def test_the_directory_leaves_out_nobody_who_is_named(
    places: list[Place], people: list[str], data: st.DataObject
) -> None:
    own, *others = places
    strangers = [
        Person(ref=f"c{at}", name=name, title="Dr.") for at, name in enumerate(people[1:], 2)
    ]
    named = [line for place in places for line in (place.name, place.institution) if line]
    words = [word for name in (*named, *people) for word in name.split()]
    body = " ".join(data.draw(st.lists(st.sampled_from([*named, *people, *words, "Dr."]))))
    facts = replace(
        FACTS,
        body=body,
        program=own,
        recipient=Person(ref="c1", name=people[0], title="Dr."),
        strangers=tuple(strangers),
        others=tuple(others),
    )
    directory = Directory(places, [("another", person) for person in strangers])
    near, known = directory.elsewhere(own.ref, facts.subject, body)
    assert wrong_name(replace(facts, others=near, strangers=known)) == wrong_name(facts)


@given(
    plain_sentences,
    plain_sentences,
    st.sampled_from(BLOCKED),
    st.sampled_from([" ", "\n", "\r\n\r\n"]),
)
def test_a_blocking_sentence_is_found_wherever_it_stands(
    before: list[str], after: list[str], blocked: tuple[str, str], between: str
) -> None:
    code, sentence = blocked
    clean = replace(FACTS, body=between.join([*before, *after]))
    assert code not in codes(clean)
    assert code in codes(replace(FACTS, body=between.join([*before, sentence, *after])))


@given(
    st.lists(st.sampled_from(["ward", "night", "Anna", "Okafor", "the", "saw", "\n\n"])), any_text
)
def test_likeness_is_the_same_from_both_sides_and_blind_to_names(
    pieces: list[str], other: str
) -> None:
    names = frozenset({"anna", "okafor", "wei", "chen"})
    body = f"At noon we met {' '.join(pieces)} again"
    renamed = body.replace("Anna", "Wei").replace("Okafor", "Chen")
    here = runs(body, names)
    assert likeness(here, runs(renamed, names)) == 1.0
    there = runs(other, names)
    assert likeness(here, there) == likeness(there, here)
    assert 0 <= likeness(here, there) <= 1
