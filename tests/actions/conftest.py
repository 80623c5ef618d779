from __future__ import annotations

import json
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from fmgtrack.actions import contacts, data, interviews, owed, programs
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview
from fmgtrack.records.program import Program
from fmgtrack.records.spec import Record
from fmgtrack.store import Store
from fmgtrack.store.dump import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Changed, Listing


AT = "2026-11-25T15:00:00Z"
"""The stamp of changes in these tests."""

R = TypeVar("R", bound=Record)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with nothing in it, made once."""
    path = tmp_path_factory.mktemp("blank") / "record.db"
    Store(str(path), at=AT).close()
    return path


@pytest.fixture
def store(tmp_path: Path, blank: Path) -> Iterator[Store]:
    """A record with nothing in it."""
    path = tmp_path / "own" / "record.db"
    path.parent.mkdir()
    shutil.copy(blank, path)
    opened = Store(str(path), at=AT)
    yield opened
    opened.close()


@pytest.fixture
def make_program(work: Work) -> Callable[..., Program]:
    def make(name: str = "Henry Ford Hospital", **over: str | tuple[str, ...]) -> Program:
        made = programs.add_program(work, {"name": name, "state": "MI"} | over)
        return _made(work, made, Program)

    return make


@pytest.fixture
def make_contact(work: Work) -> Callable[..., Contact]:
    def make(name: str = "Dr. Wei Chen", *, program: str = "p1", **over: str) -> Contact:
        return _made(work, contacts.add_contact(work, program, {"name": name} | over), Contact)

    return make


@pytest.fixture
def make_interview(work: Work) -> Callable[..., Interview]:
    """An interview of Monday, `met` being the people of `--with`; with `when=None` undated."""

    def make(
        *met: str, program: str = "p1", when: str | None = "23 Nov 2026 9:00", **over: str
    ) -> Interview:
        values: dict[str, str | tuple[str, ...]] = {**over, "with": met}
        if when is not None:
            values["when"] = when
        return _made(work, interviews.add_interview(work, program, values), Interview)

    return make


def _made(work: Work, changed: Changed, cls: type[R]) -> R:
    found = work.store.table(cls).get(int(changed.refs[0][1:]))
    assert found is not None
    return found


@pytest.fixture
def states(work: Work) -> Callable[..., dict[str, str]]:
    """The state of every follow-up by the person's name, now or at another moment."""

    def call(now: str | None = None) -> dict[str, str]:
        desk = work.but(now=datetime.fromisoformat(now)) if now else work
        rows = owed.listing(desk, everything=True).rows
        return {row["contact"]["name"]: row["state"] for row in rows}

    return call


@pytest.fixture
def take_in(work: Work, tmp_path: Path) -> Callable[..., Listing]:
    """Import a text, or a document as JSON."""

    def call(
        content: str | dict[str, Any],
        *,
        name: str = "programs.csv",
        dry_run: bool = False,
        yes: bool = False,
        desk: Work | None = None,
    ) -> Listing:
        file = tmp_path / name
        file.write_text(
            content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
        )
        return data.take_in(desk or work, str(file), dry_run=dry_run, may_change=yes)

    return call


@pytest.fixture
def content(work: Work) -> Callable[..., dict[str, Any]]:
    """Everything on record but the history, to be compared."""

    def call(desk: Work | None = None) -> dict[str, Any]:
        document = dump((desk or work).store, history=False)
        return {key: document[key] for key in ("settings", "records")}

    return call
