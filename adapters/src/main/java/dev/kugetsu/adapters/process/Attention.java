package dev.kugetsu.adapters.process;

/// How we learn that something has happened to a turn.
public enum Attention {
    /// The system tells, where it can; else we look.
    TOLD,
    /// We look again and again: what remains where nothing tells, and what telling is measured against.
    LOOKING
}
