package dev.kugetsu.supervisor.store;

import dev.kugetsu.supervisor.KugetsuException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Turns the failures of SQLite that a user can mend into messages that say how.
final class StoreFailures {

    /// Work that may fail in SQLite.
    interface Work<T> {
        T run() throws SQLException;
    }

    private StoreFailures() {}

    static <T> T guard(Work<T> work) {
        return guard(null, work);
    }

    static <T> T guard(@Nullable Path database, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException | JdbiException | UncheckedIOException e) {
            throw translate(database, e);
        }
    }

    private static RuntimeException translate(@Nullable Path database, Exception failure) {
        String file = database == null ? "the database" : "the database " + database;
        return code(failure)
                .flatMap(code -> mendable(file, code, failure))
                .orElseGet(() -> new IllegalStateException(file + ": " + failure.getMessage(), failure));
    }

    private static Optional<RuntimeException> mendable(String file, SQLiteErrorCode code, Exception cause) {
        // Extended codes keep the basic one in their low byte.
        int basic = code.code & 0xff;
        if (basic == SQLiteErrorCode.SQLITE_CORRUPT.code || basic == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return Optional.of(unavailable(
                    file + " is damaged (" + code + ")",
                    "move the file aside (its worktrees and branches stay) or put a backup in its place; "
                            + "a new one is made by the next command",
                    cause));
        }
        if (isFull(code)) {
            return Optional.of(unavailable(file + " cannot grow: the disk is full", "make room and try again", cause));
        }
        if (basic == SQLiteErrorCode.SQLITE_READONLY.code
                || basic == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || basic == SQLiteErrorCode.SQLITE_PERM.code) {
            return Optional.of(unavailable(
                    file + " cannot be written (" + code + ")",
                    "check who owns it, or set KUGETSU_HOME to a folder that you can write",
                    cause));
        }
        if (basic == SQLiteErrorCode.SQLITE_IOERR.code) {
            return Optional.of(unavailable(
                    file + " cannot be read or written (" + code + ")", "check the disk: is it full?", cause));
        }
        if (basic == SQLiteErrorCode.SQLITE_BUSY.code) {
            return Optional.of(unavailable(
                    file + " has been locked by another process for 30 s", "see what holds it, and try again", cause));
        }
        return Optional.empty();
    }

    /// Whether there was no room.
    static boolean isFull(RuntimeException failure) {
        return code(failure).filter(StoreFailures::isFull).isPresent();
    }

    private static boolean isFull(SQLiteErrorCode code) {
        return (code.code & 0xff) == SQLiteErrorCode.SQLITE_FULL.code || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }

    private static KugetsuException unavailable(String message, String next, Exception cause) {
        return new KugetsuException(KugetsuException.Kind.UNAVAILABLE, message, next, cause);
    }

    private static Optional<SQLiteErrorCode> code(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return Optional.of(sqlite.getResultCode());
            }
        }
        return Optional.empty();
    }
}
