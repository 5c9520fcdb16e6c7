package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.supervisor.retry.AttemptDao;
import dev.kugetsu.supervisor.retry.EndedAttempt;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Changes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what becomes of turns that have got a slot and were never launched. Thread-safe.
final class Unlaunched {

    private static final Logger log = LoggerFactory.getLogger(Unlaunched.class);

    /// Whatever makes conductors die so often would go on to do so.
    private static final int MOST = 5;

    private final Store store;
    private final Preparation preparation;
    private final SendBack sendBack;
    private final Clock clock;

    Unlaunched(Store store, Preparation preparation, SendBack sendBack, Clock clock) {
        this.store = store;
        this.preparation = preparation;
        this.sendBack = sendBack;
        this.clock = clock;
    }

    /// Undoes what was made for it, and records that it ended.
    void abandon(TurnContext context, TurnOutcome.Status status, Failure failure) {
        try {
            recordEnd(context, status, failure, preparation.undo(context));
        } catch (InterruptedException e) {
            // The rows stay as they are: whoever comes next undoes the rest.
            Thread.currentThread().interrupt();
        }
    }

    /// The session ends with it when nothing of that is left.
    private void recordEnd(
            TurnContext context, TurnOutcome.Status status, Failure failure, Preparation.Aftermath aftermath) {
        AttemptEnd end =
                end(context, status, status == TurnOutcome.Status.STOPPED ? Optional.empty() : Optional.of(failure));
        store.write(handle -> {
            boolean isOurs = handle.attach(TurnDao.class).end(end.ofTurn());
            if (isOurs) {
                AttemptRecords.writeUnlaunched(handle, store, end);
            }
            if (isOurs && aftermath == Preparation.Aftermath.END_SESSION) {
                SessionRecords.end(handle, context.session().sessionId(), failure.message(), end.at());
            }
            return isOurs;
        });
    }

    /// Settles one whose conductor has died: one of the queue is tried again, but not for ever.
    void settle(TurnContext context, Failure failure) {
        Turn turn = context.turn();
        long deaths =
                attempts(turn).stream().filter(attempt -> !attempt.launched()).count() + 1;
        if (!turn.isOfQueue()) {
            abandon(context, TurnOutcome.Status.FAILED, failure);
        } else if (deaths >= MOST) {
            abandon(
                    context,
                    TurnOutcome.Status.FAILED,
                    new Failure(failure.kind(), failure.message() + ", for the " + deaths + "th time in a row"));
        } else {
            Instant now = clock.instant();
            sendBack(context, now, Optional.of(failure));
        }
    }

    /// Gives one back that we do not launch after all.
    ///
    /// @param notBefore when another attempt is worth it
    /// @param death what made its conductor die, if one did
    void sendBack(TurnContext context, Instant notBefore, Optional<Failure> death) {
        Turn turn = context.turn();
        try {
            preparation.reset(context);
        } catch (InterruptedException e) {
            // The row stays as it is: whoever comes next sends it back.
            Thread.currentThread().interrupt();
            return;
        }
        sendBack.prepare(turn, attempts(turn));
        Optional<AttemptEnd> lost = death.map(failure -> end(context, TurnOutcome.Status.FAILED, Optional.of(failure)));
        boolean isSent = store.write(handle -> {
            if (!SendBack.move(handle, turn, TurnState.STARTING, notBefore, death)) {
                return false;
            }
            lost.ifPresent(end -> AttemptRecords.writeUnlaunched(handle, store, end));
            return true;
        });
        if (isSent) {
            log.info("turn {} is back in the queue, not before {}", turn.turnId(), notBefore);
        }
    }

    private List<EndedAttempt> attempts(Turn turn) {
        return store.read(handle -> handle.attach(AttemptDao.class).listOf(turn.turnId()));
    }

    private AttemptEnd end(TurnContext context, TurnOutcome.Status status, Optional<Failure> failure) {
        TurnOutcome outcome = new TurnOutcome(status, failure, "", Usage.NONE, Optional.empty(), Optional.empty());
        return new AttemptEnd(context, outcome, Changes.NONE, clock.instant());
    }
}
