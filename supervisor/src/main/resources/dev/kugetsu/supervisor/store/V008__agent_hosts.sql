-- Agents in containers and on other machines say where they run; nothing is on this one.
ALTER TABLE agent_sessions ADD COLUMN host TEXT;
