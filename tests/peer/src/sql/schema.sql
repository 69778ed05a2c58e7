CREATE TABLE person (
    id             INTEGER PRIMARY KEY,
    uuid           BLOB    NOT NULL UNIQUE,
    name           TEXT    NOT NULL,
    relation       TEXT    NOT NULL,
    status         TEXT    NOT NULL,
    ring           INTEGER,
    can_confide    INTEGER,
    practical_help INTEGER,
    conflict       INTEGER,
    good           TEXT,
    hard           TEXT
) STRICT;

CREATE TABLE goal (
    id    INTEGER PRIMARY KEY,
    uuid  BLOB    NOT NULL UNIQUE,
    title TEXT    NOT NULL,
    why   TEXT,
    state TEXT    NOT NULL
) STRICT;

CREATE TABLE session (
    id           INTEGER PRIMARY KEY,
    uuid         BLOB    NOT NULL UNIQUE,
    number       INTEGER NOT NULL,
    kind         TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    offset       INTEGER NOT NULL,
    zone         TEXT    NOT NULL,
    attendance   TEXT,
    modality     TEXT,
    opener_kind  TEXT,
    mood_change  TEXT,
    opener_words TEXT,
    summary      TEXT
) STRICT;
CREATE INDEX session_by_time ON session (at);

CREATE TABLE goal_rating (
    id     INTEGER PRIMARY KEY,
    uuid   BLOB    NOT NULL UNIQUE,
    goal   INTEGER NOT NULL REFERENCES goal (id),
    at     INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    zone   TEXT    NOT NULL,
    value  INTEGER NOT NULL,
    note   TEXT
) STRICT;
CREATE INDEX goal_rating_by_time ON goal_rating (at);
CREATE INDEX goal_rating_by_goal ON goal_rating (goal, at);

CREATE TABLE event (
    id   INTEGER PRIMARY KEY,
    uuid BLOB    NOT NULL UNIQUE,
    at   INTEGER NOT NULL,
    lane TEXT    NOT NULL,
    what TEXT,
    text TEXT    NOT NULL
) STRICT;
CREATE INDEX event_by_time ON event (at);

CREATE TABLE response (
    id      INTEGER PRIMARY KEY,
    uuid    BLOB    NOT NULL UNIQUE,
    session INTEGER REFERENCES session (id),
    measure TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    offset  INTEGER NOT NULL,
    zone    TEXT    NOT NULL,
    answers TEXT    NOT NULL,
    total   INTEGER,
    band    TEXT
) STRICT;
CREATE INDEX response_by_time ON response (at);
CREATE INDEX response_by_measure ON response (measure, at);

CREATE TABLE try (
    id      INTEGER PRIMARY KEY,
    uuid    BLOB    NOT NULL UNIQUE,
    session INTEGER REFERENCES session (id),
    text    TEXT    NOT NULL,
    outcome TEXT    NOT NULL,
    outcome_words TEXT
) STRICT;
CREATE INDEX try_by_session ON try (session);

CREATE TABLE entry (
    id         INTEGER PRIMARY KEY,
    uuid       BLOB    NOT NULL UNIQUE,
    at         INTEGER NOT NULL,
    offset     INTEGER NOT NULL,
    zone       TEXT    NOT NULL,
    mood       INTEGER,
    feelings   TEXT    NOT NULL,
    event      TEXT,
    feeling    TEXT,
    response   TEXT,
    wish       TEXT,
    area       TEXT,
    tags       TEXT    NOT NULL,
    bring      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at  INTEGER,
    trashed_at INTEGER
) STRICT;
CREATE INDEX entry_by_time ON entry (at, id) WHERE trashed_at IS NULL;

CREATE TABLE entry_person (
    entry  INTEGER NOT NULL REFERENCES entry (id),
    person INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (entry, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_person ON entry_person (person, entry);

CREATE TABLE entry_goal (
    entry INTEGER NOT NULL REFERENCES entry (id),
    goal  INTEGER NOT NULL REFERENCES goal (id),
    PRIMARY KEY (entry, goal)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_goal ON entry_goal (goal, entry);

CREATE VIRTUAL TABLE entry_text USING fts5 (
    event, feeling, response, wish,
    content = 'entry', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER entry_text_insert AFTER INSERT ON entry BEGIN
    INSERT INTO entry_text (rowid, event, feeling, response, wish)
    VALUES (new.id, new.event, new.feeling, new.response, new.wish);
END;
CREATE TRIGGER entry_text_delete AFTER DELETE ON entry BEGIN
    INSERT INTO entry_text (entry_text, rowid, event, feeling, response, wish)
    VALUES ('delete', old.id, old.event, old.feeling, old.response, old.wish);
END;
CREATE TRIGGER entry_text_update AFTER UPDATE OF event, feeling, response, wish ON entry BEGIN
    INSERT INTO entry_text (entry_text, rowid, event, feeling, response, wish)
    VALUES ('delete', old.id, old.event, old.feeling, old.response, old.wish);
    INSERT INTO entry_text (rowid, event, feeling, response, wish)
    VALUES (new.id, new.event, new.feeling, new.response, new.wish);
END;
