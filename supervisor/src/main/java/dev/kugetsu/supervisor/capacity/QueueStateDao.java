package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The row of a host in `queue_state`.
@RegisterConstructorMapper(QueueState.class)
public interface QueueStateDao {

    @SqlQuery("""
            SELECT dispatcher, paused_at, pause_reason, doubted_at, doubted FROM queue_state WHERE host_id = :hostId
            """)
    QueueState get(HostId hostId);

    @SqlUpdate("UPDATE queue_state SET dispatcher = :dispatcher WHERE host_id = :hostId")
    void setDispatcher(HostId hostId, ProcessIdentity dispatcher);

    /// Forgets a dispatcher that serves the queue no more, unless another has taken its place.
    @SqlUpdate("UPDATE queue_state SET dispatcher = NULL WHERE host_id = :hostId AND dispatcher = :dispatcher")
    boolean clearDispatcher(HostId hostId, ProcessIdentity dispatcher);

    /// Pauses the queue, or gives a paused one another reason.
    @SqlUpdate("""
            UPDATE queue_state SET paused_at = coalesce(paused_at, :now), pause_reason = :reason
            WHERE host_id = :hostId
            """)
    void pause(HostId hostId, String reason, Instant now);

    /// `false` when it was not paused.
    @SqlUpdate("""
            UPDATE queue_state SET paused_at = NULL, pause_reason = NULL
            WHERE host_id = :hostId AND paused_at IS NOT NULL
            """)
    boolean resume(HostId hostId);

    /// Notes that many turns look dead at once.
    @SqlUpdate("UPDATE queue_state SET doubted_at = :now, doubted = :turns WHERE host_id = :hostId")
    void doubt(HostId hostId, Instant now, String turns);

    @SqlUpdate("""
            UPDATE queue_state SET doubted_at = NULL, doubted = NULL
            WHERE host_id = :hostId AND doubted_at IS NOT NULL
            """)
    boolean believe(HostId hostId);
}
