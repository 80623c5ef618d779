"""`report` writes one page, says what stands on it, and replaces nothing that it did not write."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from fmgtrack.exchange.report import MARK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran


@pytest.mark.usefixtures("season")
def test_it_says_where_and_what(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "season.html"
    said = run("report", str(file))

    assert said.stdout.splitlines()[0] == f"wrote {file}"
    assert "3 interviews" in said.stdout
    assert "3 ranked, 3 sheets" in said.stdout
    page = file.read_text(encoding="utf-8")
    assert f"<!-- {MARK} -->" in page[:200]
    for words in ("Henry Ford Hospital", "Is the ultrasound course open?", "wear the blue tie"):
        assert words in page
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.usefixtures("season")
def test_as_json(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "season.HTM"
    row = run("report --json", str(file)).json

    assert row["path"] == str(file)
    assert (row["interviews"], row["ranked"], row["sheets"]) == (3, 3, 3)
    assert row["deadlines"] > 20


@pytest.mark.usefixtures("season")
def test_notes_stay_at_home_when_told(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "season.html"
    run("report --no-notes", str(file))

    page = file.read_text(encoding="utf-8")
    assert "your work on early sepsis alerts" in page
    for words in ("sister lives near", "wear the blue tie", "Private note"):
        assert words not in page


@pytest.mark.usefixtures("season")
def test_all_gives_every_program_a_sheet(run: Callable[..., Ran], tmp_path: Path) -> None:
    run('add-program "Far Away Hospital"')
    run('add-program "Called Off Hospital"')
    run('add-interview "called off" --status declined')
    file = tmp_path / "season.html"

    assert "3 sheets" in run("report", str(file)).stdout
    assert "Far Away Hospital" not in file.read_text(encoding="utf-8")
    assert "5 sheets" in run("report --all", str(file)).stdout
    assert "Far Away Hospital" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["season", "season.pdf", "season.html.txt", ".html", ""])
def test_a_page_needs_the_name_of_one(
    run: Callable[..., Ran], tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("report", name, code=2).stderr

    assert "`.html`" in said
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".db"]


def test_another_file_is_not_replaced(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "mine.html"
    file.write_text("<!doctype html><p>my own page", encoding="utf-8")

    said = run("report", str(file), code=2).stderr
    assert "is no report; `--yes` replaces it" in said
    assert "my own page" in file.read_text(encoding="utf-8")

    run("report --yes", str(file))
    assert "my own page" not in file.read_text(encoding="utf-8")
    run("report", str(file))


def test_a_mark_further_down_is_not_ours(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "mine.html"
    file.write_text(f"{'x' * 200}<!-- {MARK} -->", encoding="utf-8")

    run("report", str(file), code=2)


def test_a_folder_is_no_file(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()

    assert "is a folder" in run("report", str(tmp_path / "folder.html"), code=1).stderr
    assert "no folder" in run("report", str(tmp_path / "none" / "a.html"), code=1).stderr


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's opener, which here notes what it is given in the file of this path."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the opener of other systems is no command that a test can put in its place")
    folder = tmp_path / "bin"
    folder.mkdir()
    noted = tmp_path / "opened.txt"
    command = folder / "xdg-open"
    command.write_text(f'#!/bin/sh\necho "$1" > "{noted}"\n', encoding="utf-8")
    command.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    return noted


def test_nothing_is_opened_unless_told(
    run: Callable[..., Ran], tmp_path: Path, opener: Path
) -> None:
    file = tmp_path / "season.html"

    run("report", str(file))
    assert not opener.exists()
    run("report --open", str(file))
    assert opener.read_text(encoding="utf-8").strip() == str(file)


def test_no_browser_is_said_and_the_page_is_there(
    run: Callable[..., Ran], tmp_path: Path, opener: Path
) -> None:
    (opener.parent / "bin" / "xdg-open").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    file = tmp_path / "season.html"

    said = run("report --open", str(file), code=1)
    assert "open that by hand" in said.stderr
    assert file.exists()


@pytest.mark.usefixtures("season")
def test_it_changes_nothing_on_record(run: Callable[..., Ran], tmp_path: Path) -> None:
    before = run("history --json").json

    run("report", str(tmp_path / "season.html"))
    assert run("history --json").json == before
    assert {path.name for path in tmp_path.iterdir()} <= {"record.db", "season.html"}


def test_the_sample_season_on_one_page(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "demo.html"

    assert "7 interviews" in run("demo report", str(file)).stdout
    page = file.read_text(encoding="utf-8")
    parts = ("owed", "timeline", "interviews", "invitations", "deadlines", "list", "p2", "p7")
    places = [page.index(f'<section id="{part}"') for part in parts]
    assert places == sorted(places)
    assert "Thu 26 Nov 2026 11:00 CST" in page.replace('</span> <span class="whole">', " ")
    assert "22:00 PKT" in page
    assert "asked for Step 3 before July" in page
    again = tmp_path / "again.html"
    run("demo report", str(again))
    assert again.read_bytes() == file.read_bytes()
