from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.errors import FmgtrackError, InvalidError, UsageError
from fmgtrack.rules.confirmed import is_confirmed
from fmgtrack.rules.requirement_values import ANY
from fmgtrack.rules.requirements import ELIGIBILITY, RULES, rule_of
from fmgtrack.rules.when import Reading

READING = Reading(
    now=datetime.fromisoformat("2026-11-25T10:00:00-05:00"),
    home_zone="Asia/Karachi",
    zone_words={"et": "America/New_York"},
    ambiguous_words={},
    season=2027,
)


@pytest.mark.parametrize(
    ("word", "typed", "kept"),
    [
        ("graduation-years", "5", "5"),
        ("graduation-years", "within 5 years", "5"),
        ("graduation-years", "Within the last 5 years.", "5"),
        ("graduation-years", "<= 10 yrs", "10"),
        ("graduation-years", "0", "0"),
        ("graduation-years", "no limit", ANY),
        ("graduation-years", "none", ANY),
        ("step2ck", "220", "220"),
        ("step2ck", ">=220", "220"),
        ("step2ck", "at least 220 points", "220"),
        ("step2ck", "220+", "220"),
        ("step2ck", "220 or higher", "220"),
        ("step2ck", "Pass", ANY),
        ("step2ck", "no minimum", ANY),
        ("attempts", "0", "0"),
        ("attempts", "first try only", "0"),
        ("attempts", "on the first attempt", "0"),
        ("attempts", "at most 1 failed attempt", "1"),
        ("attempts", "no limit", ANY),
        ("ecfmg", "application", "application"),
        ("ecfmg", "Applying", "application"),
        ("ecfmg", "rank list", "ranking"),
        ("ecfmg", "training", "start"),
        ("usce-months", "3", "3"),
        ("usce-months", "3 months", "3"),
        ("usce-months", "at least 1.5 months", "1.5"),
        ("usce-months", "12 weeks", "12 weeks"),
        ("usce-months", "not required", ANY),
        ("usce-months", "0", ANY),
        ("observership-counts", "Y", "yes"),
        ("observership-counts", "false", "no"),
        ("us-letters", "2 US letters", "2"),
        ("us-letters", "0", ANY),
        ("step3", "H-1B", "yes"),
        ("step3", "no", "no"),
        ("step3", "app", "application"),
        ("deadline", "15 Oct 2026", "2026-10-15"),
        ("signal-use", "Not used", "ignored"),
        ("img-share", "45%", "45"),
        ("img-share", "0", "0"),
        ("size", "20 residents a year", "20"),
        ("setting", "Academic", "university"),
        ("setting", "Community, university affiliated", "university-affiliated"),
        ("setting", "university-aff", "university-affiliated"),
        ("fellowship", "YES", "yes"),
        ("fellowship", " Cardiology,  GI ", "Cardiology, GI"),
    ],
)
def test_a_value_is_read_to_one_writing(word: str, typed: str, kept: str) -> None:
    assert RULES[word].value(typed, READING) == kept
    assert RULES[word].is_kept(kept)


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("graduation-years", "at least 5"),
        ("graduation-years", "2019"),
        ("graduation-years", "5.5"),
        ("graduation-years", "-5"),
        ("graduation-years", "5 5"),
        ("step2ck", "< 220"),
        ("step2ck", "22"),
        ("step2ck", "2200"),
        ("step2ck", "2\u0662\u0660"),
        ("attempts", "none"),
        ("attempts", "no"),
        ("attempts", "12"),
        ("usce-months", "70 months"),
        ("usce-months", "3 days"),
        ("us-letters", "three"),
        ("img-share", "0.45"),
        ("img-share", "120"),
        ("size", "0"),
        ("size", "20+"),
        ("fellowship", "..."),
        ("fellowship", "x" * 201),
        ("deadline", "31 Feb 2027"),
        ("deadline", "10/11/2026"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_refused(word: str, typed: str) -> None:
    with pytest.raises(InvalidError) as error:
        RULES[word].value(typed, READING)
    assert error.value.hint


@pytest.mark.parametrize("word", ["ecfmg", "setting", "step3", "signal-use", "observership-counts"])
def test_a_choice_that_is_none_names_those_there_are(word: str) -> None:
    with pytest.raises(UsageError) as error:
        RULES[word].value("zebra", READING)
    assert error.value.hint.startswith("one of: ")


@given(word=st.sampled_from(sorted(RULES)), typed=st.text(max_size=30))
def test_whatever_is_read_is_kept_said_and_read_again(word: str, typed: str) -> None:
    rule = RULES[word]
    try:
        kept = rule.value(typed, READING)
    except FmgtrackError:
        return
    assert rule.is_kept(kept)
    assert rule.say(kept)
    assert rule.value(kept, READING) == kept


@given(word=st.sampled_from(sorted(RULES)), value=st.text(max_size=12) | st.from_regex(r"\d{1,4}"))
def test_whatever_counts_as_kept_can_be_said(word: str, value: str) -> None:
    if RULES[word].is_kept(value):
        assert RULES[word].say(value)


@pytest.mark.parametrize(
    ("word", "value", "said"),
    [
        ("graduation-years", "1", "at most 1 year since graduation"),
        ("graduation-years", ANY, "any year of graduation"),
        ("step2ck", "220", "at least 220 in Step 2 CK"),
        ("attempts", "0", "no failed attempt"),
        ("attempts", "2", "at most 2 failed attempts"),
        ("usce-months", "1", "at least 1 month of US experience"),
        ("usce-months", "8 weeks", "at least 8 weeks of US experience"),
        ("us-letters", "1", "at least 1 US letter"),
        ("deadline", "2026-10-15", "applications until Thu 15 Oct 2026"),
        ("img-share", "45", "45% international graduates"),
        ("fellowship", "GI", "fellowships: GI"),
    ],
)
def test_how_a_value_is_said(word: str, value: str, said: str) -> None:
    assert RULES[word].say(value) == said


@pytest.mark.parametrize(
    ("typed", "word"),
    [("step2ck", "step2ck"), ("Graduation Years", "graduation-years"), ("usce", "usce-months")],
)
def test_a_rule_is_found_by_its_word_or_a_beginning(typed: str, word: str) -> None:
    assert rule_of(typed).word == word


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("stp2ck", "step2ck"),
        ("s", "step2ck"),
        ("", "one of: "),
        ("j-1", "fmgtrack edit"),
        ("visa", "--j1"),
    ],
)
def test_no_rule_says_what_may_be_meant(typed: str, hint: str) -> None:
    with pytest.raises(UsageError) as error:
        rule_of(typed)
    assert hint in error.value.hint


@pytest.mark.parametrize(
    ("source", "on", "confirmed"),
    [
        ("FAQ page", "2026-06-01", True),
        ("FAQ page", "2026-05-31", False),
        (None, "2026-09-01", False),
        ("FAQ page", None, False),
    ],
)
def test_a_fact_is_confirmed_by_a_source_and_a_day_of_this_season(
    source: str | None, on: str | None, confirmed: bool
) -> None:
    assert is_confirmed(source, on, 2027) is confirmed


def test_features_come_after_what_decides_who_may_apply() -> None:
    order = [rule.eligibility for rule in RULES.values()]
    assert order == sorted(order, reverse=True)
    assert {word for word, rule in RULES.items() if rule.eligibility} == ELIGIBILITY
