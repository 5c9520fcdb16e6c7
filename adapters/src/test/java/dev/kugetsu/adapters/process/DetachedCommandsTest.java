package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.CommandRunner.Request;
import dev.kugetsu.adapters.CommandRunner.Result;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.Undeletable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedCommandsTest {

    @TempDir
    Path root;

    private final String turnId = "t-" + UUID.randomUUID();
    private final SystemProcesses processes = SystemProcesses.detect();
    private final DetachedCommands commands = new DetachedCommands(processes);

    @AfterEach
    void endAll() throws InterruptedException {
        processes.endMarked(turnId, Duration.ZERO);
    }

    @Test
    void runsToTheEndAndKeepsBothOutputs() throws Exception {
        Result result = run("echo out; echo err >&2; echo $NAME; pwd; exit 3", Duration.ofMinutes(1));

        assertThat(result.exitCode()).contains(3);
        assertThat(output()).hasContent("out\nerr\nvalue\n" + root);
        assertThat(root).isDirectoryNotContaining(path -> !path.equals(output()));
    }

    @Test
    void replacesTheOutputOfAnEarlierRun() throws Exception {
        run("echo first", Duration.ofMinutes(1));
        run("echo second", Duration.ofMinutes(1));

        assertThat(output()).hasContent("second");
    }

    @Test
    void endsTheWholeTreeWhenTheTimeIsOver() throws Exception {
        Result result = run("(setsid sleep 600 &); echo begun; sleep 600", Duration.ofMillis(300));

        assertThat(result.exitCode()).isEmpty();
        // The shell itself may say that its sleep was terminated.
        assertThat(output()).content().startsWith("begun\n");
        assertThat(processes.listMarked()).doesNotContainKey(turnId);
    }

    @Test
    void endsWhatTheCommandLeavesBehind() throws Exception {
        Result result = run("(setsid sleep 600 &); exit 0", Duration.ofMinutes(1));

        assertThat(result.exitCode()).contains(0);
        assertThat(processes.listMarked()).doesNotContainKey(turnId);
    }

    @Test
    void whatCannotBeRemovedDoesNotMakeACommandFail() throws Exception {
        try {
            Result result = run(Undeletable.command("\"$TMPDIR/..\""), Duration.ofMinutes(1));

            assertThat(result.exitCode()).contains(0);
            commands.discard(output());
        } finally {
            Undeletable.remove(root.resolve("setup.log.run"));
        }
    }

    @Test
    void anInterruptEndsTheCommand() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread runner = Thread.ofVirtual().start(() -> {
            try {
                run("echo begun; sleep 600", Duration.ofMinutes(1));
            } catch (HarnessException | InterruptedException e) {
                thrown.complete(e);
            }
        });
        Awaitility.await()
                .until(() ->
                        Files.exists(output()) && Files.readString(output()).equals("begun\n"));

        runner.interrupt();

        assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
        assertThat(processes.listMarked()).doesNotContainKey(turnId);
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        Path missing = root.resolve("missing");
        Request request = new Request(turnId, List.of("true"), missing, Map.of(), output(), Duration.ofMinutes(1));

        assertThatThrownBy(() -> commands.run(request))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining(missing.toString());
    }

    private Result run(String script, Duration timeout) throws HarnessException, InterruptedException {
        return commands.run(
                new Request(turnId, List.of("sh", "-c", script), root, Map.of("NAME", "value"), output(), timeout));
    }

    private Path output() {
        return root.resolve("setup.log");
    }
}
