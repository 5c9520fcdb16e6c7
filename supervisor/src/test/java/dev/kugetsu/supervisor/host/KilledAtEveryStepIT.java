package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a command at every call that leaves the supervisor, and expects the next command to find the truth:
/// the agent's work goes on or is cleanly undone, and nothing is left over.
class KilledAtEveryStepIT {

    private static final int MORE_THAN_THERE_ARE = 200;
    private static final String SCRIPT = "write fix.txt fixed\ncommit fix it\nsay done";

    private static final Set<SessionStatus> BUSY =
            Set.of(SessionStatus.QUEUED, SessionStatus.STARTING, SessionStatus.WORKING, SessionStatus.UNKNOWN);

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        // Agents here ignore signals.
        world.environment.put("KUGETSU_STOP_GRACE", "500ms");
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void duringAStart() throws Exception {
        walk("start", 40, SCRIPT, step -> {}, step -> {
            Optional<SessionView> live = waitForRest(step);
            if (live.isPresent()) {
                assertThat(live.get().lastTurn().orElseThrow().outcome())
                        .as(step)
                        .contains(Outcome.SUCCEEDED);
                assertThat(live.get().lastTurn().get().changes().commits())
                        .as(step)
                        .isEqualTo(1);
                assertThat(world.worktrees()).as(step).hasSize(2);
                world.supervisor().sessions().destroy(world.ref(ISSUE));
                world.git("branch", "-D", "kugetsu/acme-app-42");
            }
            assertNothingLeft(step);
        });
    }

    @Test
    void duringAStop() throws Exception {
        walk(
                "stop",
                25,
                "",
                step -> world.start(ISSUE, Turns.Attendance.DETACH, "write a.txt x", "ignore-sigterm", "sleep 60s"),
                step -> {
                    // Asking again is all that a user can do; it must be enough.
                    world.supervisor().turns().stop(world.ref(ISSUE), Turns.Urgency.GRACEFUL);
                    SessionView live = waitForRest(step).orElseThrow();
                    assertThat(live.lastTurn().orElseThrow().outcome()).as(step).contains(Outcome.STOPPED);
                    assertThat(Path.of(live.worktree().orElseThrow()).resolve("a.txt"))
                            .as(step)
                            .exists();
                    world.supervisor().sessions().destroy(world.ref(ISSUE));
                    assertNothingLeft(step);
                });
    }

    @Test
    void duringADestroy() throws Exception {
        walk("destroy", 8, "", step -> world.start(ISSUE, "write a.txt one", "commit one", "write b.txt two"), step -> {
            if (!world.list(Scope.LIVE).isEmpty()) {
                world.supervisor().sessions().destroy(world.ref(ISSUE));
            }
            assertThat(world.branches()).as(step).containsExactly("kugetsu/acme-app-42", "main");
            assertThat(world.worktrees()).as(step).hasSize(1);
            world.supervisor().sessions().undo(world.ref(ISSUE));
            Path worktree = Path.of(world.list(Scope.LIVE).getFirst().worktree().orElseThrow());
            assertThat(worktree.resolve("b.txt")).as(step).hasContent("two");
            assertThat(world.gitIn(worktree, "status", "--porcelain")).as(step).isEqualTo("?? b.txt\n");
            world.supervisor().sessions().destroy(world.ref(ISSUE));
            world.git("branch", "-D", "kugetsu/acme-app-42");
            assertNothingLeft(step);
        });
    }

    @Test
    void duringAKill() throws Exception {
        walk(
                "kill",
                25,
                "",
                step -> {
                    world.start(ISSUE, "write b.txt two");
                    continueDetached("ignore-sigterm", "sleep 60s");
                },
                step -> {
                    // Asking again is all that a user can do; it must be enough, whatever has happened.
                    world.supervisor().sessions().kill(world.ref(ISSUE));
                    assertThat(world.list(Scope.LIVE)).as(step).isEmpty();
                    SessionView ended = world.list(Scope.ALL).getFirst();
                    Path worktree = Path.of(ended.worktree().orElseThrow());
                    assertThat(worktree.resolve("b.txt")).as(step).hasContent("two");
                    assertThat(ended.lastTurn().orElseThrow().outcome())
                            .as(step)
                            .contains(Outcome.STOPPED);
                    clear();
                    assertNothingLeft(step);
                });
    }

    @Test
    void duringACleanup() throws Exception {
        walk(
                "cleanup",
                5,
                "",
                step -> {
                    world.start(ISSUE, "write b.txt two");
                    world.supervisor().sessions().kill(world.ref(ISSUE));
                },
                step -> {
                    clear();
                    assertThat(world.worktrees()).as(step).hasSize(1);
                    var back = world.supervisor().sessions().undo(world.ref(ISSUE));
                    assertThat(back.historyKept()).as(step).isTrue();
                    assertThat(Path.of(back.worktree()).resolve("b.txt"))
                            .as(step)
                            .hasContent("two");
                    world.supervisor().sessions().destroy(world.ref(ISSUE));
                    assertNothingLeft(step);
                });
    }

    private void clear() {
        var sessions = world.supervisor().sessions();
        assertThat(sessions.cleanup(sessions.planCleanup(Optional.empty())).kept())
                .isEmpty();
    }

    private void continueDetached(String... script) {
        world.supervisor()
                .turns()
                .continueSession(
                        new Turns.ContinueRequest(
                                world.ref(ISSUE), String.join("\n", script), World.options(Turns.Attendance.DETACH)),
                        progress -> {});
    }

    @Test
    void duringAnUndo() throws Exception {
        walk(
                "undo",
                10,
                "",
                step -> {
                    world.start(ISSUE, "write a.txt one", "commit one", "write b.txt two");
                    world.supervisor().sessions().destroy(world.ref(ISSUE));
                },
                step -> {
                    if (world.list(Scope.LIVE).isEmpty()) {
                        world.supervisor().sessions().undo(world.ref(ISSUE));
                    }
                    SessionView live = world.list(Scope.LIVE).getFirst();
                    Path worktree = Path.of(live.worktree().orElseThrow());
                    assertThat(worktree.resolve("b.txt")).as(step).hasContent("two");
                    assertThat(world.gitIn(worktree, "status", "--porcelain"))
                            .as(step)
                            .isEqualTo("?? b.txt\n");
                    world.supervisor().sessions().destroy(world.ref(ISSUE));
                    world.git("branch", "-D", "kugetsu/acme-app-42");
                    assertNothingLeft(step);
                });
    }

    private interface Scene {
        void play(String step) throws Exception;
    }

    /// @param least how many steps it has at least: fewer, and the walk has missed some
    private void walk(String command, int least, String prompt, Scene before, Scene after) throws Exception {
        for (int number = 1; number < MORE_THAN_THERE_ARE; number++) {
            before.play("step " + number);
            String said = new HaltingProcess(world, folder).run(number, command, prompt);
            world.reopen();
            after.play(command + " died at step " + number + ": " + said);
            if (said.contains("completed")) {
                assertThat(number).as("steps of " + command).isGreaterThanOrEqualTo(least);
                return;
            }
            assertThat(said).contains("halted ");
        }
        throw new AssertionError(command + " has more steps than this test walks");
    }

    /// The agent of a killed command works on; the next commands see it end.
    private Optional<SessionView> waitForRest(String step) {
        return await(step)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            world.reopen();
                            return world.list(Scope.LIVE).stream().findFirst();
                        },
                        live -> live.isEmpty() || !BUSY.contains(live.get().status()));
    }

    private void assertNothingLeft(String step) throws Exception {
        assertThat(world.list(Scope.LIVE)).as(step).isEmpty();
        assertThat(world.worktrees()).as(step).hasSize(1);
        assertThat(world.branches()).as(step).isSubsetOf(List.of("main", "kugetsu/acme-app-42"));
        if (world.branches().contains("kugetsu/acme-app-42")) {
            assertThat(world.git("log", "--format=%s", "main..kugetsu/acme-app-42"))
                    .as(step)
                    .isNotEmpty();
            world.git("branch", "-D", "kugetsu/acme-app-42");
        }
        Path worktrees = world.home.resolve("worktrees/app");
        if (Files.exists(worktrees)) {
            try (var left = Files.list(worktrees)) {
                assertThat(left.filter(path -> !path.getFileName().toString().startsWith(".")))
                        .as(step)
                        .isEmpty();
            }
        }
        assertThat(SystemProcesses.detect().listMarked().keySet())
                .as(step)
                .noneMatch(turn -> Files.exists(world.home.resolve("turns").resolve(turn)));
        assertThat(world.git("fsck", "--no-dangling", "--no-progress")).as(step).isEmpty();
        assertThat(world.audit()).as(step).isEmpty();
        TurnReport again = world.start(ISSUE, "say again");
        assertThat(again.outcome()).as(step).contains(Outcome.SUCCEEDED);
        world.supervisor().sessions().destroy(world.ref(ISSUE));
        assertThat(world.branches()).as(step).containsExactly("main");
    }
}
