package dev.kugetsu.supervisor;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The wish that a program ends; the first reason counts. Thread-safe.
public final class StopRequest {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> crash = new AtomicReference<>();

    /// Asks for an orderly end.
    ///
    /// @param why such as `signal`, for the log
    public void request(String why) {
        reason.compareAndSet(null, why);
        requested.countDown();
    }

    /// Asks for the end because something has failed that must not fail.
    public void fail(Throwable cause) {
        crash.compareAndSet(null, cause);
        request("crash");
    }

    /// Blocks until somebody asks.
    ///
    /// @return why
    public String await() throws InterruptedException {
        requested.await();
        return String.valueOf(reason.get());
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /// What has failed, when that is the reason.
    public Optional<Throwable> crash() {
        return Optional.ofNullable(crash.get());
    }
}
