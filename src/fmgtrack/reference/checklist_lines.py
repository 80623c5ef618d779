"""The lines of the checklists without their texts, for what must not take the time to read TOML.

Each line as `checklists.toml` has it: key, part, days, formats, and what the record can tell. A
test holds both together.
"""

from __future__ import annotations

VIRTUAL, IN_PERSON, PHONE = "virtual", "in-person", "phone"
EVERY = (VIRTUAL, IN_PERSON, PHONE)

LINES: tuple[tuple[str, str, int, tuple[str, ...], str | None], ...] = (
    ("travel", "before", 21, (IN_PERSON,), None),
    ("stay", "before", 21, (IN_PERSON,), None),
    ("both-zones", "before", 7, EVERY, None),
    ("who", "before", 7, EVERY, "people"),
    ("own-application", "before", 5, EVERY, None),
    ("questions", "before", 5, EVERY, "questions"),
    ("documents", "before", 5, (IN_PERSON,), None),
    ("suit", "before", 5, (IN_PERSON,), None),
    ("say-names", "before", 3, EVERY, None),
    ("outfit", "before", 3, (VIRTUAL,), None),
    ("sleep", "before", 3, (VIRTUAL, PHONE), None),
    ("weather", "before", 3, (IN_PERSON,), None),
    ("connection", "before", 2, (VIRTUAL,), None),
    ("second-way", "before", 2, (VIRTUAL,), None),
    ("camera", "before", 2, (VIRTUAL,), None),
    ("light", "before", 2, (VIRTUAL,), None),
    ("background", "before", 2, (VIRTUAL,), None),
    ("number", "before", 2, (PHONE,), None),
    ("line", "before", 2, (PHONE,), None),
    ("route", "before", 2, (IN_PERSON,), None),
    ("quiet", "before", 1, (VIRTUAL, PHONE), None),
    ("night-before", "before", 1, (IN_PERSON,), None),
    ("early", "day", 0, (VIRTUAL,), None),
    ("beside-the-camera", "day", 0, (VIRTUAL,), None),
    ("on-the-desk", "day", 0, (PHONE,), None),
    ("voice", "day", 0, (PHONE,), None),
    ("at-the-door", "day", 0, (IN_PERSON,), None),
    ("everyone", "day", 0, (IN_PERSON,), None),
    ("jot", "day", 0, EVERY, None),
    ("impressions", "after", 0, EVERY, "impressions"),
    ("answers", "after", 0, EVERY, "answers"),
    ("ratings", "after", 1, EVERY, "ratings"),
    ("thank-yous", "after", 2, EVERY, "thanks"),
)
"""Every line in the order in which it is done."""
