package dev.kugetsu.supervisor;

import java.time.Instant;
import java.util.Optional;

/// A session in a list.
///
/// @param issueRef empty for a session that works on no issue
/// @param parentId the orchestrator that has started it
/// @param statusReason one line that says why the status is what it is, with the ages of the facts
/// @param worktree its absolute folder on this host
/// @param turns how many turns it has had
public record SessionView(
        Optional<String> issueRef,
        String sessionId,
        Optional<String> name,
        SessionRole role,
        Optional<String> parentId,
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
        Optional<TurnView> lastTurn)
        implements Labelled {}
