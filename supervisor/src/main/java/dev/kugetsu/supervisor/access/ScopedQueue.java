package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnQueue;
import dev.kugetsu.supervisor.access.Scope.Operation;
import java.util.List;

/// The queue for the agent of a session: who may stop a session may call off what waits for it. Thread-safe.
record ScopedQueue(TurnQueue queue, Gate gate) implements TurnQueue {

    @Override
    public QueueView list() {
        throw gate.refusal("see the queue");
    }

    @Override
    public List<QueuedTurn> cancel(SessionRef ref) {
        return queue.cancel(gate.requireTurn(Operation.STOP, ref));
    }

    @Override
    public void pause(String reason) {
        throw gate.refusal("pause the queue");
    }

    @Override
    public boolean resume() {
        throw gate.refusal("resume the queue");
    }
}
