package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlinesTest {

    @TempDir
    Path root;

    Scene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new Scene(root);
    }

    @AfterEach
    void endAll() throws Exception {
        scene.endAll();
    }

    @Test
    void endsATurnThatSaysNothing() throws Exception {
        scene.deadlines = new Deadlines(Scene.MOMENT, Scene.LONG, Scene.LONG);

        TurnOutcome outcome = scene.await(scene.launch("sleep 600"));

        assertTimedOut(outcome, "no output within 0.3s after the launch");
    }

    @Test
    void endsATurnThatHasFallenSilent() throws Exception {
        scene.deadlines = new Deadlines(Scene.LONG, Scene.MOMENT, Scene.LONG);

        TurnOutcome outcome = scene.await(scene.launch("echo hello; sleep 600"));

        assertTimedOut(outcome, "no output for 0.3s");
        assertThat(outcome.text()).isEqualTo("hello");
    }

    @Test
    void endsATurnThatTakesTooLong() throws Exception {
        scene.deadlines = new Deadlines(Scene.LONG, Scene.LONG, Scene.MOMENT);

        TurnOutcome outcome = scene.await(scene.launch("while :; do echo busy; sleep 0.05; done"));

        assertTimedOut(outcome, "not over within 0.3s after the launch");
    }

    @Test
    void theWrapperKeepsTheDeadlineWhenNobodyLooks() throws Exception {
        scene.deadlines = new Deadlines(Scene.LONG, Scene.LONG, Scene.MOMENT);
        RunningTurn turn = scene.launch("""
                (setsid sleep 600 &)
                env -i setsid sh -c 'trap "" TERM; sleep 600; sleep 600' &
                trap '' TERM
                echo begun
                while :; do sleep 600; done
                """);

        Awaitility.await().atMost(Scene.LONG).until(() -> Files.exists(scene.folder.exit()));

        Awaitility.await().until(() -> !scene.isAnythingAlive());
        assertThat(scene.folder.temporary()).doesNotExist();
        TurnOutcome outcome = turn.poll(event -> {}).orElseThrow();
        assertTimedOut(outcome, "not over within 0.3s after the launch");
        assertThat(outcome.text()).isEqualTo("begun");
    }

    @Test
    void aTurnThatEndsInTimeLeavesNoWatchBehind() throws Exception {
        RunningTurn turn = scene.launch("echo hello");

        assertThat(scene.await(turn).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(scene.isAnythingAlive()).isFalse();
        try (var files = Files.list(scene.folder.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("prompt", "stdout", "stderr", "started", "exit");
        }
    }

    private void assertTimedOut(TurnOutcome outcome, String message) {
        assertThat(outcome.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(outcome.failure()).isEqualTo(Optional.of(new Failure(Failure.Kind.DEADLINE, message)));
        assertThat(scene.isAnythingAlive()).isFalse();
    }
}
