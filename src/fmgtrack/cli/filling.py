"""What is missing of a command line is asked for, and stands in it as if it had been typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.cli.asked import INTRODUCTION, Asking, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fmgtrack.cli.asked import Answers
    from fmgtrack.cli.context import App

ASKED = "fmgtrack.asked"
"""Where a call keeps its questions, and the words that were typed."""

NO_OPTION = ("db",)
"""What says where the record is, and nothing of what is put there."""


class Filling(Asking):
    """The questions of one command, of which some values were given with it.

    `whole` asks for what may be left out too.
    """

    def __init__(
        self, state: App, questions: Sequence[Question], given: Answers, *, whole: bool
    ) -> None:
        super().__init__(state, questions)
        self.given = given
        self.whole = whole
        self.refusal: str | None = None
        self.introduction = INTRODUCTION if whole else ""

    def applies(self, question: Question) -> bool:
        """Whether a question is asked: what was given is not."""
        asked = self.whole or question.basic or question.needed
        return asked and question.key not in self.given and super().applies(question)

    def before(self, question: Question) -> Answers:
        """What was given, and the answers to the questions before this one."""
        return self.given | super().before(question)

    def check(self) -> None:
        """Understand what was given, so that it is refused before anything is asked.

        Raises:
            FmgtrackError: it is not understood.
        """
        for question in self.questions:
            text = self.given.get(question.key)
            if question.read and isinstance(text, str):
                said = question.read(self.state.trial, self.before(question), text)
                self.understood[question.key] = (said,)

    def summary(self) -> Iterator[str]:
        """What would be written, with what was given."""
        for question in self.questions:
            if question.key in self.given or self.applies(question):
                yield from self.said(question)

    @property
    def answers(self) -> Answers:
        """The answers that hold after those before them."""
        return {
            question.key: self.typed[question.key]
            for question in self.questions
            if question.key in self.typed and self.applies(question)
        }


def fill(command: Any, ctx: Any, args: Sequence[str]) -> list[str] | None:  # noqa: ANN401  Click's types
    """The words of a call with what a person answers among them; None where nothing is asked.

    Raises:
        FmgtrackError: what was given is not understood.
        typer.Abort: the person left.
    """
    from fmgtrack.cli.questionnaires import QUESTIONNAIRES

    app: App = ctx.find_root().obj
    declared = QUESTIONNAIRES.get(ctx.command_path.partition(" ")[2], ())
    typed, _, _ = command.make_parser(ctx).parse_args(args=list(args))
    said = {_key(name): value for name, value in typed.items() if value not in (None, ())}
    given: Answers = {
        key: value if isinstance(value, str) else tuple(value)
        for key, value in said.items()
        if not isinstance(value, bool)
    }
    questions = tuple(_questions(command, declared))
    free = {*NO_OPTION, *(one.key for one in questions if one.needed or one.plain)}
    several = len(declared) > 1  # one alone is declared for how it is read
    whole = several and app.mode is None and not said.keys() - free
    asking = Filling(app, questions, given, whole=whole)
    if not any(asking.applies(question) for question in questions):
        return None
    asking.check()
    if not asking.run(look=whole):
        return list(args)
    ctx.meta[ASKED] = (asking, args)
    return filled(command, args, asking.answers)


def _key(name: str) -> str:
    return name.rstrip("_")


def _questions(command: Any, declared: Sequence[Question]) -> Iterator[Question]:  # noqa: ANN401  as above
    """The declared questions, after those for required values that are not declared."""
    required = {_key(param.name): param for param in command.params if param.required}
    known = {question.key for question in declared}
    for key, param in required.items():
        if key not in known:
            yield Question(key, param.human_readable_name.lower(), param.help, needed=True)
    for question in declared:
        yield question._replace(needed=question.key in required)


def filled(command: Any, args: Sequence[str], answers: Answers) -> list[str]:  # noqa: ANN401  as above
    """The words of a call with answers: options in front, arguments behind."""
    options: list[str] = []
    places: list[str] = []
    for param in command.params:
        answer = answers.get(_key(param.name), ())
        texts = (answer,) if isinstance(answer, str) else answer
        if param.param_type_name == "option":
            options += [f"{param.opts[0]}={text}" for text in texts]
        else:
            places += texts
    mark = ["--"] if places and "--" not in args else []
    return [*options, *args, *mark, *places]


def ask_again(command: Any, ctx: Any, error: Any) -> list[str] | None:  # noqa: ANN401  as above
    """The words of a call after a refusal of what was asked for.

    None where nothing was asked, or where another answer was refused in the same words: then it is
    not the answer that is wrong.
    """
    found = ctx.meta.get(ASKED)
    if found is None:
        return None
    asking, args = found
    if asking.refusal == str(error) and asking.given:
        return None
    asking.refusal = str(error)
    asking.refused(error)
    asking.run(look=asking.whole)
    return filled(command, args, asking.answers)
