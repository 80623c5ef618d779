"""Hostile text given to every command, and in every column: nothing of it comes alive."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.trust import filled, hostile, walking
from tests.trust.hostile import EVERY, LINES, STEW, TORTURE, alive, alive_on_screen, examples
from tests.trust.taking import harmless

from fmgtrack.cli.registry import LISTS
from fmgtrack.exchange import csvfile, csvtext
from fmgtrack.exchange.calendar import Event, calendar_file
from fmgtrack.exchange.eml import eml
from fmgtrack.exchange.markup import said, tag
from fmgtrack.records import RECORDS
from fmgtrack.records.settings import DEFAULTS
from fmgtrack.render import machine, safe

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trust.walking import Said

LETTERS = {spec.letter for spec in RECORDS.values()}
PLACES = {
    path: [one for one in walking.places() if one.path == path and one.name != "db"]
    for path, _ in walking.commands()
    if path != "demo"  # it passes on what it is given
}


@pytest.fixture
def ordinary(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A full record with harmless words, a deep folder to work in, and no other programs."""
    _ready(tmp_path, monkeypatch)
    folder = tmp_path_factory.getbasetemp()
    filled.record(folder, "ordinary", lambda record, column: f"words of {record} {column}")
    return tmp_path


def _ready(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = folder / "a" / "b" / "c"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", str(folder / "nothing"))
    monkeypatch.setenv("FMGTRACK_DEBUG", "1")  # what is not foreseen comes out as it is


def _in_turn(number: int) -> tuple[str, ...]:
    """The texts for one place: one of them in turn, or all."""
    return (
        (STEW, LINES, *EVERY)
        if TORTURE
        else ((STEW, LINES, EVERY[number % len(EVERY)])[number % 3],)
    )


def _judged(done: Said, line: list[str]) -> None:
    assert done.code in (0, 1, 2), (line, done)
    assert not alive(done.out), (line, done.out)
    assert not alive(done.err), (line, done.err)
    if "--json" in line and done.code == 0 and done.out:
        json.loads(done.out)
    assert "inside fmgtrack" not in done.err, (line, done.err)


@pytest.mark.parametrize("path", [path for path, places in PLACES.items() if places])
def test_no_text_that_a_command_takes_comes_alive(ordinary: Path, path: str) -> None:
    record = os.environ["FMGTRACK_DB"]
    shutil.copy(record, ordinary / "kept.db")
    before = {file.name for file in ordinary.rglob("*")}

    for number, place in enumerate(PLACES[path]):
        for count, text in enumerate(_in_turn(number + len(path)), number):
            shutil.copy(ordinary / "kept.db", record)
            line = place.line(harmless(place, text))
            line[len(path.split()) : len(path.split())] = ["--json"] * (count % 4 == 1)
            _judged(walking.run(line), line)
            if not place.is_path:
                made = {file.name for file in ordinary.rglob("*")} - before
                assert all(name.startswith(("record", "backups")) for name in made), (line, made)


WITHOUT_RECORD = {"demo", "init"}
LOOKING = tuple(
    " ".join([path, *(walking.fitting(path, one) for one in command.params if one.required)])
    for path, command in walking.commands()
    if path not in WITHOUT_RECORD
)
SHOWING = (
    *LOOKING,
    *(f"show {letter}1" for letter in sorted(LETTERS)),
    *("today", "followups --all", "deadlines --all", "rol why p1", "history c1"),
    *("prep stories --grid", "prep practice --history", "prep question q1", "draft-email f1"),
    *("draft-email p1 --kind update --about x", "apply letters --program p1", "remove p1"),
)
"""Every command with what it needs, and more ways to look at a record."""


@pytest.fixture(params=[LINES, STEW] if TORTURE else [LINES])
def poisoned(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A record in which every column that takes any text holds a hostile one."""
    _ready(tmp_path, monkeypatch)
    text = str(request.param)
    filled.record(tmp_path_factory.getbasetemp(), f"poisoned-{len(text)}", lambda *_: text)
    return tmp_path


def _again(folder: Path) -> None:
    """Put the record of a test back as it was at its first call."""
    if not (folder / "kept.db").exists():
        shutil.copy(os.environ["FMGTRACK_DB"], folder / "kept.db")
    shutil.copy(folder / "kept.db", os.environ["FMGTRACK_DB"])


@pytest.mark.parametrize("mode", ["plain", "json", "csv", "terminal"])
def test_a_hostile_record_is_only_shown(poisoned: Path, mode: str) -> None:
    for shown in SHOWING:
        if mode == "csv" and not shown.startswith(tuple(LISTS)) and not TORTURE:
            continue
        _again(poisoned)
        line = shown.split() + ([f"--{mode}"] if mode in ("json", "csv") else [])
        done = walking.run(line, terminal=mode == "terminal")
        assert done.code in (0, 1, 2), (line, done)
        if mode == "terminal":
            assert not alive_on_screen(done.out + done.err), line
        elif mode == "csv" and done.code == 0:
            # CR ends the rows; marks of direction stay, as data
            assert not hostile.controls(done.out, "\r\n\t"), line
            assert not hostile.formulas(done.out), line
        elif done.code in (0, 1):
            _judged(done, line)


ASKED = {
    "remove p1": "n\n",
    "undo": "n\n",
    "restore name\x1b]0;x\x07.db": "n\n",
    "import name\x1b]0;x\x07.csv": "n\n",
    "prep answer q1": "\n" * 40,
    "prep practice q1 --seconds 60 --rating 3": "n\n" * 9,
    "rol compare": "s\n" * 9,
    "rol rate p1": "\n" * 40,
    "add-mock mentor Ola --said \x1b[2J": "n\n" * 3,
}
"""What asks at a terminal, and what is answered."""


@pytest.mark.parametrize("line", ASKED)
def test_no_question_is_alive(poisoned: Path, line: str) -> None:
    name = poisoned / "a" / "b" / "c" / "name\x1b]0;x\x07"
    shutil.copy(os.environ["FMGTRACK_DB"], f"{name}.db")
    first = RECORDS["program"].plural
    assert first
    lines = ["Program,City", '"' + STEW.replace('"', '""') + '",Elsewhere']
    name.with_name(f"{name.name}.csv").write_text("\n".join(lines), encoding="utf-8")
    done = walking.run(line.split(" "), terminal=True, typed=ASKED[line])

    assert not alive_on_screen(done.out + done.err)


def test_what_is_handed_out_is_dead(poisoned: Path) -> None:
    """Every file that can be made of a record, each judged as what it is."""
    lists = ("programs", "contacts", "interviews", "followups", "deadlines", "rol")
    out = poisoned / "out"
    out.mkdir()
    lines = [
        f"export {out}/all.json",
        *(f"export {out}/{one}.{end} --list {one}" for one in lists for end in ("csv", "xlsx")),
        f"calendar {out}/days.ics",
        f"report {out}/report.html --all",
        f"draft-email p1 --eml {out}/mails --force",
        f"draft-email p1 --kind update --about x --eml {out}/mails --force",
        f"backup {out}/copy.db",
        *_optional(out),
    ]
    for line in lines:
        done = walking.run(line.split())
        assert done.code == 0, (line, done.err)
    made = [file for file in out.rglob("*") if file.is_file()]
    assert len(made) > len(lists) * 2 + 4
    for file in made:
        assert re.fullmatch(r"[a-z]+\d*(-[a-z-]+)?\.[a-z]+", file.name), file
        JUDGES.get(file.suffix, _nothing)(file)


def _optional(out: Path) -> list[str]:
    """Pages that come with commands of their own, where they are there."""
    found = []
    for path, command in walking.commands():
        options = {option for param in command.params for option in param.opts}
        if path in ("prep sheet", "apply cv"):
            words = " ".join(walking.fitting(path, one) for one in command.params if one.required)
            found += [
                f"{path} {words} --{end} {out}/{path.split()[1]}.{end}"
                for end in ("html", "md", "txt")
                if f"--{end}" in options
            ]
    return found


def _nothing(file: Path) -> None:
    assert file.stat().st_size


def _json(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert json.loads(text)["format"] == "fmgtrack"
    assert not hostile.controls(text)


def _csv(file: Path) -> None:
    assert not hostile.formulas(file.read_text(encoding="utf-8-sig"))


def _xlsx(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        for name in packed.namelist():
            part = packed.read(name).decode()
            assert not re.search(r"<f[ >/]|<hyperlink|<externalReference|<oleObject", part), name
            # a sheet is no terminal: those of the second set are data in it, and allowed in XML
            assert not hostile.controls(part, "\n\r\t\x7f" + "".join(map(chr, range(128, 160))))
    sheet = openpyxl.load_workbook(file).active
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value} <= {"s", "n"}


def _ics(file: Path) -> None:
    names = [name for name, _ in hostile.properties(file.read_bytes())]
    assert "ATTACH" not in names
    assert "BCC" not in names
    assert names.count("BEGIN") == names.count("END")
    assert "METHOD" not in names


def _eml(file: Path) -> None:
    data = file.read_bytes()
    names = [name for name, _ in hostile.headers(data)]
    assert names == [name for name in EXPECTED if name in names], names
    assert {"X-Unsent", "Subject", "Content-Type"} <= set(names)
    message = message_from_bytes(data, policy=default)
    assert not message.defects
    assert message.get_content_type() == "text/plain"


EXPECTED = (
    *("X-Unsent", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
)
"""Headers of a draft, in order."""


def _html(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found, words = hostile.page(text)
    assert not found
    assert "alert(1)" in words
    assert not hostile.controls(text)


JUDGES = {
    ".json": _json,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".ics": _ics,
    ".eml": _eml,
    ".html": _html,
}


@settings(max_examples=examples(20))
@given(hostile.texts())
def test_what_is_shown_is_never_alive(text: str) -> None:
    assert not alive(safe.line(text), "")
    assert "\n" not in safe.line(text)
    assert not alive(safe.lines(text))
    assert not hostile.controls(safe.data(text))


@settings(max_examples=examples(20))
@given(st.lists(st.dictionaries(hostile.texts(2), st.lists(hostile.texts()), max_size=2)))
def test_json_is_whole_and_dead(document: Any) -> None:  # noqa: ANN401  any document
    for ascii_only in (True, False):
        text = machine.as_json(document, ascii_only=ascii_only)
        assert json.loads(text) == document
        assert not alive(text)


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(hostile.texts(), hostile.texts()), min_size=1, max_size=3))
def test_csv_is_dead(rows: list[tuple[str, str]]) -> None:
    text = machine.as_csv([{"name": name, "=note": note} for name, note in rows])
    assert not hostile.formulas(text)
    assert not hostile.controls(text, "\r\n\t")


@settings(max_examples=examples(20))
@given(hostile.texts())
def test_a_guarded_cell_comes_back(text: str) -> None:
    written = csvtext.write_csv(["a"], [[text]])
    assert not hostile.formulas(written)
    assert csvfile.unguard(written.removeprefix("a\r\n").strip('"\r\n')) is not None


@settings(max_examples=examples(20))
@given(hostile.texts(), hostile.texts(), hostile.texts())
def test_a_mail_has_the_headers_meant_and_no_other(name: str, subject: str, body: str) -> None:
    data = eml(to_name=name, to_address="w.chen@example.org", subject=subject, body=body)
    assert [found for found, _ in hostile.headers(data)] == list(EXPECTED)
    message = message_from_bytes(data, policy=default)
    assert [address.addr_spec for address in message["To"].addresses] == ["w.chen@example.org"]


@settings(max_examples=examples(20))
@given(hostile.texts(), hostile.texts(), hostile.texts(), hostile.texts())
def test_an_event_has_the_properties_meant(
    uid: str, summary: str, description: str, place: str
) -> None:
    from datetime import datetime, timedelta

    event = Event(
        uid=uid or "x",
        sequence=1,
        changed_at=None,
        summary=summary,
        starts="2026-12-08 09:00",
        ends=None,
        zone="UTC",
        alarms=(timedelta(hours=-1),),
        description=description,
        place=place,
        extras=(("X-FMGTRACK-FORMAT", place),),
    )
    names = [
        name for name, _ in hostile.properties(calendar_file([event], datetime.fromisoformat(NOW)))
    ]
    assert set(names) <= ICS_NAMES
    assert names.count("BEGIN") == names.count("END") == 3


ICS_NAMES = {
    *("BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "UID", "DTSTAMP", "SEQUENCE", "SUMMARY"),
    *("DTSTART", "STATUS", "TRANSP", "DESCRIPTION", "LOCATION", "X-FMGTRACK-FORMAT", "ACTION"),
    "TRIGGER",
}


@settings(max_examples=examples(20))
@given(hostile.texts())
def test_no_text_becomes_part_of_a_page(text: str) -> None:
    page = str(tag("p", said(text), title=text))
    found, words = hostile.page(page)
    assert not found
    assert not hostile.controls(page)
    for sign in ("<script>", "onerror", "{{"):
        assert (sign in words) == (sign in text)


@pytest.mark.parametrize("text", [*hostile.CORPUS["sql"], *hostile.CORPUS["names"][:3]])
@pytest.mark.usefixtures("ordinary")
def test_a_name_is_only_a_name(text: str) -> None:
    before = len(json.loads(walking.run(["history", "--json"]).out))
    assert walking.run(["add-program", "--state", "MI", "--", text]).code in (0, 1)
    for line in (["programs", "--status", text], ["show", text], ["history", text]):
        assert walking.run(line).code in (0, 1, 2)
    rows = json.loads(walking.run(["programs", "--json"]).out)
    assert " ".join(text.split()) in [row["name"] for row in rows]
    assert len(json.loads(walking.run(["history", "--json"]).out)) == before + 1


@pytest.mark.parametrize("key", DEFAULTS)
def test_a_hostile_setting_is_refused_or_shown(ordinary: Path, key: str) -> None:
    document = filled.document(lambda record, column: f"words of {record} {column}")
    document["records"]["settings"][0] |= {"key": key, "value": STEW}
    document["settings"] = {key: STEW}
    taken = ["import", filled.written(ordinary, document)]

    for line in (["--db", str(ordinary / "new.db"), *command] for command in (taken, *DAILY)):
        _judged(walking.run(line), line)


DAILY = (["today"], ["config"], ["followups", "--json"], ["interviews"], ["draft-email", "f1"])


@pytest.mark.parametrize("size", [20_001, hostile.OVERLONG])
@pytest.mark.usefixtures("ordinary")
def test_an_overlong_text_is_refused_in_a_sentence_that_can_be_read(size: int) -> None:
    long = "Lorem\x1b " * (size // 7 + 1)
    for line in (
        ["note", "p1", long],
        ["add-program", long],
        ["show", long],
        ["add-interview", "p1", long],
        ["add-contact", "p1", long],
        ["draft-email", long],
        ["programs", "--status", long],
        ["config", "name", long],
        ["apply", "prefer", long],
    ):
        for more in ([], ["--json"]):
            done = walking.run([*line, *more])
            assert done.code in (0, 1, 2), line[0]
            assert len(done.err) < 15_000, line[0]
            assert not alive(done.err)
