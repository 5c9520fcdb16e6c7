package dev.kugetsu.supervisor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// What became of one turn: the answer to `start` and `continue`.
///
/// @param issueRef empty for a session that works on no issue
/// @param outcome how it ended, or empty when it was left running
/// @param text the agent's last answer, untrusted
/// @param changes what the turn did to the worktree, whatever the agent says of it
public record TurnReport(
        Optional<String> issueRef,
        Optional<String> name,
        String sessionId,
        String turnId,
        Optional<Outcome> outcome,
        Optional<FailureView> failure,
        String harness,
        Optional<String> harnessSessionId,
        String worktree,
        Optional<String> branch,
        Optional<String> baseCommit,
        String text,
        ChangesView changes,
        UsageView usage,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt)
        implements Labelled {

    /// The ways a turn ends.
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        BLOCKED,
        STOPPED,
        TIMED_OUT,
        LOST
    }

    /// Why a turn did not succeed.
    ///
    /// @param kind a stable lower-case word, such as `authentication`
    public record FailureView(String kind, String message) {}

    /// Work that can be seen in the worktree.
    public record ChangesView(int commits, int files, int insertions, int deletions) {}

    /// What was spent.
    public record UsageView(long inputTokens, long outputTokens, BigDecimal costUsd) {}
}
