package dev.kugetsu.supervisor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the schema that was released before to the one with a queue.
class QueueMigrationTest {

    @TempDir
    Path folder;

    private KugetsuHome home;

    @BeforeEach
    void fillAFileOfTheFirstSchema() throws Exception {
        home = new KugetsuHome(folder.resolve("home"));
        home.create();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.database())) {
            execute(connection, text("V001__store.sql"));
            execute(connection, """
                    INSERT INTO hosts VALUES ('h', 1);
                    INSERT INTO projects VALUES ('app', NULL, 1);
                    INSERT INTO sessions (session_id, project_id, host_id, kind, issue_ref, harness, permissions,
                                          created_at)
                    VALUES ('s-1', 'app', 'h', 'ISSUE', 'h/o/r#1', 'scripted', '[]', 1);
                    INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, not_before, debug,
                                       first_event_ms, silence_ms, turn_ms, created_at, started_at, ended_at,
                                       input_tokens, output_tokens, cost_nano_usd)
                    VALUES ('t-1', 's-1', 'h', 1, 1, 'SUCCEEDED', 1, 1, 0, 1, 1, 1, 1, 2, 3, 10, 5, 7),
                           ('t-2', 's-1', 'h', 2, 1, 'RUNNING', 1, 4, 0, 1, 1, 1, 4, 5, NULL, 0, 0, 0);
                    INSERT INTO turn_events VALUES
                        ('t-2', 'STDOUT', 40, 0, 6, 'text_produced', '{}'),
                        ('t-1', 'STDERR', 10, 0, 2, 'session_started', '{}'),
                        ('t-1', 'STDOUT', 20, 1, 3, 'usage_reported', '{}'),
                        ('t-1', 'STDOUT', 20, 0, 3, 'text_produced', '{}');
                    PRAGMA user_version = 1;
                    """);
        }
    }

    @Test
    void keepsTurnsAsTheirCallersConductedThem() {
        Store store = Store.open(home);

        assertThat(select(store, "SELECT turn_id || ' ' || state || ' ' || conductor || ' ' || priority FROM turns"))
                .containsExactly("t-1 SUCCEEDED CALLER 0", "t-2 RUNNING CALLER 0");
    }

    @Test
    void numbersEventsInTheOrderInWhichTheyCame() {
        Store store = Store.open(home);

        assertThat(select(store, """
                        SELECT seq || ' ' || turn_id || ' ' || attempt || ' ' || source || ' ' || offset || ' ' || idx
                        FROM turn_events ORDER BY seq
                        """))
                .containsExactly(
                        "1 t-1 1 STDERR 10 0", "2 t-1 1 STDOUT 20 0", "3 t-1 1 STDOUT 20 1", "4 t-2 1 STDOUT 40 0");
        store.write(handle -> handle.execute("DELETE FROM turns WHERE turn_id = 't-1'"));
        assertThat(select(store, "SELECT seq FROM turn_events")).containsExactly("4");
    }

    @Test
    void remembersWhatWasSpentBefore() {
        Store store = Store.open(home);

        assertThat(select(store, """
                        SELECT turn_id || ' ' || project_id || ' ' || ended_at || ' ' || input_tokens || ' ' || cost_nano_usd
                        FROM spendings
                        """)).containsExactly("t-1 app 3 10 7");
    }

    @Test
    void hasAQueueThatIsNotPaused() {
        Store store = Store.open(home);

        assertThat(select(store, "SELECT host_id FROM queue_state WHERE paused_at IS NULL"))
                .containsExactly("h");
        assertThat(select(store, "PRAGMA foreign_key_check")).isEmpty();
        assertThat(select(store, "PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void recordsVisibleChangesOfTheQueue() {
        Store store = Store.open(home);
        store.write(handle -> {
            handle.execute("DELETE FROM change_log");
            handle.execute("UPDATE turns SET priority = 1 WHERE turn_id = 't-2'");
            handle.execute("UPDATE turns SET not_before = 9, priority = 1 WHERE turn_id = 't-2'");
            handle.execute("UPDATE turns SET fence = 2 WHERE turn_id = 't-2'");
            handle.execute("UPDATE queue_state SET dispatcher = 'x'");
            return handle.execute("UPDATE queue_state SET paused_at = 1, pause_reason = 'r'");
        });

        assertThat(select(store, "SELECT kind FROM change_log ORDER BY seq"))
                .containsExactly("turn_updated", "turn_updated", "queue_updated");
    }

    private static List<String> select(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String text(String step) throws Exception {
        try (InputStream stream = Migrations.class.getResourceAsStream(step)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
