-- A process that an agent lasts as long as need not be the one that it is known by.

-- The one that proves that it is there, if that is not its own.
ALTER TABLE agent_sessions ADD COLUMN watched TEXT;
