package dev.kugetsu.supervisor.dispatch;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes one who waits; a signal that comes while nobody waits is not lost. Thread-safe.
final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private boolean isRaised;

    void raise() {
        lock.lock();
        try {
            isRaised = true;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a signal, but not longer; answers whether there was one, and lowers it.
    boolean await(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!isRaised && left > 0) {
                left = raised.awaitNanos(left);
            }
            boolean was = isRaised;
            isRaised = false;
            return was;
        } finally {
            lock.unlock();
        }
    }
}
