package dev.kugetsu.supervisor;

import java.time.Instant;
import java.util.Optional;

/// A session in a list.
///
/// @param statusReason one line that says why the status is what it is, with the ages of the facts
/// @param worktree its absolute folder on this host
/// @param turns how many turns it has had
public record SessionView(
        String issueRef,
        String sessionId,
        String project,
        String harness,
        Optional<String> harnessSessionId,
        SessionStatus status,
        String statusReason,
        Optional<String> branch,
        Optional<String> worktree,
        int turns,
        Instant createdAt,
        Instant lastActivityAt,
        Optional<TurnView> lastTurn) {}
