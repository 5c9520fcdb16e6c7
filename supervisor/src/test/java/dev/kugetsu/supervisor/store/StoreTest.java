package dev.kugetsu.supervisor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir
    Path folder;

    private KugetsuHome home;

    @BeforeEach
    void makeHome() {
        home = new KugetsuHome(folder.resolve("home"));
        home.create();
    }

    @Test
    void makesADatabaseThatSurvivesItsOwnReopening() {
        HostId first = Store.open(home).hostId();

        assertThat(Store.open(home).hostId()).isEqualTo(first);
    }

    @Test
    void isOpenedByManyAtOnceOnAFreshHome() throws Exception {
        List<Callable<HostId>> openings = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            openings.add(() -> Store.open(home).hostId());
        }

        try (var executor = Executors.newFixedThreadPool(50)) {
            List<Future<HostId>> hosts = executor.invokeAll(openings);
            assertThat(hosts).map(StoreTest::result).hasSize(50).containsOnly(result(hosts.getFirst()));
        }
    }

    @Test
    void keepsAConnectionForTheNextWhoNeedsOneUntilItIsClosed() throws Exception {
        Store store = Store.open(home);
        Connection first = store.read(Handle::getConnection);

        assertThat(store.<Connection>read(Handle::getConnection)).isSameAs(first);
        assertThat(store.<Connection>write(Handle::getConnection)).isSameAs(first);

        store.close();
        assertThat(first.isClosed()).isTrue();
        assertThat(store.<Integer>read(StoreTest::countHosts)).isEqualTo(1);
    }

    @Test
    void usesNoConnectionAgainWhoseTransactionCouldNotBeUndone() throws Exception {
        Store store = Store.open(home);
        AtomicReference<Connection> used = new AtomicReference<>();

        assertThatThrownBy(() -> store.write(handle -> {
                    used.set(handle.getConnection());
                    handle.execute("ROLLBACK");
                    throw new IllegalStateException("as on a full disk");
                }))
                .hasMessage("as on a full disk");

        assertThat(Objects.requireNonNull(used.get()).isClosed()).isTrue();
        assertThat(store.<Integer>read(StoreTest::countHosts)).isEqualTo(1);
    }

    @Test
    void waitsForTheDiskButForWhatCanBeMadeAgain() {
        Store store = Store.open(home);

        assertThat(store.<Integer>writeRepeatable(StoreTest::synchronous)).isEqualTo(1);
        assertThat(store.<Integer>write(StoreTest::synchronous)).isEqualTo(2);
    }

    private static int synchronous(Handle handle) {
        return handle.createQuery("PRAGMA synchronous").mapTo(Integer.class).one();
    }

    @Test
    void showsAReaderOneStateWhateverIsWrittenMeanwhile() {
        Store store = Store.open(home);
        Runnable writing = () ->
                store.write(writer -> writer.execute("INSERT INTO hosts SELECT 'another', registered_at FROM hosts"));

        List<Integer> seen = store.read(reader -> {
            int before = countHosts(reader);
            CompletableFuture.runAsync(writing).join();
            int within = store.read(StoreTest::countHosts);
            return List.of(before, countHosts(reader), within);
        });

        assertThat(seen).containsExactly(1, 1, 1);
        assertThat(store.<Integer>read(StoreTest::countHosts)).isEqualTo(2);
    }

    private static int countHosts(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM hosts")
                .mapTo(Integer.class)
                .one();
    }

    private static HostId result(Future<HostId> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesADatabaseOfANewerVersionAndLeavesItAlone() throws SQLException {
        Store.open(home);
        execute("PRAGMA user_version = 999");

        assertThatThrownBy(() -> Store.open(home)).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.UNAVAILABLE);
            assertThat(e).hasMessageContaining("schema 999, made by a newer kugetsu");
            assertThat(e.next()).isPresent();
        });
    }

    @Test
    void saysSoWhenTheFileIsNoDatabase() throws IOException {
        Files.writeString(
                home.database(), "this is not a database, but it is long enough to be taken for one. ".repeat(20));

        assertThatThrownBy(() -> Store.open(home)).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.UNAVAILABLE);
            assertThat(e)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining(home.database().toString());
        });
        assertThat(home.database()).content().startsWith("this is not a database");
    }

    @Test
    void keepsNothingOfATransactionThatFails() {
        Store store = Store.open(home);

        assertThatThrownBy(() -> store.write(handle -> {
                    handle.execute("INSERT INTO projects (project_id, registered_at) VALUES ('x', 1)");
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");

        int rows = store.read(handle -> handle.createQuery("SELECT count(*) FROM projects")
                .mapTo(Integer.class)
                .one());
        assertThat(rows).isZero();
    }

    @Test
    void recordsAChangeOnlyWhenSomethingVisibleChanges() {
        Store store = Store.open(home);
        store.write(handle -> {
            handle.execute("INSERT INTO projects (project_id, registered_at) VALUES ('app', 1)");
            handle.execute("""
                    INSERT INTO sessions (session_id, project_id, host_id, kind, issue_ref, harness, permissions, created_at)
                    SELECT 's-1', 'app', host_id, 'ISSUE', 'h/o/r#1', 'scripted', '[]', 1 FROM hosts
                    """);
            handle.execute("UPDATE sessions SET model = 'm', ended_at = NULL");
            handle.execute("UPDATE sessions SET ended_at = 2, end_reason = 'destroyed'");
            return true;
        });

        List<String> kinds = store.read(handle -> handle.createQuery("SELECT kind FROM change_log ORDER BY seq")
                .mapTo(String.class)
                .list());
        assertThat(kinds).containsExactly("project_added", "session_created", "session_updated");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.database());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
