-- When an agent session was last told how things stand; nothing while that is still to be done.
ALTER TABLE agent_sessions ADD COLUMN welcomed_at INTEGER;
