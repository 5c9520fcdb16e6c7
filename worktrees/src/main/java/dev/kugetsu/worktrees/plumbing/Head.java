package dev.kugetsu.worktrees.plumbing;

import java.util.Optional;

/// What is checked out in a worktree.
///
/// @param branchRef the full name of the branch, or empty when HEAD is detached
/// @param commitId its commit, or empty when the branch has none yet
public record Head(Optional<String> branchRef, Optional<String> commitId) {}
