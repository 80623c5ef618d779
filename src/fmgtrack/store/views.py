"""Views for who opens the record in Datasette or DB Browser: one for each listing.

They put refs, names and plain words in the place of numbers. What the rules work out (whether a
mail is due, whether an interview is over, scores) is in none of them: fmgtrack computes it anew
each time from the clock and the settings. Nothing in fmgtrack reads them.

A migration that changes a table would fail while a view refers to it, so that all views are taken
away before migrations run and made anew after them. Who changes a view adds a migration, be it an
empty one: only then do existing records get it.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress

PROGRAM = "'p' || p.id AS program_ref, p.name AS program"
PERSON = "trim(coalesce(c.title, '') || ' ' || c.name)"


def _yes(column: str) -> str:
    return f"CASE {column} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END"


VIEWS: dict[str, str] = {
    "programs_list": f"""
        SELECT 'p' || p.id AS ref, p.name, p.institution, p.specialty, p.city, p.state,
            p.timezone AS time_zone, p.status, p.signal,
            (SELECT group_concat(t.code, ' ') FROM track t WHERE t.program_id = p.id) AS nrmp_codes,
            p.acgme_code AS acgme_number, p.contact_policy AS mail_policy,
            p.policy_source AS mail_policy_source, p.policy_on AS mail_policy_read_on,
            {_yes("p.j1")} AS j1_visa, {_yes("p.h1b")} AS h1b_visa, p.visa_source,
            p.visa_on AS visa_read_on, p.contract_on AS contract_came_on, p.url AS web,
            p.note AS private_note
        FROM program p ORDER BY p.name COLLATE NOCASE, p.id""",
    "contacts_list": f"""
        SELECT 'c' || c.id AS ref, {PERSON} AS name, c.role, c.email AS mail, {PROGRAM},
            c.note AS private_note
        FROM contact c JOIN program p ON p.id = c.program_id
        ORDER BY p.name COLLATE NOCASE, p.id, c.id""",
    "interviews_list": f"""
        SELECT 'i' || i.id AS ref, {PROGRAM}, i.status AS status_as_said, i.starts_at AS starts,
            i.ends_at AS ends, i.timezone AS time_zone, i.format, i.place,
            i.respond_by AS answer_by, i.respond_zone AS answer_by_time_zone,
            (SELECT count(*) FROM meeting m WHERE m.interview_id = i.id AND m.setting IS NOT NULL)
                AS people_met,
            i.highlight AS stood_out, i.note AS private_note
        FROM interview i JOIN program p ON p.id = i.program_id ORDER BY i.starts_at, i.id""",
    "followups_list": f"""
        SELECT 'f' || m.id AS ref, {PERSON} AS person, c.role, c.email AS mail, {PROGRAM},
            'i' || i.id AS interview_ref, coalesce(i.ends_at, i.starts_at) AS interview_ends,
            i.status AS interview_status_as_said, p.contact_policy AS mail_policy,
            m.setting AS met_at, m.talked_about, m.to_ask AS still_to_ask,
            m.sent_on, m.replied_on, m.skipped_on, m.skip_reason AS skipped_because
        FROM meeting m JOIN interview i ON i.id = m.interview_id
        JOIN program p ON p.id = i.program_id JOIN contact c ON c.id = m.contact_id
        ORDER BY i.starts_at, m.id""",
    "deadlines_list": f"""
        SELECT 'd' || d.id AS ref, d.title AS what, d.due_at AS due, d.timezone AS time_zone,
            d.body, {_yes("d.binding")} AS something_is_lost_after_it,
            d.source, d.confidence, {PROGRAM}, d.season, d.done_on
        FROM deadline d LEFT JOIN program p ON p.id = d.program_id ORDER BY d.due_at, d.id""",
    "rank_list": f"""
        SELECT CASE e.letter WHEN '' THEN 'primary' ELSE 'supplemental ' || e.letter END AS list,
            e.position AS rank, {PROGRAM}, t.code AS nrmp_code
        FROM entry e JOIN program p ON p.id = e.program_id LEFT JOIN track t ON t.id = e.track_id
        ORDER BY e.letter, e.position""",
    "not_to_be_ranked_list": f"""
        SELECT {PROGRAM}, x.reason
        FROM exclusion x JOIN program p ON p.id = x.program_id ORDER BY p.name COLLATE NOCASE""",
    "ratings_list": f"""
        SELECT {PROGRAM}, k.key AS criterion, k.label AS what_it_means, k.weight,
            g.value AS rating
        FROM rating g JOIN criterion k ON k.id = g.criterion_id
        JOIN program p ON p.id = g.program_id ORDER BY p.name COLLATE NOCASE, p.id, k.position""",
    "stories_list": """
        SELECT 'st' || s.id AS ref, s.title, s.competencies, s.situation, s.task, s.action,
            s.result, s.learnt, (SELECT count(*) FROM telling g WHERE g.story_id = s.id) AS told
        FROM story s ORDER BY s.id""",
    "stories_told_list": f"""
        SELECT 'st' || s.id AS ref, s.title, {PERSON} AS told_to, {PROGRAM},
            'i' || i.id AS interview_ref, i.starts_at AS interview_starts
        FROM telling g JOIN story s ON s.id = g.story_id JOIN meeting m ON m.id = g.meeting_id
        JOIN contact c ON c.id = m.contact_id JOIN interview i ON i.id = m.interview_id
        JOIN program p ON p.id = i.program_id ORDER BY s.id, i.starts_at""",
    "practice_list": f"""
        SELECT 'pr' || r.id AS ref, r.at AS at_utc, coalesce(q.text, q.key) AS question, {PROGRAM},
            r.rating, r.seconds, r.words, r.fillers AS filler_words
        FROM practice r LEFT JOIN question q ON q.id = r.question_id
        LEFT JOIN program p ON p.id = r.program_id ORDER BY r.at, r.id""",
    "mocks_list": """
        SELECT 'mo' || o.id AS ref, o.kind, o.who AS with_whom, o.held_on, o.said
        FROM mock o ORDER BY o.held_on, o.id""",
    "mends_list": """
        SELECT 'me' || e.id AS ref, e.text AS to_mend, coalesce(q.text, q.key) AS question,
            'mo' || e.mock_id AS mock_ref, 'pr' || e.practice_id AS practice_ref, e.done_on
        FROM mend e LEFT JOIN question q ON q.id = e.question_id ORDER BY e.id""",
    "developments_list": """
        SELECT 'de' || d.id AS ref, d.what, d.specialty, d.source, d.dated_on, d.view AS your_view,
            d.look_on AS look_again_on
        FROM development d ORDER BY d.dated_on, d.id""",
    "facts_list": f"""
        SELECT 'fa' || f.id AS ref, {PROGRAM}, f.rule AS about, f.value,
            {_yes("f.strict")} AS strict, f.who AS who_said_it, f.source, f.checked_on
        FROM fact f JOIN program p ON p.id = f.program_id
        ORDER BY p.name COLLATE NOCASE, p.id, f.id""",
    "preferences_list": """
        SELECT 'we' || w.id AS ref, w.rule AS about, w.value AS wished, w.weight
        FROM preference w ORDER BY w.id""",
    "experience_list": """
        SELECT 'e' || x.id AS ref, x.kind, x.title, x.organisation, x.specialty, x.city, x.state,
            x.country, x.status, x.begins, x.ends, x.hours_week AS hours_a_week, x.supervisor,
            x.description, x.note AS private_note
        FROM experience x ORDER BY x.begins, x.id""",
    "letters_list": f"""
        SELECT 'le' || l.id AS ref, l.writer, l.specialty, l.status, {_yes("l.us")} AS us_letter,
            {_yes("l.waived")} AS waived, l.asked_on, l.promised_on, l.uploaded_on, l.dated_on,
            (SELECT group_concat(p.name, '; ') FROM assignment a JOIN program p
                ON p.id = a.program_id WHERE a.letter_id = l.id) AS programs,
            l.note AS private_note
        FROM letter l ORDER BY l.id""",
    "documents_list": """
        SELECT 'do' || d.id AS ref, d.kind, d.title, d.specialty, d.status, d.made_on, d.expires_on,
            (SELECT group_concat(p.name, '; ') FROM assignment a JOIN program p
                ON p.id = a.program_id WHERE a.document_id = d.id) AS programs,
            d.path AS file, d.note AS private_note
        FROM document d ORDER BY d.kind, d.id""",
    "history_list": """
        SELECT 'h' || h.id AS ref, h.at AS at_utc, h.title AS what, 'h' || h.undoes AS takes_back
        FROM change h ORDER BY h.id DESC""",
}
"""What stands in each view, by its name; no table ends in `_list`."""


def take_away(conn: sqlite3.Connection) -> list[str]:
    """Drop every view, and give back how those of the person's own were made."""
    found = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    for name, _ in found:
        quoted = name.replace('"', '""')
        conn.execute(f'DROP VIEW "{quoted}"')
    return [sql for name, sql in found if name not in VIEWS]


def make(conn: sqlite3.Connection, own: list[str]) -> None:
    """Make the views anew, and those of the person's own as they were.

    One whose name has become a table's cannot come back; the copy made before has it.
    """
    for name, sql in VIEWS.items():
        lines = "\n".join(line.strip() for line in sql.strip().splitlines())
        conn.execute(f"CREATE VIEW {name} AS\n{lines}")
    for sql in own:
        with suppress(sqlite3.OperationalError):
            conn.execute(sql)
