"""A conversation at a terminal: each question is waited for after the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


class Dialogue:
    """What is asked and answered at a terminal, in this order."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._heard = 0

    def answer(self, *pairs: tuple[str, str]) -> None:
        """Wait for each text and press these keys; no keys only wait."""
        for text, keys in pairs:
            while text not in self.terminal.screen[self._heard :]:
                assert self.terminal._read(), f"{text!r} never came:\n{self.terminal.seen}"  # noqa: SLF001  as `expect` does
            self._heard = self.terminal.screen.index(text, self._heard) + len(text)
            if keys:
                self.terminal.type(keys)

    def end(self, code: int = 0) -> str:
        """Wait for the end, and give the whole screen."""
        return self.terminal.end(code)
