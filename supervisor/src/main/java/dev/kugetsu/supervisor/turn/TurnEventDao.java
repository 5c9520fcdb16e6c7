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
            INSERT INTO turn_events (turn_id, source, offset, idx, at, kind, payload)
            VALUES (:turnId, :source, :offset, :index, :now, :kind, :payload)
            ON CONFLICT DO NOTHING
            """)
    boolean insert(
            TurnId turnId, StreamEvent.Source source, long offset, int index, Instant now, String kind, String payload);

    /// How far the events of one output have been written, in bytes.
    @SqlQuery("SELECT coalesce(max(offset), 0) FROM turn_events WHERE turn_id = :turnId AND source = :source")
    long findEnd(TurnId turnId, StreamEvent.Source source);
}
