package dev.kugetsu.supervisor.json;

import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.TurnView;
import java.time.Instant;
import java.util.Optional;

/// A session as `list --json` shows it: what scripts rely on, and no more.
public record ListedSession(
        Optional<String> issueRef,
        String sessionId,
        Optional<String> name,
        SessionRole role,
        Optional<String> parentId,
        String project,
        String harness,
        Optional<String> harnessSessionId,
        SessionStatus status,
        Optional<String> branch,
        Optional<String> worktree,
        int turns,
        Instant createdAt,
        Instant lastActivityAt,
        Optional<TurnView> lastTurn) {

    public static ListedSession of(SessionView view) {
        return new ListedSession(
                view.issueRef(),
                view.sessionId(),
                view.name(),
                view.role(),
                view.parentId(),
                view.project(),
                view.harness(),
                view.harnessSessionId(),
                view.status(),
                view.branch(),
                view.worktree(),
                view.turns(),
                view.createdAt(),
                view.lastActivityAt(),
                view.lastTurn());
    }
}
