package dev.kugetsu.supervisor.turn;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits between two looks at the store: other processes change it and cannot notify us. Ends at once, for all
/// who wait, when the supervisor is closed. Thread-safe.
public final class Pause implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    /// Waits that long.
    ///
    /// @throws InterruptedException also when the supervisor is closed meanwhile
    void pause(Duration time) throws InterruptedException {
        if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the supervisor is closed");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
