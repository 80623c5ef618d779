"""Stories for behavioural questions, how they cover what is wanted, and to whom they were told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find, tellings
from fmgtrack.errors import (
    AmbiguousError,
    ConflictError,
    FmgtrackError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from fmgtrack.records.results import Card, Changed, Listing, Notice
from fmgtrack.records.story import COMPETENCIES, Story
from fmgtrack.rules import moments
from fmgtrack.rules.stories import PARTS, coverage, flags, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

FORM = ("title", *PARTS, "competency")
"""The fields of a story in the editor."""

OPTIONS = (*FORM, "told", "without")
"""What `edit` takes for a story."""


def add_story(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Changed:
    """Put a story on record: the options of `OPTIONS` that were given, a title at least."""
    with work.store.change() as change:
        story = change.table(Story).insert(drafted(work, values))
        told, notices = tellings.tell(work, change, story, fields.many(values, "told"))
        change.title = f"added story {story.ref} {story.title}"
        if told:
            change.title += f", told to {', '.join(told)}"
    return Changed("add-story", (story.ref,), change.title, (*_flagged(story), *notices))


def drafted(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Story:
    """The story that these options make, not yet on record.

    Raises:
        InvalidError: there is no title, or a text is too long.
        UsageError: a competency is not known.
    """
    columns = read({"title": ""} | dict(values))
    return Story(written_at=moments.stamp(work.now), **columns)


def preview(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> Card:
    """The story that these options would make, for a last look."""
    from fmgtrack.store.stories import shape

    return Card("story", shape(drafted(work, values), []))


def read(values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """Column values from the options that were given."""
    columns: dict[str, Any] = {}
    if (text := fields.one(values, "title")) is not None:
        columns["title"] = fields.name(text, "story")
    for part in PARTS:
        if (text := fields.one(values, part)) is not None:
            columns[part] = fields.prose(text, part)
    if "competency" in values:
        columns["competencies"] = _kept(competencies(fields.many(values, "competency")))
    return columns


def competencies(texts: Iterable[str]) -> tuple[str, ...]:
    """The competencies that texts name, separated by commas or spaces, as `patient care, conflict`.

    Raises:
        UsageError: one is not known.
    """
    found: list[str] = []
    for text in texts:
        words = [word for word in re.split(r"[\s,;]+", text) if word]
        while words:
            pair = "-".join(words[:2]).lower()
            taken = 2 if pair in COMPETENCIES else 1
            word = pair if taken > 1 else fields.choice(words[0], "--competency", COMPETENCIES)
            found.append(word)
            del words[:taken]
    return tuple(found)


def _kept(words: Iterable[str]) -> str | None:
    """The column: competencies in their own order, each once."""
    named = set(words)
    return " ".join(word for word in COMPETENCIES if word in named) or None


def change_story(
    work: Work, change: Change, story: Story, values: Mapping[str, str | tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Apply the options of `edit` to a story.

    Several values of `competency` (a tuple, from the command line) are added to those there are;
    one text (from the editor) is all of them. `without` takes away a competency, or a person to
    whom the story was told.
    """
    columns = read(values)
    words = set(shown(story))
    if "competency" in values:
        named = set((columns["competencies"] or "").split())
        words = named if isinstance(values["competency"], str) else words | named
    people = []
    for text in fields.many(values, "without"):
        word = _competency(text)
        if word is None:
            people.append(text)
        elif word in words:
            words.discard(word)
        else:
            raise ConflictError(
                f"{story.ref} is not kept as a story about {word}",
                f"it shows {', '.join(sorted(words)) or 'nothing yet'}",
            )
    after = change.table(Story).update(story, **columns | {"competencies": _kept(words)})
    tellings.untell(work, change, story, people)
    _, notices = tellings.tell(work, change, story, fields.many(values, "told"))
    return (*(_flagged(after) if columns else ()), *notices)


def _competency(text: str) -> str | None:
    """The competency that a text is, None when it names something else."""
    typed = "-".join(text.lower().split())
    return typed if typed in COMPETENCIES else None


def _flagged(story: Story) -> tuple[Notice, ...]:
    return tuple(
        Notice(f"story-{flag.code}", ref=story.ref, message=flag.message) for flag in flags(story)
    )


def story(store: Store, text: str) -> Story:
    """A story by its ref or an unambiguous part of its title.

    Raises:
        AmbiguousError: the text fits several; they are the candidates.
        NotFoundError: it fits none; the nearest are the candidates.
    """
    from fmgtrack.rules.matching import Named
    from fmgtrack.rules.matching import find as match
    from fmgtrack.store.stories import names

    hint = "`fmgtrack prep stories` lists them"
    if ref := find.REF.fullmatch(text.strip()):
        number = int(ref[2]) if ref[1].lower() == Story.spec.letter else 0
        if record := store.table(Story).get(number):
            return record
        raise NotFoundError("story", text, hint=hint)
    named = {row["id"]: row["title"] for row in names(store)}
    found = match(text, [Named(key=number, name=title) for number, title in named.items()])
    if found.key is not None and (record := store.table(Story).get(found.key)):
        return record
    candidates = [
        (f"{Story.spec.letter}{key}", named[key]) for key in found.candidates[: find.MOST]
    ]
    if candidates and not found.near:
        raise AmbiguousError("story", text, candidates)
    raise NotFoundError("story", text, nearest=candidates, hint=hint)


def told(work: Work, text: str, people: tuple[str, ...], without: tuple[str, ...] = ()) -> Changed:
    """Keep to whom a story was told, and to whom it was not after all.

    Args:
        work: the open record.
        text: the story.
        people: refs of follow-ups, or names of people.
        without: the same, of those to whom it was not told.

    Raises:
        UsageError: nobody is named.
        RefusedError: a meeting is still to come.
    """
    if not people and not without:
        raise UsageError("nobody is named", "`fmgtrack prep told st3 f3` names the follow-up")
    with work.store.change() as change:
        record = story(work.store, text)
        gone = tellings.untell(work, change, record, without)
        new, notices = tellings.tell(work, change, record, people)
        said = [f"told {record.ref} {record.title} to {', '.join(new)}"] if new else []
        if gone:
            said.append(f"took back that {record.ref} was told to {', '.join(gone)}")
        change.title = "; ".join(said)
    return Changed("told", (record.ref,), change.title, notices)


def listing(
    work: Work, *, competency: str | None = None, program_text: str | None = None
) -> Listing:
    """Stories by number, with the keys of `store.stories.rows`.

    With a program each row has `told_there` too (what of `told` was there), and those not yet told
    there come first. Without any filter the coverage follows.
    """
    from fmgtrack.store.stories import rows

    found = rows(work.store)
    none = Notice("no-stories")
    if competency is not None:
        words = competencies((competency,))
        found = [row for row in found if set(words) & {*row["competencies"]}]
        none = Notice("no-such-stories", words=words)
    if program_text is None:
        notices = () if competency is not None else _covered(work)
        return Listing("stories", found, notices, none)
    program = find.program(work.store, program_text)
    for row in found:
        row["told_there"] = [one for one in row["told"] if one["program"]["ref"] == program.ref]
    found.sort(key=lambda row: bool(row["told_there"]))
    fresh = sum(not row["told_there"] for row in found)
    counted = (Notice("stories-there", program=program.name, fresh=fresh, of=len(found)),)
    return Listing("stories-there", found, counted if found else (), none)


def grid(work: Work) -> Card:
    """How the stories cover the wanted set.

    Keys: `rows[{key,competencies,low,high,have,missing,unfinished[],stories[]}] complete`.
    """
    rows = [
        {
            "key": cover.wanted.key,
            "competencies": list(cover.wanted.competencies),
            "low": cover.wanted.low,
            "high": cover.wanted.high,
            "have": cover.have,
            "missing": cover.missing,
            "unfinished": list(cover.unfinished),
            "stories": list(cover.stories),
        }
        for cover in coverage(work.store.table(Story).list())
    ]
    return Card("story-grid", {"rows": rows, "complete": not any(row["missing"] for row in rows)})


def _covered(work: Work) -> tuple[Notice, ...]:
    row = grid(work).row
    return (*(Notice("story-cover", **one) for one in row["rows"]), Notice("story-gaps", **row))


def row_of(work: Work, record: Story) -> Row:
    """The listing row of one story."""
    from fmgtrack.store.stories import rows

    return rows(work.store, story_id=record.id)[0]


def form(values: Mapping[str, str | tuple[str, ...]]) -> str:
    """A new story as a form for the editor, with what was given so far."""
    from fmgtrack.exchange.form import write_form

    shown_now = [(name, ", ".join(fields.many(values, name))) for name in FORM]
    return write_form(
        "a story: write after the colons, save and close\n"
        "further lines of a part begin with two spaces; a part may stay empty\n"
        f"competency: {', '.join(COMPETENCIES)}",
        shown_now,
    )


def from_form(opened: str, text: str, *, blank: bool) -> dict[str, str | tuple[str, ...]]:
    """The options that an edited form gives, as `add_story` takes them.

    `opened` is the form as the editor was given it; `blank` says that no part was in it.

    Raises:
        RefusedError: nothing was written, or nothing was left.
        FormError: lines or values cannot be taken; it holds every one of them.
    """
    from fmgtrack.exchange.form import FormError, parse_form

    parsed = parse_form(text, FORM)
    if (blank and text == opened) or not (parsed.faults or any(parsed.values.values())):
        raise RefusedError("nothing was written", "no story was added")
    faults = list(parsed.faults)
    for name, value in ({"title": ""} | parsed.values).items():
        try:
            read({name: value})
        except FmgtrackError as error:
            faults.append((parsed.lines.get(name, 0), error))
    if faults:
        raise FormError(sorted(faults, key=lambda fault: fault[0]))
    return {**parsed.values}
