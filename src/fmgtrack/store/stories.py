"""Stories as they are listed, with to whom each was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.records.story import COMPETENCIES, Story
from fmgtrack.rules import followups
from fmgtrack.rules.stories import PARTS, flags, shown

if TYPE_CHECKING:
    from fmgtrack.records.results import Row
    from fmgtrack.store import Store


def rows(store: Store, *, story_id: int | None = None) -> list[Row]:
    """Stories by number.

    Keys: `ref title situation task action result learnt competencies[]
    told[{ref,contact{ref,name,title,role},program{ref,name},interview{ref},told_on}] flags[]
    advice[] written_at`. `told_on` is the last day of that interview; `advice` has the sentence of
    each of the `flags`, in their order.
    """
    told: dict[int, list[Row]] = {}
    for row in tellings(store):
        told.setdefault(row.pop("story_id"), []).append(row)
    only = {} if story_id is None else {"id": story_id}
    return [shape(story, told.get(story.id, [])) for story in store.table(Story).list(**only)]


def shape(story: Story, told: list[Row]) -> Row:
    """The row of one story; a story that is not on record yet has no `ref`."""
    shows, found = shown(story), flags(story)
    return {
        "ref": story.ref if story.id else None,
        "title": story.title,
        **{part: getattr(story, part) for part in PARTS},
        "competencies": [word for word in COMPETENCIES if word in shows],
        "told": told,
        "flags": [flag.code for flag in found],
        "advice": [flag.message for flag in found],
        "written_at": story.written_at,
    }


def tellings(store: Store) -> list[Row]:
    """To whom each story was told, by day: the keys of `told` in `rows`, and `story_id`."""
    found = store.query(
        """SELECT t.story_id, t.meeting_id, m.contact_id, m.interview_id, i.program_id,
               i.starts_at, i.ends_at, i.timezone, p.name AS program, p.timezone AS program_zone,
               c.name, c.title, c.role
           FROM telling t JOIN meeting m ON m.id = t.meeting_id
           JOIN interview i ON i.id = m.interview_id JOIN program p ON p.id = i.program_id
           JOIN contact c ON c.id = m.contact_id
           ORDER BY coalesce(i.starts_at, '9999'), t.id"""
    )
    return [
        {
            "story_id": row["story_id"],
            "ref": f"f{row['meeting_id']}",
            "contact": {
                "ref": f"c{row['contact_id']}",
                **{key: row[key] for key in ("name", "title", "role")},
            },
            "program": {"ref": f"p{row['program_id']}", "name": row["program"]},
            "interview": {"ref": f"i{row['interview_id']}"},
            "told_on": _day(row),
        }
        for row in found
    ]


def _day(row: Row) -> str | None:
    if not row["starts_at"]:
        return None
    span = (row["starts_at"], row["ends_at"], row["timezone"])
    return followups.last_day(*span, row["program_zone"]).isoformat()


def names(store: Store) -> list[dict[str, Any]]:
    """What a story can be found by: `id title`."""
    return store.query("SELECT id, title FROM story")
