package dev.kugetsu.adapters.process;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one waiting thread. What is given while nobody waits is kept, once. Thread-safe; a virtual thread that
/// waits occupies no other.
final class Signal {

    private final Semaphore given = new Semaphore(0);

    void give() {
        if (given.availablePermits() == 0) {
            given.release();
        }
    }

    /// Waits that long; returns whether it was given.
    boolean await(Duration limit) throws InterruptedException {
        boolean isGiven = given.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
        given.drainPermits();
        return isGiven;
    }
}
