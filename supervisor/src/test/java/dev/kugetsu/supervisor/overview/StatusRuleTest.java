package dev.kugetsu.supervisor.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Explanation.Fact;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.overview.Evidence.Presence;
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
    private static final ProcessIdentity PROCESS = new ProcessIdentity(7, 1, "boot");

    @ParameterizedTest
    @CsvSource({
        "QUEUED, QUEUED, WAITING, turn 3 waits for a slot since 4h",
        "STARTING, STARTING, PREPARING, turn 3 is being launched",
        "RUNNING, WORKING, PROCESS_ALIVE, 'turn 3 runs since 3h; last output 90s ago'",
        "STOPPING, WORKING, STOP_REQUESTED, turn 3 is being stopped",
        "SUCCEEDED, IDLE, OUTCOME, turn 3 succeeded 5m ago",
        "STOPPED, IDLE, OUTCOME, turn 3 was stopped 5m ago",
        "BLOCKED, BLOCKED, OUTCOME, 'turn 3 blocked 5m ago, kind: message'",
        "FAILED, FAILED, OUTCOME, 'turn 3 failed 5m ago, kind: message'",
        "TIMED_OUT, FAILED, OUTCOME, 'turn 3 timed out 5m ago, kind: message'",
        "LOST, LOST, OUTCOME, 'turn 3 lost 5m ago, kind: message'",
    })
    void tellsStatusAndReasonOfEveryStateWhenNothingContradictsIt(
            TurnState state, SessionStatus status, Rule rule, String reason) {
        assertThat(judge(turn(state, Optional.empty()), seen("ALIVE", "ALIVE", Presence.MISSING, "90s")))
                .isEqualTo(new StatusRule.Verdict(status, reason, rule));
    }

    /// The limits of the turn: 1 minute to its first output, 2 minutes from one to the next.
    @ParameterizedTest
    @CsvSource({
        // state, owner, process, exit, silent for -> status, rule
        "QUEUED, NONE, NONE, MISSING, NONE, QUEUED, WAITING",
        "QUEUED, UNKNOWN, NONE, MISSING, NONE, QUEUED, WAITING",
        "QUEUED, DEAD, NONE, MISSING, NONE, UNKNOWN, OWNER_GONE",
        "STARTING, UNKNOWN, NONE, MISSING, NONE, STARTING, PREPARING",
        "STARTING, DEAD, NONE, MISSING, NONE, UNKNOWN, OWNER_GONE",
        "STARTING, NONE, NONE, MISSING, NONE, UNKNOWN, OWNER_GONE",
        "RUNNING, NONE, ALIVE, MISSING, 90s, WORKING, PROCESS_ALIVE",
        "RUNNING, DEAD, ALIVE, MISSING, 90s, WORKING, PROCESS_ALIVE",
        "RUNNING, ALIVE, ALIVE, MISSING, 130s, WORKING, SILENT",
        "RUNNING, ALIVE, ALIVE, MISSING, NONE, WORKING, SILENT",
        "RUNNING, ALIVE, ALIVE, PRESENT, 90s, WORKING, PROCESS_ALIVE",
        "RUNNING, ALIVE, DEAD, MISSING, 1s, LOST, PROCESS_DEAD",
        "RUNNING, NONE, DEAD, MISSING, 130s, LOST, PROCESS_DEAD",
        "RUNNING, ALIVE, DEAD, PRESENT, 1s, WORKING, END_BEING_RECORDED",
        "RUNNING, UNKNOWN, DEAD, PRESENT, 1s, WORKING, END_BEING_RECORDED",
        "RUNNING, DEAD, DEAD, PRESENT, 1s, UNKNOWN, END_UNRECORDED",
        "RUNNING, NONE, DEAD, PRESENT, 130s, UNKNOWN, END_UNRECORDED",
        "RUNNING, ALIVE, UNKNOWN, MISSING, 90s, WORKING, OUTPUT_FRESH",
        "RUNNING, ALIVE, UNKNOWN, MISSING, 130s, UNKNOWN, NOTHING_PROVEN",
        "RUNNING, ALIVE, NONE, MISSING, 130s, UNKNOWN, NOTHING_PROVEN",
        "RUNNING, NONE, UNKNOWN, MISSING, NONE, UNKNOWN, NOTHING_PROVEN",
        "STOPPING, ALIVE, ALIVE, MISSING, 130s, WORKING, STOP_REQUESTED",
        "STOPPING, NONE, DEAD, MISSING, 1s, LOST, PROCESS_DEAD",
        "STOPPING, NONE, DEAD, PRESENT, 1s, UNKNOWN, END_UNRECORDED",
    })
    void believesProofsMoreThanRowsAndSilenceMoreThanNothing(
            TurnState state,
            String owner,
            String process,
            Presence exit,
            String silence,
            SessionStatus status,
            Rule rule) {
        StatusRule.Verdict verdict = judge(turn(state, Optional.empty()), seen(owner, process, exit, silence));

        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.rule()).isEqualTo(rule);
    }

    @Test
    void measuresTheFirstOutputByALimitOfItsOwn() {
        Turn fresh = turn(TurnState.RUNNING, Optional.empty(), NOW.minusSeconds(59));

        assertThat(judge(fresh, seen("ALIVE", "UNKNOWN", Presence.MISSING, "NONE"))
                        .rule())
                .isEqualTo(Rule.OUTPUT_FRESH);
    }

    @Test
    void saysThatTheModelIsAskedAgain() {
        Turn turn = turn(TurnState.RUNNING, Optional.of("attempt 4: Overloaded"));

        assertThat(judge(turn, seen("ALIVE", "ALIVE", Presence.MISSING, "90s")).reason())
                .isEqualTo("turn 3 runs since 3h; the model is asked again, attempt 4: Overloaded");
    }

    @Test
    void saysWhyATurnWaits() {
        Turn turn = turn(TurnState.QUEUED, Optional.empty());

        Evidence evidence = new Evidence(
                Optional.empty(),
                Optional.empty(),
                Presence.MISSING,
                Optional.empty(),
                Optional.of("place 2: 3 of 3 slots are taken"));
        assertThat(judge(turn, evidence).reason())
                .isEqualTo("turn 3 waits for a slot since 4h, place 2: 3 of 3 slots are taken");
    }

    @Test
    void callsASessionWithoutTurnIdle() {
        assertThat(StatusRule.judge(session(), Optional.empty(), Optional.empty(), Evidence.NONE, NOW)
                        .status())
                .isEqualTo(SessionStatus.IDLE);
    }

    @ParameterizedTest
    @CsvSource({"ENDING, it is being ended", "REVIVING, it is being brought back"})
    void saysThatTheWholeSessionIsBeingChanged(Session.Operation operation, String saying) {
        Optional<Turn> turn = Optional.of(turn(TurnState.SUCCEEDED, Optional.empty()));

        assertThat(StatusRule.judge(session(Optional.of(operation)), Optional.empty(), turn, Evidence.NONE, NOW)
                        .reason())
                .isEqualTo(saying + "; turn 3 succeeded 5m ago");
    }

    @Test
    void listsTheFactsWithTheirAgesAndSources() {
        Evidence evidence = seen("DEAD", "ALIVE", Presence.MISSING, "90s");

        List<Fact> facts = FactSheet.of(
                session(),
                Optional.empty(),
                Optional.of(turn(TurnState.RUNNING, Optional.empty())),
                evidence,
                Presence.MISSING,
                NOW);

        assertThat(facts)
                .contains(
                        new Fact("turn_state", "running", Optional.of(Duration.ofHours(3)), "row"),
                        new Fact("owner", "dead, pid 7", Optional.of(Duration.ZERO), "probe"),
                        new Fact("process", "alive, pid 7", Optional.of(Duration.ZERO), "probe"),
                        new Fact("exit_file", "missing", Optional.of(Duration.ZERO), "file"),
                        new Fact(
                                "last_output",
                                NOW.minusSeconds(90).toString(),
                                Optional.of(Duration.ofSeconds(90)),
                                "file"),
                        new Fact("silence_limit", "2m", Optional.empty(), "limit"));
    }

    private static StatusRule.Verdict judge(Turn turn, Evidence evidence) {
        return StatusRule.judge(session(), Optional.empty(), Optional.of(turn), evidence, NOW);
    }

    private static Evidence seen(String owner, String process, Presence exit, String silence) {
        return new Evidence(
                liveness(owner),
                liveness(process),
                exit,
                silence.equals("NONE") ? Optional.empty() : Optional.of(NOW.minus(Duration.parse("PT" + silence))),
                Optional.empty());
    }

    private static Optional<Liveness> liveness(String name) {
        return name.equals("NONE") ? Optional.empty() : Optional.of(Liveness.valueOf(name));
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
                Optional.empty(),
                SessionRole.WORKER,
                Optional.empty(),
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
        return turn(state, retrying, NOW.minus(Duration.ofHours(3)));
    }

    private static Turn turn(TurnState state, Optional<String> retrying, Instant started) {
        boolean isOver = state.isTerminal();
        return new Turn(
                new TurnId("t-1"),
                new SessionId("s-1"),
                3,
                1,
                state,
                1,
                Optional.of(PROCESS),
                Optional.of(PROCESS),
                NOW,
                Optional.empty(),
                Optional.empty(),
                false,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                NOW.minus(Duration.ofHours(4)),
                Optional.of(started),
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
