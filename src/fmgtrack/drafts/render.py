"""From the facts about one recipient to a subject and a body.

A template's text is `Subject: ...`, a blank line, and the body; paragraphs of the body are parted
by blank lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fmgtrack.drafts.context import Gap, clean, phrase
from fmgtrack.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmgtrack.drafts.context import DraftContext
    from fmgtrack.drafts.loader import DraftEnvironment

TEMPLATES = {
    "program-director": "thanks/director.txt.j2",
    "associate-director": "thanks/director.txt.j2",
    "chair": "thanks/director.txt.j2",
    "coordinator": "thanks/coordinator.txt.j2",
    "resident": "thanks/resident.txt.j2",
}
"""The thank-you template of each role; that of any other is the faculty's."""

_FACULTY = "thanks/faculty.txt.j2"
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[^\sa-z])")


@dataclass(frozen=True)
class Rendered:
    """A draft: a subject of one line, and a body that ends with one line end."""

    subject: str
    body: str


def template_of(context: DraftContext) -> str:
    """Give the name of the template: a thank-you's is chosen by role, any other by its kind."""
    if context.kind != "thanks":
        return f"{context.kind}.txt.j2"
    return TEMPLATES.get(context.role, _FACULTY)


def render(context: DraftContext, environment: DraftEnvironment) -> Rendered:
    """Give the draft for one recipient; the same context gives the same draft.

    Raises:
        TemplateError: the template cannot be used, or has no subject line or no body.
    """
    name = template_of(context)
    text = environment.text(name, context.variables()).lstrip()
    header, _, rest = text.partition("\n")
    label, _, subject = header.partition(":")
    if label.strip().casefold() != "subject" or not clean(subject):
        raise TemplateError(
            f"template `{name}` has no subject", "its first line is `Subject: ` and the subject"
        )
    body = _tidy(rest)
    if not body:
        raise TemplateError(
            f"template `{name}` has no body", "after the subject come a blank line and the body"
        )
    return Rendered(clean(subject), body + "\n")


def plain(context: DraftContext, environment: DraftEnvironment) -> str:
    """Give the body the same template makes when nothing about this person was recorded."""
    bare = replace(context, talked_about=(), to_ask=(), highlight="", about="")
    return render(bare, environment).body


def sentence(context: DraftContext, environment: DraftEnvironment, recorded: str) -> str:
    """Give the sentence of this recipient's draft in which a recorded phrase or question stands.

    Empty when the draft does not use it.
    """
    unrecorded = plain(context, environment)
    wanted = phrase(recorded).casefold()
    for candidate in _sentences(render(context, environment).body, context):
        if wanted and wanted in candidate.casefold() and candidate not in unrecorded:
            return candidate
    return ""


def _tidy(text: str) -> str:
    """Give a body without stray spaces: paragraphs parted by one blank line."""
    paragraphs: list[list[str]] = [[]]
    for line in map(clean, text.splitlines()):
        if line:
            # a phrase that ends in `U.S.` may stand at the end of a sentence
            paragraphs[-1].append(re.sub(r"(?<!\.)\.\.(?!\.)", ".", line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _sentences(body: str, context: DraftContext) -> Iterator[str]:
    """Give the sentences of a body; stops inside a recorded fact end none."""
    masked = body
    for fact in _facts(context):
        stopless = re.compile(re.escape(fact.rstrip(".,;:?! ")), re.IGNORECASE)
        masked = stopless.sub(lambda found: re.sub(r"[.?!]", "_", found[0]), masked)
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(masked)), len(masked)]:
        yield from body[start:end].strip().split("\n\n")
        start = end


def _facts(context: DraftContext) -> Iterator[str]:
    """Give every text of a context that may stand in a sentence."""
    for value in context.variables().values():
        if isinstance(value, str | Gap):
            yield str(value)
        elif isinstance(value, tuple):
            yield from value
