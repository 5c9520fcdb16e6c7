package dev.kugetsu.supervisor.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/// Closes connections over which a request does not arrive in time, however steadily its bytes drip in: Jetty's own
/// timeout begins anew with every byte.
final class RequestDeadlines extends AbstractLifeCycle implements Connection.Listener {

    private static final long SWEEP_MILLIS = 500;

    private final long patienceNanos;
    private final Map<Connection, Long> waitingSince = new ConcurrentHashMap<>();
    private final Scheduler scheduler = new ScheduledExecutorScheduler("api-deadlines", true);

    RequestDeadlines(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    @Override
    protected void doStart() throws Exception {
        scheduler.start();
        sweepLater();
    }

    @Override
    protected void doStop() throws Exception {
        scheduler.stop();
    }

    @Override
    public void onOpened(Connection connection) {
        waitFor(connection);
    }

    @Override
    public void onClosed(Connection connection) {
        waitingSince.remove(connection);
    }

    /// From now on bytes of a request must come.
    void waitFor(Connection connection) {
        waitingSince.put(connection, System.nanoTime());
    }

    /// All of it has come.
    void arrived(Connection connection) {
        waitingSince.remove(connection);
    }

    private void sweepLater() {
        scheduler.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        waitingSince.forEach((connection, since) -> {
            if (now - since > patienceNanos && waitingSince.remove(connection, since)) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning()) {
            sweepLater();
        }
    }
}
