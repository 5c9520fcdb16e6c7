package dev.kugetsu.adapters;

/// What a probe of a process has proven.
public enum Liveness {
    /// This very process runs.
    ALIVE,
    /// This very process has ended: proven, final.
    DEAD,
    /// The probe could not tell; never a reason to act.
    UNKNOWN
}
