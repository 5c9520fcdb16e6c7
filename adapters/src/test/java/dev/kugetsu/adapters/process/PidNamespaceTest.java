package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes of one boot whose pids are counted apart, as in a container and around it.
class PidNamespaceTest {

    @TempDir
    Path root;

    private Scene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new Scene(root);
    }

    @AfterEach
    void close() throws InterruptedException {
        scene.endAll();
    }

    @Test
    void nothingIsKnownOfTheProcessesOfAnotherNamespace() throws Exception {
        ProcessIdentity here = scene.processes.current();

        List<String> said = inAnotherNamespace(here);

        ProcessIdentity there = ProcessIdentity.parse(said.getFirst());
        assertThat(there.bootId()).isEqualTo(here.bootId());
        assertThat(there.namespace()).isPresent().isNotEqualTo(here.namespace());
        assertThat(said.get(1)).isEqualTo("UNKNOWN");
        assertThat(scene.processes.probe(there)).isEqualTo(Liveness.UNKNOWN);
    }

    @Test
    void anEarlierBootIsOverInEveryNamespace() {
        ProcessIdentity earlier = new ProcessIdentity(1, 1, "an-earlier-boot", Optional.of("1"));

        assertThat(scene.processes.probe(earlier)).isEqualTo(Liveness.DEAD);
    }

    @Test
    void whatWasWrittenBeforeNamespacesWereRecordedIsOfOurs() throws Exception {
        RunningTurn turn = scene.launch("exec sleep 600");
        ProcessIdentity now = turn.handle().process();
        ProcessIdentity old = new ProcessIdentity(now.pid(), now.startTicks(), now.bootId());

        assertThat(now).isEqualTo(ProcessIdentity.parse(now.toString()));
        assertThat(now.namespace()).isEqualTo(scene.processes.current().namespace());
        assertThat(scene.processes.probe(old)).isEqualTo(Liveness.ALIVE);
        recovered(old).stop(StopReason.REQUESTED, Scene.MOMENT);
        assertThat(scene.processes.probe(old)).isEqualTo(Liveness.DEAD);
    }

    @Test
    void aTurnOfAnotherNamespaceEndsByItsLastWordAlone() throws Exception {
        RunningTurn turn = scene.launch("mkfifo go; read line < go; echo $line");
        ProcessIdentity now = turn.handle().process();
        RunningTurn there = recovered(new ProcessIdentity(now.pid(), now.startTicks(), now.bootId(), Optional.of("1")));
        Awaitility.await().until(() -> Files.exists(scene.directory.resolve("go")));

        assertThat(there.poll(scene.events::add)).isEmpty();
        Files.writeString(scene.directory.resolve("go"), "done\n");
        Awaitility.await().until(() -> Files.exists(scene.folder.exit()));

        assertThat(there.poll(scene.events::add)).map(TurnOutcome::status).contains(Status.SUCCEEDED);
        assertThat(scene.texts()).containsExactly("done");
    }

    private RunningTurn recovered(ProcessIdentity process) {
        return scene.turns.recover(new TurnHandle(scene.turnId, scene.folder, process), LinesParser.DIALOGUE);
    }

    private static List<String> inAnotherNamespace(ProcessIdentity probed) throws InterruptedException {
        if (!run("true").isEnded()) {
            String message = "no pid namespace can be made here, for which one has to be root: this test is skipped";
            System.err.println(message);
            return abort(message);
        }
        Said said = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ProbeMain.class.getName(),
                probed.toString());
        assertThat(said.isEnded()).as(said.toString()).isTrue();
        return said.lines();
    }

    /// What a command has said, and whether it has ended well.
    private record Said(boolean isEnded, List<String> lines) {}

    private static Said run(String... command) throws InterruptedException {
        List<String> unshared = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc"));
        unshared.addAll(List.of(command));
        try {
            Process process =
                    new ProcessBuilder(unshared).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor() == 0, said.lines().toList());
        } catch (IOException e) {
            return new Said(false, List.of(e.toString()));
        }
    }
}
