"""Keeping the record safe: copies, putting one back, and a look at its health."""

from __future__ import annotations

import os
import re
import shutil
import stat
from typing import TYPE_CHECKING

from fmgtrack.records.entry import Entry
from fmgtrack.records.results import Card, Changed, Listing, Notice

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row

FINE, LOOK, WRONG = "fine", "look at", "wrong"
"""What `doctor` says of each thing."""

LEAST_SPACE = 50 * 1024 * 1024
"""Bytes that should be free on the disk."""

CONFLICTED = re.compile(r"conflict|\(\d+\)|\bcopy\b", re.IGNORECASE)
"""What synced folders put into the name of a file that was changed in two places."""

APPENDED = re.compile(r"[ _-].+")
"""What others put behind it: the name of a computer, or a bare number."""


def back_up(work: Work, target: str | None) -> Card:
    """Copy the record; the copy is checked when it is made."""
    from fmgtrack.store import backups

    path = backups.make(work.store, target)
    return Card("backup", {"path": path} | backups.contents(path))


def copies(work: Work) -> Listing:
    """The copies beside the record, newest first.

    Keys: `path size`, what `look_into` tells of each, and `problem`: why it cannot be put back, or
    null.
    """
    from fmgtrack.errors import ImportFailedError
    from fmgtrack.store import backups

    rows: list[Row] = []
    for path in backups.known(work.store.path):
        row: Row = {"path": path, "size": os.path.getsize(path)}  # noqa: PTH202  paths are texts here
        try:
            held, problem = backups.contents(path), None
        except ImportFailedError as error:
            held, problem = dict.fromkeys(backups.HELD), error.message
        rows.append(row | held | {"problem": problem})
    return Listing("backups", rows, empty=Notice("no-backups"))


def look_into(path: str) -> Card:
    """What a copy holds, before it is put back."""
    from fmgtrack.store import backups

    return Card("copy", {"path": path} | backups.contents(path))


def put_back(record: str, copy: str, *, at: str) -> Changed:
    """Make the record what a copy holds; what it replaces is kept as a copy too."""
    from fmgtrack.store import backups

    kept = backups.put_back(record, copy, at=at)
    told = (Notice("kept-before", path=kept),) if kept else ()
    return Changed("restore", (), f"restored the record from {copy}", told)


def doctor(work: Work) -> Listing:
    """The health of the record: `check state message hint`; nothing is mended by itself."""
    rows = [*_file(work), *_folder(work)]
    if not any(row["check"] in ("integrity", "values") and row["state"] == WRONG for row in rows):
        rows += [*_drafts(work), *_facts(work), *_list(work)]
    return Listing("doctor", rows)


def _said(check: str, state: str, message: str, hint: str = "") -> Row:
    return {"check": check, "state": state, "message": message, "hint": hint}


def _file(work: Work) -> list[Row]:
    from fmgtrack.store import backups

    path = work.store.path
    found = backups.problems(path)
    rows = [
        _said("integrity", WRONG, found[0], "`fmgtrack restore COPY --yes` puts a copy back")
        if found
        else _said(
            "integrity", FINE, "SQLite finds nothing wrong, every row points at one that is there"
        )
    ]
    if not found:
        rows.append(_values(work))
    if os.name == "posix":
        mode = stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116  paths are texts here
        open_to = mode & 0o077
        rows.append(
            _said(
                "permissions",
                WRONG,
                f"others can read the record ({mode:o})",
                f"chmod 600 '{path}'",
            )
            if open_to
            else _said("permissions", FINE, "only you can read the record")
        )
    return rows


def _values(work: Work) -> Row:
    """Days, times and zones that no command could show; SQLite knows them as texts only."""
    from fmgtrack.errors import ImportFailedError
    from fmgtrack.store import dump

    try:
        dump.check(dump.dump(work.store), os.path.basename(work.store.path))  # noqa: PTH119  as below
    except ImportFailedError as error:
        return _said("values", WRONG, error.message, "`fmgtrack restore COPY --yes`")
    return _said("values", FINE, "every day, time and zone can be read")


def _folder(work: Work) -> list[Row]:
    from fmgtrack.store import backups

    path = work.store.path
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120  as above
    free = shutil.disk_usage(folder).free
    wanted = max(LEAST_SPACE, 3 * os.path.getsize(path))  # noqa: PTH202  as above
    rows = [
        _said("space", FINE, f"{free // 2**20:,} MB are free")
        if free >= wanted
        else _said("space", WRONG, f"only {free // 2**20:,} MB are free", "make room on the disk")
    ]
    rows += [
        _said(
            "conflict",
            WRONG,
            f"`{name}` lies beside the record: it was changed in two places",
            "keep the one that is right; `--db` looks into the other",
        )
        for name in _twins(path, folder)
    ]
    copies = backups.known(path)
    if not copies:
        rows.append(_said("backups", LOOK, "there is no copy yet", "`fmgtrack backup` makes one"))
    elif backups.problems(copies[0]):
        rows.append(
            _said(
                "backups", WRONG, f"the newest copy `{copies[0]}` is damaged", "`fmgtrack backup`"
            )
        )
    else:
        rows.append(_said("backups", FINE, f"{len(copies)} copies, the newest one is whole"))
    return rows


def _twins(path: str, folder: str) -> list[str]:
    """Names of files that a synced folder made of this record because it changed in two places."""
    from fmgtrack.store import backups

    stem, ending = os.path.splitext(os.path.basename(path))  # noqa: PTH119, PTH122  as above
    found = []
    for name in sorted(os.listdir(folder)):  # noqa: PTH208  as above
        if not (name.startswith(stem) and name.endswith(ending)) or name == f"{stem}{ending}":
            continue
        added = name[len(stem) : len(name) - len(ending)]
        other = os.path.join(folder, name)  # noqa: PTH118  as above
        if CONFLICTED.search(added) or (
            APPENDED.fullmatch(added) and backups.has_more(other, path)
        ):
            found.append(name)
    return found


def _drafts(work: Work) -> list[Row]:
    from fmgtrack.actions.drafts import drafts
    from fmgtrack.records.mail import Mail

    kept = [mail for mail in work.store.table(Mail).each() if mail.edited and not mail.sent_on]
    refs = tuple(f"f{mail.meeting_id}" for mail in kept if mail.meeting_id)
    if not refs:
        return [_said("drafts", FINE, "no edited draft waits")]
    stale = [
        notice.facts["ref"]
        for notice in drafts(work, refs).notices
        if notice.code == "record-changed"
    ]
    if not stale:
        return [_said("drafts", FINE, f"{len(refs)} edited drafts, the record says the same still")]
    return [
        _said(
            "drafts",
            LOOK,
            f"the record changed since {', '.join(stale)} were edited",
            f"`fmgtrack draft-email {' '.join(stale)}` shows them",
        )
    ]


def _facts(work: Work) -> list[Row]:
    """Facts without evidence: a policy or visa answer of which nobody knows who gave it."""
    from fmgtrack.records.program import Program

    bare = [
        program.ref
        for program in work.store.table(Program).each()
        if (program.contact_policy != "unknown" and not program.policy_source)
        or ((program.j1 is not None or program.h1b is not None) and not program.visa_source)
    ]
    if not bare:
        return [_said("facts", FINE, "every policy and visa fact has a source")]
    shown = ", ".join(bare[:5]) + (f" and {len(bare) - 5} more" if len(bare) > 5 else "")  # noqa: PLR2004  a few
    return [
        _said(
            "facts",
            LOOK,
            f"policy or visa without a source: {shown}",
            f"`fmgtrack edit {bare[0]} --policy-source TEXT --visa-source TEXT`",
        )
    ]


def _list(work: Work) -> list[Row]:
    places: dict[str, list[int]] = {}
    for entry in work.store.table(Entry).each():
        places.setdefault(entry.letter, []).append(entry.position)
    broken = [
        letter or "primary"
        for letter, found in places.items()
        if sorted(found) != list(range(1, len(found) + 1))
    ]
    if broken:
        return [
            _said("list", WRONG, f"the list {broken[0]} has gaps", "`fmgtrack rol move` mends it")
        ]
    return [_said("list", FINE, "the lists are numbered without gaps")]
