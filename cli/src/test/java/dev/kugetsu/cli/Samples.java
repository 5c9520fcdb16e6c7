package dev.kugetsu.cli;

import dev.kugetsu.supervisor.Bases.BaseView;
import dev.kugetsu.supervisor.Explanation;
import dev.kugetsu.supervisor.Explanation.Fact;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.UndoReport;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.ChangesView;
import dev.kugetsu.supervisor.TurnReport.FailureView;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.TurnReport.UsageView;
import dev.kugetsu.supervisor.TurnView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Answers of a supervisor.
final class Samples {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final ClaimView CLAIM = new ClaimView(
            "github.com/acme/app#42", Optional.empty(), NOON, Optional.empty(), "a-1", "brave-heron", true);
    private static final ChangesView CHANGES = new ChangesView(2, 5, 120, 8);
    private static final UsageView USAGE = new UsageView(12_408, 1_031, new BigDecimal("0.0300"));

    private Samples() {}

    static TurnReport report() {
        return report(Optional.of(Outcome.SUCCEEDED), Optional.empty());
    }

    static TurnReport report(Optional<Outcome> outcome, Optional<FailureView> failure) {
        return report(outcome, failure, Optional.of(NOON.minusSeconds(134)));
    }

    static TurnReport report(Optional<Outcome> outcome, Optional<FailureView> failure, Optional<Instant> startedAt) {
        return new TurnReport(
                Optional.of("github.com/acme/app#42"),
                Optional.empty(),
                "s-4k7m2xqd",
                "t-9f3hw0ab",
                outcome,
                failure,
                "opencode",
                Optional.of("ses_7f"),
                "/home/jo/.kugetsu/worktrees/app/acme-app-42",
                Optional.of("kugetsu/acme-app-42"),
                Optional.of("1a2b3c4d"),
                "Done: \u001b[31mred\u001b[0m.",
                CHANGES,
                USAGE,
                startedAt,
                outcome.map(ended -> NOON));
    }

    static SessionView session(SessionStatus status, String why) {
        return new SessionView(
                Optional.of("github.com/acme/app#42"),
                "s-4k7m2xqd",
                Optional.of("crash"),
                SessionRole.WORKER,
                Optional.empty(),
                "app",
                "opencode",
                Optional.empty(),
                status,
                why,
                Optional.of("kugetsu/acme-app-42"),
                Optional.of("/home/jo/.kugetsu/worktrees/app/acme-app-42"),
                1,
                NOON.minusSeconds(600),
                NOON.minusSeconds(125),
                Optional.of(turn()));
    }

    static TurnView turn() {
        return new TurnView(
                "t-9f3hw0ab",
                1,
                "succeeded",
                Optional.of(Outcome.SUCCEEDED),
                Optional.empty(),
                Optional.empty(),
                Optional.of("acme/large"),
                CHANGES,
                USAGE,
                NOON.minusSeconds(140),
                Optional.of(NOON.minusSeconds(134)),
                Optional.of(NOON),
                "/home/jo/.kugetsu/turns/t-9f3hw0ab");
    }

    static SessionDetail detail() {
        return new SessionDetail(
                session(SessionStatus.IDLE, "its last turn succeeded 2m ago"),
                Optional.of("main@1a2b3c4"),
                Optional.of("ses_01"),
                Optional.of("acme/large"),
                List.of("bash:*"),
                USAGE,
                List.of(turn()));
    }

    static UndoReport undo(Optional<String> setupNotRun, boolean isIgnoring) {
        return new UndoReport(
                "s-4k7m2xqd",
                Optional.of("github.com/acme/app#42"),
                Optional.empty(),
                "/home/jo/.kugetsu/worktrees/app/acme-app-42",
                "kugetsu/acme-app-42",
                Optional.empty(),
                false,
                setupNotRun,
                isIgnoring);
    }

    static Explanation explanation() {
        return new Explanation(
                session(SessionStatus.WORKING, "turn 1 runs since 5m; last output 12s ago"),
                "process_alive",
                "a turn whose process lives works",
                List.of(
                        new Fact("turn_state", "running", Optional.of(Duration.ofMinutes(5)), "row"),
                        new Fact("process", "alive, pid 4711", Optional.of(Duration.ZERO), "probe"),
                        new Fact("silence_limit", "30m", Optional.empty(), "limit")));
    }

    static BaseView base() {
        return new BaseView(
                "b-1", new ProjectId("app"), "opencode", "ses_01", Optional.empty(), List.of(), NOON.minusSeconds(900));
    }
}
