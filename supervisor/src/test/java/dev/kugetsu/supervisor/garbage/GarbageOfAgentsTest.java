package dev.kugetsu.supervisor.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.verb.Desktop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that are gone, and what they have held.
class GarbageOfAgentsTest {

    private static final CollectedGarbage NOTHING = new CollectedGarbage(0, 0, 0, 0, 0, 0, 0, 0);

    @AutoClose
    private final GarbageScene scene;

    private final Desktop desktop;

    GarbageOfAgentsTest(@TempDir Path folder) throws Exception {
        scene = new GarbageScene(folder);
        desktop = scene.desktop;
    }

    @Test
    void removesEndedSessionsWithTheirClaimsAndThenTheirAgents() {
        desktop.perform(
                AgentVerbs.CLAIM, new ClaimIssue("github.com/acme/app#7", Optional.empty()), desktop.agent("ann"));
        scene.end("ann");
        desktop.pass(Duration.ofDays(59));
        assertThat(scene.collect()).isEqualTo(NOTHING);
        desktop.pass(Duration.ofDays(2));
        scene.touch("ben");

        CollectedGarbage gone = scene.collect();

        assertThat(gone.agentSessions()).isEqualTo(1);
        assertThat(gone.agents()).isEqualTo(1);
        assertThat(desktop.select("SELECT agent FROM agents")).containsExactly("ben");
        assertThat(desktop.select("SELECT issue_ref FROM agent_claims")).isEmpty();
    }

    @Test
    void endsThoseOfWhomNothingWasHeardForLongAndNoProcessSpeaks() {
        desktop.pass(Duration.ofDays(61));
        scene.touch("ben");

        assertThat(scene.collect().endedSessions()).isEqualTo(1);

        assertThat(desktop.select("SELECT end_reason FROM agent_sessions WHERE agent = 'ann'"))
                .containsExactly("CRASH");
        assertThat(desktop.select("SELECT agent FROM agent_sessions WHERE ended_at IS NULL"))
                .containsExactly("ben");
    }

    @Test
    void endsTheDeadOnlyWhenTheyAreSilentToo() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = SystemProcesses.detect().find(program.pid()).orElseThrow();
        scene.register(
                "cleo", Caller.in(desktop.repository()).asProcess(identity).asSession("cleo"));
        scene.lock("cleo", "c.txt");
        program.destroyForcibly().waitFor();
        assertThat(scene.collect()).isEqualTo(NOTHING);
        desktop.pass(Duration.ofHours(3));
        scene.touch("ann");
        scene.touch("ben");

        CollectedGarbage gone = scene.collect();

        assertThat(gone.endedSessions()).isEqualTo(1);
        assertThat(gone.locks()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhoeverLives() {
        scene.register(
                "cleo",
                Caller.in(desktop.repository())
                        .asProcess(SystemProcesses.detect().current())
                        .asSession("cleo"));
        scene.lock("cleo", "c.txt");
        desktop.pass(Duration.ofDays(100));
        scene.touch("ann");
        scene.touch("ben");

        CollectedGarbage gone = scene.collect();

        assertThat(gone.endedSessions()).isZero();
        assertThat(gone.locks()).isZero();
    }

    @Test
    void removesLocksThatAreOverAndTellsTheirOwners() {
        scene.lock("ann", "a.txt");
        scene.lock("ben", "b.txt");
        scene.end("ben");
        assertThat(desktop.select("SELECT lock_key FROM locks")).containsExactly("a.txt");
        assertThat(scene.collect()).isEqualTo(NOTHING);
        desktop.pass(Duration.ofMinutes(61));

        assertThat(scene.collect().locks()).isEqualTo(1);

        assertThat(desktop.select("SELECT text FROM messages"))
                .containsExactly("Your lock on a.txt is over: its time was up.");
        assertThat(desktop.select("SELECT agent || ' ' || subject FROM journal WHERE kind = 'lock_expired'"))
                .containsExactly("ann a.txt");
        assertThat(scene.lockMarker()).doesNotExist();
    }

    @Test
    void keepsTheLockOfSomebodyWhoIsOnlySilent() {
        scene.lock("ann", "a.txt");
        desktop.pass(Duration.ofMinutes(20));

        assertThat(scene.collect().locks()).isZero();
        assertThat(scene.lockMarker()).exists();
    }
}
