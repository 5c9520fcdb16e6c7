package dev.kugetsu.supervisor.turn;

/// Whatever serves the queue of this home, as one sees it who may hand a turn over.
@FunctionalInterface
public interface QueueHost {

    /// Whether a turn that is handed over now will be conducted; may start what is needed for that.
    boolean isReady();
}
