package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.supervisor.budget.Spending;
import dev.kugetsu.supervisor.budget.SpendingDao;
import dev.kugetsu.supervisor.retry.AttemptDao;
import dev.kugetsu.supervisor.retry.EndedAttempt;
import dev.kugetsu.supervisor.retry.RetryPolicy.Progress;
import dev.kugetsu.supervisor.store.Store;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// Writes down what became of an attempt that ran, and what it has spent; one that never ran is written by
/// {@link #writeUnlaunched}.
final class AttemptRecords {

    private AttemptRecords() {}

    static void write(Handle handle, Store store, AttemptEnd end, Progress progress) {
        handle.attach(AttemptDao.class).insert(ran(end, progress), store.hostId());
        handle.attach(SpendingDao.class)
                .settle(spending(end.context(), end.outcome().usage()), end.at());
    }

    /// One that ran, as it is written down.
    static EndedAttempt ran(AttemptEnd end, Progress progress) {
        return row(end, Launched.YES, progress);
    }

    static void writeUnlaunched(Handle handle, Store store, AttemptEnd end) {
        handle.attach(AttemptDao.class).insert(row(end, Launched.NO, Progress.NONE), store.hostId());
    }

    /// Whether the agent of an attempt ever ran.
    private enum Launched {
        YES,
        NO
    }

    private static EndedAttempt row(AttemptEnd end, Launched launched, Progress progress) {
        Turn turn = end.context().turn();
        TurnOutcome outcome = end.outcome();
        return new EndedAttempt(
                turn.turnId(),
                turn.attempt(),
                turn.sessionId(),
                end.context().session().harness(),
                end.at(),
                outcome.status().name(),
                outcome.failure().map(failure -> failure.kind().name().toLowerCase(Locale.ROOT)),
                outcome.failure().map(Failure::message),
                launched == Launched.YES,
                progress == Progress.SOME);
    }

    /// What an attempt has reported, as a row.
    static Spending spending(TurnContext context, Usage usage) {
        Turn turn = context.turn();
        return new Spending(
                turn.turnId(),
                turn.attempt(),
                turn.sessionId(),
                context.project().projectId(),
                context.session().harness(),
                usage.inputTokens(),
                usage.outputTokens(),
                TurnEnd.nanos(usage.costUsd()));
    }
}
