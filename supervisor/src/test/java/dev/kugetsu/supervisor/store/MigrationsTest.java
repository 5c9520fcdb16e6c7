package dev.kugetsu.supervisor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a filled database of the first schema to the newest one.
class MigrationsTest {

    @TempDir
    Path folder;

    private KugetsuHome home;

    @BeforeEach
    void fillTheFirstSchema() throws Exception {
        home = new KugetsuHome(folder.resolve("home"));
        home.create();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(text("V001__store.sql"));
            statement.executeUpdate("""
                    INSERT INTO hosts VALUES ('h', 1);
                    INSERT INTO projects VALUES ('app', 'github.com/acme/app', 1);
                    INSERT INTO checkouts VALUES ('app', 'h', '/home/jo/app');
                    INSERT INTO base_sessions VALUES ('b-1', 'app', 'h', 'scripted', 'ses_b', NULL, '[]', 1, NULL);
                    INSERT INTO sessions (session_id, project_id, host_id, kind, issue_ref, harness, base_id,
                                          harness_session_id, permissions, created_at, ended_at, end_reason,
                                          operation, operation_owner)
                    VALUES ('s-base', 'app', 'h', 'BASE', NULL, 'scripted', NULL, 'ses_b', '[]', 1, 2, 'done', NULL, NULL),
                           ('s-live', 'app', 'h', 'ISSUE', 'h/o/r#1', 'scripted', 'b-1', 'ses_1', '[]', 1, NULL, NULL,
                            'ENDING', '1 1 boot'),
                           ('s-gone', 'app', 'h', 'ISSUE', 'h/o/r#2', 'scripted', 'b-1', 'ses_2', '[]', 1, 2,
                            'destroyed', NULL, NULL);
                    INSERT INTO worktrees VALUES ('s-live', 'h', 'READY', 'app/s-live', 'b', 'c', 'main', 1, NULL, NULL);
                    INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, not_before, debug,
                                       first_event_ms, silence_ms, turn_ms, created_at)
                    VALUES ('t-1', 's-live', 'h', 1, 1, 'SUCCEEDED', 1, 1, 0, 1, 1, 1, 1);
                    INSERT INTO turn_events VALUES ('t-1', 'STDOUT', 0, 0, 1, 'text_produced', '{}');
                    PRAGMA user_version = 1;
                    """);
        }
    }

    @Test
    void keepsEveryRowAndWhatRefersToIt() {
        Store store = Store.open(home);

        assertThat(list(store, "SELECT session_id || ' ' || kind || ' ' || role FROM sessions ORDER BY session_id"))
                .containsExactly("s-base BASE WORKER", "s-gone ISSUE WORKER", "s-live ISSUE WORKER");
        assertThat(list(store, "SELECT operation FROM sessions WHERE session_id = 's-live'"))
                .containsExactly("ENDING");
        assertThat(list(store, "SELECT session_id FROM worktrees")).containsExactly("s-live");
        assertThat(list(store, "SELECT turn_id FROM turn_events")).containsExactly("t-1");
        assertThat(list(store, "SELECT \"table\" FROM pragma_foreign_key_check()"))
                .isEmpty();
        assertThat(list(store, "SELECT * FROM pragma_integrity_check()")).containsExactly("ok");
    }

    /// Until now a session was ended by deleting its harness session.
    @Test
    void knowsWhichHarnessSessionsAreGone() {
        Store store = Store.open(home);

        assertThat(list(
                        store,
                        "SELECT harness_session_id FROM sessions WHERE harness_session_id IS NOT NULL ORDER BY 1"))
                .containsExactly("ses_1", "ses_b");
    }

    @Test
    void hasReferencesTriggersAndIndexesOnTheTableThatWasMadeAnew() {
        Store store = Store.open(home);

        store.write(handle -> handle.execute("UPDATE sessions SET name = 'fix' WHERE session_id = 's-live'"));

        assertThat(list(store, "SELECT kind FROM change_log ORDER BY seq DESC LIMIT 1"))
                .containsExactly("session_updated");
        assertThatThrownBy(
                        () -> store.write(handle -> handle.execute("DELETE FROM sessions WHERE session_id = 's-live'")))
                .hasMessageContaining("FOREIGN KEY");
        assertThatThrownBy(() -> store.write(handle -> handle.execute("""
                        INSERT INTO sessions (session_id, project_id, host_id, kind, issue_ref, harness, permissions, created_at)
                        VALUES ('s-x', 'app', 'h', 'ISSUE', 'H/o/R#1', 'scripted', '[]', 1)
                        """))).hasMessageContaining("UNIQUE");
        assertThatThrownBy(() -> store.write(handle -> handle.execute("""
                        INSERT INTO sessions (session_id, project_id, host_id, kind, name, harness, permissions, created_at)
                        VALUES ('s-x', 'app', 'h', 'FREE', 'fix', 'scripted', '[]', 1)
                        """))).hasMessageContaining("UNIQUE");
    }

    @Test
    void leavesADatabaseAloneThatHoldsWhatRefersToNothing() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE turns SET session_id = 's-nobody'");
        }

        assertThatThrownBy(() -> Store.open(home)).hasMessageContaining("a row of turns that refers to nothing");

        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT count(*) FROM sessions").getInt(1))
                    .isEqualTo(3);
            assertThat(statement
                            .executeQuery("SELECT sql LIKE '%FREE%' FROM sqlite_schema WHERE name = 'sessions'")
                            .getBoolean(1))
                    .isFalse();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.database());
    }

    private static String text(String step) throws IOException {
        try (var stream = Objects.requireNonNull(Migrations.class.getResourceAsStream(step))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> list(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
