package dev.kugetsu.supervisor.store;

import dev.kugetsu.supervisor.KugetsuException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/// Brings a database to the newest schema by numbered steps that only go forward. `PRAGMA user_version` counts
/// them.
final class Migrations {

    private static final List<String> STEPS = List.of(
            "V001__store.sql",
            "V002__queue.sql",
            "V003__sessions.sql",
            "V004__coordination.sql",
            "V005__watched.sql",
            "V006__agent_places.sql",
            "V007__locks_of_agents.sql",
            "V008__agent_hosts.sql",
            "V009__welcomes.sql");

    private final Path lockFile;
    private final SqliteConnections connections;

    Migrations(Path lockFile, SqliteConnections connections) {
        this.lockFile = lockFile;
        this.connections = connections;
    }

    /// Does nothing but one small read when the database is up to date.
    void run() throws SQLException {
        if (isUpToDate()) {
            return;
        }
        // Switching a fresh file to WAL fails at once when others are switching it too: one process at a time, and in
        // one process, for which a file lock is no lock, one thread at a time.
        synchronized (Migrations.class) {
            migrateLocked();
        }
    }

    /// The connection is kept for whoever comes next: to close the only one there is would empty the
    /// write-ahead log.
    private boolean isUpToDate() throws SQLException {
        Connection connection = connections.openConnection();
        try {
            int version = version(connection);
            connections.release(connection);
            return version == STEPS.size();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void migrateLocked() throws SQLException {
        try (FileChannel channel = openLockFile();
                FileLock _ = channel.lock();
                Connection connection = connections.openConnection()) {
            execute(connection, "PRAGMA journal_mode = WAL");
            migrate(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileChannel openLockFile() throws IOException {
        return FileChannel.open(
                lockFile,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void migrate(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > STEPS.size()) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "the database has schema " + version + ", made by a newer kugetsu; this one knows up to "
                            + STEPS.size(),
                    "install that newer version, or set KUGETSU_HOME to another folder");
        }
        for (int step = version; step < STEPS.size(); step++) {
            apply(connection, step);
        }
    }

    /// A table that is made anew is dropped for a moment, which would take what refers to it along: so
    /// references are checked at the end instead of at every statement. The pragma has no effect within a
    /// transaction.
    private static void apply(Connection connection, int step) throws SQLException {
        execute(connection, "PRAGMA foreign_keys = OFF");
        execute(connection, "BEGIN IMMEDIATE");
        execute(connection, text(STEPS.get(step)));
        if (step == 0) {
            registerHost(connection);
        }
        requireReferences(connection, STEPS.get(step));
        execute(connection, "PRAGMA user_version = " + (step + 1));
        execute(connection, "COMMIT");
        execute(connection, "PRAGMA foreign_keys = ON");
    }

    /// Closing the connection rolls the step back.
    private static void requireReferences(Connection connection, String step) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet violations = statement.executeQuery("PRAGMA foreign_key_check")) {
            if (violations.next()) {
                throw new IllegalStateException(
                        step + " would leave a row of " + violations.getString(1) + " that refers to nothing");
            }
        }
    }

    private static void registerHost(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO hosts (host_id, registered_at) VALUES (?, ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setLong(2, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.getInt(1);
        }
    }

    /// The driver runs all statements of a text, triggers included.
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String text(String step) {
        try (InputStream stream = Migrations.class.getResourceAsStream(step)) {
            if (stream == null) {
                throw new IllegalStateException("the migration " + step + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
