"""The desk as an action: any answer and its undo, over any order of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.actions import answers
from fmgtrack.actions.interviews import add_interview
from fmgtrack.actions.programs import add_program
from fmgtrack.errors import FmgtrackError
from fmgtrack.records.interview import Interview

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work

STEPS = st.lists(
    st.sampled_from(["accept", "accept-day", "decline", "reschedule", "cancel", "waitlist"]),
    max_size=6,
)
LEADS_TO = {
    ("invited", "accept-day"): "scheduled",
    ("invited", "decline"): "declined",
    ("invited", "waitlist"): "waitlisted",
    ("waitlisted", "accept-day"): "scheduled",
    ("waitlisted", "decline"): "declined",
    ("scheduled", "reschedule"): "scheduled",
    ("scheduled", "cancel"): "cancelled",
}


def take(work: Work, step: str, text: str) -> None:
    day = {"when": "9 Dec 2026 9:00"}
    match step:
        case "accept":
            answers.accept(work, text, {})
        case "accept-day":
            answers.accept(work, text, day)
        case "reschedule":
            answers.reschedule(work, text, {"when": "10 Dec 2026 9:00"})
        case _:
            answers.call_off(work, text, step)


def invite(work: Work) -> str:
    name = f"Clinic {work.store.query('SELECT count(*) AS n FROM program')[0]['n']}"
    program = add_program(work, {"name": name, "state": "MI"}).refs[0]
    return add_interview(work, program, {"status": "invited"}).refs[0]


@given(STEPS)
def test_only_answers_that_are_waited_for_change_anything(work: Work, steps: list[str]) -> None:
    ref = invite(work)
    status = "invited"
    for step in steps:
        before = work.store.table(Interview).get(int(ref[1:]))
        if (status, step) in LEADS_TO:
            take(work, step, ref)
            status = LEADS_TO[status, step]
        else:
            with pytest.raises(FmgtrackError) as refused:
                take(work, step, ref)
            assert refused.value.hint
            assert work.store.table(Interview).get(int(ref[1:])) == before
        after = work.store.table(Interview).get(int(ref[1:]))
        assert after
        assert after.status == status
        assert status != "scheduled" or after.starts_at


def test_every_word_of_status_is_a_known_one() -> None:
    from fmgtrack.records.words import INTERVIEW_STATUSES

    for statuses in answers.WAITING.values():
        assert set(statuses) <= set(INTERVIEW_STATUSES)
