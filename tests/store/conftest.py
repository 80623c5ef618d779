from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fmgtrack.records.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.store import Store

AT = "2026-11-25T15:00:00Z"
"""The stamp of changes in these tests."""


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> Callable[[str], Store]:
    """Open a record that is closed again after the test."""
    from fmgtrack.store import Store

    def open_(path: str) -> Store:
        store = Store(path, at=AT)
        request.addfinalizer(store.close)
        return store

    return open_


@pytest.fixture
def add() -> Callable[..., Program]:
    """Put programs on record, each name a change of its own; gives the last back."""

    def make(store: Store, *names: str) -> Program:
        for name in names:
            with store.change(f"added {name}") as change:
                program = change.table(Program).insert(Program(name=name))
        return program

    return make


@pytest.fixture
def python() -> Callable[..., subprocess.Popen[str]]:
    """Run a script in a process of its own; `OPEN` gives it an open record as `store`."""

    def start(script: str, *args: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", OPEN + script, *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


OPEN = f"""
import sys
from fmgtrack.records.program import Program
from fmgtrack.store import Store
store = Store(sys.argv[1], at="{AT}")
"""
