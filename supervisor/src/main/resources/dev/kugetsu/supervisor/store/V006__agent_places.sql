-- Where an agent session was heard of besides the project that it began in.
CREATE TABLE agent_places (
    agent_session_id TEXT NOT NULL REFERENCES agent_sessions (agent_session_id) ON DELETE CASCADE,
    project_id       TEXT NOT NULL REFERENCES projects (project_id),
    PRIMARY KEY (agent_session_id, project_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW agent_whereabouts AS
SELECT agent_session_id, project_id FROM agent_sessions
UNION
SELECT agent_session_id, project_id FROM agent_places;
