"""Files, whole or not at all: written in one step, read only when ordinary and not too large."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from fmgtrack.errors import FmgtrackError, ImportFailedError, RefusedError, StoreError

_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)

_BEGUN, _PART = ".fmgtrack-", ".tmp"
"""How the name of a file begins and ends while it is being written."""

LEFT_SECONDS = 3600
"""After so long, half a file is taken to have been left by a command that was killed."""


def well_formed(text: str) -> str:
    """The text with each lone surrogate, which no file can hold, as `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")


def write_whole(path: Path, data: bytes, *, private: bool = True) -> None:
    """Write a file that appears whole or not at all; what was there before stays until then.

    A link is followed. `private` makes the file readable by its owner alone (POSIX).

    Raises:
        RefusedError: the target is no ordinary file, or its folder is missing or closed.
        StoreError: the disk is full, or the system gives another reason.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_odd_target(path, target)
        # beside the target, since a move to another disk would not be one step
        temporary = target.with_name(f"{_BEGUN}{os.urandom(8).hex()}{_PART}")
        try:
            _write_new(temporary, data, 0o600 if private else 0o666)
            _sweep(target.parent, temporary.stat().st_mtime)
            temporary.replace(target)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(path, error) from error
    except ValueError as error:
        raise RefusedError(f"`{path}` is not a file name", "name another file") from error


def differs(path: Path, data: bytes) -> bool:
    """Whether an ordinary file is there already that holds, or may hold, other bytes."""
    # false where the system cannot say, as of a name that is too long: writing tells why
    if not os.path.isfile(path):  # noqa: PTH113  the method raises there
        return False
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except OSError:  # closed to the reader, so nothing says that it is the same
        return True


def _refuse_odd_target(path: Path, target: Path) -> None:
    if target.is_dir():
        raise RefusedError(f"`{path}` is a folder, not a file", "name a file inside it")
    if target.exists() and not target.is_file():
        raise RefusedError(f"`{path}` is not an ordinary file", "name another file")
    if not target.parent.is_dir():
        raise RefusedError(
            f"there is no folder `{path.parent}`", "make the folder first, or name another file"
        )


def _write_new(path: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sweep(folder: Path, now: float) -> None:
    """Remove half files that killed commands left, long before `now` as the file system has it."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if (
                entry.name.startswith(_BEGUN)
                and entry.name.endswith(_PART)
                and now - entry.stat(follow_symlinks=False).st_mtime > LEFT_SECONDS
            ):
                os.unlink(entry.path)  # noqa: PTH108  a path as text already


def _not_written(path: Path, error: OSError) -> FmgtrackError:
    if error.errno in _FULL:
        return StoreError(
            f"the disk has no room for `{path}`", "make room, or name a file on another disk"
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return RefusedError(
            f"`{path}` cannot be written",
            "close any program that has it open, or name a file in a folder of your own",
        )
    return StoreError(
        f"`{path}` cannot be written ({error.strerror or error})", "name another file"
    )


def read_limited(path: Path, limit_bytes: int) -> bytes:
    """The bytes of an ordinary file of at most `limit_bytes`.

    Raises:
        ImportFailedError: it is missing, closed to the reader, no ordinary file, or too large.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ImportFailedError(f"`{path}` is a folder, not a file", "name a file inside it")
        # a pipe or device may never end, or never begin
        if not stat.S_ISREG(mode):
            raise ImportFailedError(
                f"`{path}` is not an ordinary file", "save the data as a file and name that"
            )
        with path.open("rb") as file:
            data = file.read(limit_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        near = _near(path)
        raise ImportFailedError(
            f"there is no file `{path}`",
            f"did you mean `{near}`" if near else "look at its name and folder",
        ) from error
    except PermissionError as error:
        raise ImportFailedError(
            f"`{path}` cannot be read", "close any program that has it open, or copy it"
        ) from error
    except OSError as error:
        raise ImportFailedError(
            f"`{path}` cannot be read ({error.strerror or error})", "name another file"
        ) from error
    except ValueError as error:
        raise ImportFailedError(f"`{path}` is not a file name", "name another file") from error
    if len(data) > limit_bytes:
        raise ImportFailedError(
            f"`{path}` is larger than {_size(limit_bytes)}", "split it into smaller files"
        )
    return data


def _near(path: Path) -> str:
    """Which file of the same folder may be meant; empty when none is near."""
    from difflib import get_close_matches

    try:
        names = {one.name.casefold(): one.name for one in path.parent.iterdir() if one.is_file()}
    except OSError:
        return ""
    close = get_close_matches(path.name.casefold(), names, n=1)
    return names[close[0]] if close else ""


def _size(count: int) -> str:
    million = 1_000_000
    return f"{count // million:,} MB" if count >= million else f"{count:,} bytes"


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone.

    Raises:
        RefusedError: a file of that name is in the way, or it cannot be made.
    """
    try:
        for folder in reversed([path, *path.parents]):
            if not folder.is_dir():  # `parents=True` would leave those above open to all
                folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        raise RefusedError(f"`{path}` is a file, not a folder", "name another folder") from error
    except OSError as error:
        raise _not_written(path, error) from error
