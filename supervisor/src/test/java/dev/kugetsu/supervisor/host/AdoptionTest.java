package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What becomes of turns whose conductor is gone, or cannot go on.
class AdoptionTest extends QueueScene {

    @Test
    void readsOnWhereTheLastReaderHasStopped() throws Exception {
        Path go = folder.resolve("go");
        serve();
        TurnReport report = world.start(
                ISSUE,
                Attendance.DETACH,
                "emit 8000 8000",
                "run until test -e " + go + "; do sleep 0.1; done",
                "say the end");
        await().atMost(LONG)
                .until(() -> !world.select("SELECT 1 FROM turns WHERE checkpoint IS NOT NULL")
                        .isEmpty());
        dispatcher.orElseThrow().close();
        // Whoever read it again could not understand it.
        Path stdout = world.home.resolve("turns/" + report.turnId() + "/stdout");
        try (FileChannel channel = FileChannel.open(stdout, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("x".repeat(10_000).getBytes(StandardCharsets.US_ASCII)), 0);
        }

        dispatcher = Optional.of(world.serve());
        Files.createFile(go);

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
        assertThat(world.select("SELECT count(*) FROM turn_events WHERE kind = 'line_skipped'"))
                .containsExactly("0");
        assertThat(world.select("SELECT count(*) FROM turn_events WHERE kind = 'text_produced' AND turn_id = '"
                        + report.turnId() + "'"))
                .containsExactly("8001");
    }

    @Test
    void leavesRunningTurnsToThemselvesAndASecondOneGoesOn() {
        world.environment.put("KUGETSU_MAX_TURNS", "2");
        serve();
        for (int issue = 1; issue <= 5; issue++) {
            world.start(issue(issue), Attendance.DETACH, "sleep 1s", "say ok " + issue);
        }
        awaitState(issue(1), "running");

        leave();

        assertThat(world.select("SELECT owner FROM turns WHERE owner IS NOT NULL"))
                .isEmpty();
        assertThat(world.select("SELECT state FROM turns WHERE state = 'STARTING'"))
                .isEmpty();
        assertThat(world.select("SELECT state FROM turns WHERE state = 'RUNNING'"))
                .isNotEmpty();
        serve();
        for (int issue = 1; issue <= 5; issue++) {
            awaitOutcome(issue(issue), Outcome.SUCCEEDED);
        }
    }

    @Test
    void staysWithTurnsThatACallerHasLeft() {
        world.start(ISSUE, Attendance.DETACH, "sleep 1s", "say ok");

        serve();

        await().atMost(LONG)
                .until(() -> world.select("SELECT text FROM turns WHERE state = 'SUCCEEDED' AND text = 'ok'")
                                .size()
                        == 1);
    }

    @Test
    void adoptsATurnAgainThatItsConductorCouldNotLetGoOf() {
        serve();
        keepTurnsFromBeingRecorded();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say ok");
        awaitLeftBehind(report);

        letTurnsBeRecorded();

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
    }

    @Test
    void stopsATurnThatItsConductorCouldNotLetGoOf() {
        serve();
        keepTurnsFromBeingRecorded();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say ok");
        awaitLeftBehind(report);
        leave();
        letTurnsBeRecorded();

        assertTimeoutPreemptively(
                LONG, () -> world.supervisor().turns().stop(world.ref(report.turnId()), Urgency.IMMEDIATE));

        assertThat(session(ISSUE).lastTurn().orElseThrow().outcome()).isPresent();
    }

    @Test
    void endsAnotherTurnWhileOneCannotBeLetGoOf() throws Exception {
        serve();
        TurnReport other = world.start(issue(7), Attendance.DETACH, "sleep 300s");
        awaitState(issue(7), "running");
        keepTurnsFromBeingRecorded();
        awaitLeftBehind(world.start(ISSUE, Attendance.DETACH, "say ok"));

        Thread stopping =
                Thread.ofVirtual().start(() -> world.supervisor().turns().stop(world.ref(issue(7)), Urgency.IMMEDIATE));

        Path exit = world.home.resolve("turns/" + other.turnId() + "/exit");
        await().atMost(LONG).until(() -> Files.exists(exit));
        letTurnsBeRecorded();
        stopping.join();
        awaitOutcome(issue(7), Outcome.STOPPED);
    }

    /// As a full disk would.
    private void keepTurnsFromBeingRecorded() {
        world.change("""
                CREATE TRIGGER no_room BEFORE UPDATE OF owner ON turns WHEN NEW.owner IS NULL
                BEGIN SELECT RAISE(ABORT, 'no room'); END
                """);
    }

    private void letTurnsBeRecorded() {
        world.change("DROP TRIGGER no_room");
    }

    /// Its agent has ended, and nobody follows it any more.
    private void awaitLeftBehind(TurnReport report) {
        Path exit = world.home.resolve("turns/" + report.turnId() + "/exit");
        String owned = "SELECT state FROM turns WHERE owner NOT NULL AND turn_id = '" + report.turnId() + "'";
        await().atMost(LONG)
                .during(Duration.ofSeconds(1))
                .until(() -> Files.exists(exit) && world.select(owned).equals(List.of("RUNNING")));
    }

    @Test
    void launchesATurnAgainWhoseConductorDiedBeforeTheLaunch() {
        world.environment.put("KUGETSU_MAX_TURNS", "1");
        serve();
        world.supervisor().queue().pause("test");
        world.start(ISSUE, Attendance.DETACH, "say ok");
        leave();
        world.change("UPDATE turns SET state = 'STARTING', fence = fence + 1, owner = '1 1 of-an-earlier-boot'"
                + " WHERE state = 'QUEUED'");

        serve();
        world.supervisor().queue().resume();

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
        assertThat(
                        world.select(
                                "SELECT launched || ' ' || coalesce(failure_kind, '') FROM attempts"
                                        + " WHERE session_id IN (SELECT session_id FROM sessions WHERE kind = 'ISSUE') ORDER BY attempt"))
                .containsExactly("0 not_started", "1 ");
    }

    @Test
    void givesUpOnATurnWhoseConductorsKeepDying() throws Exception {
        dispatcher = Optional.of(world.handOver());
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say ok");
        for (int death = 1; death < 5; death++) {
            world.change(
                    "INSERT INTO attempts SELECT turn_id, " + death + ", session_id, host_id, 'scripted', 1, 'FAILED',"
                            + " 'not_started', 'dead', 0, 0 FROM turns WHERE turn_id = '" + report.turnId() + "'");
        }
        world.change("UPDATE turns SET state = 'STARTING', attempt = 5, owner = '1 1 of-an-earlier-boot'"
                + " WHERE turn_id = '" + report.turnId() + "'");

        world.reopen();

        assertThat(world.select("SELECT failure_message FROM turns WHERE turn_id = '" + report.turnId() + "'"))
                .containsExactly("the process that was to run it died before its agent ran, for the 5th time in a row");
        assertThat(world.list(Scope.LIVE)).isEmpty();
        assertThat(world.worktrees()).hasSize(1);
    }
}
