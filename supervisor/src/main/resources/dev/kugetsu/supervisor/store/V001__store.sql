-- The machines that share the store. One row today.
CREATE TABLE hosts (
    host_id       TEXT    NOT NULL PRIMARY KEY,
    registered_at INTEGER NOT NULL
) STRICT;

CREATE TABLE projects (
    project_id    TEXT    NOT NULL PRIMARY KEY,
    remote        TEXT,
    registered_at INTEGER NOT NULL
) STRICT;

-- Where a project's repository lies on a host.
CREATE TABLE checkouts (
    project_id TEXT NOT NULL REFERENCES projects (project_id),
    host_id    TEXT NOT NULL REFERENCES hosts (host_id),
    directory  TEXT NOT NULL,
    PRIMARY KEY (project_id, host_id),
    UNIQUE (host_id, directory)
) STRICT;

-- Contents of a repository's own configuration that the user has seen and trusts.
CREATE TABLE trusts (
    project_id TEXT    NOT NULL REFERENCES projects (project_id),
    digest     TEXT    NOT NULL,
    trusted_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, digest)
) STRICT;

CREATE TABLE base_sessions (
    base_id            TEXT    NOT NULL PRIMARY KEY,
    project_id         TEXT    NOT NULL REFERENCES projects (project_id),
    host_id            TEXT    NOT NULL REFERENCES hosts (host_id),
    harness            TEXT    NOT NULL,
    harness_session_id TEXT    NOT NULL,
    model              TEXT,
    permissions        TEXT    NOT NULL CHECK (json_valid(permissions)),
    created_at         INTEGER NOT NULL,
    retired_at         INTEGER
) STRICT;

CREATE UNIQUE INDEX base_sessions_one_live
    ON base_sessions (project_id, host_id, harness) WHERE retired_at IS NULL;

CREATE TABLE sessions (
    session_id         TEXT    NOT NULL PRIMARY KEY,
    project_id         TEXT    NOT NULL REFERENCES projects (project_id),
    host_id            TEXT    NOT NULL REFERENCES hosts (host_id),
    -- A BASE session works in the main worktree and makes a base session by its one turn.
    kind               TEXT    NOT NULL CHECK (kind IN ('ISSUE', 'BASE')),
    issue_ref          TEXT    CHECK ((issue_ref IS NULL) = (kind = 'BASE')),
    harness            TEXT    NOT NULL,
    base_id            TEXT    REFERENCES base_sessions (base_id),
    harness_session_id TEXT,
    model              TEXT,
    permissions        TEXT    NOT NULL CHECK (json_valid(permissions)),
    created_at         INTEGER NOT NULL,
    ended_at           INTEGER,
    end_reason         TEXT    CHECK ((end_reason IS NULL) = (ended_at IS NULL)),
    -- A change of the whole session that is under way, and the process that carries it out.
    operation          TEXT    CHECK (operation IN ('ENDING', 'REVIVING')),
    operation_owner    TEXT    CHECK ((operation IS NULL) = (operation_owner IS NULL))
) STRICT;

CREATE UNIQUE INDEX sessions_one_live_for_an_issue
    ON sessions (issue_ref COLLATE NOCASE) WHERE ended_at IS NULL AND kind = 'ISSUE';
CREATE UNIQUE INDEX sessions_one_base_in_the_making
    ON sessions (project_id, host_id, harness) WHERE ended_at IS NULL AND kind = 'BASE';

CREATE TABLE worktrees (
    session_id  TEXT    NOT NULL PRIMARY KEY REFERENCES sessions (session_id),
    host_id     TEXT    NOT NULL REFERENCES hosts (host_id),
    state       TEXT    NOT NULL CHECK (state IN ('CREATING', 'READY', 'REMOVING', 'REMOVED')),
    -- Below the folder of worktrees of that host.
    path        TEXT    NOT NULL,
    branch      TEXT    NOT NULL,
    base_commit TEXT    NOT NULL,
    base_name   TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    removed_at  INTEGER,
    -- What its last removal has saved; nothing when there was nothing to save.
    preserved_ref TEXT
) STRICT;

CREATE TABLE turns (
    turn_id          TEXT    NOT NULL PRIMARY KEY,
    session_id       TEXT    NOT NULL REFERENCES sessions (session_id),
    host_id          TEXT    NOT NULL REFERENCES hosts (host_id),
    number           INTEGER NOT NULL CHECK (number > 0),
    attempt          INTEGER NOT NULL CHECK (attempt > 0),
    state            TEXT    NOT NULL CHECK (state IN
        ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING', 'SUCCEEDED', 'FAILED', 'BLOCKED', 'STOPPED', 'TIMED_OUT', 'LOST')),
    -- Grows whenever another process takes the turn over; a writer with an old fence has lost it.
    fence            INTEGER NOT NULL,
    owner            TEXT,
    -- The process that leads the turn's own process session.
    handle           TEXT,
    not_before       INTEGER NOT NULL,
    model            TEXT,
    project_limit    INTEGER CHECK (project_limit > 0),
    debug            INTEGER NOT NULL CHECK (debug IN (0, 1)),
    first_event_ms   INTEGER NOT NULL CHECK (first_event_ms > 0),
    silence_ms       INTEGER NOT NULL CHECK (silence_ms > 0),
    turn_ms          INTEGER NOT NULL CHECK (turn_ms > 0),
    created_at       INTEGER NOT NULL,
    started_at       INTEGER,
    ended_at         INTEGER,
    last_event_at    INTEGER,
    -- How much of the output has been read, to know whether there is more.
    observed_bytes   INTEGER NOT NULL DEFAULT 0,
    retrying         TEXT,
    start_head       TEXT,
    start_tree       TEXT,
    failure_kind     TEXT,
    failure_message  TEXT,
    text             TEXT    NOT NULL DEFAULT '',
    input_tokens     INTEGER NOT NULL DEFAULT 0,
    output_tokens    INTEGER NOT NULL DEFAULT 0,
    cost_nano_usd    INTEGER NOT NULL DEFAULT 0,
    commits          INTEGER NOT NULL DEFAULT 0,
    files            INTEGER NOT NULL DEFAULT 0,
    insertions       INTEGER NOT NULL DEFAULT 0,
    deletions        INTEGER NOT NULL DEFAULT 0,
    UNIQUE (session_id, number)
) STRICT;

CREATE UNIQUE INDEX turns_one_at_a_time
    ON turns (session_id) WHERE state IN ('STARTING', 'RUNNING', 'STOPPING');
CREATE INDEX turns_not_ended
    ON turns (host_id, created_at) WHERE state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING');

-- What the agents did, in the order of each output; the position names an event for ever.
CREATE TABLE turn_events (
    turn_id TEXT    NOT NULL REFERENCES turns (turn_id) ON DELETE CASCADE,
    source  TEXT    NOT NULL CHECK (source IN ('STDOUT', 'STDERR')),
    offset  INTEGER NOT NULL,
    idx     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    payload TEXT    NOT NULL CHECK (json_valid(payload)),
    PRIMARY KEY (turn_id, source, offset, idx)
) STRICT, WITHOUT ROWID;

-- Every visible change, appended by triggers in the transaction that makes it.
CREATE TABLE change_log (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    project_id TEXT    NOT NULL,
    session_id TEXT,
    turn_id    TEXT,
    payload    TEXT    NOT NULL CHECK (json_valid(payload))
) STRICT;

CREATE TRIGGER change_base_created AFTER INSERT ON base_sessions BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'base_created', NEW.project_id,
            json_object('base_id', NEW.base_id, 'harness', NEW.harness));
END;

CREATE TRIGGER change_base_retired AFTER UPDATE OF retired_at ON base_sessions
WHEN OLD.retired_at IS NOT NEW.retired_at BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'base_retired', NEW.project_id,
            json_object('base_id', NEW.base_id, 'harness', NEW.harness));
END;

CREATE TRIGGER change_session_created AFTER INSERT ON sessions BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'session_created', NEW.project_id, NEW.session_id,
            json_object('kind', NEW.kind, 'issue_ref', NEW.issue_ref, 'harness', NEW.harness));
END;

CREATE TRIGGER change_session_updated
AFTER UPDATE OF harness_session_id, ended_at, operation ON sessions
WHEN OLD.harness_session_id IS NOT NEW.harness_session_id
    OR OLD.ended_at IS NOT NEW.ended_at
    OR OLD.operation IS NOT NEW.operation BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'session_updated', NEW.project_id, NEW.session_id,
            json_object('harness_session_id', NEW.harness_session_id, 'ended_at', NEW.ended_at,
                        'end_reason', NEW.end_reason, 'operation', NEW.operation));
END;

CREATE TRIGGER change_worktree_created AFTER INSERT ON worktrees BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, payload)
    SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'worktree_updated', s.project_id, NEW.session_id,
           json_object('state', NEW.state, 'branch', NEW.branch)
    FROM sessions s WHERE s.session_id = NEW.session_id;
END;

CREATE TRIGGER change_worktree_updated AFTER UPDATE OF state ON worktrees
WHEN OLD.state IS NOT NEW.state BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, payload)
    SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'worktree_updated', s.project_id, NEW.session_id,
           json_object('state', NEW.state, 'branch', NEW.branch)
    FROM sessions s WHERE s.session_id = NEW.session_id;
END;

CREATE TRIGGER change_turn_created AFTER INSERT ON turns BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, turn_id, payload)
    SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'turn_created', s.project_id, NEW.session_id, NEW.turn_id,
           json_object('state', NEW.state, 'number', NEW.number)
    FROM sessions s WHERE s.session_id = NEW.session_id;
END;

CREATE TRIGGER change_turn_updated AFTER UPDATE OF state, retrying ON turns
WHEN OLD.state IS NOT NEW.state OR OLD.retrying IS NOT NEW.retrying BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, turn_id, payload)
    SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'turn_updated', s.project_id, NEW.session_id, NEW.turn_id,
           json_object('state', NEW.state, 'from', OLD.state, 'failure_kind', NEW.failure_kind,
                       'retrying', NEW.retrying)
    FROM sessions s WHERE s.session_id = NEW.session_id;
END;
