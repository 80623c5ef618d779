"""The names that people give the columns of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAMS, CONTACTS, INTERVIEWS = "programs", "contacts", "interviews"

_ROLES = {
    "program_director": (
        "program director",
        "pd",
        "director",
        "residency director",
        "prog director",
    ),
    "associate_director": ("associate program director", "associate director", "apd"),
    "chair": ("chair", "department chair", "chairman", "chairperson"),
    "coordinator": (
        *("coordinator", "program coordinator", "residency coordinator", "pc", "prog coordinator"),
    ),
    "contact": ("contact", "contact person", "point of contact"),
}
_MAIL = ("email", "e mail", "mail", "email address", "contact email")

ROLE_OF = {
    "program_director": "program-director",
    "associate_director": "associate-director",
    "chair": "chair",
    "coordinator": "coordinator",
    "contact": "other",
}
"""Columns of a table of programs that hold a person, with the role; mail is in `..._email`."""


def _people() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, names in _ROLES.items():
        found[field] = (*names, *(f"{name} name" for name in names))
        found[f"{field}_email"] = tuple(f"{name} {mail}" for name in names for mail in _MAIL)
    found["contact_email"] += ("email", "e mail", "email address")
    return found


_OURS = {
    "ref": ("ref",),
    "counted": ("#", "no", "nr", "s no", "sr no", "sno", "serial number", "row", "row number"),
}

_PROGRAM_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": (
        *("program name", "program", "name", "name of program", "residency program"),
        *("residency program name", "residency", "training program", "program title", "programs"),
    ),
    "institution": (
        *("institution", "institution name", "hospital", "hospital name", "sponsoring institution"),
        *("sponsor", "university", "medical center", "health system", "primary site"),
    ),
    "specialty": ("specialty", "speciality", "program specialty", "field", "department"),
    "city": ("city", "town", "program city"),
    "state": (
        *("state", "state code", "us state", "program state", "st", "state province"),
        *("province", "state territory"),
    ),
    "location": (
        *("location", "city state", "city and state", "city st", "place", "program location"),
    ),
    "timezone": ("time zone", "timezone", "zone", "tz"),
    "nrmp_code": (
        *("nrmp code", "nrmp codes", "nrmp program code", "nrmp", "nrmp number", "nrmp no"),
        *("nrmp id", "match code", "match number", "rank code", "program code", "track code"),
    ),
    "acgme_code": (
        *("acgme code", "acgme id", "acgme number", "acgme no", "acgme program number"),
        *("acgme program id", "acgme program code", "acgme", "accreditation id", "program id"),
        *("program number",),
    ),
    "url": (
        *("url", "website", "web site", "program website", "web page", "webpage", "web"),
        *("website link", "program url", "program link", "homepage", "home page", "link"),
    ),
    "status": ("status", "application status", "program status", "my status", "stage"),
    "signal": (
        *("signal", "eras signal", "signal type", "signals", "program signal", "signaled"),
        *("signalled", "signal sent", "gold silver", "preference signal", "tier"),
    ),
    "contact_policy": (
        *("contact policy", "post interview contact", "post interview communication"),
        *("post interview policy", "post interview contact policy", "communication policy"),
        *("thank you policy", "thank you email policy", "policy"),
    ),
    "policy_source": ("policy source", "contact policy source", "source of policy"),
    "j1": (
        *("j1", "j1 visa", "visa j1", "j1 sponsorship", "j1 sponsored", "sponsors j1"),
        *("j1 visa sponsorship", "accepts j1", "offers j1"),
    ),
    "h1b": (
        *("h1b", "h1b visa", "visa h1b", "h1b sponsorship", "h1b sponsored", "sponsors h1b"),
        *("h1b visa sponsorship", "accepts h1b", "offers h1b", "h1", "h1 visa"),
    ),
    "visa": (
        *("visa", "visas", "visa sponsorship", "visas sponsored", "visa types", "visa type"),
        *("visa sponsored", "sponsors visa", "sponsors visas", "sponsorship", "visa status"),
        *("visa policy", "visa j1 h1b", "j1 h1b", "h1b j1", "j1 h1b visa", "j1 or h1b"),
    ),
    "visa_source": ("visa source", "source of visa", "visa information source"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "my notes"),
    "policy_on": ("policy on",),
    "visa_on": ("visa checked on", "visa on"),
    "contract": ("contract on",),
    "interview": (
        *("interview date", "interview", "interview dates", "interviews", "interview day"),
        *("date of interview", "iv date", "iv dates", "iv", "interview on", "interview scheduled"),
        *("interview date and time", "interview date time", "scheduled interview"),
    ),
    "interview_time": ("interview time", "iv time", "time of interview"),
    "interview_format": ("interview format", "interview type", "interview mode"),
}

COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    PROGRAMS: {**_PROGRAM_NAMES, **_people(), **_OURS},
    CONTACTS: {
        "program": (
            *("program name", "program", "residency program", "residency", "institution"),
            *("hospital", "university", "institution name", "hospital name"),
        ),
        "program_ref": ("program ref",),
        "nrmp_code": ("nrmp code", "nrmp", "program code", "nrmp number"),
        "name": (
            *("name", "contact name", "full name", "contact", "person", "interviewer"),
            *("faculty", "faculty name", "who", "interviewer name", "contact person", "people"),
        ),
        "first_name": ("first name", "given name", "first"),
        "last_name": ("last name", "surname", "family name", "last"),
        "title": ("title", "salutation", "prefix"),
        "role": ("role", "position", "job title", "job", "function"),
        "email": ("email", "e mail", "email address", "mail", "contact email"),
        "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
        **_OURS,
    },
    INTERVIEWS: {
        "program": (
            *("program name", "program", "residency program", "residency", "institution"),
            *("hospital", "university", "institution name", "hospital name"),
        ),
        "program_ref": ("program ref",),
        "nrmp_code": ("nrmp code", "nrmp", "program code", "nrmp number"),
        "starts_at": (
            *("starts at", "interview date", "date", "when", "interview", "start"),
            *("date and time", "interview date and time", "interview day", "iv date", "day"),
            *("date of interview", "start date", "interview dates", "dates", "date time"),
        ),
        "time": ("time", "interview time", "start time", "iv time"),
        "ends_at": ("ends at", "end", "end time", "until", "ends", "end date", "finish"),
        "timezone": ("timezone", "time zone", "zone", "tz"),
        "status": ("status", "interview status", "stage"),
        "format": ("format", "interview format", "type", "interview type", "mode"),
        "place": ("place", "location", "where", "link", "zoom link", "address"),
        "respond_by": ("respond by", "reply by", "answer by"),
        "respond_zone": ("respond zone",),
        "highlight": ("highlight", "what stood out"),
        "met": ("met", "interviewers", "interviewer", "interviewed by", "with", "people met"),
        "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
        **_OURS,
    },
}
"""For each kind of table its fields, each with the names people give its column, the best first.

Some are no fields of a record: `location` is a city and a state, `visa` says J-1 and H-1B, `ref`
and `counted` are numbers of rows.
"""
