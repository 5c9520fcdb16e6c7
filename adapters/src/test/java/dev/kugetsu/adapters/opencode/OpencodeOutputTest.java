package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.ErrorReported;
import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.HarnessEvent.PermissionDenied;
import dev.kugetsu.adapters.HarnessEvent.RetryScheduled;
import dev.kugetsu.adapters.HarnessEvent.SessionStarted;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessEvent.ToolUsed;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpencodeOutputTest {

    @Test
    void readsATurnThatUsesToolsAndAnswers() {
        Recording turn = Recording.of("tools");

        TurnOutcome outcome = turn.judge(0);

        assertThat(turn.stdout())
                .contains(
                        new TextProduced("all done"),
                        new ToolUsed("bash", "echo err >&2; exit 3", Optional.of("exit code 3")),
                        new ToolUsed("write", "new.txt", Optional.empty()),
                        new ToolUsed("read", "nofile.txt", Optional.of("File not found: /work/wt1/nofile.txt")));
        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.text()).isEqualTo("all done");
        assertThat(outcome.usage()).isEqualTo(new Usage(400, 40, new BigDecimal("0.00048")));
        assertThat(outcome.exitCode()).contains(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash-refused",
                "killed",
                "permission-refused",
                "rule-denied",
                "server-error",
                "session-not-found",
                "subagent",
                "tools",
                "unauthorized",
                "unknown-model"
            })
    void goesOnFromWhatAnotherRemembersAfterEachLine(String recording) {
        Recording whole = Recording.of(recording);

        Recording handedOn = Recording.handedOnAfterEachLine(recording);

        assertThat(handedOn.stdout()).isEqualTo(whole.stdout());
        assertThat(handedOn.stderr()).isEqualTo(whole.stderr());
        assertThat(handedOn.judge(1)).isEqualTo(whole.judge(1));
        assertThat(handedOn.judge()).isEqualTo(whole.judge());
    }

    @Test
    void namesTheSessionOnceForEachOutputSoThatAReplayIsTheSame() {
        Recording turn = Recording.of("tools");

        turn.judge(0);

        HarnessEvent started = new SessionStarted(turn.judge(0).session().orElseThrow());
        assertThat(turn.stdout().stream().filter(SessionStarted.class::isInstance))
                .containsExactly(started);
        assertThat(turn.stderr().stream().filter(SessionStarted.class::isInstance))
                .containsExactly(started);
    }

    @Test
    void blocksOnARefusedPermissionAlthoughTheExitCodeIsZero() {
        Recording turn = Recording.of("permission-refused");

        TurnOutcome outcome = turn.judge(0);

        PermissionRule wanted = PermissionRule.allow("external_directory:/elsewhere/*");
        assertThat(turn.stderr()).contains(new PermissionDenied(wanted));
        assertThat(outcome.status()).isEqualTo(Status.BLOCKED);
        assertThat(outcome.failure())
                .contains(new Failure(Kind.PERMISSION, "no rule allows external_directory:/elsewhere/*"));
    }

    @Test
    void tellsThePatternsOfARefusedCommandApart() {
        Recording turn = Recording.of("bash-refused");

        assertThat(turn.stderr())
                .contains(
                        new PermissionDenied(PermissionRule.allow("bash:echo a, b")),
                        new PermissionDenied(PermissionRule.allow("bash:echo c")));
    }

    @Test
    void readsARefusalWhoseCommandHasSeveralLines() {
        OpencodeOutput output = new OpencodeOutput();
        output.stderr(
                "timestamp=x level=INFO message=asking permission=bash patterns=\"[\\\"cat <<E\\\\nhi\\\\nE\\\"]\"");

        List<HarnessEvent> events = output.stderr("\u001b[93m\u001b[1m! \u001b[0mpermission requested: bash (cat <<E");

        assertThat(events).containsExactly(new PermissionDenied(PermissionRule.allow("bash:cat <<E\nhi\nE")));
        assertThat(output.judge(Optional.of(0), "").failure().orElseThrow().message())
                .isEqualTo("no rule allows bash:cat <<E hi E");
    }

    @Test
    void judgesATurnThatWentOnAfterADeniedToolByItsEnd() {
        Recording turn = Recording.of("rule-denied");

        TurnOutcome outcome = turn.judge(0);

        assertThat(turn.stdout())
                .filteredOn(ToolUsed.class::isInstance)
                .singleElement()
                .extracting(event -> ((ToolUsed) event).error().orElseThrow())
                .asString()
                .startsWith("The user has specified a rule");
        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.text()).isEqualTo("went on");
    }

    @Test
    void failsByAuthentication() {
        TurnOutcome outcome = Recording.of("unauthorized").judge(1);

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure()).contains(new Failure(Kind.AUTHENTICATION, "invalid key (HTTP 401)"));
    }

    @Test
    void announcesEveryRetryAndFailsWhenTheyAreUsedUp() {
        Recording turn = Recording.of("server-error");

        TurnOutcome outcome = turn.judge(1);

        assertThat(turn.stderr().stream().filter(RetryScheduled.class::isInstance))
                .extracting(event -> ((RetryScheduled) event).attempt())
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(outcome.failure()).contains(new Failure(Kind.SERVER_ERROR, "overloaded upstream (HTTP 500)"));
    }

    @Test
    void announcesARetryOfAnUnknownKindWhenItHappens() {
        OpencodeOutput output = new OpencodeOutput();
        output.stderr("timestamp=x level=INFO message=loop session.id=ses_a step=0");

        List<HarnessEvent> failed = output.stderr(
                "timestamp=x level=ERROR message=\"stream error\" session.id=ses_a small=false error.error=odd");
        List<HarnessEvent> again = output.stderr("timestamp=x level=INFO message=stream session.id=ses_a small=false");

        assertThat(failed).isEmpty();
        assertThat(again).containsExactly(new RetryScheduled(1, "odd"));
    }

    @Test
    void announcesNoRetryOfAHopelessRequest() {
        Recording turn = Recording.of("unauthorized");

        assertThat(turn.stderr()).noneMatch(RetryScheduled.class::isInstance);
        assertThat(turn.stdout())
                .contains(new ErrorReported(new Failure(Kind.AUTHENTICATION, "invalid key (HTTP 401)")));
    }

    @Test
    void learnsFromTheLogThatTheModelIsUnknown() {
        TurnOutcome outcome = Recording.of("unknown-model").judge(1);

        assertThat(outcome.failure()).contains(new Failure(Kind.UNKNOWN_MODEL, "Model not found: scripted/nope."));
        assertThat(outcome.session()).isPresent();
    }

    @Test
    void learnsFromStandardErrorThatTheSessionIsUnknown() {
        TurnOutcome outcome = Recording.of("session-not-found").judge(1);

        assertThat(outcome.failure()).contains(new Failure(Kind.SESSION_NOT_FOUND, "Error: Session not found"));
    }

    @Test
    void losesATurnWhoseProcessIsGoneButKnowsItsSession() {
        Recording turn = Recording.of("killed");

        TurnOutcome outcome = turn.judge();

        assertThat(outcome.status()).isEqualTo(Status.LOST);
        assertThat(outcome.session()).isPresent();
        assertThat(outcome.text()).isEqualTo("calling. ");
        assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(Kind.PROCESS_GONE);
        assertThat(outcome.failure().get().message())
                .endsWith("what was left of it was ended; what the agent said until then is there, and nobody can tell "
                        + "whether that was all");
    }

    @Test
    void aLostTurnThatSaidNothingIsToldSo() {
        TurnOutcome outcome = new OpencodeOutput().judge(Optional.empty(), "");

        assertThat(outcome.status()).isEqualTo(Status.LOST);
        assertThat(outcome.failure().orElseThrow().message()).endsWith("no answer was seen");
    }

    @Test
    void keepsTheSessionOfTheTurnApartFromItsSubagents() {
        Recording turn = Recording.of("subagent");

        TurnOutcome outcome = turn.judge(0);

        assertThat(outcome.session()).contains(new HarnessSessionId("ses_e0260fb78ffe00WNnDtYMbyquB"));
        assertThat(outcome.text()).isEqualTo("parent done");
    }

    @Test
    void failsWithoutAResultWhenNothingWasSaid() {
        TurnOutcome outcome = new OpencodeOutput().judge(Optional.of(0), "");

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure())
                .contains(new Failure(Kind.NO_RESULT, "opencode ended without an answer of the model"));
    }

    @Test
    void carriesWhatAnUnexplainedFailureSaidWithoutItsLog() {
        String tail =
                "timestamp=x level=INFO message=init\n\u001b[91mError: \u001b[0mConfiguration is invalid\n\n at model\n";

        TurnOutcome outcome = new OpencodeOutput().judge(Optional.of(1), tail);

        assertThat(outcome.failure())
                .contains(new Failure(
                        Kind.HARNESS_ERROR,
                        "opencode ended with exit code 1: Error: Configuration is invalid at model"));
    }

    @Test
    void aLogIsNoReason() {
        assertThat(Recording.of("killed").judge(3).failure())
                .contains(new Failure(Kind.HARNESS_ERROR, "opencode ended with exit code 3"));
    }

    @Test
    void anAgentThatIsKilledIsGoneUnlessItHasAnswered() {
        assertThat(Recording.of("killed").judge(137).failure())
                .contains(new Failure(
                        Kind.PROCESS_GONE,
                        "opencode was killed by SIGKILL, as the system does when memory is short (exit code 137)"));
        assertThat(Recording.of("subagent").judge(137).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void skipsWhatItDoesNotUnderstand() {
        OpencodeOutput output = new OpencodeOutput();
        String long_ = "x".repeat(10_000);

        assertThat(output.stdout("{broken")).containsExactly(new LineSkipped("{broken", 7));
        assertThat(output.stdout("[1]")).containsExactly(new LineSkipped("[1]", 3));
        assertThat(output.stdout("{\"type\":\"novelty\"}")).hasSize(1).hasOnlyElementsOfType(LineSkipped.class);
        assertThat(output.stdout(long_)).containsExactly(new LineSkipped("x".repeat(200), 10_000));
    }
}
