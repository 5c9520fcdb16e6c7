package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.Heartbeat;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ReleaseIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsTest {

    private static final String ISSUE = "github.com/acme/app#7";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void registersOnceAndThenRefreshes() {
        AgentView first = perform(AgentVerbs.REGISTER, named("brave-heron", "m-1"), "x-1");
        AgentView again = perform(AgentVerbs.REGISTER, named("brave-heron", "m-2"), "x-1");

        assertThat(again.startedAt()).isEqualTo(first.startedAt());
        assertThat(again.lastSeenAt()).isAfterOrEqualTo(first.lastSeenAt());
        assertThat(again.model()).contains("m-2");
        assertThat(list()).hasSize(1);
    }

    @Test
    void saysWhereItRunsOnlyIfThatIsElsewhere() {
        AgentView here = perform(AgentVerbs.REGISTER, named("brave-heron", "m-1"), "x-1");
        AgentView there =
                perform(AgentVerbs.REGISTER, named("calm-otter", "m-1").on("build-7"), "x-2");

        assertThat(here.host()).isEmpty();
        assertThat(there.host()).contains("build-7");
        assertThat(perform(AgentVerbs.HEARTBEAT, heartbeat(), "x-2").host()).contains("build-7");
        assertThat(perform(AgentVerbs.REGISTER, named("calm-otter", "m-1").on("build-8"), "x-2")
                        .host())
                .contains("build-8");
    }

    @Test
    void isHereInEveryProjectThatItWorksIn() throws Exception {
        Path other = folder.resolve("other");
        world.git("clone", "-q", world.repository.toString(), other.toString());
        AgentView there = perform(AgentVerbs.REGISTER, named("brave-heron", "m-1"), "x-1");
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
        assertThat(list()).extracting(AgentView::agent).containsExactly(there.agent());
    }

    @Test
    void keepsTheAgentWhenNoneIsNamed() {
        perform(AgentVerbs.REGISTER, named("brave-heron", "m-1"), "x-1");

        assertThat(perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, "x-1").agent())
                .isEqualTo("brave-heron");
    }

    @Test
    void takesAnotherNameOnlyWhileItHasNothing() {
        perform(AgentVerbs.REGISTER, named("brave-heron", "m"), "x-1");
        perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of("README.md"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                "x-1");

        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, named("polite-owl", "m"), "x-1"))
                .hasMessageContaining("you are agent 'brave-heron', and have locks, branches or tasks");

        perform(LockVerbs.RELEASE, new ReleaseLock(Optional.of("README.md"), Optional.empty(), false), "x-1");
        assertThat(perform(AgentVerbs.REGISTER, named("polite-owl", "m"), "x-1").agent())
                .isEqualTo("polite-owl");
    }

    @Test
    void makesANameUp() {
        AgentView one = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, "x-1");
        AgentView two = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, "x-2");

        assertThat(one.agent()).matches("[a-z]+-[a-z]+").isNotEqualTo(two.agent());
    }

    @Test
    void refusesANameThatIsTaken() {
        perform(AgentVerbs.REGISTER, named("brave-heron", "m"), "x-1");

        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, fresh("brave-heron"), "x-2"))
                .isInstanceOf(KugetsuException.class)
                .hasMessage("agent name 'brave-heron' already taken");
        assertThat(perform(AgentVerbs.REGISTER, named("brave-heron", "m"), "x-2")
                        .agent())
                .isEqualTo("brave-heron");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "all", "kugetsu", "you", "Brave", "a b", "", "-x", "a\u001b[31m"})
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, named(name, "m"), "x-1"))
                .isInstanceOf(KugetsuException.class);
        assertThat(list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$SESSION", "${SESSION}", "{}", "<id>", "<>", "%ID%", "a b", "", "a\nb", "ü"})
    void refusesWhatIsNoSession(String session) {
        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, session))
                .isInstanceOf(KugetsuException.class)
                .extracting(failure -> ((KugetsuException) failure).kind())
                .isEqualTo(Kind.INVALID_INPUT);
    }

    @Test
    void endsForEverAndReleasesItsClaims() {
        perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), "x-1");

        AgentView ended = perform(AgentVerbs.END, new EndAgent(Optional.of(EndReason.LOGOUT)), "x-1");

        assertThat(ended.presence()).isEqualTo(Presence.ENDED);
        assertThat(ended.claims()).isEmpty();
        assertThat(show("x-1").claims())
                .singleElement()
                .satisfies(claim -> assertThat(claim.releasedAt()).isEqualTo(ended.endedAt()));
        assertThat(perform(AgentVerbs.END, new EndAgent(Optional.empty()), "x-1"))
                .isEqualTo(ended);
        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, "x-1"))
                .hasMessageContaining("has ended (logout");
        assertThatThrownBy(() -> perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), "x-1"))
                .hasMessageContaining("has ended");
    }

    @Test
    void heartbeatsOnlyOfThoseWhoAreKnown() {
        assertThatThrownBy(() -> perform(AgentVerbs.HEARTBEAT, heartbeat(), "x-1"))
                .isInstanceOf(KugetsuException.class)
                .extracting(failure -> ((KugetsuException) failure).kind())
                .isEqualTo(Kind.NOT_FOUND);
        perform(AgentVerbs.REGISTER, named("brave-heron", "m-1"), "x-1");

        assertThat(perform(AgentVerbs.HEARTBEAT, heartbeat(), "x-1").model()).contains("m-1");
    }

    @Test
    void claimsOnceHoweverOften() {
        ClaimView first = claim("x-1", Optional.of("go"));
        ClaimView again = claim("x-1", Optional.empty());
        ClaimView other = claim("x-2", Optional.empty());

        assertThat(first.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.prompt()).contains("go");
        assertThat(claim("x-1", Optional.of("stop")).prompt()).contains("stop");
        assertThat(other.created()).isTrue();
    }

    @Test
    void claimsAndReleasesAsQuicklyAsItLikes() {
        for (int round = 0; round < 3; round++) {
            assertThat(claim("x-1", Optional.empty()).created()).isTrue();
            perform(AgentVerbs.RELEASE, new ReleaseIssue(ISSUE), "x-1");
        }

        assertThat(show("x-1").claims()).hasSize(3);
        assertThatThrownBy(() -> perform(AgentVerbs.RELEASE, new ReleaseIssue(ISSUE), "x-1"))
                .hasMessageContaining("no open claim");
    }

    @Test
    void completesShortIssuesByTheRemote() {
        assertThat(perform(AgentVerbs.CLAIM, new ClaimIssue("#7", Optional.empty()), "x-1")
                        .issueRef())
                .isEqualTo(ISSUE);
    }

    @Test
    void findsByAnyUniqueBeginning() {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, "xy-1");
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, "xz_2");

        assertThat(show("xy").agentSessionId()).isEqualTo("xy-1");
        assertThatThrownBy(() -> show("x")).hasMessageContaining("xy-1, xz_2");
        assertThatThrownBy(() -> show("x_")).hasMessageContaining("there is no agent");
        assertThatThrownBy(() -> show("")).hasMessageContaining("there is no agent");
    }

    @Test
    void rehearsesWithoutATrace() {
        ClaimView rehearsed = world.supervisor()
                .coordination()
                .perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), caller("x-1"), Mode.REHEARSE);

        assertThat(rehearsed.created()).isTrue();
        assertThat(list()).isEmpty();
        assertThat(world.supervisor().projects().list()).isEmpty();
    }

    @Test
    void knowsAnAgentByItsProgram() {
        ProcessIdentity program = SystemProcesses.detect().current();
        Caller caller = Caller.in(world.repository).asProcess(program);
        AgentView registered = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, caller);

        ClaimView claim = perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), caller);

        assertThat(claim.agentSessionId()).isEqualTo(registered.agentSessionId());
        assertThat(registered.pid()).contains(program.pid());
    }

    @Test
    void takesTheDeadForDead() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = SystemProcesses.detect().find(program.pid()).orElseThrow();
        perform(
                AgentVerbs.REGISTER,
                RegisterAgent.UNNAMED,
                Caller.in(world.repository).asProcess(identity).asSession("x-1"));
        assertThat(show("x-1").presence()).isEqualTo(Presence.ACTIVE);

        program.destroyForcibly().waitFor();

        assertThat(show("x-1").presence()).isEqualTo(Presence.DEAD);
    }

    @Test
    void wantsToKnowWhoItIs() {
        assertThatThrownBy(() ->
                        perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), Caller.in(world.repository)))
                .hasMessageContaining("nothing says which agent you are");
    }

    @Test
    void isInsideOfAProjectWhereverItStandsInIt() throws Exception {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, "x-1");
        world.git("worktree", "add", "-q", folder.resolve("other").toString());

        List<AgentView> seen = world.supervisor()
                .coordination()
                .perform(
                        AgentVerbs.LIST,
                        new ListAgents(false, false, Optional.empty()),
                        Caller.in(folder.resolve("other")),
                        Mode.COMMIT);

        assertThat(seen).extracting(AgentView::project).containsExactly("app");
    }

    @Test
    void registersTheAgentsOfItsOwnTurns() {
        world.init();
        world.start(World.ISSUE, Attendance.DETACH, "say hello", "hang");
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !list().isEmpty());
        AgentView working = list().getFirst();

        assertThat(working.session()).contains(working.agent());
        assertThat(working.agentSessionId()).startsWith("t-");
        assertThat(working.presence()).isEqualTo(Presence.ACTIVE);
        assertThat(working.claims()).extracting(ClaimView::issueRef).containsExactly(World.ISSUE);
        world.supervisor().turns().stop(world.ref(World.ISSUE), dev.kugetsu.supervisor.Turns.Urgency.IMMEDIATE);

        assertThat(show(working.agentSessionId()).presence()).isEqualTo(Presence.ENDED);
        assertThat(show(working.agentSessionId()).claims())
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
        Caller nowhere = Caller.in(folder.resolve("nowhere"));
        world.supervisor()
                .coordination()
                .perform(verb, null, nowhere, verb.effect() == Effect.CHANGES ? Mode.REHEARSE : Mode.COMMIT);
    }

    private ClaimView claim(String session, Optional<String> prompt) {
        return perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, prompt), session);
    }

    private AgentView show(String text) {
        return perform(AgentVerbs.SHOW, new ShowAgent(text), Caller.in(world.repository));
    }

    private List<AgentView> list() {
        return perform(AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), Caller.in(world.repository));
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, String session) {
        return perform(verb, request, caller(session));
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return world.supervisor().coordination().perform(verb, request, caller, Mode.COMMIT);
    }

    private Caller caller(String session) {
        return Caller.in(world.repository).asSession(session);
    }

    private static Heartbeat heartbeat() {
        return new Heartbeat(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static RegisterAgent named(String agent, String model) {
        return RegisterAgent.UNNAMED.named(agent).using(model);
    }

    private static RegisterAgent fresh(String agent) {
        return RegisterAgent.UNNAMED.named(agent).orRefused();
    }
}
