"""The applicant: who they are, what they passed, what lies between."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record

CITIZENSHIPS = ("us", "permanent-resident", "other")
"""Citizenship group. NRMP counts a green card holder as a non-U.S.-citizen graduate; what visa
is needed is a field of its own."""

VISA_NEEDS = ("none", "j1", "h1b", "either")
"""The visa that training needs: none, J-1, H-1B, or whichever of the two a program offers."""

EXAMS = ("step1", "step2ck", "step3", "oet")
"""Exams that matter before training."""

OUTCOMES = ("planned", "waiting", "pass", "fail")
"""How an attempt at an exam stands."""


@record
class Profile(Record):
    """The one profile of the record.

    `eras_name` and `nrmp_name` must be alike; `said` is how the name is said. `graduated` is a
    year, month or day. `specialties` (in order of preference), `languages` hold one a line.
    `practice_years` are years of practice after graduation, `had_training` whether there was
    graduate medical training before. `pathway` is the ECFMG pathway, 1 to 6; `pathway_on` the day
    it was accepted, `certified_on` that of the ECFMG certificate, `nrmp_verified_on` the day NRMP
    showed ECFMG as verified, `token_on` the day the ERAS token was used, `transcript_on` the day
    the USMLE transcript was released in ERAS.
    """

    eras_name: str | None = None
    nrmp_name: str | None = None
    said: str | None = None
    citizenship: str | None = None
    visa_need: str | None = None
    school: str | None = None
    school_country: str | None = None
    graduated: str | None = None
    practice_years: float | None = None
    had_training: bool | None = None
    specialties: str | None = None
    languages: str | None = None
    pathway: int | None = None
    pathway_on: str | None = None
    certified_on: str | None = None
    nrmp_verified_on: str | None = None
    token_on: str | None = None
    transcript_on: str | None = None


@record
class Exam(Record):
    """One attempt at an exam, sat or to be sat on `taken_on`; `score` where the exam has one."""

    kind: str
    taken_on: str | None = None
    outcome: str = "planned"
    score: int | None = None
    result_on: str | None = None


@record
class Gap(Record):
    """A time without training or work, from a month or day to another, explained in a line."""

    begins: str
    ends: str | None = None
    why: str | None = None


PROFILE = RecordSpec(
    name="profile",
    plural="profiles",
    letter="pf",
    cls=Profile,
    private=("eras_name", "nrmp_name", "said", "school", "languages"),
    listed=False,
)
EXAM = RecordSpec(
    name="exam",
    plural="exams",
    letter="ex",
    cls=Exam,
    listed=False,
)
GAP = RecordSpec(
    name="gap",
    plural="gaps",
    letter="ga",
    cls=Gap,
    private=("why",),
    listed=False,
)
Profile.spec = PROFILE
Exam.spec = EXAM
Gap.spec = GAP
