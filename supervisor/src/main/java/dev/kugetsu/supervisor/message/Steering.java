package dev.kugetsu.supervisor.message;

import dev.kugetsu.supervisor.turn.TurnContext;

/// Hands messages to agents in mid-turn.
@FunctionalInterface
interface Steering {

    /// Hands a message over and waits, for at most a few seconds, for the agent's own acknowledgement.
    ///
    /// @param messageId names the message for ever; the same id reaches the agent once
    Effect steer(TurnContext turn, String messageId, String text) throws InterruptedException;

    /// What became of it.
    sealed interface Effect {

        /// The agent has acknowledged it.
        record Taken() implements Effect {}

        /// The agent does not have it and will not get it.
        record Refused(String reason) implements Effect {}

        /// The agent may have it.
        record Unproven(String reason) implements Effect {}
    }
}
