package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Waiting for a lock that somebody else has.
class LockWaitingTest {

    @AutoClose
    private final World world;

    private final LockBook book;
    private final Caller ann;
    private final Caller ben;

    LockWaitingTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new LockBook(world);
        ann = world.caller("ann-1");
        ben = world.caller("ben-1");
    }

    @Test
    void waitsUntilItIsFree() throws Exception {
        book.lock(ann, "README.md");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LockView> waiting = threads.submit(
                    () -> book.lock(ben, "README.md", Optional.empty(), Optional.of(Duration.ofSeconds(20))));

            book.unlock(ann, "README.md", false);

            assertThat(waiting.get(20, TimeUnit.SECONDS).created()).isTrue();
        }
    }

    @Test
    void doesNotWaitForEver() {
        book.lock(ann, "README.md");

        assertThatThrownBy(() -> book.lock(ben, "README.md", Optional.empty(), Optional.of(Duration.ofMillis(120))))
                .hasMessageContaining("README.md is locked");
    }

    @Test
    void waitsForNothingButALock() throws Exception {
        book.lock(ann, "README.md");
        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), ann);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LockView> refused = threads.submit(
                    () -> book.lock(ann, "README.md", Optional.empty(), Optional.of(Duration.ofSeconds(40))));

            assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS)).hasMessageContaining("has ended");
        }
    }

    @Test
    void letsNobodyWaitForAnyTime() {
        assertThatThrownBy(() -> book.lock(ann, "README.md", Optional.empty(), Optional.of(Duration.ofSeconds(601))))
                .hasMessageContaining("nobody waits for a lock longer than 10m");
        assertThat(book.list(true)).isEmpty();
    }

    @Test
    void waitsForWhatIsInsideOfAFolder() throws Exception {
        book.lock(ann, "src/Main.java");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LockView> waiting =
                    threads.submit(() -> book.lock(ben, "src", Optional.empty(), Optional.of(Duration.ofSeconds(20))));

            book.unlock(ann, "src/Main.java", false);

            assertThat(waiting.get(20, TimeUnit.SECONDS).created()).isTrue();
        }
    }
}
