package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static dev.kugetsu.supervisor.host.World.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.Sessions.KillReport;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ending a session without its worktree, bringing it back, and removing what such sessions leave.
class KillAndRestoreTest {

    private static final String DEAD = new ProcessIdentity(1, 1, "an-earlier-boot").toString();

    @AutoClose
    private final World world;

    KillAndRestoreTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void init() {
        world.init();
    }

    @Test
    void endsTheTurnAndLeavesUncommittedWorkWhereItIs() throws Exception {
        TurnReport running = world.start(ISSUE, Turns.Attendance.DETACH, "write a.txt one", "sleep 300s");
        Path worktree = Path.of(running.worktree());
        await().until(() -> Files.exists(worktree.resolve("a.txt")));

        KillReport killed = world.supervisor().sessions().kill(world.ref(ISSUE));

        assertThat(killed.effect()).isEqualTo(KillReport.Effect.ENDED);
        assertThat(killed.worktree()).contains(worktree.toString());
        assertThat(session().status()).isEqualTo(SessionStatus.ENDED);
        assertThat(session().statusReason()).startsWith("killed");
        assertThat(session().lastTurn().orElseThrow().outcome()).contains(TurnReport.Outcome.STOPPED);
        assertThat(world.gitIn(worktree, "status", "--porcelain")).isEqualTo("?? a.txt\n");
        assertThat(world.branches()).contains("kugetsu/acme-app-42");
    }

    @Test
    void isDoneWhenTheSessionHasEndedOrItsWorktreeIsGone() throws Exception {
        Path worktree = Path.of(world.start(ISSUE, "say hi").worktree());
        delete(worktree);

        KillReport first = world.supervisor().sessions().kill(world.ref(ISSUE));
        KillReport second = world.supervisor().sessions().kill(world.ref(ISSUE));

        assertThat(first.effect()).isEqualTo(KillReport.Effect.ENDED);
        assertThat(first.worktree()).isEmpty();
        assertThat(second.effect()).isEqualTo(KillReport.Effect.NONE);
    }

    @Test
    void bringsAKilledSessionBackWithAllThatItRemembers() throws Exception {
        TurnReport first = world.start(ISSUE, "write a.txt one");
        world.supervisor().sessions().kill(world.ref(ISSUE));

        var back = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(back.historyKept()).isTrue();
        assertThat(back.preservedRef()).isEmpty();
        assertThat(session().status()).isEqualTo(SessionStatus.IDLE);
        assertThat(Path.of(first.worktree()).resolve("a.txt")).exists();
        TurnReport next = world.continueSession(ISSUE, "recall");
        assertThat(next.harnessSessionId()).isEqualTo(first.harnessSessionId());
        assertThat(next.text()).contains("3");
    }

    @Test
    void makesTheWorktreeAnewWhenSomebodyHasDeletedIt() throws Exception {
        Path worktree =
                Path.of(world.start(ISSUE, "write a.txt one", "commit one").worktree());
        world.supervisor().sessions().kill(world.ref(ISSUE));
        delete(worktree);

        var back = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(back.historyKept()).isTrue();
        assertThat(worktree.resolve("a.txt")).hasContent("one");
        assertThat(world.continueSession(ISSUE, "say on").outcome()).contains(TurnReport.Outcome.SUCCEEDED);
    }

    @Test
    void losesNothingToARemovalThatIsUnderWay() throws Exception {
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().kill(world.ref(ISSUE));

        AtomicReference<Supervisor> same = new AtomicReference<>();
        try (Supervisor slow = askingItsHarness(
                () -> cleanUp(Objects.requireNonNull(same.get()).sessions()))) {
            same.set(slow);
            slow.sessions().undo(world.ref(ISSUE));
        }

        assertThat(worktree.resolve("a.txt")).hasContent("one");
        assertThat(session().status()).isEqualTo(SessionStatus.IDLE);
    }

    private static void cleanUp(Sessions sessions) {
        PrunePlan plan = sessions.planCleanup(Optional.empty());
        assertThat(sessions.cleanup(plan).kept()).hasSameSizeAs(plan.items());
    }

    /// Somebody else does something while the harness tells which sessions it has.
    private Supervisor askingItsHarness(Runnable meanwhile) {
        KugetsuHome home = new KugetsuHome(world.home);
        Leaves leaves = Leaves.of(home, world.environment);
        List<Harness> asked = leaves.harnesses().stream()
                .map(harness -> askedAbout(harness, meanwhile))
                .toList();
        return LocalHost.open(
                home, world.environment, new Leaves(leaves.worktrees(), asked, leaves.commands(), leaves.processes()));
    }

    private static Harness askedAbout(Harness harness, Runnable meanwhile) {
        return (Harness) Proxy.newProxyInstance(
                Harness.class.getClassLoader(), new Class<?>[] {Harness.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("listSessions")) {
                        meanwhile.run();
                    }
                    try {
                        return method.invoke(harness, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void saysWhenTheAgentHasForgotten() throws Exception {
        world.start(ISSUE, "write a.txt one");
        world.supervisor().sessions().kill(world.ref(ISSUE));
        world.change("UPDATE sessions SET harness_session_id = 'ses_gone' WHERE kind = 'ISSUE'");

        var back = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(back.historyKept()).isFalse();
        assertThat(world.continueSession(ISSUE, "say on").outcome()).contains(TurnReport.Outcome.SUCCEEDED);
    }

    @Test
    void doesNotBringBackWhatAnEarlierDestroyHasSaved() throws Exception {
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        world.supervisor().sessions().undo(world.ref(ISSUE));
        world.gitIn(worktree, "add", "a.txt");
        world.gitIn(worktree, "commit", "-q", "-m", "keep it");
        world.supervisor().sessions().kill(world.ref(ISSUE));
        delete(worktree);

        var back = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(back.preservedRef()).isEmpty();
        assertThat(world.gitIn(worktree, "status", "--porcelain")).isEmpty();
    }

    @Test
    void isEndedAsBeforeWhenItCannotBeBroughtBack() throws Exception {
        world.start(ISSUE, "say hi");
        world.supervisor().sessions().kill(world.ref(ISSUE));
        world.start(ISSUE, "say me instead");
        SessionView killed = world.list(Scope.ALL).getLast();

        assertThatThrownBy(() -> world.supervisor().sessions().undo(world.ref(killed.sessionId())))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT));

        assertThat(world.supervisor()
                        .sessions()
                        .get(world.ref(killed.sessionId()))
                        .session()
                        .statusReason())
                .startsWith("killed");
    }

    @Test
    void removesWorktreesOfEndedSessionsAndNeverALiveOne() throws Exception {
        Path ended = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().kill(world.ref(ISSUE));
        Path live = Path.of(world.start("#43", "write b.txt two").worktree());

        PrunePlan plan = world.supervisor().sessions().planCleanup(Optional.of(PROJECT));
        PruneReport report = world.supervisor().sessions().cleanup(plan);

        assertThat(plan.items()).singleElement().satisfies(item -> {
            assertThat(item.name()).isEqualTo(ended.toString());
            assertThat(item.reason()).contains(ISSUE).contains("has been ended");
        });
        assertThat(report.removed())
                .singleElement()
                .satisfies(item -> assertThat(item.preservedRef()).isPresent());
        assertThat(ended).doesNotExist();
        assertThat(live).exists();

        var back = world.supervisor().sessions().undo(world.ref(ISSUE));

        assertThat(back.preservedRef()).isPresent();
        assertThat(back.historyKept()).isTrue();
        assertThat(ended.resolve("a.txt")).hasContent("one");
    }

    @Test
    void keepsTheWorktreeOfASessionThatIsLiveAgain() throws Exception {
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().kill(world.ref(ISSUE));
        PrunePlan plan = world.supervisor().sessions().planCleanup(Optional.empty());
        world.supervisor().sessions().undo(world.ref(ISSUE));

        PruneReport report = world.supervisor().sessions().cleanup(plan);

        assertThat(report.removed()).isEmpty();
        assertThat(worktree).exists();
    }

    @Test
    void skipsAWorktreeWhoseWorkCannotBeSavedAndSaysWhy() throws Exception {
        Path worktree = Path.of(world.start(ISSUE, "say hi").worktree());
        world.gitIn(worktree, "init", "-q", "inner");
        world.gitIn(worktree.resolve("inner"), "commit", "-q", "--allow-empty", "-m", "inner");
        world.supervisor().sessions().kill(world.ref(ISSUE));

        PruneReport report = world.supervisor()
                .sessions()
                .cleanup(world.supervisor().sessions().planCleanup(Optional.empty()));

        assertThat(report.kept())
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).contains("inner"));
        assertThat(worktree).exists();
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).historyKept())
                .isTrue();
    }

    @Test
    void finishesAKillThatItsOwnerDiedOver() {
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.change(
                "UPDATE sessions SET operation = 'KILLING', operation_owner = '" + DEAD + "' WHERE kind = 'ISSUE'");

        world.reopen();

        assertThat(session().status()).isEqualTo(SessionStatus.ENDED);
        assertThat(worktree.resolve("a.txt")).exists();
    }

    @Test
    void finishesAClearingThatItsOwnerDiedOver() {
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().kill(world.ref(ISSUE));
        world.change(
                "UPDATE sessions SET operation = 'CLEARING', operation_owner = '" + DEAD + "' WHERE kind = 'ISSUE'");

        world.reopen();

        assertThat(worktree).doesNotExist();
        assertThat(session().statusReason()).startsWith("killed");
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).preservedRef())
                .isPresent();
    }

    @Test
    void takesBackARevivalThatItsOwnerDiedOver() {
        Path worktree = Path.of(world.start(ISSUE, "write a.txt one").worktree());
        world.supervisor().sessions().kill(world.ref(ISSUE));
        world.change(
                "UPDATE sessions SET operation = 'REVIVING', operation_owner = '" + DEAD + "' WHERE kind = 'ISSUE'");

        world.reopen();

        assertThat(session().statusReason()).startsWith("killed");
        assertThat(worktree.resolve("a.txt")).exists();
        assertThat(world.supervisor().sessions().undo(world.ref(ISSUE)).historyKept())
                .isTrue();
    }

    private SessionView session() {
        return world.list(Scope.ALL).getFirst();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
