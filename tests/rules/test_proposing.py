"""The program that an invitation comes from, told by its words or left open."""

from __future__ import annotations

import pytest

from fmgtrack.rules.matching import Named
from fmgtrack.rules.proposing import propose

FORD, MAYO, DMC, FORD_FM, MSU, UPMC = range(1, 7)
NAMED = (
    Named(key=FORD, name="Henry Ford Hospital", also=("Internal Medicine", "Detroit", "MI")),
    Named(key=MAYO, name="Mayo Clinic", also=("Internal Medicine", "Rochester", "MN")),
    Named(key=DMC, name="Detroit Medical Center", institution="Wayne State University"),
    Named(key=FORD_FM, name="Henry Ford Hospital", also=("Family Medicine", "Detroit", "MI")),
    Named(key=MSU, name="Michigan State University", also=("East Lansing", "MI")),
    Named(key=UPMC, name="UPMC Mercy", also=("Pittsburgh", "PA")),
)


@pytest.mark.parametrize(
    ("summary", "keys"),
    [
        ("Interview with Mayo Clinic", (MAYO,)),
        ("Mayo Clinic Internal Medicine Residency Interview Day - 8 Dec 2026", (MAYO,)),
        ("Residency interview: Henry Ford, Internal Medicine", (FORD,)),
        ("Residency interview: Henry Ford, Detroit", (FORD, FORD_FM)),
        ("Henry Ford Hospital Internal Medicine Interview", (FORD,)),
        ("Henry Ford Health Family Medicine virtual interview", (FORD_FM,)),
        ("UPMC interview", (UPMC,)),
        ("Wayne State University / DMC interview", (DMC,)),
        ("University of Michigan interview", ()),
        ("Michigan State University interview", (MSU,)),
        ("Internal Medicine interview", ()),
        ("Interview in Rochester", ()),
        ("Interview with Dr. Ford", ()),
        ("Dentist", ()),
        ("", ()),
        ("Mayo Clinic and Detroit Medical Center", (MAYO, DMC)),
        ("Mayo Clinic | Henry Ford Family Medicine", (MAYO, FORD_FM)),
        ("Henry Ford Hospital, Family Medicine, Detroit, MI", (FORD_FM,)),
    ],
)
def test_the_summary_tells_or_leaves_open(summary: str, keys: tuple[int, ...]) -> None:
    assert propose((summary, ""), "", (), NAMED) == keys


@pytest.mark.parametrize(
    ("titles", "domain", "beside", "keys"),
    [
        (("Interview", "Mayo Clinic GME"), "", (), (MAYO,)),
        (("Residency interview", ""), "henryford.example.org", (), (FORD, FORD_FM)),
        (("Family Medicine interview", ""), "upmc.edu", (), (UPMC,)),
        (("Interview", ""), "gmail.com", (), ()),
        (("Mayo Clinic interview", "Henry Ford"), "", (), (FORD, MAYO, FORD_FM)),
        (("Interview", ""), "", ("", "Welcome to Henry Ford Hospital, Family Medicine"), ()),
        (("Interview", ""), "", ("Detroit, MI", ""), ()),
        (("Interview", ""), "", ("Mayo Clinic, 200 First Street SW, Rochester", ""), (MAYO,)),
        (("Mayo Clinic", ""), "", ("Henry Ford Hospital", ""), (MAYO,)),
        (("Henry Ford", ""), "", ("Henry Ford Hospital Family Medicine", ""), (FORD_FM,)),
    ],
)
def test_who_invites_goes_before_what_is_said_beside(
    titles: tuple[str, str], domain: str, beside: tuple[str, ...], keys: tuple[int, ...]
) -> None:
    assert propose(titles, domain, beside, NAMED) == keys


def test_nothing_on_record_is_proposed_from() -> None:
    assert propose(("Mayo Clinic", ""), "mayo.edu", ("Mayo Clinic",), ()) == ()
