package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes.Subscription;
import dev.kugetsu.supervisor.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// First what is stored, in batches, then what comes; what is in both comes once, because places only grow.
///
/// The mailbox was opened before anything is read, so that nothing falls between the two.
final class LogSubscription<T> implements Subscription<T> {

    /// The place of an element behind which nothing comes.
    static final Cursor END = new Cursor(Long.MAX_VALUE);

    private final Mailbox<T> mailbox;
    private final Consumer<Mailbox<T>> closing;
    private final Function<Cursor, List<T>> stored;
    private final Function<T, Cursor> place;
    private volatile Cursor last;
    private volatile boolean isReplaying = true;
    private volatile boolean isClosed;

    /// @param stored reads a batch behind a place; empty when there is nothing more
    LogSubscription(
            Mailbox<T> mailbox,
            Consumer<Mailbox<T>> closing,
            Cursor after,
            Function<Cursor, List<T>> stored,
            Function<T, Cursor> place) {
        this.mailbox = mailbox;
        this.closing = closing;
        this.last = after;
        this.stored = stored;
        this.place = place;
    }

    @Override
    public List<T> take(Duration atMost) throws InterruptedException {
        if (isReplaying && !isOver()) {
            List<T> batch = stored.apply(last);
            if (!batch.isEmpty()) {
                return passed(batch);
            }
            isReplaying = false;
        }
        return takeNew(System.nanoTime() + atMost.toNanos());
    }

    private List<T> takeNew(long deadline) throws InterruptedException {
        while (!isOver()) {
            List<T> batch = mailbox.take(Duration.ofNanos(deadline - System.nanoTime()));
            List<T> unseen = batch.stream()
                    .filter(element -> place.apply(element).compareTo(last) > 0)
                    .toList();
            if (!unseen.isEmpty()) {
                return passed(unseen);
            }
            if (batch.isEmpty()) {
                return List.of();
            }
        }
        return List.of();
    }

    private List<T> passed(List<T> batch) {
        last = place.apply(batch.getLast());
        return batch;
    }

    /// A mailbox that has run over while we were replaying ends the subscription only then: so much is safe.
    @Override
    public boolean isOver() {
        return isClosed || last.equals(END) || (!isReplaying && mailbox.isOver());
    }

    @Override
    public void close() {
        isClosed = true;
        closing.accept(mailbox);
    }
}
