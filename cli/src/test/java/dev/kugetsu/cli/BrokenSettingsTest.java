package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands do while the configuration file holds an error.
class BrokenSettingsTest {

    private static final String FAULT = "config.toml line 1: there is no setting 'limts'";

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        supervisor.fault = Optional.of(new KugetsuException(Kind.INVALID_INPUT, FAULT, "did you mean 'limits'?"));
        supervisor.folder = folder;
        supervisor.coordination.answer(AgentVerbs.LIST, List.of());
        Files.createFile(folder.resolve("stdout"));
        Files.createFile(folder.resolve("stderr"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop #1",
                "list",
                "list --json",
                "logs #1",
                "show #1",
                "why #1",
                "session ls",
                "session get #1",
                "session kill #1 -y",
                "orchestrator ls",
                "queue list",
                "queue cancel #1",
                "queue pause",
                "agent list"
            })
    void goesOnWithWhatLooksAtTurnsAndEndsThem(String command) {
        Result result = CliRun.with(supervisor).run(command.split(" "));

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).doesNotContain("limts");
        assertThat(result.err())
                .contains("warning: " + FAULT + "; this goes on as if there were no such file")
                .contains("next:  did you mean 'limits'?");
        assertThat(supervisor.isClosed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start #1 work",
                "continue #1 work",
                "spawn --project app --prompt work",
                "init --headless",
                "undo #1",
                "queue resume",
                "prune -y",
                "config"
            })
    void refusesWhateverMayStartSomething(String command) {
        Result result = CliRun.with(supervisor).run(command.split(" "));

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(FAULT);
        assertThat(supervisor.requests).isEmpty();
    }
}
