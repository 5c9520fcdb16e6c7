package dev.kugetsu.supervisor.briefing;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.StatusVerbs.UnreadMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Reads what other features write.
@RegisterConstructorMapper(BriefingDao.TaskRow.class)
@RegisterConstructorMapper(BriefingDao.ReservationRow.class)
@RegisterConstructorMapper(UnreadMessage.class)
interface BriefingDao {

    /// Of `tasks`.
    record TaskRow(
            String taskId,
            String title,
            String state,
            int priority,
            Optional<String> owner,
            Optional<String> blockedReason) {}

    /// Of `reservations`.
    record ReservationRow(
            String branch, String agent, Optional<String> task, Optional<Instant> readyAt, Instant reservedAt) {}

    @SqlQuery("""
            SELECT task_id, title, lower(state) AS state, priority, owner, blocked_reason FROM tasks
            WHERE project_id = :project AND state IN ('PENDING', 'IN_PROGRESS', 'BLOCKED')
            ORDER BY state <> 'IN_PROGRESS', state = 'BLOCKED', priority DESC, created_at, task_id LIMIT :limit
            """)
    List<TaskRow> listOpenTasks(ProjectId project, int limit);

    @SqlQuery("""
            SELECT count(*) FROM tasks
            WHERE project_id = :project AND state IN ('PENDING', 'IN_PROGRESS', 'BLOCKED')
            """)
    long countOpenTasks(ProjectId project);

    @SqlQuery("""
            SELECT branch, agent, task, ready_at, reserved_at FROM reservations
            WHERE project_id = :project AND state = 'ACTIVE' ORDER BY branch LIMIT :limit
            """)
    List<ReservationRow> listReservations(ProjectId project, int limit);

    /// The oldest first; of each text the beginning.
    @SqlQuery("""
            SELECT m.message_id, m.sender AS "from", m.recipient AS "to", d.directed, substr(m.text, 1, :longest) AS text,
                   m.sent_at
            FROM message_deliveries d JOIN messages m ON m.message_id = d.message_id
            WHERE d.agent = :agent AND d.read_at IS NULL ORDER BY m.sent_at, m.rowid LIMIT :limit
            """)
    List<UnreadMessage> listUnread(String agent, int longest, int limit);

    @SqlQuery("SELECT count(*) FROM message_deliveries WHERE agent = :agent AND read_at IS NULL")
    long countUnread(String agent);

    /// Issues that an agent has said it works on.
    @SqlQuery("""
            SELECT DISTINCT c.issue_ref FROM agent_claims c
            JOIN agent_sessions s USING (agent_session_id) JOIN agent_whereabouts p USING (agent_session_id)
            WHERE s.agent = :agent AND p.project_id = :project AND c.released_at IS NULL ORDER BY c.issue_ref
            """)
    List<String> listClaims(String agent, ProjectId project);
}
