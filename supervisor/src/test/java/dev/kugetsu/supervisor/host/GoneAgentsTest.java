package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of turns of the queue whose agents are killed before they have done anything.
class GoneAgentsTest extends QueueScene {

    private static final Duration PAUSE = Duration.ofMinutes(30);

    @Test
    void pausesFromTheMomentAtWhichTheDeathIsSeen() {
        world.environment.put("KUGETSU_RETRY_DELAY", PAUSE.toMinutes() + "m");
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        awaitState(ISSUE, "running");
        leave();
        world.change("UPDATE turns SET started_at = started_at - 3600000 WHERE turn_id = '" + report.turnId() + "'");
        kill(report);
        silenceSince(report, Instant.now().minus(Duration.ofMinutes(50)));
        Instant seen = Instant.now();

        serve();

        awaitState(ISSUE, "queued");
        assertThat(Instant.ofEpochMilli(Long.parseLong(ofTurn(report, "not_before"))))
                .isAfterOrEqualTo(seen.plus(PAUSE).minusMillis(1));
    }

    @Test
    void tellsTheNextAttemptThatItMayHaveThePromptAlready() {
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "once sleep 300s", "recall");
        awaitSleeper();

        kill(report);

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
        assertThat(world.home.resolve("turns/" + report.turnId() + "/attempts/2/prompt"))
                .content()
                .startsWith("(An earlier attempt at this was broken off before it had done anything")
                .endsWith("once sleep 300s\nrecall");
        assertThat(ofTurn(report, "text"))
                .as("that of the base, and this one twice: it has to be told")
                .endsWith("prompts so far: 3");
    }

    @Test
    void tellsItAlsoAfterAnAttemptThatWasNeverLaunched() {
        world.environment.put("KUGETSU_RETRY_DELAY", PAUSE.toMinutes() + "m");
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "once sleep 300s", "say ok");
        awaitSleeper();
        kill(report);
        awaitState(ISSUE, "queued");
        leave();
        world.change("UPDATE turns SET state = 'STARTING', fence = fence + 1, owner = '1 1 of-an-earlier-boot'"
                + " WHERE turn_id = '" + report.turnId() + "'");

        serve();

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
        assertThat(world.home.resolve("turns/" + report.turnId() + "/attempts/3/prompt"))
                .content()
                .startsWith("(An earlier attempt");
    }

    /// Its agent has the prompt and plays `once sleep`.
    private void awaitSleeper() {
        awaitState(ISSUE, "running");
        await().atMost(LONG).until(() -> {
            try (Stream<Path> files = Files.walk(world.home.resolve("harness"))) {
                return files.anyMatch(file -> file.getFileName().toString().startsWith("once-"));
            }
        });
    }

    private String ofTurn(TurnReport report, String column) {
        return world.select("SELECT " + column + " FROM turns WHERE turn_id = '" + report.turnId() + "'")
                .getFirst();
    }

    private void silenceSince(TurnReport report, Instant last) {
        for (String output : List.of("stdout", "stderr")) {
            assertThat(world.home
                            .resolve("turns/" + report.turnId() + "/" + output)
                            .toFile()
                            .setLastModified(last.toEpochMilli()))
                    .isTrue();
        }
    }

    /// Ends all processes of the turn, the wrapper first, so that nobody says how it ended.
    private static void kill(TurnReport report) {
        List<ProcessIdentity> agent = await().until(
                        () -> SystemProcesses.detect().listMarked().getOrDefault(report.turnId(), List.of()),
                        found -> !found.isEmpty());
        ProcessHandle wrapper = ProcessHandle.of(agent.getFirst().pid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(wrapper), wrapper.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
