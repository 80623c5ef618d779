"""Learning something never makes a sure thing unsure, and the order is the person's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.sample_programs import VALUES, places

from fmgtrack.rules.fitting import GROUPS, fit
from fmgtrack.rules.fitting_facts import Amount, Applicant, Attempt, Known, Place, Spell
from fmgtrack.rules.preferences import Wish, in_order, total
from fmgtrack.rules.requirements import ELIGIBILITY, RULES
from fmgtrack.rules.whatif import moves

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = places(30)
KNOWN = {word: [value for value in values if value] for word, values in VALUES.items()}

maybe = st.none() | st.booleans()


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    least = draw(st.integers(0, 4))
    return Amount(least, draw(st.none() | st.integers(least, least + 3)))


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    days = draw(st.integers(0, 250))
    return Spell(days, round(days / 30.44, 1), draw(st.booleans()))


@st.composite
def applicants(draw: st.DrawFn) -> Applicant:
    attempt = st.builds(
        Attempt,
        st.sampled_from(["step1", "step2ck", "step3"]),
        st.sampled_from(["planned", "waiting", "pass", "fail"]),
        st.none() | st.integers(190, 270),
    )
    return Applicant(
        season=2027,
        today=date(2026, 11, 25),
        graduated=draw(st.none() | st.sampled_from(["2016", "2021", "2020-03", "2022-06-15"])),
        attempts=tuple(draw(st.lists(attempt, max_size=5))),
        certified=draw(maybe),
        visa_need=draw(st.sampled_from([None, "none", "j1", "h1b", "either"])),
        hands_on=draw(spells()),
        observed=draw(spells()),
        us_letters=draw(amounts()),
    )


@st.composite
def programs(draw: st.DrawFn) -> Place:
    said = {
        word: Known(draw(st.sampled_from(values)))
        for word, values in KNOWN.items()
        if draw(st.booleans())
    }
    return Place(
        number=draw(st.integers(1, 9999)),
        name=draw(st.text(max_size=6)),
        status=draw(st.sampled_from(["considered", "applied"])),
        j1=draw(maybe),
        h1b=draw(maybe),
        strict=said,
    )


def outcomes(place: Place, applicant: Applicant) -> dict[str, str]:
    return {one.rule: one.outcome for one in fit(place, applicant).verdicts if one.strict}


@given(place=programs(), applicant=applicants(), data=st.data())
def test_a_fact_that_becomes_known_never_turns_a_fail_into_unknown(
    place: Place, applicant: Applicant, data: st.DataObject
) -> None:
    unknown = [word for word in RULES if word not in place.strict]
    unknown += [kind for kind in ("j1", "h1b") if getattr(place, kind) is None]
    assume(unknown)
    word = data.draw(st.sampled_from(unknown))
    if word in RULES:
        value = Known(data.draw(st.sampled_from(KNOWN[word])))
        learnt = replace(place, strict={**place.strict, word: value})
    else:
        answer: dict[str, bool] = {word: data.draw(st.booleans())}
        learnt = replace(place, j1=answer.get("j1", place.j1), h1b=answer.get("h1b", place.h1b))
    before, after = outcomes(place, applicant), outcomes(learnt, applicant)

    for rule, outcome in before.items():
        assert (outcome, after.get(rule)) != ("fail", "unknown"), rule
    if fit(place, applicant).group == "fails":
        assert fit(learnt, applicant).group == "fails"


@given(place=programs(), applicant=applicants(), data=st.data())
def test_neither_does_a_thing_that_the_profile_comes_to_say(
    place: Place, applicant: Applicant, data: st.DataObject
) -> None:
    letters = applicant.us_letters
    learnt = data.draw(
        st.sampled_from(
            [
                replace(applicant, graduated=applicant.graduated or "2019-06-15"),
                replace(applicant, visa_need=applicant.visa_need or "h1b"),
                replace(applicant, certified=bool(applicant.certified)),
                replace(applicant, hands_on=replace(applicant.hands_on, complete=True)),
                replace(applicant, observed=replace(applicant.observed, complete=True)),
                replace(
                    applicant,
                    us_letters=letters if letters.most is not None else Amount(letters.least, 9),
                ),
            ]
        )
    )
    before, after = outcomes(place, applicant), outcomes(place, learnt)

    for rule, outcome in before.items():
        assert (outcome, after.get(rule)) != ("fail", "unknown"), rule


@given(applicant=applicants())
def test_a_program_of_which_nothing_is_known_is_to_be_asked(applicant: Applicant) -> None:
    assert fit(Place(number=1, name="Grady Memorial"), applicant).group == "ask"


@given(place=programs(), applicant=applicants())
def test_the_group_is_what_its_strict_verdicts_say(place: Place, applicant: Applicant) -> None:
    found = fit(place, applicant)
    strict = {one.outcome for one in found.verdicts if one.strict}

    assert found.group in GROUPS
    assert (found.group == "fails") == ("fail" in strict)
    assert (found.group == "fits") == (strict == {"pass"})
    for one in found.verdicts:
        assert one.reason
        assert bool(one.lacks) == (one.outcome == "unknown")
    wanted = replace(place, strict={}, preferred=place.strict)
    assert fit(wanted, applicant).group == fit(replace(place, strict={}), applicant).group


@given(place=programs(), applicant=applicants(), data=st.data())
def test_what_a_program_is_like_decides_nothing(
    place: Place, applicant: Applicant, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from([word for word in RULES if word not in ELIGIBILITY]))
    value = Known(data.draw(st.sampled_from(KNOWN[word])))
    other = replace(place, strict={**place.strict, word: value})
    assert outcomes(other, applicant) == outcomes(place, applicant)


wishes = st.lists(
    st.builds(
        Wish,
        st.sampled_from(["state"]),
        st.sampled_from(["NY", "MI", "TX"]),
        st.sampled_from([0.1, 0.2, 0.5, 1, 2, 3]),
    )
    | st.sampled_from([Wish("size", "20+", 1), Wish("setting", "university", 0.3)]),
    max_size=4,
)


@given(shuffled=st.permutations(SAMPLE), applicant=applicants(), liked=wishes)
def test_the_order_does_not_depend_on_the_order_before(
    shuffled: Sequence[Place], applicant: Applicant, liked: list[Wish]
) -> None:
    first = in_order([fit(one, applicant) for one in SAMPLE], liked)
    again = in_order([fit(one, applicant) for one in shuffled], list(reversed(liked)))

    assert [each.place.number for each, _ in first] == [each.place.number for each, _ in again]
    totals = [total(parts) for _, parts in first]
    assert totals == sorted(totals, reverse=True)


@given(applicant=applicants(), liked=wishes, factor=st.sampled_from([2, 4, 0.5]))
def test_weights_twice_as_heavy_throughout_change_no_place(
    applicant: Applicant, liked: list[Wish], factor: float
) -> None:
    fits = [fit(one, applicant) for one in SAMPLE]
    heavier = [replace(wish, weight=wish.weight * factor) for wish in liked]

    assert [each.place.number for each, _ in in_order(fits, liked)] == [
        each.place.number for each, _ in in_order(fits, heavier)
    ]


@given(one=applicants(), other=applicants())
def test_a_move_is_a_change_of_group_with_a_reason(one: Applicant, other: Applicant) -> None:
    before, after = [fit(p, one) for p in SAMPLE], [fit(p, other) for p in SAMPLE]
    groups = {fit_.place.number: fit_.group for fit_ in before}
    moved = {move.now.place.number: move for move in moves(before, after)}

    for now in after:
        assert (now.place.number in moved) == (groups[now.place.number] != now.group)
    for move in moved.values():
        assert move.was == groups[move.now.place.number]
        assert move.why
