"""The bank of interview questions, in our own words: those asked of the applicant and by them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from fmgtrack.records.question import QUESTION_KINDS
from fmgtrack.reference import in_folder, toml


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A shape for an answer: its parts in order, and one sentence of advice."""

    key: str
    name: str
    parts: tuple[str, ...]
    advice: str


@dataclass(frozen=True, kw_only=True)
class BankQuestion:
    """A question that interviewers ask.

    `asks` is what is really asked, `frame` the key of a frame, `minutes` the target length of the
    answer, `kind` and `assesses` are words of `records.question`.
    """

    key: str
    kind: str
    text: str
    asks: str
    assesses: tuple[str, ...]
    frame: str
    minutes: float
    pitfalls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AskQuestion:
    """A question for the applicant to ask.

    `settings` are words of `records.asking`; `topic` says what it is about (a kind of
    `records.reason`, or `visa`, `contract`, `fellowship`, `life`); `on_page` that a program's own
    page usually answers it.
    """

    key: str
    text: str
    settings: tuple[str, ...]
    topic: str
    on_page: bool


@cache
def bank() -> tuple[BankQuestion, ...]:
    """Every question that interviewers ask: kinds as in `QUESTION_KINDS`, each in its file's order.

    A file holds one kind, which it names at its top.
    """
    files_by_kind = {body["kind"]: body["question"] for body in _bodies() if "kind" in body}
    return tuple(
        BankQuestion(
            kind=kind,
            **{key: row[key] for key in ("key", "text", "asks", "frame", "minutes")},
            assesses=tuple(row["assesses"]),
            pitfalls=tuple(row["pitfalls"]),
        )
        for kind in QUESTION_KINDS
        for row in files_by_kind.get(kind, ())
    )


@cache
def to_ask() -> tuple[AskQuestion, ...]:
    """Every question for the applicant to ask."""
    return tuple(
        AskQuestion(
            **{key: row[key] for key in ("key", "text", "topic", "on_page")},
            settings=tuple(row["settings"]),
        )
        for row in _rows("ask")
    )


@cache
def frames() -> dict[str, Frame]:
    """The frames by their key."""
    return {
        row["key"]: Frame(
            key=row["key"], name=row["name"], parts=tuple(row["parts"]), advice=row["advice"]
        )
        for row in _rows("frame")
    }


def _rows(name: str) -> list[dict[str, Any]]:
    return [row for body in _bodies() for row in body.get(name, ())]


@cache
def _bodies() -> tuple[dict[str, Any], ...]:
    return tuple(toml("bank", name) for name in in_folder("bank"))
