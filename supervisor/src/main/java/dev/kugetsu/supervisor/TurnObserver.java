package dev.kugetsu.supervisor;

/// Watches a turn on behalf of the caller; called in order and never twice at the same
/// time, mostly on the caller's own thread.
@FunctionalInterface
public interface TurnObserver {

    void progressed(TurnProgress progress);
}
