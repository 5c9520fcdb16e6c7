package dev.kugetsu.supervisor.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The requests of a client that are being answered, each on a thread of its own. A client that has lost its
/// patience must not be given a right later that it does not know of; what does not wait is done to its end.
/// Thread-safe.
final class RunningRequests {

    /// Nobody needs as many; each may hold a thread for minutes.
    static final int MOST = 256;

    private final Map<Object, Runnable> byId = new HashMap<>();
    private final Set<Object> cancelled = new HashSet<>();

    /// Notes which thread answers the request.
    ///
    /// @return `false` when there are too many, or one of that id is running
    synchronized boolean begin(JSONRPCRequest request, Thread thread) {
        Runnable interruption = VerbTools.mayWait(request) ? thread::interrupt : () -> {};
        return byId.size() < MOST && byId.putIfAbsent(request.id(), interruption) == null;
    }

    /// Whether anybody still wants the answer.
    synchronized boolean isWanted(Object id) {
        return !cancelled.contains(id);
    }

    /// Whoever waits to answer it is interrupted.
    synchronized void cancel(Object id) {
        Runnable interruption = byId.get(id);
        if (interruption != null && cancelled.add(id)) {
            interruption.run();
        }
    }

    synchronized void cancelAll() {
        List.copyOf(byId.keySet()).forEach(this::cancel);
    }

    synchronized void end(Object id) {
        byId.remove(id);
        cancelled.remove(id);
        notifyAll();
    }

    /// Blocks until none is left, or the time is over.
    synchronized void awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (!byId.isEmpty() && left > 0) {
            wait(left);
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
    }
}
