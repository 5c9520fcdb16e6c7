package dev.kugetsu.adapters;

/// What a probe of a process has proven.
public enum Liveness {
    /// This very process runs.
    ALIVE,
    /// This very process has ended: proven, final.
    DEAD,
    /// The probe could not tell, such as of a process in another container; never a reason to act.
    UNKNOWN
}
