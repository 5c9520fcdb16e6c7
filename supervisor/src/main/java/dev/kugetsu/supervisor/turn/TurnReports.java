package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnView;
import dev.kugetsu.supervisor.session.SessionWorktree;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/// Tells callers of a turn what its row says.
public final class TurnReports {

    private TurnReports() {}

    public static TurnReport report(TurnContext context) {
        Turn turn = context.turn();
        return new TurnReport(
                context.session().issueRef().map(IssueRef::toString),
                context.session().name().map(SessionName::value),
                context.session().sessionId().value(),
                turn.turnId().value(),
                turn.state().outcome(),
                failure(turn),
                context.session().harness(),
                context.session()
                        .harnessSessionId()
                        .filter(HarnessSessionId::isGiven)
                        .map(HarnessSessionId::value),
                context.directory().toString(),
                context.worktree().map(row -> row.branch().value()),
                context.worktree().map(SessionWorktree::baseCommit),
                turn.text(),
                changes(turn),
                usage(turn),
                turn.startedAt(),
                turn.endedAt());
    }

    public static TurnView view(Turn turn, String folder) {
        return new TurnView(
                turn.turnId().value(),
                turn.number(),
                turn.state().name().toLowerCase(Locale.ROOT),
                turn.state().outcome(),
                failure(turn),
                turn.retrying(),
                turn.model(),
                changes(turn),
                usage(turn),
                turn.createdAt(),
                turn.startedAt(),
                turn.endedAt(),
                folder);
    }

    private static Optional<TurnReport.FailureView> failure(Turn turn) {
        return turn.failureKind()
                .map(kind ->
                        new TurnReport.FailureView(kind, turn.failureMessage().orElse("")));
    }

    private static TurnReport.ChangesView changes(Turn turn) {
        return new TurnReport.ChangesView(turn.commits(), turn.files(), turn.insertions(), turn.deletions());
    }

    private static TurnReport.UsageView usage(Turn turn) {
        return new TurnReport.UsageView(turn.inputTokens(), turn.outputTokens(), usd(turn.costNanoUsd()));
    }

    /// US dollars without needless zeros.
    public static BigDecimal usd(long nanos) {
        BigDecimal usd = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return usd.scale() < 0 ? usd.setScale(0) : usd;
    }
}
