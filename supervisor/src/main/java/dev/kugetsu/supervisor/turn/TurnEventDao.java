package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.TurnId;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Rows of `turn_events`.
interface TurnEventDao {

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
