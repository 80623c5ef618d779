"""Where things lie. Path arithmetic only: nothing is made, nothing is looked for.

Written by hand in place of a library because it runs at each start and needs three lines a system.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD = "record.db"


def data_folder(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The user's data folder for fmgtrack on this system, whatever the current folder."""
    home = environ.get("HOME") or environ.get("USERPROFILE") or os.path.expanduser("~")  # noqa: PTH111  start-up
    join = os.path.join
    if platform == "win32":
        return join(environ.get("APPDATA") or join(home, "AppData", "Roaming"), "fmgtrack")
    if platform == "darwin":
        return join(home, "Library", "Application Support", "fmgtrack")
    return join(environ.get("XDG_DATA_HOME") or join(home, ".local", "share"), "fmgtrack")


def record(environ: Mapping[str, str]) -> str:
    """The record's file: `FMGTRACK_DB`, else `record.db` in the data folder."""
    return environ.get("FMGTRACK_DB") or os.path.join(data_folder(environ), RECORD)  # noqa: PTH118


def demo_record(environ: Mapping[str, str]) -> str:
    """The sample record's file, apart from the user's own."""
    return os.path.join(data_folder(environ), "demo", RECORD)  # noqa: PTH118


def beside(record_path: str, name: str) -> str:
    """A folder that belongs to a record: `templates`, `backups`."""
    return os.path.join(os.path.dirname(os.path.abspath(record_path)), name)  # noqa: PTH100, PTH118, PTH120
