"""Other programs on this computer: editor, mail program, clipboard."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fmgtrack import paths
from fmgtrack.errors import FmgtrackError, RefusedError
from fmgtrack.exchange.files import well_formed, write_whole


def edit_text(text: str, editor: str | None) -> str:
    """Open text in the person's editor and give back what was saved.

    The file is readable by its owner alone and gone afterwards, unless the editor failed when
    something had been saved. The editor is the setting, else `VISUAL`, `EDITOR`, else what the
    system has.

    Raises:
        RefusedError: there is no editor, or it failed.
    """
    command = editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual_editor()
    folder = tempfile.mkdtemp(prefix="fmgtrack-")
    file = Path(folder) / "edit.txt"
    kept = False
    try:
        file.write_text(text, encoding="utf-8")
        try:
            parts = _words(command)
            done = subprocess.run([*parts, str(file)], check=False)  # noqa: S603  the person's own
        except (OSError, ValueError) as error:
            raise RefusedError(
                f"the editor `{command}` cannot be started",
                "`fmgtrack config editor NAME` sets one",
            ) from error
        try:
            saved = file.read_text(encoding="utf-8-sig", errors="replace")
        except FileNotFoundError:
            raise RefusedError(
                f"the editor `{command}` left no file behind", "nothing was changed"
            ) from None
        kept = bool(done.returncode) and saved != text
        if done.returncode:
            where = f"; what it saved is in `{file}`" if kept else ""
            raise RefusedError(
                f"the editor `{command}` ended with an error", f"nothing was changed{where}"
            )
        return saved
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept_aside(opened: str, saved: str, record: str) -> Iterator[None]:
    """Write what came out of the editor to a private file if it cannot be taken in.

    The file lies beside the record, else among the temporary files; the error names it.

    Args:
        opened: the text that went into the editor.
        saved: the text that came out; where it is the same, nothing was written that could be lost.
        record: the path of the record.
    """
    try:
        yield
    except FmgtrackError as error:
        if saved != opened:
            where = _aside(saved, record)
            error.hint = "; ".join(filter(None, (error.hint, f"what you wrote is in `{where}`")))
        raise


def _aside(saved: str, record: str) -> Path:
    name = f"unsaved-{os.urandom(4).hex()}.txt"
    data = well_formed(saved).encode()
    file = Path(paths.beside(record, name))
    try:
        write_whole(file, data)
    except FmgtrackError:  # the disk of the record may be what is wrong
        file = Path(tempfile.gettempdir()) / f"fmgtrack-{name}"
        write_whole(file, data)
    return file


def _words(command: str) -> list[str]:
    """The program and its arguments; on Windows a backslash parts folders and quotes nothing.

    Raises:
        ValueError: a quotation mark is not closed.
    """
    on_windows = sys.platform == "win32"
    words = shlex.split(command, posix=not on_windows)
    return [word.strip('"') for word in words] if on_windows else words


def _usual_editor() -> str:
    on_windows = sys.platform == "win32"
    usual = next((name for name in ("nano", "vim") if shutil.which(name)), "vi")
    return "notepad" if on_windows else usual


def open_address(address: str) -> None:
    """Hand a `mailto:` link, a web address or a file to the program that the system opens it with.

    Raises:
        RefusedError: the system has none, or it failed.
    """
    if sys.platform == "win32":
        opened = _started(address)
    else:
        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        opened = opener is not None and _ran([opener, address])
    if not opened:
        raise RefusedError(
            "no program could be opened for it", "write a file in place of it and open that by hand"
        )


def _started(address: str) -> bool:
    """Open it as Windows does; False when nothing is registered for it."""
    start = getattr(os, "startfile", None)
    try:
        return start is not None and start(address) is None
    except OSError:
        return False


def _ran(command: list[str]) -> bool:
    """Run an opener quietly; one that goes on after a moment has opened something."""
    try:
        done = subprocess.run(  # noqa: S603  the system's own opener
            command, check=False, capture_output=True, timeout=5
        )
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
    return done.returncode == 0


def copy(text: str) -> None:
    """Put text on the clipboard.

    Raises:
        RefusedError: this system has no clipboard that can be reached.
    """
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException as error:
        raise RefusedError(
            "no clipboard can be reached here", "`fmgtrack draft-email` shows the text to mark"
        ) from error
