package dev.kugetsu.supervisor.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.Cleanable;
import org.sqlite.SQLiteConfig;

/// Connections to one SQLite file, each with the pragmas that we rely on. Some that nobody needs for now are kept:
/// to open one costs more than most of what is done with it. Thread-safe.
final class SqliteConnections implements ConnectionFactory, AutoCloseable {

    /// A writer waits this long for another; transactions take milliseconds, so longer means that something is
    /// stuck.
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    /// Each has a cache of its own.
    private static final int MOST_IDLE = 4;

    private final String url;
    private final SQLiteConfig config;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean isClosed;

    SqliteConnections(Path database) {
        this.url = "jdbc:sqlite:" + database;
        this.config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        // Rows are written before what they intend is done; a power cut must not take the row and leave the deed.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    }

    /// One that is idle, the last used first, or a new one.
    @Override
    public Connection openConnection() throws SQLException {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return config.createConnection(url);
    }

    /// Takes one back. Who cannot say that no transaction is open in it must have closed it himself.
    @Override
    public Cleanable getCleanableFor(Connection connection) {
        return () -> release(connection);
    }

    /// Takes one back, as its cleanable does.
    void release(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        synchronized (idle) {
            if (!isClosed && idle.size() < MOST_IDLE) {
                idle.push(connection);
                return;
            }
        }
        connection.close();
    }

    /// Lets go of those that are idle, and from now on of each that comes back. The last one to go takes what stands
    /// in the write-ahead log over into the database.
    @Override
    public void close() throws SQLException {
        List<Connection> going;
        synchronized (idle) {
            isClosed = true;
            going = new ArrayList<>(idle);
            idle.clear();
        }
        for (Connection connection : going) {
            connection.close();
        }
    }
}
