package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static dev.kugetsu.supervisor.host.World.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Messages.Receipt;
import dev.kugetsu.supervisor.Messages.SendRequest;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnQueue;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What agents can do with the token in their environment; each acts through a supervisor of its own, as the
/// `kugetsu` that it calls would.
class ScopedAgentTest {

    private static final String KEEP_TOKEN = "run printf %s \"$KUGETSU_TOKEN\" > token";

    @AutoClose
    private final World world;

    private String boss;

    ScopedAgentTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        world.init();
        boss = world.spawn("boss", SessionRole.ORCHESTRATOR, Turns.Attendance.FOLLOW, KEEP_TOKEN)
                .sessionId();
    }

    @Test
    void startsAndSteersWorkersOfItsOwn() throws Exception {
        world.start(ISSUE, "say the user's own");
        try (Supervisor agent = agent("boss")) {
            TurnReport first = spawn(agent, "one", PROJECT, SessionRole.WORKER, List.of());
            TurnReport second = agent.turns()
                    .start(
                            new Turns.StartRequest(
                                    "#43",
                                    world.repository,
                                    "say hi",
                                    Optional.empty(),
                                    Optional.empty(),
                                    World.options(Turns.Attendance.FOLLOW)),
                            progress -> {});

            assertThat(list(agent))
                    .extracting(SessionView::sessionId)
                    .containsExactlyInAnyOrder(boss, first.sessionId(), second.sessionId());
            assertThat(agent.sessions().get(world.ref("one")).session().parentId())
                    .contains(boss);
            assertThat(agent.turns()
                            .continueSession(
                                    new Turns.ContinueRequest(
                                            world.ref("one"), "say more", World.options(Turns.Attendance.FOLLOW)),
                                    progress -> {})
                            .outcome())
                    .contains(TurnReport.Outcome.SUCCEEDED);
            assertThat(agent.turns().stop(world.ref("one"), Turns.Urgency.GRACEFUL))
                    .isEmpty();
            agent.sessions().kill(world.ref("one"));

            refused(() -> agent.sessions().destroy(world.ref("#43")), "may not destroy session");
            refused(() -> agent.sessions().get(world.ref(ISSUE)), "may not look at session");
            refused(() -> agent.sessions().kill(world.ref(ISSUE)), "may not kill session");
            refused(() -> agent.sessions().kill(world.ref("boss")), "may not kill session");
        }
    }

    @Test
    void reachesNothingBesideSessions() throws Exception {
        try (Supervisor agent = agent("boss")) {
            refused(agent.queue()::list, "may not see the queue");
            refused(() -> agent.queue().pause("mine"), "may not pause the queue");
            refused(agent.queue()::resume, "may not resume the queue");
            refused(agent::changes, "may not watch the changes");
            refused(agent::audit, "may not audit");
            refused(agent::configuration, "is an orchestrator and may not see or change the configuration");
            refused(agent::housekeeping, "may not examine or prune");
            refused(agent::bases, "may not touch base sessions");
            refused(agent::projects, "may not see or change the registered projects");
            refused(() -> agent.sessions().planCleanup(Optional.empty()), "may not remove worktrees");
            refused(() -> spawn(agent, "one", new ProjectId("web"), SessionRole.WORKER, List.of()), "project 'web'");
            refused(() -> spawn(agent, "one", PROJECT, SessionRole.ORCHESTRATOR, List.of()), "start orchestrators");
            refused(
                    () -> spawn(agent, "one", PROJECT, SessionRole.WORKER, List.of(PermissionRule.allow("bash:*"))),
                    "may not grant permissions");
        }
    }

    @Test
    void callsOffWhatWaitsForItsWorkersAndForNobodyElse() throws Exception {
        world.start(ISSUE, "say the user's own");
        try (Supervisor agent = agent("boss")) {
            spawn(agent, "one", PROJECT, SessionRole.WORKER, List.of());
        }
        world.handOver();
        String waiting = world.continueSession("one", Turns.Attendance.DETACH, "say more")
                .turnId();
        String foreign = world.continueSession(ISSUE, Turns.Attendance.DETACH, "say more")
                .turnId();

        try (Supervisor agent = agent("boss")) {
            refused(() -> agent.queue().cancel(world.ref(ISSUE)), "may not stop session");
            refused(() -> agent.queue().cancel(world.ref(foreign)), "may not stop session");
            refused(() -> agent.queue().cancel(world.ref("boss")), "may not stop session");

            assertThat(agent.queue().cancel(world.ref("one")))
                    .extracting(TurnQueue.QueuedTurn::turnId)
                    .containsExactly(waiting);
        }
    }

    @Test
    void neitherOvertakesTheUserNorTakesMoreTimeThanIsConfigured() throws Exception {
        world.environment.put("KUGETSU_DEADLINES_TURN", "1h");
        try (Supervisor agent = agent("boss")) {
            refused(() -> spawn(agent, "one", 1, Duration.ofMinutes(1)), "may not choose a priority above 0");
            refused(() -> spawn(agent, "one", 0, Duration.ofMinutes(61)), "may not give a turn more time");

            assertThat(spawn(agent, "one", -1, Duration.ofHours(1)).outcome()).contains(TurnReport.Outcome.SUCCEEDED);
            refused(
                    () -> agent.turns()
                            .continueSession(
                                    new Turns.ContinueRequest(
                                            world.ref("one"), "say hi", options(List.of(), 1, Optional.empty())),
                                    progress -> {}),
                    "may not choose a priority above 0");
        }
    }

    @Test
    void isToldNothingOfForeignSessionsByTheWayItIsRefused() throws Exception {
        String foreign = world.start(ISSUE, "say hi").sessionId();
        world.spawn("stranger", "say hi");
        try (Supervisor agent = agent("boss")) {
            for (String wanted : List.of(foreign, "s-nothing", "s-", "stranger", "nobody", ISSUE, "#4711")) {
                refused(
                        () -> agent.sessions().get(world.ref(wanted)),
                        "may not look at session " + wanted + ", or there is none");
            }
        }
    }

    @Test
    void mayKnowHowTheDaemonIsAndNothingMore() throws Exception {
        world.environment.put("KUGETSU_DAEMON_AUTOSTART", "true");
        Daemon daemon = DaemonHost.of(
                with(token("boss")),
                new DaemonHost.Program(
                        Optional.empty(), Optional.empty(), "test", (supervisor, call) -> Optional.empty()));

        assertThat(daemon.prepare()).as("it does not even try to start one").isEmpty();
        assertThat(daemon.status().state()).isEqualTo(Daemon.State.STOPPED);
        refused(() -> daemon.start(Duration.ofSeconds(1)), "may not start the daemon");
        refused(() -> daemon.stop(Duration.ofSeconds(1)), "may not stop the daemon");
        refused(daemon::log, "may not read the log");
        refused(() -> daemon.run(new StopRequest()), "may not be the daemon");
    }

    @Test
    void hasNotMoreWorkersThanItMay() throws Exception {
        world.environment.put("KUGETSU_ORCHESTRATOR_MAX_WORKERS", "1");
        try (Supervisor agent = agent("boss")) {
            spawn(agent, "one", PROJECT, SessionRole.WORKER, List.of());

            refused(() -> spawn(agent, "two", PROJECT, SessionRole.WORKER, List.of()), "has 1 live workers");
            agent.sessions().kill(world.ref("one"));

            assertThat(spawn(agent, "two", PROJECT, SessionRole.WORKER, List.of())
                            .outcome())
                    .contains(TurnReport.Outcome.SUCCEEDED);
        }
    }

    @Test
    void letsAWorkerLookAtItselfAndSpeakToItsParentAndItsSiblings() throws Exception {
        try (Supervisor orchestrator = agent("boss")) {
            spawn(orchestrator, "one", PROJECT, SessionRole.WORKER, List.of());
            spawn(orchestrator, "two", PROJECT, SessionRole.WORKER, List.of());
        }
        world.spawn("stranger", "say hi");
        try (Supervisor agent = agent("one")) {
            assertThat(list(agent))
                    .singleElement()
                    .satisfies(view -> assertThat(view.name()).contains("one"));
            assertThat(agent.sessions().get(world.ref("one")).session().parentId())
                    .contains(boss);
            assertThat(send(agent, "boss").receipt()).isEqualTo(Receipt.Verdict.REFUSED);
            assertThat(send(agent, "two").next())
                    .hasValueSatisfying(next -> assertThat(next).startsWith("kugetsu continue s-"));

            refused(() -> send(agent, "stranger"), "is a worker and may not send to session");
            refused(() -> agent.sessions().get(world.ref("two")), "may not look at");
            refused(() -> spawn(agent, "three", PROJECT, SessionRole.WORKER, List.of()), "may not start sessions");
        }
    }

    @Test
    void isRefusedWithATokenThatNobodyWasGiven() {
        assertThatThrownBy(() -> LocalHost.open(with("made-up")))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e).hasMessageContaining("not valid"));
    }

    @Test
    void losesItsTokenWithItsSessionAndGetsANewOneWithEachTurn() throws Exception {
        String first = token("boss");
        world.continueSession("boss", KEEP_TOKEN);
        String second = token("boss");

        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> LocalHost.open(with(first))).hasMessageContaining("not valid");
        LocalHost.open(with(second)).close();
        world.supervisor().sessions().kill(world.ref("boss"));
        assertThatThrownBy(() -> LocalHost.open(with(second))).hasMessageContaining("not valid");
        world.supervisor().sessions().undo(world.ref(boss));
        assertThatThrownBy(() -> LocalHost.open(with(second))).hasMessageContaining("not valid");
    }

    /// The agent of this test has put it into its worktree; we put it nowhere.
    @Test
    void isInTheEnvironmentOfItsAgentOnly() throws Exception {
        String token = token("boss");

        try (var files = Files.walk(world.home)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(world.home.resolve("worktrees")))
                    .toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(token);
            }
        }
    }

    private TurnReport spawn(
            Supervisor agent, String name, ProjectId project, SessionRole role, List<PermissionRule> permissions) {
        return spawn(agent, name, project, role, options(permissions, 0, Optional.empty()));
    }

    private TurnReport spawn(Supervisor agent, String name, int priority, Duration timeout) {
        return spawn(agent, name, PROJECT, SessionRole.WORKER, options(List.of(), priority, Optional.of(timeout)));
    }

    private static Turns.TurnOptions options(
            List<PermissionRule> permissions, int priority, Optional<Duration> timeout) {
        return new Turns.TurnOptions(
                Optional.empty(), permissions, timeout, Turns.Attendance.FOLLOW, priority, Turns.TurnOptions.Debug.OFF);
    }

    private TurnReport spawn(
            Supervisor agent, String name, ProjectId project, SessionRole role, Turns.TurnOptions options) {
        return agent.turns()
                .spawn(
                        new Turns.SpawnRequest(
                                project,
                                KEEP_TOKEN,
                                Optional.of(new SessionName(name)),
                                role,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                options),
                        progress -> {});
    }

    private Receipt send(Supervisor agent, String to) {
        return agent.messages().send(new SendRequest(world.ref(to), "hello", Optional.empty()));
    }

    private static List<SessionView> list(Supervisor agent) {
        return agent.sessions().list(new Filter(Filter.Scope.LIVE, Optional.empty(), Optional.empty()));
    }

    private Supervisor agent(String name) throws Exception {
        return LocalHost.open(with(token(name)));
    }

    private String token(String name) throws Exception {
        String worktree = world.supervisor()
                .sessions()
                .get(world.ref(name))
                .session()
                .worktree()
                .orElseThrow();
        return Files.readString(Path.of(worktree).resolve("token"));
    }

    private Map<String, String> with(String token) {
        Map<String, String> environment = new HashMap<>(world.environment);
        environment.put("KUGETSU_TOKEN", token);
        return environment;
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KugetsuException.class, e -> {
            assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT);
            assertThat(e).hasMessageContaining(message);
            assertThat(e.next()).isPresent();
        });
    }
}
