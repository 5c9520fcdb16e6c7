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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

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
        world.environment.put("KUGETSU_LIMITS_MIN_FREE_DISK", "1MiB");
        world.environment.put("KUGETSU_LIMITS_MIN_FREE_MEMORY", "1MiB");
        world.environment.put("KUGETSU_LIMITS_MAX_MEMORY_PRESSURE", "100");
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
            String said = new ProcessExecutor(command(step))
                    .environment(world.environment)
                    .timeout(120, TimeUnit.SECONDS)
                    .readOutput(true)
                    .execute()
                    .outputUTF8();

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
                    "sleep 2s",
                    "commit once",
                    "say ok");
        }
        Random moments = new Random(42);
        int kills = 0;
        Process serving = start();
        while (kills < 5 && !serving.waitFor(1000 + moments.nextInt(1500), TimeUnit.MILLISECONDS)) {
            serving.destroyForcibly().waitFor();
            kills++;
            serving = start();
        }
        serving.destroyForcibly().waitFor();
        assertThat(kills).as("how often it died before all was done").isGreaterThanOrEqualTo(2);

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

    private Process start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command(Integer.MAX_VALUE));
        builder.environment().putAll(world.environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private List<String> command(int step) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                HaltingMain.class.getName(),
                String.valueOf(step),
                world.home.toString(),
                world.repository.toString(),
                "serve",
                ""));
    }
}
