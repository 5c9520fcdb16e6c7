package dev.kugetsu.adapters;

import java.util.Optional;

/// What happened in a turn, in words that all harnesses share. Texts come from the agent and are untrusted.
public sealed interface HarnessEvent {

    /// The harness has named the session that the turn belongs to.
    record SessionStarted(HarnessSessionId session) implements HarnessEvent {}

    /// The agent has said something to us.
    record TextProduced(String text) implements HarnessEvent {}

    /// A tool has been used and has ended.
    ///
    /// @param title what it was used on, such as a file or a command; may be empty
    /// @param error what went wrong, or empty when the tool did its work
    record ToolUsed(String tool, String title, Optional<String> error) implements HarnessEvent {}

    /// The agent wanted something that no rule allows.
    record PermissionDenied(PermissionRule wanted) implements HarnessEvent {}

    /// The model did not answer and is asked again.
    ///
    /// @param attempt counts from 1
    record RetryScheduled(int attempt, String reason) implements HarnessEvent {}

    /// Tokens and money spent since the last such event.
    record UsageReported(Usage usage) implements HarnessEvent {}

    /// The harness has reported an error; whether the turn fails by it shows at its end.
    record ErrorReported(Failure failure) implements HarnessEvent {}

    /// The agent has taken a message that was sent to it in mid-turn.
    ///
    /// @param messageId as in {@link TurnMessage}
    record MessageReceived(String messageId) implements HarnessEvent {}

    /// A line that the adapter does not understand.
    ///
    /// @param head the beginning of the line, at most 200 characters
    /// @param sizeBytes the length of the whole line
    record LineSkipped(String head, long sizeBytes) implements HarnessEvent {}
}
