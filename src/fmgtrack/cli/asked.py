"""Asking at a terminal, step by step: one way for every command that asks.

What is asked is data (`Question`); an `Asking` keeps the answers and walks through them, with a
way back and a last look. Nothing is written while it is asked.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, NamedTuple

import typer

from fmgtrack.errors import FmgtrackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fmgtrack.actions.work import Work
    from fmgtrack.cli.context import App

    Answers = dict[str, str | tuple[str, ...]]

BACK, NONE = "back", "-"
"""What may be typed in place of an answer: one back; take the value away."""

ENDS = ("done", "q")
"""What leads to the last look."""

INTRODUCTION = (
    f"ENTER takes what is in [brackets], else nothing; `{NONE}` takes an answer away, `{BACK}` goes"
    f" one back, `{ENDS[0]}` goes to the last look; nothing is written before that"
)


LEAST_WIDTH, ROOM = 40, 12
"""Columns that a terminal is taken to have at least, and those kept free behind a question."""


class Question(NamedTuple):
    """What is asked, and how an answer to it is understood.

    `key` is the value that it answers, as `o.given` names it; `choices` are shown with the
    question and may be typed by their first letters. `read` says what an answer was understood as,
    given the answers before it, or raises; what is to be told beside it follows on further lines.
    `applies` whether it is asked after them; `default`
    what ENTER takes. A `many` question is asked again until ENTER alone. A `needed` one has to be
    answered, a `basic` one is asked even where options were given; what is `plain` does not count
    as an option when it is given.
    """

    key: str
    label: str
    asks: str
    choices: tuple[str, ...] = ()
    read: Callable[[Work, Answers, str], str] | None = None
    applies: Callable[[Work, Answers], bool] | None = None
    default: Callable[[Work], str] | None = None
    many: bool = False
    needed: bool = False
    basic: bool = False
    plain: bool = False


class Asking:
    """Questions with what was answered so far.

    `typed` are the answers as typed, `understood` what each of them was understood as.
    """

    introduction = INTRODUCTION

    def __init__(self, state: App, questions: Sequence[Question] = ()) -> None:
        self.state = state
        self.typed: Answers = {}
        self.understood: dict[str, tuple[str, ...]] = {}
        self._questions = tuple(questions)
        self._trail: list[int] = []
        self._at = 0
        self._introduced = False

    @property
    def questions(self) -> Sequence[Question]:
        """The questions in the order in which they are asked."""
        return self._questions

    def applies(self, question: Question) -> bool:
        """Whether a question makes sense after what was answered."""
        return question.applies is None or question.applies(self.state.trial, self.before(question))

    def before(self, question: Question) -> Answers:
        """The answers to the questions before this one."""
        found: Answers = {}
        for one in self.questions:
            if one.key == question.key:
                break
            if one.key in self.typed:
                found[one.key] = self.typed[one.key]
        return found

    def present(self, question: Question) -> str:
        """What an answer would replace: what was typed before, else what ENTER takes."""
        typed = self.typed.get(question.key, "")
        if isinstance(typed, tuple):
            return ""
        return typed or (question.default(self.state.trial) if question.default else "")

    def enters(self, question: Question) -> str:
        """What ENTER answers, where nothing was answered yet."""
        known = question.key in self.typed or not question.default
        return "" if known else self.present(question)

    def take(self, question: Question, text: str) -> None:
        """Keep an answer, and what it was understood as.

        Raises:
            FmgtrackError: it is not understood, or does not go with the answers before.
        """
        if text == NONE:
            self.forget(question)
            return
        if question.read:
            said = question.read(self.state.trial, self.before(question), text)
            text = said if said in question.choices else text
        elif question.choices:
            from fmgtrack.actions.fields import choice

            said = text = choice(text, question.label, question.choices)
        else:
            said = " ".join(text.split())
        self.keep(question, text, said)

    def keep(self, question: Question, text: str, said: str) -> None:
        """Put an answer down, one more where a question takes several."""
        known = self.typed.get(question.key, ()) if question.many else ()
        told = self.understood.get(question.key, ()) if question.many else ()
        self.typed[question.key] = (*known, text) if question.many else text
        self.understood[question.key] = (*told, said)

    def forget(self, question: Question) -> bool:
        """Take an answer away, of several the last one; whether there was one."""
        if question.key not in self.typed:
            return False
        typed = self.typed.pop(question.key)
        told = self.understood.pop(question.key)
        if isinstance(typed, tuple) and len(typed) > 1:
            self.typed[question.key], self.understood[question.key] = typed[:-1], told[:-1]
        return True

    def summary(self) -> Iterator[str]:
        """What would be written, a line each."""
        for question in self.questions:
            if self.applies(question):
                yield from self.said(question)

    def said(self, question: Question) -> Iterator[str]:
        """What the answers to a question were understood as; what was warned of is not repeated."""
        for understood in self.understood.get(question.key, ()):
            yield f"{question.label}: {understood.partition(chr(10))[0]}"

    def run(self, *, look: bool = True) -> bool:
        """Ask, show what was understood, and ask whether to keep it; whether there is anything.

        Called again after a refusal it begins with the last look, or the last question.

        Raises:
            typer.Abort: the person left, or did not want it written.
        """
        tell = self.state.out.tell
        if self._introduced and not look:
            self._go_back()
        while True:
            self._ask()
            if not self.typed or not look:
                return bool(self.typed)
            tell("")
            tell("this would be written:")
            for line in self.summary():
                tell(f"  {line}")
            if self._is_kept():
                return True
            self._go_back()

    def _is_kept(self) -> bool:
        """Whether it is to be written; false for one back."""
        while True:
            said = self._typed(f"Keep it? [Y/n, {BACK}]").lower()
            if said in ("n", "no", *ENDS):
                raise typer.Abort
            if said in ("", "y", "yes", BACK):
                return said != BACK
            self.state.out.tell(f"type `y`, `n` or `{BACK}`")

    def refused(self, error: FmgtrackError) -> None:
        """Say what is wrong with an answer, and what to type instead."""
        from fmgtrack.render import PLAIN, Out, emit_error

        emit_error(error, Out(PLAIN, sys.stdout, sys.stderr))

    def _go_back(self) -> None:
        self._at = self._trail.pop() if self._trail else self._at

    def _ask(self) -> None:
        """Ask the questions from the one at which it is."""
        while self._at < len(self.questions):
            question = self.questions[self._at]
            if not self.applies(question):
                self._at += 1
                continue
            if not self._introduced:
                self._introduced = True
                if self.introduction:
                    self.state.out.tell(self.introduction)
            typed = self._answer(question)
            if typed == BACK:
                if not (question.many and self._take_back(question)):
                    self._go_back()
            elif not (question.many and typed and typed not in ENDS):
                self._trail.append(self._at)
                self._at = self._end() if typed in ENDS else self._at + 1

    def _end(self) -> int:
        """Where `done` leads: past all questions, or to one that has to be answered."""
        for index, question in enumerate(self.questions):
            if question.needed and not self.present(question) and self.applies(question):
                self.state.out.tell(f"{question.label} is needed")
                return index
        return len(self.questions)

    def _take_back(self, question: Question) -> bool:
        """Take the last of several answers away, and say which one; whether there was one."""
        told = self.understood.get(question.key, ())
        if not self.forget(question):
            return False
        self.state.out.tell(f"took back {told[-1].partition(chr(10))[0]}")
        return True

    def _answer(self, question: Question) -> str:
        """One answer, kept if it is one; what is not understood is asked again."""
        from fmgtrack.render import safe

        refused = False
        while True:
            now = self.present(question)
            typed = self._typed(safe.line(_worded(question, now)))
            if typed.lower() == BACK and refused and question.many:
                self.state.out.tell("nothing was taken; type it anew")
                refused = False
                continue
            if typed.lower() in (BACK, *ENDS):
                return typed.lower()
            if typed == NONE and question.many and self._take_back(question):
                return typed
            typed = typed or self.enters(question)
            if not typed:
                if question.needed and not now:
                    self.state.out.tell(f"{question.label} is needed")
                    continue
                return ""
            try:
                self.take(question, typed)
            except FmgtrackError as error:
                self.refused(error)
                refused = True
                continue
            said = self.understood.get(question.key, ())
            for line in said[-1].split("\n") if said and said[-1] != typed else ():
                self.state.out.tell(f"  {line}")
            return typed

    def _typed(self, asked: str) -> str:
        """What a person types; what is no text is asked for again."""
        *above, last = _wrapped(asked)
        while True:
            for line in above:
                typer.echo(line, err=True)
            try:
                typed: str = typer.prompt(last, default="", show_default=False, err=True)
                typed.encode()
            except typer.Abort:
                typer.echo(err=True)  # what is said of it gets a line of its own
                raise
            except UnicodeError:
                self.state.out.tell("that has bytes that are no text in UTF-8; type it again")
            else:
                return typed.strip()


def _wrapped(asked: str) -> list[str]:
    """A question in lines that break no word, with room behind the last one."""
    width = max(shutil.get_terminal_size().columns, LEAST_WIDTH) - ROOM
    return textwrap.wrap(asked, width, break_long_words=False, break_on_hyphens=False) or [""]


def _worded(question: Question, now: str) -> str:
    """A question as it stands on the screen."""
    choices = f" ({', '.join(question.choices)})" if question.choices else ""
    return f"{question.asks}{choices}{f' [{now}]' if now else ''}"
