package dev.kugetsu.worktrees.plumbing;

import java.time.Instant;
import java.util.List;

/// A commit.
///
/// @param committedAt in whole seconds, as git stores it
public record StoredCommit(String tree, List<String> parents, String message, Instant committedAt) {

    /// Who makes the commits that keep saved work; never the user.
    public static final String COMMITTER_NAME = "kugetsu";
    public static final String COMMITTER_EMAIL = "kugetsu@localhost";

    public StoredCommit {
        parents = List.copyOf(parents);
    }
}
