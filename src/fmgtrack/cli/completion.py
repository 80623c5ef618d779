"""What TAB offers: refs with their names. It never makes a record and never fails aloud."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer


def candidates(
    ctx: typer.Context, letters: Iterable[str], incomplete: str
) -> list[tuple[str, str]]:
    """Refs of these kinds with their names, and names, that begin as typed."""
    from fmgtrack import paths
    from fmgtrack.errors import FmgtrackError

    app = ctx.find_root().obj
    path = (app and app.db) or ctx.find_root().params.get("db") or paths.record(os.environ)
    if not os.path.isfile(path):  # noqa: PTH113  completion must be quick
        return []
    from fmgtrack.store import Store
    from fmgtrack.store.names import refs

    try:
        store = Store(path, at="")
    except FmgtrackError:
        return []
    try:
        named = refs(store, letters)
    except FmgtrackError:
        return []
    finally:
        store.close()
    found = [(ref, name) for ref, name in named if ref.startswith(incomplete.lower())]
    if incomplete:
        found += [(name, ref) for ref, name in named if name.startswith(incomplete)]
    return found
