"""What is on record of preparing for interviews, as `rules.preparing` looks at it.

`today` asks for it on most days, so nothing is read here but the record itself: whether a fact
would fit any program, when a question comes again and what a checklist holds is found elsewhere.
"""

from __future__ import annotations

from datetime import timedelta

from fmgtrack.records.mock import MOCK_KINDS
from fmgtrack.records.tick import PARTS
from fmgtrack.rules import moments
from fmgtrack.rules import preparing as rules
from fmgtrack.rules.followups import last_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from fmgtrack.records.results import Row
    from fmgtrack.store import Store

_INTERVIEW = """
    SELECT i.id, i.program_id, p.name, i.starts_at, i.ends_at, i.timezone,
        p.timezone AS program_zone,
        (SELECT count(*) FROM reason r WHERE r.program_id = i.program_id) AS reasons,
        (SELECT count(*) FROM meeting m
            WHERE m.interview_id = i.id AND m.setting IS NOT NULL) AS people,
        EXISTS (SELECT 1 FROM meeting m
            WHERE m.interview_id = i.id AND m.setting = 'session') AS session,
        i.format,
        (SELECT count(*) FROM asking a
            WHERE a.program_id = i.program_id AND NOT a.on_page) AS questions,
        (SELECT count(*) FROM asking a WHERE a.program_id = i.program_id AND NOT a.on_page
            AND a.answer IS NULL AND a.meeting_id IS NULL) AS unanswered,
        EXISTS (SELECT 1 FROM asking a
            WHERE a.program_id = i.program_id AND a.answer IS NOT NULL) AS answered,
        EXISTS (SELECT 1 FROM rating r WHERE r.program_id = i.program_id) AS rated,
        (i.highlight IS NOT NULL OR i.note IS NOT NULL OR EXISTS (SELECT 1 FROM meeting m
            WHERE m.interview_id = i.id AND m.talked_about IS NOT NULL)) AS noted
    FROM interview i JOIN program p ON p.id = i.program_id
    WHERE i.status = 'scheduled'
"""


def comings(store: Store, now: datetime, within: int) -> list[Row]:
    """Scheduled interviews of the next days, and those that are just over, soonest first.

    The keys are the attributes of `rules.preparing.Coming`, with a `Kept` for `lines`; `reasons`
    counts all that are on record, concrete or not.

    Args:
        store: the record.
        now: the moment.
        within: how many calendar days ahead an interview begins at most.
    """
    day = now.date()
    found = store.query(
        f"""{_INTERVIEW} AND substr(i.starts_at, 1, 10) <= :last
            AND substr(coalesce(i.ends_at, i.starts_at), 1, 10) >= :first""",
        {
            # a day wider on both sides: zones
            "first": (day - timedelta(days=rules.JUST_OVER + 1)).isoformat(),
            "last": (day + timedelta(days=within + 1)).isoformat(),
        },
    )
    return _shaped(store, found, now, within)


def next_one(store: Store, now: datetime) -> Row | None:
    """The next scheduled interview however far away, with the same keys; None for none."""
    day = now.date().isoformat()
    found = store.query(
        f"{_INTERVIEW} AND i.starts_at > :day ORDER BY i.starts_at LIMIT 3", {"day": day}
    )
    ahead = [row for row in _shaped(store, found, now, None) if not row["over"]]
    return ahead[0] if ahead else None


def _shaped(store: Store, found: list[Row], now: datetime, within: int | None) -> list[Row]:
    if not found:
        return []
    asks = _asks(store)
    told = _told(store)
    ticks = _ticks(store)
    found.sort(key=lambda row: moments.moment(row["starts_at"], row["timezone"]))
    shaped = []
    for row in found:
        starts, zone, there = row["starts_at"], row["timezone"], row["program_zone"]
        today = moments.in_zone(now, there or zone).date()
        over = moments.is_over(starts, row["ends_at"], zone, now, there)
        days = (_first_day(row) - today).days
        last = (last_day(starts, row["ends_at"], zone, there) - today).days
        if (over and last < -rules.JUST_OVER) or (within is not None and days > within):
            continue
        settings = ("formal", "meal", *(("session",) if row["session"] else ()))
        chosen = asks.get(row["program_id"], {})
        shaped.append(
            {
                "interview": f"i{row['id']}",
                "program": f"p{row['program_id']}",
                "name": row["name"],
                "days": days,
                "reasons": row["reasons"],
                "asks": tuple(name for name in settings if chosen.get(name, 0) < rules.TO_ASK),
                "people": row["people"],
                "told": rules.told_rows(told.get(row["program_id"], ())),
                "lines": _kept(row, ticks.get(row["id"], ()), -last if over else None),
                "over": over,
            }
        )
    return shaped


def _first_day(row: Row) -> date:
    """The first day of an interview on the calendar of the program's zone."""
    starts, zone = row["starts_at"], row["timezone"]
    if not moments.has_clock(starts):
        return moments.day_of(starts)
    return moments.in_zone(moments.moment(starts, zone), row["program_zone"] or zone).date()


def _ticks(store: Store) -> dict[int, list[Row]]:
    """The lines that were touched, by interview."""
    found: dict[int, list[Row]] = {}
    for row in store.query("SELECT * FROM tick ORDER BY id"):
        found.setdefault(row["interview_id"], []).append(row)
    return found


def _kept(row: Row, ticks: Iterable[Row], over: int | None) -> rules.Kept:
    known = {"people": row["people"] > 0, "questions": row["questions"] >= rules.TO_ASK}
    if over is not None:
        known["impressions"] = row["noted"]
        known["answers"] = row["answered"] and not row["unanswered"]
        known["ratings"] = row["rated"]
    every = list(ticks)
    return rules.Kept(
        format=row["format"],
        touched=frozenset(tick["key"] for tick in every if tick["key"]),
        own=tuple(
            (f"ti{tick['id']}", tick["part"] or PARTS[0])
            for tick in every
            if not tick["key"] and not tick["done_on"]
        ),
        known=frozenset(word for word, shown in known.items() if shown),
        over=over,
    )


def _asks(store: Store) -> dict[int, dict[str, int]]:
    """How many questions were chosen for each setting of each program."""
    found: dict[int, dict[str, int]] = {}
    for row in store.query(
        """SELECT program_id, setting, count(*) AS chosen FROM asking WHERE NOT on_page
           GROUP BY program_id, setting"""
    ):
        found.setdefault(row["program_id"], {})[row["setting"]] = row["chosen"]
    return found


def _told(store: Store) -> dict[int, list[tuple[tuple[str, ...], bool]]]:
    """What every story shows and whether it was told there, for programs where one was told."""
    stories = {row["id"]: _words(row) for row in store.query("SELECT id, competencies FROM story")}
    found: dict[int, set[int]] = {}
    for row in store.query(
        """SELECT t.story_id, i.program_id FROM telling t JOIN meeting m ON m.id = t.meeting_id
           JOIN interview i ON i.id = m.interview_id"""
    ):
        found.setdefault(row["program_id"], set()).add(row["story_id"])
    return {
        program: [(words, number in there) for number, words in stories.items()]
        for program, there in found.items()
    }


def _words(row: Row) -> tuple[str, ...]:
    return tuple((row["competencies"] or "").split())


def person(store: Store, now: datetime, today: date, season: int) -> rules.Person:
    """What is prepared whatever the program; `due` is 0 or None, for it takes the bank to count.

    Args:
        store: the record.
        now: the moment.
        today: the day it is for the person.
        season: the match year.
    """
    held, planned, kinds = _mocks(store, today)
    look, unviewed = _developments(store, now, today, season)
    return rules.Person(
        about=_about(store),
        points=_points(store),
        raised=raised(store),
        stories=tuple(_words(row) for row in store.query("SELECT competencies FROM story")),
        mocks=held,
        planned=planned,
        nobody=tuple(kind for kind in MOCK_KINDS if kind not in kinds),
        mends=store.query("SELECT count(*) AS n FROM mend WHERE done_on IS NULL")[0]["n"],
        due=0 if store.query("SELECT EXISTS (SELECT 1 FROM practice) AS n")[0]["n"] else None,
        unviewed=unviewed,
        look=look,
        unread=unread(store, today),
    )


_NEWEST = """
    FROM outline o JOIN question q ON q.id = o.question_id
    WHERE o.id = (SELECT max(n.id) FROM outline n
        WHERE n.question_id = o.question_id AND n.program_id IS o.program_id)
      AND coalesce(o.points, o.present, o.past, o.future, o.themes) IS NOT NULL
"""
"""The versions that count of answers that are not empty."""


def _about(store: Store) -> tuple[str, ...] | None:
    found = store.query(
        f"""SELECT o.present, o.past, o.future, o.themes {_NEWEST}
            AND q.key = :key AND o.program_id IS NULL""",
        {"key": rules.ABOUT},
    )
    return rules.lacking(**found[0]) if found else None


def _points(store: Store) -> tuple[str, ...]:
    wanted = (*rules.ALWAYS, *rules.LIKELY)
    keys = {row["key"] for row in store.query(f"SELECT DISTINCT q.key {_NEWEST}")}
    return tuple(key for key in wanted if key in keys)


def raised(store: Store) -> tuple[str, ...]:
    """Questions that the person's papers raise; the visa's where the need is not on record too."""
    row = store.query(
        """SELECT (SELECT visa_need FROM profile LIMIT 1) AS visa,
               EXISTS (SELECT 1 FROM gap) AS gap,
               EXISTS (SELECT 1 FROM exam WHERE outcome = 'fail') AS failed"""
    )[0]
    raised = {rules.VISA: row["visa"] != "none", rules.GAP: row["gap"], rules.FAILED: row["failed"]}
    return tuple(key for key in rules.LIKELY if raised[key])


def _mocks(store: Store, today: date) -> tuple[int, int, set[str]]:
    """How many mock interviews were held and are planned, and with which kinds of people."""
    rows = store.query("SELECT kind, held_on FROM mock")
    day = today.isoformat()
    held = sum(row["held_on"] is not None and row["held_on"] <= day for row in rows)
    return held, len(rows) - held, {row["kind"] for row in rows}


def _developments(
    store: Store, now: datetime, today: date, season: int
) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """Those to look at again, and those without a view while none has one."""
    rows = store.query("SELECT id, view, look_on FROM development ORDER BY id")
    day = today.isoformat()
    viewed = [row for row in rows if row["view"]]
    look = tuple(f"de{row['id']}" for row in viewed if row["look_on"] and row["look_on"] <= day)
    if viewed or _has_begun(store, now, season):
        return look, None
    return look, tuple(f"de{row['id']}" for row in rows)


def _has_begun(store: Store, now: datetime, season: int) -> bool:
    """Whether an interview of the season has begun; what was before June is another season's."""
    found = store.query(
        """SELECT starts_at, timezone FROM interview
           WHERE status = 'scheduled' AND starts_at BETWEEN :since AND :until
           ORDER BY starts_at LIMIT 3""",
        {
            "since": f"{season - 1}-06-01",
            "until": (now.date() + timedelta(days=1)).isoformat() + " 24",
        },
    )
    return any(moments.moment(row["starts_at"], row["timezone"]) <= now for row in found)


def unread(store: Store, today: date) -> tuple[str, ...]:
    """Experiences to be read again, the oldest first.

    Of those that have begun: what stands in the application, or all while nothing is marked so.
    """
    found = store.query(
        """SELECT id, reread_on FROM experience
           WHERE status IN ('accepted', 'done') AND (begins IS NULL OR begins <= :today)
             AND (myeras OR NOT EXISTS (SELECT 1 FROM experience WHERE myeras))
           ORDER BY coalesce(ends, begins, '0'), id""",
        {"today": today.isoformat()},
    )
    since = (today - timedelta(days=rules.FRESH)).isoformat()
    return tuple(f"e{row['id']}" for row in found if (row["reread_on"] or "") < since)


def nothing_yet(store: Store, now: datetime, season: int) -> bool:
    """Whether no interview of the season has begun, and nothing at all is prepared for one."""
    names = ("outline", "reason", "story", "mock", "asking", "practice")
    any_of = " OR ".join(f"EXISTS (SELECT 1 FROM {name})" for name in names)
    there = store.query(f"SELECT {any_of} AS there")[0]["there"]
    return not there and not _has_begun(store, now, season)
