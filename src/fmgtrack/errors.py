"""Every error a person can cause, each with its code, exit number and one sentence.

The sentence says what is wrong, the hint what to type instead; `render` prints both, or the
JSON object of product.md section 11. Exit numbers: 1 the request cannot be met, 2 wrong usage.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class FmgtrackError(Exception):
    """The root of all errors shown as one sentence."""

    exit_code = 1
    code = "error"

    def __init__(
        self, message: str, hint: str = "", candidates: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.candidates = tuple(candidates)


class UsageError(FmgtrackError):
    """Something is missing, or an option or choice is not known."""

    exit_code = 2
    code = "usage"


class QuestionError(UsageError):
    """Something that a person can be asked; `option` names the value that answers it."""

    option = ""


LISTED_BY = {
    "program": "programs",
    "contact": "contacts",
    "interview": "interviews",
    "deadline": "deadlines",
    "follow-up": "followups --all",
    "line of the list": "rol",
    "exclusion": "rol",
    "criterion": "rol criteria",
    "question": "prep questions",
    "story": "prep stories",
    "practice": "prep practice --history",
    "mock": "prep mocks",
    "mend": "prep mend --all",
    "development": "prep specialty",
    "exam": "apply profile",
    "gap": "apply profile",
    "fact": "apply facts",
    "preference": "apply preferences",
    "experience": "apply experience",
    "letter": "apply letters",
    "document": "apply documents",
    "stage": "apply season",
    "change": "history",
    "version": "rol history",
}
"""Which command lists the records of a kind; any other is met in the history."""


class NotFoundError(FmgtrackError):
    """A ref or a name that matches nothing; `why` is what is known about it."""

    code = "not-found"

    def __init__(
        self,
        kind: str,
        text: str,
        *,
        nearest: Iterable[tuple[str, str]] = (),
        hint: str = "",
        why: str = "",
    ) -> None:
        listed = LISTED_BY.get(kind)
        lists = f"`fmgtrack {listed}` lists them" if listed else "`fmgtrack history` has its refs"
        super().__init__(
            f"no {kind} matches `{text}`", hint or f"{f'{why}, ' if why else ''}{lists}", nearest
        )


class AmbiguousError(FmgtrackError):
    """A name that matches several records."""

    code = "ambiguous"

    def __init__(self, kind: str, text: str, candidates: Iterable[tuple[str, str]]) -> None:
        super().__init__(
            f"`{text}` fits more than one {kind}", "type its ref or more of its name", candidates
        )


class InvalidError(FmgtrackError):
    """A date, code, address or other value of the wrong form."""

    code = "invalid"


class WhenError(InvalidError):
    """A date or time that is not understood, is ambiguous, or does not exist."""

    code = "when"


class ConflictError(FmgtrackError):
    """The request contradicts what is on record."""

    code = "conflict"


class RefusedError(FmgtrackError):
    """A rule holds the request back."""

    code = "refused"


class ImportFailedError(FmgtrackError):
    """A file that cannot be taken in; nothing was changed."""

    code = "import-failed"


class TemplateError(FmgtrackError):
    """A mail template that cannot be rendered."""

    code = "template"


class StoreError(FmgtrackError):
    """The record cannot be opened, read or written."""

    code = "store"
