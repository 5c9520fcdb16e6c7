package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we have to know of the processes of a system, however we learn it.
abstract class ProcessesContractTest {

    @TempDir
    Path root;

    final String turnId = "t-" + UUID.randomUUID();
    private final List<Process> started = new ArrayList<>();
    final SystemProcesses processes = processes();

    abstract SystemProcesses processes();

    @AfterEach
    void endAll() throws InterruptedException {
        processes.endMarked(turnId, Duration.ZERO);
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void weAreAlive() {
        ProcessIdentity self = processes.current();

        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(processes.probe(self)).isEqualTo(Liveness.ALIVE);
    }

    @Test
    void anotherProcessOfTheSamePidIsDead() {
        ProcessIdentity self = processes.current();

        assertThat(processes.probe(new ProcessIdentity(self.pid(), self.startTicks() - 1, self.bootId())))
                .isEqualTo(Liveness.DEAD);
        assertThat(processes.probe(new ProcessIdentity(self.pid(), self.startTicks(), "another-boot")))
                .isEqualTo(Liveness.DEAD);
    }

    @Test
    void aProcessThatEndedIsDead() throws Exception {
        Process process = shell("exec sleep 600");
        ProcessIdentity identity = markedOnes(1).getFirst();
        assertThat(processes.probe(identity)).isEqualTo(Liveness.ALIVE);

        process.destroyForcibly().waitFor();

        assertThat(processes.probe(identity)).isEqualTo(Liveness.DEAD);
    }

    @Test
    void aZombieIsDead() throws Exception {
        shell("mkfifo go; sh -c 'echo $$ > zombie; read line < go' & exec sleep 600");
        Path go = root.resolve("go");
        Awaitility.await().until(() -> Files.exists(root.resolve("zombie")));
        long pid = Long.parseLong(Files.readString(root.resolve("zombie")).strip());
        ProcessIdentity identity = markedOnes(2).stream()
                .filter(process -> process.pid() == pid)
                .findFirst()
                .orElseThrow();

        Files.writeString(go, "\n");

        Awaitility.await().until(() -> processes.probe(identity) == Liveness.DEAD);
        assertThat(ProcessHandle.of(pid)).isPresent();
        assertThat(processes.listMarked().get(turnId)).doesNotContain(identity);
    }

    @Test
    void listsWhatCarriesAMarkerByTurn() throws Exception {
        shell("exec sleep 600");
        shell("(setsid sleep 600 &) ; exec sleep 600");

        assertThat(markedOnes(3))
                .doesNotHaveDuplicates()
                .allMatch(process -> processes.probe(process) == Liveness.ALIVE);
    }

    @Test
    void endsEverythingOfATurnAndNothingElse() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        started.add(stranger);
        shell("""
                trap '' TERM
                (setsid sh -c 'trap "" TERM; sleep 600; sleep 600' &)
                (setsid sh -c '(setsid sleep 600 &)' &)
                env -i sleep 600 &
                touch ready
                while :; do sleep 600; done
                """);
        Awaitility.await().until(() -> Files.exists(root.resolve("ready")));

        processes.endMarked(turnId, Duration.ofMillis(100));

        assertThat(processes.listMarked()).doesNotContainKey(turnId);
        assertThat(started.getLast().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void endingNothingIsSuccess() throws Exception {
        processes.endMarked(turnId, Duration.ofMinutes(5));
    }

    @Test
    void neverEndsTheProgramItRunsIn() {
        Ending ending = new Ending(processes.table());

        assertThatThrownBy(() -> ending.kill(List.of(processes.current())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ending.kill(
                        List.of(new ProcessIdentity(1, 1, processes.current().bootId()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sparesTheNextOwnerOfAPid() throws Exception {
        Process process = shell("exec sleep 600");
        ProcessIdentity now = markedOnes(1).getFirst();
        ProcessIdentity before = new ProcessIdentity(now.pid(), now.startTicks() - 1, now.bootId());

        new Ending(processes.table()).kill(List.of(before));

        assertThat(process.isAlive()).isTrue();
        assertThat(processes.probe(now)).isEqualTo(Liveness.ALIVE);
    }

    final Process shell(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(root.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().put(Processes.TURN_MARKER, turnId);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /// Waits until so many carry the marker, and have become what they were started for.
    final List<ProcessIdentity> markedOnes(int count) {
        return Awaitility.await()
                .until(() -> processes.listMarked().getOrDefault(turnId, List.of()), found -> found.size() == count);
    }
}
