"""The CV as a person asks for it: shown, written, held back, with what it leaves out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Piped, Terminal
    from tests.conftest import Ran

    Run = Callable[..., Ran]

ENTRY = """ref kind title organisation specialty place dates to_come supervisor skills
    description"""
"""The keys of one experience on a CV, which are only ever added to."""

SANA = (
    'config name "Sana Mirza"',
    'config signature "Sana Mirza, MD\\\\ns.mirza@example.org"',
    (
        'apply profile --eras-name "Sana A. Mirza" --school "Lakeside Medical College"'
        " --school-country Pakistan --graduated 'Jun 2021' --specialty IM --specialty Neurology"
        " --language English"
    ),
    "add-exam step1 --on '12 May 2023' --outcome fail",
    "add-exam step1 --on '15 Nov 2023' --outcome pass",
    "add-exam step3 --on '5 Mar 2027'",
    'add-program "Lake Hospital" --state MI',
    'add-contact lake "Dr. Wei Chen" --role faculty',
    (
        'add-experience externship "Inpatient medicine" --at "Lake Hospital" --specialty IM'
        ' --state MI --from 2024-01 --until 2024-02 --supervisor c1 --skill notes --note "gossip"'
        ' --description "Took histories."'
    ),
    (
        'add-experience observership "Stroke unit" --specialty Neurology --state OH --from 2024-03'
        " --until 2024-03"
    ),
    (
        'add-experience externship "Night float" --specialty IM --state MD --accepted yesterday'
        " --from 2027-01 --until 2027-01"
    ),
    'add-experience externship "Ward" --specialty IM --state CA --asked yesterday',
)


@pytest.fixture
def sana(typed: Callable[[tuple[str, ...]], Path]) -> None:
    """A profile, exams and experiences."""
    shutil.copy(typed(SANA), os.environ["FMGTRACK_DB"])


@pytest.mark.usefixtures("sana")
def test_it_is_shown_and_what_it_leaves_out_is_listed(run: Run) -> None:
    ran = run("apply cv")

    assert ran.stdout.startswith("Sana A. Mirza\ns.mirza@example.org\n\nEDUCATION\n")
    assert "CLINICAL EXPERIENCE IN INTERNAL MEDICINE" in ran.stdout
    assert "Supervisor: Dr. Wei Chen" in ran.stdout
    for left in ("Stroke unit", "Night float", "Ward", "Step 3", "gossip", "12 May 2023"):
        assert left not in ran.stdout
    assert ran.stderr.splitlines() == [
        "for Internal Medicine; `--specialty TEXT` says another one",
        "left out, still to come: e3 Night float; ex3 USMLE Step 3; `--everything` brings it back",
        (
            "left out, of another specialty than Internal Medicine: e2 Stroke unit; `--everything`"
            " brings it back, `fmgtrack edit REF --meaningful yes` keeps one"
        ),
        "left out, did not take place: e4 Ward",
        "left out, the transcript tells it: ex1 USMLE Step 1",
    ]


@pytest.mark.usefixtures("sana")
def test_another_specialty_turns_it_round(run: Run) -> None:
    ran = run("apply cv --specialty neuro")

    assert "CLINICAL EXPERIENCE IN NEUROLOGY" in ran.stdout
    assert ran.stdout.index("Stroke unit") < ran.stdout.index("Inpatient medicine")


@pytest.mark.usefixtures("sana")
def test_everything_brings_back_what_does_not_matter(run: Run) -> None:
    ran = run("apply cv --everything")

    for back in ("Stroke unit", "Jan 2027, to come", "USMLE Step 3: planned, 5 Mar 2027"):
        assert back in ran.stdout
    assert "Ward" not in ran.stdout
    assert "`--everything`" not in ran.stderr


@pytest.mark.usefixtures("sana")
def test_the_model_is_one_document(run: Run) -> None:
    found = run("apply cv --json").json

    assert found["specialty"] == "Internal Medicine"
    assert set(found["parts"][0]) == {"key", "entries", "other"}
    assert set(found["parts"][0]["entries"][0]) == set(ENTRY.split())
    assert set(found["exams"][0]) == {"ref", "name", "outcome", "score", "on"}
    assert {"ref": "e4", "title": "Ward", "reason": "not-taken"} in found["left_out"]
    assert (found["gaps"], found["written"]) == ([], [])
    assert found["text"] == run("apply cv").stdout
    assert "gossip" not in str(found)


@pytest.mark.usefixtures("sana")
def test_several_files_are_written_at_once_and_for_the_owner_alone(
    run: Run, tmp_path: Path
) -> None:
    files = [tmp_path / f"cv.{form}" for form in ("txt", "md", "html")]
    ran = run("apply cv", *(part for file in files for part in (f"--{file.suffix[1:]}", str(file))))

    assert [line for line in ran.stdout.splitlines() if line] == [f"wrote {f}" for f in files]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert texts[0] == run("apply cv").stdout
    assert texts[1].startswith("# Sana A. Mirza\n")
    assert texts[2].startswith("<!doctype html>\n")
    assert all("Inpatient medicine" in text and "gossip" not in text for text in texts)
    if os.name == "posix":
        assert [file.stat().st_mode & 0o077 for file in files] == [0, 0, 0]


@pytest.mark.usefixtures("sana")
def test_a_file_that_is_there_stays_unless_it_may_go(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cv.md"
    file.write_text("mended by hand")
    ran = run(f"apply cv --txt {tmp_path / 'cv.txt'} --md {file} --json", code=2)

    assert "is there already" in ran.error["message"]
    assert file.read_text() == "mended by hand"
    assert not (tmp_path / "cv.txt").exists()
    run(f"apply cv --md {file} --yes")
    assert file.read_text().startswith("# Sana")


@pytest.mark.parametrize("typed_name", ["cv.doc", "cv", "cv.html"])
@pytest.mark.usefixtures("sana")
def test_a_name_says_what_is_in_the_file(run: Run, tmp_path: Path, typed_name: str) -> None:
    ran = run(f"apply cv --md {tmp_path / typed_name} --json", code=2)

    assert "`.md`" in ran.error["hint"]
    assert list(tmp_path.glob("cv*")) == []


def test_with_gaps_it_is_shown_and_no_file_is_written(run: Run, tmp_path: Path) -> None:
    shown = run("apply cv")
    assert "[[your medical school]]" in shown.stdout
    assert "`fmgtrack apply profile --school TEXT`" in shown.stderr
    assert run("apply cv --json").json["gaps"] == ["name", "school", "graduated"]

    file = tmp_path / "cv.html"
    ran = run(f"apply cv --html {file} --json", code=1)
    assert ran.error["code"] == "refused"
    assert "your medical school is missing" in ran.error["message"]
    assert not file.exists()
    run(f"apply cv --html {file} --force")
    assert "<mark>[[your medical school]]</mark>" in file.read_text()


@pytest.mark.usefixtures("sana")
def test_a_gap_in_ones_own_words_holds_back_too(run: Run, tmp_path: Path) -> None:
    run("edit e1", "--description", "Followed [[how many]] patients")
    ran = run(f"apply cv --md {tmp_path / 'cv.md'}", code=1)

    assert "`[[how many]]` stands in a text" in ran.stderr


@pytest.mark.usefixtures("sana")
def test_the_persons_own_template_wins(run: Run) -> None:
    from pathlib import Path

    folder = Path(run("config --json").json["files"]["templates"])
    (folder / "cv").mkdir(parents=True)
    (folder / "cv" / "cv.txt.j2").write_text("{{ name }}: {{ shcool }}")
    assert "did you mean `school`" in run("apply cv", code=1).stderr

    (folder / "cv" / "cv.txt.j2").write_text("{{ name }}: {{ school }}")
    assert run("apply cv").stdout == "Sana A. Mirza: Lakeside Medical College\n"


@pytest.mark.usefixtures("sana")
def test_control_signs_never_reach_the_terminal(
    terminal: Callable[..., Terminal], run: Run
) -> None:
    run("edit e1 --title", "Ward \u202eround")
    screen = terminal("apply", "cv", quiet=True).end()

    assert "\u202e" not in screen
    assert "EDUCATION" in screen


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = next((found for found in map(shutil.which, NAMES) if found), None)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer")
@pytest.mark.parametrize("printed", [(0, "A4", 1), (8, "letter", 2)])
@pytest.mark.usefixtures("sana")
def test_ten_whole_experiences_print_on_two_pages(
    shell: Callable[..., Piped], run: Run, tmp_path: Path, printed: tuple[int, str, int]
) -> None:
    studies, size, pages = printed
    words = "Took histories, wrote notes, and presented patients on rounds. " * 12
    for number in range(studies):
        run(
            f"add-experience research 'Study {number}' --at Lake --from 2024-0{number + 1}"
            f" --until 2024-0{number + 1} --description",
            words[:750],
        )
    shell("apply", "cv", "--everything", "--html", "cv.html")
    page, pdf = tmp_path / "cv.html", tmp_path / "cv.pdf"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</style>", f"@page {{ size: {size} }}</style>"), encoding="utf-8")
    done = subprocess.run(
        [
            *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--enable-logging=stderr", "--v=0", f"--user-data-dir={tmp_path / 'profile'}"),
            *("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )

    assert b"CONSOLE" not in done.stderr
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes())) == pages
