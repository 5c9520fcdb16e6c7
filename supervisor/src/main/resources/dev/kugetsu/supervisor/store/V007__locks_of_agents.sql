-- However an agent session ends, what it held ends with it; its locks only when it was the last session of its agent that
-- works in that project, because a lock is an agent's, and whoever renews it last may not be who goes last.
DROP TRIGGER agent_session_ended;
CREATE TRIGGER agent_session_ended AFTER UPDATE OF ended_at ON agent_sessions
WHEN NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL BEGIN
    UPDATE agent_claims SET released_at = NEW.ended_at
    WHERE agent_session_id = NEW.agent_session_id AND released_at IS NULL;
    UPDATE locks SET agent_session_id = coalesce(
        (SELECT s.agent_session_id FROM agent_sessions s JOIN agent_whereabouts w USING (agent_session_id)
         WHERE s.agent = NEW.agent AND w.project_id = locks.project_id AND s.ended_at IS NULL
         ORDER BY s.last_seen_at DESC LIMIT 1), agent_session_id)
    WHERE agent_session_id = NEW.agent_session_id;
    DELETE FROM locks WHERE agent_session_id = NEW.agent_session_id;
    UPDATE reservations SET state = 'ABANDONED', ended_at = NEW.ended_at
    WHERE agent_session_id = NEW.agent_session_id AND state = 'ACTIVE' AND session_id IS NULL;
    INSERT INTO journal (at, project_id, agent, agent_session_id, kind, text)
    VALUES (NEW.ended_at, NEW.project_id, NEW.agent, NEW.agent_session_id, 'agent_ended', lower(NEW.end_reason));
END;
