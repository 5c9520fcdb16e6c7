package dev.kugetsu.supervisor.session;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.worktrees.BranchName;
import java.time.Instant;
import java.util.Optional;

/// The worktree of a session as it is stored.
///
/// @param path below the folder of worktrees of its host
/// @param branch the wished branch while it is being created, the real one from then on
/// @param baseName what the base commit was found by
public record SessionWorktree(
        SessionId sessionId,
        State state,
        String path,
        BranchName branch,
        String baseCommit,
        String baseName,
        Instant createdAt,
        Optional<Instant> removedAt) {

    /// Where a worktree stands.
    public enum State {
        /// It is being made, or its setup command runs.
        CREATING,
        /// It can be worked in.
        READY,
        /// It is being removed.
        REMOVING,
        /// It is gone; what it held is on its branch or preserved.
        REMOVED
    }
}
