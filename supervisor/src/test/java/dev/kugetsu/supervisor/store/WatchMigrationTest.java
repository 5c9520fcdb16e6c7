package dev.kugetsu.supervisor.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the schema in which an agent session had one process and one place.
class WatchMigrationTest {

    @TempDir
    Path folder;

    @Test
    void leavesEveryAgentSessionTheProcessThatItIsKnownBy() throws Exception {
        KugetsuHome home = new KugetsuHome(folder.resolve("home"));
        home.create();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.database())) {
            for (String step :
                    List.of("V001__store.sql", "V002__queue.sql", "V003__sessions.sql", "V004__coordination.sql")) {
                execute(connection, text(step));
            }
            execute(connection, """
                    INSERT INTO hosts VALUES ('h', 1);
                    INSERT INTO projects (project_id, registered_at) VALUES ('app', 1);
                    INSERT INTO agents VALUES ('ann', NULL, 1, 1);
                    INSERT INTO agent_sessions (agent_session_id, agent, project_id, host_id, process, started_at,
                                                last_seen_at)
                    VALUES ('a-1', 'ann', 'app', 'h', '7 7 boot', 1, 1);
                    INSERT INTO locks (project_id, kind, lock_key, agent, agent_session_id, ttl_ms, acquired_at, expires_at)
                    VALUES ('app', 'PATH', 'README.md', 'ann', 'a-1', 1, 1, 2);
                    PRAGMA user_version = 4;
                    """);
        }

        Store store = Store.open(home);

        assertThat(select(store, "SELECT process FROM agent_sessions WHERE watched IS NULL"))
                .containsExactly("7 7 boot");
        assertThat(select(store, "SELECT project_id FROM agent_whereabouts WHERE agent_session_id = 'a-1'"))
                .containsExactly("app");
        assertThat(select(store, "PRAGMA integrity_check")).containsExactly("ok");

        store.write(handle -> handle.execute("UPDATE agent_sessions SET ended_at = 3, end_reason = 'STOP'"));

        assertThat(select(store, "SELECT lock_key FROM locks")).isEmpty();
    }

    private static List<String> select(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String text(String step) throws IOException {
        try (var stream = Objects.requireNonNull(Migrations.class.getResourceAsStream(step))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
