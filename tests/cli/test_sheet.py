"""The sheet for the night before: what stands on it, and that no text comes alive in its files."""

from __future__ import annotations

import re
import stat
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.test_report import HOSTILE, read

from fmgtrack.exchange.sheet import as_html, as_markdown, is_sheet, parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

    Run = Callable[..., Ran]

TITLES = (
    *("When and where", "Who, and how to say it", "Why this program", "What you read of it"),
    *("Your points", "Stories", "Read again tonight", "Questions to ask"),
    *("Still open: visa and contract", "In the specialty", "Sentences that help", "Checklist"),
    *("The same evening", "Private notes"),
)


@pytest.fixture
def mayo(run: Run) -> Run:
    """A program whose day comes, with something on record of every kind."""
    program = (
        'add-program "Mayo Clinic" --institution "Mayo Clinic College of Medicine" --state MN'
        ' --city Rochester --specialty "Internal Medicine" --j1 yes --note "sister lives near"'
    )
    day = (
        'add-interview mayo "1 Dec 2026 16:30" --until 18:00 --format virtual --place Zoom'
        ' --note "wear the blue tie" --with "Dr. Wei Chen <w.chen@example.org>, faculty"'
        ' --with "Dr. Priya Nair, resident, meal"'
    )
    for line in (
        'config name "Sana Mirza"',
        "config home-zone Asia/Karachi",
        program,
        'add-contact mayo "Cory Brandt" --role coordinator --note "likes tea"',
        'add-interview mayo "20 Nov 2026 9:00" --until 12:00 --with "Dr. Lena Fischer, faculty"',
        day,
        'apply profile --said "SAH-na MEER-zah" --visa j1',
        'prep why mayo "Clinic for Somali refugees" --source "program page"',
        "apply fact mayo step2ck=220 --source FREIDA",
        "prep answer about-yourself --present fellow --past years --theme calm --theme early",
        'prep answer strength "hands over well"',
        'prep answer strength "hands over at Mayo" --for mayo',
        'prep answer proudest "the first ward round" --for mayo',
        'add-story "The missed potassium" --competency mistake',
        'add-story "Two teams, one bed" --competency conflict',
        "prep told st1 f2",
        "add-experience work Ward --at 'Mayo Hospital Lahore' --from 2021-01 --until 2022-03",
        "prep ask mayo resident-who-thrived graduates-from-abroad busy-night",
        'prep ask mayo ak1 --answer "asked early"',
        'add-development "Sepsis bundle" --source NEJM --view "good if nurses start it"',
    ):
        run(line)
    return run


def row(run: Run, *more: str) -> Any:  # noqa: ANN401  a document
    return run("prep sheet mayo --json", *more).json


def test_everything_is_put_together(mayo: Run) -> None:
    found = row(mayo)

    assert found["interview"] == {
        "ref": "i2",
        "status": "scheduled",
        "starts_at": "2026-12-01T16:30:00-06:00",
        "ends_at": "2026-12-01T18:00:00-06:00",
        "timezone": "America/Chicago",
        "home_starts_at": "2026-12-02T03:30:00+05:00",
        "home_ends_at": "2026-12-02T05:00:00+05:00",
        "format": "virtual",
        "place": "Zoom",
        "days_left": 6,
    }
    assert [(one["name"], one["setting"], one["email"]) for one in found["people"]] == [
        ("Wei Chen", "formal", "w.chen@example.org"),
        ("Priya Nair", "meal", None),
        ("Cory Brandt", None, None),
    ]
    assert (found["own_name"], found["own_name_said"]) == ("Sana Mirza", "SAH-na MEER-zah")
    assert [one["text"] for one in found["why"]["reasons"]] == ["Clinic for Somali refugees"]
    assert [one["rule"] for one in found["facts"]] == ["step2ck"]
    answers = {one["question"]["key"]: one for one in found["answers"]}
    assert list(answers) == ["about-yourself", "strength", "proudest"]
    assert answers["strength"]["points"] == ["hands over at Mayo"]
    assert answers["strength"]["for_program"] is True
    assert answers["about-yourself"]["themes"] == ["calm", "early"]
    assert found["unanswered"] == ["why-specialty", "weakness", "visa-need"]
    assert [one["ref"] for one in found["stories"]["tell"]] == ["st2"]
    assert [one["ref"] for one in found["stories"]["told"]] == ["st1"]
    assert [(one["ref"], one["long_ago"]) for one in found["reread"]] == [("e1", True)]
    assert [(one["ref"], one["answer"]) for one in found["ask"]] == [
        ("ak1", "asked early"),
        ("ak2", None),
        ("ak3", None),
    ]
    assert (found["open"]["visa"]["need"], found["open"]["visa"]["unconfirmed"]) == ("j1", True)
    assert found["open"]["contract"] == {"on": None, "open": True}
    assert found["checklist"][0]["key"] == "both-zones"
    assert {one["part"] for one in found["checklist"]} == {"before", "day"}
    assert found["evening"][0]["key"] == "impressions"
    assert found["thanks"] == {"from": "2026-12-03", "by": "2026-12-04"}
    assert len(found["phrases"]) == 3
    assert found["notes"] is None


def test_it_reads_as_one_page(mayo: Run) -> None:
    said = mayo("prep sheet mayo").stdout

    assert said.startswith("p1 Mayo Clinic\n  Mayo Clinic College of Medicine · Internal Medicine")
    for line in (
        "  - there: Tue 1 Dec 2026 16:30-18:00 CST (in 6 days)",
        "  - for you: Wed 2 Dec 2026 03:30-05:00 PKT",
        "  - Dr. Wei Chen (faculty, formal), said: ________________________",
        "  - you: Sana Mirza (said SAH-na MEER-zah)",
        "  - Clinic for Somali refugees (program page, Wed 25 Nov 2026)",
        "  1 of 3 to 4 concrete facts",
        "  - to be remembered by: calm, early",
        "  no points yet: why-specialty, weakness, visa-need",
        "  - The missed potassium (heard by Dr. Lena Fischer)",
        "  [ ] Ward, Mayo Hospital Lahore (Jan 2021 to Mar 2022, long ago, and still asked about)",
        "  [ ] visa: J-1 yes, H-1B not said, unconfirmed (you need J-1)",
        "  - Sepsis bundle: good if nurses start it (NEJM)",
        "  thank-yous are due Thu 3 to Fri 4 Dec",
    ):
        assert f"{line}\n" in said
    assert "answered: asked early" in said
    titles = [line for line in said.splitlines() if line in TITLES]
    assert titles == [title for title in TITLES if title != "Private notes"]


def test_private_notes_only_when_asked_for(mayo: Run, tmp_path: Path) -> None:
    private = ("sister lives near", "wear the blue tie")
    for file in ("s.md", "s.html"):
        option = f"--{file[2:]}"
        mayo("prep sheet mayo", option, str(tmp_path / file))
        whole = (tmp_path / file).read_text(encoding="utf-8")
        assert not [note for note in (*private, "likes tea") if note in whole]
        mayo("prep sheet mayo --with-notes", option, str(tmp_path / file))
        whole = (tmp_path / file).read_text(encoding="utf-8")
        assert [note for note in private if note in whole] == list(private)
    assert "sister" not in mayo("prep sheet mayo").stdout
    shown = mayo("prep sheet mayo --with-notes").stdout
    assert "Private notes\n  - program: sister lives near\n" in shown
    assert row(mayo, "--with-notes")["notes"]["people"] == [
        {"name": "Cory Brandt", "note": "likes tea"}
    ]


@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_file_of_somebody_else_is_not_replaced(mayo: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"sheet.{ending}"
    file.write_text("my own", encoding="utf-8")

    error = mayo(f"prep sheet mayo --json --{ending}", str(file), code=2).error
    assert "is no sheet" in error["message"]
    assert "--force" in error["hint"]
    assert file.read_text(encoding="utf-8") == "my own"
    done = mayo(f"prep sheet mayo --json --force --{ending}", str(file)).json
    assert done == {"path": str(file), "program": {"ref": "p1", "name": "Mayo Clinic"}}
    assert is_sheet(file.read_bytes()[:200])
    assert str(file) in mayo(f"prep sheet mayo --{ending}", str(file)).stdout
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".fmg")] == []


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("--md sheet.txt", 2, "`.md`"),
        ("--html sheet.md", 2, "`.html`"),
        ("--md nowhere/sheet.md", 1, "no folder"),
        ("--md a.md --html a.html", 2, "two files"),
        ("--force", 2, "`--md` or `--html`"),
    ],
)
def test_what_cannot_be_written_is_said(mayo: Run, line: str, code: int, words: str) -> None:
    assert words in mayo(f"prep sheet mayo {line}", code=code).stderr


def test_the_page_is_whole_and_loads_nothing(mayo: Run, tmp_path: Path) -> None:
    mayo("prep sheet mayo --with-notes --html", str(tmp_path / "s.html"))

    page = read((tmp_path / "s.html").read_text(encoding="utf-8"))
    assert tuple(page.by_tag["h2"]) == TITLES
    assert "Clinic for Somali refugees" in page.texts


def test_hostile_texts_stay_texts(run: Run, tmp_path: Path) -> None:
    for text in HOSTILE:
        run("add-program --state MN --", text)
    run("edit p1 --note", HOSTILE[1])
    run("add-interview p1", "1 Dec 2026 16:30", "--place", HOSTILE[0], "--note", HOSTILE[2])
    run("add-story", "--", HOSTILE[3])
    run("add-development", HOSTILE[0], "--view", HOSTILE[4])
    run("prep checklist i1 --add", HOSTILE[0])
    for number in range(1, len(HOSTILE) + 1):
        run(f"prep sheet p{number} --with-notes --html", str(tmp_path / "s.html"))
        page = read((tmp_path / "s.html").read_text(encoding="utf-8"))
        assert HOSTILE[number - 1] in page.by_tag["bdi"]
    run("prep sheet p1 --with-notes --md", str(tmp_path / "s.md"))
    whole = (tmp_path / "s.md").read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)<(?!!-- fmgtrack sheet -->)", whole)


TEXTS = st.text(max_size=40)


@given(text=TEXTS, place=TEXTS)
def test_any_text_is_one_line_of_markdown_and_plain_text_of_a_page(text: str, place: str) -> None:
    whole = bare(text, place)

    lines = as_markdown(whole).splitlines()
    headings = [line for line in lines if line.startswith("#")]
    assert len(headings) == len(parts(whole)) + 1
    items = [line for line in lines if line.startswith("- ")]
    assert len(items) == sum(line.kind != "plain" for one in parts(whole) for line in one.lines)
    assert not re.search(r"(?<!\\)[<\[](?!!-- fmgtrack| \])", "\n".join(lines[1:]))
    page = read(as_html(whole))
    assert {name for name, _ in page.shape} <= {
        *("html", "head", "meta", "title", "style", "body", "header", "h1", "p", "main"),
        *("section", "h2", "ul", "li", "bdi", "span", "a"),
    }


def bare(text: str, place: str) -> dict[str, Any]:
    """A sheet with nothing but these texts."""
    keys = ("institution", "specialty", "city", "state", "url")
    named = {"question": {"text": text}, "themes": [], "present": [], "past": [], "future": []}
    return {
        "program": {"name": text, **dict.fromkeys(keys)},
        "interview": None,
        "home_zone": "UTC",
        "people": [
            {"title": None, "name": text, "role": "faculty", "setting": "formal", "email": None}
        ],
        "own_name": text,
        "own_name_said": place,
        "why": {"reasons": [], "concrete": 3, "wanted": [3, 4]},
        "facts": [],
        "answers": [named | {"points": []}] if "answer" in text else [],
        "unanswered": [],
        "stories": {"tell": [{"title": text, "competencies": []}], "told": []},
        "reread": [],
        "ask": [],
        "open": {
            "visa": {"need": "none", "unconfirmed": True, "j1": None, "h1b": None},
            "contract": {"on": None, "open": False},
        },
        "checklist": [{"key": "ti1", "part": "before", "text": place}],
        "evening": [],
        "thanks": None,
        "developments": [],
        "phrases": [],
        "notes": {"program": text, "interview": None, "people": []},
    }


def test_a_program_without_an_interview_has_a_sheet_too(run: Run) -> None:
    run("add-program Mayo --state MN")
    assert row(run)["interview"] is None
    assert "  no interview is on record\n" in run("prep sheet mayo").stdout
    run("add-interview mayo --status invited")
    assert row(run)["interview"]["status"] == "invited"
    said = run("prep sheet mayo").stdout
    assert "  invited, no day yet\n" in said
    assert "thank-yous are due" not in said


def test_the_interview_that_comes_goes_before_one_that_was(mayo: Run) -> None:
    mayo('add-interview mayo "15 Jan 2027 9:00"')
    assert row(mayo)["interview"]["ref"] == "i2"
    mayo("edit i2 --status cancelled")
    assert row(mayo)["interview"]["ref"] == "i3"
    mayo("remove i3 --yes")
    found = row(mayo)
    assert (found["interview"]["ref"], found["interview"]["status"]) == ("i1", "completed")
    assert found["checklist"] == []
    said = mayo("prep sheet mayo").stdout
    assert "Fri 20 Nov 2026 09:00-12:00 CST (over)" in said


def test_what_is_done_or_confirmed_leaves_the_sheet(mayo: Run) -> None:
    mayo("edit mayo --visa-source 'FAQ page' --contract today --policy no-thanks")
    mayo("prep checklist i2 --done both-zones")
    mayo("apply reread e1")
    mayo("prep ask mayo ak3 --on-page")
    found = row(mayo)

    assert found["open"]["visa"]["unconfirmed"] is False
    assert found["open"]["contract"] == {"on": "2026-11-25", "open": False}
    assert "both-zones" not in [one["key"] for one in found["checklist"]]
    assert found["reread"] == []
    assert found["thanks"] is None
    said = mayo("prep sheet mayo").stdout
    assert "Still open" not in said
    assert "Read again tonight" not in said
    assert "at the meal" not in said


def test_an_earlier_season_counts_as_unconfirmed(mayo: Run) -> None:
    mayo("edit mayo --visa-source 'FAQ page'")
    mayo("config season 2028")
    found = row(mayo)["open"]
    assert found["visa"]["unconfirmed"] is True


def test_a_day_without_an_hour_has_none_at_home_either(run: Run) -> None:
    run("config home-zone Asia/Karachi")
    run("add-program Mayo --state MN")
    run('add-interview mayo "1 Dec 2026" --until "2 Dec 2026"')

    found = row(run)["interview"]
    assert (found["home_starts_at"], found["home_ends_at"]) == (None, None)
    assert row(run)["thanks"] == {"from": "2026-12-04", "by": "2026-12-05"}
    said = run("prep sheet mayo").stdout
    assert "  - there: Tue 1 Dec 2026 to Wed 2 Dec 2026 (in 6 days)\n" in said
    assert "for you" not in said


def test_who_lives_in_the_zone_is_told_the_hour_once(mayo: Run) -> None:
    mayo("config home-zone America/Chicago")
    assert "for you" not in mayo("prep sheet mayo").stdout


@pytest.mark.parametrize("name", ["zebra", "p9"])
def test_an_unknown_program_names_those_there_are(mayo: Run, name: str) -> None:
    assert mayo(f"prep sheet {name} --json", code=1).error["code"] == "not-found"
