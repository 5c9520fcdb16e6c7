package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.hook.HookDialect;
import dev.kugetsu.adapters.hook.HookDialects;
import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.CommandService.CommandCall;
import dev.kugetsu.supervisor.CommandService.CommandResult;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedCommandsTest {

    private static final Path SCRIPTS = Path.of("..", "scripts");

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "locks",
                "list",
                "list --json --all",
                "show #7",
                "why #7 --json",
                "show",
                "locks --json",
                "locks --all --typo",
                "agent",
                "agent --help",
                "agent frobnicate"
            })
    void answersWhatTheProgramItselfWould(String line) {
        supervisor.coordination.answer(LockVerbs.LIST, List.of());
        String[] words = line.split(" ", -1);

        CommandResult served = serve(words).orElseThrow();
        assertThat(supervisor.isClosed).isFalse();
        Result alone = CliRun.with(supervisor).run(words);

        assertThat(new Result(served.exitCode(), served.stdout(), served.stderr()))
                .isEqualTo(alone);
    }

    @Test
    void tellsWhatWasRefused() {
        supervisor.coordination.failure =
                Optional.of(new KugetsuException(KugetsuException.Kind.CONFLICT, "not yours", "ask"));

        CommandResult served = serve("locks").orElseThrow();

        assertThat(served.exitCode()).isEqualTo(3);
        assertThat(served.stderr()).isEqualTo("error: not yours\nnext:  ask\n");
    }

    @Test
    void knowsWhoAsksAndWhere() {
        supervisor.coordination.answer(AgentVerbs.LIST, List.of());

        assertThat(serve(Map.of("KUGETSU_SESSION", "ann-1"), "agent", "list")).isPresent();
        assertThat(serve(Map.of("CLAUDE_CODE_SESSION_ID", "c-1"), "agent", "list"))
                .isPresent();

        assertThat(supervisor.coordination.performed)
                .extracting(FakeCoordination.Performed::request)
                .containsOnly(new ListAgents(false, false, Optional.empty()));
        Caller named = supervisor.coordination.performed.getFirst().caller();
        assertThat(named.session()).contains("ann-1");
        assertThat(named.standing()).isEqualTo(Standing.AGENT);
        assertThat(named.directory()).isEqualTo(CliRun.DIRECTORY);
        Caller told = supervisor.coordination.performed.getLast().caller();
        assertThat(told.session()).contains("c-1");
        assertThat(told.harness()).contains("claude-code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start #1 hello",
                "version",
                "reservation capture",
                "--help",
                "message send --to all -",
                "agent claim --json -",
                "agent claim --json=-",
                "agent claim --json @claim.json",
                "agent claim --json=@claim.json",
                "lock a --wait 10m",
                "lock a --wait=10m",
                "lock --json {\"path\":\"a\",\"patience\":\"10m\"}"
            })
    void leavesToTheClientWhatOnlyThatCanDo(String line) {
        assertThat(serve(line.split(" ", -1))).isEmpty();
        assertThat(supervisor.coordination.performed).isEmpty();
    }

    @Test
    void doesWhatTheLauncherAsksFor() throws Exception {
        Matcher names = Pattern.compile("\n  :(agent .*)\\)\n").matcher(Files.readString(SCRIPTS.resolve("kugetsu")));

        assertThat(names.find()).isTrue();
        assertThat(Arrays.stream(names.group(1).split("\\| :", -1)).map(String::strip))
                .containsExactlyInAnyOrderElementsOf(ServedCommands.NAMES);
    }

    @Test
    void isToldOfTheVariablesByWhichAgentsAreKnown() throws Exception {
        String client = Files.readString(SCRIPTS.resolve("kugetsu-client"));

        assertThat(HookDialects.list().stream()
                        .map(HookDialect::sessionVariables)
                        .flatMap(List::stream))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(client).contains(" " + variable));
    }

    private Optional<CommandResult> serve(String... words) {
        return serve(Map.of(), words);
    }

    private Optional<CommandResult> serve(Map<String, String> environment, String... words) {
        return new ServedCommands(Map.of("KUGETSU_HOME", home.toString()))
                .run(
                        supervisor,
                        new CommandCall(
                                List.of(words),
                                environment,
                                CliRun.DIRECTORY,
                                "",
                                "UTF-8",
                                ProcessHandle.current().pid()));
    }
}
