"""Through a pipe: plain text for other programs, and nothing is ever asked."""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fmgtrack.exchange.csvfile import unguard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Piped
    from tests.conftest import Ran

BOXES = "─━│┃┌┐└┘├┤┬┴┼╭╮╯╰═║╔╗╚╝"

VIEWS = (
    "",
    "today",
    "programs",
    "contacts",
    "interviews",
    "followups --all",
    "deadlines --all",
    "history",
    "rol",
    "config",
    "show p2",
    "show i1",
    "draft-email henry",
    "--help",
    "add-interview --help",
)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("season")
def test_a_pipe_gets_plain_text(shell: Callable[..., Piped], view: str) -> None:
    done = shell(*view.split(), env={"NO_COLOR": "", "FORCE_COLOR": "", "TERM": "xterm-256color"})

    assert done.stdout
    assert b"\x1b" not in done.out + done.err
    assert not set(BOXES) & set(done.stdout + done.stderr)


@pytest.mark.parametrize("view", ["programs", "contacts", "interviews", "followups", "rol"])
@pytest.mark.usefixtures("season")
def test_nothing_is_cut_however_long(run: Callable[..., Ran], view: str) -> None:
    long = "Center " + "of very long names " * 16
    run(f"edit p1 --name '{long}'")

    assert " ".join(long.split()) in run(view).stdout


@pytest.mark.usefixtures("season")
def test_columns_stand_under_their_titles(run: Callable[..., Ran]) -> None:
    title, *rows = run("programs").stdout.splitlines()

    at = title.index("status")
    assert {row[at:].split()[0] for row in rows} == {"considered", "invited"}
    assert not any(line.endswith(" ") for line in (title, *rows))


@pytest.mark.usefixtures("season")
def test_data_goes_out_and_the_rest_goes_beside(shell: Callable[..., Piped]) -> None:
    done = shell("followups")

    assert done.stdout.splitlines()[0].split() == [
        *["ref", "state", "due", "to", "role", "program", "noted"]
    ]
    assert all(line[0] == "f" for line in done.stdout.splitlines()[1:])
    assert "0 of 3 thanked" in done.stderr


LISTS = ("programs", "contacts", "interviews", "followups --all", "deadlines --all", "history")


@pytest.mark.parametrize("view", LISTS)
@pytest.mark.usefixtures("season")
def test_csv_reads_back(run: Callable[..., Ran], view: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run(f"{view} --csv").stdout)))
    wanted = run(f"{view} --json").json

    assert [row["ref"] for row in rows] == [row["ref"] for row in wanted]
    for row, want in zip(rows, wanted, strict=True):
        assert None not in row, "a row has more cells than there are titles"
        for key, value in want.items():
            if isinstance(value, str):
                assert unguard(row[key]) == value


def test_a_csv_of_nothing_has_no_rows(run: Callable[..., Ran]) -> None:
    assert run("programs --csv").stdout == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
@pytest.mark.usefixtures("season")
def test_no_cell_becomes_a_formula(run: Callable[..., Ran], start: str) -> None:
    evil = f'{start}HYPERLINK("https://example.org","x")'
    run("edit p1 --note=" + f"'{evil}'")
    run("edit f1 --about=" + f"'{evil}'")

    for view in ("programs", "followups"):
        for cells in csv.reader(io.StringIO(run(f"{view} --csv").stdout)):
            for cell in cells:
                assert cell.lstrip()[:1] not in ("=", "@"), cell
                assert not cell.lstrip().startswith(("+HYPER", "-HYPER")), cell


ASKING = (
    ("remove p1", "--yes"),
    ("remove henry f1", "--yes"),
    ("add-program", "NAME"),
    ("add-contact henry", "NAME"),
    ("add-deadline Visa", "WHEN"),
    ("show", "REF"),
    ("sent", "REF"),
    ("note f1", "text"),
    ("edit p1", "--help"),
    ("draft-email f1 --edit", "terminal"),
)


@pytest.mark.parametrize(("line", "told"), ASKING)
@pytest.mark.usefixtures("season")
def test_nothing_is_asked_without_a_terminal(
    shell: Callable[..., Piped], run: Callable[..., Ran], line: str, told: str
) -> None:
    before = run("history").stdout

    done = shell(*line.split(), given=b"y\ny\ny\n", code=2)
    assert done.stdout == ""
    first, *concerned = done.stderr.splitlines()
    assert told in first
    assert all(re.match(r"[a-z]\d+ ", named) for named in concerned)
    assert run("history").stdout == before


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes the stream")
@pytest.mark.parametrize(
    ("command", "code"),
    [("remove p1 <&-", 2), ("add-program <&-", 2), ("programs <&-", 0), ("programs >&-", 0)],
)
@pytest.mark.usefixtures("season")
def test_streams_closed_from_the_start(command: str, code: int) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m fmgtrack {command}"],
        capture_output=True,
        check=False,
    )

    assert done.returncode == code, done.stderr
    assert b"inside fmgtrack" not in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.usefixtures("season")
def test_yes_answers_what_would_be_asked(run: Callable[..., Ran]) -> None:
    removed = run("remove p1 --yes")

    assert "p1" in removed.stdout
    assert "Henry Ford" not in run("programs").stdout


NAME = "Zoë Çelik \N{EN DASH} “Łódź” 北京 \N{GRINNING FACE}"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8", "utf-16"])
@pytest.mark.parametrize("view", ["contacts", "contacts --json", "contacts --csv", "show c1"])
@pytest.mark.usefixtures("season")
def test_any_encoding_is_served(
    shell: Callable[..., Piped], run: Callable[..., Ran], view: str, encoding: str
) -> None:
    run("edit c1", "--name", NAME)

    done = shell(*view.split(), env={"PYTHONIOENCODING": encoding})
    text = done.out.decode(encoding)
    if view.endswith("--json"):
        assert NAME in [row["name"] for row in json.loads(text)]
    elif encoding.startswith("utf"):
        assert NAME in text
    else:
        assert NAME.encode(encoding, errors="replace").decode(encoding) in text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.usefixtures("season")
def test_an_error_in_any_encoding(shell: Callable[..., Piped], encoding: str) -> None:
    done = shell("show", NAME, env={"PYTHONIOENCODING": encoding}, code=1)

    assert codecs.decode(done.err, encoding).startswith("no record matches")


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell joins the pipe")
@pytest.mark.parametrize("view", ["programs", "programs --json", "programs --csv", "--help"])
@pytest.mark.usefixtures("season")
def test_a_reader_that_leaves_early_is_no_error(
    run: Callable[..., Ran], tmp_path: Path, view: str
) -> None:
    run("edit p1", "--note", "x" * 19_000)  # more than one block of a pipe
    for number in range(4, 12):
        run(f"add-program 'Program {number}'", "--note", "y" * 19_000, "--institution", "z" * 9_000)

    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m fmgtrack {view} | head -c 1"],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert len(done.stdout) == 1
    assert done.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is full")  # noqa: PTH110
@pytest.mark.parametrize("view", ["programs", "programs --json"])
@pytest.mark.usefixtures("season")
def test_an_answer_that_cannot_be_written_is_a_sentence(view: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m fmgtrack {view} > /dev/full"],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1
    assert b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"inside fmgtrack" not in done.stderr


@pytest.mark.usefixtures("season")
def test_an_interruption_is_130(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    from fmgtrack.actions import programs

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(programs, "add_program", interrupted)

    assert run("add-program Somewhere", code=130).stdout == ""
    assert "Somewhere" not in run("programs").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="bytes that are no text come from POSIX")
@pytest.mark.parametrize(
    "args",
    [("add-program", b"Caf\xe9"), ("show", b"\xff"), ("note", "p1", b"\xc3("), (b"\xff",)],
)
@pytest.mark.usefixtures("season")
def test_bytes_that_are_no_text_are_refused(
    shell: Callable[..., Piped], args: tuple[str | bytes, ...]
) -> None:
    done = shell(*args, code=1)

    assert "no text in UTF-8" in done.stderr
