"""Questions that interviewers ask: finding one, and a person's own.

`find` gives any question, of the bank or the person's own; `row_for` the record of it, made when
it is first worked on. Both are for whatever hangs something on a question.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields
from fmgtrack.errors import AmbiguousError, ConflictError, InvalidError, NotFoundError
from fmgtrack.records.question import ASSESSED, QUESTION_KINDS, TO_ASK, Question
from fmgtrack.records.results import Changed, Notice
from fmgtrack.reference import questions as reference
from fmgtrack.rules import answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.reference.questions import Frame
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

REF = re.compile(r"q[1-9][0-9]{0,17}", re.IGNORECASE)
MOST = 10
"""How many candidates are shown."""

USUAL_MINUTES = 2.0
"""The target of an own question of a kind of which the bank has none."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A question, worked on or not.

    Attributes:
        key: its key in the bank; None for the person's own.
        id: number of its record; None while it was never worked on.
        kind: a word of `records.question`.
        text: the question itself.
        asks: what is really asked; None for the person's own.
        assesses: words of `records.question`.
        frame: the shape of an answer; for the person's own the usual one of its kind, if any.
        minutes: the target for the answer.
        pitfalls: what goes wrong with it.
    """

    key: str | None
    id: int | None
    kind: str
    text: str
    asks: str | None
    assesses: tuple[str, ...]
    frame: Frame | None
    minutes: float
    pitfalls: tuple[str, ...]

    @property
    def ref(self) -> str | None:
        """Its ref, once it was worked on."""
        return f"{Question.spec.letter}{self.id}" if self.id else None

    @property
    def name(self) -> str:
        """What a person types for it: the key, for their own the ref."""
        return self.key or str(self.ref)


def everything(store: Store) -> list[Found]:
    """Every question by kind, those of the bank in its order and then the person's own."""
    rows = store.table(Question).list()
    ids = {row.key: row.id for row in rows if row.key}
    found = [_of_bank(one, ids.pop(one.key, None)) for one in reference.bank()]
    found += [_own(row) for row in rows if not row.key or row.key in ids]
    return sorted(found, key=lambda one: QUESTION_KINDS.index(one.kind))


def of_record(question: Question) -> Found:
    """The question that a record stands for.

    One whose key the bank no longer has keeps what was written for it, under its key.
    """
    for one in reference.bank():
        if one.key == question.key:
            return _of_bank(one, question.id)
    return _own(question)


def _of_bank(one: reference.BankQuestion, number: int | None) -> Found:
    return Found(
        key=one.key,
        id=number,
        kind=one.kind,
        text=one.text,
        asks=one.asks,
        assesses=one.assesses,
        frame=reference.frames().get(one.frame),
        minutes=float(one.minutes),
        pitfalls=one.pitfalls,
    )


def _own(question: Question) -> Found:
    kind = question.kind or QUESTION_KINDS[0]
    frame, minutes = _usual(kind)
    return Found(
        key=question.key,
        id=question.id,
        kind=kind,
        text=question.text or str(question.key),
        asks=None,
        assesses=tuple((question.assesses or "").split()),
        frame=frame,
        minutes=question.minutes or minutes,
        pitfalls=tuple((question.pitfalls or "").splitlines()),
    )


def _usual(kind: str) -> tuple[Frame | None, float]:
    """The frame and the minutes that most questions of a kind have in the bank."""
    known = Counter((one.frame, float(one.minutes)) for one in reference.bank() if one.kind == kind)
    if not known:
        return None, USUAL_MINUTES
    (frame, minutes), _ = known.most_common(1)[0]
    return reference.frames().get(frame), minutes


def find(store: Store, text: str) -> Found:
    """The question of a ref, a key of the bank, or an unambiguous part of its key or text.

    Raises:
        AmbiguousError: the text fits several; they are the candidates.
        NotFoundError: it fits none; those with the nearest keys are the candidates.
    """
    hint = "`fmgtrack prep questions` lists them"
    if REF.fullmatch(text.strip()):
        record = store.table(Question).get(int(text.strip()[1:]))
        if record is None:
            raise NotFoundError("question", text, hint=hint)
        return of_record(record)
    known = everything(store)
    places = answers.pick(text, [(one.key or "", one.text) for one in known])
    if len(places) == 1:
        return known[places[0]]
    if places:
        raise AmbiguousError("question", text, [_candidate(known[at]) for at in places[:MOST]])
    from fmgtrack.rules.matching import nearest

    near = nearest(text, [one.name for one in known if one.key])
    named = {one.name: one for one in known}
    raise NotFoundError(
        "question", text, nearest=[_candidate(named[name]) for name in near], hint=hint
    )


def _candidate(one: Found) -> tuple[str, str]:
    return one.name, one.text


def row_for(change: Change, name: str) -> Question:
    """The record of a question, made for a bank question that was never worked on.

    Args:
        change: the open change.
        name: its key in the bank, or the ref of a record (`Found.name`).
    """
    table = change.table(Question)
    if REF.fullmatch(name):
        own = table.get(int(name[1:]))
        if own is None:
            raise LookupError(name)
        return own
    there = table.list(key=name)
    return there[0] if there else table.insert(Question(key=name))


def add_question(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put an own question on record: `text`, `kind`, and the options that were given."""
    with work.store.change() as change:
        columns = read(work.store, values)
        question = change.table(Question).insert(Question(**columns))
        change.title = f"added question {question.ref} {question.text}"
    name = question.ref
    notice = (
        Notice("question-to-ask") if question.kind == TO_ASK else Notice("answer-next", name=name)
    )
    return Changed("add-question", (name,), change.title, (notice,))


def change_question(
    work: Work, change: Change, question: Question, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to an own question.

    Raises:
        ConflictError: it is a question of the bank, whose wording is not the person's.
    """
    if question.key:
        raise ConflictError(
            f"{question.ref} is `{question.key}` of the bank and stays as it is",
            f'`fmgtrack prep answer {question.key} "point"` keeps your points, `fmgtrack'
            ' add-question "text" --kind KIND` adds a question of your own',
        )
    change.table(Question).update(question, **read(work.store, values, question))
    return ()


def read(
    store: Store, values: Mapping[str, str | tuple[str, ...]], current: Question | None = None
) -> dict[str, Any]:
    """Column values of an own question from the options that were given."""
    columns: dict[str, Any] = {}
    if (text := fields.one(values, "text")) is not None:
        columns["text"] = fields.name(text, "question")
        _refuse_double(store, columns["text"], current)
    if (text := fields.one(values, "kind")) is not None:
        columns["kind"] = fields.choice(text, "--kind", QUESTION_KINDS)
    if "assesses" in values:
        typed = " ".join(fields.many(values, "assesses")).replace(",", " ").split()
        words = dict.fromkeys(fields.choice(word, "--assesses", ASSESSED) for word in typed)
        columns["assesses"] = " ".join(words) or None
    if (text := fields.one(values, "minutes")) is not None:
        columns["minutes"] = _minutes(text)
    if "pitfalls" in values:
        told = "\n".join(fields.many(values, "pitfalls"))
        columns["pitfalls"] = fields.prose("\n".join(answers.points_of(told)), "pitfalls")
    return columns


def _refuse_double(store: Store, text: str, current: Question | None) -> None:
    for one in everything(store):
        if answers.same(one.text, text) and not (current and one.id == current.id):
            raise ConflictError(
                f"`{one.name}` asks that already", f"`fmgtrack prep question {one.name}` shows it"
            )


def _minutes(text: str) -> float | None:
    """Minutes from `2`, `1.5`, `1,5 min`; None when empty."""
    typed = text.strip().lower()
    match = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,2})?) ?(?:m|min|minutes?)?", typed)
    minutes = float(match[1].replace(",", ".")) if match else 0.0
    if typed and not minutes:
        raise InvalidError(f"`{text}` is no number of minutes", "type one such as `2` or `1.5`")
    return minutes or None
