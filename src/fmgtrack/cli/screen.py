"""What a terminal is like: the pager for long lists, and signs that it cannot show."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LESS = "-FRX -PsSPACE goes on, q leaves$"
"""What `less` does unless `LESS` says otherwise: colours, nothing cleared, a prompt that helps."""

SECURE = {"LESSSECURE": "1"}
"""What keeps `less` from files and commands: what it shows is private."""


def only_ascii(environ: Mapping[str, str]) -> bool:
    """Whether the person asked for the plainest signs, by a locale `C` or `POSIX`.

    Python writes UTF-8 in these locales all the same, so that the encoding does not tell.
    """
    names = (environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next((name for name in names if name), "") in ("C", "POSIX")


def pager(environ: Mapping[str, str]) -> Callable[[str], bool] | None:
    """What a long list goes through at a terminal; None where it is printed as it is.

    `FMGTRACK_PAGER` comes before `PAGER`; empty or `cat` switches it off. With none it is `less`,
    but not on Windows, where a program of that name is looked for in the current folder first. What
    is given back takes the text and says whether it was shown.
    """
    import shutil

    usual = "" if os.name == "nt" else "less"
    words = _words(environ.get("FMGTRACK_PAGER", environ.get("PAGER", usual)))
    if not words or words[0] == "cat" or environ.get("TERM", "dumb") == "dumb":
        return None
    program = shutil.which(words[0])
    if program is None:
        return None

    def through(text: str) -> bool:
        return _shown([program, *words[1:]], text, environ)

    return through


def _words(command: str) -> list[str]:
    """A command line as words; a backslash is part of a path where paths have them."""
    import shlex

    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:  # a quotation mark without its other half
        return []
    return [word.strip('"') for word in words]


def _shown(command: list[str], text: str, environ: Mapping[str, str]) -> bool:
    """Show text through a pager and wait for it; who leaves early has seen enough."""
    import signal
    import subprocess

    encoding = sys.stdout.encoding or "utf-8"
    known = {"LESS": LESS} | ({"LESSCHARSET": "utf-8"} if encoding.lower() == "utf-8" else {})
    sys.stdout.flush()
    try:
        process = subprocess.Popen(  # noqa: S603  the pager that the person named
            command, stdin=subprocess.PIPE, env=known | dict(environ) | SECURE
        )
    except OSError:
        return False
    # Ctrl-C is for the pager: most stop a search with it
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text.encode(encoding, "replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
