"""The sentence for each notice: one sentence, no full stop, what to type in backticks."""

from __future__ import annotations

from fmgtrack.render import times
from fmgtrack.render.columns import person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from fmgtrack.records.results import Notice

ANSWERS = frozenset(
    {"interview-when", "answer-by", "deadline-when", "sentence", "undone", "season", "score"}
    | {"there"}
)
"""Notices that are part of the answer and go to standard output with it."""


def sentence(notice: Notice) -> str:
    """What to tell the person."""
    words = SENTENCES.get(notice.code)
    if words is None:
        from fmgtrack.render import apply_wording, prep_wording

        words = (prep_wording.SENTENCES | apply_wording.SENTENCES)[notice.code]
    return words.format(**notice.facts) if isinstance(words, str) else words(notice.facts)


def _wall(wall: str, zone: str, home_zone: str, until: str | None = None) -> str:
    from fmgtrack.rules.moments import has_clock, in_zone, iso
    from fmgtrack.rules.moments import moment as at

    there = iso(wall, zone) or ""
    said = f"{times.span(there, iso(until, zone), zone)}"
    if not has_clock(wall):
        return said
    home = in_zone(at(wall, zone), home_zone).isoformat()
    beside = times.beside(home, there, home_zone)
    said = f"{said} ({zone})"
    return f"{said}, {beside} for you" if beside else said


def _clash(facts: dict[str, Any], words: str) -> str:
    when = _wall(facts["starts_at"], facts["zone"], facts["home_zone"])
    return f"{words} {facts['ref']} at {facts['program']}, {when}"


def _by_night(facts: dict[str, Any]) -> str:
    from fmgtrack.rules.moments import has_clock, in_zone
    from fmgtrack.rules.moments import moment as at

    zone, home = facts["zone"], facts["home_zone"]
    until = facts["ends_at"]
    begins = in_zone(at(facts["starts_at"], zone), home)
    ends = in_zone(at(until, zone), home) if until and has_clock(until) else None
    said = times.span(begins.isoformat(), ends.isoformat() if ends else None, home)
    return f"that is in the night for you: {said}"


def _clocks(facts: dict[str, Any]) -> str:
    then, usual = abs(facts["then"]), abs(facts["usual"])
    return f"that day the clocks are {then:g} hours apart, not {usual:g} as you are used to"


def _short_notice(facts: dict[str, Any]) -> str:
    days = facts["days"]
    far = "today" if not days else "tomorrow" if days == 1 else f"in {days} days"
    return (
        f"{facts['ref']} is {far}, and programs expect one to two weeks of notice for a change:"
        " write at once, and telephone too if it is close"
    )


def _nothing_owed(facts: dict[str, Any]) -> str:
    if facts["next"]:
        return f"no mail is owed now; the next window opens on {times.day(facts['next'])}"
    return "no mail is owed now; `fmgtrack followups --all` shows every follow-up"


def _season(facts: dict[str, Any]) -> str:
    said = f"season {facts['year']}: {facts['added']} events added, {facts['renewed']} renewed"
    return f"{said}, {facts['kept']} of yours left as they are" if facts["kept"] else said


ODD = {
    "long": "that is long for a sentence of the mail",
    "question": "a question reads oddly there, `--ask` is for questions",
    "third-person": "the mail goes to that very person, so it is `your`",
    "sentence": "a whole sentence reads oddly there",
}
"""Why a phrase reads oddly in a mail."""

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "new-record": "made a new record: {path}",
    "two-zones": "{state} has more than one time zone: {zone} is taken, `--zone` says otherwise"
    " ({others})",
    "when": "{sentence}",
    "interview-when": lambda f: _wall(f["starts_at"], f["zone"], f["home_zone"], f["ends_at"]),
    "answer-by": lambda f: f"answer by {_wall(f['by'], f['zone'], f['home_zone'])}",
    "deadline-when": lambda f: _wall(f["due_at"], f["zone"], f["home_zone"]),
    "clash": lambda f: _clash(f, "it overlaps with"),
    "same-day": lambda f: _clash(f, "it shares a day with"),
    "by-night": _by_night,
    "clocks": _clocks,
    "mail-next": "`fmgtrack draft-email {ref} --kind {kind}` drafts the mail that {what}",
    "short-notice": _short_notice,
    "still-coming": "{ref} is {what} still: `fmgtrack show {ref}`",
    "mailed-before": "{ref} was sent a mail of the kind {kind} on {on} already",
    "record-sent": "once it is sent: `fmgtrack sent {ref} --kind {kind}` keeps it as it went",
    "kept-about": "kept as the {kind} mail to {ref} until it is sent, or made anew by `--fresh`",
    "second-first-choice": "{program} has a first-choice statement too: only one can be true",
    "withdrawn": "`fmgtrack edit {ref} --status withdrawn` keeps that you withdrew",
    "note-next": lambda f: (
        f"{', '.join(f['people'])}: after the day,"
        ' `fmgtrack note REF "what you talked about"` for each'
    ),
    "follow-up-made": "{ref} is the follow-up for {interview}",
    "not-met-yet": 'met at {interview}? `fmgtrack edit {interview} --with "{name}"` owes a mail',
    "sentence": "in the mail: {sentence}",
    "already-sent": "{ref} was marked sent on {on}: the mail that went does not change",
    "already": "{ref} is marked {what} on {on} already",
    "thanked": "{program}: {thanked} of {owed} thanked",
    "not-owed": lambda f: (
        f"{f['ref']} {person(f['contact'])} ({f['contact']['role']}, {f['program']}) is owed no"
        f' mail until something is noted: `fmgtrack note {f["ref"]} "what you talked about"`'
    ),
    "no-role": lambda f: (
        f"{f['program']} has no {f['role'].replace('-', ' ')} on record:"
        f' `fmgtrack add-contact {f["ref"]} "Name" --role {f["role"]}`'
    ),
    "nothing-owed": _nothing_owed,
    "no-programs": 'no program on record yet: `fmgtrack add-program "Name of the program"`',
    "no-contacts": 'no contact on record: `fmgtrack add-contact PROGRAM "Name" --role faculty`',
    "no-interviews": 'no interview on record: `fmgtrack add-interview PROGRAM "24 Nov 2026 9:00"`',
    "no-records": "no record in `{folder}`: a record is a file that ends in .db",
    "unread": "{record} was left out: {why}",
    "no-deadlines": "no deadline ahead; `fmgtrack deadlines --all` shows every one",
    "no-history": "nothing was changed yet",
    "no-drafts": "no mail is due; `fmgtrack followups --all` shows every follow-up",
    "no-code": "{ref} has no NRMP code on record: `fmgtrack edit {ref} --code CODE`",
    "undone": lambda f: (
        "`fmgtrack undo` puts it back"
        + (f", `fmgtrack undo {f['further']}` goes one further back" if f["further"] else "")
    ),
    "odd-phrase": lambda f: (
        f'{ODD[f["why"]]}: words such as "your work on early sepsis alerts" or "how the night'
        f' float works" fit there; `fmgtrack edit {f["ref"]} --about TEXT` words it anew'
    ),
    "added-to": "added to what was noted before;"
    " `fmgtrack edit {ref} --about TEXT` replaces all of it",
    "pairs-apart": "a couple enters pairs: `fmgtrack rol pairs` shows them in their order",
    "not-met": "{ref} stands as not met that day, and the mail says so:"
    " `fmgtrack edit {ref} --setting formal` if you did meet",
    "sent-though-held": "{ref} is marked as sent although its draft is held back ({codes}):"
    " `fmgtrack undo` takes it back",
    "left-out": "left out: {named}; `fmgtrack sent {ref}` marks one all the same",
    "respond-past": "the answer was due by {by}, which is past: look at the date",
    "near-program": "{ref} {name} is on record too: if that is the same program,"
    " `fmgtrack remove {new}` takes this one away",
    "said-no": "{name} stands as {status}:"
    " `fmgtrack edit {ref} --status invited` if that has changed",
    "another-day": "{ref} is an interview at the same program, {starts_at}: if it is the same one,"
    ' `fmgtrack reschedule {ref} "DAY TIME"` moves it and `fmgtrack remove {new}` takes this away',
    "no-state": "no state on record, so its time zone is not known:"
    " `fmgtrack edit {ref} --state MI` gives it",
    "zone-unknown": "{program} has no time zone on record: your own, {zone}, is taken;"
    " `fmgtrack edit {ref} --state MI` gives it one, then `fmgtrack edit {interview} --when`"
    " says the day anew",
    "zone-differs": "{interview} was said in {zone} and stays so: `fmgtrack edit {interview} --when"
    ' "DAY TIME"` says it anew',
    "there": lambda f: f"at the program that is {_wall(f['starts_at'], f['zone'], f['zone'])}",
    "no-end": "without an end it counts as over at {over}:"
    " `fmgtrack edit {ref} --until {over}` with another time says it better",
    "kept-clock": "the time of day stays {clock}",
    "off-season": "{day} is not in season {season}: look at the year",
    "nobody-met": "{program}: {interview} is over and nobody met there is on record:"
    ' `fmgtrack edit {interview} --with "Dr. Name, faculty"`',
    "taken-as": "{typed} is taken as {ref} {name}, who is on record there",
    "new-person": "new on record: {ref} {name}",
    "season": _season,
    "season-unconfirmed": "dates marked unconfirmed were read on other sites than the organiser's:"
    " check them there before relying on one",
    "record-changed": "{ref} was edited by you, and the record changed since:"
    " `fmgtrack draft-email {ref}{option} --fresh` makes it anew",
    "withheld": "{program} asks for no mail after the interview: {reason}",
    "written": "wrote {path}",
    "sample": "this is the sample record, its clock stands at {now}",
    "import-dry": lambda f: (
        f"nothing was changed: {f['added']} would be added, {f['changed']} changed, {f['same']} are"
        f" the same{', ' + str(f['refused']) + ' refused' if f.get('refused') else ''}"
    ),
    "import-done": "{added} added, {changed} changed, {same} the same",
    "invitation-skipped": "{skipped} skipped: {why}",
    "invitation-no-start": "{event} has no start that can be read, and was skipped",
    "invitation-over": "{ref} at {program} is over and stays: calendars are cleared afterwards, and"
    " mails are owed all the same",
    "invitation-crowd": "{people} people are invited to {ref}: none became a contact, the note"
    " lists them",
    "invitation-season": "{ref} at {program} is on {day}, outside the season {season}",
    "invitation-past": "{ref} at {program} is on {day}, which is past",
    "invitation-series": "{ref} at {program} repeats: only {day} was taken",
    "import-as": "taken as a table of {kind}: `--as` says otherwise",
    "import-more": "the first {shown} of {rows} rows are shown",
    "sheet": "the sheet `{sheet}` was taken, not {others}",
    "no-header": "no row names the columns: row {row} is the first that is taken in, and"
    " `--map 1=name` says what a column is",
    "columns": "columns: {columns}",
    "score": "score {value:.2f}, {rated} of {of} rated",
    "fee": lambda f: (
        f"certifying costs {f['amount']} US dollars for {f['what']}"
        f"{' (unconfirmed)' if f['confidence'] == 'secondary' else ''}"
    ),
    "no-findings": "nothing found",
    "r3": lambda f: (
        "this notes what you did in R3: only the list certified there counts, by "
        f"{_wall(f['due_at'], f['zone'], f['home_zone'])}"
    ),
    "certified-already": "already noted, nothing has changed since",
    "no-versions": "the list was never changed",
    "nothing-to-compare": "two programs have to be ranked first",
    "certify-in-r3": "type the codes into R3 in this order and certify there, then"
    " `fmgtrack rol certify` notes it",
    "nothing-ranked": "nothing is ranked yet: `fmgtrack rol add PROGRAM`",
    "excluded-ranked": "{program} is excluded: `fmgtrack rol include {ref}` takes that back",
    "pairs-kept": "{kept} pairs stay as you had them; `fmgtrack rol pairs` shows them",
    "pairs-proposed": "{made} pairs proposed, in an order to begin with: `fmgtrack rol pairs`",
    "no-backups": "there is no copy yet: `fmgtrack backup` makes one",
    "kept-before": "what it replaced is kept: {path}",
    "no-season": "no dated events of season {year} ship with this version:"
    " `fmgtrack add-deadline` adds yours",
    "too-early": "{ref} thanks for {interview}, which is not over: it is held back until then",
    "kept-file": "kept {path}: it was changed there, or the draft was since;"
    " `--force` writes it anew",
    "look-at": "{ref} was written all the same, look at: {codes}",
    "begin-next": lambda f: (
        "`fmgtrack` shows the day"
        if f["programs"]
        else "next: `fmgtrack import FILE` brings your spreadsheet, or"
        ' `fmgtrack add-program "Name of the program" --state MI` the first program'
    ),
    "no-fresh": "{ref} was not edited: it follows the record already",
}
