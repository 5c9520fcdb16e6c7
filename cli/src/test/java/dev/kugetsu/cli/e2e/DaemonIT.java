package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.cli.e2e.Stage.Result;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole daemon, as users start, lose and replace it.
class DaemonIT {

    private static final String LONG_TURN = "say I begin\nsleep 3\nsay I am done";

    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void setTheStage() throws IOException {
        stage = Stage.ready(folder);
    }

    @AfterEach
    void clearTheStage() throws IOException {
        stage.run("daemon", "stop", "--timeout", "60s");
        stage.close();
    }

    @Test
    void leavesTheAgentsAloneWhenItEnds() {
        startDaemon();
        stage.succeed("start", "#1", "--detach", LONG_TURN);
        awaitStatus("working");

        Result stopped = stage.succeed("daemon", "stop", "--timeout", "60s");

        assertThat(stopped.err()).startsWith("the daemon has ended, process ");
        assertThat(stage.run("daemon", "status", "--json").json().path("state").asText())
                .isEqualTo("stopped");
        startDaemon();
        assertDone();
    }

    @Test
    void adoptsWhatRunsAfterItWasKilled() {
        long first = startDaemon().path("pid").asLong();
        stage.succeed("start", "#1", "--detach", LONG_TURN);
        awaitStatus("working");

        ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(Stage.PATIENCE)
                .until(() -> stage.run("daemon", "status", "--json")
                        .json()
                        .path("state")
                        .asText()
                        .equals("stale"));
        long second = startDaemon().path("pid").asLong();

        assertThat(second).isNotEqualTo(first);
        assertDone();
    }

    @Test
    void isStartedByTheFirstTurnThatNeedsIt() throws IOException {
        Files.writeString(stage.home.resolve("config.toml"), "daemon.autostart = true\n");

        Result turn = stage.succeed("start", "#1", "say hello");

        assertThat(turn.out()).contains("hello");
        assertThat(turn.err()).doesNotContain("warning:");
        assertThat(stage.succeed("daemon", "status", "--json")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("ready");
    }

    @Test
    void isDoneWithoutWhenItCannotBeStarted() throws IOException {
        Files.writeString(stage.home.resolve("config.toml"), "daemon.autostart = true\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            stage.environment.put("KUGETSU_PORT", Integer.toString(taken.getLocalPort()));

            Result turn = stage.succeed("start", "#1", "say hello");

            assertThat(turn.out()).contains("hello");
            assertThat(turn.err())
                    .contains("warning: this goes on without the daemon: the daemon ended with exit code ")
                    .contains("port " + taken.getLocalPort())
                    .contains(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(stage.run("daemon", "status").exitCode()).isEqualTo(5);
    }

    @Test
    void isReplacedByTheOneOfAnotherBuild() throws IOException {
        long old = startDaemon().path("pid").asLong();
        Path handshake = stage.home.resolve("daemon.json");
        Files.writeString(
                handshake,
                Files.readString(handshake).replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"0.0.9\""));

        Result turn = stage.succeed("start", "#1", "say hello");
        assertThat(turn.err())
                .contains("warning: the daemon is kugetsu 0.0.9, this command is ")
                .contains("kugetsu daemon restart");
        stage.succeed("daemon", "restart", "--timeout", "60s");

        assertThat(stage.succeed("daemon", "status", "--json")
                        .json()
                        .path("pid")
                        .asLong())
                .isNotEqualTo(old);
        assertThat(stage.succeed("continue", "#1", "say hello again").err()).doesNotContain("warning:");
    }

    @Test
    void runsInTheForegroundUntilASignal() throws Exception {
        Running daemon = stage.spawnIn(stage.repository, Map.of(), "", "daemon", "run");
        await().atMost(Stage.PATIENCE).until(() -> stage.run("daemon", "status").exitCode() == 0);

        Result second = stage.run("daemon", "run");
        daemon.signal("TERM");
        Result ended = daemon.await();

        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.err())
                .contains("has a daemon already, process " + daemon.process().pid());
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.err()).contains("the daemon is ready", "the daemon ends: signal", "supervisor is closed");
        assertThat(stage.home.resolve("daemon.json")).doesNotExist();
    }

    @Test
    void isSeenByDoctor() {
        startDaemon();

        assertThat(stage.run("doctor").out())
                .contains("daemon: ready: it takes turns, process ")
                .contains("backup: the database was last copied at ");
    }

    private JsonNode startDaemon() {
        return stage.succeed("daemon", "start", "--timeout", "60s", "--json").json();
    }

    private void awaitStatus(String status) {
        await().atMost(Stage.PATIENCE)
                .until(() -> stage.listed("#1").path("status").asText().equals(status));
    }

    private void assertDone() {
        awaitStatus("idle");
        assertThat(stage.succeed("logs", "#1").out()).contains("I begin", "I am done");
        assertThat(stage.listed("#1").path("last_turn").path("outcome").asText())
                .isEqualTo("succeeded");
    }
}
