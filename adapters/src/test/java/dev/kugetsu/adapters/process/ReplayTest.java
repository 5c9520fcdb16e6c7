package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looking at a turn changes nothing.
class ReplayTest {

    @TempDir
    Path root;

    private Scene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new Scene(root);
    }

    @AfterEach
    void close() throws InterruptedException {
        scene.endAll();
    }

    @Test
    void replayTellsOnceWhatIsThereAndReturns() throws Exception {
        RunningTurn turn = scene.launch("mkfifo go; echo hello; printf half; touch ready; read line < go; echo $line");
        awaitFile("ready");

        turn.replay(scene.events::add);
        turn.replay(scene.events::add);
        assertThat(scene.texts()).containsExactly("hello");

        Files.writeString(scene.directory.resolve("go"), " a line\n");
        Awaitility.await().until(() -> Files.exists(scene.folder.exit()));
        turn.replay(scene.events::add);
        assertThat(scene.texts()).containsExactly("hello", "halfa line");
    }

    @Test
    void replayTellsALastLineWithoutItsEnd() throws Exception {
        RunningTurn turn = scene.launch("printf last");
        scene.await(turn);
        scene.events.clear();

        scene.turns.recover(turn.handle(), LinesParser.DIALOGUE).replay(scene.events::add);

        assertThat(scene.texts()).containsExactly("last");
    }

    @Test
    void neitherEndsNorRemovesWhatAKilledWrapperHasLeft() throws Exception {
        RunningTurn turn = scene.launch("printf half; touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        ProcessHandle.of(turn.handle().process().pid()).orElseThrow().destroyForcibly();
        Awaitility.await()
                .until(() -> scene.processes.probe(turn.handle().process()).equals(Liveness.DEAD));

        turn.replay(scene.events::add);

        assertThat(scene.isAnythingAlive()).isTrue();
        assertThat(scene.folder.temporary()).isDirectory();
        assertThat(scene.folder.stopReason()).doesNotExist();
        assertThat(scene.events).isEmpty(); // the agent may still write on in that line
    }

    @Test
    void watchTellsEverythingUntilTheTurnHasEnded() throws Exception {
        RunningTurn turn = scene.launch("mkfifo go; echo hello; read line < go; echo $line; printf last");
        RunningTurn watched = scene.turns.recover(turn.handle(), LinesParser.DIALOGUE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> watch = executor.submit(() -> {
                watched.watch(scene.events::add);
                return scene.texts();
            });
            awaitFile("go");

            Files.writeString(scene.directory.resolve("go"), "on\n");

            assertThat(watch.get()).containsExactly("hello", "on", "last");
        }
    }

    @Test
    void watchReturnsWhenSomebodyElseEndsWhatAKilledWrapperHasLeft() throws Exception {
        RunningTurn turn = scene.launch("touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        ProcessHandle.of(turn.handle().process().pid()).orElseThrow().destroyForcibly();
        RunningTurn watched = scene.turns.recover(turn.handle(), LinesParser.DIALOGUE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> watch = executor.submit(() -> {
                watched.watch(scene.events::add);
                return true;
            });

            turn.stop(StopReason.REQUESTED, Duration.ZERO);

            watch.get();
            assertThat(scene.isAnythingAlive()).isFalse();
        }
    }

    private void awaitFile(String name) {
        Awaitility.await().until(() -> Files.exists(scene.directory.resolve(name)));
    }
}
