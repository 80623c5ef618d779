"""What is published works: built, unpacked elsewhere, and run far from the source."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="the build backend, without which nothing is built offline")

ROOT = Path(__file__).parents[1]


def _run(*args: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, args)],
        cwd=cwd,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    _run("-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel was installed, without what it depends on."""
    folder = tmp_path_factory.mktemp("installed")
    (wheel,) = built.glob("*.whl")
    options = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--disable-pip-version-check")
    _run("-m", "pip", "install", *options, "--target", folder, wheel, cwd=folder)
    return folder


def test_the_wheel_carries_what_it_reads_at_run_time(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    def packed(folder: str, pattern: str) -> set[str]:
        return {
            f"fmgtrack/{name.relative_to(ROOT / folder).as_posix()}"
            for name in (ROOT / folder).rglob(pattern)
        }

    templates = {f"fmgtrack/templates/thanks/{f.name}" for f in ROOT.glob("templates/thanks/*.j2")}
    assert len(templates) >= 5
    assert templates <= names
    for pattern in ("*.toml", "*.csv", "*.txt", "*.py"):
        wanted = packed("src/fmgtrack", pattern)
        assert wanted
        assert wanted <= names
    assert not [name for name in names if "tests/" in name or name.endswith((".pyc", ".db"))]


def test_the_source_archive_can_be_tested(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.split("/", 1)[1] for name in opened.getnames() if "/" in name}

    for name in ("pyproject.toml", "LICENSE", "README.md", "Makefile", "tests/conftest.py"):
        assert name in names
    assert "templates/thanks/_base.txt.j2" in names
    assert not [name for name in names if name.startswith((".venv", ".git/", ".hypothesis"))]


def test_what_was_installed_drafts_a_mail_from_any_folder(installed: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {"PYTHONPATH": str(installed), "FMGTRACK_DB": str(tmp_path / "own" / "record.db")}

    def fmgtrack(*args: str) -> str:
        return _run("-m", "fmgtrack", *args, cwd=elsewhere, env=env)

    where = _run("-c", "import fmgtrack; print(fmgtrack.__file__)", cwd=elsewhere, env=env)
    assert Path(where.strip()).is_relative_to(installed)
    fmgtrack("add-program", "Henry Ford Hospital", "--state", "MI")
    person = "Dr. Wei Chen <w.chen@example.org>, faculty"
    fmgtrack("add-interview", "henry", "23 Nov 2026 9am", "--with", person)
    fmgtrack("note", "f1", "your work on early sepsis alerts")

    drafted = fmgtrack("draft-email", "f1")
    assert "Dear Dr. Chen," in drafted
    assert "your work on early sepsis alerts" in drafted
    assert "BronxCare" in fmgtrack("demo", "programs")
    assert list(elsewhere.iterdir()) == []


def test_the_command_is_installed_under_its_name(installed: Path) -> None:
    entry = next(installed.glob("fmgtrack-*.dist-info/entry_points.txt"))

    assert "fmgtrack = fmgtrack.cli:main" in entry.read_text(encoding="utf-8")
    metadata = (entry.parent / "METADATA").read_text(encoding="utf-8")
    assert "Requires-Python: >=3.11" in metadata
    assert "License-File: LICENSE" in metadata
