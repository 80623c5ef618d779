"""What is counted in an answer, each figure checked by a count made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules.fillers import KINDS, fillers
from fmgtrack.rules.speech import (
    FASTEST,
    PARTS,
    SLOWEST,
    Cue,
    heard,
    judged,
    measure,
    pace,
    speakers,
    star_shares,
    stem,
)
from fmgtrack.rules.spoken import count_words, sentences


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("... - !", 0),
        ("I was on call.", 4),
        ("A follow-up for Dr. Chen's patient", 6),
        ("I don\u2019t know, it\u2019s 24/7 and 3.5 mg", 8),
        ("um... so\tI\nwent", 4),
        ("sepsis--and shock", 3),
    ],
)
def test_words(text: str, number: int) -> None:
    assert count_words(text) == number


def test_a_sentence_ends_neither_after_a_title_nor_where_a_voice_hesitates() -> None:
    found = sentences("I called Dr. Chen... and waited. So what? It was 3.5 mg.")
    assert [" ".join(token.text for token in one) for one in found] == [
        "I called Dr Chen and waited",
        "So what",
        "It was 3.5 mg",
    ]


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("um", "Um, I, uh, er, was, ummm, uhm, there. Hmm.", 6),
        ("um", "In the ER I treated a patient with MM, an hour later in the er.", 1),
        ("um", "I UH WAS THERE UM", 2),
        ("um", "umbrella, her, ah-ha, Uhuru, to err", 0),
        ("like", "I was, like, so tired. It was like, whatever.", 2),
        ("like", "And he was like oh no, and I was like okay.", 2),
        (
            "like",
            "I like it. It looks like pneumonia. What I like, is that. Drugs like aspirin.",
            0,
        ),
        ("like", "It feels like, well, home. Something like, ten. It was like a dream.", 0),
        ("you know", "It was, you know, hard. You know I tried. I went there you know.", 3),
        (
            "you know",
            "Did you know that? As you know, I know. You know what it is. If you know me.",
            0,
        ),
        ("you know", "I was told to, you know, decide.", 1),
        ("I mean", "I mean, it was hard. It was, I mean, late. I mean we tried.", 3),
        ("I mean", "What I mean is this. I mean it. Do I mean that? I mean to go.", 0),
        ("actually", "Actually I actually did.", 2),
        ("basically", "So basically it works, basically.", 2),
        ("so", "So I went. So, we stayed. I was so tired. He did so. So?", 3),
        ("so", "So that he could sleep. So far it works. So much for that.", 0),
        ("kind of", "It was kind of late. I sort of knew. Kinda. A bit kind of slow.", 4),
        (
            "kind of",
            "This kind of patient. What kind of ward? The sort of thing. A kind of rash.",
            0,
        ),
        ("kind of", "He was kind. Of course.", 0),
    ],
)
def test_filler_words_count_where_they_say_nothing(kind: str, text: str, number: int) -> None:
    assert fillers(text).get(kind, 0) == number


def test_words_of_other_sentences_do_not_make_a_filler() -> None:
    assert fillers("That is you. Know this. I. Mean it. Kind. Of.") == {}


@given(st.text(alphabet="uhmerlikeyouknow,. SoIA'\u2019\n", max_size=200))
def test_fillers_never_outnumber_words(text: str) -> None:
    found = fillers(text)
    assert set(found) <= set(KINDS)
    assert sum(found.values()) <= count_words(text)


def cue(start: float, end: float, text: str = "one two", speaker: str = "Sana") -> Cue:
    return Cue(text=text, speaker=speaker, start=start, end=end)


def test_the_turns_of_others_do_not_count() -> None:
    found = measure(
        [
            cue(0, 10, speaker="Other"),
            cue(10, 20),
            cue(20, 30),
            cue(30, 60, speaker="Other"),
            cue(60, 65),
        ],
        "Sana",
    )
    # 10 to 30, and 60 to 65
    assert (found.words, found.seconds, found.longest_run) == (6, 25, 20)


@pytest.mark.parametrize(
    ("cues", "seconds", "run"),
    [
        ([(0, 5), (5.9, 10)], 10, 10),  # 0.9 s is no pause
        ([(0, 5), (6, 10)], 10, 5),  # 1 s is one
        ([(0, 9), (1, 3), (9.5, 12)], 12, 12),  # one within another
        ([(4, 2)], 0, 0),  # an end before its beginning
        ([(1_000_000, 1_000_010)], 10, 10),
        ([(0, 0), (0, 0)], 0, 0),
        ([(2, 4), (0, 1)], 4, 2),  # out of order
    ],
)
def test_length_and_longest_run(
    cues: list[tuple[float, float]], seconds: float, run: float
) -> None:
    found = measure([cue(*one) for one in cues], "Sana")
    assert (found.seconds, found.longest_run) == (seconds, run)


def test_a_text_has_words_and_no_times() -> None:
    found = measure([Cue(text="one two"), Cue(text="three")], "")
    assert (found.words, found.seconds, found.longest_run) == (3, None, None)


TIMES = st.floats(0, 1e6, allow_nan=False)


@given(
    st.lists(st.builds(Cue, text=st.text("ab. ", max_size=9), start=TIMES, end=TIMES), min_size=1)
)
def test_no_run_is_longer_than_the_answer(cues: list[Cue]) -> None:
    found = measure(cues, "")
    assert found.seconds is not None
    assert found.longest_run is not None
    assert 0 <= found.longest_run <= found.seconds


def test_who_says_most_stands_first() -> None:
    cues = [
        Cue(text="one", speaker="A"),
        Cue(text="two three", speaker="B"),
        Cue(text="x", speaker="A"),
    ]
    assert list(speakers(cues).items()) == [("A", 2), ("B", 2)]
    assert next(iter(speakers([*cues, Cue(text="y", speaker="B")]))) == "B"


@pytest.mark.parametrize(
    ("words", "seconds", "speed"),
    [(66, 34, 116), (120, 60, 120), (5, None, None), (5, 0, None)],
)
def test_words_a_minute(words: int, seconds: float | None, speed: int | None) -> None:
    assert pace(words, seconds) == speed


def test_the_range_has_both_its_ends() -> None:
    assert [judged(n) for n in (SLOWEST - 1, SLOWEST, FASTEST, FASTEST + 1)] == [
        *("slow", "within", "within", "fast")
    ]


STORY = (
    "I was on call in a district hospital. A child came in with a fever. "  # 8 + 7
    "My task was to find out why. "  # 7
    "I examined the child and took blood. Then I, um, called the consultant. "  # 7 + 6
    "The ward was full. "  # 4, said within the action
    "As a result she got antibiotics within the hour. "  # 9
    "I also told the family. "  # 5, back to the action
    "The child improved. I learned to ask early."  # 3 + 5
)


def test_star_by_hand() -> None:
    # of 61 words: situation 15, task 7, action 7 + 6 + 4 + 5 = 22, result 9 + 3 + 5 = 17
    assert count_words(STORY) == 61
    assert star_shares(STORY) == {
        "situation": round(15 / 61, 3),
        "task": round(7 / 61, 3),
        "action": round(22 / 61, 3),
        "result": round(17 / 61, 3),
    }


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("We called the consultant.", "situation"),  # what the person did is not said
        ("I worked in a clinic.", "situation"),
        ("I noticed that he was pale.", "situation"),
        ("The patient improved.", "situation"),  # nothing was done yet
        ("I had to decide alone.", "task"),
        ("I was responsible for the ward.", "task"),
        ("I quickly called the nurse.", "action"),
        ("So I decided to wait.", "action"),
        ("In the end he went home.", "result"),
    ],
)
def test_the_part_of_a_first_sentence(sentence: str, part: str) -> None:
    assert star_shares(sentence) == {name: float(name == part) for name in PARTS}


@pytest.mark.parametrize("text", ["", "...", "a text of a recogniser that sets no stop at all"])
def test_without_sentences_nothing_is_shared_out(text: str) -> None:
    assert star_shares(text) is None


@given(st.lists(st.sampled_from(STORY.split(" ")), max_size=80).map(" ".join))
def test_shares_are_shares(text: str) -> None:
    found = star_shares(text)
    assert found is None or sum(found.values()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    "forms",
    [
        "teach teaches teacher teachers teaching",
        "study studies studied studying",
        "patient patients",
        "care cares cared caring",
        "educate education educational educating",
        "plan planned planning plans",
        "develop development develops",
    ],
)
def test_forms_of_a_word_are_one(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("point", "said", "is_heard"),
    [
        ("rural medicine", "I practised medicine in rural clinics.", True),
        ("rural medicine", "I practised medicine in a city.", False),
        ("Teaching", "I taught and was a teacher.", True),
        ("two years alone in a rural district clinic", "a clinic of the district", True),
        ("follow-up of my patients", "I followed patients up.", True),
        ("ECFMG certified", "I am certified by the ECFMG", True),
        ("Sj\u00f6gren", "a case of SJ\u00d6GREN", True),
    ],
)
def test_a_point_is_heard_in_other_forms(point: str, said: str, is_heard: bool) -> None:
    assert heard([point], said) == (((point,), ()) if is_heard else ((), (point,)))


def test_points_of_no_content_are_left_out() -> None:
    assert heard(["and so on", "", "..."], "and so on") == ((), ())
