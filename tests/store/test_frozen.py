"""Frozen values, made without `dataclasses`, behave as its own do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace

import pytest

from fmgtrack.records.frozen import frozen


@frozen()
class Ours:
    """A value with a default."""

    name: str
    count: int = 2


@dataclass(frozen=True)
class Theirs:
    """The same."""

    name: str
    count: int = 2


@frozen(kw_only=True)
class Named:
    """A value whose fields are given by name."""

    name: str = "x"
    count: int


def test_it_is_made_as_a_dataclass_is() -> None:
    for kind in (Ours, Theirs):
        one = kind("a")
        assert (one.name, one.count) == ("a", 2)
        assert kind("a", 3) == kind(name="a", count=3) != one
        assert hash(kind("a")) == hash(kind("a"))
        assert len({kind("a"), kind("a", 2), kind("b")}) == 2
        with pytest.raises(TypeError):
            kind()  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            kind("a", 1, 2)  # type: ignore[call-arg]
    assert repr(Ours("a")) == repr(Theirs("a")).replace("Theirs", "Ours")
    assert Ours("a") != Theirs("a")  # type: ignore[comparison-overlap]


def test_it_cannot_be_changed() -> None:
    one = Ours("a")
    with pytest.raises(AttributeError):
        one.name = "b"  # type: ignore[misc]
    assert one.name == "a"


def test_by_name_alone() -> None:
    assert Named(count=1).name == "x"
    with pytest.raises(TypeError):
        Named("a", 1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Named()  # type: ignore[call-arg]


def test_dataclasses_know_it() -> None:
    one = Ours("a")
    assert [(field.name, field.default) for field in fields(one)] == [
        (field.name, field.default) for field in fields(Theirs("a"))
    ]
    assert replace(one, count=5) == Ours("a", 5)
    assert asdict(one) == {"name": "a", "count": 2}
