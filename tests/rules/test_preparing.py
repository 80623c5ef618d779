"""What to prepare first: a table of cases, and what holds for any record."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.records.asking import ASK_SETTINGS
from fmgtrack.records.mock import MOCK_KINDS
from fmgtrack.records.story import COMPETENCIES
from fmgtrack.reference.checklist_lines import LINES
from fmgtrack.reference.checklists import lines
from fmgtrack.reference.questions import bank
from fmgtrack.rules import answers, asking, checklists, mocks, preparing, reasons, stories
from fmgtrack.rules.preparing import Coming, Kept, Person, Task, open_lines, tasks, top

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

READY = Person(
    about=(),
    points=(*preparing.ALWAYS, *preparing.LIKELY),
    raised=("visa-need",),
    stories=(
        *(("patient-care",),) * 3,
        *(("conflict",), ("teamwork",), ("mistake",), ("research",)),
    ),
    mocks=3,
)
"""A person who has prepared everything."""


def coming(number: int = 1, days: int = 5, **facts: Any) -> Coming:  # noqa: ANN401  any facts
    """An interview for which everything is prepared but what is said."""
    ready: dict[str, Any] = {"reasons": 3, "people": 2}
    names: dict[str, Any] = {
        "interview": f"i{number}",
        "program": f"p{number}",
        "name": f"Program {number}",
    }
    return Coming(**names, days=days, **ready | facts)


def codes(found: list[Task]) -> list[str]:
    return [task.code for task in found]


PERSON = [
    ({"about": None}, "about", {"have": 0}),
    ({"about": ("future", "themes")}, "about", {"have": 1, "missing": ("future", "themes")}),
    (
        {"points": ("about-yourself", "strength", "visa-need")},
        "points",
        {"missing": ("why-specialty", "weakness")},
    ),
    ({"points": preparing.ALWAYS}, "likely", {"missing": ("visa-need",)}),
    ({"raised": ("visa-need", "gap"), "points": preparing.ALWAYS}, "likely", {}),
    ({"stories": READY.stories[1:]}, "stories", {"missing": ("patient-care",), "have": 6}),
    ({"stories": (), "mocks": 4}, "stories", {"have": 0}),
    ({"mocks": 2}, "mocks", {"have": 2, "wanted": (3, 5)}),
    ({"mocks": 3, "nobody": ("resident",)}, "mocks", {"missing": ("resident",)}),
    ({"mends": 3}, "mend", {"have": 3}),
    ({"due": 5}, "due", {"have": 5}),
    ({"due": None}, "due", {"have": None}),
    ({"unviewed": ()}, "view", {"refs": ()}),
    ({"unviewed": ("de1",)}, "view", {"refs": ("de1",)}),
    ({"look": ("de2",)}, "look", {"refs": ("de2",)}),
    ({"unread": ("e2", "e1")}, "reread", {"refs": ("e2", "e1"), "have": 2}),
]
PROGRAM = [
    ({"reasons": 1}, "why-program", {"have": 1, "wanted": (3, 4)}),
    ({"asks": ("meal",)}, "ask", {"missing": ("meal",), "wanted": (2,)}),
    ({"people": 0}, "people", {"have": 0}),
    ({"told": ("mistake",)}, "fresh", {"missing": ("mistake",)}),
    ({"lines": ("travel", "who")}, "travel", {"missing": ("travel",)}),
    ({"lines": ("who", "questions", "light")}, "checklist", {"missing": ("light",), "have": 1}),
    ({"lines": ("say-names",)}, "names", {"have": 2}),
]


def test_who_has_prepared_everything_has_nothing_to_do() -> None:
    assert tasks(READY, [coming(), coming(2, 9)]) == []
    assert tasks(READY, []) == []
    assert tasks(replace(READY, mocks=1, planned=2), []) == []


@pytest.mark.parametrize(("facts", "code", "expected"), PERSON)
def test_what_the_person_lacks(facts: dict[str, Any], code: str, expected: dict[str, Any]) -> None:
    (task,) = tasks(replace(READY, **facts), [coming()])

    assert task.code == code
    assert task.coming is not None
    assert {name: getattr(task, name) for name in expected} == expected
    (alone,) = tasks(replace(READY, **facts), [])
    assert (alone.code, alone.coming) == (code, None)


@pytest.mark.parametrize(("facts", "code", "expected"), PROGRAM)
def test_what_an_interview_lacks(
    facts: dict[str, Any], code: str, expected: dict[str, Any]
) -> None:
    (task,) = tasks(READY, [coming(**facts)])

    assert task.code == code
    assert {name: getattr(task, name) for name in expected} == expected


def test_lines_that_have_a_task_of_their_own_are_not_counted_twice() -> None:
    assert tasks(READY, [coming(lines=("who", "questions"))]) == []
    assert tasks(READY, [coming(people=0, days=1, lines=("say-names",))]) == []


def test_the_order_of_one_interview() -> None:
    lines = ("travel", "light", "say-names")
    one = coming(reasons=0, asks=("formal",), people=0, told=("mistake",), lines=lines)

    found = tasks(Person(due=2, unread=("e1",), mends=1, unviewed=(), raised=("gap",)), [one])

    assert codes(found) == [
        *("travel", "people", "mocks"),
        *("why-program", "about", "points", "ask", "fresh"),
        *("stories", "likely", "mend", "checklist", "view", "reread", "due"),
    ]
    places = [preparing.ORDER.index(task.reason) for task in found]
    assert places == sorted(places)


def test_what_takes_other_people_is_for_the_first_interview_that_leaves_the_time() -> None:
    person = replace(READY, mocks=0, mends=1)
    near, far = coming(1, 1, people=0), coming(2, 6)

    found = tasks(person, [far, near])

    assert [(task.code, task.coming and task.coming.interview) for task in found] == [
        ("mend", "i1"),
        ("mocks", "i2"),
    ]
    assert codes(tasks(person, [near])) == ["mend"]


@pytest.mark.parametrize("days", [0, 1])
def test_the_day_and_its_eve_begin_with_the_checklist(days: int) -> None:
    found = tasks(READY, [coming(days=days, reasons=0, lines=("early", "say-names"))])

    assert codes(found) == ["names", "checklist", "why-program"]
    assert codes(tasks(READY, [coming(days=2, reasons=0, lines=("early",))]))[0] == "why-program"


def test_an_interview_just_over_wants_its_impressions_before_all() -> None:
    over = coming(1, -1, over=True, reasons=0, lines=("impressions", "thank-yous"))

    found = tasks(replace(READY, mends=1), [coming(2, 0), over])

    assert [(task.code, task.missing) for task in found] == [
        ("after", ("impressions",)),
        ("mend", ()),
    ]
    assert [task.coming and task.coming.interview for task in found] == ["i1", "i2"]
    assert tasks(READY, [coming(1, -1, over=True, lines=("thank-yous",))]) == []


PEOPLE = st.builds(
    Person,
    about=st.none() | st.just(()) | st.just(("past",)),
    points=st.lists(st.sampled_from((*preparing.ALWAYS, *preparing.LIKELY)), unique=True).map(
        tuple
    ),
    raised=st.lists(st.sampled_from(preparing.LIKELY), unique=True).map(tuple),
    stories=st.lists(st.tuples(st.sampled_from(COMPETENCIES)), max_size=9).map(tuple),
    mocks=st.integers(0, 6),
    planned=st.integers(0, 3),
    nobody=st.lists(st.sampled_from(MOCK_KINDS), unique=True).map(tuple),
    mends=st.integers(0, 3),
    due=st.none() | st.integers(0, 3),
    unviewed=st.none() | st.just(()) | st.just(("de1",)),
    look=st.just(()) | st.just(("de2",)),
    unread=st.just(()) | st.just(("e2",)),
)
ROWS = st.sampled_from([row for row, _, _ in preparing.STORIES])
GAPS = st.fixed_dictionaries(
    {
        "reasons": st.integers(0, 5),
        "asks": st.lists(st.sampled_from(ASK_SETTINGS), unique=True).map(tuple),
        "people": st.integers(0, 3),
        "told": st.lists(ROWS, unique=True).map(tuple),
        "lines": st.lists(st.sampled_from([line[0] for line in LINES]), unique=True).map(tuple),
    }
)
DAYS = st.lists(st.tuples(st.integers(-1, 14), GAPS, st.booleans()), max_size=6)


def interviews(days: list[tuple[int, dict[str, Any], bool]]) -> list[Coming]:
    return [
        coming(number, when, **gaps, over=over and when <= 0)
        for number, (when, gaps, over) in enumerate(days)
    ]


@given(person=PEOPLE, days=DAYS, order=st.randoms())
def test_the_order_is_that_of_the_days_whatever_the_order_of_the_record(
    person: Person, days: list[tuple[int, dict[str, Any], bool]], order: Random
) -> None:
    every = interviews(days)
    found = tasks(person, every)

    ahead = [(not task.coming.over, task.coming.days) for task in found if task.coming]
    assert ahead == sorted(ahead)
    for first, second in pairwise(found):
        if first.coming is second.coming:
            assert preparing.ORDER.index(first.reason) <= preparing.ORDER.index(second.reason)
    mixed = list(every)
    if len({(one.over, one.days) for one in every}) == len(every):
        order.shuffle(mixed)
    assert [vars(task) for task in tasks(person, mixed)] == [vars(task) for task in found]


@given(person=PEOPLE, gaps=GAPS, near=st.integers(2, 13))
def test_a_nearer_interview_with_the_same_gaps_never_stands_behind(
    person: Person, gaps: dict[str, Any], near: int
) -> None:
    first, second = coming(1, near, **gaps), coming(2, near + 1, **gaps)

    found = tasks(person, [second, first])

    for code in codes(found):
        places = [task.coming for task in found if task.code == code]
        assert places in ([first], [first, second])


@given(person=PEOPLE, days=DAYS)
def test_every_task_asks_for_something(
    person: Person, days: list[tuple[int, dict[str, Any], bool]]
) -> None:
    found = tasks(person, interviews(days))

    keys = [(task.code, task.coming and task.coming.interview) for task in found]
    assert len(keys) == len(set(keys))
    assert not [task.code for task in found if is_done(task, person)]


def is_done(task: Task, person: Person) -> bool:
    """Whether there is nothing to do any more of a task, by what is on record."""
    if task.code in BY_PERSON:
        return bool(BY_PERSON[task.code](person))
    if task.code in ("points", "likely"):
        return not task.missing or bool({*task.missing} & {*person.points})
    if task.code == "stories":
        return not task.missing
    assert task.coming is not None
    return bool(BY_INTERVIEW[task.code](task.coming)) or not {*task.missing} <= {
        *task.coming.lines,
        *task.coming.asks,
        *task.coming.told,
    }


BY_PERSON: dict[str, Callable[[Person], object]] = {
    "about": lambda person: person.about == (),
    "mocks": lambda person: person.mocks + person.planned >= 3 and not person.nobody,
    "mend": lambda person: not person.mends,
    "due": lambda person: person.due == 0,
    "view": lambda person: person.unviewed is None,
    "look": lambda person: not person.look,
    "reread": lambda person: not person.unread,
}
BY_INTERVIEW: dict[str, Callable[[Coming], object]] = {
    "why-program": lambda one: one.reasons >= 3,
    "ask": lambda one: not one.asks,
    "people": lambda one: one.people,
    "fresh": lambda one: not one.told,
    "names": lambda one: "say-names" not in one.lines,
    "checklist": lambda one: not one.lines,
    "travel": lambda one: not one.lines,
    "after": lambda one: not one.over,
}


def test_every_code_is_looked_at() -> None:
    assert {*BY_PERSON, *BY_INTERVIEW, "points", "likely", "stories"} == {*preparing.CODES}


@given(person=PEOPLE, days=DAYS, most=st.integers(0, 12))
def test_the_first_ones_keep_their_order_and_leave_no_near_interview_out(
    person: Person, days: list[tuple[int, dict[str, Any], bool]], most: int
) -> None:
    found = tasks(person, interviews(days))
    kept = top(found, most)

    places = [found.index(task) for task in kept]
    assert places == sorted(set(places))
    assert len(kept) == min(most, len(found))
    refs = list(dict.fromkeys(task.coming and task.coming.interview for task in found))
    shown = {task.coming and task.coming.interview for task in kept}
    assert set(refs[: min(3, most)]) <= shown


def test_the_numbers_are_those_of_the_rules_for_each_subject() -> None:
    assert preparing.REASONS == (reasons.FEWEST, reasons.MOST)
    assert preparing.MOCKS == (mocks.LOW, mocks.HIGH)
    assert preparing.TO_ASK == asking.FEWEST
    assert preparing.THEMES == answers.FEWEST_THEMES
    assert preparing.OWN_DAYS[checklists.BEFORE] == checklists.OWN_DAYS
    rows = tuple((wanted.key, wanted.competencies, wanted.low) for wanted in stories.WANTED)
    assert rows == preparing.STORIES


def test_the_questions_stand_in_the_bank() -> None:
    assert {*preparing.ALWAYS, *preparing.LIKELY} <= {one.key for one in bank()}


def test_the_lines_without_texts_are_those_that_ship() -> None:
    shipped = tuple((one.key, one.part, one.days, one.formats, one.known) for one in lines())
    assert shipped == LINES
    assert {*preparing.TRAVEL, *preparing.COVERED} <= {line.key for line in lines()}


@pytest.mark.parametrize("present", [None, "", "fellow"])
@pytest.mark.parametrize("themes", [None, "calm", "calm\nfast"])
def test_an_answer_about_yourself_lacks_what_the_rule_for_answers_says(
    present: str | None, themes: str | None
) -> None:
    outline = {"present": present, "past": "four years", "future": None, "themes": themes}

    assert preparing.lacking(**outline) == answers.lacking(answers.ABOUT_ONESELF, outline)


def kept(**facts: Any) -> Kept:  # noqa: ANN401  any facts
    nothing: dict[str, Any] = {"format": "virtual", "touched": frozenset(), "own": ()}
    return Kept(**nothing | {"known": frozenset(), "over": None} | facts)


def test_lines_matter_from_their_day_until_they_are_done() -> None:
    assert open_lines(LINES, kept(), 8) == ()
    assert open_lines(LINES, kept(), 7) == ("both-zones", "who")
    assert open_lines(LINES, kept(known=frozenset({"people"})), 7) == ("both-zones",)
    assert open_lines(LINES, kept(touched=frozenset({"who"})), 6) == ("both-zones",)
    assert "light" in open_lines(LINES, kept(), 2)
    assert "light" not in open_lines(LINES, kept(format=None), 2)
    assert "impressions" not in open_lines(LINES, kept(), 0)
    assert open_lines(LINES, kept(over=0), 0) == ("impressions", "answers")
    assert open_lines(LINES, kept(over=1, known=frozenset({"impressions"})), -1) == (
        "answers",
        "ratings",
    )


def test_own_lines_matter_too() -> None:
    own = (("ti4", "before"), ("ti5", "day"), ("ti6", "after"))

    assert open_lines((), kept(own=own), 8) == ()
    assert open_lines((), kept(own=own), 7) == ("ti4",)
    assert open_lines((), kept(own=own), 0) == ("ti4", "ti5")
    assert open_lines((), kept(own=own, over=0), 0) == ("ti6",)


def test_rows_of_which_every_story_was_told_there() -> None:
    told = [(("mistake", "patient-care"), True), (("patient-care",), False), ((), True)]

    assert preparing.told_rows(told) == ("mistake",)
    assert preparing.told_rows([]) == ()
