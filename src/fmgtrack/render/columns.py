"""Which columns each listing shows, at a terminal and through a pipe alike."""

from __future__ import annotations

from fmgtrack.render import times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Column = tuple[str, Callable[[dict[str, Any], str], Any]]


def person(contact: dict[str, Any]) -> str:
    """Title and name."""
    return f"{contact['title']} {contact['name']}" if contact.get("title") else str(contact["name"])


def place(row: dict[str, Any]) -> str:
    """City and state."""
    return ", ".join(part for part in (row["city"], row["state"]) if part)


def visa(row: dict[str, Any]) -> str:
    """What a program said of visas; nothing said is nothing shown."""
    said = []
    for key, label in (("j1", "J-1"), ("h1b", "H-1B")):
        answer = row["visa"][key]
        if answer is not None:
            said.append(f"{label} {'yes' if answer else 'no'}")
    return ", ".join(said)


COLUMNS: dict[str, tuple[Column, ...]] = {
    "programs": (
        ("ref", lambda row, _: row["ref"]),
        ("program", lambda row, _: row["name"]),
        ("specialty", lambda row, _: row["specialty"]),
        ("place", lambda row, _: place(row)),
        ("status", lambda row, _: row["status"]),
        ("mail policy", lambda row, _: row["contact_policy"]),
        ("visa", lambda row, _: visa(row)),
        ("codes", lambda row, _: " ".join(row["nrmp_codes"])),
    ),
    "contacts": (
        ("ref", lambda row, _: row["ref"]),
        ("name", lambda row, _: person(row)),
        ("role", lambda row, _: row["role"]),
        ("program", lambda row, _: row["program"]["name"]),
        ("mail", lambda row, _: row["email"]),
    ),
    "interviews": (
        ("ref", lambda row, _: row["ref"]),
        ("program", lambda row, _: row["program"]["name"]),
        ("when", lambda row, _: times.moment(row["starts_at"], row["timezone"])),
        (
            "your time",
            lambda row, home: times.beside(row["home_starts_at"], row["starts_at"], home),
        ),
        ("status", lambda row, _: row["status"]),
        ("format", lambda row, _: row["format"]),
        ("met", lambda row, _: len([met for met in row["met"] if met["setting"]]) or ""),
    ),
    "followups": (
        ("ref", lambda row, _: row["ref"]),
        ("state", lambda row, _: row["state"]),
        ("due", lambda row, _: due(row)),
        ("to", lambda row, _: person(row["contact"])),
        ("role", lambda row, _: row["contact"]["role"]),
        ("program", lambda row, _: row["program"]["name"]),
        ("noted", lambda row, _: row["talked_about"]),
    ),
    "owed": (  # a line for each, so that the day fits a screen
        ("ref", lambda row, _: row["ref"]),
        ("state", lambda row, _: row["state"]),
        ("due", lambda row, _: due(row)),
        ("to", lambda row, _: person(row["contact"])),
        ("program", lambda row, _: beginning(row["program"]["name"], 28)),
        ("noted", lambda row, _: beginning(row["talked_about"], 20)),
    ),
    "deadlines": (
        ("ref", lambda row, _: row["ref"]),
        ("what", lambda row, _: row["title"]),
        ("when", lambda row, _: times.moment(row["due_at"], row["timezone"])),
        ("your time", lambda row, home: times.beside(row["home_due_at"], row["due_at"], home)),
        ("body", lambda row, _: row["body"]),
        ("sure", lambda row, _: sure(row)),
    ),
    "history": (
        ("ref", lambda row, _: row["ref"]),
        ("when", lambda row, home: times.recorded(row["at"], home)),
        ("what", lambda row, _: row["title"]),
        ("taken back by", lambda row, _: row["undone_by"]),
    ),
    "rol": (
        ("rank", lambda row, _: row["rank"]),
        ("ref", lambda row, _: row["program"]["ref"]),
        ("program", lambda row, _: row["program"]["name"]),
        ("code", lambda row, _: row["nrmp_code"] or "no code yet"),
        ("score", lambda row, _: scored(row)),
        ("by score", lambda row, _: apart(row)),
    ),
    "backups": (
        ("copy", lambda row, _: row["path"]),
        ("size", lambda row, _: f"{row['size'] // 1024:,} KB"),
        ("programs", lambda row, _: row["programs"]),
        ("interviews", lambda row, _: row["interviews"]),
        ("last change", lambda row, _: row["problem"] or row["last_change"] or ""),
    ),
    "doctor": (
        ("check", lambda row, _: row["check"]),
        ("state", lambda row, _: row["state"]),
        ("what", lambda row, _: row["message"]),
        ("what to do", lambda row, _: row["hint"]),
    ),
    "cohort": (
        ("record", lambda row, _: row["record"]),
        ("name", lambda row, _: row["name"]),
        ("overdue", lambda row, _: row["overdue"] or ""),
        ("due", lambda row, _: row["due"] or ""),
        ("open", lambda row, _: row["open"] or ""),
        ("by", lambda row, _: times.day(row["due_by"])),
        ("next interview", lambda row, _: coming(row["next_interview"])),
    ),
    "criteria": (
        ("criterion", lambda row, _: row["key"]),
        ("weight", lambda row, _: f"{row['weight']:g}"),
        ("what it means", lambda row, _: row["label"]),
    ),
    "versions": (
        ("version", lambda row, _: row["ref"]),
        ("when", lambda row, home: times.recorded(row["at"], home)),
        ("ranked", lambda row, _: row["ranked"]),
        (
            "certified",
            lambda row, home: row["certified_at"] and times.recorded(row["certified_at"], home),
        ),
        ("what", lambda row, _: row["title"]),
    ),
    "entering": (
        ("list", lambda row, _: row["list"]),
        ("rank", lambda row, _: row["rank"]),
        ("code", lambda row, _: row["nrmp_code"] or "NO CODE"),
        ("program", lambda row, _: row["program"]),
        ("place", lambda row, _: place(row)),
    ),
    "pairs": (
        ("rank", lambda row, _: row["rank"]),
        ("your code", lambda row, _: row["mine"]["nrmp_code"]),
        ("yours", lambda row, _: row["mine"]["name"]),
        ("their code", lambda row, _: row["theirs"]["nrmp_code"]),
        ("theirs", lambda row, _: row["theirs"]["name"]),
        ("near", lambda row, _: row["near"]),
    ),
    "import": (
        ("row", lambda row, _: row["row"]),
        ("what", lambda row, _: row["what"]),
        ("program", lambda row, _: row["name"]),
        ("change", lambda row, _: row["change"]),
    ),
}
"""For each kind of listing: titles, and what stands under them given a row and the home zone."""


def coming(interview: dict[str, Any] | None) -> str:
    """Where and when an interview is; empty for none."""
    if interview is None:
        return ""
    when = times.moment(interview["starts_at"], interview["timezone"])
    return f"{interview['program']['name']}, {when}"


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a kind of listing."""
    if kind in COLUMNS:
        return COLUMNS[kind]
    from fmgtrack.render import apply_columns, prep_columns

    return (prep_columns.COLUMNS | apply_columns.COLUMNS)[kind]


def scored(row: dict[str, Any]) -> str:
    """A score with how much of it is known: `3.85 (6 of 10)`."""
    if row.get("score") is None:
        return ""
    return f"{row['score']:.2f} ({row['coverage']})"


def apart(row: dict[str, Any]) -> str:
    """Where the score alone would put a line, and how far that is from its place."""
    if row.get("score_rank") is None:
        return ""
    if not row["apart"]:
        return f"{row['score_rank']}"
    return f"{row['score_rank']} ({row['apart']:+d})"


def due(row: dict[str, Any]) -> str:
    """When a mail is due, or what became of it."""
    if row["state"] in ("sent", "replied", "skipped"):
        on = row.get(f"{row['state']}_on") or row["sent_on"]
        return times.day(on) if on else ""
    if row["state"] in ("withheld", "not-owed"):
        return str(row["reason"] or "")
    if not row["due_from"]:
        return ""
    return times.days(row["due_from"], row["due_by"])


def beginning(text: str | None, length: int) -> str:
    """The first words of a text, at most `length` characters of them."""
    text = " ".join((text or "").split())
    return text if len(text) <= length else f"{text[: length - 3].rstrip()}..."


def sure(row: dict[str, Any]) -> str:
    """How sure a date is: everything but an organiser's own page or the person is unconfirmed."""
    if row["done_on"]:
        return f"done {times.day(row['done_on'])}"
    return "unconfirmed" if row["confidence"] == "secondary" else str(row["confidence"])
