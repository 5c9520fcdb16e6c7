package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Changes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records how a turn that ran has ended and what follows from it, all in one transaction. Thread-safe.
public final class TurnEnding {

    private static final Logger log = LoggerFactory.getLogger(TurnEnding.class);

    private final Store store;
    private final TurnChanges turnChanges;
    private final BaseSessions bases;
    private final RandomId ids;
    private final TurnRetry retry;
    private final TurnWatch watch;
    private final Clock clock;

    TurnEnding(
            Store store,
            TurnChanges turnChanges,
            BaseSessions bases,
            RandomId ids,
            TurnRetry retry,
            TurnWatch watch,
            Clock clock) {
        this.store = store;
        this.turnChanges = turnChanges;
        this.bases = bases;
        this.ids = ids;
        this.retry = retry;
        this.watch = watch;
        this.clock = clock;
    }

    /// Records the outcome of a turn that ran, or sends it back to the queue when that is worth a try; `false`
    /// when another process was quicker, whose word then counts.
    boolean end(TurnContext context, TurnOutcome judged) {
        Changes changes = turnChanges.measure(context);
        Instant now = TurnTimes.ended(context.turn(), context.folder(), clock.instant());
        TurnOutcome outcome = overspent(context.turn(), judged);
        AttemptEnd end = new AttemptEnd(context, outcome, changes, now);
        if (retry.tryAgain(end)) {
            return true;
        }
        boolean isOurs = store.write(handle -> {
            if (!handle.attach(TurnDao.class).end(end.ofTurn())) {
                return false;
            }
            retry.recordLast(handle, end);
            tell(handle, end);
            outcome.session()
                    .ifPresent(session -> handle.attach(SessionDao.class)
                            .setHarnessSession(context.session().sessionId(), Optional.of(session)));
            if (context.session().kind() == Session.Kind.BASE) {
                endBaseInTheMaking(handle, end);
            }
            return true;
        });
        if (isOurs) {
            log.info("turn {} ended: {}", context.turn().turnId(), outcome.status());
        }
        return isOurs;
    }

    /// How a turn ended is recorded whatever becomes of what follows from it for others.
    private void tell(Handle transaction, AttemptEnd end) {
        try {
            watch.ended(transaction, end.context(), end.changes());
        } catch (RuntimeException e) {
            log.warn(
                    "turn {}: what it changed was not told",
                    end.context().turn().turnId(),
                    e);
        }
    }

    /// A turn that was ended over its budget has failed by that, whoever records its end.
    private TurnOutcome overspent(Turn turn, TurnOutcome outcome) {
        Optional<Failure> breach = store.read(
                        handle -> handle.attach(TurnDao.class).find(turn.turnId()))
                .filter(row -> row.state() == TurnState.RUNNING)
                .filter(row -> row.failureKind().equals(Optional.of(TurnBudget.KIND)))
                .flatMap(Turn::failureMessage)
                .map(message -> new Failure(Failure.Kind.BUDGET, message));
        return breach.isPresent() && outcome.status() == TurnOutcome.Status.STOPPED
                ? new TurnOutcome(
                        TurnOutcome.Status.FAILED,
                        breach,
                        outcome.text(),
                        outcome.usage(),
                        outcome.session(),
                        outcome.exitCode())
                : outcome;
    }

    /// Records that a turn whose process is proven dead cannot be read: nobody will ever tell how it ended.
    void endUnreadable(Turn turn, String why) {
        TurnOutcome outcome = new TurnOutcome(
                TurnOutcome.Status.LOST,
                Optional.of(new Failure(Failure.Kind.PROCESS_GONE, "its process is gone, and " + why)),
                "",
                Usage.NONE,
                Optional.empty(),
                Optional.empty());
        Instant now = clock.instant();
        store.write(handle -> {
            boolean isOurs = handle.attach(TurnDao.class).end(TurnEnd.of(turn, outcome, Changes.NONE, now));
            SessionDao sessions = handle.attach(SessionDao.class);
            sessions.find(turn.sessionId())
                    .filter(session -> isOurs && session.kind() == Session.Kind.BASE)
                    .ifPresent(session -> SessionRecords.end(handle, session.sessionId(), "its turn was lost", now));
            return isOurs;
        });
    }

    private void endBaseInTheMaking(Handle handle, AttemptEnd end) {
        Session session = end.context().session();
        TurnOutcome outcome = end.outcome();
        if (outcome.status() == TurnOutcome.Status.SUCCEEDED
                && outcome.session().isPresent()) {
            Base base = new Base(
                    ids.next(Base.PREFIX),
                    session.projectId(),
                    session.harness(),
                    outcome.session().get(),
                    session.model(),
                    session.permissions(),
                    end.at());
            bases.install(handle, base);
            SessionRecords.end(handle, session.sessionId(), "became base " + base.baseId(), end.at());
            return;
        }
        SessionRecords.end(
                handle, session.sessionId(), "the turn that was to make a base ended as " + outcome.status(), end.at());
    }
}
