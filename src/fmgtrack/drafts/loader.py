"""Where templates lie, and the sandbox in which they run.

A template of the person's own folder wins over the packaged one of the same name. Packaged ones
are also there as `builtin/...`, whatever the folder holds, so that an override may begin with
`{% extends "builtin/thanks/faculty.txt.j2" %}`.

A template may come from someone else: it sees nothing but the values of `context` and the filters
below, and loops, calls and includes are counted, so that it cannot run without end.
"""

from __future__ import annotations

import re
import traceback
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path

from fmgtrack.drafts.bounds import MAX_SOURCE, BoundedEnvironment, Filters, refuse
from fmgtrack.drafts.context import (
    NAMES,
    Gap,
    clean,
    joined,
    month_day,
    prose,
    questions,
    the,
    weekday,
)
from fmgtrack.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence

_MAX_RANGE = 1_000
_MAX_FILES = 40
_FILTERS = re.compile(
    "capitalize|default|first|float|int|join|last|length|list|lower|reject|replace|round|select"
    "|sort|string|title|trim|truncate|unique|upper|wordcount"
)
_DATE_PARTS = frozenset({"year", "month", "day", "weekday", "isoformat"})
_FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,  # Python refuses what Jinja made of it, such as 21 nested loops
    TypeError,
    ValueError,
)


class DraftEnvironment(BoundedEnvironment):
    """The sandbox of draft templates; each is compiled once for as long as this object lives."""

    names: tuple[str, ...] = NAMES
    """What a template may name."""

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        super().__init__(loader)
        self._templates = loader
        self._files = 0
        self.globals = {"range": _short_range}
        known = {
            name: function for name, function in self.filters.items() if _FILTERS.fullmatch(name)
        }
        known |= {
            "joined": joined,
            "prose": prose,
            "questions": questions,
            "the": the,
            "weekday": weekday,
            "wording": wording,
            "weighed": lambda value: value,
        }
        self.filters = Filters(self, known)
        # it gives items one by one, so there is nothing to weigh
        dict.__setitem__(self.filters, "counted", self.counted)
        self.tests["known"] = lambda value: not isinstance(value, Gap)

    def text(self, name: str, variables: dict[str, object]) -> str:
        """Give the text of a template.

        Raises:
            TemplateError: whatever is wrong with it, with file, line and the bad piece.
        """
        self.begin()
        self._files = 0
        pieces: list[str] = []
        length = 0
        try:
            for piece in self.get_template(name).generate(variables):
                length += len(piece)
                if length > self.longest:
                    refuse(f"its text is longer than {self.longest} characters")
                pieces.append(piece)
        except _FAILURES as error:
            raise _translated(error, self._file_of(name), self.names) from error
        return "".join(pieces)

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  (the name Jinja calls it by)
    ) -> jinja2.Template:
        """Give a template, compiled at its first use; one draft takes in only so many."""
        self._files += 1
        if self._files > _MAX_FILES:
            refuse("it takes itself in without end, where `builtin/` means the packaged one")
        return super().get_template(name, parent, globals)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether a template may see this: of a date only its parts, as `today` reads the clock."""
        if isinstance(obj, date) and attr not in _DATE_PARTS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def printed(self, value: object) -> object:
        """Give a value as a mail shows it."""
        return _printed(value)

    def _file_of(self, name: str) -> str:
        """Give the file of a template, or its name when there is none."""
        try:
            return str(self._templates.get_source(self, name)[1])
        except OSError:  # not there, or not to be read
            return name


class _FolderLoader(jinja2.FileSystemLoader):
    """The templates of one folder and of no other."""

    def __init__(self, folder: Path) -> None:
        # a file that Notepad saved begins with a byte order mark
        super().__init__(folder, encoding="utf-8-sig")
        self._folder = folder

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Give source and file of a template.

        Raises:
            TemplateError: it is not UTF-8, too large, or a link leads out of the folder.
        """
        try:
            place = self._folder.joinpath(*split_template_path(template))
            if place.stat().st_size > MAX_SOURCE:
                raise TemplateError(
                    f"template `{place}` is larger than a template can be",
                    f"keep it shorter; {MAX_SOURCE:,} characters are taken",
                )
            source, file, fresh = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise TemplateError(
                f"template `{self._folder / template}` is not UTF-8 text",
                "save it again with the encoding UTF-8",
            ) from error
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:
            raise jinja2.TemplateNotFound(template) from error
        if not Path(file).resolve().is_relative_to(self._folder.resolve()):
            raise TemplateError(
                f"template `{file}` is a link that leads out of its folder",
                f"put a copy of the file into `{self._folder}`",
            )
        return source, file, fresh


E = TypeVar("E", bound=DraftEnvironment)


def make_environment(user_folder: Path | None = None) -> DraftEnvironment:
    """Give the sandbox of mails, as `of_kind` makes it."""
    return of_kind(DraftEnvironment, user_folder)


def of_kind(cls: type[E], user_folder: Path | None) -> E:
    """Give a sandbox for the packaged templates, and those of a folder that win over them.

    A folder that does not exist is as good as none.

    Raises:
        TemplateError: the packaged templates are not there.
    """
    packaged = _FolderLoader(_packaged_folder())
    own = [] if user_folder is None else [_FolderLoader(user_folder)]
    builtin = jinja2.PrefixLoader({"builtin": packaged})
    return cls(jinja2.ChoiceLoader([builtin, *own, packaged]))


def _packaged_folder() -> Path:
    """Give the templates' folder: in the package, or at the top of a checkout."""
    for parent in Path(__file__).resolve().parents[1:4]:
        folder = parent / "templates"
        if (folder / "thanks" / "_base.txt.j2").is_file():
            return folder
    raise TemplateError("the templates of fmgtrack are missing", "install fmgtrack again")


@jinja2.pass_context
def wording(context: jinja2.runtime.Context, lines: str) -> str:
    """Give one line of several, chosen by the recipient's `turn`.

    As many recipients in a row as there are lines get a different one each. Lists of different
    lengths move apart after that, so that the same lines do not come together again.
    """
    options = [line.strip() for line in lines.splitlines() if line.strip()]
    if not options:
        refuse("a list of wordings is empty")
    return options[int(context["turn"]) % len(options)]


def _printed(value: object) -> object:
    """Give a value as a mail shows it."""
    match value:
        case jinja2.Undefined() | str():
            return value
        case bool() | None:
            pass
        case int() | float() | Gap():
            return str(value)
        case date():
            return month_day(value)
        case tuple() | list() if not any(isinstance(item, tuple | list) for item in value):
            return joined([str(_printed(item)) for item in value])
    raise jinja2.TemplateRuntimeError(f"a value of type `{type(value).__name__}` is printed")


def _short_range(*numbers: int) -> range:
    """Give a range that a mail may need."""
    items = range(*numbers)
    if len(items) > _MAX_RANGE:
        refuse(f"a range has more than {_MAX_RANGE} numbers")
    return items


def _translated(error: BaseException, asked: str, names: Sequence[str]) -> TemplateError:
    """Give our error for one of Jinja or of Python: file, line, what is wrong."""
    file, line = _place(error)
    where = f"template `{file or asked}`" + (f", line {line}" if line else "")
    hint = "mend that line, or move the file away to have the packaged one"
    match error:
        case jinja2.TemplateNotFound():
            detail = f"there is no template `{error.name}`"
            hint = "`builtin/` before the name of a packaged template is that one"
        case RecursionError():
            detail = "it is nested too deep, or calls itself without end"
        case SecurityError():
            detail = _plain(error)
            hint = "a template has its facts and filters, nothing else of the program"
        case jinja2.UndefinedError():
            detail = _plain(error)
            if unknown := re.search(r"`(\w+)` is undefined", detail):
                near = get_close_matches(unknown[1], names, 1)
                hint = (
                    f"did you mean `{near[0]}`" if near else f"a template knows {', '.join(names)}"
                )
        case SyntaxError():
            detail = error.msg
        case _:
            detail = _plain(error)
    return TemplateError(clean(f"{where}: {detail}"), hint)


def _place(error: BaseException) -> tuple[str | None, int | None]:
    """Give the innermost template's file and line in which an error arose, as far as known."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename, error.lineno
    found: tuple[str | None, int | None] = (None, None)
    for frame, line in traceback.walk_tb(error.__traceback__):
        # Jinja puts such frames, with the template's own lines, in the place of its code
        if "__jinja_exception__" in frame.f_globals:
            found = frame.f_code.co_filename, line
    return found


def _plain(error: BaseException) -> str:
    """Give the first sentence of a message, its quotes as backticks."""
    text = str(error).partition("\n")[0].partition(". ")[0].rstrip(".")
    text = re.sub(r"'([^']*)'", r"`\1`", text) or type(error).__name__
    return text[:1].lower() + text[1:]
