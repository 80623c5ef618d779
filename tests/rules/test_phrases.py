from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules.phrases import odd


@pytest.mark.parametrize(
    "phrase",
    [
        "your work on early sepsis alerts",
        "how the night float works",
        "the clinic for refugees",
        "why you came to the Bronx",
        "what you look for in a resident",
        "the first months of a resident from another system",
        "training residents abroad",
        "where the graduates go",
        "cricket",
        "ultrasound at the bedside, and who may do it",
        "this year's change of the curriculum",
    ],
)
def test_what_reads_well_passes(phrase: str) -> None:
    assert odd(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("what do you look for in a resident", "question"),
        ("Is there research time?", "question"),
        ("his work in sepsis", "third-person"),
        ("Her research on COPD", "third-person"),
        ("your wife is from Karachi", "sentence"),
        ("and the ECMO", "sentence"),
        ("loved the ICU", "sentence"),
        ("We share love of chai", "sentence"),
        ("that you are also from Lahore", "sentence"),
        ("I told about my TB project", "sentence"),
        ("we both played cricket", "sentence"),
        ("thank you for the help with the zoom", "sentence"),
        ("you said you will rank me high", "sentence"),
        ("to be honest I did not understand his accent", "sentence"),
        ("word " * 31, "long"),
    ],
)
def test_what_reads_oddly_is_named(phrase: str, why: str) -> None:
    assert odd(phrase) == why


@given(st.text(max_size=400))
def test_any_text_is_answered(text: str) -> None:
    assert odd(text) in (None, "long", "question", "third-person", "sentence")
