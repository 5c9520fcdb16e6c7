-- Sessions without an issue, with names, roles and parents. A CHECK cannot be altered, so the table is made anew;
-- its rows keep their ids, and whatever refers to them stays as it is.
PRAGMA legacy_alter_table = ON;

CREATE TABLE sessions_anew (
    session_id         TEXT    NOT NULL PRIMARY KEY,
    project_id         TEXT    NOT NULL REFERENCES projects (project_id),
    host_id            TEXT    NOT NULL REFERENCES hosts (host_id),
    -- An ISSUE session works on an issue, a FREE one on what its prompts say; a BASE session works in the main
    -- worktree and makes a base session by its one turn.
    kind               TEXT    NOT NULL CHECK (kind IN ('ISSUE', 'FREE', 'BASE')),
    issue_ref          TEXT    CHECK ((issue_ref IS NOT NULL) = (kind = 'ISSUE')),
    -- What its user calls it; unique among the live sessions of its project.
    name               TEXT    CHECK (name IS NULL OR kind <> 'BASE'),
    -- An ORCHESTRATOR may itself start and steer workers.
    role               TEXT    NOT NULL DEFAULT 'WORKER' CHECK (role IN ('WORKER', 'ORCHESTRATOR')),
    -- The orchestrator that has started it.
    parent_id          TEXT    REFERENCES sessions (session_id) ON DELETE SET NULL,
    harness            TEXT    NOT NULL,
    base_id            TEXT    REFERENCES base_sessions (base_id),
    harness_session_id TEXT,
    model              TEXT,
    permissions        TEXT    NOT NULL CHECK (json_valid(permissions)),
    created_at         INTEGER NOT NULL,
    ended_at           INTEGER,
    end_reason         TEXT    CHECK ((end_reason IS NULL) = (ended_at IS NULL)),
    -- A change of the whole session that is under way, and the process that carries it out.
    operation          TEXT    CHECK (operation IN ('ENDING', 'KILLING', 'CLEARING', 'REVIVING')),
    operation_owner    TEXT    CHECK ((operation IS NULL) = (operation_owner IS NULL)),
    CHECK (role = 'WORKER' OR parent_id IS NULL)
) STRICT;

INSERT INTO sessions_anew (session_id, project_id, host_id, kind, issue_ref, harness, base_id, harness_session_id,
                           model, permissions, created_at, ended_at, end_reason, operation, operation_owner)
SELECT session_id, project_id, host_id, kind, issue_ref, harness, base_id,
       -- Until now a session on an issue ended by deleting its harness session.
       CASE WHEN ended_at IS NULL OR kind = 'BASE' THEN harness_session_id END,
       model, permissions, created_at, ended_at, end_reason, operation, operation_owner
FROM sessions;

DROP TABLE sessions;
ALTER TABLE sessions_anew RENAME TO sessions;
PRAGMA legacy_alter_table = OFF;

CREATE UNIQUE INDEX sessions_one_live_for_an_issue
    ON sessions (issue_ref COLLATE NOCASE) WHERE ended_at IS NULL AND kind = 'ISSUE';
CREATE UNIQUE INDEX sessions_one_base_in_the_making
    ON sessions (project_id, host_id, harness) WHERE ended_at IS NULL AND kind = 'BASE';
CREATE UNIQUE INDEX sessions_one_live_of_a_name
    ON sessions (project_id, name) WHERE ended_at IS NULL AND name IS NOT NULL;
CREATE INDEX sessions_of_a_parent ON sessions (parent_id) WHERE parent_id IS NOT NULL;

CREATE TRIGGER change_session_created AFTER INSERT ON sessions BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'session_created', NEW.project_id, NEW.session_id,
            json_object('kind', NEW.kind, 'issue_ref', NEW.issue_ref, 'harness', NEW.harness, 'name', NEW.name,
                        'role', NEW.role, 'parent_id', NEW.parent_id));
END;

CREATE TRIGGER change_session_updated
AFTER UPDATE OF harness_session_id, ended_at, operation, name ON sessions
WHEN OLD.harness_session_id IS NOT NEW.harness_session_id
    OR OLD.ended_at IS NOT NEW.ended_at
    OR OLD.operation IS NOT NEW.operation
    OR OLD.name IS NOT NEW.name BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'session_updated', NEW.project_id, NEW.session_id,
            json_object('harness_session_id', NEW.harness_session_id, 'ended_at', NEW.ended_at,
                        'end_reason', NEW.end_reason, 'operation', NEW.operation, 'name', NEW.name));
END;

-- What its user calls a project, and when it was removed; its sessions keep their records.
ALTER TABLE projects ADD COLUMN name TEXT;
ALTER TABLE projects ADD COLUMN archived_at INTEGER;

CREATE TRIGGER change_project_added AFTER INSERT ON projects BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'project_added', NEW.project_id,
            json_object('name', NEW.name, 'remote', NEW.remote));
END;

CREATE TRIGGER change_project_updated AFTER UPDATE OF name, remote, archived_at ON projects
WHEN OLD.name IS NOT NEW.name
    OR OLD.remote IS NOT NEW.remote
    OR OLD.archived_at IS NOT NEW.archived_at BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'project_updated', NEW.project_id,
            json_object('name', NEW.name, 'remote', NEW.remote, 'archived_at', NEW.archived_at));
END;

-- What agents prove with that they speak for their session; the tokens themselves are in their environment only.
CREATE TABLE tokens (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    session_id TEXT    NOT NULL REFERENCES sessions (session_id) ON DELETE CASCADE,
    scope      TEXT    NOT NULL CHECK (scope IN ('WORKER', 'ORCHESTRATOR')),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX tokens_of_a_session ON tokens (session_id) WHERE revoked_at IS NULL;

-- However a session ends, its token ends with it.
CREATE TRIGGER token_revoked AFTER UPDATE OF ended_at ON sessions
WHEN NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL BEGIN
    UPDATE tokens SET revoked_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)
    WHERE session_id = NEW.session_id AND revoked_at IS NULL;
END;
