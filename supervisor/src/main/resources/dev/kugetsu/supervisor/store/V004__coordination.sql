-- How agents get along with each other: who is here, who works on what, who may write what, what is to do, and what
-- they tell each other. Every right is one row that one statement takes.

-- Long-lived identities.
CREATE TABLE agents (
    agent        TEXT    NOT NULL PRIMARY KEY,
    role         TEXT,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT;

-- Running instances of agents. An ended one stays ended; whoever comes back under the same name gets another row.
CREATE TABLE agent_sessions (
    agent_session_id TEXT    NOT NULL PRIMARY KEY,
    -- What its harness or it itself calls it; nothing for one that its process or its turn tells.
    given_id         TEXT,
    agent            TEXT    NOT NULL REFERENCES agents (agent),
    project_id       TEXT    NOT NULL REFERENCES projects (project_id),
    host_id          TEXT    NOT NULL REFERENCES hosts (host_id),
    -- The session whose turn this is; nothing for agents that somebody else has started.
    session_id       TEXT    REFERENCES sessions (session_id) ON DELETE SET NULL,
    harness          TEXT,
    model            TEXT,
    mode             TEXT,
    branch           TEXT,
    -- The process that lives as long as the agent runs; without one it lives by last_seen_at alone.
    process          TEXT,
    started_at       INTEGER NOT NULL,
    last_seen_at     INTEGER NOT NULL,
    ended_at         INTEGER,
    end_reason       TEXT    CHECK (end_reason IN ('STOP', 'CLEAR', 'LOGOUT', 'CRASH', 'OTHER')),
    CHECK ((end_reason IS NULL) = (ended_at IS NULL))
) STRICT;

CREATE INDEX agent_sessions_live ON agent_sessions (project_id, agent) WHERE ended_at IS NULL;
CREATE INDEX agent_sessions_of_a_session ON agent_sessions (session_id) WHERE session_id IS NOT NULL;
CREATE UNIQUE INDEX agent_sessions_one_open
    ON agent_sessions (given_id) WHERE ended_at IS NULL AND given_id IS NOT NULL;
CREATE INDEX agent_sessions_of_a_process
    ON agent_sessions (process) WHERE ended_at IS NULL AND process IS NOT NULL;
-- A program may have several sessions if each has a name.
CREATE UNIQUE INDEX agent_sessions_nameless
    ON agent_sessions (process) WHERE ended_at IS NULL AND process IS NOT NULL AND given_id IS NULL;

-- Shared intent to work on an issue.
CREATE TABLE agent_claims (
    claim_id         INTEGER PRIMARY KEY AUTOINCREMENT,
    agent_session_id TEXT    NOT NULL REFERENCES agent_sessions (agent_session_id) ON DELETE CASCADE,
    issue_ref        TEXT    NOT NULL,
    prompt           TEXT,
    claimed_at       INTEGER NOT NULL,
    released_at      INTEGER
) STRICT;

CREATE UNIQUE INDEX agent_claims_one_open
    ON agent_claims (agent_session_id, issue_ref COLLATE NOCASE) WHERE released_at IS NULL;

-- Exclusive rights to write a branch.
CREATE TABLE reservations (
    reservation_id   TEXT    NOT NULL PRIMARY KEY,
    project_id       TEXT    NOT NULL REFERENCES projects (project_id),
    host_id          TEXT    NOT NULL REFERENCES hosts (host_id),
    branch           TEXT    NOT NULL,
    -- The commit from which its owner goes on.
    anchor           TEXT    NOT NULL,
    agent            TEXT    NOT NULL REFERENCES agents (agent),
    agent_session_id TEXT,
    -- The session of ours whose branch it is; then it lasts as long as that.
    session_id       TEXT    REFERENCES sessions (session_id) ON DELETE SET NULL,
    task             TEXT,
    -- The process for which it is held.
    process          TEXT,
    -- Who is about to make the branch; nothing once it is there.
    placing          TEXT,
    -- What its owner proves with that it is the owner; the token itself is told once.
    token_hash       TEXT,
    -- Grows with each owner of the branch.
    fence            INTEGER NOT NULL CHECK (fence > 0),
    state            TEXT    NOT NULL CHECK (state IN ('ACTIVE', 'COMPLETE', 'ABANDONED')),
    lease_ms         INTEGER CHECK (lease_ms > 0),
    reserved_at      INTEGER NOT NULL,
    heartbeat_at     INTEGER NOT NULL,
    ready_at         INTEGER,
    ready_commit     TEXT    CHECK ((ready_commit IS NULL) = (ready_at IS NULL)),
    ended_at         INTEGER CHECK ((ended_at IS NULL) = (state = 'ACTIVE')),
    UNIQUE (project_id, branch, fence)
) STRICT;

CREATE UNIQUE INDEX reservations_one_active ON reservations (project_id, branch) WHERE state = 'ACTIVE';
CREATE UNIQUE INDEX reservations_by_token ON reservations (token_hash) WHERE token_hash IS NOT NULL;
CREATE INDEX reservations_of_a_session ON reservations (session_id) WHERE session_id IS NOT NULL;

-- Exclusive rights to edit a path, or to use something that has a name.
CREATE TABLE locks (
    project_id       TEXT    NOT NULL REFERENCES projects (project_id),
    kind             TEXT    NOT NULL CHECK (kind IN ('PATH', 'RESOURCE')),
    -- A path is relative to the main worktree, whichever worktree it was named in.
    lock_key         TEXT    NOT NULL,
    agent            TEXT    NOT NULL REFERENCES agents (agent),
    agent_session_id TEXT,
    reason           TEXT,
    ttl_ms           INTEGER NOT NULL CHECK (ttl_ms > 0),
    acquired_at      INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    PRIMARY KEY (project_id, kind, lock_key)
) STRICT;

-- What is to do.
CREATE TABLE tasks (
    task_id          TEXT    NOT NULL PRIMARY KEY,
    project_id       TEXT    NOT NULL REFERENCES projects (project_id),
    title            TEXT    NOT NULL,
    description      TEXT,
    priority         INTEGER NOT NULL,
    state            TEXT    NOT NULL CHECK (state IN ('PENDING', 'IN_PROGRESS', 'BLOCKED', 'DONE', 'CANCELLED')),
    owner            TEXT    REFERENCES agents (agent),
    agent_session_id TEXT,
    created_by       TEXT    NOT NULL REFERENCES agents (agent),
    created_at       INTEGER NOT NULL,
    claimed_at       INTEGER CHECK ((claimed_at IS NULL) = (owner IS NULL)),
    ended_at         INTEGER CHECK ((ended_at IS NULL) = (state NOT IN ('DONE', 'CANCELLED'))),
    blocked_reason   TEXT    CHECK ((blocked_reason IS NULL) = (state <> 'BLOCKED')),
    CHECK (state <> 'PENDING' OR owner IS NULL),
    CHECK (state <> 'IN_PROGRESS' OR owner IS NOT NULL)
) STRICT;

CREATE INDEX tasks_open ON tasks (project_id, priority DESC, created_at) WHERE state IN ('PENDING', 'IN_PROGRESS');

CREATE TABLE task_files (
    task_id TEXT NOT NULL REFERENCES tasks (task_id) ON DELETE CASCADE,
    path    TEXT NOT NULL,
    PRIMARY KEY (task_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE task_dependencies (
    task_id    TEXT NOT NULL REFERENCES tasks (task_id) ON DELETE CASCADE,
    depends_on TEXT NOT NULL REFERENCES tasks (task_id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, depends_on)
) STRICT, WITHOUT ROWID;

-- What agents tell each other, and how far each recipient has got with it.
CREATE TABLE messages (
    message_id TEXT    NOT NULL PRIMARY KEY,
    project_id TEXT    NOT NULL REFERENCES projects (project_id),
    sender     TEXT    NOT NULL REFERENCES agents (agent),
    -- As the sender has written it: an agent, a role, or all.
    recipient  TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    reply_to   TEXT,
    sent_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE message_deliveries (
    message_id      TEXT    NOT NULL REFERENCES messages (message_id) ON DELETE CASCADE,
    agent           TEXT    NOT NULL REFERENCES agents (agent),
    -- Whether it is for this agent, or its role, rather than for everybody.
    directed        INTEGER NOT NULL CHECK (directed IN (0, 1)),
    -- Until then a hook has it in its hands; nobody else hands it over before.
    handed_until    INTEGER,
    delivered_at    INTEGER,
    read_at         INTEGER,
    acknowledged_at INTEGER,
    PRIMARY KEY (message_id, agent)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_deliveries_waiting ON message_deliveries (agent) WHERE delivered_at IS NULL;

-- What has happened among agents, decisions too. Append-only; who is named in it may be gone.
CREATE TABLE journal (
    seq              INTEGER PRIMARY KEY AUTOINCREMENT,
    at               INTEGER NOT NULL,
    project_id       TEXT    NOT NULL,
    agent            TEXT    NOT NULL,
    agent_session_id TEXT,
    -- Past tense, such as lock_acquired.
    kind             TEXT    NOT NULL,
    -- What it is about: a path, a branch, a task.
    subject          TEXT,
    text             TEXT
) STRICT;

CREATE INDEX journal_of_a_project ON journal (project_id, seq);

CREATE TRIGGER change_journal AFTER INSERT ON journal BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, payload)
    SELECT NEW.at, NEW.kind, NEW.project_id,
           (SELECT a.session_id FROM agent_sessions a WHERE a.agent_session_id = NEW.agent_session_id),
           json_object('agent', NEW.agent, 'agent_session_id', NEW.agent_session_id, 'subject', NEW.subject,
                       'text', NEW.text);
END;

-- However an agent session ends, what it held ends with it.
CREATE TRIGGER agent_session_ended AFTER UPDATE OF ended_at ON agent_sessions
WHEN NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL BEGIN
    UPDATE agent_claims SET released_at = NEW.ended_at
    WHERE agent_session_id = NEW.agent_session_id AND released_at IS NULL;
    DELETE FROM locks WHERE agent_session_id = NEW.agent_session_id;
    UPDATE reservations SET state = 'ABANDONED', ended_at = NEW.ended_at
    WHERE agent_session_id = NEW.agent_session_id AND state = 'ACTIVE' AND session_id IS NULL;
    INSERT INTO journal (at, project_id, agent, agent_session_id, kind, text)
    VALUES (NEW.ended_at, NEW.project_id, NEW.agent, NEW.agent_session_id, 'agent_ended', lower(NEW.end_reason));
END;

-- The turns of our own sessions are agent sessions, whoever conducts them: from the moment at which the agent runs to
-- the one at which it does not any more. The session is the agent.
CREATE TRIGGER agent_of_turn_registered AFTER UPDATE OF state ON turns
WHEN NEW.state = 'RUNNING' AND OLD.state <> 'RUNNING'
    AND EXISTS (SELECT 1 FROM sessions s WHERE s.session_id = NEW.session_id AND s.kind <> 'BASE') BEGIN
    INSERT INTO agents (agent, role, created_at, last_seen_at)
    SELECT s.session_id, lower(s.role), CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER) FROM sessions s
    WHERE s.session_id = NEW.session_id
    ON CONFLICT (agent) DO UPDATE SET last_seen_at = CAST(unixepoch('subsec') * 1000 AS INTEGER);
    INSERT INTO agent_sessions (agent_session_id, agent, project_id, host_id, session_id, harness, model, mode, branch,
                                process, started_at, last_seen_at)
    SELECT NEW.turn_id || iif(NEW.attempt > 1, '.' || NEW.attempt, ''), s.session_id, s.project_id, s.host_id, s.session_id, s.harness,
           coalesce(NEW.model, s.model), 'headless',
           (SELECT w.branch FROM worktrees w WHERE w.session_id = s.session_id), NEW.handle, CAST(unixepoch('subsec') * 1000 AS INTEGER),
           CAST(unixepoch('subsec') * 1000 AS INTEGER)
    FROM sessions s WHERE s.session_id = NEW.session_id
    ON CONFLICT DO NOTHING;
    INSERT INTO agent_claims (agent_session_id, issue_ref, claimed_at)
    SELECT a.agent_session_id, s.issue_ref, CAST(unixepoch('subsec') * 1000 AS INTEGER)
    FROM sessions s JOIN agent_sessions a ON a.session_id = s.session_id AND a.ended_at IS NULL
    WHERE s.session_id = NEW.session_id AND s.issue_ref IS NOT NULL
    ON CONFLICT DO NOTHING;
    INSERT INTO journal (at, project_id, agent, agent_session_id, kind, text)
    SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), a.project_id, a.agent, a.agent_session_id, 'agent_registered', a.harness
    FROM agent_sessions a WHERE a.session_id = NEW.session_id AND a.ended_at IS NULL;
END;

CREATE TRIGGER agent_of_turn_ended AFTER UPDATE OF state ON turns
WHEN OLD.state IN ('RUNNING', 'STOPPING') AND NEW.state NOT IN ('RUNNING', 'STOPPING') BEGIN
    UPDATE agent_sessions
    SET ended_at = CAST(unixepoch('subsec') * 1000 AS INTEGER),
        end_reason = CASE NEW.state WHEN 'SUCCEEDED' THEN 'STOP' WHEN 'STOPPED' THEN 'STOP' WHEN 'LOST' THEN 'CRASH'
                     ELSE 'OTHER' END
    WHERE session_id = NEW.session_id AND ended_at IS NULL;
END;

-- The branches of sessions of ours that have no owner yet; each is its session's own as long as that lives.
CREATE VIEW branches_of_sessions AS
SELECT s.session_id, s.project_id, s.host_id, w.branch, w.base_commit,
       1 + coalesce((SELECT max(r.fence) FROM reservations r
                     WHERE r.project_id = s.project_id AND r.branch = w.branch), 0) AS fence
FROM sessions s JOIN worktrees w ON w.session_id = s.session_id
WHERE s.ended_at IS NULL AND w.state = 'READY'
  AND NOT EXISTS (SELECT 1 FROM reservations r
                  WHERE r.project_id = s.project_id AND r.branch = w.branch AND r.state = 'ACTIVE');

-- Takes those of a session, or those of that name: one of the two is nothing.
CREATE VIEW branch_takings AS SELECT NULL AS session_id, NULL AS project_id, NULL AS branch;

CREATE TRIGGER branch_of_session_taken INSTEAD OF INSERT ON branch_takings BEGIN
    INSERT INTO reservations (reservation_id, project_id, host_id, branch, anchor, agent, session_id, fence, state,
                              reserved_at, heartbeat_at)
    SELECT 'r-' || lower(hex(randomblob(4))), b.project_id, b.host_id, b.branch, b.base_commit, b.session_id,
           b.session_id, b.fence, 'ACTIVE', CAST(unixepoch('subsec') * 1000 AS INTEGER),
           CAST(unixepoch('subsec') * 1000 AS INTEGER)
    FROM branches_of_sessions b
    WHERE b.session_id = NEW.session_id OR (b.project_id = NEW.project_id AND b.branch = NEW.branch)
    ORDER BY b.session_id LIMIT 1;
END;

CREATE TRIGGER branch_of_session_reserved AFTER UPDATE OF state ON worktrees
WHEN NEW.state = 'READY' AND OLD.state <> 'READY' BEGIN
    INSERT INTO agents (agent, role, created_at, last_seen_at)
    SELECT s.session_id, lower(s.role), NEW.created_at, NEW.created_at FROM sessions s
    WHERE s.session_id = NEW.session_id
    ON CONFLICT (agent) DO NOTHING;
    INSERT INTO branch_takings (session_id) VALUES (NEW.session_id);
END;

CREATE TRIGGER branch_of_session_renamed AFTER UPDATE OF branch ON worktrees
WHEN NEW.branch <> OLD.branch BEGIN
    UPDATE reservations SET state = 'ABANDONED', ended_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)
    WHERE session_id = NEW.session_id AND branch = OLD.branch AND state = 'ACTIVE';
    INSERT INTO branch_takings (session_id) VALUES (NEW.session_id);
END;

CREATE TRIGGER branch_of_session_released AFTER UPDATE OF ended_at ON sessions
WHEN NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL BEGIN
    UPDATE reservations SET state = 'ABANDONED', ended_at = NEW.ended_at
    WHERE (session_id = NEW.session_id OR agent = NEW.session_id) AND state = 'ACTIVE';
END;

CREATE TRIGGER branch_of_session_reserved_again AFTER UPDATE OF ended_at ON sessions
WHEN NEW.ended_at IS NULL AND OLD.ended_at IS NOT NULL BEGIN
    INSERT INTO branch_takings (session_id) VALUES (NEW.session_id);
END;

-- Whoever had it when the session came to it has let go of it.
CREATE TRIGGER branch_of_session_free AFTER UPDATE OF state ON reservations
WHEN OLD.state = 'ACTIVE' AND NEW.state <> 'ACTIVE' BEGIN
    INSERT INTO branch_takings (project_id, branch) VALUES (NEW.project_id, NEW.branch);
END;

-- So it is for those that are there already.
INSERT INTO agents (agent, role, created_at, last_seen_at)
SELECT s.session_id, lower(s.role), s.created_at, s.created_at
FROM sessions s JOIN worktrees w ON w.session_id = s.session_id
WHERE s.ended_at IS NULL AND w.state = 'READY';

INSERT INTO branch_takings (session_id)
SELECT s.session_id FROM sessions s WHERE s.ended_at IS NULL;
