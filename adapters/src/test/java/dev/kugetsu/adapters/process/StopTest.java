package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Undeletable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

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

    @RepeatedTest(100)
    void nothingOfAStubbornTreeSurvives() throws Exception {
        RunningTurn turn = scene.launch("""
                trap '' TERM
                (setsid sh -c 'trap "" TERM; sleep 600; sleep 600' &)
                (setsid sh -c '(setsid sleep 600 &)' &)
                setsid sh -c 'trap "setsid sleep 600 & setsid sleep 600 &" TERM; touch ready; while :; do sleep 1; done' &
                while :; do sleep 600; done
                """);
        awaitFile("ready");

        turn.stop(StopReason.REQUESTED, Duration.ofMillis(100));

        assertThat(scene.isAnythingAlive()).isFalse();
        assertThat(turn.poll(event -> {}).orElseThrow().status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void whatHasClearedItsEnvironmentIsFoundByItsParents() throws Exception {
        RunningTurn turn = scene.launch("""
                env -i setsid sh -c 'trap "" TERM; echo $$ > cleared; sleep 600; sleep 600' &
                while :; do sleep 600; done
                """);
        awaitFile("cleared");
        long cleared = pidIn("cleared");

        turn.stop(StopReason.REQUESTED, Duration.ofMillis(100));

        assertIsDead(cleared);
    }

    @Test
    void anAgentThatEndsInTimeIsNotKilled() throws Exception {
        RunningTurn turn = scene.launch("trap 'echo goodbye; exit 9' TERM; touch ready; while :; do sleep 0.05; done");
        awaitFile("ready");

        turn.stop(StopReason.REQUESTED, Duration.ofSeconds(30));

        assertThat(scene.await(turn).status()).isEqualTo(Status.STOPPED);
        assertThat(scene.texts()).containsExactly("goodbye");
    }

    @Test
    void theFirstReasonStays() throws Exception {
        RunningTurn turn = scene.launch("trap '' TERM; touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        new TurnRecords(scene.folder).stop(new TurnRecords.Stop(StopReason.SILENCE_DEADLINE, "no output for 5m"));

        turn.stop(StopReason.REQUESTED, Duration.ZERO);

        assertThat(scene.await(turn).failure().orElseThrow().message()).isEqualTo("no output for 5m");
    }

    @Test
    void aTurnWhoseWrapperWasKilledIsLostAndItsAgentEnded() throws Exception {
        RunningTurn turn = scene.launch("touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        ProcessHandle.of(turn.handle().process().pid()).orElseThrow().destroyForcibly();

        assertThat(scene.await(turn).status()).isEqualTo(Status.LOST);
        assertThat(scene.isAnythingAlive()).isFalse();
        assertThat(scene.folder.temporary()).doesNotExist();
    }

    @Test
    void temporaryFilesThatCannotBeRemovedDoNotKeepATurnFromEnding() throws Exception {
        RunningTurn turn =
                scene.launch(Undeletable.command("\"$TMPDIR\"") + "; touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        ProcessHandle.of(turn.handle().process().pid()).orElseThrow().destroyForcibly();

        try {
            assertThat(scene.await(turn).status()).isEqualTo(Status.LOST);
            assertThat(scene.folder.temporary()).isNotEmptyDirectory();
        } finally {
            Undeletable.remove(scene.folder.temporary());
        }
    }

    @Test
    void stoppingALostTurnDoesNotMakeItStopped() throws Exception {
        RunningTurn turn = scene.launch("touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        ProcessHandle.of(turn.handle().process().pid()).orElseThrow().destroyForcibly();
        Awaitility.await()
                .until(() -> scene.processes.probe(turn.handle().process()).equals(Liveness.DEAD));

        turn.stop(StopReason.REQUESTED, Duration.ZERO);

        assertThat(scene.isAnythingAlive()).isFalse();
        assertThat(turn.poll(event -> {}).orElseThrow().status()).isEqualTo(Status.LOST);
    }

    @Test
    void aFolderThatIsDeletedUnderATurnLosesIt() throws Exception {
        RunningTurn turn = scene.launch("touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        FolderRemoval.remove(scene.folder.path());

        var outcome = scene.await(turn);

        assertThat(outcome.status()).isEqualTo(Status.LOST);
        assertThat(outcome.failure().orElseThrow().message())
                .contains(scene.folder.path().toString());
        assertThat(scene.isAnythingAlive()).isFalse();
    }

    @Test
    void pollEndsWhatAKilledWrapperHasLeftBehind() throws Exception {
        RunningTurn turn = scene.launch("touch ready; while :; do sleep 600; done");
        awaitFile("ready");
        ProcessHandle.of(turn.handle().process().pid()).orElseThrow().destroyForcibly();

        Awaitility.await()
                .until(() ->
                        turn.poll(event -> {}).map(outcome -> outcome.status()).equals(Optional.of(Status.LOST)));
        assertThat(scene.isAnythingAlive()).isFalse();
    }

    private void awaitFile(String name) {
        Awaitility.await().until(() -> Files.exists(scene.directory.resolve(name)));
    }

    private long pidIn(String name) throws Exception {
        Awaitility.await().until(() -> Files.size(scene.directory.resolve(name)) > 0);
        return Long.parseLong(Files.readString(scene.directory.resolve(name)).strip());
    }

    private void assertIsDead(long pid) {
        assertThat(scene.processes.table().snapshot()).noneMatch(entry -> entry.pid() == pid);
    }
}
