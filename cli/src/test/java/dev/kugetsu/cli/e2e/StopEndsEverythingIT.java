package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.cli.e2e.Stage.Result;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who ends what: `stop` and Ctrl-C the turn with all that it has started, the death of a command nothing but
/// itself.
class StopEndsEverythingIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String STUBBORN = "ignore-sigterm\nspawn-stubborn 600s\nREADY\nsleep 600s";
    private static final Map<String, String> QUICK = Map.of("KUGETSU_STOP_GRACE", "500ms");
    private static final Map<String, String> PATIENT = Map.of("KUGETSU_STOP_GRACE", "1h");

    private Stage stage;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        stage = Stage.ready(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @RepeatedTest(3)
    void leavesNothingAliveAfterAStopByAnotherProcess() {
        Running start = start(QUICK, STUBBORN);

        Result stop = stage.spawnIn(stage.repository, QUICK, "", "stop", "#1", "--json")
                .await();

        assertThat(stage.processes())
                .noneMatch(process -> process.pid() != start.process().pid());
        assertThat(stop.exitCode()).as(stop.toString()).isZero();
        assertThat(stop.json().path("stopped").asBoolean()).isTrue();
        Result started = start.await();
        assertThat(started.exitCode()).isEqualTo(1);
        assertThat(started.json().path("outcome").asText()).isEqualTo("stopped");
        assertThat(stage.listed("#1").at("/last_turn/outcome").asText()).isEqualTo("stopped");
        assertThat(stage.succeed("continue", "#1", "say and on").out()).contains("and on");
    }

    @Test
    void stopsTheTurnOnAnInterrupt() throws Exception {
        Running start = start(QUICK, STUBBORN);

        start.signal("INT");

        Result result = start.await();
        assertThat(stage.processes()).isEmpty();
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(130);
        assertThat(result.json().path("outcome").asText()).isEqualTo("stopped");
        assertThat(stage.listed("#1").at("/last_turn/outcome").asText()).isEqualTo("stopped");
    }

    @Test
    void endsTheTurnAtOnceOnASecondInterrupt() throws Exception {
        Running start = start(PATIENT, STUBBORN);

        start.signal("INT");
        await().atMost(SOON).until(() -> start.err().contains("press again"));
        assertThat(start.process().isAlive()).isTrue();
        start.signal("INT");

        Result result = start.await();
        assertThat(stage.processes()).isEmpty();
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(130);
        assertThat(result.json().path("outcome").asText()).isEqualTo("stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "KILL"})
    void leavesTheAgentAtWorkWhenTheCommandDies(String signal) throws Exception {
        Path gate = stage.root.resolve("gate");
        Running start = start(
                QUICK,
                "say here I am\nREADY\nrun until test -e " + gate
                        + "; do sleep 0.1; done\nwrite late.txt late\nsay went on");

        start.signal(signal);
        start.await();
        assertThat(stage.listed("#1").path("status").asText()).isEqualTo("working");
        Files.createFile(gate);

        await().atMost(SOON).until(() -> stage.listed("#1").path("status").asText(), "idle"::equals);
        JsonNode session = stage.listed("#1");
        assertThat(session.at("/last_turn/outcome").asText()).isEqualTo("succeeded");
        assertThat(Path.of(session.path("worktree").asText()).resolve("late.txt"))
                .hasContent("late");
        assertThat(stage.succeed("logs", "#1").out().lines()).containsOnlyOnce("here I am", "went on");
    }

    /// Starts issue 1 and waits until its agent is at it.
    private Running start(Map<String, String> environment, String script) {
        Path ready = stage.root.resolve("ready");
        String announced = script.replace("READY", "run touch " + ready);
        Running start = stage.spawnIn(stage.repository, environment, "", "start", "#1", announced, "--json");
        await().atMost(SOON).until(() -> Files.exists(ready));
        return start;
    }
}
