"""The words that records are made of, as product.md fixes them."""

from __future__ import annotations

POLICIES = ("unknown", "welcome", "neutral", "no-thanks", "no-contact")
"""What a program said about mail after the interview."""

SILENT_POLICIES = ("no-thanks", "no-contact")
"""Policies under which no thank-you is owed."""

PROGRAM_STATUSES = (
    "considered",
    "applied",
    "invited",
    "waitlisted",
    "interviewed",
    "rejected",
    "withdrawn",
)
"""Where an application stands."""

SIGNALS = ("none", "signal", "gold", "silver")
"""The ERAS signal sent with the application; gold and silver where a specialty has two tiers."""

ROLES = (
    "program-director",
    "associate-director",
    "chair",
    "coordinator",
    "faculty",
    "resident",
    "other",
)
"""What a contact is at the program."""

ALWAYS_THANKED = ("program-director", "coordinator")
"""Roles owed a thank-you for each interview, even when not met that day."""

TITLES = ("Dr.", "Prof.", "Mr.", "Ms.", "Mrs.", "Mx.", "Miss")
"""Titles that may stand before a name."""

INTERVIEW_STATUSES = ("invited", "waitlisted", "scheduled", "declined", "cancelled")
"""What was said of an interview; completed is computed (scheduled and over)."""

CALLED_OFF = ("declined", "cancelled")
"""Statuses of an interview that will not take place."""

FORMATS = ("virtual", "in-person", "phone")
"""How the interview takes place."""

SETTINGS = ("formal", "meal", "tour", "session", "correspondence")
"""Where a person was met; nothing for a director or coordinator not met that day."""

OWED_SETTINGS = ("formal", "correspondence")
"""Settings after which a thank-you is owed whatever was remembered."""

CONFIDENCES = ("official", "secondary", "own")
"""A date read on the organiser's own page, on a third party's, or entered by the person."""

MAIL_KINDS = (
    "thanks",
    "accept",
    "decline",
    "reschedule",
    "cancel",
    "waitlist",
    "question",
    "update",
    "withdraw",
    "first-choice",
)
"""What a mail is for."""

ABOUT_KINDS = ("reschedule", "question", "update", "first-choice")
"""Kinds of mail that say something that only the person knows: `--about` takes it."""

ARRANGING_KINDS = ("accept", "decline", "reschedule", "cancel", "waitlist")
"""Kinds of mail that arrange an interview, and so are no contact after it."""

PRIMARY = ""
"""The letter of the primary list; supplemental lists are A, B, C ..."""
