"""The one place that prints. `emit` takes what an action returned and where it goes."""

from __future__ import annotations

from fmgtrack.records.results import Card, Changed, Drafts, Listing, Notice
from fmgtrack.render import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TextIO

    from rich.console import Console

    from fmgtrack.errors import FmgtrackError

JSON, CSV, PLAIN, TERMINAL = "json", "csv", "plain", "terminal"
"""Output modes."""

PIPED = 80
"""Columns of a drawing through a pipe."""

LONG_CARDS = frozenset(
    {
        *("rol", "pairs", "why", "season", "stages", "overview-all", "reasons", "story-grid"),
        *("practice-history", "sheet", "facts", "suggest", "suggest-why", "experiences"),
        *("letters", "documents", "application-check", "costs", "topic"),
    }
)
"""Cards that are lists, and that no question follows."""


class Out:
    """Where output goes and how it looks; chosen once, commands do not know it.

    Args:
        mode: one of the output modes.
        stdout: for data.
        stderr: for notices, questions and errors.
        color: whether colour is wanted.
        home_zone: the person's zone, for the time beside a program's.

    `plainest` asks for ASCII where lines and bars are drawn, even if the encoding has more; `pager`
    takes what is longer than the screen and says whether it showed it.
    """

    def __init__(
        self,
        mode: str,
        stdout: TextIO,
        stderr: TextIO,
        *,
        color: bool = True,
        home_zone: str = "UTC",
    ) -> None:
        self.mode = mode
        self.stdout = stdout
        self.stderr = stderr
        self.color = color
        self.home_zone = home_zone
        self.plainest = False
        self.pager: Callable[[str], bool] | None = None
        self._console: Console | None = None

    @property
    def console(self) -> Console:
        """The Rich console on standard output; only asked for at a terminal."""
        if self._console is None:
            from fmgtrack.render.terminal import console

            self._console = console(self.stdout, color=self.color, plainest=self.plainest)
        return self._console

    @property
    def canvas(self) -> tuple[int, bool]:
        """How many columns there are to draw on, and whether only the plainest signs will do.

        Through a pipe it is what a page of plain text has.
        """
        if self.mode != TERMINAL:
            return PIPED, True
        return self.console.width, self.console.options.ascii_only

    def json(self, document: Any) -> None:  # noqa: ANN401  any document
        """Write one JSON document."""
        from fmgtrack.render.machine import as_json

        encoding = (self.stdout.encoding or "utf-8").lower().replace("-", "")
        self.stdout.write(as_json(document, ascii_only=encoding != "utf8"))

    def csv(self, rows: list[dict[str, Any]]) -> None:
        """Write rows as CSV; its line ends stay as they are on a system that has others."""
        from fmgtrack.render.machine import as_csv

        reconfigure = getattr(self.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(newline="")
        self.stdout.write(as_csv(rows))

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Write a line of safe text to standard output; wrapped lines keep the indent."""
        if self.mode == TERMINAL:
            from rich.padding import Padding
            from rich.text import Text

            if not text:
                self.console.print()
                return
            self.console.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False))
        else:
            self.stdout.write(f"{' ' * indent}{text}\n")

    def tell(self, text: str) -> None:
        """Write a line to standard error; at a terminal no word is broken."""
        said = safe.lines(text)
        if self.stderr.isatty():
            import shutil
            import textwrap

            width = max(shutil.get_terminal_size().columns, 20)
            indent = " " * (len(said) - len(said.lstrip()))
            said = textwrap.fill(
                said,
                width,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        self.stderr.write(f"{said}\n")


def emit(result: Listing | Card | Changed | Drafts, out: Out) -> None:
    """Print what a command found or did, in the mode of `out`; notices go to standard error."""
    if isinstance(result, Listing):
        _listing(result, out)
    elif isinstance(result, Changed):
        _changed(result, out)
    elif isinstance(result, Drafts):
        _drafts(result, out)
    elif out.mode in (JSON, CSV):
        out.json(result.row)
        _notices(result.notices, out)
    else:
        if result.kind in LONG_CARDS:
            _paged(lambda: _card(result.kind, result.row, out), out)
        else:
            _card(result.kind, result.row, out)
        _notices(result.notices, out)


def _paged(draw: Callable[[], None], out: Out) -> None:
    """Draw a list; at a terminal what is longer than the screen goes through the pager."""
    if out.mode != TERMINAL or out.pager is None:
        draw()
        return
    from fmgtrack.render.terminal import paged

    paged(out.console, draw, out.pager)


def _listing(result: Listing, out: Out) -> None:
    notices = result.notices
    if not result.rows and result.empty is not None:
        notices = (result.empty, *notices)
    if out.mode == JSON:
        out.json(result.rows)
    elif out.mode == CSV:
        out.csv(result.rows)
    elif result.rows and result.kind == "checks":
        from fmgtrack.render.list_cards import checks

        _paged(lambda: out.line("\n".join(map(safe.lines, checks(result.rows)))), out)
    elif result.rows:
        _paged(lambda: _table(result.kind, result.rows, out), out)
    _notices(notices, out)


def _table(kind: str, rows: list[dict[str, Any]], out: Out) -> None:
    if out.mode == TERMINAL:
        from fmgtrack.render.terminal import table

        table(out.console, kind, rows, out.home_zone)
    else:
        from fmgtrack.render.plain import table as text

        out.stdout.write(text(kind, rows, out.home_zone))


def _changed(result: Changed, out: Out) -> None:
    from fmgtrack.render.wording import ANSWERS, sentence

    if out.mode in (JSON, CSV):
        out.json(
            {
                "action": result.action,
                "refs": list(result.refs),
                "changed": result.title or None,
                "undo": f"takes back: {result.title}" if result.title else None,
                "notices": [{"code": n.code, "message": sentence(n)} for n in result.notices],
            }
        )
        return
    out.line(safe.line(result.title or "nothing had to be changed"))
    for notice in result.notices:
        if notice.code in ANSWERS:
            out.line(f"  {safe.line(sentence(notice))}")
    _notices([n for n in result.notices if n.code not in ANSWERS], out)


def _notices(notices: Iterable[Notice], out: Out) -> None:
    from fmgtrack.render.wording import sentence

    for notice in notices:
        out.tell(safe.line(sentence(notice)))


def _card(kind: str, row: dict[str, Any], out: Out) -> None:
    from fmgtrack.render.blocks import BODY, CHART, PAIR, TABLE, TITLE, VALUE
    from fmgtrack.render.cards import card_of

    first = True
    blocks = list(card_of(kind)(row, out.home_zone))
    width = max([len(block[0]) for name, block in blocks if name == PAIR], default=0)
    for name, block in blocks:
        if name == TITLE:
            if not first:
                out.line()
            out.line(safe.line(block), "bold")
        elif name == TABLE:
            _table(block[0], block[1], out)
        elif name == PAIR:
            out.line(f"  {block[0].ljust(width)}  {safe.line(block[1])}")
        elif name == BODY:
            out.line()
            out.line(safe.lines(block).rstrip("\n"))
            out.line()
        elif name == VALUE:
            out.line(safe.lines(block))
        elif name == CHART:
            for drawn in block(*out.canvas):
                out.line(drawn, indent=2)
        else:
            out.line(safe.lines(block), indent=2)
        first = False


def _drafts(result: Drafts, out: Out) -> None:
    if out.mode in (JSON, CSV):
        out.json([{k: v for k, v in row.items() if not k.startswith("to_")} for row in result.rows])
    elif not result.written:
        for index, row in enumerate(result.rows):
            if index:
                out.line()
            _card("draft", row, out)
    elif out.mode != JSON:
        for path in result.written:
            out.line(f"wrote {safe.line(path)}")
    _notices(result.notices, out)


LONGEST_SAID = 2_000
"""Characters of a message that are shown; it may hold all that was typed, or a piece of a file."""


def _short(text: str) -> str:
    """A message, its middle left out where it is too long to be read."""
    half = LONGEST_SAID // 2
    return text if len(text) <= LONGEST_SAID else f"{text[:half]} ... {text[-half:]}"


def emit_error(error: FmgtrackError, out: Out) -> None:
    """Print an error: one sentence, what to type instead, and the candidates there are."""
    if out.mode == JSON:
        from fmgtrack.render.machine import as_json

        candidates = [{"ref": ref, "name": name} for ref, name in error.candidates]
        body = {
            "code": error.code,
            "message": _short(error.message),
            "hint": _short(error.hint) or None,
            "candidates": candidates,
        }
        out.stderr.write(as_json({"error": body}, ascii_only=True))
        return
    said = [_short(part) for part in (error.message, error.hint) if part]
    out.tell(safe.line("; ".join(said)))
    for ref, name in error.candidates:
        out.tell(safe.line(f"  {ref}  {name}"))
