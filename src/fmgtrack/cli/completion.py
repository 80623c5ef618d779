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


SHORTEST = 3
"""Letters of a name's word that is worth offering: no `of` and `at`."""

MOST_TOLD = 3
"""How many refs are told beside a word of several names."""


def named(path: str | None, letters: Iterable[str], incomplete: str) -> list[tuple[str, str]]:
    """What begins as typed: refs of these kinds with their names, and words of names.

    A word comes back as it was begun (`fis` as `fischer`): every shell takes it so, and names are
    looked up whatever their case.
    """
    from fmgtrack import paths
    from fmgtrack.errors import FmgtrackError

    path = path or paths.record(os.environ)
    if not os.path.isfile(path):  # noqa: PTH113  completion must be quick
        return []
    from fmgtrack.store import Store
    from fmgtrack.store.names import called, refs

    try:
        store = Store(path, at="")
    except FmgtrackError:
        return []
    try:
        found = refs(store, letters)
        names = called(store, letters) if incomplete else []
    except FmgtrackError:
        return []
    finally:
        store.close()
    offered = [(ref, name) for ref, name in found if ref.startswith(incomplete)]
    words: dict[str, list[str]] = {}
    for ref, name in names:
        for word in _words(name, incomplete):
            words.setdefault(word, []).append(ref)
    for word, refs_of in words.items():
        more = "" if len(refs_of) <= MOST_TOLD else " ..."
        offered.append((word, " ".join(refs_of[:MOST_TOLD]) + more))
    return offered


def _words(name: str, begun: str) -> set[str]:
    """The words of a name that begin so, in whatever case; none that a shell would take apart."""
    folded = begun.casefold()
    return {
        begun + word[len(begun) :].lower()
        for word in (piece.strip(",.()") for piece in name.split())
        if len(word) >= SHORTEST
        and word.casefold().startswith(folded)
        and word.replace("-", "").isalnum()
    }
