"""The season as one picture: weeks from left to right, each mark with its words beside it.

Units are those of the picture's own grid, `WIDTH` across. A mark and its words take a lane of
their own as far as they reach, so that nothing lies over anything else. Shapes carry the meaning,
not colours: a dot is an interview, a bar the days of its mails, a diamond a dated event.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fmgtrack.exchange.dates import day, days
from fmgtrack.exchange.markup import joined, shown, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fmgtrack.exchange.markup import Markup

WIDTH = 760
"""Units across."""

LANE, HEAD, GAP, EDGE = 19, 50, 16, 8
"""Units: height of a lane, of the weeks' names, between two groups, and left free at the sides."""

SIZE = 11
"""Units of the letters' height."""

LONGEST = 40
"""Characters of a label; all of it is in the mark's title and in the tables of the page."""

_DIAMOND = "M{x} {y}l5 5l-5 5l-5 -5z"
"""A diamond of which this is the top."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An interview day and the days in which its mails are due; `owed` mails are still to write.

    A visit without a window (called off in the meantime, nobody to thank) has None for both ends.
    """

    first: date
    last: date
    name: str
    open_from: date | None = None
    open_by: date | None = None
    owed: int = 0
    thanked: bool = False


@dataclass(frozen=True, kw_only=True)
class Event:
    """A dated event; `sure` when its date was read on the organiser's own page or is own."""

    on: date
    title: str
    sure: bool = True


@dataclass(frozen=True)
class _Item:
    """What is drawn on one lane: how far it reaches, and how it is drawn at a height."""

    left: float
    right: float
    draw: Callable[[float], Markup]


@dataclass(frozen=True)
class Scale:
    """Days to units, from `first` to `last`, both included."""

    first: date
    last: date

    def x(self, on: date) -> float:
        """Where a day begins."""
        whole = (self.last - self.first).days + 1
        return round(EDGE + (on - self.first).days / whole * (WIDTH - 2 * EDGE), 1)

    def holds(self, on: date) -> bool:
        """Whether a day lies in the picture."""
        return self.first <= on <= self.last

    @property
    def one_day(self) -> float:
        """Units of a day."""
        return (WIDTH - 2 * EDGE) / ((self.last - self.first).days + 1)


def timeline(
    visits: Sequence[Visit], events: Sequence[Event], *, today: date, season: int
) -> tuple[Markup, int]:
    """The picture, and how many of these days lie outside the season and are not drawn.

    It goes from the week of the first interview, or of today, to Match Day: the last event, or
    what comes after it; four weeks at least.
    """
    begin, end = date(season - 1, 6, 1), date(season, 7, 31)
    seen = [visit for visit in visits if begin <= visit.first <= visit.last <= end]
    dated = [event for event in events if begin <= event.on <= end]
    scale = _scale([visit.first for visit in seen], [*_ends(seen), *dated_on(dated)], today, begin)
    ahead = [event for event in dated if scale.holds(event.on)]
    groups = [
        [_visit(visit, scale) for visit in sorted(seen, key=lambda one: (one.first, one.name))],
        [_event(on, same, scale) for on, same in _by_day(ahead)],
    ]
    left_out = len(visits) - len(seen) + len(events) - len(dated)
    return _picture(groups, scale, today), left_out


def dated_on(events: Iterable[Event]) -> list[date]:
    """The days of events."""
    return [event.on for event in events]


def _ends(visits: Iterable[Visit]) -> list[date]:
    return [visit.open_by or visit.last for visit in visits]


def _scale(firsts: list[date], lasts: list[date], today: date, begin: date) -> Scale:
    first = max(min([*firsts, today]), begin)
    first -= timedelta(days=first.weekday())
    last = max([*lasts, first + 4 * WEEK - timedelta(days=1)])
    return Scale(first, last + timedelta(days=6 - last.weekday()))


def _by_day(events: Sequence[Event]) -> list[tuple[date, list[Event]]]:
    found: dict[date, list[Event]] = {}
    for event in events:
        found.setdefault(event.on, []).append(event)
    return sorted(found.items())


def wide(words: str) -> float:
    """Units that words take at most: signs of East Asia and pictures are twice as wide."""
    units = 0.0
    for sign in words:
        if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
            continue
        if unicodedata.east_asian_width(sign) in {"W", "F"} or ord(sign) > 0xFFFF:  # noqa: PLR2004
            units += 1.4
        elif ord(sign) > 0x2E80:  # noqa: PLR2004  scripts of which little is known here
            units += 1.2
        else:
            units += 1.08 if sign in "MWmw@%—…" else 0.78 if sign.isupper() else 0.62
    return units * SIZE


def brief(words: str, room: float) -> str:
    """Words in one line, cut to so many units and to `LONGEST` signs."""
    flat = " ".join(shown(words).split())
    kept = flat[:LONGEST]
    while kept and wide(kept) > room:
        kept = kept[:-1]
    return flat if kept == flat else f"{kept.rstrip()}…"


@dataclass(frozen=True)
class _Label:
    """Words beside a mark: where they stand, at which of their ends, a name, what is said of it."""

    x: float
    anchor: str
    name: str
    more: str

    def draw(self, y: float) -> Markup:
        # a name written from right to left must not draw in what stands after it
        name = tag("tspan", self.name)
        at = {"x": f"{self.x:.1f}", "y": f"{y + 4:.1f}"}
        return tag("text", name, self.more, **at, text_anchor=self.anchor)


def _labelled(left: float, right: float, name: str, more: str = "") -> tuple[float, float, _Label]:
    """How far a mark from `left` to `right` reaches with its words, and the words.

    They stand after the mark, before it where there is no room after it.
    """
    more = f" · {more}" if more else ""
    after, before = WIDTH - right - 6, left - 6
    kept = brief(name, max(after, before) - wide(f"{more}…") - 2)
    width = wide(kept + more)
    if width <= after:
        return left, right + 6 + width, _Label(right + 5, "start", kept, more)
    return left - 6 - width, right, _Label(left - 5, "end", kept, more)


def _visit(visit: Visit, scale: Scale) -> _Item:
    x = scale.x(visit.first) + scale.one_day / 2
    x_last = scale.x(visit.last) + scale.one_day / 2
    right = x_last + 4
    if visit.open_from and visit.open_by:
        bar = scale.x(visit.open_from), scale.x(visit.open_by) + scale.one_day
        right = max(right, bar[1])
    told = f"{visit.owed} to write" if visit.owed else "thanked" if visit.thanked else ""
    left, right, label = _labelled(x - 4, right, visit.name, told)

    def draw(y: float) -> Markup:
        when = day(visit.first.isoformat())
        if visit.last != visit.first:
            when += f" to {day(visit.last.isoformat())}"
        parts: list[Markup] = []
        if visit.last != visit.first:
            parts.append(tag("line", class_="stay", x1=x, x2=x_last, y1=f"{y:.1f}", y2=f"{y:.1f}"))
        parts += [
            tag(
                "circle",
                tag("title", f"Interview: {visit.name}, {when}"),
                class_="visit",
                cx=f"{at:.1f}",
                cy=f"{y:.1f}",
                r=4,
            )
            for at in dict.fromkeys((x, x_last))
        ]
        if visit.open_from and visit.open_by:
            parts.append(_bar(visit, bar, told, y))
        return tag("g", parts, label.draw(y))

    return _Item(left, right, draw)


def _bar(visit: Visit, bar: tuple[float, float], told: str, y: float) -> Markup:
    kind = "owed" if visit.owed else "thanked" if visit.thanked else "later"
    window = days(str(visit.open_from), str(visit.open_by))
    title = ", ".join(part for part in (f"Mails: {visit.name}", window, told) if part)
    return tag(
        "rect",
        tag("title", title),
        class_=f"window {kind}",
        x=f"{bar[0]:.1f}",
        y=f"{y - 4:.1f}",
        width=f"{bar[1] - bar[0]:.1f}",
        height=8,
        rx=1,
    )


def key() -> list[tuple[str, Markup]]:
    """What each shape stands for, with the shape."""
    marks = [("interview", tag("circle", class_="visit", cx=8, cy=6, r=4))]
    marks += [
        (name, tag("rect", class_=f"window {kind}", x=1, y=2, width=14, height=8, rx=1))
        for name, kind in (
            ("mails to write", "owed"),
            ("thanked", "thanked"),
            ("mails later", "later"),
        )
    ]
    marks += [
        (name, tag("path", class_=kind, d=_DIAMOND.format(x=8, y=1)))
        for name, kind in (("date", "event"), ("date, unconfirmed", "event unsure"))
    ]
    return [
        (name, tag("svg", mark, class_="timeline key", viewBox="0 0 16 12", aria_hidden="true"))
        for name, mark in marks
    ]


def _event(on: date, events: list[Event], scale: Scale) -> _Item:
    x = scale.x(on) + scale.one_day / 2
    more = f"+{len(events) - 1}" if len(events) > 1 else ""
    left, right, label = _labelled(x - 5, x + 5, events[0].title, more)
    sure = all(event.sure for event in events)
    titles = "; ".join(
        event.title if event.sure else f"{event.title} (unconfirmed)" for event in events
    )

    def draw(y: float) -> Markup:
        return tag(
            "g",
            tag(
                "path",
                tag("title", f"{day(on.isoformat())}: {titles}"),
                class_="event" if sure else "event unsure",
                d=_DIAMOND.format(x=f"{x:.1f}", y=f"{y - 5:.1f}"),
            ),
            label.draw(y),
        )

    return _Item(left, right, draw)


def _lanes(items: Sequence[_Item]) -> list[list[_Item]]:
    """Items on as few lanes as taking them in order needs, none touching another."""
    lanes: list[list[_Item]] = []
    for item in items:
        for lane in lanes:
            if all(item.left > other.right + 8 or item.right + 8 < other.left for other in lane):
                lane.append(item)
                break
        else:
            lanes.append([item])
    return lanes


def _picture(groups: Sequence[Sequence[_Item]], scale: Scale, today: date) -> Markup:
    parts: list[Markup] = []
    y = float(HEAD)
    for items in groups:
        lanes = _lanes(items)
        for lane in lanes:
            parts.append(joined(item.draw(y + LANE / 2) for item in lane))
            y += LANE
        y += GAP if lanes else 0
    height = y if parts else HEAD + GAP
    return tag(
        "svg",
        tag("title", "The season, week by week", id="season-picture"),
        _weeks(scale, height),
        _today(scale, today, height),
        parts,
        class_="timeline",
        role="img",
        viewBox=f"0 0 {WIDTH} {height:g}",
        aria_labelledby="season-picture",
    )


def _weeks(scale: Scale, height: float) -> Markup:
    """A line for each week, the number of its Monday, and the months above them."""
    mondays = [
        scale.first + WEEK * number for number in range((scale.last - scale.first).days // 7 + 1)
    ]
    every = 1 if scale.one_day * 7 >= 2 * SIZE else 2
    parts = [
        tag("line", class_="week", x1=scale.x(on), x2=scale.x(on), y1=22, y2=f"{height:g}")
        for on in mondays
    ]
    parts += [
        tag("text", on.day, class_="monday", x=scale.x(on) + 3, y=32) for on in mondays[::every]
    ]
    return tag("g", parts, _months(scale), class_="weeks")


def _months(scale: Scale) -> list[Markup]:
    starts = [scale.first]
    while (following := (starts[-1].replace(day=1) + timedelta(days=32)).replace(day=1)) <= (
        scale.last
    ):
        starts.append(following)
    places = [scale.x(on) for on in starts]
    rooms = [after - here for here, after in zip(places, [*places[1:], WIDTH], strict=True)]
    return [
        tag("text", day(on.isoformat()).split(" ", 2)[2], class_="month", x=f"{at + 3:.1f}", y=14)
        for on, at, room in zip(starts, places, rooms, strict=True)
        if room >= wide("Nov 2026") + 6
    ]


def _today(scale: Scale, today: date, height: float) -> Markup | None:
    if not scale.holds(today):
        return None
    x = scale.x(today) + scale.one_day / 2
    anchor, at = ("start", x + 3) if x < WIDTH - wide("today") - 6 else ("end", x - 3)
    return tag(
        "g",
        tag("line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=37, y2=f"{height:g}"),
        tag("text", "today", x=f"{at:.1f}", y=45, text_anchor=anchor),
        class_="today",
    )
