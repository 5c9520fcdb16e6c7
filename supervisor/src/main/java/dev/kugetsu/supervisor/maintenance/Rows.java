package dev.kugetsu.supervisor.maintenance;

import java.time.Instant;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// A log in the store whose rows have increasing numbers, so that its oldest end can be taken off: whoever reads it
/// sees from the lowest number that is left what is not kept any more.
enum Rows {
    CHANGES("change_log", 1_000_000) {
        @Override
        OptionalLong firstNeeded(Handle handle) {
            return OptionalLong.empty();
        }
    },
    /// What has been written of a turn that has not ended tells where to go on.
    EVENTS("turn_events", 1_000_000) {
        @Override
        OptionalLong firstNeeded(Handle handle) {
            return Rows.number(handle, """
                    SELECT min(seq) FROM turn_events WHERE turn_id IN
                        (SELECT turn_id FROM turns WHERE state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING'))
                    """);
        }
    };

    private final String table;
    private final long most;

    Rows(String table, long most) {
        this.table = table;
        this.most = most;
    }

    /// The lowest number that something still needs, whatever its age.
    abstract OptionalLong firstNeeded(Handle handle);

    /// How many of the newest are kept at most.
    long most() {
        return most;
    }

    /// The number of the oldest row that is to stay; rows are looked at in the order of their numbers, up to that one.
    long firstKept(Handle handle, Instant oldest, long count) {
        long end = number(handle, "SELECT max(seq) FROM " + table).orElse(0) + 1;
        long byAge = handle.createQuery("SELECT seq FROM " + table + " WHERE at >= :oldest ORDER BY seq LIMIT 1")
                .bind("oldest", oldest.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .orElse(end);
        return Math.min(Math.max(byAge, end - count), firstNeeded(handle).orElse(end));
    }

    /// Deletes some of the oldest below a number.
    ///
    /// @return how many
    int delete(Handle handle, long below, int batch) {
        return handle.createUpdate("DELETE FROM " + table + " WHERE seq IN (SELECT seq FROM " + table
                        + " WHERE seq < :below ORDER BY seq LIMIT :batch)")
                .bind("below", below)
                .bind("batch", batch)
                .execute();
    }

    private static OptionalLong number(Handle handle, String query) {
        return handle.createQuery(query)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
