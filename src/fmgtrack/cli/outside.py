"""Other programs on this computer: editor, mail program, clipboard."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from fmgtrack import paths
from fmgtrack.errors import FmgtrackError, RefusedError
from fmgtrack.exchange.files import well_formed, write_whole
from fmgtrack.exchange.form import FormError, marked, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    from fmgtrack.cli.context import App

T = TypeVar("T")

STOPPED = (-signal.SIGINT, 128 + signal.SIGINT)
"""Exit numbers of an editor that Ctrl-C ended; a shell round it gives the second."""

MAIL_SECONDS = 86_400
"""After so long, a message file that was handed to the mail program has been read by it."""

ANOTHER = "nothing was changed; `fmgtrack config editor NAME` sets another one"
"""What helps where an editor did not do its work."""

_MAIL = "fmgtrack-mail-"


class EditorError(RefusedError):
    """The editor did not do its work; `saved` is what its file holds all the same."""

    def __init__(self, message: str, hint: str, saved: str) -> None:
        super().__init__(message, hint)
        self.saved = saved


class EditorStopped(typer.Abort):
    """The editor was left by Ctrl-C; `saved` is what its file holds."""

    def __init__(self, saved: str) -> None:
        super().__init__()
        self.saved = saved


def edit_text(text: str, editor: str | None) -> str:
    """Open text in the person's editor and give back what was saved.

    The file is readable by its owner alone and gone afterwards. The editor is the setting, else
    `VISUAL`, `EDITOR`, else what the system has.

    Raises:
        EditorError: there is no editor, or it failed.
        EditorStopped: it was left by Ctrl-C.
    """
    command = editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual_editor()
    folder = tempfile.mkdtemp(prefix="fmgtrack-")
    file = Path(folder) / "edit.txt"
    try:
        write_whole(file, well_formed(text).encode())
        try:
            code = _waited_for([*_words(command), str(file)])
        except (OSError, ValueError) as error:
            raise EditorError(
                f"the editor `{command}` cannot be started",
                "`fmgtrack config editor NAME` sets one",
                text,
            ) from error
        try:
            saved = file.read_text(encoding="utf-8-sig", errors="replace")
        except FileNotFoundError:
            raise EditorError(
                f"the editor `{command}` left no file behind", ANOTHER, text
            ) from None
        if code in STOPPED:
            raise EditorStopped(saved)
        if code:
            raise EditorError(f"the editor `{command}` ended with an error", ANOTHER, saved)
        return saved
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _waited_for(command: list[str]) -> int:
    """The exit number of an editor; Ctrl-C is its own affair while it is open."""
    # a handler, since what is ignored would be ignored by the editor too
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603  the person's own
    finally:
        signal.signal(signal.SIGINT, before)


def rewritten(state: App, opened: str, take: Callable[[str], T]) -> T:
    """What `take` makes of a text as a person wrote it in the editor.

    While it raises `FormError` the editor opens again at a terminal, with what is wrong as a
    comment under each line at fault, until the text is right, or comes back as it was. Whatever
    ends it early, what was written is kept in a private file beside the record, which is named.
    """
    text = saved = opened
    marks: tuple[str, ...] = ()
    try:
        while True:
            before = saved
            try:
                saved = unmarked(edit_text(text, state.work.settings.editor), marks)
            except (EditorError, EditorStopped) as error:
                saved = unmarked(error.saved, marks)
                raise
            try:
                return take(saved)
            except FormError as error:
                if not state.asks or (marks and saved == before):
                    raise
                text, marks = marked(saved, error)
    except (Exception, KeyboardInterrupt) as error:
        if saved != opened and not _is_empty(saved):
            told = f"what you wrote is in `{_aside(saved, state.path)}`"
            if isinstance(error, FmgtrackError):
                error.hint = "; ".join(filter(None, (error.hint, told)))
            else:
                state.out.tell(told)
        raise


def _is_empty(text: str) -> bool:
    return not any(line.strip() and not line.startswith("#") for line in text.split("\n"))


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


def message_file(name: str, data: bytes) -> str:
    """The path of a private file with a mail, for the mail program to read when it likes.

    Nobody says when that was: those of earlier days are removed.
    """
    folder = Path(tempfile.mkdtemp(prefix=_MAIL))
    now = folder.stat().st_mtime
    for old in folder.parent.glob(f"{_MAIL}*"):
        with suppress(OSError):  # another command may just have removed it
            if now - old.lstat().st_mtime > MAIL_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
    write_whole(folder / name, data)
    return str(folder / name)


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
            "no clipboard can be reached here", "`fmgtrack draft-email` shows the text to copy"
        ) from error
