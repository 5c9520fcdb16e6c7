package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes the events of one turn as they come: one by one when they are few, many in a transaction when they
/// pile up.
///
/// Events that an earlier reader has written are passed over. {@link #finish} returns when everything is written.
final class TurnEventWriter {

    private static final int LARGEST_BATCH = 512;

    private final Store store;
    private final Turn turn;
    private final Clock clock;
    private final EventCodec codec = new EventCodec();
    private final LinkedBlockingQueue<Optional<StreamEvent>> queue = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final long stdoutEnd;
    private final long stderrEnd;
    private final Thread thread;

    TurnEventWriter(Store store, Turn turn, Clock clock) {
        this.store = store;
        this.turn = turn;
        this.clock = clock;
        this.stdoutEnd = end(StreamEvent.Source.STDOUT);
        this.stderrEnd = end(StreamEvent.Source.STDERR);
        this.thread = Thread.ofVirtual().name("events-" + turn.turnId()).start(this::run);
    }

    private long end(StreamEvent.Source source) {
        return store.read(handle -> handle.attach(TurnEventDao.class).findEnd(turn.turnId(), source));
    }

    /// Whether an earlier reader has surely written it; the last line that it wrote may lack some of its events.
    boolean isKnown(StreamEvent event) {
        return event.offset()
                < switch (event.source()) {
                    case STDOUT -> stdoutEnd;
                    case STDERR -> stderrEnd;
                };
    }

    /// Hands an event over; does not block.
    void write(StreamEvent event) {
        queue.add(Optional.of(event));
    }

    private void run() {
        try {
            boolean isOpen = true;
            while (isOpen) {
                List<Optional<StreamEvent>> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch, LARGEST_BATCH - 1);
                isOpen = batch.stream().allMatch(Optional::isPresent);
                writeBatch(batch.stream().flatMap(Optional::stream).toList());
            }
        } catch (RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeBatch(List<StreamEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        store.write(handle -> {
            Instant now = clock.instant();
            for (StreamEvent event : events) {
                insert(handle, event, now);
            }
            handle.attach(TurnDao.class)
                    .recordProgress(
                            turn.turnId(),
                            turn.fence(),
                            now,
                            retrying(events.getLast().event()));
            return true;
        });
    }

    private void insert(Handle handle, StreamEvent event, Instant now) {
        handle.attach(TurnEventDao.class)
                .insert(
                        turn.turnId(),
                        event.source(),
                        event.offset(),
                        event.index(),
                        now,
                        codec.kind(event.event()),
                        codec.payload(event.event()));
    }

    /// A model is being asked again until anything else happens.
    private static Optional<String> retrying(HarnessEvent event) {
        return event instanceof HarnessEvent.RetryScheduled retry
                ? Optional.of("attempt " + retry.attempt() + ": " + retry.reason())
                : Optional.empty();
    }

    /// Returns when everything is written.
    ///
    /// @throws RuntimeException when an event could not be written
    void finish() throws InterruptedException {
        queue.add(Optional.empty());
        thread.join();
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }
}
