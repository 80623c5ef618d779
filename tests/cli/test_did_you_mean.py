"""Whatever is mistyped brings what is nearest to it: options, choices, refs, dates, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Ran

NEAR = [
    ("progams", "`programs`"),
    ("followups --progam mayo", "`--program`"),
    ("rol mvoe", "`move`"),
    ("programs --status invted", "`invited`"),
    ("add-interview mayo '8 Dec 2026' --format virtaul", "`virtual`"),
    ("add-contact mayo X --role facluty", "`faculty`"),
    ("add-contact mayo X --role zzz", "one of: program-director"),
    ("draft-email f3 --kind declnie", "`decline`"),
    ("draft-email f3 --kind observer", "one of: thanks"),
    ("export x.csv --list progams", "`programs`"),
    ("config homezone Mars", "`home-zone`"),
    ("config due", "`due-from` or `due-by`"),
    ("apply fact mayo stpe2ck=240", "`step2ck`"),
    ("apply prefer sttae=NY", "`state`"),
    ("rol rate mayo cultrue=4", "`culture`"),
    ("add-document foto", "`photo`"),
    ("help drats", "`drafts`"),
]
"""A line with wrong usage, and what is said to be meant."""

REFUSED = [
    ("show p99", "the last one is `p3`, `fmgtrack programs` lists them"),
    ("show i99", "the last one is `i3`, `fmgtrack interviews` lists them"),
    ("show le1", "no letter matches `le1`; `fmgtrack apply letters` lists them"),
    ("contacts --program i2", "`i2` is an interview, its program is `p2`"),
    ("contacts --program f3", "`f3` is a follow-up, its program is `p1`"),
    ("accept c1", "`c1` is a contact, `fmgtrack interviews` lists them"),
    ("sent i1", "`i1` is an interview, `fmgtrack followups --all` lists them"),
    ("add-interview mayo '24 Nvo 2026'", "did you mean `Nov`; type it like"),
    ("add-interview mayo '24 Dezember 2026'", "did you mean `December`"),
    ("add-interview mayo 'tomorow 9:00'", "did you mean `tomorrow`"),
    ("add-interview mayo '24 Zzz 2026 9:00 Qqq'", "understood as a date or time; type it like"),
    ("add-program X --state Ohoi", "did you mean `Ohio`"),
    ("add-program X --state Qqq", "its two letters or its name"),
    ("add-interview mayo '8 Dec 2026' --with 'X, facutly'", "did you mean `faculty`"),
]
"""A line that cannot be met, and what is said to help."""


@pytest.mark.parametrize(
    ("line", "said", "code"),
    [*((line, said, 2) for line, said in NEAR), *((line, said, 1) for line, said in REFUSED)],
)
@pytest.mark.usefixtures("season")
def test_the_nearest_is_named(run: Callable[..., Ran], line: str, said: str, code: int) -> None:
    told = run(line, code=code).stderr

    assert said in told
    if code == 2:
        assert ("did you mean" in told) == said.startswith("`")


@pytest.mark.usefixtures("season")
def test_a_record_that_was_removed_is_said_to_be(run: Callable[..., Ran]) -> None:
    run("remove c1 --yes")

    assert "no contact matches `c1`; it was taken away, `fmgtrack contacts`" in (
        run("show c1", code=1).stderr
    )
