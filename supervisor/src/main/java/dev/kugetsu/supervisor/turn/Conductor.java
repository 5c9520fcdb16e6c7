package dev.kugetsu.supervisor.turn;

/// Who takes a turn through its states.
public enum Conductor {
    /// The process that asked for it; a turn that it leaves before the launch is undone.
    CALLER,
    /// Any process that serves the queue; a turn that one leaves before the launch goes back to the queue.
    QUEUE
}
