package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Instant;

/// Stops turns that wait for a slot. A session whose first turn is called off ends with it, and so do the turns
/// that wait behind that. Thread-safe.
final class TurnCallOff {

    private final Store store;
    private final Preparation preparation;
    private final SessionClaim claim;
    private final Clock clock;

    TurnCallOff(Store store, Preparation preparation, SessionClaim claim, Clock clock) {
        this.store = store;
        this.preparation = preparation;
        this.claim = claim;
        this.clock = clock;
    }

    /// Stops a turn unless it waits no more. What an attempt before this one has prepared for the session goes
    /// with it.
    void callOff(TurnContext context) {
        boolean isPrepared = context.isFirst() && context.turn().attempt() > 1;
        if (!isPrepared) {
            callOffUnprepared(context);
        } else {
            claim.duringIfFree(
                    context.session(),
                    Session.Operation.ENDING,
                    transaction -> transaction
                            .attach(TurnDao.class)
                            .callOff(context.turn().turnId(), clock.instant()),
                    () -> discard(context));
        }
    }

    private void callOffUnprepared(TurnContext context) {
        Instant now = clock.instant();
        store.write(handle -> {
            boolean isStopped =
                    handle.attach(TurnDao.class).callOff(context.turn().turnId(), now);
            if (isStopped && context.isFirst()) {
                SessionId session = context.session().sessionId();
                handle.attach(WorktreeDao.class).become(session, SessionWorktree.State.REMOVED, now);
                SessionRecords.end(handle, session, "it was stopped while it waited for a slot", now);
            }
            return isStopped;
        });
    }

    /// Undoes what was made, and ends the session, which is being ended already: should we die over it, whoever
    /// comes next finishes that.
    private void discard(TurnContext context) {
        try {
            preparation.undo(context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        store.write(handle -> {
            SessionRecords.end(
                    handle,
                    context.session().sessionId(),
                    "it was stopped while it waited for another attempt",
                    clock.instant());
            return true;
        });
    }
}
