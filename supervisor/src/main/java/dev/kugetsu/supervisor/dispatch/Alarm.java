package dev.kugetsu.supervisor.dispatch;

import java.time.Duration;
import java.util.OptionalLong;

/// A moment to come, by a clock that nobody sets back; a new one is due at once. Not thread-safe.
final class Alarm {

    private OptionalLong atNanos = OptionalLong.of(System.nanoTime());

    void set(Duration in) {
        atNanos = OptionalLong.of(System.nanoTime() + in.toNanos());
    }

    /// Never due until it is set again.
    void cancel() {
        atNanos = OptionalLong.empty();
    }

    boolean isSet() {
        return atNanos.isPresent();
    }

    boolean isDue() {
        return isSet() && System.nanoTime() - atNanos.getAsLong() >= 0;
    }
}
