package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.TurnId;
import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `turn_events`.
interface TurnEventDao {

    /// Writes an event once, however often it is read.
    @SqlUpdate("""
            INSERT INTO turn_events (turn_id, attempt, source, offset, idx, at, kind, payload)
            VALUES (:turnId, :attempt, :source, :offset, :index, :now, :kind, :payload)
            ON CONFLICT DO NOTHING
            """)
    boolean insert(
            TurnId turnId,
            int attempt,
            StreamEvent.Source source,
            long offset,
            int index,
            Instant now,
            String kind,
            String payload);

    /// How far the events of one output have been written, in bytes.
    @SqlQuery("""
            SELECT coalesce(max(offset), 0) FROM turn_events
            WHERE turn_id = :turnId AND attempt = :attempt AND source = :source
            """)
    long findEnd(TurnId turnId, int attempt, StreamEvent.Source source);

    /// Whether the agent has said or done anything.
    @SqlQuery("""
            SELECT EXISTS (SELECT 1 FROM turn_events
                           WHERE turn_id = :turnId AND attempt = :attempt AND kind IN ('text_produced', 'tool_used'))
            """)
    boolean hasProgress(TurnId turnId, int attempt);
}
