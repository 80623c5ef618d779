"""How a record came to its present shape. A released migration is never edited.

Nothing here imports records or rules: a migration must mean the same in ten years.
"""

from __future__ import annotations

from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from fmgtrack.store.schema import SET

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations(SET)


def _run(db: Database, script: str) -> None:
    """Run statements in the transaction that is open, line by line.

    `executescript` of sqlite-utils asks after each character whether a statement is whole there,
    which takes longer than all the tables.
    """
    statement = ""
    for line in script.splitlines():
        statement += f"{line}\n"
        if complete_statement(statement):
            db.execute(statement)
            statement = ""


@migrations()
def m001_record(db: Database) -> None:
    """Make the first record: programs to rank list, settings, and the journal of changes.

    `uid` is there so that two records can be merged one day. Moments that were appointed are wall
    time beside an IANA zone (`YYYY-MM-DD HH:MM`, or a day alone); moments that were recorded are
    UTC. `entry.letter` is empty for the primary list and A to P for supplemental ones, so that
    the full rank order list only adds tables. The partial index keeps the list of what is still
    owed as small as what is owed.
    """
    day = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
    wall = f"{day[:-1]}*'"
    _run(
        db,
        f"""
        CREATE TABLE program (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            institution TEXT,
            specialty TEXT,
            city TEXT,
            state TEXT CHECK (state GLOB '[A-Z][A-Z]'),
            timezone TEXT,
            acgme_code TEXT CHECK (length(acgme_code) = 10),
            url TEXT,
            status TEXT NOT NULL CHECK (status IN ('considered', 'applied', 'invited',
                'waitlisted', 'interviewed', 'rejected', 'withdrawn')),
            signal TEXT NOT NULL CHECK (signal IN ('none', 'signal', 'gold', 'silver')),
            contact_policy TEXT NOT NULL CHECK (contact_policy IN ('unknown', 'welcome',
                'neutral', 'no-thanks', 'no-contact')),
            policy_source TEXT,
            policy_on TEXT CHECK (policy_on {day}),
            j1 INTEGER CHECK (j1 IN (0, 1)),
            h1b INTEGER CHECK (h1b IN (0, 1)),
            visa_source TEXT,
            visa_on TEXT CHECK (visa_on {day}),
            note TEXT
        ) STRICT;

        CREATE TABLE track (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE RESTRICT,
            code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 9 AND 11)
        ) STRICT;
        CREATE INDEX track_program ON track (program_id);

        CREATE TABLE contact (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE RESTRICT,
            title TEXT,
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            role TEXT NOT NULL CHECK (role IN ('program-director', 'associate-director', 'chair',
                'coordinator', 'faculty', 'resident', 'other')),
            email TEXT,
            note TEXT
        ) STRICT;
        CREATE INDEX contact_program ON contact (program_id);

        CREATE TABLE interview (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE RESTRICT,
            status TEXT NOT NULL CHECK (status IN ('invited', 'waitlisted', 'scheduled',
                'declined', 'cancelled')),
            starts_at TEXT CHECK (starts_at {wall}),
            ends_at TEXT CHECK (ends_at {wall}),
            timezone TEXT,
            format TEXT CHECK (format IN ('virtual', 'in-person', 'phone')),
            place TEXT,
            respond_by TEXT CHECK (respond_by {wall}),
            respond_zone TEXT,
            highlight TEXT,
            note TEXT,
            CHECK (status <> 'scheduled' OR starts_at IS NOT NULL),
            CHECK (starts_at IS NULL OR timezone IS NOT NULL),
            CHECK (respond_by IS NULL OR respond_zone IS NOT NULL)
        ) STRICT;
        CREATE INDEX interview_program ON interview (program_id);
        CREATE INDEX interview_starts ON interview (starts_at);

        CREATE TABLE meeting (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            interview_id INTEGER NOT NULL REFERENCES interview (id) ON DELETE RESTRICT,
            contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE RESTRICT,
            setting TEXT CHECK (setting IN ('formal', 'meal', 'tour', 'session',
                'correspondence')),
            talked_about TEXT,
            to_ask TEXT,
            sent_on TEXT CHECK (sent_on {day}),
            replied_on TEXT CHECK (replied_on {day}),
            skipped_on TEXT CHECK (skipped_on {day}),
            skip_reason TEXT,
            UNIQUE (interview_id, contact_id)
        ) STRICT;
        CREATE INDEX meeting_contact ON meeting (contact_id);
        CREATE INDEX meeting_open ON meeting (interview_id)
            WHERE sent_on IS NULL AND replied_on IS NULL AND skipped_on IS NULL;

        CREATE TABLE mail (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            basis TEXT NOT NULL,
            edited INTEGER NOT NULL CHECK (edited IN (0, 1)),
            kept_at TEXT NOT NULL,
            sent_on TEXT CHECK (sent_on {day}),
            UNIQUE (meeting_id, kind)
        ) STRICT;

        CREATE TABLE deadline (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL CHECK (trim(title) <> ''),
            due_at TEXT NOT NULL CHECK (due_at {wall}),
            timezone TEXT NOT NULL,
            body TEXT,
            binding INTEGER NOT NULL CHECK (binding IN (0, 1)),
            source TEXT,
            confidence TEXT NOT NULL CHECK (confidence IN ('official', 'secondary', 'own')),
            program_id INTEGER REFERENCES program (id) ON DELETE RESTRICT,
            season INTEGER,
            key TEXT,
            own INTEGER NOT NULL CHECK (own IN (0, 1)),
            done_on TEXT CHECK (done_on {day}),
            UNIQUE (season, key)
        ) STRICT;
        CREATE INDEX deadline_due ON deadline (due_at);
        CREATE INDEX deadline_program ON deadline (program_id);

        CREATE TABLE entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            letter TEXT NOT NULL CHECK (letter = '' OR letter GLOB '[A-P]'),
            position INTEGER NOT NULL CHECK (position > 0),
            program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE RESTRICT,
            track_id INTEGER REFERENCES track (id) ON DELETE RESTRICT
        ) STRICT;
        CREATE INDEX entry_list ON entry (letter, position);
        CREATE INDEX entry_program ON entry (program_id);
        CREATE INDEX entry_track ON entry (track_id);

        CREATE TABLE setting (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            key TEXT NOT NULL UNIQUE,
            value TEXT NOT NULL
        ) STRICT;

        CREATE TABLE change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            title TEXT NOT NULL,
            undoes INTEGER REFERENCES change (id) ON DELETE RESTRICT,
            beginning INTEGER NOT NULL DEFAULT 0 CHECK (beginning IN (0, 1))
        ) STRICT;
        CREATE TABLE image (
            id INTEGER PRIMARY KEY,
            change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE RESTRICT,
            record TEXT NOT NULL,
            row_id INTEGER NOT NULL,
            before TEXT,
            after TEXT,
            CHECK (before IS NOT NULL OR after IS NOT NULL)
        ) STRICT;
        CREATE INDEX image_change ON image (change_id);
        CREATE INDEX image_row ON image (record, row_id);
    """,
    )


@migrations()
def m002_rank_list(db: Database) -> None:
    """Add what the whole rank order list needs: links, exclusions, ratings, answers, pairs.

    `program.contract_on` is the day on which contract, eligibility rules and visa policy came.

    Versions of the list are not stored: the journal has every one of them. The first criteria are
    rows and not code, so that a person renames and drops them like their own.
    """
    row = "id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE"
    _run(
        db,
        f"""
        ALTER TABLE program ADD COLUMN contract_on TEXT
            CHECK (contract_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]');

        CREATE TABLE link (
            {row},
            letter TEXT NOT NULL CHECK (letter GLOB '[A-P]'),
            entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
            UNIQUE (letter, entry_id)
        ) STRICT;
        CREATE INDEX link_entry ON link (entry_id);

        CREATE TABLE exclusion (
            {row},
            program_id INTEGER NOT NULL UNIQUE REFERENCES program (id) ON DELETE RESTRICT,
            reason TEXT NOT NULL
        ) STRICT;

        CREATE TABLE answer (
            {row},
            better_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
            worse_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE RESTRICT,
            at TEXT NOT NULL,
            CHECK (better_id <> worse_id)
        ) STRICT;
        CREATE INDEX answer_better ON answer (better_id);
        CREATE INDEX answer_worse ON answer (worse_id);

        CREATE TABLE certification (
            {row},
            at TEXT NOT NULL,
            lines TEXT NOT NULL
        ) STRICT;

        CREATE TABLE criterion (
            {row},
            key TEXT NOT NULL UNIQUE CHECK (key <> ''),
            label TEXT NOT NULL,
            weight REAL NOT NULL CHECK (weight >= 0),
            position INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE rating (
            {row},
            program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE RESTRICT,
            criterion_id INTEGER NOT NULL REFERENCES criterion (id) ON DELETE RESTRICT,
            value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 5),
            UNIQUE (program_id, criterion_id)
        ) STRICT;
        CREATE INDEX rating_criterion ON rating (criterion_id);

        CREATE TABLE partner (
            {row},
            position INTEGER NOT NULL CHECK (position > 0),
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            city TEXT,
            state TEXT
        ) STRICT;

        CREATE TABLE pair (
            {row},
            position INTEGER NOT NULL CHECK (position > 0),
            entry_id INTEGER REFERENCES entry (id) ON DELETE RESTRICT,
            partner_id INTEGER REFERENCES partner (id) ON DELETE RESTRICT
        ) STRICT;
        CREATE INDEX pair_entry ON pair (entry_id);
        CREATE INDEX pair_partner ON pair (partner_id);
    """,
    )
    criteria = (
        ("training", "teaching, supervision and the mix of cases"),
        ("culture", "the people: residents among each other, and how faculty treat them"),
        ("img-support", "international graduates there now, and the help they get"),
        ("visa", "the visa you need, and how the program handles it"),
        ("fellowship", "where graduates go: fellowships and jobs"),
        ("research", "time, mentors and means for research"),
        ("schedule", "hours, call, nights and leave"),
        ("place", "the town, and nearness to family and friends"),
        ("cost", "what is left of the salary after rent and living"),
        ("impression", "your own feeling at the end of the day"),
    )
    for position, (key, label) in enumerate(criteria, start=1):
        db.execute(
            "INSERT INTO criterion (uid, key, label, weight, position)"
            " VALUES (lower(hex(randomblob(8))), ?, ?, 1.0, ?)",
            (key, label, position),
        )


@migrations()
def m003_invitations(db: Database) -> None:
    """Let an interview be met again by its invitation, and a mail be for a person, not a meeting.

    `ics_uid` and `ics_sequence` are those of the calendar invitation, so that an update moves the
    interview that is there. A mail of another kind than thanks belongs to a contact; exactly one
    of `meeting_id` and `contact_id` is set.
    """
    _run(
        db,
        """
        ALTER TABLE interview ADD COLUMN ics_uid TEXT;
        ALTER TABLE interview ADD COLUMN ics_sequence INTEGER;
        CREATE UNIQUE INDEX interview_ics ON interview (ics_uid);

        ALTER TABLE mail RENAME TO mail_old;
        CREATE TABLE mail (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            meeting_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT,
            contact_id INTEGER REFERENCES contact (id) ON DELETE RESTRICT,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            basis TEXT NOT NULL,
            edited INTEGER NOT NULL CHECK (edited IN (0, 1)),
            kept_at TEXT NOT NULL,
            sent_on TEXT CHECK (
                sent_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
            CHECK ((meeting_id IS NULL) <> (contact_id IS NULL)),
            UNIQUE (meeting_id, kind)
        ) STRICT;
        INSERT INTO mail (id, uid, meeting_id, kind, subject, body, basis, edited, kept_at, sent_on)
            SELECT id, uid, meeting_id, kind, subject, body, basis, edited, kept_at, sent_on
            FROM mail_old;
        UPDATE sqlite_sequence SET seq = max(seq,
            coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'mail_old'), 0))
            WHERE name = 'mail';
        INSERT INTO sqlite_sequence (name, seq)
            SELECT 'mail', seq FROM sqlite_sequence
            WHERE name = 'mail_old' AND NOT EXISTS (
                SELECT 1 FROM sqlite_sequence WHERE name = 'mail');
        DROP TABLE mail_old;
        CREATE INDEX mail_contact ON mail (contact_id);
    """,
    )


@migrations()
def m004_preparation(db: Database) -> None:
    """Add what preparing for interviews keeps: questions, stories, tries, mocks, checklists.

    A question of the bank has a row only when it was worked on; its text stays with the bank, so
    that a newer wording is seen. Points for an answer are kept in versions, the newest counts.
    """
    day = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
    row = "id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE"
    program = "program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE RESTRICT"
    _run(
        db,
        f"""
        CREATE TABLE question (
            {row},
            key TEXT UNIQUE,
            text TEXT,
            kind TEXT,
            assesses TEXT,
            minutes REAL CHECK (minutes > 0),
            pitfalls TEXT,
            CHECK ((key IS NULL) = (text IS NOT NULL AND kind IS NOT NULL))
        ) STRICT;

        CREATE TABLE outline (
            {row},
            question_id INTEGER NOT NULL REFERENCES question (id) ON DELETE RESTRICT,
            program_id INTEGER REFERENCES program (id) ON DELETE RESTRICT,
            points TEXT,
            present TEXT,
            past TEXT,
            future TEXT,
            themes TEXT,
            written_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX outline_question ON outline (question_id);
        CREATE INDEX outline_program ON outline (program_id);

        CREATE TABLE reason (
            {row},
            {program},
            kind TEXT NOT NULL CHECK (kind IN ('patients', 'culture', 'education', 'support',
                'research', 'call')),
            text TEXT NOT NULL,
            source TEXT,
            checked_on TEXT CHECK (checked_on {day})
        ) STRICT;
        CREATE INDEX reason_program ON reason (program_id);

        CREATE TABLE story (
            {row},
            title TEXT NOT NULL CHECK (trim(title) <> ''),
            situation TEXT,
            task TEXT,
            action TEXT,
            result TEXT,
            learnt TEXT,
            competencies TEXT,
            written_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE telling (
            {row},
            story_id INTEGER NOT NULL REFERENCES story (id) ON DELETE RESTRICT,
            meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
            UNIQUE (story_id, meeting_id)
        ) STRICT;
        CREATE INDEX telling_meeting ON telling (meeting_id);

        CREATE TABLE practice (
            {row},
            question_id INTEGER REFERENCES question (id) ON DELETE RESTRICT,
            program_id INTEGER REFERENCES program (id) ON DELETE RESTRICT,
            at TEXT NOT NULL,
            seconds REAL CHECK (seconds >= 0),
            rating INTEGER CHECK (rating BETWEEN 0 AND 5),
            words INTEGER CHECK (words >= 0),
            fillers INTEGER CHECK (fillers >= 0),
            longest_run REAL CHECK (longest_run >= 0),
            action_share REAL CHECK (action_share BETWEEN 0 AND 1),
            heard TEXT,
            missed TEXT
        ) STRICT;
        CREATE INDEX practice_question ON practice (question_id, at);
        CREATE INDEX practice_program ON practice (program_id);

        CREATE TABLE mock (
            {row},
            kind TEXT NOT NULL CHECK (kind IN ('mentor', 'resident', 'coach')),
            who TEXT NOT NULL CHECK (trim(who) <> ''),
            held_on TEXT CHECK (held_on {day}),
            said TEXT
        ) STRICT;

        CREATE TABLE mend (
            {row},
            text TEXT NOT NULL CHECK (trim(text) <> ''),
            question_id INTEGER REFERENCES question (id) ON DELETE RESTRICT,
            practice_id INTEGER REFERENCES practice (id) ON DELETE RESTRICT,
            mock_id INTEGER REFERENCES mock (id) ON DELETE RESTRICT,
            at TEXT NOT NULL,
            done_on TEXT CHECK (done_on {day})
        ) STRICT;
        CREATE INDEX mend_question ON mend (question_id);
        CREATE INDEX mend_practice ON mend (practice_id);
        CREATE INDEX mend_mock ON mend (mock_id);

        CREATE TABLE asking (
            {row},
            {program},
            setting TEXT NOT NULL CHECK (setting IN ('formal', 'meal', 'session',
                'coordinator')),
            key TEXT,
            text TEXT NOT NULL CHECK (trim(text) <> ''),
            answer TEXT,
            answered_on TEXT CHECK (answered_on {day}),
            on_page INTEGER NOT NULL CHECK (on_page IN (0, 1)),
            meeting_id INTEGER REFERENCES meeting (id) ON DELETE RESTRICT
        ) STRICT;
        CREATE INDEX asking_program ON asking (program_id);
        CREATE INDEX asking_meeting ON asking (meeting_id);

        CREATE TABLE development (
            {row},
            what TEXT NOT NULL CHECK (trim(what) <> ''),
            specialty TEXT,
            source TEXT,
            dated_on TEXT CHECK (dated_on {day}),
            view TEXT,
            look_on TEXT CHECK (look_on {day})
        ) STRICT;

        CREATE TABLE tick (
            {row},
            interview_id INTEGER NOT NULL REFERENCES interview (id) ON DELETE RESTRICT,
            key TEXT,
            text TEXT,
            part TEXT,
            done_on TEXT CHECK (done_on {day}),
            dropped INTEGER NOT NULL CHECK (dropped IN (0, 1)),
            UNIQUE (interview_id, key),
            CHECK ((key IS NULL) = (text IS NOT NULL AND part IS NOT NULL))
        ) STRICT;
    """,
    )


@migrations()
def m005_application(db: Database) -> None:
    """Add the application: profile, exams, facts of programs, experience, letters, documents.

    There is one profile. No day is invented for a stage that an application reached before.
    """
    day = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
    month = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]*'"
    # date() gives NULL, or another day, for a month or day that there is not
    exists = "coalesce({0} IN (date({0}, '0 days'), substr(date({0} || '-01'), 1, 7)), {0} IS NULL)"
    real = f"{{0}} {day} AND {exists}"
    row = "id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE"
    program = "program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE RESTRICT"
    maybe_program = "program_id INTEGER REFERENCES program (id) ON DELETE RESTRICT"
    contact = "contact_id INTEGER REFERENCES contact (id) ON DELETE RESTRICT"
    _run(
        db,
        f"""
        CREATE TABLE profile (
            {row},
            eras_name TEXT,
            nrmp_name TEXT,
            said TEXT,
            citizenship TEXT CHECK (citizenship IN ('us', 'permanent-resident', 'other')),
            visa_need TEXT CHECK (visa_need IN ('none', 'j1', 'h1b', 'either')),
            school TEXT,
            school_country TEXT,
            graduated TEXT CHECK (
                graduated GLOB '[12][0-9][0-9][0-9]'
                OR graduated {month} AND {exists.format("graduated")}
            ),
            practice_years REAL CHECK (practice_years >= 0),
            had_training INTEGER CHECK (had_training IN (0, 1)),
            specialties TEXT,
            languages TEXT,
            pathway INTEGER CHECK (pathway BETWEEN 1 AND 6),
            pathway_on TEXT CHECK ({real.format("pathway_on")}),
            certified_on TEXT CHECK ({real.format("certified_on")}),
            nrmp_verified_on TEXT CHECK ({real.format("nrmp_verified_on")}),
            token_on TEXT CHECK ({real.format("token_on")}),
            transcript_on TEXT CHECK ({real.format("transcript_on")})
        ) STRICT;

        CREATE TABLE exam (
            {row},
            kind TEXT NOT NULL CHECK (kind IN ('step1', 'step2ck', 'step3', 'oet')),
            taken_on TEXT CHECK ({real.format("taken_on")}),
            outcome TEXT NOT NULL CHECK (outcome IN ('planned', 'waiting', 'pass', 'fail')),
            score INTEGER CHECK (score BETWEEN 0 AND 500),
            result_on TEXT CHECK ({real.format("result_on")})
        ) STRICT;

        CREATE TABLE gap (
            {row},
            begins TEXT NOT NULL CHECK (begins {month} AND {exists.format("begins")}),
            ends TEXT CHECK (ends {month} AND {exists.format("ends")}),
            why TEXT
        ) STRICT;

        CREATE TABLE fact (
            {row},
            {program},
            rule TEXT NOT NULL CHECK (rule <> ''),
            value TEXT NOT NULL,
            strict INTEGER NOT NULL CHECK (strict IN (0, 1)),
            who TEXT,
            source TEXT,
            checked_on TEXT CHECK (checked_on {day}),
            UNIQUE (program_id, rule, strict)
        ) STRICT;

        CREATE TABLE preference (
            {row},
            rule TEXT NOT NULL CHECK (rule <> ''),
            value TEXT NOT NULL,
            weight REAL NOT NULL CHECK (weight >= 0),
            UNIQUE (rule, value)
        ) STRICT;

        CREATE TABLE experience (
            {row},
            kind TEXT NOT NULL,
            title TEXT NOT NULL CHECK (trim(title) <> ''),
            organisation TEXT,
            specialty TEXT,
            city TEXT,
            state TEXT CHECK (state GLOB '[A-Z][A-Z]'),
            country TEXT,
            status TEXT NOT NULL CHECK (status IN ('considered', 'asked', 'applied', 'accepted',
                'declined', 'done')),
            asked_on TEXT CHECK (asked_on {day}),
            applied_on TEXT CHECK (applied_on {day}),
            accepted_on TEXT CHECK (accepted_on {day}),
            begins TEXT CHECK (begins {month} AND {exists.format("begins")}),
            ends TEXT CHECK (ends {month} AND {exists.format("ends")}),
            hours_week REAL CHECK (hours_week BETWEEN 0 AND 168),
            cost REAL CHECK (cost >= 0),
            visa TEXT,
            {maybe_program},
            {contact},
            supervisor TEXT,
            skills TEXT,
            letter_asked_on TEXT CHECK (letter_asked_on {day}),
            thanked_on TEXT CHECK (thanked_on {day}),
            focus TEXT,
            characteristic TEXT,
            description TEXT,
            myeras INTEGER NOT NULL CHECK (myeras IN (0, 1)),
            meaningful INTEGER NOT NULL CHECK (meaningful IN (0, 1)),
            meaningful_text TEXT,
            reread_on TEXT CHECK (reread_on {day}),
            note TEXT
        ) STRICT;
        CREATE INDEX experience_program ON experience (program_id);
        CREATE INDEX experience_contact ON experience (contact_id);

        CREATE TABLE letter (
            {row},
            writer TEXT NOT NULL CHECK (trim(writer) <> ''),
            {contact},
            experience_id INTEGER REFERENCES experience (id) ON DELETE RESTRICT,
            specialty TEXT,
            us INTEGER CHECK (us IN (0, 1)),
            waived INTEGER CHECK (waived IN (0, 1)),
            status TEXT NOT NULL CHECK (status IN ('wanted', 'asked', 'promised', 'uploaded',
                'declined')),
            asked_on TEXT CHECK (asked_on {day}),
            promised_on TEXT CHECK (promised_on {day}),
            uploaded_on TEXT CHECK (uploaded_on {day}),
            dated_on TEXT CHECK (dated_on {day}),
            thanked_on TEXT CHECK (thanked_on {day}),
            note TEXT
        ) STRICT;
        CREATE INDEX letter_contact ON letter (contact_id);
        CREATE INDEX letter_experience ON letter (experience_id);

        CREATE TABLE document (
            {row},
            kind TEXT NOT NULL,
            title TEXT,
            specialty TEXT,
            status TEXT NOT NULL CHECK (status IN ('missing', 'asked', 'draft', 'ready',
                'uploaded')),
            path TEXT,
            made_on TEXT CHECK (made_on {day}),
            expires_on TEXT CHECK (expires_on {day}),
            length INTEGER CHECK (length >= 0),
            note TEXT
        ) STRICT;

        CREATE TABLE assignment (
            {row},
            {program},
            letter_id INTEGER REFERENCES letter (id) ON DELETE RESTRICT,
            document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
            assigned_on TEXT CHECK (assigned_on {day}),
            CHECK ((letter_id IS NULL) <> (document_id IS NULL)),
            UNIQUE (program_id, letter_id),
            UNIQUE (program_id, document_id)
        ) STRICT;
        CREATE INDEX assignment_letter ON assignment (letter_id);
        CREATE INDEX assignment_document ON assignment (document_id);

        CREATE TABLE stage (
            {row},
            {program},
            status TEXT NOT NULL CHECK (status IN ('considered', 'applied', 'invited',
                'waitlisted', 'interviewed', 'rejected', 'withdrawn')),
            reached_on TEXT NOT NULL CHECK (reached_on {day}),
            said INTEGER NOT NULL CHECK (said IN (0, 1)),
            UNIQUE (program_id, status)
        ) STRICT;
    """,
    )


@migrations()
def m006_speed(db: Database) -> None:
    """Let what is still to come, still to be answered, and taken back be found without a search.

    The first two are as small as what is open, however many days are past; the third finds who
    took a change back. Each is used by one query in `interviews.py` or `history.py`, whose
    condition is that of the index word for word.
    """
    _run(
        db,
        """
        CREATE INDEX interview_lasts ON interview (coalesce(max(ends_at, starts_at), starts_at))
            WHERE status = 'scheduled';
        CREATE INDEX interview_waiting ON interview (status)
            WHERE status IN ('invited', 'waitlisted');
        CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;
    """,
    )


@migrations()
def m007_views(db: Database) -> None:
    """Let the record explain itself in Datasette and DB Browser, by a view for each listing.

    It does nothing by itself: views are made anew after the last of all pending migrations, from
    the list in `views.py`, as a table cannot be changed while a view refers to it. A record that
    has no migration pending keeps the views it has, so that it takes one to bring them.
    """
