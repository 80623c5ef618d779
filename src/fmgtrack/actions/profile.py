"""The profile: who the applicant is, exams, gaps, and how the ECFMG gate stands."""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import exams, fields, settings
from fmgtrack.errors import InvalidError
from fmgtrack.records.profile import (
    CITIZENSHIPS,
    VISA_NEEDS,
    Exam,
    Gap,
    Profile,
)
from fmgtrack.records.results import Card, Changed, Notice
from fmgtrack.rules import ecfmg, months
from fmgtrack.rules import profile as rules
from fmgtrack.rules.when_days import say_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store.history import Change

    Values = Mapping[str, str | tuple[str, ...]]

LISTS = {"specialty": "specialties", "language": "languages"}
"""Options that may be repeated, and the column that holds them, one a line."""

SETTINGS = ("name", "signature")
"""Options that are settings of `config`."""

COLUMNS = {"visa": "visa_need"}
"""Options of the profile whose column has another name."""

PATHWAYS = ("1", "2", "3", "4", "5", "6")
MOST_YEARS = 80
SAID = 4
"""How many values a line of the history names; of more it gives the number."""


def is_blank(work: Work) -> bool:
    """Whether nothing of the profile, no exam and no gap is on record."""
    from fmgtrack.store import profile as kept

    store = work.store
    return not (kept.profile(store) or kept.exams(store) or store.table(Gap).list())


def read(work: Work, option: str, text: str) -> Any:  # noqa: ANN401  a column's value
    """What one option of the profile means; None takes its value away.

    Raises:
        InvalidError: the text is of the wrong form.
        UsageError: it is none of the choices.
    """
    if not text.strip():
        return None
    if option in _WORDS:
        return _WORDS[option](text)
    if option == "graduated":
        return months.read(text, work.reading())
    if option.endswith("_on"):
        return exams.day(work, text, past=True)
    what = option.replace("_", " ")
    if option == "signature":  # as `config signature` takes it
        return fields.prose(text.replace("\\n", "\n"), what)
    return fields.line(text, what)


def _years(text: str) -> float:
    typed = text.strip()
    if re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,2})?", typed) and float(typed) <= MOST_YEARS:
        return float(typed)
    raise InvalidError(f"`{text}` is no number of years", "type one such as `3` or `2.5`")


_WORDS: dict[str, Callable[[str], Any]] = {
    "citizenship": lambda text: fields.choice(text, "citizenship", CITIZENSHIPS),
    # as people write it: J-1, H-1B
    "visa": lambda text: fields.choice(text.replace("-", ""), "visa", VISA_NEEDS),
    "pathway": lambda text: int(fields.choice(text, "pathway", PATHWAYS)),
    "had_training": lambda text: fields.truth(text, "had-training"),
    "practice_years": _years,
}
"""Options with few answers, and how each is read."""


def set_profile(work: Work, values: Values, sat: Mapping[str, Values] | None = None) -> Changed:
    """Set what was given, and put first attempts at exams on record; all of it is one change.

    Args:
        work: the open record.
        values: options of `apply profile` as typed; "" takes a value away.
        sat: options of `add-exam` by exam.
    """
    with work.store.change() as change:
        after, said = put(work, change, values)
        added = [exams.insert(work, change, given) for given in (sat or {}).values()]
        said += [exams.said(work.store, exam) for exam in added]
        change.title = f"profile: {', '.join(said)}"
        if len(said) > SAID:
            change.title = f"set {len(said)} things in the profile"
        title = change.title if said else ""
    refs = (*((after.ref,) if after.id else ()), *(exam.ref for exam in added))
    told = _names_told(after) if {"eras_name", "nrmp_name"} & values.keys() else ()
    return Changed("apply-profile", refs, title, told)


def put(work: Work, change: Change, values: Values) -> tuple[Profile, list[str]]:
    """Set what was given within a change: the profile after it, and what was set, in words."""
    before = _profile(work) or Profile()
    columns = _columns(work, before, values)
    if before.id:
        after = change.table(Profile).update(before, **columns)
    else:
        after = replace(before, **columns)
        if after != before:
            after = change.table(Profile).insert(after)
    said = [
        _said(name, getattr(after, name))
        for name in columns
        if getattr(after, name) != getattr(before, name)
    ]
    for key in SETTINGS:
        text = fields.one(values, key)
        if text is not None and settings.write(work, change, key, read(work, key, text)):
            said.append(_said(key, read(work, key, text)))
    return after, said


def _profile(work: Work) -> Profile | None:
    from fmgtrack.store import profile as kept

    return kept.profile(work.store)


def _columns(work: Work, before: Profile, values: Values) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for option in values:
        if option not in (*LISTS, *SETTINGS, "without"):
            text = fields.one(values, option) or ""
            columns[COLUMNS.get(option, option)] = read(work, option, text)
    for option, column in LISTS.items():
        if option in values:
            columns[column] = _more(getattr(before, column), fields.many(values, option))
    for text in fields.many(values, "without"):
        _take_off(before, columns, text)
    return columns


def _more(old: str | None, texts: tuple[str, ...]) -> str | None:
    """A list with more at its end, in their order; one that stood there moves; "" empties it."""
    lines = old.split("\n") if old else []
    for text in texts:
        line = fields.line(text, "name")
        lines = [kept for kept in lines if line and kept.casefold() != line.casefold()]
        if line:
            lines.append(line)
    return "\n".join(lines) or None


def _take_off(before: Profile, columns: dict[str, Any], text: str) -> None:
    wanted = " ".join(text.split()).casefold()
    on_record = []
    found = False
    for column in LISTS.values():
        lines = (columns.get(column, getattr(before, column)) or "").split("\n")
        left = [line for line in lines if line.casefold() != wanted]
        if wanted and left != lines:
            columns[column], found = "\n".join(left) or None, True
        on_record += [line for line in lines if line]
    if not found:
        raise InvalidError(
            f"`{text}` is neither a specialty nor a language of the profile",
            f"one of: {', '.join(on_record)}"
            if on_record
            else "there is none on record to take away",
        )


def _said(name: str, value: Any) -> str:  # noqa: ANN401  a column's value
    label = name.removesuffix("_on").replace("_", " ")
    if value is None:
        return f"{label} taken away"
    if name == "graduated":
        return f"{label} {months.say(value)}"
    if name.endswith("_on"):
        return f"{label} {say_day(date.fromisoformat(value))}"
    if isinstance(value, bool):
        return f"{label} {'yes' if value else 'no'}"
    if isinstance(value, float):
        return f"{label} {value:g}"
    return f"{label} {str(value).replace(chr(10), ' / ')}"


def _difference(profile: Profile) -> str | None:
    if not profile.eras_name or not profile.nrmp_name:
        return None
    return rules.name_difference(profile.eras_name, profile.nrmp_name)


def _names_told(profile: Profile) -> tuple[Notice, ...]:
    what = _difference(profile)
    facts = {"eras": profile.eras_name, "nrmp": profile.nrmp_name}
    return (Notice("names-differ", what=what, **facts),) if what else ()


def card(work: Work) -> Card:
    """The profile whole; `row` has its keys."""
    return Card("profile", row(work))


def row(work: Work, profile: Profile | None = None) -> Row:
    """The profile with exams, gaps and the ECFMG gate, as `apply profile --json` gives it.

    Keys: the columns of the profile, `specialties` and `languages` as lists; `name` and
    `signature` (settings); `names_differ` (`case accents marks words`, null when alike or not
    both are known); `img_group`; `years_since_graduation{least,most,on}`; `exams[{ref, kind,
    attempt, taken_on, outcome, score, result_on}]`; `gaps[{ref, begins, ends, why}]`;
    `unexplained[{begins, ends}]`; `ecfmg[{part, state, says, on, exam, needed_for, due{ref,
    due_at, timezone, home_due_at, is_past, confidence, source}, doubts[{code, says, source}]}]`;
    `season`.
    """
    from fmgtrack.rules.gaps import find_gaps
    from fmgtrack.store import profile as kept

    one = profile or kept.profile(work.store) or Profile()
    attempts = kept.exams(work.store)
    columns = {field.name: getattr(one, field.name) for field in fields_of(one)}
    gaps = find_gaps(one.graduated, kept.filled(work.store), work.today)
    return {
        "ref": one.ref if one.id else None,
        **{name: value for name, value in columns.items() if name not in ("id", "uid")},
        "specialties": one.specialties.split("\n") if one.specialties else [],
        "languages": one.languages.split("\n") if one.languages else [],
        "name": work.settings.name,
        "signature": work.settings.signature,
        "names_differ": _difference(one),
        "img_group": rules.img_group(one.citizenship),
        "years_since_graduation": _since(one, work.season),
        "exams": [exams.row_of(number, exam) for number, exam in rules.attempts(attempts)],
        "gaps": [exams.gap_row(work, gap) for gap in _gaps(work)],
        "unexplained": [
            {"begins": gap.first.isoformat(), "ends": gap.last.isoformat()} for gap in gaps
        ],
        "ecfmg": _gate_rows(work, one, attempts),
        "season": work.season,
    }


def _gaps(work: Work) -> list[Gap]:
    return sorted(work.store.table(Gap).each(), key=lambda gap: (gap.begins, gap.id))


def _since(profile: Profile, season: int) -> Row | None:
    if not profile.graduated:
        return None
    years = rules.years_since_graduation(profile.graduated, season)
    start = rules.starts_on(season).isoformat()
    return {"least": years.least, "most": years.most, "on": start} if years else None


def _events(work: Work) -> dict[str, Row]:
    """The season's events that the gate looks at, as `deadlines` lists them, by key."""
    from fmgtrack.store import deadlines

    found = {}
    for key in (ecfmg.APPLICATION, ecfmg.CONFIRMATION):
        event = deadlines.of_key(work.store, work.season, key)
        if event:
            found[key] = deadlines.rows(
                work.store, work.now, work.home_zone, deadline_id=event["id"]
            )[0]
    return found


def gate(work: Work, profile: Profile | None, attempts: list[Exam]) -> tuple[ecfmg.Part, ...]:
    """How each part of the ECFMG gate stands."""
    from fmgtrack.rules.moments import day_of

    days = {key: day_of(event["due_at"]) for key, event in _events(work).items()}
    return ecfmg.gate(profile, attempts, work.today, days, work.season)


def _gate_rows(work: Work, profile: Profile, attempts: list[Exam]) -> list[Row]:
    events = _events(work)
    kept = ("ref", "due_at", "timezone", "home_due_at", "is_past", "confidence", "source")
    return [
        {
            "part": part.key,
            "state": part.state,
            "says": ecfmg.in_words(part),
            "on": part.on,
            "exam": part.ref,
            "needed_for": "match" if part.for_match else "training",
            "due": {key: events[part.event][key] for key in kept} if part.event else None,
            "doubts": [
                {
                    "code": code,
                    "says": ecfmg.DOUBTS[code].says,
                    "source": ecfmg.DOUBTS[code].source,
                }
                for code in part.doubts
            ],
        }
        for part in gate(work, profile, attempts)
    ]
