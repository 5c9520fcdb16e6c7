package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.supervisor.KugetsuException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How long somebody waits for another process, which cannot notify us.
///
/// @param deadline by [System#nanoTime]
record Patience(Duration limit, long deadline) {

    private static final long LOOK_MILLIS = 20;

    static Patience of(Duration limit) {
        return new Patience(limit, System.nanoTime() + limit.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - deadline >= 0;
    }

    /// Waits until the next look.
    void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED, "interrupted", "see how it is with `kugetsu daemon status`");
        }
    }

    /// The limit as a user would write it.
    @Override
    public String toString() {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + "s" : limit.toMillis() + "ms";
    }
}
