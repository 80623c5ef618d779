"""A look into a record without touching it: read only, no migration, no copy, no lock that stays.

What is asked for has been in the schema from its first version on, so older records answer too.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from fmgtrack.errors import StoreError
from fmgtrack.store import Store
from fmgtrack.store.connection import translated
from fmgtrack.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

WAIT_SECONDS = 2.0
"""How long a look waits for a command that is just changing that record."""


class Peek(Store):
    """A record that is only looked at; SQLite itself refuses to write.

    Raises:
        StoreError: the file is no record, or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.at = ""
        self.touched = set()
        self.copied = True
        address = f"file:{quote(self.path)}?mode=ro"
        with translated(self.path):
            self.conn = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)
        self.conn.row_factory = sqlite3.Row
        try:
            self._check()
        except BaseException:
            self.conn.close()
            raise

    def _check(self) -> None:
        with translated(self.path):
            mark = self.conn.execute("PRAGMA application_id").fetchone()[0]
        if mark != APPLICATION_ID:
            raise StoreError(f"`{self.path}` is no record", "take it out of the folder")
