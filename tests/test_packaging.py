"""What is published works: built, unpacked elsewhere, and run far from the source."""

from __future__ import annotations

import csv
import email
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.lowest import constraints, lowest

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("hatchling", reason="the build backend, without which nothing is built offline")

pytestmark = pytest.mark.xdist_group("packaging")  # what they look at is made once

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


def test_a_wheel_from_the_source_archive_is_the_same(built: Path, tmp_path: Path) -> None:
    """Whoever builds from the archive, as distributions do, gets what is published."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    again = tmp_path / "again"

    _run("-m", "build", "--no-isolation", "--outdir", again, source, cwd=tmp_path)

    for pattern, names in (("*.whl", _wheel_names), ("*.tar.gz", _archive_names)):
        (first,), (second,) = built.glob(pattern), again.glob(pattern)
        assert first.name == second.name
        assert names(first) == names(second)


def _wheel_names(file: Path) -> dict[str, int]:
    """Each file with the checksum of its bytes."""
    with zipfile.ZipFile(file) as opened:
        return {one.filename: one.CRC for one in opened.infolist()}


def _archive_names(file: Path) -> set[str]:
    with tarfile.open(file) as opened:
        return set(opened.getnames())


def _dependencies() -> set[str]:
    """What the running environment installed for the package, with all that it needs in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = list(project["dependencies"])
    found: set[str] = set()
    while waiting:
        name = re.split(r"[^A-Za-z0-9._-]", waiting.pop())[0]
        if name in found:
            continue
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another system or another Python
        found.add(name)
        waiting += [need for need in needs if "extra ==" not in need]
    return found


@pytest.fixture(scope="module")
def empty(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel and what it depends on, nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=sys.platform != "win32")
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
    for name in _dependencies():
        for file in metadata.files(name) or ():
            source, target = Path(str(file.locate())), packages / file
            if ".." in file.parts or "__pycache__" in file.parts or not source.is_file():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(source) if sys.platform != "win32" else shutil.copy(source, target)
    (wheel,) = built.glob("*.whl")
    python = scripts / Path(sys.executable).name
    options = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
    _run("-m", "pip", "--python", python, "install", *options, wheel, cwd=folder)
    return scripts / ("fmgtrack.exe" if sys.platform == "win32" else "fmgtrack")


@pytest.fixture
def typed(empty: Path, tmp_path: Path) -> Callable[..., str]:
    """Type a command from another folder, on a computer without zones of its own."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept = ("HOME", "USERPROFILE", "APPDATA", "XDG_DATA_HOME", "SYSTEMROOT", "FMGTRACK_NOW", "TZ")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"PYTHONTZPATH": "", "PYTHONUTF8": "1", "PATH": str(empty.parent)}

    def call(*args: str, code: int = 0, command: tuple[str, ...] = (str(empty),)) -> str:
        done = subprocess.run(
            [*command, *args], cwd=elsewhere, env=env, capture_output=True, check=False
        )
        assert done.returncode == code, (args, done.stdout, done.stderr)
        assert b"Traceback" not in done.stderr
        return done.stdout.decode().replace("\r\n", "\n")

    return call


def _rows(text: str) -> Any:  # noqa: ANN401  any document
    return json.loads(text)


def test_nothing_of_the_checkout_is_in_the_empty_environment(
    empty: Path, typed: Callable[..., str]
) -> None:
    script = (
        "import sys, fmgtrack, zoneinfo, importlib.util as util;"
        "print([fmgtrack.__file__, zoneinfo.TZPATH, util.find_spec('pytest'), sys.path])"
    )
    python = str(empty.with_name(Path(sys.executable).name))
    told = typed("-c", script, command=(python,))

    assert f"'{empty.parents[1]}" in told
    assert str(ROOT / "src") not in told
    assert "(), None, " in told


def test_a_day_from_another_folder(empty: Path, typed: Callable[..., str], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    typed("config", "name", "Sana Mirza")
    typed("config", "home-zone", "Asia/Karachi")
    typed("add-program", "Henry Ford Hospital", "--state", "MI", "--code", "1300140C0")
    typed("add-program", "Mayo Clinic", "--state", "MN", "--code", "1310140C0")
    person = "Dr. Wei Chen <w.chen@example.org>, faculty"
    typed("add-interview", "henry", "23 Nov 2026 9am", "--with", person)
    typed("note", "f1", "your work on early sepsis alerts")

    assert [row["state"] for row in _rows(typed("followups", "--json"))] == ["due"]
    assert "Wei Chen" in typed("followups")
    typed("draft-email", "f1", "--eml", "mails")
    message = email.message_from_bytes((elsewhere / "mails" / "f1.eml").read_bytes())
    assert message["X-Unsent"] == "1"
    assert "early sepsis alerts" in str(message.get_payload(decode=True))
    typed("sent", "f1")
    assert _rows(typed("followups", "--json")) == []

    typed("rol", "add", "henry")
    typed("rol", "add", "mayo")
    ranked = [line["program"]["name"] for line in _rows(typed("rol", "--json"))["primary"]]
    assert ranked == ["Henry Ford Hospital", "Mayo Clinic"]
    typed("rol", "check")
    typed("season", "2027")
    assert len(_rows(typed("deadlines", "--all", "--json"))) > 10
    assert len(_rows(typed("prep", "questions", "--json"))) > 50
    assert _rows(typed("prep", "phrases", "--json"))
    assert _rows(typed("prep", "checklist", "i1", "--json"))
    assert "ECFMG" in typed("apply", "profile")
    assert "ECFMG status report" in typed("apply", "check")
    assert _rows(typed("apply", "costs", "--add", "Internal Medicine=20", "--json"))

    for name in ("all.json", "day.html", "dates.ics"):
        kind = {"all.json": "export", "day.html": "report", "dates.ics": "calendar"}[name]
        typed(kind, name)
    assert "Henry Ford Hospital" in (elsewhere / "day.html").read_text(encoding="utf-8")
    assert "BEGIN:VEVENT" in (elsewhere / "dates.ics").read_text(encoding="utf-8")
    table = csv.DictReader(io.StringIO(typed("programs", "--csv")))
    assert [row["name"] for row in table] == ["Henry Ford Hospital", "Mayo Clinic"]
    typed("import", "all.json", "--db", "second.db", "--yes")
    assert len(_rows(typed("programs", "--db", "second.db", "--json"))) == 2

    python = str(empty.with_name(Path(sys.executable).name))
    assert typed("-m", "fmgtrack", "programs", command=(python,)) == typed("programs")
    assert typed("-m", "fmgtrack", "--version", command=(python,)) == typed("--version")
    assert "BronxCare" in typed("demo", "programs")
    typed("doctor")
    if sys.platform != "win32":
        record = _rows(typed("config", "--json"))["files"]["record"]
        written = (Path(record), elsewhere / "all.json", elsewhere / "mails" / "f1.eml")
        assert {stat.S_IMODE(file.stat().st_mode) for file in written} == {0o600}
        assert stat.S_IMODE(Path(record).parent.stat().st_mode) == 0o700


def test_all_that_is_read_at_run_time_can_be_read(empty: Path, typed: Callable[..., str]) -> None:
    """Every loader of `reference`, every template, the table of the quick path."""
    script = """
import importlib, pkgutil
import fmgtrack.reference
from importlib.resources import files
from fmgtrack.cli.quick_table import TABLE
assert TABLE["followups"]
names = [one.name for one in pkgutil.iter_modules(fmgtrack.reference.__path__)]
for name in names:
    importlib.import_module(f"fmgtrack.reference.{name}")
root = files("fmgtrack")
import tomllib
tables = [file for file in root.rglob("*.toml")]
for file in tables:
    tomllib.loads(file.read_text(encoding="utf-8"))
print(len(names), len(tables), len(list((root / "templates").rglob("*.j2"))))
"""
    python = str(empty.with_name(Path(sys.executable).name))
    modules, tables, templates = map(int, typed("-c", script, command=(python,)).split())

    assert modules == len(list((ROOT / "src/fmgtrack/reference").glob("[!_]*.py")))
    assert tables == len(list((ROOT / "src/fmgtrack").rglob("*.toml")))
    assert templates == len(list((ROOT / "templates").rglob("*.j2")))


def test_each_dependency_names_the_lowest_version_that_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = dict(line.split("==") for line in lowest())

    for text in project["dependencies"]:
        name, _, bounds = text.partition(">=")
        assert bounds.partition(",")[0] == pinned[name]
    with pytest.raises(ValueError, match="rich"):
        constraints(["typer>=0.26", "rich"])
