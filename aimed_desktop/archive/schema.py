"""The archive's tables, one SQL script for each step of `PRAGMA user_version`."""

from __future__ import annotations

# A tree is a set of named files, kept once however often it is used: files of an application, of one of
# its earlier versions, of a packet, and the YAML of a definition. Times are milliseconds since 1970, UTC.
MIGRATIONS = (
    """
    CREATE TABLE profile (id INTEGER PRIMARY KEY CHECK (id = 1), data TEXT NOT NULL);
    CREATE TABLE blobs (id INTEGER PRIMARY KEY, sha BLOB NOT NULL UNIQUE, content BLOB NOT NULL);
    CREATE TABLE trees (id INTEGER PRIMARY KEY, sha BLOB NOT NULL UNIQUE);
    CREATE TABLE tree_files (
        tree INTEGER NOT NULL REFERENCES trees ON DELETE CASCADE,
        name TEXT NOT NULL,
        blob INTEGER NOT NULL REFERENCES blobs,
        PRIMARY KEY (tree, name)
    ) WITHOUT ROWID;
    CREATE INDEX tree_files_blob ON tree_files (blob);
    CREATE TABLE applications (
        id TEXT PRIMARY KEY,
        changed INTEGER NOT NULL,
        meta TEXT NOT NULL,
        definition INTEGER NOT NULL REFERENCES trees,
        files INTEGER NOT NULL REFERENCES trees,
        words TEXT NOT NULL,  -- what search looks through; before the data, so that it skips those pages
        data BLOB NOT NULL
    );
    CREATE INDEX applications_definition ON applications (definition);
    CREATE INDEX applications_files ON applications (files);
    CREATE TABLE history (
        number INTEGER PRIMARY KEY,
        application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        time INTEGER NOT NULL,
        meta TEXT NOT NULL,
        definition INTEGER NOT NULL REFERENCES trees,
        files INTEGER NOT NULL REFERENCES trees,
        data BLOB NOT NULL,
        UNIQUE (application, seq)
    );
    CREATE INDEX history_definition ON history (definition);
    CREATE INDEX history_files ON history (files);
    CREATE TABLE packets (
        number INTEGER PRIMARY KEY,
        application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE,
        name TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        time INTEGER NOT NULL,
        files INTEGER NOT NULL REFERENCES trees
    );
    CREATE INDEX packets_application ON packets (application);
    CREATE INDEX packets_files ON packets (files);
    """,
    """
    CREATE TABLE progress (
        application TEXT PRIMARY KEY REFERENCES applications ON DELETE CASCADE,
        filled INTEGER NOT NULL,
        total INTEGER NOT NULL,
        errors INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE bin (  -- what was deleted, to be taken back for a while
        application TEXT PRIMARY KEY REFERENCES applications ON DELETE CASCADE,
        time INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE amendments (number INTEGER PRIMARY KEY, notice TEXT NOT NULL, data TEXT NOT NULL);
    """,
    """
    -- the life of an application: what was done, the versions fixed, seals ticked off, scans
    CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE,
        time INTEGER NOT NULL,
        version INTEGER NOT NULL,
        deed TEXT NOT NULL,
        status TEXT NOT NULL,
        date TEXT NOT NULL,
        who TEXT NOT NULL,
        note TEXT NOT NULL,
        fingerprint TEXT NOT NULL
    );
    CREATE INDEX events_application ON events (application);
    CREATE TABLE versions (
        application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE,
        version INTEGER NOT NULL,
        files INTEGER NOT NULL REFERENCES trees,
        data BLOB NOT NULL,
        void TEXT,  -- what became void of the version before, JSON
        PRIMARY KEY (application, version)
    );
    CREATE INDEX versions_files ON versions (files);
    CREATE TABLE ticks (
        application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE,
        version INTEGER NOT NULL,
        place INTEGER NOT NULL,
        copy INTEGER NOT NULL,
        PRIMARY KEY (application, version, place, copy)
    ) WITHOUT ROWID;
    CREATE TABLE scans (
        number INTEGER PRIMARY KEY,
        application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE,
        version INTEGER NOT NULL,
        time INTEGER NOT NULL,
        name TEXT NOT NULL,
        files INTEGER NOT NULL REFERENCES trees
    );
    CREATE INDEX scans_application ON scans (application);
    CREATE INDEX scans_files ON scans (files);
    """,
    """
    -- the days on which the archive was used, numbered as Python's date.toordinal() does; in their order
    CREATE TABLE days (number INTEGER PRIMARY KEY, day INTEGER NOT NULL);
    INSERT INTO days (day) SELECT max(time) / 86400000 + 719163 FROM history HAVING max(time) IS NOT NULL;
    """,
    """
    -- the very files that a version was printed from: NULL until they were drawn (an older program kept none)
    ALTER TABLE versions ADD COLUMN printed INTEGER REFERENCES trees;
    ALTER TABLE versions ADD COLUMN paper TEXT;  -- their pages and places, JSON
    CREATE INDEX versions_printed ON versions (printed);
    """,
    """
    -- how and to whom it was handed in, JSON; the receipt; each record's link to the one before, NULL of an
    -- older program's
    ALTER TABLE events ADD COLUMN facts TEXT NOT NULL DEFAULT '';
    ALTER TABLE events ADD COLUMN files INTEGER REFERENCES trees;
    ALTER TABLE events ADD COLUMN link BLOB;
    CREATE INDEX events_files ON events (files);
    """,
    """
    -- states of an application that somebody else has, too: each hand-over by the mark that it was given, who
    -- gave it, and the step of the history, which is never thinned away; 0 where the step is only elsewhere
    CREATE TABLE shared (
        number INTEGER PRIMARY KEY,
        application TEXT NOT NULL REFERENCES applications ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        mark TEXT NOT NULL,
        time INTEGER NOT NULL,
        who TEXT NOT NULL,
        own INTEGER NOT NULL DEFAULT 0  -- whether it was handed over from here
    );
    CREATE UNIQUE INDEX shared_mark ON shared (application, mark);
    """,
)
