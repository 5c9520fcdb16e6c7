package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.Heartbeat;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verb.Effect;
import dev.kugetsu.supervisor.coordination.Verbs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who takes part, where, and how long.
class AgentsTest {

    private static final String ISSUE = "github.com/acme/app#7";

    @AutoClose
    private final World world;

    private final AgentRoster roster;

    AgentsTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        roster = new AgentRoster(world);
    }

    @Test
    void registersOnceAndThenRefreshes() {
        AgentView first = roster.register("brave-heron", "m-1", "x-1");
        AgentView again = roster.register("brave-heron", "m-2", "x-1");

        assertThat(again.startedAt()).isEqualTo(first.startedAt());
        assertThat(again.lastSeenAt()).isAfterOrEqualTo(first.lastSeenAt());
        assertThat(again.model()).contains("m-2");
        assertThat(roster.list()).hasSize(1);
    }

    @Test
    void saysWhereItRunsOnlyIfThatIsElsewhere() {
        AgentView here = roster.register("brave-heron", "m-1", "x-1");
        AgentView there = world.perform(
                AgentVerbs.REGISTER, AgentRoster.named("calm-otter", "m-1").on("build-7"), world.caller("x-2"));

        assertThat(here.host()).isEmpty();
        assertThat(there.host()).contains("build-7");
        assertThat(world.perform(AgentVerbs.HEARTBEAT, heartbeat(), world.caller("x-2"))
                        .host())
                .contains("build-7");
        assertThat(world.perform(
                                AgentVerbs.REGISTER,
                                AgentRoster.named("calm-otter", "m-1").on("build-8"),
                                world.caller("x-2"))
                        .host())
                .contains("build-8");
    }

    @Test
    void isHereInEveryProjectThatItWorksIn() throws Exception {
        Path other = world.folder.resolve("other");
        world.git("clone", "-q", world.repository.toString(), other.toString());
        AgentView there = roster.register("brave-heron", "m-1", "x-1");
        world.perform(
                AgentVerbs.CLAIM,
                new ClaimIssue(ISSUE, Optional.empty()),
                Caller.in(other).asSession("x-1"));
        Caller ben = Caller.in(other).asSession("ben-1");

        assertThat(world.perform(MessageVerbs.SEND, new SendMail("all", "hello", Optional.empty()), ben)
                        .deliveries())
                .extracting(MessageVerbs.DeliveryView::agent)
                .containsExactly("brave-heron");
        assertThat(world.perform(AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), ben))
                .extracting(AgentView::agent)
                .contains("brave-heron");
        assertThat(roster.list()).extracting(AgentView::agent).containsExactly(there.agent());
    }

    @Test
    void endsForEverAndReleasesItsClaims() {
        world.perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), world.caller("x-1"));

        AgentView ended =
                world.perform(AgentVerbs.END, new EndAgent(Optional.of(EndReason.LOGOUT)), world.caller("x-1"));

        assertThat(ended.presence()).isEqualTo(Presence.ENDED);
        assertThat(ended.claims()).isEmpty();
        assertThat(roster.show("x-1").claims())
                .singleElement()
                .satisfies(claim -> assertThat(claim.releasedAt()).isEqualTo(ended.endedAt()));
        assertThat(world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), world.caller("x-1")))
                .isEqualTo(ended);
        assertThatThrownBy(() -> world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("x-1")))
                .hasMessageContaining("has ended (logout");
        assertThatThrownBy(() ->
                        world.perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), world.caller("x-1")))
                .hasMessageContaining("has ended");
    }

    @Test
    void heartbeatsOnlyOfThoseWhoAreKnown() {
        assertThatThrownBy(() -> world.perform(AgentVerbs.HEARTBEAT, heartbeat(), world.caller("x-1")))
                .isInstanceOf(KugetsuException.class)
                .extracting(failure -> ((KugetsuException) failure).kind())
                .isEqualTo(Kind.NOT_FOUND);
        roster.register("brave-heron", "m-1", "x-1");

        assertThat(world.perform(AgentVerbs.HEARTBEAT, heartbeat(), world.caller("x-1"))
                        .model())
                .contains("m-1");
    }

    @Test
    void knowsAnAgentByItsProgram() {
        ProcessIdentity program = SystemProcesses.detect().current();
        Caller caller = Caller.in(world.repository).asProcess(program);
        AgentView registered = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, caller);

        ClaimView claim = world.perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), caller);

        assertThat(claim.agentSessionId()).isEqualTo(registered.agentSessionId());
        assertThat(registered.pid()).contains(program.pid());
    }

    @Test
    void takesTheDeadForDead() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = SystemProcesses.detect().find(program.pid()).orElseThrow();
        world.perform(
                AgentVerbs.REGISTER,
                RegisterAgent.UNNAMED,
                Caller.in(world.repository).asProcess(identity).asSession("x-1"));
        assertThat(roster.show("x-1").presence()).isEqualTo(Presence.ACTIVE);

        program.destroyForcibly().waitFor();

        assertThat(roster.show("x-1").presence()).isEqualTo(Presence.DEAD);
    }

    @Test
    void isInsideOfAProjectWhereverItStandsInIt() throws Exception {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("x-1"));
        world.git("worktree", "add", "-q", world.folder.resolve("other").toString());

        List<AgentView> seen = world.supervisor()
                .coordination()
                .perform(
                        AgentVerbs.LIST,
                        new ListAgents(false, false, Optional.empty()),
                        Caller.in(world.folder.resolve("other")),
                        Mode.COMMIT);

        assertThat(seen).extracting(AgentView::project).containsExactly("app");
    }

    @Test
    void registersTheAgentsOfItsOwnTurns() {
        world.init();
        world.start(World.ISSUE, Attendance.DETACH, "say hello", "hang");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> !roster.list().isEmpty());
        AgentView working = roster.list().getFirst();

        assertThat(working.session()).contains(working.agent());
        assertThat(working.agentSessionId()).startsWith("t-");
        assertThat(working.presence()).isEqualTo(Presence.ACTIVE);
        assertThat(working.claims()).extracting(ClaimView::issueRef).containsExactly(World.ISSUE);
        world.supervisor().turns().stop(world.ref(World.ISSUE), Urgency.IMMEDIATE);

        assertThat(roster.show(working.agentSessionId()).presence()).isEqualTo(Presence.ENDED);
        assertThat(roster.show(working.agentSessionId()).claims())
                .allSatisfy(claim -> assertThat(claim.releasedAt()).isPresent());
    }

    @Test
    void hasEveryVerbDone() {
        assertThat(Verbs.all())
                .allSatisfy(verb ->
                        assertThatThrownBy(() -> performNothing(verb)).isNotInstanceOf(IllegalArgumentException.class));
    }

    @SuppressWarnings("NullAway") // It is not looked at: the caller is nowhere.
    private <Q extends Record, R> void performNothing(Verb<Q, R> verb) {
        Caller nowhere = Caller.in(world.folder.resolve("nowhere"));
        world.supervisor()
                .coordination()
                .perform(verb, null, nowhere, verb.effect() == Effect.CHANGES ? Mode.REHEARSE : Mode.COMMIT);
    }

    private static Heartbeat heartbeat() {
        return new Heartbeat(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
