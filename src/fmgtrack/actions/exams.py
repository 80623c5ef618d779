"""Attempts at exams, and explained gaps."""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fmgtrack.actions import fields
from fmgtrack.errors import ConflictError, InvalidError, UsageError
from fmgtrack.records.profile import EXAMS, OUTCOMES, Exam, Gap
from fmgtrack.records.results import Changed, Notice
from fmgtrack.rules import ecfmg, months
from fmgtrack.rules import profile as rules
from fmgtrack.rules.when_days import say_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

    Values = Mapping[str, str | tuple[str, ...]]


def day(work: Work, text: str, *, past: bool) -> str | None:
    """A day as it is kept; None when empty. One that is `past` must have come."""
    from fmgtrack.rules.when import read_day

    return read_day(text, work.reading(), past=past).isoformat() if text.strip() else None


def add_exam(work: Work, values: Values) -> Changed:
    """Put an attempt at an exam on record: `kind on outcome score result_on` as typed."""
    with work.store.change() as change:
        exam = insert(work, change, values)
        change.title = f"added {exam.ref} {said(work.store, exam)}"
    return Changed("add-exam", (exam.ref,), change.title, _told(work, exam, values))


def insert(work: Work, change: Change, values: Values) -> Exam:
    """Write an attempt: what `add_exam` and the questions about the profile do."""
    return change.table(Exam).insert(read(work, values))


def change_exam(work: Work, change: Change, exam: Exam, values: Values) -> tuple[Notice, ...]:
    """Apply the options of `edit` to an attempt at an exam."""
    after = read(work, values, exam)
    columns = {field.name: getattr(after, field.name) for field in fields_of(after)}
    change.table(Exam).update(exam, **columns)
    return _told(work, after, values)


def read(work: Work, values: Values, current: Exam | None = None) -> Exam:
    """An attempt with what was given, not written yet.

    Without an outcome one that has a day behind it waits for its result, any other is planned.

    Raises:
        InvalidError: a value is of the wrong form, or two contradict each other.
        UsageError: it is none of the choices, or a score has no outcome.
        ConflictError: the Step was passed before.
    """
    kind = fields.one(values, "kind")
    exam = current or Exam(kind=read_kind(kind or ""))
    if kind is not None:
        exam = replace(exam, kind=read_kind(kind))
    if (text := fields.one(values, "outcome")) is not None:
        exam = replace(exam, outcome=fields.choice(text, "outcome", OUTCOMES))
    if (text := fields.one(values, "score")) is not None:
        exam = replace(exam, score=read_score(text))
    known = exam.outcome in ("pass", "fail")
    over = known or (exam.outcome == "waiting" and "outcome" in values)
    if (text := fields.one(values, "on")) is not None:
        exam = replace(exam, taken_on=day(work, text, past=over))
    if (text := fields.one(values, "result_on")) is not None:
        exam = replace(exam, result_on=day(work, text, past=known))
    if current is None and "outcome" not in values:
        sat = exam.taken_on is not None and exam.taken_on <= work.today.isoformat()
        exam = replace(exam, outcome="waiting" if sat else "planned")
    _refuse_unfitting(work, exam, values)
    if current is None or {"on", "outcome", "kind"} & values.keys():
        _refuse_after_pass(work, exam)
    return exam


def read_kind(text: str) -> str:
    """An exam as people write it: `step1`, `Step 2 CK`, `USMLE Step 3`, `OET`."""
    squeezed = re.sub(r"usmle|[\s_-]", "", text.lower())
    return squeezed if squeezed in EXAMS else fields.choice(squeezed or text, "KIND", EXAMS)


def read_score(text: str) -> int | None:
    """A three-digit score of USMLE; None when empty.

    Raises:
        InvalidError: it is none.
    """
    typed = text.strip()
    if not typed:
        return None
    least, most = rules.LEAST_SCORE, rules.MOST_SCORE
    if not re.fullmatch(r"[0-9]{1,3}", typed) or not least <= int(typed) <= most:
        raise InvalidError(f"`{text}` is no score", f"type a whole number from {least} to {most}")
    return int(typed)


def _refuse_unfitting(work: Work, exam: Exam, values: Values) -> None:
    """Hold an attempt against itself, the day and the record.

    OET has four scores: 350 is asked for in listening, reading and speaking, 300 in writing
    [https://www.hmep-hith.jp/information/USMLE-FAQ/STEP3-OET-score-validity] (secondary).
    """
    name = ecfmg.NAMES[exam.kind]
    if exam.score is not None and exam.kind == "oet":
        raise InvalidError(
            "OET has four scores, and none of them is kept", "`--outcome pass` says all were met"
        )
    if exam.score is not None and exam.outcome not in ("pass", "fail"):
        raise UsageError(
            f"whether {name} was passed is missing", "type `--outcome pass` or `--outcome fail`"
        )
    today = work.today.isoformat()
    dated = {"on", "outcome"} & values.keys() and exam.taken_on
    if dated and exam.outcome == "planned" and exam.taken_on and exam.taken_on < today:
        raise InvalidError(
            f"{say_day(date.fromisoformat(exam.taken_on))} is over, so nothing is planned for it",
            "type `--outcome waiting`, `pass` or `fail`",
        )
    if dated and exam.outcome != "planned" and exam.taken_on and exam.taken_on > today:
        raise InvalidError(
            f"{say_day(date.fromisoformat(exam.taken_on))} has not come, so {name} is planned",
            "type `--outcome planned`, or `--on` with the day it was sat",
        )
    if exam.result_on and exam.taken_on and exam.result_on < exam.taken_on:
        raise InvalidError(
            f"the result of {say_day(date.fromisoformat(exam.result_on))} comes before the day"
            f" {name} was sat, {say_day(date.fromisoformat(exam.taken_on))}",
            "`--on` and `--result-on` give the days",
        )


def _refuse_after_pass(work: Work, exam: Exam) -> None:
    """Hold an attempt at a Step against a pass that is on record."""
    from fmgtrack.store import profile as kept

    name = ecfmg.NAMES[exam.kind]
    passed = rules.standing_pass(exam, kept.exams(work.store))
    if passed:
        raise ConflictError(
            f"{name} is passed already: {said(work.store, passed)}",
            f"`fmgtrack edit {passed.ref} --outcome fail` or `fmgtrack remove {passed.ref}`,"
            " if that is not so",
        )


def said(store: Store, exam: Exam) -> str:
    """An attempt in a line: `Step 2 CK, attempt 2, Fri 3 May 2024, pass 248`."""
    others = [other for other in store.table(Exam).list(kind=exam.kind) if other.id != exam.id]
    number = next(n for n, other in rules.attempts([*others, exam]) if other.id == exam.id)
    parts = [ecfmg.NAMES[exam.kind], f"attempt {number}" if others else ""]
    parts.append(say_day(date.fromisoformat(exam.taken_on)) if exam.taken_on else "no day")
    parts.append(f"{exam.outcome} {exam.score or ''}".strip())
    return ", ".join(part for part in parts if part)


def _told(work: Work, exam: Exam, values: Values) -> tuple[Notice, ...]:
    told = []
    if exam.outcome == "waiting" and "outcome" not in values and "on" in values:
        told.append(Notice("exam-waiting", ref=exam.ref))
    number = len(work.store.table(Exam).list(kind=exam.kind))
    if exam.kind in rules.STEPS and number > ecfmg.MOST_ATTEMPTS:
        source = ecfmg.DOUBTS["attempts"].source
        name = ecfmg.NAMES[exam.kind]
        told.append(Notice("exam-attempts", name=name, number=number, source=source))
    if rules.contradicts_mark(exam):
        told.append(
            Notice(
                "exam-mark",
                ref=exam.ref,
                score=exam.score,
                outcome=exam.outcome,
                mark=rules.MARK,
                source=rules.MARK_SOURCE,
            )
        )
    return tuple(told)


def add_gap(work: Work, values: Values) -> Changed:
    """Explain a time without training or work: `begins ends why` as typed."""
    with work.store.change() as change:
        gap = change.table(Gap).insert(_read_gap(work, values, None))
        change.title = f"added {gap.ref} {gap_said(gap)}"
    return Changed("add-gap", (gap.ref,), change.title)


def change_gap(work: Work, change: Change, gap: Gap, values: Values) -> tuple[Notice, ...]:
    """Apply the options of `edit` to an explained gap."""
    after = _read_gap(work, values, gap)
    change.table(Gap).update(gap, begins=after.begins, ends=after.ends, why=after.why)
    return ()


def _read_gap(work: Work, values: Values, current: Gap | None) -> Gap:
    gap = current or Gap(begins="")
    if (text := fields.one(values, "begins")) is not None or not gap.begins:
        gap = replace(gap, begins=_month(work, text or "", "begins"))
    if (text := fields.one(values, "ends")) is not None:
        gap = replace(gap, ends=_month(work, text, "ends") if text.strip() else None)
    if (text := fields.one(values, "why")) is not None:
        gap = replace(gap, why=fields.line(text, "reason"))
    if not gap.why:
        raise InvalidError(
            "a gap is explained in a line", 'type one such as `--why "cared for my father"`'
        )
    if gap.ends and months.last_day(gap.ends) < months.first_day(gap.begins):
        raise InvalidError(
            f"it would end in {months.say(gap.ends)}, before it begins in {months.say(gap.begins)}",
            "type the beginning first, then the end",
        )
    return gap


def _month(work: Work, text: str, which: str) -> str:
    """A month or a day; a year alone would explain more than is meant."""
    partial = months.read(text, work.reading())
    if not months.has_month(partial):
        raise InvalidError(
            f"`{text}` says a year, and a gap {which} in a month", f"type it like `Mar {partial}`"
        )
    return partial


def gap_said(gap: Gap) -> str:
    """A gap in a line: `Mar 2020 to Sep 2020`."""
    until = f"to {months.say(gap.ends)}" if gap.ends else "until now"
    return f"gap {months.say(gap.begins)} {until}"


def exam_row(work: Work, exam: Exam) -> Row:
    """One attempt: `ref kind attempt taken_on outcome score result_on`."""
    on_record = work.store.table(Exam).list(kind=exam.kind)
    return next(
        row_of(number, other) for number, other in rules.attempts(on_record) if other.id == exam.id
    )


def row_of(number: int, exam: Exam) -> Row:
    """An attempt with its number."""
    return {
        "ref": exam.ref,
        "kind": exam.kind,
        "attempt": number,
        "taken_on": exam.taken_on,
        "outcome": exam.outcome,
        "score": exam.score,
        "result_on": exam.result_on,
    }


def gap_row(_: Work, gap: Gap) -> Row:
    """One explained gap: `ref begins ends why`."""
    return {"ref": gap.ref, "begins": gap.begins, "ends": gap.ends, "why": gap.why}
