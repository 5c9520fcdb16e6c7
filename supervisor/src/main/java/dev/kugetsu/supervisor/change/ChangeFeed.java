package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes.Change;
import dev.kugetsu.supervisor.Changes.Said;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.store.CommitWatch;
import dev.kugetsu.supervisor.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what is new in the two logs, once for all readers, and puts it into their mailboxes.
///
/// It hears at once of what this process writes and looks every few milliseconds whether another one has written;
/// tables are read only then. Without a reader it sleeps.
final class ChangeFeed implements AutoCloseable {

    static final int BATCH = 512;

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Store store;
    private final Semaphore news = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private volatile List<Mailbox<?>> mailboxes = List.of();
    private volatile boolean isClosed;
    private Cursor changesRead = Cursor.BEGINNING;
    private Cursor outputRead = Cursor.BEGINNING;

    ChangeFeed(Store store) {
        this.store = store;
        this.thread = Thread.ofPlatform().daemon().name("changes").unstarted(this::run);
        store.afterWrite(this::wake);
    }

    private void wake() {
        if (!mailboxes.isEmpty() && news.availablePermits() == 0) {
            news.release();
        }
    }

    /// A mailbox for everything that is written from now on.
    <T> Mailbox<T> open(Selection<T> selection) {
        Mailbox<T> mailbox = new Mailbox<>(selection);
        lock.lock();
        try {
            if (isClosed) {
                mailbox.close();
                return mailbox;
            }
            if (mailboxes.isEmpty()) {
                skipToHead();
            }
            List<Mailbox<?>> more = new ArrayList<>(mailboxes);
            more.add(mailbox);
            mailboxes = List.copyOf(more);
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
        } finally {
            lock.unlock();
        }
        news.release();
        return mailbox;
    }

    /// Before the reader looks into the store itself, so that nothing falls between the two.
    private void skipToHead() {
        store.read(handle -> {
            changesRead = handle.attach(ChangeDao.class).head();
            outputRead = handle.attach(OutputDao.class).head();
            return true;
        });
    }

    void remove(Mailbox<?> mailbox) {
        mailbox.close();
        lock.lock();
        try {
            mailboxes =
                    mailboxes.stream().filter(other -> !other.equals(mailbox)).toList();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!isClosed) {
            try (CommitWatch watch = store.watchCommits()) {
                follow(watch);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("the logs cannot be read, trying again in {}: {}", AFTER_FAILURE, e.toString());
                rest();
            }
        }
    }

    private void rest() {
        try {
            news.tryAcquire(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(CommitWatch watch) throws InterruptedException {
        while (!isClosed) {
            if (watch.hasNews()) {
                deliver();
            }
            if (mailboxes.isEmpty()) {
                news.acquire();
            } else {
                news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
            }
            news.drainPermits();
        }
    }

    private void deliver() {
        lock.lock();
        try {
            int count = BATCH;
            while (count == BATCH && !mailboxes.isEmpty()) {
                List<Change> changes = readChanges();
                // Read later and handed over earlier: a turn has said all before its end is heard of.
                deliverOutput();
                changes.forEach(change -> mailboxes.forEach(mailbox -> mailbox.offer(change)));
                changesRead =
                        changes.isEmpty() ? changesRead : changes.getLast().cursor();
                count = changes.size();
            }
            mailboxes = mailboxes.stream().filter(mailbox -> !mailbox.isOver()).toList();
        } finally {
            lock.unlock();
        }
    }

    private List<Change> readChanges() {
        return store.read(
                handle -> handle.attach(ChangeDao.class).list(changesRead, Optional.empty(), Optional.empty(), BATCH));
    }

    private void deliverOutput() {
        int count = BATCH;
        while (count == BATCH) {
            List<Said> output =
                    store.read(handle -> handle.attach(OutputDao.class).list(outputRead, BATCH));
            output.forEach(said -> mailboxes.forEach(mailbox -> mailbox.offer(said)));
            outputRead = output.isEmpty() ? outputRead : output.getLast().cursor();
            count = output.size();
        }
    }

    /// Ends all subscriptions; returns when the store is let go.
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            mailboxes.forEach(Mailbox::close);
            mailboxes = List.of();
        } finally {
            lock.unlock();
        }
        news.release();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
