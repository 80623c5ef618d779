"""Let atheris look for inputs that break a reader: led by what each input reaches in the code.

`python benchmarks/fuzz.py --seconds 60` goes through all readers of text from outside, each in a
process of its own; words choose some. A reader may give a value or raise an `FmgtrackError`;
anything else, and more than 20 seconds or 1 GB for one input, is a fault, and the input is printed
as bytes. Needs atheris, which is not there for every system: `make fuzz` says so.
"""

# ruff: noqa: INP001, PLC0415, S603, T201  a script that stands alone, prints, and starts itself

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_EACH, MEGABYTES = 20, 1_000
LONGEST = 4_096
"""Bytes of an input."""

BEGINNINGS = {
    "when": "24 Nov 2026 9:30pm ET|next Tue 9am|3/4/26 14:00 America/Chicago|in 3 days",
    "days": "Nov 3 9am-3pm ET; Nov 5|11/11-11/12|rejected 5 Nov|24.11.2026 9:00",
    "person": "Dr. Wei Chen <w.chen@example.org>, faculty, formal|Priya Nair resident lunch",
    "code": "1310140C0|1300-140-C0|12OO51I068",
    "template": "{% for x in range(3) %}{{ name ~ x }}{% endfor %}|{% extends 'x' %}|{{ a|join }}",
}
"""Texts to begin with, where a reader has no file in the tests."""


def readers() -> dict[str, tuple[Callable[[bytes], object], list[bytes]]]:
    """Every reader by its name, with inputs to begin with."""
    from tests.rules.test_when import reading
    from tests.trust.test_hostile_files import GOOD, READERS

    from fmgtrack.drafts.context import DraftContext
    from fmgtrack.drafts.loader import DraftEnvironment
    from fmgtrack.exchange.days import read_spans
    from fmgtrack.reference.places import zone_words
    from fmgtrack.rules.codes import read_acgme_code, read_nrmp_code
    from fmgtrack.rules.people import read_person
    from fmgtrack.rules.when import read_when
    from fmgtrack.rules.when_days import Around

    now = reading()
    around = Around(datetime.fromisoformat("2026-11-21").date(), 2027)
    known = {name: (reader, [GOOD[name]]) for name, reader in READERS.items()}

    def template(text: str) -> object:
        from jinja2 import DictLoader

        return DraftEnvironment(DictLoader({"a": text})).text("a", vars(DraftContext(name="Ola")))

    texts: dict[str, Callable[[str], object]] = {
        "when": lambda text: read_when(text, now),
        "days": lambda text: read_spans(text, "mdy", zone_words(), around),
        "person": read_person,
        "code": lambda text: (_either(read_nrmp_code, text), read_acgme_code(text)),
        "template": template,
    }
    for name, reader in texts.items():
        known[name] = (
            lambda data, reader=reader: reader(data.decode("utf-8", "replace")),  # type: ignore[misc]
            [text.encode() for text in BEGINNINGS[name].split("|")],
        )
    return known


def _either(reader: Callable[[str], object], text: str) -> object:
    from fmgtrack.errors import FmgtrackError

    try:
        return reader(text)
    except FmgtrackError:
        return None


def one(name: str, seconds: int) -> None:
    """Fuzz one reader in this process, which atheris ends."""
    import atheris

    with atheris.instrument_imports(include=["fmgtrack"]):
        from fmgtrack.errors import FmgtrackError

        reader, begin = readers()[name]

    def run(data: bytes) -> None:
        try:
            reader(data)
        except FmgtrackError as error:
            if not str(error):
                raise ValueError from error

    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(begin):
            Path(folder, str(number)).write_bytes(data)
        options = (
            f"-max_total_time={seconds}",
            f"-timeout={SECONDS_EACH}",
            f"-rss_limit_mb={MEGABYTES}",
            f"-max_len={LONGEST}",
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/fault-",
        )
        atheris.Setup([sys.argv[0], *options, folder], run)
        atheris.Fuzz()


def main() -> int:
    """Go through the readers; 1 when one of them broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="readers; all if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        one(asked.names[0], asked.seconds)
        return 0
    broken = 0
    for name in asked.names or readers():
        command = [sys.executable, __file__, name, "--here", "--seconds", str(asked.seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        told = dict(
            line.removeprefix("stat::").split(":", 1)
            for line in done.stderr.splitlines()
            if line.startswith("stat::")
        )
        tried = told.get("number_of_executed_units", "0").strip()
        print(f"{name:10} {int(tried):>9,} inputs, {'a fault' if done.returncode else 'no fault'}")
        if done.returncode:
            broken += 1
            print(done.stdout[-3_000:], done.stderr[-1_000:], sep="\n")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
