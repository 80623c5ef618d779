"""What each command asks for at a terminal, in the order in which a person would tell it.

Only what matters most is asked of what may be left out. Required values that are not named here
are asked for by their help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.cli.asked import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.cli.asked import Answers
    from fmgtrack.records.interview import Interview
    from fmgtrack.records.program import Program

    Read = Callable[[Work, Answers, str], str]

from fmgtrack.records.experience import OTHER_KINDS, USCE_KINDS
from fmgtrack.records.letter import DOCUMENT_KINDS, LETTER_STATUSES
from fmgtrack.records.profile import EXAMS, OUTCOMES
from fmgtrack.records.question import QUESTION_KINDS
from fmgtrack.records.words import FORMATS, PROGRAM_STATUSES, ROLES

WITHOUT_DAY = ("invited", "waitlisted", "declined")
"""What an interview may be that has no day yet."""


def _program_of(work: Work, answers: Answers) -> Program | None:
    from fmgtrack.actions import find

    text = answers.get("program")
    return find.program(work.store, text) if isinstance(text, str) and text else None


def _program(work: Work, _: Answers, text: str) -> str:
    from fmgtrack.actions import find

    found = find.program(work.store, text)
    return f"{found.ref} {found.name}"


def _unranked(work: Work, answers: Answers, text: str) -> str:
    from fmgtrack.actions.rol import refuse_ranked

    refuse_ranked(work, text)
    return _program(work, answers, text)


def _new_program(option: str) -> Read:
    """A value of `add-program`, as it would be kept; a state with the zone it gives."""

    def read(work: Work, _: Answers, text: str) -> str:
        from fmgtrack.actions import programs

        if option == "code":
            return ", ".join(programs.read_codes((text,)))
        columns, _notices = programs.read(work, {option: text})
        zone = columns.get("timezone")
        return f"{columns[option]}{f', {zone}' if zone else ''}"

    return read


def _specialty(work: Work) -> str:
    from fmgtrack.actions.profile import row

    return next(iter(row(work)["specialties"]), "")


def _person(work: Work, answers: Answers, text: str) -> str:
    """A new person at a program, refused when on record there."""
    from fmgtrack.actions import contacts
    from fmgtrack.rules.people import read_person, refuse_word

    refuse_word(text)
    columns = contacts.read({"name": text})
    program = _program_of(work, answers)
    if program:
        contacts.refuse_double(work.store, program, columns["name"])
    person = read_person(text)
    return _said(person.title, person.name, person.role, person.email)


def _met(work: Work, answers: Answers, text: str) -> str:
    from fmgtrack.actions import contacts
    from fmgtrack.rules.people import read_person, refuse_word

    program = _program_of(work, answers)
    if program is None or contacts.of_name(work.store, program, text) is None:
        refuse_word(text)
    person = read_person(text)
    return _said(person.title, person.name, person.role, person.setting, person.email)


def _said(title: str | None, name: str, *more: str | None) -> str:
    return ", ".join([f"{title} {name}" if title else name, *(part for part in more if part)])


def _lacks(part: str) -> Callable[[Work, Answers], bool]:
    """Whether the name of a person was typed without its role, or without an address."""

    def lacks(_: Work, answers: Answers) -> bool:
        from fmgtrack.rules.people import read_person

        return getattr(read_person(str(answers["name"])), part) is None

    return lacks


def _role(_: Work, __: Answers, text: str) -> str:
    from fmgtrack.rules.people import read_role

    return read_role(text)


def _email(_: Work, __: Answers, text: str) -> str:
    from fmgtrack.actions import fields

    return fields.email(text) or ""


def _interview(work: Work, answers: Mapping[str, str | tuple[str, ...]], text: str) -> str:
    """The day of an interview as far as it is told, at the program and at home."""
    return _day_of(work, {**answers, "when": text})


def _until(work: Work, answers: Answers, text: str) -> str:
    return _day_of(work, {**answers, "until": text})


def _day_of(work: Work, answers: Answers) -> str:
    from fmgtrack.actions import interviews
    from fmgtrack.records.interview import Interview
    from fmgtrack.render.wording import sentence

    program = _program_of(work, answers)
    if program is None:
        return str(answers.get("when", ""))
    times: Answers = {key: answers[key] for key in ("when", "until", "zone") if key in answers}
    columns, notices = interviews.read(work, times, program)
    day: Interview = Interview(**columns, program_id=program.id)
    told = [*interviews.echo(work, day), *notices, *interviews.conflicts(work, day)]
    return "\n".join(sentence(notice) for notice in told)


def _deadline(work: Work, answers: Answers, text: str) -> str:
    from fmgtrack.actions import deadlines
    from fmgtrack.rules.when import from_wall, say, say_beside

    values: Answers = {key: answers[key] for key in ("zone", "program") if key in answers}
    columns, notices = deadlines.read(work, values | {"when": text})
    when = from_wall(columns["due_at"], columns["timezone"])
    home = say_beside(when, work.home_zone)
    said = f"{say(when)}, {home} for you" if home else say(when)
    return "\n".join([said, *(str(notice.facts["sentence"]) for notice in notices)])


def _day(*, past: bool = False) -> Read:
    """A day alone, in full."""

    def read(work: Work, _: Answers, text: str) -> str:
        from fmgtrack.rules.when import read_day
        from fmgtrack.rules.when_days import say_day

        return say_day(read_day(text, work.reading(), past=past))

    return read


def _month(work: Work, _: Answers, text: str) -> str:
    from fmgtrack.rules import months

    return months.say(months.read(text, work.reading()))


def _exam(option: str) -> Read:
    """A value of `add-exam`, together with those before it."""

    def read(work: Work, answers: Answers, text: str) -> str:
        from fmgtrack.actions import exams
        from fmgtrack.render import times

        exam = exams.read(work, {**answers, option: text})
        said = {"on": times.day(exam.taken_on), "outcome": exam.outcome, "score": str(exam.score)}
        return said.get(option, exam.kind)

    return read


def _truth(_: Work, __: Answers, text: str) -> str:
    from fmgtrack.actions.fields import truth

    return {True: "yes", False: "no", None: "not known"}[truth(text, "the answer")]


def _noted_on(work: Work, _: Answers, text: str) -> str:
    """What a note is for: the record with its title."""
    from fmgtrack.actions import followups, records

    return str(records.describe(work.store, followups.noted_on(work, text))["title"])


def _note(work: Work, answers: Answers, text: str) -> str:
    """The sentence of the mail that a note makes, with what reads oddly there."""
    from fmgtrack.actions.followups import rehearsed
    from fmgtrack.render.wording import sentence

    told = rehearsed(work, str(answers["ref"]), text)
    return "\n".join(sentence(notice) for notice in told) or " ".join(text.split())


def _for_mail(work: Work, answers: Answers) -> bool:
    from fmgtrack.actions.followups import noted_on

    return noted_on(work, str(answers["ref"])).ref.startswith("f")


def _mine(option: str) -> tuple[Read, Callable[[Work], str]]:
    """A value of `init`: how it is read, and what is there."""

    def read(work: Work, _: Answers, text: str) -> str:
        from fmgtrack.actions import starting

        return starting.read(work, option, text)

    def present(work: Work) -> str:
        from fmgtrack.actions import starting

        return starting.present(work, option)

    return read, present


def _self(option: str, label: str, asks: str) -> Question:
    read, present = _mine(option)
    return Question(option, label, asks, read=read, default=present)


QUESTIONNAIRES: dict[str, tuple[Question, ...]] = {
    "init": (
        _self("name", "your name", "Your name, as it stands under mails"),
        _self("home_zone", "home zone", "Your time zone at home"),
        _self("specialty", "specialty", "Your specialty, the first choice first"),
        _self("season", "season", "The year of the Match"),
        _self("signature", "signature", "What stands under your name in mails (\\n begins a line)"),
    ),
    "add-program": (
        Question("name", "program", "The name of the program", read=_new_program("name")),
        Question("state", "state", "Its state, such as MI", read=_new_program("state")),
        Question(
            "specialty",
            "specialty",
            "Its specialty",
            read=_new_program("specialty"),
            default=_specialty,
        ),
        Question(
            "status",
            "status",
            "How far you are",
            choices=PROGRAM_STATUSES,
            default=lambda _: PROGRAM_STATUSES[0],
        ),
        Question("code", "NRMP code", "Its NRMP code, if you have it", read=_new_program("code")),
    ),
    "add-contact": (
        Question("program", "program", "The program", read=_program),
        Question(
            "name", "name", 'The name, such as "Dr. Wei Chen <w.chen@example.org>"', read=_person
        ),
        Question(
            "role",
            "role",
            "What they are there",
            choices=ROLES,
            read=_role,
            applies=_lacks("role"),
            default=lambda _: "faculty",
        ),
        Question("email", "mail", "Mail address", read=_email, applies=_lacks("email")),
    ),
    "add-interview": (
        Question("program", "program", "The program", read=_program),
        Question(
            "when",
            "when",
            'When, such as "24 Nov 2026 9:00" (ENTER: no day yet)',
            read=_interview,
            applies=lambda _, answers: "status" not in answers,
            basic=True,
            plain=True,
        ),
        Question(
            "status",
            "status",
            "What it is",
            choices=WITHOUT_DAY,
            applies=lambda _, answers: "when" not in answers,
            default=lambda _: WITHOUT_DAY[0],
            basic=True,
        ),
        Question(
            "until",
            "until",
            "Until when, such as 15:00",
            read=_until,
            applies=lambda _, answers: "when" in answers,
        ),
        Question("format", "format", "How", choices=FORMATS),
        Question(
            "with",
            "with",
            'Who was or will be met, such as "Dr. Wei Chen, faculty, formal" (ENTER: nobody more)',
            read=_met,
            many=True,
            applies=lambda _, answers: "when" in answers,
        ),
    ),
    "add-deadline": (
        Question("title", "title", "What is due"),
        Question("when", "when", 'The day, or day and time, such as "5 Jan 2027"', read=_deadline),
        Question("program", "program", "The program that it belongs to, if one", read=_program),
    ),
    "note": (
        Question("ref", "on", "A ref such as f3, or the name of a person", read=_noted_on),
        Question(
            "text",
            "note",
            "What was talked about, or what to note",
            read=_note,
            applies=lambda _, answers: "ask" not in answers,
            basic=True,
        ),
        Question("ask", "to ask", "A question still to be asked, if any", applies=_for_mail),
    ),
    "rol exclude": (Question("program", "program", "A ref or part of its name", read=_unranked),),
    "add-question": (
        Question("text", "question", "The question as it is asked"),
        Question("kind", "kind", "What it is about", choices=QUESTION_KINDS),
    ),
    "add-development": (
        Question("what", "what", "What is new in the specialty"),
        Question("source", "source", "Where it was read: journal, page, talk"),
        Question("dated", "of", "The day it is of, such as 3 May 2026", read=_day()),
        Question("view", "your view", "What you think of it, in a line"),
    ),
    "add-exam": (
        Question("kind", "exam", "Which exam", choices=EXAMS, read=_exam("kind")),
        Question("on", "day", "The day you sat it, or will", read=_exam("on")),
        Question("outcome", "outcome", "How it stands", choices=OUTCOMES, read=_exam("outcome")),
        Question(
            "score",
            "score",
            "The score, if it has one",
            read=_exam("score"),
            applies=lambda _, answers: answers.get("outcome") in ("pass", "fail"),
        ),
    ),
    "add-gap": (
        Question("begins", "from", 'When it began, such as "Mar 2020"', read=_month),
        Question("ends", "until", "When it ended (ENTER: it goes on)", read=_month),
        Question("why", "why", "The explanation, in a line"),
    ),
    "add-experience": (
        Question("kind", "kind", "What kind", choices=(*USCE_KINDS, *OTHER_KINDS)),
        Question("title", "title", "What it is, as it would stand"),
        Question("at", "at", "The organisation or hospital"),
        Question("from", "from", "First month or day, such as Jan 2026", read=_month),
        Question("until", "until", "Last month or day (ENTER: it goes on)", read=_month),
    ),
    "add-letter": (
        Question("writer", "writer", 'The writer, such as "Dr. Wei Chen"'),
        Question("us", "in the US", "Do they work in the US (yes, no)", read=_truth),
        Question("status", "status", "How far it is", choices=LETTER_STATUSES),
    ),
    "add-document": (
        Question("kind", "kind", "Which document", choices=DOCUMENT_KINDS),
        Question("specialty", "specialty", "For which specialty, if for one"),
        Question("made", "made on", "The day it was made, if it is", read=_day(past=True)),
    ),
}
"""The questions of each command."""
