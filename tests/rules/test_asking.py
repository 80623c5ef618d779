from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.asking import ASK_SETTINGS
from fmgtrack.records.reason import REASON_KINDS
from fmgtrack.reference.questions import to_ask
from fmgtrack.reference.softer import softer
from fmgtrack.render.asking import SOUNDS
from fmgtrack.rules.asking import (
    MOST,
    OFFERED,
    Person,
    alike,
    propose,
    recipient,
    same,
    soften,
    state,
)
from fmgtrack.rules.solicitation import findings

HARSH = [
    ("How many IMGs fail?", "abroad-failing"),
    ("Do FMGs struggle here?", "abroad-failing"),
    ("Are international graduates treated worse?", "abroad-failing"),
    ("Do you like IMGs?", "abroad-wanted"),
    ("Why are there so few IMGs?", "abroad-wanted"),
    ("Do you prefer American graduates?", "abroad-wanted"),
    ("Is this program IMG friendly?", "abroad-wanted"),
    ("Is my gap a problem?", "own-record"),
    ("Will my attempts be held against me?", "own-record"),
    ("Is my accent a problem for you?", "own-english"),
    ("How did I do?", "own-performance"),
    ("How was my interview today?", "own-performance"),
    ("How many residents failed the boards?", "board-failures"),
    ("Why is the board pass rate so low?", "board-failures"),
    ("Why did Dr. Smith leave?", "person-left"),
    ("What happened to the last program director?", "person-left"),
    ("Has anyone been fired?", "dismissed"),
    ("Was any resident dismissed?", "dismissed"),
    ("Do residents quit?", "residents-quit"),
    ("How many residents have left the program?", "residents-quit"),
    ("Why do residents leave?", "residents-quit"),
    ("What is the attrition here?", "residents-quit"),
    ("is the turnover high", "residents-quit"),
    ("Can I transfer to another program later?", "transfer-out"),
    ("May I change my specialty later?", "transfer-out"),
    ("Have residents transferred out?", "transfer-out"),
    ("Are there work hours violations?", "hour-violations"),
    ("Do you violate duty hours?", "hour-violations"),
    ("Do you work more than 80 hours?", "hour-violations"),
    ("Do residents lie about their hours?", "hours-logged"),
    ("How many hours do you work?", "how-many-hours"),
    ("When do residents go home?", "how-many-hours"),
    ("Do you get to sleep on call?", "sleep-on-call"),
    ("Are there too many nights?", "too-many-nights"),
    ("How bad are the calls?", "too-many-nights"),
    ("Are you overworked?", "work-hard"),
    ("Is there a lot of scut?", "work-hard"),
    ("Are residents burnt out?", "burnt-out"),
    ("How high is the burnout rate?", "burnt-out"),
    ("Is the program malignant?", "toxic"),
    ("Is this a toxic place?", "toxic"),
    ("Do attendings yell at residents?", "toxic"),
    ("Do people fight here?", "fights"),
    ("Is there a lot of drama?", "fights"),
    ("How are the hospital politics?", "fights"),
    ("Is there racism here?", "discrimination"),
    ("Are the nurses racist?", "discrimination"),
    ("Is the program director strict?", "director-strict"),
    ("Do you have mean attendings?", "director-strict"),
    ("What do you think about the program director?", "opinion-of-a-person"),
    ("Do you like your program director?", "opinion-of-a-person"),
    ("Who is the worst attending?", "worst-person"),
    ("Whom should I avoid?", "worst-person"),
    ("Does the chief have favourites?", "worst-person"),
    ("Which is the worst rotation?", "hardest-rotation"),
    ("What is the hardest part of the year?", "hardest-rotation"),
    ("What do you hate about this place?", "what-you-dislike"),
    ("What do you like least here?", "what-you-dislike"),
    ("What are the weaknesses of the program?", "weak-points"),
    ("What is the biggest downside?", "weak-points"),
    ("What do residents complain about?", "complaints"),
    ("Are there complaints about the faculty?", "complaints"),
    ("What are the problems with the program?", "problems"),
    ("What's wrong with this place?", "problems"),
    ("Are you on probation?", "accreditation"),
    ("Did you get ACGME citations?", "accreditation"),
    ("Was the hospital sued?", "lawsuits"),
    ("Did you go unfilled last year?", "unfilled"),
    ("Why did you not fill your positions?", "unfilled"),
    ("Is the hospital closing?", "closing"),
    ("How many did not match a fellowship?", "not-matched-after"),
    ("Why do you have a bad reputation?", "reputation"),
    ("Are you better than the other programs?", "other-programs"),
    ("Why should I choose you?", "other-programs"),
    ("Is it true that nobody sleeps?", "rumours"),
    ("I read on Reddit that people cry.", "rumours"),
    ("Honestly, how is it here?", "between-us"),
    ("What is the dirt?", "between-us"),
    ("Do you regret coming here?", "what-you-dislike"),
    ("Are you happy here?", "regret"),
    ("Would you choose this program again?", "regret"),
    ("Do fellows take all the procedures?", "other-staff"),
    ("Are interns left alone at night?", "alone-at-night"),
    ("Is there a lack of supervision?", "thin-teaching"),
    ("Why is there so little research?", "thin-teaching"),
    ("Why is the equipment so old?", "old-building"),
    ("Do you have an outdated EMR?", "old-building"),
    ("Is the area dangerous?", "dangerous-place"),
    ("Is it safe here?", "dangerous-place"),
    ("Is the city boring?", "boring-place"),
    ("Do you have difficult patients?", "hard-patients"),
    ("How much do you pay?", "your-pay"),
    ("How much do residents earn?", "your-pay"),
    ("How much do interns make?", "your-pay"),
    ("What's the salary?", "salary"),
    ("Does it pay well?", "salary"),
    ("Is there a signing bonus?", "perks"),
    ("Do you get free food?", "perks"),
    ("How much vacation is there?", "time-off"),
    ("Can I take leave for Eid?", "time-off"),
    ("What if I call in sick?", "falling-ill"),
    ("Is the program chill?", "easy-program"),
    ("Which rotations are the easiest?", "easy-program"),
    ("Do I have to do research?", "least-effort"),
    ("Is research mandatory?", "least-effort"),
    ("Will you sponsor my visa?", "sponsor-me"),
    ("Can you give me an H-1B?", "sponsor-me"),
    ("Are you married?", "private-lives"),
    ("How many applicants do you interview?", "other-applicants"),
    ("WHY DO RESIDENTS QUIT", "residents-quit"),
    ("I enjoyed the tour. Do residents quit?", "residents-quit"),
    ("How are residents\u2019 work\u2011hour violations handled?", "hour-violations"),
]
"""Questions that put people on their guard, and the wording that is found."""

GOOD = [
    "How do clinics here help patients quit smoking?",
    "What do people who quit drinking tell your residents?",
    "Where do residents go for fellowship after they graduate?",
    "What time of the year do residents choose electives?",
    "How do patients transfer from other hospitals to yours?",
    "How do you teach the care of malignant disease?",
    "Which clinics care for people after substance abuse?",
    "How do residents learn about child abuse?",
    "How is a chief complaint presented on rounds?",
    "How do residents care for depressed patients?",
    "How does the sleep medicine elective work?",
    "What does the hospital do against bias in medicine?",
    "How do you teach about racism in medicine?",
    "How do you pay attention to feedback from interns?",
    "How many hours of simulation does an intern get?",
    "How is a SOAP note reviewed with a student?",
    "How does the program make it safe to speak up?",
    "How do you keep handovers safe for patients?",
    "How are uninsured patients followed after discharge?",
    "How easy is it to find a mentor outside of the department?",
    "Is it easy to work with the clinics in town?",
    "What did you change after the last survey of residents?",
    "How are citations found in the library here?",
    "How do you help a resident whose visa comes late?",
    "On which visas did the last classes train?",
    "What do you value in the way the program is led?",
    "Why did you choose to teach here?",
    "What made you leave practice for teaching, and what do you enjoy in it?",
    "How do muscle weakness clinics work with residents?",
    "How is the program growing?",
    "How does the team close the loop after a consult?",
    "What happens after a hard case?",
    "How do residents plan for the boards?",
    "How often do residents and faculty meet?",
    "When do residents go to the other site?",
    "How do international graduates share what they know?",
    "What do residents enjoy in this city?",
    "How does the night team divide the work?",
    "What helps residents sleep well after nights?",
    "Which qualities do residents who thrive share?",
    "Who leads the morning report?",
    "How do fellows teach residents procedures?",
    "How do you find problems early in a quality project?",
    "What is your role as the program director like?",
    "How do pay and schedules reach us in writing?",
    "How is pain managed on the wards?",
    "What would you change about the program?",
    "What would you do differently in teaching if you had more time?",
    "Do you pray with patients who ask for it?",
    "How does the clinic in town serve free meals to its patients?",
    "What qualities do you look for in a resident?",
    "How do residents and nurses get along with each other?",
    "What does the program do when a resident is struggling?",
    "What are the biggest challenges that the program has met?",
    "How are duty hours monitored?",
    "Do you have residents on J-1 visas?",
    "What is the cost of living here?",
    "How long are the rotations?",
    "How late do clinics run on Fridays?",
    "How long have you been here?",
    "What happened with the new clinic that opened last year?",
    "",
    "?",
]
"""Questions that please, some with a word that looks harsh."""


@pytest.mark.parametrize(("text", "key"), HARSH)
def test_a_harsh_question_gets_a_softer_wording(text: str, key: str) -> None:
    found = soften(text, softer())

    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("text", GOOD)
def test_a_good_question_is_left_alone(text: str) -> None:
    assert soften(text, softer()) is None


def test_every_wording_that_ships_is_met_by_a_case() -> None:
    assert {one.key for one in softer()} == {key for _, key in HARSH}
    assert len(softer()) >= 40


@pytest.mark.parametrize("one", softer(), ids=lambda one: one.key)
def test_a_softer_wording_is_a_good_question_itself(one: object) -> None:
    (found,) = [each for each in softer() if each is one]

    assert soften(found.softer, softer()) is None
    assert not list(findings(found.softer))
    assert found.softer.endswith("?")
    assert found.sounds in SOUNDS


BANK = [one for one in to_ask() if not one.on_page]
TOPICS = {*REASON_KINDS, "visa", "contract", "fellowship", "life"}


@pytest.mark.parametrize("one", to_ask(), ids=lambda one: one.key)
def test_a_question_of_the_bank_is_well_formed(one: object) -> None:
    (found,) = [each for each in to_ask() if each is one]

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", found.key)
    assert found.text.endswith("?")
    assert found.text == " ".join(found.text.split())
    assert set(found.settings) <= set(ASK_SETTINGS)
    assert len(set(found.settings)) == len(found.settings) > 0
    assert found.topic in TOPICS
    assert not list(findings(found.text))


@pytest.mark.parametrize("one", BANK, ids=lambda one: one.key)
def test_what_is_proposed_sounds_good_and_stands_alone(one: object) -> None:
    (found,) = [each for each in BANK if each is one]

    assert soften(found.text, softer()) is None
    assert not re.match(r"(is|are|do|does|did|can|will|has|have)\b", found.text.lower())
    assert [each.key for each in to_ask() if alike(each.text, found.text)] == [found.key]


def test_the_bank_has_enough_for_each_setting() -> None:
    assert len(BANK) >= 45
    assert len({one.key for one in to_ask()}) == len(to_ask())
    for setting in ASK_SETTINGS:
        assert sum(setting in one.settings for one in BANK) >= 10
    assert {one.topic for one in BANK} == TOPICS


@dataclass(frozen=True)
class Asked:
    key: str
    text: str
    settings: tuple[str, ...]
    topic: str
    on_page: bool = False


SMALL = (
    Asked("alpha", "What grows in the garden?", ("formal",), "education"),
    Asked("beta", "Which bridge leads over the river?", ("formal",), "education"),
    Asked("gamma", "Who paints the northern tower?", ("formal", "meal"), "culture"),
    Asked("delta", "When does the harbour open?", ("meal", "formal"), "visa"),
    Asked("epsilon", "How many windows are counted?", ("formal",), "call", on_page=True),
)


def proposed(*chosen: tuple[str, str | None, str], **more: str | set[str]) -> list[tuple[str, str]]:
    known = more.get("known", set())
    whole = more.get("whole")
    assert isinstance(known, set)
    assert whole is None or isinstance(whole, str)
    return [(one.setting, one.question.key) for one in propose(SMALL, chosen, known, whole=whole)]


def test_a_new_topic_comes_before_a_second_question_of_one() -> None:
    assert proposed() == [("formal", "alpha"), ("formal", "gamma"), ("formal", "delta")]


def test_what_was_chosen_or_said_before_is_not_proposed() -> None:
    taken = (("formal", "alpha", "x"), ("", None, "Who paints the northern tower, please?"))

    assert proposed(*taken) == [("formal", "delta"), ("formal", "beta")]


def test_a_setting_with_two_gets_no_more() -> None:
    taken = (("formal", "alpha", "x"), ("formal", None, "Own words that nobody else has?"))

    assert proposed(*taken) == [("meal", "delta"), ("meal", "gamma")]


def test_what_the_record_knows_is_not_proposed() -> None:
    assert ("formal", "delta") not in proposed(known={"visa"})


def test_a_whole_setting_has_everything_that_fits_it() -> None:
    taken = (("meal", None, "Own?"), ("meal", None, "Words?"), ("meal", None, "Here?"))

    assert proposed(*taken, whole="meal") == [("meal", "delta"), ("meal", "gamma")]


@given(
    st.lists(
        st.tuples(st.sampled_from(ASK_SETTINGS), st.sampled_from([one.key for one in BANK])),
        max_size=12,
        unique=True,
    ),
    st.sets(st.sampled_from(["visa", "contract"])),
)
def test_proposals_never_exceed_or_repeat(keys: list[tuple[str, str]], known: set[str]) -> None:
    texts = {one.key: one.text for one in BANK}
    chosen = [(setting, key, texts[key]) for setting, key in keys]

    found = propose(to_ask(), chosen, known)

    assert found == propose(to_ask(), chosen, known)
    named = [one.question.key for one in found]
    assert len(named) == len(set(named))
    assert not {key for _, key in keys} & set(named)
    assert not [one for one in found if one.question.on_page or one.question.topic in known]
    for setting in ASK_SETTINGS:
        there = sum(one == setting for one, _ in keys)
        offered = sum(one.setting == setting for one in found)
        assert offered == (0 if there >= 2 else OFFERED - there)
        assert not offered or there + offered <= MOST


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (
            "How many residents do you take per year?",
            "How many residents do you take yearly?",
            False,
        ),
        ("How many residents do you take per year?", "How many residents a year?", True),
        ("Which visas does the program sponsor?", "What visa does your program sponsor", True),
        ("What is the salary?", "How much is the SALARY", True),
        ("What is the salary?", "How did the union talk about salary?", False),
        ("Where do residents like to live?", "How is the night team made up?", False),
        ("?", "?", True),
        ("How?", "Why?", False),
        ("Why?", "why", True),
    ],
)
def test_two_questions_ask_for_the_same(one: str, other: str, *, wanted: bool) -> None:
    assert alike(one, other) is wanted


@given(st.text(), st.text())
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one)
    assert alike(one, other) or not same(one, other)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    found = soften(text, softer())

    assert found is None or found in softer()


@pytest.mark.parametrize(
    ("answer", "on_page", "mailed", "wanted"),
    [
        (None, False, False, "open"),
        (None, False, True, "in-mail"),
        (None, True, True, "on-page"),
        ("yes", True, True, "answered"),
        ("", False, False, "open"),
    ],
)
def test_how_a_question_stands(
    answer: str | None, *, on_page: bool, mailed: bool, wanted: str
) -> None:
    assert state(answer, on_page=on_page, mailed=mailed) == wanted


DIRECTOR = Person("f1", "program-director", None)
MET_DIRECTOR = Person("f2", "program-director", "formal")
COORDINATOR = Person("f3", "coordinator", None)
FACULTY = Person("f4", "faculty", "formal")
RESIDENT = Person("f5", "resident", "meal")
GUIDE = Person("f6", "other", "tour")
SPEAKER = Person("f7", "faculty", "session")


@pytest.mark.parametrize(
    ("setting", "people", "wanted"),
    [
        ("formal", [DIRECTOR, FACULTY], "f4"),
        ("formal", [FACULTY, MET_DIRECTOR], "f2"),
        ("formal", [DIRECTOR, COORDINATOR], "f1"),
        ("formal", [COORDINATOR, RESIDENT], None),
        ("meal", [FACULTY, RESIDENT], "f5"),
        ("meal", [FACULTY, GUIDE], "f6"),
        ("meal", [FACULTY], None),
        ("session", [COORDINATOR, DIRECTOR], "f1"),
        ("session", [DIRECTOR, SPEAKER], "f7"),
        ("coordinator", [DIRECTOR, COORDINATOR], "f3"),
        ("coordinator", [DIRECTOR], None),
        ("formal", [], None),
    ],
)
def test_who_is_asked_by_mail(setting: str, people: list[Person], wanted: str | None) -> None:
    assert recipient(setting, people) == wanted
