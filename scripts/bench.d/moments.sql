-- When the newest session reached each step of its start.
WITH steps (seq, name, at) AS (
    SELECT seq,
           CASE
               WHEN kind = 'session_created' THEN 'session'
               WHEN kind = 'turn_updated' AND payload ->> 'state' = 'STARTING' THEN 'slot'
               WHEN kind = 'worktree_updated' AND payload ->> 'state' = 'READY' THEN 'worktree'
               WHEN kind = 'session_updated' AND payload ->> 'harness_session_id' IS NOT NULL THEN 'fork'
               WHEN kind = 'turn_updated' AND payload ->> 'state' = 'RUNNING' THEN 'launch'
               WHEN kind = 'turn_updated' AND payload ->> 'state' = 'SUCCEEDED' THEN 'turn'
           END,
           at
    FROM change_log
    WHERE session_id = (SELECT session_id FROM sessions ORDER BY created_at DESC LIMIT 1)
)
SELECT name || ' ' || at FROM steps WHERE name IS NOT NULL ORDER BY seq
