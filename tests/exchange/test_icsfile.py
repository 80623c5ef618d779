"""Calendar files of other programs, good and bad, read without harm."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.icsfile import (
    DEEPEST,
    LARGEST,
    MOST_EVENTS,
    Invitation,
    read_invitations,
)
from fmgtrack.exchange.icstext import clean, plain, video_link

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ics"


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def event(*lines: str, before: str = "", end: str = "\r\n") -> bytes:
    """A calendar of one event with these lines; `before` stands before the event."""
    body = [*before.split("\n"), "BEGIN:VEVENT", *lines, "END:VEVENT"]
    return end.join(["BEGIN:VCALENDAR", *filter(None, body), "END:VCALENDAR", ""]).encode()


def only(data: bytes) -> Invitation:
    (found,) = read_invitations(data, "x.ics")
    return found


def fixture(name: str) -> Invitation:
    return only((FIXTURES / f"{name}.ics").read_bytes())


def test_an_outlook_request_is_read_whole() -> None:
    read = fixture("outlook_request")

    assert read.summary == "Internal Medicine Residency Interview - Henry Ford Hospital"
    assert read.sequence == 1
    assert read.start is not None
    assert read.start.wall == wall("2026-12-08T08:30")
    assert read.start.zone == "Eastern Standard Time"
    assert read.start.offset == timedelta(hours=-5)
    assert read.place == "Microsoft Teams Meeting"
    assert read.link == "https://teams.microsoft.com/l/meetup-join/19%3ameeting"
    assert read.organiser is not None
    assert read.organiser.name == "Moreau, Dana (Residency Coordinator)"
    assert read.organiser.address == "d.moreau@henryford.example.org"
    assert [guest.name for guest in read.guests] == [
        "Mirza, Sana",
        "Chen, Wei, MD",
        "Conference Room 4B",
        "im-residency@henryford.example.org",
    ]
    assert read.guests[2].kind == "ROOM"
    assert not read.is_cancelled


@pytest.mark.parametrize(
    ("name", "zone", "offset"),
    [
        ("exchange_display_zone", "(UTC-06:00) Central Time (US & Canada)", None),
        ("exchange_custom_zone", "Customized Time Zone 2", -6),
        ("zoom", "America/Chicago", -6),
        ("apple_floating", None, None),
    ],
)
def test_the_zone_is_kept_as_the_file_says_it(
    name: str, zone: str | None, offset: int | None
) -> None:
    start = fixture(name).start

    assert start is not None
    assert start.zone == zone
    assert start.offset == (None if offset is None else timedelta(hours=offset))
    assert not start.utc


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("DTSTART:20261124T140000Z", ("2026-11-24T14:00", True, None, False)),
        ("DTSTART:20261124T1400", ("2026-11-24T14:00", False, None, False)),
        ("DTSTART;VALUE=DATE:20261124", ("2026-11-24", False, None, True)),
        ("DTSTART;TZID=Foo:20261124T140000Z", ("2026-11-24T14:00", True, None, False)),
        (
            "DTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20261124T090000",
            ("2026-11-24T09:00", False, "(UTC-05:00) Eastern Time (US & Canada)", False),
        ),
        (
            "DTSTART;VALUE=DATE-TIME;TZID=America/Detroit;X-A=b:20261124T090000",
            ("2026-11-24T09:00", False, "America/Detroit", False),
        ),
        ("dtstart;tzid='US/Eastern':20261124t090000", ("2026-11-24T09:00", False, "US/Eastern", 0)),
    ],
)
def test_a_start_is_read_as_it_is_written(
    line: str, said: tuple[str, bool, str | None, bool]
) -> None:
    start = only(event(line)).start

    assert start is not None
    assert (start.wall, start.utc, start.zone, start.all_day) == (wall(said[0]), *said[1:])


@pytest.mark.parametrize(
    "line", ["DTSTART:tomorrow", "DTSTART:20261340T990000", "DTSTART:", "SUMMARY:none", "DTSTART"]
)
def test_a_start_that_cannot_be_read_is_none(line: str) -> None:
    assert only(event(line)).start is None


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("DTEND:20261124T103000", "2026-11-24T10:30"),
        ("DURATION:PT1H30M", "2026-11-24T10:30"),
        ("DURATION:P1DT1H", "2026-11-25T10:00"),
        ("DURATION:nonsense", None),
        ("DURATION:P999999999999D", None),
        ("SUMMARY:x", None),
    ],
)
def test_the_end_comes_from_a_time_or_a_length(line: str, end: str | None) -> None:
    read = only(event("DTSTART:20261124T090000", line))

    assert (read.end and read.end.wall) == (end and wall(end))


@pytest.mark.parametrize(
    ("last", "end"), [("20261125", None), ("20261126", "2026-11-25"), ("20261101", None)]
)
def test_an_all_day_event_ends_the_day_before_its_end(last: str, end: str | None) -> None:
    read = only(event("DTSTART;VALUE=DATE:20261124", f"DTEND;VALUE=DATE:{last}"))

    assert (read.end and read.end.wall) == (end and wall(end))


ZONE = """BEGIN:VTIMEZONE
TZID:Z
BEGIN:STANDARD
DTSTART:{standard}
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
{rule}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE"""
NOVEMBER = "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("20261101T010000", -4),
        ("20261101T030000", -5),
        ("20270314T010000", -5),
        ("20270314T040000", -4),
        ("20260701T090000", -4),
    ],
)
def test_a_files_own_zone_says_its_offset_on_each_day(day: str, hours: int) -> None:
    before = ZONE.format(standard="16011104T020000", rule=NOVEMBER)

    start = only(event(f"DTSTART;TZID=Z:{day}", before=before)).start

    assert start is not None
    assert start.offset == timedelta(hours=hours)


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=YEARLY;INTERVAL=0;BYMONTH=11",
        "RRULE:FREQ=YEARLY;BYSECOND=1,2,3",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "RRULE:FREQ=YEARLY;BYMONTH=99;BYDAY=1SU",
        "RRULE:FREQ=YEARLY;COUNT=99999999",
        "RRULE:",
    ],
)
def test_a_rule_that_no_clock_follows_is_not_run(rule: str) -> None:
    before = ZONE.format(standard="20251102T020000", rule=rule)

    start = only(event("DTSTART;TZID=Z:20261124T090000", before=before)).start

    assert start is not None
    assert start.wall == wall("2026-11-24T09:00")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_line_end_and_folds_within_a_letter(end: str) -> None:
    data = event("SUMMARY:Zürich — Ångström", "DTSTART:20261124T140000Z", end=end)
    cut = data.index("ü".encode()) + 1
    folded = data[:cut] + end.encode() + b" " + data[cut:]

    assert only(folded).summary == "Zürich — Ångström"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_that_programs_write(encoding: str) -> None:
    data = event("SUMMARY:Café interview").decode().encode(encoding)

    assert only(data).summary == "Café interview"


def test_texts_lose_their_escapes_and_what_cannot_be_seen() -> None:
    read = only(event(r"SUMMARY:a\, b\; c\\n" + "\x1b[31m\u202ex\x00", "LOCATION:d\\ne"))

    assert read.summary == r"a, b; c\n[31mx"
    assert read.place == "d e"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hi<br>there</p><script>alert(1)</script>", "Hi\nthere"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("<div>a &amp; b</div><div>c</div>", "a & b\n\nc"),
        ("<b>" * 500 + "x", "x"),
    ],
)
def test_a_description_of_html_is_text(html: str, text: str) -> None:
    assert plain(html) == text


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Join https://us02web.zoom.us/j/1?pwd=a.", "https://us02web.zoom.us/j/1?pwd=a"),
        ("<a href='https://meet.google.com/abc'>x</a>", "https://meet.google.com/abc"),
        (
            "https://urldefense.com/v3/__https://a.webex.com/meet/b__;!!Xy$",
            "https://a.webex.com/meet/b",
        ),
        (
            "https://eur.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F1&data=2",
            "https://zoom.us/j/1",
        ),
        ("https://zoom.us.example.org/j/1", None),
        ("https://notzoom.us/j/1", None),
        ("http://[", None),
        ("no link", None),
    ],
)
def test_the_link_of_a_meeting_is_found_in_its_wrapping(text: str, link: str | None) -> None:
    assert video_link(text) == link


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "`x.ics` is no calendar"),
        (b"PK\x03\x04 not text \xff\x00", "`x.ics` is no calendar"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", "`x.ics` is no calendar"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "`x.ics` has no event in it"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", "`x.ics` is cut off before its end"),
        (
            b"BEGIN:VCALENDAR\n" * (DEEPEST + 1),
            "`x.ics` has components that lie too deep in each other",
        ),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * (MOST_EVENTS + 1),
            f"`x.ics` has more than {MOST_EVENTS} events",
        ),
        (b"x" * (LARGEST + 1), "`x.ics` is larger than 10 MB"),
    ],
)
def test_what_is_no_invitation_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ImportFailedError) as raised:
        read_invitations(data, "x.ics")

    assert raised.value.message == message


def test_a_huge_event_is_read_up_to_a_bound() -> None:
    many = [f"ATTENDEE;CN=Person {number}:mailto:p{number}@example.org" for number in range(5000)]

    read = only(event("DESCRIPTION:" + "<div>x" * 500_000, *many))

    assert len(read.description) < 50_000
    assert len(read.guests) < 2_500


@given(st.binary(max_size=300), st.lists(st.text(max_size=40), max_size=6))
def test_no_file_is_worse_than_a_sentence(junk: bytes, lines: list[str]) -> None:
    for data in (junk, event(*lines), event(*(f"DTSTART;TZID={line}" for line in lines)) + junk):
        try:
            read = read_invitations(data, "x.ics")
        except ImportFailedError:
            continue
        assert read


@given(st.text(max_size=60))
def test_what_is_clean_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
