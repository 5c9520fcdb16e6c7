package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ListLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents of turns of ours, which are what their token says and nobody else.
class LaunchedAgentsTest {

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void isNobodyElse() {
        Caller ann = Caller.in(world.repository).asSession("ann-1");
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("victim"), ann);
        perform(LockVerbs.ACQUIRE, lock("README.md"), ann);
        AgentView working = startTurn();
        Caller launched = launched(working);

        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named("victim"), launched))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("is agent '" + working.agent() + "' and nobody else");
        assertThatThrownBy(() -> perform(
                        AgentVerbs.REGISTER,
                        RegisterAgent.UNNAMED.heldFor(ProcessHandle.current().pid()),
                        launched))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("process");
        assertThatThrownBy(() -> perform(
                        LockVerbs.RELEASE,
                        new ReleaseLock(Optional.of("README.md"), Optional.empty(), false),
                        launched))
                .hasMessageContaining("that of victim");
        assertThat(locks()).extracting(LockView::agent).containsExactly("victim");
        assertThat(perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(working.agent()), launched))
                .extracting(AgentView::agentSessionId, AgentView::agent, AgentView::pid)
                .containsExactly(working.agentSessionId(), working.agent(), working.pid());
        world.supervisor().turns().stop(world.ref(World.ISSUE), Urgency.IMMEDIATE);
    }

    @Test
    void isNobodyElsesName() {
        AgentView working = startTurn();
        Caller eve = world.caller("eve-1");

        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(working.agent()), eve))
                .isInstanceOf(KugetsuException.class)
                .hasMessage("'" + working.agent() + "' is the agent of a session of kugetsu's, and nobody else");
        assertThatThrownBy(() -> perform(
                        AgentVerbs.REGISTER,
                        RegisterAgent.UNNAMED.named(working.agent()),
                        world.operator().asSession("eve-2")))
                .hasMessageContaining("and nobody else");
        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, ofRole(working.agent()), eve))
                .hasMessage("'" + working.agent() + "' is nobody's role");
        world.supervisor().turns().stop(world.ref(World.ISSUE), Urgency.IMMEDIATE);

        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(working.agent()), eve))
                .as("between its turns too")
                .hasMessageContaining("and nobody else");
        assertThat(list()).extracting(AgentView::agent).containsExactly(working.agent());
    }

    @Test
    void hasNoAgentSessionBetweenTurnsAndGetsNone() {
        AgentView working = startTurn();
        Caller launched = launched(working);
        world.supervisor().turns().stop(world.ref(World.ISSUE), Urgency.IMMEDIATE);

        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, launched))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("no turn");
        assertThat(list()).hasSize(1);
    }

    @Test
    void locksNothingBetweenTurns() {
        AgentView working = startTurn();
        Caller launched = launched(working);
        perform(LockVerbs.ACQUIRE, lock("README.md"), launched);
        assertThat(locks()).extracting(LockView::live).containsExactly(true);
        world.supervisor().turns().stop(world.ref(World.ISSUE), Urgency.IMMEDIATE);
        assertThat(locks()).isEmpty();

        assertThatThrownBy(() -> perform(LockVerbs.ACQUIRE, lock("README.md"), launched))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("no turn");
        assertThat(locks()).isEmpty();
    }

    private AgentView startTurn() {
        world.start(World.ISSUE, Attendance.DETACH, "say hello", "hang");
        return Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(
                        () -> list().stream()
                                .filter(view -> view.session().isPresent())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Caller launched(AgentView working) {
        return Caller.in(world.repository).asAgentOf(new SessionId(working.agent()), new ProjectId(working.project()));
    }

    private List<AgentView> list() {
        return perform(AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), Caller.in(world.repository));
    }

    private List<LockView> locks() {
        return perform(LockVerbs.LIST, new ListLocks(true), Caller.in(world.repository));
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return world.supervisor().coordination().perform(verb, request, caller, Mode.COMMIT);
    }

    private static AcquireLock lock(String path) {
        return new AcquireLock(
                Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static RegisterAgent ofRole(String role) {
        return RegisterAgent.UNNAMED.inRole(role);
    }
}
