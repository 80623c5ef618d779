"""A person's own points for an answer: adding, taking away, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, questions
from fmgtrack.actions.find import program as find_program
from fmgtrack.errors import (
    AmbiguousError,
    FmgtrackError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from fmgtrack.exchange.form import FormError, parse_form, write_form
from fmgtrack.records.question import Outline, Question
from fmgtrack.records.results import Changed, Listing, Notice
from fmgtrack.rules import answers
from fmgtrack.store import questions as kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fmgtrack.actions.questions import Found
    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

Lines = dict[str, list[str]]
"""What an answer consists of: a list for each of `store.questions.LISTS`."""


def why_no_point(text: str) -> str | None:
    """Why a text is no point, in words; None when it is one."""
    found = answers.script(text)
    if found is None:
        return None
    size = f"{found.words} words"
    if found.sentences > 1:
        size = f"{found.sentences} sentences, {size} together"
    return f"that is a script ({size}): points are remembered, scripts are recited"


def refuse_script(
    point: str, hint: str = 'give each thing to say on its own, "first" "second"'
) -> None:
    """Refuse a text that is no point, with the reason and what to type.

    Raises:
        RefusedError: it has too many words, or is a paragraph.
    """
    reason = why_no_point(point)
    if reason is None:
        return
    raise RefusedError(reason, f"{hint}, in at most {answers.LONGEST_POINT} words")


def answer(
    work: Work,
    text: str,
    values: Mapping[str, str | tuple[str, ...]],
    program_text: str | None = None,
) -> Changed:
    """Make a new version of an answer from the newest one.

    Args:
        work: the desk.
        text: the question, as `questions.find` takes it.
        values: `points` and `theme` add; `present`, `past` and `future` replace (empty takes
            away); `without` takes away points by their number, or anything by its text.
        program_text: the program for which alone the answer is.

    Raises:
        RefusedError: a point is a script, a fourth theme is added, or the question is not about
            oneself and so has no present, past and future.
    """
    with work.store.change() as change:
        found = questions.find(work.store, text)
        program = find_program(work.store, program_text) if program_text else None
        before, _ = newest(work.store, found, program)
        return _keep(work, change, found, program, _applied(found, before, values))


def restore(work: Work, text: str, number: str, program_text: str | None = None) -> Changed:
    """Bring an old version back, as the newest."""
    with work.store.change() as change:
        found = questions.find(work.store, text)
        program = find_program(work.store, program_text) if program_text else None
        for row in _versions(work.store, found, program):
            if str(row["version"]) == number.strip():
                return _keep(work, change, found, program, _lines(row))
        raise NotFoundError(
            "version", number, hint=f"`fmgtrack prep answer {found.name} --versions` shows them"
        )


def versions(work: Work, text: str, program_text: str | None = None) -> Listing:
    """Every version of an answer, the newest last; those for one program follow."""
    found = questions.find(work.store, text)
    rows = kept.versions(work.store, question_id=found.id or 0)
    if program_text:
        program = find_program(work.store, program_text)
        rows = [row for row in rows if row["program"] and row["program"]["ref"] == program.ref]
    listed = [row | {"question": {"ref": found.ref, "text": found.text}} for row in rows]
    told = (Notice("answer-restore", name=found.name),) if len(listed) > 1 else ()
    return Listing("outlines", listed, told, Notice("answer-next", name=found.name))


def row_of(work: Work, outline: Outline) -> Row:
    """One version, with the keys of its listing."""
    row = kept.versions(work.store, outline_id=outline.id)[0]
    question = work.store.table(Question).get(outline.question_id)
    found = questions.of_record(question) if question else None
    return row | {"question": found and {"ref": found.ref, "text": found.text}}


def first_line(outline: Outline) -> str:
    """What stands first in a version, to tell it apart."""
    texts = (getattr(outline, name) for name in kept.LISTS)
    return next((text.splitlines()[0] for text in texts if text), "")


def newest(store: Store, found: Found, program: Program | None) -> tuple[Lines, int]:
    """The version of an answer that counts, and its number; nothing and 0 where there is none."""
    rows = _versions(store, found, program)
    if not rows:
        return {name: [] for name in kept.LISTS}, 0
    return _lines(rows[-1]), rows[-1]["version"]


def _versions(store: Store, found: Found, program: Program | None) -> list[Row]:
    ref = program and program.ref
    return [
        row
        for row in kept.versions(store, question_id=found.id or 0)
        if (row["program"] and row["program"]["ref"]) == ref
    ]


def _lines(row: Row) -> Lines:
    return {name: list(row[name]) for name in kept.LISTS}


def _applied(found: Found, before: Lines, values: Mapping[str, str | tuple[str, ...]]) -> Lines:
    after = {name: list(lines) for name, lines in before.items()}
    for typed in fields.many(values, "without"):
        _take_away(after, typed)
    for part in answers.PARTS:
        if part in values:
            _must_be_about_oneself(found, part)
            after[part] = []
            _add(after[part], fields.many(values, part))
    _add(after["points"], fields.many(values, "points"))
    _add(after["themes"], fields.many(values, "theme"))
    _refuse_fourth(found, after["themes"])
    return after


def _add(lines: list[str], texts: Sequence[str]) -> None:
    """Add the points of some texts that are not there yet; each is held to be a point."""
    for text in texts:
        for point in answers.points_of(fields.prose(text, "point") or ""):
            refuse_script(point)
            if not any(answers.same(point, line) for line in lines):
                lines.append(point)


def _must_be_about_oneself(found: Found, part: str) -> None:
    if found.frame is None or found.frame.key != answers.ABOUT_ONESELF:
        shape = f", its frame is {', '.join(found.frame.parts)}" if found.frame else ""
        raise RefusedError(
            f"`--{part}` is for questions about yourself{shape}",
            f'`fmgtrack prep answer {found.name} "point" "point"`',
        )


def _refuse_fourth(found: Found, themes: Sequence[str]) -> None:
    if len(themes) > answers.MOST_THEMES:
        raise RefusedError(
            f"{len(themes)} themes are too many to be remembered by, two or three stay",
            f'`fmgtrack prep answer {found.name} --without "{themes[0]}" --theme "{themes[-1]}"`'
            " puts one in the place of another",
        )


def _take_away(lines: Lines, typed: str) -> None:
    """Take away a point by its number, or anything by its text or a part of it.

    Raises:
        NotFoundError: nothing is called so.
        AmbiguousError: the text fits several.
    """
    points = lines["points"]
    numbers = [str(number) for number in range(1, len(points) + 1)]
    if typed.strip() in numbers:
        del points[numbers.index(typed.strip())]
        return
    everything = [(name, line) for name in kept.LISTS for line in lines[name]]
    places = answers.pick(typed, [[line] for _, line in everything])
    numbered = [(str(number), point) for number, point in enumerate(points, 1)]
    if not places:
        raise NotFoundError(
            "point", typed, nearest=numbered, hint="type its number, or words of it"
        )
    if len(places) > 1:
        raise AmbiguousError("point", typed, [everything[place] for place in places])
    name, line = everything[places[0]]
    lines[name].remove(line)


def _keep(
    work: Work, change: Change, found: Found, program: Program | None, after: Lines
) -> Changed:
    """Write a version unless nothing is new in it, and say what lacks."""
    before, version = newest(work.store, found, program)
    alone = f" for {program.name}" if program else ""
    refs: tuple[str, ...] = (found.ref,) if found.ref else ()
    if after != before:
        question = questions.row_for(change, found.name)
        columns: dict[str, Any] = {name: "\n".join(after[name]) or None for name in kept.LISTS}
        outline = change.table(Outline).insert(
            Outline(
                question_id=question.id,
                program_id=program.id if program else None,
                written_at=work.store.at,
                **columns,
            )
        )
        number = sum(len(after[name]) for name in kept.LISTS[:-1])
        change.title = (
            f"version {version + 1} of the answer to {question.ref} {_called(found)}{alone}:"
            f" {number} point{'' if number == 1 else 's'}"
        )
        refs = (question.ref, outline.ref)
    return Changed("prep answer", refs, change.title, _advice(found, program, after, version))


def _called(found: Found) -> str:
    return found.key or f"`{found.text}`"


def _advice(found: Found, program: Program | None, after: Lines, before: int) -> tuple[Notice, ...]:
    told = []
    outline = {name: "\n".join(lines) for name, lines in after.items()}
    frame = found.frame.key if found.frame else None
    if missing := answers.lacking(frame, outline):
        told.append(Notice("answer-lacks", name=found.name, missing=missing))
    if len(after["points"]) > answers.MANY_POINTS:
        told.append(Notice("answer-long", name=found.name, number=len(after["points"])))
    if found.kind == "why-program" and program is None:
        told.append(Notice("answer-per-program", name=found.name))
    if before:
        told.append(Notice("answer-versions", name=found.name, number=before))
    if not missing:
        told.append(Notice("answer-said", name=found.name))
    return tuple(told)


def steps(work: Work, text: str, program_text: str | None = None) -> list[Row]:
    """What to ask a person for, step by step along the frame: `option label current`.

    `option` is that of `answer` which takes what is typed, `current` what stands there.
    """
    found = questions.find(work.store, text)
    program = find_program(work.store, program_text) if program_text else None
    now, _ = newest(work.store, found, program)
    parts = found.frame.parts if found.frame else ()
    if found.frame and found.frame.key == answers.ABOUT_ONESELF:
        told = [
            {"option": part, "label": label, "current": "; ".join(now[part]) or None}
            for part, label in zip(answers.PARTS, parts, strict=False)
        ]
        free = range(len(now["themes"]) + 1, answers.MOST_THEMES + 1)
        return told + [
            {"option": "theme", "label": f"theme {number} to be remembered by", "current": None}
            for number in free
        ]
    labels = [*parts, "anything else"] if parts else ["first point", "second point", "third point"]
    return [{"option": "points", "label": label, "current": None} for label in labels]


def form(work: Work, text: str, program_text: str | None = None) -> str:
    """An answer as a form for the editor, one thing a line; the frame stands above as comments."""
    found = questions.find(work.store, text)
    program = find_program(work.store, program_text) if program_text else None
    now, _ = newest(work.store, found, program)
    shape = f"{', '.join(found.frame.parts)}. {found.frame.advice}\n" if found.frame else ""
    title = f"{found.text}\n{shape}one point a line, as short as it can be; empty = none"
    return write_form(title, [(name, "\n".join(now[name])) for name in _fields(found, now)])


def edited(work: Work, text: str, typed: str, program_text: str | None = None) -> Changed:
    """Make a new version from the form as it was saved.

    Raises:
        FormError: lines are no fields or scripts, or there is a fourth theme; it holds all faults.
    """
    with work.store.change() as change:
        found = questions.find(work.store, text)
        program = find_program(work.store, program_text) if program_text else None
        now, _ = newest(work.store, found, program)
        parsed = parse_form(typed, _fields(found, now))
        faults = list(parsed.faults)
        for name, value in parsed.values.items():
            now[name] = []
            for point in value.split("\n"):
                try:
                    _add(now[name], (point,))
                except FmgtrackError as error:
                    faults.append((_line_of(typed, point, parsed.lines[name]), error))
        try:
            _refuse_fourth(found, now["themes"])
        except RefusedError as error:
            faults.append((parsed.lines.get("themes", 0), error))
        if faults:
            raise FormError(sorted(faults, key=lambda fault: fault[0]))
        return _keep(work, change, found, program, now)


def _line_of(typed: str, point: str, first: int) -> int:
    """The number of the line that holds a point, from the first line of its field on."""
    lines = typed.split("\n")
    below = range(first, len(lines))
    return next((number + 1 for number in below if lines[number].strip() == point.strip()), first)


def _fields(found: Found, now: Lines) -> list[str]:
    """The lists that the form of a question has: all that it may take, or that are not empty."""
    oneself = found.frame is not None and found.frame.key == answers.ABOUT_ONESELF
    return [name for name in kept.LISTS if oneself or name in ("points", "themes") or now[name]]


def need_something(text: str) -> UsageError:
    """The error of a call that gives no point where nobody can be asked."""
    return UsageError(
        "no point was given",
        f'`fmgtrack prep answer "{text}" "first point" "second point"`; `fmgtrack prep question'
        f' "{text}"` shows what there is',
    )
