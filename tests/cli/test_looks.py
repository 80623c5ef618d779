"""What the main views look like, through a pipe and at a terminal of 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion
    from tests.cli.conftest import Terminal
    from tests.conftest import Ran

VIEWS = (
    "today",
    "programs",
    "contacts",
    "interviews",
    "followups --all",
    "history",
    "rol",
    "show p2",
    "show i1",
    "show i2",
    "show f3",
    "draft-email f2",
)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("season")
def test_through_a_pipe(run: Callable[..., Ran], snapshot: SnapshotAssertion, view: str) -> None:
    ran = run(view)

    assert f"{ran.stdout}--- beside\n{ran.stderr}" == snapshot


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.usefixtures("season")
def test_at_a_terminal(
    terminal: Callable[..., Terminal], snapshot: SnapshotAssertion, view: str
) -> None:
    screen = terminal(*view.split(), quiet=True).end()

    assert "\n".join(line.rstrip() for line in screen.splitlines()) == snapshot
