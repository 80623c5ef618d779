"""The CV as text, Markdown or HTML, by a template of the house or of the person's own.

A template sees the fields of `rules.vitae.Vitae` but `left_out`, every text cleaned and made
harmless for its format before the template has it: a value needs no escaping there. Private notes
do not exist here.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from fmgtrack.drafts.context import Gap, clean
from fmgtrack.drafts.loader import DraftEnvironment, of_kind
from fmgtrack.rules.vitae import NEEDED, LeftOut, Vitae

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import jinja2

TEMPLATES = {"txt": "cv/cv.txt.j2", "md": "cv/cv.md.j2", "html": "cv/cv.html.j2"}
"""The template of each format."""

GAPS = {
    "name": Gap("your name as it stands in ERAS"),
    "school": Gap("your medical school"),
    "graduated": Gap("when you graduated"),
}
"""What stands in the place of what every CV has; the keys are `rules.vitae.NEEDED`."""

WIDTH = 76
"""Columns of the plain text."""

_MARKS = re.compile(r"[\\`*\[\]<>|~$]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_AT_THE_START = re.compile(r"^(?:(?=[-+=#])|(\d+)(?=[.)]))")


class VitaeEnvironment(DraftEnvironment):
    """The sandbox of CVs: longer texts than mails."""

    longest = 200_000
    names = tuple(field.name for field in fields(Vitae) if field.name != "left_out")

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        super().__init__(loader)
        self.filters["wrapped"] = wrapped


class PageEnvironment(VitaeEnvironment):
    """The sandbox of pages: whatever a template of any name prints is escaped.

    A macro is marked as safe by the template that calls it, not by the one that holds it.
    """

    def __init__(self, loader: jinja2.BaseLoader) -> None:
        super().__init__(loader)
        self.autoescape = True


def render(cv: Vitae, form: str, user_folder: Path | None = None) -> str:
    """Give a CV in one format, a key of `TEMPLATES`; the same values give the same text.

    Templates of the folder, if there is one, win over those of the house.

    Raises:
        TemplateError: the template cannot be used.
    """
    environment = of_kind(PageEnvironment if form == "html" else VitaeEnvironment, user_folder)
    say = markdown if form == "md" else clean
    variables: dict[str, Any] = {
        name: _said(getattr(cv, name), say) for name in VitaeEnvironment.names
    }
    for name in NEEDED:
        variables[name] = variables[name] or GAPS[name]
    text = environment.text(TEMPLATES[form], variables)
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _said(value: object, say: Callable[[str], str]) -> object:
    """A value with every text in it made harmless."""
    if isinstance(value, str):
        return say(value)
    if isinstance(value, tuple):
        return tuple(_said(item, say) for item in value)
    if is_dataclass(value) and not isinstance(value, type | LeftOut):
        changed = {field.name: _said(getattr(value, field.name), say) for field in fields(value)}
        return replace(cast("Any", value), **changed)
    return value


def markdown(text: str) -> str:
    """Give a text as Markdown that reads as that very text: no mark, link or HTML in it is one."""
    marked = _MARKS.sub(r"\\\g<0>", clean(text))
    return _AT_THE_START.sub(lambda found: f"{found[1] or ''}\\", marked)


def wrapped(text: object, first: str = "", rest: str = "") -> str:
    """Give a text in lines of `WIDTH`, the first and the others behind these signs."""
    return textwrap.fill(
        str(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
