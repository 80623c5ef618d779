"""What TAB offers: refs with their names, and words. It never makes a record nor fails aloud."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import typer


class Refs:
    """Offers refs of these letters with their names, and names."""

    def __init__(self, letters: Iterable[str]) -> None:
        self.letters = tuple(letters)

    def __call__(self, ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        """As Typer calls it."""
        app = ctx.find_root().obj
        return named((app and app.db) or ctx.find_root().params.get("db"), self.letters, incomplete)


class Words:
    """Offers these words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def beginning(self, incomplete: str) -> list[str]:
        """Those that begin as typed."""
        return [word for word in self.words if word.startswith(incomplete)]


def named(path: str | None, letters: Iterable[str], incomplete: str) -> list[tuple[str, str]]:
    """Refs of these kinds with their names, and names with their refs, that begin as typed."""
    from fmgtrack import paths
    from fmgtrack.errors import FmgtrackError

    path = path or paths.record(os.environ)
    if not os.path.isfile(path):  # noqa: PTH113  completion must be quick
        return []
    from fmgtrack.store import Store
    from fmgtrack.store.names import refs

    try:
        store = Store(path, at="")
    except FmgtrackError:
        return []
    try:
        found = refs(store, letters)
    except FmgtrackError:
        return []
    finally:
        store.close()
    offered = [(ref, name) for ref, name in found if ref.startswith(incomplete)]
    if incomplete:
        offered += [(name, ref) for ref, name in found if name.startswith(incomplete)]
    return offered
