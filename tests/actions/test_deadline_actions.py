"""Deadlines, seasons and settings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from fmgtrack.actions import deadlines, history, journal, records, seasons, settings
from fmgtrack.errors import FmgtrackError, InvalidError, NotFoundError, WhenError
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.setting import Setting
from fmgtrack.records.settings import KEYS
from fmgtrack.reference.seasons import season

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program


def only(work: Work) -> Deadline:
    (found,) = work.store.table(Deadline).list()
    return found


@pytest.mark.parametrize(
    ("values", "due_at", "zone"),
    [
        # at home, unless something else is said or known
        ({"when": "1 Dec 2026 17:00"}, "2026-12-01 17:00", "Asia/Karachi"),
        ({"when": "1 Dec 2026"}, "2026-12-01", "Asia/Karachi"),
        ({"when": "1 Dec 2026 17:00 ET"}, "2026-12-01 17:00", "America/New_York"),
        ({"when": "1 Dec 2026 17:00", "zone": "CT"}, "2026-12-01 17:00", "America/Chicago"),
        ({"when": "1 Dec 2026 17:00", "program": "p1"}, "2026-12-01 17:00", "America/Detroit"),
        (
            {"when": "1 Dec 2026 17:00", "program": "p1", "zone": "CT"},
            *("2026-12-01 17:00", "America/Chicago"),
        ),
    ],
)
def test_the_zone_of_a_deadline(
    values: dict[str, str],
    due_at: str,
    zone: str,
    work: Work,
    make_program: Callable[..., Program],
) -> None:
    make_program()
    deadlines.add_deadline(work, {"title": "Send papers"} | values)
    assert (only(work).due_at, only(work).timezone) == (due_at, zone)
    assert (only(work).own, only(work).confidence) == (True, "own")


@pytest.mark.parametrize("when", ["03/04/2026", "next friday", "soon", "31 Nov 2026", ""])
def test_a_date_that_is_not_understood_adds_nothing(when: str, work: Work) -> None:
    with pytest.raises(WhenError):
        deadlines.add_deadline(work, {"title": "Send papers", "when": when})
    assert work.store.is_blank()


def test_a_deadline_is_done_on_a_day_and_may_be_undone(work: Work) -> None:
    deadlines.add_deadline(work, {"title": "Send papers", "when": "1 Dec 2026"})
    records.edit(work, "d1", {"done": "yesterday"})
    assert only(work).done_on == "2026-11-24"
    records.edit(work, "d1", {"done": ""})
    assert only(work).done_on is None
    with pytest.raises(WhenError):
        records.edit(work, "d1", {"done": "tomorrow"})


# seasons


def of_key(work: Work, key: str) -> Deadline:
    (found,) = work.store.table(Deadline).list(key=key)
    return found


@pytest.fixture
def key(work: Work) -> str:
    """The season 2027 on record; one of its events."""
    seasons.bring(work, 2027)
    return "rol-certification"


def test_a_season_brings_its_events_with_their_sources(work: Work, key: str) -> None:
    found = work.store.table(Deadline).list()
    assert [row.key for row in found] == [event.key for event in season(2027)]
    assert not any(row.own for row in found)
    assert all(row.source and row.season == 2027 for row in found)
    assert of_key(work, key).binding


def test_a_season_again_changes_nothing(work: Work, key: str) -> None:
    assert key
    before = work.store.table(Deadline).list()
    again = seasons.bring(work, 2027)
    assert again.title == ""
    assert work.store.table(Deadline).list() == before
    assert len(journal.listing(work, None).rows) == 1


@pytest.mark.parametrize(
    "edit",
    [
        {"when": "1 Mar 2027 18:00 ET"},
        {"title": "Certify my list"},
        {"source": "the page of NRMP"},
        {"zone": "CT"},
        {"body": "NRMP itself"},
    ],
)
def test_an_event_that_the_person_corrected_is_never_overwritten(
    edit: dict[str, str], work: Work, key: str
) -> None:
    records.edit(work, of_key(work, key).ref, edit)
    mine = of_key(work, key)
    assert (mine.own, mine.confidence) == (True, "own")
    again = seasons.bring(work, 2027)
    assert of_key(work, key) == mine
    assert again.notices[0].facts == {"year": 2027, "added": 0, "renewed": 0, "kept": 1}


def test_an_event_that_the_person_did_or_tied_to_a_program_is_renewed_all_the_same(
    work: Work, key: str, make_program: Callable[..., Program]
) -> None:
    make_program()
    ref = of_key(work, key).ref
    records.edit(work, ref, {"done": "today", "program": "p1"})
    with work.store.change("an older file said otherwise") as change:
        change.table(Deadline).update(of_key(work, key), due_at="2027-02-01")
    counts = seasons.bring(work, 2027).notices[0].facts
    assert (counts["renewed"], counts["kept"]) == (1, 0)
    after = of_key(work, key)
    assert (after.due_at, after.done_on, after.program_id) == ("2027-03-03 21:00", "2026-11-25", 1)


def test_an_event_of_ones_own_stays_beside_the_seasons(work: Work) -> None:
    deadlines.add_deadline(work, {"title": "Certify my list", "when": "1 Mar 2027"})
    seasons.bring(work, 2027)
    seasons.bring(work, 2026)
    found = work.store.table(Deadline).list()
    assert found[0].title == "Certify my list"
    assert len(found) == 1 + len(season(2027)) + len(season(2026))


def test_a_season_that_does_not_ship_is_not_found(work: Work) -> None:
    with pytest.raises(NotFoundError, match="no season matches `1999`") as caught:
        seasons.bring(work, 1999)
    assert "2027" in caught.value.hint


@pytest.mark.parametrize(
    ("now", "year"),
    [
        ("2026-05-31T12:00:00+05:00", 2026),
        ("2026-06-01T12:00:00+05:00", 2027),
        ("2026-12-31T12:00:00+05:00", 2027),
        ("2027-03-03T12:00:00+05:00", 2027),
    ],
)
def test_the_season_that_runs_now(now: str, year: int, work: Work) -> None:
    unset = work.settings.but(season=None)
    assert work.but(now=datetime.fromisoformat(now), settings=unset).season == year


# settings


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("name", "  Sana   Mirza ", "Sana Mirza"),
        ("signature", "Sana Mirza\\nAAMC ID 1", "Sana Mirza\nAAMC ID 1"),
        ("home-zone", "et", "America/New_York"),
        ("home-zone", "asia/karachi", "Asia/Karachi"),
        ("due-from", "0", 0),
        ("due-by", "30", 30),
        ("season", "2026", 2026),
        ("editor", "code --wait", "code --wait"),
    ],
)
def test_a_setting_is_kept_as_it_is_read(key: str, text: str, value: str | int, work: Work) -> None:
    settings.choose(work, key, text)
    assert getattr(work.store.settings(), key.replace("-", "_")) == value
    settings.choose(work, key, "")
    assert work.store.table(Setting).list() == []
    assert settings.choose(work, key, "").title == ""


@pytest.mark.parametrize(
    ("key", "text", "error"),
    [
        ("home-zone", "Mars", FmgtrackError),
        ("due-from", "4", InvalidError),
        ("due-by", "1", InvalidError),
        ("due-by", "31", InvalidError),
        ("due-from", "-1", InvalidError),
        ("due-from", "two", InvalidError),
        ("due-by", "\N{ARABIC-INDIC DIGIT THREE}", InvalidError),
        ("season", "27", InvalidError),
        ("season", "1999", InvalidError),
    ],
)
def test_a_setting_of_the_wrong_form_is_refused(
    key: str, text: str, error: type[FmgtrackError], work: Work
) -> None:
    with pytest.raises(error) as caught:
        settings.choose(work, key, text)
    assert caught.value.hint
    assert work.store.table(Setting).list() == []


def test_every_key_can_be_shown(work: Work) -> None:
    shown = settings.show(work, {}).row["settings"]
    assert tuple(shown) == KEYS
    assert (shown["home-zone"], shown["season"], shown["due-by"]) == ("Asia/Karachi", 2027, 3)


def test_a_new_record_begins_with_its_season_and_zone(work: Work) -> None:
    settings.begin(work)
    assert work.store.only_begun()
    assert work.store.settings().home_zone == "Asia/Karachi"
    assert work.store.table(Deadline).list(season=2027)
    with pytest.raises(FmgtrackError, match="nothing to undo yet"):
        history.undo(work, None)
    # a second command that found the record new begins it no second time
    settings.begin(work)
    assert len(journal.listing(work, None).rows) == 1
