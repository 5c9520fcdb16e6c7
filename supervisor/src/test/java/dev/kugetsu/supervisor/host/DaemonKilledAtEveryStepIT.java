package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a daemon at every step of what it was asked to do. The next one, which nobody asks for anything, finishes
/// it or takes it back.
class DaemonKilledAtEveryStepIT {

    private static final int MORE_THAN_THERE_ARE = 200;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private World world;

    /// A turn in this state needs nothing done to it.
    private String mayStay = "SUCCEEDED";

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.ignoreTheMachine();
        world.environment.put("KUGETSU_STOP_GRACE", "500ms");
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    private interface Scene {
        void play(String step) throws Exception;
    }

    @Test
    void duringAStart() throws Exception {
        walk("start", 20, "write fix.txt fixed\ncommit fix it\nsay done", () -> {}, step -> {
            Optional<SessionView> live = world.list(Scope.LIVE).stream().findFirst();
            if (live.isPresent()) {
                var turn = live.get().lastTurn().orElseThrow();
                assertThat(turn.outcome()).as(step).contains(Outcome.SUCCEEDED);
                assertThat(turn.changes().commits()).as(step).isEqualTo(1);
            }
        });
    }

    @Test
    void duringAStop() throws Exception {
        // Whose stop was not yet recorded works on.
        mayStay = "RUNNING";
        walk("stop", 10, "", () -> world.start(ISSUE, Turns.Attendance.DETACH, "write a.txt x", "sleep 60s"), step -> {
            SessionView live = world.list(Scope.LIVE).getFirst();
            live.lastTurn()
                    .orElseThrow()
                    .outcome()
                    .ifPresent(outcome -> assertThat(outcome).as(step).isEqualTo(Outcome.STOPPED));
            assertThat(Path.of(live.worktree().orElseThrow()).resolve("a.txt"))
                    .as(step)
                    .exists();
        });
    }

    @Test
    void duringARestore() throws Exception {
        walk("undo", 8, "", this::endOne, this::assertWorkIsThere);
    }

    @Test
    void duringACleanup() throws Exception {
        walk(
                "cleanup",
                4,
                "",
                () -> {
                    world.start(ISSUE, "write a.txt one", "commit one", "write b.txt two");
                    world.supervisor().sessions().kill(world.ref(ISSUE));
                },
                this::assertWorkIsThere);
    }

    @Test
    void duringADestroy() throws Exception {
        walk(
                "destroy",
                6,
                "",
                () -> world.start(ISSUE, "write a.txt one", "commit one", "write b.txt two"),
                this::assertWorkIsThere);
    }

    private void endOne() {
        world.start(ISSUE, "write a.txt one", "commit one", "write b.txt two");
        world.supervisor().sessions().destroy(world.ref(ISSUE));
    }

    /// In the worktree or in what was preserved of it.
    private void assertWorkIsThere(String step) {
        if (world.list(Scope.LIVE).isEmpty()) {
            world.supervisor().sessions().undo(world.ref(ISSUE));
        }
        Path worktree = Path.of(world.list(Scope.LIVE).getFirst().worktree().orElseThrow());
        assertThat(worktree.resolve("a.txt")).as(step).hasContent("one");
        assertThat(worktree.resolve("b.txt")).as(step).hasContent("two");
    }

    private interface Preparation {
        void prepare() throws Exception;
    }

    /// @param least how many steps it has at least: fewer, and the walk has missed some
    private void walk(String command, int least, String prompt, Preparation before, Scene after) throws Exception {
        for (int number = 1; number < MORE_THAN_THERE_ARE; number++) {
            world.reopen();
            before.prepare();
            String said = new HaltingProcess(world, folder).run(number, command, prompt, "served");
            String step = command + " died at step " + number + ": " + said;
            try (Dispatcher _ = world.serve()) {
                await(step).atMost(SOON).until(this::isSettled);
                assertThat(world.audit()).as(step).isEmpty();
            }
            world.reopen();
            after.play(step);
            clear(step);
            if (said.contains("completed")) {
                assertThat(number).as("steps of " + command).isGreaterThanOrEqualTo(least);
                return;
            }
            assertThat(said).contains("halted ");
        }
        throw new AssertionError(command + " has more steps than this test walks");
    }

    /// As the records say: asking the supervisor would repair them.
    private boolean isSettled() {
        return world.select("SELECT session_id FROM sessions WHERE operation IS NOT NULL")
                        .isEmpty()
                && world.select("SELECT turn_id FROM turns WHERE ended_at IS NULL AND state <> '" + mayStay + "'")
                        .isEmpty();
    }

    private void clear(String step) throws Exception {
        if (!world.list(Scope.LIVE).isEmpty()) {
            world.supervisor().sessions().destroy(world.ref(ISSUE));
        }
        assertThat(world.worktrees()).as(step).hasSize(1);
        if (world.branches().contains("kugetsu/acme-app-42")) {
            world.git("branch", "-D", "kugetsu/acme-app-42");
        }
    }
}
