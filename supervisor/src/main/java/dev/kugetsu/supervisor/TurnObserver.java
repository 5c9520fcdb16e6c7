package dev.kugetsu.supervisor;

/// Watches a turn on behalf of the caller; called on the caller's own thread, in order.
@FunctionalInterface
public interface TurnObserver {

    void progressed(TurnProgress progress);
}
