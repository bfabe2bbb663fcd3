-- The tables of study.db, as the migrations in store/migrations.py leave them; made by `make snap`.

CREATE TABLE acceptances (
    member BLOB NOT NULL,
    "group" BLOB NOT NULL,
    charter TEXT NOT NULL,
    notice TEXT NOT NULL,
    day TEXT NOT NULL,
    as_of_at INTEGER NOT NULL,
    as_of_id BLOB NOT NULL,
    PRIMARY KEY (member, "group")
) STRICT, WITHOUT ROWID;

CREATE TABLE access (
    "group" BLOB NOT NULL,
    looked_at BLOB NOT NULL,
    day TEXT NOT NULL,
    reader BLOB NOT NULL,
    PRIMARY KEY ("group", looked_at, day, reader)
) STRICT, WITHOUT ROWID;

CREATE TABLE aliases (
    member BLOB NOT NULL,
    quiz TEXT NOT NULL,
    question TEXT NOT NULL,
    since_at INTEGER NOT NULL,
    since_id BLOB NOT NULL,
    now_quiz TEXT NOT NULL,
    now_question TEXT NOT NULL,
    PRIMARY KEY (member, quiz, question, since_at, since_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE bookmarks (
    member BLOB NOT NULL CHECK (length(member) = 16),
    lesson TEXT NOT NULL,
    block TEXT NOT NULL,
    section INTEGER NOT NULL CHECK (section >= -1),
    quote TEXT NOT NULL,
    at INTEGER NOT NULL,
    kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
    PRIMARY KEY (member, lesson, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE calibration (
    member BLOB NOT NULL CHECK (length(member) = 16),
    confidence INTEGER NOT NULL CHECK (confidence BETWEEN 1 AND 3),
    answers INTEGER NOT NULL,
    right_answers INTEGER NOT NULL,
    PRIMARY KEY (member, confidence)
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

CREATE INDEX events_aliased ON events (subject, at) WHERE kind = 'question.aliased';

CREATE INDEX events_by_subject ON events (subject, kind) WHERE kind <> 'answered' AND kind <> 'rated';

CREATE INDEX events_rated ON events (subject, day) WHERE kind = 'rated';

CREATE INDEX events_undone ON events (body) WHERE kind = 'undone';

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

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
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

CREATE TRIGGER events_not_of_the_erased BEFORE INSERT ON events
WHEN new.body IS NOT NULL AND new.kind <> 'member.erased' AND EXISTS (
    SELECT 1 FROM events
    WHERE subject = new.subject AND kind = 'member.erased' AND kind <> 'answered' AND kind <> 'rated'
)
BEGIN SELECT RAISE(ABORT, 'that member was erased'); END;

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
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (
    "group" BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_day TEXT NOT NULL,
    as_of_at INTEGER NOT NULL,
    as_of_id BLOB NOT NULL
, team TEXT NOT NULL DEFAULT '', purpose TEXT NOT NULL DEFAULT '', courses TEXT NOT NULL DEFAULT '[]', archived_day TEXT, charter TEXT NOT NULL DEFAULT '', charter_text TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

CREATE INDEX item_memory_due ON item_memory (member, due_day);

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
    as_of_id BLOB NOT NULL, hand_day TEXT, handled_day TEXT, handled_needs TEXT,
    PRIMARY KEY (member, lesson)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    member BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    added_day TEXT NOT NULL,
    details_before TEXT,
    -- As a JSON list of first and last days; NULL for most.
    away TEXT,
    as_of_at INTEGER NOT NULL,
    as_of_id BLOB NOT NULL
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_member ON memberships (member);

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
) STRICT, WITHOUT ROWID;

CREATE INDEX notes_by_member ON notes (member, about);

CREATE TABLE places (
    member BLOB NOT NULL CHECK (length(member) = 16),
    lesson TEXT NOT NULL,
    block TEXT NOT NULL,
    section INTEGER NOT NULL CHECK (section >= -1),
    line INTEGER NOT NULL CHECK (line >= 0),
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    at INTEGER NOT NULL,
    PRIMARY KEY (member, lesson)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_sets (
    "group" BLOB NOT NULL,
    at INTEGER NOT NULL,
    event BLOB NOT NULL,
    day TEXT NOT NULL,
    course TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY ("group", at, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE plans (
    "group" BLOB NOT NULL,
    course TEXT NOT NULL,
    set_day TEXT NOT NULL,
    due TEXT NOT NULL,
    assigned TEXT NOT NULL,
    target REAL,
    announced TEXT NOT NULL, targets TEXT NOT NULL DEFAULT '{}', quizzes TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("group", course)
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (revision TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL, identity TEXT, key TEXT, type TEXT) STRICT;

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
) STRICT, WITHOUT ROWID;

CREATE TABLE released_answers (
    answer BLOB PRIMARY KEY NOT NULL CHECK (length(answer) = 16),
    batch BLOB NOT NULL CHECK (length(batch) = 16)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

CREATE TRIGGER shared_entries_no_delete BEFORE DELETE ON shared_entries
BEGIN SELECT RAISE(ABORT, 'a stream only grows'); END;

CREATE TRIGGER shared_entries_no_update BEFORE UPDATE ON shared_entries
WHEN NOT (
    new.salt IS NULL AND new.body IS NULL
    AND (new.stream, new.seq, new.id, new.kind, new.week, new.version, new.body_hash, new.hash)
        = (old.stream, old.seq, old.id, old.kind, old.week, old.version, old.body_hash, old.hash)
)
BEGIN SELECT RAISE(ABORT, 'a stream only grows'); END;

CREATE TABLE shared_streams (
    stream BLOB PRIMARY KEY NOT NULL CHECK (length(stream) = 16),
    "group" BLOB NOT NULL CHECK (length("group") = 16),
    person BLOB CHECK (length(person) = 16),
    owner BLOB CHECK (length(owner) = 16),
    secret BLOB,
    place TEXT,
    turn INTEGER NOT NULL
, reply INTEGER NOT NULL DEFAULT 0 CHECK (reply IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE sitting_answers (
    sitting BLOB NOT NULL,
    question TEXT NOT NULL,
    event BLOB NOT NULL,
    wrong_day INTEGER,
    lost REAL NOT NULL,
    PRIMARY KEY (sitting, question, event)
) STRICT, WITHOUT ROWID;

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
, announced TEXT, mode TEXT, feedback TEXT, time_limit INTEGER, timed_out INTEGER) STRICT, WITHOUT ROWID;

CREATE INDEX sittings_announced ON sittings (member) WHERE announced IS NOT NULL;

CREATE INDEX sittings_by_quiz ON sittings (member, quiz, state, closed_at);

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
) STRICT, WITHOUT ROWID;

CREATE TABLE study_days (
    member BLOB NOT NULL,
    day TEXT NOT NULL,
    answers INTEGER NOT NULL,
    right_answers INTEGER NOT NULL,
    lessons_opened INTEGER NOT NULL,
    lessons_finished INTEGER NOT NULL,
    sittings_finished INTEGER NOT NULL, reviews INTEGER NOT NULL DEFAULT 0, seconds INTEGER NOT NULL DEFAULT 0, scheduled INTEGER NOT NULL DEFAULT 0, went_by INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (member, day)
) STRICT, WITHOUT ROWID;
