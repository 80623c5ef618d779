"""The sheet of one program for the night before: what is on record, put together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fmgtrack.actions import find, questions
from fmgtrack.errors import UsageError
from fmgtrack.records.results import Card
from fmgtrack.records.tick import PARTS
from fmgtrack.records.words import SILENT_POLICIES
from fmgtrack.rules import moments
from fmgtrack.rules import preparing as rules
from fmgtrack.store import questions as kept_questions
from fmgtrack.store.preparing import raised, unread

if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.records.results import Row

MARKDOWN, HTML = (".md", ".markdown"), (".html", ".htm")
"""How the name of each kind of file ends."""

WHY_PROGRAM = "why-program"

HELPFUL = ("not-understood", "need-time", "out-of-bounds")
"""Situations of which the sheet has a sentence each."""

LONG_AGO = 3
"""Years after which what was done is easily forgotten, and asked about all the same."""


def sheet(work: Work, program_text: str, *, with_notes: bool) -> Card:
    """One program on one page: `collect` says what is on it."""
    return Card("sheet", collect(work, program_text, with_notes=with_notes))


def write(  # noqa: PLR0913  what was typed
    work: Work, program_text: str, path: str, *, html: bool, with_notes: bool, force: bool
) -> Card:
    """Write the sheet as a file, whole or not at all.

    Args:
        work: the open record.
        program_text: the program.
        path: where.
        html: a page of HTML, else Markdown.
        with_notes: whether private notes stand on it.
        force: whether a file that is no sheet of ours may be replaced.

    Raises:
        UsageError: the name does not end as it should, or another file is in the way.
    """
    from fmgtrack.exchange import sheet as pages
    from fmgtrack.exchange.files import well_formed, write_whole

    file = Path(path)
    endings = HTML if html else MARKDOWN
    if file.suffix.lower() not in endings:
        what = "a page" if html else "a Markdown file"
        raise UsageError(
            f"`{path}` is no name for {what}", f"type a name that ends in `{endings[0]}`"
        )
    if not force and file.is_file() and not _is_ours(file):
        raise UsageError(f"`{path}` is there and is no sheet", "`--force` replaces it")
    row = collect(work, program_text, with_notes=with_notes)
    text = pages.as_html(row) if html else pages.as_markdown(row)
    write_whole(file, well_formed(text).encode())
    return Card("sheet-file", {"path": str(file), "program": _named(row["program"])})


def _named(program: Row) -> Row:
    return {key: program[key] for key in ("ref", "name")}


def _is_ours(file: Path) -> bool:
    from fmgtrack.exchange.sheet import is_sheet

    with file.open("rb") as stream:
        return is_sheet(stream.read(200))


def collect(work: Work, program_text: str, *, with_notes: bool) -> Row:
    """All that stands on the sheet.

    Keys:

    - `program{ref name institution specialty city state url}`, `home_zone`;
    - `interview{ref status starts_at ends_at timezone home_starts_at home_ends_at format place
      days_left}`: the one that comes, else the one that was last, else None;
    - `people[{ref name title role setting email}]`, `setting` being None for those who are not
      named for the day; `own_name`, `own_name_said`;
    - `why{reasons[] concrete wanted}` as `prep why` has them, `facts[]` as `apply facts` has them;
    - `answers[{question{key ref text} for_program present past future points themes}]`,
      `unanswered`, names of questions;
    - `stories{tell[] told[]}`, rows of `prep stories --for`;
    - `reread[{ref title organisation begins ends reread_on long_ago}]`, the oldest first;
    - `ask[]`, rows of the chosen questions; `open{visa{need j1 h1b source checked_on unconfirmed}
      contract{on open}}`;
    - `checklist[{key part text}]` and `evening[]`, what is open before and after the day;
      `thanks{from by}`, the window of the mails;
    - `developments[]`, rows of `prep specialty`; `phrases[{when say}]`;
    - `notes{program interview people[{name note}]}`, None unless they are asked for.
    """
    from fmgtrack.actions import reasons
    from fmgtrack.actions.checklists import view
    from fmgtrack.actions.facts import listing as facts
    from fmgtrack.store import asking, developments, programs
    from fmgtrack.store.profile import profile as kept_profile

    program = find.program(work.store, program_text)
    (whole,) = programs.rows(work.store, program_id=program.id)
    interview = _interview(work, program)
    profile = kept_profile(work.store)
    why = reasons.state(work, program)
    checklist = view(work, interview["ref"]).row if interview else None
    known = ("ref", "name", "institution", "specialty", "city", "state", "url")
    return {
        "program": {key: whole[key] for key in known},
        "interview": _brief(interview, checklist),
        "home_zone": work.home_zone,
        "people": _people(work, program, interview),
        "own_name": work.settings.name or (profile and profile.eras_name),
        "own_name_said": profile.said if profile else None,
        "why": {key: why[key] for key in ("reasons", "concrete", "wanted")},
        "facts": facts(work, program.ref).rows,
        **_answers(work, program),
        "stories": _stories(work, program),
        "reread": _reread(work),
        "ask": asking.rows(work.store, program_id=program.id),
        "open": _open(work, whole, profile.visa_need if profile else None),
        "checklist": _lines(checklist, *PARTS[:-1]),
        "evening": _lines(checklist, PARTS[-1]),
        "thanks": _thanks(work, program, interview),
        "developments": developments.rows(work.store, work.today, specialty=program.specialty),
        "phrases": _phrases(),
        "notes": _notes(work, program, interview) if with_notes else None,
    }


def _interview(work: Work, program: Program) -> Row | None:
    """The interview the sheet is for: the next one, else one without a day, else the last."""
    from fmgtrack.store import interviews

    rows = interviews.rows(work.store, work.now, work.home_zone, program_id=program.id)
    rows.sort(key=_begins)
    for status in ("scheduled", "invited", "waitlisted"):
        if found := [row for row in rows if row["status"] == status]:
            return found[0]
    over = [row for row in rows if row["status"] == "completed"]
    return over[-1] if over else None


def _begins(row: Row) -> datetime:
    wall = (row["starts_at"] or "9999-12-30")[:16].replace("T", " ")
    return moments.moment(wall, row["timezone"] or "UTC")


def _brief(interview: Row | None, checklist: Row | None) -> Row | None:
    if interview is None or checklist is None:
        return None
    kept = ("ref", "status", "starts_at", "ends_at", "timezone", "home_starts_at")
    ends, starts_home = interview["ends_at"], interview["home_starts_at"]
    at_home = starts_home and ends and len(ends) > moments.DAY_LENGTH
    zone = datetime.fromisoformat(starts_home).tzinfo if at_home else None
    return {
        **{key: interview[key] for key in kept},
        "home_ends_at": datetime.fromisoformat(ends).astimezone(zone).isoformat() if zone else None,
        "format": interview["format"],
        "place": interview["place"],
        "days_left": checklist["days_left"],
    }


def _people(work: Work, program: Program, interview: Row | None) -> list[Row]:
    """Those named for the day first, then director and coordinator, who are thanked anyway."""
    from fmgtrack.store import contacts

    mails = {row["ref"]: row["email"] for row in contacts.rows(work.store, program_id=program.id)}
    found = [
        {key: met["contact"][key] for key in ("ref", "name", "title", "role")}
        | {"setting": met["setting"], "email": mails.get(met["contact"]["ref"])}
        for met in (interview["met"] if interview else ())
    ]
    return sorted(found, key=lambda person: person["setting"] is None)


def _answers(work: Work, program: Program) -> Row:
    """The newest points for what is asked almost everywhere, and for this program alone.

    Those for this program alone win over those for any. `unanswered` are keys of what is asked
    almost everywhere and has no points.
    """
    found: dict[int, Row] = {}
    for row in kept_questions.versions(work.store):
        here = row["program"] is None or row["program"]["ref"] == program.ref
        if row["newest"] and here and any(row[name] for name in kept_questions.LISTS):
            found[row["question"]] = row
    every = questions.everything(work.store)
    wanted = (WHY_PROGRAM, *rules.ALWAYS, *raised(work.store))
    known = {one.name: one for one in every}
    first = [known[key] for key in wanted]
    own = [one for one in every if one.id in found and found[one.id]["program"]]
    answers = [
        {
            "question": {"key": one.key, "ref": one.ref, "text": one.text},
            "for_program": found[one.id]["program"] is not None,
            **{name: found[one.id][name] for name in kept_questions.LISTS},
        }
        for one in (*first, *(one for one in own if one not in first))
        if one.id in found
    ]
    # why this program is answered by its facts
    without = [one.name for one in first[1:] if one.id not in found]
    return {"answers": answers, "unanswered": without}


def _stories(work: Work, program: Program) -> Row:
    from fmgtrack.actions.stories import listing

    rows = listing(work, program_text=program.ref).rows
    return {
        "tell": [row for row in rows if not row["told_there"]],
        "told": [row for row in rows if row["told_there"]],
    }


def _reread(work: Work) -> list[Row]:
    from fmgtrack.store import experience

    rows = {row["ref"]: row for row in experience.rows(work.store, work.today)}
    kept = ("ref", "title", "organisation", "begins", "ends", "reread_on")
    long_ago = f"{work.today.year - LONG_AGO:04}{work.today.isoformat()[4:]}"
    return [
        {key: rows[ref][key] for key in kept}
        | {"long_ago": (rows[ref]["ends"] or long_ago) < long_ago}
        for ref in unread(work.store, work.today)
    ]


def _open(work: Work, program: Row, need: str | None) -> Row:
    """What is said of visa and contract, and whether that stands in this season."""
    from fmgtrack.rules.confirmed import is_confirmed

    visa, contract_on = program["visa"], program["contract_on"]
    sure = is_confirmed(visa["source"], visa["checked_on"], work.season)
    return {
        "visa": {"need": need} | visa | {"unconfirmed": not sure},
        "contract": {
            "on": contract_on,
            "open": not is_confirmed("came", contract_on, work.season),
        },
    }


def _lines(checklist: Row | None, *parts: str) -> list[Row]:
    """Lines of the checklist that are neither done nor past, of these parts."""
    from fmgtrack.rules.checklists import LATER, NOW

    return [
        {key: item[key] for key in ("key", "part", "text")}
        for item in (checklist["items"] if checklist else ())
        if item["state"] in (NOW, LATER) and item["part"] in parts
    ]


def _thanks(work: Work, program: Program, interview: Row | None) -> Row | None:
    """The days on which the thank-yous are due."""
    from fmgtrack.rules.followups import last_day, window

    if interview is None or not interview["starts_at"]:
        return None
    if program.contact_policy in SILENT_POLICIES:
        return None
    starts, ends = (
        text and text[:16].replace("T", " ")
        for text in (interview["starts_at"], interview["ends_at"])
    )
    day = last_day(starts, ends, interview["timezone"], program.timezone)
    first, last = window(day, work.settings.due_from, work.settings.due_by)
    return {"from": first.isoformat(), "by": last.isoformat()}


def _phrases() -> list[Row]:
    from fmgtrack.reference.phrases import phrases

    said: dict[str, str] = {}
    for phrase in phrases():
        said.setdefault(phrase.when, phrase.say)
    return [{"when": when, "say": said[when]} for when in HELPFUL]


def _notes(work: Work, program: Program, interview: Row | None) -> Row:
    from fmgtrack.store import contacts

    named = {met["contact"]["ref"] for met in (interview["met"] if interview else ())}
    return {
        "program": program.note,
        "interview": interview["notes"] if interview else None,
        "people": [
            {"name": row["name"], "note": row["notes"]}
            for row in contacts.rows(work.store, program_id=program.id)
            if row["notes"] and row["ref"] in named
        ],
    }
