package dev.kugetsu.supervisor.garbage;

import dev.kugetsu.supervisor.ProjectId;
import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Deletes rows of other features that are over.
interface GarbageDao {

    /// Their claims go with them.
    @SqlUpdate("DELETE FROM agent_sessions WHERE project_id = :project AND ended_at <= :oldest")
    int deleteSessions(ProjectId project, Instant oldest);

    /// Not those that decide whether another task can begin.
    @SqlUpdate("""
            DELETE FROM tasks
            WHERE project_id = :project AND state IN ('DONE', 'CANCELLED') AND coalesce(ended_at, created_at) <= :oldest
              AND NOT EXISTS (SELECT 1 FROM task_dependencies d JOIN tasks o ON o.task_id = d.task_id
                              WHERE d.depends_on = tasks.task_id AND o.state NOT IN ('DONE', 'CANCELLED'))
            """)
    int deleteTasks(ProjectId project, Instant oldest);

    /// Those that all recipients have read, or have in their context and are gone; what was said to everybody
    /// waits for none who is gone; and what we have said ourselves, which nobody needs so late.
    @SqlUpdate("""
            DELETE FROM messages
            WHERE project_id = :project AND sent_at <= :oldest
              AND (sender = 'kugetsu' OR NOT EXISTS (
                  SELECT 1 FROM message_deliveries d
                  WHERE d.message_id = messages.message_id AND d.read_at IS NULL
                    AND (d.delivered_at IS NULL AND d.directed
                         OR d.agent = 'operator'
                         OR EXISTS (SELECT 1 FROM agent_sessions s WHERE s.agent = d.agent AND s.ended_at IS NULL)
                         OR EXISTS (SELECT 1 FROM sessions o WHERE o.session_id = d.agent AND o.ended_at IS NULL))))
            """)
    int deleteMessages(ProjectId project, Instant oldest);

    /// The last one of a branch stays longer: the next one counts on from its fence.
    @SqlUpdate("""
            DELETE FROM reservations
            WHERE project_id = :project AND state <> 'ACTIVE'
              AND (ended_at <= :oldestLast
                   OR ended_at <= :oldest
                      AND fence < (SELECT max(o.fence) FROM reservations o
                                   WHERE o.project_id = reservations.project_id AND o.branch = reservations.branch))
            """)
    int deleteReservations(ProjectId project, Instant oldest, Instant oldestLast);

    @SqlQuery("SELECT count(*) FROM locks WHERE project_id = :project")
    int countLocks(ProjectId project);

    @SqlUpdate("DELETE FROM journal WHERE project_id = :project AND at <= :oldest")
    int deleteEntries(ProjectId project, Instant oldest);

    /// Those of which nothing speaks any more, of whatever project.
    @SqlUpdate("""
            DELETE FROM agents
            WHERE last_seen_at <= :oldest
              AND NOT EXISTS (SELECT 1 FROM agent_sessions s WHERE s.agent = agents.agent)
              AND NOT EXISTS (SELECT 1 FROM sessions o WHERE o.session_id = agents.agent)
              AND NOT EXISTS (SELECT 1 FROM reservations r WHERE r.agent = agents.agent)
              AND NOT EXISTS (SELECT 1 FROM locks l WHERE l.agent = agents.agent)
              AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.owner = agents.agent OR t.created_by = agents.agent)
              AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.sender = agents.agent)
              AND NOT EXISTS (SELECT 1 FROM message_deliveries d WHERE d.agent = agents.agent)
            """)
    int deleteAgents(Instant oldest);
}
