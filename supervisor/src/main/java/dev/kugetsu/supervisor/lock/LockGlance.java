package dev.kugetsu.supervisor.lock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/// A look at the locks for who has to answer at once: opens nothing but the database, and that for reading.
/// It does not look whose a lock is, nor whether it still holds, nor in which project: it only knows when
/// there is nothing to know.
///
/// @param marker as in {@link LockMarker}
/// @param database the file of the store
public record LockGlance(Path marker, Path database) {

    private static final int PATIENCE_MILLIS = 500;

    private static final String AROUND = """
            SELECT EXISTS (SELECT 1 FROM locks WHERE kind = 'PATH'
                           AND (lock_key = ?1 OR substr(lock_key, 1, length(?1) + 1) = ?1 || '/'
                                OR substr(?1, 1, length(lock_key) + 1) = lock_key || '/'))
            """;

    /// Whether certainly no lock is on a path, on a folder that it is in, or on what is in it.
    ///
    /// @param key as {@link PathKeys} has it
    /// @throws SQLException when the database cannot be read now
    public boolean isCertainlyFree(String key) throws SQLException {
        if (!Files.exists(marker)) {
            return true;
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(PATIENCE_MILLIS);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + database);
                PreparedStatement statement = connection.prepareStatement(AROUND)) {
            statement.setString(1, key);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && !answer.getBoolean(1);
            }
        }
    }
}
