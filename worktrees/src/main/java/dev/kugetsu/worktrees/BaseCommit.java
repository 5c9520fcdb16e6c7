package dev.kugetsu.worktrees;

import java.time.Instant;
import java.util.Optional;

/// The commit that a worktree starts from, and how fresh it is.
///
/// @param commitId 40 hexadecimal digits (64 in a SHA-256 repository)
/// @param name what it was found by, such as `origin/main` or `v1.2`
/// @param lag how it stands to the remote's default branch as last fetched; empty when there is none
public record BaseCommit(String commitId, String name, Optional<Lag> lag) {

    private static final int SHORT_ID = 7;

    /// How far a commit is from the remote's default branch.
    ///
    /// @param upstream the short name of that branch, such as `origin/main`
    /// @param behind commits that it has and ours lacks
    /// @param ahead commits that ours has and it lacks
    /// @param fetchedAt when the repository was last fetched, if that is known
    public record Lag(String upstream, int behind, int ahead, Optional<Instant> fetchedAt) {}

    /// For a person: `main@1a2b3c4 (2 behind origin/main)`.
    public String describe() {
        String label = name + "@" + commitId.substring(0, SHORT_ID);
        return lag.filter(distance -> distance.behind() > 0)
                .map(distance -> label + " (" + distance.behind() + " behind " + distance.upstream() + ")")
                .orElse(label);
    }
}
