"""The page in a real browser: no message on its console, nothing overlaps, it prints well."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = next((found for found in map(shutil.which, NAMES) if found), None)
PATIENCE = 120
"""Seconds after which a browser that says nothing is taken to hang."""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this computer: `apt-get install chromium` brings one"
)

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--enable-logging=stderr", "--v=0", "--no-pdf-header-footer", "--hide-scrollbars"),
)

MEASURE = """<script>
const reach = [...document.querySelectorAll("svg.timeline:not(.key) > g:not(.weeks):not(.today)")]
  .filter(g => g.querySelector(":scope > text")).map(g => g.getBBox());
const overlaps = reach.flatMap((a, i) => reach.slice(i + 1).filter(b =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height));
const picture = document.querySelector("svg.timeline").viewBox.baseVal;
document.body.setAttribute("data-found", JSON.stringify({
  drawn: reach.length, overlaps: overlaps.length, alerted: "alerted" in window,
  outside: reach.filter(a => a.x < 0 || a.x + a.width > picture.width).length,
  wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  scripts: document.querySelectorAll("script").length, pictures: document.images.length}));
</script>"""
"""Looks at the page from within; put into a copy of it, whose policy would forbid it."""

HOSTILE = (
    "<script>alerted = 1</script>",
    '"><img src=x onerror=alerted=1>',
    "<svg onload=alerted=1>",
    "\u202eevil\u202c مستشفى الجامعة",
    "北京大学第一医院内科住院医师规范化培训基地",
    "👩🏽‍⚕️👨‍👩‍👧‍👦 Clinic",
    "W" * 120,
)


@pytest.fixture
def browse(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the browser with a profile of its own."""

    def call(*args: str) -> subprocess.CompletedProcess[bytes]:
        profile = tmp_path / f"profile{len(list(tmp_path.iterdir()))}"
        profile.mkdir()
        return subprocess.run(
            [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", *args],
            capture_output=True,
            check=True,
            timeout=PATIENCE,
            env=os.environ | {"HOME": str(profile)},
        )

    return call


@pytest.fixture
def measure(
    browse: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> Callable[..., dict[str, int]]:
    """Load a copy of the page so many pixels wide, and give what a script finds in it."""

    def call(page: str, width: int) -> dict[str, int]:
        copy = tmp_path / "measured.html"
        open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        assert open_page != page
        copy.write_text(open_page.replace("</body>", f"{MEASURE}</body>"), encoding="utf-8")
        done = browse(f"--window-size={width},900", "--dump-dom", copy.as_uri())
        found = re.search(r'data-found="([^"]*)"', done.stdout.decode())
        assert found
        values: dict[str, int] = json.loads(html.unescape(found[1]))
        return values

    return call


def _console(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]


def _pages(file: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes()))


@pytest.fixture
def full(run: Callable[..., Ran], tmp_path: Path) -> str:
    """The page of a record whose names are hostile, with days all over the season."""
    for number, name in enumerate(HOSTILE):
        run(
            "add-program --state TX --url https://example.org --note",
            name,
            "--",
            f"{number} {name}",
        )
        run(
            f'add-interview p{number + 1} "{20 + number} Nov 2026 9:00" --format virtual --with',
            f"{name.replace(',', '')}, faculty"
            if number in {3, 4, 5}
            else "Dr. Ada Okafor, faculty",
            "--place",
            name,
            "--highlight",
            name,
        )
        run(f"note f{number + 1} --ask", name, name)
        run(f"rol add p{number + 1}")
    for number in range(40):
        day = f"{number % 28 + 1} {('Dec 2026', 'Jan 2027', 'Feb 2027')[number % 3]}"
        run("add-deadline", f"{number} {HOSTILE[number % len(HOSTILE)]}", day)
    file = tmp_path / "season.html"
    run("report", str(file))
    return file.read_text(encoding="utf-8")


def test_the_console_is_looked_at(
    browse: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path, full: str
) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(full.replace("</body>", "<script>1</script></body>"), encoding="utf-8")

    assert any(
        "Content Security Policy" in line for line in _console(browse("--dump-dom", bad.as_uri()))
    )


@pytest.mark.usefixtures("full")
def test_it_renders_without_a_word_on_the_console(
    browse: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    done = browse("--dump-dom", (tmp_path / "season.html").as_uri())

    assert _console(done) == []
    assert b"<h1" in done.stdout


@pytest.mark.parametrize("width", [1000, 400])
def test_nothing_comes_alive_and_nothing_overlaps(
    measure: Callable[..., dict[str, int]], full: str, width: int
) -> None:
    found = measure(full, width)

    assert not found["alerted"]
    assert (found["scripts"], found["pictures"]) == (1, 0)
    assert found["drawn"] > 40
    assert found["overlaps"] == 0
    assert found["outside"] == 0
    assert found["wider"] <= 0


@pytest.mark.parametrize("size", ["A4", "letter"])
@pytest.mark.usefixtures("season")
def test_each_sheet_begins_a_printed_page(
    browse: Callable[..., subprocess.CompletedProcess[bytes]],
    run: Callable[..., Ran],
    tmp_path: Path,
    size: str,
) -> None:
    file, pdf = tmp_path / "season.html", tmp_path / "season.pdf"
    run("report", str(file))
    page = file.read_text(encoding="utf-8")
    file.write_text(page.replace("</style>", f"@page {{ size: {size} }}</style>"), encoding="utf-8")

    browse(f"--print-to-pdf={pdf}", file.as_uri())
    assert 3 + 2 <= _pages(pdf) <= 3 + 4


def test_an_empty_record_prints_on_few_pages(
    browse: Callable[..., subprocess.CompletedProcess[bytes]],
    run: Callable[..., Ran],
    tmp_path: Path,
) -> None:
    file, pdf = tmp_path / "season.html", tmp_path / "season.pdf"
    run("report", str(file))

    done = browse(f"--print-to-pdf={pdf}", file.as_uri())
    assert _console(done) == []
    assert 1 <= _pages(pdf) <= 3
