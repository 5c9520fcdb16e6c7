package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnOutcome.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingTest {

    private static final int TURNS = 50;
    private static final int LINES = 40;

    @TempDir
    Path root;

    @Test
    void aLineOfTenMebibytesIsOneLine() throws Exception {
        Scene scene = new Scene(root);

        scene.await(scene.launch("head -c 10485760 /dev/zero | tr '\\0' x; echo; echo after"));

        assertThat(scene.texts()).hasSize(2).last().isEqualTo("after");
        assertThat(scene.texts().getFirst()).hasSize(10 << 20);
        assertThat(scene.events.getLast().offset()).isEqualTo((10 << 20) + 1 + 6);
    }

    @Test
    void standardErrorIsKeptAndItsEndTold() throws Exception {
        Scene scene = new Scene(root);

        var outcome = scene.await(scene.launch("yes noise | head -c 120000 >&2; echo the reason >&2; exit 1"));

        assertThat(outcome.failure().orElseThrow().message())
                .endsWith("noise\nthe reason")
                .hasSizeLessThanOrEqualTo(2_000);
        assertThat(Files.size(scene.folder.stderr())).isGreaterThan(100_000);
    }

    @Test
    void anInterruptEndsTheWatchButNotTheTurn() throws Exception {
        Scene scene = new Scene(root);
        RunningTurn turn = scene.launch("mkfifo go; echo begun; read line < go; echo $line");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread watcher = Thread.ofVirtual().start(() -> {
            try {
                scene.await(turn);
            } catch (InterruptedException e) {
                thrown.complete(e);
            }
        });
        Awaitility.await().until(() -> Files.size(scene.folder.stdout()) > 0);

        watcher.interrupt();
        assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
        Files.writeString(scene.directory.resolve("go"), "went on\n");

        assertThat(scene.await(turn).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(scene.texts()).containsExactly("begun", "went on");
    }

    @Test
    void fiftyTurnsAtOnceLoseNothing() throws Exception {
        List<Future<List<String>>> heard = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < TURNS; i++) {
                heard.add(threads.submit(this::oneOfMany));
            }
        }

        for (Future<List<String>> lines : heard) {
            assertThat(lines.get())
                    .hasSize(LINES)
                    .doesNotHaveDuplicates()
                    .last()
                    .isEqualTo("line " + LINES);
        }
    }

    private List<String> oneOfMany() throws Exception {
        Scene scene = new Scene(root);
        RunningTurn turn =
                scene.launch("i=0; while [ $i -lt " + LINES + " ]; do i=$((i + 1)); echo line $i; sleep 0.02; done");
        assertThat(scene.await(turn).status()).isEqualTo(Status.SUCCEEDED);
        return scene.texts();
    }
}
