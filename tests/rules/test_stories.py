"""What a set of stories still lacks, and what is flagged in one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.story import COMPETENCIES, Story
from fmgtrack.rules.stories import (
    CODES,
    PARTS,
    WANTED,
    blaming,
    coverage,
    flags,
    identifying,
)
from fmgtrack.rules.story_words import plain

WHOLE = Story(
    id=1,
    title="The wrong dose",
    situation="On a night shift a woman in her sixties came with chest pain.",
    task="I was the only doctor and had to decide whether to call the team in.",
    action=(
        "I read the tracing twice, gave aspirin, called the registrar within five minutes, told"
        " her what I saw and what I was unsure of, and stayed with the patient until she came."
    ),
    result="She was in the catheter laboratory within the hour and went home after four days.",
    learnt="To call early costs nothing.",
    competencies="patient-care",
    written_at="2026-11-25T15:00:00Z",
)
"""A story in which nothing is to be looked at."""

MISTAKE = replace(WHOLE, competencies="mistake", learnt="Since then I read every dose back.")


def put(story: Story, part: str, text: str | None) -> Story:
    parts: dict[str, Any] = {part: text}
    return replace(story, **parts)


def codes(story: Story) -> list[str]:
    return [flag.code for flag in flags(story)]


def message(story: Story, code: str) -> str:
    (found,) = [flag.message for flag in flags(story) if flag.code == code]
    return found


def test_a_good_story_has_no_flag() -> None:
    assert flags(WHOLE) == ()
    assert flags(MISTAKE) == ()


@pytest.mark.parametrize(
    ("empty", "said"),
    [
        (("result",), "the result is still missing"),
        (("task", "result"), "the task and the result are still missing"),
        (
            ("situation", "task", "result"),
            "the situation, the task and the result are still missing",
        ),
        (("situation", "task", "action", "result"), "only the title is there so far"),
    ],
)
def test_parts_that_are_missing_are_named(empty: tuple[str, ...], said: str) -> None:
    story = WHOLE
    for part in empty:
        story = put(story, part, None)

    assert message(story, "unfinished") == said


@pytest.mark.parametrize("text", ["", " ", "-", "...", "n/a", "N/A", "TBD", "to do", "?", "(none)"])
def test_a_placeholder_is_no_part(text: str) -> None:
    assert codes(replace(WHOLE, result=text)) == ["unfinished"]


def test_what_was_learnt_is_wanted_of_a_mistake_alone() -> None:
    assert codes(replace(WHOLE, learnt=None)) == []
    assert codes(replace(MISTAKE, learnt=None)) == ["no-insight"]
    assert codes(replace(MISTAKE, learnt="nothing")) == ["no-insight"]
    assert codes(replace(MISTAKE, competencies="teaching mistake", learnt="-")) == ["no-insight"]


@pytest.mark.parametrize(
    "text",
    [
        "Since then I read every dose back.",
        "Ever since, nobody leaves my handover without asking a question.",
        "From that day on the allergy is the first thing said.",
        "I now repeat every order aloud.",
        "Now, before a handover, I write three lines.",
        "Today, when I am unsure, I call.",
        "I always read the label twice.",
        "I learnt to always escalate early.",
        "Never sign without looking; I learnt it that night.",
        "It became a habit to double-check.",
        "Every time a potassium is given I look at the kidneys.",
        "I no longer order by telephone.",
        "I used to rely on memory and keep a list instead.",
        "I started to use a checklist.",
        "I have begun asking the nurse what she thinks.",
        "We introduced a second signature.",
        "The ward has adopted the form I wrote.",
        "I ask the family to say it in their own words.",
        "Next time I would call first.",
        "I\u2019ve made it a rule to look at the bottle.",
        "Whenever I am tired I say so.",
        "Each handover\nhas one question at its end.",
    ],
)
def test_a_change_since_the_mistake_is_seen(text: str) -> None:
    assert codes(replace(MISTAKE, learnt=text)) == []
    assert codes(replace(MISTAKE, learnt="Calling early is right.", result=text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "I learnt that communication matters.",
        "I learnt a lot.",
        "I will never forget that night.",
        "I now know that potassium is dangerous.",
        "Now I understand how tired people err.",
        "I always remember her.",
        "Communication is always important.",
        "It was a hard lesson and I felt sorry.",
        "The patient is now well.",
        "Mistakes happen to everybody.",
        "One has to be careful.",
        "I have always been careful.",
    ],
)
def test_insight_alone_is_no_change(text: str) -> None:
    story = replace(MISTAKE, learnt=text)

    assert codes(story) == ["no-change"]
    assert "since then" in message(story, "no-change")
    assert codes(replace(story, competencies="conflict")) == []


def test_the_action_is_to_be_longer_than_the_situation() -> None:
    thin = replace(WHOLE, action="I called the registrar.")

    assert codes(thin) == ["thin-action"]
    assert "4 and 13 words" in message(thin, "thin-action")
    assert codes(replace(WHOLE, situation="A night shift.", action="I called early.")) == []
    assert codes(replace(WHOLE, action=None)) == ["unfinished"]


@pytest.mark.parametrize(
    ("action", "flagged"),
    [
        ("We called the registrar, we gave aspirin and we stayed with her all night long.", True),
        ("The team met, made a plan together and told the family about it the same day.", True),
        ("Our group wrote a form for it and asked all wards to use it from that Monday on.", True),
        (
            "We took the patients of a phase I trial and of a stage I cancer apart, i.e. twice.",
            True,
        ),
        ("Nobody told us, so all doctors of the ward met and wrote a new plan for the week.", True),
        ("We met twice, and i wrote the plan for it, then we told the family about it all.", False),
        (
            "We had no plan, so I\u2019d written one and asked all to look at it before the day.",
            False,
        ),
        ("We split the work; my task was the family, and the talk with them took an hour.", False),
        (
            "We were stuck until it came to calling the registrar myself, which ended the wait.",
            False,
        ),
        (
            "Called the registrar, gave aspirin, wrote the plan, stayed with her until she came.",
            False,
        ),
        (
            "Asked for an ultrasound, moved here to the US for it, and wrote the plan for all.",
            False,
        ),
    ],
)
def test_what_one_did_oneself_is_to_be_said(action: str, flagged: bool) -> None:
    assert codes(replace(WHOLE, action=action)) == (["we-only"] if flagged else [])


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("then Mrs. Khan fell", "Mrs. Khan"),
        ("then Mrs Khan fell", "Mrs Khan"),
        ("then MRS KHAN fell", "MRS KHAN"),
        ("then mrs khan fell", "mrs khan"),
        ("then mr. khan fell", "mr. khan"),
        ("then Mr Khan fell", "Mr Khan"),
        ("then Ms. O\u2019Brien fell", "Ms. O'Brien"),
        ("then Mr.Khan fell", "Mr.Khan"),
        ("then Mr. al-Khatib fell", "Mr. al-Khatib"),
        ("then Mrs. de Souza fell", "Mrs. de Souza"),
        ("then Mrs. \u00d6zdemir fell", "Mrs. \u00d6zdemir"),
        ("then Miss Rivera fell", "Miss Rivera"),
        ("then Se\u00f1ora L\u00f3pez fell", "Se\u00f1ora L\u00f3pez"),
        ("a patient named Fatima came", "Fatima"),
        ("the girl was named Aisha by them", "Aisha"),
        ("an old woman called Fatima came", "Fatima"),
        ("her name was Fatima", "Fatima"),
        ("the patient, Ahmed Khan, was cold", "Ahmed"),
        ("my patient Ahmed was cold", "Ahmed"),
        ("born on 12 March 1958", "born on 12 March 1958"),
        ("DOB 12/03/1958", "DOB 12/03/1958"),
        ("D.O.B.: 1958-03-12", "D.O.B.: 1958-03-12"),
        ("date of birth March 12th, 1958", "date of birth March 12th, 1958"),
        ("born 3rd of May 1990", "born 3rd of May 1990"),
        ("MRN 445566", "MRN 445566"),
        ("MRN: A-445566", "MRN: A-445566"),
        ("medical record number is 445566", "medical record number is 445566"),
        ("file no. 12345", "file no. 12345"),
        ("Chart #98765", "Chart #98765"),
        ("social 123-45-6789", "123-45-6789"),
        ("card 35202-1234567-1", "35202-1234567-1"),
        ("she lay in room 412", "room 412"),
        ("Bed no. 7 rang", "Bed no. 7"),
        ("bed 12B rang", "bed 12B"),
        ("the man of Room #3", "Room #3"),
    ],
)
def test_what_may_tell_who_a_patient_is(text: str, piece: str) -> None:
    for part in PARTS:
        before = getattr(WHOLE, part)
        story = put(WHOLE, part, f"{before} Later {text}, and more.")
        # a longer situation than action is not what is looked at here
        found = [flag for flag in flags(story) if flag.code == "identifies"]
        assert [f"`{piece}`" in flag.message for flag in found] == [True], part
    assert "identifies" in codes(replace(WHOLE, title=text))


@pytest.mark.parametrize(
    "text",
    [
        "Mrs. K. fell",
        "Mr X and Mrs Y fell",
        "an MR angiography was done",
        "an mr scan showed it",
        "the MS Patient group met",
        "i did not miss Monday",
        "Dr. Rao asked me",
        "the mother called Security",
        "the patient, Monday night, was cold",
        "a patient, COPD, smoker, was cold",
        "outpatient, Detroit, was far",
        "my patient then was cold",
        "born in 1958 in Lahore",
        "born on a Friday",
        "admitted on 12 March 2023",
        "we had room for 3 more",
        "a 20-bed ward",
        "the emergency room 2 hours later",
        "the head of the bed 30 degrees up",
        "the waiting room 24/7",
        "case number 3",
        "a record number of patients, 12000",
        "a drug named Xarelto",
        "pressure 90-60-1200",
    ],
)
def test_what_tells_nobody_is_left_alone(text: str) -> None:
    assert codes(replace(WHOLE, result=f"Later {text}, and more.")) == []


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("the lazy intern went home", "lazy"),
        ("He was incompetent", "incompetent"),
        ("they were STUPID", "STUPID"),
        ("what an idiot he was", "idiot"),
        ("my senior was arrogant", "arrogant"),
        ("she was very rude", "rude"),
        ("a terrible nurse", "terrible nurse"),
        ("my bad attending", "bad attending"),
        ("it was not my fault", "not my fault"),
        ("it was her fault", "her fault"),
        ("it was the nurse\u2019s fault", "the nurse's fault"),
        ("my lazy resident", "lazy"),
        ("his careless mistake", "careless"),
        ("i told the useless nurse", "useless"),
        ("I was told by a lazy nurse", "lazy"),
    ],
)
def test_blame_is_named(text: str, piece: str) -> None:
    story = replace(WHOLE, result=f"{text}.")

    assert codes(story) == ["blames"]
    assert f"`{piece}`" in message(story, "blames")


@pytest.mark.parametrize(
    "text",
    [
        "I was careless",
        "I felt so stupid",
        "I\u2019m too lazy for sport",
        "I made a stupid mistake",
        "my own careless error",
        "They called me stupid",
        "it made me feel useless",
        "She was not lazy, she was tired",
        "He was never rude",
        "a child with a lazy eye",
        "it was my fault",
        "the child looked toxic",
        "toxic shock",
        "a bad outcome",
        "a fault in the pump",
        "the patient felt hopeless",
    ],
)
def test_what_is_said_of_oneself_or_denied_is_no_blame(text: str) -> None:
    assert codes(replace(WHOLE, result=f"{text}.")) == []


def test_several_pieces_are_quoted_once_and_not_all() -> None:
    story = replace(
        WHOLE, result="Mrs. A\u00efd, Mrs. Khan, Mrs. Khan, Mr. Roy, room 4 and room 5."
    )

    said = message(story, "identifies")
    assert said.count("Khan") == 1
    assert "and 2 more" in said


def test_flags_come_in_one_order() -> None:
    story = replace(
        MISTAKE,
        situation="The lazy nurse told us that Mrs. Khan had fallen out of bed that night.",
        task=None,
        action="We ran.",
        learnt="I am sorry.",
    )

    found = codes(story)
    assert found == [code for code in CODES if code in found]
    assert found == [
        *("unfinished", "thin-action", "we-only", "no-change", "identifies", "blames"),
    ]


def _some(number: int, *shown: str, whole: bool = True) -> Story:
    story = replace(WHOLE, id=number, competencies=" ".join(shown))
    return story if whole else replace(story, result=None)


@pytest.mark.parametrize(
    ("told", "have", "missing"),
    [
        ([], [0, 0, 0, 0], [3, 2, 1, 1]),
        ([("patient-care",)], [1, 0, 0, 0], [2, 2, 1, 1]),
        ([("conflict", "teamwork")], [0, 1, 0, 0], [3, 1, 1, 1]),
        ([("conflict",), ("teamwork",)], [0, 2, 0, 0], [3, 0, 1, 1]),
        ([("mistake", "patient-care")], [1, 0, 1, 0], [2, 2, 0, 1]),
        ([("leadership", "teaching", "research")], [0, 0, 0, 1], [3, 2, 1, 0]),
        ([("patient-care",)] * 5, [5, 0, 0, 0], [0, 2, 1, 1]),
        ([()], [0, 0, 0, 0], [3, 2, 1, 1]),
        ([("gone-since",)], [0, 0, 0, 0], [3, 2, 1, 1]),
    ],
)
def test_coverage(told: list[tuple[str, ...]], have: list[int], missing: list[int]) -> None:
    found = coverage(_some(number, *shown) for number, shown in enumerate(told, 1))

    assert [cover.have for cover in found] == have
    assert [cover.missing for cover in found] == missing


def test_the_wanted_set_is_that_of_the_product_page() -> None:
    assert [(row.low, row.high) for row in WANTED] == [(3, 4), (2, 2), (1, 2), (1, 2)]
    assert sorted(word for row in WANTED for word in row.competencies) == sorted(COMPETENCIES)


def test_a_row_names_its_stories_and_those_that_lack_a_part() -> None:
    care = coverage([_some(1, "patient-care"), _some(4, "patient-care", whole=False)])[0]

    assert (care.stories, care.unfinished) == (("st1", "st4"), ("st4",))


sets_of_words = st.lists(st.sampled_from(COMPETENCIES), max_size=4, unique=True)
some_stories = st.lists(
    st.builds(
        lambda number, shown, whole: _some(number, *shown, whole=whole),
        st.integers(1, 99),
        sets_of_words,
        st.booleans(),
    ),
    max_size=8,
)


@given(some_stories, some_stories)
def test_more_stories_never_cover_less(first: list[Story], more: list[Story]) -> None:
    for before, after in zip(coverage(first), coverage([*first, *more]), strict=True):
        assert after.have >= before.have
        assert after.missing <= before.missing
        assert after.missing >= 0
        assert set(after.unfinished) <= set(after.stories)


@given(some_stories)
def test_the_order_of_stories_does_not_count(some: list[Story]) -> None:
    there, back = coverage(some), coverage(some[::-1])

    assert [cover.have for cover in there] == [cover.have for cover in back]


pieces = st.sampled_from(
    [
        *("I", "we", "us", "the", "my", "me", "Mr", "Mrs.", "mr", "Ms.", "Khan", "lazy", "stupid"),
        *("room", "bed 7", "412", "MRN", "445566", "born", "12 March 1958", "her name was"),
        *("patient", "called", "since then", "always", "not my fault", "n/a", "\u2019", ".", ","),
    ]
)
texts = st.one_of(st.none(), st.text(max_size=200), st.lists(pieces, max_size=30).map(" ".join))


@given(
    st.builds(
        Story,
        title=st.text(min_size=1),
        written_at=st.just(""),
        competencies=sets_of_words.map(" ".join),
        **dict.fromkeys(PARTS, texts),
    )
)
def test_any_story_is_answered_and_twice_alike(story: Story) -> None:
    found = flags(story)

    assert found == flags(replace(story))
    assert {flag.code for flag in found} <= set(CODES)
    assert len({flag.code for flag in found}) == len(found)
    for flag in found:
        assert flag.message
        assert not flag.message.endswith(".")
        assert "\n" not in flag.message


@given(texts.map(lambda text: text or ""), texts.map(lambda text: text or ""))
def test_what_is_found_is_in_the_text_whatever_stands_beneath(one: str, other: str) -> None:
    for find in (identifying, blaming):
        alone = set(find(one))
        assert all(piece in plain(one) for piece in alone)
        assert alone <= set(find(f"{one}\n.\n{other}"))
