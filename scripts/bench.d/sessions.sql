-- One project with a thousand idle sessions, each with a worktree and three turns, as a store has them after months.
INSERT INTO projects (project_id, remote, registered_at) VALUES ('app', 'github.com/acme/app', 1767225600000);

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
INSERT INTO sessions (session_id, project_id, host_id, kind, issue_ref, harness, harness_session_id, permissions, created_at)
SELECT printf('s-%06d', i), 'app', (SELECT host_id FROM hosts), 'ISSUE', printf('github.com/acme/app#%d', i),
       'scripted', printf('scripted-%06d', i), '[]', 1767225600000 + i * 60000
FROM n;

INSERT INTO worktrees (session_id, host_id, state, path, branch, base_commit, base_name, created_at)
SELECT session_id, host_id, 'READY', 'app/' || session_id, 'kugetsu/' || session_id,
       '1111111111111111111111111111111111111111', 'main', created_at
FROM sessions;

WITH t (number) AS (VALUES (1), (2), (3))
INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, not_before, debug, first_event_ms,
                   silence_ms, turn_ms, created_at, started_at, ended_at, last_event_at, text, input_tokens,
                   output_tokens, commits, files, insertions)
SELECT printf('t-%s-%d', session_id, number), session_id, host_id, number, 1, 'SUCCEEDED', 1, created_at, 0, 60000,
       600000, 3600000, created_at, created_at + number * 1000, created_at + number * 1000 + 500,
       created_at + number * 1000 + 500, 'The crash is fixed and has a test.', 12000, 900, 1, 2, 30
FROM sessions, t;
