"""Hostile files taken in, each in a process that may take only so much: nothing hangs or changes.

A file that is refused leaves the record as it was, byte for byte; what is said of it is not alive.
An error of the program itself is a failure, whatever its words.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust import filled, hostile, hostile_files
from tests.trust.bounding import ended
from tests.trust.hostile import examples
from tests.trust.taking import calls, fault

from fmgtrack.errors import FmgtrackError
from fmgtrack.exchange import form, icsfile, transcripts
from fmgtrack.exchange.csvfile import read_csv
from fmgtrack.exchange.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@pytest.mark.skipif(sys.platform == "win32", reason="the system bounds no memory and time")
def test_no_file_hangs_fills_or_changes_anything(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("files")
    record = filled.made(
        tmp_path_factory.getbasetemp(), "ordinary", lambda kind, column: f"words of {kind} {column}"
    )

    ends = ended(calls(folder), record, tmp_path_factory.mktemp("bounded"))

    faults = {name: said for name, done in ends.items() if (said := fault(done))}
    assert not faults
    taken = {name for name, done in ends.items() if done.code == 0}
    assert {"a dimension that lies, xlsx", "hostile texts, csv", "hostile texts, vtt"} <= taken
    refused = {name for name, done in ends.items() if done.code == 1}
    assert {"a cell in the last corner, xlsx", "a class, template"} <= refused
    assert any(done.code == 0 for name, done in ends.items() if name.endswith("edit i1"))


READERS: dict[str, Callable[[bytes], object]] = {
    "csv": lambda data: read_csv(data, "x.csv", lambda cells: len(list(cells))),
    "xlsx": lambda data: read_workbook(data, "x.xlsx"),
    "ics": lambda data: icsfile.read_invitations(data, "x.ics"),
    "vtt": lambda data: transcripts.read_transcript(data, "x.vtt"),
    "form": lambda data: form.read_form(data.decode("utf-8", "replace"), ["city", "note"]),
    "mail": lambda data: form.read_mail_form(data.decode("utf-8", "replace")),
}
GOOD = {
    "csv": b"Program,City\nMayo,Rochester\n",
    "xlsx": hostile_files.workbook(hostile_files.NAMED),
    "ics": hostile_files.calendar("ATTENDEE;CN=Ola:mailto:ola@example.org"),
    "vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ola>hello there\n",
    "form": b"city: x\nnote: y\n",
    "mail": b"Subject: x\n\nbody\n",
}


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=examples(25))
@given(st.data())
def test_a_file_with_something_in_its_midst_is_read_or_refused(
    kind: str, data: st.DataObject
) -> None:
    whole = GOOD[kind]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    middle = data.draw(st.one_of(st.binary(max_size=20), hostile.texts(3).map(_encoded)))
    try:
        READERS[kind](whole[:start] + middle + whole[end:])
    except FmgtrackError as error:
        assert len(error.message) < 20_000  # noqa: PT017  most are read
