package dev.kugetsu.adapters;

/// What became of a message that was sent to an agent in mid-turn.
public sealed interface Delivery {

    /// The agent has it.
    ///
    /// @param evidence the agent's own acknowledgement in its output
    record Taken(StreamEvent evidence) implements Delivery {}

    /// The agent does not have it and will not get it, unless it is sent anew.
    ///
    /// @param reason one line for a person
    record Refused(String reason) implements Delivery {}

    /// The agent may have it; whoever sends it again with the same id learns more, and does not send it twice.
    ///
    /// @param reason one line for a person
    record Unproven(String reason) implements Delivery {}
}
