package dev.kugetsu.supervisor;

/// What the agent of a session may do beside its own work.
public enum SessionRole {
    /// Works, and nothing else.
    WORKER,
    /// May itself start and steer workers in its project.
    ORCHESTRATOR
}
