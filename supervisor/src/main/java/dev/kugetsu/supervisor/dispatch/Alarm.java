package dev.kugetsu.supervisor.dispatch;

import java.time.Duration;
import java.util.OptionalLong;

/// A moment to come, by a clock that nobody sets back. Not thread-safe.
final class Alarm {

    private OptionalLong atNanos = OptionalLong.of(System.nanoTime());

    /// Goes off once this time has passed; until it is set, it has gone off.
    void set(Duration in) {
        atNanos = OptionalLong.of(System.nanoTime() + in.toNanos());
    }

    void turnOff() {
        atNanos = OptionalLong.empty();
    }

    boolean isOff() {
        return atNanos.isEmpty();
    }

    boolean isDue() {
        return atNanos.isPresent() && System.nanoTime() - atNanos.getAsLong() >= 0;
    }
}
