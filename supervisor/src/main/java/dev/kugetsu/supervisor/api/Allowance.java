package dev.kugetsu.supervisor.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How many requests may come: a store of them that fills up again at a steady rate. Thread-safe.
final class Allowance {

    private final double capacity;
    private final double perNano;
    private final LongSupplier nanos;
    private double left;
    private long countedAt;

    /// @param burst how many may come at once
    Allowance(int burst, int perSecond, LongSupplier nanos) {
        this.capacity = burst;
        this.perNano = (double) perSecond / Duration.ofSeconds(1).toNanos();
        this.nanos = nanos;
        this.left = burst;
        this.countedAt = nanos.getAsLong();
    }

    /// Whether one more may come now.
    synchronized boolean take() {
        long now = nanos.getAsLong();
        left = Math.min(capacity, left + (now - countedAt) * perNano);
        countedAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
