package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.StreamEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Writes events of one attempt at a turn. It is the statement that is executed most of all, thousands of times a
/// second when agents talk, and so it spares the arguments of jdbi, where a profile had most of the time.
final class TurnEventInsert implements AutoCloseable {

    private static final String SQL = """
            INSERT INTO turn_events (turn_id, attempt, source, offset, idx, at, kind, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final PreparedStatement statement;
    private final EventCodec codec;

    /// For use within one transaction of this handle.
    TurnEventInsert(Handle handle, Turn turn, Instant now, EventCodec codec) {
        this.codec = codec;
        try {
            this.statement = handle.getConnection().prepareStatement(SQL);
            statement.setString(1, turn.turnId().value());
            statement.setInt(2, turn.attempt());
            statement.setLong(6, now.toEpochMilli());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Writes an event once, however often it is read.
    ///
    /// @return whether it is new
    boolean insert(StreamEvent event) {
        try {
            statement.setString(3, event.source().name());
            statement.setLong(4, event.offset());
            statement.setInt(5, event.index());
            statement.setString(7, codec.kind(event.event()));
            statement.setString(8, codec.payload(event.event()));
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(SQLException cause) {
        return new UnableToExecuteStatementException(cause, null);
    }
}
