from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from tests.trust.boundaries import compiled
from tests.trust.killing import Ground, Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> str | None:
    """The library that stands between a process and the system, where it can be made."""
    return compiled(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def server(library: str | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A process that runs commands; with the library if there is one."""
    if not (hasattr(os, "fork") and hasattr(signal, "sigtimedwait")):
        pytest.skip("commands are forked and signalled as POSIX has it, macOS only in part")
    started = Server(tmp_path_factory.mktemp("server"), library)
    yield started
    started.close()


@pytest.fixture(scope="session")
def reached(server: Server) -> Server:
    """The same, where every boundary is reached."""
    if server.library is None:
        pytest.skip("no C compiler, or another system than Linux: no call can be stepped into")
    return server


@pytest.fixture(scope="session")
def ground(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The folders that commands start in."""
    return Ground(tmp_path_factory.mktemp("ground"), server)
