"""Finding an order by asking "A or B?"."""

from __future__ import annotations

import pytest

from fmgtrack.rules.compare import Answer, Step, bound, next_step


def said(*pairs: str) -> list[Answer]:
    """Answers written as `1>2`, oldest first."""
    return [Answer(*map(int, pair.split(">"))) for pair in pairs]


def ask(items: list[int], truth: list[int], answers: list[Answer]) -> list[tuple[int, int]]:
    """Go on until the order is known, answered by `truth`; give the pairs that were asked."""
    asked = []
    while (step := next_step(items, answers)).question is not None:
        asked.append(step.question)
        answers.append(Answer(*sorted(step.question, key=truth.index)))
    assert list(step.order) == [item for item in truth if item in items]
    return asked


@pytest.mark.parametrize(
    ("size", "most"), [(-1, 0), (0, 0), (1, 0), (2, 1), (3, 3), (4, 5), (5, 8), (12, 33), (20, 69)]
)
def test_the_bound_is_that_of_insertion(size: int, most: int) -> None:
    assert bound(size) == most


@pytest.mark.parametrize("items", [[], [7], [7, 7]])
def test_nothing_to_compare_is_an_order(items: list[int]) -> None:
    assert next_step(items, said("1>2")) == Step(None, tuple(items[:1]), 0, 0)


def test_it_starts_at_the_top_and_goes_by_the_middle() -> None:
    items = [4, 8, 2, 6]
    assert next_step(items, []) == Step((4, 8), (4, 8, 2, 6), 0, 5)
    answers = said("8>4")
    assert next_step(items, answers) == Step((4, 2), (8, 4, 2, 6), 1, 4)
    answers += said("2>4")
    assert next_step(items, answers) == Step((8, 2), (8, 2, 4, 6), 2, 3)
    answers += said("8>2")
    assert next_step(items, answers) == Step((2, 6), (8, 2, 4, 6), 3, 2)
    answers += said("6>2")
    assert next_step(items, answers) == Step((8, 6), (8, 6, 2, 4), 4, 1)
    answers += said("8>6")
    assert next_step(items, answers) == Step(None, (8, 6, 2, 4), 5, 0)


def test_the_one_that_stands_higher_now_is_named_first() -> None:
    assert next_step([5, 3], []).question == (5, 3)
    assert next_step([3, 5], []).question == (3, 5)


def test_what_follows_is_not_asked() -> None:
    assert next_step([3, 1, 2], said("1>2", "2>3")) == Step(None, (1, 2, 3), 2, 0)


def test_the_latest_answer_about_a_pair_stands() -> None:
    assert next_step([1, 2], said("1>2", "2>1", "1>2", "2>1")) == Step(None, (2, 1), 1, 0)


@pytest.mark.parametrize("answer", ["1>9", "9>2", "9>8", "1>1", "9>9"])
def test_an_answer_about_what_is_gone_is_ignored(answer: str) -> None:
    assert next_step([1, 2], said("1>9", answer, "9>2")) == Step((1, 2), (1, 2), 0, 1)


def test_a_circle_through_what_is_gone_is_none() -> None:
    assert next_step([1, 2], said("1>2", "2>9", "9>1")) == Step(None, (1, 2), 1, 0)


@pytest.mark.parametrize("place", range(11))
@pytest.mark.parametrize("rank", [0, 4, 10])
def test_a_new_item_only_finds_its_place(place: int, rank: int) -> None:
    old = list(range(10))
    answers: list[Answer] = []
    ask(old, old, answers)
    items = [*old[:place], 99, *old[place:]]
    assert next_step(items, answers).at_most == 4
    asked = ask(items, [*old[:rank], 99, *old[rank:]], answers)
    assert all(99 in pair for pair in asked)
    assert len(asked) <= 4


def test_moving_lines_between_two_sittings_costs_nothing() -> None:
    items = list(range(8))
    truth = [3, 1, 4, 0, 5, 7, 2, 6]
    answers: list[Answer] = []
    for _ in range(6):
        step = next_step(items, answers)
        assert step.question is not None
        answers.append(Answer(*sorted(step.question, key=truth.index)))
    left = next_step(items, answers).at_most
    assert next_step([*items[4:], *items[:4]], answers).at_most <= left
    assert len(ask(items[::-1], truth, answers)) <= left


def test_an_item_that_went_takes_its_answers_along() -> None:
    answers = said("1>2", "2>3")
    assert next_step([1, 3], answers).question == (1, 3)
    assert next_step([1, 2, 3], answers).question is None


def test_the_order_so_far_agrees_with_the_answers_and_else_with_the_list() -> None:
    step = next_step([1, 2, 3, 4, 5], said("5>2", "4>3"))
    assert step.question is not None
    assert step.order == (1, 4, 3, 5, 2)


def test_a_circle_is_shown_and_its_oldest_answer_asked_again() -> None:
    step = next_step([1, 2, 3], said("1>2", "2>3", "3>1"))
    assert step.question == (1, 2)
    assert step.contradiction == tuple(said("1>2", "2>3", "3>1"))
    assert step.order == (2, 3, 1)
    assert step.asked == 2
    assert step.at_most == 3
    again = next_step([1, 2, 3], said("1>2", "2>3", "3>1", "2>1"))
    assert again == Step(None, (2, 3, 1), 3, 0)


def test_a_pair_that_was_asked_twice_is_not_asked_again() -> None:
    step = next_step([1, 2, 3], said("1>2", "1>2", "2>3", "3>1"))
    assert step.question == (2, 3)
    assert step.contradiction == tuple(said("2>3", "3>1", "1>2"))


def test_an_answer_is_as_old_as_the_latest_about_its_pair() -> None:
    answers = said("1>2", "2>3", "3>1", "3>1", "2>3", "1>2")
    assert next_step([1, 2, 3], answers) == Step(None, (1, 2, 3), 2, 0)


def test_of_two_circles_the_smaller_is_shown() -> None:
    long = ["1>2", "2>3", "3>4", "4>1"]
    step = next_step(list(range(1, 8)), said(*long, "5>6", "6>7", "7>5"))
    assert step.contradiction == tuple(said("5>6", "6>7", "7>5"))
    step = next_step(list(range(1, 8)), said(*long))
    assert step.contradiction == tuple(said(*long))
    step = next_step(list(range(1, 8)), said(*long, "3>1"))
    assert step.contradiction == tuple(said("1>2", "2>3", "3>1"))


def test_of_two_circles_of_one_size_the_older_is_shown() -> None:
    step = next_step(list(range(6)), said("3>4", "0>1", "1>2", "2>0", "4>5", "5>3"))
    assert step.contradiction == tuple(said("3>4", "4>5", "5>3"))


def test_who_means_a_circle_is_asked_once_more_about_each_pair() -> None:
    circle = ["1>2", "2>3", "3>1"]
    answers = said(*circle)
    for pair in circle:
        step = next_step([1, 2, 3], answers)
        assert step.question is not None
        assert set(step.question) == {int(item) for item in pair.split(">")}
        assert step.contradiction
        answers += said(pair)
    assert next_step([1, 2, 3], answers) == Step(None, (2, 3, 1), 2, 0)


def test_a_circle_that_was_meant_is_not_brought_up_by_a_new_item() -> None:
    answers = said("1>2", "2>3", "3>1", "1>2", "2>3", "3>1")
    new = ["2>4", "4>1", "4>3"]
    for number, question in enumerate([(1, 4), (3, 4)], start=1):
        step = next_step([1, 2, 3, 4], [*answers, *said(*new[:number])])
        assert step.question == question
        assert not step.contradiction
    assert next_step([1, 2, 3, 4], [*answers, *said(*new)]) == Step(None, (2, 4, 3, 1), 5, 0)


def test_a_long_list_is_one_answer_at_a_time() -> None:
    items = list(range(300))
    answers = [Answer(item, item + 1) for item in items[:-2]]
    step = next_step(items, answers)
    assert step.question == (149, 299)
    assert (step.at_most, step.asked) == (9, 298)
