"""The whole record goes out as JSON and comes back without loss."""

from __future__ import annotations

import copy
import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from fmgtrack.actions import data, deadlines, followups, history, journal, records, rol, settings
from fmgtrack.errors import FmgtrackError, ImportFailedError, UsageError
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.program import Program
from fmgtrack.store import Store
from fmgtrack.store.dump import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fmgtrack.actions.work import Work
    from fmgtrack.records.interview import Interview
    from fmgtrack.records.results import Listing

    TakeIn = Callable[..., Listing]
    Document = dict[str, Any]


@pytest.fixture
def full(
    work: Work,
    make_program: Callable[..., Program],
    make_interview: Callable[..., Interview],
) -> Work:
    """A record with something of each kind, and with refs that were used and are gone."""
    settings.begin(work)
    settings.choose(work, "signature", "Sana Mirza\\nAAMC ID 1")
    make_program(code=("1298140C0",), j1="yes", note="private \N{SNOWMAN}\nline")
    make_program("Mayo Clinic", state="MN")
    make_interview("Dr. Wei Chen <w.chen@example.org>", "Dr. Ola Nilsen, resident, meal")
    followups.note(work, "f1", "your work on early sepsis alerts", "Is there a journal club?")
    followups.mark(work, ("f1",), "sent")
    deadlines.add_deadline(work, {"title": "Send papers", "when": "1 Dec 2026 17:00"})
    rol.add(work, "p1")
    rol.add(work, "p2")
    records.remove(work, ["p2"])
    records.edit(work, "p1", {"city": "Detroit"})
    history.undo(work, None)
    return work


@pytest.fixture
def other(tmp_path: Path, blank: Path, work: Work) -> Iterator[Work]:
    """Another record, just begun, as on a new computer."""
    path = tmp_path / "other" / "record.db"
    path.parent.mkdir()
    path.write_bytes(blank.read_bytes())
    store = Store(str(path), at=work.store.at)
    desk = work.but(store=store)
    settings.begin(desk)
    yield desk
    store.close()


def everything(work: Work) -> Document:
    return dump(work.store)


def test_an_empty_record_becomes_the_exported_one(full: Work, other: Work, take_in: TakeIn) -> None:
    document = everything(full)
    assert document["refs"]["program"] == 2
    assert len(document["history"]) > 8
    take_in(document, name="record.json", desk=other)
    assert everything(other) == document
    # what was used is not used again, and the history goes on
    with other.store.change("one more") as change:
        assert change.table(Program).insert(Program(name="Grady")).ref == "p3"
    history.undo(other, f"h{document['history'][-1]['id']}")
    assert [program.city for program in other.store.table(Program).list()] == ["Detroit", None]


def test_a_record_that_was_never_begun_becomes_the_exported_one(
    full: Work, blank: Path, tmp_path: Path, take_in: TakeIn
) -> None:
    path = tmp_path / "never.db"
    path.write_bytes(blank.read_bytes())
    desk = full.but(store=Store(str(path), at=full.store.at))
    take_in(everything(full), name="record.json", desk=desk)
    assert everything(desk) == everything(full)
    desk.store.close()


def test_importing_twice_changes_nothing(full: Work, other: Work, take_in: TakeIn) -> None:
    document = everything(full)
    for _ in range(2):
        found = take_in(document, name="record.json", desk=other)
    assert found.notices[0].facts["added"] == found.notices[0].facts["changed"] == 0
    assert everything(other) == document


def test_importing_ones_own_export_changes_nothing(full: Work, take_in: TakeIn) -> None:
    before = everything(full)
    take_in(before, name="record.json")
    assert everything(full) == before


def test_without_history_the_records_come_all_the_same(
    full: Work, other: Work, take_in: TakeIn
) -> None:
    document = dump(full.store, history=False)
    assert "history" not in document
    take_in(document, name="record.json", desk=other)
    assert dump(other.store, history=False) == document
    assert journal.listing(other, None).rows[0]["title"].startswith("imported record.json")


def test_an_older_copy_is_brought_up_to_date(full: Work, other: Work, take_in: TakeIn) -> None:
    take_in(everything(full), name="record.json", desk=other)
    records.edit(full, "p1", {"city": "Detroit"})
    followups.note(full, "f2", "living in Detroit", None)
    with pytest.raises(UsageError, match="would change 2 on record"):
        take_in(everything(full), name="record.json", desk=other)
    take_in(everything(full), name="record.json", desk=other, yes=True)
    assert everything(other)["records"] == everything(full)["records"]
    history.undo(other, None)
    assert other.store.table(Program).list()[0].city is None


def test_a_dry_run_changes_nothing(full: Work, other: Work, take_in: TakeIn) -> None:
    before = everything(other)
    found = take_in(everything(full), name="record.json", desk=other, dry_run=True)
    assert found.notices[0].facts["added"] > 0
    assert everything(other) == before


def test_a_record_of_somebody_else_is_refused(full: Work, other: Work, take_in: TakeIn) -> None:
    with other.store.change("added") as change:
        change.table(Program).insert(Program(name="Grady"))
    before = everything(other)
    with pytest.raises(ImportFailedError, match="p1 is another record here") as caught:
        take_in(everything(full), name="record.json", desk=other, yes=True)
    assert "--db" in caught.value.hint
    assert everything(other) == before


def test_a_season_of_ones_own_keeps_what_was_corrected(
    full: Work, other: Work, take_in: TakeIn
) -> None:
    records.edit(full, "d1", {"when": "1 Jan 2027 12:00 ET"})
    take_in(everything(full), name="record.json", desk=other)
    found = other.store.table(Deadline).get(1)
    assert found is not None
    assert (found.due_at, found.own) == ("2027-01-01 12:00", True)


def set_(path: str, value: object) -> Callable[[Document], None]:
    """Put a value in the place of another one in the document."""

    def change(document: Document) -> None:
        *parents, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        place: Any = document
        for step in parents:
            place = place[step]
        place[last] = value

    return change


def drop(path: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        *parents, last = path.split("/")
        place: Any = document
        for step in parents:
            place = place[int(step) if step.isdigit() else step]
        del place[last]

    return change


HOSTILE = {
    "another program's": set_("format", "books"),
    "a newer one": set_("schema", "m999_later"),
    "an odd schema": set_("schema", ["m001_record"]),
    "no records": drop("records"),
    "records of another shape": set_("records", [1, 2]),
    "rows of another shape": set_("records/programs", {"id": 1}),
    "a row of another shape": set_("records/programs/0", "p1"),
    "a column too few": drop("records/programs/0/name"),
    "a column too many": set_("records/programs/0/shoe_size", 42),
    "no number": set_("records/programs/0/id", "1"),
    "a number below one": set_("records/programs/0/id", 0),
    "a truth as a number": set_("records/programs/0/id", True),
    "a huge number": set_("records/programs/0/id", 10**30),
    "a list as a name": set_("records/programs/0/name", ["a"]),
    "half a character": set_("records/programs/0/name", "\ud800"),
    "an empty name": set_("records/programs/0/name", " "),
    "an unknown word": set_("records/programs/0/status", "hired"),
    "a program that is not there": set_("records/interviews/0/program_id", 99),
    "a zone that is none": set_("records/programs/0/timezone", "Mars/Olympus"),
    "a zone outside": set_("records/interviews/0/timezone", "../../etc/passwd"),
    "a folder of zones": set_("records/interviews/0/timezone", "America"),
    "a month too many": set_("records/deadlines/0/due_at", "2026-13-01"),
    "a day too many": set_("records/interviews/0/starts_at", "2026-11-31 09:00"),
    "a time with an offset": set_("records/interviews/0/starts_at", "2026-11-23 09:00+05:00"),
    "a line break in a day": set_("records/deadlines/0/due_at", "2026-11-24\n"),
    "a week as a day": set_("records/programs/0/visa_on", "2026-W48-2"),
    "a number as a day": set_("records/deadlines/0/due_at", 20261124),
    "a setting that is no number": set_(
        "records/settings/0", {"id": 1, "uid": "x", "key": "due-by", "value": "soon"}
    ),
    "refs of another shape": set_("refs", [1]),
    "refs that are words": set_("refs/program", "two"),
    "refs that are huge": set_("refs/program", 10**30),
    "a history that is none": set_("history", 3),
    "changes that are none": set_("history/0", 3),
    "images that are none": set_("history/0/images", 3),
    "images of nothing": set_("history/0/images/0/record", "shoe"),
    "images that cannot be read": set_("history/0/images/0/after", "{"),
    "images of another shape": set_("history/0/images/0/after", "[1]"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_document_that_is_not_whole_changes_nothing(
    kind: str, full: Work, other: Work, take_in: TakeIn
) -> None:
    document = copy.deepcopy(everything(full))
    HOSTILE[kind](document)
    before = everything(other)
    with pytest.raises(ImportFailedError) as caught:
        take_in(document, name="record.json", desk=other, yes=True)
    assert caught.value.hint
    assert len(caught.value.message) < 300
    assert everything(other) == before


@pytest.mark.parametrize("text", ["{", '{"format": "fmgtrack"', "[" * 100_000, '"\\ud800"'])
def test_what_is_no_json_is_refused(text: str, other: Work, take_in: TakeIn) -> None:
    with pytest.raises(ImportFailedError):
        take_in(text, name="record.json", desk=other)


def test_columns_that_came_with_a_newer_version_are_at_their_defaults(
    full: Work, other: Work, take_in: TakeIn
) -> None:
    document = everything(full)
    document["schema"] = "m001_record"
    for row in document["records"]["programs"]:
        del row["visa_on"]
    take_in(document, name="record.json", desk=other)
    assert [program.visa_on for program in other.store.table(Program).list()] == [None]


def test_an_export_is_private_and_written_over_an_export_only(full: Work, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    shown = data.export(full, str(path), history=True, may_replace=False)
    assert json.loads(path.read_text(encoding="utf-8")) == everything(full)
    assert shown.row["records"]["programs"] == 1
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data.export(full, str(path), history=False, may_replace=False)
    assert "history" not in json.loads(path.read_text(encoding="utf-8"))
    path.write_text("my letters", encoding="utf-8")
    with pytest.raises(UsageError, match="is there and is no export"):
        data.export(full, str(path), history=True, may_replace=False)
    assert path.read_text(encoding="utf-8") == "my letters"
    data.export(full, str(path), history=True, may_replace=True)
    assert json.loads(path.read_text(encoding="utf-8")) == everything(full)


@pytest.mark.parametrize("name", ["out.docx", "out", ".", "no/such/folder/out.json", "folder.json"])
def test_a_place_that_takes_no_export(name: str, full: Work, tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(FmgtrackError):
        data.export(full, str(tmp_path / name), history=True, may_replace=True)
