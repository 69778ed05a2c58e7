-- One document of any kind. `seq` is the row's place among all records by time lived (see place.rs) and its row in `search`;
-- what is fixed and small stands first, so that a filter never reads the text behind it.
CREATE TABLE record (
    seq        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind       TEXT NOT NULL,
    course     BLOB CHECK (length(course) = 16),
    author     INTEGER NOT NULL REFERENCES author (n),
    lived      INTEGER NOT NULL,                              -- ms UTC, the order of every list
    trashed    INTEGER,                                       -- the seen day on which it went to the trash
    version    INTEGER NOT NULL,                              -- +1 with every change
    last       INTEGER NOT NULL,                              -- its latest change in `history`
    visibility TEXT NOT NULL,
    stamp      BLOB NOT NULL CHECK (length(stamp) = 16),      -- of every field that `stamps` does not name
    stamps     TEXT,                                          -- {"field": "stamp in hex"}
    fields     TEXT NOT NULL                                  -- a JSON object without nulls
) STRICT;

CREATE INDEX record_live ON record (kind, lived, id) WHERE trashed IS NULL;
CREATE INDEX record_trash ON record (kind, lived, id) WHERE trashed IS NOT NULL;

-- What is left of an erased record: nothing that a person wrote, and no time lived.
CREATE TABLE tombstone (
    id     BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind   TEXT NOT NULL,
    course BLOB,
    stamp  BLOB NOT NULL CHECK (length(stamp) = 16),
    last   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Derived from the fields. `lived` is the source's, so that a list by link needs no sorting. Targets may be elsewhere or gone.
CREATE TABLE link (
    target BLOB NOT NULL,
    role   TEXT NOT NULL,
    lived  INTEGER NOT NULL,
    source BLOB NOT NULL,
    PRIMARY KEY (target, role, lived, source)
) STRICT, WITHOUT ROWID;

-- Derived from the fields. Words are folded and cut before they come here.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0, detail = column, tokenize = 'ascii');

INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- Who, written once for all the rows that say so.
CREATE TABLE author (
    n    INTEGER PRIMARY KEY,
    json TEXT NOT NULL UNIQUE
) STRICT;

-- One row for each record that an act changed. `change` is the act's number * 2^20 + the row's place in the act; `prev` leads
-- to the record's change before, so neither needs an index.
CREATE TABLE history (
    change  INTEGER PRIMARY KEY,
    record  BLOB NOT NULL CHECK (length(record) = 16),
    prev    INTEGER,
    action  INTEGER NOT NULL,                                 -- see changes.rs
    turn    INTEGER NOT NULL,                                 -- 0 done, 1 undone, 2 redone, 3 housekeeping
    reverts INTEGER,                                          -- the act that an undo or redo takes back
    name    TEXT NOT NULL,
    author  INTEGER NOT NULL REFERENCES author (n),
    day     INTEGER NOT NULL REFERENCES day_seen (n),
    stamp   BLOB NOT NULL CHECK (length(stamp) = 16),
    before  TEXT                                              -- {"field": ["stamp in hex", value]}, no value where there was none
) STRICT;

-- Civil days on which Kith was used, in the order in which it saw them. Terms of 30 days are counted here.
CREATE TABLE day_seen (
    n   INTEGER PRIMARY KEY,
    day INTEGER NOT NULL UNIQUE
) STRICT;

-- What is being written and not yet said.
CREATE TABLE draft (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind    TEXT NOT NULL,
    course  BLOB,
    record  BLOB,
    version INTEGER,
    saved   INTEGER NOT NULL,
    fields  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
