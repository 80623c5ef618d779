"""The calendar command: what is in the file, how it updates, and what is never in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import icalendar
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.fixture
def record(run: Callable[..., Ran]) -> None:
    """Two programs: one interview that is over, one that is ahead, one invitation to answer."""
    run('config name "Sana Mirza"')
    run('add-program "Henry Ford Hospital" --state MI --note hidden-a')
    run('add-program "Mayo Clinic" --state MN')
    run(
        'add-interview "Henry Ford" "24 Nov 2026 9:00" --until 15:00 --note hidden-b'
        ' --with "Dr. Wei Chen" --with "Dr. Ruth Okafor, program director"'
        ' --with "Lee Poe, resident, tour" --place "https://zoom.us/j/1" --format virtual'
    )
    run('add-interview Mayo "10 Dec 2026 9:00" --with "Dr. Omar Haddad"')
    run('add-interview Mayo --status invited --respond-by "27 Nov 2026 12:00"')
    run('note f1 "hidden-c and sepsis"')
    run('add-deadline "Sign the list" "3 Mar 2027 21:00" --zone ET --source hidden-never')


def read(run: Callable[..., Ran], path: Path, *options: str) -> dict[str, Any]:
    """The events of a calendar by the beginning of their UID; one of each kind, or a list."""
    run("calendar", str(path), *options)
    found: dict[str, Any] = {}
    for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        found[str(event["UID"])] = event
    return found


def of_kind(events: dict[str, Any], kind: str) -> list[Any]:
    found = [event for uid, event in events.items() if uid.startswith(f"{kind}-")]
    return sorted(found, key=lambda event: str(event["DTSTART"].dt))


def named(events: dict[str, Any], summary: str) -> Any:  # noqa: ANN401  an event of icalendar
    (found,) = [one for one in events.values() if str(one["SUMMARY"]) == summary]
    return found


@pytest.mark.usefixtures("record")
def test_it_says_what_it_wrote(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "season.ics"

    shown = run("calendar", str(path)).stdout
    assert f"wrote {path}" in shown
    assert "2 interviews" in shown

    document = run("calendar", str(path), "--json").json
    assert document["path"] == str(path)
    assert document["events"]["interviews"] == 2
    assert document["events"]["followups"] == 2
    assert document["events"]["invitations"] == 1


@pytest.mark.usefixtures("record")
def test_each_kind_has_its_time_and_alarms(run: Callable[..., Ran], tmp_path: Path) -> None:
    events = read(run, tmp_path / "a.ics")

    past, ahead = of_kind(events, "interview")
    assert str(past["SUMMARY"]) == "Interview: Henry Ford Hospital"
    assert past["DTSTART"].params["TZID"] == "America/Detroit"
    assert str(past["DTEND"].dt) == "2026-11-24 15:00:00-05:00"
    assert str(past["LOCATION"]) == "https://zoom.us/j/1"
    assert "to meet: Dr. Wei Chen, Dr. Ruth Okafor, Dr. Lee Poe" in str(past["DESCRIPTION"])
    assert str(ahead["DTSTART"].dt) == "2026-12-10 09:00:00-06:00"
    assert [part["TRIGGER"].to_ical() for part in ahead.subcomponents] == [b"-P1D", b"-PT1H"]

    window = named(events, "Thank-you mails due: Henry Ford Hospital (2)")
    assert str(window["DTSTART"].dt) == "2026-11-26"
    assert str(window["DTEND"].dt) == "2026-11-28"
    assert [part["TRIGGER"].to_ical() for part in window.subcomponents] == [b"PT9H", b"P1DT9H"]
    assert "to thank: Dr. Wei Chen, Dr. Ruth Okafor" in str(window["DESCRIPTION"])
    assert "Poe" not in str(window["DESCRIPTION"])

    reply = named(events, "Answer the invitation: Mayo Clinic")
    assert str(reply["DTSTART"].dt) == "2026-11-27 12:00:00-06:00"
    deadline = named(events, "Sign the list")
    assert [part["TRIGGER"].to_ical() for part in deadline.subcomponents] == [b"-P1D"]


@pytest.mark.usefixtures("record")
def test_a_date_of_another_site_is_marked_unconfirmed(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    listed = run("deadlines --json").json
    secondary = {row["title"] for row in listed if row["confidence"] == "secondary"}
    assert secondary

    titles = {str(event["SUMMARY"]) for event in read(run, tmp_path / "a.ics").values()}
    assert {f"{title} (unconfirmed)" for title in secondary} <= titles
    assert "Sign the list" in titles


@pytest.mark.usefixtures("record")
def test_private_notes_are_never_in_it(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    run("calendar", str(path))

    text = path.read_bytes().replace(b"\r\n ", b"")
    for secret in (b"hidden-a", b"hidden-b", b"hidden-c", b"sepsis"):
        assert secret not in text


@pytest.mark.usefixtures("record")
def test_the_same_record_gives_the_same_file(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("calendar", str(tmp_path / "a.ics"))
    run("calendar", str(tmp_path / "b.ics"))

    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("edit i2 --when '11 Dec 2026 10:00'", "interview"),
        ("edit p2 --name 'Mayo Clinic Rochester'", "interview"),
        ("edit c4 --name 'Omar Hadad'", "window"),
        ("sent f1 f2", "window"),
        ("config due-by 4", "window"),
        ("edit i3 --status declined", "reply"),
        ("edit d1 --title Other", "deadline"),
    ],
)
@pytest.mark.usefixtures("record")
def test_a_second_import_updates_the_first(
    run: Callable[..., Ran], tmp_path: Path, change: str, kind: str
) -> None:
    before = read(run, tmp_path / "a.ics")
    run(change)
    after = read(run, tmp_path / "a.ics")

    assert set(after) == set(before)
    differ = [uid for uid, event in after.items() if _said(event) != _said(before[uid])]
    assert any(uid.startswith(kind) for uid in differ)
    for uid in differ:
        assert int(after[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])


def _said(event: Any) -> bytes:  # noqa: ANN401  an event of icalendar
    text: bytes = event.to_ical()
    kept = (line for line in text.split(b"\r\n") if not line.startswith((b"SEQ", b"LAST-MOD")))
    return b"\r\n".join(kept)


@pytest.mark.usefixtures("record")
def test_an_undo_raises_the_sequence_too(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("edit i2 --when '11 Dec 2026 10:00'")
    before = of_kind(read(run, tmp_path / "a.ics"), "interview")[1]
    run("undo --yes")
    after = of_kind(read(run, tmp_path / "a.ics"), "interview")[1]

    assert str(after["DTSTART"].dt) == "2026-12-10 09:00:00-06:00"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


@pytest.mark.usefixtures("record")
def test_what_is_off_or_done_is_taken_back(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("edit i2 --status cancelled")
    run("edit i3 --status declined")
    run("sent f1 f2 --on 2026-11-25")

    events = read(run, tmp_path / "a.ics")

    past, ahead = of_kind(events, "interview")
    assert (past["STATUS"], ahead["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert {str(one["STATUS"]) for one in of_kind(events, "window")} == {"CANCELLED"}
    (reply,) = of_kind(events, "reply")
    assert reply["STATUS"] == "CANCELLED"
    assert not reply.subcomponents


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ("interviews", {"interview"}),
        ("followups,invitations", {"window", "reply"}),
        ("inter, dead", {"interview", "deadline"}),
    ],
)
@pytest.mark.usefixtures("record")
def test_only_takes_some_kinds(
    run: Callable[..., Ran], tmp_path: Path, only: str, kinds: set[str]
) -> None:
    events = read(run, tmp_path / "a.ics", "--only", only)

    assert {uid.partition("-")[0] for uid in events} == kinds


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("calendar a.txt", "`a.txt` is no name for a calendar"),
        ("calendar a.ics --only people", "`people` is no value for `--only`"),
        ("calendar a.ics --only ,", "`--only` names nothing"),
    ],
)
def test_what_it_refuses(run: Callable[..., Ran], line: str, message: str) -> None:
    assert message in run(line, code=2).stderr


def test_another_file_is_not_replaced_unasked(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_text("BEGIN:VCALENDAR\nPRODID:other\nEND:VCALENDAR\n", encoding="utf-8")

    assert "`--yes` replaces it" in run("calendar", str(path), code=2).stderr
    assert "PRODID:other" in path.read_text(encoding="utf-8")

    run("calendar", str(path), "--yes")
    run("calendar", str(path))
    assert "PRODID:other" not in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("record")
def test_our_own_calendar_imported_changes_nothing(run: Callable[..., Ran], tmp_path: Path) -> None:
    run("calendar", str(tmp_path / "a.ics"))

    done = run("import", str(tmp_path / "a.ics"))

    assert "0 added, 0 changed, 2 the same" in done.stderr
