"""A thousand lines that nobody would type: each ends in an answer or in one sentence."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from fmgtrack.cli import app
from fmgtrack.cli.registry import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS, LINES = 3, 125

OPTIONS = [
    "--json",
    "--csv",
    "--all",
    "--program",
    "--within",
    "--check",
    "--on",
    "--why",
    "--ask",
    "--yes",
    "-y",
    "--force",
    "--code",
    "--name",
    "--institution",
    "--specialty",
    "--city",
    "--state",
    "--zone",
    "--acgme",
    "--url",
    "--status",
    "--signal",
    "--policy",
    "--policy-source",
    "--j1",
    "--h1b",
    "--visa-source",
    "--note",
    "--title",
    "--role",
    "--email",
    "--when",
    "--date",
    "--until",
    "--format",
    "--place",
    "--with",
    "--respond-by",
    "--highlight",
    "--setting",
    "--about",
    "--without",
    "--body",
    "--source",
    "--done",
    "--due",
    "--kind",
    "--fresh",
    "--edit",
    "--eml",
    "--open",
    "--copy",
    "--dry-run",
    "--no-history",
    "--last",
    "--above",
    "--below",
    "--help",
    "-h",
    "--version",
    "--",
    "--db",
]

WORDS = [
    "p1",
    "p2",
    "p3",
    "P1",
    "p0",
    "p99",
    "p-1",
    "p1p",
    "c1",
    "c4",
    "c99",
    "i1",
    "i2",
    "i3",
    "i99",
    "f1",
    "f2",
    "f3",
    "f4",
    "f99",
    "d1",
    "d26",
    "d99",
    "h1",
    "h3",
    "h99",
    "r1",
    "r2",
    "m1",
    "s1",
    "t1",
    "z1",
    "p",
    "p01",
    "p9999999999999999999999",
    "0",
    "1",
    "2",
    "-1",
    "3.5",
    "1e3",
    "nan",
    "true",
    "yes",
    "no",
    "unknown",
    "none",
    "null",
    "henry",
    "mayo",
    "iowa",
    "hospital",
    "clinic",
    "ford",
    "zebra",
    "faculty",
    "coordinator",
    "program-director",
    "resident",
    "chair",
    "formal",
    "meal",
    "tour",
    "virtual",
    "in-person",
    "phone",
    "welcome",
    "no-thanks",
    "no-contact",
    "neutral",
    "gold",
    "invited",
    "scheduled",
    "declined",
    "cancelled",
    "waitlisted",
    "thanks",
    "name",
    "signature",
    "home-zone",
    "due-from",
    "due-by",
    "editor",
    "season",
    "MI",
    "MN",
    "DC",
    "ZZ",
    "ET",
    "CT",
    "PT",
    "UTC",
    "America/Chicago",
    "Mars/Base",
    "1300140C0",
    "1310140P1",
    "9999999C0",
    "999999999",
    "1402611234",
    "2026",
    "2027",
    "1999",
    "out.json",
    "out.eml",
    "out",
    ".",
    "..",
    "nowhere.csv",
    "move",
    "add",
    "drop",
    "rate",
    "check",
    "export",
    "compare",
    "history",
    "diff",
    "certify",
    "exclude",
]

DATES = (
    "24 Nov 2026 9:00",
    "8 Dec 2026",
    "2026-12-08 09:00",
    "2026-12-08T09:00:00-05:00",
    "tomorrow 14:00",
    "fri 9am ET",
    "next friday",
    "in 3 days",
    "in 999999999999 days",
    "yesterday",
    "03/04/2026",
    "30 Feb 2027",
    "29 Feb 2028",
    "31 Dec 9999 23:59",
    "1 Jan 0001",
    "14 Mar 2027 2:30",
    "7 Nov 2027 1:30 ET",
    "25:00",
    "99999999999999",
    "15:00",
)

ODD = (
    "",
    " ",
    "\t",
    "\n",
    "a\nb\r\nc",
    "\0",
    "\x1b[31m",
    "-",
    "--",
    "---",
    "--=",
    "-x",
    "--no-such",
    "--json=1",
    "=cmd",
    "<a@b>",
    "Dr. <",
    "Dr. A <a@example.org>, faculty, formal",
    "X, resident, meal, tour",
    ", , ,",
    "[bold]",
    "{{ 7 * 7 }}",
    "{0}",
    "%s %d",
    "[[gap]]",
    "'; DROP TABLE program; --",
    "💉 Žofie 北京",
    "e\u0301" * 40,
    "\u202eevil",
    "\ud800",
    "caf\udce9",
    "İ" * 9,
    "ß",
    "x" * 5000,
    "x" * 30000,
    "9" * 400,
    "../../x",
    "/",
    "/dev/null",
    "C:\\x",
    "https://example.org",
    "a@example.org",
)


def _line(dice: random.Random) -> list[str]:
    names = [*COMMANDS, "frobnicate"]
    line = [dice.choice(names)] if dice.random() < 0.97 else []
    for _ in range(dice.choice((0, 1, 1, 2, 2, 3, 4, 7))):
        kind = dice.random()
        if kind < 0.35:
            line.append(dice.choice(WORDS))
        elif kind < 0.60:
            line.append(dice.choice(OPTIONS))
        elif kind < 0.75:
            line.append(dice.choice(DATES))
        elif kind < 0.95:
            line.append(dice.choice(ODD))
        else:
            line.append(
                "".join(
                    chr(dice.choice((dice.randrange(128), dice.randrange(0x3000)))) * 1
                    for _ in range(dice.randrange(12))
                )
            )
    return line


@pytest.mark.parametrize("seed", range(ROUNDS))
@pytest.mark.usefixtures("season")
def test_no_line_breaks_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("FMGTRACK_DEBUG", "1")  # what is not foreseen comes out as it is
    monkeypatch.setenv("PATH", str(tmp_path))  # no mail program, no clipboard, no editor
    dice = random.Random(seed)  # noqa: S311  the same lines each time

    for _ in range(LINES):
        line = _line(dice)
        result = CliRunner().invoke(app, line, prog_name="fmgtrack")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise AssertionError(line) from result.exception
        assert result.exit_code in (0, 1, 2, 130), line
        assert "Traceback" not in result.output, line
        assert "inside fmgtrack" not in result.output, line
        if result.exit_code in (1, 2) and "--check" not in line:
            assert result.stderr.strip(), line
    after = CliRunner().invoke(app, ["history", "--json"], prog_name="fmgtrack")
    assert after.exit_code == 0
