package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.Presence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that an agent only lasts as long as, and that say nothing of who it is.
class WatchedProcessTest {

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private World world;
    private ProcessIdentity program;
    private Caller ann;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        program = start();
        ann = Caller.in(world.repository).asProcess(program);
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("ann"), ann);
    }

    @AfterEach
    void close() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        world.close();
    }

    @Test
    void isNoReasonToTakeItsAgentForWhoeverWatchesIt() {
        lock("a.txt", ann);

        world.perform(AgentVerbs.REGISTER, heldFor("ben", program), world.caller("ben-1"));

        assertThat(lock("b.txt", ann).agent()).isEqualTo("ann");
        assertThat(lock("a.txt", ann).created()).as("still its own").isFalse();
        assertThat(lock("c.txt", world.caller("ben-1")).agent()).isEqualTo("ben");
    }

    @Test
    void provesOfItsAgentAndOfAllWhoWatchItThatTheyAreThere() {
        world.perform(AgentVerbs.REGISTER, heldFor("ben", program), world.caller("ben-1"));
        world.perform(AgentVerbs.REGISTER, heldFor("cleo", program), world.caller("cleo-1"));

        world.change("UPDATE agent_sessions SET last_seen_at = last_seen_at - 10800000");

        assertThat(list()).extracting(AgentView::presence).containsOnly(Presence.ACTIVE);
    }

    /// Whoever speaks is not dead, and gets nothing that others would walk through.
    @Test
    void doesNotMakeWhoeverSpeaksWithoutAProgramDeadOnceItIsGone() throws Exception {
        Process watched = new ProcessBuilder("sleep", "600").start();
        started.add(watched);
        ProcessIdentity identity = SystemProcesses.detect().find(watched.pid()).orElseThrow();
        world.perform(AgentVerbs.REGISTER, heldFor("ben", identity), world.caller("ben-1"));
        watched.destroyForcibly().waitFor();
        assertThat(presenceOf("ben")).isEqualTo(Presence.DEAD);

        lock("a.txt", world.caller("ben-1"));

        assertThat(presenceOf("ben")).isEqualTo(Presence.ACTIVE);
        assertThatThrownBy(() -> lock("a.txt", ann)).hasMessageContaining("a.txt is locked by ben");
    }

    @Test
    void isNotWatchedOnByWhoeverIsKnownByTheProgramItself() throws Exception {
        Process watched = new ProcessBuilder("sleep", "600").start();
        started.add(watched);
        ProcessIdentity identity = SystemProcesses.detect().find(watched.pid()).orElseThrow();
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("cleo"), world.caller("c-1"));
        world.perform(AgentVerbs.REGISTER, heldFor("ann", identity), ann);

        world.perform(AgentVerbs.REGISTER, heldFor("cleo", program), ann.asSession("c-1"));
        watched.destroyForcibly().waitFor();

        assertThat(presenceOf("cleo")).isEqualTo(Presence.ACTIVE);
    }

    private Presence presenceOf(String agent) {
        return list().stream()
                .filter(view -> view.agent().equals(agent))
                .findFirst()
                .orElseThrow()
                .presence();
    }

    @Test
    void doesNotGiveItsAgentAnotherName() throws Exception {
        Caller ben = Caller.in(world.repository).asProcess(start());

        AgentView first = world.perform(AgentVerbs.REGISTER, heldFor("ben", program), ben);
        AgentView again = world.perform(AgentVerbs.REGISTER, heldFor("ben", program), ben);

        assertThat(list()).extracting(AgentView::agent).containsExactlyInAnyOrder("ann", "ben");
        assertThat(again.agentSessionId()).isEqualTo(first.agentSessionId());
        assertThat(again.pid()).contains(program.pid());
        assertThat(lock("a.txt", ben).agent()).isEqualTo("ben");
        assertThat(lock("b.txt", ann).agent()).isEqualTo("ann");
    }

    @Test
    void tellsNothingMoreWhenItIsGoneAndItsAgentCalls() throws Exception {
        ProcessIdentity watched = start();
        Caller ben = Caller.in(world.repository).asProcess(start());
        world.perform(AgentVerbs.REGISTER, heldFor("ben", watched), ben);
        assertThat(show("ben").presence()).isEqualTo(Presence.ACTIVE);

        started.get(1).destroyForcibly().waitFor();
        assertThat(show("ben").presence()).isEqualTo(Presence.DEAD);
        lock("a.txt", ben);

        assertThat(show("ben").presence()).isEqualTo(Presence.ACTIVE);
        assertThat(show("ben").pid()).isEqualTo(ben.process().map(ProcessIdentity::pid));
    }

    @Test
    void goesWithWhoeverTurnsOutToBeSomebodyKnown() throws Exception {
        ProcessIdentity watched = start();
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("cleo"), world.caller("c-1"));
        Caller nameless = Caller.in(world.repository).asProcess(start());
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.heldFor(watched.pid()), nameless);

        lock("a.txt", nameless.asSession("c-1"));

        assertThat(show("cleo").pid()).contains(watched.pid());
        assertThat(lock("b.txt", nameless).agent()).isEqualTo("cleo");
    }

    @Test
    void isNotOnlyWatchedIfItIsTheOneThatCalls() throws Exception {
        ProcessIdentity own = start();
        Caller ben = Caller.in(world.repository).asProcess(own);

        world.perform(AgentVerbs.REGISTER, heldFor("ben", own), ben.asSession("ben-1"));

        assertThat(lock("a.txt", ben).agent()).isEqualTo("ben");
    }

    private ProcessIdentity start() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        started.add(process);
        return SystemProcesses.detect().find(process.pid()).orElseThrow();
    }

    private AgentView show(String agent) {
        return world.perform(AgentVerbs.SHOW, new ShowAgent(agent), Caller.in(world.repository));
    }

    private List<AgentView> list() {
        return world.perform(
                AgentVerbs.LIST, new ListAgents(true, false, Optional.empty()), Caller.in(world.repository));
    }

    private LockView lock(String path, Caller caller) {
        return world.perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                caller);
    }

    private static RegisterAgent heldFor(String agent, ProcessIdentity process) {
        return RegisterAgent.UNNAMED.named(agent).heldFor(process.pid());
    }
}
