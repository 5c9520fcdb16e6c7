-- Who takes a turn through its states: the process that asked for it, or any process that serves the queue.
ALTER TABLE turns ADD COLUMN conductor TEXT NOT NULL DEFAULT 'CALLER' CHECK (conductor IN ('CALLER', 'QUEUE'));
-- All that a process needs to know to conduct it and that no other column says.
ALTER TABLE turns ADD COLUMN plan TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(plan));
-- Higher goes first.
ALTER TABLE turns ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;

-- How far what its last attempt has written was read, and what its reader knew by then.
ALTER TABLE turns ADD COLUMN checkpoint TEXT;

-- `seq` orders the events of all turns as they were written; a place in an output names an event for ever.
CREATE TABLE turn_events_numbered (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    turn_id TEXT    NOT NULL REFERENCES turns (turn_id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL CHECK (attempt > 0),
    source  TEXT    NOT NULL CHECK (source IN ('STDOUT', 'STDERR')),
    offset  INTEGER NOT NULL,
    idx     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    payload TEXT    NOT NULL CHECK (json_valid(payload)),
    UNIQUE (turn_id, attempt, source, offset, idx)
) STRICT;

INSERT INTO turn_events_numbered (turn_id, attempt, source, offset, idx, at, kind, payload)
SELECT turn_id, 1, source, offset, idx, at, kind, payload
FROM turn_events
ORDER BY at, turn_id, source DESC, offset, idx;

DROP TABLE turn_events;
ALTER TABLE turn_events_numbered RENAME TO turn_events;
-- For readers of one turn, in the order in which it was written.
CREATE INDEX turn_events_of_turn ON turn_events (turn_id, seq);

-- Launches of a turn that have ended, the last one too.
CREATE TABLE attempts (
    turn_id         TEXT    NOT NULL REFERENCES turns (turn_id) ON DELETE CASCADE,
    attempt         INTEGER NOT NULL CHECK (attempt > 0),
    session_id      TEXT    NOT NULL,
    host_id         TEXT    NOT NULL,
    harness         TEXT    NOT NULL,
    ended_at        INTEGER NOT NULL,
    -- How it ended: a final state of turns.
    outcome         TEXT    NOT NULL,
    failure_kind    TEXT,
    failure_message TEXT,
    launched        INTEGER NOT NULL CHECK (launched IN (0, 1)),
    -- Whether its agent said or did anything.
    progressed      INTEGER NOT NULL CHECK (progressed IN (0, 1)),
    PRIMARY KEY (turn_id, attempt)
) STRICT, WITHOUT ROWID;

CREATE INDEX attempts_of_session ON attempts (session_id, ended_at);
CREATE INDEX attempts_of_harness ON attempts (host_id, harness, ended_at);

-- What attempts have spent so far. Stays when turn and session are deleted: money that is spent is spent.
CREATE TABLE spendings (
    turn_id       TEXT    NOT NULL,
    attempt       INTEGER NOT NULL,
    session_id    TEXT    NOT NULL,
    project_id    TEXT    NOT NULL,
    harness       TEXT    NOT NULL,
    -- Empty while it runs.
    ended_at      INTEGER,
    input_tokens  INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    cost_nano_usd INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (turn_id, attempt)
) STRICT, WITHOUT ROWID;

CREATE INDEX spendings_of_session ON spendings (session_id);
CREATE INDEX spendings_of_project ON spendings (project_id);
CREATE INDEX spendings_of_time ON spendings (ended_at);

INSERT INTO spendings (turn_id, attempt, session_id, project_id, harness, ended_at, input_tokens, output_tokens,
                       cost_nano_usd)
SELECT t.turn_id, t.attempt, t.session_id, s.project_id, s.harness, t.ended_at, t.input_tokens, t.output_tokens,
       t.cost_nano_usd
FROM turns t JOIN sessions s ON s.session_id = t.session_id
WHERE t.ended_at IS NOT NULL AND t.started_at IS NOT NULL;

-- Whatever ends an attempt, it spends nothing more.
CREATE TRIGGER spendings_end AFTER UPDATE OF state ON turns
WHEN OLD.state IS NOT NEW.state AND NEW.state NOT IN ('STARTING', 'RUNNING', 'STOPPING') BEGIN
    UPDATE spendings SET ended_at = coalesce(NEW.ended_at, CAST(unixepoch('subsec') * 1000 AS INTEGER))
    WHERE turn_id = NEW.turn_id AND ended_at IS NULL;
END;

-- What holds for the whole queue of a host.
CREATE TABLE queue_state (
    host_id      TEXT    NOT NULL PRIMARY KEY REFERENCES hosts (host_id),
    -- The process that serves the queue.
    dispatcher   TEXT,
    paused_at    INTEGER,
    pause_reason TEXT    CHECK ((pause_reason IS NULL) = (paused_at IS NULL)),
    -- Since when many turns at once look dead, and which.
    doubted_at   INTEGER,
    doubted      TEXT    CHECK ((doubted IS NULL) = (doubted_at IS NULL) AND (doubted IS NULL OR json_valid(doubted)))
) STRICT;

INSERT INTO queue_state (host_id) SELECT host_id FROM hosts;

-- Harnesses whose provider asks for patience: nothing of the queue is launched with one before that time, and
-- then one turn tries first.
CREATE TABLE parkings (
    host_id      TEXT    NOT NULL REFERENCES hosts (host_id),
    harness      TEXT    NOT NULL,
    parked_at    INTEGER NOT NULL,
    parked_until INTEGER NOT NULL,
    reason       TEXT    NOT NULL,
    -- How many turns in a row have met the limit.
    refusals     INTEGER NOT NULL CHECK (refusals > 0),
    probe        TEXT,
    PRIMARY KEY (host_id, harness)
) STRICT, WITHOUT ROWID;

DROP TRIGGER change_turn_created;
CREATE TRIGGER change_turn_created AFTER INSERT ON turns BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, turn_id, payload)
    SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'turn_created', s.project_id, NEW.session_id, NEW.turn_id,
           json_object('state', NEW.state, 'number', NEW.number, 'conductor', NEW.conductor,
                       'priority', NEW.priority)
    FROM sessions s WHERE s.session_id = NEW.session_id;
END;

DROP TRIGGER change_turn_updated;
CREATE TRIGGER change_turn_updated AFTER UPDATE OF state, retrying, attempt, not_before, priority ON turns
WHEN OLD.state IS NOT NEW.state
    OR OLD.retrying IS NOT NEW.retrying
    OR OLD.attempt IS NOT NEW.attempt
    OR OLD.not_before IS NOT NEW.not_before
    OR OLD.priority IS NOT NEW.priority BEGIN
    INSERT INTO change_log (at, kind, project_id, session_id, turn_id, payload)
    SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), 'turn_updated', s.project_id, NEW.session_id, NEW.turn_id,
           json_object('state', NEW.state, 'from', OLD.state, 'attempt', NEW.attempt, 'priority', NEW.priority,
                       'not_before', NEW.not_before, 'failure_kind', NEW.failure_kind, 'retrying', NEW.retrying)
    FROM sessions s WHERE s.session_id = NEW.session_id;
END;

-- The queue belongs to no project.
CREATE TRIGGER change_queue_updated AFTER UPDATE OF paused_at, pause_reason, doubted_at ON queue_state
WHEN OLD.paused_at IS NOT NEW.paused_at
    OR OLD.pause_reason IS NOT NEW.pause_reason
    OR OLD.doubted_at IS NOT NEW.doubted_at BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'queue_updated', '',
            json_object('paused_at', NEW.paused_at, 'pause_reason', NEW.pause_reason,
                        'doubted_at', NEW.doubted_at));
END;

CREATE TRIGGER change_parking_created AFTER INSERT ON parkings BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'harness_parked', '',
            json_object('harness', NEW.harness, 'parked_until', NEW.parked_until, 'reason', NEW.reason));
END;

CREATE TRIGGER change_parking_updated AFTER UPDATE OF parked_until, reason ON parkings
WHEN OLD.parked_until IS NOT NEW.parked_until OR OLD.reason IS NOT NEW.reason BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'harness_parked', '',
            json_object('harness', NEW.harness, 'parked_until', NEW.parked_until, 'reason', NEW.reason));
END;

CREATE TRIGGER change_parking_deleted AFTER DELETE ON parkings BEGIN
    INSERT INTO change_log (at, kind, project_id, payload)
    VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), 'harness_released', '',
            json_object('harness', OLD.harness));
END;
