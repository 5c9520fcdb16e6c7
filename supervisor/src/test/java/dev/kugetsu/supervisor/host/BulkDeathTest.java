package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.Turns.Attendance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkDeathTest {

    private static final String STATES = "SELECT DISTINCT state FROM turns WHERE session_id IN"
            + " (SELECT session_id FROM sessions WHERE kind = 'ISSUE')";

    @AutoClose
    private final World world;

    BulkDeathTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        world.environment.put("KUGETSU_MAX_TURNS", "9");
        world.reopen();
        world.init();
    }

    @Test
    void isBelievedOnlyWhenItHasBeenSoForAMinute() {
        for (int issue = 1; issue <= 5; issue++) {
            world.start("github.com/acme/app#" + issue, Attendance.DETACH, "sleep 300s");
        }
        killAll();

        world.reopen();

        assertThat(world.select(STATES)).containsExactly("RUNNING");
        assertThat(world.supervisor().queue().list().notices().toString()).contains("many turns look dead at once");
        assertThat(world.list(Scope.LIVE))
                .allSatisfy(session -> assertThat(session.statusReason()).contains("nobody believes it yet"));

        world.change("UPDATE queue_state SET doubted_at = doubted_at - 61000");
        awaitLost();
        world.reopen();
        assertThat(world.supervisor().queue().list().notices()).isEmpty();
    }

    @Test
    void isNoDoubtWhenFewDie() {
        for (int issue = 1; issue <= 2; issue++) {
            world.start("github.com/acme/app#" + issue, Attendance.DETACH, "sleep 300s");
        }
        killAll();

        awaitLost();
    }

    /// A repair that finds something of a turn alive ends that, and leaves the rest to the next.
    private void awaitLost() {
        await().untilAsserted(() -> {
            world.reopen();
            assertThat(world.select(STATES)).containsExactly("LOST");
        });
    }

    private void killAll() {
        SystemProcesses system = SystemProcesses.detect();
        List<String> turns = world.select("SELECT turn_id FROM turns WHERE state = 'RUNNING'");
        await().until(() -> system.listMarked().keySet().containsAll(turns));
        Map<String, List<ProcessIdentity>> marked = system.listMarked();
        Stream<Long> wrappers = world.select("SELECT handle FROM turns WHERE state = 'RUNNING'").stream()
                .map(ProcessIdentity::parse)
                .map(ProcessIdentity::pid);
        Stream<Long> agents = turns.stream()
                .flatMap(turn -> marked.getOrDefault(turn, List.of()).stream().map(ProcessIdentity::pid));
        List<ProcessHandle> all = Stream.concat(wrappers, agents)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        await().until(() -> system.listMarked().keySet().stream().noneMatch(turns::contains));
    }
}
