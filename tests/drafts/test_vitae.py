"""The CV in its three formats: golden texts, and hostile ones that never come alive."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fmgtrack.drafts.vitae import TEMPLATES, WIDTH, markdown, render
from fmgtrack.errors import TemplateError
from fmgtrack.records.experience import Experience
from fmgtrack.records.profile import Exam, Profile
from fmgtrack.rules.profile import attempts
from fmgtrack.rules.vitae import Aim, Vitae, vitae

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></head><svg onload=alert(1)>",
    "[link](javascript:alert(1)) ![img](http://example.org/x.png)",
    "# heading",
    "- item",
    "+ item",
    "1. first",
    "2) second",
    "---",
    "===",
    "> quoted",
    "*stars* __lines__ _one_ snake_case `code` ~~gone~~ | cell | $math$",
    "&lt;b&gt; &amp; AT&T",
    "back\\slash \\* ends in \\",
    "<https://example.org>",
    "{{ name }} {% raw %}",
    "مستشفى 北京 👩🏽‍⚕️",
)


def cv(text: str | None = None) -> Vitae:
    """A CV with everything that can stand on one; with a text, that text everywhere."""

    def mark(usual: str) -> str:
        return text if text is not None else usual

    experiences = [
        Experience(
            id=1,
            kind="externship",
            title=mark("Inpatient medicine"),
            organisation=mark("Lake Hospital"),
            specialty="Internal Medicine",
            city=mark("Detroit"),
            state="MI",
            begins="2024-01-08",
            ends="2024-02-04",
            supervisor=mark("Dr. Wei Chen"),
            skills=mark("notes\nteam rounds"),
            description=mark(
                "Took histories and wrote notes that the team used on rounds; presented each"
                " patient to the attending.\nFollowed eight patients a day."
            ),
            note="PRIVATE note",
            cost=1200,
        ),
        Experience(id=2, kind="education", title=mark("Master of Public Health"), ends="2023-06"),
        Experience(id=12, kind="education", title=mark("Bachelor of Science"), ends="2015-06"),
        Experience(id=3, kind="elective", title="Ward", status="accepted", begins="2027-01"),
        Experience(id=4, kind="clerkship", title="Surgery", country=mark("Pakistan")),
        *(
            Experience(id=number, kind=kind, title=mark(kind.title()), begins="2021-07")
            for number, kind in enumerate(
                (
                    *("work", "research", "teaching", "volunteer", "professional", "military"),
                    "extracurricular",
                ),
                start=5,
            )
        ),
    ]
    exams = [
        Exam(id=1, kind="step2ck", outcome="pass", score=245, taken_on="2024-07-15"),
        Exam(id=2, kind="oet", outcome="pass"),
        Exam(id=3, kind="step3", outcome="waiting", taken_on="2026-11-02"),
    ]
    profile = Profile(
        eras_name=mark("Sana Mirza"),
        school=mark("Lakeside Medical College"),
        school_country=mark("Pakistan"),
        graduated="2021-06",
        certified_on="2026-02-03",
        languages=mark("English (fluent)\nUrdu (native)"),
    )
    return vitae(
        profile,
        attempts(exams),
        experiences,
        aim=Aim(mark("Internal Medicine")),
        supervisors={},
        name=None,
        signature=mark("Sana Mirza, MD\nsana_mirza@example.org\n+92 300 1234567"),
        today=date(2026, 11, 25),
        everything=True,
    )


def bare() -> Vitae:
    return vitae(
        None,
        [],
        [],
        aim=Aim(None),
        supervisors={},
        name=None,
        signature=None,
        today=date(2026, 11, 25),
    )


class Page(HTMLParser):
    """Which elements a page has, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> Page:
    """The page, held to balance."""
    found = Page()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


@pytest.mark.parametrize("form", TEMPLATES)
def test_the_house_has_a_cv_in_each_format(snapshot: SnapshotAssertion, form: str) -> None:
    assert render(cv(), form) == snapshot


@pytest.mark.parametrize("form", TEMPLATES)
def test_what_every_cv_has_stays_as_a_gap(snapshot: SnapshotAssertion, form: str) -> None:
    text = render(bare(), form)

    assert (text.partition("<body>")[2] or text) == snapshot
    for gap in ("your name as it stands in ERAS", "your medical school", "when you graduated"):
        assert f"[[{gap}]]" in text
    assert "None" not in text


@pytest.mark.parametrize("form", TEMPLATES)
def test_the_same_values_give_the_same_text_and_no_private_one(form: str) -> None:
    first, second = (render(cv(), form) for _ in range(2))

    assert first == second
    assert "PRIVATE" not in first
    assert "1200" not in first
    assert first.endswith("\n")
    assert not re.search(r"[ \t]\n|\n\n\n", first)


def test_plain_text_fits_a_page_of_plain_text() -> None:
    long = cv("many words that go on and on " * 20)

    assert max(map(len, render(long, "txt").splitlines()[6:])) <= WIDTH


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_comes_alive_on_the_page(text: str) -> None:
    usual, found = (
        read(render(cv("word"), "html")),
        read(render(cv(text), "html")),
    )

    # a signature counts only with an address in it
    kept = [tag for tag in found.tags if tag not in (("ul", ("class",)), ("li", ()))]
    assert kept == [tag for tag in usual.tags if tag not in (("ul", ("class",)), ("li", ()))]
    assert text in found.texts
    assert not {"script", "img", "a", "link", "iframe", "svg"} & {tag for tag, _ in found.tags}
    assert not any(name.startswith("on") for _, names in found.tags for name in names)


def test_the_page_loads_and_runs_nothing() -> None:
    page = render(cv(), "html")

    assert "default-src 'none'" in page
    assert not re.search(r"https?://|url\(|@import|<script", page)


def _rendered(text: str) -> str:
    """The visible text of Markdown, and nothing but text in it."""
    found = Page()
    found.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    found.close()
    assert {tag for tag, _ in found.tags} <= {"p", "ul", "li"}, text
    return "".join(found.texts).strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_reads_as_itself_in_markdown(text: str) -> None:
    for before in ("", "- ", "word "):
        assert _rendered(f"{before}{markdown(text)}") == f"{before.strip('- ')} {text}".strip()


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1))
def test_any_text_reads_as_itself_in_markdown(text: str) -> None:
    said = " ".join(text.split())

    assert _rendered(f"- {markdown(text)}") == said


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_its_shape_whatever_stands_in_it(text: str) -> None:
    def shape(of: str) -> list[tuple[str, tuple[str, ...]]]:
        page = Page()
        page.feed(MarkdownIt("commonmark").render(render(cv(of), "md")))
        return page.tags

    assert shape(text) == shape("word")


def test_directions_and_controls_are_gone() -> None:
    for form in TEMPLATES:
        text = render(cv("a\u202eb\x1b[31m\u200bc"), form)
        assert not re.search("[\u202e\u200b\x1b]", text)


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write one template of the person's own, and give their folder."""

    def write(name: str, text: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_the_persons_own_template_wins(own: Callable[[str, str], Path]) -> None:
    made = own("cv/cv.txt.j2", "{{ name }} for {{ specialty }}: {{ parts[0].entries[0].title }}")

    assert render(cv(), "txt", made) == "Sana Mirza for Internal Medicine: Inpatient medicine\n"


def test_one_may_change_the_words_alone(own: Callable[[str, str], Path]) -> None:
    made = own(
        "cv/cv.html.j2",
        '{% extends "builtin/cv/cv.html.j2" %}{% block style %}h1 { color: red; }{% endblock %}',
    )

    page = render(cv("<b>"), "html", made)
    assert "h1 { color: red; }" in page
    assert "<b>" not in page


def test_a_macro_of_ones_own_escapes_too(own: Callable[[str, str], Path]) -> None:
    own("cv/_mine.j2", "{% macro loud(text) %}{{ [text] | join }}!{% endmacro %}")
    made = own("cv/cv.html.j2", '{% from "cv/_mine.j2" import loud %}{{ loud(name) }}')

    assert render(cv("<i>"), "html", made) == "&lt;i&gt;!\n"


def test_a_page_of_ones_own_escapes_too(own: Callable[[str, str], Path]) -> None:
    made = own("cv/cv.html.j2", "<h1>{{ name }}</h1>{{ languages }}")

    assert render(cv("<i>"), "html", made) == "<h1>&lt;i&gt;</h1>&lt;i&gt;\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nmae }}", "did you mean `name`"),
        ("{{ left_out }}", "a template knows specialty, name"),
        ("{{ name.__class__ }}", "nothing else of the program"),
        ("{% for i in range(100000) %}{% endfor %}", "mend that line"),
        ("{% if %}", "mend that line"),
    ],
)
def test_a_bad_template_is_named(own: Callable[[str, str], Path], text: str, said: str) -> None:
    made = own("cv/cv.txt.j2", text)

    with pytest.raises(TemplateError) as caught:
        render(cv(), "txt", made)
    assert "cv.txt.j2" in caught.value.message
    assert said in caught.value.hint
