package dev.kugetsu.supervisor.maintenance;

import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/// A home with a store, and a time at which nothing in it is young by chance.
record HomeOfRows(KugetsuHome home, Store store) {

    static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    static HomeOfRows in(Path folder) {
        KugetsuHome home = new KugetsuHome(folder.resolve("home"));
        home.create();
        return new HomeOfRows(home, Store.open(home));
    }

    /// Adds rows to the change log.
    void addChanges(int count, Instant at) {
        change("""
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO change_log (at, kind, project_id, payload)
                SELECT %d, 'turn_updated', 'app', json_object('text', hex(zeroblob(100))) FROM n
                """.formatted(count, at.toEpochMilli()));
    }

    /// Adds a turn with a session of its own.
    void addTurn(String turn, String state) {
        store.write(handle -> {
            handle.execute("INSERT OR IGNORE INTO projects (project_id, registered_at) VALUES ('app', 1)");
            handle.execute("""
                    INSERT INTO sessions
                        (session_id, project_id, host_id, kind, issue_ref, harness, permissions, created_at)
                    SELECT 's' || ?, 'app', host_id, 'ISSUE', 'h/o/r#' || ?, 'scripted', '[]', 1 FROM hosts
                    """, turn, turn);
            return handle.execute("""
                    INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, not_before, debug,
                                       first_event_ms, silence_ms, turn_ms, created_at)
                    SELECT ?, 's' || ?, host_id, 1, 1, ?, 1, 0, 0, 1, 1, 1, 1 FROM hosts
                    """, turn, turn, state);
        });
    }

    /// Adds what a turn has said.
    void addEvents(String turn, int count, Instant at) {
        change("""
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO turn_events (turn_id, attempt, source, offset, idx, at, kind, payload)
                SELECT '%s', 1, 'STDOUT', (SELECT count(*) FROM turn_events) + i, 0, %d, 'text_produced', '{}' FROM n
                """.formatted(count, turn, at.toEpochMilli()));
    }

    void change(String sql) {
        store.write(handle -> handle.execute(sql));
    }

    long number(String query) {
        return store.read(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
