package dev.kugetsu.supervisor.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;
import org.sqlite.SQLiteConfig;

/// Connections to one SQLite file, each with the pragmas that we rely on.
final class SqliteConnections implements ConnectionFactory {

    /// A writer waits this long for another; transactions take milliseconds, so longer means that something is
    /// stuck.
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    private final String url;
    private final SQLiteConfig config;

    SqliteConnections(Path database) {
        this.url = "jdbc:sqlite:" + database;
        this.config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        // Rows are written before what they intend is done; a power cut must not take the row and leave the deed.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    }

    @Override
    public Connection openConnection() throws SQLException {
        return config.createConnection(url);
    }
}
