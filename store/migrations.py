"""How the tables came to be: one function for each step, append only. It is long because none is ever taken out.

Imported only when there is a step to take.
"""

import sqlite3

from sqlite_utils import Database as Tables
from sqlite_utils.migrations import Migrations

from store import replay, sqlite

migrations = Migrations("study")


@migrations()
def m001_log(tables: Tables) -> None:
    """The log, which only grows."""
    # The id is the key of the table itself: events are made in its order, and one tree is written instead of two.
    tables.execute("""
        CREATE TABLE events (
            id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
            kind TEXT NOT NULL,
            actor BLOB NOT NULL CHECK (length(actor) = 16),
            subject BLOB NOT NULL CHECK (length(subject) = 16),
            at INTEGER NOT NULL,
            day TEXT NOT NULL CHECK (day IS date(day)),
            version INTEGER NOT NULL CHECK (version >= 1),
            salt BLOB CHECK (length(salt) = 16),
            body TEXT
        ) STRICT, WITHOUT ROWID
    """)
    # To fold an item anew. Answers are found through their sitting, and are too many to be listed twice.
    tables.execute("CREATE INDEX events_by_subject ON events (subject, kind) WHERE kind <> 'answered'")
    for verb in ("UPDATE", "DELETE"):
        tables.execute(f"""
            CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events
            BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
        """)


@migrations()
def m002_plain_rows(tables: Tables) -> None:
    """What is kept besides the log."""
    # The text of a question as it was when first answered, so that an answer can be read without its course.
    tables.execute("CREATE TABLE questions (revision TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) STRICT")
    # Where each lesson was left. Only the latest counts, so it is no event.
    tables.execute("""
        CREATE TABLE places (
            member BLOB NOT NULL CHECK (length(member) = 16),
            lesson TEXT NOT NULL,
            block TEXT NOT NULL,
            section INTEGER NOT NULL CHECK (section >= -1),
            line INTEGER NOT NULL CHECK (line >= 0),
            share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
            at INTEGER NOT NULL,
            PRIMARY KEY (member, lesson)
        ) STRICT, WITHOUT ROWID
    """)
    # What a user chose on this machine.
    tables.execute("CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID")


@migrations()
def m003_projections(tables: Tables) -> None:
    """The read models; they are filled from the log after the last step."""
    # as_of_at and as_of_id name the latest event in a row: one that comes with an earlier time is late.
    tables.execute("""
        CREATE TABLE members (
            member BLOB PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            added_day TEXT NOT NULL,
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("""
        CREATE TABLE lesson_facts (
            member BLOB NOT NULL,
            lesson TEXT NOT NULL,
            opened_at INTEGER,
            opened_day TEXT,
            last_opened_day TEXT,
            finished_at INTEGER,
            finished_day TEXT,
            criterion TEXT,
            digest TEXT,
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL,
            PRIMARY KEY (member, lesson)
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("""
        CREATE TABLE sittings (
            sitting BLOB PRIMARY KEY NOT NULL,
            member BLOB NOT NULL,
            quiz TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
            digest TEXT,
            started_at INTEGER,
            started_day TEXT,
            questions TEXT,
            options TEXT,
            pass_mark REAL,
            closed_at INTEGER,
            closed_day TEXT,
            marks REAL,
            points REAL,
            right_answers INTEGER,
            asked INTEGER,
            passed INTEGER,
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("CREATE INDEX sittings_by_quiz ON sittings (member, quiz, state)")
    # Which answers belong to a sitting; what they say is in the log.
    tables.execute("""
        CREATE TABLE sitting_answers (
            sitting BLOB NOT NULL,
            at INTEGER NOT NULL,
            event BLOB NOT NULL,
            PRIMARY KEY (sitting, at, event)
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("""
        CREATE TABLE quiz_results (
            member BLOB NOT NULL,
            quiz TEXT NOT NULL,
            first REAL NOT NULL,
            first_day TEXT NOT NULL,
            best REAL NOT NULL,
            latest REAL NOT NULL,
            latest_day TEXT NOT NULL,
            passed INTEGER NOT NULL,
            times INTEGER NOT NULL,
            PRIMARY KEY (member, quiz)
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("""
        CREATE TABLE study_days (
            member BLOB NOT NULL,
            day TEXT NOT NULL,
            answers INTEGER NOT NULL,
            right_answers INTEGER NOT NULL,
            lessons_opened INTEGER NOT NULL,
            lessons_finished INTEGER NOT NULL,
            sittings_finished INTEGER NOT NULL,
            PRIMARY KEY (member, day)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m004_item_memory(tables: Tables) -> None:
    """What is remembered, and when it is asked again."""
    # What is due is found by looking through all items of a member, which takes some milliseconds for 20,000: an index
    # by day would be one more page to write with every answer. `events` are the ids of those that the row was folded
    # from, in their order, for when one of them is taken back or an earlier one arrives.
    tables.execute("""
        CREATE TABLE item_memory (
            member BLOB NOT NULL,
            quiz TEXT NOT NULL,
            question TEXT NOT NULL,
            due_day TEXT NOT NULL,
            due_at INTEGER,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            state INTEGER NOT NULL,
            step INTEGER NOT NULL,
            reviews INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            last_day TEXT NOT NULL,
            identity TEXT NOT NULL,
            revision TEXT NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY (member, quiz, question)
        ) STRICT, WITHOUT ROWID
    """)
    # Whether a rating was taken back is asked for each one; the body of such an event is nothing but its id.
    tables.execute("CREATE INDEX events_undone ON events (body) WHERE kind = 'undone'")


@migrations()
def m005_groups(tables: Tables) -> None:
    """Groups, their plans, and what a leader may see of a member."""
    tables.execute("""
        CREATE TABLE groups (
            "group" BLOB PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            created_day TEXT NOT NULL,
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    # One row for each time that a member took on a duty, so that a group's past can be told; left_day NULL: still.
    tables.execute("""
        CREATE TABLE memberships (
            "group" BLOB NOT NULL,
            member BLOB NOT NULL,
            duty TEXT NOT NULL,
            joined_at INTEGER NOT NULL,
            joined_day TEXT NOT NULL,
            left_day TEXT,
            PRIMARY KEY ("group", member, duty, joined_at)
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("CREATE INDEX memberships_by_member ON memberships (member) WHERE left_day IS NULL")
    # The latest plan of a group for a course; a lesson keeps the day on which it was first assigned.
    tables.execute("""
        CREATE TABLE plans (
            "group" BLOB NOT NULL,
            course TEXT NOT NULL,
            set_day TEXT NOT NULL,
            due TEXT NOT NULL,
            assigned TEXT NOT NULL,
            target REAL,
            announced TEXT NOT NULL,
            PRIMARY KEY ("group", course)
        ) STRICT, WITHOUT ROWID
    """)
    # The hand that is up, and the day on which a leader last saw to it.
    tables.execute("ALTER TABLE lesson_facts ADD COLUMN hand_day TEXT")
    tables.execute("ALTER TABLE lesson_facts ADD COLUMN handled_day TEXT")
    # The latest leave: days without study that mean nothing.
    tables.execute("ALTER TABLE members ADD COLUMN away_first TEXT")
    tables.execute("ALTER TABLE members ADD COLUMN away_last TEXT")
    # Groups that are told how a sitting came out, as a JSON list of ids; NULL for most sittings.
    tables.execute("ALTER TABLE sittings ADD COLUMN announced TEXT")
    tables.execute("CREATE INDEX sittings_announced ON sittings (member) WHERE announced IS NOT NULL")
    # Whether a try has gone wrong is a sum over its answers: the day as an ordinal, 1 for a wrong one, points lost.
    tables.execute("DROP TABLE sitting_answers")
    tables.execute("""
        CREATE TABLE sitting_answers (
            sitting BLOB NOT NULL,
            at INTEGER NOT NULL,
            event BLOB NOT NULL,
            day INTEGER NOT NULL,
            wrong INTEGER NOT NULL,
            lost REAL NOT NULL,
            PRIMARY KEY (sitting, at, event)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m006_mastery(tables: Tables) -> None:
    """What the answers to a question came to, and which questions are not asked for now."""
    # right is 1 or 0, the latest verdict; right_since the day from which on all were right, confirmed_day that of the
    # latest right one in a review since then: NULL where a question was never judged, or missed since. What is set
    # aside before any answer is known, since events came in another order, has no memory yet: hence the NULLs.
    tables.execute("DROP TABLE item_memory")
    tables.execute("""
        CREATE TABLE item_memory (
            member BLOB NOT NULL,
            quiz TEXT NOT NULL,
            question TEXT NOT NULL,
            due_day TEXT,
            due_at INTEGER,
            stability REAL,
            difficulty REAL,
            state INTEGER,
            step INTEGER,
            reviews INTEGER,
            lapses INTEGER,
            last_at INTEGER,
            last_day TEXT,
            identity TEXT,
            revision TEXT,
            right INTEGER,
            mark REAL,
            right_since TEXT,
            confirmed_day TEXT,
            suspended_day TEXT,
            buried_until TEXT,
            as_of_at INTEGER NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY (member, quiz, question)
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("ALTER TABLE study_days ADD COLUMN reviews INTEGER NOT NULL DEFAULT 0")
    # True retention looks at the reviews of some days, each for itself.
    tables.execute("CREATE INDEX events_rated ON events (subject, day) WHERE kind = 'rated'")


@migrations()
def m007_erasure(tables: Tables) -> None:
    """What a member erases goes for good; and answers need not repeat what is kept with their question."""
    # What a revision fixes; NULL until an answer to it has come that says so.
    for name in ("identity", "key", "type"):
        tables.execute(f"ALTER TABLE questions ADD COLUMN {name} TEXT")
    # The log only grows, but for one thing: once it says that a member's data was erased, salt and body of an event
    # about that member may become NULL, with nothing else changed; and nothing about that member is added any more.
    tables.execute("DROP TRIGGER events_no_update")
    tables.execute("""
        CREATE TRIGGER events_no_update BEFORE UPDATE ON events
        WHEN NOT (
            new.salt IS NULL AND new.body IS NULL AND old.kind <> 'member.erased'
            AND (new.id, new.kind, new.actor, new.subject, new.at, new.day, new.version)
                = (old.id, old.kind, old.actor, old.subject, old.at, old.day, old.version)
            AND (
                EXISTS (
                    SELECT 1 FROM events
                    WHERE subject = old.subject AND kind = 'member.erased' AND kind <> 'answered'
                )
                OR old.kind IN ('group.joined', 'group.left') AND EXISTS (
                    SELECT 1 FROM events
                    WHERE kind = 'member.erased'
                        AND lower(hex(subject)) = replace(json_extract(old.body, '$.member'), '-', '')
                )
            )
        )
        BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
    """)
    tables.execute("""
        CREATE TRIGGER events_not_of_the_erased BEFORE INSERT ON events
        WHEN new.body IS NOT NULL AND new.kind <> 'member.erased' AND EXISTS (
            SELECT 1 FROM events WHERE subject = new.subject AND kind = 'member.erased' AND kind <> 'answered'
        )
        BEGIN SELECT RAISE(ABORT, 'that member was erased'); END
    """)


@migrations()
def m008_terms(tables: Tables) -> None:
    """What holds in a sitting from its first question to its last."""
    # As its beginning says; NULL where that is not in the log. timed_out is 1 where it ended because its time was up.
    tables.execute("ALTER TABLE sittings ADD COLUMN mode TEXT")
    tables.execute("ALTER TABLE sittings ADD COLUMN feedback TEXT")
    tables.execute("ALTER TABLE sittings ADD COLUMN time_limit INTEGER")
    tables.execute("ALTER TABLE sittings ADD COLUMN timed_out INTEGER")
    # Shares are NULL where nothing is marked: members who write for themselves are done, with no score.
    tables.execute("DROP TABLE quiz_results")
    tables.execute("""
        CREATE TABLE quiz_results (
            member BLOB NOT NULL,
            quiz TEXT NOT NULL,
            first REAL,
            first_day TEXT NOT NULL,
            best REAL,
            latest REAL,
            latest_day TEXT NOT NULL,
            passed INTEGER NOT NULL,
            times INTEGER NOT NULL,
            PRIMARY KEY (member, quiz)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m009_shared(tables: Tables) -> None:
    """What was shared from here, and what was collected of others."""
    # owner: the member here who shares it. secret: what its ids and salts are drawn from; NULL in a stream of others,
    # and in one that is closed. place: the file that it was last shared from, so that a copy is told from it. person is
    # NULL in a group's own stream. turn grows with every change: of two streams of one member, the later is right.
    tables.execute("""
        CREATE TABLE shared_streams (
            stream BLOB PRIMARY KEY NOT NULL CHECK (length(stream) = 16),
            "group" BLOB NOT NULL CHECK (length("group") = 16),
            person BLOB CHECK (length(person) = 16),
            owner BLOB CHECK (length(owner) = 16),
            secret BLOB,
            place TEXT,
            turn INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("""
        CREATE TABLE shared_entries (
            stream BLOB NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 0),
            id BLOB NOT NULL CHECK (length(id) = 16),
            kind TEXT NOT NULL,
            week TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            salt BLOB CHECK (length(salt) = 16),
            body TEXT,
            body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (stream, seq)
        ) STRICT, WITHOUT ROWID
    """)
    # As the log, a stream only grows; what its member erased loses salt and body, and nothing else.
    tables.execute("""
        CREATE TRIGGER shared_entries_no_delete BEFORE DELETE ON shared_entries
        BEGIN SELECT RAISE(ABORT, 'a stream only grows'); END
    """)
    tables.execute("""
        CREATE TRIGGER shared_entries_no_update BEFORE UPDATE ON shared_entries
        WHEN NOT (
            new.salt IS NULL AND new.body IS NULL
            AND (new.stream, new.seq, new.id, new.kind, new.week, new.version, new.body_hash, new.hash)
                = (old.stream, old.seq, old.id, old.kind, old.week, old.version, old.body_hash, old.hash)
        )
        BEGIN SELECT RAISE(ABORT, 'a stream only grows'); END
    """)


@migrations()
def m010_aliases(tables: Tables) -> None:
    """Under which key a question goes on that its author edited or moved."""
    # An id can go on elsewhere, come back, and go on elsewhere again: `since_` is where each of its lives begins, and
    # the first has begun before everything. The last one leads to itself, or it leads where the question goes on now.
    tables.execute("""
        CREATE TABLE aliases (
            member BLOB NOT NULL,
            quiz TEXT NOT NULL,
            question TEXT NOT NULL,
            since_at INTEGER NOT NULL,
            since_id BLOB NOT NULL,
            now_quiz TEXT NOT NULL,
            now_question TEXT NOT NULL,
            PRIMARY KEY (member, quiz, question, since_at, since_id)
        ) STRICT, WITHOUT ROWID
    """)
    # Whether an alias is the latest of its member is asked for each one.
    tables.execute("CREATE INDEX events_aliased ON events (subject, at) WHERE kind = 'question.aliased'")
    # Hash of the right answers when a question was answered last: another one makes that an answer to an earlier key.
    tables.execute('ALTER TABLE item_memory ADD COLUMN "key" TEXT')


@migrations()
def m011_fewer_listed(tables: Tables) -> None:
    """Reviews are listed once, by their day: nine of ten events need no second entry."""
    tables.execute("DROP INDEX events_by_subject")
    tables.execute(
        "CREATE INDEX events_by_subject ON events (subject, kind) WHERE kind <> 'answered' AND kind <> 'rated'"
    )
    # The triggers look through it, so that they have to name its condition.
    for name in ("events_no_update", "events_not_of_the_erased"):
        tables.execute(f"DROP TRIGGER {name}")
    tables.execute("""
        CREATE TRIGGER events_no_update BEFORE UPDATE ON events
        WHEN NOT (
            new.salt IS NULL AND new.body IS NULL AND old.kind <> 'member.erased'
            AND (new.id, new.kind, new.actor, new.subject, new.at, new.day, new.version)
                = (old.id, old.kind, old.actor, old.subject, old.at, old.day, old.version)
            AND (
                EXISTS (
                    SELECT 1 FROM events
                    WHERE subject = old.subject AND kind = 'member.erased' AND kind <> 'answered' AND kind <> 'rated'
                )
                OR old.kind IN ('group.joined', 'group.left') AND EXISTS (
                    SELECT 1 FROM events
                    WHERE kind = 'member.erased'
                        AND lower(hex(subject)) = replace(json_extract(old.body, '$.member'), '-', '')
                )
            )
        )
        BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
    """)
    tables.execute("""
        CREATE TRIGGER events_not_of_the_erased BEFORE INSERT ON events
        WHEN new.body IS NOT NULL AND new.kind <> 'member.erased' AND EXISTS (
            SELECT 1 FROM events
            WHERE subject = new.subject AND kind = 'member.erased' AND kind <> 'answered' AND kind <> 'rated'
        )
        BEGIN SELECT RAISE(ABORT, 'that member was erased'); END
    """)


@migrations()
def m012_notes(tables: Tables) -> None:
    """What members write for themselves."""
    # Plain rows: what is deleted is to be gone. The row of a deleted note stays, with no text and no quote, so that no
    # other machine brings it back. question is empty for a note to a passage of a lesson. past has digests of the texts
    # that it had before, by which two machines tell a later text from another one.
    tables.execute("""
        CREATE TABLE notes (
            note BLOB PRIMARY KEY NOT NULL CHECK (length(note) = 16),
            member BLOB NOT NULL CHECK (length(member) = 16),
            about TEXT NOT NULL,
            question TEXT NOT NULL,
            block TEXT NOT NULL,
            section INTEGER NOT NULL CHECK (section >= -1),
            quote TEXT NOT NULL,
            text TEXT NOT NULL,
            written INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            past TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("CREATE INDEX notes_by_member ON notes (member, about)")


@migrations()
def m013_bookmarks(tables: Tables) -> None:
    """Passages that members want to come back to."""
    # Plain rows, as notes are. kept is 0 where a bookmark was taken away: then the row has no quote, and stays so that
    # no other machine brings it back. at is when it was set, or taken away.
    tables.execute("""
        CREATE TABLE bookmarks (
            member BLOB NOT NULL CHECK (length(member) = 16),
            lesson TEXT NOT NULL,
            block TEXT NOT NULL,
            section INTEGER NOT NULL CHECK (section >= -1),
            quote TEXT NOT NULL,
            at INTEGER NOT NULL,
            kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
            PRIMARY KEY (member, lesson, block)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m014_study_time(tables: Tables) -> None:
    """How long a member studied, on which days that was meant to be, and which of those went by."""
    for name in ("seconds", "scheduled", "went_by"):
        tables.execute(f"ALTER TABLE study_days ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")


@migrations()
def m015_groups_that_last(tables: Tables) -> None:
    """What a group is for, and what becomes of it."""
    # courses is a JSON list of ids; archived_day NULL while the group goes on.
    tables.execute("ALTER TABLE groups ADD COLUMN team TEXT NOT NULL DEFAULT ''")
    tables.execute("ALTER TABLE groups ADD COLUMN purpose TEXT NOT NULL DEFAULT ''")
    tables.execute("ALTER TABLE groups ADD COLUMN courses TEXT NOT NULL DEFAULT '[]'")
    tables.execute("ALTER TABLE groups ADD COLUMN archived_day TEXT")
    # A duty may begin and end on other days than those on which that is recorded, and an end may be set beforehand: so
    # left_day NULL does not say any more who is there, and a row is known by its event. mentees: whose records a mentor
    # may open, as a JSON list of ids; NULL in any other duty.
    tables.execute("DROP TABLE memberships")
    tables.execute("""
        CREATE TABLE memberships (
            "group" BLOB NOT NULL,
            member BLOB NOT NULL,
            duty TEXT NOT NULL,
            joined_at INTEGER NOT NULL,
            joined_event BLOB NOT NULL,
            joined_day TEXT NOT NULL,
            left_day TEXT,
            mentees TEXT,
            PRIMARY KEY ("group", member, duty, joined_event)
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("CREATE INDEX memberships_by_member ON memberships (member)")


@migrations()
def m016_charters(tables: Tables) -> None:
    """What members accept before anything of theirs is shown, who looked at it, and what they say is wrong in it."""
    # charter is the digest of charter_text; both are empty where a group has set no norms.
    tables.execute("ALTER TABLE groups ADD COLUMN charter TEXT NOT NULL DEFAULT ''")
    tables.execute("ALTER TABLE groups ADD COLUMN charter_text TEXT NOT NULL DEFAULT ''")
    # The latest of each member and group. Of members of earlier groups there is none: they are asked.
    tables.execute("""
        CREATE TABLE acceptances (
            member BLOB NOT NULL,
            "group" BLOB NOT NULL,
            charter TEXT NOT NULL,
            notice TEXT NOT NULL,
            day TEXT NOT NULL,
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL,
            PRIMARY KEY (member, "group")
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("""
        CREATE TABLE challenges (
            challenge BLOB PRIMARY KEY NOT NULL,
            member BLOB NOT NULL,
            "group" BLOB NOT NULL,
            lesson TEXT NOT NULL,
            status TEXT NOT NULL,
            text TEXT NOT NULL,
            day TEXT NOT NULL,
            answer TEXT,
            answered_by BLOB,
            answered_day TEXT
        ) STRICT, WITHOUT ROWID
    """)
    # Plain rows, one a day: looking changes nothing, so that it is no event. looked_at is a member, or empty where it
    # was the whole group. The columns stand in the order of the key: in another, some versions of SQLite take a STRICT
    # table WITHOUT ROWID for damaged where a blob in it is empty.
    tables.execute("""
        CREATE TABLE access (
            "group" BLOB NOT NULL,
            looked_at BLOB NOT NULL,
            day TEXT NOT NULL,
            reader BLOB NOT NULL,
            PRIMARY KEY ("group", looked_at, day, reader)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m017_calibration(tables: Tables) -> None:
    """How sure members were of their answers, and how many were right: it is theirs alone."""
    # Me is opened often, and counting would read every answer of the log.
    tables.execute("""
        CREATE TABLE calibration (
            member BLOB NOT NULL CHECK (length(member) = 16),
            confidence INTEGER NOT NULL CHECK (confidence BETWEEN 1 AND 3),
            answers INTEGER NOT NULL,
            right_answers INTEGER NOT NULL,
            PRIMARY KEY (member, confidence)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m018_flags(tables: Tables) -> None:
    """What members told the trainer of questions."""
    # That a flag was closed may come from another machine before the flag itself: all but its key may be missing.
    tables.execute("""
        CREATE TABLE flags (
            member BLOB NOT NULL CHECK (length(member) = 16),
            flag BLOB NOT NULL CHECK (length(flag) = 16),
            quiz TEXT,
            question TEXT,
            edition TEXT,
            reason TEXT,
            text TEXT,
            at INTEGER,
            day TEXT,
            withdrawn_day TEXT,
            settled_day TEXT,
            PRIMARY KEY (member, flag)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m019_needs_seen_to(tables: Tables) -> None:
    """Which of the needs that members share in files a leader saw to."""
    # JSON list of the ids of their entries, or NULL: a week alone does not tell a need from the next.
    tables.execute("ALTER TABLE lesson_facts ADD COLUMN handled_needs TEXT")


@migrations()
def m020_details(tables: Tables) -> None:
    """What only memory and statistics are made of may be erased when it is old."""
    # As before; and once the log says that a member's details before a day were erased, the same may happen to an event
    # about that member of an earlier day, if it is of one of these kinds.
    tables.execute("DROP TRIGGER events_no_update")
    tables.execute("""
        CREATE TRIGGER events_no_update BEFORE UPDATE ON events
        WHEN NOT (
            new.salt IS NULL AND new.body IS NULL AND old.kind <> 'member.erased'
            AND (new.id, new.kind, new.actor, new.subject, new.at, new.day, new.version)
                = (old.id, old.kind, old.actor, old.subject, old.at, old.day, old.version)
            AND (
                EXISTS (
                    SELECT 1 FROM events
                    WHERE subject = old.subject AND kind = 'member.erased' AND kind <> 'answered' AND kind <> 'rated'
                )
                OR old.kind IN ('group.joined', 'group.left') AND EXISTS (
                    SELECT 1 FROM events
                    WHERE kind = 'member.erased'
                        AND lower(hex(subject)) = replace(json_extract(old.body, '$.member'), '-', '')
                )
                OR old.kind IN (
                    'answered', 'rated', 'undone', 'question.flagged', 'day.begun', 'studied', 'hand.raised',
                    'hand.lowered'
                ) AND EXISTS (
                    SELECT 1 FROM events
                    WHERE subject = old.subject AND kind = 'details.erased' AND kind <> 'answered' AND kind <> 'rated'
                        AND json_extract(body, '$.before') > old.day
                )
            )
        )
        BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
    """)


@migrations()
def m021_goals(tables: Tables) -> None:
    """Goals of groups, targets of single dimensions, and every plan as it was set."""
    for name in ("targets", "quizzes"):
        tables.execute(f"ALTER TABLE plans ADD COLUMN {name} TEXT NOT NULL DEFAULT '{{}}'")
    # What was planned is judged as it stood then: plans has the latest, this has them all.
    tables.execute("""
        CREATE TABLE plan_sets (
            "group" BLOB NOT NULL,
            at INTEGER NOT NULL,
            event BLOB NOT NULL,
            day TEXT NOT NULL,
            course TEXT NOT NULL,
            due TEXT NOT NULL,
            PRIMARY KEY ("group", at, event)
        ) STRICT, WITHOUT ROWID
    """)
    # text is NULL while it is known only how a goal ended: what set it may come later, from another machine.
    tables.execute("""
        CREATE TABLE goals (
            "group" BLOB NOT NULL,
            goal BLOB NOT NULL,
            text TEXT,
            measure TEXT,
            about TEXT,
            wanted REAL,
            owner BLOB,
            due TEXT,
            set_day TEXT,
            state TEXT NOT NULL CHECK (state IN ('open', 'reached', 'dropped')),
            ended_day TEXT,
            ended_by BLOB,
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL,
            PRIMARY KEY ("group", goal)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m022_sprints(tables: Tables) -> None:
    """Which groups study beside each other for some weeks."""
    # A row for each group of a sprint. What the proposing group said may come later than that another takes part, from
    # another machine: then all of it is NULL.
    tables.execute("""
        CREATE TABLE sprints (
            sprint BLOB NOT NULL CHECK (length(sprint) = 16),
            "group" BLOB NOT NULL CHECK (length("group") = 16),
            name TEXT,
            first_day TEXT,
            last_day TEXT,
            asked TEXT,
            takes_part INTEGER NOT NULL CHECK (takes_part IN (0, 1)),
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL,
            PRIMARY KEY (sprint, "group")
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m023_released(tables: Tables) -> None:
    """Which answers have been told of, as parts of sums."""
    # One answer is in one sum, for ever: answer is the id of its event, batch that of the first answer in the sum.
    tables.execute("""
        CREATE TABLE released_answers (
            answer BLOB PRIMARY KEY NOT NULL CHECK (length(answer) = 16),
            batch BLOB NOT NULL CHECK (length(batch) = 16)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m024_replies(tables: Tables) -> None:
    """Streams in which a leader tells one member who looked, and answers."""
    tables.execute("ALTER TABLE shared_streams ADD COLUMN reply INTEGER NOT NULL DEFAULT 0 CHECK (reply IN (0, 1))")


@migrations()
def m025_due(tables: Tables) -> None:
    """What is due is found without looking at all that was ever answered."""
    tables.execute("CREATE INDEX item_memory_due ON item_memory (member, due_day)")


@migrations()
def m026_answers_once(tables: Tables) -> None:
    """Of several answers of a member to one question of one sitting, that which was recorded first is the only one."""
    # Two windows, or two machines, may have a sitting open at once. The columns stand in the order of the key.
    tables.execute("DROP TABLE sitting_answers")
    tables.execute("""
        CREATE TABLE sitting_answers (
            sitting BLOB NOT NULL,
            question TEXT NOT NULL,
            event BLOB NOT NULL,
            at INTEGER NOT NULL,
            day INTEGER NOT NULL,
            wrong INTEGER NOT NULL,
            lost REAL NOT NULL,
            PRIMARY KEY (sitting, question, event)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m027_days_as_numbers(tables: Tables) -> None:
    """What is kept of each answer, and of each question answered, takes less room."""
    # A day is its ordinal, three bytes in place of ten, and stands up to six times in what is kept of a question. It is
    # NULL where the texts were; "key" is where the others are.
    tables.execute("DROP TABLE item_memory")
    tables.execute("""
        CREATE TABLE item_memory (
            member BLOB NOT NULL,
            quiz TEXT NOT NULL,
            question TEXT NOT NULL,
            due_day INTEGER,
            due_at INTEGER,
            stability REAL,
            difficulty REAL,
            state INTEGER,
            step INTEGER,
            reviews INTEGER,
            lapses INTEGER,
            last_at INTEGER,
            last_day INTEGER,
            identity TEXT,
            revision TEXT,
            "key" TEXT,
            right INTEGER,
            mark REAL,
            right_since INTEGER,
            confirmed_day INTEGER,
            suspended_day INTEGER,
            buried_until INTEGER,
            as_of_at INTEGER NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY (member, quiz, question)
        ) STRICT, WITHOUT ROWID
    """)
    tables.execute("CREATE INDEX item_memory_due ON item_memory (member, due_day)")
    # The day is asked for of an answer that was not right alone: NULL says that it was. Which was the latest is told by
    # the ids of the events.
    tables.execute("DROP TABLE sitting_answers")
    tables.execute("""
        CREATE TABLE sitting_answers (
            sitting BLOB NOT NULL,
            question TEXT NOT NULL,
            event BLOB NOT NULL,
            wrong_day INTEGER,
            lost REAL NOT NULL,
            PRIMARY KEY (sitting, question, event)
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m028_details_before(tables: Tables) -> None:
    """From which day on everything is known of a member who had old details erased."""
    # Before it nothing tells how well a question was known: what began before it is not said to be forgotten.
    tables.execute("ALTER TABLE members ADD COLUMN details_before TEXT")


@migrations()
def m029_wished_for(tables: Tables) -> None:
    """What a member wished to know is told with each answer: those that were skipped until then are taken in."""


@migrations()
def m030_closed_sittings(tables: Tables) -> None:
    """When a sitting of each quiz was last closed is read of the index alone."""
    # Every start asks for it, and each row lies on a page of its own.
    tables.execute("DROP INDEX sittings_by_quiz")
    tables.execute("CREATE INDEX sittings_by_quiz ON sittings (member, quiz, state, closed_at)")


@migrations()
def m031_all_leave(tables: Tables) -> None:
    """All days on which a member was away: those of a leave that is over are still explained once the next is noted."""
    tables.execute("DROP TABLE members")
    tables.execute("""
        CREATE TABLE members (
            member BLOB PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            added_day TEXT NOT NULL,
            details_before TEXT,
            -- As a JSON list of first and last days; NULL for most.
            away TEXT,
            as_of_at INTEGER NOT NULL,
            as_of_id BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m032_back_again(tables: Tables) -> None:
    """Leave can be taken back: where a newer Fivefold said so, and it was skipped until then, it is taken in."""


def migrate(connection: sqlite3.Connection, *, demo: bool = False) -> None:
    """Bring a database to the present format, in the transaction that is open, and fill its projections.

    Args:
        connection: to the database.
        demo: whether everything in it is made up, and its header shall say so.

    Raises:
        sqlite3.DatabaseError: a step failed, or what came out is not whole.
    """
    # Foreign plugins of sqlite-utils have no business in a member's data.
    migrations.apply(Tables(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {sqlite.DEMO_ID if demo else sqlite.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {sqlite.SCHEMA}")
    replay.rebuild(connection)
    sqlite.require_whole(connection)
    if dangling := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.DatabaseError(f"after migrating, {dangling[0]} refers to nothing")
