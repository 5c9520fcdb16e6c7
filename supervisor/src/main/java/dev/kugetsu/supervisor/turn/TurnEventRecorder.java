package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.budget.SpendingDao;
import dev.kugetsu.supervisor.retry.ParkingDao;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Records what one turn has said, and what follows from it: what it has spent, that its provider's limit is over,
/// which session its harness works in. Whatever belongs together is in one transaction.
final class TurnEventRecorder {

    private final Store store;
    private final TurnContext context;
    private final Turn turn;
    private final Clock clock;
    private final EventCodec codec = new EventCodec();

    TurnEventRecorder(Store store, TurnContext context, Clock clock) {
        this.store = store;
        this.context = context;
        this.turn = context.turn();
        this.clock = clock;
    }

    /// How far the events of one output are recorded, in bytes.
    long end(StreamEvent.Source source) {
        return store.read(handle -> handle.attach(TurnEventDao.class).findEnd(turn.turnId(), turn.attempt(), source));
    }

    /// Records events in their order; those that are recorded already are passed over.
    ///
    /// @param reached how far all events up to these reach
    void record(List<StreamEvent> events, Optional<Checkpoint> reached) {
        if (events.isEmpty() && reached.isEmpty()) {
            return;
        }
        store.writeRepeatable(handle -> {
            if (!events.isEmpty()) {
                recordEvents(handle, events);
            }
            reached.ifPresent(checkpoint ->
                    handle.attach(TurnDao.class).recordCheckpoint(turn.turnId(), turn.fence(), checkpoint.toString()));
            return true;
        });
    }

    private void recordEvents(Handle handle, List<StreamEvent> events) {
        Instant now = clock.instant();
        Instant at = TurnTimes.lastOutput(context.folder()).filter(now::isAfter).orElse(now);
        recordNews(handle, insertNew(handle, events, at));
        handle.attach(TurnDao.class)
                .recordProgress(
                        turn.turnId(),
                        turn.fence(),
                        at,
                        retrying(events.getLast().event()));
    }

    private List<HarnessEvent> insertNew(Handle handle, List<StreamEvent> events, Instant at) {
        try (TurnEventInsert insert = new TurnEventInsert(handle, turn, at, codec)) {
            return events.stream()
                    .filter(insert::insert)
                    .map(StreamEvent::event)
                    .toList();
        }
    }

    /// What a turn spends counts at once; and one that works shows that its provider's limit is over.
    private void recordNews(Handle handle, List<HarnessEvent> events) {
        for (HarnessEvent event : events) {
            switch (event) {
                case HarnessEvent.UsageReported(var usage) ->
                    handle.attach(SpendingDao.class).add(AttemptRecords.spending(context, usage));
                case HarnessEvent.SessionStarted(var session) -> recordSession(handle, session);
                case HarnessEvent.TextProduced _,
                        HarnessEvent.ToolUsed _,
                        HarnessEvent.PermissionDenied _,
                        HarnessEvent.RetryScheduled _,
                        HarnessEvent.ErrorReported _,
                        HarnessEvent.MessageReceived _,
                        HarnessEvent.LineSkipped _ -> {}
            }
        }
        if (events.stream().anyMatch(TurnEventRecorder::isWork)) {
            handle.attach(ParkingDao.class)
                    .release(store.hostId(), context.session().harness(), turn.turnId());
        }
    }

    private static boolean isWork(HarnessEvent event) {
        return event instanceof HarnessEvent.TextProduced || event instanceof HarnessEvent.ToolUsed;
    }

    /// The harness has the last word: some give a fork its id only in its first turn.
    private void recordSession(Handle handle, HarnessSessionId session) {
        if (!context.session().harnessSessionId().equals(Optional.of(session))) {
            handle.attach(SessionDao.class).setHarnessSession(context.session().sessionId(), Optional.of(session));
        }
    }

    /// A model is being asked again until anything else happens.
    private static Optional<String> retrying(HarnessEvent event) {
        return event instanceof HarnessEvent.RetryScheduled retry
                ? Optional.of("attempt " + retry.attempt() + ": " + retry.reason())
                : Optional.empty();
    }
}
