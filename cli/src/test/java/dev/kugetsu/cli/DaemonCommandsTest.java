package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.Daemon.Notice;
import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.KugetsuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonCommandsTest {

    private static final Status READY = new Status(
            State.READY,
            "it takes turns",
            Optional.of(4711L),
            Optional.of(3001),
            Optional.of("/home/jo/.kugetsu/daemon.sock"),
            Optional.of(Samples.NOON.minus(Duration.ofMinutes(5))),
            Optional.of("0.1.0 (1a2b3c4)"),
            List.of());

    private final FakeDaemon daemon = new FakeDaemon();

    @Test
    void tellsHowTheDaemonIs() {
        daemon.status = READY;

        Result result = run("daemon", "status");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("ready, process 4711, port 3001, version 0.1.0 (1a2b3c4), started 5m ago\n");
    }

    @Test
    void tellsWhatHoldsUpNewTurns() {
        String notice = "nothing new is launched: the disk of the home has 3 MiB left, less than 1 GiB";
        daemon.status = READY.noting(List.of(notice));
        daemon.started = daemon.status;

        assertThat(run("daemon", "status").err()).isEqualTo(notice + "\n");
        assertThat(run("daemon", "status", "--json").out()).contains("\"notices\":[\"" + notice + "\"]");
        assertThat(run("daemon", "start").err()).contains(notice);
    }

    @Test
    void tellsScriptsHowTheDaemonIs() {
        daemon.status = READY;

        assertThat(run("daemon", "status", "--json").out()).isEqualTo("""
                {"state":"ready","reason":"it takes turns","pid":4711,"port":3001,\
                "socket":"/home/jo/.kugetsu/daemon.sock","started_at":"%s","version":"0.1.0 (1a2b3c4)","notices":[]}
                """.formatted(
                        Samples.NOON.minus(Duration.ofMinutes(5)).toString().replace("Z", ".000Z")));
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "READY", mode = EnumSource.Mode.EXCLUDE)
    void isUnavailableUnlessItIsReady(State state) {
        daemon.status = Status.of(state, "so it is");

        Result result = run("daemon", "status", "--json");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.out())
                .contains("\"reason\":\"so it is\",\"pid\":null,\"port\":null,\"socket\":null,\"started_at\":null");
    }

    @Test
    void startsAndWaitsAsLongAsItIsTold() {
        daemon.started = READY;

        Result result = run("daemon", "start", "--timeout", "30s");

        assertThat(result.exitCode()).isZero();
        assertThat(daemon.requests).containsExactly("start PT30S");
        assertThat(result.out()).startsWith("ready, process 4711");
    }

    @Test
    void stopsAndSaysWhatItHasFound() {
        daemon.status = READY;
        assertThat(run("daemon", "stop").err()).isEqualTo("the daemon has ended, process 4711\n");

        daemon.status = Status.of(State.STOPPED, "no daemon runs");
        Result nothing = run("daemon", "stop");

        assertThat(nothing.err()).isEqualTo("no daemon runs\n");
        assertThat(nothing.exitCode()).isZero();
        assertThat(daemon.requests).containsExactly("stop PT10S", "stop PT10S");
    }

    @Test
    void restartsInThisOrder() {
        daemon.started = READY;

        assertThat(run("daemon", "restart").exitCode()).isZero();

        assertThat(daemon.requests).containsExactly("stop PT10S", "start PT10S");
        assertThat(run("daemon", "restart", "--json").out()).startsWith("{\"state\":\"ready\"");
    }

    @Test
    void isTheDaemonUntilItEnds() {
        assertThat(run("daemon", "run").exitCode()).isZero();

        assertThat(daemon.requests).containsExactly("run");
    }

    @Test
    void saysThatAHomeHasOneDaemon() {
        daemon.failure = Optional.of(
                new KugetsuException(KugetsuException.Kind.CONFLICT, "this home has a daemon already", "look at it"));

        Result result = run("daemon", "run");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("error: this home has a daemon already\nnext:  look at it\n");
    }

    @Test
    void showsTheLog(@TempDir Path folder) throws IOException {
        daemon.log = Files.writeString(folder.resolve("daemon.log"), "the daemon is ready\n");

        assertThat(run("daemon", "logs").out()).isEqualTo("the daemon is ready\n");
    }

    @Test
    void saysWhereTheLogWouldBe() {
        Result result = run("daemon", "logs");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("/nonexistent/daemon.log").contains("journalctl --user --unit kugetsu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart", "status", "logs", "run"})
    void explainsEachOfItsCommandsWithAnExample(String command) {
        Result result = run("daemon", command, "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("kugetsu daemon " + command).containsPattern("Example:\n  kugetsu daemon");
    }

    @Test
    void namesItsCommandsWhenItIsGivenNone() {
        Result result = run("daemon");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("status", "restart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "continue"})
    void isPreparedBeforeATurnIsHandedOver(String command) {
        daemon.notices =
                List.of(new Notice("the daemon is kugetsu 1, this command is 2", "run `kugetsu daemon restart`"));

        Result result = run(command, "#42", "fix it");

        assertThat(result.exitCode()).isZero();
        assertThat(daemon.requests).containsExactly("prepare");
        assertThat(result.err())
                .contains("warning: the daemon is kugetsu 1, this command is 2\n")
                .contains("next:  run `kugetsu daemon restart`\n");
    }

    @Test
    void isNotAskedForByCommandsThatDoNotNeedIt() {
        run("list");

        assertThat(daemon.requests).isEmpty();
    }

    private Result run(String... arguments) {
        return CliRun.with(new FakeSupervisor()).with(daemon).run(arguments);
    }
}
