"""What holds for every query and every list of names."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from fmgtrack.rules.matching import Named, find, name_key, nearest, same_name

MANY = (
    "Henry Ford Mayo Clinic Mercy Grace Mount Sinai Luke's St. Saint Lakeside Rutgers Jersey Shore "
    "Wayne State University Univ. of the at and & Michigan Washington Texas A&M Medical Med Center "
    "Ctr Hospital BronxCare SUNY Downstate Mayagüez Łódź U.T. in West E. Internal Medicine"
)
WORDS = st.sampled_from(MANY.split())
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
BESIDE = st.lists(
    st.sampled_from(
        ["Detroit", "MI", "Michigan", "IN", "New York", "NY", "Internal Medicine", "VA"]
    ),
    max_size=4,
).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> list[Named]:
    rows = draw(st.lists(st.tuples(NAMES, BESIDE, st.one_of(st.just(""), NAMES)), max_size=8))
    return [
        Named(key=key, name=name, also=also, institution=institution)
        for key, (name, also, institution) in enumerate(rows, start=1)
    ]


def shown(query: str, named: list[Named]) -> tuple[set[int], bool]:
    """What a person is told about, and whether it fits."""
    result = find(query, named)
    keys = set(result.candidates) if result.key is None else {result.key}
    return keys, result.near


@given(st.text(), st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=6))
def test_any_text_is_searched_without_an_error(
    query: str, rows: list[tuple[str, str, str]]
) -> None:
    named = [
        Named(key=key, name=name, institution=institution, also=(also,))
        for key, (name, institution, also) in enumerate(rows)
    ]
    result = find(query, named)
    assert result.key is None or not result.candidates
    assert set(result.candidates) <= {one.key for one in named}
    assert len(set(result.candidates)) == len(result.candidates)
    assert result.candidates or not result.near
    assert set(nearest(query, [row[0] for row in rows])) <= {row[0] for row in rows}


@given(records(), st.data())
def test_a_whole_name_that_no_other_has_finds_itself(
    named: list[Named], data: st.DataObject
) -> None:
    assume(named)
    wanted = data.draw(st.sampled_from(named))
    assume([one.key for one in named if same_name(one.name, wanted.name)] == [wanted.key])
    # a name of symbols alone has no word to look for
    assume(any(char.isalnum() for char in wanted.name))
    assert find(wanted.name, named).key == wanted.key


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5, unique_by=name_key), st.data())
def test_a_whole_name_of_any_script_finds_itself(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    named = [Named(key=key, name=one) for key, one in enumerate(names)]
    result = find(name, named)
    if result.key is None:
        # nothing but marks and symbols in it
        assert name_key(name) == name.strip()
        assert not any(char.isascii() and char.isalnum() for char in name)
    else:
        assert names[result.key] == name


@given(records(), NAMES)
def test_case_accents_and_punctuation_do_not_count(named: list[Named], query: str) -> None:
    plain = find(query, named)
    assert find(query.upper(), named) == plain
    assert find(query.lower(), named) == plain
    assert find(unicodedata.normalize("NFD", query), named) == plain
    accented = "".join(char + "\u0301" if char in "aeiouAEIOU" else char for char in query)
    assert find(accented, named) == plain
    assert find(", ".join(query.split(" ")), named) == plain
    assert find(f"  “{query}”!  ", named) == plain


@given(records(), NAMES, st.randoms(use_true_random=False))
def test_the_order_of_words_decides_only_between_whole_names(
    named: list[Named], query: str, random: object
) -> None:
    words = query.split(" ")
    shuffled = words[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis does not export its type
    before, near_before = shown(" ".join(words), named)
    after, near_after = shown(" ".join(shuffled), named)
    assert near_before == near_after
    assert before <= after or after <= before


PLAIN_WORDS = st.text(st.sampled_from("bdkqxz"), min_size=4, max_size=7)


@given(
    st.lists(st.lists(PLAIN_WORDS, min_size=1, max_size=4), min_size=1, max_size=6),
    st.data(),
)
def test_every_word_of_a_query_matches_a_word_of_the_hit(
    names: list[list[str]], data: st.DataObject
) -> None:
    named = [Named(key=key, name=" ".join(words)) for key, words in enumerate(names)]
    source = data.draw(st.sampled_from([word for words in names for word in words]))
    cut = data.draw(st.integers(2, len(source)))
    query = [source[:cut], *data.draw(st.lists(PLAIN_WORDS, max_size=2))]
    result = find(" ".join(query), named)
    fitting = {
        key
        for key, words in enumerate(names)
        if all(any(word.startswith(asked) for word in words) for asked in query)
    }
    initials = ["".join(word[0] for word in words) for words in names]
    assume(not any(asked in run for asked in query for run in initials))
    if len(fitting) == 1:
        assert {result.key} == fitting
    elif fitting and result.key is None:
        assert set(result.candidates) == fitting
        assert not result.near
    elif fitting:
        assert result.key in fitting
        assert " ".join(names[result.key or 0]) == " ".join(query)
    else:
        assert result.key is None


@given(NAMES)
def test_a_name_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert same_name(name, name.swapcase())
