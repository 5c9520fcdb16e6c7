package dev.kugetsu.supervisor.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Tells whether anybody has changed the database, without reading it: `PRAGMA data_version` of one connection
/// changes with every commit of every other one, whichever process it is in. Takes microseconds. Not
/// thread-safe.
public final class CommitWatch implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement version;
    private long seen = -1;

    CommitWatch(SqliteConnections connections) throws SQLException {
        this.connection = connections.openConnection();
        this.version = connection.prepareStatement("PRAGMA data_version");
    }

    /// Whether anything was committed since the last call; the first call says yes.
    public boolean hasNews() {
        long now = StoreFailures.guard(() -> {
            try (ResultSet result = version.executeQuery()) {
                return result.getLong(1);
            }
        });
        boolean isNew = now != seen;
        seen = now;
        return isNew;
    }

    @Override
    public void close() {
        StoreFailures.guard(() -> {
            version.close();
            connection.close();
            return true;
        });
    }
}
