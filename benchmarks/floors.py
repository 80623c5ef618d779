"""What each command is held to: the same work by the language or a library alone.

`python floors.py NAME ARGUMENTS`; nothing is imported before it is known what is asked for.
"""

# ruff: noqa: INP001, PLC0415  scripts that stand alone, each part with its own imports

from __future__ import annotations

import sys


def typer_app(record: str) -> None:
    """A command of a one-command Typer app that writes one row, durably."""
    import datetime as dt
    import sqlite3
    from zoneinfo import ZoneInfo

    import typer

    app = typer.Typer()

    @app.command()
    def note(text: str) -> None:
        """Note a text."""
        conn = sqlite3.connect(record)
        at = dt.datetime.fromisoformat("2026-11-25T10:00:00-05:00").astimezone(ZoneInfo("UTC"))
        row = ("00", f"{at} {text}", "applied", "none", "unknown")
        conn.execute(
            "INSERT INTO program (uid, name, status, signal, contact_policy)"
            " VALUES (?, ?, ?, ?, ?)",
            row,
        )
        conn.commit()
        typer.echo(text)

    app(["a text"])


def typer_help() -> None:
    """The help of a Typer app, with Rich."""
    import typer

    app = typer.Typer()

    @app.command()
    def note(text: str) -> None:
        """Note a text."""
        typer.echo(text)

    app(["--help"])


def rich_table(record: str) -> None:
    """The programs of a record as a Rich table, and nothing else."""
    import sqlite3

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(markup=False, emoji=False, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for title in ("ref", "program", "specialty", "place", "status", "mail policy"):
        table.add_column(Text(title), overflow="fold")
    rows = sqlite3.connect(record).execute(
        "SELECT 'p' || id, name, specialty, city || ', ' || state, status, contact_policy"
        " FROM program ORDER BY name COLLATE NOCASE, id"
    )
    for row in rows:
        table.add_row(*(Text(str(cell or "")) for cell in row))
    console.print(table)


def executemany(table: str, record: str) -> None:
    """The programs and codes of a CSV or XLSX put into a record's tables, unchecked."""
    import os
    import sqlite3

    if table.endswith(".csv"):
        import csv

        with open(table, encoding="utf-8", newline="") as stream:  # noqa: PTH123  as bare as can be
            rows = list(csv.reader(stream))[1:]
    else:
        from fmgtrack.exchange.workbook import read_workbook

        with open(table, "rb") as file:  # noqa: PTH123  as above
            sheets = read_workbook(file.read(), table)
        rows = [list(cells) for _, cells in sheets[0].records()][1:]
    conn = sqlite3.connect(record)
    with conn:
        conn.executemany(
            "INSERT INTO program (id, uid, name, institution, specialty, city, state, note,"
            " status, signal, contact_policy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'applied', 'none',"
            " 'unknown')",
            (
                (number, os.urandom(8).hex(), *row[:5], row[6])
                for number, row in enumerate(rows, start=1)
            ),
        )
        conn.executemany(
            "INSERT INTO track (uid, program_id, code) VALUES (?, ?, ?)",
            ((os.urandom(8).hex(), number, row[5]) for number, row in enumerate(rows, start=1)),
        )


def dump(record: str, path: str) -> None:
    """Every table of a record as one JSON document by `json.dumps`."""
    import json
    import sqlite3

    conn = sqlite3.connect(record)
    conn.row_factory = sqlite3.Row
    names = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = {name: [dict(row) for row in conn.execute(f"SELECT * FROM {name}")] for (name,) in names}
    with open(path, "w", encoding="utf-8") as stream:  # noqa: PTH123  as above
        stream.write(json.dumps(rows, ensure_ascii=False, indent=1))


def calendar(record: str, path: str) -> None:
    """An event for each interview and one for its window, with two alarms, by `icalendar`."""
    import sqlite3
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    import icalendar

    made = icalendar.Calendar()
    made.add("PRODID", "-//floor//EN")
    made.add("VERSION", "2.0")
    stamp = datetime.fromisoformat("2026-11-25T15:00:00+00:00")
    rows = sqlite3.connect(record).execute(
        "SELECT i.uid, p.name, i.starts_at, i.ends_at, i.timezone, i.id, p.id FROM interview i"
        " JOIN program p ON p.id = i.program_id"
    )
    for uid, name, starts, ends, zone, number, program in rows:
        begin = datetime.fromisoformat(starts).replace(tzinfo=ZoneInfo(zone))
        end = datetime.fromisoformat(ends).replace(tzinfo=ZoneInfo(zone))
        first = begin.date() + timedelta(days=2)
        for what, start, until, status, told in (
            ("Interview", begin, end, "CONFIRMED", f"to meet: {'Dr. Ana Ruiz, ' * 5}i{number}"),
            ("Mails due", first, first + timedelta(days=2), "CANCELLED", f"p{program}"),
        ):
            event = icalendar.Event()
            event.add("UID", f"{what}-{uid}@floor")
            event.add("DTSTAMP", stamp)
            event.add("SEQUENCE", 0)
            event.add("SUMMARY", f"{what}: {name}")
            event.add("DTSTART", start)
            event.add("DTEND", until)
            event.add("STATUS", status)
            event.add("TRANSP", "OPAQUE")
            event.add("DESCRIPTION", told)
            if status == "CONFIRMED":
                event.add("X-FLOOR-ZONE", zone)
                event.add("X-FLOOR-FORMAT", "virtual")
                for before in (timedelta(days=-1), timedelta(hours=-1)):
                    alarm = icalendar.Alarm()
                    alarm.add("ACTION", "DISPLAY")
                    alarm.add("DESCRIPTION", f"{what}: {name}")
                    alarm.add("TRIGGER", before)
                    event.add_component(alarm)
            made.add_component(event)
    with open(path, "wb") as stream:  # noqa: PTH123  as above
        stream.write(made.to_ical())


def jinja(record: str, templates: str) -> None:
    """Each mail that is owed, rendered once from the same template by bare Jinja."""
    import sqlite3
    from datetime import date

    import jinja2

    from fmgtrack.drafts import context, loader
    from fmgtrack.drafts.render import TEMPLATES

    environment = jinja2.Environment(  # noqa: S701  text, no HTML
        loader=jinja2.FileSystemLoader(templates), trim_blocks=True, lstrip_blocks=True
    )
    for name in ("joined", "prose", "questions", "the", "weekday"):
        environment.filters[name] = getattr(context, name)
    environment.filters["wording"] = loader.wording
    environment.tests["known"] = lambda value: not isinstance(value, context.Gap)
    rows = sqlite3.connect(record).execute(
        "SELECT p.name, p.institution, p.specialty, p.city, c.name, c.title, c.role, m.id,"
        " m.setting, m.talked_about FROM meeting m JOIN contact c ON c.id = m.contact_id"
        " JOIN interview i ON i.id = m.interview_id JOIN program p ON p.id = i.program_id"
        " WHERE m.sent_on IS NULL"
    )
    for program, institution, specialty, city, name, title, role, turn, setting, about in rows:
        values = context.DraftContext(
            name=name, title=title, role=role, program=program, institution=institution,
            specialty=specialty, city=city, applicant="Aisha Khan", signature="", turn=turn,
            day=date(2026, 11, 23), clock="9:00 am", format="virtual", highlight="",
            setting=setting, talked_about=(about,), to_ask=(),
        )  # fmt: skip
        template = environment.get_template(TEMPLATES.get(role, "thanks/faculty.txt.j2"))
        sys.stdout.write(template.render(values.variables()))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
