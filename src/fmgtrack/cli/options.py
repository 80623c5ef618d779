"""Options and arguments that several commands share. Every value is taken as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from fmgtrack.cli.completion import Refs, Words
from fmgtrack.records.words import (
    FORMATS,
    INTERVIEW_STATUSES,
    MAIL_KINDS,
    POLICIES,
    PROGRAM_STATUSES,
    ROLES,
    SIGNALS,
)
from fmgtrack.records.words import SETTINGS as MET_AT


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _offer(words: tuple[str, ...]) -> Any:  # noqa: ANN401  what Typer takes as `autocompletion`
    return Words(words).beginning


def refs_of(letters: Iterable[str]) -> Any:  # noqa: ANN401  what Typer takes as `autocompletion`
    """Completion by refs of these letters, and by names; `offer` tells which."""
    offer = Refs(letters)

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return offer(ctx, incomplete)

    complete.__dict__["offer"] = offer  # what the table of TAB is made from
    return complete


NAMED = (
    *("p", "c", "i", "f", "d", "q", "w", "st", "mo", "me", "ak", "de", "ex", "ga", "e", "le", "do"),
    "we",
)
"""Letters of the refs that are completed where any record may be named."""

ProgramRef = Annotated[
    str,
    typer.Argument(
        metavar="PROGRAM",
        help="The program: its ref, NRMP code or part of its name",
        autocompletion=refs_of("p"),
    ),
]
AnyRef = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="A ref such as p3, or the name of a program or contact",
        autocompletion=refs_of(NAMED),
    ),
]
AnyRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...",
        help="Refs, or names of programs or contacts",
        autocompletion=refs_of(NAMED),
    ),
]
FollowUpRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...",
        help="Refs of follow-ups, or a program for all that is to do there",
        autocompletion=refs_of("fp"),
    ),
]
InterviewRef = Annotated[
    str,
    typer.Argument(
        metavar="INTERVIEW",
        help="Its ref, or its program where only one fits",
        autocompletion=refs_of("ip"),
    ),
]
OnOpt = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day it was done; today if not given."),
]
MailKind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=f"What the mail is for: {_words(MAIL_KINDS)}.",
        autocompletion=_offer(MAIL_KINDS),
    ),
]
YesOpt = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
ForceOpt = Annotated[bool, typer.Option("--force", help="Do it although a check holds it back.")]
CodeOpt = Annotated[
    str | None, typer.Option("--code", metavar="NRMP", help="Which code of the program.")
]
InProgramOpt = Annotated[
    str | None,
    typer.Option(
        "--program",
        metavar="PROGRAM",
        help="Only what belongs to this program.",
        autocompletion=refs_of("p"),
    ),
]

Name = Annotated[str | None, typer.Option("--name", metavar="TEXT", help="Its name.")]
Institution = Annotated[
    str | None, typer.Option(metavar="TEXT", help="The institution that sponsors it.")
]
Specialty = Annotated[str | None, typer.Option(metavar="TEXT", help="Such as Internal Medicine.")]
City = Annotated[str | None, typer.Option(metavar="TEXT", help="The city.")]
State = Annotated[
    str | None, typer.Option(metavar="STATE", help="Two letters or its name; gives the time zone.")
]
Zone = Annotated[
    str | None,
    typer.Option(metavar="ZONE", help="Time zone: ET, CT, MT, PT ... or America/Chicago."),
]
Codes = Annotated[
    list[str] | None, typer.Option("--code", metavar="NRMP", help="NRMP code; may be repeated.")
]
Acgme = Annotated[str | None, typer.Option(metavar="NUMBER", help="10-digit ACGME number.")]
Url = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Its web page.")]
ProgramStatus = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help=_words(PROGRAM_STATUSES) + ".",
        autocompletion=_offer(PROGRAM_STATUSES),
    ),
]
Signal = Annotated[
    str | None,
    typer.Option(metavar="SIGNAL", help=_words(SIGNALS) + ".", autocompletion=_offer(SIGNALS)),
]
Policy = Annotated[
    str | None,
    typer.Option(
        metavar="POLICY",
        help=f"On mail after the interview: {_words(POLICIES)}.",
        autocompletion=_offer(POLICIES),
    ),
]
PolicySource = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Where the program says so.")
]
J1 = Annotated[str | None, typer.Option("--j1", metavar="yes/no", help="Sponsors J-1.")]
H1b = Annotated[str | None, typer.Option("--h1b", metavar="yes/no", help="Sponsors H-1B.")]
VisaSource = Annotated[str | None, typer.Option(metavar="TEXT", help="Who said so of visas.")]
Contract = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day its contract, eligibility and visa terms came."),
]
Note = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="Private: never in a mail.")
]
Title = Annotated[
    str | None, typer.Option(metavar="TITLE", help='"Dr.", "Prof.", "Ms." ...; "" for none.')
]
Role = Annotated[
    str | None, typer.Option(metavar="ROLE", help=_words(ROLES) + ".", autocompletion=_offer(ROLES))
]
Email = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Mail address.")]
Until = Annotated[
    str | None,
    typer.Option(
        metavar="WHEN",
        help="When it ends: 15:00, or a day and a time.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(metavar="FORMAT", help=_words(FORMATS) + ".", autocompletion=_offer(FORMATS)),
]
PlaceOpt = Annotated[
    str | None,
    typer.Option(
        "--place",
        metavar="TEXT",
        help="Where: address, or a link's name.",
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="PERSON",
        help='Who was met: "Dr. Wei Chen <w.chen@example.org>, faculty, formal"; may be repeated.'
        f" Settings: {_words(MET_AT)}.",
    ),
]
InterviewStatus = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help=_words(INTERVIEW_STATUSES) + ".",
        autocompletion=_offer(INTERVIEW_STATUSES),
    ),
]
RespondBy = Annotated[
    str | None,
    typer.Option(metavar="WHEN", help="Answer the invitation by; 48 hours if not given."),
]
Highlight = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="What stood out about the day; may stand in mails."),
]
Body = Annotated[str | None, typer.Option(metavar="TEXT", help="Who sets it: NRMP, AAMC ...")]
Source = Annotated[str | None, typer.Option(metavar="TEXT", help="Where the date was read.")]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", help="The day it came to its status; today if not given."
    ),
]


def _questions(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Completion by refs of questions that were worked on, and by keys of the bank."""
    from fmgtrack.cli.completion import Refs
    from fmgtrack.reference.questions import bank

    keys = {one.key: one.text for one in bank() if one.key.startswith(incomplete)}
    return list((dict(Refs("q")(ctx, incomplete)) | keys).items())


QuestionRef = Annotated[
    str,
    typer.Argument(
        metavar="QUESTION",
        help="The question: its ref, its key or part of its text",
        autocompletion=_questions,
    ),
]


def given(**values: str | list[str] | None) -> dict[str, str | tuple[str, ...]]:
    """The options that were typed, as texts; a trailing underscore of a name is dropped."""
    return {
        name.rstrip("_"): value if isinstance(value, str) else tuple(value)
        for name, value in values.items()
        if value is not None and value != []
    }
