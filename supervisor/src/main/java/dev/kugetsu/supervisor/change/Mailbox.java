package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes.Change;
import dev.kugetsu.supervisor.Changes.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What has come for one reader and was not taken yet. A reader who lets more pile up than it holds gets nothing any
/// more: what is missing could not be told from what was never there. Thread-safe.
final class Mailbox<T> {

    static final int CAPACITY = 1024;

    private final Selection<T> selection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<T> waiting = new ArrayList<>();
    private boolean isOver;

    Mailbox(Selection<T> selection) {
        this.selection = selection;
    }

    void offer(Change change) {
        selection.of(change).ifPresent(this::put);
    }

    void offer(Said said) {
        selection.of(said).ifPresent(this::put);
    }

    private void put(T element) {
        lock.lock();
        try {
            if (isOver) {
                return;
            }
            if (waiting.size() == CAPACITY) {
                end();
            } else {
                waiting.add(element);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something is there, the time is up, or it is over.
    List<T> take(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (waiting.isEmpty() && !isOver && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<T> taken = waiting;
            waiting = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return isOver;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            end();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        isOver = true;
        waiting = new ArrayList<>();
        changed.signalAll();
    }
}
