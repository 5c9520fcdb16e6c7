package dev.kugetsu.supervisor;

import java.util.Optional;

/// Messages to agents, each with a receipt that says what is proven.
public interface Messages {

    /// Says something to the agent of a session: into its running turn where its harness can take that, else as
    /// its next turn where a daemon is ready to run it. Blocks for at most a few seconds.
    ///
    /// @throws KugetsuException `NOT_FOUND` when there is no such live session, `INVALID_INPUT` when the
    ///   message is empty
    Receipt send(SendRequest request);

    /// What is to be said.
    ///
    /// @param sender the session whose agent says it; empty when it is the user
    record SendRequest(SessionRef session, String message, Optional<SessionId> sender) {}

    /// What has become of a message.
    ///
    /// @param turnId the turn that has taken it, or that it will begin
    /// @param place of that turn in the queue, from 1, while it waits there
    /// @param reason why it was not delivered, one line
    /// @param next what can be done about a refusal, or how to see what has become of it
    record Receipt(
            Verdict receipt,
            String sessionId,
            Optional<String> turnId,
            Optional<Integer> place,
            Optional<String> reason,
            Optional<String> next) {

        /// What is proven.
        public enum Verdict {
            /// The agent has acknowledged it.
            DELIVERED,
            /// It is recorded as a turn that will run.
            QUEUED,
            /// The agent will not get it.
            REFUSED,
            /// The agent may have it or not: it was handed over, and nothing has come back.
            UNPROVEN
        }
    }
}
