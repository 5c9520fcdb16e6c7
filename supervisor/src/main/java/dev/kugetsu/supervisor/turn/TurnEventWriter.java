package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the events of one turn as they come: one by one when they are few, many in a transaction when they
/// pile up.
///
/// Events that an earlier reader has written are passed over. {@link #finish} returns when everything is
/// written.
final class TurnEventWriter {

    private static final Logger log = LoggerFactory.getLogger(TurnEventWriter.class);
    private static final int LARGEST_BATCH = 512;
    private static final int MOST_ATTEMPTS = 60;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TurnEventRecorder recorder;
    private final TurnId turn;
    private final Pause pause;
    private final Consumer<RuntimeException> trouble;
    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final long stdoutEnd;
    private final long stderrEnd;
    private final Thread thread;
    private volatile boolean isFinishing;
    private boolean isTold;

    /// What is handed over, in order.
    private sealed interface Entry {

        record Heard(StreamEvent event) implements Entry {}

        record Reached(Checkpoint checkpoint) implements Entry {}

        record Finished() implements Entry {}
    }

    /// @param trouble is told once, on a thread of ours, that writing does not go on for now
    TurnEventWriter(Store store, TurnContext context, Clock clock, Pause pause, Consumer<RuntimeException> trouble) {
        this.recorder = new TurnEventRecorder(store, context, clock);
        this.turn = context.turn().turnId();
        this.pause = pause;
        this.trouble = trouble;
        this.stdoutEnd = recorder.end(StreamEvent.Source.STDOUT);
        this.stderrEnd = recorder.end(StreamEvent.Source.STDERR);
        this.thread = Thread.ofVirtual().name("events-" + turn).start(this::run);
    }

    /// Whether an earlier reader has surely written it; the last line that it wrote may lack some of its
    /// events.
    boolean isKnown(StreamEvent event) {
        return event.offset()
                < switch (event.source()) {
                    case STDOUT -> stdoutEnd;
                    case STDERR -> stderrEnd;
                };
    }

    /// Hands an event over; does not block.
    void write(StreamEvent event) {
        queue.add(new Entry.Heard(event));
    }

    /// Hands over how far all events so far reach; does not block.
    void write(Checkpoint checkpoint) {
        queue.add(new Entry.Reached(checkpoint));
    }

    private void run() {
        try {
            boolean isOpen = true;
            while (isOpen) {
                List<Entry> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch, LARGEST_BATCH - 1);
                isOpen = batch.stream().noneMatch(Entry.Finished.class::isInstance);
                writeStubbornly(batch);
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    /// A full disk or a busy database may be better in a moment, and the agent works on meanwhile. When it
    /// stays bad beyond the end of the turn, that is left for the next command to read anew.
    private void writeStubbornly(List<Entry> entries) throws InterruptedException {
        int attempts = 0;
        while (true) {
            try {
                write(entries);
                return;
            } catch (RuntimeException e) {
                attempts += isFinishing ? 1 : 0;
                if (attempts == MOST_ATTEMPTS) {
                    throw e;
                }
                tell(e);
                pause.pause(RETRY);
            }
        }
    }

    private void tell(RuntimeException failure) {
        log.warn("turn {}: events are not written yet: {}", turn, failure.toString());
        if (!isTold) {
            isTold = true;
            trouble.accept(failure);
        }
    }

    private void write(List<Entry> entries) {
        recorder.record(
                pick(entries, Entry.Heard.class).map(Entry.Heard::event).toList(),
                pick(entries, Entry.Reached.class)
                        .map(Entry.Reached::checkpoint)
                        .reduce((first, last) -> last));
    }

    private static <T extends Entry> Stream<T> pick(List<Entry> entries, Class<T> type) {
        return entries.stream().filter(type::isInstance).map(type::cast);
    }

    /// Returns when everything is written.
    ///
    /// @throws IllegalStateException when an event could not be written; all of them can be read again
    void finish() throws InterruptedException {
        isFinishing = true;
        queue.add(new Entry.Finished());
        thread.join();
        Throwable thrown = failure.get();
        switch (thrown) {
            case null -> {}
            case KugetsuException e -> throw e;
            default -> throw new IllegalStateException("the events of turn " + turn + " cannot be written", thrown);
        }
    }
}
