package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.TurnView;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Until;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnattendedTurnTest {

    @AutoClose
    private final World world;

    UnattendedTurnTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void init() {
        world.init();
    }

    @Test
    void worksOnAndIsRecordedByTheNextCommand() {
        TurnReport report =
                world.start(ISSUE, Attendance.DETACH, "write a.txt x", "commit x", "usage 10 3 0.5", "say ok");
        assertThat(report.outcome()).isEmpty();

        SessionView view = awaitStatus(SessionStatus.IDLE);

        TurnReport.UsageView usage = view.lastTurn().orElseThrow().usage();
        assertThat(view.lastTurn().get().outcome()).contains(Outcome.SUCCEEDED);
        assertThat(view.lastTurn().get().changes().commits()).isEqualTo(1);
        assertThat(usage.inputTokens()).isEqualTo(10);
        assertThat(usage.costUsd()).isEqualByComparingTo("0.5");
    }

    @Test
    void isStoppedByAnotherProcessAndLeavesNothingAlive() {
        TurnReport report =
                world.start(ISSUE, Attendance.DETACH, "spawn-detached 300s", "ignore-sigterm", "sleep 300s");
        world.environment.put("KUGETSU_STOP_GRACE", "1s");

        var stopped = world.reopen().turns().stop(world.ref(ISSUE), Urgency.GRACEFUL);

        assertThat(stopped.orElseThrow().outcome()).contains(Outcome.STOPPED);
        assertThat(SystemProcesses.detect().listMarked()).doesNotContainKey(report.turnId());
        assertThat(world.reopen().turns().stop(world.ref(ISSUE), Urgency.GRACEFUL))
                .isEmpty();
    }

    @Test
    void isLostWhenItsWholeTreeIsKilled() {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");

        killTree(report);

        // The status tells a proven death at once; the row follows when nothing of the turn is left.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    SessionView view = awaitStatus(SessionStatus.LOST);
                    assertThat(view.lastTurn().orElseThrow().outcome()).contains(Outcome.LOST);
                });
    }

    /// A power cut may keep a file and lose its content.
    @Test
    void isLostWhenWhatItHasLeftIsCutOff() throws Exception {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        killTree(report);
        Files.createFile(world.home.resolve("turns/" + report.turnId() + "/stop"));

        await().pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            TurnView turn = awaitStatus(SessionStatus.LOST).lastTurn().orElseThrow();
            assertThat(turn.outcome()).contains(Outcome.LOST);
            assertThat(turn.failure().orElseThrow().message()).contains("cut off");
        });
    }

    @Test
    void isLostWhenTheRecordOfItsLaunchIsCutOff() throws Exception {
        world.allow(Kind.TEMPORARY); // what its wrapper would have removed
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        cutPower(report);
        Files.writeString(world.home.resolve("turns/" + report.turnId() + "/started"), "");
        world.change("UPDATE turns SET state = 'STARTING', handle = NULL WHERE turn_id = '" + report.turnId() + "'");

        assertThat(awaitStatus(SessionStatus.LOST).lastTurn().orElseThrow().outcome())
                .contains(Outcome.LOST);
    }

    @Test
    void isNotLostBecauseTheDatabaseIsBusyWhenItsEndIsRead() throws Exception {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say done");
        Path started = world.home.resolve("turns/" + report.turnId() + "/started");
        ProcessIdentity wrapper =
                ProcessIdentity.parse(Files.readAllLines(started).getFirst());
        await().until(() -> SystemProcesses.detect().probe(wrapper) == Liveness.DEAD);
        world.supervisor().close();

        try (Supervisor busy = openWhile("the database has been locked by another process for 30 s")) {
            SessionView view = busy.sessions()
                    .list(new Filter(Scope.LIVE, Optional.empty(), Optional.empty()))
                    .getFirst();
            assertThat(view.status()).as(view.statusReason()).isEqualTo(SessionStatus.UNKNOWN);
        }

        assertThat(awaitStatus(SessionStatus.IDLE).lastTurn().orElseThrow().outcome())
                .contains(Outcome.SUCCEEDED);
    }

    @Test
    void isEndedByTheNextCommandWhenItHasBeenSilentForTooLong() {
        world.environment.put("KUGETSU_DEADLINES_SILENCE", "1s");
        world.environment.put("KUGETSU_STOP_GRACE", "1s");
        world.reopen();
        world.start(ISSUE, Attendance.DETACH, "say hello", "sleep 300s");

        SessionView view = awaitStatus(SessionStatus.FAILED);

        assertThat(view.lastTurn().orElseThrow().outcome()).contains(Outcome.TIMED_OUT);
        assertThat(view.lastTurn().get().failure().orElseThrow().kind()).isEqualTo("deadline");
    }

    /// As from outside of the container in which it runs.
    @Test
    void isLeftAloneWhenItHasSpentItsBudgetAndCannotBeEndedFromHere() {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "usage 10 20 0.75", "say spent", "sleep 300s");
        await().until(() -> Files.readString(world.home.resolve("turns/" + report.turnId() + "/stdout"))
                .contains("spent"));
        world.supervisor().close();
        world.environment.put("KUGETSU_BUDGET_SESSION_USD", "0.5");

        try (Supervisor outside = openOutside()) {
            assertThat(outside.sessions()
                            .list(new Filter(Scope.LIVE, Optional.empty(), Optional.empty()))
                            .getFirst()
                            .lastTurn()
                            .orElseThrow()
                            .state())
                    .isEqualTo("running");
        }

        assertThat(awaitStatus(SessionStatus.FAILED)
                        .lastTurn()
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .kind())
                .isEqualTo("budget");
    }

    /// Opens a supervisor that sees nothing of a turn's processes.
    private Supervisor openOutside() {
        KugetsuHome home = new KugetsuHome(world.home);
        Leaves leaves = Leaves.of(home, world.environment);
        Harness scripted = leaves.harnesses().get(1);
        Harness unseen = proxy(Harness.class, (proxy, method, arguments) -> {
            Object answer = method.invoke(scripted, arguments);
            return answer instanceof RunningTurn running
                    ? proxy(RunningTurn.class, (turn, call, values) -> switch (call.getName()) {
                        case "stop" -> null;
                        case "poll" -> {
                            var _ = call.invoke(running, values);
                            yield Optional.empty();
                        }
                        default -> call.invoke(running, values);
                    })
                    : answer;
        });
        return LocalHost.open(
                home,
                world.environment,
                new Leaves(leaves.worktrees(), List.of(unseen), leaves.commands(), leaves.processes()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void refusesASecondTurnMeanwhile() {
        world.start(ISSUE, Attendance.DETACH, "sleep 300s");

        assertThatThrownBy(() -> world.continueSession(ISSUE, "say more"))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT));

        world.supervisor().turns().stop(world.ref(ISSUE), Urgency.IMMEDIATE);
    }

    /// Whoever looks first kills what is left and does not wait until that is gone.
    @Test
    void isNoConflictWhenItHasEndedAndIsNotRecordedYet() {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        ProcessHandle wrapper = wrapper(awaitAgent(report));
        wrapper.destroyForcibly();
        await().until(() -> !wrapper.isAlive());
        world.reopen();
        assertThat(world.select("SELECT state FROM turns WHERE turn_id = '" + report.turnId() + "'"))
                .containsExactly("RUNNING");

        TurnReport next = world.continueSession(ISSUE, "say more");

        assertThat(next.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(world.select("SELECT state FROM turns WHERE turn_id = '" + report.turnId() + "'"))
                .containsExactly("LOST");
    }

    @Test
    void canBeWatchedWhileItRunsAndAfterwards() {
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say one", "sleep 1s", "say two");

        List<TurnProgress> live = new ArrayList<>();
        world.supervisor().turns().replay(world.ref(ISSUE), Until.TURN_END, live::add);
        List<TurnProgress> later = new ArrayList<>();
        world.supervisor().turns().replay(world.ref(report.turnId()), Until.NOW, later::add);

        assertThat(live).isEqualTo(later);
        assertThat(live.toString()).contains("one").contains("two");
    }

    @Test
    void isDestroyedWhileItRuns() throws Exception {
        world.environment.put("KUGETSU_STOP_GRACE", "1s");
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "write a.txt x", "say written", "sleep 300s");
        await().until(() -> Files.exists(Path.of(report.worktree()).resolve("a.txt")));

        var destroyed = world.reopen().sessions().destroy(world.ref(ISSUE));

        assertThat(destroyed.preservedRef()).isPresent();
        assertThat(SystemProcesses.detect().listMarked()).doesNotContainKey(report.turnId());
        assertThat(world.worktrees()).hasSize(1);
    }

    /// Ends the wrapper and the agent, and nothing else of the turn.
    private static void killTree(TurnReport report) {
        List<ProcessIdentity> processes = awaitAgent(report);
        wrapper(processes).destroyForcibly();
        processes.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
        await().until(() -> !SystemProcesses.detect().listMarked().containsKey(report.turnId()));
    }

    /// Ends all processes of the turn.
    private static void cutPower(TurnReport report) {
        ProcessHandle wrapper = wrapper(awaitAgent(report));
        List<ProcessHandle> all =
                Stream.concat(Stream.of(wrapper), wrapper.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static List<ProcessIdentity> awaitAgent(TurnReport report) {
        return await().until(
                        () -> SystemProcesses.detect().listMarked().getOrDefault(report.turnId(), List.of()),
                        found -> !found.isEmpty());
    }

    private static ProcessHandle wrapper(List<ProcessIdentity> agent) {
        return ProcessHandle.of(agent.getFirst().pid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow();
    }

    /// Opens a supervisor that meets a failure as soon as it looks at a turn.
    private Supervisor openWhile(String trouble) {
        KugetsuHome home = new KugetsuHome(world.home);
        Leaves leaves = Leaves.of(home, world.environment);
        InvocationHandler troubled = (proxy, method, arguments) -> {
            if (List.of("name", "capabilities").contains(method.getName())) {
                return method.invoke(leaves.harnesses().get(1), arguments);
            }
            throw new KugetsuException(KugetsuException.Kind.UNAVAILABLE, trouble, "see what holds it, and try again");
        };
        Harness scripted = (Harness)
                Proxy.newProxyInstance(Harness.class.getClassLoader(), new Class<?>[] {Harness.class}, troubled);
        return LocalHost.open(
                home,
                world.environment,
                new Leaves(leaves.worktrees(), List.of(scripted), leaves.commands(), leaves.processes()));
    }

    private SessionView awaitStatus(SessionStatus status) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            world.reopen();
                            return world.list(Scope.LIVE).getFirst();
                        },
                        view -> view.status() == status);
    }
}
