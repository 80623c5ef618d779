"""Recorded text in messages: one line, short, without a backtick of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules.prose import clean
from fmgtrack.rules.quoting import quoted, unquoted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Henry Ford", "`Henry Ford`"),
        ("  Henry \t Ford\n", "`Henry Ford`"),
        ("a `b` c", "`a 'b' c`"),
        ("Jos\N{LATIN SMALL LETTER E WITH ACUTE}", "`Jos\N{LATIN SMALL LETTER E WITH ACUTE}`"),
        ("\N{LEFT DOUBLE QUOTATION MARK}x\u202e", '`"x`'),
        ("a" * 71, f"`{'a' * 67}...`"),
        ("a" * 70, f"`{'a' * 70}`"),
        (f"{'a' * 66} bcdef", f"`{'a' * 66}...`"),
        ("", "``"),
    ],
)
def test_a_text_is_fit_for_a_message(text: str, said: str) -> None:
    assert quoted(text) == said


@given(st.text(max_size=400), st.integers(10, 80))
def test_plain_text_is_shown_as_any_other_would_be(text: str, limit: int) -> None:
    line = " ".join(clean(text[: limit * 4]).split())
    assert unquoted(text, limit) == (
        line if len(line) <= limit else line[: limit - 3].rstrip() + "..."
    )
    assert "`" not in unquoted(text, limit)
