"""Any change followed by undo leaves the record as it was, and undo of the undo brings it back."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmgtrack.actions import (
    contacts,
    data,
    deadlines,
    drafts,
    followups,
    history,
    interviews,
    programs,
    records,
    rol,
    seasons,
)
from fmgtrack.actions import settings as config
from fmgtrack.actions.work import Work
from fmgtrack.errors import FmgtrackError
from fmgtrack.records.settings import Settings
from fmgtrack.store import Store
from fmgtrack.store.dump import dump

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[Work], object]

NOW = "2026-11-25T10:00:00-05:00"
AT = "2026-11-25T15:00:00Z"


def desk(path: Path) -> Work:
    return Work(
        store=Store(str(path), at=AT),
        now=datetime.fromisoformat(NOW),
        settings=Settings(name="Sana Mirza", season=2027),
        home_zone="Asia/Karachi",
        templates=str(path.parent / "templates"),
    )


def content(work: Work) -> dict[str, Any]:
    """All that is on record; numbers that were used stay used, so `refs` may differ."""
    document = dump(work.store, history=False)
    return {key: value for key, value in document.items() if key not in ("exported_at", "refs")}


def fill(work: Work) -> None:
    """A small season: two programs, people, days before and ahead, mails, dates, a list."""
    config.begin(work)
    programs.add_program(
        work, {"name": "Henry Ford Hospital", "state": "MI", "code": ("1298140C0", "1298140P0")}
    )
    programs.add_program(work, {"name": "Mayo Clinic", "state": "MN", "note": "cold"})
    programs.add_program(work, {"name": "Grady", "state": "GA", "code": ("1113140C0",)})
    for name, role in (("Dr. Ruth Okafor", "program-director"), ("Kim Alder", "coordinator")):
        contacts.add_contact(work, "p1", {"name": name, "role": role})
    people = ("Dr. Wei Chen <w.chen@example.org>", "Dr. Ola Nilsen, resident, meal")
    interviews.add_interview(work, "p1", {"when": "23 Nov 2026 9:00", "with": people})
    interviews.add_interview(work, "p2", {"status": "invited"})
    followups.note(work, "f3", "your work on early sepsis alerts", None)
    followups.mark(work, ("f2",), "sent")
    edit_mail(work, "f1")
    deadlines.add_deadline(work, {"title": "Send papers", "when": "1 Dec 2026", "program": "p2"})
    for text in ("1298140C0", "p2", "1298140P0"):
        rol.add(work, text)


def edit_mail(work: Work, ref: str) -> object:
    """Keep a mail as if a person had changed it in the editor."""
    ((made, ref),) = drafts.wanted(work, (ref,))
    text = drafts.form(made, ref)
    return drafts.keep(made, ref, text, text.replace("Subject: ", "Subject: Dear all: "))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "record.db"
    work = desk(path)
    fill(work)
    work.store.close()
    return path


@pytest.fixture
def season(filled: Path, tmp_path: Path) -> Work:
    """The small season in a file of its own."""
    shutil.copy(filled, tmp_path / "season.db")
    return desk(tmp_path / "season.db")


def edit(ref: str, **values: str | tuple[str, ...]) -> Change:
    return lambda work: records.edit(work, ref, values)


def note(ref: str, text: str | None, ask: str | None = None) -> Change:
    return lambda work: followups.note(work, ref, text, ask)


def mark(what: str, *refs: str, why: str | None = None) -> Change:
    return lambda work: followups.mark(work, refs, what, why=why)


def remove(*refs: str) -> Change:
    return lambda work: records.remove(work, refs)


def sheet(text: str) -> Change:
    """Import a spreadsheet."""
    return lambda work: _import(work, "sheet.csv", text)


def older_copy(work: Work) -> object:
    """Import an export in which a program has another city, and there is one more contact."""
    document = dump(work.store)
    people = document["records"]["contacts"]
    document["records"]["programs"][0]["city"] = "Dearborn"
    people.append(people[0] | {"id": 99, "uid": "another", "name": "Ada Berg"})
    return _import(work, "copy.json", json.dumps(document))


def _import(work: Work, name: str, text: str) -> object:
    from pathlib import Path

    file = Path(work.templates).parent / name
    file.write_text(text, encoding="utf-8")
    return data.take_in(work, str(file), dry_run=False, may_change=True)


def newer_season(work: Work) -> object:
    return seasons.bring(work, 2026)


KINDS: dict[str, Change] = {
    "add a program": lambda work: programs.add_program(
        work, {"name": "Cleveland Clinic", "code": ("1566140C0",), "j1": "yes"}
    ),
    "add a contact": lambda work: contacts.add_contact(work, "p2", {"name": "Dr. Ada Berg"}),
    "add a director": lambda work: contacts.add_contact(
        work, "p2", {"name": "Dr. Ada Berg", "role": "program-director"}
    ),
    "add an interview": lambda work: interviews.add_interview(
        work, "p1", {"when": "7 Dec 2026 9:00", "with": ("Dr. New Person", "c3")}
    ),
    "meet somebody with a new address": lambda work: interviews.add_interview(
        work, "p1", {"when": "7 Dec 2026 9:00", "with": ("Wei Chen <chen@example.org>, chair",)}
    ),
    "add a deadline": lambda work: deadlines.add_deadline(
        work, {"title": "Send more papers", "when": "2 Dec 2026 17:00 ET"}
    ),
    "note on a program": note("p1", "fine canteen"),
    "note on a contact": note("c1", "plays chess"),
    "note on an interview": note("i1", "long day"),
    "note on a follow-up": note("f3", "the new tower", "Is there a journal club?"),
    "edit a program": edit("p1", city="Detroit", policy="no-thanks", h1b="no", code=("1298140M0",)),
    "take a code away": edit("p3", without=("1113140C0",)),
    "edit a contact": edit("c3", name="Wei L. Chen", role="chair", email=""),
    "edit an interview": edit("i1", when="24 Nov 2026 10:00", until="15:00", place="Tower"),
    "accept an invitation": edit("i2", when="8 Dec 2026 9:00"),
    "call an interview off": edit("i1", status="cancelled"),
    "take a person off a day": edit("i1", without=("c2",)),
    "edit a follow-up": edit("f3", about="something else", ask="", setting="tour"),
    "edit a deadline": edit("d1", when="1 Jan 2027 12:00 ET", title="Mine"),
    "a deadline is done": edit("d1", done="today"),
    "remove a program with all": remove("p1"),
    "remove an interview": remove("i1"),
    "remove a contact": remove("c2"),
    "remove a follow-up": remove("f1"),
    "remove a deadline": remove("d1"),
    "remove several": remove("p2", "c1", "i1", "p3"),
    "sent": mark("sent", "f1", "f3"),
    "all of a program sent": mark("sent", "p1"),
    "replied": mark("replied", "f2"),
    "skipped": mark("skipped", "f3", why="met twice"),
    "rank": lambda work: rol.add(work, "p3"),
    "take off the list": lambda work: rol.drop(work, "1298140C0"),
    "move on the list": lambda work: rol.move(work, "1298140P0", to="1"),
    "move above": lambda work: rol.move(work, "p2", above="1298140C0"),
    "exclude": lambda work: rol.exclude(work, "p3", "too far"),
    "a setting": lambda work: config.choose(work, "due-by", "5"),
    "a setting anew": lambda work: config.choose(work, "home-zone", "ET"),
    "a default again": lambda work: config.choose(work, "home-zone", ""),
    "another season": newer_season,
    "import a sheet": sheet("Program,City,State\nHenry Ford Hospital,Detroit,MI\nSinai,,NY\n"),
    "import a copy": older_copy,
    "keep a mail": lambda work: edit_mail(work, "f3"),
    "keep a mail anew": lambda work: edit_mail(work, "f1"),
    "a mail follows the record again": lambda work: drafts.afresh(work, ("f1",)),
}
"""Every kind of change there is, on the small season."""


@pytest.mark.parametrize("kind", KINDS)
def test_undo_takes_any_change_back_and_undo_of_it_brings_it_back(kind: str, season: Work) -> None:
    before = content(season)
    KINDS[kind](season)
    after = content(season)
    assert after != before, "a change that changes nothing proves nothing"
    for wanted in (before, after, before):
        history.undo(season, None)
        assert content(season) == wanted
    season.store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_survives_closing_and_export(kind: str, season: Work, tmp_path: Path) -> None:
    before = content(season)
    KINDS[kind](season)
    season.store.close()
    again = desk(tmp_path / "season.db")
    # what was exported and taken in elsewhere can be undone there too
    elsewhere = desk(tmp_path / "elsewhere.db")
    _import(elsewhere, "all.json", json.dumps(dump(again.store)))
    for work in (again, elsewhere):
        history.undo(work, None)
        assert content(work) == before
        work.store.close()


words = st.sampled_from(["one", "two \N{SNOWMAN}", "three\nlines", "' OR 1=1 --", "=SUM(A1)", "-"])
numbers = st.integers(1, 6)
refs = st.builds(lambda letter, number: f"{letter}{number}", st.sampled_from("pcifd"), numbers)
program_refs = st.builds(lambda number: f"p{number}", numbers)
follow_ups = st.builds(lambda number: f"f{number}", numbers)
days = st.builds(
    lambda day, hour: f"{day} Nov 2026 {hour}:00", st.integers(9, 30), st.integers(7, 20)
)

any_change: st.SearchStrategy[Change] = st.one_of(
    st.sampled_from(list(KINDS.values())),
    st.builds(
        lambda name, state: lambda work: programs.add_program(work, {"name": name, "state": state}),
        st.text("abc \N{LATIN SMALL LETTER E WITH ACUTE}", min_size=1, max_size=3),
        st.sampled_from(["MI", "TX", "GU"]),
    ),
    st.builds(
        lambda at, name, role: (
            lambda work: contacts.add_contact(
                work, at, {"name": f"Dr. Ann {name.strip() or 'Bo'}", "role": role}
            )
        ),
        program_refs,
        st.text("abc", max_size=3),
        st.sampled_from(["faculty", "program-director", "coordinator", "resident"]),
    ),
    st.builds(
        lambda at, when, who: (
            lambda work: interviews.add_interview(work, at, {"when": when, "with": tuple(who)})
        ),
        program_refs,
        days,
        st.lists(
            st.sampled_from(["c1", "c3", "Dr. Ann Bo", "Kim Ray, resident, meal"]), max_size=2
        ),
    ),
    st.builds(lambda ref, text: note(ref, text, None), refs, words),
    st.builds(lambda ref, when: edit(ref, when=when), refs, days),
    st.builds(lambda ref, text: edit(ref, note=text), refs, words),
    st.builds(lambda ref, other: edit(ref, without=(other,)), refs, refs),
    st.builds(
        lambda ref, status: edit(ref, status=status),
        refs,
        st.sampled_from(["declined", "scheduled"]),
    ),
    st.builds(remove, refs),
    st.builds(
        mark,
        st.sampled_from(["sent", "replied", "skipped"]),
        follow_ups,
    ),
    st.builds(lambda ref: lambda work: edit_mail(work, ref), follow_ups),
    st.builds(lambda ref: lambda work: drafts.afresh(work, (ref,)), follow_ups),
    st.builds(lambda ref: lambda work: rol.add(work, ref), program_refs),
    st.builds(lambda ref: lambda work: rol.drop(work, ref), program_refs),
    st.builds(lambda ref, to: lambda work: rol.move(work, ref, to=str(to)), program_refs, numbers),
    st.builds(lambda days_: lambda work: config.choose(work, "due-by", str(days_)), numbers),
    st.builds(
        lambda names: sheet("Program,Notes\n" + "".join(f"{name},seen\n" for name in names)),
        st.lists(st.sampled_from(["Grady", "Sinai", "Emory", "Mayo Clinic"]), max_size=3),
    ),
    st.just(lambda work: history.undo(work, None)),
    st.builds(lambda number: lambda work: history.undo(work, f"h{number}"), st.integers(1, 25)),
)
"""Changes with all sorts of values, most of them possible, some to be refused."""


def latest(work: Work) -> int:
    found = work.store.query("SELECT coalesce(max(id), 0) AS last FROM change")
    return int(found[0]["last"])


@settings(max_examples=40)
@given(changes=st.lists(any_change, min_size=1, max_size=12))
def test_changes_taken_back_in_reverse_give_the_first_record(
    changes: list[Change], filled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "random.db"
    shutil.copy(filled, path)
    work = desk(path)
    work.store.conn.execute("PRAGMA synchronous = OFF")  # a test's file may be lost
    states = [(latest(work), content(work))]
    for change in changes:
        try:
            change(work.but(settings=work.store.settings()))
        except FmgtrackError:
            # a change that is refused leaves nothing behind, not even in the history
            assert (latest(work), content(work)) == states[-1]
        else:
            if latest(work) != states[-1][0]:
                states.append((latest(work), content(work)))
            assert content(work) == states[-1][1]
        lines = [line.position for line in rol.order(work.store)]
        assert lines == list(range(1, len(lines) + 1)), "the list has no gap"
    assert work.store.query("PRAGMA foreign_key_check") == []
    for (number, _), (_, before) in zip(reversed(states[1:]), reversed(states[:-1]), strict=True):
        history.undo(work, f"h{number}")
        assert content(work) == before
    work.store.close()
