package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.KugetsuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageErrorTest {

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @TempDir
    Path logs;

    @Test
    void suggestsTheCommandThatWasMeant() {
        Result result = run("strat", "#42", "fix it");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("""
                error: there is no command 'strat'
                next:  did you mean start? See kugetsu --help
                """);
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        Result result = run("list", "--al");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--al").contains("--all").contains("kugetsu list --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "-fix the crash", "--fix the crash"})
    void saysHowAMessageIsWrittenThatBeginsWithADash(String message) {
        Result refused = run("start", "#42", message);
        Result taken = run("start", "--", "#42", message);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(message).contains("put -- before the arguments");
        assertThat(taken.exitCode()).as(taken.err()).isZero();
        assertThat(supervisor.requests.toString()).contains(message);
    }

    @Test
    void reportsUsageErrorsInJsonToo() {
        Result result = run("list", "--status", "asleep", "--json");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out())
                .startsWith("{\"error\":{\"kind\":\"invalid_input\",\"message\":\"")
                .contains("'asleep' is not a status; there are queued, starting, working")
                .endsWith("\"next\":\"kugetsu list --help\",\"details\":null}}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_INPUT, 2",
        "CONFLICT, 3",
        "NOT_FOUND, 4",
        "UNAVAILABLE, 5",
        "FAILED, 1",
        "INTERRUPTED, 130",
    })
    void givesEveryKindOfErrorItsExitCode(KugetsuException.Kind kind, int exitCode) {
        supervisor.failure = Optional.of(new KugetsuException(kind, "session s-1 is busy", "wait"));

        Result result = run("list", "--json");

        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.err()).isEqualTo("error: session s-1 is busy\nnext:  wait\n");
        assertThat(result.out()).isEqualTo("""
                {"error":{"kind":"%s","message":"session s-1 is busy","next":"wait","details":null}}
                """.formatted(kind.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void keepsTheStackTraceOfABugInAFile() throws IOException {
        supervisor.failure = Optional.of(new IllegalStateException("boom"));

        Result result = run("list");

        assertThat(result.exitCode()).isEqualTo(70);
        assertThat(result.err()).contains("this is a bug of kugetsu").doesNotContain("\tat ");
        try (Stream<Path> files = Files.list(logs)) {
            Path report = files.findFirst().orElseThrow();
            assertThat(result.err()).contains(report.toString());
            assertThat(report).content().contains("boom").contains("\tat dev.kugetsu");
        }
    }

    @Test
    void showsAllCommandsWithoutAny() {
        Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("start").contains("doctor").contains("completion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "start",
                "spawn",
                "continue",
                "send",
                "session",
                "orchestrator",
                "project",
                "list",
                "show",
                "why",
                "logs",
                "stop",
                "undo",
                "prune",
                "destroy",
                "config",
                "trust",
                "audit",
                "daemon",
                "doctor",
                "completion",
                "version"
            })
    void explainsEveryCommandWithAnExample(String command) {
        Result result = run(command, "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).containsPattern("Examples?:\n  (kugetsu|source <\\(kugetsu) " + command);
    }

    private Result run(String... arguments) {
        return CliRun.with(supervisor).loggingTo(logs).run(arguments);
    }
}
