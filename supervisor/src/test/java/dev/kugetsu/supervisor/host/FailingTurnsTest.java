package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the queue does with turns that fail, and with those that cost too much.
class FailingTurnsTest extends QueueScene {

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
    void triesAnAgentAgainThatWasKilledBeforeItDidAnything() {
        serve();

        TurnReport report = world.start(ISSUE, "once crash", "say done");

        assertThat(report.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(world.select("SELECT failure_message FROM attempts WHERE failure_kind = 'process_gone'"))
                .singleElement()
                .asString()
                .startsWith("the script was killed by SIGKILL");
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
}
