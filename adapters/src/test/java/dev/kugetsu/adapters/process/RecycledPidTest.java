package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A turn whose wrapper is long dead, and a stranger who has to do with the pid that it had.
class RecycledPidTest {

    @TempDir
    Path root;

    private Scene scene;
    private final List<ProcessIdentity> strangers = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        scene = new Scene(root);
    }

    @AfterEach
    void endStrangers() {
        new Ending(scene.processes.table()).kill(strangers);
    }

    /// How the wrapper's identity differs from that of the process that has its pid now.
    enum Former {
        OF_THIS_BOOT,
        OF_ANOTHER_BOOT;

        ProcessIdentity before(ProcessIdentity now) {
            return switch (this) {
                case OF_THIS_BOOT -> new ProcessIdentity(now.pid(), now.startTicks() - 1, now.bootId());
                case OF_ANOTHER_BOOT -> new ProcessIdentity(now.pid(), now.startTicks(), "another-boot");
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNextOwnerOfThePidAndItsChildrenLiveOn(Former former) throws Exception {
        launch("sleep 300 & echo $$ $!; wait");
        ProcessIdentity leader = strangers.getFirst();

        assertThat(everyCall(former.before(leader)).status()).isEqualTo(Status.LOST);

        assertThat(strangers).hasSize(2).allMatch(this::isAlive);
    }

    @Test
    void aProcessSessionOfAnotherBootLivesOn() throws Exception {
        long deadLeader = launch("sleep 300 & echo $!").onExit().get().pid();
        ProcessIdentity orphan = strangers.getFirst();

        everyCall(new ProcessIdentity(deadLeader, orphan.startTicks(), "another-boot"));

        assertThat(isAlive(orphan)).isTrue();
    }

    @Test
    void aTurnThatHasWrittenItsEndHasNoProcessSessionAnyMore() throws Exception {
        long deadLeader = launch("sleep 300 & echo $!").onExit().get().pid();
        ProcessIdentity orphan = strangers.getFirst();
        Files.writeString(scene.folder.exit(), "0\n");

        TurnOutcome outcome = everyCall(new ProcessIdentity(deadLeader, orphan.startTicks() - 1, orphan.bootId()));

        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(isAlive(orphan)).isTrue();
    }

    /// Everything that may end a process.
    private TurnOutcome everyCall(ProcessIdentity wrapper) throws InterruptedException {
        RunningTurn turn =
                scene.turns.recover(new TurnHandle(scene.turnId, scene.folder, wrapper), LinesParser.DIALOGUE);
        turn.stop(StopReason.REQUESTED, Duration.ZERO);
        assertThat(turn.poll(event -> {})).isPresent();
        return scene.await(scene.turns.recover(turn.handle(), LinesParser.DIALOGUE));
    }

    /// Starts a script that leads a process session and prints the pids of the strangers.
    private Process launch(String script) throws IOException {
        Process leader = new ProcessBuilder("setsid", "sh", "-c", script).start();
        for (String pid : leader.inputReader().readLine().split(" ", -1)) {
            strangers.add(scene.processes.table().snapshot().stream()
                    .map(ProcessEntry::identity)
                    .filter(identity -> identity.pid() == Long.parseLong(pid))
                    .findFirst()
                    .orElseThrow());
        }
        return leader;
    }

    private boolean isAlive(ProcessIdentity process) {
        return scene.processes.probe(process) == Liveness.ALIVE;
    }
}
