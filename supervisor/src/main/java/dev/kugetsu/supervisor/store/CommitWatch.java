package dev.kugetsu.supervisor.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Tells whether anybody has changed the database, without reading it: `PRAGMA data_version` of one connection
/// changes with every commit of every other one, whichever process it is in. Takes microseconds. Not
/// thread-safe.
public final class CommitWatch implements AutoCloseable {

    private final Connection connection;
    private final Statement statement;
    private long seen = -1;

    CommitWatch(SqliteConnections connections) throws SQLException {
        this.connection = connections.openConnection();
        this.statement = connection.createStatement();
    }

    /// Whether anything was committed since the last call; the first call says yes.
    public boolean hasNews() {
        long version = StoreFailures.guard(() -> {
            try (ResultSet result = statement.executeQuery("PRAGMA data_version")) {
                return result.getLong(1);
            }
        });
        boolean isNew = version != seen;
        seen = version;
        return isNew;
    }

    @Override
    public void close() {
        StoreFailures.guard(() -> {
            statement.close();
            connection.close();
            return true;
        });
    }
}
