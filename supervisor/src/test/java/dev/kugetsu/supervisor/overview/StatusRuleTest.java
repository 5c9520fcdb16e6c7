package dev.kugetsu.supervisor.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.store.PermissionList;
import dev.kugetsu.supervisor.turn.Conductor;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRuleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "QUEUED, QUEUED, turn 3 waits for a slot since 4h",
        "STARTING, STARTING, turn 3 is being launched",
        "RUNNING, WORKING, 'turn 3 runs since 3h; last output 90s ago'",
        "STOPPING, WORKING, turn 3 is being stopped",
        "SUCCEEDED, IDLE, turn 3 succeeded 5m ago",
        "STOPPED, IDLE, turn 3 was stopped 5m ago",
        "BLOCKED, BLOCKED, 'turn 3 blocked 5m ago, kind: message'",
        "FAILED, FAILED, 'turn 3 failed 5m ago, kind: message'",
        "TIMED_OUT, FAILED, 'turn 3 timed out 5m ago, kind: message'",
        "LOST, LOST, 'turn 3 lost 5m ago, kind: message'",
    })
    void tellsStatusAndReasonOfEveryState(TurnState state, SessionStatus status, String reason) {
        StatusRule.Verdict verdict = StatusRule.judge(
                session(), Optional.empty(), Optional.of(turn(state, Optional.empty())), Optional.empty(), NOW);

        assertThat(verdict).isEqualTo(new StatusRule.Verdict(status, reason));
    }

    @Test
    void saysThatTheModelIsAskedAgain() {
        Turn turn = turn(TurnState.RUNNING, Optional.of("attempt 4: Overloaded"));

        assertThat(StatusRule.judge(session(), Optional.empty(), Optional.of(turn), Optional.empty(), NOW)
                        .reason())
                .isEqualTo("turn 3 runs since 3h; the model is asked again, attempt 4: Overloaded");
    }

    @Test
    void saysWhyATurnWaits() {
        Turn turn = turn(TurnState.QUEUED, Optional.empty());

        assertThat(StatusRule.judge(
                                session(),
                                Optional.empty(),
                                Optional.of(turn),
                                Optional.of("place 2: 3 of 3 slots are taken"),
                                NOW)
                        .reason())
                .isEqualTo("turn 3 waits for a slot since 4h, place 2: 3 of 3 slots are taken");
    }

    @Test
    void callsASessionWithoutTurnIdle() {
        assertThat(StatusRule.judge(session(), Optional.empty(), Optional.empty(), Optional.empty(), NOW)
                        .status())
                .isEqualTo(SessionStatus.IDLE);
    }

    @ParameterizedTest
    @CsvSource({"ENDING, it is being ended", "REVIVING, it is being brought back"})
    void saysThatTheWholeSessionIsBeingChanged(Session.Operation operation, String saying) {
        Optional<Turn> turn = Optional.of(turn(TurnState.SUCCEEDED, Optional.empty()));

        assertThat(StatusRule.judge(session(Optional.of(operation)), Optional.empty(), turn, Optional.empty(), NOW))
                .isEqualTo(new StatusRule.Verdict(SessionStatus.IDLE, saying + "; turn 3 succeeded 5m ago"));
    }

    private static Session session() {
        return session(Optional.empty());
    }

    private static Session session(Optional<Session.Operation> operation) {
        PermissionList none = new PermissionList(List.of());
        Base base = new Base(
                "b-1", new ProjectId("app"), "scripted", new HarnessSessionId("ses_1"), Optional.empty(), none, NOW);
        return new Session(
                new SessionId("s-1"),
                base.projectId(),
                Session.Kind.ISSUE,
                Optional.of(IssueRef.parse("github.com/acme/app#1", Optional.empty())),
                base.harness(),
                Optional.of(base.baseId()),
                Optional.empty(),
                Optional.empty(),
                none,
                NOW,
                Optional.empty(),
                Optional.empty(),
                operation,
                operation.map(any -> new ProcessIdentity(1, 1, "boot")));
    }

    private static Turn turn(TurnState state, Optional<String> retrying) {
        boolean isOver = state.isTerminal();
        return new Turn(
                new TurnId("t-1"),
                new SessionId("s-1"),
                3,
                1,
                state,
                1,
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                false,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                NOW.minus(Duration.ofHours(4)),
                Optional.of(NOW.minus(Duration.ofHours(3))),
                isOver ? Optional.of(NOW.minus(Duration.ofMinutes(5))) : Optional.empty(),
                Optional.of(NOW.minus(Duration.ofSeconds(90))),
                0,
                retrying,
                Optional.empty(),
                Optional.empty(),
                isOver ? Optional.of("kind") : Optional.empty(),
                isOver ? Optional.of("message") : Optional.empty(),
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Conductor.CALLER,
                "{}",
                0);
    }
}
