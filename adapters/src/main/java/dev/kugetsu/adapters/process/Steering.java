package dev.kugetsu.adapters.process;

/// Whether an agent can be told something in mid-turn.
public sealed interface Steering {

    /// It cannot.
    ///
    /// @param reason one line for a person
    record None(String reason) implements Steering {}

    /// It looks into the inbox of its turn, as [Inbox] says.
    record ByInbox() implements Steering {}
}
