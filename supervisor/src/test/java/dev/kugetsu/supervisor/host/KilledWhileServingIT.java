package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever serves the queue dies, and the next one goes on: nothing twice, nothing lost.
class KilledWhileServingIT {

    private static final int MORE_THAN_THERE_ARE = 100;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.ignoreTheMachine();
        world.init();
        world.handOver();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void atEveryStep() throws Exception {
        for (int step = 1; step < MORE_THAN_THERE_ARE; step++) {
            world.start(ISSUE, Attendance.DETACH, "append log.txt x", "commit once", "say ok");
            String said = new HaltingProcess(world, folder).run(step, "serve", "");

            String where = "died at step " + step + ": " + said;
            try (Dispatcher _ = world.serve()) {
                await(where).atMost(LONG).until(this::isAtRest);
            }
            assertDoneOnce(where, world.list(Scope.LIVE).getFirst());
            world.supervisor().sessions().destroy(world.ref(ISSUE));
            world.git("branch", "-D", "kugetsu/acme-app-42");
            assertThat(world.worktrees()).as(where).hasSize(1);
            world.handOver();
            if (said.contains("completed")) {
                assertThat(step).isGreaterThan(5);
                return;
            }
            assertThat(said).contains("halted ");
        }
        throw new AssertionError("there are more steps than this test walks");
    }

    @Test
    void atRandomMomentsWithManyTurns() throws Exception {
        world.environment.put("KUGETSU_MAX_TURNS", "4");
        world.handOver();
        for (int issue = 1; issue <= 12; issue++) {
            world.start(
                    "github.com/acme/app#" + issue,
                    Attendance.DETACH,
                    "append log.txt x",
                    "sleep 3s",
                    "commit once",
                    "say ok");
        }
        Random moments = new Random(42);
        // Three rounds of four turns of three seconds take longer than five lives of at most one and a half.
        for (int kills = 0; kills < 5; kills++) {
            Process serving = new HaltingProcess(world, folder).start("serve", "");
            assertThat(serving.waitFor(500 + moments.nextInt(1000), TimeUnit.MILLISECONDS))
                    .as("whether all was done before death " + kills)
                    .isFalse();
            serving.destroyForcibly().waitFor();
        }

        try (Dispatcher _ = world.serve()) {
            await().atMost(LONG).until(this::isAtRest);
        }

        assertThat(world.list(Scope.LIVE)).hasSize(12).allSatisfy(session -> assertDoneOnce("killed", session));
        assertThat(world.select("""
                        SELECT turn_id FROM turn_events WHERE kind = 'text_produced' AND payload ->> 'text' = 'ok'
                        GROUP BY turn_id HAVING count(*) <> 1
                        """)).isEmpty();
    }

    private void assertDoneOnce(String where, SessionView session) {
        assertThat(session.lastTurn().orElseThrow().outcome()).as(where).contains(Outcome.SUCCEEDED);
        assertThat(session.lastTurn().get().changes().commits()).as(where).isEqualTo(1);
        assertThat(Path.of(session.worktree().orElseThrow()).resolve("log.txt"))
                .as(where)
                .hasContent("x");
    }

    private boolean isAtRest() {
        return world.select("SELECT turn_id FROM turns WHERE ended_at IS NULL").isEmpty();
    }
}
