package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnProcessesTest {

    @TempDir
    Path root;

    Scene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new Scene(root, processes());
    }

    SystemProcesses processes() {
        return SystemProcesses.detect();
    }

    @AfterEach
    void close() throws InterruptedException {
        scene.endAll();
    }

    @Test
    void handsOverEveryLineWithItsPositionAndTheExitCode() throws Exception {
        RunningTurn turn = scene.launch("echo one; echo two; printf three; exit 3");

        TurnOutcome outcome = scene.await(turn);

        assertThat(scene.texts()).containsExactly("one", "two", "three");
        assertThat(scene.events).extracting(StreamEvent::offset).containsExactly(4L, 8L, 13L);
        assertThat(outcome.exitCode()).contains(3);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void givesThePromptAsAFileAndNeverAsAnArgument() throws Exception {
        String prompt = "-- 'quoted' \"twice\" " + UUID.randomUUID();
        Files.writeString(scene.folder.prompt(), prompt + "\nline 2");
        RunningTurn turn = scene.launch("[ -f /dev/stdin ] && echo file; cat; mkfifo go; read line < go");
        Awaitility.await().until(() -> Files.exists(scene.directory.resolve("go")));

        List<String> commandLines = commandLines();
        Files.writeString(scene.directory.resolve("go"), "\n");
        scene.await(turn);

        assertThat(commandLines).anyMatch(line -> line.contains("mkfifo")).noneMatch(line -> line.contains(prompt));
        assertThat(scene.texts()).containsExactly("file", prompt, "line 2");
    }

    private static List<String> commandLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (var folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path folder : folders) {
                try {
                    lines.add(Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (IOException ended) {
                    lines.add("");
                }
            }
        }
        return lines;
    }

    @Test
    void givesNothingToReadWhenTheCommandWantsNothing() throws Exception {
        RunningTurn turn = scene.launch(new AgentCommand(List.of("cat"), Map.of(), Stdin.NOTHING));

        assertThat(scene.await(turn).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(scene.texts()).isEmpty();
    }

    @Test
    void runsInItsDirectoryWithAMarkAndAPrivateFolderForTemporaryFiles() throws Exception {
        scene.await(
                scene.launch(
                        "echo $PWD; pwd -P; echo $KUGETSU_TURN_ID; echo ${KUGETSU_WRAPPER-none}; echo $TMPDIR; umask; touch $TMPDIR/x"));

        assertThat(scene.texts())
                .startsWith(
                        scene.directory.toString(),
                        scene.directory.toRealPath().toString(),
                        scene.turnId,
                        "none",
                        scene.folder.temporary().toString())
                .doesNotContain("0077");
        assertThat(scene.folder.temporary()).doesNotExist();
    }

    @Test
    void leavesOutputOnlyForItsOwner() throws Exception {
        scene.await(scene.launch("echo out; echo err >&2"));

        for (Path file : List.of(scene.folder.stdout(), scene.folder.stderr(), scene.folder.exit())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aProgramThatIsMissingShowsInTheOutcome() throws Exception {
        RunningTurn turn = scene.launch(new AgentCommand(List.of("no-such-agent"), Map.of(), Stdin.NOTHING));

        TurnOutcome outcome = scene.await(turn);

        assertThat(outcome.exitCode()).contains(127);
        assertThat(outcome.failure().orElseThrow().message()).contains("no-such-agent");
    }

    @Test
    void aMissingPromptIsAnErrorBeforeAnythingStarts() throws Exception {
        Files.delete(scene.folder.prompt());

        assertThatThrownBy(() -> scene.launch("true"))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining(scene.folder.prompt().toString());
        assertThat(scene.folder.started()).doesNotExist();
    }

    @Test
    void aLaunchThatWasCalledOffNeverHappens() throws Exception {
        assertThat(scene.turns.settle(scene.folder)).isEmpty();

        assertThatThrownBy(() -> scene.launch("echo ran > ran"))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("called off");
        assertThat(scene.turns.settle(scene.folder)).isEmpty();
        assertThat(scene.directory.resolve("ran")).doesNotExist();
    }

    @Test
    void aTurnIsLaunchedOnlyOnce() throws Exception {
        RunningTurn turn = scene.launch("echo ran >> ran; sleep 0.2");

        assertThatThrownBy(() -> scene.launch("echo ran >> ran"))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("launched before");
        scene.await(turn);

        assertThat(scene.directory.resolve("ran")).hasContent("ran");
    }

    @Test
    void settleFindsALaunchThatHasHappened() throws Exception {
        RunningTurn turn = scene.launch("echo hello");

        Optional<TurnHandle> settled = scene.turns.settle(scene.folder);

        assertThat(settled).contains(turn.handle());
    }

    @Test
    void recoverTellsTheSameAfterTheEnd() throws Exception {
        RunningTurn turn = scene.launch("echo hello; exit 4");
        TurnOutcome outcome = scene.await(turn);
        List<StreamEvent> heard = List.copyOf(scene.events);
        scene.events.clear();

        TurnOutcome again = scene.await(scene.turns.recover(turn.handle(), LinesParser.DIALOGUE));

        assertThat(again).isEqualTo(outcome);
        assertThat(scene.events).isEqualTo(heard);
    }

    @Test
    void pollTellsWhatIsThereAndReturns() throws Exception {
        RunningTurn turn = scene.launch("mkfifo go; echo hello; read line < go; echo $line");
        Awaitility.await().until(() -> {
            assertThat(turn.poll(scene.events::add)).isEmpty();
            return scene.texts().equals(List.of("hello"));
        });

        Files.writeString(scene.directory.resolve("go"), "on\n");

        Awaitility.await().until(() -> turn.poll(scene.events::add).isPresent());
        assertThat(scene.texts()).containsExactly("hello", "on");
    }

    @Test
    void stopEndsTheTurnAndSaysSo() throws Exception {
        RunningTurn turn = scene.launch("echo hello; sleep 100");

        turn.stop(StopReason.REQUESTED, Duration.ofSeconds(5));

        assertThat(scene.isAnythingAlive()).isFalse();
        assertThat(scene.await(turn).status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void aTurnThatEndedByItselfKeepsItsOutcome() throws Exception {
        RunningTurn turn = scene.launch("exit 0");
        Awaitility.await().until(() -> Files.exists(scene.folder.exit()));

        turn.stop(StopReason.REQUESTED, Duration.ofSeconds(5));

        assertThat(scene.await(turn).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(scene.folder.stopReason()).doesNotExist();
    }
}
