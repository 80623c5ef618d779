"""The page: strict HTML, every text escaped once, nothing that loads or runs, no words on words."""

from __future__ import annotations

import html
import itertools
import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.actions.reports import collect
from fmgtrack.exchange import dates
from fmgtrack.exchange.markup import VOID, Markup, joined, linked, said, shown, style, tag, text
from fmgtrack.exchange.report import POLICY, is_report, report_page
from fmgtrack.exchange.timeline import LANE, WIDTH, Event, Visit, brief, timeline, wide
from fmgtrack.records.contact import Contact
from fmgtrack.records.deadline import Deadline
from fmgtrack.records.entry import Certification, Entry, Exclusion, Link
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program, Track
from fmgtrack.records.rating import Criterion, Rating

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.actions.work import Work
    from fmgtrack.store.history import Change

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'/><svg onload=alert(1)>",
    "--></style></title></svg></table></main>",
    "&lt;b&gt; &amp; &#60; already escaped",
    "javascript:alert(1)",
    "مستشفى الجامعة 北京 👩🏽‍⚕️",
)
"""What a name may be made of by an import or an invitation."""


class Strict(HTMLParser):
    """Reads a page and holds it to balance, quoted attributes and ids that occur once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.by_tag: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        assert re.fullmatch(r"<[a-zA-Z0-9]+( [a-zA-Z0-9-]+=\"[^\"<>]*\")*>", raw), raw
        self.shape.append((tag, tuple(name for name, _ in attrs)))
        for name, value in attrs:
            assert value is not None
            self.attributes.append((tag, name, value))
            if name == "id":
                self.ids.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        self.by_tag.setdefault(self.open[-1] if self.open else "", []).append(data)


def read(page: str) -> Strict:
    """The page, held to be whole."""
    strict = Strict()
    strict.feed(page)
    strict.close()
    assert strict.open == []
    assert len(set(strict.ids)) == len(strict.ids)
    for name, attribute, value in strict.attributes:
        assert name not in {"script", "img", "link", "iframe", "object", "embed", "base", "form"}
        assert not attribute.startswith("on")
        assert attribute not in {"src", "srcset", "action", "style"}
        if attribute == "href":
            assert value.startswith(("#", "http://", "https://"))
            assert not value.startswith("#") or value[1:] in strict.ids
    assert {one for one, _ in strict.shape} & {"script", "img", "iframe", "object"} == set()
    return strict


def _program(change: Change, mark: Callable[[str], str], number: int) -> Program:
    program = change.table(Program).insert(
        Program(
            name=mark("name"),
            institution=mark("institution"),
            specialty=mark("specialty"),
            city=mark("city"),
            state="TX",
            timezone="America/Chicago",
            acgme_code="1402611234",
            url=mark("url"),
            contact_policy="welcome",
            policy_source=mark("policy"),
            policy_on="2026-10-01",
            j1=True,
            visa_source=mark("visa"),
            visa_on="2025-10-01",
            note=mark("note"),
            contract_on="2026-11-01",
        )
    )
    assert isinstance(program, Program)
    track = change.table(Track).insert(Track(program_id=program.id, code=f"130{number:04}C0"))
    change.table(Deadline).insert(
        Deadline(
            title=mark("deadline"),
            due_at="2027-01-05 17:00",
            timezone="America/Chicago",
            body=mark("body"),
            source=mark("source"),
            confidence="secondary",
            program_id=program.id,
        )
    )
    change.table(Entry).insert(Entry(position=number, program_id=program.id, track_id=track.id))
    return program


def _days(change: Change, mark: Callable[[str], str], program: Program) -> None:
    interview = change.table(Interview).insert(
        Interview(
            program_id=program.id,
            starts_at="2026-11-23 09:00",
            ends_at="2026-11-24 15:00",
            timezone="America/Chicago",
            format="virtual",
            place=mark("place"),
            highlight=mark("highlight"),
            note=mark("daynote"),
        )
    )
    change.table(Interview).insert(
        Interview(
            program_id=program.id,
            status="invited",
            respond_by="2026-11-27 11:00",
            respond_zone="America/Chicago",
        )
    )
    contact = change.table(Contact).insert(
        Contact(
            program_id=program.id,
            title=mark("title"),
            name=mark("contact"),
            role="program-director",
            email=mark("email"),
            note=mark("contactnote"),
        )
    )
    change.table(Meeting).insert(
        Meeting(
            interview_id=interview.id,
            contact_id=contact.id,
            setting="formal",
            talked_about=mark("talked"),
            to_ask=mark("ask"),
        )
    )


FIELDS = (
    "name",
    "institution",
    "specialty",
    "city",
    "url",
    "policy",
    "visa",
    "note",
    "deadline",
    "body",
    "source",
    "place",
    "highlight",
    "daynote",
    "title",
    "contact",
    "email",
    "contactnote",
    "talked",
    "ask",
    "label",
    "reason",
)
"""Every text of a record that stands on the page."""

PRIVATE = {"note", "daynote", "contactnote", "reason"}


def fill(work: Work, mark: Callable[[str], str], programs: int = 1) -> None:
    """A record in which every text is `mark` of its field's name."""
    with work.store.change("filled") as change:
        criterion = change.table(Criterion).insert(Criterion(key="own", label=mark("label")))
        for number in range(1, programs + 1):
            program = _program(change, mark, number)
            _days(change, mark, program)
            change.table(Rating).insert(
                Rating(program_id=program.id, criterion_id=criterion.id, value=4)
            )
            change.table(Exclusion).insert(Exclusion(program_id=program.id, reason=mark("reason")))


def page_of(work: Work, *, everything: bool = False, with_notes: bool = True) -> str:
    """The page of this record."""
    return report_page(collect(work, everything=everything, with_notes=with_notes))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_text_in_every_field_stays_text(work: Work, hostile: str) -> None:
    fill(work, lambda name: f"{name}: {hostile}")
    strict = read(page_of(work))

    whole = "".join(strict.texts)
    for name in FIELDS:
        assert f"{name}: {hostile}" in whole, name
        if html.escape(hostile) != hostile:
            assert html.escape(f"{name}: {hostile}") in page_of(work)
            assert html.escape(html.escape(f"{name}: {hostile}")) not in page_of(work)
    assert hostile in "".join(strict.by_tag["title"])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_add_and_close_no_element(
    work: Work, tmp_path_factory: pytest.TempPathFactory, hostile: str
) -> None:
    from fmgtrack.store import Store

    other = Store(str(tmp_path_factory.mktemp("b") / "record.db"), at="2026-11-25T15:00:00Z")
    harmless = work.but(store=other)
    fill(work, lambda name: f"{name} {hostile}")
    fill(harmless, lambda name: f"{name} harmless")

    assert read(page_of(work)).shape == read(page_of(harmless)).shape
    other.close()


def test_private_notes_can_be_left_out(work: Work) -> None:
    fill(work, lambda name: f"«{name}»")

    whole, shared = page_of(work), page_of(work, with_notes=False)
    for name in FIELDS:
        assert f"«{name}»" in whole
        assert (f"«{name}»" in shared) == (name not in PRIVATE), name


def test_the_same_record_gives_the_same_page(work: Work) -> None:
    fill(work, str.upper)

    assert page_of(work) == page_of(work)
    later = work.but(now=datetime.fromisoformat("2026-11-26T10:00:00-05:00"))
    assert page_of(work) != page_of(later)


def test_an_empty_record_has_a_whole_page(work: Work) -> None:
    strict = read(page_of(work))

    whole = " ".join(strict.texts)
    for words in ("No mail is owed now", "No interview day yet", "No deadline ahead"):
        assert words in whole
    assert "Nothing is ranked yet" in whole
    assert "Sana Mirza, Match 2027" in strict.by_tag["title"]


def test_the_page_is_one_file_that_loads_nothing(work: Work) -> None:
    fill(work, lambda name: f"https://example.org/{name}?a=1&b=2")
    page = page_of(work)
    strict = read(page)

    assert is_report(page.encode())
    assert ("meta", "charset", "utf-8") in strict.attributes
    assert page.index("charset") < 1024
    assert ("meta", "content", POLICY) in strict.attributes
    assert ("html", "lang", "en") in strict.attributes
    links = [names for name, names in strict.shape if name == "a"]
    hrefs = {value for name, key, value in strict.attributes if key == "href"}
    assert "https://example.org/url?a=1&b=2" in hrefs
    assert all(
        "rel" in names for names, value in zip(links, _hrefs(strict), strict=True) if "//" in value
    )
    sheet = strict.by_tag["style"][0]
    assert "url(" not in sheet
    assert "@import" not in sheet


def _hrefs(strict: Strict) -> list[str]:
    return [value for name, key, value in strict.attributes if (name, key) == ("a", "href")]


def test_headings_go_down_one_step_at_a_time(work: Work) -> None:
    fill(work, str.title)
    levels = [int(name[1]) for name, _ in read(page_of(work)).shape if re.fullmatch("h[1-6]", name)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_table_names_its_columns_and_rows(work: Work) -> None:
    fill(work, str.title)
    shape = read(page_of(work)).shape

    tables = [name for name, _ in shape].count("table")
    rows = [name for name, _ in shape].count("tr")
    scopes = [names for name, names in shape if name == "th"]
    assert all("scope" in names for names in scopes)
    by_row = [
        v for n, k, v in read(page_of(work)).attributes if (n, k, v) == ("th", "scope", "row")
    ]
    assert len(by_row) == rows - tables


def test_a_changed_list_and_facts_of_last_season_are_said(work: Work) -> None:
    fill(work, str.title)
    with work.store.change("certified") as change:
        change.table(Certification).insert(Certification(at="2026-11-20T10:00:00Z", lines="{}"))
    whole = "".join(read(page_of(work)).texts)

    assert "Changed since it was certified on Fri 20 Nov 2026 15:00 PKT" in whole
    assert "J-1 yes, H-1B not said (Visa, Wed 1 Oct 2025, unconfirmed)" in whole
    assert "welcome (Policy, Thu 1 Oct 2026)" in whole
    assert "4.00 (1 of 11)" in whole


def test_supplemental_lists_stand_with_what_they_are_linked_to(work: Work) -> None:
    fill(work, str.title)
    with work.store.change("linked") as change:
        (entry,) = change.table(Entry).list()
        change.table(Entry).insert(Entry(letter="A", position=1, program_id=1))
        change.table(Link).insert(Link(letter="A", entry_id=entry.id))
    whole = "".join(read(page_of(work)).texts)

    assert "Supplemental list A, linked to 1300001C0" in whole
    assert "number 1 (1300001C0); number 1 on list A" in whole


def test_both_zones_and_the_window_stand_on_the_page(work: Work) -> None:
    fill(work, str.title)
    strict = read(page_of(work))
    whole = "".join(strict.texts)

    assert "Mon 23 Nov 2026 09:00 CST to Tue 24 Nov 2026 15:00 CST" in whole
    assert "20:00 PKT for you" in whole
    assert "Thu 26 to Fri 27 Nov" in whole
    assert "Interview: Name, Mon 23 Nov 2026 to Tue 24 Nov 2026" in strict.by_tag["title"]
    assert "Mails: Name, Thu 26 to Fri 27 Nov, 1 to write" in strict.by_tag["title"]
    assert "Fri 27 Nov 2026: Answer Name" in strict.by_tag["title"]
    assert "Tue 5 Jan 2027: Deadline (unconfirmed)" in strict.by_tag["title"]


def test_three_hundred_programs_stay_a_small_page(work: Work) -> None:
    fill(work, lambda name: f"{name} of a program with quite a long name", programs=300)
    page = page_of(work, everything=True)

    assert read(page).ids.count("p300") == 1
    assert len(page.encode()) < 5_000_000


@given(st.text())
def test_any_text_is_escaped_once(value: str) -> None:
    made = tag("p", value, title=value)

    strict = Strict()
    strict.feed(made)
    strict.close()
    assert "".join(strict.texts) == shown(value)
    assert strict.attributes == [("p", "title", shown(value))]
    assert tag("b", text(value)) == tag("b", value)
    assert not isinstance(text(value) + "", Markup)
    made.encode()


def test_lists_are_their_items_and_none_is_left_out() -> None:
    assert tag("p", ["a", [None, ("b", tag("br"))]], None, id=None) == "<p>ab<br></p>"
    assert joined(["a", None, "<"], ", ") == "a, &lt;"
    assert said("x") == "<bdi>x</bdi>"
    assert said(tag("b", "x")) == "<b>x</b>"


def test_what_turns_the_direction_or_cannot_be_kept_is_shown() -> None:
    assert shown("a\u202eb\x00c\x1b\r\nd\ud800\u2066") == "a\\u202eb\\x00c\\x1b\nd\\ud800\\u2066"
    joiners = "\u200d \u200c"  # Persian and pictures are written with them
    assert shown(joiners) == joiners


def test_a_style_sheet_cannot_end_its_element() -> None:
    with pytest.raises(ValueError, match="</"):
        style("</style><script>")


@pytest.mark.parametrize(
    "address", ["https://www.example.org/a?b=c&d=%20#e", "HTTP://example.org", "http://[::1]/x"]
)
def test_a_web_address_becomes_a_link(address: str) -> None:
    made = linked(address)

    strict = Strict()
    strict.feed(made or "")
    assert ("a", "href", address) in strict.attributes
    assert ("a", "rel", "noreferrer") in strict.attributes
    assert strict.texts == [address]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org",
            "//example.org",
            "https:",
        ),
        *(
            "https://",
            "https://exa mple.org",
            "see https://example.org",
            "https://a\nb",
            "http://[",
        ),
        *("https://example.org/\u202e", "www.example.org", "file:///etc/passwd", "https:///x"),
        *(
            " https://example.org",
            "jav\tascript:alert(1)",
            "https://example.org/\x00",
            "http://:80",
        ),
    ],
)
def test_anything_else_stays_text(words: str) -> None:
    made = linked(words)

    assert made == tag("bdi", words)


def test_a_short_link_shows_the_site_it_leads_to() -> None:
    made = linked("https://nrmp.org@Evil.example/x", short=True)

    assert "<bdi>evil.example</bdi>" in str(made)
    assert linked(None) is None
    assert linked("") is None


@pytest.mark.parametrize(
    ("first", "last", "said_so"),
    [
        ("2026-11-22", "2026-11-23", "Sun 22 to Mon 23 Nov"),
        ("2026-11-30", "2026-12-01", "Mon 30 Nov to Tue 1 Dec"),
        ("2026-12-31", "2027-01-01", "Thu 31 Dec to Fri 1 Jan"),
        ("2026-11-22", "2026-11-22", "Sun 22 Nov"),
        (None, None, ""),
    ],
)
def test_a_window_in_words(first: str | None, last: str | None, said_so: str) -> None:
    assert dates.days(first, last) == said_so


@pytest.mark.parametrize(
    ("there", "until", "zone", "home"),
    [
        (
            "2026-11-23T09:00:00-06:00",
            "2026-11-23T15:00:00-06:00",
            "America/Chicago",
            "Asia/Karachi",
        ),
        ("2026-11-23T16:30:00-06:00", None, "America/Chicago", "Asia/Karachi"),
        ("2026-11-23T09:00:00-05:00", "2026-11-24T12:00:00-05:00", "America/New_York", "UTC"),
        ("2026-11-23", "2026-11-24", "America/New_York", "Asia/Kolkata"),
        ("2026-11-23", None, "America/New_York", "America/New_York"),
    ],
)
def test_moments_are_said_as_the_terminal_says_them(
    there: str, until: str | None, zone: str, home: str
) -> None:
    from zoneinfo import ZoneInfo

    from fmgtrack.render import times

    assert dates.span(there, until, zone) == times.span(there, until, zone)
    if len(there) > 10:
        at = datetime.fromisoformat(there).astimezone(ZoneInfo(home)).isoformat()
        assert dates.beside(at, there, home) == times.beside(at, there, home)


NAMES = st.text(max_size=80) | st.sampled_from(
    ["北京大学第一医院" * 4, "W" * 60, "x", "", "👩🏽‍⚕️" * 20]
)
DAYS = st.dates(min_value=date(2026, 6, 1), max_value=date(2027, 7, 20))


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    """An interview day somewhere in the season, with or without a window."""
    first = draw(DAYS)
    last = min(first + timedelta(days=draw(st.integers(0, 3))), date(2027, 7, 31))
    opened = draw(st.booleans())
    return Visit(
        first=first,
        last=last,
        name=draw(NAMES),
        open_from=last + timedelta(days=2) if opened else None,
        open_by=last + timedelta(days=3) if opened else None,
        owed=draw(st.integers(0, 5)),
        thanked=draw(st.booleans()),
    )


@given(
    st.lists(visits(), max_size=60),
    st.lists(st.builds(Event, on=DAYS, title=NAMES, sure=st.booleans()), max_size=60),
    st.dates(min_value=date(2025, 1, 1), max_value=date(2029, 1, 1)),
)
def test_no_mark_or_word_lies_on_another(
    days: list[Visit], events: list[Event], today: date
) -> None:
    picture, left_out = timeline(days, events, today=today, season=2027)

    assert left_out == 0
    reaches: dict[float, list[tuple[float, float]]] = {}
    for group in re.findall(r"<g>((?:(?!<g>).)*?<text [^>]*>.*?</text>)</g>", picture, re.DOTALL):
        y, left, right = _extent(group)
        assert left >= 0
        assert right <= WIDTH
        reaches.setdefault(y, []).append((left, right))
    assert sum(map(len, reaches.values())) >= len(days)
    for row in reaches.values():
        for (_, right), (left, _) in itertools.pairwise(sorted(row)):
            assert right < left
    heights = sorted(reaches)
    assert all(after - before >= LANE - 0.1 for before, after in itertools.pairwise(heights))


def _extent(group: str) -> tuple[float, float, float]:
    """Height, left and right of a mark with its words, from the numbers in the picture."""
    found: Any = re.search(
        r'<text x="([^"]+)" y="([^"]+)" text-anchor="(\w+)">(.*)</text>', group, 16
    )
    x, y, anchor, words = found.groups()
    length = wide(html.unescape(re.sub("</?tspan>", "", words)))
    left, right = (
        (float(x), float(x) + length) if anchor == "start" else (float(x) - length, float(x))
    )
    for at in re.findall(r'cx="([^"]+)"', group):
        left, right = min(left, float(at) - 4), max(right, float(at) + 4)
    for at in re.findall(r'd="M([0-9.]+) ', group):
        left, right = min(left, float(at) - 5), max(right, float(at) + 5)
    for at, width in re.findall(r'<rect [^>]*x="([^"]+)"[^>]* width="([^"]+)"', group):
        left, right = min(left, float(at)), max(right, float(at) + float(width))
    return round(float(y), 1), left, right


def test_days_of_another_year_are_counted_and_not_drawn() -> None:
    wrong = Visit(first=date(2035, 1, 1), last=date(2035, 1, 1), name="far")
    picture, left_out = timeline(
        [wrong], [Event(on=date(1999, 1, 1), title="old")], today=date(2026, 11, 1), season=2027
    )

    assert left_out == 2
    assert "far" not in picture
    assert "old" not in picture


def test_events_of_one_day_share_a_mark_that_names_them_all() -> None:
    on = date(2027, 3, 18)
    picture, _ = timeline(
        [],
        [Event(on=on, title="offers"), Event(on=on, title="answers", sure=False)],
        today=date(2027, 3, 1),
        season=2027,
    )

    assert "Thu 18 Mar 2027: offers; answers (unconfirmed)" in picture
    assert "<tspan>offers</tspan> · +1" in picture
    assert picture.count("<path") == 1


@pytest.mark.parametrize(
    ("words", "room", "kept"),
    [("a  b\nc", 900, "a b c"), ("x" * 60, 900, "x" * 40 + "…"), ("abcdef", wide("abc"), "abc…")],
)
def test_a_label_is_cut_to_its_room(words: str, room: float, kept: str) -> None:
    assert brief(words, room) == kept
