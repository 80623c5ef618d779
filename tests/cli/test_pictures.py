"""What is drawn: the season as a strip of weeks, bars, ratings and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.render import blocks
from fmgtrack.render.season_cards import strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

STRIP = """\
season 2027 by week, under each the day of its Monday
              ## ##
  interviews  1  1  .  .  .  .  .
  mails       3  .  .  .  .  .  .
  dates       1! .  .  .  .  .  1!
              23 30 7  14 21 28 4
              Nov   Dec         Jan
              ^
"""


@pytest.mark.usefixtures("season")
def test_the_season_is_a_strip_of_weeks_with_what_is_ahead(run: Callable[..., Ran]) -> None:
    run("remove", *(f"d{number}" for number in range(1, 25)), "--yes")

    said = run("season").stdout
    assert said.startswith(STRIP)
    assert "i1   Wed 25 Nov 2026  3 mails until 26 Nov, Henry Ford Hospital" in said
    assert "i3   Fri 27 Nov 2026  answer Iowa Hospitals" in said
    assert "invitations without a day: 1" in said


@pytest.mark.usefixtures("season")
def test_mails_that_are_written_and_dates_that_are_done_leave_the_strip(
    run: Callable[..., Ran],
) -> None:
    run("sent henry")
    weeks = run("season --json").json["weeks"]
    assert not any(window["interview"] == "i1" for week in weeks for window in week["mails"])

    last = run("season --json").json["weeks"][-1]
    run("remove", *(date["ref"] for date in last["dates"]), "--yes")
    assert run("season --json").json["weeks"][-1]["week"] < last["week"]


def test_a_record_without_days_says_what_to_type(run: Callable[..., Ran]) -> None:
    run("config season 2040")
    assert "`fmgtrack season 2040` brings its dates" in run("season").stdout


@pytest.mark.usefixtures("season")
def test_a_strip_fits_the_terminal_and_goes_on_below(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("season", columns=60, quiet=True).end()

    assert max(map(len, screen.splitlines())) <= 60
    assert screen.count("  interviews ") == 2
    assert "█" in screen


def test_more_than_one_sign_is_told_in_numbers() -> None:
    date = {"on": "2026-11-24", "binding": True}
    week = {"week": "2026-11-23", "interviews": [1] * 12, "mails": [], "dates": [date] * 14}
    rows = list(strip([week], "", 80, plain=True))

    assert [row.split() for row in rows[-5:-1]] == [
        ["interviews", "12"],
        ["mails", "."],
        ["dates", "14!"],
        ["23"],
    ]


@given(value=st.integers(0, 400), most=st.integers(1, 400), length=st.integers(1, 60), plain=...)
def test_bars_never_lie(value: int, most: int, length: int, *, plain: bool) -> None:
    value = min(value, most)

    bar = blocks.bar(value, most, length, plain=plain)
    assert bool(bar) is bool(value)
    assert len(bar) <= length
    gauge = blocks.gauge(value, most, length, plain=plain)
    assert len(gauge) == length
    assert (gauge[-1] in "#█") is (value == most)
    assert (bar + gauge).isascii() or not plain


@pytest.mark.usefixtures("season")
def test_a_rating_is_so_many_signs_of_five(
    run: Callable[..., Ran], terminal: Callable[..., Terminal]
) -> None:
    run("rol rate mayo culture=2")
    line = "  the people: residents among each other"

    assert f"  culture      **...{line}" in run("rol rate mayo").stdout
    one = terminal("rol", "rate", "mayo", quiet=True)
    one.expect(f"  culture      ■■□□□{line}")


def test_a_wait_is_a_bar_that_fills(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    run('add-program "Mayo Clinic" --state MN')
    for day, line in (
        ("20", "strength --rating 4"),
        ("22", "strength --rating 5"),
        ("23", "why-program --for mayo --rating 2"),
    ):
        monkeypatch.setenv("FMGTRACK_NOW", f"2026-11-{day}T15:00:00+00:00")
        run(f"prep practice {line} --seconds 90")
    monkeypatch.setenv("FMGTRACK_NOW", "2026-11-25T15:00:00+00:00")

    said = run("prep practice --history").stdout
    assert "  why-program, Mayo Clinic  ############  due for 1 day\n" in said
    assert "  strength                  ######......  in 3 days\n" in said
    first, second = run("prep practice --history --json").json["spacing"]
    assert (first["waits"], first["waited"], first["program"]["ref"]) == (1, 2, "p1")
    assert (second["waits"], second["waited"], second["program"]) == (6, 3, None)
