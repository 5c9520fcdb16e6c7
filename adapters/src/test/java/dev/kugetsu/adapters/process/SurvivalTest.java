package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A turn does not depend on the process that has launched it.
class SurvivalTest {

    @TempDir
    Path root;

    private Scene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new Scene(root);
    }

    @AfterEach
    void endAll() throws InterruptedException {
        scene.endAll();
    }

    @Test
    void aTurnOutlivesItsLauncherAndIsFoundAgain() throws Exception {
        Process launcher = launcher("mkfifo go; for i in 1 2 3; do echo $i; done; read line < go; echo $line; exit 3");
        awaitLine(launcher, "launched");
        Awaitility.await().until(() -> Files.exists(scene.directory.resolve("go")));

        launcher.destroyForcibly().waitFor();
        TurnHandle handle = scene.turns.settle(scene.folder).orElseThrow();
        RunningTurn turn = scene.turns.recover(handle, LinesParser.DIALOGUE);
        assertThat(scene.processes.probe(handle.process())).isEqualTo(Liveness.ALIVE);
        assertThat(turn.poll(scene.events::add)).isEmpty();
        Files.writeString(scene.directory.resolve("go"), "went on\n");
        TurnOutcome outcome = scene.await(turn);

        assertThat(handle.turnId()).isEqualTo(scene.turnId);
        assertThat(scene.texts()).containsExactly("1", "2", "3", "went on");
        assertThat(outcome.exitCode()).contains(3);
    }

    @Test
    void aTurnThatEndsWhileNobodyLooksTellsItsOutcomeLater() throws Exception {
        Process launcher = launcher("mkfifo go; read line < go; echo $line");
        awaitLine(launcher, "launched");
        Awaitility.await().until(() -> Files.exists(scene.directory.resolve("go")));
        launcher.destroyForcibly().waitFor();

        Files.writeString(scene.directory.resolve("go"), "done\n");
        Awaitility.await().until(() -> Files.exists(scene.folder.exit()));

        TurnHandle handle = scene.turns.settle(scene.folder).orElseThrow();
        TurnOutcome outcome = scene.await(scene.turns.recover(handle, LinesParser.DIALOGUE));
        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.text()).isEqualTo("done");
    }

    /// The moments lie between before the launch and after it; which one a run hits does not matter.
    @RepeatedTest(15)
    void aLauncherKilledAtAnyMomentLeavesATurnOrNone() throws Exception {
        Process launcher = launcher("echo ran >> ran; echo hello");
        awaitLine(launcher, "ready");
        LockSupport.parkNanos(
                TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextLong(250_000)));

        launcher.destroyForcibly().waitFor();
        Optional<TurnHandle> settled = scene.turns.settle(scene.folder);

        if (settled.isPresent()) {
            TurnOutcome outcome = scene.await(scene.turns.recover(settled.get(), LinesParser.DIALOGUE));
            assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(scene.texts()).containsExactly("hello");
            assertThat(scene.directory.resolve("ran")).hasContent("ran");
        } else {
            Awaitility.await().until(() -> !scene.isAnythingAlive());
            assertThat(scene.directory.resolve("ran")).doesNotExist();
        }
        assertThat(scene.turns.settle(scene.folder)).isEqualTo(settled);
    }

    private Process launcher(String script) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LauncherMain.class.getName(),
                        root.toString(),
                        scene.turnId,
                        script))
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static void awaitLine(Process launcher, String expected) throws IOException {
        BufferedReader reader = launcher.inputReader();
        for (String line = reader.readLine(); !expected.equals(line); line = reader.readLine()) {
            assertThat(line)
                    .as("the launcher ended before it said '%s'", expected)
                    .isNotNull();
        }
    }
}
