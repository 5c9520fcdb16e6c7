package dev.kugetsu.adapters;

/// Why a turn is ended by us.
public enum StopReason {
    /// Somebody asked for it.
    REQUESTED,
    /// No output came in time after the launch.
    FIRST_EVENT_DEADLINE,
    /// Output ceased for too long.
    SILENCE_DEADLINE,
    /// The whole turn took too long.
    TURN_DEADLINE
}
