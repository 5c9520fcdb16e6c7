package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.Filter.Scope;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.TurnView;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatcherTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private World world;
    private Optional<Dispatcher> dispatcher = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.environment.put("KUGETSU_LIMITS_MIN_FREE_DISK", "1MiB");
        world.environment.put("KUGETSU_LIMITS_MIN_FREE_MEMORY", "1MiB");
        world.environment.put("KUGETSU_LIMITS_MAX_MEMORY_PRESSURE", "100");
        world.environment.put("KUGETSU_STOP_GRACE", "1s");
        world.environment.put("KUGETSU_RETRY_DELAY", "100ms");
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        dispatcher.ifPresent(Dispatcher::close);
        world.close();
    }

    private void serve() {
        dispatcher.ifPresent(Dispatcher::close);
        dispatcher = Optional.of(world.serve());
    }

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

        dispatcher.orElseThrow().close();
        dispatcher = Optional.empty();

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
    void waitsForALimitOfTheProviderAndTriesAgain() {
        serve();

        TurnReport report = world.start(ISSUE, "append log.txt x", "once fail rate_limit retry-after 2s", "say done");

        assertThat(report.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(world.progress.toString()).contains("usage limit until");
        assertThat(world.select("SELECT attempt FROM turns WHERE number = 1 AND text = 'done'"))
                .containsExactly("2");
        assertThat(world.select("SELECT failure_kind || ' ' || progressed FROM attempts ORDER BY turn_id, attempt"))
                .contains("rate_limit 1");
        assertThat(history(ISSUE).getLast().folder())
                .isEqualTo(world.home
                        .resolve("turns/" + report.turnId() + "/attempts/2")
                        .toString());
        assertThat(world.home.resolve("turns/" + report.turnId() + "/attempts/2/prompt"))
                .content()
                .startsWith("(An earlier attempt")
                .endsWith("say done");
        assertThat(world.select("SELECT harness FROM parkings")).isEmpty();
    }

    @Test
    void parksAllTurnsOfTheHarnessWithIt() {
        serve();
        world.start(issue(1), Attendance.DETACH, "once fail rate_limit retry-after 3s", "say done");
        await().atMost(LONG)
                .until(() -> !world.select("SELECT harness FROM parkings").isEmpty());

        world.start(issue(2), Attendance.DETACH, "say ok");

        assertThat(queued())
                .hasSize(2)
                .allSatisfy(turn -> assertThat(turn.reason()).startsWith("usage limit until"));
        assertThat(world.supervisor().queue().list().notices().toString()).contains("scripted: usage limit until");
        awaitOutcome(issue(1), Outcome.SUCCEEDED);
        awaitOutcome(issue(2), Outcome.SUCCEEDED);
    }

    @Test
    void triesAFailingProviderAFewTimes() {
        world.environment.put("KUGETSU_RETRY_ATTEMPTS", "2");
        serve();

        TurnReport report = world.start(ISSUE, "fail 500 overloaded");

        assertThat(report.outcome()).contains(Outcome.FAILED);
        assertThat(world.select("SELECT attempt FROM attempts WHERE failure_kind = 'server_error'"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void neverTriesWrongCredentialsAgain() {
        serve();

        TurnReport report = world.start(ISSUE, "fail 401 bad key");

        assertThat(report.outcome()).contains(Outcome.FAILED);
        assertThat(world.select("SELECT attempt FROM attempts WHERE failure_kind = 'authentication'"))
                .containsExactly("1");
    }

    @Test
    void restsAHarnessThatGetsNowhere() {
        world.environment.put("KUGETSU_MAX_TURNS", "1");
        serve();
        for (int issue = 1; issue <= 8; issue++) {
            world.start(issue(issue), Attendance.DETACH, "fail 401 bad key");
        }

        await().atMost(LONG)
                .until(() -> !queued().isEmpty()
                        && queued().getFirst().reason().startsWith("5 attempts of scripted in a row got nowhere"));

        assertThat(queued()).hasSize(3);
    }

    @Test
    void runsNoAgentWithoutAPrompt() throws Exception {
        dispatcher = Optional.of(world.handOver());
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say ok");
        Files.writeString(world.home.resolve("turns/" + report.turnId() + "/prompt"), "");

        dispatcher.get().start();

        String how = "SELECT failure_message FROM turns WHERE state = 'FAILED' AND turn_id = '" + report.turnId() + "'";
        await().atMost(LONG).until(() -> world.select(how), found -> !found.isEmpty());
        assertThat(world.select(how).getFirst()).contains("the prompt of turn " + report.turnId() + " is lost");
        assertThat(world.select("SELECT launched FROM attempts WHERE turn_id = '" + report.turnId() + "'"))
                .containsExactly("0");
    }

    @Test
    void endsATurnThatHasSpentItsBudget() {
        world.environment.put("KUGETSU_BUDGET_SESSION_USD", "0.5");
        serve();

        TurnReport report = world.start(ISSUE, "usage 10 20 0.75", "say spent", "sleep 300s");

        assertThat(report.outcome()).contains(Outcome.FAILED);
        assertThat(report.failure().orElseThrow().kind()).isEqualTo("budget");
        assertThat(report.failure().get().message()).contains("0.75 USD are spent of 0.5 USD");
        assertThatThrownBy(() -> world.continueSession(ISSUE, "say more"))
                .isInstanceOfSatisfying(KugetsuException.class, e -> {
                    assertThat(e.kind()).isEqualTo(KugetsuException.Kind.CONFLICT);
                    assertThat(e.next().orElseThrow()).contains("budget.session_*");
                });
    }

    @Test
    void keepsToTheBudgetThoughItCouldNotBeRecordedForAMoment() {
        world.environment.put("KUGETSU_BUDGET_SESSION_USD", "0.5");
        serve();
        world.change("""
                CREATE TRIGGER no_breach BEFORE UPDATE OF failure_kind ON turns WHEN NEW.failure_kind = 'budget'
                BEGIN SELECT RAISE(ABORT, 'no room'); END
                """);
        world.start(ISSUE, Attendance.DETACH, "usage 10 20 0.75", "say spent", "sleep 300s");
        await().atMost(LONG)
                .during(Duration.ofSeconds(2))
                .until(() -> !world.select("SELECT 1 FROM spendings WHERE cost_nano_usd > 0")
                                .isEmpty()
                        && session(ISSUE).lastTurn().orElseThrow().state().equals("running"));

        world.change("DROP TRIGGER no_breach");

        awaitOutcome(ISSUE, Outcome.FAILED);
        assertThat(session(ISSUE)
                        .lastTurn()
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .kind())
                .isEqualTo("budget");
    }

    @Test
    void endsATurnOfACallerOverItsBudgetToo() {
        world.environment.put("KUGETSU_BUDGET_PROJECT_TOKENS", "100");
        world.reopen();

        TurnReport report = world.start(ISSUE, "usage 90 20 0", "say spent", "sleep 300s");

        assertThat(report.failure().orElseThrow().kind()).isEqualTo("budget");
    }

    @Test
    void waitsForTheBudgetOfTheDay() {
        world.environment.put("KUGETSU_BUDGET_DAY_TOKENS", "1");
        serve();

        world.start(ISSUE, Attendance.DETACH, "say ok");

        assertThat(queued().getFirst().reason()).startsWith("the budget of the day is used up");
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
        dispatcher.orElseThrow().close();
        dispatcher = Optional.empty();
        letTurnsBeRecorded();

        assertTimeoutPreemptively(
                LONG, () -> world.supervisor().turns().stop(world.ref(report.turnId()), Urgency.IMMEDIATE));

        assertThat(session(ISSUE).lastTurn().orElseThrow().outcome()).isPresent();
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
        dispatcher.orElseThrow().close();
        dispatcher = Optional.empty();
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

    private List<QueuedTurn> queued() {
        return world.supervisor().queue().list().turns();
    }

    private SessionView session(String issue) {
        return world.supervisor().sessions().get(world.ref(issue)).session();
    }

    private List<TurnView> history(String issue) {
        return world.supervisor().sessions().get(world.ref(issue)).history();
    }

    private void awaitState(String issue, String state) {
        await().atMost(LONG)
                .until(() -> session(issue).lastTurn().orElseThrow().state().equals(state));
    }

    private void awaitOutcome(String issue, Outcome outcome) {
        await().atMost(LONG)
                .until(() -> session(issue).lastTurn().orElseThrow().outcome().isPresent());
        assertThat(session(issue).lastTurn().orElseThrow().outcome()).contains(outcome);
    }

    private static String issue(int number) {
        return "github.com/acme/app#" + number;
    }
}
