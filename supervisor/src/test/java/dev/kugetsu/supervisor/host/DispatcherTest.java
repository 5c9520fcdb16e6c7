package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.TurnView;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// In which order, and within which limits, turns of the queue run.
class DispatcherTest extends QueueScene {

    @Test
    void runsManySessionsWithinTheLimitAndInTheirOrder() {
        world.environment.put("KUGETSU_MAX_TURNS", "3");
        serve();
        List<TurnReport> reports = new ArrayList<>();
        for (int issue = 1; issue <= 12; issue++) {
            reports.add(
                    world.start(issue(issue), Attendance.DETACH, "sleep 0.2s", "write a.txt x", "commit x", "say ok"));
        }

        List<Integer> atOnce = new ArrayList<>();
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
            atOnce.add(Integer.parseInt(
                    world.select("SELECT count(*) FROM turns WHERE state IN ('STARTING', 'RUNNING', 'STOPPING')")
                            .getFirst()));
            return world.select("SELECT state FROM turns WHERE ended_at IS NULL")
                    .isEmpty();
        });

        assertThat(atOnce)
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(3))
                .contains(3);
        assertThat(world.list(Scope.LIVE)).hasSize(12).allSatisfy(session -> {
            assertThat(session.lastTurn().orElseThrow().outcome()).contains(Outcome.SUCCEEDED);
            assertThat(session.lastTurn().get().changes().commits()).isEqualTo(1);
        });
        assertThat(world.select("""
                        SELECT t.turn_id FROM change_log c JOIN turns t ON t.turn_id = c.turn_id
                        JOIN sessions s ON s.session_id = t.session_id
                        WHERE s.kind = 'ISSUE' AND c.kind = 'turn_updated' AND c.payload ->> 'state' = 'STARTING'
                        ORDER BY c.seq
                        """))
                .containsExactlyElementsOf(
                        reports.stream().map(TurnReport::turnId).toList());
    }

    @Test
    void tellsItsPlaceToWhoHandsATurnOver() {
        world.environment.put("KUGETSU_MAX_TURNS", "1");
        serve();
        world.start(issue(1), Attendance.DETACH, "sleep 300s");
        awaitState(issue(1), "running");

        TurnReport report = world.start(issue(2), Attendance.DETACH, "say ok");

        assertThat(report.outcome()).isEmpty();
        assertThat(world.progress).contains(new TurnProgress.Waiting("place 1: 1 of 1 slots are taken"));
        assertThat(session(issue(2)).status()).isEqualTo(SessionStatus.QUEUED);
        assertThat(session(issue(2)).statusReason()).endsWith("place 1: 1 of 1 slots are taken");
        world.supervisor().turns().stop(world.ref(issue(1)), Urgency.IMMEDIATE);
        awaitOutcome(issue(2), Outcome.SUCCEEDED);
    }

    @Test
    void showsATurnToWhoStaysWithIt() {
        serve();

        TurnReport report = world.start(ISSUE, "write a.txt x", "commit x", "say hello");

        assertThat(report.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(report.text()).isEqualTo("hello");
        assertThat(world.progress).hasAtLeastOneElementOfType(TurnProgress.Launched.class);
        assertThat(world.progress.toString()).contains("hello");
    }

    @Test
    void queuesFurtherTurnsOfASessionBehindTheRunningOne() {
        serve();
        world.start(ISSUE, Attendance.DETACH, "sleep 1s", "say one");
        world.continueSession(ISSUE, Attendance.DETACH, "append log.txt two", "say two");
        world.continueSession(ISSUE, Attendance.DETACH, "append log.txt three", "recall");

        await().atMost(LONG)
                .until(() -> world.select("SELECT state FROM turns WHERE ended_at IS NULL")
                        .isEmpty());

        assertThat(history(ISSUE)).extracting(TurnView::outcome).containsOnly(Optional.of(Outcome.SUCCEEDED));
        assertThat(Path.of(session(ISSUE).worktree().orElseThrow()).resolve("log.txt"))
                .hasContent("two\nthree");
    }

    @Test
    void takesNothingWhileItIsPaused() {
        serve();
        world.supervisor().queue().pause("lunch");

        world.start(ISSUE, Attendance.DETACH, "say ok");

        assertThat(queued()).extracting(QueuedTurn::reason).containsExactly("the queue is paused: lunch");
        assertThat(world.supervisor().queue().list().pause().orElseThrow().reason())
                .isEqualTo("lunch");
        assertThat(world.supervisor().queue().resume()).isTrue();
        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
    }

    @Test
    void callsAFirstTurnOffWithItsSessionAndWhatWaitsBehindIt() {
        serve();
        world.supervisor().queue().pause("test");
        TurnReport first = world.start(ISSUE, Attendance.DETACH, "say ok");
        TurnReport second = world.continueSession(ISSUE, Attendance.DETACH, "say more");

        List<QueuedTurn> cancelled = world.supervisor().queue().cancel(world.ref(first.turnId()));

        assertThat(cancelled).extracting(QueuedTurn::turnId).containsExactly(first.turnId(), second.turnId());
        assertThat(queued()).isEmpty();
        assertThat(world.list(Scope.LIVE)).isEmpty();
    }

    @Test
    void refusesToCancelATurnThatRuns() {
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        awaitState(ISSUE, "running");

        assertThatThrownBy(() -> world.supervisor().queue().cancel(world.ref(report.turnId())))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT));
        world.supervisor().turns().stop(world.ref(ISSUE), Urgency.IMMEDIATE);
    }

    @Test
    void stopsWhatRunsAndWhatWaitsBehindIt() {
        serve();
        world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        world.continueSession(ISSUE, Attendance.DETACH, "say more");
        awaitState(ISSUE, "running");

        TurnReport stopped = world.supervisor()
                .turns()
                .stop(world.ref(ISSUE), Urgency.GRACEFUL)
                .orElseThrow();

        assertThat(stopped.outcome()).contains(Outcome.STOPPED);
        assertThat(history(ISSUE)).extracting(TurnView::outcome).containsOnly(Optional.of(Outcome.STOPPED));
    }

    @Test
    void waitsForRoomOnTheDiskAndGoesOnByItself() throws Exception {
        world.environment.remove("KUGETSU_LIMITS_MIN_FREE_DISK");
        Path configuration = world.home.resolve("config.toml");
        Files.writeString(configuration, "[limits]\nmin_free_disk = \"99999TiB\"\n");
        serve();
        world.start(ISSUE, Attendance.DETACH, "say ok");
        assertThat(queued().getFirst().reason()).startsWith("the disk of the home has ");

        Files.writeString(configuration, "[limits]\nmin_free_disk = \"1MiB\"\n");

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
    }

    @Test
    void leavesAQueueThatNobodyServesToWait() {
        dispatcher = Optional.of(world.handOver());
        world.start(ISSUE, Attendance.DETACH, "say ok");

        world.reopen();

        assertThat(session(ISSUE).statusReason()).endsWith("no daemon serves the queue");
        assertThat(world.start(issue(7), "say passed").outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void removesWhatItsWorktreeHoldsWhenASessionIsDestroyedInTheQueue() throws Exception {
        serve();
        world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        world.continueSession(ISSUE, Attendance.DETACH, "say more");
        awaitState(ISSUE, "running");

        world.supervisor().sessions().destroy(world.ref(ISSUE));

        assertThat(world.select("SELECT state FROM turns WHERE ended_at IS NULL"))
                .isEmpty();
        assertThat(world.worktrees()).hasSize(1);
    }
}
