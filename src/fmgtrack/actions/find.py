"""From what a person types to the record that is meant; never the first hit of several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fmgtrack.errors import AmbiguousError, NotFoundError, RefusedError, UsageError
from fmgtrack.records import BY_LETTER, RECORDS
from fmgtrack.records.contact import Contact
from fmgtrack.records.interview import Interview, Meeting
from fmgtrack.records.program import Program
from fmgtrack.records.spec import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fmgtrack.rules.matching import Named
    from fmgtrack.store import Store

R = TypeVar("R", bound=Record)

REF = re.compile(r"([a-z]{1,2})([1-9][0-9]{0,17})", re.IGNORECASE)
_SPAN = r"([a-z]{1,2})([1-9][0-9]{0,17})-([a-z]{0,2})([1-9][0-9]{0,17})"
_RANGE = re.compile(_SPAN, re.IGNORECASE)
_EACH = rf"(?:{_SPAN}|[a-z]{{1,2}}[1-9][0-9]{{0,17}})"
_SEVERAL = re.compile(rf"{_EACH}(?:[\s,]+{_EACH})*,?", re.IGNORECASE)
"""One or several refs or ranges of refs."""

MOST_AT_ONCE = 100
"""How many refs a range may stand for."""

MOST = 10
"""How many candidates are shown."""

SAID = 3
"""How many parts a candidate's name has: the name, and two things that tell it apart."""

CODE = re.compile(r"[0-9]{7}[A-Z][0-9]{1,3}", re.IGNORECASE)


def by_ref(store: Store, text: str) -> Record | None:
    """The record of a ref, None when the text is no ref.

    Raises:
        NotFoundError: it is a ref, but of nothing on record.
    """
    match = REF.fullmatch(text.strip())
    if not match:
        return None
    letter, number = match[1].lower(), int(match[2])
    spec = BY_LETTER.get(letter)
    if spec is None:
        return None
    record = store.table(spec.cls).get(number)
    if record is None:
        last = store.table(spec.cls).last()
        gone = f"the last one is `{letter}{last}`" if number > last else "it was taken away"
        raise NotFoundError(_said(spec.name), text, why=gone if last else "")
    return record


def spread(store: Store, texts: Iterable[str]) -> list[str]:
    """Refs one by one from what stands for several: `f3,f5`, `f7-f9`; other texts as they are.

    Raises:
        UsageError: a range runs backwards, over two kinds, or over too many.
        NotFoundError: what a range runs over is not all on record.
    """
    found: list[str] = []
    for piece in _pieces(texts):
        found += _range(store, piece) if _RANGE.fullmatch(piece) else [piece]
    return found


def _pieces(texts: Iterable[str]) -> list[str]:
    """Refs and ranges of refs one by one; other texts as they are."""
    found: list[str] = []
    for text in texts:
        several = _SEVERAL.fullmatch(text.strip())
        found += re.split(r"[\s,]+", text.strip(" ,")) if several else [text]
    return found


def _range(store: Store, text: str) -> list[str]:
    match = cast("re.Match[str]", _RANGE.fullmatch(text))
    letters, first, others, last = match.groups()
    spec = BY_LETTER.get(letters.lower())
    if spec is None:
        return [text]
    if others.lower() not in ("", letters.lower()):
        raise UsageError(f"`{text}` runs from one kind to another", "type a range such as `f7-f9`")
    begin, end = int(first), int(last)
    if end < begin:
        raise UsageError(f"`{text}` runs backwards", f"type `{letters}{last}-{letters}{first}`")
    if end - begin >= MOST_AT_ONCE:
        raise UsageError(f"`{text}` is {end - begin + 1:,} refs", f"name {MOST_AT_ONCE} at most")
    table = store.table(spec.cls)
    holes = [number for number in range(begin, end + 1) if table.get(number) is None]
    if holes:
        hint = f"leave out what is not there, as in `{letters}{first} {letters}{last}`"
        raise NotFoundError(_said(spec.name), _holes(letters, holes), hint=hint)
    return [f"{letters}{number}" for number in range(begin, end + 1)]


def _holes(letters: str, numbers: list[int]) -> str:
    """Missing numbers as refs, those in a row as a range; it will stand in backticks."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and rows[-1][-1] == number - 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    ends = [(f"{letters}{row[0]}", f"{letters}{row[-1]}") for row in rows]
    return "`, `".join(one if one == other else f"{one}-{other}" for one, other in ends)


def of_kind(store: Store, text: str, cls: type[R], word: str) -> R:
    """The record of a ref that must be of one kind."""
    record = by_ref(store, text)
    if record is not None and not isinstance(record, cls):
        raise other_kind(store, record, word)
    if record is None:
        raise NotFoundError(word, text)
    return record


def other_kind(store: Store, record: Record, word: str) -> NotFoundError:
    """Why a ref is refused that is no `word`, with the one that belongs to it where there is."""
    ref = record.ref
    why = f"`{ref}` is {a_kind(record)}"
    if isinstance(record, Meeting) and word == "program":
        record = cast("Record", store.table(Interview).get(record.interview_id))
    number = getattr(record, f"{word}_id", None)
    if word in RECORDS and number:
        why += f", its {word} is `{RECORDS[word].letter}{number}`"
        return NotFoundError(word, ref, hint=why)
    return NotFoundError(word, ref, why=why)


def program(store: Store, text: str) -> Program:
    """A program by ref, NRMP code or an unambiguous part of its name.

    Raises:
        AmbiguousError: the text fits several; they are the candidates.
        NotFoundError: it fits none; the nearest are the candidates.
    """
    record = by_ref(store, text)
    if isinstance(record, Program):
        return record
    if record is not None:
        raise other_kind(store, record, "program")
    if CODE.fullmatch(text.strip()):
        from fmgtrack.store.programs import by_code

        number = by_code(store, text.strip().upper())
        if number:
            return cast("Program", store.table(Program).get(number))
    try:
        found = _match(text, _programs(store), "program", "p", _add_program(text))
    except NotFoundError:
        if CODE.fullmatch(text.strip()):
            raise _unknown_code(store, text.strip().upper()) from None
        raise
    return cast("Program", store.table(Program).get(found))


def _unknown_code(store: Store, code: str) -> NotFoundError:
    """Why a code is refused that no program carries, with those on record that are like it."""
    from fmgtrack.rules.matching import nearest
    from fmgtrack.store.programs import coded

    known = dict(coded(store))
    near = [(found, known[found]) for found in nearest(code, known)]
    hint = "`fmgtrack edit PROGRAM --code CODE` puts one on record"
    return NotFoundError(
        "NRMP code of a program on record",
        code,
        nearest=near,
        hint=f"one of these may be meant, otherwise {hint}" if near else hint,
    )


def _add_program(text: str) -> str:
    return f'`fmgtrack add-program "{text}" --state XX` adds it'


def contact(store: Store, text: str) -> Contact:
    """A contact by ref or an unambiguous part of the name."""
    record = by_ref(store, text)
    if isinstance(record, Contact):
        return record
    if record is not None:
        raise other_kind(store, record, "contact")
    found = _match(text, _contacts(store), "contact", "c", "")
    return cast("Contact", store.table(Contact).get(found))


def anything(store: Store, text: str) -> Record:
    """A record by any ref, or a program or contact by name."""
    record = by_ref(store, text)
    if record is not None:
        return record
    if CODE.fullmatch(text.strip()):
        return program(store, text)
    from fmgtrack.rules.matching import find

    programs = {named.key: named for named in _programs(store)}
    # by their own names alone: whoever types the program's means the program
    contacts = {named.key: named for named in _contacts(store, with_program=False)}
    places, people = find(text, programs.values()), find(text, contacts.values())
    if places.key is not None and people.key is None:
        return cast("Program", store.table(Program).get(places.key))
    no_place = places.key is None and (not places.candidates or places.near)
    if people.key is not None and no_place:
        return cast("Contact", store.table(Contact).get(people.key))
    candidates = [
        (f"{letter}{key}", _told_apart(names[key]))
        for letter, names, found in (("p", programs, places), ("c", contacts, people))
        for key in ([found.key] if found.key is not None else found.candidates)
    ]
    fits = [found for found in (places, people) if found.key is not None or not found.near]
    if not any(found.key is not None or found.candidates for found in fits):
        raise NotFoundError(
            "record", text, nearest=candidates, hint="type a ref, or part of a name"
        )
    raise AmbiguousError("record", text, candidates)


def follow_ups(store: Store, texts: Iterable[str]) -> tuple[list[Meeting], list[Program]]:
    """Meetings named by their refs or persons, and programs named in any way."""
    meetings: dict[str, Meeting] = {}
    programs: dict[str, Program] = {}
    for text in spread(store, texts):
        record = anything(store, text)
        if isinstance(record, Contact):
            record = _only_meeting(store, record)
        if isinstance(record, Meeting):
            meetings[record.ref] = record
        elif isinstance(record, Program):
            programs[record.ref] = record
        else:
            raise other_kind(store, record, "follow-up")
    if not meetings and not programs:
        raise UsageError("no follow-up named", "`fmgtrack followups` lists their refs")
    return list(meetings.values()), list(programs.values())


def swept(store: Store, texts: Iterable[str]) -> set[str]:
    """Refs of the follow-ups that stand in a range and are not named beside it."""
    pieces = _pieces(texts)
    ranges = [piece for piece in pieces if _RANGE.fullmatch(piece)]
    named = [piece for piece in pieces if piece not in ranges]
    apart = {meeting.ref for meeting in follow_ups(store, named)[0]} if named else set()
    return {ref.lower() for ref in spread(store, ranges)} - apart


def _only_meeting(store: Store, person: Contact) -> Meeting:
    found = store.table(Meeting).list(contact_id=person.id)
    if len(found) > 1:
        named = [(meeting.ref, person.full_name) for meeting in found]
        raise AmbiguousError("follow-up", person.full_name, named)
    if not found:
        raise NotFoundError("follow-up", person.full_name)
    return found[0]


def track(store: Store, owner: Program, code: str | None) -> int | None:
    """Number of a program's track: the named code, else its only one, else None without any.

    Raises:
        RefusedError: the program has several codes and none was named.
        NotFoundError: the named code is not the program's.
    """
    from fmgtrack.store.board import tracks

    known = tracks(store, owner.id)
    if code is not None:
        wanted = code.strip().upper()
        for row in known:
            if row["code"] == wanted:
                return int(row["id"])
        raise NotFoundError(
            "code",
            code,
            nearest=[(row["code"], owner.name) for row in known],
            hint=f"`fmgtrack edit {owner.ref} --code {wanted}` puts it on record",
        )
    if len(known) > 1:
        raise RefusedError(
            f"{owner.name} has several codes",
            "`--code` names the one that is meant",
            [(row["code"], owner.name) for row in known],
        )
    return int(known[0]["id"]) if known else None


def _match(text: str, names: list[Named], kind: str, letter: str, hint: str) -> int:
    from fmgtrack.rules.matching import find

    found = find(text, names)
    if found.key is not None:
        return found.key
    shown = {named.key: _told_apart(named) for named in names}
    candidates = [(f"{letter}{key}", shown[key]) for key in found.candidates[:MOST]]
    if found.candidates and not found.near:
        raise AmbiguousError(kind, text, candidates)
    if candidates:
        hint = (
            f"one of these may be meant, otherwise {hint}" if hint else "one of these may be meant"
        )
    raise NotFoundError(kind, text, nearest=candidates, hint=hint)


def _programs(store: Store) -> list[Named]:
    from fmgtrack.reference.places import states
    from fmgtrack.rules.matching import Named
    from fmgtrack.store.programs import names

    long = {code: state.name for code, state in states().items()}
    return [
        Named(
            key=row["id"],
            name=row["name"],
            institution=row["institution"] or "",
            also=_given(
                row["city"],
                row["state"],
                long.get(row["state"] or ""),
                row["specialty"],
            ),
        )
        for row in names(store)
    ]


def _contacts(store: Store, *, with_program: bool = True) -> list[Named]:
    from fmgtrack.rules.matching import Named
    from fmgtrack.store.contacts import names

    return [
        Named(
            key=row["id"],
            name=row["name"],
            also=_given(row["title"], row["program"] if with_program else None),
        )
        for row in names(store)
    ]


def _told_apart(named: Named) -> str:
    """A name with what tells it apart from another of the same name."""
    return ", ".join([named.name, *(text for text in named.also if text != named.name)][:SAID])


def _given(*values: Any) -> tuple[str, ...]:  # noqa: ANN401  columns of rows
    return tuple(value for value in values if value)


def kind_of(record: Record) -> str:
    """The word for a record's kind, as people say it."""
    return _said(record.spec.name)


def a_kind(record: Record) -> str:
    """The same with its article: `an interview`."""
    kind = kind_of(record)
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _said(name: str) -> str:
    return {"meeting": "follow-up", "track": "code", "entry": "line of the list"}.get(name, name)
