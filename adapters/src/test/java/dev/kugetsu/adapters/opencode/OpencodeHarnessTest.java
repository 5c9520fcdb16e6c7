package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Capabilities.Capability;
import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.InteractiveRequest;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The adapter around a program that only notes how it was called.
class OpencodeHarnessTest {

    /// Of a user whose agent, working for another session of ours, has run a git hook that calls us.
    private static final Map<String, String> FROM_A_HOOK =
            Map.of("GIVEN", "yes", "GIT_DIR", "/elsewhere", "OPENCODE_PID", "7", "KUGETSU_SESSION_ID", "outer");

    @TempDir
    private Path folder;

    private Path program;
    private OpencodeHarness harness;

    @BeforeEach
    void installProgram() throws IOException {
        program = folder.resolve("opencode");
        Files.writeString(program, """
                #!/bin/sh
                echo "$@" >>"%1$s/calls"
                case "$1 $2" in
                  "run --format")
                    echo "pid=$OPENCODE_PID git=$GIT_DIR session=$KUGETSU_SESSION_ID given=$GIVEN" >"%1$s/variables" ;;
                  "db path") echo "%2$s" ;;
                  "debug agent") echo '{"permission": [{"permission": "bash", "pattern": "rm *", "action": "deny"}]}' ;;
                  "debug config") echo '{"model": "acme/large"}' ;;
                esac
                """.formatted(folder, program));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        program = program.toRealPath();
        harness = new OpencodeHarness(
                new TurnProcesses(SystemProcesses.detect()),
                new OpencodeOptions(
                        Optional.of(program), FROM_A_HOOK, folder.resolve("state"), Duration.ofSeconds(20)));
    }

    @Test
    void listsWhatKilledCallsHaveLeftOnceNoneCanBeRunning() throws Exception {
        Path state = folder.resolve("state");
        List<Path> left = List.of(
                Files.createDirectories(state.resolve("tmp/command-1")),
                Files.createFile(state.resolve("database-1.new")),
                Files.createDirectories(state.resolve("forks")).resolve("ses_1-2.export"));
        Files.createFile(left.getLast());
        Files.createFile(state.resolve("forks/ses_1"));
        assertThat(harness.listAbandoned()).isEmpty();
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        try (var files = Files.walk(state)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, longAgo);
            }
        }

        assertThat(harness.listAbandoned()).containsExactlyElementsOf(left);
    }

    @Test
    void opensTheInterfaceInItsFolderWithOurRulesBeforeWhatTheUserDenies() throws Exception {
        InteractiveRequest request = new InteractiveRequest(
                folder,
                Optional.of("acme/large"),
                Optional.of("-- hello"),
                List.of(PermissionRule.allow("bash:git *")));

        InteractiveCommand command = harness.interactive(request).orElseThrow();

        assertThat(command.command()).containsExactly(program.toString(), "--model", "acme/large", "--prompt=-- hello");
        assertThat(command.directory()).isEqualTo(folder);
        assertThat(command.environment())
                .containsEntry("GIVEN", "yes")
                .doesNotContainKeys("GIT_DIR", "OPENCODE_PID", "KUGETSU_SESSION_ID")
                .containsEntry("PWD", folder.toString())
                .containsEntry("PATH", System.getenv("PATH"))
                .containsEntry("OPENCODE_DISABLE_AUTOUPDATE", "1")
                .containsEntry("OPENCODE_PERMISSION", "{\"bas?\":{\"git *\":\"allow\"},\"bash*\":{\"rm *\":\"deny\"}}");
    }

    @Test
    void aTurnHasTheVariablesOfItsRequestAndNoneOfAnOuterOne() throws Exception {
        TurnFolder turnFolder = new TurnFolder(Files.createDirectory(folder.resolve("turn")));
        Files.writeString(turnFolder.prompt(), "hello");
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
        TurnRequest request = new TurnRequest(
                "t-" + UUID.randomUUID(),
                turnFolder,
                folder,
                Optional.empty(),
                "a title",
                Optional.of("acme/large"),
                List.of(),
                Map.of("KUGETSU_SESSION_ID", "inner", "GIVEN", "for this turn"),
                Optional.empty(),
                deadlines,
                TurnRequest.Diagnostics.NORMAL);

        harness.start(request).await(deadlines, event -> {});

        assertThat(folder.resolve("variables")).hasContent("pid= git= session=inner given=for this turn");
    }

    @Test
    void preparesTheDatabaseOnceForAllThatFollows() throws Exception {
        harness.defaultModel(folder);
        harness.defaultModel(folder);

        assertThat(Files.readAllLines(folder.resolve("calls")))
                .containsExactly("db select 1 --pure", "db path --pure", "debug config", "debug config");
    }

    @Test
    void preparesTheDatabaseAgainForAnotherProgram() throws Exception {
        harness.defaultModel(folder);
        Files.writeString(program, Files.readString(program) + "# newer\n");
        harness.defaultModel(folder);

        assertThat(Files.readAllLines(folder.resolve("calls")).stream().filter("db select 1 --pure"::equals))
                .hasSize(2);
    }

    @Test
    void takesTheModelThatTheUserHasConfigured() throws Exception {
        assertThat(harness.defaultModel(folder)).contains("acme/large");
        assertThat(harness.capabilities().has(Capability.NEEDS_MODEL)).isTrue();
    }
}
