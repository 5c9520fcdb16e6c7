package dev.kugetsu.adapters;

import java.util.Optional;

/// How a turn ended, judged by its last event, the errors of its tools and the exit code together.
///
/// @param failure present unless the turn succeeded or was stopped
/// @param text the agent's last answer; empty when there is none
/// @param session the session that the turn belongs to, if the harness ever named it
/// @param exitCode the exit code of the harness, or empty when nobody saw it
public record TurnOutcome(
        Status status,
        Optional<Failure> failure,
        String text,
        Usage usage,
        Optional<HarnessSessionId> session,
        Optional<Integer> exitCode) {

    /// The ways to end.
    public enum Status {
        /// The agent has answered and the harness ended well.
        SUCCEEDED,
        /// Something went wrong.
        FAILED,
        /// The agent needs a permission that it did not get.
        BLOCKED,
        /// Somebody ended it.
        STOPPED,
        /// A deadline ended it.
        TIMED_OUT,
        /// The process is gone without an exit code and without a last event.
        LOST
    }
}
