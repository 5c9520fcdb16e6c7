package dev.kugetsu.supervisor;

/// What a session is doing; derived from stored facts whenever it is read, never stored.
public enum SessionStatus {
    /// Its turn waits for a slot.
    QUEUED,
    /// Its worktree or its harness session is being made, or its turn is being launched.
    STARTING,
    /// Its agent works.
    WORKING,
    /// It is ready for the next turn.
    IDLE,
    /// Its last turn needs a permission.
    BLOCKED,
    /// Its last turn failed or ran out of time.
    FAILED,
    /// The process of its last turn is gone and nobody saw how it ended.
    LOST,
    /// What is recorded and what is seen contradict each other, or nothing proves anything; the next command
    /// that can settle it does.
    UNKNOWN,
    /// It has been ended; only its record is left.
    ENDED
}
