package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.store.HostId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Turns that hold a slot or wait for one.
@RegisterConstructorMapper(Contender.class)
interface ContenderDao {

    /// The longest waiting first.
    @SqlQuery("""
            SELECT t.turn_id, t.session_id, s.project_id, s.harness, t.number, t.state <> 'QUEUED' AS holds_slot,
                   t.conductor = 'QUEUE' AS is_of_queue, t.priority, t.project_limit, t.not_before, t.failure_message,
                   s.ended_at IS NULL AND s.operation IS NULL AS is_session_ready
            FROM turns t JOIN sessions s ON s.session_id = t.session_id
            WHERE t.host_id = :hostId AND t.state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
            ORDER BY t.created_at, t.session_id, t.number
            """)
    List<Contender> list(HostId hostId);
}
