"""What holds for any rank order list: asking, scoring, comparing versions, moving lines."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fmgtrack.actions import programs, rol
from fmgtrack.rules.compare import Answer, bound, next_step
from fmgtrack.rules.scores import Criterion, Score, by_score, distance, score
from fmgtrack.rules.versions import Line, apply, diff

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work

MOST = 30
KEYS = "abcdefg"

sizes = st.integers(0, MOST)
few = st.integers(0, 7)
lines = st.builds(
    Line,
    st.sampled_from(KEYS),
    st.sampled_from(["Mayo Clinic", "Rush"]),
    st.sampled_from([None, "1"]),
)
versions = st.lists(lines, max_size=12).map(tuple)
ratings = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 5))
weights = st.integers(0, 1000).map(float)


def answered(question: tuple[int, int], truth: list[int]) -> Answer:
    return Answer(*sorted(question, key=truth.index))


def follows(answers: list[Answer], better: int, worse: int) -> bool:
    """Whether `better` is known to stand over `worse`, found the slow way."""
    reached, found = {better}, {better}
    while found:
        found = {one.worse for one in answers if one.better in found} - reached
        reached |= found
    return worse in reached - {better}


@given(sizes.flatmap(lambda size: st.tuples(*[st.permutations(range(size))] * 2)))
@example((list(range(MOST)), list(range(MOST))[::-1]))
@settings(max_examples=50)
def test_consistent_answers_end_in_their_order_within_the_bound(
    orders: tuple[list[int], list[int]],
) -> None:
    own, truth = orders
    answers: list[Answer] = []
    step = next_step(own, answers)
    assert step.at_most == bound(len(own))
    while step.question is not None:
        assert sorted(step.order) == sorted(own)
        answers.append(answered(step.question, truth))
        following = next_step(own, answers)
        assert following.at_most < step.at_most
        assert following.asked == len(answers)
        assert not following.contradiction
        step = following
    assert step.at_most == 0
    assert list(step.order) == truth


@given(st.permutations(range(9)), st.data())
def test_it_is_taken_up_again_with_other_lines_and_asks_nothing_twice(
    truth: list[int], data: st.DataObject
) -> None:
    answers: list[Answer] = []
    stops = data.draw(st.lists(st.tuples(st.integers(1, 6), st.integers(2, 9)), max_size=6))
    size = 2
    for length, more in [*stops, (100, 9)]:
        size = max(size, more)
        own = data.draw(st.permutations(range(size)))
        for _ in range(length):
            step = next_step(own, answers)
            if step.question is None:
                break
            one, other = step.question
            assert own.index(one) < own.index(other)
            assert not follows(answers, one, other)
            assert not follows(answers, other, one)
            answers.append(answered(step.question, truth))
    assert list(next_step(own, answers).order) == truth


@given(few.flatmap(lambda size: st.permutations(range(size))), st.data())
def test_it_ends_whoever_answers(own: list[int], data: st.DataObject) -> None:
    ids = st.integers(0, len(own))
    answers = [
        Answer(*pair) for pair in data.draw(st.lists(st.tuples(ids, ids), max_size=len(own) * 4))
    ]
    stubborn = data.draw(st.sampled_from(["truth", "same again", "anything"]))
    truth = data.draw(st.permutations(own))
    step = next_step(own, answers)
    while step.question is not None:
        assert sorted(step.order) == sorted(own)
        one, other = step.question
        if step.contradiction:
            circle = step.contradiction
            assert all(a.worse == b.better for a, b in pairwise([*circle, circle[0]]))
            assert set(circle) <= set(answers)
            assert {circle[0].better, circle[0].worse} == {one, other}
        if stubborn == "same again" and step.contradiction:
            answers.append(step.contradiction[0])
        elif stubborn == "anything" and data.draw(st.booleans()):
            answers.append(Answer(other, one))
        else:
            answers.append(answered(step.question, truth))
        following = next_step(own, answers)
        assert following.at_most < step.at_most
        step = following
    assert not step.contradiction
    assert sorted(step.order) == sorted(own)


@given(st.integers(3, 7).flatmap(lambda size: st.permutations(range(size))), st.data())
def test_of_wrong_answers_in_circles_no_circle_is_left(
    truth: list[int], data: st.DataObject
) -> None:
    pairs = list(combinations(truth, 2))
    flips = data.draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    answers = data.draw(
        st.permutations(
            [
                Answer(*(pair[::-1] if flip else pair))
                for pair, flip in zip(pairs, flips, strict=True)
            ]
        )
    )
    own = sorted(truth)
    asked: list[frozenset[int]] = []
    while (step := next_step(own, answers)).question is not None:
        asked.append(frozenset(step.question))
        answers.append(answered(step.question, truth))
    assert len(asked) == len(set(asked))
    last = {frozenset((answer.better, answer.worse)): answer for answer in answers}
    places = {item: place for place, item in enumerate(step.order)}
    assert all(places[answer.better] < places[answer.worse] for answer in last.values())


@given(st.dictionaries(st.integers(0, 12), st.none() | st.floats(1, 5)), st.permutations(range(10)))
def test_score_order_is_a_stable_permutation(
    values: dict[int, float | None], own: list[int]
) -> None:
    found = by_score({item: Score(value, 1, 1) for item, value in values.items()}, own)
    assert sorted(found) == sorted(own)
    for higher, lower in pairwise(found):
        above, beneath = values.get(higher), values.get(lower)
        if above == beneath:
            assert own.index(higher) < own.index(lower)
        else:
            assert beneath is None or (above is not None and above > beneath)
    apart = distance(own, found)
    assert sum(apart.values()) == 0
    assert all(found.index(item) - own.index(item) == places for item, places in apart.items())


@given(ratings, st.dictionaries(st.sampled_from(KEYS), weights), st.integers(1, 1000))
def test_only_what_was_rated_counts(
    given_ratings: dict[str, int], weighed: dict[str, float], factor: int
) -> None:
    criteria = [Criterion(key, weight) for key, weight in weighed.items()]
    found = score(given_ratings, criteria)
    counting = {key for key, weight in weighed.items() if weight > 0}
    rated = [given_ratings[key] for key in counting if key in given_ratings]
    assert (found.rated, found.of) == (len(rated), len(counting))
    assert (found.value is None) is (not rated)
    if found.value is not None:
        assert min(rated) <= found.value <= max(rated)
        assert found.value == round(found.value, 2)
    unrated = score(given_ratings, [*criteria, Criterion("unrated", 7)])
    assert unrated == Score(found.value, found.rated, found.of + 1)
    heavier = [Criterion(one.key, one.weight * factor) for one in criteria]
    assert score(given_ratings, heavier) == found


@given(versions, versions)
def test_a_diff_applied_gives_the_new_version(old: tuple[Line, ...], new: tuple[Line, ...]) -> None:
    change = diff(old, new)
    assert apply(old, change) == new
    assert bool(change) is (old != new)
    assert not diff(old, old)
    assert len(old) - len(change.removed) == len(new) - len(change.added)


@given(st.integers(0, 8).flatmap(lambda size: st.permutations(range(size))))
def test_no_fewer_lines_could_have_moved(order: list[int]) -> None:
    old = tuple(Line(str(n), f"Program {n}") for n in range(len(order)))
    change = diff(old, tuple(old[n] for n in order))
    rising = max(
        len(kept)
        for size in range(len(order) + 1)
        for kept in combinations(order, size)
        if list(kept) == sorted(kept)
    )
    assert len(change.moved) == len(order) - rising
    assert (change.added, change.removed, change.edited) == ((), (), ())


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2, 12))
def test_one_move_is_one_line_moved(start: int, end: int, size: int) -> None:
    old = tuple(Line(str(n), f"Program {n}") for n in range(size))
    new = list(old)
    new.insert(min(end, size) - 1, new.pop(min(start, size) - 1))
    moved = diff(old, new).moved
    assert len(moved) == (tuple(new) != old)
    assert apply(old, diff(old, new)) == tuple(new)


@given(
    st.lists(
        st.tuples(st.sampled_from(["to", "above", "below"]), st.integers(1, 5), st.integers(1, 5)),
        max_size=6,
    )
)
@settings(max_examples=25)
def test_any_moves_keep_a_permutation(work: Work, moves: list[tuple[str, int, int]]) -> None:
    if not rol.order(work.store):
        for number in range(1, 6):
            programs.add_program(work, {"name": f"Hospital {number}"})
            rol.add(work, f"p{number}")
    for way, one, other in moves:
        if way != "to" and one == other:
            continue
        before = [entry.program_id for entry in rol.order(work.store)]
        place = {"to": str(other)} if way == "to" else {way: f"p{other}"}
        rol.move(work, f"p{one}", **place)
        after = rol.order(work.store)
        found = [entry.program_id for entry in after]
        assert [entry.position for entry in after] == [1, 2, 3, 4, 5]
        assert sorted(found) == sorted(before)
        assert [item for item in found if item != one] == [item for item in before if item != one]
        if way == "to":
            assert found.index(one) == other - 1
        else:
            assert found.index(one) - found.index(other) == (1 if way == "below" else -1)
