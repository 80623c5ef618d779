"""The cheap look that spares most records the dear one never keeps out a record that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fmgtrack.rules import matching
from fmgtrack.rules.matching import Named, find

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = (
    *("Saint", "St.", "Anne", "SaintAnne", "McKeesport", "Henry", "Ford", "Mt Sinai", "U of M"),
    *("University", "Univ.", "Michigan", "of", "and", "&", "NYU", "UPMC", "DMC", "Detroit"),
    *("Medical", "Center", "Med", "Clinics", "O'Brien", "Peña", "T. J.", "umich", "wayne", "MS"),
)
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join) | st.text(
    alphabet="abcMuU .&'é1", min_size=1, max_size=8
)
RECORDS = st.lists(
    st.tuples(NAMES, NAMES | st.just(""), st.lists(NAMES, max_size=2)), min_size=1, max_size=6
)


def pieces(name: str) -> st.SearchStrategy[str]:
    """Parts of a name as people type them: run together, cut off, or its initials."""
    words = name.split() or [name]
    return st.sampled_from(
        [name, "".join(words), name[: len(name) // 2 + 1], "".join(word[0] for word in words)]
    )


@given(RECORDS, st.data())
@settings(max_examples=300)
@example([("University of Michigan", "", [])], None)
def test_the_cheap_look_changes_no_answer(
    rows: Sequence[tuple[str, str, list[str]]], data: st.DataObject | None
) -> None:
    records = [
        Named(key=key, name=name, institution=institution, also=tuple(also))
        for key, (name, institution, also) in enumerate(rows, start=1)
    ]
    texts = [text for name, institution, also in rows for text in (name, institution, *also)]
    query = "umich"
    if data is not None:
        query = data.draw(NAMES | st.sampled_from([text for text in texts if text]).flatmap(pieces))
    quick, looked = find(query, records), matching._may_fit  # noqa: SLF001  to go without it
    try:
        matching._may_fit = lambda *_: True  # noqa: SLF001  as above
        assert find(query, records) == quick
    finally:
        matching._may_fit = looked  # noqa: SLF001  as above
