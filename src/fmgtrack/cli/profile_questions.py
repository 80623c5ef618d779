"""The profile asked step by step, in the order in which a person would tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.cli.asked import NONE, Asking, Question
from fmgtrack.records.profile import CITIZENSHIPS, EXAMS, OUTCOMES, VISA_NEEDS
from fmgtrack.rules.ecfmg import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmgtrack.cli.context import App
    from fmgtrack.records.results import Row

LISTS = ("specialty", "language")
"""Options that take several values, typed with commas between."""


def _of_exam(kind: str) -> tuple[Question, ...]:
    name = NAMES[kind]
    asked = [
        Question(f"{kind}.on", name, f"{name}: the day you sat it, or will"),
        Question(f"{kind}.outcome", f"{name} outcome", f"{name} ({', '.join(OUTCOMES)})"),
    ]
    if kind != "oet":
        asked.append(Question(f"{kind}.score", f"{name} score", f"{name}: the score, if any"))
    return tuple(asked)


QUESTIONS = (
    Question("eras_name", "name in ERAS", "Your name as it is in ERAS"),
    Question("nrmp_name", "name in NRMP", "Your name as it is in NRMP"),
    Question("said", "said", "How your name is said"),
    Question("citizenship", "citizenship", f"Citizenship ({', '.join(CITIZENSHIPS)})"),
    Question("visa", "visa need", f"Visa that training needs ({', '.join(VISA_NEEDS)})"),
    Question("school", "school", "Medical school"),
    Question("school_country", "school country", "Its country"),
    Question("graduated", "graduated", "Graduated (2018, Jun 2018 or 15 Jun 2018)"),
    *(question for kind in EXAMS for question in _of_exam(kind)),
    Question("pathway", "Pathway", "ECFMG Pathway (1 to 6)"),
    Question("pathway_on", "Pathway accepted", "The day it was accepted"),
    Question("certified_on", "ECFMG certificate", "The day of the ECFMG certificate"),
    Question("nrmp_verified_on", "ECFMG in NRMP", "The day NRMP showed ECFMG as verified"),
    Question("token_on", "ERAS token", "The day the ERAS token was used"),
    Question("transcript_on", "USMLE transcript", "The day it was released in ERAS"),
    Question("practice_years", "years of practice", "Years of practice since graduation"),
    Question("had_training", "earlier training", "Graduate medical training before (yes, no)"),
    Question("specialty", "specialties", "Specialties, the first choice first, commas between"),
    Question("language", "languages", "Languages, commas between"),
    Question("name", "name in mails", "Your name under mails"),
    Question("signature", "signature", "What stands under it (\\n begins a line)"),
)


class ProfileAsking(Asking):
    """The questions of the profile; what is taken away is kept as an empty text.

    An exam's options have its name before them in the key of a question: `step1.on`.
    """

    def __init__(self, state: App) -> None:
        from fmgtrack.actions import profile as actions

        super().__init__(state, QUESTIONS)
        self.row: Row = actions.row(state.work)
        self.sat = {exam["kind"] for exam in self.row["exams"]}

    def applies(self, question: Question) -> bool:
        """Whether a question makes sense after what was answered."""
        kind, dot, option = question.key.partition(".")
        if dot and (kind in self.sat or (option != "on" and not self.typed.get(f"{kind}.on"))):
            return False
        if option == "score":
            return self.understood.get(f"{kind}.outcome") in (("pass",), ("fail",))
        if question.key == "pathway_on":
            return bool(self.typed.get("pathway", self.row["pathway"]))
        return True

    def present(self, question: Question) -> str:
        """What an answer would replace: what was typed before, else what is on record."""
        key = question.key
        if key in self.typed:
            return str(self.typed[key])
        column = {"visa": "visa_need", "specialty": "specialties", "language": "languages"}
        value = self.row.get(column.get(key, key))
        if isinstance(value, list):
            return ", ".join(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return f"{value:g}"
        return "" if value is None else str(value).replace("\n", "\\n")

    def take(self, question: Question, text: str) -> None:
        """Keep an answer, and what it was understood as.

        Raises:
            FmgtrackError: it is not understood, or does not go with the answers before.
        """
        key, text = question.key, "" if text == NONE else text
        kind, dot, option = key.partition(".")
        if not dot:
            self.keep(question, text, self._plain(key, text))
            return
        # what was said after it may not go with the new answer, and is asked again
        later = {"on": ("on", "outcome", "score"), "outcome": ("outcome", "score")}
        found = self._exam(kind, option, text) if text else None
        for gone in later.get(option, (option,)):
            self.typed.pop(f"{kind}.{gone}", None)
            self.understood.pop(f"{kind}.{gone}", None)
        if found:
            self.keep(question, *found)

    def _plain(self, key: str, text: str) -> str:
        from fmgtrack.actions import profile as actions
        from fmgtrack.render import times
        from fmgtrack.rules import months

        value = actions.read(self.state.work, key, text)
        if key == "graduated" and value:
            return months.say(value)
        if key.endswith("_on"):
            return times.day(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float):
            return f"{value:g}"
        return str(value or "").replace("\n", " / ")

    def _exam(self, kind: str, option: str, text: str) -> tuple[str, str]:
        """An answer about an exam as it is kept, and as it was understood."""
        from fmgtrack.actions import exams
        from fmgtrack.render import times

        if option == "on":
            day = exams.read(self.state.work, {"kind": kind, "on": text}).taken_on or ""
            return day, times.day(day)
        found = exams.read(self.state.work, self.exam(kind) | {option: text})
        said = found.outcome if option == "outcome" else str(found.score)
        return said, said

    def exam(self, kind: str) -> dict[str, str]:
        """The options of `add-exam` for an exam, as far as they were answered."""
        answered = {
            option: str(self.typed.get(f"{kind}.{option}", ""))
            for option in ("on", "outcome", "score")
        }
        return {"kind": kind} | {option: text for option, text in answered.items() if text}

    def values(self) -> dict[str, str | tuple[str, ...]]:
        """The options of `apply profile` that were answered."""
        found: dict[str, str | tuple[str, ...]] = {}
        for key, typed in self.typed.items():
            text = str(typed)
            if key in LISTS:
                found[key] = ("", *(part for part in text.split(",") if part.strip()))
            elif "." not in key:
                found[key] = text
        return found

    def exams(self) -> dict[str, dict[str, str]]:
        """The options of `add-exam`, for each exam that has a day."""
        return {kind: self.exam(kind) for kind in EXAMS if self.typed.get(f"{kind}.on")}

    def summary(self) -> Iterator[str]:
        """What would be written, a line each."""
        for question in self.questions:
            if question.key in self.typed and self.applies(question):
                (said,) = self.understood[question.key]
                yield f"{question.label}: {said or 'taken away'}"


def answers(
    state: App,
) -> tuple[dict[str, str | tuple[str, ...]], dict[str, dict[str, str]]]:
    """Ask for everything; what is to be set, and the first attempts at exams.

    Raises:
        typer.Abort: the person left, or did not want it written.
    """
    asking = ProfileAsking(state)
    asking.run()
    return asking.values(), asking.exams()
